/* Several items of a list in one cell: see the header.
 *
 * The list “several” of sheet-words.json says in which columns that happens. A requirement has a
 * line. An address is written in one line or in three: lines are addresses of their own where each
 * is numbered, or has a dash before it, or begins with a province, or ends with a country; where
 * each could be one, a person has to look. */
#include "attest-config.h"
#include "intake/attest-sheet-several.h"

#include "base/attest-reference.h"
#include "base/attest-text.h"
#include "check/attest-countries.h"
#include "intake/attest-sheet-marks.h"

#include <string.h>

#define SHORT_ADDRESS 9 /* letters: 3층 301호 goes on with one */
#define LONG_WORD 40    /* bytes, as no mark or count has */

typedef struct
{
  GHashTable *columns; /* path → whether each line is one */
  GPtrArray *regions;  /* what addresses begin with */
  GRegex *bullet;      /* before one of a list */
} Words;

static void
add_column (Words *words, JsonObject *entry)
{
  g_hash_table_insert (words->columns,
                       g_strdup (json_object_get_string_member (entry, "path")),
                       GINT_TO_POINTER (json_object_get_boolean_member (entry, "each_line")));
}

static void
add_region (Words *words, JsonObject *entry)
{
  g_ptr_array_add (words->regions, g_strdup (json_object_get_string_member (entry, "word")));
}

static void
load (Words *words, const char *list, void (*add) (Words *, JsonObject *))
{
  g_autoptr (JsonArray) entries = attest_reference_load_list ("sheet-words.json", list);

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    add (words, json_array_get_object_element (entries, i));
}

static const Words *
get_words (void)
{
  static gsize loaded = 0;
  static Words words;

  if (g_once_init_enter (&loaded))
    {
      words.columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      words.regions = g_ptr_array_new_with_free_func (g_free);
      words.bullet =
          g_regex_new ("^\\s*(?:\\(?\\d{1,2}(?:\\)|\\.(?!\\d))|[-–•·‧∙・ㆍ*◦○●□■▪▶※])\\s*",
                       G_REGEX_OPTIMIZE,
                       0,
                       NULL);
      load (&words, "several", add_column);
      load (&words, "regions", add_region);
      g_once_init_leave (&loaded, 1);
    }
  return &words;
}

/* Returns: whether a cell in the column of @path can have several items */
gboolean
attest_sheet_may_be_several (const char *path)
{
  g_return_val_if_fail (path != NULL, FALSE);

  return g_hash_table_contains (get_words ()->columns, path);
}

/* ①, ❶: the number of one of a list, in one letter. */
static gboolean
is_circled (gunichar c)
{
  return (c >= 0x2460 && c <= 0x2473) || (c >= 0x2776 && c <= 0x2793);
}

static gboolean
may_part (const char *text)
{
  return strpbrk (text, "\n;|") != NULL || strstr (text, "\xe2\x91") != NULL
         || strstr (text, "\xe2\x9d") != NULL;
}

static void
add_piece (GPtrArray *pieces, const char *begin, const char *end)
{
  g_autofree char *piece = g_strndup (begin, (gsize) (end - begin));
  char *tidy = attest_text_tidy (piece, ATTEST_TEXT_LINE);

  if (*tidy != '\0')
    g_ptr_array_add (pieces, tidy);
  else
    g_free (tidy);
}

/* @signs: of ASCII, what parts; the numbers of a list do as well, and stay with what they are of */
static GPtrArray *
split (const char *text, const char *signs)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func (g_free);
  const char *begin = text;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gboolean is_sign = (guchar) *p < 0x80 && strchr (signs, *p) != NULL;

      if (!is_sign && !is_circled (g_utf8_get_char (p)))
        continue;
      add_piece (pieces, begin, p);
      begin = is_sign ? p + 1 : p;
    }
  add_piece (pieces, begin, begin + strlen (begin));
  return pieces;
}

/* Returns: (transfer full) (element-type utf8): the lines of @text that say something, tidy */
GPtrArray *
attest_sheet_split_lines (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return split (text, "\n");
}

