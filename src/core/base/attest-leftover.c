/* Most texts hold none of the signs that a leftover begins with, so that no pattern is tried on
 * them. All patterns take time in proportion to the text. Thread: any. */
#include "attest-config.h"
#include "base/attest-leftover.h"

#include "base/attest-entity.h"
#include "base/attest-sign.h"

#include <string.h>

#define MOST_ROUNDS 4  /* of escapes within escapes */
#define MOST_OF_DAY 20 /* bytes */

/* Names of errors in the languages of spreadsheets: #N/A, #REF!, #WERT!, #¿NOMBRE?; a column that
 * was too narrow; a formula. */
static const char sheet_error[] =
    "^\\s*(?:#(?:N/A|NV|N/D|GETTING_DATA|[A-Z0/¡¿À-Þ]{2,14}[!?])|#{3,}|Err:[0-9]{3}"
    "|=[A-Z.]{2,20}\\(.*)\\s*$";

static const char sheet_number[] = "^\\s*[+-]?[0-9](?:[.,][0-9]+)?[Ee][+-][0-9]{2,3}\\s*$";

/* As spreadsheets show them: people who give out numbers write capitals. */
#define MONTH "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
static const char sheet_day[] =
    "^\\s*(?:[0-9]{1,2}-" MONTH "|" MONTH "-[0-9]{1,2}|[0-9]{1,2}월 ?[0-9]{1,2}일)\\s*$";

/* The first group is a character's name or number, the second an element that breaks the line. */
static const char markup[] =
    "(?i)&(?:amp;)*+((?:lt|gt|quot|apos|nbsp|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)|&(?:amp;)++"
    "| ?</?(br|p|div|li|ul|ol|tr|table|h[1-6])(?:\\s++[a-z:-]++=[^<>]*+)?\\s*+/?> ?"
    "|</?(?:span|b|i|u|em|strong|font|a|td|th|tbody|sup|sub|o:p)(?:\\s++[a-z:-]++=[^<>]*+)?\\s*+/?>"
    "|_x([0-9a-fA-F]{4})_";

static GRegex *
get_regex (GRegex **place, const char *pattern)
{
  if (g_once_init_enter (place))
    g_once_init_leave (
        place,
        g_regex_new (pattern, G_REGEX_OPTIMIZE | G_REGEX_DOTALL, G_REGEX_MATCH_DEFAULT, NULL));
  return *place;
}

static const char *
skip_blanks (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;
  return text;
}

static gboolean
is_sheet_error (const char *text)
{
  static GRegex *regex = NULL;
  const char *start = skip_blanks (text);

  return (*start == '#' || *start == '=' || g_str_has_prefix (start, "Err:"))
         && g_regex_match (get_regex (&regex, sheet_error), text, G_REGEX_MATCH_DEFAULT, NULL);
}

static gboolean
is_sheet_number (const char *text)
{
  static GRegex *regex = NULL;
  const char *start = skip_blanks (text);

  return (g_ascii_isdigit (*start) || *start == '+' || *start == '-')
         && strpbrk (start, "Ee") != NULL
         && g_regex_match (get_regex (&regex, sheet_number), text, G_REGEX_MATCH_DEFAULT, NULL);
}

static gboolean
is_sheet_day (const char *text)
{
  static GRegex *regex = NULL;
  const char *start = skip_blanks (text);
  const char *dash = strchr (start, '-');
  const gboolean has_month =
      dash > start
      && (g_ascii_islower (start[1]) || (dash[1] != '\0' && g_ascii_islower (dash[2])));

  return (has_month || (dash == NULL && g_ascii_isdigit (*start) && strstr (start, "월") != NULL))
         && strlen (text) < MOST_OF_DAY
         && g_regex_match (get_regex (&regex, sheet_day), text, G_REGEX_MATCH_DEFAULT, NULL);
}

