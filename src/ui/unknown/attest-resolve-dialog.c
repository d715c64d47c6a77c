/* Asks what was found of a submission whose outcome is unknown: see the header.
 *
 * Nothing leaves "unknown" without a decision of a person, and the decision keeps a note. */
#include "attest-config.h"
#include "unknown/attest-resolve-dialog.h"

#include "base/attest-str.h"
#include "send/attest-send-facts.h"
#include "widgets/attest-question.h"

#include <glib/gi18n.h>

typedef struct
{
  AttestOutbox *outbox;
  AttestSubmission *submission;
  AttestState decision;
  GtkEditable *remote_id; /* %NULL: is not asked for */
  GtkEditable *note;
  GtkCheckButton *together; /* (nullable): what else is unknown of its bulk upload */
  GtkWindow *parent;        /* weak */
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_clear_weak_pointer (&self->parent);
  g_object_unref (self->outbox);
  g_object_unref (self->submission);
  g_free (self);
}

static void
question_closure_free (gpointer data, GClosure *closure)
{
  question_free (data);
}

static void
resolve_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GtkWindow *parent = user_data;

  if (!attest_reconciler_resolve_finish (result, &error))
    attest_tell (parent, _ ("Result Not Saved"), error->message);
  g_clear_object (&parent);
}

static const char *
get_default_note (AttestState decision)
{
  return decision == ATTEST_STATE_ACCEPTED ? _ ("Checked in the service: found.")
                                           : _ ("Checked in the service: not found.");
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Question *self)
{
  const char *remote_id = self->remote_id != NULL ? gtk_editable_get_text (self->remote_id) : NULL;
  const char *note = gtk_editable_get_text (self->note);

  if (!g_str_equal (response, "record"))
    return;
  attest_reconciler_resolve_async (
      attest_outbox_get_reconciler (self->outbox),
      &(AttestDecision){ attest_submission_get_id (self->submission),
                         ATTEST_STATE_UNKNOWN,
                         self->decision,
                         attest_str_is_blank (remote_id) ? NULL : remote_id,
                         attest_str_is_blank (note) ? get_default_note (self->decision) : note,
                         self->together != NULL && gtk_check_button_get_active (self->together) },
      NULL,
      resolve_cb,
      self->parent != NULL ? g_object_ref (self->parent) : NULL);
}

static GtkEditable *
add_entry (GtkListBox *list, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_list_box_append (list, row);
  return GTK_EDITABLE (row);
}

static GtkWidget *
new_entries (Question *self)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  if (self->decision == ATTEST_STATE_ACCEPTED)
    self->remote_id = add_entry (GTK_LIST_BOX (list), _ ("Server ID, if you know it"));
  self->note = add_entry (GTK_LIST_BOX (list), _ ("Note"));
  gtk_editable_set_text (self->note, get_default_note (self->decision));
  return list;
}

/* Of a bulk upload one decision may settle all that is unknown. */
static GtkWidget *
new_content (Question *self)
{
  g_autoptr (GPtrArray) all =
      attest_outbox_list_dup_bulk (attest_outbox_get_list (self->outbox), self->submission);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  guint n_others = all->len > 0 ? all->len - 1 : 0;
  g_autofree char *label = g_strdup_printf (ngettext ("Also the _other %u of this bulk upload",
                                                      "Also the _other %u of this bulk upload",
                                                      n_others),
                                            n_others);

  /* Room for the ring around what has the focus: what scrolls is cut at its edges. */
  gtk_widget_set_margin_start (box, 3);
  gtk_widget_set_margin_end (box, 3);
  gtk_widget_set_margin_top (box, 3);
  gtk_widget_set_margin_bottom (box, 3);
  gtk_box_append (GTK_BOX (box), new_entries (self));
  if (n_others == 0)
    return box;
  self->together = GTK_CHECK_BUTTON (attest_send_tick_new (label, FALSE));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->together));
  return box;
}

static gboolean
is_decided (gpointer submission)
{
  return attest_submission_get_state (submission) != ATTEST_STATE_UNKNOWN;
}

/**
 * attest_resolve_dialog_present:
 * @parent: the window it belongs to
 * @outbox: the outbox
 * @submission: an unknown submission
 * @decision: %ATTEST_STATE_ACCEPTED ("I found it") or %ATTEST_STATE_NOT_SENT ("it is not there")
 *
 * Asks, and then moves @submission.
 */
void
attest_resolve_dialog_present (GtkWindow *parent,
                               AttestOutbox *outbox,
                               AttestSubmission *submission,
                               AttestState decision)
{
  gboolean found = decision == ATTEST_STATE_ACCEPTED;
  GtkWidget *dialog = adw_message_dialog_new (
      parent, found ? _ ("Record as Accepted?") : _ ("Record as Not Sent?"), NULL);
  Question *question = g_new0 (Question, 1);
  const char *title = attest_submission_get_title (submission);
  GtkWidget *content = NULL;

  question->outbox = g_object_ref (outbox);
  question->submission = g_object_ref (submission);
  question->decision = decision;
  g_set_weak_pointer (&question->parent, parent);
  content = attest_question_scroller_new (new_content (question));
  if (found)
    adw_message_dialog_format_body (
        ADW_MESSAGE_DIALOG (dialog), _ ("“%s” is in the service. The note is kept."), title);
  else
    adw_message_dialog_format_body (
        ADW_MESSAGE_DIALOG (dialog),
        _ ("“%s” is not in the service and can be sent again. The note is kept."),
        title);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), content);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel",
                                    _ ("_Cancel"),
                                    "record",
                                    found ? _ ("_Record as Accepted") : _ ("_Record as Not Sent"),
                                    NULL);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "record", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "record");
  g_signal_connect_data (
      dialog, "response", G_CALLBACK (response_cb), question, question_closure_free, 0);
  attest_question_follow (dialog, submission, "notify::state", is_decided, submission);
  /* In large letters its two answers stand below each other, as three would. */
  attest_question_scroller_fit (content, 3, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
