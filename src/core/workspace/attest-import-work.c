/* One reading of an import: see the header. */
#include "attest-config.h"
#include "workspace/attest-import-work.h"

#include "intake/attest-intake.h"
#include "intake/attest-sheet-check.h"
#include "intake/attest-sheet-understood.h"
#include "store/attest-store-drafts.h"
#include "store/attest-store-matches.h"

#include <string.h>

static void
free_work (AttestImportWork *work)
{
  g_clear_object (&work->file);
  g_clear_pointer (&work->bytes, g_bytes_unref);
  if (work->is_new)
    g_clear_pointer (&work->workbook, attest_workbook_free);
  attest_decisions_free (work->remembered);
  g_clear_pointer (&work->profiles, g_ptr_array_unref);
  g_clear_pointer (&work->missing, g_ptr_array_unref);
  g_free (work->profile);
  g_free (work->sha256);
  g_free (work->import_id);
  g_free (work->earlier);
  g_clear_pointer (&work->keys, g_ptr_array_unref);
  g_clear_pointer (&work->hashes, g_ptr_array_unref);
  g_clear_pointer (&work->drafts, g_ptr_array_unref);
  g_clear_pointer (&work->entities, g_ptr_array_unref);
  g_clear_pointer (&work->found, g_ptr_array_unref);
  g_clear_pointer (&work->shown, g_ptr_array_unref);
  g_clear_pointer (&work->by_row, g_hash_table_unref);
  g_clear_pointer (&work->groups, attest_import_groups_free);
  g_clear_pointer (&work->records, g_ptr_array_unref);
  g_clear_pointer (&work->reading, attest_sheet_import_free);
  g_clear_error (&work->error);
  g_free (work);
}

/* @data: an AttestImportWork of which nothing runs. All that is left in it is let go, with what was
 * shown while it ran: it may be the last that has it. What was decided is given back at once, for
 * what is decided next would have to copy it. */
void
attest_import_work_free (gpointer data)
{
  AttestImportWork *work = data;

  g_clear_pointer (&work->decisions, attest_decisions_free);
  attest_import_let_go (work, (GDestroyNotify) free_work);
}

/* Returns: whether the sheets are there */
static gboolean
read_sheets (AttestImportWork *work, GCancellable *cancellable, GError **error)
{
  const char *separator = attest_decisions_get (work->decisions, ATTEST_DECIDE_SEPARATOR, "");
  AttestSheetChoices choices = {
    attest_decisions_get (work->decisions, ATTEST_DECIDE_ENCODING, ""),
    separator != NULL ? *separator : '\0',
  };

  if (work->bytes == NULL)
    work->bytes = attest_intake_load_file (work->file, ATTEST_SHEET_MAX_SIZE, cancellable, error);
  if (work->bytes == NULL)
    return FALSE;
  if (work->workbook == NULL)
    {
      work->workbook = attest_workbook_read (work->bytes, &choices, cancellable, error);
      work->is_new = TRUE;
    }
  return work->workbook != NULL;
}

/* What was decided of a single record. Returns: whether it was edited */
gboolean
attest_import_work_apply (AttestImportRecord *record,
                          const AttestDecisions *decisions,
                          const char *key)
{
  guint64 row = 0;
  const char *path = strchr (key, ' ');

  g_ascii_string_to_unsigned (key, 10, 0, G_MAXUINT, &row, NULL);
  return path != NULL
         && attest_import_record_edit (
             record, path + 1, attest_decisions_get (decisions, ATTEST_DECIDE_EDIT, key));
}

/* Returns: the row that the key of a decision about a record begins with */
guint
attest_import_work_get_row (const char *key)
{
  return (guint) g_ascii_strtoull (key, NULL, 10);
}

static AttestImportRecord *
find (AttestImportWork *work, const char *key)
{
  return g_hash_table_lookup (work->by_row, GUINT_TO_POINTER (attest_import_work_get_row (key)));
}

static void
add_place (GHashTable *places, AttestImportRecord *record)
{
  g_hash_table_add (places, GUINT_TO_POINTER (attest_import_record_get_place (record)));
}

/**
 * attest_import_work_leave_out:
 * @reading: what @record is of
 * @value: (nullable): of %ATTEST_DECIDE_LEAVE_OUT
 *
 * A record that a person does not want is none that others are compared with; of one that is wanted
 * nobody asks why there is another like it.
 */
