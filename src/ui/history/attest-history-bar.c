/* AttestHistoryBar: see the header. Each filter is a word in a property, set by an action from
 * buttons and menus alike; menus are made again when something new can be chosen. */
#include "attest-config.h"
#include "history/attest-history-bar.h"

#include "base/attest-str.h"
#include "history/attest-history-month.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-search-keys.h"
#include "widgets/attest-state-label.h"
#include "widgets/attest-tooltip.h"

#include <glib/gi18n.h>

typedef enum
{
  FILTER_MONTH,
  FILTER_OUTCOME,
  FILTER_ENVIRONMENT,
  FILTER_SERVICE,
  N_FILTERS
} Filter;

struct _AttestHistoryBar
{
  AdwBin parent_instance;

  AttestHistory *history;
  char *words[N_FILTERS]; /* (nullable): NULL: all */
  char *batch;            /* (nullable) */
  gboolean narrow;
  gboolean tells; /* changes, one for all */

  GtkSearchBar *bar;
  GtkEditable *entry;
  GtkWidget *batch_box;
  GtkLabel *batch_label;
  GtkMenuButton *month_button;
  GtkLabel *month_label;
  GtkWidget *outcomes;
  GtkMenuButton *more_button;
  GtkLabel *more_label;
};

typedef enum
{
  PROP_MONTH = 1, /* as the filters, one more */
  PROP_OUTCOME,
  PROP_ENVIRONMENT,
  PROP_SERVICE,
  PROP_NARROW,
} AttestHistoryBarProperty;

static GParamSpec *properties[PROP_NARROW + 1];

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const struct
{
  const char *name;
  const char *action;
} filters[N_FILTERS] = {
  [FILTER_MONTH] = { "month", "filter.month" },
  [FILTER_OUTCOME] = { "outcome", "filter.outcome" },
  [FILTER_ENVIRONMENT] = { "environment", "filter.environment" },
  [FILTER_SERVICE] = { "service", "filter.service" },
};

/* In the order of their buttons; the last two are there while there are any. */
static const AttestState outcomes[] = { ATTEST_STATE_NONE,    ATTEST_STATE_ACCEPTED,
                                        ATTEST_STATE_REFUSED, ATTEST_STATE_UNKNOWN,
                                        ATTEST_STATE_SENDING, ATTEST_STATE_NOT_SENT };

G_DEFINE_FINAL_TYPE (AttestHistoryBar, attest_history_bar, ADW_TYPE_BIN)

static void
append_choice (GMenu *menu, const char *label, Filter filter, const char *word)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, filters[filter].action, "s", word);
  g_menu_append_item (menu, item);
}

static GMenu *
make_choices (GPtrArray *words)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < words->len; i++)
    {
      g_autofree char *name = attest_history_month_dup_name (words->pdata[i]);

      append_choice (menu, name, FILTER_MONTH, words->pdata[i]);
    }
  return menu;
}

static GMenu *
make_month_menu (AttestHistoryBar *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) all = g_menu_new ();
  g_autoptr (GPtrArray) years = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) months = attest_history_month_list (
      self->history != NULL ? attest_history_get_oldest (self->history) : 0, years);
  g_autoptr (GMenu) latest = make_choices (months);
  g_autoptr (GMenu) earlier = make_choices (years);

  append_choice (all, _ ("All Time"), FILTER_MONTH, "");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (all));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (latest));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (earlier));
  return menu;
}

/* The other menu: where it went; narrow, all there is. */

static GMenu *
make_environment_menu (void)
{
  GMenu *menu = g_menu_new ();

  append_choice (menu, _ ("All Environments"), FILTER_ENVIRONMENT, "");
  for (guint i = 0; i < ATTEST_N_ENVIRONMENTS; i++)
    append_choice (menu,
                   attest_environment_get_label ((AttestEnvironment) i),
                   FILTER_ENVIRONMENT,
                   attest_environment_get_id ((AttestEnvironment) i));
  return menu;
}

static GMenu *
make_service_menu (void)
{
  GMenu *menu = g_menu_new ();
  guint n_services = 0;
  const AttestService *const *list = attest_service_list (&n_services);

  append_choice (menu, _ ("All Services"), FILTER_SERVICE, "");
  for (guint i = 0; i < n_services; i++)
    append_choice (menu, list[i]->name, FILTER_SERVICE, list[i]->id);
  return menu;
}

