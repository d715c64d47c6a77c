/* AttestDetailsLine: see the header. What is wrong in the groups opens them, and what is being
 * typed there never closes them. The groups belong to the form. Main thread. */
#include "attest-config.h"
#include "details/attest-details-line.h"

#include "widgets/attest-plain.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

struct _AttestDetailsLine
{
  GtkBox parent_instance;

  AttestFormContext *context; /* not owned: the form has it as long as this */
  AttestPresets *presets;
  GPtrArray *groups; /* of GtkWidget, not owned: they stand in the same form */
  gboolean is_open;

  GtkLabel *heading;
  GtkLabel *said;
  GtkWidget *choose;
  GtkWidget *button;
  GtkImage *arrow;
  GtkLabel *summary;
};

G_DEFINE_FINAL_TYPE (AttestDetailsLine, attest_details_line, GTK_TYPE_BOX)

static AttestRecord *
get_record (AttestDetailsLine *self)
{
  return attest_form_context_get_root (self->context);
}

/* "Korea Accreditation Board (KAB)" */
static void
add_section (GString *summary, AttestRecord *record, const char *section)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  const gsize begin = summary->len;

  for (guint i = 0; i < schema->n_fields; i++)
    {
      const AttestField *field = &schema->fields[i];
      const char *text =
          field->detail == ATTEST_DETAIL_FIXED && g_strcmp0 (field->section, section) == 0
              ? attest_record_get_text (record, i)
              : "";

      if (*text == '\0')
        continue;
      if (summary->len == begin)
        g_string_append_printf (summary, "%s%s", begin > 0 ? " · " : "", text);
      else
        g_string_append_printf (summary, field->code ? " (%s)" : " %s", text);
    }
}

static char *
make_summary (AttestRecord *record)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  GString *summary = g_string_new (NULL);

  for (guint i = 0; i < schema->n_fields; i++)
    if (schema->fields[i].detail == ATTEST_DETAIL_FIXED
        && (i == 0 || g_strcmp0 (schema->fields[i].section, schema->fields[i - 1].section) != 0))
      add_section (summary, record, schema->fields[i].section);
  return g_string_free (summary, FALSE);
}

static char *
make_heading (const AttestSchema *schema)
{
  GString *heading = g_string_new (NULL);

  for (guint i = 1; i < schema->n_fields; i++)
    if (schema->fields[i].detail == ATTEST_DETAIL_FIXED
        && g_strcmp0 (schema->fields[i].section, schema->fields[i - 1].section) != 0)
      g_string_append_printf (heading,
                              "%s%s",
                              heading->len > 0 ? " · " : "",
                              attest_field_get_section (schema, &schema->fields[i]));
  return g_string_free (heading, FALSE);
}

/* Whether anything is said of a field of the groups. */
static gboolean
has_trouble (AttestDetailsLine *self)
{
  AttestFormProblems *problems = attest_form_context_get_problems (self->context);
  AttestRecord *record = get_record (self);
  const AttestSchema *schema = attest_record_get_schema (record);

  for (guint i = 0; i < schema->n_fields; i++)
    if (schema->fields[i].detail == ATTEST_DETAIL_FIXED
        && (attest_form_problems_get (problems, record, &schema->fields[i]) != NULL
            || attest_form_problems_get_reply (problems, record, &schema->fields[i]) != NULL))
      return TRUE;
  return FALSE;
}

static gboolean
has_focus_within (AttestDetailsLine *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    if (gtk_widget_get_focus_child (g_ptr_array_index (self->groups, i)) != NULL)
      return TRUE;
  return FALSE;
}

static void
show (AttestDetailsLine *self)
{
  const AttestPreset *set = attest_presets_find_details_of (self->presets, get_record (self));
  g_autoptr (GPtrArray) sets = attest_presets_list (
      self->presets, ATTEST_PRESET_DETAILS, attest_record_get_schema (get_record (self)));
  g_autofree char *summary = make_summary (get_record (self));

  for (guint i = 0; i < self->groups->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->groups, i), self->is_open);
  gtk_widget_set_visible (GTK_WIDGET (self), sets->len > 0);
  gtk_image_set_from_icon_name (self->arrow,
                                self->is_open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_STATE_EXPANDED, self->is_open, -1);
  gtk_label_set_label (self->summary, *summary != '\0' ? summary : _ ("Not entered yet"));
  gtk_label_set_label (self->said,
                       set == NULL     ? _ ("not one of your details")
                       : sets->len > 1 ? set->name
                                       : _ ("your details"));
  gtk_widget_set_visible (self->choose, sets->len > 1 || (sets->len == 1 && set == NULL));
}

static void
changed_cb (AttestDetailsLine *self)
{
  if (!self->is_open
      && (attest_presets_find_details_of (self->presets, get_record (self)) == NULL
          || has_trouble (self)))
    self->is_open = TRUE;
  show (self);
}

static void
clicked_cb (AttestDetailsLine *self)
{
  self->is_open = !self->is_open;
  show (self);
}

