/* AttestStore: where drafts, submissions, hosts and settings are kept, and the one thread that
 * touches it.
 *
 * What can be done with it are verbs: each asynchronous, each one transaction, with plain structs
 * in and out; they stand in attest-store-drafts.h, -queue.h, -sending.h, -search.h and -choices.h.
 * Several processes may have a store on one folder; what any of them changes is told by the
 * signals, in the order it happened, and whoever listens needs to follow nothing by itself.
 *
 * The object, its signals and its AttestSubmissions belong to the main thread. */
#pragma once

#include "service/attest-place.h"
#include "store/attest-store-error.h"
#include "store/attest-submission.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_STORE (attest_store_get_type ())
G_DECLARE_FINAL_TYPE (AttestStore, attest_store, ATTEST, STORE, GObject)

AttestStore *attest_store_new (const char *folder, const char *state_folder);

gint64 attest_store_get_now (AttestStore *self);
gint64 attest_store_get_steady (AttestStore *self);

void attest_store_open_async (AttestStore *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean attest_store_open_finish (AttestStore *self, GAsyncResult *result, GError **error);
void attest_store_close_async (AttestStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean attest_store_close_finish (AttestStore *self, GAsyncResult *result, GError **error);

/* Signals; each before the callback of the verb that was the cause, if it was one of this process:
 * "submissions-changed" (GPtrArray of AttestSubmission): these are new or changed.
 * "drafts-changed" (GPtrArray of AttestDraftRow, GPtrArray of ids): the first are new or changed,
 *   perhaps deleted; the latter are gone. In this order: what is gone, then what is there.
 * "hosts-changed", "settings-changed".
 * "written" / "write-failed" (GError): how the last writing verb of this process ended.
 * Property "notice" (string, nullable): what the store had to do that a person should know; told
 * until attest_store_dismiss_notice(). */
const char *attest_store_get_notice (AttestStore *self);

G_END_DECLS
