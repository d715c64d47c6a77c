/* Several certificates in one row: see the header.
 *
 * The first number is that of the first standard. Days and statuses are of one each where there are
 * as many of them; what there is one of is of all. */
#include "attest-config.h"
#include "intake/attest-sheet-pairs.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-standards.h"
#include "intake/attest-sheet-words.h"

#include <string.h>

#define LEAST_NUMBER 3 /* bytes */

/* Returns: (transfer full) (element-type utf8): what stands between the signs that part items */
static GPtrArray *
split (const char *text)
{
  static const char *const between[] = { " / ", ", ", "; ", " + ", " & ", "\r" };
  GPtrArray *pieces = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) lines = g_string_new (text);
  g_auto (GStrv) parts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (between); i++)
    g_string_replace (lines, between[i], "\n", 0);
  parts = g_strsplit (lines->str, "\n", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *piece = attest_text_tidy (parts[i], ATTEST_TEXT_LINE);

      if (*piece != '\0')
        g_ptr_array_add (pieces, piece);
      else
        g_free (piece);
    }
  return pieces;
}

static gboolean
are_numbers (const GPtrArray *pieces)
{
  for (guint i = 0; i < pieces->len; i++)
    {
      const char *piece = g_ptr_array_index (pieces, i);

      if (strlen (piece) < LEAST_NUMBER || !attest_str_has_digit (piece)
          || strpbrk (piece, "~(") != NULL)
        return FALSE;
      for (guint j = 0; j < i; j++)
        if (g_str_equal (piece, g_ptr_array_index (pieces, j)))
          return FALSE;
    }
  return TRUE;
}

/**
 * attest_sheet_pairs_count:
 * @table: a sheet whose rows have a certificate each
 * @row: from 0
 *
 * Returns: how many certificates are in @row, with a number and a standard each; 0: one, or a
 *   person has to look
 */
guint
attest_sheet_pairs_count (AttestSheetTable *table, guint row)
{
  const AttestSchema *schema = table->schema;
  const char *number =
      attest_sheet_table_get_path_text (table, row, schema->fields[schema->title_field].key);
  const char *standard = NULL;
  g_autoptr (GPtrArray) numbers = NULL;
  g_autoptr (GPtrArray) standards = NULL;

  if (schema->entity_id == NULL || table->portions != NULL || strpbrk (number, "\n/,;+&") == NULL)
    return 0;
  standard = attest_sheet_table_get_path_text (table, row, ATTEST_SHEET_STANDARDS);
  if (attest_sheet_is_nothing (standard))
    return 0;
  numbers = split (number);
  standards = attest_sheet_split_standards (standard);
  return numbers->len > 1 && numbers->len == standards->len && are_numbers (numbers) ? numbers->len
                                                                                     : 0;
}

/* A time that begins and ends has two days in as many lines. */
static gboolean
are_days (const GPtrArray *pieces)
{
  for (guint i = 0; i < pieces->len; i++)
    {
      const char *piece = g_ptr_array_index (pieces, i);

      if (!g_ascii_isdigit (*piece) || strchr (piece, '~') != strrchr (piece, '~')
          || (strchr (piece, '~') != NULL) != (strchr (pieces->pdata[0], '~') != NULL)
          || g_str_has_suffix (piece, "~") || g_str_has_suffix (piece, "부터"))
        return FALSE;
    }
  return TRUE;
}

/**
 * attest_sheet_pairs_dup:
 * @field: (nullable): what the cell is for
 * @text: what stands in it
 * @piece: which of the certificates of its row is meant, from 1
 * @n: how many those are
 *
 * Returns: (transfer full) (nullable): what it says of that one; %NULL: it is of all
 */
char *
attest_sheet_pairs_dup (const AttestSchema *schema,
                        const AttestField *field,
                        const char *text,
                        guint piece,
                        guint n)
{
  const gboolean is_standard = field != NULL && g_str_equal (field->key, "standards_name");
  const gboolean is_day = field != NULL && field->kind == ATTEST_FIELD_DATE;
  g_autoptr (GPtrArray) pieces = NULL;

  if (field == NULL
      || (!is_standard && !is_day && field != schema->status
          && field != &schema->fields[schema->title_field]))
    return NULL;
  pieces = is_standard ? attest_sheet_split_standards (text) : split (text);
  return pieces->len == n && (!is_day || are_days (pieces))
             ? g_strdup (g_ptr_array_index (pieces, piece - 1))
             : NULL;
}
