/* What stands in a sheet and is nobody's certificate: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-notes.h"

#include "intake/attest-sheet-words.h"

#include <string.h>

/* Bytes in which a text says that it is an example. */
#define MOST_OF_EXAMPLE 24

/* Returns: (transfer full): what texts that differ in their numbers alone have in common */
char *
attest_sheet_drop_digits (const char *text)
{
  GString *rest = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, NULL);

  for (; *text != '\0'; text++)
    if (!g_ascii_isdigit (*text))
      g_string_append_c (rest, *text);
    else if (rest->len == 0 || rest->str[rest->len - 1] != '0')
      g_string_append_c (rest, '0');
  return g_string_free (rest, FALSE);
}

/* 작성자: 홍길동, Approved by, 홍길동 (인). Returns: whether @text stands where people sign */
gboolean
attest_sheet_is_signature (const char *text)
{
  static const char *const colons[] = { ":", "：" };
  static const char *const ends[] = { "(인)", "(印)", "㊞", "(서명)", "(signature)" };
  const char *stop = NULL;
  g_autofree char *before = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (text, ends[i]))
      return TRUE;
  for (guint i = 0; stop == NULL && i < G_N_ELEMENTS (colons); i++)
    stop = strstr (text, colons[i]);
  before = stop != NULL ? g_strndup (text, (gsize) (stop - text)) : g_strdup (text);
  folded = attest_sheet_fold (before);
  return g_hash_table_contains (attest_sheet_get_folded ("signers"), folded);
}

/* (필수), optional, YYYY-MM-DD, *. Returns: whether @text only says how a column is to be filled
 * in, or is a line that is drawn below it */
gboolean
attest_sheet_is_mark (const char *text)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  folded = attest_sheet_fold (text);
  return g_hash_table_contains (attest_sheet_get_folded ("marks"), folded)
         || (*text != '\0' && text[strspn (text, "*-=_+")] == '\0');
}

/* Page 2 of 5, - 2 -. Returns: whether @text, a whole cell, numbers a page */
gboolean
attest_sheet_is_page (const char *text)
{
  g_autofree char *folded = NULL;
  g_autofree char *form = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  folded = attest_sheet_fold (text);
  form = attest_sheet_drop_digits (folded);
  return g_hash_table_contains (attest_sheet_get_folded ("pages"), form)
         || (g_str_equal (form, "0") && g_str_has_prefix (text, "- ")
             && g_str_has_suffix (text, " -"));
}

/* 예시, Example, 삭제, as all there is in a cell. Returns: whether @text says that its row is none
 * of the list */
gboolean
attest_sheet_is_example_word (const char *text)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  folded = strlen (text) <= 2 * MOST_OF_EXAMPLE ? attest_sheet_fold (text) : NULL;
  return folded != NULL && (g_utf8_strlen (folded, -1) > 1 || strchr ("([", *text) != NULL)
         && g_hash_table_contains (attest_sheet_get_folded ("examples"), folded);
}

/* 예) Q-0001, (Example) Q-1, e.g. Q-1. Returns: whether @text shows how a cell is to be filled in
 */
gboolean
attest_sheet_is_example (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  for (const char *end = text; *end != '\0' && end - text <= MOST_OF_EXAMPLE; end++)
    if (strchr (").]:", *end) != NULL)
      {
        g_autofree char *before = g_strndup (text, (gsize) (end - text));
        g_autofree char *folded = attest_sheet_fold (before);

        if (g_hash_table_contains (attest_sheet_get_folded ("examples"), folded))
          return TRUE;
      }
  return FALSE;
}
