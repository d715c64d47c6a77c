/* Opening the file.
 *
 * Nothing in here deletes anything. Before an older file is migrated, a copy of it is made and
 * checked; a damaged file gets another name, and what can be read of it goes into a fresh one; a
 * file of a newer version is left alone. Thread: the store's. */
#include "attest-config.h"
#include "store/sqlite/attest-opening.h"

#include "store/attest-notice.h"
#include "store/sqlite/attest-migrations.h"
#include "store/sqlite/attest-salvage.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* A look at every page of files up to this size: some 20 ms. Damage in larger ones shows itself
 * when the page is read. */
#define MAX_CHECKED_BYTES (16 * 1024 * 1024)
/* How often, and with which pause, the switch to write-ahead logging is tried: it needs the file
 * for itself for a moment, and another process may be opening it as well. */
#define WAL_TRIES 100
#define WAL_PAUSE_US (20 * 1000)

static gboolean
fail_with_errno (int code, const char *path, GError **error)
{
  AttestStoreError kind = ATTEST_STORE_ERROR_FAILED;
  int sqlite_code = 0;

  if (code == EROFS)
    sqlite_code = SQLITE_READONLY;
  else if (code == EACCES || code == EPERM)
    sqlite_code = SQLITE_CANTOPEN;
  else if (code == ENOSPC || code == EDQUOT)
    sqlite_code = SQLITE_FULL;
  if (sqlite_code != 0)
    attest_store_set_error (error, sqlite_code, path);
  else
    g_set_error (error,
                 ATTEST_STORE_ERROR,
                 kind,
                 _ ("The data folder “%s” cannot be used: %s"),
                 path,
                 g_strerror (code));
  return FALSE;
}

/* The data is nobody else's: folder 0700, file 0600. SQLite gives its helper files the same. */
static gboolean
make_private_file (const char *folder, const char *path, gint64 *size, GError **error)
{
  struct stat status = { 0 };
  int file = -1;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail_with_errno (errno, folder, error);
  if (g_chmod (folder, 0700) != 0)
    g_debug ("%s: %s", folder, g_strerror (errno));
  file = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0)
    return fail_with_errno (errno, path, error);
  if (fstat (file, &status) == 0 && (status.st_mode & 0077) != 0 && fchmod (file, 0600) != 0)
    g_debug ("%s: %s", path, g_strerror (errno));
  *size = status.st_size;
  close (file);
  return TRUE;
}

/* Says "somebody has this open" to whoever would have to move the file away. */
static int
take_lock (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "attest.lock", NULL);
  int lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (lock >= 0 && flock (lock, LOCK_SH) != 0)
    g_debug ("%s: %s", path, g_strerror (errno));
  return lock;
}

static gboolean
check_pages (AttestDb *db, gint64 size, const char *pragma, GError **error)
{
  g_autoptr (AttestStatement) statement = NULL;
  g_autoptr (GError) local = NULL;

  if (size > MAX_CHECKED_BYTES)
    return TRUE;
  statement = attest_db_prepare (db, pragma, error);
  if (statement == NULL)
    return FALSE;
  if (attest_statement_next (statement, &local)
      && g_strcmp0 (attest_statement_get_text (statement, 0), "ok") == 0)
    return TRUE;
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    attest_store_set_error (error, SQLITE_CORRUPT, attest_statement_get_text (statement, 0));
  return FALSE;
}

static gboolean
back_up (AttestDb *db, const char *folder, gint64 version, GError **error)
{
  g_autofree char *name = g_strdup_printf ("attest-before-version-%u-from-%" G_GINT64_FORMAT ".db",
                                           attest_migrations_get_newest (),
                                           version);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (AttestDb) copy = NULL;
  gint64 size = 0;
  gint64 copied = 0;

  if (!make_private_file (folder, path, &size, error) || !attest_db_back_up (db, path, error))
    return FALSE;
  copy = attest_db_open (path, ATTEST_DB_READ_WRITE, error);
  if (copy == NULL || !check_pages (copy, 0, "PRAGMA integrity_check (1)", error)
      || !attest_db_get_int (copy, "PRAGMA user_version", &copied, error))
    return FALSE;
  if (copied == version)
    return TRUE;
  g_set_error (error,
               ATTEST_STORE_ERROR,
               ATTEST_STORE_ERROR_FAILED,
               _ ("The copy made before updating the data could not be verified. Nothing was "
                  "changed."));
  return FALSE;
}

