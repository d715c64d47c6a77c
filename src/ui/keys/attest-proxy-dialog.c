/* Signing in at a proxy: see the header. While the question stands nothing is sent; who does not
 * answer it pauses sending, and is asked again when it goes on. */
#include "attest-config.h"
#include "keys/attest-proxy-dialog.h"

#include <glib/gi18n.h>

typedef struct
{
  AttestOutbox *outbox;
  GtkEditable *name;
  GtkEditable *password;
  gboolean is_answered;
} Question;

static void
response_cb (AdwMessageDialog *dialog, const char *response, Question *question)
{
  question->is_answered = TRUE;
  /* GTK 4.8 touches a password's entry once more when that goes while it has the keyboard. */
  gtk_window_set_focus (GTK_WINDOW (dialog), NULL);
  if (g_str_equal (response, "sign-in"))
    {
      attest_outbox_sign_in (question->outbox,
                             gtk_editable_get_text (question->name),
                             gtk_editable_get_text (question->password));
      gtk_editable_set_text (question->password, "");
      return;
    }
  attest_outbox_set_paused (question->outbox, TRUE);
  attest_outbox_sign_in (question->outbox, NULL, NULL);
}

/* Without an answer the window went that it belongs to. */
static void
free_question (gpointer data, GClosure *closure)
{
  Question *question = data;

  if (!question->is_answered)
    attest_outbox_sign_in (question->outbox, NULL, NULL);
  g_object_unref (question->outbox);
  g_free (question);
}

static void
name_changed_cb (GtkEditable *name, AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (
      dialog, "sign-in", *gtk_editable_get_text (name) != '\0');
}

static GtkWidget *
new_entry (GtkBox *box, GType type, const char *title)
{
  GtkWidget *entry = g_object_new (type, "activates-default", TRUE, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "label",
                                   title,
                                   "use-underline",
                                   TRUE,
                                   "mnemonic-widget",
                                   entry,
                                   "xalign",
                                   0.0,
                                   NULL);

  gtk_widget_add_css_class (label, "heading");
  gtk_accessible_update_relation (
      GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_box_append (box, label);
  gtk_box_append (box, entry);
  return entry;
}

static GtkWidget *
new_entries (Question *question)
{
  GtkWidget *box =
      g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6, NULL);

  question->name = GTK_EDITABLE (new_entry (GTK_BOX (box), GTK_TYPE_ENTRY, _ ("_Name")));
  question->password =
      GTK_EDITABLE (new_entry (GTK_BOX (box), GTK_TYPE_PASSWORD_ENTRY, _ ("_Password")));
  return box;
}

static void
present (GtkWindow *parent, AttestOutbox *outbox, const char *proxy, gboolean refused)
{
  GtkWidget *widget = adw_message_dialog_new (parent, _ ("Sign In to the Proxy"), NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);
  Question *question = g_new0 (Question, 1);

  question->outbox = g_object_ref (outbox);
  if (refused)
    adw_message_dialog_format_body (
        dialog,
        _ ("The proxy of this network, %s, does not accept this name and password. Nothing is "
           "sent until it does."),
        proxy);
  else
    adw_message_dialog_format_body (
        dialog,
        _ ("The proxy of this network, %s, asks for a name and a password before it lets anything "
           "through. They are kept in your keyring."),
        proxy);
  adw_message_dialog_set_extra_child (dialog, new_entries (question));
  adw_message_dialog_add_responses (
      dialog, "pause", _ ("_Pause Sending"), "sign-in", _ ("_Sign In"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "sign-in", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "sign-in");
  adw_message_dialog_set_close_response (dialog, "pause");
  name_changed_cb (question->name, dialog);
  g_signal_connect_object (question->name, "changed", G_CALLBACK (name_changed_cb), dialog, 0);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, free_question, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (GTK_WIDGET (question->name));
}

static gboolean
sign_in_cb (AttestOutbox *outbox, const char *proxy, gboolean refused, AttestApplication *app)
{
  GtkWindow *parent = attest_application_get_parent (app);

  if (parent == NULL)
    return FALSE;
  present (parent, outbox, proxy, refused);
  return TRUE;
}

/**
 * attest_proxy_dialog_follow:
 * @app: the application, which is ready
 *
 * From now on somebody is asked when a proxy asks, as long as there is a window.
 */
void
attest_proxy_dialog_follow (AttestApplication *app)
{
  AttestOutbox *outbox = attest_workspace_get_outbox (attest_application_get_workspace (app));

  g_signal_connect_object (outbox, "sign-in", G_CALLBACK (sign_in_cb), app, 0);
}
