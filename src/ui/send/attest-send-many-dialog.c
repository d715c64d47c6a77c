/* AttestSendManyDialog: says in three lines what goes where and how long that takes. What it does
 * there is counted, each count with its names folded behind it, as are those that stay. Those that
 * would be sent twice stay unless the user says otherwise for all of their kind; nothing is deleted
 * without a tick of its own. Keeps itself alive until it is answered. Main thread. */
#include "attest-config.h"
#include "send/attest-send-many-dialog.h"

#include "send/attest-replaced-list.h"
#include "send/attest-send-facts.h"
#include "send/attest-send-many-words.h"
#include "send/attest-send-watch.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-question.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

/* The texts, in pixels: how high before they scroll. */
#define MOST_HEIGHT 380
/* Fewer are no load worth losing their ids for. */
#define LEAST_BULK 10

struct _AttestSendManyDialog
{
  GObject parent_instance;

  AttestApplication *application;          /* not owned */
  GPtrArray *groups[ATTEST_SEND_N_GROUPS]; /* of AttestSendPlan */
  GtkWidget *dialog;                       /* owned by GTK */
  GtkWidget *checks[ATTEST_SEND_N_GROUPS]; /* (nullable): whether a group goes after all */
  GtkWidget *time;
  GtkWidget *ways; /* singly or in bulk, where there is a choice */
  GtkWidget *singly;
  GtkWidget *in_bulk;
  GtkWidget *ways_note; /* what that costs, or why there is no choice yet */
  GtkWidget *scroller;
  GtkWidget *effects;
  GtkWidget *deletes; /* to be ticked where something is deleted */
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

/* One by one, or many at once. */

static AttestOutbox *
get_outbox (AttestSendManyDialog *self)
{
  return attest_workspace_get_outbox (attest_application_get_workspace (self->application));
}

static AttestBulkAnswer
can_send_in_bulk (AttestSendManyDialog *self, GPtrArray *chosen)
{
  return chosen->len >= LEAST_BULK
             ? attest_outbox_writer_can_bulk (attest_outbox_get_writer (get_outbox (self)), chosen)
             : ATTEST_BULK_NONE;
}

/**
 * attest_send_many_dialog_get_in_bulk:
 * @self: a dialog
 *
 * Returns: whether what the user said yes to goes many at once
 */
gboolean
attest_send_many_dialog_get_in_bulk (AttestSendManyDialog *self)
{
  g_autoptr (GPtrArray) chosen = NULL;

  g_return_val_if_fail (ATTEST_IS_SEND_MANY_DIALOG (self), FALSE);

  chosen = dup_chosen (self);
  return can_send_in_bulk (self, chosen) == ATTEST_BULK_OFFERED
         && gtk_check_button_get_active (GTK_CHECK_BUTTON (self->in_bulk));
}

static void
name_way (GtkWidget *button, const AttestSendWay *way)
{
  g_autofree char *label = attest_send_way_describe (way);

  attest_send_tick_set_label (button, label);
}

/* What bulk costs is said once it is chosen. */
static void
update_ways (AttestSendManyDialog *self, GPtrArray *chosen)
{
  AttestBulkAnswer answer = can_send_in_bulk (self, chosen);
  AttestSendWay way = { get_any (self), chosen->len, get_outbox (self), FALSE };
  gboolean in_bulk = attest_send_many_dialog_get_in_bulk (self);
  guint n_first =
      answer == ATTEST_BULK_OFFERED
          ? attest_outbox_writer_get_bulk_first (attest_outbox_get_writer (way.outbox), way.plan)
          : 0;
  g_autofree char *note = NULL;

  gtk_widget_set_visible (self->ways, answer == ATTEST_BULK_OFFERED);
  gtk_widget_set_visible (self->ways_note, in_bulk || answer == ATTEST_BULK_UNTRIED);
  if (answer == ATTEST_BULK_UNTRIED)
    note = g_strdup (_ ("Bulk upload is available here once one was accepted in Test."));
  else if (chosen->len > n_first)
    note = g_strdup_printf (
        _ ("The first %u are sent alone; the others follow only if those are accepted. The service "
           "returns no IDs, and if it refuses one, it does not say whether the others were saved."),
        n_first);
  else
    note = g_strdup (_ ("The service returns no IDs, and if it refuses one, it does not say "
                        "whether the others were saved."));
  gtk_label_set_label (GTK_LABEL (self->ways_note), note);
  if (answer != ATTEST_BULK_OFFERED)
    return;
  name_way (self->singly, &way);
  way.in_bulk = TRUE;
  name_way (self->in_bulk, &way);
}

static void update_cb (AttestSendManyDialog *self);

/* The keyboard stands at the first of them when the question opens: Enter answers it there too, as
 * in the question about a single one; a blank chooses. */
static gboolean
answer_cb (GtkWidget *way, GVariant *arguments, gpointer user_data)
{
  gtk_widget_activate_default (way);
  return TRUE;
}

static void
add_answer_key (GtkWidget *ways)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Return, 0),
                                                     gtk_keyval_trigger_new (GDK_KEY_KP_Enter, 0)),
                        gtk_callback_action_new (answer_cb, NULL, NULL)));
  gtk_widget_add_controller (ways, keys);
}

