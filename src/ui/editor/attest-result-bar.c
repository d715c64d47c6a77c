/* AttestResultBar: follows one submission from the outbox to its end, and stays. One line says what
 * became of it and offers what is usually done next; a second one is there only where that says
 * what nothing else in the editor does. Main thread. */
#include "attest-config.h"
#include "editor/attest-result-bar.h"

#include "outbox/attest-outbox-questions.h"
#include "unknown/attest-unknown-box.h"
#include "widgets/attest-copy-button.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-state-label.h"
#include "widgets/attest-submission-words.h"
#include "widgets/attest-time-text.h"
#include "widgets/attest-tooltip.h"
#include "widgets/attest-wrap-layout.h"

#include <glib/gi18n.h>

/* Of what is said; all of it stands in the history. */
#define MOST_CHARACTERS 300
#define MOST_LINES 2

struct _AttestResultBar
{
  AdwBin parent_instance;

  AttestApplication *application; /* not owned */
  AttestSubmission *submission;   /* nullable: nothing to follow */
  AttestOutbox *outbox;           /* nullable: likewise */
  guint n_fields;                 /* that the service spoke of and that were not edited since */
  gboolean has_design;            /* one of those names a design, which can be chosen */
  GCancellable *cancellable;

  GtkWidget *revealer;
  GtkWidget *spinner;
  GtkWidget *state;
  GtkWidget *copy;
  GtkWidget *go;
  GtkWidget *choose;
  GtkWidget *cancel;
  GtkWidget *next;
  GtkWidget *words;
  AttestUnknownBox *unknown_box;
};

G_DEFINE_FINAL_TYPE (AttestResultBar, attest_result_bar, ADW_TYPE_BIN)

enum
{
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
set_words (AttestResultBar *self, const char *words)
{
  gtk_label_set_label (GTK_LABEL (self->words), words != NULL ? words : "");
  gtk_widget_set_visible (self->words, words != NULL && *words != '\0');
}

static gboolean
names_fields (AttestReply *reply)
{
  GPtrArray *texts = attest_reply_get_field_texts (reply);

  for (guint i = 0; i < texts->len; i++)
    if (*((AttestFieldText *) texts->pdata[i])->path != '\0')
      return TRUE;
  return FALSE;
}

/* A refusal that names fields is read at those; one that names none stands here as well. Of one of
 * the key it is said what to do, as nothing is to be mended in the record. */
static char *
dup_words (AttestResultBar *self, AttestSubmissionDetails *details)
{
  const AttestState state = attest_submission_get_state (self->submission);
  g_autoptr (AttestReply) reply = attest_submission_details_dup_reply (details);
  g_autofree char *explanation = NULL;
  g_autofree char *advice = NULL;
  char *quote = NULL;

  if (state == ATTEST_STATE_ACCEPTED)
    return NULL;
  if (state == ATTEST_STATE_REFUSED && reply != NULL && names_fields (reply))
    return NULL;
  if (state == ATTEST_STATE_REFUSED && reply != NULL && !attest_reply_is_about_key (reply))
    quote = attest_reply_dup_quote (reply,
                                    attest_submission_get_service_text (self->submission, FALSE),
                                    MOST_CHARACTERS,
                                    MOST_LINES);
  if (quote != NULL)
    return quote;
  explanation = attest_submission_explain (details, reply);
  advice = attest_submission_advise (
      self->submission, reply, attest_submission_details_get_accepted_since (details));
  return g_strjoin (" ", explanation, advice, NULL);
}

static void
details_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestResultBar) self = user_data;
  g_autoptr (AttestSubmissionDetails) details =
      attest_store_load_details_finish (ATTEST_STORE (source), result, NULL);
  g_autofree char *words = NULL;

  if (details == NULL || self->submission == NULL)
    return;
  words = dup_words (self, details);
  set_words (self, words);
}

static void
load_details (AttestResultBar *self)
{
  attest_store_load_details_async (
      attest_workspace_get_store (attest_application_get_workspace (self->application)),
      attest_submission_get_id (self->submission),
      self->cancellable,
      details_loaded_cb,
      g_object_ref (self));
}

