/* Keeping an import, going on with it, and taking it back.
 *
 * What is written is made on a thread, and written in blocks: each is one transaction that says
 * itself how far the import is, so that nothing is half there whenever the program ends. Main
 * thread, but for what is named otherwise. */
#include "attest-config.h"

#include "base/attest-ident.h"
#include "codec/attest-codec.h"
#include "store/attest-store-profiles.h"
#include "store/attest-store-search.h"
#include "workspace/attest-import-private.h"
#include "workspace/attest-workspace-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ROWS_AT_ONCE 500
#define MAX_KEPT_FILE (32 * 1000 * 1000) /* bytes, packed; a larger one is not kept */

typedef struct
{
  AttestImportInfo *info;
  GBytes *bytes;
  AttestDecisions *decisions;
  GPtrArray *records; /* of AttestImportRecord: those whose rows are made */
  GPtrArray *asked;   /* (nullable): of AttestDraftRow: what is compared with others */
  AttestPeers *peers;
  AttestCheckContext context; /* with @peers and @details */
  GPtrArray *details;         /* (nullable): of AttestRecord: copies */
  GPtrArray *rows;            /* of AttestImportRow, in the order of @records */
  guint n_done;               /* of them */
  AttestProfile *profile;
  GPtrArray *maps; /* of AttestValueMap */
  gboolean holds;  /* the import */
} Keeping;

static void
keeping_free (gpointer data)
{
  Keeping *self = data;

  g_clear_pointer (&self->info, attest_import_info_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  attest_decisions_free (self->decisions);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  g_clear_object (&self->peers);
  g_clear_pointer (&self->details, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->profile, attest_profile_free);
  g_clear_pointer (&self->maps, g_ptr_array_unref);
  g_free (self);
}

/* Files, packed. */

static GBytes *
convert (GConverter *converter, GBytes *bytes)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, converter);
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);

  if (!g_output_stream_write_all (stream, data, size, NULL, NULL, NULL)
      || !g_output_stream_close (stream, NULL, NULL))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static GBytes *
pack (GBytes *bytes)
{
  g_autoptr (GConverter) converter =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 1));
  g_autoptr (GBytes) packed = convert (converter, bytes);

  return packed != NULL && g_bytes_get_size (packed) <= MAX_KEPT_FILE ? g_steal_pointer (&packed)
                                                                      : NULL;
}

static GBytes *
unpack (GBytes *bytes)
{
  g_autoptr (GConverter) converter =
      G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));

  return convert (converter, bytes);
}

/* What is written of a record. */

static void
make_draft (AttestImportRow *row,
            const Keeping *self,
            AttestRecord *record,
            const AttestFound *found)
{
  AttestCheckContext context = self->context;
  gboolean creates = g_str_equal (row->effect, "create");
  g_autofree char *id = creates ? attest_ident_new () : g_strdup (found->draft_id);

  row->expected_other = creates && found != NULL ? g_strdup (found->draft_id) : NULL;
  context.owner = id;
  row->draft = attest_draft_summarize (id, record, &context);
  row->draft->created = row->draft->changed -= self->rows->len;
  if (creates)
    return;
  row->before = g_strdup (found->record);
  row->expected_hash = g_strdup (found->content_hash);
}

static AttestImportRow *
make_row (const Keeping *self, AttestImportRecord *record)
{
  AttestImportRow *row = g_new0 (AttestImportRow, 1);
  AttestImportEffect effect = attest_import_record_get_effect (record);
  const AttestFound *found = attest_import_record_get_found (record);

  row->row = attest_import_record_get_row (record);
  row->title = g_strdup (attest_record_get_title (attest_import_record_get_record (record)));
  row->key = g_strdup (attest_import_record_get_key (record));
  row->effect = g_strdup (attest_import_effect_get_id (effect));
  row->comparison =
      g_strdup (attest_comparison_get_id (attest_import_record_get_comparison (record)));
  row->draft_id = g_strdup (attest_import_record_get_draft_id (record));
  if (effect == ATTEST_IMPORT_EFFECT_CREATE || effect == ATTEST_IMPORT_EFFECT_UPDATE)
    make_draft (row, self, attest_import_record_get_record (record), found);
  else if (effect == ATTEST_IMPORT_EFFECT_NOTHING && found != NULL)
    row->content_hash = g_strdup (found->content_hash);
  return row;
}

