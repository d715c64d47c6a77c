/* The file as the system has it: see the header. */
#include "attest-config.h"
#include "store/sqlite/attest-data-file.h"

#include "store/sqlite/attest-connection.h"
#include "store/sqlite/attest-pages.h"
#include "store/sqlite/attest-salvage.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/**
 * attest_data_file_fail:
 * @code: an errno
 * @path: what it was about
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: %FALSE, for whoever gives up with it
 */
gboolean
attest_data_file_fail (int code, const char *path, GError **error)
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

/**
 * attest_data_file_make_private:
 * @path: of a file, made if it is missing
 * @size: (out): its bytes
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * The data is nobody else's: 0600. SQLite gives its helper files the same.
 *
 * Returns: whether the file can be used
 */
gboolean
attest_data_file_make_private (const char *path, gint64 *size, GError **error)
{
  struct stat status = { 0 };
  int file = -1;

  file = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0)
    return attest_data_file_fail (errno, path, error);
  if (fstat (file, &status) == 0 && (status.st_mode & 0077) != 0 && fchmod (file, 0600) != 0)
    g_debug ("%s: %s", path, g_strerror (errno));
  *size = status.st_size;
  close (file);
  return TRUE;
}

/**
 * attest_data_file_find:
 * @folder: a data folder
 *
 * Returns: (transfer full) (nullable): where its database really is, or would be: locks beside it
 *   are for all that reach it; %NULL: it cannot be reached, see errno
 */
char *
attest_data_file_find (const char *folder)
{
  g_autofree char *named = g_build_filename (folder, ATTEST_DATA_FILE, NULL);
  char *real = realpath (named, NULL);
  char *path = NULL;

  if (real == NULL && g_file_test (named, G_FILE_TEST_IS_SYMLINK))
    return NULL;
  path = g_strdup (real != NULL ? real : named);
  free (real);
  return path;
}

/* A folder, a device or a pipe of that name is nobody's data, and would be moved out of the way. */
static gboolean
is_file_or_nothing (const char *path, GError **error)
{
  struct stat status = { 0 };

  if (g_stat (path, &status) != 0 || S_ISREG (status.st_mode))
    return TRUE;
  g_set_error (error,
               ATTEST_STORE_ERROR,
               ATTEST_STORE_ERROR_FAILED,
               _ ("Drafts and history cannot be kept in “%s”: it is a folder, a device or a pipe, "
                  "not a file. Nothing was changed."),
               path);
  return FALSE;
}

/* A link leads to a folder of somebody else's making, in which others may have their own. */
static gboolean
make_folder (const char *folder, GError **error)
{
  struct stat status = { 0 };

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return attest_data_file_fail (errno, folder, error);
  if (g_lstat (folder, &status) == 0 && S_ISDIR (status.st_mode) && g_chmod (folder, 0700) != 0)
    g_debug ("%s: %s", folder, g_strerror (errno));
  return TRUE;
}

/**
 * attest_data_file_find_in:
 * @self: (out): one that is not locked; attest_data_file_clear() when done
 * @folder: the data folder, made if it is missing, and nobody else's from now on
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it is known where the file is, or would be, and that nothing else is there
 */
gboolean
attest_data_file_find_in (AttestDataFile *self, const char *folder, GError **error)
{
  *self = (AttestDataFile){ .lock = -1 };
  if (!make_folder (folder, error))
    return FALSE;
  self->path = attest_data_file_find (folder);
  if (self->path == NULL)
    return attest_data_file_fail (errno, folder, error);
  self->folder = g_path_get_dirname (self->path);
  return is_file_or_nothing (self->path, error);
}

/* The other name was given by keeping a damaged file, which did not come to its end. */
static gboolean
drop_name_of_damaged (const char *folder, const struct stat *status)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct stat other = { 0 };

      if (g_str_has_prefix (name, ATTEST_SALVAGE_PREFIX) && g_stat (path, &other) == 0
          && other.st_ino == status->st_ino && other.st_dev == status->st_dev)
        return status->st_nlink == 2 && g_unlink (path) == 0;
    }
  return FALSE;
}

/**
 * attest_data_file_ensure_one_name:
 * @self: a file
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Under two names it would have two logs, neither of which knows of the other.
 *
 * Returns: whether it has no second one, or none any more
 */
