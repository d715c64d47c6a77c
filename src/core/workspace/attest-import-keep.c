/* Keeping an import: what is written of it (see attest-kept-rows.h) is made on a thread, and
 * written in blocks: each is one transaction that says itself how far the import is, so that
 * nothing is half there whenever the program ends. Main thread. */
#include "attest-config.h"

#include "store/attest-store-profiles.h"
#include "workspace/attest-import-private.h"
#include "workspace/attest-kept-rows.h"

/* Between two blocks others have their turn: in which somebody types, or sends. */
#define BREATH_MS 3

typedef struct
{
  AttestKeptRows *of;
  AttestProfile *profile;
  GPtrArray *maps; /* of AttestValueMap */
  gboolean holds;  /* the import */
} Keeping;

static void
keeping_free (gpointer data)
{
  Keeping *self = data;

  attest_kept_rows_free (self->of);
  g_clear_pointer (&self->profile, attest_profile_free);
  g_clear_pointer (&self->maps, g_ptr_array_unref);
  g_free (self);
}

/* Takes @task. @error: (nullable): likewise */
static void
finish (GTask *task, GError *error)
{
  AttestImport *self = g_task_get_source_object (task);
  Keeping *keeping = g_task_get_task_data (task);

  if (keeping->holds)
    {
      attest_import_decider_hold (attest_import_get_decider (self), FALSE);
      attest_import_emit_changed (self);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* Step by step: the import, its rows, the import again, what holds for sheets to come. */

static void
remembered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  attest_store_save_profiles_finish (ATTEST_STORE (source), result, &error);
  finish (user_data, error);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AttestImport *self = g_task_get_source_object (user_data);
  Keeping *keeping = g_task_get_task_data (user_data);
  GPtrArray *profiles = NULL;
  GError *error = NULL;

  if (!attest_store_save_import_finish (ATTEST_STORE (source), result, &error))
    {
      finish (user_data, error);
      return;
    }
  attest_import_set_kept (self, keeping->of->info->id, keeping->of->info->state);
  profiles = attest_import_memory_write_profile (keeping->profile);
  attest_store_save_profiles_async (
      ATTEST_STORE (source), profiles, g_steal_pointer (&keeping->maps), remembered_cb, user_data);
}

static void keep_some (GTask *task);

static gboolean
keep_some_cb (gpointer task)
{
  keep_some (task);
  return G_SOURCE_REMOVE;
}

static void
some_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Keeping *keeping = g_task_get_task_data (user_data);
  GError *error = NULL;
  g_autoptr (GPtrArray) rows =
      attest_store_change_rows_finish (ATTEST_STORE (source), result, &error);

  if (rows == NULL)
    {
      finish (user_data, error);
      return;
    }
  attest_kept_rows_note_kept (keeping->of, rows);
  attest_import_records_forget_counts (attest_import_reader_get_records (
      attest_import_get_reader (g_task_get_source_object (user_data))));
  g_timeout_add (BREATH_MS, keep_some_cb, user_data);
}

/* Takes @task. */
static void
keep_some (GTask *task)
{
  AttestImport *self = g_task_get_source_object (task);
  AttestStore *store = attest_workspace_get_store (attest_import_get_workspace (self));
  Keeping *keeping = g_task_get_task_data (task);
  AttestImportInfo *info = keeping->of->info;

  if (attest_kept_rows_is_done (keeping->of))
    {
      g_free (info->state);
      info->state = g_strdup ("kept");
      g_clear_pointer (&info->bytes, g_bytes_unref);
      attest_store_save_import_async (
          store, attest_kept_rows_copy_info (keeping->of), ended_cb, task);
      return;
    }
  attest_store_keep_rows_async (store,
                                info->id,
                                attest_kept_rows_take_block (keeping->of),
                                g_task_get_cancellable (task),
                                some_kept_cb,
                                task);
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Keeping *keeping = g_task_get_task_data (user_data);
  GError *error = NULL;

  if (!attest_store_save_import_finish (ATTEST_STORE (source), result, &error))
    {
      finish (user_data, error);
      return;
    }
  attest_import_set_kept (
      g_task_get_source_object (user_data), keeping->of->info->id, keeping->of->info->state);
  if (keeping->holds)
    keep_some (user_data);
  else
    finish (user_data, NULL);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AttestImport *self = g_task_get_source_object (user_data);
  Keeping *keeping = g_task_get_task_data (user_data);
  GError *error = NULL;

  if (!attest_kept_rows_make_finish (result, &error))
    {
      finish (user_data, error);
      return;
    }
  attest_store_save_import_async (attest_workspace_get_store (attest_import_get_workspace (self)),
                                  attest_kept_rows_copy_info (keeping->of),
                                  begun_cb,
                                  user_data);
}

static GPtrArray *
write_meanings (AttestImport *self)
{
  return attest_import_memory_write_meanings (attest_import_get_decisions (self),
                                              attest_import_get_reading (self)->schema,
                                              attest_import_get_name (self));
}

static GTask *
begin (AttestImport *self,
       gpointer tag,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Keeping *keeping = g_new0 (Keeping, 1);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, keeping, keeping_free);
  keeping->of = attest_kept_rows_new (self);
  return task;
}

/**
 * attest_import_keep_async:
 * @self: an import with a workspace, that was read and compared
 * @cancellable: (nullable): between two blocks; what is kept by then stays, and going on works
 * @callback: called once all is durable
 * @user_data: for @callback
 */
