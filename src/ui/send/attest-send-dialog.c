/* AttestSendDialog: says what would be sent, to which service, environment and host, whether there
 * is a key for it, and what it will do there. The safe answer is the default wherever something
 * public or final would happen. Keeps itself alive until it is answered. Main thread. */
#include "attest-config.h"
#include "send/attest-send-dialog.h"

#include "base/attest-str.h"
#include "send/attest-difference-list.h"
#include "send/attest-send-facts.h"
#include "send/attest-send-watch.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-question.h"
#include "widgets/attest-time-text.h"

#include <glib/gi18n.h>

/* Then it scrolls, in pixels. */
#define MOST_HEIGHT 340

#define LEAST_CHARS 14

struct _AttestSendDialog
{
  GObject parent_instance;

  AttestApplication *application; /* not owned */
  AttestSendPlan *plan;
  GtkWidget *dialog;  /* owned by GTK */
  GtkWidget *warning; /* nullable, likewise: that one is not settled */
  GtkWidget *repeats; /* nullable, likewise: to be ticked before it goes */
  GtkWidget *deletes; /* nullable, likewise */
};

G_DEFINE_FINAL_TYPE (AttestSendDialog, attest_send_dialog, G_TYPE_OBJECT)

enum
{
  CONFIRMED,
  DECLINED,
  OUTDATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
attest_send_dialog_dispose (GObject *object)
{
  g_clear_object (&ATTEST_SEND_DIALOG (object)->plan);
  G_OBJECT_CLASS (attest_send_dialog_parent_class)->dispose (object);
}

static void
attest_send_dialog_class_init (AttestSendDialogClass *klass)
{
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_send_dialog_dispose;

  /**
   * AttestSendDialog::confirmed:
   * @plan: what the user said yes to
   */
  signals[CONFIRMED] = g_signal_new ("confirmed",
                                     type,
                                     G_SIGNAL_RUN_LAST,
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     G_TYPE_NONE,
                                     1,
                                     ATTEST_TYPE_SEND_PLAN);

  /**
   * AttestSendDialog::declined:
   *
   * Nothing is sent.
   */
  signals[DECLINED] =
      g_signal_new ("declined", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * AttestSendDialog::outdated:
   *
   * What it said is not true any more: another question is to be made.
   */
  signals[OUTDATED] =
      g_signal_new ("outdated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_send_dialog_init (AttestSendDialog *self)
{
}

static GtkWidget *
make_title (AttestSendPlan *plan)
{
  const char *title = attest_send_plan_get_title (plan);
  GtkWidget *label =
      attest_send_text_new (attest_str_is_blank (title) ? _ ("Untitled") : title, LEAST_CHARS);

  gtk_label_set_xalign (GTK_LABEL (label), 0.5);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "heading");
  return label;
}

static GtkWidget *
add_note (GtkWidget *box, const char *icon_name, const char *text)
{
  GtkWidget *note = attest_send_note_new (icon_name, text, LEAST_CHARS);

  gtk_box_append (GTK_BOX (box), note);
  return note;
}

static void
add_pause (AttestSendDialog *self, GtkWidget *box)
{
  AttestWorkspace *workspace = attest_application_get_workspace (self->application);

  if (attest_outbox_get_paused (attest_workspace_get_outbox (workspace)))
    add_note (box,
              "media-playback-pause-symbolic",
              _ ("Sending is paused. What you send next waits in the Outbox."));
}

/* Sent twice by mistake is the one thing that can not be taken back. */
static void
add_open (AttestSendDialog *self, GtkWidget *box)
{
  AttestSubmission *open = attest_send_plan_get_open (self->plan);
  const char *text = NULL;

  if (open == NULL)
    return;
  text = attest_submission_get_state (open) == ATTEST_STATE_UNKNOWN
             ? _ ("The last attempt has no known result. Check the Outbox first.")
             : _ ("Already in the Outbox.");
  self->warning = add_note (box, "dialog-warning-symbolic", text);
}

static void
add_repetition (AttestSendPlan *plan, GtkWidget *box)
{
  AttestSubmission *same = attest_send_plan_get_same_content (plan);
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  if (!attest_send_plan_get_repeats (plan))
    return;
  if (same == NULL)
    same = attest_send_plan_get_same_record (plan);
  time = attest_time_format_day (attest_submission_get_time (same));
  /* TRANSLATORS: %s is a date and time */
  text = g_strdup_printf (_ ("This exact content was already accepted (%s)."), time);
  add_note (box, "dialog-warning-symbolic", text);
}

/* One of this number or name, with other content. */
static void
add_same_record (AttestSendPlan *plan, GtkWidget *box)
{
  AttestSubmission *same = attest_send_plan_get_same_record (plan);
  gboolean updates = attest_send_plan_get_service (plan)->sending_again_updates;
  GPtrArray *differences = attest_send_plan_get_differences (plan);
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  if (same == NULL || (updates && attest_send_plan_get_repeats (plan)))
    return;
  time = attest_time_format_day (attest_submission_get_time (same));
  if (updates)
    /* TRANSLATORS: %s is a date and time; a list of differences follows */
    text = g_strdup_printf (_ ("It replaces what was accepted before (%s):"), time);
  else
    /* TRANSLATORS: %s is a date and time */
    text = g_strdup_printf (
        _ ("One with this name was accepted on %s. A second one will be created."), time);
  add_note (box, updates ? "help-about-symbolic" : "dialog-warning-symbolic", text);
  if (updates && differences->len > 0)
    gtk_box_append (GTK_BOX (box), attest_difference_list_new (differences));
}

static gboolean
is_ticked (GtkWidget *check)
{
  return check == NULL || gtk_check_button_get_active (GTK_CHECK_BUTTON (check));
}

static void
ticked_cb (AttestSendDialog *self)
{
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self->dialog),
                                           "send",
                                           attest_send_plan_get_can_send (self->plan)
                                               && is_ticked (self->repeats)
                                               && is_ticked (self->deletes));
}

static GtkWidget *
add_tick (AttestSendDialog *self, GtkWidget *box, const char *label, gboolean deletes)
{
  GtkWidget *check = attest_send_tick_new (label, deletes);

  g_signal_connect_object (check, "toggled", G_CALLBACK (ticked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), check);
  return check;
}

/* Nothing that was done already is done again by pressing Enter twice, and nothing is deleted so.
 */
static void
add_deliberate_steps (AttestSendDialog *self, GtkWidget *box)
{
  if (!attest_send_plan_get_can_send (self->plan))
    return;
  if (attest_send_plan_get_repeats (self->plan))
    self->repeats = add_tick (self, box, _ ("Send _anyway"), FALSE);
  if (attest_send_plan_get_removes_stored (self->plan))
    self->deletes = add_tick (self, box, _ ("_Delete what is stored there"), TRUE);
}

static gboolean
lacks_key (AttestSendPlan *plan)
{
  return attest_send_plan_get_needs_key (plan)
         && !attest_key_is_at_hand (attest_send_plan_get_key_state (plan));
}

static gboolean
offers_keys (AttestSendPlan *plan)
{
  return lacks_key (plan) || attest_send_plan_get_host (plan) == NULL;
}

static GtkWidget *
make_content (AttestSendDialog *self)
{
  AttestSendPlan *plan = self->plan;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *scroller = attest_question_scroller_new (box);
  GPtrArray *effects = attest_send_plan_get_effects (plan);
  const char *obstacle = attest_send_plan_get_obstacle (plan);

  gtk_widget_add_css_class (box, "send-facts");
  gtk_box_append (GTK_BOX (box), make_title (plan));
  gtk_box_append (GTK_BOX (box), attest_send_place_new (plan));
  if (obstacle != NULL)
    add_note (box, "dialog-error-symbolic", obstacle);
  add_pause (self, box);
  add_open (self, box);
  add_repetition (plan, box);
  add_same_record (plan, box);
  for (guint i = 0; i < effects->len; i++)
    add_note (box, "help-about-symbolic", ((AttestEffect *) effects->pdata[i])->sentence);
  add_deliberate_steps (self, box);
  attest_question_scroller_fit (scroller, offers_keys (plan) ? 3 : 2, MOST_HEIGHT);
  return scroller;
}

static void
answered_cb (AttestSendDialog *self, const char *response)
{
  if (g_str_equal (response, "keys"))
    attest_application_show_keys (self->application);
  if (g_str_equal (response, "send"))
    g_signal_emit (self, signals[CONFIRMED], 0, self->plan);
  else if (g_str_equal (response, ATTEST_SEND_OUTDATED))
    g_signal_emit (self, signals[OUTDATED], 0);
  else
    g_signal_emit (self, signals[DECLINED], 0);
  g_object_unref (self);
}

static void
add_responses (AttestSendDialog *self)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self->dialog);
  const gboolean deletes = attest_send_plan_get_removes_stored (self->plan);
  const gboolean final =
      deletes || attest_send_plan_get_environment (self->plan) == ATTEST_ENVIRONMENT_PRODUCTION;
  const gboolean again = attest_send_plan_get_repeats (self->plan);
  const gboolean is_doubtful = again || attest_send_plan_get_open (self->plan) != NULL;
  const gboolean can_send = attest_send_plan_get_can_send (self->plan);
  /* TRANSLATORS: %s is the name of a service */
  g_autofree char *verb =
      g_strdup_printf (_ ("_Send to %s"), attest_send_plan_get_service (self->plan)->name);

  adw_message_dialog_add_response (dialog, "cancel", _ ("_Cancel"));
  if (offers_keys (self->plan))
    adw_message_dialog_add_response (dialog, "keys", _ ("API _Keys"));
  adw_message_dialog_add_response (dialog, "send", again ? _ ("_Send Again") : verb);
  adw_message_dialog_set_response_enabled (dialog, "send", can_send && !again && !deletes);
  adw_message_dialog_set_response_appearance (
      dialog, "send", deletes ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog,
                                           can_send && !final && !is_doubtful ? "send" : "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
}

