/* Problems of many records by what they have in common, and letting thousands of records go. On any
 * thread, but for one at a time. */
#include "attest-config.h"

#include "workspace/attest-import-private.h"

#define FEW 100 /* records that are freed at once */

/* What is let go. */

typedef struct
{
  gpointer data;
  GDestroyNotify free_func;
} Remains;

static void
let_go_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Remains *remains = data;

  remains->free_func (remains->data);
  g_free (remains);
  g_task_return_boolean (task, TRUE);
}

/**
 * attest_import_let_go:
 * @data: (transfer full): what nobody else looks at any more
 * @free_func: lets it go, on another thread: thousands of records are not freed between two frames
 */
void
attest_import_let_go (gpointer data, GDestroyNotify free_func)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  Remains *remains = g_new (Remains, 1);

  *remains = (Remains){ data, free_func };
  g_task_set_source_tag (task, attest_import_let_go);
  g_task_set_task_data (task, remains, NULL);
  g_task_run_in_thread (task, let_go_cb);
}

/* Grouping. */

/* Many may be the last to hold records of a reading that is gone. */
static void
let_go (GPtrArray *array)
{
  if (array->len > FEW)
    attest_import_let_go (array, (GDestroyNotify) g_ptr_array_unref);
  else
    g_ptr_array_unref (array);
}

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
  let_go (self->records);
  let_go (self->problems);
  g_free (self);
}

/* @kind: see attest_import_record_get_kinds() */
static AttestImportProblems *
make_group (const char *kind, AttestProblem *problem)
{
  AttestImportProblems *group = g_new0 (AttestImportProblems, 1);
  g_auto (GStrv) parts = g_strsplit (kind, "\n", 3);

  group->severity = attest_problem_get_severity (problem);
  group->rule = g_strdup (parts[0]);
  group->field = g_strdup (parts[1]);
  group->text = g_strdup (parts[2]);
  group->message = g_strdup (attest_problem_get_message (problem));
  group->fix_label = g_strdup (attest_problem_get_fix_label (problem));
  group->fix_text = g_strdup (attest_problem_get_fix_text (problem));
  group->records = g_ptr_array_new_with_free_func (g_object_unref);
  group->problems = g_ptr_array_new_with_free_func (g_object_unref);
  return group;
}

static void
add_problems (GPtrArray *groups, GHashTable *known, AttestImportRecord *record)
{
  GPtrArray *problems = attest_import_record_get_problems (record);
  GPtrArray *kinds = attest_import_record_get_kinds (record);

  for (guint i = 0; i < problems->len; i++)
    {
      char *kind = g_ptr_array_index (kinds, i);
      AttestImportProblems *group = g_hash_table_lookup (known, kind);

      if (group == NULL)
        {
          group = make_group (kind, g_ptr_array_index (problems, i));
          g_ptr_array_add (groups, group);
          g_hash_table_insert (known, kind, group);
        }
      g_ptr_array_add (group->records, g_object_ref (record));
      g_ptr_array_add (group->problems, g_object_ref (g_ptr_array_index (problems, i)));
    }
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

/* Of those that the same rule found at the same field, and that all have a suggestion of their own,
 * the first tells how many problems that is. */
static void
count_alike (GPtrArray *groups)
{
  g_autoptr (GHashTable) firsts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < groups->len; i++)
    {
      AttestImportProblems *group = g_ptr_array_index (groups, i);
      g_autofree char *key = g_strdup_printf ("%s\n%s", group->rule, group->field);
      AttestImportProblems *first = g_hash_table_lookup (firsts, key);

      if (group->fix_text == NULL)
        continue;
      if (first == NULL)
        g_hash_table_insert (firsts, g_steal_pointer (&key), group);
      else
        first->n_alike += group->problems->len + (first->n_alike == 0 ? first->problems->len : 0);
    }
}

/**
 * attest_import_problems_group:
 * @records: (element-type AttestImportRecord): records; nobody changes them meanwhile
 *
 * For the import alone, on any thread.
 *
 * Returns: (transfer full) (element-type AttestImportProblems): as attest_import_group_problems()
 */
GPtrArray *
attest_import_problems_group (GPtrArray *records)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (problems_free);
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < records->len; i++)
    if (!attest_import_record_get_is_left_out (g_ptr_array_index (records, i)))
      add_problems (groups, known, g_ptr_array_index (records, i));
  g_ptr_array_sort (groups, compare_groups);
  count_alike (groups);
  return groups;
}

/* Counting. */

static void
count_record (AttestImportRecord *record, AttestImportCounts *counts)
{
  const gboolean has_errors = attest_import_record_get_n_errors (record) > 0;

  counts->n_records++;
  counts->n_rows_of_records += attest_import_record_get_rows (record)->len;
  counts->n_effects[attest_import_record_get_effect (record)]++;
  counts->n_rejected += has_errors;
  if (attest_import_record_get_is_left_out (record))
    {
      counts->n_left_out++;
      return;
    }
  counts->n_with_errors += has_errors;
  counts->n_with_warnings += attest_import_record_get_n_warnings (record) > 0;
  counts->n_compared[attest_import_record_get_comparison (record)]++;
}

/* Counts @records alone; the rest of @counts is zero. Thread: theirs. */
void
attest_import_count_records (GPtrArray *records, AttestImportCounts *counts)
{
  *counts = (AttestImportCounts){ 0 };
  for (guint i = 0; i < records->len; i++)
    count_record (g_ptr_array_index (records, i), counts);
}
