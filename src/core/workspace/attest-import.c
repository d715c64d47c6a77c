/* A file of records on its way in: see the header. One reading runs at a time; a decision made
 * meanwhile stops it, and the next begins with all that was decided by then. */
#include "attest-config.h"
#include "workspace/attest-import.h"

#include "intake/attest-intake.h"
#include "workspace/attest-import-private.h"

#include <string.h>

/* One decision, and what was decided before. */
typedef struct
{
  AttestImportDecision decision;
  char *key;
  char *before; /* (nullable) */
  char *after;  /* (nullable) */
} Change;

struct _AttestImport
{
  GObject parent_instance;

  AttestWorkspace *workspace;
  char *name;
  GBytes *bytes;
  AttestDecisions *decisions;
  GPtrArray *steps; /* of arrays of Change */
  guint n_done;     /* of them; those after are undone */
  GPtrArray *step;  /* (nullable): of Change: what is one step with what comes */
  guint depth;      /* of attest_import_begin_step() */
  gboolean is_due;  /* the step needs another reading */

  AttestWorkbook *workbook;
  AttestSheetImport *reading;
  GError *error;
  GListStore *records;
  GHashTable *by_row; /* first row → AttestImportRecord, not owned */

  GCancellable *cancellable; /* (nullable): of the reading that runs */
  gboolean is_again;         /* something was decided since that began */
  guint n_busy;
  GTask *opening; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (AttestImport, attest_import, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_IS_BUSY,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];
static guint changed_signal;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->key);
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