/**
 * attest_send_dialog_new:
 * @parent: the window it belongs to
 * @application: the application
 * @plan: what would be sent
 *
 * Returns: (transfer none): a dialog that lives until it is answered
 */
AttestSendDialog *
attest_send_dialog_new (GtkWindow *parent, AttestApplication *application, AttestSendPlan *plan)
{
  AttestSendDialog *self = g_object_new (ATTEST_TYPE_SEND_DIALOG, NULL);
  const AttestEnvironment environment = attest_send_plan_get_environment (plan);
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *heading = NULL;

  self->application = application;
  self->plan = g_object_ref (plan);
  /* TRANSLATORS: a service and an environment, such as "Send to CertSearch (Practice)?" */
  heading = g_strdup_printf (_ ("Send to %s (%s)?"),
                             attest_send_plan_get_service (plan)->name,
                             attest_environment_get_label (environment));
  self->dialog = adw_message_dialog_new (parent, heading, NULL);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self->dialog), make_content (self));
  add_responses (self);
  attest_plain_wrap_buttons (self->dialog);
  attest_environment_set_style (self->dialog, environment);
  g_signal_connect_swapped (self->dialog, "response", G_CALLBACK (answered_cb), self);
  g_ptr_array_add (plans, g_object_ref (plan));
  attest_send_watch_add (self->dialog, application, plans);
  return self;
}

/**
 * attest_send_dialog_set_replaced:
 * @self: a dialog
 * @replaced: what is decided by sending this, so that it needs no warning
 */
void
attest_send_dialog_set_replaced (AttestSendDialog *self, AttestSubmission *replaced)
{
  g_return_if_fail (ATTEST_IS_SEND_DIALOG (self));

  if (self->warning != NULL && attest_send_plan_get_open (self->plan) == replaced)
    gtk_widget_set_visible (self->warning, FALSE);
}

/**
 * attest_send_dialog_present:
 * @self: a dialog
 *
 * Shows it; exactly one of its signals follows.
 */
void
attest_send_dialog_present (AttestSendDialog *self)
{
  g_return_if_fail (ATTEST_IS_SEND_DIALOG (self));
  gtk_window_present (GTK_WINDOW (self->dialog));
}
