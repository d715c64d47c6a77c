/* What the store can do with drafts. Each verb is one transaction, durable when it finishes; the
 * signal "drafts-changed" tells the rows as they are then. Main thread. */
#pragma once

#include "store/attest-draft.h"
#include "store/attest-store.h"

G_BEGIN_DECLS

void attest_store_load_record_async (AttestStore *self,
                                     const char *id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
char *attest_store_load_record_finish (AttestStore *self,
                                       GAsyncResult *result,
                                       const AttestSchema **schema,
                                       GError **error);

void attest_store_save_drafts_async (AttestStore *self,
                                     GPtrArray *rows,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
attest_store_save_drafts_finish (AttestStore *self, GAsyncResult *result, GError **error);

/* What can be done to several drafts at once. */
typedef enum
{
  ATTEST_DRAFTS_DELETE,
  ATTEST_DRAFTS_RESTORE,
  ATTEST_DRAFTS_PURGE, /* only those that are deleted */
} AttestDraftsChange;

void attest_store_change_drafts_async (AttestStore *self,
                                       AttestDraftsChange change,
                                       const char *const *ids,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
attest_store_change_drafts_finish (AttestStore *self, GAsyncResult *result, GError **error);
void attest_store_purge_old_drafts_async (AttestStore *self,
                                          gint64 older,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean
attest_store_purge_old_drafts_finish (AttestStore *self, GAsyncResult *result, GError **error);

/* Drafts as they are now, told by "drafts-changed". */
void attest_store_read_drafts_async (AttestStore *self,
                                     const char *const *ids,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
attest_store_read_drafts_finish (AttestStore *self, GAsyncResult *result, GError **error);

/* A part of what follows from drafts and submissions, where that is not there. */
void attest_store_project_async (AttestStore *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean attest_store_project_finish (AttestStore *self,
                                      GAsyncResult *result,
                                      gboolean *is_done,
                                      GError **error);

G_END_DECLS
