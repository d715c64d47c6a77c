/* Asks before the pause between two records is left out, and says what the service recommends.
 * Main thread. */
#include "attest-config.h"
#include "outbox/attest-send-now-dialog.h"

#include <glib/gi18n.h>

typedef struct
{
  AttestOutbox *outbox;
  AttestSubmission *submission;
} SendNow;

static void
send_now_free (gpointer data, GClosure *closure)
{
  SendNow *now = data;

  g_object_unref (now->outbox);
  g_object_unref (now->submission);
  g_free (now);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, SendNow *now)
{
  if (g_str_equal (response, "send"))
    attest_outbox_send_now (now->outbox, now->submission);
}

static void
fill_body (AdwMessageDialog *dialog, const AttestService *service)
{
  if (service != NULL && service->pause_seconds > 0)
    adw_message_dialog_format_body (
        dialog,
        /* Translators: %s is the name of a service, %u a number of seconds */
        ngettext ("%s recommends leaving %u second between two records and may refuse those that "
                  "come faster.",
                  "%s recommends leaving %u seconds between two records and may refuse those that "
                  "come faster.",
                  service->pause_seconds),
        service->name,
        service->pause_seconds);
  else
    adw_message_dialog_set_body (dialog, _ ("The pause before it is left out."));
}

/**
 * attest_send_now_dialog_present:
 * @parent: the window it belongs to
 * @outbox: the outbox
 * @submission: a queued submission in it
 *
 * Asks, and sends it next if the user says yes.
 */
void
attest_send_now_dialog_present (GtkWindow *parent,
                                AttestOutbox *outbox,
                                AttestSubmission *submission)
{
  SendNow *now = g_new (SendNow, 1);
  g_autofree char *heading = NULL;
  GtkWidget *dialog = NULL;

  *now = (SendNow){ g_object_ref (outbox), g_object_ref (submission) };
  /* Translators: %s is a record's number or name */
  heading = g_strdup_printf (_ ("Send %s Now?"), attest_submission_get_title (submission));
  dialog = adw_message_dialog_new (parent, heading, NULL);
  fill_body (ADW_MESSAGE_DIALOG (dialog), attest_submission_get_service (submission));
  adw_message_dialog_add_responses (
      ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Wait"), "send", _ ("_Send Now"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), now, send_now_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
