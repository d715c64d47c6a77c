/* AttestStore: the one file in which drafts, submissions and hosts are kept, and the one thread
 * that touches it.
 *
 * Everything else hands it jobs. A job is a function that runs on the store's thread with the
 * database, in the order they were given; what it returns reaches the caller's main context by a
 * GTask. Several processes may have a store on one folder.
 *
 * The object itself, its signals and its AttestSubmissions belong to the main thread. */
#pragma once

#include "store/attest-db.h"
#include "store/attest-submission.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_STORE (attest_store_get_type ())
G_DECLARE_FINAL_TYPE (AttestStore, attest_store, ATTEST, STORE, GObject)

/* How a job uses the database. */
typedef enum
{
  ATTEST_STORE_READ,  /* stopped when its cancellable is cancelled */
  ATTEST_STORE_WRITE, /* inside one transaction: committed if the job sets no error, else undone;
                         once begun it is not cancelled */
} AttestStoreAccess;

/* Returns what attest_store_run_finish() gives; fails by setting @error alone. */
typedef gpointer (*AttestStoreJob) (AttestDb *db, gpointer data, GError **error);

AttestStore *attest_store_new (const char *folder, const char *state_folder);
const char *attest_store_get_folder (AttestStore *self);

void attest_store_open_async (AttestStore *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean attest_store_open_finish (AttestStore *self, GAsyncResult *result, GError **error);
void attest_store_close_async (AttestStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean attest_store_close_finish (AttestStore *self, GAsyncResult *result, GError **error);

void attest_store_run_async (AttestStore *self,
                             AttestStoreAccess access,
                             AttestStoreJob job,
                             gpointer data,
                             GDestroyNotify free_data,
                             GDestroyNotify free_result,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gpointer attest_store_run_finish (AttestStore *self, GAsyncResult *result, GError **error);

/* Signals:
 * "changed-elsewhere": another process wrote something.
 * "submissions-changed" (GPtrArray of AttestSubmission): these are new or changed, by anybody.
 * "written" / "write-failed" (GError): how the last writing job of this process ended.
 * Property "notice" (string, nullable): what the store had to do that a person should know; told
 * until attest_store_dismiss_notice(). */
const char *attest_store_get_notice (AttestStore *self);

G_END_DECLS
