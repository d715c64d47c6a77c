/* Looks on the server for a submission: see the header.
 *
 * One dialog from the question to the answer. The outbox keeps what was found; here it is only
 * said, with the next step: to the history, or, where nothing was found, the decision or sending it
 * again. Closing it gives up looking. */
#include "attest-config.h"
#include "unknown/attest-look-up-dialog.h"

#include "outbox/attest-reconciler.h"
#include "send/attest-send-again.h"
#include "unknown/attest-resolve-dialog.h"
#include "widgets/attest-question.h"
#include "widgets/attest-time-text.h"

#include <glib/gi18n.h>

/* Shared by the dialog and by the looking, whichever ends last. */
typedef struct
{
  AdwMessageDialog *dialog; /* weak: %NULL once it was closed */
  GtkWindow *parent;        /* weak */
  AttestApplication *application;
  AttestSubmission *submission;
  GCancellable *cancellable;
} LookUp;

static void
look_up_clear (gpointer data)
{
  LookUp *self = data;

  g_clear_weak_pointer (&self->dialog);
  g_clear_weak_pointer (&self->parent);
  g_object_unref (self->application);
  g_object_unref (self->submission);
  g_object_unref (self->cancellable);
}

static void
look_up_unref (LookUp *self)
{
  g_rc_box_release_full (self, look_up_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LookUp, look_up_unref)

static AttestWorkspace *
get_workspace (LookUp *self)
{
  return attest_application_get_workspace (self->application);
}

static void
show_found (LookUp *self, const AttestLookUp *found)
{
  /* The heading says that it was found; of several, which one is meant. */
  g_autofree char *said = found->candidates->len > 1 ? attest_look_up_describe (found) : NULL;
  g_autoptr (GString) text = g_string_new (said);

  if (said != NULL)
    g_string_append_c (text, '\n');
  for (guint i = 0; i < found->candidates->len; i++)
    {
      const AttestStored *one = g_ptr_array_index (found->candidates, i);
      g_autofree char *time = attest_time_format_full (one->created);

      if (text->len > 0)
        g_string_append_c (text, '\n');
      /* Translators: the ID of a record, and when it was made: a date and time */
      g_string_append_printf (text, _ ("ID: %s. Created: %s."), one->id, time);
    }
  attest_wait_dialog_answer (self->dialog, _ ("Found in the Service"), text->str, NULL);
  adw_message_dialog_add_response (self->dialog, "history", _ ("Show in _History"));
}

static gboolean
is_decided (gpointer submission)
{
  return attest_submission_get_state (submission) != ATTEST_STATE_UNKNOWN;
}

static void
show_absent (LookUp *self)
{
  attest_wait_dialog_answer (
      self->dialog,
      _ ("Not Found in the Service"),
      _ ("It is not in the service’s list. It can be sent again, unless the service is "
         "still processing it."),
      NULL);
  adw_message_dialog_add_responses (
      self->dialog, "absent", _ ("_Record as Not Sent…"), "again", _ ("_Send Again…"), NULL);
  adw_message_dialog_set_default_response (self->dialog, "close");
  attest_question_follow (
      GTK_WIDGET (self->dialog), self->submission, "notify::state", is_decided, self->submission);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LookUp) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLookUp) found = attest_reconciler_find_finish (result, &error);

  if (self->dialog == NULL)
    return;
  if (found == NULL)
    attest_wait_dialog_answer (self->dialog, _ ("Could Not Check"), error->message, NULL);
  else if (found->is_found)
    show_found (self, found);
  else
    show_absent (self);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, LookUp *self)
{
  g_cancellable_cancel (self->cancellable);
  if (g_str_equal (response, "history"))
    attest_application_show_history (self->application,
                                     attest_submission_get_id (self->submission));
  else if (g_str_equal (response, "absent") && self->parent != NULL)
    attest_resolve_dialog_present (self->parent,
                                   attest_workspace_get_outbox (get_workspace (self)),
                                   self->submission,
                                   ATTEST_STATE_NOT_SENT);
  else if (g_str_equal (response, "again") && self->parent != NULL)
    attest_send_again (self->parent,
                       self->application,
                       self->submission,
                       _ ("Not found in the service; sent again."));
}

static void
closure_free (gpointer data, GClosure *closure)
{
  look_up_unref (data);
}

/**
 * attest_look_up_dialog_present:
 * @parent: the window it belongs to
 * @application: the application; its workspace is open
 * @submission: an unknown submission that can be looked up
 *
 * Begins to look at once.
 */
void
attest_look_up_dialog_present (GtkWindow *parent,
                               AttestApplication *application,
                               AttestSubmission *submission)
{
  AttestWorkspace *workspace = attest_application_get_workspace (application);
  const AttestService *service = attest_submission_get_service (submission);
  GtkWidget *dialog = attest_wait_dialog_new (parent, _ ("Checking in the Service…"));
  LookUp *self = g_rc_box_new0 (LookUp);

  g_set_weak_pointer (&self->dialog, ADW_MESSAGE_DIALOG (dialog));
  g_set_weak_pointer (&self->parent, parent);
  self->application = g_object_ref (application);
  self->submission = g_object_ref (submission);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_data (
      dialog, "response", G_CALLBACK (response_cb), g_rc_box_acquire (self), closure_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  attest_reconciler_find_async (
      attest_outbox_get_reconciler (attest_workspace_get_outbox (workspace)),
      submission,
      &(AttestWhere){ .practice_host = attest_workspace_get_host (
                          workspace, service, ATTEST_ENVIRONMENT_PRACTICE) },
      self->cancellable,
      looked_up_cb,
      self);
}