/* On a thread, which does not touch @data any more once it has returned. */
static void
make_rows_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Keeping *self = data;
  g_autoptr (JsonNode) decisions = attest_decisions_write (self->decisions, ATTEST_N_DECISIONS);

  self->info->decisions = json_to_string (decisions, FALSE);
  self->info->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->bytes);
  self->info->bytes = pack (self->bytes);
  for (guint i = 0; i < self->records->len; i++)
    {
      if (g_task_return_error_if_cancelled (task))
        return;
      g_ptr_array_add (self->rows, make_row (self, g_ptr_array_index (self->records, i)));
    }
  g_task_return_boolean (task, TRUE);
}

/* Takes @task. @error: (nullable): likewise */
static void
finish (GTask *task, GError *error)
{
  AttestImport *self = g_task_get_source_object (task);
  Keeping *keeping = g_task_get_task_data (task);

  if (keeping->holds)
    {
      attest_import_hold (self, FALSE);
      attest_import_emit_changed (self);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* Step by step: the import, its rows, the import again, what holds for sheets to come. */

static AttestImportInfo *
copy_info (const AttestImportInfo *info)
{
  AttestImportInfo *copy = g_new0 (AttestImportInfo, 1);

  *copy = *info;
  copy->id = g_strdup (info->id);
  copy->name = g_strdup (info->name);
  copy->sha256 = g_strdup (info->sha256);
  copy->profile = g_strdup (info->profile);
  copy->state = g_strdup (info->state);
  copy->decisions = g_strdup (info->decisions);
  copy->bytes = info->bytes != NULL ? g_bytes_ref (info->bytes) : NULL;
  return copy;
}

/* @profile: (nullable). Returns: (transfer full) (nullable): a list of it, to be kept */
static GPtrArray *
list_profile (const AttestProfile *profile)
{
  GPtrArray *profiles = NULL;
  AttestProfileRow *row = NULL;

  if (profile == NULL)
    return NULL;
  row = g_new0 (AttestProfileRow, 1);
  row->name = g_strdup (profile->name);
  row->content = attest_profile_write (profile);
  profiles = g_ptr_array_new_with_free_func (attest_profile_row_free);
  g_ptr_array_add (profiles, row);
  return profiles;
}

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
  attest_import_set_kept (self, keeping->info->id, keeping->info->state);
  profiles = list_profile (keeping->profile);
  attest_store_save_profiles_async (
      ATTEST_STORE (source), profiles, g_steal_pointer (&keeping->maps), remembered_cb, user_data);
}

static void keep_some (GTask *task);

static void
take_rows (Keeping *self, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    attest_import_record_set_kept (g_ptr_array_index (self->records, self->n_done + i),
                                   g_ptr_array_index (rows, i));
  self->n_done += rows->len;
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
  take_rows (keeping, rows);
  keep_some (user_data);
}

/* Takes @task. */
static void
keep_some (GTask *task)
{
  AttestImport *self = g_task_get_source_object (task);
  AttestStore *store = attest_workspace_get_store (attest_import_get_workspace (self));
  Keeping *keeping = g_task_get_task_data (task);
  GPtrArray *block = NULL;

  if (keeping->n_done == keeping->records->len)
    {
      g_free (keeping->info->state);
      keeping->info->state = g_strdup ("kept");
      g_clear_pointer (&keeping->info->bytes, g_bytes_unref);
      attest_store_save_import_async (store, copy_info (keeping->info), ended_cb, task);
      return;
    }
  block = g_ptr_array_new_with_free_func (attest_import_row_free);
  while (block->len < ROWS_AT_ONCE && keeping->n_done + block->len < keeping->records->len)
    {
      gpointer *place = &keeping->rows->pdata[keeping->n_done + block->len];

      g_ptr_array_add (block, g_steal_pointer (place));
    }
  attest_store_keep_rows_async (
      store, keeping->info->id, block, g_task_get_cancellable (task), some_kept_cb, task);
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
      g_task_get_source_object (user_data), keeping->info->id, keeping->info->state);
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

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      finish (user_data, error);
      return;
    }
  attest_store_save_import_async (attest_workspace_get_store (attest_import_get_workspace (self)),
                                  copy_info (keeping->info),
                                  begun_cb,
                                  user_data);
}

