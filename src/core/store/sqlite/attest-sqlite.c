/* SQLite as an engine of the store: one file in a folder on this computer.
 *
 * Its clock is the computer's, and a process lives as long as it holds the lock on a file of its
 * own beside the database (attest-lease.c). Thread: the store's. */
#include "attest-config.h"

#include "store/attest-db.h"
#include "store/attest-news.h"
#include "store/sqlite/attest-connection.h"
#include "store/sqlite/attest-lease.h"
#include "store/sqlite/attest-opening.h"

#include <glib/gi18n-lib.h>
#include <time.h>

/* Events closer together than this are told as one. */
#define RATE_LIMIT_MS 100
/* Where no monitor is to be had, asking this often has to do. */
#define POLL_SECONDS 1

/* Time. */

static gint64
get_real (gpointer data)
{
  return g_get_real_time ();
}

static gint64
get_steady (gpointer data)
{
  struct timespec now = { 0 };

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gpointer
read_boot (gpointer data)
{
  char *id = NULL;

  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &id, NULL, NULL))
    return g_strdup ("");
  return g_strstrip (id);
}

static const char *
get_boot (gpointer data)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, read_boot, NULL);
}

static const AttestClock own_clock = { get_real, get_steady, get_boot, NULL };

/* The database. */

static gboolean
look (AttestDb *self, gboolean *changed, GError **error)
{
  gint64 before = self->data_version;

  attest_guard_put_back (&self->opening->guard, self);
  if (!attest_db_get_int (self, "PRAGMA data_version", &self->data_version, error))
    return FALSE;
  *changed = self->data_version != before;
  return TRUE;
}

static void
close_folder (AttestDb *self)
{
  AttestOpening *opening = self->opening;

  attest_lease_free (self->lease);
  attest_opening_clear (opening);
  g_free (opening);
}

/* @lease: (nullable) (transfer full): the one that this process has already */
static AttestDb *
open_with_lease (const char *folder, const char *state_folder, AttestLease *lease, GError **error)
{
  AttestOpening *opening = g_new0 (AttestOpening, 1);
  AttestDb *self = NULL;
  gboolean changed = FALSE;

  if (!attest_opening_run (opening, folder, state_folder, error))
    {
      attest_lease_free (lease);
      attest_opening_clear (opening);
      g_free (opening);
      return NULL;
    }
  self = opening->db;
  self->opening = opening;
  self->lease = lease;
  if (self->lease == NULL && !opening->reading)
    self->lease = attest_lease_new (opening->file.folder, error);
  if ((self->lease == NULL && !opening->reading) || !look (self, &changed, error))
    {
      close_folder (self);
      return NULL;
    }
  return self;
}

static AttestDb *
open_folder (const char *folder, const char *state_folder, GError **error)
{
  return open_with_lease (folder, state_folder, NULL, error);
}

static AttestDb *
renew (AttestDb *self, const char *folder, const char *state_folder, GError **error)
{
  AttestLease *lease = g_steal_pointer (&self->lease);

  close_folder (self);
  return open_with_lease (folder, state_folder, lease, error);
}

static gboolean
is_reading (AttestDb *self)
{
  return self->opening->reading;
}

static gboolean
is_stale (AttestDb *self)
{
  return self->opening->reading || attest_guard_is_back (&self->opening->guard, self);
}

/* Writing takes the lock at once, so that nothing read inside can be overtaken by another process,
 * and looks whether this is the file it should be. */
static gboolean
begin (AttestDb *self, gboolean writing, GError **error)
{
  if (writing && self->opening->reading)
    {
      attest_store_set_error (error, SQLITE_FULL, NULL);
      return FALSE;
    }
  if (writing)
    return attest_guard_begin (&self->opening->guard, self, error);
  self->opening->guard.held = FALSE;
  return attest_db_run (self, "BEGIN", error);
}

static gboolean
commit (AttestDb *self, GError **error)
{
  return attest_guard_commit (&self->opening->guard, self, error);
}

static gboolean
was_held (AttestDb *self)
{
  return self->opening->guard.held;
}

/* An index holds nothing that its table does not: it is made anew. All else is left to the next
 * opening, which looks at everything then. */
static gboolean
mend (AttestDb *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (attest_opening_check (self, &local))
    return TRUE;
  g_clear_error (&local);
  if (attest_db_run (self, "REINDEX", &local) && attest_opening_check (self, &local)
      && attest_notice_add (self,
                            _ ("A damaged part of the file with drafts and history was rebuilt "
                               "from the rest. Nothing is lost."),
                            &local))
    return TRUE;
  attest_opening_ask_for_check (self->opening);
  attest_store_set_error (error, SQLITE_CORRUPT, local != NULL ? local->message : NULL);
  return FALSE;
}

