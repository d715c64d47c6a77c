/* AttestHistoryBar: see the header. The drop-downs' first rows stand for "all". */
#include "attest-config.h"
#include "history/attest-history-bar.h"

#include <glib/gi18n.h>

struct _AttestHistoryBar
{
  AdwBin parent_instance;

  GtkSearchBar *bar;
  GtkBox *box;
  GtkEditable *entry;
  GtkDropDown *service;
  GtkDropDown *environment;
  GtkDropDown *outcome;
  gboolean narrow;
};

typedef enum
{
  PROP_NARROW = 1,
} AttestHistoryBarProperty;

static GParamSpec *properties[PROP_NARROW + 1];

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* In the order of the drop-down, after "all". */
static const AttestState outcomes[] = { ATTEST_STATE_ACCEPTED, ATTEST_STATE_REFUSED,
                                        ATTEST_STATE_NOT_SENT, ATTEST_STATE_UNKNOWN,
                                        ATTEST_STATE_QUEUED,   ATTEST_STATE_SENDING };

G_DEFINE_FINAL_TYPE (AttestHistoryBar, attest_history_bar, ADW_TYPE_BIN)

static void
changed_cb (AttestHistoryBar *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
stop_search_cb (AttestHistoryBar *self)
{
  gtk_search_bar_set_search_mode (self->bar, FALSE);
}

static void
clear (AttestHistoryBar *self)
{
  gtk_editable_set_text (self->entry, "");
  gtk_drop_down_set_selected (self->service, 0);
  gtk_drop_down_set_selected (self->environment, 0);
  gtk_drop_down_set_selected (self->outcome, 0);
}

static void
search_mode_cb (AttestHistoryBar *self)
{
  /* What can not be seen must not filter. */
  if (!gtk_search_bar_get_search_mode (self->bar))
    clear (self);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkStringObject *text = gtk_list_item_get_item (item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (text));
}

/* The button may become narrower than its text; the list keeps the look it has. */
static void
set_up_drop_down (GtkDropDown *drop_down, const char *name)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (drop_down));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_drop_down_set_list_factory (drop_down, gtk_drop_down_get_factory (drop_down));
  gtk_drop_down_set_factory (drop_down, factory);
  /* The button in it is what has the focus. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
fill_drop_downs (AttestHistoryBar *self)
{
  g_autoptr (GtkStringList) services = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) environments = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) states = gtk_string_list_new (NULL);
  guint n_services = 0;
  const AttestService *const *list = attest_service_list (&n_services);

  gtk_string_list_append (services, _ ("All Services"));
  for (guint i = 0; i < n_services; i++)
    gtk_string_list_append (services, list[i]->name);
  gtk_string_list_append (environments, _ ("All Environments"));
  for (guint i = 0; i < ATTEST_N_ENVIRONMENTS; i++)
    gtk_string_list_append (environments, attest_environment_get_label ((AttestEnvironment) i));
  gtk_string_list_append (states, _ ("All Outcomes"));
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    gtk_string_list_append (states, attest_state_get_label (outcomes[i]));
  gtk_drop_down_set_model (self->service, G_LIST_MODEL (services));
  gtk_drop_down_set_model (self->environment, G_LIST_MODEL (environments));
  gtk_drop_down_set_model (self->outcome, G_LIST_MODEL (states));
}

static void
set_narrow (AttestHistoryBar *self, gboolean narrow)
{
  self->narrow = narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
attest_history_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestHistoryBar *self = ATTEST_HISTORY_BAR (object);

  switch ((AttestHistoryBarProperty) id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_history_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestHistoryBar *self = ATTEST_HISTORY_BAR (object);

  switch ((AttestHistoryBarProperty) id)
    {
    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_history_bar_class_init (AttestHistoryBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = attest_history_bar_get_property;
  object_class->set_property = attest_history_bar_set_property;
  properties[PROP_NARROW] = g_param_spec_boolean (
      "narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[CHANGED] = g_signal_new (
      "changed", ATTEST_TYPE_HISTORY_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/history/attest-history-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryBar, bar);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryBar, box);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryBar, entry);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryBar, service);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryBar, environment);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryBar, outcome);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
attest_history_bar_init (AttestHistoryBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->bar, self->entry);
  set_up_drop_down (self->service, _ ("Service"));
  set_up_drop_down (self->environment, _ ("Environment"));
  set_up_drop_down (self->outcome, _ ("Outcome"));
  fill_drop_downs (self);
  g_signal_connect_swapped (
      self->bar, "notify::search-mode-enabled", G_CALLBACK (search_mode_cb), self);
}

/**
 * attest_history_bar_get_filter:
 * @self: a bar
 * @filter: (out caller-allocates): what is to be shown; its texts are valid until the next change
 */
void
attest_history_bar_get_filter (AttestHistoryBar *self, AttestHistoryFilter *filter)
{
  const char *text;
  guint service, outcome;

  g_return_if_fail (ATTEST_IS_HISTORY_BAR (self));

  text = gtk_editable_get_text (self->entry);
  service = gtk_drop_down_get_selected (self->service);
  outcome = gtk_drop_down_get_selected (self->outcome);
  filter->search = *text != '\0' ? text : NULL;
  filter->service = service > 0 ? attest_service_list (NULL)[service - 1]->id : NULL;
  filter->environment = (int) gtk_drop_down_get_selected (self->environment) - 1;
  filter->state = outcome > 0 ? outcomes[outcome - 1] : ATTEST_STATE_NONE;
}

/**
 * attest_history_bar_is_filtering:
 * @self: a bar
 *
 * Returns: whether it may leave out anything
 */
gboolean
attest_history_bar_is_filtering (AttestHistoryBar *self)
{
  AttestHistoryFilter filter;

  attest_history_bar_get_filter (self, &filter);
  return filter.search != NULL || filter.service != NULL || filter.environment >= 0
         || filter.state != ATTEST_STATE_NONE;
}
