/* Between the store and the workspace only: drafts from rows. A row is read on the store's thread
 * and becomes, or updates, an AttestDraft on the main thread. */
#pragma once

#include "store/attest-draft.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  const AttestSchema *schema; /* NULL: of a kind this program does not know */
  char *title;
  char *entity;
  char *entity_id;
  char *status;
  char *search;
  char *content_hash; /* SHA-256 of what would be sent */
  guint n_errors;
  guint n_warnings;
  gint64 created;
  gint64 changed;
  gboolean deleted;
  char *record; /* (nullable): JSON, only where it is to be written */

  /* Its newest submission. */
  char *last_id;
  char *last_sha256;
  AttestState last_state;
  AttestEnvironment last_environment;
  gint64 last_created;
  gint64 last_sent;
} AttestDraftRow;

void attest_draft_row_free (AttestDraftRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestDraftRow, attest_draft_row_free)

AttestDraft *attest_draft_new (AttestDraftRow *row);
void attest_draft_update (AttestDraft *self, const AttestDraftRow *row);
void attest_draft_update_last (AttestDraft *self, AttestSubmission *submission);

G_END_DECLS
