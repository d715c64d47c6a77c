/* What the store keeps of imports: their files and decisions, and their rows. Each verb is one
 * transaction. Main thread. */
#pragma once

#include "store/attest-import-row.h"
#include "store/attest-store.h"

G_BEGIN_DECLS

/* One import. Its states: open (perhaps half of it is kept), kept, undone. */
typedef struct
{
  char *id;
  const AttestSchema *schema; /* NULL: of a kind this program does not know */
  char *name;                 /* of the file, for people */
  char *sha256;
  char *profile; /* (nullable) */
  char *state;
  char *decisions; /* JSON */
  guint n_rows;
  guint n_records;
  gint64 created;
  gint64 changed;

  GBytes *bytes;   /* (nullable): the file; only where it is to be written, or was asked for */
  guint n_created; /* drafts; read only */
  guint n_updated;
  guint n_others;
} AttestImportInfo;

void attest_import_info_free (AttestImportInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestImportInfo, attest_import_info_free)

void attest_store_save_import_async (AttestStore *self,
                                     AttestImportInfo *info,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean attest_store_save_import_finish (AttestStore *self, GAsyncResult *result, GError **error);
void attest_store_list_imports_async (AttestStore *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *
attest_store_list_imports_finish (AttestStore *self, GAsyncResult *result, GError **error);
void attest_store_load_import_async (AttestStore *self,
                                     const char *id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean attest_store_load_import_finish (AttestStore *self,
                                          GAsyncResult *result,
                                          AttestImportInfo **info,
                                          GPtrArray **rows,
                                          GError **error);

/* @rows: (transfer full) (element-type AttestImportRow): those that are kept already are passed
 * over. Finishes with them, as they are kept. */
void attest_store_keep_rows_async (AttestStore *self,
                                   const char *import_id,
                                   GPtrArray *rows,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/* @rows: (transfer full): those with a draft of an update are written as they were before; those
 * that were created go. What was edited or sent meanwhile, or is to be sent, stays, and is told by
 * is_edited, is_sent and is_waiting. The import is undone then. */
void attest_store_undo_import_async (AttestStore *self,
                                     const char *import_id,
                                     GPtrArray *rows,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/* Of both. */
GPtrArray *
attest_store_change_rows_finish (AttestStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