static gint64
get_time (AttestSubmission *submission)
{
  const gint64 sent = attest_submission_get_sent (submission);

  return sent != 0 ? sent : attest_submission_get_created (submission);
}

/* "Test · Today 03:41 · 3 fields" */
static void
update_detail (AttestResultBar *self)
{
  const char *environment = attest_submission_get_environment_text (self->submission, FALSE);
  const gint64 time = get_time (self->submission);
  g_autofree char *when = attest_time_format_day (time);
  g_autofree char *exactly = attest_time_format_full (time);
  g_autofree char *fields =
      g_strdup_printf (ngettext ("%u field", "%u fields", self->n_fields), self->n_fields);
  g_autofree char *detail =
      g_strjoin (" · ", environment, when, self->n_fields > 0 ? fields : NULL, NULL);

  attest_state_label_set_detail (ATTEST_STATE_LABEL (self->state), detail);
  gtk_widget_set_tooltip_text (self->state, exactly);
}

static void
update_buttons (AttestResultBar *self)
{
  const AttestState state = attest_submission_get_outcome (self->submission);
  const char *id = attest_submission_get_remote_id (self->submission);

  attest_copy_button_set_text (ATTEST_COPY_BUTTON (self->copy), id);
  gtk_widget_set_visible (self->copy, id != NULL);
  gtk_widget_set_visible (self->go, self->n_fields > 0);
  gtk_widget_set_visible (self->choose, self->has_design);
  gtk_widget_set_visible (self->cancel, is_on_its_way (state));
  gtk_widget_set_visible (self->next, state == ATTEST_STATE_ACCEPTED || is_on_its_way (state));
}

static void
update_line_cb (AttestResultBar *self)
{
  update_detail (self);
  update_buttons (self);
}

/* Nothing goes on, and nobody else in the editor says why. */
static void
update_pause_cb (AttestResultBar *self)
{
  const AttestState state = attest_submission_get_outcome (self->submission);
  const gboolean is_held = state == ATTEST_STATE_QUEUED && attest_outbox_get_paused (self->outbox);

  gtk_widget_set_visible (self->spinner, is_on_its_way (state) && !is_held);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), is_on_its_way (state) && !is_held);
  if (is_on_its_way (state))
    set_words (self, is_held ? _ ("Sending is paused.") : NULL);
}

static void
update_cb (AttestResultBar *self)
{
  const AttestState state = attest_submission_get_outcome (self->submission);

  attest_state_label_set_state (ATTEST_STATE_LABEL (self->state), state);
  if (state != ATTEST_STATE_REFUSED)
    {
      self->n_fields = 0;
      self->has_design = FALSE;
    }
  update_line_cb (self);
  set_words (self, NULL);
  update_pause_cb (self);
  attest_unknown_box_set_submission (self->unknown_box, self->submission);
  if (is_on_its_way (state))
    return;
  attest_readers_say (GTK_WIDGET (self), attest_state_get_label (state));
  load_details (self);
}

static void
let_go (AttestResultBar *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->submission == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->submission, self);
  g_signal_handlers_disconnect_by_data (self->outbox, self);
  g_clear_object (&self->submission);
  g_clear_object (&self->outbox);
}

static void
close_bar_cb (AttestResultBar *self)
{
  let_go (self);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
  g_signal_emit (self, signals[SHOWN], 0);
}

static void
cancel_clicked_cb (AttestResultBar *self)
{
  if (self->submission != NULL)
    attest_outbox_cancel (
        GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->outbox, self->submission);
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
  let_go (ATTEST_RESULT_BAR (object));
  G_OBJECT_CLASS (attest_result_bar_parent_class)->dispose (object);
}

