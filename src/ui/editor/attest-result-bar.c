/* AttestResultBar: follows one submission from the outbox to its end, and stays: the state by icon
 * and word, the server's id, its own words and what they mean, and what to do about it. Main
 * thread.
 */
#include "attest-config.h"
#include "editor/attest-result-bar.h"

#include "base/attest-text.h"
#include "unknown/attest-unknown-box.h"
#include "widgets/attest-copy-button.h"
#include "widgets/attest-state-label.h"
#include "widgets/attest-submission-words.h"

#include <glib/gi18n.h>

/* Of the server's message; all of it stands in the history. */
#define MOST_CHARACTERS 500
#define MOST_LINES 6

struct _AttestResultBar
{
  AdwBin parent_instance;

  AttestApplication *application; /* not owned */
  AttestSubmission *submission;   /* nullable: nothing to follow */
  GCancellable *cancellable;

  GtkWidget *revealer;
  GtkWidget *state;
  GtkWidget *id_box;
  GtkWidget *id_label;
  GtkWidget *copy;
  GtkWidget *spinner;
  GtkWidget *message;
  GtkWidget *explanation;
  GtkWidget *advice;
  AttestUnknownBox *unknown_box;
  GtkWidget *cancel;
  GtkWidget *show_field;
};

G_DEFINE_FINAL_TYPE (AttestResultBar, attest_result_bar, ADW_TYPE_BIN)

enum
{
  REPLIED,
  SHOWN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
is_on_its_way (AttestState state)
{
  return state == ATTEST_STATE_QUEUED || state == ATTEST_STATE_SENDING;
}

static void
set_text (GtkWidget *label, const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
}

static void
details_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestResultBar) self = user_data;
  g_autoptr (AttestSubmissionDetails) details =
      attest_workspace_load_details_finish (ATTEST_WORKSPACE (source), result, NULL);
  g_autoptr (AttestReply) reply = NULL;
  g_autofree char *explanation = NULL;

  if (details == NULL || self->submission == NULL)
    return;
  reply = attest_submission_details_dup_reply (details);
  explanation = attest_submission_explain (details, reply);
  set_text (self->explanation, explanation);
  if (reply == NULL)
    return;
  gtk_widget_set_visible (self->show_field, attest_reply_get_field_texts (reply)->len > 0);
  g_signal_emit (self, signals[REPLIED], 0, reply);
}

static void
load_details (AttestResultBar *self)
{
  attest_workspace_load_details_async (attest_application_get_workspace (self->application),
                                       attest_submission_get_id (self->submission),
                                       self->cancellable,
                                       details_loaded_cb,
                                       g_object_ref (self));
}

static void
update_message (AttestResultBar *self)
{
  const char *message = attest_submission_get_message (self->submission);
  g_autofree char *words = NULL;

  /* TRANSLATORS: a service and what it said */
  if (message != NULL && *message != '\0' && attest_submission_get_http_status (self->submission))
    {
      g_autofree char *beginning = attest_text_shorten (message, MOST_CHARACTERS, MOST_LINES);

      words = g_strdup_printf (_ ("%s says: %s"),
                               attest_submission_get_service_text (self->submission, FALSE),
                               beginning);
    }
  /* Without a reply the message is our own, and part of the explanation. */
  set_text (self->message, words);
}

static void
update_id_cb (AttestResultBar *self)
{
  const char *id = attest_submission_get_remote_id (self->submission);

  gtk_widget_set_visible (self->id_box, id != NULL);
  if (id == NULL)
    return;
  gtk_label_set_label (GTK_LABEL (self->id_label), id);
  attest_copy_button_set_text (ATTEST_COPY_BUTTON (self->copy), id);
}

static void
update_cb (AttestResultBar *self)
{
  const AttestState state = attest_submission_get_state (self->submission);
  g_autofree char *advice = NULL;

  attest_state_label_set_state (ATTEST_STATE_LABEL (self->state), state);
  attest_state_label_set_detail (
      ATTEST_STATE_LABEL (self->state),
      attest_environment_get_label (attest_submission_get_environment (self->submission)));
  gtk_widget_set_visible (self->spinner, is_on_its_way (state));
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), is_on_its_way (state));
  gtk_widget_set_visible (self->cancel, is_on_its_way (state));
  update_id_cb (self);
  update_message (self);
  set_text (self->explanation, NULL);
  gtk_widget_set_visible (self->show_field, FALSE);
  advice = attest_submission_advise (self->submission);
  set_text (self->advice, advice);
  attest_unknown_box_set_submission (self->unknown_box, self->submission);
  if (!is_on_its_way (state))
    load_details (self);
}

static void
close_bar_cb (AttestResultBar *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->submission != NULL)
    g_signal_handlers_disconnect_by_data (self->submission, self);
  g_clear_object (&self->submission);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
  g_signal_emit (self, signals[SHOWN], 0);
}

static void
cancel_clicked_cb (AttestResultBar *self)
{
  AttestWorkspace *workspace = attest_application_get_workspace (self->application);

  if (self->submission != NULL)
    attest_dispatcher_cancel (
        attest_outbox_get_dispatcher (attest_workspace_get_outbox (workspace)), self->submission);
}