static void
make_ways (AttestSendManyDialog *self)
{
  self->ways = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->singly = gtk_check_button_new ();
  self->in_bulk = gtk_check_button_new ();
  self->ways_note = attest_send_text_new ("", -1);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (self->in_bulk), GTK_CHECK_BUTTON (self->singly));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->singly), TRUE);
  g_signal_connect_object (
      self->in_bulk, "toggled", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (self->ways_note, "dim-label");
  gtk_widget_set_margin_start (self->ways_note, 24); /* below what it is about */
  gtk_box_append (GTK_BOX (self->ways), self->singly);
  gtk_box_append (GTK_BOX (self->ways), self->in_bulk);
  add_answer_key (self->ways);
}

/* Parts */

static void
fit_height_cb (AttestSendManyDialog *self)
{
  attest_question_scroller_fit (self->scroller, 2, MOST_HEIGHT);
}

static GtkWidget *
make_names (GPtrArray *plans)
{
  g_autofree char *names = attest_send_plans_join_names (plans);
  GtkWidget *label = attest_send_text_new (names, -1);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_margin_start (label, 18);
  return label;
}

/* A line that unfolds to what it is about. */
static GtkWidget *
add_count (AttestSendManyDialog *self, GtkWidget *box, const char *text, GtkWidget *child)
{
  GtkWidget *row = gtk_expander_new (NULL);

  gtk_expander_set_label_widget (GTK_EXPANDER (row), attest_send_text_new (text, -1));
  gtk_expander_set_child (GTK_EXPANDER (row), child);
  attest_readers_name (GTK_ACCESSIBLE (row), text);
  g_signal_connect_object (
      row, "notify::expanded", G_CALLBACK (fit_height_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), row);
  return row;
}

typedef char *(*Count) (guint n);

/* What sending does: one line for each thing that some of them do. */
static void
fill_effects (AttestSendManyDialog *self, GPtrArray *chosen)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GHashTable) having =
      g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (self->effects)) != NULL)
    gtk_box_remove (GTK_BOX (self->effects), child);
  for (guint i = 0; i < chosen->len; i++)
    {
      GPtrArray *effects = attest_send_plan_get_effects (chosen->pdata[i]);

      for (guint k = 0; k < effects->len; k++)
        {
          gpointer count = (gpointer) ((AttestEffect *) effects->pdata[k])->count;

          if (count == NULL)
            continue;
          if (!g_hash_table_contains (having, count))
            {
              g_hash_table_insert (having, count, g_ptr_array_new ());
              g_ptr_array_add (order, count);
            }
          g_ptr_array_add (g_hash_table_lookup (having, count), chosen->pdata[i]);
        }
    }
  for (guint i = 0; i < order->len; i++)
    {
      GPtrArray *plans = g_hash_table_lookup (having, order->pdata[i]);
      g_autofree char *text = ((Count) order->pdata[i]) (plans->len);

      add_count (self, self->effects, text, make_names (plans));
    }
}

static guint
count_deleting (GPtrArray *chosen)
{
  guint n = 0;

  for (guint i = 0; i < chosen->len; i++)
    n += attest_send_plan_get_removes_stored (chosen->pdata[i]);
  return n;
}

/* One of this number or name was accepted before, with other content: what changes is told for
 * each, or that there will be two of it. */
static void
add_same_records (AttestSendManyDialog *self, GPtrArray *chosen)
{
  gboolean updates = attest_send_plan_get_service (get_any (self))->sending_again_updates;
  g_autoptr (GPtrArray) same = g_ptr_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < chosen->len; i++)
    {
      AttestSendPlan *plan = g_ptr_array_index (chosen, i);

      if (attest_send_plan_get_same_record (plan) != NULL && !attest_send_plan_get_repeats (plan))
        g_ptr_array_add (same, plan);
    }
  if (same->len == 0)
    return;
  text = g_strdup_printf (
      updates ? ngettext (
          "%u replaces what was accepted before", "%u replace what was accepted before", same->len)
              : ngettext ("%u has a name that was accepted before: there will be two",
                          "%u have names that were accepted before: there will be two of each",
                          same->len),
      same->len);
  add_count (self,
             self->effects,
             text,
             updates ? attest_replaced_list_new (same, G_CALLBACK (fit_height_cb), self)
                     : make_names (same));
}

