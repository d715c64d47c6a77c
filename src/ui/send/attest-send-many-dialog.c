/* AttestSendManyDialog: says how many records go where, how long that takes and what it does there.
 * Records with problems stay behind, by name. Those that would be sent twice stay behind as well,
 * unless the user says otherwise for all of their kind. Keeps itself alive until it is answered.
 * Main thread. */
#include "attest-config.h"
#include "send/attest-send-many-dialog.h"

#include "send/attest-replaced-list.h"
#include "send/attest-send-facts.h"
#include "send/attest-send-many-words.h"
#include "send/attest-send-watch.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-question.h"

#include <glib/gi18n.h>

/* The texts, in pixels: how high before they scroll. */
#define MOST_HEIGHT 380

struct _AttestSendManyDialog
{
  GObject parent_instance;

  AttestApplication *application;          /* not owned */
  GPtrArray *groups[ATTEST_SEND_N_GROUPS]; /* of AttestSendPlan */
  GtkWidget *dialog;                       /* owned by GTK */
  GtkWidget *checks[ATTEST_SEND_N_GROUPS]; /* (nullable): whether a group goes after all */
  GtkWidget *time;
  GtkWidget *scroller;
  GtkWidget *effects;
};

G_DEFINE_FINAL_TYPE (AttestSendManyDialog, attest_send_many_dialog, G_TYPE_OBJECT)

enum
{
  CONFIRMED,
  DECLINED,
  OUTDATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
attest_send_many_dialog_dispose (GObject *object)
{
  AttestSendManyDialog *self = ATTEST_SEND_MANY_DIALOG (object);

  for (guint i = 0; i < ATTEST_SEND_N_GROUPS; i++)
    g_clear_pointer (&self->groups[i], g_ptr_array_unref);
  G_OBJECT_CLASS (attest_send_many_dialog_parent_class)->dispose (object);
}

static void
attest_send_many_dialog_class_init (AttestSendManyDialogClass *klass)
{
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_send_many_dialog_dispose;

  /**
   * AttestSendManyDialog::confirmed:
   * @plans: (element-type AttestSendPlan): what the user said yes to
   */
  signals[CONFIRMED] = g_signal_new (
      "confirmed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);

  /**
   * AttestSendManyDialog::declined:
   *
   * Nothing is sent.
   */
  signals[DECLINED] =
      g_signal_new ("declined", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * AttestSendManyDialog::outdated:
   *
   * What it said is not true any more: another question is to be made.
   */
  signals[OUTDATED] =
      g_signal_new ("outdated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_send_many_dialog_init (AttestSendManyDialog *self)
{
  for (guint i = 0; i < ATTEST_SEND_N_GROUPS; i++)
    self->groups[i] = g_ptr_array_new_with_free_func (g_object_unref);
}

/* Any one of them: where they go is the same for all. */
static AttestSendPlan *
get_any (AttestSendManyDialog *self)
{
  for (guint i = 0; i < ATTEST_SEND_N_GROUPS; i++)
    if (self->groups[i]->len > 0)
      return g_ptr_array_index (self->groups[i], 0);
  g_assert_not_reached ();
}

static gboolean
goes (AttestSendManyDialog *self, AttestSendGroup group)
{
  return group == ATTEST_SEND_READY
         || (self->checks[group] != NULL
             && gtk_check_button_get_active (GTK_CHECK_BUTTON (self->checks[group])));
}

/* Returns: (transfer full): what would be sent as the dialog stands */
static GPtrArray *
dup_chosen (AttestSendManyDialog *self)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < ATTEST_SEND_N_GROUPS; i++)
    for (guint k = 0; goes (self, i) && k < self->groups[i]->len; k++)
      g_ptr_array_add (chosen, g_object_ref (g_ptr_array_index (self->groups[i], k)));
  return chosen;
}

/* Parts */

static GtkWidget *
make_facts (AttestSendManyDialog *self)
{
  GtkWidget *facts = attest_send_facts_new ();

  self->time = attest_send_text_new ("", -1);
  attest_send_facts_add_place (facts, get_any (self), -1);
  attest_send_facts_add (facts, _ ("Duration"), self->time);
  return facts;
}

/* The names a note is about, below it. */
static void
append_names (GtkWidget *note, GPtrArray *plans)
{
  g_autofree char *names = attest_send_plans_join_names (plans);
  GtkWidget *label = attest_send_text_new (names, -1);

  gtk_widget_add_css_class (label, "dim-label");
  attest_send_note_append (note, label);
}

static GtkWidget *
add_effect (AttestSendManyDialog *self, const char *icon_name, const char *text, GPtrArray *plans)
{
  GtkWidget *note = attest_send_note_new (icon_name, text, -1);

  if (plans != NULL)
    append_names (note, plans);
  gtk_box_append (GTK_BOX (self->effects), note);
  return note;
}

/* What sending does, one line for each effect with how many have it. */
static void
fill_effects (AttestSendManyDialog *self, GPtrArray *chosen)
{
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) having =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->effects)) != NULL)
    gtk_box_remove (GTK_BOX (self->effects), child);
  for (guint i = 0; i < chosen->len; i++)
    {
      g_auto (GStrv) effects = attest_send_plan_dup_effects (g_ptr_array_index (chosen, i));

      for (guint k = 0; effects[k] != NULL; k++)
        {
          GPtrArray *plans = g_hash_table_lookup (having, effects[k]);

          if (plans == NULL)
            {
              g_ptr_array_add (sentences, g_strdup (effects[k]));
              plans = g_ptr_array_new ();
              g_hash_table_insert (
                  having, g_ptr_array_index (sentences, sentences->len - 1), plans);
            }
          g_ptr_array_add (plans, g_ptr_array_index (chosen, i));
        }
    }
  for (guint i = 0; i < sentences->len; i++)
    {
      GPtrArray *plans = g_hash_table_lookup (having, g_ptr_array_index (sentences, i));
      gboolean is_all = plans->len == chosen->len;
      const char *sentence = g_ptr_array_index (sentences, i);
      /* Translators: %u is how many records, %s a sentence about each */
      g_autofree char *text =
          is_all ? g_strdup (sentence)
                 : g_strdup_printf (ngettext ("%u record: %s", "%u records: %s", plans->len),
                                    plans->len,
                                    sentence);

      add_effect (self, "dialog-information-symbolic", text, is_all ? NULL : plans);
    }
}

