/* AttestSendManyDialog: says how many records go where, how long that takes and what it does there.
 * Records with problems stay behind, by name. Those that would be sent twice stay behind as well,
 * unless the user says otherwise for all of their kind. Keeps itself alive until it is answered.
 * Main thread. */
#include "attest-config.h"
#include "send/attest-send-many-dialog.h"

#include <glib/gi18n.h>

#include "attest-environment-badge.h"
#include "attest-time-text.h"
#include "check/attest-check.h"
#include "model/attest-form.h"

/* Beyond this many names, a number says how many more there are. */
#define MOST_NAMES 40

/* The texts, in pixels: how wide they are at least, and how high before they scroll. */
#define CONTENT_WIDTH 300
#define MOST_HEIGHT 380

typedef enum
{
  GROUP_READY,
  GROUP_REPEATS, /* accepted before, word for word */
  GROUP_OPEN,    /* one of the same name is in the outbox */
  GROUP_PROBLEMS,
  N_GROUPS
} Group;

struct _AttestSendManyDialog
{
  GObject parent_instance;

  AttestApplication *application; /* not owned */
  GPtrArray *groups[N_GROUPS];    /* of AttestSendPlan */
  GtkWidget *dialog;              /* owned by GTK */
  GtkWidget *checks[N_GROUPS];    /* (nullable): whether a group goes after all */
  GtkWidget *time;
  GtkWidget *scroller;
  GtkWidget *effects;
};

G_DEFINE_FINAL_TYPE (AttestSendManyDialog, attest_send_many_dialog, G_TYPE_OBJECT)

enum
{
  CONFIRMED,
  DECLINED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
attest_send_many_dialog_dispose (GObject *object)
{
  AttestSendManyDialog *self = ATTEST_SEND_MANY_DIALOG (object);

  for (guint i = 0; i < N_GROUPS; i++)
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
}

static void
attest_send_many_dialog_init (AttestSendManyDialog *self)
{
  for (guint i = 0; i < N_GROUPS; i++)
    self->groups[i] = g_ptr_array_new_with_free_func (g_object_unref);
}

static Group
get_group (AttestSendPlan *plan)
{
  if (attest_check_count (attest_send_plan_get_problems (plan), ATTEST_SEVERITY_ERROR) > 0)
    return GROUP_PROBLEMS;
  if (attest_send_plan_get_open (plan) != NULL)
    return GROUP_OPEN;
  return attest_send_plan_get_repeats (plan) ? GROUP_REPEATS : GROUP_READY;
}

/* Any one of them: where they go is the same for all. */
static AttestSendPlan *
get_any (AttestSendManyDialog *self)
{
  for (guint i = 0; i < N_GROUPS; i++)
    if (self->groups[i]->len > 0)
      return g_ptr_array_index (self->groups[i], 0);
  g_assert_not_reached ();
}

static gboolean
goes (AttestSendManyDialog *self, Group group)
{
  return group == GROUP_READY
         || (self->checks[group] != NULL
             && gtk_check_button_get_active (GTK_CHECK_BUTTON (self->checks[group])));
}

/* Returns: (transfer full): what would be sent as the dialog stands */
static GPtrArray *
dup_chosen (AttestSendManyDialog *self)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < N_GROUPS; i++)
    for (guint k = 0; goes (self, i) && k < self->groups[i]->len; k++)
      g_ptr_array_add (chosen, g_object_ref (g_ptr_array_index (self->groups[i], k)));
  return chosen;
}

/* Words */

static char *
join_names (GPtrArray *plans)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < MIN (plans->len, MOST_NAMES); i++)
    {
      const char *title = attest_send_plan_get_title (g_ptr_array_index (plans, i));

      g_string_append (names, i > 0 ? ", " : "");
      g_string_append (names, title != NULL && *title != '\0' ? title : _ ("Untitled"));
    }
  if (plans->len > MOST_NAMES)
    {
      g_string_append_c (names, ' ');
      g_string_append_printf (names,
                              ngettext ("and %u more", "and %u more", plans->len - MOST_NAMES),
                              plans->len - MOST_NAMES);
    }
  return g_string_free (names, FALSE);
}

static guint
count_queued (AttestOutbox *outbox, AttestSendPlan *plan)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (outbox));
  guint n = 0;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (AttestSubmission) row = g_list_model_get_item (G_LIST_MODEL (outbox), i);

      n += attest_submission_get_state (row) == ATTEST_STATE_QUEUED
           && attest_submission_get_service (row) == attest_send_plan_get_service (plan)
           && attest_submission_get_environment (row) == attest_send_plan_get_environment (plan);
    }
  return n;
}

