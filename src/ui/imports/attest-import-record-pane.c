/* AttestImportRecordPane: see the header. What is edited is a decision about that record: it can be
 * undone, and the file is never changed. */
#include "attest-config.h"
#include "imports/attest-import-record-pane.h"

#include "imports/attest-import-choice.h"
#include "imports/attest-import-words.h"
#include "sheet/attest-grid-parts.h"
#include "widgets/attest-plain.h"

#include <glib/gi18n.h>

#define PATH_KEY "attest-path"

#define MOST_FIELDS 200
#define MOST_ROWS 20 /* of the file */

struct _AttestImportRecordPane
{
  AdwBin parent_instance;

  AttestImport *import; /* not owned: the window's */
  AttestImportRecord *record;
  AttestImportPart *part; /* (nullable): all that is shown of it */
  gboolean shows_source;
  AdwPreferencesPage *page;
  AdwPreferencesGroup *group; /* that rows are added to */
  GPtrArray *groups;          /* of AdwPreferencesGroup, owned by the page */
  GPtrArray *controls;        /* of GtkWidget, likewise: where something is edited */
};

G_DEFINE_FINAL_TYPE (AttestImportRecordPane, attest_import_record_pane, ADW_TYPE_BIN)

static void
begin_group (AttestImportRecordPane *self, const char *title, const char *words)
{
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  g_autofree char *escaped_words = words != NULL ? g_markup_escape_text (words, -1) : NULL;

  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, escaped);
  adw_preferences_group_set_description (self->group, escaped_words);
  adw_preferences_page_add (self->page, self->group);
  g_ptr_array_add (self->groups, self->group);
}

/* A row that is only read */
static void
add_words (AttestImportRecordPane *self, const char *title, const char *words)
{
  GtkWidget *row = g_object_new (
      ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle", words, NULL);

  gtk_widget_add_css_class (row, "attest-property");
  adw_preferences_group_add (self->group, row);
}

/* Editing */

static AttestProblem *
find_problem (AttestImportRecordPane *self, const char *path)
{
  GPtrArray *problems = attest_import_record_get_problems (self->record);

  for (guint i = 0; i < problems->len; i++)
    if (g_strcmp0 (attest_problem_get_path (g_ptr_array_index (problems, i)), path) == 0)
      return g_ptr_array_index (problems, i);
  return NULL;
}

static GtkWidget *
make_label (const char *words, const char *style_class)
{
  GtkWidget *label = attest_plain_label_new (words, "caption");

  gtk_widget_add_css_class (label, style_class);
  return label;
}

/* What is wrong with a field, and what the file has there, stand below it. */
static void
add_notes (AttestImportRecordPane *self, GtkWidget *box, const char *path, const char *text)
{
  AttestProblem *problem = find_problem (self, path);
  const char *cell = attest_import_find_cell (self->import, self->record, path);
  g_autofree char *source = g_strdup_printf (_ ("In the file: “%s”"), cell);

  if (problem != NULL)
    gtk_box_append (GTK_BOX (box),
                    make_label (attest_problem_get_message (problem),
                                attest_problem_get_severity (problem) == ATTEST_SEVERITY_ERROR
                                    ? "error"
                                    : "warning"));
  if (cell != NULL && g_strcmp0 (cell, text) != 0)
    gtk_box_append (GTK_BOX (box), make_label (source, "dim-label"));
}

static GtkWidget *
make_choice (const AttestSchema *schema, const AttestField *field, const char *text)
{
  GtkWidget *choice = attest_import_choice_new (attest_field_get_label (schema, field));

  attest_import_choice_add (ATTEST_IMPORT_CHOICE (choice), _ ("Not Set"), "");
  for (const AttestChoice *each = field->choices; each != NULL && each->wire != NULL; each++)
    attest_import_choice_add (
        ATTEST_IMPORT_CHOICE (choice), attest_choice_get_label (schema, each), each->wire);
  if (field->kind == ATTEST_FIELD_FLAG)
    {
      attest_import_choice_add (ATTEST_IMPORT_CHOICE (choice), _ ("Yes"), "yes");
      attest_import_choice_add (ATTEST_IMPORT_CHOICE (choice), _ ("No"), "no");
    }
  attest_import_choice_select (ATTEST_IMPORT_CHOICE (choice), text);
  return choice;
}

static GtkWidget *
make_control (AttestImportRecordPane *self,
              const AttestSchema *schema,
              const AttestField *field,
              const char *text,
              const char *path)
{
  const gboolean is_choice = field->kind == ATTEST_FIELD_CHOICE || field->kind == ATTEST_FIELD_FLAG;
  g_autofree char *key =
      attest_decisions_make_key (attest_import_record_get_row (self->record), path);
  GtkWidget *control = is_choice
                           ? make_choice (schema, field, text)
                           : attest_import_entry_new (attest_field_get_label (schema, field), text);

  if (is_choice)
    attest_import_choice_decides (
        ATTEST_IMPORT_CHOICE (control), self->import, ATTEST_DECIDE_EDIT, key);
  else
    attest_import_entry_decides (control, self->import, ATTEST_DECIDE_EDIT, key);
  g_object_set_data_full (G_OBJECT (control), PATH_KEY, g_strdup (path), g_free);
  g_ptr_array_add (self->controls, control);
  return control;
}

static void
add_field (AttestImportRecordPane *self,
           AttestRecord *record,
           const AttestField *field,
           const char *path)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  g_autofree char *text = attest_sheet_dup_field (record, field);
  AttestProblem *problem = find_problem (self, path);
  GtkWidget *box = NULL;
  GtkWidget *control = NULL;

  if ((*text == '\0' && problem == NULL && self->part == NULL)
      || self->controls->len >= MOST_FIELDS)
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  control = make_control (self, schema, field, text, path);
  if (problem != NULL && attest_problem_get_severity (problem) == ATTEST_SEVERITY_ERROR)
    gtk_widget_add_css_class (control, "error");
  gtk_widget_add_css_class (box, "import-field");
  gtk_box_append (GTK_BOX (box), make_label (attest_field_get_label (schema, field), "dim-label"));
  gtk_box_append (GTK_BOX (box), control);
  add_notes (self, box, path, text);
  adw_preferences_group_add (
      self->group,
      g_object_new (
          ADW_TYPE_PREFERENCES_ROW, "child", box, "activatable", FALSE, "focusable", FALSE, NULL));
}