/* Those that delete something are named apart: no number may hide them. */
static void
add_removing (AttestSendManyDialog *self, GPtrArray *chosen)
{
  g_autoptr (GPtrArray) removing = g_ptr_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < chosen->len; i++)
    if (attest_send_plan_get_removes_stored (g_ptr_array_index (chosen, i)))
      g_ptr_array_add (removing, g_ptr_array_index (chosen, i));
  if (removing->len == 0)
    return;
  text = g_strdup_printf (ngettext ("%u record deletes what is stored there.",
                                    "%u records delete what is stored there.",
                                    removing->len),
                          removing->len);
  add_effect (self, "dialog-warning-symbolic", text, removing);
}

static void
fit_height_cb (AttestSendManyDialog *self)
{
  attest_question_scroller_fit (self->scroller, MOST_HEIGHT);
}

/* One of this number or name was accepted before, with other content: what changes is told for
 * each, or that there will be two of it. */
static void
add_same_records (AttestSendManyDialog *self, GPtrArray *chosen)
{
  gboolean updates = attest_send_plan_get_service (get_any (self))->sending_again_updates;
  g_autoptr (GPtrArray) same = g_ptr_array_new ();
  g_autofree char *text = NULL;
  GtkWidget *note;

  for (guint i = 0; i < chosen->len; i++)
    {
      AttestSendPlan *plan = g_ptr_array_index (chosen, i);

      if (attest_send_plan_get_same_record (plan) != NULL && !attest_send_plan_get_repeats (plan))
        g_ptr_array_add (same, plan);
    }
  if (same->len == 0)
    return;
  text = g_strdup_printf (
      updates ? ngettext ("%u takes the place of what was accepted there before:",
                          "%u take the place of what was accepted there before:",
                          same->len)
              : ngettext ("%u has the name of one that was accepted there before: a second one "
                          "will be made.",
                          "%u have names of some that were accepted there before: a second one of "
                          "each will be made.",
                          same->len),
      same->len);
  note = add_effect (self,
                     updates ? "dialog-information-symbolic" : "dialog-warning-symbolic",
                     text,
                     updates ? NULL : same);
  if (updates)
    attest_send_note_append (note,
                             attest_replaced_list_new (same, G_CALLBACK (fit_height_cb), self));
}

static gboolean
is_final (AttestSendManyDialog *self, GPtrArray *chosen)
{
  if (attest_send_plan_get_environment (get_any (self)) == ATTEST_ENVIRONMENT_PRODUCTION)
    return TRUE;
  for (guint i = 0; i < chosen->len; i++)
    if (attest_send_plan_get_removes_stored (g_ptr_array_index (chosen, i)))
      return TRUE;
  return FALSE;
}

static void
update_cb (AttestSendManyDialog *self)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self->dialog);
  g_autoptr (GPtrArray) chosen = dup_chosen (self);
  AttestOutbox *outbox =
      attest_workspace_get_outbox (attest_application_get_workspace (self->application));
  g_autofree char *time = attest_send_plans_describe_time (get_any (self), chosen->len, outbox);
  g_autofree char *heading = attest_send_plans_make_heading (get_any (self), chosen->len);
  gboolean can_send =
      chosen->len > 0 && attest_send_plan_get_can_send (g_ptr_array_index (chosen, 0));
  gboolean final = is_final (self, chosen);
  g_autofree char *verb =
      g_strdup_printf (ngettext ("_Send %u Record", "_Send %u Records", chosen->len), chosen->len);

  adw_message_dialog_set_heading (dialog, heading);
  gtk_label_set_label (GTK_LABEL (self->time), chosen->len > 0 ? time : "–");
  fill_effects (self, chosen);
  add_same_records (self, chosen);
  add_removing (self, chosen);
  fit_height_cb (self);
  adw_message_dialog_set_response_label (dialog, "send", chosen->len > 0 ? verb : _ ("_Send"));
  adw_message_dialog_set_response_enabled (dialog, "send", can_send);
  adw_message_dialog_set_response_appearance (
      dialog, "send", final ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, can_send && !final ? "send" : "cancel");
}