static GMenu *
make_outcome_menu (AttestHistoryBar *self)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      guint n = attest_history_get_count (self->history, outcomes[i]);
      const char *name = i == 0 ? _ ("All Outcomes") : attest_state_get_label (outcomes[i]);
      g_autofree char *label = g_strdup_printf ("%s (%'u)", name, n);

      append_choice (menu, label, FILTER_OUTCOME, i == 0 ? "" : attest_state_get_id (outcomes[i]));
    }
  return menu;
}

static void
append_menu (AttestHistoryBar *self, GMenu *menu, const char *label, GMenu *choices)
{
  if (self->narrow)
    g_menu_append_submenu (menu, label, G_MENU_MODEL (choices));
  else
    g_menu_append_section (menu, label, G_MENU_MODEL (choices));
  g_object_unref (choices);
}

static void
update_menus (AttestHistoryBar *self)
{
  g_autoptr (GMenu) months = make_month_menu (self);
  g_autoptr (GMenu) more = g_menu_new ();

  if (self->narrow && self->history != NULL)
    {
      append_menu (self, more, _ ("Month"), g_object_ref (months));
      append_menu (self, more, _ ("Outcome"), make_outcome_menu (self));
    }
  append_menu (self, more, _ ("Environment"), make_environment_menu ());
  append_menu (self, more, _ ("Service"), make_service_menu ());
  gtk_menu_button_set_menu_model (self->month_button, G_MENU_MODEL (months));
  gtk_menu_button_set_menu_model (self->more_button, G_MENU_MODEL (more));
}

/* What is chosen, in words. */
static char *
describe_more (AttestHistoryBar *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;
  AttestEnvironment environment = ATTEST_ENVIRONMENT_PRACTICE;
  AttestState state = ATTEST_STATE_NONE;
  g_autofree char *month = attest_history_month_dup_name (self->words[FILTER_MONTH]);

  if (self->narrow && self->words[FILTER_MONTH] != NULL)
    g_strv_builder_add (builder, month);
  if (self->narrow && attest_state_from_id (self->words[FILTER_OUTCOME], &state))
    g_strv_builder_add (builder, attest_state_get_label (state));
  if (attest_environment_from_id (self->words[FILTER_ENVIRONMENT], &environment))
    g_strv_builder_add (builder, attest_environment_get_label (environment));
  if (self->words[FILTER_SERVICE] != NULL)
    g_strv_builder_add (builder, attest_service_get (self->words[FILTER_SERVICE])->name);
  words = g_strv_builder_end (builder);
  return words[0] != NULL ? g_strjoinv (", ", words) : g_strdup (_ ("Filter"));
}

static void
update_labels (AttestHistoryBar *self)
{
  g_autofree char *month = attest_history_month_dup_name (self->words[FILTER_MONTH]);
  g_autofree char *more = describe_more (self);

  gtk_label_set_label (self->month_label, month);
  gtk_label_set_label (self->more_label, more);
  attest_readers_name (GTK_ACCESSIBLE (self->month_button), month);
  attest_readers_name (GTK_ACCESSIBLE (self->more_button), more);
}

/* Outcomes. */

static GtkWidget *
make_outcome (AttestState state)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (state != ATTEST_STATE_NONE)
    gtk_box_append (GTK_BOX (box),
                    gtk_image_new_from_icon_name (attest_state_get_icon_name (state)));
  gtk_box_append (GTK_BOX (box), gtk_label_new (NULL));
  gtk_button_set_child (GTK_BUTTON (button), box);
  if (attest_state_get_style_class (state) != NULL && state != ATTEST_STATE_NONE)
    gtk_widget_add_css_class (gtk_widget_get_first_child (box),
                              attest_state_get_style_class (state));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), filters[FILTER_OUTCOME].action);
  gtk_actionable_set_action_target (
      GTK_ACTIONABLE (button), "s", state != ATTEST_STATE_NONE ? attest_state_get_id (state) : "");
  return button;
}

