/* Drafts as rows. For the files of the store. */
#pragma once

#include "store/attest-db.h"
#include "store/attest-draft.h"

G_BEGIN_DECLS

/* The columns attest_draft_row_read() expects, from column 0 on: those of a draft `d`, and of the
 * newest submission `s` made from it. */
#define ATTEST_DRAFT_COLUMNS                                                                       \
  "d.id, d.kind, d.title, d.entity, d.entity_id, d.status, d.search, d.content_hash, "             \
  "d.n_errors, d.n_warnings, d.created, d.changed, d.deleted IS NOT NULL, "                        \
  "s.id, s.sha256, s.state, s.environment, s.created, s.sent"

gpointer attest_draft_row_read (AttestStatement *statement);

/* For the feed. */
GPtrArray *attest_drafts_read_since (AttestDb *db, gint64 revision, GError **error);
GPtrArray *attest_drafts_read_gone (AttestDb *db, gint64 revision, GError **error);

G_END_DECLS
