/* Columns that a profile expects: see the header. A column that was renamed would go unread, and
 * what last month's sheet said would stand. */
#include "attest-config.h"
#include "intake/attest-sheet-absent.h"

#include "base/attest-listing.h"
#include "intake/attest-sheet-gather.h"
#include "intake/attest-sheet-words.h"

#include <glib/gi18n-lib.h>

/* Returns: (nullable): the field that @column is for; all that say which standards there are, by
 * their names or by marks, are for the same */
static const char *
get_field (const AttestSheetColumn *column)
{
  if (column->standard != NULL)
    return ATTEST_SHEET_STANDARDS;
  return column->path != NULL && *column->path != '#' ? column->path : NULL;
}

/* Whether @table has the column, whatever that is for now, or another one for its field. */
static gboolean
has_column (const AttestSheetTable *table, const char *head, const char *path)
{
  g_autofree char *wanted = attest_sheet_fold (head);

  for (guint i = 0; i < table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (table->columns, i);
      g_autofree char *own = attest_sheet_fold (column->head);

      if (g_strcmp0 (get_field (column), path) == 0 || g_str_equal (own, wanted))
        return TRUE;
    }
  return FALSE;
}

static gboolean
some_has_column (GPtrArray *tables, const char *head, const char *path)
{
  for (guint i = 0; i < tables->len; i++)
    if (has_column (g_ptr_array_index (tables, i), head, path))
      return TRUE;
  return FALSE;
}

/**
 * attest_sheet_absent_expect:
 * @decisions: of a profile
 * @table: a sheet of its kind
 *
 * The columns of @table that are for a field are from now on those that are expected.
 */
void
attest_sheet_absent_expect (AttestDecisions *decisions, const AttestSheetTable *table)
{
  g_autoptr (GPtrArray) before = attest_decisions_list (decisions, ATTEST_DECIDE_EXPECT);

  for (guint i = before->len; i > 0; i--)
    attest_decisions_set (decisions, ATTEST_DECIDE_EXPECT, g_ptr_array_index (before, i - 1), NULL);
  for (guint i = 0; i < table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (table->columns, i);

      if (get_field (column) != NULL)
        attest_decisions_set (decisions, ATTEST_DECIDE_EXPECT, column->head, get_field (column));
    }
}

/**
 * attest_sheet_absent_find:
 * @decisions: by which the sheet is read
 * @table: it
 * @joined: (element-type AttestSheetTable): other sheets that say more of the same records
 *
 * Returns: (transfer full) (element-type utf8): the titles of columns that are expected and not
 *   there, if no other one is for the same
 */
GPtrArray *
attest_sheet_absent_find (const AttestDecisions *decisions,
                          const AttestSheetTable *table,
                          GPtrArray *joined)
{
  g_autoptr (GPtrArray) heads = attest_decisions_list (decisions, ATTEST_DECIDE_EXPECT);
  GPtrArray *absent = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < heads->len; i++)
    {
      const char *head = g_ptr_array_index (heads, i);
      const char *path = attest_decisions_get (decisions, ATTEST_DECIDE_EXPECT, head);

      if (*path != '\0' && !has_column (table, head, path) && !some_has_column (joined, head, path))
        g_ptr_array_add (absent, g_strdup (head));
    }
  return absent;
}

/* Returns: (transfer full) (nullable): a sentence for people; %NULL: nothing is @absent */
char *
attest_sheet_absent_describe (const GPtrArray *absent)
{
  g_autofree char *names = NULL;

  g_return_val_if_fail (absent != NULL, NULL);

  if (absent->len == 0)
    return NULL;
  names = attest_listing_quote (absent);
  /* TRANSLATORS: %s are titles of columns, in quotation marks */
  return g_strdup_printf (_ ("The profile expects columns that the sheet does not have: %s."),
                          names);
}
