/* Sheets as tables, and which of them are meant. Thread: any. */
#include "attest-config.h"
#include "intake/attest-sheet-tables.h"

#include "intake/attest-sheet-columns.h"
#include "intake/attest-sheet-dittos.h"
#include "intake/attest-sheet-header.h"
#include "intake/attest-sheet-marked.h"
#include "intake/attest-sheet-portions.h"
#include "model/attest-kinds.h"

#include <string.h>

#define FEW_COLUMNS 2 /* that are known, at least, in a sheet of records */
#define PATTERN "*?"  /* what no spreadsheet lets stand in the name of a sheet */

/* Returns: the row of the head that a person decided on, from 1; 0: none */
static guint
get_header (const AttestDecisions *decisions)
{
  const char *row = attest_decisions_get (decisions, ATTEST_DECIDE_HEADER, "");
  guint64 number = 0;

  return row != NULL && g_ascii_string_to_unsigned (row, 10, 1, ATTEST_GRID_MAX_ROWS, &number, NULL)
             ? (guint) number
             : 0;
}

/**
 * attest_sheet_table_new:
 * @grid: a sheet
 * @schema: the kind of the records in it
 * @decisions: what a person decided
 *
 * Returns: (transfer full): the table; without a head if none was found
 */
AttestSheetTable *
attest_sheet_table_new (AttestGrid *grid,
                        const AttestSchema *schema,
                        const AttestDecisions *decisions)
{
  AttestSheetTable *self = NULL;
  AttestSheetHeader header = { 0 };

  g_return_val_if_fail (grid != NULL && schema != NULL && decisions != NULL, NULL);

  self = attest_sheet_table_open (grid, schema);
  header = attest_sheet_header_find (grid, self->used, schema, get_header (decisions));
  self->header = header.first;
  self->n_header = header.n_rows;
  attest_sheet_columns_add (self, decisions);
  attest_sheet_marked_find (self, decisions);
  attest_sheet_portions_find (self, decisions);
  attest_sheet_dittos_add (self);
  attest_sheet_dittos_find_blanks (self, decisions);
  return self;
}

/**
 * attest_sheet_table_new_below:
 * @grid: a sheet
 * @first: a table whose rows are the first of @grid
 * @decisions: what a person decided
 *
 * Returns: (transfer full): the table with the same head
 */
AttestSheetTable *
attest_sheet_table_new_below (AttestGrid *grid,
                              AttestSheetTable *first,
                              const AttestDecisions *decisions)
{
  AttestSheetTable *self = NULL;

  g_return_val_if_fail (grid != NULL && first != NULL && decisions != NULL, NULL);

  self = attest_sheet_table_open (grid, first->schema);
  self->header = first->header;
  self->n_header = first->n_header;
  attest_sheet_columns_add (self, decisions);
  attest_sheet_marked_find (self, decisions);
  attest_sheet_portions_find (self, decisions);
  attest_sheet_dittos_add (self);
  attest_sheet_dittos_find_blanks (self, decisions);
  return self;
}

/* Which sheets are meant. */

/* @choice: (nullable): a decision about the sheet. Returns: whether it can mean several: it has a
 * name on each line, or a pattern */
gboolean
attest_sheet_choice_is_several (const char *choice)
{
  return choice != NULL && strpbrk (choice, "\n" PATTERN) != NULL;
}

/* @choice: a decision about the sheet. Returns: whether it means the sheet @name */
gboolean
attest_sheet_choice_has (const char *choice, const char *name)
{
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (choice != NULL && name != NULL, FALSE);

  if (g_str_equal (choice, name))
    return TRUE;
  lines = g_strsplit (choice, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_equal (lines[i], name)
        || (strpbrk (lines[i], PATTERN) != NULL && g_pattern_match_simple (lines[i], name)))
      return TRUE;
  return FALSE;
}

/* A sheet with the record's number comes before one that has more columns without it. */
static guint
rate (AttestSheetTable *table, const AttestSchema *schema)
{
  guint rating = table->n_mapped;

  if (attest_sheet_table_find (table, schema->fields[schema->title_field].key) != NULL)
    rating += 1000;
  return attest_grid_is_hidden (table->grid) ? 0 : rating;
}

/**
 * attest_sheet_table_choose:
 * @tables: (element-type AttestSheetTable): those of a file
 * @schema: the kind of the records
 * @sheet: (nullable): the name of the one that a person chose, or what several are called
 *
 * Returns: the place of the table with the records; -1 if there is none
 */
int
attest_sheet_table_choose (GPtrArray *tables, const AttestSchema *schema, const char *sheet)
{
  int best = -1;
  guint most = FEW_COLUMNS - 1;

  for (guint i = 0; i < tables->len; i++)
    {
      AttestSheetTable *table = g_ptr_array_index (tables, i);

      if (sheet != NULL && g_str_equal (attest_grid_get_name (table->grid), sheet))
        return (int) i;
      if ((sheet != NULL && !attest_sheet_choice_has (sheet, attest_grid_get_name (table->grid)))
          || rate (table, schema) <= most)
        continue;
      most = rate (table, schema);
      best = (int) i;
    }
  return best;
}

/**
 * attest_sheet_guess_kind:
 * @workbook: a file
 * @decisions: what a person decided
 *
 * Returns: (transfer none): the kind of record whose fields most columns are for
 */
const AttestSchema *
attest_sheet_guess_kind (AttestWorkbook *workbook, const AttestDecisions *decisions)
{
  guint n_kinds = 0;
  const AttestSchema *const *kinds = attest_kinds_list (&n_kinds);
  const AttestSchema *best = kinds[0];
  guint most = 0;

  g_return_val_if_fail (workbook != NULL && decisions != NULL, NULL);

  for (guint i = 0; i < n_kinds; i++)
    for (guint j = 0; j < workbook->grids->len; j++)
      {
        g_autoptr (AttestSheetTable) table =
            attest_sheet_table_new (g_ptr_array_index (workbook->grids, j), kinds[i], decisions);

        if (table->n_mapped <= most)
          continue;
        most = table->n_mapped;
        best = kinds[i];
      }
  return best;
}