void
attest_import_keep_async (AttestImport *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GListModel *records = attest_import_get_records (self);
  GTask *task = NULL;
  Keeping *keeping = NULL;

  g_return_if_fail (ATTEST_IS_IMPORT (self) && attest_import_get_workspace (self) != NULL);
  g_return_if_fail (attest_import_get_reading (self) != NULL && !attest_import_get_is_busy (self));

  task = begin (self, attest_import_keep_async, cancellable, callback, user_data);
  keeping = g_task_get_task_data (task);
  keeping->holds = TRUE;
  keeping->profile = attest_import_make_profile (self);
  keeping->maps = write_meanings (self);
  for (guint i = 0; i < g_list_model_get_n_items (records); i++)
    g_ptr_array_add (keeping->of->records, g_list_model_get_item (records, i));
  attest_import_decider_hold (attest_import_get_decider (self), TRUE);
  attest_kept_rows_make_async (keeping->of, cancellable, made_cb, task);
}

/**
 * attest_import_keep_finish:
 * @error: return location for an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: whether all of it is kept
 */
gboolean
attest_import_keep_finish (AttestImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_import_keep_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
profile_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const AttestProfile *profile = g_task_get_task_data (task);
  GError *error = NULL;

  if (attest_store_save_profiles_finish (ATTEST_STORE (source), result, &error))
    {
      if (profile != NULL)
        attest_import_memory_take_profile (
            attest_import_get_memory (g_task_get_source_object (task)),
            attest_profile_copy (profile));
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
}

/**
 * attest_import_save_profile_async:
 * @self: an import with a workspace, that was read and has a name for what was decided
 * @callback: called once it is durable
 * @user_data: for @callback
 */
void
attest_import_save_profile_async (AttestImport *self,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  AttestProfile *profile = NULL;
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_IMPORT (self) && attest_import_get_workspace (self) != NULL);
  g_return_if_fail (attest_import_get_reading (self) != NULL);

  profile = attest_import_make_profile (self);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, attest_import_save_profile_async);
  g_task_set_task_data (task, profile, (GDestroyNotify) attest_profile_free);
  attest_store_save_profiles_async (attest_workspace_get_store (attest_import_get_workspace (self)),
                                    attest_import_memory_write_profile (profile),
                                    write_meanings (self),
                                    profile_saved_cb,
                                    task);
}

/**
 * attest_import_save_profile_finish:
 * @error: return location for an %ATTEST_STORE_ERROR
 *
 * Returns: whether it is durable
 */
gboolean
attest_import_save_profile_finish (AttestImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_import_save_profile_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * attest_import_save_async:
 * @self: an import with a workspace, that was read
 * @cancellable: (nullable): as long as writing has not begun
 * @callback: called once it is durable
 * @user_data: for @callback
 */
void
attest_import_save_async (AttestImport *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_IMPORT (self) && attest_import_get_workspace (self) != NULL);
  g_return_if_fail (attest_import_get_reading (self) != NULL);

  task = begin (self, attest_import_save_async, cancellable, callback, user_data);
  attest_kept_rows_make_async (
      ((Keeping *) g_task_get_task_data (task))->of, cancellable, made_cb, task);
}

/**
 * attest_import_save_finish:
 * @error: return location for an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: whether it can be opened again
 */
gboolean
attest_import_save_finish (AttestImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_import_save_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Returns: whether it is to be sent, as far as comparing tells */
static gboolean
is_ready (AttestImportRecord *record, gboolean is_sent_once)
{
  AttestComparison comparison = attest_import_record_get_comparison (record);
  AttestImportEffect effect = attest_import_record_get_effect (record);
  const AttestFound *found = attest_import_record_get_found (record);

  if (attest_import_record_get_draft_id (record) == NULL
      || attest_import_record_get_n_errors (record) > 0 || effect == ATTEST_IMPORT_EFFECT_CONFLICT
      || effect == ATTEST_IMPORT_EFFECT_LEFT_OUT)
    return FALSE;
  if (found != NULL && (found->is_open || (is_sent_once && found->published_body != NULL)))
    return FALSE;
  return comparison == ATTEST_COMPARISON_NEW || comparison == ATTEST_COMPARISON_CHANGED;
}

/**
 * attest_import_list_ready:
 * @self: an import that was kept
 *
 * Returns: (transfer full): the drafts to send: what is new or changed and has no errors. A draft
 *   that a person changed is theirs to send, and what can be sent only once was not accepted yet
 */
GStrv
attest_import_list_ready (AttestImport *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  AttestSheetImport *reading = NULL;
  const AttestService *service = NULL;
  GListModel *records = NULL;

  g_return_val_if_fail (ATTEST_IS_IMPORT (self), NULL);

  reading = attest_import_get_reading (self);
  records = attest_import_get_records (self);
  service = reading != NULL ? attest_service_for_schema (reading->schema) : NULL;
  for (guint i = 0; service != NULL && i < g_list_model_get_n_items (records); i++)
    {
      g_autoptr (AttestImportRecord) record = g_list_model_get_item (records, i);

      if (is_ready (record, !service->sending_again_updates))
        g_strv_builder_add (ids, attest_import_record_get_draft_id (record));
    }
  return g_strv_builder_end (ids);
}
