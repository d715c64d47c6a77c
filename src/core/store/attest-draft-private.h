/* The tables `drafts` and `purged_drafts`: arrays of AttestDraftRow without their records,
 * or of ids. For the files of the store. */
#pragma once

#include "store/attest-db.h"
#include "store/attest-draft.h"

G_BEGIN_DECLS

gboolean
attest_drafts_read_row (AttestDb *db, const char *id, AttestDraftRow **row, GError **error);
gboolean attest_drafts_write (AttestDb *db, const AttestDraftRow *row, GError **error);
GPtrArray *attest_drafts_read_rows (AttestDb *db, GPtrArray *ids, GError **error);

/* For the feed. */
GPtrArray *attest_drafts_read_since (AttestDb *db, gint64 revision, GError **error);
GPtrArray *attest_drafts_read_gone (AttestDb *db, gint64 revision, GError **error);

G_END_DECLS