static char *
describe_time (AttestSendManyDialog *self, guint n)
{
  AttestSendPlan *plan = get_any (self);
  AttestOutbox *outbox =
      attest_workspace_get_outbox (attest_application_get_workspace (self->application));
  guint pause = attest_outbox_get_pause (
      outbox, attest_send_plan_get_service (plan), attest_send_plan_get_environment (plan));
  guint n_before = count_queued (outbox, plan);
  guint n_pauses = n + n_before > 0 ? n + n_before - 1 : 0;
  g_autofree char *span = attest_time_format_span ((gint64) n_pauses * pause);

  if (pause == 0 || n_pauses == 0)
    return g_strdup (_ ("At once"));
  if (n_before > 0)
    /* Translators: %s is a span of time such as "39 min" */
    return g_strdup_printf (ngettext ("About %s, after %u that waits already",
                                      "About %s, after %u that wait already",
                                      n_before),
                            span,
                            n_before);
  /* Translators: %s is a span of time such as "39 min", %u a number of seconds */
  return g_strdup_printf (_ ("About %s, one every %u s"), span, pause);
}

/* Parts */

static GtkWidget *
make_text (const char *text)
{
  return g_object_new (GTK_TYPE_LABEL,
                       "label",
                       text,
                       "wrap",
                       TRUE,
                       "wrap-mode",
                       PANGO_WRAP_WORD_CHAR,
                       "max-width-chars",
                       44,
                       "xalign",
                       0.0,
                       NULL);
}

static GtkWidget *
add_fact (GtkWidget *grid, const char *name, GtkWidget *value)
{
  static const char line[] = "attest-line";
  int n = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (grid), line));
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 1.0, "yalign", 0.0, NULL);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_halign (value, GTK_ALIGN_START);
  gtk_grid_attach (GTK_GRID (grid), label, 0, n, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), value, 1, n, 1, 1);
  g_object_set_data (G_OBJECT (grid), line, GINT_TO_POINTER (n + 1));
  return value;
}

static const char *
get_key_text (AttestSendPlan *plan)
{
  return attest_send_plan_get_needs_key (plan)
             ? attest_key_state_get_label (attest_send_plan_get_key_state (plan))
             : _ ("None is needed");
}

static GtkWidget *
make_facts (AttestSendManyDialog *self)
{
  AttestSendPlan *plan = get_any (self);
  const char *host = attest_send_plan_get_host (plan);
  GtkWidget *grid = g_object_new (
      GTK_TYPE_GRID, "column-spacing", 12, "row-spacing", 6, "halign", GTK_ALIGN_CENTER, NULL);

  add_fact (grid, _ ("Service"), make_text (attest_send_plan_get_service (plan)->name));
  add_fact (grid,
            _ ("Environment"),
            attest_environment_badge_new (attest_send_plan_get_environment (plan)));
  add_fact (grid, _ ("Host"), make_text (host != NULL ? host : _ ("None is set")));
  add_fact (grid, _ ("API key"), make_text (get_key_text (plan)));
  self->time = add_fact (grid, _ ("Duration"), make_text (""));
  return grid;
}

/* A sentence, with the names it is about below it. */
static GtkWidget *
add_note (GtkWidget *box, const char *icon, const char *text, GPtrArray *plans)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE,
                                   "icon-name",
                                   icon,
                                   "valign",
                                   GTK_ALIGN_START,
                                   "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                   NULL);

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), make_text (text));
  if (plans != NULL)
    {
      g_autofree char *names = join_names (plans);
      GtkWidget *label = make_text (names);

      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (texts), label);
    }
  gtk_box_append (GTK_BOX (line), image);
  gtk_box_append (GTK_BOX (line), texts);
  gtk_box_append (GTK_BOX (box), line);
  return texts;
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

      add_note (self->effects, "dialog-information-symbolic", text, is_all ? NULL : plans);
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
  add_note (self->effects, "dialog-warning-symbolic", text, removing);
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
update_heading (AttestSendManyDialog *self, guint n)
{
  AttestSendPlan *plan = get_any (self);
  const AttestService *service = attest_send_plan_get_service (plan);
  const char *where = attest_environment_get_label (attest_send_plan_get_environment (plan));
  gboolean is_form = service->schema == &attest_form_schema;
  g_autofree char *heading = NULL;

  if (n == 0)
    heading = g_strdup (_ ("Nothing Can Be Sent"));
  else if (is_form)
    /* Translators: a number, a service and an environment: "Send 3 Forms to kolleges, Practice?" */
    heading = g_strdup_printf (ngettext ("Send %u Form to %s, %s?", "Send %u Forms to %s, %s?", n),
                               n,
                               service->name,
                               where);
  else
    heading = g_strdup_printf (
        ngettext ("Send %u Certificate to %s, %s?", "Send %u Certificates to %s, %s?", n),
        n,
        service->name,
        where);
  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (self->dialog), heading);
}

/* As high as what is in it. A scrolled window by itself asks for the height its texts would have if
 * they were as narrow as can be. */