static gboolean
use_write_ahead_log (AttestDb *db, GError **error)
{
  for (guint i = 0;; i++)
    {
      g_autoptr (GError) local = NULL;

      if (attest_db_run (db, "PRAGMA journal_mode = WAL", &local))
        return TRUE;
      if (i == WAL_TRIES || !g_error_matches (local, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_BUSY))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      g_usleep (WAL_PAUSE_US);
    }
}

static gboolean
set_up (AttestDb *db, const char *folder, gint64 size, GError **error)
{
  gint64 version = 0;

  if (!attest_db_get_int (db, "PRAGMA user_version", &version, error)
      || !check_pages (db, size, "PRAGMA quick_check (1)", error))
    return FALSE;
  if (version > 0 && version < attest_migrations_get_newest ()
      && !back_up (db, folder, version, error))
    return FALSE;
  /* A newer file is refused by the migrations, before anything is written to it. */
  if (version != attest_migrations_get_newest ()
      && !attest_migrations_run (db, attest_migrations_get_newest (), error))
    return FALSE;
  return use_write_ahead_log (db, error)
         && attest_db_run (db,
                           "PRAGMA synchronous = FULL;"
                           "PRAGMA foreign_keys = ON;"
                           "PRAGMA temp_store = MEMORY;"
                           "PRAGMA cache_size = -16000;"
                           "PRAGMA journal_size_limit = 16000000",
                           error);
}

static AttestDb *
open_once (const char *folder, const char *path, GError **error)
{
  g_autoptr (AttestDb) db = NULL;
  gint64 size = 0;

  if (!make_private_file (folder, path, &size, error))
    return NULL;
  db = attest_db_open (path, ATTEST_DB_READ_WRITE, error);
  if (db == NULL || !set_up (db, folder, size, error))
    return NULL;
  return g_steal_pointer (&db);
}

/* Another process that has the damaged file open would go on writing into it under its new name. */
static gboolean
is_alone (int lock, GError **error)
{
  if (lock < 0 || flock (lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  g_set_error (error,
               ATTEST_STORE_ERROR,
               ATTEST_STORE_ERROR_DAMAGED,
               _ ("The file with drafts and history is damaged. Close all other copies of Attest, "
                  "then start it again to recover what can be read."));
  return FALSE;
}

/* Takes over what can be read, and says so. */
static gboolean
salvage (AttestDb *db, const char *kept, GError **error)
{
  g_autofree char *notice = attest_salvage_run (db, kept);

  return attest_notice_add (db, notice, error);
}

/**
 * attest_opening_run:
 * @self: (out): what was opened; to be cleared in any case
 * @folder: the data folder, made if it is missing
 * @state_folder: (nullable): where it is noted as well how much was sent
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Opens the database of @folder at the newest version, made or recovered if need be.
 *
 * Returns: whether @self holds an open database
 */
gboolean
attest_opening_run (AttestOpening *self,
                    const char *folder,
                    const char *state_folder,
                    GError **error)
{
  g_autofree char *path = g_build_filename (folder, ATTEST_OPENING_FILE, NULL);
  g_autofree char *kept = NULL;
  g_autoptr (GError) local = NULL;

  *self = (AttestOpening){ .lock = -1 };
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail_with_errno (errno, folder, error);
  self->lock = take_lock (folder);
  self->db = open_once (folder, path, &local);
  if (g_error_matches (local, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_DAMAGED))
    {
      if (!is_alone (self->lock, error) || !attest_salvage_move_away (path, &kept, error))
        return FALSE;
      g_clear_error (&local);
      self->db = open_once (folder, path, &local);
      if (self->db != NULL && !salvage (self->db, kept, &local))
        g_clear_pointer (&self->db, attest_db_free);
      if (self->lock >= 0)
        flock (self->lock, LOCK_SH);
    }
  self->guard.path = g_strdup (path);
  self->guard.mark = attest_mark_new (folder, state_folder);
  if (self->db != NULL && attest_guard_open (&self->guard, self->db, &local)
      && attest_notice_load (self->db, &self->notice, &local))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * attest_opening_clear:
 * @self: an opening, run or not
 *
 * Closes the database and gives up the lock; it may be run again.
 */
void
attest_opening_clear (AttestOpening *self)
{
  g_clear_pointer (&self->db, attest_db_free);
  attest_guard_clear (&self->guard);
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
  g_clear_pointer (&self->notice, g_free);
}