static void
attest_import_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestImport *self = ATTEST_IMPORT (object);

  switch (id)
    {
    case PROP_IS_BUSY:
      g_value_set_boolean (value, attest_import_get_is_busy (self));
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, attest_import_get_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, attest_import_get_can_redo (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_import_finalize (GObject *object)
{
  AttestImport *self = ATTEST_IMPORT (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->records);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_free (self->name);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  attest_decisions_free (self->decisions);
  g_ptr_array_unref (self->steps);
  g_clear_pointer (&self->step, g_ptr_array_unref);
  g_hash_table_unref (self->by_row);
  g_clear_pointer (&self->reading, attest_sheet_import_free);
  g_clear_pointer (&self->workbook, attest_workbook_free);
  G_OBJECT_CLASS (attest_import_parent_class)->finalize (object);
}

static void
attest_import_class_init (AttestImportClass *klass)
{
  static const char *const names[] = { NULL, "is-busy", "can-undo", "can-redo" };

  G_OBJECT_CLASS (klass)->get_property = attest_import_get_property;
  G_OBJECT_CLASS (klass)->finalize = attest_import_finalize;
  for (guint i = 1; i < N_PROPERTIES; i++)
    properties[i] = g_param_spec_boolean (
        names[i], NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
  changed_signal = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_import_init (AttestImport *self)
{
  self->name = g_strdup ("");
  self->decisions = attest_decisions_new ();
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->records = g_list_store_new (ATTEST_TYPE_IMPORT_RECORD);
  self->by_row = g_hash_table_new (NULL, NULL);
}

/**
 * attest_import_new:
 * @workspace: (nullable): where the records are to be kept; %NULL: nowhere
 *
 * Returns: (transfer full): an import of nothing yet
 */
AttestImport *
attest_import_new (AttestWorkspace *workspace)
{
  AttestImport *self = g_object_new (ATTEST_TYPE_IMPORT, NULL);

  self->workspace = workspace != NULL ? g_object_ref (workspace) : NULL;
  return self;
}

/* Reading. */

/* What the thread needs, and makes. */
typedef struct
{
  GFile *file;              /* (nullable): still to be loaded */
  GBytes *bytes;            /* (nullable) */
  AttestWorkbook *workbook; /* (nullable): of the import, or a new one */
  gboolean is_new;          /* @workbook belongs to this */
  AttestDecisions *decisions;
  AttestSheetImport *reading;
  GPtrArray *records; /* of AttestImportRecord */
  GError *error;      /* of a file whose rows cannot be understood */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_clear_object (&work->file);
  g_clear_pointer (&work->bytes, g_bytes_unref);
  if (work->is_new)
    g_clear_pointer (&work->workbook, attest_workbook_free);
  attest_decisions_free (work->decisions);
  g_clear_pointer (&work->records, g_ptr_array_unref);
  g_clear_pointer (&work->reading, attest_sheet_import_free);
  g_clear_error (&work->error);
  g_free (work);
}

/* Returns: whether the sheets are there */
static gboolean
read_sheets (Work *work, GCancellable *cancellable, GError **error)
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

/* What was decided of single records. Returns: whether it was edited */
static gboolean
apply (AttestImportRecord *record, const AttestDecisions *decisions, const char *key)
{
  guint64 row = 0;
  const char *path = strchr (key, ' ');

  g_ascii_string_to_unsigned (key, 10, 0, G_MAXUINT, &row, NULL);
  return path != NULL
         && attest_import_record_edit (
             record, path + 1, attest_decisions_get (decisions, ATTEST_DECIDE_EDIT, key));
}

/* Returns: the row that the key of a decision about a record begins with */
static guint
get_row (const char *key)
{
  return (guint) g_ascii_strtoull (key, NULL, 10);
}

static void
apply_all (Work *work, GHashTable *by_row)
{
  g_autoptr (GPtrArray) edits = attest_decisions_list (work->decisions, ATTEST_DECIDE_EDIT);
  g_autoptr (GPtrArray) left = attest_decisions_list (work->decisions, ATTEST_DECIDE_LEAVE_OUT);

  for (guint i = 0; i < edits->len; i++)
    {
      const char *key = g_ptr_array_index (edits, i);
      AttestImportRecord *record = g_hash_table_lookup (by_row, GUINT_TO_POINTER (get_row (key)));

      if (record != NULL && apply (record, work->decisions, key))
        attest_sheet_import_check (work->reading, attest_import_record_get_place (record));
    }
  for (guint i = 0; i < left->len; i++)
    {
      AttestImportRecord *record =
          g_hash_table_lookup (by_row, GUINT_TO_POINTER (get_row (g_ptr_array_index (left, i))));

      if (record != NULL)
        attest_import_record_set_left_out (record, TRUE);
    }
}

static void
make_records (Work *work)
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
}

static void
read_in_thread_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;

  if (!read_sheets (work, cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  work->reading =
      attest_sheet_import_read (work->workbook, work->decisions, cancellable, &work->error);
  if (work->reading != NULL)
    make_records (work);
  g_task_return_boolean (task, TRUE);
}

static void
set_busy (AttestImport *self, gboolean busy)
{
  gboolean was_busy = self->n_busy > 0;

  self->n_busy += busy ? 1u : (guint) -1;
  if (was_busy != (self->n_busy > 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_BUSY]);
}

static void
take_records (AttestImport *self, Work *work)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->records));

  g_hash_table_remove_all (self->by_row);
  for (guint i = 0; work->records != NULL && i < work->records->len; i++)
    {
      AttestImportRecord *record = g_ptr_array_index (work->records, i);

      g_hash_table_insert (
          self->by_row, GUINT_TO_POINTER (attest_import_record_get_row (record)), record);
    }
  g_list_store_splice (self->records,
                       0,
                       n_old,
                       work->records != NULL ? work->records->pdata : NULL,
                       work->records != NULL ? work->records->len : 0);
}

static void
take (AttestImport *self, Work *work)
{
  if (self->bytes == NULL)
    self->bytes = g_bytes_ref (work->bytes);
  if (work->is_new)
    {
      g_clear_pointer (&self->workbook, attest_workbook_free);
      self->workbook = g_steal_pointer (&work->workbook);
      work->is_new = FALSE;
    }
  g_clear_pointer (&self->reading, attest_sheet_import_free);
  self->reading = g_steal_pointer (&work->reading);
  g_clear_error (&self->error);
  self->error = g_steal_pointer (&work->error);
  take_records (self, work);
}

static void start (AttestImport *self, GFile *file);

static void
finish_opening (AttestImport *self, GError *error)
{
  g_autoptr (GTask) opening = g_steal_pointer (&self->opening);

  if (opening == NULL)
    g_clear_error (&error);
  else if (error != NULL)
    g_task_return_error (opening, error);
  else
    g_task_return_boolean (opening, TRUE);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AttestImport *self = ATTEST_IMPORT (source);
  Work *work = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  gboolean is_read = g_task_propagate_boolean (G_TASK (result), &error);
  gboolean is_again = self->is_again && self->bytes != NULL;

  g_clear_object (&self->cancellable);
  self->is_again = FALSE;
  if (is_read && !is_again)
    take (self, work);
  else if (!is_read && !is_again && self->bytes != NULL)
    {
      g_clear_error (&self->error);
      self->error = g_error_copy (error);
    }
  if (is_again)
    start (self, NULL);
  set_busy (self, FALSE);
  if (is_again)
    {
      g_clear_error (&error);
      return;
    }
  g_signal_emit (self, changed_signal, 0);
  finish_opening (self, error);
}

/* Returns: whether the sheets themselves are to be read otherwise */
static gboolean
is_other_text (AttestImport *self)
{
  static const AttestImportDecision both[] = { ATTEST_DECIDE_ENCODING, ATTEST_DECIDE_SEPARATOR };

  for (guint i = 0; self->reading != NULL && i < G_N_ELEMENTS (both); i++)
    if (g_strcmp0 (attest_decisions_get (self->decisions, both[i], ""),
                   attest_decisions_get (self->reading->decisions, both[i], ""))
        != 0)
      return TRUE;
  return self->reading == NULL;
}

static void
start (AttestImport *self, GFile *file)
{
  Work *work = g_new0 (Work, 1);
  g_autoptr (GTask) task = NULL;

  work->file = file != NULL ? g_object_ref (file) : NULL;
  work->bytes = self->bytes != NULL ? g_bytes_ref (self->bytes) : NULL;
  work->workbook = is_other_text (self) ? NULL : self->workbook;
  work->decisions = attest_decisions_copy (self->decisions);
  self->cancellable = g_cancellable_new ();
  set_busy (self, TRUE);
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, read_in_thread_cb);
}

