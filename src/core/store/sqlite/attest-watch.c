/* Noticing that another process wrote: the kernel says when the database's files change, and only
 * then is the database asked whether it was somebody else. Nothing wakes up while nothing happens.
 * Main thread. */
#include "attest-config.h"
#include "store/sqlite/attest-watch.h"

#include "store/sqlite/attest-opening.h"

/* Events closer together than this are told as one. */
#define RATE_LIMIT_MS 100
/* Where no monitor is to be had, asking this often has to do. */
#define POLL_SECONDS 1

typedef struct
{
  GFunc changed;
  gpointer data;
  GFileMonitor *monitor; /* (nullable) */
  guint poll;
} Watch;

static void
file_changed_cb (Watch *self, GFile *file, GFile *other, GFileMonitorEvent event)
{
  g_autofree char *name = g_file_get_basename (file);

  if (g_str_equal (name, ATTEST_OPENING_FILE) || g_str_equal (name, ATTEST_OPENING_FILE "-wal"))
    self->changed (self->data, NULL);
}

static gboolean
poll_cb (gpointer data)
{
  Watch *self = data;

  self->changed (self->data, NULL);
  return G_SOURCE_CONTINUE;
}

/**
 * attest_watch_new:
 * @folder: the data folder
 * @changed: called with @data when somebody may have written, this process included
 * @data: for @changed
 *
 * Returns: (transfer full): it, until attest_watch_free()
 */
gpointer
attest_watch_new (const char *folder, GFunc changed, gpointer data)
{
  Watch *self = g_new0 (Watch, 1);
  g_autofree char *path = attest_opening_find (folder);
  g_autofree char *real = path != NULL ? g_path_get_dirname (path) : g_strdup (folder);
  g_autoptr (GFile) parent = g_file_new_for_path (real);
  g_autoptr (GError) error = NULL;

  self->changed = changed;
  self->data = data;
  self->monitor = g_file_monitor_directory (parent, G_FILE_MONITOR_NONE, NULL, &error);
  if (self->monitor != NULL)
    {
      g_file_monitor_set_rate_limit (self->monitor, RATE_LIMIT_MS);
      g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (file_changed_cb), self);
      return self;
    }
  g_debug ("No file monitor, so polling: %s", error->message);
  self->poll = g_timeout_add_seconds (POLL_SECONDS, poll_cb, self);
  return self;
}

/* @watch: (transfer full): does not call any more */
void
attest_watch_free (gpointer watch)
{
  Watch *self = watch;

  if (self->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_file_monitor_cancel (self->monitor);
      g_object_unref (self->monitor);
    }
  g_clear_handle_id (&self->poll, g_source_remove);
  g_free (self);
}
