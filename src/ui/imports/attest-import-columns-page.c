/* AttestImportColumnsPage: see the header. A row is one column; choosing it asks what it is for.
 * When the page is shown first, its rows come a few with each frame. */
#include "attest-config.h"
#include "imports/attest-import-columns-page.h"

#include "imports/attest-import-choice.h"
#include "imports/attest-import-words.h"
#include "intake/attest-sheet-words.h"
#include "widgets/attest-chooser.h"
#include "widgets/attest-frames.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

#define HEAD_KEY "attest-head"

#define N_SAMPLES 3
#define ENTRY_CHARS 18
#define LEAST_ENTRY_CHARS 8
#define MOST_LOOKED_AT 2000 /* rows, for samples */

/* What can be made beside drawing the rest of the page. */
#define ROWS_IN_A_FRAME 4

struct _AttestImportColumnsPage
{
  AdwBin parent_instance;

  AttestImport *import;             /* not owned: the window's */
  const AttestSheetImport *reading; /* (nullable): what is shown, as long as it is the import's */
  AdwPreferencesPage *page;
  AdwPreferencesGroup *columns;   /* (nullable) */
  AdwPreferencesGroup *constants; /* likewise */
  GPtrArray *targets;             /* (nullable): of AttestImportTarget: from which those come */
  guint n_made;                   /* columns, then those without a title, then targets */
  GtkWidget *chooser;
  const AttestSchema *offered; /* (nullable): whose fields are in it */
  GHashTable *extra;           /* paths of fields that are asked for beside the required ones */
  char *head; /* (nullable): of the column that is being asked about; NULL: a constant */
};

G_DEFINE_FINAL_TYPE (AttestImportColumnsPage, attest_import_columns_page, ADW_TYPE_BIN)

/* Columns */

static char *
dup_samples (const AttestSheetTable *table, guint column)
{
  GString *samples = g_string_new (NULL);
  const guint first = table->header + table->n_header;
  const guint end = MIN (attest_grid_get_n_rows (table->grid), first + MOST_LOOKED_AT);
  guint seen[N_SAMPLES] = { 0 };
  guint n = 0;

  for (guint row = first; row < end && n < N_SAMPLES; row++)
    {
      const guint id = attest_grid_get_id (table->grid, row, column);
      gboolean is_new = id != 0;

      for (guint i = 0; i < n; i++)
        is_new = is_new && seen[i] != id;
      if (!is_new)
        continue;
      if (n > 0)
        g_string_append (samples, " · ");
      seen[n++] = id;
      g_string_append (samples, attest_grid_get_text_of_id (table->grid, id));
    }
  g_strdelimit (samples->str, "\n\r\t", ' ');
  return g_string_free (samples, FALSE);
}

static void
fill_chooser (AttestImportColumnsPage *self)
{
  const AttestSchema *schema = attest_import_get_schema (self->import);
  AttestChooser *chooser = ATTEST_CHOOSER (self->chooser);
  g_autoptr (GPtrArray) targets = NULL;

  if (self->offered == schema)
    return;
  self->offered = schema;
  attest_chooser_clear (chooser);
  attest_chooser_add (chooser, &(AttestChooserRow){ .key = "", .label = _ ("Not Used") });
  targets = attest_import_list_targets (schema);
  for (guint i = 0; i < targets->len; i++)
    {
      const AttestImportTarget *target = g_ptr_array_index (targets, i);

      attest_chooser_add (chooser,
                          &(AttestChooserRow){ .key = target->path, .label = target->label });
    }
}

/* What can be chosen is put there when it is asked for first. */
static void
ask (AttestImportColumnsPage *self, GtkWidget *widget)
{
  fill_chooser (self);
  attest_chooser_open (ATTEST_CHOOSER (self->chooser), widget);
}

static void
ask_about_column_cb (AttestImportColumnsPage *self, GtkWidget *row)
{
  g_free (self->head);
  self->head = g_strdup (g_object_get_data (G_OBJECT (row), HEAD_KEY));
  ask (self, row);
}