static void
update_outcomes_cb (AttestHistoryBar *self)
{
  GtkWidget *button = gtk_widget_get_first_child (self->outcomes);

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++, button = gtk_widget_get_next_sibling (button))
    {
      const char *name =
          outcomes[i] == ATTEST_STATE_NONE ? _ ("All") : attest_state_get_label (outcomes[i]);
      guint n = attest_history_get_count (self->history, outcomes[i]);
      g_autofree char *number = g_strdup_printf ("%'u", n);
      /* Translators: the name of a filter and how many it shows: "Refused 3" */
      g_autofree char *all = g_strdup_printf (_ ("%s %'u"), name, n);
      GtkWidget *label = gtk_widget_get_last_child (gtk_button_get_child (GTK_BUTTON (button)));
      gboolean is_chosen =
          g_strcmp0 (self->words[FILTER_OUTCOME], i == 0 ? NULL : attest_state_get_id (outcomes[i]))
          == 0;

      gtk_label_set_label (GTK_LABEL (label), i == 0 ? all : number);
      attest_tooltip_name (button, all, i > 0 ? name : "");
      gtk_widget_set_visible (button, n > 0 || i == 0 || is_chosen);
    }
  update_menus (self);
}

/* Changes. */

static void
changed_cb (AttestHistoryBar *self)
{
  if (self->tells)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
stop_search_cb (AttestHistoryBar *self)
{
  gtk_search_bar_set_search_mode (self->bar, FALSE);
}

static void
search_mode_cb (AttestHistoryBar *self)
{
  /* What can not be seen must not filter. */
  if (!gtk_search_bar_get_search_mode (self->bar))
    gtk_editable_set_text (self->entry, "");
}

static void
set_batch (AttestHistoryBar *self, const char *batch, const char *words)
{
  attest_str_set (&self->batch, batch);
  gtk_label_set_label (self->batch_label, words != NULL ? words : "");
  gtk_widget_set_visible (self->batch_box, batch != NULL);
}

static void
set_word (AttestHistoryBar *self, Filter filter, const char *word)
{
  if (attest_str_is_blank (word))
    word = NULL;
  if (g_strcmp0 (self->words[filter], word) == 0)
    return;
  attest_str_set (&self->words[filter], word);
  update_labels (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MONTH + filter]);
  changed_cb (self);
}

static void
set_narrow (AttestHistoryBar *self, gboolean narrow)
{
  self->narrow = narrow;
  gtk_widget_set_visible (GTK_WIDGET (self->month_button), !narrow);
  gtk_widget_set_visible (self->outcomes, !narrow);
  gtk_widget_set_hexpand (GTK_WIDGET (self->more_button), narrow);
  gtk_widget_set_halign (GTK_WIDGET (self->more_button), narrow ? GTK_ALIGN_START : GTK_ALIGN_END);
  update_menus (self);
  update_labels (self);
}

static void
clear_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  attest_history_bar_clear (ATTEST_HISTORY_BAR (widget));
}

/* The object. */

static void
attest_history_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestHistoryBar *self = ATTEST_HISTORY_BAR (object);

  if (id == PROP_NARROW)
    g_value_set_boolean (value, self->narrow);
  else
    g_value_set_string (value,
                        self->words[id - PROP_MONTH] != NULL ? self->words[id - PROP_MONTH] : "");
}

static void
attest_history_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestHistoryBar *self = ATTEST_HISTORY_BAR (object);

  if (id == PROP_NARROW)
    set_narrow (self, g_value_get_boolean (value));
  else
    set_word (self, (Filter) (id - PROP_MONTH), g_value_get_string (value));
}

static void
attest_history_bar_finalize (GObject *object)
{
  AttestHistoryBar *self = ATTEST_HISTORY_BAR (object);

  for (guint i = 0; i < N_FILTERS; i++)
    g_free (self->words[i]);
  g_free (self->batch);
  g_clear_object (&self->history);
  G_OBJECT_CLASS (attest_history_bar_parent_class)->finalize (object);
}

static void
install_filters (AttestHistoryBarClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  for (guint i = 0; i < N_FILTERS; i++)
    properties[PROP_MONTH + i] = g_param_spec_string (filters[i].name, NULL, NULL, "", flags);
  properties[PROP_NARROW] = g_param_spec_boolean (
      "narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);
  for (guint i = 0; i < N_FILTERS; i++)
    gtk_widget_class_install_property_action (
        GTK_WIDGET_CLASS (klass), filters[i].action, filters[i].name);
}

static void
attest_history_bar_class_init (AttestHistoryBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = attest_history_bar_get_property;
  object_class->set_property = attest_history_bar_set_property;
  object_class->finalize = attest_history_bar_finalize;
  install_filters (klass);
  gtk_widget_class_install_action (widget_class, "filter.clear", NULL, clear_cb);
  signals[CHANGED] = g_signal_new (
      "changed", ATTEST_TYPE_HISTORY_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/history/attest-history-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryBar, bar);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryBar, entry);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryBar, batch_box);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryBar, batch_label);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryBar, month_button);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryBar, month_label);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryBar, outcomes);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryBar, more_button);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryBar, more_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