/* Three in a row where nobody asks, or more of them than letters. */
static gboolean
is_full_of_questions (const char *text, AttestTextUse use)
{
  gsize n = 0;
  gsize n_others = 0;

  if (strchr (text, '?') == NULL)
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (*p == '?')
      n++;
    else if (g_unichar_isalnum (g_utf8_get_char (p)))
      n_others++;
  return n >= 3 && (n > n_others || (use != ATTEST_TEXT_LONG && strstr (text, "???") != NULL));
}

/* Returns: whether @number is a character that a text may hold */
static gboolean
append_character (GString *result, guint64 number)
{
  if (number == 0 || number > 0x10ffff || !g_unichar_validate ((gunichar) number))
    return FALSE;
  g_string_append_unichar (result, number == 0xa0 ? ' ' : (gunichar) number);
  return TRUE;
}

static gboolean
append_named (GString *result, const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  gunichar c = 0;

  if (*name == '#')
    return g_ascii_isdigit (name[1])
               ? append_character (result, g_ascii_strtoull (name + 1, NULL, 10))
               : append_character (result, g_ascii_strtoull (name + 2, NULL, 16));
  c = attest_entity_find (lower, strcspn (lower, ";"));
  return append_character (result, c);
}

static gboolean
decode_cb (const GMatchInfo *match, GString *result, gpointer data)
{
  g_autofree char *whole = g_match_info_fetch (match, 0);
  g_autofree char *name = g_match_info_fetch (match, 1);
  g_autofree char *element = g_match_info_fetch (match, 2);
  g_autofree char *hex = g_match_info_fetch (match, 3);
  AttestTextUse use = GPOINTER_TO_INT (data);
  gboolean is_known = TRUE;

  if (name != NULL && *name != '\0')
    is_known = append_named (result, name);
  else if (element != NULL && *element != '\0')
    g_string_append_c (result, use == ATTEST_TEXT_LONG ? '\n' : ' ');
  else if (hex != NULL && *hex != '\0')
    is_known = append_character (result, g_ascii_strtoull (hex, NULL, 16));
  else if (*whole == '&')
    g_string_append_c (result, '&');
  if (!is_known)
    g_string_append (result, whole);
  return FALSE;
}

/* What Windows-1252 has from 0x80 to 0x9f, a blank where it has nothing. */
static const char windows_signs[] = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

static int
get_byte (gunichar c)
{
  const char *found = NULL;

  if (c < 0x100)
    return (int) c;
  found = g_utf8_strchr (windows_signs, -1, c);
  return found != NULL ? 0x80 + (int) g_utf8_pointer_to_offset (windows_signs, found) : -1;
}

/* Whether the first sign outside of ASCII, if there is any, is one of Western Europe. */
static gboolean
begins_western (const char *text)
{
  while ((guchar) *text < 0x80 && *text != '\0')
    text++;
  return *text != '\0' && get_byte (g_utf8_get_char (text)) >= 0;
}

/* The bytes that were read as Western European letters; %NULL: it has others, or none but ASCII. */
static char *
regain_bytes (const char *text, gsize *n_high)
{
  g_autoptr (GString) bytes = g_string_new (NULL);

  *n_high = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      int byte = get_byte (g_utf8_get_char (p));

      if (byte < 0)
        return NULL;
      *n_high += byte >= 0x80;
      g_string_append_c (bytes, (char) byte);
    }
  return *n_high > 0 ? g_strdup (bytes->str) : NULL;
}

/* Hangul and nothing else outside of ASCII, and enough of it that no Western word is meant. */
static gboolean
is_korean (const char *bytes, gsize n_high)
{
  gsize n_letters = 0;

  for (const guchar *p = (const guchar *) bytes; *p != '\0'; p++)
    if (*p < 0x80)
      n_letters += g_ascii_isalpha (*p);
    else if (p[0] >= 0xb0 && p[0] <= 0xc8 && p[1] >= 0xa1 && p[1] < 0xff)
      p++;
    else
      return FALSE;
  return n_high >= 4 && n_high > n_letters;
}

