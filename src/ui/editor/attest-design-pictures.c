/* Pictures of designs: see the header. They are unpacked on a thread of their own, and only as
 * large as a list shows them. */
#include "attest-config.h"
#include "editor/attest-design-pictures.h"

#include "http/attest-picture.h"

#include <glib/gi18n.h>

#define SIZE 80 /* pixels, for letters of 200 % */
/* Nobody looks at more, and they stay in memory. */
#define MOST 500

typedef struct
{
  AttestWorkspace *workspace;
  GPtrArray *addresses; /* of char */
  guint next;
  AttestPictureFunc found;
  gpointer user_data;
  GError *error; /* (nullable): of the first that cannot be shown */
} Loading;

static void
loading_free (gpointer data)
{
  Loading *self = data;

  g_object_unref (self->workspace);
  g_ptr_array_unref (self->addresses);
  g_clear_error (&self->error);
  g_free (self);
}

/* address → GdkTexture */
static GHashTable *
get_kept (void)
{
  static GHashTable *kept = NULL;

  if (kept == NULL)
    kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  return kept;
}

/**
 * attest_design_pictures_find:
 * @address: of a picture
 *
 * Returns: (transfer none) (nullable): it, where it was read before
 */
GdkPaintable *
attest_design_pictures_find (const char *address)
{
  return g_hash_table_lookup (get_kept (), address);
}

/**
 * attest_design_pictures_dup_host:
 * @address: of a picture
 *
 * Returns: (transfer full): whom it is asked of, for people and for comparing
 */
char *
attest_design_pictures_dup_host (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);
  g_autofree char *host = uri != NULL ? g_ascii_strdown (g_uri_get_host (uri), -1) : NULL;

  if (host == NULL || g_uri_get_port (uri) < 0)
    return host != NULL ? g_steal_pointer (&host) : g_strdup ("");
  return g_strdup_printf ("%s:%d", host, g_uri_get_port (uri));
}

static void
unpack_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (data);
  GError *error = NULL;
  g_autoptr (GdkPixbuf) pixbuf =
      gdk_pixbuf_new_from_stream_at_scale (stream, SIZE, SIZE, TRUE, cancellable, &error);

  if (pixbuf != NULL)
    g_task_return_pointer (task, gdk_texture_new_for_pixbuf (pixbuf), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void load_next (GTask *task);

/* Takes @error. */
static void
go_on (GTask *task, GError *error)
{
  Loading *self = g_task_get_task_data (task);

  if (self->error == NULL)
    self->error = error;
  else
    g_clear_error (&error);
  self->next++;
  load_next (task);
}

static void
unpacked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Loading *self = g_task_get_task_data (task);
  const char *address = g_ptr_array_index (self->addresses, self->next);
  GError *error = NULL;
  GdkTexture *texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (texture != NULL)
    {
      g_hash_table_insert (get_kept (), g_strdup (address), texture);
      if (!g_cancellable_is_cancelled (g_task_get_cancellable (task)))
        self->found (address, self->user_data);
    }
  go_on (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = attest_picture_read_finish (result, &error);
  g_autoptr (GTask) thread = NULL;

  if (bytes == NULL)
    {
      go_on (task, error);
      return;
    }
  thread = g_task_new (NULL, g_task_get_cancellable (task), unpacked_cb, task);
  g_task_set_source_tag (thread, read_cb);
  g_task_set_task_data (thread, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (thread, unpack_thread);
}

/* Takes @task. */
static void
load_next (GTask *task)
{
  Loading *self = g_task_get_task_data (task);

  while (self->next < self->addresses->len
         && attest_design_pictures_find (self->addresses->pdata[self->next]) != NULL)
    self->next++;
  if (self->next < self->addresses->len && g_hash_table_size (get_kept ()) < MOST
      && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      AttestOutbox *outbox = attest_workspace_get_outbox (self->workspace);

      attest_picture_read_async (attest_outbox_get_remote (outbox).route,
                                 self->addresses->pdata[self->next],
                                 g_task_get_cancellable (task),
                                 read_cb,
                                 task);
      return;
    }
  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/**
 * attest_design_pictures_load_async:
 * @workspace: an open workspace
 * @addresses: (element-type utf8): of pictures, on a host that was shown to whoever asks; kept
 * @found: called for each that was read
 * @cancellable: (nullable): stops it
 * @callback: called at the end
 * @user_data: for @found and @callback
 */
void
attest_design_pictures_load_async (AttestWorkspace *workspace,
                                   GPtrArray *addresses,
                                   AttestPictureFunc found,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Loading *self = g_new0 (Loading, 1);

  *self =
      (Loading){ g_object_ref (workspace), g_ptr_array_ref (addresses), 0, found, user_data, NULL };
  g_task_set_source_tag (task, attest_design_pictures_load_async);
  g_task_set_task_data (task, self, loading_free);
  load_next (task);
}

/**
 * attest_design_pictures_load_finish:
 * @result: what the callback was given
 * @error: return location for why one of them, the first, cannot be shown; cancelled
 *
 * Returns: whether all are there
 */
gboolean
attest_design_pictures_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_design_pictures_load_async),
                        FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
