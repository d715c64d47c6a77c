/* Words of statuses in remarks and titles: see the header. Thread: any. */
#include "attest-config.h"
#include "intake/attest-sheet-held.h"

#include "intake/attest-sheet-words.h"

#include <string.h>

#define STATUS "certification_status"

/* Returns: whether a word in @text says that what stands beside it is over, or still to come: 해제,
 * until */
gboolean
attest_sheet_says_undone (const char *text)
{
  return attest_sheet_contains_word ("undone", text);
}

/* 한국인정지원센터 has 정지 in it by chance. Returns: (transfer full): @text, folded, without what
 * only looks like a status */
static char *
fold_statuses (const char *text)
{
  char *folded = attest_sheet_fold (text);
  GHashTableIter all;
  gpointer word = NULL;

  g_hash_table_iter_init (&all, attest_sheet_get_folded ("no_statuses"));
  while (g_hash_table_iter_next (&all, &word, NULL))
    for (char *at = strstr (folded, word); at != NULL; at = strstr (at, word))
      memset (at, ' ', strlen (word));
  return folded;
}

/* A text, folded, and what is looked for in it. */
typedef struct
{
  char *folded;
  const char *wire;
  gboolean is_found;
} Search;

static void
find_not_held_cb (const char *word, const char *wire, gpointer data)
{
  Search *search = data;

  search->is_found =
      search->is_found || (!g_str_equal (wire, "active") && strstr (search->folded, word) != NULL);
}

/* Returns: whether a word in @text says that a certificate holds no more, or not yet: 인증취소 */
gboolean
attest_sheet_says_not_held (const char *text)
{
  g_autofree char *folded = NULL;
  Search search = { NULL };

  g_return_val_if_fail (text != NULL, FALSE);

  search.folded = folded = fold_statuses (text);
  attest_sheet_for_each_word (STATUS, find_not_held_cb, &search);
  return search.is_found;
}

static void
take_out_cb (const char *word, const char *wire, gpointer data)
{
  Search *search = data;
  char *at = g_str_equal (wire, search->wire) ? strstr (search->folded, word) : NULL;

  if (at == NULL)
    return;
  search->is_found = TRUE;
  memset (at, ' ', strlen (word));
}

/* Takes every word with @wire out of @folded. Returns: whether there was one */
static gboolean
take_out (char *folded, const char *wire)
{
  Search search = { folded, wire, FALSE };

  attest_sheet_for_each_word (STATUS, take_out_cb, &search);
  return search.is_found;
}

/**
 * attest_sheet_find_ended:
 * @text: a remark, or the title of a list
 * @wire: (out) (transfer none) (nullable): the status that it names; %NULL: several
 *
 * Returns: whether it says that certificates were suspended, cancelled or withdrawn, and nothing of
 *   such that hold
 */
gboolean
attest_sheet_find_ended (const char *text, const char **wire)
{
  static const char *const wires[] = { "suspended", "cancelled", "withdrawn" };
  g_autofree char *folded = NULL;
  guint n = 0;

  g_return_val_if_fail (text != NULL && wire != NULL, FALSE);

  *wire = NULL;
  if (attest_sheet_says_undone (text))
    return FALSE;
  folded = fold_statuses (text);
  for (guint i = 0; i < G_N_ELEMENTS (wires); i++)
    if (take_out (folded, wires[i]))
      *wire = n++ == 0 ? wires[i] : NULL;
  return n > 0 && !take_out (folded, "active");
}

/* Returns: whether @text, the title of a list, names certificates that hold: 인증 유지 업체 */
gboolean
attest_sheet_says_held (const char *text)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  folded = fold_statuses (text);
  return take_out (folded, "active");
}