/* "details-line.use": another set, as one step of undo. */
static void
use_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestDetailsLine *self = ATTEST_DETAILS_LINE (widget);
  const AttestPreset *set =
      attest_presets_find (self->presets, g_variant_get_string (parameter, NULL));
  AttestUndo *undo = attest_form_context_get_undo (self->context);

  if (set == NULL)
    return;
  if (undo != NULL)
    attest_undo_begin_group (undo);
  attest_preset_fill (set, get_record (self));
  if (undo != NULL)
    attest_undo_end_group (undo);
  self->is_open = has_focus_within (self) || has_trouble (self);
  show (self);
}

static void
make_menu_cb (GtkMenuButton *button, gpointer data)
{
  AttestDetailsLine *self = data;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();
  g_autoptr (GPtrArray) sets = attest_presets_list (
      self->presets, ATTEST_PRESET_DETAILS, attest_record_get_schema (get_record (self)));

  for (guint i = 0; i < sets->len; i++)
    {
      const AttestPreset *set = g_ptr_array_index (sets, i);
      g_autofree char *label = attest_plain_dup_label (set->name);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "details-line.use", "s", set->id);
      g_menu_append_item (menu, item);
    }
  g_menu_append (more, _ ("Your _Details…"), "app.details");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
attest_details_line_dispose (GObject *object)
{
  AttestDetailsLine *self = ATTEST_DETAILS_LINE (object);

  g_clear_object (&self->presets);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  G_OBJECT_CLASS (attest_details_line_parent_class)->dispose (object);
}

static void
attest_details_line_class_init (AttestDetailsLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_details_line_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "details-line.use", "s", use_cb);
}

static GtkLabel *
make_label (const char *css_class, gboolean expands)
{
  GtkWidget *label = gtk_label_new (NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, expands);
  return GTK_LABEL (label);
}

static void
make_button (AttestDetailsLine *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->arrow = GTK_IMAGE (gtk_image_new ());
  self->summary = make_label (NULL, TRUE);
  self->said = make_label ("field-says", FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->arrow));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->summary));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->said));
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_hexpand (self->button, TRUE);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
}

static void
attest_details_line_init (AttestDetailsLine *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->groups = g_ptr_array_new ();
  self->heading = make_label ("heading", FALSE);
  make_button (self);
  self->choose = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->choose), "view-more-symbolic");
  gtk_widget_add_css_class (self->choose, "flat");
  gtk_widget_set_tooltip_text (self->choose, _ ("Use Other Details"));
  attest_readers_name (GTK_ACCESSIBLE (self->choose), _ ("Use Other Details"));
  attest_readers_describe (GTK_ACCESSIBLE (self->choose), NULL);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->choose), make_menu_cb, self, NULL);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "details-line");
  gtk_box_append (GTK_BOX (card), self->button);
  gtk_box_append (GTK_BOX (card), self->choose);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->heading));
  gtk_box_append (GTK_BOX (self), card);
}

/**
 * attest_details_line_new:
 * @context: the form's
 * @presets: the user's details
 *
 * Returns: (transfer floating): the line; its groups are to be added, and then it is settled
 */
GtkWidget *
attest_details_line_new (AttestFormContext *context, AttestPresets *presets)
{
  AttestDetailsLine *self = g_object_new (ATTEST_TYPE_DETAILS_LINE, NULL);
  g_autofree char *heading =
      make_heading (attest_record_get_schema (attest_form_context_get_root (context)));

  self->context = context;
  self->presets = g_object_ref (presets);
  gtk_label_set_label (self->heading, heading);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->heading,
                                  self->summary,
                                  self->said,
                                  NULL,
                                  -1);
  g_signal_connect_object (
      get_record (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (presets, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * attest_details_line_add_group:
 * @self: the line
 * @group: a group of fields that stands in the same form
 */
void
attest_details_line_add_group (AttestDetailsLine *self, GtkWidget *group)
{
  g_return_if_fail (ATTEST_IS_DETAILS_LINE (self));
  g_ptr_array_add (self->groups, group);
}

/**
 * attest_details_line_settle:
 * @self: the line, with all its groups
 *
 * Folds them if what stands there is known.
 */
void
attest_details_line_settle (AttestDetailsLine *self)
{
  g_return_if_fail (ATTEST_IS_DETAILS_LINE (self));
  self->is_open = FALSE;
  changed_cb (self);
}

/**
 * attest_details_line_open_for:
 * @self: the line
 * @row: what is to be seen, perhaps in one of its groups
 */
void
attest_details_line_open_for (AttestDetailsLine *self, GtkWidget *row)
{
  g_return_if_fail (ATTEST_IS_DETAILS_LINE (self));
  for (guint i = 0; i < self->groups->len && !self->is_open; i++)
    if (gtk_widget_is_ancestor (row, g_ptr_array_index (self->groups, i)))
      {
        self->is_open = TRUE;
        show (self);
      }
}
