/* A disk that fails: every call to it that opening, writing and closing make fails once, as a
 * broken cable would have it, and from every one of them on there is no room any more. Whatever
 * happens then, it ends, an error is told in words, and the next time, on a disk that works again,
 * all is there that was there before, and all that was said to be kept. */
#include "attest-config.h"
#include "store-fixture.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>

/* What fails. */

static struct
{
  gboolean is_armed;
  pthread_t tester; /* whose own calls do not fail */
  int at;           /* the first call that does; -1: none */
  int code;
  gboolean for_good; /* and all later ones that need room */
  int n_calls;
  const char *last;
} disk;

static gboolean
fails (const char *call, gboolean needs_room)
{
  gboolean is_due = FALSE;

  if (!disk.is_armed || pthread_equal (pthread_self (), disk.tester)
      || (disk.for_good && !needs_room))
    return FALSE;
  is_due = disk.at >= 0 && (disk.for_good ? disk.n_calls >= disk.at : disk.n_calls == disk.at);
  disk.n_calls++;
  if (is_due)
    {
      disk.last = call;
      errno = disk.code;
    }
  return is_due;
}

/* Stands before a function of the C library, for all that is in this program. */
#define BEFORE(type, name, symbol, needs_room, failed, parameters, arguments)                      \
  type disk_##name parameters __asm__(symbol);                                                     \
  type disk_##name parameters                                                                      \
  {                                                                                                \
    type (*real) parameters = dlsym (RTLD_NEXT, symbol);                                           \
                                                                                                   \
    if (fails (symbol, needs_room))                                                                \
      return failed;                                                                               \
    return real arguments;                                                                         \
  }

BEFORE (int, stat, "stat64", FALSE, -1, (const char *path, gpointer status), (path, status))
BEFORE (int, fstat, "fstat64", FALSE, -1, (int file, gpointer status), (file, status))
BEFORE (int, flock, "flock", FALSE, -1, (int file, int operation), (file, operation))
BEFORE (int, chmod, "chmod", FALSE, -1, (const char *path, mode_t mode), (path, mode))
BEFORE (int, fchmod, "fchmod", FALSE, -1, (int file, mode_t mode), (file, mode))
BEFORE (int, mkdir, "mkdir", TRUE, -1, (const char *path, mode_t mode), (path, mode))
BEFORE (int, rename, "rename", TRUE, -1, (const char *from, const char *to), (from, to))
BEFORE (int, link, "link", TRUE, -1, (const char *from, const char *to), (from, to))
BEFORE (int, unlink, "unlink", FALSE, -1, (const char *path), (path))
BEFORE (int, fsync, "fsync", TRUE, -1, (int file), (file))
BEFORE (int, fdatasync, "fdatasync", TRUE, -1, (int file), (file))
BEFORE (int, truncate, "ftruncate64", FALSE, -1, (int file, goffset length), (file, length))
BEFORE (gssize,
        pread,
        "pread64",
        FALSE,
        -1,
        (int file, gpointer bytes, gsize length, goffset at),
        (file, bytes, length, at))
BEFORE (gssize,
        pwrite,
        "pwrite64",
        TRUE,
        -1,
        (int file, gconstpointer bytes, gsize length, goffset at),
        (file, bytes, length, at))

int disk_open (const char *path, int flags, ...) __asm__("open64");
int
disk_open (const char *path, int flags, ...)
{
  int (*real) (const char *, int, ...) = dlsym (RTLD_NEXT, "open64");
  int mode = 0;
  va_list list;

  va_start (list, flags);
  mode = va_arg (list, int);
  va_end (list);
  if (fails ("open64", (flags & O_CREAT) != 0))
    return -1;
  return real (path, flags, mode);
}

static void
arm (int at, int code, gboolean for_good)
{
  disk.tester = pthread_self ();
  disk.at = at;
  disk.code = code;
  disk.for_good = for_good;
  disk.n_calls = 0;
  disk.last = "nothing";
  disk.is_armed = TRUE;
}

/* Folders as they are found. */

typedef struct
{
  char *name;
  char *content;
  gsize size;
} File;

static void
file_free (gpointer data)
{
  File *file = data;

  g_free (file->name);
  g_free (file->content);
  g_free (file);
}

static GPtrArray *
read_folder (const char *folder)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (file_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      File *file = g_new0 (File, 1);

      file->name = g_strdup (name);
      g_assert_true (g_file_get_contents (path, &file->content, &file->size, NULL));
      g_ptr_array_add (files, file);
    }
  return files;
}

static void
write_folder (const char *folder, GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    {
      const File *file = g_ptr_array_index (files, i);
      g_autofree char *path = g_build_filename (folder, file->name, NULL);

      g_assert_true (g_file_set_contents (path, file->content, (gssize) file->size, NULL));
    }
}

static guint
count_files (const char *folder, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (name, prefix) && g_str_has_suffix (name, ".db");
  return n;
}

#define ADD_DRAFT(id)                                                                              \
  "INSERT INTO drafts (id, kind, title, entity, entity_id, status, search, n_errors, n_warnings,"  \
  " content_hash, created, changed, record) VALUES ('" id "', 'certificate', '" id "', '', '', ''" \
  ", '', 0, 0, '', 1, 1, '{\"scope\":\"' || hex (zeroblob (1500)) || '\"}')"