static void
attest_result_bar_class_init (AttestResultBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_result_bar_dispose;

  /**
   * AttestResultBar::shown:
   *
   * The bar came or went.
   */
  signals[SHOWN] = g_signal_new (
      "shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_words (void)
{
  GtkWidget *label = attest_plain_label_new (NULL, "dim-label");

  gtk_label_set_lines (GTK_LABEL (label), MOST_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_visible (label, FALSE);
  return label;
}

/* @action: (nullable): what it does; else it is told to the handler that is connected */
static GtkWidget *
add_button (GtkWidget *line, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "flat");
  gtk_box_append (GTK_BOX (line), button);
  return button;
}

/* What is usually done next, behind what became of it; below it where the window is narrow. */
static GtkWidget *
make_line (AttestResultBar *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *state = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *show = NULL;

  gtk_widget_set_layout_manager (line, attest_wrap_layout_new (FALSE));
  gtk_widget_set_hexpand (line, TRUE);
  self->spinner = gtk_spinner_new ();
  self->state = attest_state_label_new (ATTEST_STATE_NONE);
  gtk_box_append (GTK_BOX (state), self->spinner);
  gtk_box_append (GTK_BOX (state), self->state);
  gtk_widget_add_css_class (state, "result-state");
  gtk_box_append (GTK_BOX (line), state);
  self->copy = g_object_new (
      ATTEST_TYPE_COPY_BUTTON, "label", _ ("Copy the Server ID"), "title", _ ("Copy ID"), NULL);
  gtk_box_append (GTK_BOX (line), self->copy);
  self->go = add_button (line, _ ("Go to _First"), "editor.show-reply");
  self->choose = add_button (line, _ ("Choose a _Design"), "editor.choose-design");
  self->cancel = add_button (line, _ ("_Cancel"), NULL);
  g_signal_connect_swapped (self->cancel, "clicked", G_CALLBACK (cancel_clicked_cb), self);
  self->next = add_button (line, _ ("New _After This"), "editor.new-after");
  gtk_widget_set_tooltip_text (self->next, _ ("Ctrl+Shift+Enter"));
  show = add_button (line, _ ("Show in _History"), NULL);
  g_signal_connect_swapped (show, "clicked", G_CALLBACK (history_clicked_cb), self);
  return line;
}

static GtkWidget *
make_close (AttestResultBar *self)
{
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_add_css_class (close, "flat");
  gtk_widget_set_valign (close, GTK_ALIGN_START);
  attest_tooltip_name (close, _ ("Close"), NULL);
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (close_bar_cb), self);
  return close;
}

static void
attest_result_bar_init (AttestResultBar *self)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX,
                                 "orientation",
                                 GTK_ORIENTATION_VERTICAL,
                                 "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_STATUS,
                                 NULL);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_add_css_class (box, "result-bar");
  gtk_box_append (GTK_BOX (top), make_line (self));
  gtk_box_append (GTK_BOX (top), make_close (self));
  gtk_box_append (GTK_BOX (box), top);
  attest_plain_wrap_buttons (top);
  self->words = make_words ();
  gtk_box_append (GTK_BOX (box), self->words);
  self->unknown_box = g_object_new (ATTEST_TYPE_UNKNOWN_BOX, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->unknown_box));
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
  self->outbox =
      g_object_ref (attest_workspace_get_outbox (attest_application_get_workspace (application)));
  self->n_fields = 0;
  self->has_design = FALSE;
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (
      submission, "notify::state", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  /* A service that tells no id is asked for it a little later. */
  g_signal_connect_object (
      submission, "notify::remote-id", G_CALLBACK (update_line_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->outbox, "notify::paused", G_CALLBACK (update_pause_cb), self, G_CONNECT_SWAPPED);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  g_signal_emit (self, signals[SHOWN], 0);
  update_cb (self);
}

/**
 * attest_result_bar_set_left:
 * @self: a result bar
 * @open_draft: what was sent, as it is edited now
 *
 * Says how much is left of what the service refused when it refused what is followed.
 */
void
attest_result_bar_set_left (AttestResultBar *self, AttestOpenDraft *open_draft)
{
  guint n_fields = 0;
  gboolean has_design = FALSE;

  g_return_if_fail (ATTEST_IS_RESULT_BAR (self));

  n_fields = attest_open_draft_count_refused (open_draft);
  has_design = attest_open_draft_find_refused_design (open_draft) != NULL;
  if (self->submission == NULL || (self->n_fields == n_fields && self->has_design == has_design)
      || (n_fields > 0 && attest_submission_get_state (self->submission) != ATTEST_STATE_REFUSED))
    return;
  self->n_fields = n_fields;
  self->has_design = has_design;
  update_line_cb (self);
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
