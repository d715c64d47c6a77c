/* How an import begins: with a file, with cells that were copied, or with one that is kept. What is
 * known of sheets before is looked up first, then it is read. Main thread. */
#include "attest-config.h"

#include "intake/attest-intake.h"
#include "store/attest-store-profiles.h"
#include "workspace/attest-import-private.h"
#include "workspace/attest-kept-rows.h"

#include <glib/gi18n-lib.h>

/* Takes @error, which is (nullable). @opening: with the bytes, where there is no file to load */
static void
begin_reading (AttestImport *self, GTask *opening, GError *error)
{
  if (error == NULL)
    attest_import_apply_chosen (self, &error);
  attest_import_reader_open (
      attest_import_get_reader (self), g_task_get_task_data (opening), error);
}

static void
profiles_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) opening = user_data;
  AttestImport *self = g_task_get_source_object (opening);
  AttestImportMemory *memory = attest_import_get_memory (self);
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GPtrArray) maps = NULL;
  GError *error = NULL;

  if (attest_store_list_profiles_finish (ATTEST_STORE (source), result, &profiles, &maps, &error))
    {
      attest_import_memory_take_kept (memory, profiles, maps);
      attest_import_memory_take_details (
          memory, attest_workspace_get_presets (attest_import_get_workspace (self)));
    }
  begin_reading (self, opening, error);
}

static void
cancelled_cb (GCancellable *cancellable, AttestImport *self)
{
  attest_import_reader_cancel (attest_import_get_reader (self));
}

/* @bytes: (nullable): the reader knows the file they are in */
static void
begin (AttestImport *self,
       const char *name,
       GBytes *bytes,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) opening = g_task_new (self, cancellable, callback, user_data);
  AttestWorkspace *workspace = attest_import_get_workspace (self);

  g_task_set_source_tag (opening, attest_import_open_finish);
  if (bytes != NULL)
    g_task_set_task_data (opening, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  attest_import_set_name (self, name);
  attest_import_reader_begin_opening (attest_import_get_reader (self), opening);
  if (workspace != NULL)
    attest_store_list_profiles_async (
        attest_workspace_get_store (workspace), cancellable, profiles_cb, g_object_ref (opening));
  else
    begin_reading (self, opening, NULL);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), self, 0);
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

  g_return_if_fail (ATTEST_IS_IMPORT (self) && G_IS_FILE (file));
  g_return_if_fail (!attest_import_reader_is_opening (attest_import_get_reader (self)));
  g_return_if_fail (attest_import_get_bytes (self) == NULL);

  base = g_file_get_basename (file);
  name = attest_intake_dup_name (base != NULL ? base : "");
  attest_import_reader_set_file (attest_import_get_reader (self), file);
  begin (self, name, NULL, cancellable, callback, user_data);
}

/**
 * attest_import_open_bytes_async:
 * @self: an import of nothing yet, or of what could not be read
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
  g_return_if_fail (ATTEST_IS_IMPORT (self) && bytes != NULL && name != NULL);
  g_return_if_fail (!attest_import_reader_is_opening (attest_import_get_reader (self)));
  g_return_if_fail (attest_import_get_workbook (self) == NULL);

  begin (self, name, bytes, cancellable, callback, user_data);
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

/* One that is kept. */

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
  bytes = info != NULL && info->bytes != NULL ? attest_kept_rows_unpack (info->bytes) : NULL;
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
