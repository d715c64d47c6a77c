/* AttestImportPreview: see the header. Rows that say the same as before stay as they are: a
 * decision changes how few of them are read, and their cells take longer than all the rest of the
 * page. */
#include "attest-config.h"
#include "imports/attest-import-preview.h"

#include "imports/attest-import-table.h"
#include "sheet/attest-grid-parts.h"
#include "widgets/attest-few-rows.h"
#include "widgets/attest-list-cell.h"
#include "widgets/attest-list-tab.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

#define MOST_COLUMNS 40
#define LEAST_CHARS 4
#define COLUMN_CHARS 16

struct _AttestImportPreview
{
  AdwBin parent_instance;

  AttestGrid *grid;                               /* (nullable) */
  const char *styles[ATTEST_IMPORT_PREVIEW_ROWS]; /* of its first rows */
  GtkColumnView *view;
  GtkStringList *rows;
  int column_width;  /* pixels */
  gboolean is_other; /* than what the rows are of: the grid */
  guint filling;     /* in the next turn */
};

G_DEFINE_FINAL_TYPE (AttestImportPreview, attest_import_preview, ADW_TYPE_BIN)

/* The cells */

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, attest_list_cell_new (ATTEST_LIST_CELL_LINE, LEAST_CHARS));
}

static guint
get_row (GtkListItem *item)
{
  GtkStringObject *row = gtk_list_item_get_item (item);

  return (guint) g_ascii_strtoull (gtk_string_object_get_string (row), NULL, 10) - 1;
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, AttestImportPreview *self)
{
  AttestListCell *cell = ATTEST_LIST_CELL (gtk_list_item_get_child (item));
  const guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "attest-column"));
  const guint row = get_row (item);
  const char *text = self->grid != NULL ? attest_grid_get_text (self->grid, row, column) : NULL;

  attest_list_cell_set_texts (cell, text != NULL ? text : "", NULL);
  attest_list_cell_set_style (cell, self->styles[row]);
}

static void
bind_number_cb (GtkListItemFactory *factory, GtkListItem *item, AttestImportPreview *self)
{
  AttestListCell *cell = ATTEST_LIST_CELL (gtk_list_item_get_child (item));
  g_autofree char *name =
      self->grid != NULL ? attest_grid_dup_row_name (self->grid, get_row (item)) : NULL;

  attest_list_cell_set_texts (cell, name != NULL ? name : "", NULL);
  attest_list_cell_set_style (cell, "dim-label");
}

/* The columns */

/* A, B, …, Z, AA, as spreadsheets have it. */
static char *
name_column (guint column)
{
  GString *name = g_string_new (NULL);

  for (guint n = column + 1; n > 0; n = (n - 1) / 26)
    g_string_prepend_c (name, (char) ('A' + (n - 1) % 26));
  return g_string_free (name, FALSE);
}

static void
add_column (AttestImportPreview *self, guint column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autofree char *title = name_column (column);
  g_autoptr (GtkColumnViewColumn) shown = gtk_column_view_column_new (title, factory);

  g_object_set_data (G_OBJECT (factory), "attest-column", GUINT_TO_POINTER (column));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  gtk_column_view_column_set_fixed_width (shown, self->column_width);
  gtk_column_view_column_set_resizable (shown, TRUE);
  gtk_column_view_append_column (self->view, shown);
}

static void
add_number_column (AttestImportPreview *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) shown = gtk_column_view_column_new (_ ("Row"), factory);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_number_cb), self, 0);
  gtk_column_view_append_column (self->view, shown);
}

/* What is there stays. */
static void
fill_columns (AttestImportPreview *self, guint n_columns)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  guint n = g_list_model_get_n_items (columns) - 1; /* beside that of the numbers */

  self->column_width = attest_import_measure_chars (GTK_WIDGET (self->view), COLUMN_CHARS);
  for (; n > n_columns; n--)
    {
      g_autoptr (GtkColumnViewColumn) last = g_list_model_get_item (columns, n);

      gtk_column_view_remove_column (self->view, last);
    }
  for (guint i = 1; i <= n; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      gtk_column_view_column_set_fixed_width (column, self->column_width);
    }
  for (; n < n_columns; n++)
    add_column (self, n);
}

/* Of several sheets, their names stand beside the numbers of the rows. */
static void
fill_numbers (AttestImportPreview *self)
{
  const gboolean has_names = self->grid != NULL && attest_grid_get_n_sheets (self->grid) > 1;
  g_autoptr (GtkColumnViewColumn) numbers =
      g_list_model_get_item (gtk_column_view_get_columns (self->view), 0);

  gtk_column_view_column_set_fixed_width (
      numbers,
      has_names ? attest_import_measure_chars (GTK_WIDGET (self->view), COLUMN_CHARS) : -1);
}

