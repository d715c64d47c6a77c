/* AttestFieldDay: see the header. Holds its record. Main thread. */
#include "attest-config.h"
#include "editor/attest-field-day.h"

#include "base/attest-str.h"
#include "widgets/attest-time-text.h"

#include <glib/gi18n.h>

struct _AttestFieldDay
{
  GtkWidget parent_instance;

  AttestRecord *record;
  const AttestField *field;
  const AttestFieldExtra *extra; /* nullable */
  GtkWidget *says;
  GtkWidget *offer; /* nullable: takes over what is offered */
};

G_DEFINE_FINAL_TYPE (AttestFieldDay, attest_field_day, GTK_TYPE_WIDGET)

enum
{
  TAKEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static guint
get_index (AttestFieldDay *self)
{
  return attest_schema_index (attest_record_get_schema (self->record), self->field);
}

/* The day, or the moment in UTC. */
static char *
dup_words (AttestFieldDay *self)
{
  AttestDateReading day;
  gint64 moment = 0;

  if (self->field->kind == ATTEST_FIELD_DATE)
    attest_record_read_date (self->record, get_index (self), &day);
  else if (attest_record_read_moment (self->record, get_index (self), &day, &moment)
           != ATTEST_DATE_FINE)
    return NULL;
  else if (day.n_readings == 0 || moment != attest_date_get_midnight (&day.readings[0]))
    return attest_time_format_moment (moment);
  return day.fault == ATTEST_DATE_FINE ? attest_time_format_date (&day.readings[0]) : NULL;
}

static char *
dup_offer (AttestFieldDay *self)
{
  return self->offer != NULL
                 && attest_str_is_blank (attest_record_get_text (self->record, get_index (self)))
             ? self->extra->offer (self->record)
             : NULL;
}

static void
show_offer (AttestFieldDay *self, const char *offer)
{
  g_autoptr (GString) label = g_string_new (_ (self->extra->offer_label));

  g_string_replace (label, "%s", offer, 1);
  gtk_label_set_label (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->offer))), label->str);
  gtk_widget_set_tooltip_text (self->offer, label->str);
}

static void
attest_field_day_dispose (GObject *object)
{
  AttestFieldDay *self = ATTEST_FIELD_DAY (object);

  g_clear_pointer (&self->says, gtk_widget_unparent);
  g_clear_pointer (&self->offer, gtk_widget_unparent);
  g_clear_object (&self->record);
  G_OBJECT_CLASS (attest_field_day_parent_class)->dispose (object);
}

static void
attest_field_day_class_init (AttestFieldDayClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_field_day_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "fieldday");
  signals[TAKEN] = g_signal_new (
      "taken", ATTEST_TYPE_FIELD_DAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_field_day_init (AttestFieldDay *self)
{
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  self->says = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->says, "field-says");
  gtk_label_set_xalign (GTK_LABEL (self->says), 0);
  gtk_label_set_wrap (GTK_LABEL (self->says), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->says), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_parent (self->says, GTK_WIDGET (self));
}

/* Enter in the field does the same. */
static void
add_offer (AttestFieldDay *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  self->offer = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->offer), label);
  gtk_widget_add_css_class (self->offer, "offer");
  gtk_widget_add_css_class (self->offer, "flat");
  gtk_widget_set_halign (self->offer, GTK_ALIGN_START);
  gtk_widget_set_focusable (self->offer, FALSE);
  g_signal_connect_swapped (self->offer, "clicked", G_CALLBACK (attest_field_day_take), self);
  gtk_widget_set_parent (self->offer, GTK_WIDGET (self));
}

/**
 * attest_field_day_new:
 * @record: a record
 * @field: one of its fields, a day or a moment
 * @extra: (nullable): what the field has beyond its kind
 *
 * Returns: (transfer floating): the line, to be updated when the record was edited
 */
GtkWidget *
attest_field_day_new (AttestRecord *record, const AttestField *field, const AttestFieldExtra *extra)
{
  AttestFieldDay *self = g_object_new (ATTEST_TYPE_FIELD_DAY, NULL);

  self->record = g_object_ref (record);
  self->field = field;
  self->extra = extra;
  if (extra != NULL && extra->offer != NULL)
    add_offer (self);
  return GTK_WIDGET (self);
}

/**
 * attest_field_day_update:
 * @self: the line
 * @has_message: whether something is said below it, which gets the room of a line without words
 *
 * Says what the record holds by now, or offers what follows from it.
 */
void
attest_field_day_update (AttestFieldDay *self, gboolean has_message)
{
  g_autofree char *words = NULL;
  g_autofree char *offer = NULL;

  g_return_if_fail (ATTEST_IS_FIELD_DAY (self));

  words = dup_words (self);
  offer = dup_offer (self);
  gtk_label_set_label (GTK_LABEL (self->says), words != NULL ? words : "");
  gtk_widget_set_visible (self->says, offer == NULL && (words != NULL || !has_message));
  if (self->offer == NULL)
    return;
  gtk_widget_set_visible (self->offer, offer != NULL);
  if (offer != NULL)
    show_offer (self, offer);
}

/**
 * attest_field_day_take:
 * @self: the line
 *
 * Fills the field with what is offered, if anything is.
 */
void
attest_field_day_take (AttestFieldDay *self)
{
  g_autofree char *offer = NULL;

  g_return_if_fail (ATTEST_IS_FIELD_DAY (self));

  offer = dup_offer (self);
  if (offer == NULL)
    return;
  attest_record_set_text (self->record, get_index (self), offer);
  g_signal_emit (self, signals[TAKEN], 0);
}
