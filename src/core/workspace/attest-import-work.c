/* One reading of an import: see the header. */
#include "attest-config.h"
#include "workspace/attest-import-work.h"

#include "intake/attest-intake.h"

#include <string.h>

/* @data: an AttestImportWork, whose import was let go */
void
attest_import_work_free (gpointer data)
{
  AttestImportWork *work = data;

  g_clear_object (&work->file);
  g_clear_pointer (&work->bytes, g_bytes_unref);
  if (work->is_new)
    g_clear_pointer (&work->workbook, attest_workbook_free);
  attest_decisions_free (work->decisions);
  attest_decisions_free (work->remembered);
  g_clear_pointer (&work->profiles, g_ptr_array_unref);
  g_clear_pointer (&work->missing, g_ptr_array_unref);
  g_free (work->profile);
  g_free (work->sha256);
  g_clear_pointer (&work->records, g_ptr_array_unref);
  g_clear_pointer (&work->reading, attest_sheet_import_free);
  g_clear_error (&work->error);
  g_free (work);
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

static void
apply_all (AttestImportWork *work, GHashTable *by_row)
{
  g_autoptr (GPtrArray) edits = attest_decisions_list (work->decisions, ATTEST_DECIDE_EDIT);
  g_autoptr (GPtrArray) left = attest_decisions_list (work->decisions, ATTEST_DECIDE_LEAVE_OUT);
  g_autoptr (GPtrArray) sheets = attest_decisions_list (work->decisions, ATTEST_DECIDE_CONFLICT);

  for (guint i = 0; i < edits->len; i++)
    {
      const char *key = g_ptr_array_index (edits, i);
      AttestImportRecord *record =
          g_hash_table_lookup (by_row, GUINT_TO_POINTER (attest_import_work_get_row (key)));

      if (record != NULL && attest_import_work_apply (record, work->decisions, key))
        attest_sheet_import_check (work->reading, attest_import_record_get_place (record));
    }
  for (guint i = 0; i < left->len; i++)
    {
      AttestImportRecord *record = g_hash_table_lookup (
          by_row, GUINT_TO_POINTER (attest_import_work_get_row (g_ptr_array_index (left, i))));

      if (record != NULL)
        attest_import_record_set_left_out (record, TRUE);
    }
  for (guint i = 0; i < sheets->len; i++)
    {
      AttestImportRecord *record = g_hash_table_lookup (
          by_row, GUINT_TO_POINTER (attest_import_work_get_row (g_ptr_array_index (sheets, i))));

      if (record != NULL)
        attest_import_record_set_prefers_sheet (record, TRUE);
    }
}

static void
make_records (AttestImportWork *work)
{
  g_autoptr (GHashTable) by_row = g_hash_table_new (NULL, NULL);

  work->records = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < work->reading->records->len; i++)
    {
      AttestImportRecord *record =
          attest_import_record_new (g_ptr_array_index (work->reading->records, i), i);

      g_ptr_array_add (work->records, record);
      g_hash_table_insert (
          by_row, GUINT_TO_POINTER (attest_import_record_get_row (record)), record);
    }
  apply_all (work, by_row);
  for (guint i = 0; i < work->records->len; i++)
    attest_import_record_identify (g_ptr_array_index (work->records, i));
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
  g_autoptr (AttestDecisions) all = attest_decisions_copy (work->decisions);

  attest_decisions_fill (all, work->remembered);
  work->reading = attest_sheet_import_read (work->workbook, all, cancellable, &work->error);
  if (work->reading != NULL)
    make_records (work);
}

/* Reads the file and its records. */
void
attest_import_work_read_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
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

/* Compares the records with what was found of them. */
void
attest_import_work_compare_cb (GTask *task,
                               gpointer source,
                               gpointer data,
                               GCancellable *cancellable)
{
  AttestImportWork *work = data;

  work->view.said = work->reading->said;
  for (guint i = 0; i < work->records->len; i++)
    {
      AttestImportRecord *record = g_ptr_array_index (work->records, i);

      if (g_task_return_error_if_cancelled (task))
        return;
      if (attest_import_record_fill (record, &work->view))
        attest_sheet_import_check (work->reading, i);
      attest_import_record_compare (record, &work->view);
    }
  g_task_return_boolean (task, TRUE);
}
