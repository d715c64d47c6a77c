/* AttestFieldHeading: see the header. Holds its record. Main thread. */
#include "attest-config.h"
#include "editor/attest-field-heading.h"

#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

struct _AttestFieldHeading
{
  GtkBox parent_instance;

  AttestRecord *record;
  const AttestField *field;
  GtkWidget *required; /* nullable: seen once it was passed by */
  GtkWidget *info;     /* nullable: explains */
};

G_DEFINE_FINAL_TYPE (AttestFieldHeading, attest_field_heading, GTK_TYPE_BOX)

static void
attest_field_heading_dispose (GObject *object)
{
  AttestFieldHeading *self = ATTEST_FIELD_HEADING (object);

  self->required = self->info = NULL;
  g_clear_object (&self->record);
  G_OBJECT_CLASS (attest_field_heading_parent_class)->dispose (object);
}

static void
attest_field_heading_class_init (AttestFieldHeadingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_field_heading_dispose;
}

static void
attest_field_heading_init (AttestFieldHeading *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 4);
}

static void
popover_closed_cb (GtkWidget *popover)
{
  gtk_widget_unparent (popover);
}

static void
info_clicked_cb (AttestFieldHeading *self)
{
  g_autofree char *help = attest_field_heading_dup_help (self->record, self->field);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *label = gtk_label_new (help);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_popover_set_child (GTK_POPOVER (popover), label);
  gtk_widget_set_parent (popover, self->info);
  g_signal_connect_after (popover, "closed", G_CALLBACK (popover_closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* The keyboard need not stop here: the form explains the field that has it. */
static void
add_info (AttestFieldHeading *self)
{
  const char *help = attest_field_get_help (attest_record_get_schema (self->record), self->field);

  if (help == NULL)
    return;
  self->info = gtk_button_new_from_icon_name ("help-about-symbolic");
  gtk_widget_add_css_class (self->info, "flat");
  gtk_widget_add_css_class (self->info, "info");
  gtk_widget_set_focusable (self->info, FALSE);
  gtk_widget_set_tooltip_text (self->info, help);
  attest_readers_name (GTK_ACCESSIBLE (self->info), _ ("Help"));
  g_signal_connect_swapped (self->info, "clicked", G_CALLBACK (info_clicked_cb), self);
  gtk_widget_set_visible (self->info, FALSE);
  gtk_box_append (GTK_BOX (self), self->info);
}

static void
add_caption (AttestFieldHeading *self, gboolean is_required)
{
  const AttestSchema *schema = attest_record_get_schema (self->record);
  g_autofree char *name = g_strdup_printf (
      "%s%s", attest_field_get_caption (schema, self->field), is_required ? " *" : "");
  GtkWidget *label = gtk_label_new (name);

  gtk_widget_add_css_class (label, "field-label");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (self), label);
}

/**
 * attest_field_heading_new:
 * @record: a record
 * @field: one of its fields
 *
 * Returns: (transfer floating): the heading
 */
GtkWidget *
attest_field_heading_new (AttestRecord *record, const AttestField *field)
{
  AttestFieldHeading *self = g_object_new (ATTEST_TYPE_FIELD_HEADING, NULL);
  const gboolean is_required = field->required && !attest_field_is_list (field);

  self->record = g_object_ref (record);
  self->field = field;
  add_caption (self, is_required);
  if (is_required)
    {
      self->required = gtk_label_new (_ ("Required"));
      gtk_widget_add_css_class (self->required, "required-mark");
      gtk_box_append (GTK_BOX (self), self->required);
    }
  add_info (self);
  return GTK_WIDGET (self);
}

/**
 * attest_field_heading_dup_help:
 * @record: a record
 * @field: one of its fields
 *
 * Returns: (transfer full) (nullable): what the field, or what was chosen in it, is about
 */
char *
attest_field_heading_dup_help (AttestRecord *record, const AttestField *field)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  const AttestChoice *choice = NULL;

  if (field->kind == ATTEST_FIELD_CHOICE)
    choice = attest_field_find_choice (
        field, attest_record_get_text (record, attest_schema_index (schema, field)));
  if (choice != NULL && choice->explanation != NULL)
    return g_strdup (attest_choice_get_explanation (schema, choice));
  return g_strdup (attest_field_get_help (schema, field));
}

/**
 * attest_field_heading_set_passed:
 * @self: a heading
 * @passed: whether the field is required, was left empty, and nobody is blamed for that yet
 */
void
attest_field_heading_set_passed (AttestFieldHeading *self, gboolean passed)
{
  g_return_if_fail (ATTEST_IS_FIELD_HEADING (self));

  if (self->required != NULL)
    gtk_widget_set_visible (self->required, passed);
}

/**
 * attest_field_heading_set_looked_at:
 * @self: a heading
 * @looked_at: whether somebody is at the field, so that what explains it is offered
 */
void
attest_field_heading_set_looked_at (AttestFieldHeading *self, gboolean looked_at)
{
  g_return_if_fail (ATTEST_IS_FIELD_HEADING (self));

  if (self->info != NULL)
    gtk_widget_set_visible (self->info, looked_at);
}
