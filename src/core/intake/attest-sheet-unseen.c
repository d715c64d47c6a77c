/* Rows that a filter hides: see the header.
 *
 * They are left out, and listed as that. Where others of the same number are shown the record lacks
 * what they have, a standard or a site, and would replace one that has it: that is told there. */
#include "attest-config.h"
#include "intake/attest-sheet-unseen.h"

#include "base/attest-listing.h"
#include "base/attest-text.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-remarks.h"
#include "intake/attest-sheet-title.h"
#include "sheet/attest-grid-parts.h"

#include <glib/gi18n-lib.h>

#define MOST_ROWS 12 /* that are named */

static gboolean
has_text (AttestSheetTable *table, guint row)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (table->columns, i);

      if (column->path != NULL
          && !attest_sheet_is_nothing (attest_grid_get_text (table->grid, row, column->column)))
        return TRUE;
    }
  return FALSE;
}

static void
add_row (GHashTable *rows, const char *number, guint row)
{
  g_autofree char *key = attest_text_fold_tight (number);
  GArray *list = g_hash_table_lookup (rows, key);

  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (rows, g_steal_pointer (&key), list);
    }
  g_array_append_val (list, row);
}

static gboolean
has_hidden (AttestGrid *grid)
{
  for (guint row = 0; row < attest_grid_get_n_rows (grid); row++)
    if (attest_grid_row_is_hidden (grid, row))
      return TRUE;
  return FALSE;
}

/* A row without a number is of the one above, as far as there is no empty one between. Returns:
 * (transfer full): folded number → rows, from 0, that are hidden */
static GHashTable *
list_hidden (AttestSheetTable *table, guint column)
{
  GHashTable *rows =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  const char *above = "";

  for (guint row = table->header + table->n_header; row < attest_grid_get_n_rows (table->grid);
       row++)
    {
      const char *number = attest_sheet_table_get_text (table, row, column);

      if (!attest_sheet_is_nothing (number))
        above = number;
      else if (!has_text (table, row))
        above = "";
      if (*above != '\0' && attest_grid_row_is_hidden (table->grid, row))
        add_row (rows, above, row);
    }
  return rows;
}

static void
report (AttestSheetGather *self, AttestSheetGroup *group, const GArray *rows)
{
  const AttestSchema *schema = self->import->schema;
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *message = NULL;

  for (guint i = 0; i < MIN (rows->len, MOST_ROWS); i++)
    {
      g_autofree char *name =
          attest_grid_dup_row_name (self->import->table->grid, g_array_index (rows, guint, i));

      attest_listing_add (names, name);
    }
  if (rows->len > MOST_ROWS)
    attest_listing_add_more (names);
  /* TRANSLATORS: rows of a sheet */
  message = g_strdup_printf (
      _ ("These rows of this record are hidden in the sheet and were left out: %s."), names->str);
  attest_sheet_group_report (group,
                             ATTEST_SEVERITY_WARNING,
                             schema->fields[schema->title_field].key,
                             "rows-hidden",
                             message);
}

/**
 * attest_sheet_unseen_report:
 * @self: with all records of the sheet
 *
 * Tells of each record that has rows which are shown which of its others are hidden.
 */
void
attest_sheet_unseen_report (AttestSheetGather *self)
{
  AttestSheetTable *table = NULL;
  const AttestSheetColumn *number = NULL;
  g_autoptr (GHashTable) hidden = NULL;

  g_return_if_fail (self != NULL);

  table = self->import->table;
  number = attest_sheet_title_find (table);
  if (number == NULL || !has_hidden (table->grid))
    return;
  hidden = list_hidden (table, number->column);
  for (guint i = 0; i < self->groups->len; i++)
    {
      AttestSheetGroup *group = g_ptr_array_index (self->groups, i);
      const GArray *own = group->result->rows;
      const char *text = own->len > 0 ? attest_sheet_table_get_text (
                             table, g_array_index (own, guint, 0) - 1, number->column)
                                      : "";
      g_autofree char *key = attest_text_fold_tight (text);
      const GArray *rows = g_hash_table_lookup (hidden, key);

      if (rows != NULL)
        report (self, group, rows);
    }
}
