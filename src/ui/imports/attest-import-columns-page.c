/* AttestImportColumnsPage: see the header. A row is one column; choosing it asks what it is for.
 * What is new on the page comes a little with each frame, and what is not stays. */
#include "attest-config.h"
#include "imports/attest-import-columns-page.h"

#include "imports/attest-import-choice.h"
#include "imports/attest-import-list.h"
#include "imports/attest-import-words.h"
#include "intake/attest-sheet-words.h"
#include "widgets/attest-chooser.h"
#include "widgets/attest-frames.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

#define HEAD_KEY "attest-head"
#define CONTROL_KEY "attest-control"

#define N_SAMPLES 3
#define ENTRY_CHARS 18
#define LEAST_ENTRY_CHARS 8
#define MOST_LOOKED_AT 2000 /* rows, for samples */

/* What can be made beside drawing the rest of the page. */
#define ROWS_IN_A_FRAME 2

struct _AttestImportColumnsPage
{
  AdwBin parent_instance;

  AttestImport *import;             /* not owned: the window's */
  const AttestSheetImport *reading; /* (nullable): what is shown, as long as it is the import's */
  AttestImportList *list;
  GPtrArray *targets; /* (nullable): of AttestImportTarget: from which constants come */
  guint n_done;       /* columns, then those without a title, then targets */
  char *focus;        /* (nullable): the control that had the keyboard before it was updated */
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
          const AttestSheetColumn *column,
          const char *samples,
          const char *target)
{
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
      ADW_ACTION_ROW (row), make_target (target != NULL ? target : _ ("Not Used"), target != NULL));
  attest_plain_wrap_row (ADW_ACTION_ROW (row));
  g_object_set_data_full (G_OBJECT (row), HEAD_KEY, g_strdup (column->head), g_free);
  g_signal_connect_object (
      row, "activated", G_CALLBACK (ask_about_column_cb), self, G_CONNECT_SWAPPED);
  return row;
}

/* Returns: (transfer full) (nullable): what @column is for */
static char *
name_target (AttestImportColumnsPage *self, const AttestSheetColumn *column)
{
  if (column->standard != NULL)
    return g_strdup_printf (_ ("Marks for %s"), column->standard);
  if (column->path == NULL || *column->path == '\0')
    return NULL;
  return attest_import_name_path (attest_import_get_schema (self->import), column->path);
}

static void
show_column (AttestImportColumnsPage *self,
             const AttestSheetTable *table,
             const AttestSheetColumn *column)
{
  g_autofree char *samples = dup_samples (table, column->column);
  g_autofree char *target = name_target (self, column);
  g_autofree char *says = g_strdup_printf (
      "%u\n%s\n%s\n%s", column->column, column->head, samples, target != NULL ? target : "");

  if (attest_import_list_keep (self->list, says) == NULL)
    attest_import_list_add (self->list, make_row (self, column, samples, target), says);
}

