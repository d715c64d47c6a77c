/* ISO 9001 beside 2015: see the header.
 *
 * 연도 can be the year of anything. It is that of the standards where each of them is known to have
 * such an edition. */
#include "attest-config.h"
#include "intake/attest-sheet-editions.h"

#include "base/attest-str.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-known.h"
#include "intake/attest-sheet-standards.h"
#include "intake/attest-sheet-words.h"

#include <string.h>

/* 2015, :2015, 2015년, Rev. 2015. Returns: (transfer full) (nullable): the year alone */
static char *
dup_year (const char *text)
{
  static GRegex *regex = NULL;
  g_autoptr (GMatchInfo) match = NULL;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex,
                       g_regex_new ("^\\s*(?:rev\\.?|ver\\.?|ed\\.?|[:-])?\\s*((?:19|20)[0-9]{2})"
                                    "\\s*[년年]?\\s*[판版]?\\s*$",
                                    G_REGEX_CASELESS,
                                    0,
                                    NULL));
  return g_regex_match (regex, text, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

/* Returns: (transfer full) (element-type utf8): the years in @text; empty if it has anything else
 */
static GPtrArray *
split_years (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ",/;+&\n\r", -1);
  GPtrArray *years = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *year = dup_year (parts[i]);

      if (year == NULL)
        {
          g_ptr_array_set_size (years, 0);
          break;
        }
      g_ptr_array_add (years, year);
    }
  return years;
}

/* @editions: what stands beside a cell of @standards. Returns: (transfer full) (nullable): the
 * standards, each with its edition; %NULL: that is not what @editions are, or one has another
 * already */
static char *
join (const char *standards, const char *editions)
{
  g_autoptr (GPtrArray) pieces = NULL;
  g_autoptr (GPtrArray) years = NULL;
  g_autoptr (GString) joined = NULL;

  pieces = attest_sheet_split_standards (standards);
  years = split_years (editions);
  if (years->len == 0 || (years->len > 1 && years->len != pieces->len))
    return NULL;
  joined = g_string_new (NULL);
  for (guint i = 0; i < pieces->len; i++)
    {
      const char *piece = g_ptr_array_index (pieces, i);
      const char *year = g_ptr_array_index (years, years->len > 1 ? i : 0);
      const char *colon = strchr (piece, ':');

      if (colon != NULL && !g_str_has_prefix (colon + 1, year))
        return NULL;
      g_string_append_printf (joined,
                              "%s%s%s%s",
                              i > 0 ? "\n" : "",
                              piece,
                              colon == NULL ? ":" : "",
                              colon == NULL ? year : "");
    }
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

/* Returns: whether there is each of the standards in @text, with the edition it has there */
static gboolean
are_known (const char *text)
{
  g_autoptr (GPtrArray) pieces = attest_sheet_split_standards (text);
  const char *name = NULL;
  const char *scheme = NULL;

  for (guint i = 0; i < pieces->len; i++)
    if (attest_sheet_find_standard (g_ptr_array_index (pieces, i), &name, &scheme)
            != ATTEST_SHEET_WORD_KNOWN
        && !attest_sheet_has_word ("older_editions", g_ptr_array_index (pieces, i)))
      return FALSE;
  return pieces->len > 0;
}

/* 9001 is ISO 9001, under such a title. */
static gboolean
has_known (const char *text)
{
  g_autoptr (GPtrArray) pieces = attest_sheet_split_standards (text);

  for (guint i = 0; i < pieces->len; i++)
    if (attest_sheet_is_standard (g_ptr_array_index (pieces, i)))
      return TRUE;
  return FALSE;
}

/* Whether each standard of the table, as far as it is one that is known, has its edition beside it.
 */
static gboolean
are_editions (AttestSheetTable *table, guint standards, guint editions)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean has_any = FALSE;

  for (guint row = table->header + table->n_header; row < attest_grid_get_n_rows (table->grid);
       row++)
    {
      const char *standard = attest_sheet_table_get_text (table, row, standards);
      const char *edition = attest_sheet_table_get_text (table, row, editions);
      g_autofree char *joined = NULL;

      if (attest_sheet_is_nothing (standard) || attest_sheet_is_nothing (edition)
          || !g_hash_table_add (seen, g_strconcat (standard, "\n", edition, NULL))
          || !has_known (standard))
        continue;
      has_any = TRUE;
      joined = join (standard, edition);
      if (joined == NULL || !are_known (joined))
        return FALSE;
    }
  return has_any;
}

/**
 * attest_sheet_editions_find:
 * @table: with what its columns are for
 *
 * A column of editions goes on with the one of the standards at its left.
 */
void
attest_sheet_editions_find (AttestSheetTable *table)
{
  const AttestSheetColumn *standards = NULL;

  g_return_if_fail (table != NULL);

  standards = attest_sheet_table_find (table, ATTEST_SHEET_STANDARDS);
  for (guint i = 0; standards != NULL && i < table->columns->len; i++)
    {
      AttestSheetColumn *column = g_ptr_array_index (table->columns, i);

      if (column->path != NULL || column->is_hidden || column->column <= standards->column
          || !attest_sheet_has_word ("editions", column->head)
          || !are_editions (table, standards->column, column->column))
        continue;
      column->path = g_strdup (ATTEST_SHEET_STANDARDS);
      column->place = standards->place;
      column->is_line = column->is_edition = table->has_lines = TRUE;
      table->n_mapped++;
      return;
    }
}

/* @whole: a cell of standards, which get the editions in @text */
static void
put_editions (GString *whole, const char *text)
{
  g_autofree char *joined = join (whole->str, text);

  if (joined != NULL)
    g_string_assign (whole, joined);
}

/* @row: of @table, from 0. Returns: (transfer full): what stands in @column, and in those that go
 * on with it */
char *
attest_sheet_editions_join_lines (AttestSheetTable *table,
                                  guint row,
                                  const AttestSheetColumn *column)
{
  const char *first = NULL;
  GString *whole = NULL;

  g_return_val_if_fail (table != NULL && column != NULL, NULL);

  first = attest_sheet_table_get_text (table, row, column->column);
  whole = g_string_new (attest_sheet_is_nothing (first) ? "" : first);
  for (guint i = 0; column->path != NULL && i < table->columns->len; i++)
    {
      const AttestSheetColumn *other = g_ptr_array_index (table->columns, i);
      const char *text = attest_sheet_table_get_text (table, row, other->column);

      if (!other->is_line || !g_str_equal (other->path, column->path)
          || attest_sheet_is_nothing (text))
        continue;
      if (other->is_edition)
        put_editions (whole, text);
      else if (strstr (whole->str, text) == NULL)
        g_string_append_printf (whole, "%s%s", whole->len > 0 ? ", " : "", text);
    }
  return g_string_free (whole, FALSE);
}
