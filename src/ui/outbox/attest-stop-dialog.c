/* Asks before the wait for a reply is given up: see the header. */
#include "attest-config.h"
#include "outbox/attest-stop-dialog.h"

#include <glib/gi18n.h>

typedef struct
{
  AttestOutbox *outbox;
  AttestSubmission *submission;
} Stop;

static void
stop_free (gpointer data, GClosure *closure)
{
  Stop *self = data;

  g_object_unref (self->outbox);
  g_object_unref (self->submission);
  g_free (self);
}

static void
stop_response_cb (AdwMessageDialog *dialog, const char *response, Stop *stop)
{
  if (g_str_equal (response, "stop"))
    attest_outbox_cancel (stop->outbox, stop->submission);
}

/**
 * attest_stop_dialog_present:
 * @parent: the window it belongs to
 * @outbox: the outbox
 * @submission: one that is on its way
 *
 * What is on its way can not be called back: that has to be said before.
 */
void
attest_stop_dialog_present (GtkWindow *parent, AttestOutbox *outbox, AttestSubmission *submission)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Stop Waiting for the Reply?"), NULL);
  Stop *stop = g_new0 (Stop, 1);

  stop->outbox = g_object_ref (outbox);
  stop->submission = g_object_ref (submission);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _ ("“%s” is on its way and may have been taken already. Its "
                                     "outcome will stay unknown until you look at the service."),
                                  attest_submission_get_title (submission));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel",
                                    _ ("_Keep Waiting"),
                                    "stop",
                                    _ ("_Stop Waiting"),
                                    NULL);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "stop", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (stop_response_cb), stop, stop_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