/* The rows */

static void
set_row (AttestImportPreview *self, guint row, gboolean is_new)
{
  g_autofree char *number = g_strdup_printf ("%u", row + 1);

  gtk_string_list_splice (self->rows, row, is_new ? 0 : 1, (const char *const[]){ number, NULL });
}

/* A few at first, and more with each frame: so it is made anew for another sheet. */
static void
fill_rows (AttestImportPreview *self)
{
  const guint n_rows = self->grid != NULL ? attest_grid_get_n_rows (self->grid) : 0;
  g_autoptr (GtkNoSelection) selection = NULL;

  gtk_column_view_set_model (self->view, NULL);
  g_clear_object (&self->rows);
  self->rows = gtk_string_list_new (NULL);
  for (guint i = 0; i < MIN (n_rows, ATTEST_IMPORT_PREVIEW_ROWS); i++)
    set_row (self, i, TRUE);
  selection = gtk_no_selection_new (
      attest_few_rows_new (g_object_ref (G_LIST_MODEL (self->rows)), GTK_WIDGET (self->view)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

static void
fill (AttestImportPreview *self)
{
  fill_numbers (self);
  fill_columns (
      self, self->grid != NULL ? MIN (attest_grid_get_n_columns (self->grid), MOST_COLUMNS) : 0);
  if (self->is_other)
    fill_rows (self);
  self->is_other = FALSE;
}

static gboolean
fill_cb (gpointer user_data)
{
  AttestImportPreview *self = user_data;

  self->filling = 0;
  fill (self);
  return G_SOURCE_REMOVE;
}

/* How a row is read is seen by its letters. */
static const char *
get_style (const AttestSheetImport *reading, guint row)
{
  for (guint i = 0; reading != NULL && i < reading->skipped->len; i++)
    {
      const AttestSheetSkip *skip = &g_array_index (reading->skipped, AttestSheetSkip, i);

      if (row + 1 >= skip->first && row + 1 <= skip->last)
        return skip->kind == ATTEST_SHEET_ROW_HEADER ? "heading" : "dim-label";
    }
  return NULL;
}

/* The object */

/* With other letters, as many of them have other room. */
static void
attest_import_preview_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  AttestImportPreview *self = ATTEST_IMPORT_PREVIEW (widget);

  GTK_WIDGET_CLASS (attest_import_preview_parent_class)->system_setting_changed (widget, setting);
  if (self->grid != NULL)
    fill (self);
}

static void
attest_import_preview_dispose (GObject *object)
{
  AttestImportPreview *self = ATTEST_IMPORT_PREVIEW (object);

  g_clear_handle_id (&self->filling, g_source_remove);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->grid, attest_grid_unref);
  G_OBJECT_CLASS (attest_import_preview_parent_class)->dispose (object);
}

static void
attest_import_preview_class_init (AttestImportPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_import_preview_dispose;
  GTK_WIDGET_CLASS (klass)->system_setting_changed = attest_import_preview_system_setting_changed;
}

static void
attest_import_preview_init (AttestImportPreview *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_column_view_set_show_column_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "drafts");
  gtk_widget_add_css_class (scroller, "import-sheet");
  attest_readers_name_table (self->view, _ ("First Rows of the Sheet"));
  attest_list_tab_install (GTK_WIDGET (self->view));
  add_number_column (self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * attest_import_preview_show:
 * @self: a preview
 * @grid: (nullable): the sheet; %NULL: there is none
 * @reading: (nullable): how it is read; not kept
 *
 * Another sheet is there in the next turn of the main loop, before the frame: what surrounds it has
 * much to do in this one.
 */
void
attest_import_preview_show (AttestImportPreview *self, AttestGrid *grid, AttestSheetImport *reading)
{
  g_return_if_fail (ATTEST_IS_IMPORT_PREVIEW (self));

  self->is_other = self->is_other || grid != self->grid;
  for (guint i = 0; i < ATTEST_IMPORT_PREVIEW_ROWS; i++)
    {
      const char *style = get_style (reading, i);
      const gboolean is_changed = style != self->styles[i];

      self->styles[i] = style;
      if (is_changed && !self->is_other && grid != NULL && i < attest_grid_get_n_rows (grid))
        set_row (self, i, FALSE);
    }
  if (!self->is_other)
    return;
  g_clear_pointer (&self->grid, attest_grid_unref);
  self->grid = grid != NULL ? attest_grid_ref (grid) : NULL;
  if (self->filling == 0)
    self->filling = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fill_cb, self, NULL);
}
