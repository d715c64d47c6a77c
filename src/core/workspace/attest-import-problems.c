/* What an import has to tell: counts, and problems by what they have in common. Main thread. */
#include "attest-config.h"

#include "workspace/attest-import.h"

/* Counting. */

static void
count_record (AttestImportRecord *record, AttestImportCounts *counts)
{
  counts->n_rows_of_records += attest_import_record_get_rows (record)->len;
  counts->n_effects[attest_import_record_get_effect (record)]++;
  if (attest_import_record_get_is_left_out (record))
    {
      counts->n_left_out++;
      return;
    }
  counts->n_with_errors += attest_import_record_get_n_errors (record) > 0;
  counts->n_with_warnings += attest_import_record_get_n_warnings (record) > 0;
  counts->n_compared[attest_import_record_get_comparison (record)]++;
}

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
  counts->n_rows = attest_grid_get_n_rows (reading->table->grid);
  counts->n_undecided = reading->undecided->len;
  counts->n_records = reading->records->len;
  for (guint i = 0; i < reading->skipped->len; i++)
    {
      const AttestSheetSkip *skip = &g_array_index (reading->skipped, AttestSheetSkip, i);

      counts->n_skipped[skip->kind] += skip->last - skip->first + 1;
    }
  for (guint i = 0; i < counts->n_records; i++)
    {
      g_autoptr (AttestImportRecord) record =
          g_list_model_get_item (attest_import_get_records (self), i);

      count_record (record, counts);
    }
}

/* Problems by what they have in common. */

static void
problems_free (gpointer data)
{
  AttestImportProblems *self = data;

  g_free (self->rule);
  g_free (self->field);
  g_free (self->text);
  g_free (self->message);
  g_free (self->fix_label);
  g_free (self->fix_text);
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/* sites[3].street is sites[].street */
static char *
dup_field_path (const char *path)
{
  GString *field = g_string_new (NULL);
  gboolean is_inside = FALSE;

  for (; *path != '\0'; path++)
    {
      is_inside = is_inside && *path != ']';
      if (!is_inside)
        g_string_append_c (field, *path);
      is_inside = is_inside || *path == '[';
    }
  return g_string_free (field, FALSE);
}

static char *
dup_text_at (AttestImportRecord *record, const char *path)
{
  const AttestField *field = NULL;
  AttestRecord *there =
      attest_record_lookup (attest_import_record_get_record (record), path, &field);

  return there != NULL && field != NULL && !attest_field_is_list (field)
             ? attest_sheet_dup_field (there, field)
             : g_strdup ("");
}

static void
add_problem (GPtrArray *groups,
             GHashTable *known,
             AttestImportRecord *record,
             AttestProblem *problem)
{
  const char *path = attest_problem_get_path (problem);
  g_autofree char *field = dup_field_path (path);
  g_autofree char *text = dup_text_at (record, path);
  g_autofree char *key =
      g_strdup_printf ("%s\n%s\n%s", attest_problem_get_rule (problem), field, text);
  AttestImportProblems *group = g_hash_table_lookup (known, key);

  if (group == NULL)
    {
      group = g_new0 (AttestImportProblems, 1);
      group->severity = attest_problem_get_severity (problem);
      group->rule = g_strdup (attest_problem_get_rule (problem));
      group->field = g_steal_pointer (&field);
      group->text = g_steal_pointer (&text);
      group->message = g_strdup (attest_problem_get_message (problem));
      group->fix_label = g_strdup (attest_problem_get_fix_label (problem));
      group->fix_text = g_strdup (attest_problem_get_fix_text (problem));
      group->records = g_ptr_array_new_with_free_func (g_object_unref);
      group->problems = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (groups, group);
      g_hash_table_insert (known, g_steal_pointer (&key), group);
    }
  g_ptr_array_add (group->records, g_object_ref (record));
  g_ptr_array_add (group->problems, g_object_ref (problem));
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const AttestImportProblems *first = *(const AttestImportProblems *const *) a;
  const AttestImportProblems *second = *(const AttestImportProblems *const *) b;

  if (first->severity != second->severity)
    return first->severity == ATTEST_SEVERITY_ERROR ? -1 : 1;
  return (first->records->len < second->records->len)
         - (first->records->len > second->records->len);
}

/**
 * attest_import_group_problems:
 * @self: an import
 *
 * Returns: (transfer full) (element-type AttestImportProblems): what is wrong with the records that
 *   are not left out: errors before warnings, the most frequent first
 */
GPtrArray *
attest_import_group_problems (AttestImport *self)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (problems_free);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_return_val_if_fail (ATTEST_IS_IMPORT (self), groups);

  for (guint i = 0; i < g_list_model_get_n_items (attest_import_get_records (self)); i++)
    {
      g_autoptr (AttestImportRecord) record =
          g_list_model_get_item (attest_import_get_records (self), i);
      GPtrArray *problems = attest_import_record_get_problems (record);

      for (guint j = 0; !attest_import_record_get_is_left_out (record) && j < problems->len; j++)
        add_problem (groups, known, record, g_ptr_array_index (problems, j));
    }
  g_ptr_array_sort (groups, compare_groups);
  return groups;
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

  attest_import_begin_step (self);
  if (is_remembered)
    remember (self, problems, text);
  for (guint i = 0; !is_remembered && i < problems->records->len; i++)
    attest_import_edit (self,
                        g_ptr_array_index (problems->records, i),
                        attest_problem_get_path (g_ptr_array_index (problems->problems, i)),
                        text);
  attest_import_end_step (self);
}
