/* Marks and counts: see the header. Their words are those of sheet-words.json. */
#include "attest-config.h"
#include "intake/attest-sheet-marks.h"

#include "base/attest-date.h"
#include "base/attest-str.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-known.h"

#include <string.h>

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

/* Returns: what @text, a whole cell, says of the standard that is the title of its column */
AttestSheetMark
attest_sheet_read_mark (const char *text)
{
  g_autofree char *bare = NULL;
  const char *word = NULL;

  g_return_val_if_fail (text != NULL, ATTEST_MARK_NONE);

  bare = g_strstrip (g_strdup (text));
  if (attest_sheet_is_nothing (bare) || attest_str_is_blank (bare)
      || is_sign (bare, "-–—−xX×✗✕✖☐□"))
    return ATTEST_MARK_NONE;
  attest_sheet_find_value (ATTEST_SHEET_MARK, bare, &word);
  if (g_strcmp0 (word, "no") == 0)
    return ATTEST_MARK_NONE;
  return word != NULL || is_sign (bare, "●○◯◎〇■☑☒✓✔√◆★+*") || says_yes (bare) ? ATTEST_MARK_YES
                                                                               : ATTEST_MARK_DOUBT;
}

static GHashTable *
get_units (void)
{
  static gsize loaded = 0;
  static GHashTable *units;

  if (g_once_init_enter (&loaded))
    {
      units = attest_sheet_load_folded ("units");
      g_once_init_leave (&loaded, 1);
    }
  return units;
}

/* Returns: whether @text, a whole cell, only says how many there are: 2, 2개소, 3 sites */
gboolean
attest_sheet_is_count (const char *text)
{
  g_autofree char *folded = NULL;
  g_autoptr (GString) unit = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  if (strpbrk (text, "0123456789") == NULL || g_utf8_strlen (text, -1) > 20)
    return FALSE;
  folded = attest_sheet_fold (text);
  unit = g_string_new (NULL);
  for (const char *p = folded; *p != '\0'; p++)
    if (!g_ascii_isdigit (*p))
      g_string_append_c (unit, *p);
  return unit->len == 0 || g_hash_table_contains (get_units (), unit->str);
}
