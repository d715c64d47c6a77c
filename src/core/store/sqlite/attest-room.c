/* Room on the disk: see the header. */
#include "attest-config.h"
#include "store/sqlite/attest-room.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* What one save may need: a record of some size, its row in the list, and the indexes. */
#define ROOM_BYTES (256 * 1024)

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
 * attest_room_is_there:
 * @path: the database, as a file name
 *
 * Returns: whether it, and the files beside it, can grow by what a save needs
 */
gboolean
attest_room_is_there (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return may_grow (path) && try_to_take (folder);
}
