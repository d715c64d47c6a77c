/* AttestWorkspace: drafts, keys, outbox and history of one user, owned by one object that the
 * window and the command line hold. Several processes may have one on the same data at once; each
 * sees the other's changes within a second. Main thread; nothing here blocks it. */
#pragma once

#include "check/attest-check.h"
#include "keyring/attest-keyring.h"
#include "outbox/attest-outbox.h"
#include "store/attest-draft.h"
#include "store/attest-history.h"
#include "store/attest-register.h"
#include "store/attest-store-lists.h"
#include "store/attest-submission-details.h"
#include "workspace/attest-presets.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_WORKSPACE (attest_workspace_get_type ())
G_DECLARE_FINAL_TYPE (AttestWorkspace, attest_workspace, ATTEST, WORKSPACE, GObject)

/* @folder: (nullable): the user's data folder for Attest: $XDG_DATA_HOME/attest */
char *attest_workspace_dup_usual_folder (void);
AttestWorkspace *attest_workspace_new (const char *folder);
const char *attest_workspace_get_folder (AttestWorkspace *self);

void attest_workspace_open_async (AttestWorkspace *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean attest_workspace_open_finish (AttestWorkspace *self, GAsyncResult *result, GError **error);
/* Writes what is not written yet, waits for the one being sent to be recorded, closes the database.
 */
void attest_workspace_close_async (AttestWorkspace *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean
attest_workspace_close_finish (AttestWorkspace *self, GAsyncResult *result, GError **error);

AttestRegister *attest_workspace_new_register (AttestWorkspace *self,
                                               const AttestSchema *schema); /* (transfer full) */
/* Finishes with the draft; NULL without an error: there is none, or it is deleted. */
void attest_workspace_read_draft_async (AttestWorkspace *self,
                                        const char *id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean attest_workspace_read_draft_finish (AttestWorkspace *self,
                                             GAsyncResult *result,
                                             AttestDraft **draft,
                                             GError **error);
AttestDraft *
attest_workspace_find_draft (AttestWorkspace *self,
                             const char *id); /* (transfer none) (nullable): if it is held */
void attest_workspace_find_peers_async (AttestWorkspace *self,
                                        const char *owner,
                                        GPtrArray *records,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
AttestPeers *attest_workspace_find_peers_finish (AttestWorkspace *self,
                                                 GAsyncResult *result,
                                                 GError **error); /* (transfer full) */

/* @record is copied. Finishes with the new draft once it is durable. */
void attest_workspace_add_draft_async (AttestWorkspace *self,
                                       AttestRecord *record,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
AttestDraft *attest_workspace_add_draft_finish (AttestWorkspace *self,
                                                GAsyncResult *result,
                                                GError **error); /* (transfer full) */
/* The same for many, in one transaction; the records are not to be changed meanwhile. */
void attest_workspace_add_drafts_async (AttestWorkspace *self,
                                        GPtrArray *records,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GPtrArray *
attest_workspace_add_drafts_finish (AttestWorkspace *self, GAsyncResult *result, GError **error);
void attest_workspace_load_draft_async (AttestWorkspace *self,
                                        const char *id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
AttestRecord *attest_workspace_load_draft_finish (AttestWorkspace *self,
                                                  GAsyncResult *result,
                                                  GError **error); /* (transfer full) */
/* Finishes with the draft that holds it: a new one if somebody else changed @id since @based_on. */
void attest_workspace_save_draft_async (AttestWorkspace *self,
                                        const char *id,
                                        gint64 based_on,
                                        AttestRecord *record,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
AttestDraft *attest_workspace_save_draft_finish (AttestWorkspace *self,
                                                 GAsyncResult *result,
                                                 GError **error); /* (transfer full) */
/* Several at once. Deleted drafts leave the lists at once and come back with restore; purge makes
 * it final. */
void attest_workspace_delete_drafts_async (AttestWorkspace *self,
                                           const char *const *ids,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
void attest_workspace_restore_drafts_async (AttestWorkspace *self,
                                            const char *const *ids,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
void attest_workspace_purge_drafts_async (AttestWorkspace *self,
                                          const char *const *ids,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean
attest_workspace_change_drafts_finish (AttestWorkspace *self, GAsyncResult *result, GError **error);

/* Hosts. NULL: none is set. For practice: the one set with set_practice_url(), else none. */
const char *attest_workspace_get_host (AttestWorkspace *self,
                                       const AttestService *service,
                                       AttestEnvironment environment);
gboolean attest_workspace_has_own_host (AttestWorkspace *self,
                                        const AttestService *service,
                                        AttestEnvironment environment);
void attest_workspace_set_host_async (AttestWorkspace *self,
                                      const AttestPlace *place /* host NULL: reset */,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean
attest_workspace_set_host_finish (AttestWorkspace *self, GAsyncResult *result, GError **error);
void attest_workspace_set_practice_url (AttestWorkspace *self,
                                        const AttestService *service,
                                        const char *url);

AttestStore *
attest_workspace_get_store (AttestWorkspace *self); /* for its verbs; (transfer none) */
AttestKeyring *attest_workspace_get_keyring (AttestWorkspace *self);
AttestPresets *attest_workspace_get_presets (AttestWorkspace *self);
AttestOutbox *attest_workspace_get_outbox (AttestWorkspace *self);

/* Reads what a service lists now, and keeps it for attest_store_load_designs_async() and
 * attest_store_load_stored_async(). */
void attest_workspace_read_list_async (AttestWorkspace *self,
                                       const AttestPlace *place,
                                       const AttestDesignKind *kind /* (nullable): records */,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
attest_workspace_read_list_finish (AttestWorkspace *self, GAsyncResult *result, GError **error);
const char *attest_workspace_find_picture (AttestWorkspace *self,
                                           const AttestPlace *place,
                                           const AttestDesignKind *kind,
                                           const char *id);

/* Sending: plan, confirm with the user, then attest_outbox_enqueue_async(). */
void attest_workspace_plan_send_async (AttestWorkspace *self,
                                       const AttestSendWish *wish,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
AttestSendPlan *
attest_workspace_plan_send_finish (AttestWorkspace *self, GAsyncResult *result, GError **error);

/* Many drafts at once; plans for those that can not be sent are among them. */
typedef void (*AttestPlanProgress) (guint n_done, guint n_all, gpointer user_data);
typedef struct
{
  const char *const *ids; /* ends with %NULL: drafts, as they were last saved */
  AttestEnvironment environment;
  AttestPlanProgress progress; /* (nullable): told after each */
  gpointer progress_data;
} AttestPlanMany;
void attest_workspace_plan_drafts_async (AttestWorkspace *self,
                                         const AttestPlanMany *many,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
GPtrArray *
attest_workspace_plan_drafts_finish (AttestWorkspace *self, GAsyncResult *result, GError **error);

/* Property "error" (string, nullable): the data can not be written just now (full disk, …), in
 * words; stays until a write succeeds. Signal "submission-changed" (AttestSubmission): from any
 * process. */
const char *attest_workspace_get_error (AttestWorkspace *self);
gboolean attest_workspace_may_error_pass (AttestWorkspace *self);
/* Property "notice" (string, nullable): what had to be done that a person should know, such as
 * recovering a damaged file. Signal "hosts-changed". */
const char *attest_workspace_get_notice (AttestWorkspace *self);
void attest_workspace_dismiss_notice (AttestWorkspace *self);

G_END_DECLS
