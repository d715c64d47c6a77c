/* Rows that say no more: see the header. Such a row may be a slip of whoever copied it, or differ
 * in a column that is left out: nothing of it is in the record, and that is told. */
#include "attest-config.h"
#include "intake/attest-sheet-repeats.h"

#include "base/attest-listing.h"
#include "base/attest-str.h"
#include "intake/attest-sheet-left.h"
#include "intake/attest-sheet-place.h"
#include "intake/attest-sheet-remarks.h"
#include "intake/attest-sheet-title.h"
#include "sheet/attest-grid-parts.h"

#include <glib/gi18n-lib.h>

#define MOST_NAMED 5 /* rows in a sentence */

/* Returns: how many items of a list with lists of their own have in those */
static guint
count_inner (AttestRecordList *list, const AttestSchema *child)
{
  guint n = 0;

  for (guint i = 0; i < child->n_fields; i++)
    for (guint j = 0;
         attest_field_is_list (&child->fields[i]) && j < attest_record_list_get_length (list);
         j++)
      n += attest_record_list_get_length (
          attest_record_get_list (attest_record_list_get (list, j), i));
  return n;
}

static guint
count_items (AttestRecord *record)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  guint n = 0;

  for (guint i = 0; i < schema->n_fields; i++)
    {
      AttestRecordList *list =
          attest_field_is_list (&schema->fields[i]) ? attest_record_get_list (record, i) : NULL;

      if (list != NULL)
        n += attest_record_list_get_length (list) + count_inner (list, schema->fields[i].child);
    }
  return n;
}

/* @group: whose row is about to be taken. Returns: how much is said of it by now */
AttestSheetRepeats
attest_sheet_repeats_begin (AttestSheetGather *self, AttestSheetGroup *group)
{
  AttestSheetRepeats before = { 0 };

  if (group->result->rows->len < 2)
    return before;
  before.n_put = self->n_put;
  before.n_items = count_items (group->result->record);
  before.n_problems = group->result->problems->len;
  before.n_asked = attest_sheet_values_get_n_asked (self->import->values);
  return before;
}

/* A row that goes on with the one above is seen to be of that record. */
static gboolean
has_own_title (AttestSheetGather *self)
{
  const AttestSheetColumn *title = attest_sheet_title_find (self->table);

  return title != NULL
         && !attest_str_is_blank (
             attest_grid_get_text (self->table->grid, self->row, title->column));
}

/**
 * attest_sheet_repeats_end:
 * @before: what was said of @group before its row was taken
 *
 * Notes the row, if it says no more of the record than the rows before it.
 */
void
attest_sheet_repeats_end (AttestSheetGather *self,
                          AttestSheetGroup *group,
                          const AttestSheetRepeats *before)
{
  if (group->result->rows->len < 2 || self->table != self->import->table || self->portion > 0
      || self->n_pieces > 0 || self->age != ATTEST_SHEET_AGE_SAME || before->n_put != self->n_put
      || before->n_problems != group->result->problems->len
      || before->n_asked != attest_sheet_values_get_n_asked (self->import->values)
      || before->n_items != count_items (group->result->record) || !has_own_title (self))
    return;
  if (group->repeats == NULL)
    group->repeats = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (group->repeats, self->row);
}

/* Returns: (transfer full): what people call the rows that say no more */
static char *
name_rows (AttestGrid *grid, const GArray *rows)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < MIN (rows->len, MOST_NAMED); i++)
    {
      g_autofree char *name = attest_grid_dup_row_name (grid, g_array_index (rows, guint, i));

      attest_listing_add (names, name);
    }
  if (rows->len > MOST_NAMED)
    attest_listing_add_more (names);
  return g_string_free (names, FALSE);
}

/* Returns: (transfer full): that @rows say no more, and what of them is left out if that is
 * something */
static char *
describe (AttestSheetGather *self, const AttestSheetGroup *group)
{
  AttestSheetTable *table = self->import->table;
  const GPtrArray *left = attest_sheet_left_need (self);
  const guint first = g_array_index (group->result->rows, guint, 0) - 1;
  g_autofree char *names = name_rows (table->grid, group->repeats);

  for (guint i = 0; i < group->repeats->len; i++)
    {
      const guint row = g_array_index (group->repeats, guint, i);
      const AttestSheetColumn *column = attest_sheet_left_find_difference (left, table, row, first);

      if (column != NULL)
        return g_strdup_printf (
            /* TRANSLATORS: rows of a sheet; the title of a column, and what stands in it in two
             * rows */
            _ ("These rows say no more of this record than those before: %s. “%s”, which is left "
               "out, is “%s” and “%s”."),
            names,
            column->head,
            attest_sheet_table_get_text (table, first, column->column),
            attest_sheet_table_get_text (table, row, column->column));
    }
  return g_strdup_printf (
      /* TRANSLATORS: rows of a sheet */
      _ ("These rows say no more of this record than those before: %s."),
      names);
}

/* Once all rows were taken: one sentence about those of @group that say no more. */
void
attest_sheet_repeats_report (AttestSheetGather *self, AttestSheetGroup *group)
{
  const AttestSchema *schema = self->import->schema;
  g_autofree char *message = NULL;

  if (group->repeats == NULL)
    return;
  message = describe (self, group);
  attest_sheet_group_report (group,
                             ATTEST_SEVERITY_WARNING,
                             schema->fields[schema->title_field].key,
                             "rows-repeated",
                             message);
}