/* Tags, and what stands in records below records, in the group of the record they belong to */
static void
add_fields (AttestImportRecordPane *self, AttestRecord *record, const char *prefix)
{
  const AttestSchema *schema = attest_record_get_schema (record);

  for (guint i = 0; i < schema->n_fields; i++)
    {
      const AttestField *field = &schema->fields[i];
      g_autofree char *path = g_strconcat (prefix, attest_field_get_path_name (field), NULL);

      if (!attest_field_is_list (field))
        add_field (self, record, field, path);
      else if (*prefix != '\0')
        for (guint j = 0; j < attest_record_list_get_length (attest_record_get_list (record, i));
             j++)
          {
            g_autofree char *below =
                g_strdup_printf (field->kind == ATTEST_FIELD_TAGS ? "%s[%u]" : "%s[%u].", path, j);

            add_fields (
                self, attest_record_list_get (attest_record_get_list (record, i), j), below);
          }
    }
}

/* @part: (nullable): the only one, with what it stands in */
static void
add_lists (AttestImportRecordPane *self, AttestRecord *record, AttestImportPart *part)
{
  const AttestSchema *schema = attest_record_get_schema (record);

  for (guint i = 0; i < schema->n_fields; i++)
    {
      const AttestField *field = &schema->fields[i];
      AttestRecordList *list =
          field->kind == ATTEST_FIELD_RECORDS ? attest_record_get_list (record, i) : NULL;

      for (guint j = 0; list != NULL && j < attest_record_list_get_length (list); j++)
        {
          g_autofree char *prefix =
              g_strdup_printf ("%s[%u].", attest_field_get_path_name (field), j);
          g_autofree char *title =
              attest_import_name_item (attest_record_list_get (list, j), j + 1);

          if (part != NULL && !g_str_has_prefix (attest_import_part_get_path (part), prefix))
            continue;
          begin_group (self, title, NULL);
          add_fields (self, attest_record_list_get (list, j), prefix);
        }
    }
}

static char *
describe_change (const AttestDifference *change)
{
  if (!attest_difference_has_values (change))
    return g_strdup (change->effect != NULL ? change->effect : "");
  return g_strdup_printf ("%s → %s",
                          change->old_text != NULL ? change->old_text : "—",
                          change->new_text != NULL ? change->new_text : "—");
}

static void
add_changes (AttestImportRecordPane *self, const char *title, GPtrArray *changes)
{
  if (changes == NULL || changes->len == 0)
    return;
  begin_group (self, title, NULL);
  for (guint i = 0; i < changes->len; i++)
    {
      const AttestDifference *change = g_ptr_array_index (changes, i);
      g_autofree char *words = describe_change (change);

      add_words (self, change->label, words);
    }
}

static void
take_sheet_cb (AttestImportRecordPane *self, GtkWidget *button)
{
  g_autofree char *key = g_strdup_printf ("%u", attest_import_record_get_row (self->record));

  attest_import_decide (self->import, ATTEST_DECIDE_CONFLICT, key, "sheet");
}

