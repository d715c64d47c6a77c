/* A number beside the database that never becomes smaller.
 *
 * A database that is put back, or loses the end of its log, cannot know it. So how much ever left
 * its queue is written down outside of it as well: beside it, where it survives a lost log, and in
 * the user's state folder under the database's id, where it survives that the whole data folder is
 * put back. A file has always the same length: once it is there, no disk is too full for it.
 *
 * The state folder knows as well which folders ever had a database, by all of their names: one that
 * is empty may be where a drive should be. Thread: the store's. */
#include "attest-config.h"
#include "store/sqlite/attest-mark.h"

#include "store/attest-store-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define BESIDE "attest.mark"
#define PREFIX "mark-"
#define FOLDER_PREFIX "folder-"
#define ID_LENGTH 36
#define CONTENT "%-36.36s %020" G_GINT64_FORMAT "\n"
#define LENGTH (ID_LENGTH + 1 + 20 + 1)

struct _AttestMark
{
  char *beside;
  char *state_folder; /* (nullable): there is none that can be used */
  char **folders;     /* the data folder's names, as they are known in the state folder */
};

/* A path can be longer than a name. */
static char *
name_folder (const char *folder)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, folder, -1);

  return g_strconcat (FOLDER_PREFIX, sum, NULL);
}

static char **
name_folders (const char *file_folder, const char *folder)
{
  g_autofree char *plain = g_canonicalize_filename (folder, NULL);
  char *real = realpath (folder, NULL);
  char **names = g_new0 (char *, 4);

  names[0] = name_folder (file_folder);
  names[1] = name_folder (plain);
  names[2] = name_folder (real != NULL ? real : plain);
  free (real);
  return names;
}

/**
 * attest_mark_new:
 * @file_folder: where the database really is
 * @folder: where it was looked for
 * @state_folder: (nullable): a second place, made if it is missing
 *
 * Returns: (transfer full): the two places, one of which may be missing
 */
AttestMark *
attest_mark_new (const char *file_folder, const char *folder, const char *state_folder)
{
  AttestMark *self = g_new0 (AttestMark, 1);

  self->beside = g_build_filename (file_folder, BESIDE, NULL);
  self->folders = name_folders (file_folder, folder);
  if (state_folder != NULL && g_mkdir_with_parents (state_folder, 0700) == 0
      && g_access (state_folder, W_OK) == 0)
    self->state_folder = g_strdup (state_folder);
  return self;
}

/**
 * attest_mark_free:
 * @self: (nullable): a mark
 */
void
attest_mark_free (AttestMark *self)
{
  if (self == NULL)
    return;
  g_free (self->beside);
  g_free (self->state_folder);
  g_strfreev (self->folders);
  g_free (self);
}

static char *
make_state_path (AttestMark *self, const char *id)
{
  g_autofree char *name = g_strconcat (PREFIX, id, NULL);

  return g_build_filename (self->state_folder, name, NULL);
}

/* Reads the number that is kept for @id. Returns FALSE for anything else that stands there. */
static gboolean
read_number (int file, const char *id, gint64 *number)
{
  char content[LENGTH + 1] = "";

  if (pread (file, content, LENGTH, 0) != LENGTH || content[ID_LENGTH] != ' '
      || content[LENGTH - 1] != '\n')
    return FALSE;
  content[ID_LENGTH] = content[LENGTH - 1] = '\0';
  return g_str_equal (g_strchomp (content), id)
         && g_ascii_string_to_signed (content + ID_LENGTH + 1, 10, 0, G_MAXINT64, number, NULL);
}

static gboolean
read_file (const char *path, const char *id, gint64 *number)
{
  int file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean found = file >= 0 && read_number (file, id, number);

  if (file >= 0)
    close (file);
  return found;
}

/**
 * attest_mark_read:
 * @self: a mark
 * @id: the database's
 * @number: (out): the largest that is kept for it; -1: none
 *
 * Returns: whether that is all that can be kept: a data folder may have been put back with the mark
 *   beside its database, so that one alone says something only where there is no state folder
 */