gboolean
attest_data_file_ensure_one_name (AttestDataFile *self, GError **error)
{
  struct stat status = { 0 };

  if (g_stat (self->path, &status) != 0 || status.st_nlink < 2
      || drop_name_of_damaged (self->folder, &status))
    return TRUE;
  g_set_error (
      error,
      ATTEST_STORE_ERROR,
      ATTEST_STORE_ERROR_FAILED,
      _ ("The file “%s” has a second name (a hard link). Two programs could damage it, each by its "
         "own name, so it is not opened. Replace one of the two with a copy; nothing was changed."),
      self->path);
  return FALSE;
}

/* Another process that has the damaged file open would go on writing into it under its new name. */
static gboolean
try_alone (AttestDataFile *self)
{
  return self->lock < 0 || flock (self->lock, LOCK_EX | LOCK_NB) == 0;
}

/**
 * attest_data_file_lock:
 * @self: a file
 *
 * Says "somebody has this open" to whoever would have to move the file away, and nobody else can
 * open it, if nobody has, until attest_data_file_share().
 */
void
attest_data_file_lock (AttestDataFile *self)
{
  g_autofree char *path = g_build_filename (self->folder, "attest.lock", NULL);

  self->lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock >= 0 && flock (self->lock, LOCK_SH) != 0)
    g_debug ("%s: %s", path, g_strerror (errno));
  self->alone = try_alone (self);
}

/**
 * attest_data_file_is_alone:
 * @self: a file that is locked
 *
 * Returns: whether nobody else has it open, or not any more
 */
gboolean
attest_data_file_is_alone (AttestDataFile *self)
{
  return self->alone || try_alone (self);
}

/**
 * attest_data_file_look:
 * @self: a file that nobody else has open
 * @had_one: whether there ever was a database here
 *
 * Returns: what can be told of it before SQLite looks at it
 */
AttestFileCondition
attest_data_file_look (AttestDataFile *self, gboolean had_one)
{
  struct stat status = { 0 };
  AttestLogState log = ATTEST_LOG_NONE;
  gboolean is_there = FALSE;

  if (g_stat (self->path, &status) != 0 && errno != ENOENT)
    return ATTEST_FILE_UNSEEN;
  is_there = status.st_size > 1; /* SQLite takes one byte for none, and its log for nobody's */
  log = attest_pages_check_log (self->path);
  if (!is_there && log != ATTEST_LOG_NONE)
    return ATTEST_FILE_DAMAGED;
  if (!is_there)
    return had_one ? ATTEST_FILE_MISSING : ATTEST_FILE_USUAL;
  return log == ATTEST_LOG_TORN || attest_pages_is_of_future (self->path)
                 || (log == ATTEST_LOG_NONE && attest_pages_is_cut (self->path))
             ? ATTEST_FILE_DAMAGED
             : ATTEST_FILE_USUAL;
}

/**
 * attest_data_file_is_same:
 * @self: a file that is locked
 *
 * Which file the one that was alone has opened stands in the lock: a log beside another file that
 * took its name meanwhile would destroy that.
 *
 * Returns: whether it is that one
 */
gboolean
attest_data_file_is_same (AttestDataFile *self)
{
  struct stat status = { 0 };
  guint64 numbers[2] = { 0, 0 };

  return self->alone || g_stat (self->path, &status) != 0
         || pread (self->lock, numbers, sizeof numbers, 0) != sizeof numbers
         || (numbers[0] == (guint64) status.st_dev && numbers[1] == (guint64) status.st_ino);
}

static void
note_file (AttestDataFile *self)
{
  struct stat status = { 0 };
  guint64 numbers[2] = { 0, 0 };

  if (!self->alone || self->lock < 0 || g_stat (self->path, &status) != 0)
    return;
  numbers[0] = (guint64) status.st_dev;
  numbers[1] = (guint64) status.st_ino;
  if (pwrite (self->lock, numbers, sizeof numbers, 0) != sizeof numbers)
    g_debug ("The lock does not say whose it is: %s", g_strerror (errno));
}

/**
 * attest_data_file_share:
 * @self: a file that was locked, and is open now or cannot be
 *
 * From now on others can open it too.
 */
void
attest_data_file_share (AttestDataFile *self)
{
  note_file (self);
  if (self->lock >= 0)
    flock (self->lock, LOCK_SH);
}

/* Gives up the lock. @self may be found again. */
void
attest_data_file_clear (AttestDataFile *self)
{
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->path, g_free);
}