/* It is shown all the same: nothing of a sheet is left out without a word. */
static GtkWidget *
make_unnamed_row (guint column, const char *samples)
{
  /* TRANSLATORS: a column of a sheet; %u is its place, from 1 */
  g_autofree char *title = g_strdup_printf (_ ("Column %u has no title"), column + 1);
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

static void
show_unnamed (AttestImportColumnsPage *self, const AttestSheetTable *table, guint column)
{
  g_autofree char *samples = dup_samples (table, column);
  g_autofree char *says = g_strdup_printf ("%u\n%s", column, samples);

  if (attest_import_list_keep (self->list, says) == NULL)
    attest_import_list_add (self->list, make_unnamed_row (column, samples), says);
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
  g_object_set_data (G_OBJECT (row), CONTROL_KEY, entry);
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
  g_object_set_data (G_OBJECT (row), CONTROL_KEY, choice);
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
make_constant (AttestImportColumnsPage *self, const AttestImportTarget *target, const char *value)
{
  if (target->field->kind == ATTEST_FIELD_CHOICE || target->field->kind == ATTEST_FIELD_FLAG)
    return make_choices (self, target, attest_import_get_schema (self->import), value);
  return make_entry (self, target->path, target->label, value);
}

/* What is decided by now is shown in the row there is, so that typing is not disturbed. */
static void
show_constant (AttestImportColumnsPage *self, const AttestImportTarget *target)
{
  const char *value =
      attest_import_get_decision (self->import, ATTEST_DECIDE_CONSTANT, target->path);
  GtkWidget *row = attest_import_list_keep (self->list, target->path);
  GtkWidget *control = row != NULL ? g_object_get_data (G_OBJECT (row), CONTROL_KEY) : NULL;

  if (row == NULL)
    attest_import_list_add (self->list, make_constant (self, target, value), target->path);
  else if (ATTEST_IS_IMPORT_CHOICE (control))
    attest_import_choice_select (ATTEST_IMPORT_CHOICE (control), value);
  else
    attest_import_entry_show (control, value);
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
  g_clear_pointer (&self->focus, g_free);
  G_OBJECT_CLASS (attest_import_columns_page_parent_class)->dispose (object);
}

static void
attest_import_columns_page_finalize (GObject *object)
{
  attest_import_list_free (ATTEST_IMPORT_COLUMNS_PAGE (object)->list);
  G_OBJECT_CLASS (attest_import_columns_page_parent_class)->finalize (object);
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
  G_OBJECT_CLASS (klass)->finalize = attest_import_columns_page_finalize;
  GTK_WIDGET_CLASS (klass)->size_allocate = attest_import_columns_page_size_allocate;
}

static void
attest_import_columns_page_init (AttestImportColumnsPage *self)
{
  GtkWidget *page = adw_preferences_page_new ();

  self->extra = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->list = attest_import_list_new (ADW_PREFERENCES_PAGE (page));
  adw_bin_set_child (ADW_BIN (self), page);
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

static GtkWidget *
make_more_button (AttestImportColumnsPage *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Add…"));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  attest_readers_name (GTK_ACCESSIBLE (button), _ ("Add a Value for All Records"));
  g_signal_connect_object (
      button, "clicked", G_CALLBACK (ask_about_more_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
begin_columns (AttestImportColumnsPage *self)
{
  attest_import_list_begin (self->list);
  attest_import_list_show_group (
      self->list, _ ("Columns of the Sheet"), _ ("Choose what each one is for."));
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  self->n_done = 0;
}

static void
begin_constants (AttestImportColumnsPage *self)
{
  AdwPreferencesGroup *group = attest_import_list_show_group (
      self->list, _ ("Not in the Sheet"), _ ("These are the same for all records."));

  if (adw_preferences_group_get_header_suffix (group) == NULL)
    adw_preferences_group_set_header_suffix (group, make_more_button (self));
  self->targets = attest_import_list_targets (attest_import_get_schema (self->import));
}

/* @i: of the targets. Returns: whether there may be more */
static gboolean
show_next_constant (AttestImportColumnsPage *self, guint i)
{
  const AttestImportTarget *target = NULL;

  if (self->targets == NULL)
    begin_constants (self);
  if (i == self->targets->len)
    {
      attest_import_list_end (self->list);
      return FALSE;
    }
  target = g_ptr_array_index (self->targets, i);
  if (is_asked_for (self, target))
    show_constant (self, target);
  return TRUE;
}

/* Returns: whether there may be more */
static gboolean
show_next (gpointer data)
{
  AttestImportColumnsPage *self = data;
  const AttestSheetTable *table = self->reading->table;
  const guint n_named = table->columns->len;
  const guint n_all = n_named + table->unnamed->len;
  const guint i = self->n_done++;

  if (i >= n_all)
    return show_next_constant (self, i - n_all);
  if (i < n_named)
    show_column (self, table, g_ptr_array_index (table->columns, i));
  else
    show_unnamed (self, table, g_array_index (table->unnamed, guint, i - n_named));
  return TRUE;
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

/* The keyboard stays at what it was at, though that may have been made anew. */
static void
restore_focus (AttestImportColumnsPage *self)
{
  GtkWidget *control = NULL;

  if (!attest_import_list_lost_focus (self->list))
    return;
  control = self->focus != NULL ? attest_import_find_control (GTK_WIDGET (self), self->focus)
                                : find_column (self, GTK_WIDGET (self));
  if (control != NULL)
    gtk_widget_grab_focus (control);
}

/* Another reading than the one it was begun with is shown when it is told
 * of. */
static gboolean
show_some (GtkWidget *widget, gpointer data)
{
  AttestImportColumnsPage *self = ATTEST_IMPORT_COLUMNS_PAGE (widget);

  if (attest_import_get_reading (self->import) != self->reading)
    return FALSE;
  if (attest_import_list_show_some (self->list, ROWS_IN_A_FRAME, show_next, self))
    return TRUE;
  restore_focus (self);
  return FALSE;
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
  attest_frames_stop (GTK_WIDGET (self));
  self->reading = attest_import_get_reading (self->import);
  if (self->reading == NULL)
    return;
  g_free (self->focus);
  self->focus = attest_import_dup_focus (GTK_WIDGET (self));
  begin_columns (self);
  if (show_some (GTK_WIDGET (self), NULL))
    attest_frames_start (GTK_WIDGET (self), show_some, NULL, NULL);
}