static void
read_anew (AttestImport *self)
{
  if (self->cancellable == NULL && self->bytes != NULL)
    start (self, NULL);
  else
    self->is_again = TRUE;
  if (self->is_again && self->bytes != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
cancelled_cb (GCancellable *cancellable, AttestImport *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static GTask *
begin_opening (AttestImport *self,
               const char *name,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, attest_import_open_finish);
  g_free (self->name);
  self->name = g_strdup (name);
  self->opening = task;
  return task;
}

/**
 * attest_import_open_file_async:
 * @self: an import of nothing yet
 * @file: a file, on this computer or elsewhere
 * @cancellable: (nullable): gives up
 * @callback: called once it is read for the first time
 * @user_data: for @callback
 */
void
attest_import_open_file_async (AttestImport *self,
                               GFile *file,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (ATTEST_IS_IMPORT (self) && self->opening == NULL && self->bytes == NULL);
  g_return_if_fail (G_IS_FILE (file));

  base = g_file_get_basename (file);
  name = attest_intake_dup_name (base != NULL ? base : "");
  begin_opening (self, name, cancellable, callback, user_data);
  start (self, file);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), self, 0);
}

/**
 * attest_import_open_bytes_async:
 * @self: an import of nothing yet
 * @bytes: what a file holds, or the clipboard
 * @name: for people; "" where it has none
 * @cancellable: (nullable): gives up
 * @callback: called once it is read for the first time
 * @user_data: for @callback
 */
void
attest_import_open_bytes_async (AttestImport *self,
                                GBytes *bytes,
                                const char *name,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (ATTEST_IS_IMPORT (self) && self->opening == NULL && self->bytes == NULL);
  g_return_if_fail (bytes != NULL && name != NULL);

  begin_opening (self, name, cancellable, callback, user_data);
  self->bytes = g_bytes_ref (bytes);
  start (self, NULL);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), self, 0);
}

/**
 * attest_import_open_finish:
 * @error: return location for a #GIOError: what cannot be read at all
 *
 * Returns: whether it is a file with sheets
 */
gboolean
attest_import_open_finish (AttestImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_import_open_finish), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Returns: whether what is shown is about to be another */
gboolean
attest_import_get_is_busy (AttestImport *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), FALSE);
  return self->n_busy > 0;
}

/* Returns: (transfer none) (nullable): why there are no records */
const GError *
attest_import_get_error (AttestImport *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), NULL);
  return self->error;
}

/* Returns: (transfer none): the name of the file, for people */
const char *
attest_import_get_name (AttestImport *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), "");
  return self->name;
}

/* Returns: (transfer none) (nullable): the sheets as they were read last */
AttestWorkbook *
attest_import_get_workbook (AttestImport *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), NULL);
  return self->workbook;
}

/* Returns: (transfer none) (nullable): how the sheets were understood; %NULL: there is an error */
AttestSheetImport *
attest_import_get_reading (AttestImport *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), NULL);
  return self->reading;
}

