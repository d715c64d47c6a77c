/* What was understood by itself: see the header. */
#include "attest-config.h"
#include "imports/attest-import-understood.h"

#include "base/attest-text.h"
#include "check/attest-countries.h"
#include "imports/attest-import-value-row.h"
#include "imports/attest-import-words.h"
#include "intake/attest-sheet-known.h"
#include "intake/attest-sheet-words.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

/* More rows appear when these are decided. */
#define MOST_UNDERSTOOD 60

static char *
understand_flag (const AttestSheetColumn *column, const char *text)
{
  g_autofree char *path = g_strconcat (column->opposite ? "!" : "", column->path, NULL);
  const char *wire = NULL;

  if (attest_sheet_find_value (path, text, &wire) != ATTEST_SHEET_WORD_KNOWN)
    return NULL;
  return g_strdup (g_str_equal (wire, "yes") ? _ ("Yes") : _ ("No"));
}

/* Returns: (nullable): what @text in @column was taken for, if that is not the same */
static char *
understand (AttestImport *import, const AttestSheetColumn *column, const char *text)
{
  const AttestField *field = column->place.field;
  const char *name = NULL;
  const char *scheme = NULL;

  if (field->kind == ATTEST_FIELD_FLAG)
    return understand_flag (column, text);
  if (field->kind == ATTEST_FIELD_CHOICE
      && attest_sheet_find_value (column->path, text, &name) == ATTEST_SHEET_WORD_KNOWN)
    return attest_import_name_text (
        attest_sheet_place_get_owner (&column->place, attest_import_get_schema (import)),
        field,
        name);
  if (g_str_has_suffix (column->path, "country")
      && attest_countries_match (text, &name) == ATTEST_COUNTRY_ALIAS)
    return g_strdup (name);
  if (g_str_has_suffix (column->path, "standards_name")
      && attest_sheet_find_standard (text, &name, &scheme) == ATTEST_SHEET_WORD_KNOWN
      && !g_str_equal (name, text))
    return g_strdup (name);
  return NULL;
}

/* Returns: (transfer full): how often each distinct text stands in @column */
static guint *
count_texts (const AttestSheetTable *table, const AttestSheetColumn *column)
{
  guint *counts = g_new0 (guint, attest_grid_get_n_ids (table->grid) + 1);
  const guint n_rows = attest_grid_get_n_rows (table->grid);

  for (guint row = table->header + table->n_header; row < n_rows; row++)
    counts[attest_grid_get_id (table->grid, row, column->column)]++;
  return counts;
}

static GtkWidget *
make_understood_row (const char *text, const char *meaning, guint n_cells)
{
  g_autofree char *count = attest_import_value_describe_count (n_cells);
  g_autofree char *words = g_strdup_printf ("%s → %s", text, meaning);

  return g_object_new (
      ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", words, "subtitle", count, NULL);
}

/**
 * attest_import_understood_new:
 * @import: an import that was read
 * @column: of its sheet
 *
 * Returns: (nullable) (transfer floating): a row that folds up what was understood by itself;
 *   %NULL: nothing was
 */
GtkWidget *
attest_import_understood_new (AttestImport *import, const AttestSheetColumn *column)
{
  const AttestSheetTable *table = attest_import_get_reading (import)->table;
  g_autofree guint *counts = count_texts (table, column);
  GtkWidget *expander = NULL;
  g_autofree char *title = NULL;
  guint n = 0;

  for (guint id = 1; id <= attest_grid_get_n_ids (table->grid) && n < MOST_UNDERSTOOD; id++)
    {
      const char *text = counts[id] > 0 ? attest_grid_get_text_of_id (table->grid, id) : NULL;
      g_autofree char *meaning = text != NULL ? understand (import, column, text) : NULL;

      if (meaning == NULL)
        continue;
      if (n++ == 0)
        expander = adw_expander_row_new ();
      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander),
                                make_understood_row (text, meaning, counts[id]));
    }
  if (n == 0)
    return NULL;
  title = g_strdup_printf (ngettext ("%u value was understood", "%u values were understood", n), n);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  attest_readers_name_expander (ADW_EXPANDER_ROW (expander), title);
  return expander;
}

/**
 * attest_import_count_cells:
 * @table: a table
 * @column: of it
 *
 * Returns: (transfer full) (element-type utf8 guint): each text that stands in @column, tidy → in
 *   how many of its cells
 */
GHashTable *
attest_import_count_cells (const AttestSheetTable *table, const AttestSheetColumn *column)
{
  g_autofree guint *counts = count_texts (table, column);
  GHashTable *cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint id = 1; id <= attest_grid_get_n_ids (table->grid); id++)
    if (counts[id] > 0)
      {
        char *text =
            attest_text_tidy (attest_grid_get_text_of_id (table->grid, id), ATTEST_TEXT_LINE);
        const guint before = GPOINTER_TO_UINT (g_hash_table_lookup (cells, text));

        g_hash_table_replace (cells, text, GUINT_TO_POINTER (before + counts[id]));
      }
  return cells;
}