AttestMarkAnswer
attest_mark_read (AttestMark *self, const char *id, gint64 *number)
{
  gint64 beside = -1;
  gint64 state = -1;

  if (!read_file (self->beside, id, &beside))
    beside = -1;
  if (self->state_folder != NULL)
    {
      g_autofree char *path = make_state_path (self, id);

      if (!read_file (path, id, &state))
        state = -1;
    }
  *number = MAX (beside, state);
  return (self->state_folder != NULL ? state : beside) >= 0 ? ATTEST_MARK_KNOWN
                                                            : ATTEST_MARK_MISSING;
}

static gboolean
fail (const char *path, int code, GError **error)
{
  g_set_error (error,
               ATTEST_STORE_ERROR,
               code == ENOSPC || code == EDQUOT || code == EFBIG ? ATTEST_STORE_ERROR_FULL
                                                                 : ATTEST_STORE_ERROR_FAILED,
               _ ("Nothing is sent, because “%s” cannot be written: %s"),
               path,
               g_strerror (code));
  return FALSE;
}

/* Writes @number, or the larger one that stands there; other processes do the same. */
static gboolean
write_file (const char *path, const char *id, gint64 number, gboolean sync, GError **error)
{
  int file = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  g_autofree char *content = NULL;
  gint64 before = -1;
  gboolean done = FALSE;

  if (file < 0)
    return fail (path, errno, error);
  if (flock (file, LOCK_EX) != 0)
    g_debug ("%s: %s", path, g_strerror (errno));
  if (!read_number (file, id, &before))
    before = -1;
  content = g_strdup_printf (CONTENT, id, MAX (before, number));
  done = pwrite (file, content, LENGTH, 0) == LENGTH && (!sync || fdatasync (file) == 0);
  if (!done)
    fail (path, errno, error);
  close (file);
  return done;
}

static gboolean
write_both (AttestMark *self, const char *id, gint64 number, gboolean sync, GError **error)
{
  g_autofree char *path = self->state_folder != NULL ? make_state_path (self, id) : NULL;

  return (path == NULL || write_file (path, id, number, sync, error))
         && write_file (self->beside, id, number, sync, error);
}

/**
 * attest_mark_can_raise:
 * @self: a mark
 * @id: the database's
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Tries it with the number that stands there, so that nothing is written down in the database that
 * could not be written down here.
 *
 * Returns: whether attest_mark_raise() will succeed, as far as that can be known
 */
gboolean
attest_mark_can_raise (AttestMark *self, const char *id, GError **error)
{
  return write_both (self, id, 0, FALSE, error);
}

/**
 * attest_mark_raise:
 * @self: a mark
 * @id: the database's
 * @number: what it is at least from now on
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether that is durable
 */
gboolean
attest_mark_raise (AttestMark *self, const char *id, gint64 number, GError **error)
{
  return write_both (self, id, number, TRUE, error);
}

/**
 * attest_mark_knows_folder:
 * @self: a mark
 *
 * Returns: whether there ever was a database here, whatever other folders have
 */
gboolean
attest_mark_knows_folder (AttestMark *self)
{
  if (g_file_test (self->beside, G_FILE_TEST_EXISTS))
    return TRUE;
  for (guint i = 0; self->state_folder != NULL && self->folders[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (self->state_folder, self->folders[i], NULL);

      if (g_access (path, F_OK) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * attest_mark_note_folder:
 * @self: a mark
 *
 * There is a database here. What cannot be noted now is noted the next time.
 */
void
attest_mark_note_folder (AttestMark *self)
{
  for (guint i = 0; self->state_folder != NULL && self->folders[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (self->state_folder, self->folders[i], NULL);
      int file = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

      if (file < 0)
        g_debug ("%s: %s", path, g_strerror (errno));
      else
        close (file);
    }
}