/* Takes @task. The thread has nothing that is of the main one, and so lets nothing of it go. */
static void
make_rows (GTask *task)
{
  g_autoptr (GTask) making = g_task_new (NULL, g_task_get_cancellable (task), made_cb, task);

  g_task_set_source_tag (making, make_rows);
  g_task_set_task_data (making, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (making, make_rows_cb);
}

/* What the thread checks with is nobody else's. */
static void
prepare_check (Keeping *self, AttestWorkspace *workspace)
{
  attest_workspace_init_check (workspace, &self->context, NULL, self->peers);
  if (self->context.details == NULL)
    return;
  self->details = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->context.details->len; i++)
    g_ptr_array_add (self->details,
                     attest_record_copy (g_ptr_array_index (self->context.details, i)));
  self->context.details = self->details;
}

static void
peers_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Keeping *keeping = g_task_get_task_data (user_data);
  GError *error = NULL;

  keeping->peers = attest_store_find_peers_finish (ATTEST_STORE (source), result, &error);
  if (keeping->peers == NULL)
    {
      finish (user_data, error);
      return;
    }
  prepare_check (keeping, attest_import_get_workspace (g_task_get_source_object (user_data)));
  make_rows (user_data);
}

/* On a thread. */
static void
ask_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Keeping *self = data;

  self->asked = g_ptr_array_new_with_free_func (attest_draft_row_free);
  for (guint i = 0; i < self->records->len; i++)
    attest_workspace_add_asked (
        self->asked, NULL, attest_import_record_get_record (g_ptr_array_index (self->records, i)));
  g_task_return_boolean (task, TRUE);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Keeping *keeping = g_task_get_task_data (user_data);
  AttestImport *self = g_task_get_source_object (user_data);

  g_task_propagate_boolean (G_TASK (result), NULL);
  attest_store_find_peers_async (attest_workspace_get_store (attest_import_get_workspace (self)),
                                 g_steal_pointer (&keeping->asked),
                                 g_task_get_cancellable (user_data),
                                 peers_found_cb,
                                 user_data);
}

/* Takes @task. What others say of the same is asked before anything is written. */
static void
find_peers (GTask *task)
{
  g_autoptr (GTask) asking = g_task_new (NULL, NULL, asked_cb, task);

  g_task_set_source_tag (asking, find_peers);
  g_task_set_task_data (asking, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (asking, ask_cb);
}

/* What a text means in a field where many records have the same holds for every sheet. */
static gboolean
is_shared (const AttestSchema *schema, const char *path)
{
  const AttestField *field = attest_sheet_place_find (schema, path).field;

  return field != NULL
         && (field->kind == ATTEST_FIELD_CHOICE || field->kind == ATTEST_FIELD_FLAG
             || g_str_has_suffix (field->key, "country")
             || g_str_has_suffix (field->key, "standards_name")
             || g_str_has_suffix (field->key, "scheme_name"));
}

static GPtrArray *
list_meanings (AttestImport *self)
{
  const AttestDecisions *decisions = attest_import_get_decisions (self);
  const AttestSchema *schema = attest_import_get_reading (self)->schema;
  g_autoptr (GPtrArray) keys = attest_decisions_list (decisions, ATTEST_DECIDE_VALUE);
  GPtrArray *maps = g_ptr_array_new_with_free_func (attest_value_map_free);

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      const char *colon = strchr (key, ':');
      g_autofree char *path = colon != NULL ? g_strndup (key, (gsize) (colon - key)) : NULL;
      AttestValueMap *map = NULL;

      if (path == NULL || !is_shared (schema, path))
        continue;
      map = g_new0 (AttestValueMap, 1);
      map->path = g_steal_pointer (&path);
      map->value = g_strdup (colon + 1);
      map->meaning = g_strdup (attest_decisions_get (decisions, ATTEST_DECIDE_VALUE, key));
      map->origin = g_strdup (attest_import_get_name (self));
      g_ptr_array_add (maps, map);
    }
  return maps;
}