static void
history_clicked_cb (AttestResultBar *self)
{
  if (self->submission != NULL)
    attest_application_show_history (self->application,
                                     attest_submission_get_id (self->submission));
}

static void
attest_result_bar_dispose (GObject *object)
{
  AttestResultBar *self = ATTEST_RESULT_BAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->submission != NULL)
    g_signal_handlers_disconnect_by_data (self->submission, self);
  g_clear_object (&self->submission);
  G_OBJECT_CLASS (attest_result_bar_parent_class)->dispose (object);
}

static void
attest_result_bar_class_init (AttestResultBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_result_bar_dispose;

  /**
   * AttestResultBar::replied:
   * @reply: what the server answered
   */
  signals[REPLIED] = g_signal_new ("replied",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   ATTEST_TYPE_REPLY);

  /**
   * AttestResultBar::shown:
   *
   * The bar came or went.
   */
  signals[SHOWN] = g_signal_new (
      "shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_text (GtkWidget *box, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_widget_set_visible (label, FALSE);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkWidget *
make_id_box (AttestResultBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_label_new (_ ("ID"));

  gtk_widget_add_css_class (name, "dim-label");
  self->id_label = gtk_label_new (NULL);
  gtk_label_set_selectable (GTK_LABEL (self->id_label), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (self->id_label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (self->id_label, "monospace");
  self->copy = g_object_new (ATTEST_TYPE_COPY_BUTTON, "label", _ ("Copy the Server’s ID"), NULL);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), self->id_label);
  gtk_box_append (GTK_BOX (box), self->copy);
  return box;
}

static GtkWidget *
make_button (AttestResultBar *self, GtkWidget *box, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
make_head (AttestResultBar *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->spinner = gtk_spinner_new ();
  self->state = attest_state_label_new (ATTEST_STATE_NONE);
  gtk_widget_set_hexpand (self->state, TRUE);
  gtk_widget_set_halign (self->state, GTK_ALIGN_START);
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_set_tooltip_text (close, _ ("Close"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Close"), -1);
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (close_bar_cb), self);
  gtk_box_append (GTK_BOX (head), self->spinner);
  gtk_box_append (GTK_BOX (head), self->state);
  gtk_box_append (GTK_BOX (head), close);
  return head;
}

/* On a line of their own: in a narrow window there is no room for them beside the state. */
static GtkWidget *
make_buttons (AttestResultBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->cancel = make_button (self, box, _ ("_Cancel"), G_CALLBACK (cancel_clicked_cb));
  self->show_field = gtk_button_new_with_mnemonic (_ ("Go to _Field"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->show_field), "editor.show-reply");
  gtk_box_append (GTK_BOX (box), self->show_field);
  make_button (self, box, _ ("Show in _History"), G_CALLBACK (history_clicked_cb));
  return box;
}

static void
attest_result_bar_init (AttestResultBar *self)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX,
                                 "orientation",
                                 GTK_ORIENTATION_VERTICAL,
                                 "spacing",
                                 4,
                                 "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_STATUS,
                                 NULL);

  gtk_widget_add_css_class (box, "result-bar");
  gtk_box_append (GTK_BOX (box), make_head (self));
  self->id_box = make_id_box (self);
  gtk_box_append (GTK_BOX (box), self->id_box);
  self->message = make_text (box, NULL);
  self->explanation = make_text (box, "dim-label");
  self->advice = make_text (box, NULL);
  self->unknown_box = g_object_new (ATTEST_TYPE_UNKNOWN_BOX, NULL);
  attest_unknown_box_set_explains (self->unknown_box, FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->unknown_box));
  gtk_box_append (GTK_BOX (box), make_buttons (self));
  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_transition_type (GTK_REVEALER (self->revealer),
                                    GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), box);
  adw_bin_set_child (ADW_BIN (self), self->revealer);
}

/**
 * attest_result_bar_follow:
 * @self: a result bar
 * @application: the application
 * @submission: what is shown from now on
 */
void
attest_result_bar_follow (AttestResultBar *self,
                          AttestApplication *application,
                          AttestSubmission *submission)
{
  g_return_if_fail (ATTEST_IS_RESULT_BAR (self));
  g_return_if_fail (ATTEST_IS_SUBMISSION (submission));

  close_bar_cb (self);
  self->application = application;
  self->submission = g_object_ref (submission);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (
      submission, "notify::state", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  /* A service that tells no id is asked for it a little later. */
  g_signal_connect_object (
      submission, "notify::remote-id", G_CALLBACK (update_id_cb), self, G_CONNECT_SWAPPED);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  g_signal_emit (self, signals[SHOWN], 0);
  update_cb (self);
}

/**
 * attest_result_bar_get_shown:
 * @self: a result bar
 *
 * Returns: whether it says something
 */
gboolean
attest_result_bar_get_shown (AttestResultBar *self)
{
  g_return_val_if_fail (ATTEST_IS_RESULT_BAR (self), FALSE);
  return self->submission != NULL;
}