static GtkWidget *
make_target (const char *words, gboolean is_used)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (words);
  GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE,
                                   "icon-name",
                                   "pan-down-symbolic",
                                   "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                   NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_START);
  gtk_label_set_width_chars (GTK_LABEL (label), MIN ((int) g_utf8_strlen (words, -1), 12));
  gtk_widget_add_css_class (label, is_used ? "accent" : "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), arrow);
  return box;
}

static GtkWidget *
make_row (AttestImportColumnsPage *self,
          const AttestSheetTable *table,
          const AttestSheetColumn *column)
{
  const gboolean is_used = column->path != NULL && *column->path != '\0';
  g_autofree char *samples = dup_samples (table, column->column);
  g_autofree char *target =
      column->standard != NULL
          ? g_strdup_printf (_ ("Marks for %s"), column->standard)
          : attest_import_name_path (attest_import_get_schema (self->import), column->path);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW,
                                 "use-markup",
                                 FALSE,
                                 "title",
                                 column->head,
                                 "title-lines",
                                 2,
                                 "subtitle",
                                 samples,
                                 "subtitle-lines",
                                 1,
                                 "activatable",
                                 TRUE,
                                 NULL);

  adw_action_row_add_suffix (
      ADW_ACTION_ROW (row),
      make_target (is_used || column->standard != NULL ? target : _ ("Not Used"),
                   is_used || column->standard != NULL));
  attest_plain_wrap_row (ADW_ACTION_ROW (row));
  g_object_set_data_full (G_OBJECT (row), HEAD_KEY, g_strdup (column->head), g_free);
  g_signal_connect_object (
      row, "activated", G_CALLBACK (ask_about_column_cb), self, G_CONNECT_SWAPPED);
  return row;
}

/* It is shown all the same: nothing of a sheet is left out without a word. */
static GtkWidget *
make_unnamed_row (const AttestSheetTable *table, guint column)
{
  /* TRANSLATORS: a column of a sheet; %u is its place, from 1 */
  g_autofree char *title = g_strdup_printf (_ ("Column %u has no title"), column + 1);
  g_autofree char *samples = dup_samples (table, column);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW,
                                 "use-markup",
                                 FALSE,
                                 "title",
                                 title,
                                 "subtitle",
                                 samples,
                                 "subtitle-lines",
                                 1,
                                 NULL);
  GtkWidget *label = gtk_label_new (_ ("Not Used"));

  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  attest_plain_wrap_row (ADW_ACTION_ROW (row));
  return row;
}

/* What the sheet does not have */

static GtkWidget *
make_entry (AttestImportColumnsPage *self, const char *path, const char *label, const char *value)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", label, NULL);
  GtkWidget *entry = attest_import_entry_new (label, value);

  attest_import_entry_decides (entry, self->import, ATTEST_DECIDE_CONSTANT, path);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), LEAST_ENTRY_CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), ENTRY_CHARS);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), entry);
  attest_plain_wrap_row (ADW_ACTION_ROW (row));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), entry);
  return row;
}

static GtkWidget *
make_choices (AttestImportColumnsPage *self,
              const AttestImportTarget *target,
              const AttestSchema *schema,
              const char *value)
{
  GtkWidget *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", target->label, NULL);
  GtkWidget *choice = attest_import_choice_new (target->label);

  attest_import_choice_add (ATTEST_IMPORT_CHOICE (choice), _ ("Not Set"), NULL);
  for (const AttestChoice *each = target->field->choices; each != NULL && each->wire != NULL;
       each++)
    attest_import_choice_add (
        ATTEST_IMPORT_CHOICE (choice), attest_choice_get_label (schema, each), each->wire);
  if (target->field->kind == ATTEST_FIELD_FLAG)
    {
      attest_import_choice_add (ATTEST_IMPORT_CHOICE (choice), _ ("Yes"), "yes");
      attest_import_choice_add (ATTEST_IMPORT_CHOICE (choice), _ ("No"), "no");
    }
  attest_import_choice_select (ATTEST_IMPORT_CHOICE (choice), value);
  attest_import_choice_decides (
      ATTEST_IMPORT_CHOICE (choice), self->import, ATTEST_DECIDE_CONSTANT, target->path);
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), choice);
  attest_plain_wrap_row (ADW_ACTION_ROW (row));
  return row;
}