void
attest_import_work_leave_out (AttestSheetImport *reading,
                              AttestImportRecord *record,
                              const char *value)
{
  AttestSheetRecord *source =
      g_ptr_array_index (reading->records, attest_import_record_get_place (record));

  source->is_left_out = g_strcmp0 (value, "yes") == 0;
  source->is_wanted = g_strcmp0 (value, "no") == 0;
  attest_import_record_set_left_out (record, source->is_left_out);
}

static void
apply_all (AttestImportWork *work)
{
  g_autoptr (GPtrArray) edits = attest_decisions_list (work->decisions, ATTEST_DECIDE_EDIT);
  g_autoptr (GPtrArray) left = attest_decisions_list (work->decisions, ATTEST_DECIDE_LEAVE_OUT);
  g_autoptr (GPtrArray) sheets = attest_decisions_list (work->decisions, ATTEST_DECIDE_CONFLICT);
  g_autoptr (GHashTable) changed = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < edits->len; i++)
    {
      const char *key = g_ptr_array_index (edits, i);
      AttestImportRecord *record = find (work, key);

      if (record != NULL && attest_import_work_apply (record, work->decisions, key))
        add_place (changed, record);
    }
  for (guint i = 0; i < left->len; i++)
    {
      const char *key = g_ptr_array_index (left, i);
      AttestImportRecord *record = find (work, key);

      if (record == NULL)
        continue;
      attest_import_work_leave_out (
          work->reading,
          record,
          attest_decisions_get (work->decisions, ATTEST_DECIDE_LEAVE_OUT, key));
      add_place (changed, record);
    }
  attest_sheet_import_check_changed (work->reading, changed);
  for (guint i = 0; i < sheets->len; i++)
    {
      AttestImportRecord *record = find (work, g_ptr_array_index (sheets, i));

      if (record != NULL)
        attest_import_record_set_prefers_sheet (record, TRUE);
    }
}

static gboolean
are_same_rows (GPtrArray *records, GPtrArray *others)
{
  if (records->len != others->len)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (attest_import_record_get_row (g_ptr_array_index (records, i))
        != attest_import_record_get_row (g_ptr_array_index (others, i)))
      return FALSE;
  return TRUE;
}

static void
sum_up (AttestImportWork *work)
{
  work->groups = attest_import_groups_new (work->records);
  work->is_same = are_same_rows (work->shown, work->records);
  if (work->is_same)
    attest_import_groups_turn_to (work->groups, work->shown);
  attest_import_count_records (work->records, &work->counts);
  work->is_counted = TRUE;
}

/* What the store is asked of, once it is known what each record is. */
static void
identify_all (AttestImportWork *work)
{
  const guint n = work->records->len;

  work->keys = g_ptr_array_new_full (n, g_free);
  work->hashes = g_ptr_array_new_full (n, g_free);
  work->drafts = g_ptr_array_new_full (n, g_free);
  work->entities = g_ptr_array_new_full (n, g_free);
  for (guint i = 0; i < n; i++)
    {
      AttestImportRecord *record = g_ptr_array_index (work->records, i);

      attest_import_record_identify (record);
      g_ptr_array_add (work->keys, g_strdup (attest_import_record_get_key (record)));
      g_ptr_array_add (work->hashes, g_strdup (attest_import_record_get_hash (record)));
      g_ptr_array_add (work->drafts, g_strdup (attest_import_record_get_own (record)));
      g_ptr_array_add (work->entities, g_strdup (attest_import_record_get_entity_id (record)));
    }
}

static void
make_records (AttestImportWork *work)
{
  work->by_row = g_hash_table_new (NULL, NULL);
  work->records = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < work->reading->records->len; i++)
    {
      AttestImportRecord *record =
          attest_import_record_new (g_ptr_array_index (work->reading->records, i), i);

      g_ptr_array_add (work->records, record);
      g_hash_table_insert (
          work->by_row, GUINT_TO_POINTER (attest_import_record_get_row (record)), record);
    }
  apply_all (work);
  identify_all (work);
  if (!work->is_compared)
    sum_up (work);
}

/* What was decided for such a sheet before, and what texts are known to mean. */
static void
recognise (AttestImportWork *work)
{
  AttestProfileMatch match = { NULL };

  if (work->profiles == NULL)
    return;
  match = attest_profiles_recognise (work->profiles, work->workbook);
  if (match.profile == NULL)
    return;
  attest_profile_apply (&match, work->workbook, work->decisions);
  work->profile = g_strdup (match.profile->name);
}

