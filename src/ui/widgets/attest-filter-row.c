/* AttestFilterRow: see the header. The toggles are one Tab stop, at the chosen one; arrows go on to
 * the next that is shown and choose it, as in a group of radio buttons. */
#include "attest-config.h"
#include "widgets/attest-filter-row.h"

#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

#define MAX_FILTERS 10

typedef struct
{
  const char *label;
  guint count;
  GtkWidget *toggle;
  GtkLabel *number;
} Filter;

struct _AttestFilterRow
{
  AdwBin parent_instance;

  Filter filters[MAX_FILTERS];
  guint n_filters;
  guint chosen;
  gboolean choosing; /* the toggles are being brought in line */
  GtkWidget *toggles;
  GtkMenuButton *button;
  GtkLabel *button_label;
  GMenu *menu;
  GSimpleAction *action;
};

G_DEFINE_FINAL_TYPE (AttestFilterRow, attest_filter_row, ADW_TYPE_BIN)

typedef enum
{
  PROP_CHOSEN = 1,
} AttestFilterRowProperty;

static GParamSpec *properties[PROP_CHOSEN + 1];

static gboolean
is_shown (AttestFilterRow *self, guint i)
{
  return i == 0 || i == self->chosen || self->filters[i].count > 0;
}

static char *
describe (const Filter *filter)
{
  /* Translators: a filter, such as "Refused", and how many rows it would show */
  return g_strdup_printf (_ ("%s, %'u"), filter->label, filter->count);
}

static void
name (GtkWidget *widget, const char *words)
{
  attest_readers_name (GTK_ACCESSIBLE (widget), words);
}

static void
update_button (AttestFilterRow *self)
{
  const Filter *filter = &self->filters[self->chosen];
  g_autofree char *text = g_strdup_printf ("%s  %'u", filter->label, filter->count);
  g_autofree char *words = describe (filter);
  g_autofree char *all = g_strdup_printf ("%s: %s", _ ("Filter"), words);

  gtk_label_set_label (self->button_label, text);
  name (gtk_widget_get_first_child (GTK_WIDGET (self->button)), all);
}

static void
update_filter (AttestFilterRow *self, guint i)
{
  Filter *filter = &self->filters[i];
  g_autofree char *number = g_strdup_printf ("%'u", filter->count);
  g_autofree char *words = describe (filter);

  gtk_label_set_label (filter->number, number);
  name (filter->toggle, words);
  gtk_widget_set_visible (filter->toggle, is_shown (self, i));
  gtk_widget_set_focusable (filter->toggle, i == self->chosen);
  if (i == self->chosen)
    update_button (self);
}

static void
update_toggle (AttestFilterRow *self, guint i)
{
  self->choosing = TRUE;
  update_filter (self, i);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->filters[i].toggle), i == self->chosen);
  self->choosing = FALSE;
}

static void
update_toggles (AttestFilterRow *self)
{
  for (guint i = 0; i < self->n_filters; i++)
    update_toggle (self, i);
  g_simple_action_set_state (self->action, g_variant_new_uint32 (self->chosen));
}

/* The chosen one stays so when it is pressed again. */
static void
toggled_cb (AttestFilterRow *self, GtkToggleButton *toggle)
{
  if (self->choosing)
    return;
  for (guint i = 0; i < self->n_filters; i++)
    if (self->filters[i].toggle == GTK_WIDGET (toggle))
      {
        if (i != self->chosen)
          attest_filter_row_set_chosen (self, i);
        else
          update_toggles (self);
      }
}

/* Returns: the next filter that is shown; @from where there is none */
static guint
find_next (AttestFilterRow *self, guint from, int step)
{
  for (int i = (int) from + step; i >= 0 && i < (int) self->n_filters; i += step)
    if (is_shown (self, (guint) i))
      return (guint) i;
  return from;
}

static gboolean
key_pressed_cb (AttestFilterRow *self, guint keyval, guint keycode, GdkModifierType state)
{
  const gboolean reversed = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  guint next = self->chosen;

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right)
    next = find_next (self, self->chosen, reversed ? -1 : 1);
  else if (keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left)
    next = find_next (self, self->chosen, reversed ? 1 : -1);
  else if (keyval == GDK_KEY_Home || keyval == GDK_KEY_KP_Home)
    next = 0;
  else if (keyval == GDK_KEY_End || keyval == GDK_KEY_KP_End)
    next = find_next (self, self->n_filters, -1);
  else
    return GDK_EVENT_PROPAGATE;
  attest_filter_row_set_chosen (self, next);
  gtk_widget_grab_focus (self->filters[next].toggle);
  return GDK_EVENT_STOP;
}

/* The menu, where there is no room for the row */

static void
chosen_cb (GSimpleAction *action, GVariant *target, AttestFilterRow *self)
{
  attest_filter_row_set_chosen (self, g_variant_get_uint32 (target));
}

static void
fill_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  AttestFilterRow *self = ATTEST_FILTER_ROW (user_data);

  g_menu_remove_all (self->menu);
  for (guint i = 0; i < self->n_filters; i++)
    if (is_shown (self, i))
      {
        g_autofree char *label =
            g_strdup_printf ("%s  %'u", self->filters[i].label, self->filters[i].count);
        g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

        g_menu_item_set_action_and_target (item, "filter.choose", "u", i);
        g_menu_append_item (self->menu, item);
      }
}