static gboolean
is_asked_for (AttestImportColumnsPage *self, const AttestImportTarget *target)
{
  AttestSheetImport *reading = attest_import_get_reading (self->import);

  if (attest_sheet_table_find (reading->table, target->path) != NULL)
    return FALSE;
  if (attest_import_get_decision (self->import, ATTEST_DECIDE_CONSTANT, target->path) != NULL
      || g_hash_table_contains (self->extra, target->path))
    return TRUE;
  return target->field->required && strchr (target->path, '[') == NULL
         && target->field != reading->schema->entity_id && !target->field->own;
}

static GtkWidget *
make_constant (AttestImportColumnsPage *self, const AttestImportTarget *target)
{
  const char *value =
      attest_import_get_decision (self->import, ATTEST_DECIDE_CONSTANT, target->path);

  if (target->field->kind == ATTEST_FIELD_CHOICE || target->field->kind == ATTEST_FIELD_FLAG)
    return make_choices (self, target, attest_import_get_schema (self->import), value);
  return make_entry (self, target->path, target->label, value);
}

static void
ask_about_more_cb (AttestImportColumnsPage *self, GtkWidget *button)
{
  g_clear_pointer (&self->head, g_free);
  ask (self, button);
}

static void
chosen_cb (AttestImportColumnsPage *self, const char *path)
{
  if (self->head != NULL)
    attest_import_decide (self->import, ATTEST_DECIDE_COLUMN, self->head, path);
  else if (*path != '\0')
    {
      g_hash_table_add (self->extra, g_strdup (path));
      attest_import_columns_page_update (self);
    }
}

/* The object */

static void
attest_import_columns_page_dispose (GObject *object)
{
  AttestImportColumnsPage *self = ATTEST_IMPORT_COLUMNS_PAGE (object);

  g_clear_pointer (&self->chooser, gtk_widget_unparent);
  g_clear_pointer (&self->extra, g_hash_table_unref);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_clear_pointer (&self->head, g_free);
  G_OBJECT_CLASS (attest_import_columns_page_parent_class)->dispose (object);
}

static void
attest_import_columns_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (attest_import_columns_page_parent_class)
      ->size_allocate (widget, width, height, baseline);
  gtk_popover_present (GTK_POPOVER (ATTEST_IMPORT_COLUMNS_PAGE (widget)->chooser));
}

static void
attest_import_columns_page_class_init (AttestImportColumnsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_import_columns_page_dispose;
  GTK_WIDGET_CLASS (klass)->size_allocate = attest_import_columns_page_size_allocate;
}

static void
attest_import_columns_page_init (AttestImportColumnsPage *self)
{
  self->extra = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->page));
  self->chooser = attest_chooser_new (_ ("Search fields"), _ ("Fields"));
  gtk_widget_set_parent (self->chooser, GTK_WIDGET (self));
  g_signal_connect_object (
      self->chooser, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}

/* @import: outlives @self */
void
attest_import_columns_page_set_import (AttestImportColumnsPage *self, AttestImport *import)
{
  self->import = import;
}

/* The rows */

static AdwPreferencesGroup *
begin_group (AttestImportColumnsPage *self,
             AdwPreferencesGroup *old,
             const char *title,
             const char *words)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  if (old != NULL)
    adw_preferences_page_remove (self->page, old);
  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, words);
  adw_preferences_page_add (self->page, group);
  return group;
}

