/* Looks on the server for a submission: see the header.
 *
 * One dialog from the question to the answer. The outbox keeps what was found; here it is only
 * said, and where nothing was found the decision is offered. Closing it gives up looking. */
#include "attest-config.h"
#include "outbox/attest-look-up-dialog.h"

#include "outbox/attest-look-up.h"
#include "outbox/attest-resolve-dialog.h"

#include <glib/gi18n.h>

typedef struct
{
  AdwMessageDialog *dialog; /* weak: %NULL once it was closed */
  GtkWindow *parent;        /* weak */
  AttestOutbox *outbox;
  AttestSubmission *submission;
  GCancellable *cancellable;
} LookUp;

static void
look_up_free (LookUp *self)
{
  g_clear_weak_pointer (&self->dialog);
  g_clear_weak_pointer (&self->parent);
  g_object_unref (self->outbox);
  g_object_unref (self->submission);
  g_object_unref (self->cancellable);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LookUp, look_up_free)

static void
show_answer (LookUp *self, const char *heading, const char *body)
{
  adw_message_dialog_set_heading (self->dialog, heading);
  adw_message_dialog_set_body (self->dialog, body);
  adw_message_dialog_set_extra_child (self->dialog, NULL);
  adw_message_dialog_set_response_label (self->dialog, "close", _ ("_Close"));
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LookUp) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLookUp) found =
      attest_outbox_look_up_finish (ATTEST_OUTBOX (source), result, &error);
  g_autofree char *text = NULL;

  if (self->dialog == NULL)
    return;
  if (found == NULL)
    {
      show_answer (self, _ ("It Could Not Be Found Out"), error->message);
      return;
    }
  text = attest_look_up_describe (found);
  show_answer (self, found->is_found ? _ ("It Is There") : _ ("It Is Not There"), text);
  if (!found->is_found)
    adw_message_dialog_add_response (self->dialog, "absent", _ ("_Record as Not Sent…"));
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, LookUp *self)
{
  g_cancellable_cancel (self->cancellable);
  if (g_str_equal (response, "absent") && self->parent != NULL)
    attest_resolve_dialog_present (
        self->parent, self->outbox, self->submission, ATTEST_STATE_NOT_SENT);
}

static LookUp *
look_up_new (GtkWindow *parent, AdwMessageDialog *dialog, AttestOutbox *outbox)
{
  LookUp *self = g_new0 (LookUp, 1);

  g_set_weak_pointer (&self->dialog, dialog);
  g_set_weak_pointer (&self->parent, parent);
  self->outbox = g_object_ref (outbox);
  return self;
}

static void
closure_free (gpointer data, GClosure *closure)
{
  look_up_free (data);
}

/**
 * attest_look_up_dialog_present:
 * @parent: the window it belongs to
 * @workspace: the workspace; open
 * @submission: an unknown submission that can be looked up
 *
 * Begins to look at once.
 */
void
attest_look_up_dialog_present (GtkWindow *parent,
                               AttestWorkspace *workspace,
                               AttestSubmission *submission)
{
  AttestOutbox *outbox = attest_workspace_get_outbox (workspace);
  const AttestService *service = attest_submission_get_service (submission);
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Looking on the Server…"), NULL);
  GtkWidget *spinner = gtk_spinner_new ();
  GCancellable *cancellable = g_cancellable_new ();
  LookUp *parts[2]; /* one for the answer, one for the buttons */

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      parts[i] = look_up_new (parent, ADW_MESSAGE_DIALOG (dialog), outbox);
      parts[i]->submission = g_object_ref (submission);
      parts[i]->cancellable = g_object_ref (cancellable);
    }
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_size_request (spinner, 32, 32);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), spinner);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Cancel"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), parts[1], closure_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  attest_outbox_look_up_async (
      outbox,
      submission,
      attest_workspace_get_host (workspace, service, ATTEST_ENVIRONMENT_PRACTICE),
      cancellable,
      looked_up_cb,
      parts[0]);
  g_object_unref (cancellable);
}