static void
make_button (AttestFilterRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE,
                                   "icon-name",
                                   "pan-down-symbolic",
                                   "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                   NULL);

  self->button_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->button_label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->button_label), "numeric");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->button_label));
  gtk_box_append (GTK_BOX (box), arrow);
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, box);
  self->menu = g_menu_new ();
  gtk_menu_button_set_menu_model (self->button, G_MENU_MODEL (self->menu));
  gtk_menu_button_set_create_popup_func (self->button, fill_menu_cb, self, NULL);
  gtk_widget_set_halign (GTK_WIDGET (self->button), GTK_ALIGN_START);
}

/* The object */

static void
attest_filter_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((AttestFilterRowProperty) id)
    {
    case PROP_CHOSEN:
      g_value_set_uint (value, ATTEST_FILTER_ROW (object)->chosen);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_filter_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((AttestFilterRowProperty) id)
    {
    case PROP_CHOSEN:
      attest_filter_row_set_chosen (ATTEST_FILTER_ROW (object), g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_filter_row_dispose (GObject *object)
{
  g_clear_object (&ATTEST_FILTER_ROW (object)->action);
  g_clear_object (&ATTEST_FILTER_ROW (object)->menu);
  G_OBJECT_CLASS (attest_filter_row_parent_class)->dispose (object);
}

static void
attest_filter_row_class_init (AttestFilterRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = attest_filter_row_get_property;
  object_class->set_property = attest_filter_row_set_property;
  object_class->dispose = attest_filter_row_dispose;
  properties[PROP_CHOSEN] =
      g_param_spec_uint ("chosen",
                         NULL,
                         NULL,
                         0,
                         MAX_FILTERS - 1,
                         0,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "filterrow");
}

static void
add_actions (AttestFilterRow *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  self->action =
      g_simple_action_new_stateful ("choose", G_VARIANT_TYPE_UINT32, g_variant_new_uint32 (0));
  g_signal_connect (self->action, "activate", G_CALLBACK (chosen_cb), self);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (self->action));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "filter", G_ACTION_GROUP (group));
}

static void
attest_filter_row_init (AttestFilterRow *self)
{
  GtkWidget *squeezer = adw_squeezer_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->toggles =
      g_object_new (GTK_TYPE_BOX, "spacing", 3, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  name (self->toggles, _ ("Filter"));
  make_button (self);
  add_actions (self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (
      keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->toggles, keys);
  adw_squeezer_set_homogeneous (ADW_SQUEEZER (squeezer), FALSE);
  adw_squeezer_add (ADW_SQUEEZER (squeezer), self->toggles);
  adw_squeezer_add (ADW_SQUEEZER (squeezer), GTK_WIDGET (self->button));
  adw_bin_set_child (ADW_BIN (self), squeezer);
}

/**
 * attest_filter_row_add:
 * @self: a row
 * @label: a filter's name, translated; kept as it is
 *
 * Adds a filter behind the others. The first is chosen until another is.
 */
void
attest_filter_row_add (AttestFilterRow *self, const char *label)
{
  Filter *filter = NULL;
  GtkWidget *box = NULL;

  g_return_if_fail (ATTEST_IS_FILTER_ROW (self));
  g_return_if_fail (self->n_filters < MAX_FILTERS);

  filter = &self->filters[self->n_filters++];
  filter->label = label;
  filter->number = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (filter->number), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (filter->number), "dim-label");
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (box), gtk_label_new (label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (filter->number));
  filter->toggle = gtk_toggle_button_new ();
  gtk_button_set_child (GTK_BUTTON (filter->toggle), box);
  gtk_widget_add_css_class (filter->toggle, "flat");
  g_signal_connect_object (
      filter->toggle, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->toggles), filter->toggle);
  update_toggle (self, self->n_filters - 1);
}

/**
 * attest_filter_row_set_count:
 * @self: a row
 * @filter: the number of a filter, in the order they were added
 * @count: how many rows it would show
 */
void
attest_filter_row_set_count (AttestFilterRow *self, guint filter, guint count)
{
  g_return_if_fail (ATTEST_IS_FILTER_ROW (self));
  g_return_if_fail (filter < self->n_filters);

  if (self->filters[filter].count == count)
    return;
  self->filters[filter].count = count;
  update_filter (self, filter);
}

/**
 * attest_filter_row_get_chosen:
 * @self: a row
 *
 * Returns: the number of the filter that is chosen
 */
guint
attest_filter_row_get_chosen (AttestFilterRow *self)
{
  g_return_val_if_fail (ATTEST_IS_FILTER_ROW (self), 0);

  return self->chosen;
}

/**
 * attest_filter_row_set_chosen:
 * @self: a row
 * @filter: the number of a filter
 */
void
attest_filter_row_set_chosen (AttestFilterRow *self, guint filter)
{
  g_return_if_fail (ATTEST_IS_FILTER_ROW (self));
  g_return_if_fail (filter < self->n_filters);

  if (self->chosen == filter)
    return;
  self->chosen = filter;
  update_toggles (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
}
