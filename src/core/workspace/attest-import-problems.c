/* What an import has to tell: counts, problems, and how they are put right. Main thread. */
#include "attest-config.h"

#include "workspace/attest-import-private.h"
#include "workspace/attest-sweep.h"

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
  *counts = *attest_import_records_count (
      attest_import_reader_get_records (attest_import_get_reader (self)));
  counts->n_rows = attest_grid_get_n_rows (reading->table->grid);
  counts->n_rows_of_records -= reading->n_shared;
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
  return attest_import_records_ref_groups (
      attest_import_reader_get_records (attest_import_get_reader (self)));
}

static guint
count_records (GPtrArray *records)
{
  guint n = 0;

  for (guint i = 0; i < records->len; i++)
    n += i == 0 || g_ptr_array_index (records, i) != g_ptr_array_index (records, i - 1);
  return n;
}

static gboolean
is_of_one (const AttestSchema *schema, const char *path)
{
  const AttestField *field = attest_sheet_place_find (schema, path).field;

  return field != NULL && (field->own || field == schema->entity || field == schema->entity_id);
}

/**
 * attest_import_lacks:
 * @self: an import
 * @problems: one of attest_import_group_problems(), as they are now
 *
 * Where one record of many has nothing, the next sheet has that of another; and what is of one
 * record or entity alone is never that of the next sheet.
 *
 * Returns: whether the sheet has no column for the field, none of its records has anything there,
 *   and it is one of which all records may have the same
 */
gboolean
attest_import_lacks (AttestImport *self, const AttestImportProblems *problems)
{
  AttestSheetImport *reading = NULL;
  AttestImportCounts counts;

  g_return_val_if_fail (ATTEST_IS_IMPORT (self) && problems != NULL, FALSE);

  reading = attest_import_get_reading (self);
  attest_import_count (self, &counts);
  if (is_of_one (reading->schema, problems->field))
    return FALSE;
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
  char *text; /* (nullable): %NULL: what each of the problems suggests */
} Edits;

/* @records, @problems: (transfer full) */
static Edits *
edits_new (GPtrArray *records, GPtrArray *problems, const char *text)
{
  Edits *self = g_new (Edits, 1);

  *self = (Edits){ records, problems, g_strdup (text) };
  return self;
}

static void
edits_free (gpointer data)
{
  Edits *self = data;

  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->problems);
  g_free (self->text);
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

static const char *
get_text (gpointer data, guint i)
{
  const Edits *self = data;

  return self->text != NULL ? self->text
                            : attest_problem_get_fix_text (g_ptr_array_index (self->problems, i));
}

/* One step; it may end only after this returned. @edits: (transfer full) */
static void
edit_all (AttestImport *self, Edits *edits)
{
  attest_import_decider_edit_all (attest_import_get_decider (self),
                                  &(AttestManyEdits){ .n = edits->records->len,
                                                      .data = edits,
                                                      .make_key = make_key,
                                                      .get_text = get_text,
                                                      .free_data = edits_free });
}

static gpointer
ref_cb (gconstpointer object, gpointer user_data)
{
  return g_object_ref ((gpointer) object);
}

/* Of few each leaves its group as soon as it is put right; of many, all of them do at the end. */
static GPtrArray *
hold (GPtrArray *array)
{
  return array->len > ATTEST_SWEEP_FEW ? g_ptr_array_ref (array)
                                       : g_ptr_array_copy (array, ref_cb, NULL);
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
    edit_all (self, edits_new (hold (problems->records), hold (problems->problems), text));
}

static void
add_suggested (Edits *edits, const AttestImportProblems *problems)
{
  for (guint i = 0; i < problems->records->len; i++)
    if (attest_problem_get_fix_text (g_ptr_array_index (problems->problems, i)) != NULL)
      {
        g_ptr_array_add (edits->records, g_object_ref (g_ptr_array_index (problems->records, i)));
        g_ptr_array_add (edits->problems, g_object_ref (g_ptr_array_index (problems->problems, i)));
      }
}

/**
 * attest_import_accept_alike:
 * @self: an import
 * @problems: one of attest_import_group_problems(), as they are now
 *
 * Puts at the field of @problems what is suggested there, in each record of which the same rule
 * says something, whatever stands there now: one step.
 */
void
attest_import_accept_alike (AttestImport *self, const AttestImportProblems *problems)
{
  g_autoptr (GPtrArray) groups = NULL;
  Edits *edits = NULL;

  g_return_if_fail (ATTEST_IS_IMPORT (self) && problems != NULL);

  groups = attest_import_group_problems (self);
  edits = edits_new (g_ptr_array_new_with_free_func (g_object_unref),
                     g_ptr_array_new_with_free_func (g_object_unref),
                     NULL);
  for (guint i = 0; i < groups->len; i++)
    {
      const AttestImportProblems *each = g_ptr_array_index (groups, i);

      if (g_str_equal (each->rule, problems->rule) && g_str_equal (each->field, problems->field))
        add_suggested (edits, each);
    }
  edit_all (self, edits);
}

/* Returns: whether @problems are of records that would be sent exactly the same as one before them
 */
gboolean
attest_import_are_twins (const AttestImportProblems *problems)
{
  g_return_val_if_fail (problems != NULL, FALSE);
  return g_str_equal (problems->rule, ATTEST_SHEET_TWIN_RULE);
}

/**
 * attest_import_answer_twins:
 * @self: an import
 * @problems: one of attest_import_group_problems(), as they are now, of such records
 * @are_wanted: each is to be there beside the one it is the same as; else it is left out
 *
 * One step.
 */
void
attest_import_answer_twins (AttestImport *self,
                            const AttestImportProblems *problems,
                            gboolean are_wanted)
{
  AttestImportDecider *decider = NULL;
  g_autoptr (GPtrArray) records = NULL;

  g_return_if_fail (ATTEST_IS_IMPORT (self) && problems != NULL);

  decider = attest_import_get_decider (self);
  records = hold (problems->records);
  attest_import_decider_begin_step (decider);
  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *key =
          g_strdup_printf ("%u", attest_import_record_get_row (g_ptr_array_index (records, i)));

      attest_import_decider_decide (
          decider, ATTEST_DECIDE_LEAVE_OUT, key, are_wanted ? "no" : "yes");
    }
  attest_import_decider_end_step (decider);
}
