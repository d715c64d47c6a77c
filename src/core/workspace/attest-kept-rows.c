/* What is written of an import: see the header. Main thread, but for what is named otherwise. */
#include "attest-config.h"
#include "workspace/attest-kept-rows.h"

#include "base/attest-ident.h"
#include "store/attest-store-search.h"
#include "workspace/attest-workspace-private.h"

#define ROWS_AT_ONCE 500
#define MAX_KEPT_FILE (32 * 1000 * 1000) /* bytes, packed; a larger one is not kept */

/* @self: (nullable): nothing of it is being made */
void
attest_kept_rows_free (AttestKeptRows *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->info, attest_import_info_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  attest_decisions_free (self->decisions);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  g_clear_object (&self->peers);
  g_clear_pointer (&self->details, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
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

/**
 * attest_kept_rows_new:
 * @import: an import with a workspace, that was read; outlives it
 *
 * Returns: (transfer full): what is written of it; the records are still to be put in
 */
AttestKeptRows *
attest_kept_rows_new (AttestImport *import)
{
  AttestKeptRows *self = g_new0 (AttestKeptRows, 1);

  self->info = make_info (import);
  self->workspace = attest_import_get_workspace (import);
  self->decisions = attest_decisions_copy (attest_import_get_decisions (import));
  self->bytes = g_bytes_ref (attest_import_get_bytes (import));
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  self->rows = g_ptr_array_new_with_free_func (attest_import_row_free);
  return self;
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

/**
 * attest_kept_rows_unpack:
 * @bytes: a file as it was kept
 *
 * Returns: (transfer full) (nullable): the file; %NULL: it is damaged
 */
GBytes *
attest_kept_rows_unpack (GBytes *bytes)
{
  g_autoptr (GConverter) converter =
      G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));

  return convert (converter, bytes);
}

/* What is written of a record. */

static void
make_draft (AttestImportRow *row,
            const AttestKeptRows *self,
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
make_row (const AttestKeptRows *self, AttestImportRecord *record)
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
  AttestKeptRows *self = data;
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

/* Making them. */

/* Takes @task and @error, which is (nullable). */
static void
return_made (GTask *task, GError *error)
{
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  return_made (user_data, error);
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
prepare_check (AttestKeptRows *self)
{
  attest_workspace_init_check (self->workspace, &self->context, NULL, self->peers);
  /* An import puts them in itself. */
  self->context.meanings = NULL;
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
  AttestKeptRows *self = g_task_get_task_data (user_data);
  GError *error = NULL;

  self->peers = attest_store_find_peers_finish (ATTEST_STORE (source), result, &error);
  if (self->peers == NULL)
    {
      return_made (user_data, error);
      return;
    }
  prepare_check (self);
  make_rows (user_data);
}

/* On a thread. */
static void
ask_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  AttestKeptRows *self = data;

  self->asked = g_ptr_array_new_with_free_func (attest_draft_row_free);
  for (guint i = 0; i < self->records->len; i++)
    attest_workspace_add_asked (
        self->asked, NULL, attest_import_record_get_record (g_ptr_array_index (self->records, i)));
  g_task_return_boolean (task, TRUE);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AttestKeptRows *self = g_task_get_task_data (user_data);

  g_task_propagate_boolean (G_TASK (result), NULL);
  attest_store_find_peers_async (attest_workspace_get_store (self->workspace),
                                 g_steal_pointer (&self->asked),
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

/**
 * attest_kept_rows_make_async:
 * @self: with its records
 * @cancellable: (nullable): gives up
 * @callback: called with attest_kept_rows_make_finish()
 * @user_data: for @callback
 *
 * Makes all that is to be written. What others say of the same is asked first.
 */
void
attest_kept_rows_make_async (AttestKeptRows *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, attest_kept_rows_make_finish);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, NULL);
  if (self->records->len > 0)
    find_peers (task);
  else
    make_rows (task);
}

/**
 * attest_kept_rows_make_finish:
 * @result: what the callback was given
 * @error: return location for an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: whether all of it is made
 */
gboolean
attest_kept_rows_make_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_kept_rows_make_finish), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Writing them. */

/* Returns: (transfer full): what the import is, to be written */
AttestImportInfo *
attest_kept_rows_copy_info (const AttestKeptRows *self)
{
  const AttestImportInfo *info = self->info;
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

/* Returns: whether there is no row that is not kept */
gboolean
attest_kept_rows_is_done (const AttestKeptRows *self)
{
  return self->n_done == self->records->len;
}

/* Returns: (transfer full) (element-type AttestImportRow): the next of them, to be written in one
 */
GPtrArray *
attest_kept_rows_take_block (AttestKeptRows *self)
{
  GPtrArray *block = g_ptr_array_new_with_free_func (attest_import_row_free);

  while (block->len < ROWS_AT_ONCE && self->n_done + block->len < self->records->len)
    {
      gpointer *place = &self->rows->pdata[self->n_done + block->len];

      g_ptr_array_add (block, g_steal_pointer (place));
    }
  return block;
}

/**
 * attest_kept_rows_note_kept:
 * @self: rows
 * @rows: (element-type AttestImportRow): a block of them, as it was written
 */
void
attest_kept_rows_note_kept (AttestKeptRows *self, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    attest_import_record_set_kept (g_ptr_array_index (self->records, self->n_done + i),
                                   g_ptr_array_index (rows, i));
  self->n_done += rows->len;
}