static void
fit_height (AttestSendManyDialog *self)
{
  GtkWidget *box = gtk_viewport_get_child (
      GTK_VIEWPORT (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (self->scroller))));
  int height;

  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, CONTENT_WIDTH, NULL, &height, NULL, NULL);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller),
                                              MIN (height, MOST_HEIGHT));
}

static void
update (AttestSendManyDialog *self)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self->dialog);
  g_autoptr (GPtrArray) chosen = dup_chosen (self);
  g_autofree char *time = describe_time (self, chosen->len);
  gboolean can_send =
      chosen->len > 0 && attest_send_plan_get_can_send (g_ptr_array_index (chosen, 0));
  gboolean final = is_final (self, chosen);
  g_autofree char *verb =
      g_strdup_printf (ngettext ("_Send %u Record", "_Send %u Records", chosen->len), chosen->len);

  update_heading (self, chosen->len);
  gtk_label_set_label (GTK_LABEL (self->time), chosen->len > 0 ? time : "–");
  fill_effects (self, chosen);
  add_removing (self, chosen);
  fit_height (self);
  adw_message_dialog_set_response_label (dialog, "send", chosen->len > 0 ? verb : _ ("_Send"));
  adw_message_dialog_set_response_enabled (dialog, "send", can_send);
  adw_message_dialog_set_response_appearance (
      dialog, "send", final ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, can_send && !final ? "send" : "cancel");
}

static void
add_check (AttestSendManyDialog *self, GtkWidget *texts, Group group)
{
  self->checks[group] = gtk_check_button_new_with_mnemonic (
      group == GROUP_REPEATS ? _ ("Send these _again") : _ ("Send these as _well"));
  g_signal_connect_object (
      self->checks[group], "toggled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_box_insert_child_after (
      GTK_BOX (texts), self->checks[group], gtk_widget_get_first_child (texts));
}

static char *
describe_group (Group group, guint n)
{
  switch (group)
    {
    case GROUP_REPEATS:
      return g_strdup_printf (
          ngettext ("%u was accepted there before with exactly this content and stays behind.",
                    "%u were accepted there before with exactly this content and stay behind.",
                    n),
          n);
    case GROUP_OPEN:
      return g_strdup_printf (
          ngettext ("%u has one of the same name in the outbox, not settled yet, and stays behind.",
                    "%u have one of the same name in the outbox, not settled yet, and stay behind.",
                    n),
          n);
    case GROUP_PROBLEMS:
      return g_strdup_printf (
          ngettext ("%u has problems and stays behind.", "%u have problems and stay behind.", n),
          n);
    case GROUP_READY:
    case N_GROUPS:
    default:
      g_assert_not_reached ();
    }
}

static GtkWidget *
make_content (AttestSendManyDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                                      "child",
                                      box,
                                      "hscrollbar-policy",
                                      GTK_POLICY_NEVER,
                                      "propagate-natural-width",
                                      TRUE,
                                      "propagate-natural-height",
                                      TRUE,
                                      NULL);
  const char *obstacle = attest_send_plan_get_obstacle (get_any (self));

  self->scroller = scroller;
  gtk_widget_set_size_request (box, CONTENT_WIDTH, -1);
  gtk_widget_add_css_class (box, "send-facts");
  gtk_box_append (GTK_BOX (box), make_facts (self));
  if (obstacle != NULL)
    add_note (box, "dialog-error-symbolic", obstacle, NULL);
  for (Group i = GROUP_REPEATS; i < N_GROUPS; i++)
    {
      g_autofree char *text =
          self->groups[i]->len > 0 ? describe_group (i, self->groups[i]->len) : NULL;
      GtkWidget *texts =
          text != NULL ? add_note (box, "dialog-warning-symbolic", text, self->groups[i]) : NULL;

      if (texts != NULL && i != GROUP_PROBLEMS)
        add_check (self, texts, i);
    }
  self->effects = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_box_append (GTK_BOX (box), self->effects);
  return scroller;
}

static void
answered (AttestSendManyDialog *self, const char *response)
{
  g_autoptr (GPtrArray) chosen = dup_chosen (self);

  if (g_str_equal (response, "keys"))
    attest_application_show_keys (self->application);
  if (g_str_equal (response, "send"))
    g_signal_emit (self, signals[CONFIRMED], 0, chosen);
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

      g_ptr_array_add (self->groups[get_group (plan)], g_object_ref (plan));
    }
  self->dialog = adw_message_dialog_new (parent, NULL, NULL);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self->dialog), make_content (self));
  add_responses (self);
  update (self);
  attest_environment_set_style (self->dialog, attest_send_plan_get_environment (get_any (self)));
  g_signal_connect_swapped (self->dialog, "response", G_CALLBACK (answered), self);
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
