/* What a question before sending says may change while it stands there: the host, the key, what
 * became of the same record. Then it goes, and who asked makes a new one. Main thread. */
#include "attest-config.h"
#include "send/attest-send-watch.h"

#define WATCH_KEY "attest-send-watch"

typedef struct
{
  GtkWidget *dialog; /* not owned: it owns this */
  AttestWorkspace *workspace;
  GPtrArray *plans;
} Watch;

static void
watch_free (gpointer data)
{
  Watch *self = data;

  g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_signal_handlers_disconnect_by_data (attest_workspace_get_keyring (self->workspace), self);
  g_object_unref (self->workspace);
  g_ptr_array_unref (self->plans);
  g_free (self);
}

static void
give_up (Watch *self)
{
  GtkWidget *dialog = self->dialog;

  g_object_set_data (G_OBJECT (dialog), WATCH_KEY, NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), ATTEST_SEND_OUTDATED);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
hosts_changed_cb (Watch *self)
{
  AttestSendPlan *plan = g_ptr_array_index (self->plans, 0);
  const char *host = attest_workspace_get_host (self->workspace,
                                                attest_send_plan_get_service (plan),
                                                attest_send_plan_get_environment (plan));

  if (g_strcmp0 (host, attest_send_plan_get_host (plan)) != 0)
    give_up (self);
}

static void
keyring_changed_cb (Watch *self)
{
  if (attest_send_plan_get_needs_key (g_ptr_array_index (self->plans, 0)))
    give_up (self);
}

/* Of the same number or name, and so perhaps one that would be sent twice. */
static void
submission_changed_cb (Watch *self, AttestSubmission *submission)
{
  const char *title = attest_submission_get_title (submission);

  for (guint i = 0; i < self->plans->len; i++)
    {
      AttestSendPlan *plan = g_ptr_array_index (self->plans, i);

      if (attest_submission_get_service (submission) == attest_send_plan_get_service (plan)
          && attest_submission_get_environment (submission)
                 == attest_send_plan_get_environment (plan)
          && g_strcmp0 (title, attest_send_plan_get_title (plan)) == 0)
        {
          give_up (self);
          return;
        }
    }
}

/* Answered: what happens now is what was asked for. */
static void
response_cb (GtkWidget *dialog)
{
  g_object_set_data (G_OBJECT (dialog), WATCH_KEY, NULL);
}

/**
 * attest_send_watch_add:
 * @dialog: a message dialog that asks whether to send
 * @application: the application, which is ready
 * @plans: (element-type AttestSendPlan): what it asks about, to one place
 *
 * Makes @dialog answer %ATTEST_SEND_OUTDATED and go when what it says is not true any more.
 */
void
attest_send_watch_add (GtkWidget *dialog, AttestApplication *application, GPtrArray *plans)
{
  Watch *self = g_new0 (Watch, 1);

  self->dialog = dialog;
  self->workspace = g_object_ref (attest_application_get_workspace (application));
  self->plans = g_ptr_array_ref (plans);
  g_object_set_data_full (G_OBJECT (dialog), WATCH_KEY, self, watch_free);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), NULL);
  g_signal_connect_swapped (self->workspace, "hosts-changed", G_CALLBACK (hosts_changed_cb), self);
  g_signal_connect_swapped (
      self->workspace, "submission-changed", G_CALLBACK (submission_changed_cb), self);
  g_signal_connect_swapped (attest_workspace_get_keyring (self->workspace),
                            "changed",
                            G_CALLBACK (keyring_changed_cb),
                            self);
}
