/* Several certificates in one row: see the header.
 *
 * The first number is that of the first standard, or names its own. Days and statuses are of one
 * each where there are as many of them; what there is one of is of all. */
#include "attest-config.h"
#include "intake/attest-sheet-pairs.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-known.h"
#include "intake/attest-sheet-standards.h"
#include "intake/attest-sheet-words.h"

#include <string.h>

#define LEAST_NUMBER 3 /* bytes */

/* Returns: how many bytes at the beginning of @text part two items there; 0: it goes on. @bracket:
 * whether one was closed right before: it needs no blank */
static gsize
count_between (const char *text, gboolean bracket)
{
  static const char *const between[] = { " / ", ", ", "; ", " + ", " & ", "\r", "\n" };

  for (guint i = 0; i < G_N_ELEMENTS (between); i++)
    if (g_str_has_prefix (text, between[i]))
      return strlen (between[i]);
  return bracket && strchr (",;/+&", *text) != NULL ? 1 : 0;
}

static void
add_piece (GPtrArray *pieces, GString *piece)
{
  char *tidy = attest_text_tidy (piece->str, ATTEST_TEXT_LINE);

  g_string_truncate (piece, 0);
  if (*tidy != '\0')
    g_ptr_array_add (pieces, tidy);
  else
    g_free (tidy);
}

/* Returns: (transfer full) (element-type utf8): what stands between the signs that part items; in
 * brackets they part none */
static GPtrArray *
split (const char *text)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) piece = g_string_new (NULL);
  guint depth = 0;

  while (*text != '\0')
    {
      const gsize n = depth == 0 ? count_between (text, g_str_has_suffix (piece->str, ")")) : 0;

      if (n > 0)
        add_piece (pieces, piece);
      else
        g_string_append_c (piece, *text);
      depth += *text == '(' && strchr (text, ')') != NULL;
      depth -= *text == ')' && depth > 0;
      text += MAX (n, 1);
    }
  add_piece (pieces, piece);
  return pieces;
}

/* What names a standard beside a number: KQ-1 (ISO 9001), KQ-1: ISO 9001, ISO 9001: KQ-1. */

static gboolean
is_standard (const char *text)
{
  g_autoptr (GPtrArray) pieces = attest_sheet_split_standards (text);

  for (guint i = 0; i < pieces->len; i++)
    if (!attest_sheet_is_standard (g_ptr_array_index (pieces, i)))
      return FALSE;
  return pieces->len > 0;
}

static gboolean
is_number (const char *text)
{
  return strlen (text) >= LEAST_NUMBER && attest_str_has_digit (text)
         && strpbrk (text, "~(") == NULL && !is_standard (text);
}

/**
 * attest_sheet_pairs_part:
 * @text: one number, perhaps with the standard that it is for
 * @standard: (out) (transfer full) (nullable): that one, as written; %NULL: it names none
 *
 * Returns: (transfer full): the number alone
 */
char *
attest_sheet_pairs_part (const char *text, char **standard)
{
  g_autofree char *plain = NULL;
  g_auto (GStrv) parts = NULL;
  guint number = 0;

  g_return_val_if_fail (text != NULL && standard != NULL, NULL);

  *standard = NULL;
  plain = attest_text_tidy (text, ATTEST_TEXT_LINE);
  if (g_str_has_suffix (plain, ")"))
    {
      parts = g_strsplit (plain, "(", 2);
      if (parts[1] != NULL)
        parts[1][strlen (parts[1]) - 1] = '\0';
    }
  else
    {
      const char *colon = strstr (plain, ": ");

      parts = g_new0 (char *, 3);
      parts[0] = g_strndup (plain, colon != NULL ? (gsize) (colon - plain) : strlen (plain));
      parts[1] = colon != NULL ? g_strdup (colon + 1) : NULL;
    }
  for (guint i = 0; parts[0] != NULL && parts[1] != NULL && i < 2; i++)
    g_strstrip (parts[i]);
  if (parts[0] == NULL || parts[1] == NULL)
    return g_strdup (text);
  number = is_standard (parts[0]) ? 1 : 0;
  if (!is_number (parts[number]) || !is_standard (parts[1 - number]))
    return g_strdup (text);
  *standard = g_strdup (parts[1 - number]);
  return g_strdup (parts[number]);
}

static gboolean
is_same_standard (const char *named, const char *written)
{
  const char *name = NULL;
  const char *other = NULL;
  const char *scheme = NULL;

  attest_sheet_find_standard (named, &name, &scheme);
  attest_sheet_find_standard (written, &other, &scheme);
  return name != NULL ? g_strcmp0 (name, other) == 0 : attest_sheet_is_same_text (named, written);
}

/* @standards: (element-type utf8): what the column for them has. Returns: whether each number names
 * its standard, and the column has them in the same order or nothing */
static gboolean
name_standards (const GPtrArray *numbers, const GPtrArray *standards)
{
  for (guint i = 0; i < numbers->len; i++)
    {
      g_autofree char *standard = NULL;
      g_autofree char *number = attest_sheet_pairs_part (g_ptr_array_index (numbers, i), &standard);

      if (number == NULL || standard == NULL
          || (standards->len > 0
              && (standards->len != numbers->len
                  || !is_same_standard (standard, g_ptr_array_index (standards, i)))))
        return FALSE;
    }
  return TRUE;
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

/* Returns: (transfer full) (element-type utf8): the standards in the column for them, of @row */
static GPtrArray *
split_column (AttestSheetTable *table, guint row)
{
  const char *text = attest_sheet_table_get_path_text (table, row, ATTEST_SHEET_STANDARDS);

  return attest_sheet_split_standards (attest_sheet_is_nothing (text) ? "" : text);
}

/**
 * attest_sheet_pairs_dup_standard:
 * @table: a sheet
 * @row: from 0
 * @piece: which of its certificates is meant, from 1
 *
 * Returns: (transfer full) (nullable): the standard that the number of that one names; %NULL: none,
 *   or the column for standards has it
 */
char *
attest_sheet_pairs_dup_standard (AttestSheetTable *table, guint row, guint piece)
{
  const AttestSchema *schema = table->schema;
  g_autoptr (GPtrArray) standards = split_column (table, row);
  g_autoptr (GPtrArray) numbers = split (
      attest_sheet_table_get_path_text (table, row, schema->fields[schema->title_field].key));
  char *standard = NULL;

  if (standards->len == 0 && piece > 0 && piece <= numbers->len)
    g_free (attest_sheet_pairs_part (g_ptr_array_index (numbers, piece - 1), &standard));
  return standard;
}

/**
 * attest_sheet_pairs_count:
 * @table: a sheet whose rows have a certificate each
 * @row: from 0
 *
 * Returns: how many certificates are in @row, with a number and a standard each, if only one whose
 *   number names its standard; 0: one, or a person has to look
 */
guint
attest_sheet_pairs_count (AttestSheetTable *table, guint row)
{
  const AttestSchema *schema = table->schema;
  const char *number =
      attest_sheet_table_get_path_text (table, row, schema->fields[schema->title_field].key);
  g_autoptr (GPtrArray) numbers = NULL;
  g_autoptr (GPtrArray) standards = NULL;

  if (schema->entity_id == NULL || table->portions != NULL
      || (strpbrk (number, "\n/,;+&(:") == NULL && strstr (number, "（") == NULL))
    return 0;
  numbers = split (number);
  standards = split_column (table, row);
  if (name_standards (numbers, standards))
    return numbers->len;
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