/* Those that stay behind, and whether they go after all. */
static void
add_group (AttestSendManyDialog *self, GtkWidget *box, AttestSendGroup group)
{
  GPtrArray *plans = self->groups[group];
  g_autofree char *text = NULL;
  GtkWidget *note = NULL;

  if (plans->len == 0)
    return;
  text = attest_send_group_describe (group, plans->len);
  note = attest_send_note_new ("dialog-warning-symbolic", text, -1);
  if (group != ATTEST_SEND_PROBLEMS)
    {
      self->checks[group] = gtk_check_button_new_with_mnemonic (
          group == ATTEST_SEND_REPEATS ? _ ("Send these _again") : _ ("Send these as _well"));
      g_signal_connect_object (
          self->checks[group], "toggled", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
      attest_send_note_append (note, self->checks[group]);
    }
  append_names (note, plans);
  gtk_box_append (GTK_BOX (box), note);
}

static GtkWidget *
make_content (AttestSendManyDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  const char *obstacle = attest_send_plan_get_obstacle (get_any (self));

  self->scroller = attest_question_scroller_new (box);
  gtk_widget_add_css_class (box, "send-facts");
  gtk_box_append (GTK_BOX (box), make_facts (self));
  if (obstacle != NULL)
    gtk_box_append (GTK_BOX (box), attest_send_note_new ("dialog-error-symbolic", obstacle, -1));
  for (AttestSendGroup i = ATTEST_SEND_REPEATS; i < ATTEST_SEND_N_GROUPS; i++)
    add_group (self, box, i);
  self->effects = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_box_append (GTK_BOX (box), self->effects);
  return self->scroller;
}

static void
answered_cb (AttestSendManyDialog *self, const char *response)
{
  g_autoptr (GPtrArray) chosen = dup_chosen (self);

  if (g_str_equal (response, "keys"))
    attest_application_show_keys (self->application);
  if (g_str_equal (response, "send"))
    g_signal_emit (self, signals[CONFIRMED], 0, chosen);
  else if (g_str_equal (response, ATTEST_SEND_OUTDATED))
    g_signal_emit (self, signals[OUTDATED], 0);
  else
    g_signal_emit (self, signals[DECLINED], 0);
  g_object_unref (self);
}

static void
add_responses (AttestSendManyDialog *self)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self->dialog);

  adw_message_dialog_add_response (dialog, "cancel", _ ("_Cancel"));
  if (attest_send_plan_get_obstacle (get_any (self)) != NULL)
    adw_message_dialog_add_response (dialog, "keys", _ ("_Keys and Hosts"));
  adw_message_dialog_add_response (dialog, "send", _ ("_Send"));
  adw_message_dialog_set_close_response (dialog, "cancel");
}

/**
 * attest_send_many_dialog_new:
 * @parent: the window it belongs to
 * @application: the application
 * @plans: (element-type AttestSendPlan): what would be sent, one at least, all of one service and
 *   environment
 *
 * Returns: (transfer none): a dialog that lives until it is answered
 */
AttestSendManyDialog *
attest_send_many_dialog_new (GtkWindow *parent, AttestApplication *application, GPtrArray *plans)
{
  AttestSendManyDialog *self = NULL;

  g_return_val_if_fail (plans != NULL && plans->len > 0, NULL);

  self = g_object_new (ATTEST_TYPE_SEND_MANY_DIALOG, NULL);
  self->application = application;
  for (guint i = 0; i < plans->len; i++)
    {
      AttestSendPlan *plan = g_ptr_array_index (plans, i);

      g_ptr_array_add (self->groups[attest_send_group_of (plan)], g_object_ref (plan));
    }
  self->dialog = adw_message_dialog_new (parent, NULL, NULL);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self->dialog), make_content (self));
  add_responses (self);
  update_cb (self);
  attest_environment_set_style (self->dialog, attest_send_plan_get_environment (get_any (self)));
  g_signal_connect_swapped (self->dialog, "response", G_CALLBACK (answered_cb), self);
  attest_send_watch_add (self->dialog, application, plans);
  return self;
}

/**
 * attest_send_many_dialog_present:
 * @self: a dialog
 *
 * Shows it; exactly one of its signals follows.
 */
void
attest_send_many_dialog_present (AttestSendManyDialog *self)
{
  g_return_if_fail (ATTEST_IS_SEND_MANY_DIALOG (self));
  gtk_window_present (GTK_WINDOW (self->dialog));
}
