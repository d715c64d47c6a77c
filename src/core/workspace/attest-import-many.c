/* Counting thousands of records, and letting them go: see the header. */
#include "attest-config.h"
#include "workspace/attest-import-many.h"

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
 * @data: (transfer full) (nullable): what nobody else looks at any more
 * @free_func: lets it go, on another thread: thousands of records are not freed between two frames
 */
void
attest_import_let_go (gpointer data, GDestroyNotify free_func)
{
  g_autoptr (GTask) task = NULL;
  Remains *remains = NULL;

  if (data == NULL)
    return;
  task = g_task_new (NULL, NULL, NULL, NULL);
  remains = g_new (Remains, 1);
  *remains = (Remains){ data, free_func };
  g_task_set_source_tag (task, attest_import_let_go);
  g_task_set_task_data (task, remains, NULL);
  g_task_run_in_thread (task, let_go_cb);
}

/* Counting. */

/**
 * attest_import_count_record:
 * @record: a record
 * @by: 1 counts it, -1 takes it out again, before anything of it changes
 * @counts: of records
 */
void
attest_import_count_record (AttestImportRecord *record, int by, AttestImportCounts *counts)
{
  const guint n = (guint) by;
  const gboolean has_errors = attest_import_record_get_n_errors (record) > 0;

  counts->n_records += n;
  counts->n_rows_of_records += n * attest_import_record_get_rows (record)->len;
  counts->n_effects[attest_import_record_get_effect (record)] += n;
  counts->n_rejected += has_errors ? n : 0;
  if (attest_import_record_get_is_left_out (record))
    {
      counts->n_left_out += n;
      return;
    }
  counts->n_with_errors += has_errors ? n : 0;
  counts->n_with_warnings += attest_import_record_get_n_warnings (record) > 0 ? n : 0;
  counts->n_compared[attest_import_record_get_comparison (record)] += n;
}

/* Counts @records alone; the rest of @counts is zero. Thread: theirs. */
void
attest_import_count_records (GPtrArray *records, AttestImportCounts *counts)
{
  *counts = (AttestImportCounts){ 0 };
  for (guint i = 0; i < records->len; i++)
    attest_import_count_record (g_ptr_array_index (records, i), 1, counts);
}
