/* Rows of other sheets that belong to no record: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-strays.h"

#include "base/attest-listing.h"

#include <glib/gi18n-lib.h>

#define MOST_STRAYS 12 /* that are named, of each kind */

static void
stray_clear (gpointer data)
{
  AttestSheetStray *stray = data;

  g_free (stray->id);
}

/* Returns: (transfer full): for #AttestSheetStray, whose ids it owns */
GArray *
attest_sheet_strays_new (void)
{
  GArray *strays = g_array_new (FALSE, FALSE, sizeof (AttestSheetStray));

  g_array_set_clear_func (strays, stray_clear);
  return strays;
}

/* Returns: (transfer full) (nullable): the first of the rows of @kind, as people call them */
static char *
list_rows (const GArray *strays, AttestSheetStrayKind kind)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < strays->len; i++)
    {
      const AttestSheetStray *stray = &g_array_index (strays, AttestSheetStray, i);
      g_autofree char *row = NULL;

      if (stray->kind != kind || n++ >= MOST_STRAYS)
        continue;
      row = *stray->id != '\0'
                /* TRANSLATORS: the name of a sheet, a row of it, and an id that stands in that */
                ? g_strdup_printf (_ ("“%s” row %u (%s)"), stray->sheet, stray->row, stray->id)
                /* TRANSLATORS: the name of a sheet, and a row of it */
                : g_strdup_printf (_ ("“%s” row %u"), stray->sheet, stray->row);
      attest_listing_add (rows, row);
    }
  if (n > MOST_STRAYS)
    attest_listing_add_more (rows);
  return n > 0 ? g_strdup (rows->str) : NULL;
}

static char *
describe (AttestSheetStrayKind kind, const char *rows)
{
  if (kind == ATTEST_SHEET_STRAY_NO_ID)
    /* TRANSLATORS: %s are rows of other sheets than the one with the records */
    return g_strdup_printf (_ ("These rows do not say which record they belong to: %s"), rows);
  if (kind == ATTEST_SHEET_STRAY_SEVERAL)
    /* TRANSLATORS: %s are rows of other sheets than the one with the records */
    return g_strdup_printf (_ ("Several records have the ID of these rows: %s"), rows);
  if (kind == ATTEST_SHEET_STRAY_HIDDEN)
    /* TRANSLATORS: %s are rows of other sheets than the one with the records */
    return g_strdup_printf (_ ("These rows are hidden and were left out: %s"), rows);
  if (kind == ATTEST_SHEET_STRAY_NO_HEAD)
    /* TRANSLATORS: %s are rows of other sheets than the one with the records */
    return g_strdup_printf (
        _ ("These rows look like records, but their sheet has no column titles, "
           "and they were left out: %s"),
        rows);
  /* TRANSLATORS: %s are rows of other sheets than the one with the records */
  return g_strdup_printf (_ ("No record has the ID of these rows: %s"), rows);
}

static void
add_sentence (GString *sentences, const char *sentence)
{
  if (sentences->len > 0)
    g_string_append_c (sentences, '\n');
  g_string_append (sentences, sentence);
}

static void
add_left_out (GString *sentences, const GPtrArray *left_out)
{
  g_autofree char *names = attest_listing_quote (left_out);
  g_autofree char *sentence = g_strdup_printf (
      /* TRANSLATORS: %s are names of sheets, in quotation marks */
      _ ("Standards or sites in these sheets may belong to other records, and were left out: "
         "%s"),
      names);

  add_sentence (sentences, sentence);
}

/**
 * attest_sheet_strays_describe:
 * @strays: (element-type AttestSheetStray): rows of other sheets that belong to no record
 * @left_out: (element-type utf8): names of other sheets of which not all was taken
 *
 * Returns: (transfer full) (nullable): a sentence on each line, with the first of the rows; %NULL:
 *   there is none
 */
char *
attest_sheet_strays_describe (const GArray *strays, const GPtrArray *left_out)
{
  g_autoptr (GString) sentences = g_string_new (NULL);

  g_return_val_if_fail (strays != NULL && left_out != NULL, NULL);

  for (guint i = 0; i < ATTEST_SHEET_N_STRAY_KINDS; i++)
    {
      g_autofree char *rows = list_rows (strays, (AttestSheetStrayKind) i);
      g_autofree char *sentence = rows != NULL ? describe ((AttestSheetStrayKind) i, rows) : NULL;

      if (sentence != NULL)
        add_sentence (sentences, sentence);
    }
  if (left_out->len > 0)
    add_left_out (sentences, left_out);
  return sentences->len > 0 ? g_strdup (sentences->str) : NULL;
}

/* Returns: (transfer none): why a row belongs to no record; the same in every language */
const char *
attest_sheet_stray_kind_get_id (AttestSheetStrayKind kind)
{
  static const char *const ids[] = { "unknown", "no-id", "several", "hidden", "no-head" };

  g_return_val_if_fail (kind < ATTEST_SHEET_N_STRAY_KINDS, "");

  return ids[kind];
}
