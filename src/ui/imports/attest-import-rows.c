/* AttestImportRows: see the header. Another reading has other records: what a person did with one
 * holds for the one from the same row of the file. */
#include "attest-config.h"
#include "imports/attest-import-rows.h"

#include "widgets/attest-few-rows.h"

struct _AttestImportRows
{
  GObject parent_instance;

  GtkFilterListModel *records;
  GtkTreeListModel *tree;
  GListModel *shown; /* rows of the tree: all of them soon after they are on the screen */
  GtkSingleSelection *selection;
  GHashTable *open;  /* the first rows in the file of the records that are open */
  guint chosen_row;  /* of the file, from 1; 0: none */
  char *chosen_path; /* (nullable): of a part of that record */
  gboolean is_restoring;
};

G_DEFINE_FINAL_TYPE (AttestImportRows, attest_import_rows, G_TYPE_OBJECT)

static guint chosen_signal;

static void
attest_import_rows_finalize (GObject *object)
{
  AttestImportRows *self = ATTEST_IMPORT_ROWS (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->tree);
  g_clear_object (&self->records);
  g_clear_pointer (&self->open, g_hash_table_unref);
  g_free (self->chosen_path);
  G_OBJECT_CLASS (attest_import_rows_parent_class)->finalize (object);
}

static void
attest_import_rows_class_init (AttestImportRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_import_rows_finalize;
  chosen_signal = g_signal_new (
      "chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_import_rows_init (AttestImportRows *self)
{
  self->open = g_hash_table_new (NULL, NULL);
}

/* What a row is about */

/* Returns: (transfer none): the record that @row is, or is a part of */
AttestImportRecord *
attest_import_rows_get_whole (GtkTreeListRow *row)
{
  g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);

  return ATTEST_IS_IMPORT_PART (item) ? attest_import_part_get_whole (ATTEST_IMPORT_PART (item))
                                      : ATTEST_IMPORT_RECORD (item);
}

/* Returns: (transfer none) (nullable): the part that @row is */
AttestImportPart *
attest_import_rows_get_part (GtkTreeListRow *row)
{
  g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);

  return ATTEST_IS_IMPORT_PART (item) ? ATTEST_IMPORT_PART (item) : NULL;
}

/* What is chosen */

static GtkTreeListRow *
get_chosen_row (AttestImportRows *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

/* Returns: (transfer none) (nullable): the record that is chosen, or a part of which is */
AttestImportRecord *
attest_import_rows_get_chosen (AttestImportRows *self)
{
  GtkTreeListRow *row = get_chosen_row (self);

  return row != NULL ? attest_import_rows_get_whole (row) : NULL;
}

/* Returns: (transfer none) (nullable): the part that is chosen */
AttestImportPart *
attest_import_rows_get_chosen_part (AttestImportRows *self)
{
  GtkTreeListRow *row = get_chosen_row (self);

  return row != NULL ? attest_import_rows_get_part (row) : NULL;
}

static void
chosen_cb (AttestImportRows *self)
{
  AttestImportRecord *record = attest_import_rows_get_chosen (self);
  AttestImportPart *part = attest_import_rows_get_chosen_part (self);

  if (self->is_restoring)
    return;
  if (record != NULL)
    {
      self->chosen_row = attest_import_record_get_row (record);
      g_free (self->chosen_path);
      self->chosen_path = part != NULL ? g_strdup (attest_import_part_get_path (part)) : NULL;
    }
  g_signal_emit (self, chosen_signal, 0);
}

/* The rows */

static GListModel *
list_parts_cb (gpointer item, gpointer user_data)
{
  return ATTEST_IS_IMPORT_RECORD (item) ? attest_import_part_list (item) : NULL;
}

/**
 * attest_import_rows_new:
 * @records: of #AttestImportRecord
 * @filter: which of them have rows
 * @view: (nullable): where they are shown; kept by its owner as long as the rows
 *
 * Returns: (transfer full): their rows, none open and none chosen
 */
AttestImportRows *
attest_import_rows_new (GListModel *records, GtkFilter *filter, GtkWidget *view)
{
  AttestImportRows *self = g_object_new (ATTEST_TYPE_IMPORT_ROWS, NULL);

  self->records = gtk_filter_list_model_new (g_object_ref (records), g_object_ref (filter));
  self->tree = gtk_tree_list_model_new (
      g_object_ref (G_LIST_MODEL (self->records)), FALSE, FALSE, list_parts_cb, NULL, NULL);
  self->shown = attest_few_rows_new (g_object_ref (G_LIST_MODEL (self->tree)), view);
  self->selection = gtk_single_selection_new (g_object_ref (self->shown));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (
      self->selection, "notify::selected-item", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/* Returns: (transfer none): what a list shows */
GtkSelectionModel *
attest_import_rows_get_model (AttestImportRows *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_ROWS (self), NULL);
  return GTK_SELECTION_MODEL (self->selection);
}

static guint
get_row_of (AttestImportRows *self, guint place)
{
  g_autoptr (AttestImportRecord) record =
      g_list_model_get_item (G_LIST_MODEL (self->records), place);

  return attest_import_record_get_row (record);
}

static guint
find_place (AttestImportRows *self, guint row)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->records));

  for (guint i = 0; row > 0 && i < n; i++)
    if (get_row_of (self, i) == row)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static guint