attest_history_bar_init (AttestHistoryBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  attest_search_keys_connect (self->bar, GTK_SEARCH_ENTRY (self->entry));
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    gtk_box_append (GTK_BOX (self->outcomes), make_outcome (outcomes[i]));
  g_signal_connect_swapped (
      self->bar, "notify::search-mode-enabled", G_CALLBACK (search_mode_cb), self);
  update_labels (self);
  self->tells = TRUE;
}

/* @history: what is filtered: its counts are shown; set once */
void
attest_history_bar_set_history (AttestHistoryBar *self, AttestHistory *history)
{
  g_return_if_fail (ATTEST_IS_HISTORY_BAR (self));
  g_return_if_fail (self->history == NULL);

  self->history = g_object_ref (history);
  g_signal_connect_object (
      history, "counts-changed", G_CALLBACK (update_outcomes_cb), self, G_CONNECT_SWAPPED);
  update_outcomes_cb (self);
}

/**
 * attest_history_bar_get_filter:
 * @self: a bar
 * @filter: (out caller-allocates): what is to be shown; its texts are valid until the next change
 */
void
attest_history_bar_get_filter (AttestHistoryBar *self, AttestHistoryFilter *filter)
{
  const char *text = NULL;
  AttestEnvironment environment = ATTEST_ENVIRONMENT_PRACTICE;

  g_return_if_fail (ATTEST_IS_HISTORY_BAR (self));

  text = gtk_editable_get_text (self->entry);
  *filter = (AttestHistoryFilter){ .search = *text != '\0' ? text : NULL,
                                   .service = self->words[FILTER_SERVICE],
                                   .environment = -1,
                                   .batch = self->batch };
  if (attest_environment_from_id (self->words[FILTER_ENVIRONMENT], &environment))
    filter->environment = (int) environment;
  attest_state_from_id (self->words[FILTER_OUTCOME], &filter->state);
  if (self->words[FILTER_MONTH] != NULL)
    attest_history_month_get_span (self->words[FILTER_MONTH], &filter->from, &filter->to);
}

/* Returns: whether it may leave out anything */
gboolean
attest_history_bar_is_filtering (AttestHistoryBar *self)
{
  g_return_val_if_fail (ATTEST_IS_HISTORY_BAR (self), FALSE);

  for (guint i = 0; i < N_FILTERS; i++)
    if (self->words[i] != NULL)
      return TRUE;
  return self->batch != NULL || *gtk_editable_get_text (self->entry) != '\0';
}

static void
choose (AttestHistoryBar *self, const char *batch, const char *outcome, const char *words)
{
  self->tells = FALSE;
  for (guint i = 0; i < N_FILTERS; i++)
    set_word (self, (Filter) i, i == FILTER_OUTCOME ? outcome : NULL);
  gtk_search_bar_set_search_mode (self->bar, FALSE);
  gtk_editable_set_text (self->entry, "");
  set_batch (self, batch, words);
  self->tells = TRUE;
  changed_cb (self);
}

/* Shows everything. */
void
attest_history_bar_clear (AttestHistoryBar *self)
{
  g_return_if_fail (ATTEST_IS_HISTORY_BAR (self));
  choose (self, NULL, NULL, NULL);
}

/**
 * attest_history_bar_show_batch:
 * @self: a bar
 * @batch: what left together
 * @state: those of it that ended so; %ATTEST_STATE_NONE: all
 * @words: which batch that is
 */
void
attest_history_bar_show_batch (AttestHistoryBar *self,
                               const char *batch,
                               AttestState state,
                               const char *words)
{
  g_return_if_fail (ATTEST_IS_HISTORY_BAR (self));
  choose (self, batch, state != ATTEST_STATE_NONE ? attest_state_get_id (state) : NULL, words);
}
