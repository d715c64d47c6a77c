/* A connection of SQLite: see the header. */
#include "attest-config.h"
#include "store/sqlite/attest-connection.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* How long another process may hold the write lock before that is an error. */
#define BUSY_TIMEOUT_US (5 * G_USEC_PER_SEC)
#define BUSY_LOOK_US 1000 /* from one look to the next */
/* A copy has a file of its own; somebody may look at that for a moment. */
#define BACKUP_TRIES 40
#define BUSY_PAUSE_US (50 * 1000)
/* Virtual machine steps between two looks at the cancellable: well under a millisecond. */
#define STEPS_BETWEEN_LOOKS 2000
/* What one save may need: a record of some size, its row in the list, and the indexes. */
#define ROOM_BYTES (256 * 1024)

/* Its codes as errors with advice. */

typedef struct
{
  int sqlite_code; /* the primary one, without its extension */
  AttestStoreError code;
  const char *text;
} Explanation;

static const Explanation explanations[] = {
  { SQLITE_FULL,
    ATTEST_STORE_ERROR_FULL,
    N_ ("The disk is full, or the file has reached its size limit. Free some space.") },
  { SQLITE_READONLY,
    ATTEST_STORE_ERROR_READ_ONLY,
    N_ ("Attest is not allowed to write to the data folder. Change its permissions to go on "
        "saving.") },
  { SQLITE_CANTOPEN,
    ATTEST_STORE_ERROR_PERMISSION,
    N_ ("The file with drafts and history cannot be opened. Check the permissions of the data "
        "folder.") },
  { SQLITE_PERM,
    ATTEST_STORE_ERROR_PERMISSION,
    N_ ("Attest is not allowed to use the file with drafts and history. Check the permissions of "
        "the data folder.") },
  { SQLITE_CORRUPT,
    ATTEST_STORE_ERROR_DAMAGED,
    N_ ("The file with drafts and history is damaged. Close Attest and start it again to recover "
        "what can be read; the damaged file is kept.") },
  { SQLITE_NOTADB,
    ATTEST_STORE_ERROR_DAMAGED,
    N_ ("The file with drafts and history is damaged. Close Attest and start it again to recover "
        "what can be read; the damaged file is kept.") },
  { SQLITE_BUSY,
    ATTEST_STORE_ERROR_BUSY,
    N_ ("Another program is using the data. Close other copies of Attest.") },
  { SQLITE_LOCKED,
    ATTEST_STORE_ERROR_BUSY,
    N_ ("Another program is using the data. Close other copies of Attest.") },
  { SQLITE_IOERR,
    ATTEST_STORE_ERROR_DISK,
    N_ ("The disk reported an error while reading or writing the data. Check the disk.") },
};

/**
 * attest_store_set_error:
 * @error: (nullable): where to set the error
 * @sqlite_code: a result code of SQLite, extended or not
 * @detail: (nullable): SQLite's own words; added where there is no better explanation
 *
 * Sets an %ATTEST_STORE_ERROR with a translated message that says what to do.
 */
void
attest_store_set_error (GError **error, int sqlite_code, const char *detail)
{
  for (guint i = 0; i < G_N_ELEMENTS (explanations); i++)
    if (explanations[i].sqlite_code == (sqlite_code & 0xff))
      {
        g_debug ("SQLite: %d, %s", sqlite_code, detail != NULL ? detail : "");
        g_set_error_literal (
            error, ATTEST_STORE_ERROR, explanations[i].code, _ (explanations[i].text));
        return;
      }
  g_set_error (error,
               ATTEST_STORE_ERROR,
               ATTEST_STORE_ERROR_FAILED,
               _ ("The data cannot be read or written: %s"),
               detail != NULL ? detail : sqlite3_errstr (sqlite_code));
}

/* Room on the disk: a write that failed may have failed for want of it though SQLite says
 * otherwise, and one that succeeded may have needed none. */