static const char *
get_lease (AttestDb *self)
{
  return attest_lease_get_name (self->lease);
}

static gboolean
is_alive (AttestDb *self, const char *lease)
{
  return attest_lease_is_alive (self->lease, lease);
}

/* Statements. */

/* Preparing the same SQL again costs a look-up. */
static AttestStatement *
prepare (AttestDb *self, const char *sql, GError **error)
{
  sqlite3_stmt *handle = NULL;
  char *kept = NULL;
  AttestStatement *statement = NULL;

  if (!g_hash_table_steal_extended (
          self->statements, sql, (gpointer *) &kept, (gpointer *) &handle))
    {
      int code =
          sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);

      if (code != SQLITE_OK)
        {
          attest_db_fail (self, code, error);
          return NULL;
        }
      kept = g_strdup (sql);
    }
  statement = g_new0 (AttestStatement, 1);
  *statement = (AttestStatement){ { self->base.engine }, self, kept, handle };
  return statement;
}

static int
bind_bytes (AttestStatement *self, int parameter, GBytes *bytes)
{
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);

  if (size == 0)
    return sqlite3_bind_zeroblob (self->handle, parameter, 0);
  return sqlite3_bind_blob64 (self->handle, parameter, data, size, SQLITE_TRANSIENT);
}

static void
bind (AttestStatement *self, int parameter, const AttestValue *value)
{
  int code = SQLITE_OK;

  if (value->is_null || (value->type == ATTEST_VALUE_BYTES && value->bytes == NULL))
    code = sqlite3_bind_null (self->handle, parameter);
  else if (value->type == ATTEST_VALUE_TEXT)
    code = sqlite3_bind_text (self->handle, parameter, value->text, -1, SQLITE_TRANSIENT);
  else if (value->type == ATTEST_VALUE_INT)
    code = sqlite3_bind_int64 (self->handle, parameter, value->number);
  else
    code = bind_bytes (self, parameter, value->bytes);
  /* Only a wrong parameter number or no memory can fail here. */
  if (code != SQLITE_OK)
    g_error ("SQLite: %s in: %s", sqlite3_errstr (code), self->sql);
}

static gboolean
step (AttestStatement *self, gboolean *has_row, GError **error)
{
  int code = sqlite3_step (self->handle);

  *has_row = code == SQLITE_ROW;
  return code == SQLITE_ROW || code == SQLITE_DONE || attest_db_fail (self->db, code, error);
}

static gint64
get_n_changes (AttestDb *self)
{
  return sqlite3_changes64 (self->handle);
}

static const char *
get_text (AttestStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->handle, column);
}

static gint64
get_int (AttestStatement *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

static GBytes *
get_bytes (AttestStatement *self, int column)
{
  const void *data = NULL;

  if (sqlite3_column_type (self->handle, column) == SQLITE_NULL)
    return NULL;
  data = sqlite3_column_blob (self->handle, column);
  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->handle, column));
}

/* Gives it back to its database for the next use. */
static void
free_statement (AttestStatement *self)
{
  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
  g_hash_table_replace (self->db->statements, self->sql, self->handle);
  g_free (self);
}

/* Noticing that another process wrote: the kernel says when the files change, and only then is the
 * database asked whether it was somebody else. Nothing wakes up while nothing happens. Main thread.
 */

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

  if (g_str_equal (name, ATTEST_DATA_FILE) || g_str_equal (name, ATTEST_DATA_FILE "-wal"))
    self->changed (self->data, NULL);
}

static gboolean
poll_cb (gpointer data)
{
  Watch *self = data;

  self->changed (self->data, NULL);
  return G_SOURCE_CONTINUE;
}

static gpointer
watch (const char *folder, GFunc changed, gpointer data)
{
  Watch *self = g_new0 (Watch, 1);
  g_autofree char *path = attest_data_file_find (folder);
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

static void
unwatch (gpointer watch)
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

const AttestEngine attest_sqlite_engine = {
  .clock = &own_clock,
  .open = open_folder,
  .close = close_folder,
  .is_reading = is_reading,
  .is_stale = is_stale,
  .has_room = attest_db_has_room,
  .renew = renew,
  .begin = begin,
  .commit = commit,
  .rollback = attest_db_rollback,
  .was_held = was_held,
  .mend = mend,
  .set_cancellable = attest_db_set_cancellable,
  .look = look,
  .get_lease = get_lease,
  .is_alive = is_alive,
  .watch = watch,
  .unwatch = unwatch,
  .prepare = prepare,
  .bind = bind,
  .step = step,
  .get_n_changes = get_n_changes,
  .get_text = get_text,
  .get_int = get_int,
  .get_bytes = get_bytes,
  .free_statement = free_statement,
};
