/* Control for a date or a date with time: an entry that takes any common form, and a calendar.
 * A day picked there is written as 2029-03-19. The keyboard reaches it with Down.
 * Main thread. */
#include "attest-config.h"

#include "editor/attest-control.h"
#include "editor/attest-text-binding.h"
#include "widgets/attest-tooltip.h"

#include <glib/gi18n.h>

typedef struct
{
  AttestRecord *record;
  const AttestField *field;
  guint index;
  GtkMenuButton *button; /* not owned, its box owns us */
  GtkWidget *entry;
  gboolean showing;
  guint picked; /* a day may have been picked */
} Date;

static void
date_free (gpointer data)
{
  Date *self = data;

  g_clear_handle_id (&self->picked, g_source_remove);
  g_object_unref (self->record);
  g_free (self);
}

/* The day that was typed, or the first of what may be meant. */
static GDateTime *
get_day (Date *self)
{
  AttestDateReading day;

  attest_record_read_date (self->record, self->index, &day);
  if (day.n_readings == 0)
    return g_date_time_new_now_local ();
  return g_date_time_new_local (g_date_get_year (&day.readings[0]),
                                g_date_get_month (&day.readings[0]),
                                g_date_get_day (&day.readings[0]),
                                0,
                                0,
                                0);
}

static GtkCalendar *
get_calendar (Date *self)
{
  return GTK_CALENDAR (gtk_popover_get_child (gtk_menu_button_get_popover (self->button)));
}

static gboolean
take_day_cb (gpointer user_data)
{
  Date *self = user_data;
  g_autoptr (GDateTime) day = gtk_calendar_get_date (get_calendar (self));
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

  self->picked = 0;
  attest_record_set_text (self->record, self->index, text);
  gtk_menu_button_popdown (self->button);
  return G_SOURCE_REMOVE;
}

static void
day_selected_cb (Date *self)
{
  if (!self->showing && self->picked == 0)
    self->picked = g_idle_add_full (G_PRIORITY_HIGH_IDLE, take_day_cb, self, NULL);
}

/* Leafing through months and years selects a day as well, and says so before this: nobody meant
 * it. A day of the next month that is clicked on is selected once more behind it. */
static void
leafed_cb (Date *self)
{
  g_clear_handle_id (&self->picked, g_source_remove);
}

/* Whoever came with the pointer is at the date as well. */
static void
closed_cb (Date *self)
{
  gtk_widget_grab_focus (self->entry);
}

static void
show_day (GtkCalendar *calendar, Date *self)
{
  g_autoptr (GDateTime) day = get_day (self);

  self->showing = TRUE;
  gtk_calendar_select_day (calendar, day);
  self->showing = FALSE;
}

/* Calendars are heavy: made when first asked for. */
static void
make_popover_cb (GtkMenuButton *button, gpointer user_data)
{
  static const char *const leafings[] = { "next-month", "prev-month", "next-year", "prev-year" };
  Date *self = user_data;
  GtkWidget *calendar = NULL;
  GtkWidget *popover = NULL;

  if (gtk_menu_button_get_popover (button) != NULL)
    {
      show_day (get_calendar (self), self);
      return;
    }
  calendar = gtk_calendar_new ();
  popover = gtk_popover_new ();
  show_day (GTK_CALENDAR (calendar), self);
  g_signal_connect_swapped (calendar, "day-selected", G_CALLBACK (day_selected_cb), self);
  for (guint i = 0; i < G_N_ELEMENTS (leafings); i++)
    g_signal_connect_swapped (calendar, leafings[i], G_CALLBACK (leafed_cb), self);
  g_signal_connect_swapped (popover, "closed", G_CALLBACK (closed_cb), self);
  /* The tooltip would lie upon it. */
  g_object_bind_property (popover, "visible", button, "has-tooltip", G_BINDING_INVERT_BOOLEAN);
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (button, popover);
}

static gboolean
open_calendar_cb (GtkWidget *entry, GVariant *parameters, gpointer user_data)
{
  Date *self = user_data;

  gtk_menu_button_popup (self->button);
  return TRUE;
}

static GtkWidget *
make_button (Date *self)
{
  const AttestSchema *schema = attest_record_get_schema (self->record);
  GtkWidget *button = gtk_menu_button_new ();
  /* TRANSLATORS: %s is the name of a date, such as "Issue date" */
  g_autofree char *name = g_strdup_printf (_ ("Pick From a Calendar: %s"),
                                           attest_field_get_label (schema, self->field));

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_widget_set_focusable (gtk_widget_get_first_child (button), FALSE);
  attest_tooltip_name (button, name, _ ("Pick From a Calendar (Down)"));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), make_popover_cb, self, NULL);
  return button;
}

static void
add_key (Date *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  const GdkModifierType modifiers[] = { 0, GDK_ALT_MASK };

  for (guint i = 0; i < G_N_ELEMENTS (modifiers); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (keys),
        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Down, modifiers[i]),
                          gtk_callback_action_new (open_calendar_cb, self, NULL)));
  gtk_widget_add_controller (self->entry, keys);
}

/* An entry with a calendar button. */
AttestControl
attest_date_control_new (AttestFormContext *context, AttestRecord *record, const AttestField *field)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *button = NULL;
  Date *self = g_new0 (Date, 1);

  self->record = g_object_ref (record);
  self->field = field;
  self->index = attest_schema_index (attest_record_get_schema (record), field);
  self->entry = gtk_entry_new ();
  attest_text_binding_attach_entry (GTK_ENTRY (self->entry), record, self->index);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 10);
  gtk_widget_set_hexpand (self->entry, TRUE);
  button = make_button (self);
  self->button = GTK_MENU_BUTTON (button);
  add_key (self);

  gtk_widget_add_css_class (box, "linked");
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), button);
  g_object_set_data_full (G_OBJECT (box), "attest-date", self, date_free);
  return (AttestControl){ .widget = box, .focus = self->entry };
}