/**
 * attest_leftover_regain:
 * @text: valid UTF-8
 *
 * Returns: (transfer full) (nullable): the text that was meant where one in UTF-8 or in the Korean
 *   encoding was read as a Western European one; %NULL: it is none
 */
char *
attest_leftover_regain (const char *text)
{
  gsize n_high = 0;
  g_autofree char *bytes = NULL;

  bytes = regain_bytes (text, &n_high);
  if (bytes == NULL)
    return NULL;
  if (g_utf8_validate (bytes, -1, NULL))
    return g_steal_pointer (&bytes);
  return is_korean (bytes, n_high) ? g_convert (bytes, -1, "UTF-8", "CP949", NULL, NULL, NULL)
                                   : NULL;
}

/* Quotes as in a file of comma separated values, in front of them the sign that keeps a
 * spreadsheet from calculating; a single quote does the same. */
static char *
unquote (const char *text, AttestTextUse use)
{
  const char *inner = text + (*text == '=');
  gsize length = strlen (inner);
  GString *bare = NULL;

  if (use == ATTEST_TEXT_CODE && *text == '\'')
    return g_strdup (text + 1);
  if ((use != ATTEST_TEXT_CODE && inner == text) || length < 2 || *inner != '"'
      || inner[length - 1] != '"')
    return NULL;
  bare = g_string_new_len (inner + 1, (gssize) length - 2);
  g_string_replace (bare, "\"\"", "\"", 0);
  return g_string_free (bare, FALSE);
}

/**
 * attest_leftover_decode:
 * @text: valid UTF-8
 * @use: where it stands
 *
 * Returns: (transfer full) (nullable): the text that was meant; %NULL: nothing in it is escaped
 */
char *
attest_leftover_decode (const char *text, AttestTextUse use)
{
  static GRegex *regex = NULL;
  char *decoded = unquote (text, use);

  for (guint round = 0; round < MOST_ROUNDS; round++)
    {
      const char *now = decoded != NULL ? decoded : text;
      char *next = NULL;

      if (strpbrk (now, "&<_") == NULL)
        break;
      next = g_regex_replace_eval (get_regex (&regex, markup),
                                   now,
                                   -1,
                                   0,
                                   G_REGEX_MATCH_DEFAULT,
                                   decode_cb,
                                   GINT_TO_POINTER (use),
                                   NULL);
      if (next == NULL || g_str_equal (next, now))
        {
          g_free (next);
          break;
        }
      g_free (decoded);
      decoded = next;
    }
  return decoded;
}

/**
 * attest_leftover_find:
 * @text: valid UTF-8
 * @use: where it stands
 *
 * Returns: what another program left in it
 */
AttestTextOddity
attest_leftover_find (const char *text, AttestTextUse use)
{
  AttestTextOddity found = 0;

  if (*text == '=' || *text == '"' || *text == '\'' || strpbrk (text, "&<_") != NULL)
    {
      g_autofree char *decoded = attest_leftover_decode (text, use);

      if (decoded != NULL)
        found |= ATTEST_TEXT_ESCAPED;
    }
  if (begins_western (text))
    {
      g_autofree char *regained = attest_leftover_regain (text);

      if (regained != NULL)
        found |= ATTEST_TEXT_GARBLED;
    }
  if (found == 0 && is_sheet_error (text))
    found |= ATTEST_TEXT_SHEET_ERROR;
  if (use == ATTEST_TEXT_CODE && is_sheet_number (text))
    found |= ATTEST_TEXT_SHEET_NUMBER;
  if (use == ATTEST_TEXT_CODE && is_sheet_day (text))
    found |= ATTEST_TEXT_SHEET_DAY;
  if (is_full_of_questions (text, use))
    found |= ATTEST_TEXT_QUESTIONS;
  return found;
}
