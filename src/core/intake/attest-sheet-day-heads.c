/* Short titles over days: see the header.
 *
 * 갱신 can be a kind of audit, 만료 a status, Start a time of a course: only where days stand below
 * it, and no group over it says that they are of something else, is such a word a day of the
 * certificate. */
#include "attest-config.h"
#include "intake/attest-sheet-day-heads.h"

#include "base/attest-date.h"
#include "base/attest-reference.h"
#include "intake/attest-sheet-words.h"

#define MOST_BLANK 50 /* rows below a head in which a column may be empty */

/* Returns: (transfer none): word, folded → path; read once */
static GHashTable *
get_words (void)
{
  static gsize loaded = 0;
  static GHashTable *words;

  if (g_once_init_enter (&loaded))
    {
      words = attest_reference_load_map (
          "sheet-words.json", "day_heads", "word", "path", attest_sheet_fold);
      g_once_init_leave (&loaded, 1);
    }
  return words;
}

static const char *
find (const AttestSchema *schema, const char *head)
{
  g_autofree char *folded = attest_sheet_fold (head);
  const char *path = g_hash_table_lookup (get_words (), folded);

  return path != NULL && attest_schema_find_key (schema, path) != NULL ? path : NULL;
}

static gboolean
is_of_certificates (const AttestSchema *schema, const char *group)
{
  const char *path = attest_sheet_find_head (schema, group);
  const AttestField *field =
      path != NULL && *path != '\0' ? attest_schema_find_key (schema, path) : NULL;

  return *group == '\0' || (field != NULL && field->kind == ATTEST_FIELD_DATE)
         || attest_sheet_has_word ("day_groups", group);
}

/* Returns: whether @head is such a word */
gboolean
attest_sheet_is_day_head (const AttestSchema *schema, const char *head)
{
  g_return_val_if_fail (schema != NULL && head != NULL, FALSE);

  return find (schema, head) != NULL;
}

/**
 * attest_sheet_find_day_head:
 * @schema: the kind of the records
 * @group: what stands over several columns; "" if nothing does
 * @head: what stands over one of them
 *
 * Returns: (transfer none) (nullable): the path of the day that is meant, if days stand below
 */
const char *
attest_sheet_find_day_head (const AttestSchema *schema, const char *group, const char *head)
{
  g_return_val_if_fail (schema != NULL && group != NULL && head != NULL, NULL);

  return is_of_certificates (schema, group) ? find (schema, head) : NULL;
}

/* Returns: whether the first text below the head in the column at @place is a day */
gboolean
attest_sheet_column_has_days (AttestSheetTable *table, guint place)
{
  const guint first = table->header + table->n_header;
  const guint end = MIN (attest_grid_get_length (table->grid, place), first + MOST_BLANK);
  AttestDateReading reading = { 0 };

  for (guint row = first; row < end; row++)
    if (attest_grid_get_id (table->grid, row, place) != 0)
      {
        attest_date_read (attest_sheet_table_get_text (table, row, place), &reading);
        return reading.fault == ATTEST_DATE_FINE || reading.fault == ATTEST_DATE_TWO_WAYS
               || reading.fault == ATTEST_DATE_SHORT_YEAR;
      }
  return FALSE;
}
