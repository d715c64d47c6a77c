/* Asks before several submissions are taken out of the outbox: see the header. Main thread. */
#include "attest-config.h"
#include "outbox/attest-remove-dialog.h"

#include <glib/gi18n.h>

typedef struct
{
  AttestOutbox *outbox;
  GPtrArray *submissions;
} Removal;

static void
removal_free (gpointer data, GClosure *closure)
{
  Removal *self = data;

  g_object_unref (self->outbox);
  g_ptr_array_unref (self->submissions);
  g_free (self);
}

/* One that left meanwhile is not called back: that would be another question. */
static void
response_cb (AdwMessageDialog *dialog, const char *response, Removal *self)
{
  if (!g_str_equal (response, "remove"))
    return;
  for (guint i = 0; i < self->submissions->len; i++)
    {
      AttestSubmission *submission = g_ptr_array_index (self->submissions, i);

      if (attest_submission_get_state (submission) == ATTEST_STATE_QUEUED)
        attest_outbox_cancel (self->outbox, submission);
    }
}

/**
 * attest_remove_dialog_present:
 * @parent: the window it belongs to
 * @outbox: the outbox
 * @submissions: (element-type AttestSubmission): queued ones in it
 *
 * Asks, and takes them out if the user says yes; those that were sent meanwhile stay.
 */
void
attest_remove_dialog_present (GtkWindow *parent, AttestOutbox *outbox, GPtrArray *submissions)
{
  Removal *removal = g_new (Removal, 1);
  g_autofree char *heading = NULL;
  GtkWidget *dialog = NULL;

  *removal = (Removal){ g_object_ref (outbox), g_ptr_array_ref (submissions) };
  heading = g_strdup_printf (ngettext ("Remove %u Record From the Outbox?",
                                       "Remove %u Records From the Outbox?",
                                       submissions->len),
                             submissions->len);
  dialog = adw_message_dialog_new (
      parent, heading, _ ("They will not be sent. Their drafts stay, and the history says so."));
  adw_message_dialog_add_responses (
      ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "remove", _ ("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), removal, removal_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