static void
add_more_button (AttestImportColumnsPage *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Add…"));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  attest_readers_name (GTK_ACCESSIBLE (button), _ ("Add a Value for All Records"));
  g_signal_connect_object (
      button, "clicked", G_CALLBACK (ask_about_more_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (self->constants, button);
}

static void
begin_columns (AttestImportColumnsPage *self)
{
  self->columns = begin_group (
      self, self->columns, _ ("Columns of the Sheet"), _ ("Choose what each one is for."));
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  self->n_made = 0;
}

static void
begin_constants (AttestImportColumnsPage *self)
{
  self->constants = begin_group (
      self, self->constants, _ ("Not in the Sheet"), _ ("These are the same for all records."));
  add_more_button (self);
  self->targets = attest_import_list_targets (attest_import_get_schema (self->import));
}

/* @first: how many rows of columns come before */
static gboolean
make_next_constant (AttestImportColumnsPage *self, guint first)
{
  guint i = self->n_made - first;

  if (self->targets == NULL)
    begin_constants (self);
  while (i < self->targets->len && !is_asked_for (self, g_ptr_array_index (self->targets, i)))
    i++;
  self->n_made = first + i;
  if (i == self->targets->len)
    return FALSE;
  adw_preferences_group_add (self->constants,
                             make_constant (self, g_ptr_array_index (self->targets, i)));
  self->n_made++;
  return TRUE;
}

/* Returns: whether there was one more to make */
static gboolean
make_next (AttestImportColumnsPage *self)
{
  const AttestSheetTable *table = attest_import_get_reading (self->import)->table;
  const guint n_named = table->columns->len;
  const guint n_all = n_named + table->unnamed->len;
  GtkWidget *row = NULL;

  if (self->n_made >= n_all)
    return make_next_constant (self, n_all);
  row =
      self->n_made < n_named
          ? make_row (self, table, g_ptr_array_index (table->columns, self->n_made))
          : make_unnamed_row (table, g_array_index (table->unnamed, guint, self->n_made - n_named));
  adw_preferences_group_add (self->columns, row);
  self->n_made++;
  return TRUE;
}

/* Of another reading than the one it was begun with, all are made at once when it is shown. */
static gboolean
make_some (GtkWidget *widget, gpointer data)
{
  AttestImportColumnsPage *self = ATTEST_IMPORT_COLUMNS_PAGE (widget);
  gboolean is_more = attest_import_get_reading (self->import) == self->reading;

  for (guint i = 0; is_more && i < ROWS_IN_A_FRAME; i++)
    is_more = make_next (self);
  return is_more;
}

static GtkWidget *
find_column (AttestImportColumnsPage *self, GtkWidget *parent)
{
  const char *head = g_object_get_data (G_OBJECT (parent), HEAD_KEY);
  GtkWidget *found = NULL;

  if (head != NULL && g_strcmp0 (head, self->head) == 0)
    return parent;
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_column (self, child);
  return found;
}

/**
 * attest_import_columns_page_update:
 * @self: a page
 *
 * Shows the reading there is now; the keyboard stays at the column it was at.
 */
void
attest_import_columns_page_update (AttestImportColumnsPage *self)
{
  const gboolean is_first = self->columns == NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  const gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
  g_autofree char *control = attest_import_dup_focus (GTK_WIDGET (self));
  GtkWidget *focused = NULL;

  self->reading = attest_import_get_reading (self->import);
  attest_frames_stop (GTK_WIDGET (self));
  if (self->reading == NULL)
    return;
  begin_columns (self);
  if (is_first)
    {
      make_some (GTK_WIDGET (self), NULL);
      attest_frames_start (GTK_WIDGET (self), make_some, NULL, NULL);
      return;
    }
  while (make_next (self))
    ;
  focused = control != NULL ? attest_import_find_control (GTK_WIDGET (self), control)
                            : find_column (self, GTK_WIDGET (self->columns));
  if (had_focus && focused != NULL)
    gtk_widget_grab_focus (focused);
}
