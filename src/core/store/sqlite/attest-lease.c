/* Who owns a claim. Each holds an exclusive lock on a file of its own in the data folder for as
 * long as it lives; the kernel drops the lock however the process ends. So liveness is certain
 * without clocks, process numbers or waiting.
 *
 * Thread: the store's. */
#include "attest-config.h"
#include "store/sqlite/attest-lease.h"

#include "base/attest-ident.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define PREFIX "process-"
#define SUFFIX ".lock"

struct _AttestLease
{
  char *folder;
  char *name;
  char *path;
  int fd;
};

static char *
make_path (const char *folder, const char *name)
{
  g_autofree char *file = g_strconcat (PREFIX, name, SUFFIX, NULL);

  return g_build_filename (folder, file, NULL);
}

/* Whether nobody holds the lock of @path, or there is no such file. If so, the file is removed. */
static gboolean
remove_if_dead (const char *path)
{
  int fd = g_open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0);
  gboolean dead = FALSE;

  if (fd < 0)
    return errno == ENOENT;
  dead = flock (fd, LOCK_EX | LOCK_NB) == 0;
  if (dead)
    g_unlink (path);
  close (fd);
  return dead;
}

static void
remove_dead_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, PREFIX) && g_str_has_suffix (name, SUFFIX))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        remove_if_dead (path);
      }
}

/* Another process may take a file that is not locked yet for a dead one's and remove it, so the
 * file has to be there still once it is locked. */
static gboolean
lock (AttestLease *self)
{
  GStatBuf opened = { 0 };
  GStatBuf named = { 0 };

  self->fd = g_open (self->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->fd < 0 || flock (self->fd, LOCK_EX | LOCK_NB) != 0 || fstat (self->fd, &opened) != 0)
    return FALSE;
  return g_stat (self->path, &named) == 0 && named.st_ino == opened.st_ino
         && named.st_dev == opened.st_dev;
}

/**
 * attest_lease_new:
 * @folder: the data folder
 * @error: return location of a %G_FILE_ERROR
 *
 * Takes a name that no process ever had, and its lock. Removes what dead processes left.
 *
 * Returns: (transfer full) (nullable): this process' name
 */
AttestLease *
attest_lease_new (const char *folder, GError **error)
{
  g_autoptr (AttestLease) self = g_new0 (AttestLease, 1);

  self->folder = g_strdup (folder);
  self->fd = -1;
  remove_dead_files (folder);
  for (guint i = 0; i < 10; i++)
    {
      g_free (self->name);
      g_free (self->path);
      self->name = attest_ident_new ();
      self->path = make_path (folder, self->name);
      if (lock (self))
        return g_steal_pointer (&self);
      if (self->fd < 0)
        break;
      close (self->fd);
      self->fd = -1;
    }
  g_set_error (error,
               G_FILE_ERROR,
               (int) g_file_error_from_errno (errno),
               _ ("The data folder cannot be written: %s"),
               g_strerror (errno));
  return NULL;
}

/**
 * attest_lease_get_name:
 * @self: a lease
 *
 * Returns: (transfer none): the name to claim with
 */
const char *
attest_lease_get_name (const AttestLease *self)
{
  return self->name;
}

/**
 * attest_lease_is_alive:
 * @self: the lease that asks
 * @name: a name found in a claim; it comes from a file and may be anything
 *
 * Returns: whether the process of that name lives
 */
gboolean
attest_lease_is_alive (const AttestLease *self, const char *name)
{
  g_autofree char *path = NULL;

  if (g_str_equal (name, self->name))
    return TRUE;
  if (strchr (name, '/') != NULL)
    return FALSE;
  path = make_path (self->folder, name);
  return !remove_if_dead (path);
}

/**
 * attest_lease_free:
 * @self: (nullable): a lease; its claims are nobody's from now on
 */
void
attest_lease_free (AttestLease *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    {
      g_unlink (self->path);
      close (self->fd);
    }
  g_free (self->folder);
  g_free (self->name);
  g_free (self->path);
  g_free (self);
}
