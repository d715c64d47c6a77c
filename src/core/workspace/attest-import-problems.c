/* What an import has to tell: counts, problems, and how they are put right. Main thread. */
#include "attest-config.h"

#include "workspace/attest-import-private.h"
#include "workspace/attest-import-records.h"

/* Counting. */

/**
 * attest_import_count:
 * @self: an import
 * @counts: (out caller-allocates): all zero while nothing is read
 */
void
attest_import_count (AttestImport *self, AttestImportCounts *counts)
{
  AttestSheetImport *reading = NULL;

  g_return_if_fail (ATTEST_IS_IMPORT (self) && counts != NULL);

  *counts = (AttestImportCounts){ 0 };
  reading = attest_import_get_reading (self);
  if (reading == NULL)
    return;
  *counts = *attest_import_records_count (ATTEST_IMPORT_RECORDS (attest_import_get_records (self)));
  counts->n_rows = attest_grid_get_n_rows (reading->table->grid);
  counts->n_undecided = reading->undecided->len;
  for (guint i = 0; i < reading->skipped->len; i++)
    {
      const AttestSheetSkip *skip = &g_array_index (reading->skipped, AttestSheetSkip, i);

      counts->n_skipped[skip->kind] += skip->last - skip->first + 1;
    }
}

/* Problems, and putting them right. */

/**
 * attest_import_group_problems:
 * @self: an import
 *
 * Returns: (transfer full) (element-type AttestImportProblems): what is wrong with the records that
 *   are not left out: errors before warnings, the most frequent first; not to be changed
 */
GPtrArray *
attest_import_group_problems (AttestImport *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), g_ptr_array_new ());
  return attest_import_ref_groups (self);
}

static guint
count_records (GPtrArray *records)
{
  guint n = 0;

  for (guint i = 0; i < records->len; i++)
    n += i == 0 || g_ptr_array_index (records, i) != g_ptr_array_index (records, i - 1);
  return n;
}

/**
 * attest_import_lacks:
 * @self: an import
 * @problems: one of attest_import_group_problems(), as they are now
 *
 * Where one record of many has nothing, the next sheet has that of another.
 *
 * Returns: whether the sheet has no column for the field, and none of its records has anything
 * there
 */
gboolean
attest_import_lacks (AttestImport *self, const AttestImportProblems *problems)
{
  AttestSheetImport *reading = NULL;
  AttestImportCounts counts;

  g_return_val_if_fail (ATTEST_IS_IMPORT (self) && problems != NULL, FALSE);

  reading = attest_import_get_reading (self);
  attest_import_count (self, &counts);
  return *problems->text == '\0' && !g_hash_table_contains (reading->said, problems->field)
         && count_records (problems->records) == counts.n_records - counts.n_left_out;
}

/* What stands in a sheet gets a meaning; what it has nowhere is the same for all of it. */
static void
remember (AttestImport *self, const AttestImportProblems *problems, const char *text)
{
  g_autofree char *key = g_strdup_printf ("%s:%s", problems->field, problems->text);

  AttestSheetImport *reading = attest_import_get_reading (self);
  AttestSheetPlace place = attest_sheet_place_find (reading->schema, problems->field);

  if (place.field == NULL || attest_field_is_list (place.field))
    return;
  if (*problems->text != '\0')
    attest_import_decide (self, ATTEST_DECIDE_VALUE, key, text);
  else
    attest_import_decide (self, ATTEST_DECIDE_CONSTANT, problems->field, text);
}

typedef struct
{
  GPtrArray *records;
  GPtrArray *problems;
} Edits;

static void
edits_free (gpointer data)
{
  Edits *self = data;

  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

static char *
make_key (gpointer data, guint i)
{
  const Edits *self = data;

  return attest_decisions_make_key (
      attest_import_record_get_row (g_ptr_array_index (self->records, i)),
      attest_problem_get_path (g_ptr_array_index (self->problems, i)));
}

/* One step; it may end only after this returned. */
static void
edit_all (AttestImport *self, const AttestImportProblems *problems, const char *text)
{
  Edits *edits = g_new (Edits, 1);

  *edits = (Edits){ g_ptr_array_ref (problems->records), g_ptr_array_ref (problems->problems) };
  attest_import_decider_edit_all (attest_import_get_decider (self),
                                  &(AttestManyEdits){ .n = problems->records->len,
                                                      .data = edits,
                                                      .make_key = make_key,
                                                      .free_data = edits_free,
                                                      .text = g_strdup (text) });
}

/**
 * attest_import_fix:
 * @self: an import
 * @problems: one of attest_import_group_problems(), as they are now
 * @text: what to put there instead
 * @is_remembered: it is a decision about the value, wherever it stands and will stand
 */
void
attest_import_fix (AttestImport *self,
                   const AttestImportProblems *problems,
                   const char *text,
                   gboolean is_remembered)
{
  g_return_if_fail (ATTEST_IS_IMPORT (self) && problems != NULL && text != NULL);

  if (is_remembered)
    remember (self, problems, text);
  else
    edit_all (self, problems, text);
}
