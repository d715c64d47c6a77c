/* Columns of marks: see the header.
 *
 * One column with such a title can be about anything; several beside each other say which of them
 * it is. */
#include "attest-config.h"
#include "intake/attest-sheet-marked.h"

#include "intake/attest-sheet-columns.h"
#include "intake/attest-sheet-known.h"
#include "intake/attest-sheet-marks.h"
#include "intake/attest-sheet-words.h"

/* What a column of marks could say. Returns: (nullable): what its title stands for */
typedef const char *(*Meaning) (const AttestSheetTable *table, const AttestSheetColumn *column);

static const char *
find_standard (const AttestSheetTable *table, const AttestSheetColumn *column)
{
  return attest_sheet_find_system (column->head);
}

static const char *
find_status (const AttestSheetTable *table, const AttestSheetColumn *column)
{
  const char *wire = NULL;

  return attest_sheet_find_value (table->schema->status->key, column->head, &wire)
                 == ATTEST_SHEET_WORD_KNOWN
             ? wire
             : NULL;
}

static const char *
find (const AttestSheetTable *table,
      const AttestSheetColumn *column,
      const AttestDecisions *decisions,
      Meaning meaning)
{
  if (column->path != NULL || column->standard != NULL || column->rival != NULL || column->is_hidden
      || attest_sheet_find_decided (decisions, ATTEST_DECIDE_COLUMN, column->head) != NULL)
    return NULL;
  return meaning (table, column);
}

/* Returns: whether several columns have titles of such meanings, and each another */
static gboolean
are_several (const AttestSheetTable *table, const AttestDecisions *decisions, Meaning meaning)
{
  g_autoptr (GHashTable) found = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < table->columns->len; i++)
    {
      const char *what = find (table, g_ptr_array_index (table->columns, i), decisions, meaning);

      if (what != NULL && !g_hash_table_add (found, (gpointer) what))
        return FALSE;
    }
  return g_hash_table_size (found) > 1;
}

static void
find_standards (AttestSheetTable *table, const AttestDecisions *decisions)
{
  if (attest_sheet_table_has_standards (table) || !are_several (table, decisions, find_standard))
    return;
  for (guint i = 0; i < table->columns->len; i++)
    {
      AttestSheetColumn *column = g_ptr_array_index (table->columns, i);
      const char *standard = find (table, column, decisions, find_standard);

      column->standard = g_strdup (standard);
      table->n_mapped += standard != NULL;
    }
}

static void
find_statuses (AttestSheetTable *table, const AttestDecisions *decisions)
{
  const char *path = table->schema->status->key;

  if (attest_sheet_table_find (table, path) != NULL || !are_several (table, decisions, find_status))
    return;
  for (guint i = 0; i < table->columns->len; i++)
    {
      AttestSheetColumn *column = g_ptr_array_index (table->columns, i);

      if (find (table, column, decisions, find_status) == NULL)
        continue;
      column->is_marked = TRUE;
      column->is_end = FALSE;
      column->path = g_strdup (path);
      column->place = attest_sheet_place_find (table->schema, path);
      table->n_mapped++;
    }
}

/* Whether crosses are all that stands under standards, and not everywhere: nobody marks only what
 * is not. */
static gboolean
has_crosses (AttestSheetTable *table)
{
  guint n_crosses = 0;
  guint n_blank = 0;

  for (guint i = 0; i < table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (table->columns, i);

      for (guint row = table->header + table->n_header;
           column->standard != NULL && row < attest_grid_get_length (table->grid, column->column);
           row++)
        {
          const char *text = attest_sheet_table_get_text (table, row, column->column);

          if (attest_sheet_is_cross (text))
            n_crosses++;
          else if (*text == '\0')
            n_blank++;
          else
            return FALSE;
        }
    }
  return n_crosses > 0 && n_blank > 0;
}

/**
 * attest_sheet_marked_find:
 * @table: a table with its columns
 * @decisions: what a person decided
 *
 * Finds the columns of marks among those that are for nothing else.
 */
void
attest_sheet_marked_find (AttestSheetTable *table, const AttestDecisions *decisions)
{
  g_return_if_fail (table != NULL && decisions != NULL);

  if (table->schema->status == NULL)
    return;
  find_standards (table, decisions);
  table->has_crosses = has_crosses (table);
  find_statuses (table, decisions);
}