/* Returns: (transfer none): of AttestImportRecord, in the order of the sheet */
GListModel *
attest_import_get_records (AttestImport *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), NULL);
  return G_LIST_MODEL (self->records);
}

/* Deciding. */

/* Returns: (transfer none) (nullable): what a person decided; %NULL: nothing */
const char *
attest_import_get_decision (AttestImport *self, AttestImportDecision decision, const char *key)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), NULL);
  return attest_decisions_get (self->decisions, decision, key);
}

/* A decision about one record changes that one, and nothing is read. */
static void
show_record (AttestImport *self, AttestImportDecision decision, const char *key)
{
  const char *value = attest_decisions_get (self->decisions, decision, key);
  AttestImportRecord *record = g_hash_table_lookup (self->by_row, GUINT_TO_POINTER (get_row (key)));

  if (record == NULL)
    return;
  if (decision == ATTEST_DECIDE_EDIT && apply (record, self->decisions, key))
    attest_sheet_import_check (self->reading, attest_import_record_get_place (record));
  if (decision == ATTEST_DECIDE_LEAVE_OUT)
    attest_import_record_set_left_out (record, value != NULL);
  attest_import_record_emit_changed (record);
}

static void
set (AttestImport *self, AttestImportDecision decision, const char *key, const char *value)
{
  attest_decisions_set (self->decisions, decision, key, value);
  if (decision < ATTEST_DECIDE_FIRST_OF_RECORD || self->cancellable != NULL)
    self->is_due = TRUE;
  else
    show_record (self, decision, key);
}

/* At the end of a step. */
static void
settle (AttestImport *self)
{
  gboolean is_due = self->is_due;

  self->is_due = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
  if (is_due)
    read_anew (self);
  else
    g_signal_emit (self, changed_signal, 0);
}

/* Begins what is one step to undo; may be nested. */
void
attest_import_begin_step (AttestImport *self)
{
  g_return_if_fail (ATTEST_IS_IMPORT (self));
  if (self->depth++ == 0)
    self->step = g_ptr_array_new_with_free_func (change_free);
}

/* Ends what attest_import_begin_step() began. */
void
attest_import_end_step (AttestImport *self)
{
  g_return_if_fail (ATTEST_IS_IMPORT (self) && self->depth > 0);
  if (--self->depth > 0)
    return;
  if (self->step->len == 0)
    {
      g_clear_pointer (&self->step, g_ptr_array_unref);
      return;
    }
  g_ptr_array_set_size (self->steps, (int) self->n_done);
  g_ptr_array_add (self->steps, g_steal_pointer (&self->step));
  self->n_done++;
  settle (self);
}

/**
 * attest_import_decide:
 * @self: an import
 * @decision: what about
 * @key: see AttestImportDecision
 * @value: (nullable): %NULL takes the decision back
 */
void
attest_import_decide (AttestImport *self,
                      AttestImportDecision decision,
                      const char *key,
                      const char *value)
{
  Change *change = NULL;

  g_return_if_fail (ATTEST_IS_IMPORT (self) && decision < ATTEST_N_DECISIONS && key != NULL);

  if (g_strcmp0 (attest_decisions_get (self->decisions, decision, key), value) == 0)
    return;
  attest_import_begin_step (self);
  change = g_new0 (Change, 1);
  change->decision = decision;
  change->key = g_strdup (key);
  change->before = g_strdup (attest_decisions_get (self->decisions, decision, key));
  change->after = g_strdup (value);
  g_ptr_array_add (self->step, change);
  set (self, decision, key, value);
  attest_import_end_step (self);
}

/* Returns: whether there is a step to undo */
gboolean
attest_import_get_can_undo (AttestImport *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), FALSE);
  return self->n_done > 0;
}

/* Returns: whether there is a step that was undone */
gboolean
attest_import_get_can_redo (AttestImport *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), FALSE);
  return self->n_done < self->steps->len;
}

/* Undoes the last step, if there is one. */
void
attest_import_undo (AttestImport *self)
{
  const GPtrArray *step = NULL;

  g_return_if_fail (ATTEST_IS_IMPORT (self) && self->depth == 0);

  if (self->n_done == 0)
    return;
  step = g_ptr_array_index (self->steps, --self->n_done);
  for (guint i = step->len; i > 0; i--)
    {
      const Change *change = g_ptr_array_index (step, i - 1);

      set (self, change->decision, change->key, change->before);
    }
  settle (self);
}