/* Returns: how many bytes of @piece are the number of an item, or a dash before it */
static gsize
count_bullet (const char *piece)
{
  g_autoptr (GMatchInfo) match = NULL;
  int end = 0;

  if (is_circled (g_utf8_get_char (piece)))
    return (gsize) (g_utf8_next_char (piece) - piece);
  if (g_regex_match (get_words ()->bullet, piece, 0, &match))
    g_match_info_fetch_pos (match, 0, NULL, &end);
  return (gsize) end;
}

static gboolean
begins_with_region (const char *piece)
{
  const GPtrArray *regions = get_words ()->regions;

  for (guint i = 0; i < regions->len; i++)
    if (g_str_has_prefix (piece, g_ptr_array_index (regions, i)))
      return TRUE;
  return FALSE;
}

static gboolean
ends_with_country (const char *piece)
{
  const char *comma = strrchr (piece, ',');
  const char *name = NULL;
  g_autofree char *last = comma != NULL ? g_strstrip (g_strdup (comma + 1)) : NULL;

  return last != NULL && attest_countries_match (last, &name) != ATTEST_COUNTRY_UNKNOWN;
}

static gboolean
may_be_address (const char *piece)
{
  return g_utf8_strlen (piece, -1) >= SHORT_ADDRESS && strpbrk (piece, "0123456789") != NULL;
}

static gboolean
has_bullet (const char *piece)
{
  return count_bullet (piece) > 0;
}

static gboolean
are_all (const GPtrArray *pieces, gboolean (*is) (const char *piece))
{
  for (guint i = 0; i < pieces->len; i++)
    if (!is (g_ptr_array_index (pieces, i)))
      return FALSE;
  return TRUE;
}

static void
drop_bullets (GPtrArray *pieces)
{
  for (guint i = 0; i < pieces->len; i++)
    {
      char *piece = g_ptr_array_index (pieces, i);

      pieces->pdata[i] = g_strdup (piece + count_bullet (piece));
      g_free (piece);
    }
}

static AttestSheetSeveral
judge (const GPtrArray *pieces, gboolean each_line)
{
  if (pieces->len < 2)
    return ATTEST_SEVERAL_NOT;
  if (each_line || are_all (pieces, has_bullet) || are_all (pieces, begins_with_region)
      || are_all (pieces, ends_with_country))
    return ATTEST_SEVERAL_CLEAR;
  return are_all (pieces, may_be_address) ? ATTEST_SEVERAL_DOUBT : ATTEST_SEVERAL_NOT;
}

/**
 * attest_sheet_split_items:
 * @path: of a column
 * @text: a cell in it
 * @pieces: (out) (transfer full) (nullable) (element-type utf8): the items, if they are several
 *
 * Returns: whether they are
 */
AttestSheetSeveral
attest_sheet_split_items (const char *path, const char *text, GPtrArray **pieces)
{
  g_autoptr (GPtrArray) found = NULL;
  AttestSheetSeveral several = ATTEST_SEVERAL_NOT;
  gpointer each_line = NULL;

  g_return_val_if_fail (path != NULL && text != NULL && pieces != NULL, ATTEST_SEVERAL_NOT);

  *pieces = NULL;
  if (!may_part (text)
      || !g_hash_table_lookup_extended (get_words ()->columns, path, NULL, &each_line))
    return ATTEST_SEVERAL_NOT;
  found = attest_sheet_split_lines (text);
  if (found->len < 2 && each_line == NULL)
    {
      g_ptr_array_unref (found);
      found = split (text, ";|");
    }
  several = judge (found, each_line != NULL);
  if (several == ATTEST_SEVERAL_NOT)
    return several;
  if (are_all (found, has_bullet))
    drop_bullets (found);
  *pieces = g_steal_pointer (&found);
  return several;
}

/* Returns: whether @text, a cell in the column of @path, says that there are items, or how many,
 * instead of what they are */
gboolean
attest_sheet_is_instead (const char *path, const char *text)
{
  gpointer each_line = NULL;

  g_return_val_if_fail (path != NULL && text != NULL, FALSE);

  return strlen (text) < LONG_WORD
         && g_hash_table_lookup_extended (get_words ()->columns, path, NULL, &each_line)
         && each_line == NULL
         && (attest_sheet_read_mark (text) != ATTEST_MARK_DOUBT || attest_sheet_is_count (text));
}