/* A file may have a limit that is nearer than the disk's (RLIMIT_FSIZE). */
static gboolean
may_grow (const char *path)
{
  static const char *const ends[] = { "", "-wal" };
  struct rlimit limit = { RLIM_INFINITY, RLIM_INFINITY };

  if (getrlimit (RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *name = g_strconcat (path, ends[i], NULL);
      struct stat status = { 0 };

      if (g_stat (name, &status) == 0 && (rlim_t) status.st_size + ROOM_BYTES > limit.rlim_cur)
        return FALSE;
    }
  return TRUE;
}

/* Takes the room and gives it back. */
static gboolean
try_to_take (const char *folder)
{
  g_autofree char *name = g_build_filename (folder, ".room-XXXXXX", NULL);
  int file = g_mkstemp_full (name, O_RDWR | O_CLOEXEC, 0600);
  int code = 0;

  if (file < 0)
    return FALSE;
  g_unlink (name);
  code = posix_fallocate (file, 0, ROOM_BYTES);
  if (code == 0 && (pwrite (file, "", 1, 0) != 1 || fdatasync (file) != 0))
    code = errno;
  close (file);
  /* Where room cannot be taken beforehand nothing is known. */
  return code == 0 || code == EINVAL || code == EOPNOTSUPP;
}

/**
 * attest_db_has_room:
 * @self: a connection
 *
 * Returns: whether its file, and those beside it, can grow by what a save needs
 */
gboolean
attest_db_has_room (AttestDb *self)
{
  const char *path = sqlite3_db_filename (self->handle, "main");
  g_autofree char *folder = NULL;

  if (path == NULL || *path == '\0')
    return TRUE;
  folder = g_path_get_dirname (path);
  return may_grow (path) && try_to_take (folder);
}

/* The connection. */

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

/* Helper files that cannot be made, or may not grow, are told as a broken disk; the system knows
 * better. */
static int
get_true_code (AttestDb *self, int code)
{
  int primary = code & 0xff;
  int reason = 0;

  if (primary != SQLITE_IOERR && primary != SQLITE_CANTOPEN)
    return code;
  reason = sqlite3_system_errno (self->handle);
  /* What it did after a write that failed may have hidden the reason. */
  return reason == ENOSPC || reason == EDQUOT || reason == EFBIG
                 || (code == SQLITE_IOERR_WRITE && !attest_db_has_room (self))
             ? SQLITE_FULL
             : code;
}

/* Sets @error from a code of SQLite. Returns: FALSE, for whoever gives up with it */
gboolean
attest_db_fail (AttestDb *self, int code, GError **error)
{
  if ((code & 0xff) == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  else
    attest_store_set_error (error, get_true_code (self, code), sqlite3_errmsg (self->handle));
  return FALSE;
}

/* Who writes much, writes one transaction after the other, and lets go of the lock for a moment in
 * between: SQLite's own waiting, which soon looks ten times a second alone, would miss all of
 * those. */
static int
busy_cb (void *db, int n_before)
{
  AttestDb *self = db;
  gint64 now = g_get_monotonic_time ();

  if (n_before == 0)
    self->busy_since = now;
  if (now - self->busy_since >= BUSY_TIMEOUT_US)
    return 0;
  g_usleep (BUSY_LOOK_US);
  return 1;
}

/**
 * attest_db_open:
 * @path: a file name
 * @flags: how to open it
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Opens a connection. SQLite reads nothing yet, so that a damaged file shows itself only at the
 * first statement.
 *
 * Returns: (transfer full) (nullable): the database
 */
AttestDb *
attest_db_open (const char *path, AttestDbFlags flags, GError **error)
{
  g_autoptr (AttestDb) self = g_new0 (AttestDb, 1);
  int mode = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  int code = 0;

  mode |= (flags & ATTEST_DB_READ_ONLY) != 0 ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if ((flags & ATTEST_DB_CREATE) != 0)
    mode |= SQLITE_OPEN_CREATE;
  self->base.engine = &attest_sqlite_engine;
  self->base.clock = attest_sqlite_engine.clock;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  code = sqlite3_open_v2 (path, &self->handle, mode, NULL);
  if (code != SQLITE_OK)
    {
      attest_store_set_error (error, code, sqlite3_errstr (code));
      return NULL;
    }
  sqlite3_busy_handler (self->handle, busy_cb, self);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  return g_steal_pointer (&self);
}

/**
 * attest_db_free:
 * @self: (transfer full) (nullable): a database whose statements were all freed
 *
 * Closes the connection. A transaction that is still open is undone.
 */
void
attest_db_free (AttestDb *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->statements);
  sqlite3_close_v2 (self->handle);
  g_free (self);
}

static int
look_at_cancellable (gpointer self)
{
  return g_cancellable_is_cancelled (((AttestDb *) self)->cancellable);
}

/**
 * attest_db_set_cancellable:
 * @self: a database
 * @cancellable: (nullable) (transfer none): stops statements of this connection while set; alive
 *   until it is unset with %NULL
 */
void
attest_db_set_cancellable (AttestDb *self, GCancellable *cancellable)
{
  self->cancellable = cancellable;
  sqlite3_progress_handler (
      self->handle, STEPS_BETWEEN_LOOKS, cancellable != NULL ? look_at_cancellable : NULL, self);
}

/**
 * attest_db_run:
 * @self: a database
 * @sql: one or several statements without parameters; rows are dropped
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether all of them succeeded
 */
gboolean
attest_db_run (AttestDb *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  return code == SQLITE_OK || attest_db_fail (self, code, error);
}

/* As attest_db_get_number(), for SQL without parameters. */
gboolean
attest_db_get_int (AttestDb *self, const char *sql, gint64 *value, GError **error)
{
  return attest_db_get_number (self, sql, NULL, value, error);
}

/**
 * attest_db_begin:
 * @self: a database outside a transaction
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Begins a transaction that may write: the write lock is taken here, so that nothing read inside
 * can be overtaken by another process.
 *
 * Returns: whether it succeeded
 */
gboolean
attest_db_begin (AttestDb *self, GError **error)
{
  return attest_db_run (self, "BEGIN IMMEDIATE", error);
}

/**
 * attest_db_commit:
 * @self: a database inside a transaction
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Makes the transaction durable; undoes it if that fails.
 *
 * Returns: whether it is durable
 */
gboolean
attest_db_commit (AttestDb *self, GError **error)
{
  if (attest_db_run (self, "COMMIT", error))
    return TRUE;
  attest_db_rollback (self);
  return FALSE;
}

/**
 * attest_db_rollback:
 * @self: a database
 *
 * Undoes the open transaction, if there is one.
 */
void
attest_db_rollback (AttestDb *self)
{
  /* SQLite rolls back by itself after some errors; then no transaction is open any more. */
  if (!sqlite3_get_autocommit (self->handle) && !attest_db_run (self, "ROLLBACK", NULL))
    g_warning ("SQLite: cannot roll back: %s", sqlite3_errmsg (self->handle));
}

/**
 * attest_db_has_moved:
 * @self: a database
 *
 * Returns: whether its path names another file by now, or none
 */
gboolean
attest_db_has_moved (AttestDb *self)
{
  int moved = 0;

  return sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK
         && moved != 0;
}

/* Returns: whether it is worth trying once more */
static gboolean
wait_for_lock (guint *n_tries)
{
  g_usleep (BUSY_PAUSE_US);
  return ++*n_tries < BACKUP_TRIES;
}

/**
 * attest_db_back_up:
 * @self: a database
 * @path: a file that does not exist, or one to be overwritten
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Copies the whole database in one consistent state, with what stands in its write-ahead log.
 *
 * Returns: whether the copy is complete
 */
gboolean
attest_db_back_up (AttestDb *self, const char *path, GError **error)
{
  g_autoptr (AttestDb) copy = attest_db_open (path, ATTEST_DB_CREATE, error);
  sqlite3_backup *backup = NULL;
  guint n_tries = 0;
  int finished = 0;
  int code = 0;

  if (copy == NULL)
    return FALSE;
  sqlite3_busy_handler (copy->handle, NULL, NULL);
  backup = sqlite3_backup_init (copy->handle, "main", self->handle, "main");
  if (backup == NULL)
    return attest_db_fail (copy, sqlite3_errcode (copy->handle), error);
  /* What the last step says is not what finishing says: a lock that was held is told here alone. */
  do
    code = sqlite3_backup_step (backup, -1);
  while ((code == SQLITE_BUSY || code == SQLITE_LOCKED) && wait_for_lock (&n_tries));
  finished = sqlite3_backup_finish (backup);
  if (code == SQLITE_DONE)
    code = finished;
  return code == SQLITE_OK || attest_db_fail (copy, code, error);
}