/* Does what was undone last again. */
void
attest_import_redo (AttestImport *self)
{
  const GPtrArray *step = NULL;

  g_return_if_fail (ATTEST_IS_IMPORT (self) && self->depth == 0);

  if (self->n_done == self->steps->len)
    return;
  step = g_ptr_array_index (self->steps, self->n_done++);
  for (guint i = 0; i < step->len; i++)
    {
      const Change *change = g_ptr_array_index (step, i);

      set (self, change->decision, change->key, change->after);
    }
  settle (self);
}

/* Puts @text at @path of @record; %NULL: what the sheet has. */
void
attest_import_edit (AttestImport *self,
                    AttestImportRecord *record,
                    const char *path,
                    const char *text)
{
  g_autofree char *key = NULL;

  g_return_if_fail (ATTEST_IS_IMPORT (self) && ATTEST_IS_IMPORT_RECORD (record) && path != NULL);

  key = attest_decisions_make_key (attest_import_record_get_row (record), path);
  attest_import_decide (self, ATTEST_DECIDE_EDIT, key, text);
}

/* @left_out: whether nothing is to become of @record */
void
attest_import_leave_out (AttestImport *self, AttestImportRecord *record, gboolean left_out)
{
  g_autofree char *key = NULL;

  g_return_if_fail (ATTEST_IS_IMPORT (self) && ATTEST_IS_IMPORT_RECORD (record));

  key = g_strdup_printf ("%u", attest_import_record_get_row (record));
  attest_import_decide (self, ATTEST_DECIDE_LEAVE_OUT, key, left_out ? "yes" : NULL);
}

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
  g_return_if_fail (ATTEST_IS_IMPORT (self) && counts != NULL);

  *counts = (AttestImportCounts){ 0 };
  if (self->reading == NULL)
    return;
  counts->n_rows = attest_grid_get_n_rows (self->reading->table->grid);
  counts->n_undecided = self->reading->undecided->len;
  counts->n_records = self->reading->records->len;
  for (guint i = 0; i < self->reading->skipped->len; i++)
    {
      const AttestSheetSkip *skip = &g_array_index (self->reading->skipped, AttestSheetSkip, i);

      counts->n_skipped[skip->kind] += skip->last - skip->first + 1;
    }
  for (guint i = 0; i < counts->n_records; i++)
    {
      g_autoptr (AttestImportRecord) record =
          g_list_model_get_item (G_LIST_MODEL (self->records), i);

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

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->records)); i++)
    {
      g_autoptr (AttestImportRecord) record =
          g_list_model_get_item (G_LIST_MODEL (self->records), i);
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

/* Keeping. */

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestImport *self = g_task_get_source_object (task);
  GPtrArray *records = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) drafts =
      attest_workspace_add_drafts_finish (ATTEST_WORKSPACE (source), result, &error);

  set_busy (self, FALSE);
  if (drafts == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < drafts->len; i++)
    attest_import_record_set_draft_id (g_ptr_array_index (records, i),
                                       attest_draft_get_id (g_ptr_array_index (drafts, i)));
  g_signal_emit (self, changed_signal, 0);
  g_task_return_boolean (task, TRUE);
}

/**
 * attest_import_keep_async:
 * @self: an import with a workspace, that was read
 * @cancellable: (nullable): as long as writing has not begun
 * @callback: called once all is durable
 * @user_data: for @callback
 */
void
attest_import_keep_async (AttestImport *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_IMPORT (self) && self->workspace != NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->records)); i++)
    {
      g_autoptr (AttestImportRecord) record =
          g_list_model_get_item (G_LIST_MODEL (self->records), i);

      if (attest_import_record_get_is_left_out (record)
          || attest_import_record_get_draft_id (record) != NULL)
        continue;
      g_ptr_array_add (kept, attest_import_record_get_record (record));
      g_ptr_array_add (records, g_steal_pointer (&record));
    }
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_import_keep_async);
  g_task_set_task_data (task, records, (GDestroyNotify) g_ptr_array_unref);
  set_busy (self, TRUE);
  attest_workspace_add_drafts_async (self->workspace, kept, cancellable, kept_cb, task);
}

/**
 * attest_import_keep_finish:
 * @error: return location for an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: whether the drafts are there
 */
gboolean
attest_import_keep_finish (AttestImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_import_keep_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
