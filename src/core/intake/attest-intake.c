/* Bytes → encoding → JSON → records with their problems, the same for the window and the command
 * line.
 *
 * What is no regular file is not opened: a pipe or a device may wait for ever, or never end. How
 * long a file is, is asked before reading, and not trusted: some have no length and some grow.
 * Thread: any; the records belong to whoever asked. */
#include "attest-config.h"
#include "intake/attest-intake.h"

#include "base/attest-encoding.h"
#include "base/attest-text.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_NAME 250 /* characters of a file's name in messages */

static gpointer
fail_with_errno (int code, GError **error)
{
  g_set_error (error,
               G_IO_ERROR,
               g_io_error_from_errno (code),
               /* TRANSLATORS: %s is what the system says, such as “No such file or directory” */
               _ ("The file cannot be read: %s."),
               g_strerror (code));
  return NULL;
}

static gboolean
check_size (goffset size, goffset limit, GError **error)
{
  g_autofree char *most = g_format_size ((guint64) limit);

  if (size <= limit)
    return TRUE;
  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_NOT_SUPPORTED,
               /* TRANSLATORS: %s is a size: 32.0 MB */
               _ ("It is larger than the limit of %s. Split it into several files."),
               most);
  return FALSE;
}

/* In the words of people, what there is instead of a file. */
static gboolean
check_kind (const struct stat *info, goffset limit, GError **error)
{
  const char *what = _ ("It is not a file.");

  if (S_ISREG (info->st_mode))
    return check_size (info->st_size, limit, error);
  if (S_ISDIR (info->st_mode))
    what = _ ("It is a folder. Choose the files in it.");
  else if (S_ISFIFO (info->st_mode))
    what = _ ("It is a pipe, not a file. attestctl can read it from standard input: “-”.");
  else if (S_ISSOCK (info->st_mode))
    what = _ ("It is a socket, not a file.");
  else if (S_ISCHR (info->st_mode) || S_ISBLK (info->st_mode))
    what = _ ("It is a device, not a file.");
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, what);
  return FALSE;
}

/* Up to the end, or to where it is too much; never waits. */
static GBytes *
read_regular (int fd, goffset limit, GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  guint8 piece[65536];
  gssize n = 0;

  while ((n = read (fd, piece, sizeof piece)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail_with_errno (errno, error);
      g_byte_array_append (data, piece, (guint) n);
      if (!check_size (data->len, limit, error))
        return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}

/* Opening alone can do something to a device, so it is looked at before and, since it can be
 * another one by then, after. Returns: -1 if it is no file */
static int
open_path (const char *path, goffset limit, GError **error)
{
  struct stat info;
  int fd = -1;

  if (stat (path, &info) != 0)
    return fail_with_errno (errno, error), -1;
  if (!check_kind (&info, limit, error))
    return -1;
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0)
    return fail_with_errno (errno, error), -1;
  if (fstat (fd, &info) != 0)
    fail_with_errno (errno, error);
  else if (check_kind (&info, limit, error))
    return fd;
  close (fd);
  return -1;
}

static GBytes *
load_path (const char *path, goffset limit, GError **error)
{
  int fd = open_path (path, limit, error);
  GBytes *bytes = fd >= 0 ? read_regular (fd, limit, error) : NULL;

  if (fd >= 0)
    close (fd);
  return bytes;
}

/* Likewise, from what may have to be waited for. */
static GBytes *
read_stream (GInputStream *stream, goffset limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  guint8 piece[65536];
  gssize n = 0;

  while ((n = g_input_stream_read (stream, piece, sizeof piece, cancellable, error)) > 0)
    {
      g_byte_array_append (data, piece, (guint) n);
      if (!check_size (data->len, limit, error))
        return NULL;
    }
  return n == 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&data)) : NULL;
}

/* What is on no disk, such as a phone or a server. */
static GBytes *
load_remote (GFile *file, goffset limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GFileInputStream) stream = NULL;

  info = g_file_query_info (file,
                            G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE,
                            cancellable,
                            error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _ ("It is not a file."));
      return NULL;
    }
  if (!check_size (g_file_info_get_size (info), limit, error))
    return NULL;
  stream = g_file_read (file, cancellable, error);
  return stream != NULL ? read_stream (G_INPUT_STREAM (stream), limit, cancellable, error) : NULL;
}

