/* Noticing that another process wrote: the kernel says when the database's files change, and only
 * then is the database asked whether it was somebody else. Nothing wakes up while nothing happens.
 * Main thread. */
#include "attest-config.h"
#include "store/sqlite/attest-store-watch.h"

#include "store/attest-store-call.h"
#include "store/sqlite/attest-opening.h"

/* Events closer together than this are told as one. */
#define RATE_LIMIT_MS 100
/* Where no monitor is to be had, asking this often has to do. */
#define POLL_SECONDS 1

struct _AttestStoreWatch
{
  AttestStore *store; /* not owned: it owns the watch */
  GFileMonitor *monitor;
  guint poll;
  gboolean looking;
  gboolean look_again;
};

static void
look (AttestStoreWatch *self)
{
  if (self->looking)
    {
      self->look_again = TRUE;
      return;
    }
  self->looking = TRUE;
  attest_store_look (self->store);
}

/* The answer to attest_store_look() is there. */
void
attest_store_watch_looked (AttestStoreWatch *self)
{
  gboolean again = self->look_again;

  self->looking = self->look_again = FALSE;
  if (again)
    look (self);
}

static void
on_file_changed (AttestStoreWatch *self, GFile *file, GFile *other, GFileMonitorEvent event)
{
  g_autofree char *name = g_file_get_basename (file);

  if (g_str_equal (name, ATTEST_OPENING_FILE) || g_str_equal (name, ATTEST_OPENING_FILE "-wal"))
    look (self);
}

static gboolean
on_poll (gpointer self)
{
  look (self);
  return G_SOURCE_CONTINUE;
}

/* @store is not referenced. */
AttestStoreWatch *
attest_store_watch_new (AttestStore *store)
{
  AttestStoreWatch *self = g_new0 (AttestStoreWatch, 1);
  g_autofree char *path = attest_opening_find (attest_store_get_folder (store));
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GError) error = NULL;

  self->store = store;
  self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, &error);
  if (self->monitor != NULL)
    {
      g_file_monitor_set_rate_limit (self->monitor, RATE_LIMIT_MS);
      g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (on_file_changed), self);
      return self;
    }
  g_debug ("No file monitor, so polling: %s", error->message);
  self->poll = g_timeout_add_seconds (POLL_SECONDS, on_poll, self);
  return self;
}

/**
 * attest_store_watch_free:
 * @self: a watch
 *
 * Stops looking; the store is not called again.
 */
void
attest_store_watch_free (AttestStoreWatch *self)
{
  if (self->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_file_monitor_cancel (self->monitor);
      g_object_unref (self->monitor);
    }
  g_clear_handle_id (&self->poll, g_source_remove);
  g_free (self);
}