static void
read_records (AttestImportWork *work, GCancellable *cancellable)
{
  g_autoptr (AttestDecisions) all = attest_decisions_copy_of_sheet (work->decisions);

  attest_decisions_fill (all, work->remembered);
  work->reading = attest_sheet_import_read (work->workbook, all, cancellable, &work->error);
  if (work->reading == NULL)
    return;
  attest_sheet_import_understand (work->reading);
  make_records (work);
}

static void
read_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  AttestImportWork *work = data;
  GError *error = NULL;

  if (!read_sheets (work, cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  work->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, work->bytes);
  recognise (work);
  read_records (work, cancellable);
  g_task_return_boolean (task, TRUE);
}

static GTask *
make_task (AttestImportWork *work,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, attest_import_work_finish);
  g_task_set_task_data (task, work, NULL);
  return task;
}

/**
 * attest_import_work_read_async:
 * @work: with what is to be read, and how; it stays until it finishes
 * @cancellable: (nullable): gives up
 * @callback: called with attest_import_work_finish()
 * @user_data: for @callback
 *
 * Reads the file and its records. Rows that cannot be understood are an error in @work.
 */
void
attest_import_work_read_async (AttestImportWork *work,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = make_task (work, cancellable, callback, user_data);

  g_task_run_in_thread (task, read_cb);
}

/* Comparing. */

static void
fill_all (AttestImportWork *work)
{
  g_autoptr (GHashTable) changed = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < work->records->len; i++)
    {
      AttestImportRecord *record = g_ptr_array_index (work->records, i);

      attest_import_record_take_found (record,
                                       g_steal_pointer (&g_ptr_array_index (work->found, i)));
      if (attest_import_record_fill (record, &work->view))
        add_place (changed, record);
    }
  attest_sheet_import_check_changed (work->reading, changed);
}

static void
compare_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  AttestImportWork *work = data;

  work->view.said = work->reading->said;
  fill_all (work);
  for (guint i = 0; i < work->records->len; i++)
    {
      if (g_task_return_error_if_cancelled (task))
        return;
      attest_import_record_compare (g_ptr_array_index (work->records, i), &work->view);
    }
  sum_up (work);
  g_task_return_boolean (task, TRUE);
}

static void
matched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestImportWork *work = g_task_get_task_data (task);
  GError *error = NULL;

  if (!attest_store_find_matches_finish (
          ATTEST_STORE (source), result, &work->found, &work->missing, &work->kept, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_run_in_thread (task, compare_cb);
}

/* Takes @task. */
static void
find_matches (AttestStore *store, GTask *task)
{
  AttestImportWork *work = g_task_get_task_data (task);

  attest_store_find_matches_async (
      store,
      &(AttestMatchWish){ .schema = work->reading->schema,
                          .has_environment = work->view.has_environment,
                          .environment = work->environment,
                          .keys = work->keys,
                          .hashes = work->hashes,
                          .drafts = work->drafts,
                          .entities = work->entities,
                          .sha256 = work->sha256,
                          .import_id = work->import_id,
                          .profile = work->profile != NULL ? work->profile : work->earlier },
      g_task_get_cancellable (task),
      matched_cb,
      task);
}

/* What was accepted is to be known before it is compared with, also after an update. */
static void
projected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  gboolean is_done = FALSE;

  /* Where nothing can be written, what is known has to do. */
  if (!attest_store_project_finish (ATTEST_STORE (source), result, &is_done, NULL) || is_done)
    find_matches (ATTEST_STORE (source), task);
  else
    attest_store_project_async (
        ATTEST_STORE (source), g_task_get_cancellable (task), projected_cb, task);
}

/**
 * attest_import_work_compare_async:
 * @work: that was read, with what it is compared by; it stays until it finishes
 * @store: what there is
 * @cancellable: (nullable): gives up
 * @callback: called with attest_import_work_finish()
 * @user_data: for @callback
 *
 * Finds what there is of the records, and how they compare with it.
 */
void
attest_import_work_compare_async (AttestImportWork *work,
                                  AttestStore *store,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  attest_store_project_async (
      store, cancellable, projected_cb, make_task (work, cancellable, callback, user_data));
}

/**
 * attest_import_work_finish:
 * @result: what the callback was given
 * @error: return location of a file that cannot be read, an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: whether it was read, or compared
 */
gboolean
attest_import_work_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_import_work_finish), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