static AttestImportInfo *
make_info (AttestImport *self)
{
  AttestImportInfo *info = g_new0 (AttestImportInfo, 1);
  AttestSheetImport *reading = attest_import_get_reading (self);
  const char *id = attest_import_get_id (self);

  info->id = id != NULL ? g_strdup (id) : attest_ident_new ();
  info->schema = reading->schema;
  info->name = g_strdup (attest_import_get_name (self));
  info->profile = g_strdup (attest_import_get_profile (self));
  info->state = g_strdup ("open");
  info->n_rows = attest_grid_get_n_rows (reading->table->grid);
  info->n_records = reading->records->len;
  return info;
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
  keeping->info = make_info (self);
  keeping->decisions = attest_decisions_copy (attest_import_get_decisions (self));
  keeping->bytes = g_bytes_ref (attest_import_get_bytes (self));
  keeping->records = g_ptr_array_new_with_free_func (g_object_unref);
  keeping->rows = g_ptr_array_new_with_free_func (attest_import_row_free);
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
  keeping->maps = list_meanings (self);
  for (guint i = 0; i < g_list_model_get_n_items (records); i++)
    g_ptr_array_add (keeping->records, g_list_model_get_item (records, i));
  attest_import_hold (self, TRUE);
  find_peers (task);
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
        attest_import_take_profile (g_task_get_source_object (task), attest_profile_copy (profile));
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
                                    list_profile (profile),
                                    list_meanings (self),
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
  g_return_if_fail (ATTEST_IS_IMPORT (self) && attest_import_get_workspace (self) != NULL);
  g_return_if_fail (attest_import_get_reading (self) != NULL);

  make_rows (begin (self, attest_import_save_async, cancellable, callback, user_data));
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

/* Opening one that was kept. */

static void
reopened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (attest_import_open_finish (ATTEST_IMPORT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestImport *self = g_task_get_source_object (task);
  g_autoptr (AttestImportInfo) info = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;

  if (!attest_store_load_import_finish (ATTEST_STORE (source), result, &info, &rows, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  bytes = info != NULL && info->bytes != NULL ? unpack (info->bytes) : NULL;
  if (bytes == NULL)
    {
      g_task_return_new_error (task,
                               ATTEST_STORE_ERROR,
                               ATTEST_STORE_ERROR_NOT_FOUND,
                               "%s",
                               info == NULL ? _ ("There is no such import.")
                                            : _ ("The file of this import was not kept. Import it "
                                                 "again."));
      return;
    }
  attest_import_take_stored (self, info, rows);
  attest_import_open_bytes_async (
      self, bytes, info->name, g_task_get_cancellable (task), reopened_cb, g_object_ref (task));
}

/**
 * attest_import_reopen_async:
 * @self: an import of nothing yet, with a workspace
 * @id: perhaps of one that was kept
 * @cancellable: (nullable): gives up
 * @callback: called once it is read
 * @user_data: for @callback
 */
void
attest_import_reopen_async (AttestImport *self,
                            const char *id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_IMPORT (self) && attest_import_get_workspace (self) != NULL);
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_import_open_finish);
  attest_store_load_import_async (attest_workspace_get_store (attest_import_get_workspace (self)),
                                  id,
                                  cancellable,
                                  loaded_cb,
                                  task);
}