/* Whoever sees it can tell whether the guess was right. */
static void
report_guess (AttestCodecItem *first, const char *guessed)
{
  g_autofree char *message = g_strdup_printf (
      /* TRANSLATORS: %s is an encoding: “Korean (CP949)” */
      _ ("The file is not UTF-8. It was read as %s; check that names and places are correct."),
      guessed);

  g_ptr_array_insert (
      first->problems,
      0,
      attest_problem_new (ATTEST_SEVERITY_WARNING, "", "encoding", ATTEST_SOURCE_SENSE, message));
}

/**
 * attest_intake_read_bytes:
 * @schema: (nullable): the kind of all records; %NULL: found out for each
 * @bytes: what a file holds
 * @error: return location for a #GIOError or an %ATTEST_CODEC_ERROR
 *
 * Returns: (transfer full) (element-type AttestCodecItem): at least one: the records, and what
 *   stands in the place of one; %NULL if @bytes hold no records at all
 */
GPtrArray *
attest_intake_read_bytes (const AttestSchema *schema, GBytes *bytes, GError **error)
{
  const char *guessed = NULL;
  g_autoptr (GBytes) text = NULL;
  GPtrArray *items = NULL;
  const char *data = NULL;
  gsize length = 0;

  g_return_val_if_fail (bytes != NULL, NULL);

  text = attest_encoding_decode (bytes, &guessed, error);
  if (text == NULL)
    return NULL;
  data = g_bytes_get_data (text, &length);
  items = attest_codec_read_any (schema, data != NULL ? data : "", (gssize) length, error);
  if (items != NULL && guessed != NULL)
    report_guess (g_ptr_array_index (items, 0), guessed);
  return items;
}

/**
 * attest_intake_load:
 * @path: (nullable): a file's name, in whatever bytes; %NULL: @fd is read
 * @fd: open for reading, such as standard input; stays open
 * @limit: the most that is read, in bytes
 * @error: return location for a #GIOError
 *
 * Reads a regular file, or from a pipe until the other side closes it.
 *
 * Returns: (transfer full): all that it holds
 */
GBytes *
attest_intake_load (const char *path, int fd, goffset limit, GError **error)
{
  return path != NULL ? load_path (path, limit, error) : read_regular (fd, limit, error);
}

/**
 * attest_intake_load_file:
 * @file: a file, on this computer or elsewhere
 * @limit: the most that is read, in bytes
 * @cancellable: (nullable): gives up
 * @error: return location for a #GIOError
 *
 * May take as long as a disk or a network; any thread.
 *
 * Returns: (transfer full): all that it holds
 */
GBytes *
attest_intake_load_file (GFile *file, goffset limit, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_file_get_path (file);

  return path != NULL ? load_path (path, limit, error)
                      : load_remote (file, limit, cancellable, error);
}

/**
 * attest_intake_read_path:
 * @schema: (nullable): as for attest_intake_read_bytes()
 * @path: a file's name, in whatever bytes
 * @error: return location for a #GIOError or an %ATTEST_CODEC_ERROR
 *
 * Reads a regular file of at most %ATTEST_INTAKE_MAX_SIZE bytes; may take as long as its disk.
 *
 * Returns: (transfer full) (element-type AttestCodecItem): as attest_intake_read_bytes()
 */
GPtrArray *
attest_intake_read_path (const AttestSchema *schema, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  bytes = load_path (path, ATTEST_INTAKE_MAX_SIZE, error);
  return bytes != NULL ? attest_intake_read_bytes (schema, bytes, error) : NULL;
}

/**
 * attest_intake_read_pipe:
 * @schema: (nullable): as for attest_intake_read_bytes()
 * @fd: open for reading, such as standard input; stays open
 * @error: return location for a #GIOError or an %ATTEST_CODEC_ERROR
 *
 * Reads until the other side closes it, or until it is too much. A folder and the like is refused.
 *
 * Returns: (transfer full) (element-type AttestCodecItem): as attest_intake_read_bytes()
 */
GPtrArray *
attest_intake_read_pipe (const AttestSchema *schema, int fd, GError **error)
{
  g_autoptr (GBytes) bytes = read_regular (fd, ATTEST_INTAKE_MAX_SIZE, error);

  return bytes != NULL ? attest_intake_read_bytes (schema, bytes, error) : NULL;
}