static void
update_deletes (AttestSendManyDialog *self, guint n)
{
  g_autofree char *label = g_strdup_printf (
      ngettext ("Delete what is stored there for %u", "Delete what is stored there for %u", n), n);

  gtk_widget_set_visible (self->deletes, n > 0);
  gtk_check_button_set_label (GTK_CHECK_BUTTON (self->deletes), label);
  attest_readers_name (GTK_ACCESSIBLE (self->deletes), label);
}

static void
update_answers (AttestSendManyDialog *self, GPtrArray *chosen)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self->dialog);
  guint n_deleting = count_deleting (chosen);
  gboolean is_public =
      attest_send_plan_get_environment (get_any (self)) == ATTEST_ENVIRONMENT_PRODUCTION;
  gboolean is_agreed =
      n_deleting == 0 || gtk_check_button_get_active (GTK_CHECK_BUTTON (self->deletes));
  gboolean can_send =
      chosen->len > 0 && is_agreed && attest_send_plan_get_can_send (g_ptr_array_index (chosen, 0));
  /* Translators: %u is how many records are sent */
  g_autofree char *verb = g_strdup_printf (_ ("_Send %u"), chosen->len);

  update_deletes (self, n_deleting);
  adw_message_dialog_set_response_label (dialog, "send", chosen->len > 0 ? verb : _ ("_Send"));
  adw_message_dialog_set_response_enabled (dialog, "send", can_send);
  adw_message_dialog_set_response_appearance (
      dialog, "send", n_deleting > 0 ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (
      dialog, can_send && n_deleting == 0 && !is_public ? "send" : "cancel");
}

static void
update_cb (AttestSendManyDialog *self)
{
  g_autoptr (GPtrArray) chosen = dup_chosen (self);
  const AttestSendWay way = {
    get_any (self), chosen->len, get_outbox (self), attest_send_many_dialog_get_in_bulk (self)
  };
  g_autofree char *time = attest_send_way_describe_time (&way);
  g_autofree char *heading = attest_send_plans_make_heading (get_any (self), chosen->len);

  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (self->dialog), heading);
  gtk_label_set_label (GTK_LABEL (self->time), time);
  gtk_widget_set_visible (self->time, chosen->len > 0);
  update_ways (self, chosen);
  fill_effects (self, chosen);
  add_same_records (self, chosen);
  update_answers (self, chosen);
  fit_height_cb (self);
}

static void
ticked_cb (AttestSendManyDialog *self)
{
  g_autoptr (GPtrArray) chosen = dup_chosen (self);

  update_answers (self, chosen);
}

/* Those that stay, and whether they go after all. */
static void
add_group (AttestSendManyDialog *self, GtkWidget *box, AttestSendGroup group)
{
  /* Each with a letter of its own. */
  static const char *const ticks[ATTEST_SEND_N_GROUPS] = {
    [ATTEST_SEND_REPEATS] = N_ ("_Include these"),
    [ATTEST_SEND_OPEN] = N_ ("Include these as _well"),
    [ATTEST_SEND_TWIN] = N_ ("Include _these, too"),
  };
  GPtrArray *plans = self->groups[group];
  g_autofree char *text = NULL;

  if (plans->len == 0)
    return;
  text = attest_send_group_describe (group, plans->len);
  add_count (self, box, text, make_names (plans));
  if (group == ATTEST_SEND_PROBLEMS)
    return;
  self->checks[group] = attest_send_tick_new (_ (ticks[group]), FALSE);
  gtk_widget_set_margin_start (self->checks[group], 12);
  g_signal_connect_object (
      self->checks[group], "toggled", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->checks[group]);
}

static GtkWidget *
make_content (AttestSendManyDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  const char *obstacle = attest_send_plan_get_obstacle (get_any (self));

  self->scroller = attest_question_scroller_new (box);
  self->time = attest_send_text_new ("", -1);
  gtk_label_set_xalign (GTK_LABEL (self->time), 0.5);
  gtk_label_set_justify (GTK_LABEL (self->time), GTK_JUSTIFY_CENTER);
  self->effects = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->deletes = attest_send_tick_new ("", TRUE);
  g_signal_connect_object (
      self->deletes, "toggled", G_CALLBACK (ticked_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (box, "send-facts");
  gtk_box_append (GTK_BOX (box), attest_send_place_new (get_any (self)));
  gtk_box_append (GTK_BOX (box), self->time);
  make_ways (self);
  gtk_box_append (GTK_BOX (box), self->ways);
  gtk_box_append (GTK_BOX (box), self->ways_note);
  if (obstacle != NULL)
    gtk_box_append (GTK_BOX (box), attest_send_note_new ("dialog-error-symbolic", obstacle, -1));
  gtk_box_append (GTK_BOX (box), self->effects);
  for (AttestSendGroup i = ATTEST_SEND_REPEATS; i < ATTEST_SEND_N_GROUPS; i++)
    add_group (self, box, i);
  gtk_box_append (GTK_BOX (box), self->deletes);
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
    adw_message_dialog_add_response (dialog, "keys", _ ("API _Keys"));
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