static GPtrArray *
make_used (gboolean is_killed)
{
  StoreFixture fixture = { 0 };
  GPtrArray *files = NULL;

  store_fixture_set_up (&fixture, NULL);
  store_fixture_open (&fixture);
  store_fixture_write (&fixture, ADD_DRAFT ("old"));
  if (!is_killed)
    store_fixture_close (&fixture);
  files = read_folder (fixture.folder);
  store_fixture_clear (&fixture, NULL);
  return files;
}

static GPtrArray *
make_released (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "version-1.db", NULL);
  GPtrArray *files = g_ptr_array_new_with_free_func (file_free);
  File *file = g_new0 (File, 1);

  file->name = g_strdup ("attest.db");
  g_assert_true (g_file_get_contents (path, &file->content, &file->size, NULL));
  g_ptr_array_add (files, file);
  return files;
}

/* One of the pages in the middle is rubbish. */
static GPtrArray *
make_damaged (void)
{
  GPtrArray *files = make_used (FALSE);

  for (guint i = 0; i < files->len; i++)
    {
      File *file = g_ptr_array_index (files, i);

      if (g_str_equal (file->name, "attest.db"))
        memset (file->content + 4 * 4096, 0x5a, 4096);
    }
  return files;
}

typedef struct
{
  const char *name;
  GPtrArray *files;
  gint64 n_before;
  gboolean is_damaged;
  int step; /* so many calls further each time */
} Case;

/* What is done with it. */

static void
check_error (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_cmpuint (strlen (error->message), >, 10);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

/* Returns: whether it was said to be kept */
static gboolean
use (const char *folder)
{
  StoreFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) write_error = NULL;
  gboolean is_kept = FALSE;

  store_fixture_init_on (&fixture, folder);
  if (!store_fixture_try_open (&fixture, &error))
    check_error (error);
  else if (store_fixture_try_write (&fixture, ADD_DRAFT ("new"), &write_error))
    is_kept = TRUE;
  else
    check_error (write_error);
  store_fixture_close (&fixture);
  disk.is_armed = FALSE;
  store_fixture_clear (&fixture, NULL);
  return is_kept;
}

#define COUNT_OLD "SELECT count (*) FROM drafts WHERE id <> 'new'"
#define COUNT_NEW "SELECT count (*) FROM drafts WHERE id = 'new'"

static void
check_after (const char *folder, const Case *way, gboolean is_kept)
{
  StoreFixture fixture = { 0 };

  store_fixture_init_on (&fixture, folder);
  store_fixture_open (&fixture);
  if (way->is_damaged)
    g_assert_cmpuint (count_files (folder, "attest-damaged-"), >=, 1);
  else
    {
      g_assert_cmpint (store_fixture_get_int (&fixture, COUNT_OLD), ==, way->n_before);
      g_assert_cmpuint (count_files (folder, "attest-damaged-"), ==, 0);
      g_assert_cmpstr (attest_store_get_notice (fixture.store), ==, NULL);
    }
  if (is_kept)
    g_assert_cmpint (store_fixture_get_int (&fixture, COUNT_NEW), ==, 1);
  store_fixture_clear (&fixture, NULL);
}

/* Returns: how many calls there were */
static int
try (const Case *way, int at, int code, gboolean for_good)
{
  g_autofree char *folder = g_dir_make_tmp ("attest-test-XXXXXX", NULL);
  gboolean is_kept = FALSE;

  write_folder (folder, way->files);
  arm (at, code, for_good);
  is_kept = use (folder);
  g_test_message (
      "%s: %d, %s%s: %s", way->name, at, g_strerror (code), for_good ? " for good" : "", disk.last);
  check_after (folder, way, is_kept);
  store_fixture_remove_folder (folder);
  return disk.n_calls;
}

static void
test_case (gconstpointer data)
{
  const Case *way = data;
  int n_calls = try (way, -1, 0, FALSE);
  int n_writes = try (way, -1, 0, TRUE);

  for (int i = 0; i < n_calls; i += way->step)
    try (way, i, i / way->step % 2 == 0 ? EIO : EACCES, FALSE);
  for (int i = 0; i < n_writes; i += way->step)
    try (way, i, i / way->step % 2 == 0 ? ENOSPC : EDQUOT, TRUE);
}

int
main (int argc, char *argv[])
{
  Case cases[] = {
    { "new", g_ptr_array_new (), 0, FALSE, 3 },
    { "used", NULL, 1, FALSE, 2 },
    { "killed", NULL, 1, FALSE, 2 },
    { "released", NULL, 2, FALSE, 7 },
    { "damaged", NULL, 0, TRUE, 13 },
  };
  int failed = 0;

  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);
  store_fixture_use_memory ();
  cases[1].files = make_used (FALSE);
  cases[2].files = make_used (TRUE);
  cases[3].files = make_released ();
  cases[4].files = make_damaged ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/disk/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  failed = g_test_run ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_ptr_array_unref (cases[i].files);
  return failed;
}