static void
add_conflict (AttestImportRecordPane *self)
{
  GtkWidget *button = NULL;

  if (attest_import_record_get_effect (self->record) != ATTEST_IMPORT_EFFECT_CONFLICT)
    return;
  add_changes (self, _ ("Edited Here Since"), attest_import_record_get_conflict (self->record));
  button = gtk_button_new_with_mnemonic (_ ("Use the _Sheet’s Value"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (take_sheet_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (self->group, button);
}

static void
fill_record (AttestImportRecordPane *self)
{
  AttestRecord *record = attest_import_record_get_record (self->record);
  const AttestSchema *schema = attest_record_get_schema (record);

  if (self->part == NULL)
    {
      add_conflict (self);
      add_changes (self, _ ("Changed"), attest_import_record_get_changes (self->record));
      begin_group (self, attest_schema_get_title (schema), NULL);
      add_fields (self, record, "");
    }
  add_lists (self, record, self->part);
}

/* The rows of the file */

static void
fill_source (AttestImportRecordPane *self)
{
  AttestSheetImport *reading = attest_import_get_reading (self->import);
  GArray *rows = attest_import_record_get_rows (self->record);

  for (guint i = 0; reading != NULL && i < MIN (rows->len, MOST_ROWS); i++)
    {
      const guint row = g_array_index (rows, guint, i);
      g_autofree char *name = attest_grid_dup_row_name (reading->table->grid, row - 1);
      /* Translators: a row of a sheet: “12”, or “12 (March)” */
      g_autofree char *title = g_strdup_printf (_ ("Row %s"), name);

      begin_group (self, title, NULL);
      for (guint j = 0; j < reading->table->columns->len; j++)
        {
          const AttestSheetColumn *column = g_ptr_array_index (reading->table->columns, j);
          const char *text = attest_sheet_table_get_text (reading->table, row - 1, column->column);

          if (text != NULL && *text != '\0')
            add_words (self, column->head, text);
        }
    }
}

/* The object */

static void
attest_import_record_pane_dispose (GObject *object)
{
  g_clear_object (&ATTEST_IMPORT_RECORD_PANE (object)->record);
  g_clear_object (&ATTEST_IMPORT_RECORD_PANE (object)->part);
  G_OBJECT_CLASS (attest_import_record_pane_parent_class)->dispose (object);
}

static void
attest_import_record_pane_finalize (GObject *object)
{
  g_ptr_array_unref (ATTEST_IMPORT_RECORD_PANE (object)->groups);
  g_ptr_array_unref (ATTEST_IMPORT_RECORD_PANE (object)->controls);
  G_OBJECT_CLASS (attest_import_record_pane_parent_class)->finalize (object);
}

static void
attest_import_record_pane_class_init (AttestImportRecordPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_import_record_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = attest_import_record_pane_finalize;
}

static void
attest_import_record_pane_init (AttestImportRecordPane *self)
{
  self->groups = g_ptr_array_new ();
  self->controls = g_ptr_array_new ();
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->page));
}

/* @import: outlives @self */
void
attest_import_record_pane_set_import (AttestImportRecordPane *self, AttestImport *import)
{
  self->import = import;
}

/* @source: whether it shows the rows of the file */
void
attest_import_record_pane_set_shows_source (AttestImportRecordPane *self, gboolean source)
{
  self->shows_source = source;
}

/**
 * attest_import_record_pane_show:
 * @self: a pane
 * @record: (nullable): what it shows; %NULL: nothing
 * @part: (nullable): the part of @record that is meant; %NULL: all of it
 */
void
attest_import_record_pane_show (AttestImportRecordPane *self,
                                AttestImportRecord *record,
                                AttestImportPart *part)
{
  g_autofree char *name = attest_import_dup_focus (GTK_WIDGET (self));
  GtkWidget *control = NULL;

  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (self->page, g_ptr_array_index (self->groups, i));
  g_ptr_array_set_size (self->groups, 0);
  g_ptr_array_set_size (self->controls, 0);
  g_set_object (&self->record, record);
  g_set_object (&self->part, part);
  if (record == NULL)
    begin_group (self, "", _ ("Choose a row of the list."));
  else if (self->shows_source)
    fill_source (self);
  else
    fill_record (self);
  control = attest_import_find_control (GTK_WIDGET (self), name);
  if (control != NULL)
    gtk_widget_grab_focus (control);
}

/**
 * attest_import_record_pane_focus:
 * @self: a pane
 * @path: of a field; of a part, "sites[2].": the first of its fields
 *
 * Returns: whether the keyboard is there now
 */
gboolean
attest_import_record_pane_focus (AttestImportRecordPane *self, const char *path)
{
  const gboolean is_part = path != NULL && g_str_has_suffix (path, ".");

  for (guint i = 0; i < self->controls->len; i++)
    {
      GtkWidget *control = g_ptr_array_index (self->controls, i);
      const char *own = g_object_get_data (G_OBJECT (control), PATH_KEY);

      if (is_part ? g_str_has_prefix (own, path) : g_strcmp0 (own, path) == 0)
        return gtk_widget_grab_focus (control);
    }
  return FALSE;
}
