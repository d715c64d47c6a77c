/* Marks and counts: see the header. Their words are those of sheet-words.json. */
#include "attest-config.h"
#include "intake/attest-sheet-marks.h"

#include "base/attest-date.h"
#include "base/attest-str.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-known.h"
#include "intake/attest-sheet-words.h"

#include <string.h>

#define MOST_OF_COUNT 24 /* bytes */
#define MOST_BESIDE 3    /* bytes of blanks and brackets in it */
#define MOST_DIGITS 3

/* Whether @text is one of @signs. */
static gboolean
is_sign (const char *text, const char *signs)
{
  return g_utf8_strlen (text, -1) == 1 && strstr (signs, text) != NULL;
}

/* A day is since when it has it; its own name says so as well. */
static gboolean
says_yes (const char *text)
{
  g_autofree char *standard = attest_sheet_find_in_title (text);
  AttestDateReading reading = { 0 };

  attest_date_read (text, &reading);
  return standard != NULL || reading.fault == ATTEST_DATE_FINE;
}

/**
 * attest_sheet_read_sign:
 * @text: a whole cell, without blanks around it
 *
 * A box with a cross in it is one that somebody ticked, or one that somebody crossed out.
 *
 * Returns: what it says if it is nothing but a sign; doubt, if it is something else
 */
AttestSheetMark
attest_sheet_read_sign (const char *text)
{
  g_return_val_if_fail (text != NULL, ATTEST_MARK_DOUBT);

  if (is_sign (text, "-–—−xX×✗✘✕✖☐□"))
    return ATTEST_MARK_NONE;
  return is_sign (text, "oO●○◯◎〇■☑✓✔√◆★+*") ? ATTEST_MARK_YES : ATTEST_MARK_DOUBT;
}

/* Returns: whether @text, a whole cell, is a cross: ticked, or crossed out */
gboolean
attest_sheet_is_cross (const char *text)
{
  g_autofree char *bare = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  bare = g_strstrip (g_strdup (text));
  return is_sign (bare, "xX×✗✘✕✖");
}

/* By signs and words alone. */
static AttestSheetMark
read_word (const char *text)
{
  g_autofree char *bare = g_strstrip (g_strdup (text));
  const char *word = NULL;

  if (attest_sheet_is_nothing (bare) || attest_str_is_blank (bare))
    return ATTEST_MARK_NONE;
  if (attest_sheet_find_value (ATTEST_SHEET_MARK, bare, &word) != ATTEST_SHEET_WORD_UNKNOWN)
    return g_str_equal (word, "no") ? ATTEST_MARK_NONE : ATTEST_MARK_YES;
  return attest_sheet_read_sign (bare);
}

/* Returns: what @text, a whole cell, says of the standard that is the title of its column */
AttestSheetMark
attest_sheet_read_mark (const char *text)
{
  AttestSheetMark mark = ATTEST_MARK_NONE;

  g_return_val_if_fail (text != NULL, ATTEST_MARK_NONE);

  mark = read_word (text);
  return mark == ATTEST_MARK_DOUBT && says_yes (text) ? ATTEST_MARK_YES : mark;
}

/* Returns: whether @text, a whole cell, is a mark of a letter or two, and no name */
gboolean
attest_sheet_is_short_mark (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return g_utf8_strlen (text, -1) <= 2 && read_word (text) != ATTEST_MARK_DOUBT;
}

/* Returns: whether @text, a whole cell, only says how many there are: 2, 2개소, 3 sites */
gboolean
attest_sheet_is_count (const char *text)
{
  g_autofree char *folded = NULL;
  g_autoptr (GString) unit = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  if (strpbrk (text, "123456789") == NULL || strlen (text) > MOST_OF_COUNT)
    return FALSE;
  folded = attest_sheet_fold (text);
  if (strlen (folded) + MOST_BESIDE < strlen (text) || strpbrk (text, "-+") != NULL)
    return FALSE;
  unit = g_string_new (NULL);
  for (const char *p = folded; *p != '\0'; p++)
    if (!g_ascii_isdigit (*p))
      g_string_append_c (unit, *p);
  if (strlen (folded) > unit->len + MOST_DIGITS)
    return FALSE;
  return (unit->len == 0 && strlen (folded) < MOST_DIGITS)
         || g_hash_table_contains (attest_sheet_get_folded ("units"), unit->str);
}

/* Returns: whether @text says that a site is the one of the entity itself: HO, 본사 (서울) */
gboolean
attest_sheet_says_main (const char *text)
{
  g_autofree char *before = NULL;
  const char *word = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  before = g_strndup (text, strcspn (text, "([,/:-"));
  if (attest_sheet_find_value (ATTEST_SHEET_MAIN, text, &word) == ATTEST_SHEET_WORD_UNKNOWN)
    attest_sheet_find_value (ATTEST_SHEET_MAIN, before, &word);
  return word != NULL;
}