get_position (AttestImportRows *self, guint place)
{
  g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_child_row (self->tree, place);

  return row != NULL ? gtk_tree_list_row_get_position (row) : GTK_INVALID_LIST_POSITION;
}

/**
 * attest_import_rows_find:
 * @self: rows
 * @row: of the file, from 1
 *
 * Returns: where the record is that begins there
 */
guint
attest_import_rows_find (AttestImportRows *self, guint row)
{
  const guint place = find_place (self, row);

  return place != GTK_INVALID_LIST_POSITION ? get_position (self, place) : place;
}

/**
 * attest_import_rows_find_next:
 * @self: rows
 * @step: 1 or -1: which way
 * @match: whether a record is looked for
 * @user_data: for @match
 *
 * Returns: where the next such record is, seen from the chosen one; after the last comes the first
 */
guint
attest_import_rows_find_next (AttestImportRows *self,
                              int step,
                              AttestImportRowsMatch match,
                              gpointer user_data)
{
  GListModel *records = G_LIST_MODEL (self->records);
  AttestImportRecord *chosen = attest_import_rows_get_chosen (self);
  const guint n = g_list_model_get_n_items (records);
  guint from = chosen != NULL ? find_place (self, attest_import_record_get_row (chosen))
                              : GTK_INVALID_LIST_POSITION;

  if (from == GTK_INVALID_LIST_POSITION)
    from = step > 0 ? n - 1 : 0;
  for (guint i = 1; i <= n; i++)
    {
      const guint place = (guint) (((gint64) from + step * (gint64) i + n) % n);
      g_autoptr (AttestImportRecord) record = g_list_model_get_item (records, place);

      if (match (record, user_data))
        return get_position (self, place);
    }
  return GTK_INVALID_LIST_POSITION;
}

/* @position: the row that is chosen from now on */
void
attest_import_rows_choose (AttestImportRows *self, guint position)
{
  if (position != GTK_INVALID_LIST_POSITION && position >= g_list_model_get_n_items (self->shown))
    attest_few_rows_show_all (ATTEST_FEW_ROWS (self->shown));
  gtk_single_selection_set_selected (self->selection, position);
}

/**
 * attest_import_rows_open:
 * @self: rows
 * @position: of a record
 * @open: whether its parts are shown below it
 */
void
attest_import_rows_open (AttestImportRows *self, guint position, gboolean open)
{
  g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, position);
  gpointer key = NULL;

  if (row == NULL || attest_import_rows_get_part (row) != NULL)
    return;
  key = GUINT_TO_POINTER (attest_import_record_get_row (attest_import_rows_get_whole (row)));
  if (open)
    g_hash_table_add (self->open, key);
  else
    g_hash_table_remove (self->open, key);
  gtk_tree_list_row_set_expanded (row, open);
}

/* Returns: where the record is that the one at @position is a part of; else @position */
guint
attest_import_rows_get_above (AttestImportRows *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, position);
  g_autoptr (GtkTreeListRow) above = row != NULL ? gtk_tree_list_row_get_parent (row) : NULL;

  return above != NULL ? gtk_tree_list_row_get_position (above) : position;
}

/* Other records */

static void
restore_open (AttestImportRows *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->records));

  for (guint i = 0; i < n && g_hash_table_size (self->open) > 0; i++)
    if (g_hash_table_contains (self->open, GUINT_TO_POINTER (get_row_of (self, i))))
      {
        g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_child_row (self->tree, i);

        gtk_tree_list_row_set_expanded (row, TRUE);
      }
}

static gboolean
is_at (AttestImportRows *self, guint position, const char *path)
{
  g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, position);
  AttestImportPart *part = row != NULL ? attest_import_rows_get_part (row) : NULL;

  return part != NULL && g_str_equal (attest_import_part_get_path (part), path);
}

static void
restore_chosen (AttestImportRows *self)
{
  const guint position = attest_import_rows_find (self, self->chosen_row);
  g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, position);
  GListModel *parts = row != NULL ? gtk_tree_list_row_get_children (row) : NULL;
  const guint n = parts != NULL ? g_list_model_get_n_items (parts) : 0;

  attest_import_rows_choose (self, position);
  for (guint i = 1; self->chosen_path != NULL && i <= n; i++)
    if (is_at (self, position + i, self->chosen_path))
      attest_import_rows_choose (self, position + i);
}

/* After there are other records, or others that the filter lets through. */
void
attest_import_rows_restore (AttestImportRows *self)
{
  g_return_if_fail (ATTEST_IS_IMPORT_ROWS (self));

  self->is_restoring = TRUE;
  restore_open (self);
  restore_chosen (self);
  self->is_restoring = FALSE;
  g_signal_emit (self, chosen_signal, 0);
}
