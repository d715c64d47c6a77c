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

/* Returns: (transfer full): @text with the usual forms of its letters and of what parts them */
static char *
unfold (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  GString *plain = g_string_new (composed != NULL ? composed : text);

  g_string_replace (plain, "[", "(", 0);
  g_string_replace (plain, "]", ")", 0);
  g_string_replace (plain, "、", ", ", 0);
  return g_string_free (plain, FALSE);
}

/* Returns: how many bytes at the beginning of @text part two items there; 0: it goes on. @bracket:
 * whether one was closed right before: it needs no blank */
static gsize
count_between (const char *text, gboolean bracket)
{
  static const char *const between[] = { " / ", ", ", "; ", " + ", " & ", "\r", "\n" };

  for (guint i = 0; i < G_N_ELEMENTS (between); i++)
    if (g_str_has_prefix (text, between[i]))
      return strlen (between[i]);
  return bracket
                 && (strchr (",;/+&", *text) != NULL
                     || (*text == ' ' && strchr (text, '(') != NULL && text[1] != '('))
             ? 1
             : 0;
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
split_wide (const char *text)
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

/* Returns: (transfer full): A for letters, 0 for digits: how a number is written */
static char *
make_shape (const char *number)
{
  GString *shape = g_string_new (NULL);

  for (; *number != '\0'; number = g_utf8_next_char (number))
    {
      const gunichar c = g_utf8_get_char (number);
      const gunichar sign = g_unichar_isdigit (c) ? '0' : (g_unichar_isalpha (c) ? 'A' : c);

      if (shape->len == 0 || sign > 0x7f || (gunichar) shape->str[shape->len - 1] != sign)
        g_string_append_unichar (shape, sign);
    }
  return g_string_free (shape, FALSE);
}

/* KQ-1,KE-1 and KQ-1·KE-1, but not 2024/15: numbers without blanks between them are written alike.
 * Returns: (transfer full) (element-type utf8): one piece, if they are not */
static GPtrArray *
split_tight (const char *text)
{
  static const char *const between[] = { ",", "·", "ㆍ", "/" };
  GPtrArray *pieces = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (between) && pieces->len < 2; i++)
    {
      g_auto (GStrv) parts = g_strsplit (text, between[i], -1);
      g_autofree char *first = make_shape (parts[0] != NULL ? parts[0] : "");

      g_ptr_array_set_size (pieces, 0);
      for (guint j = 0; parts[j] != NULL; j++)
        {
          g_autofree char *shape = make_shape (parts[j]);

          if (strchr (shape, 'A') == NULL || strchr (shape, '0') == NULL
              || !g_str_equal (shape, first))
            break;
          g_ptr_array_add (pieces, g_strdup (parts[j]));
        }
      if (pieces->len != g_strv_length (parts))
        g_ptr_array_set_size (pieces, 0);
    }
  if (pieces->len == 0)
    g_ptr_array_add (pieces, g_strdup (text));
  return pieces;
}

/* Returns: (transfer full) (element-type utf8): the items in @text */
static GPtrArray *
split (const char *text)
{
  g_autofree char *plain = unfold (text);
  GPtrArray *pieces = split_wide (plain);

  if (pieces->len != 1 || strchr (plain, '(') != NULL)
    return pieces;
  g_ptr_array_unref (pieces);
  return split_tight (plain);
}

/* Most numbers have nothing in them that parts two. */
static gboolean
is_plain (const char *number)
{
  return g_str_is_ascii (number) && strpbrk (number, "\n/,;+&([:") == NULL
         && strstr (number, "ISO") == NULL;
}

/* Returns: whether @text, the number of a row, is likely several */
gboolean
attest_sheet_pairs_are_several (const char *text)
{
  g_autoptr (GPtrArray) pieces = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  if (is_plain (text))
    return FALSE;
  pieces = split (text);
  return pieces->len > 1;
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

/* @text: on one line. Returns: (transfer full): what stands before and behind a sign that can be
 * between a number and its standard: brackets, a colon, or a blank beside ISO; one text, if none
 * does */
static char **
part_in_two (const char *text)
{
  const char *colon = strstr (text, ": ");
  const char *name = strstr (text, "ISO");
  char **parts = g_new0 (char *, 3);
  const char *cut = NULL;
  gsize n = 0;

  if (g_str_has_suffix (text, ")"))
    cut = strchr (text, '(');
  else if (colon != NULL)
    cut = colon;
  else if (name != NULL && name != text)
    cut = name - 1;
  else if (name != NULL)
    cut = strrchr (text, ' ');
  if (cut != NULL && *cut != '(' && *cut != ':' && *cut != ' ')
    cut = NULL;
  if (cut == NULL)
    {
      parts[0] = g_strdup (text);
      return parts;
    }
  n = strlen (cut + 1);
  parts[0] = g_strndup (text, (gsize) (cut - text));
  parts[1] = g_strndup (cut + 1, *cut == '(' ? n - 1 : n);
  return parts;
}

/* @text: one number, perhaps with the standard that it is for; @standard: (out) (nullable): that
 * one, as written. Returns: (transfer full): the number alone */
static char *
part (const char *text, char **standard)
{
  g_autofree char *unfolded = NULL;
  g_autofree char *plain = NULL;
  g_auto (GStrv) parts = NULL;
  guint number = 0;

  g_return_val_if_fail (text != NULL && standard != NULL, NULL);

  *standard = NULL;
  unfolded = unfold (text);
  plain = attest_text_tidy (unfolded, ATTEST_TEXT_LINE);
  parts = part_in_two (plain);
  for (guint i = 0; parts[0] != NULL && parts[1] != NULL && i < 2; i++)
    g_strstrip (parts[i]);
  /* Two in brackets of their own are two. */
  if (parts[0] == NULL || parts[1] == NULL || strpbrk (parts[1], "()") != NULL)
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
      g_autofree char *number = part (g_ptr_array_index (numbers, i), &standard);

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
    g_free (part (g_ptr_array_index (numbers, piece - 1), &standard));
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

  if (schema->entity_id == NULL || table->portions != NULL || (is_plain (number)))
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

/* As attest_sheet_pairs_dup(), with the standard that a number names. */
static char *
dup_whole (const AttestSchema *schema,
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

/**
 * attest_sheet_pairs_dup:
 * @field: (nullable): what the cell is for
 * @text: what stands in it
 * @piece: which of the certificates of its row is meant, from 1
 * @n: how many those are
 *
 * Returns: (transfer full) (nullable): what it says of that one, a number without the
 *   standard that it names; %NULL: it is of all
 */
char *
attest_sheet_pairs_dup (const AttestSchema *schema,
                        const AttestField *field,
                        const char *text,
                        guint piece,
                        guint n)
{
  g_autofree char *whole = dup_whole (schema, field, text, piece, n);
  g_autofree char *standard = NULL;

  return whole != NULL && field == &schema->fields[schema->title_field] ? part (whole, &standard)
                                                                        : g_steal_pointer (&whole);
}