/* JSON begins with a bracket, whatever it is called; what is called JSON is to be told what is
 * wrong with it as such. */
static gboolean
begins_like_sheet (const char *name, const guint8 *data, gsize length)
{
  static const char *const endings[] = { ".json", ".jsonl", ".ndjson" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      /* Signs of the encoding, and the empty halves of UTF-16. */
      const gboolean skipped = data[i] == '\0' || g_ascii_isspace (data[i])
                               || (i < 4 && memchr ("\xEF\xBB\xBF\xFF\xFE", data[i], 5) != NULL);

      if (!skipped)
        return data[i] != '{' && data[i] != '[';
    }
  return FALSE;
}

static gssize
read_beginning (GFile *file, guint8 *data, gsize size, GCancellable *cancellable)
{
  g_autofree char *path = g_file_get_path (file);
  int fd = path != NULL ? open_path (path, G_MAXINT64, NULL) : -1;
  g_autoptr (GFileInputStream) stream = NULL;
  gssize n = -1;

  if (fd >= 0)
    {
      n = read (fd, data, size);
      close (fd);
    }
  if (path != NULL
      || g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) != G_FILE_TYPE_REGULAR)
    return n;
  stream = g_file_read (file, cancellable, NULL);
  return stream != NULL
             ? g_input_stream_read (G_INPUT_STREAM (stream), data, size, cancellable, NULL)
             : -1;
}

static void
peek_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autofree char *name = g_file_get_basename (source);
  guint8 data[1024];
  gssize n = read_beginning (source, data, sizeof data, cancellable);

  g_task_return_int (task,
                     n > 0 && begins_like_sheet (name, data, (gsize) n) ? ATTEST_INTAKE_SHEET
                                                                        : ATTEST_INTAKE_RECORDS);
}

/**
 * attest_intake_peek_async:
 * @file: a file, on this computer or elsewhere
 * @callback: called on the thread of the caller
 * @user_data: for @callback
 *
 * Finds out what @file may be, by its first bytes.
 */
void
attest_intake_peek_async (GFile *file, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (file, NULL, callback, user_data);

  g_return_if_fail (G_IS_FILE (file));
  g_task_set_source_tag (task, attest_intake_peek_async);
  g_task_run_in_thread (task, peek_cb);
}

/**
 * attest_intake_peek_finish:
 * @file: the file
 * @result: what the callback was given
 *
 * Returns: what it may be; of what cannot be read, %ATTEST_INTAKE_RECORDS: reading it says why
 */
AttestIntakeKind
attest_intake_peek_finish (GFile *file, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, file), ATTEST_INTAKE_RECORDS);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_intake_peek_async),
                        ATTEST_INTAKE_RECORDS);

  return (AttestIntakeKind) g_task_propagate_int (G_TASK (result), NULL);
}

static void
read_file_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GFile *file = source;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      attest_intake_load_file (file, ATTEST_INTAKE_MAX_SIZE, cancellable, &error);
  GPtrArray *items = bytes != NULL ? attest_intake_read_bytes (NULL, bytes, &error) : NULL;

  if (items != NULL)
    g_task_return_pointer (task, items, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * attest_intake_read_file_async:
 * @file: a file, on this computer or elsewhere
 * @cancellable: (nullable): gives up
 * @callback: called on the thread of the caller
 * @user_data: for @callback
 *
 * As attest_intake_read_path(), without waiting.
 */
void
attest_intake_read_file_async (GFile *file,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (file, cancellable, callback, user_data);

  g_return_if_fail (G_IS_FILE (file));
  g_task_set_source_tag (task, attest_intake_read_file_async);
  g_task_run_in_thread (task, read_file_cb);
}

/**
 * attest_intake_read_file_finish:
 * @file: the file
 * @result: what the callback was given
 * @error: return location for a #GIOError or an %ATTEST_CODEC_ERROR
 *
 * Returns: (transfer full) (element-type AttestCodecItem): as attest_intake_read_bytes()
 */
GPtrArray *
attest_intake_read_file_finish (GFile *file, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, file), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_intake_read_file_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * attest_intake_dup_name:
 * @path: a file's name, in whatever bytes
 *
 * Returns: (transfer full): it, or its beginning, as it can be shown
 */
char *
attest_intake_dup_name (const char *path)
{
  g_autofree char *name = g_filename_display_name (path);

  return attest_text_shorten (name, MAX_NAME, 1);
}
