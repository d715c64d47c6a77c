/* AttestKeptRows: what is written of an import: what it is, and a row for each of its records,
 * made on a thread and taken in blocks. While it is being made nobody else touches it. Main thread.
 */
#pragma once

#include "check/attest-check.h"
#include "workspace/attest-import-private.h"

G_BEGIN_DECLS

typedef struct
{
  AttestImportInfo *info;
  GPtrArray *records; /* of AttestImportRecord: those whose rows are made */
  GPtrArray *rows;    /* of AttestImportRow, in the order of @records, until they are taken */
  guint n_done;       /* of them: these are kept */

  /* For making them. */
  AttestWorkspace *workspace; /* not owned */
  GBytes *bytes;
  AttestDecisions *decisions;
  GPtrArray *asked; /* (nullable): of AttestDraftRow: what is compared with others */
  AttestPeers *peers;
  AttestCheckContext context; /* with @peers and @details */
  GPtrArray *details;         /* (nullable): of AttestRecord: copies */
} AttestKeptRows;

AttestKeptRows *attest_kept_rows_new (AttestImport *import);
void attest_kept_rows_free (AttestKeptRows *self);

void attest_kept_rows_make_async (AttestKeptRows *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean attest_kept_rows_make_finish (GAsyncResult *result, GError **error);

AttestImportInfo *attest_kept_rows_copy_info (const AttestKeptRows *self);
GPtrArray *attest_kept_rows_take_block (AttestKeptRows *self);
void attest_kept_rows_note_kept (AttestKeptRows *self, GPtrArray *rows);
gboolean attest_kept_rows_is_done (const AttestKeptRows *self);

GBytes *attest_kept_rows_unpack (GBytes *bytes);

G_END_DECLS
