/* AttestImportRow: what became of one record of an import, and the draft that is written for it or
 * taken back with it. The rows of the table `import_rows`. */
#pragma once

#include "store/attest-db.h"
#include "store/attest-draft.h"

G_BEGIN_DECLS

/* What became of one record of an import. */
typedef struct
{
  guint row; /* the first of its rows, from 1: what tells it from others of its import */
  char *title;
  char *key;
  char *effect; /* create, update, nothing, conflict, left-out; what happened, once it is written */
  char *comparison;   /* (nullable) */
  char *draft_id;     /* (nullable) */
  char *before;       /* (nullable): the draft's record before it was updated */
  char *content_hash; /* (nullable): of the draft afterwards */

  AttestDraftRow *draft; /* (nullable): to be written */
  char *expected_hash;   /* (nullable): the draft is left alone if it is another by then */
  char *expected_other;  /* (nullable): the draft of another company that has the number */

  gboolean is_edited;  /* read only: the draft is another by now */
  gboolean is_sent;    /* or was sent, or is to be */
  gboolean is_waiting; /* it is to be, and is in the outbox until then */
} AttestImportRow;

void attest_import_row_free (gpointer row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestImportRow, attest_import_row_free)

/* Below: on the store's thread, inside a call. @drafts: AttestDraftRow are added to it, as those
 * that were written are then. */

GPtrArray *attest_import_rows_read (AttestDb *db, const char *import_id, GError **error);
gboolean attest_import_row_keep (AttestDb *db,
                                 const char *import_id,
                                 AttestImportRow *row,
                                 GPtrArray *drafts,
                                 GError **error);
gboolean attest_import_row_undo (AttestDb *db,
                                 const char *import_id,
                                 AttestImportRow *row,
                                 GPtrArray *drafts,
                                 GError **error);

G_END_DECLS
