/* A disk that fails: every call to it that opening, writing and closing make fails once, as a
 * broken cable would have it, and from every one of them on there is no room any more. (Of those
 * that are made again and again, each so-manieth.) Whatever happens then, it
 * ends, an error is told in words, and the next time, on a disk that works again, all is there that
 * was there before, and all that was said to be kept, and what a person should know is told. */
#include "attest-config.h"
#include "store-fixture.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>

/* A call that is made no more often than this fails each time. */
#define MOST_RARE 8

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
  GPtrArray *calls; /* their names, while none fails */
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
  if (disk.at < 0)
    g_ptr_array_add (disk.calls, (gpointer) call);
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
  if (at < 0)
    g_ptr_array_set_size (disk.calls, 0);
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

#define ADD_QUEUED                                                                                 \
  "INSERT INTO submissions (id, service, environment, host, title, entity, sha256, state, created" \
  ", search) VALUES ('one', 'certsearch', 'practice', 'http://127.0.0.1', 'One', '', '', 'queued'" \
  ", 1, '')"
#define SEND "UPDATE submissions SET state = 'sending'"

typedef struct
{
  const char *name;
  int step; /* so many readings or writings further each time */
  const char *write;
  const char *written; /* counts what there is of it then */
  gint64 n_before;     /* drafts */
  gboolean is_damaged;
  gboolean is_told;
  const char *second_name; /* (nullable): of the database */
  GPtrArray *files;
  GPtrArray *state; /* those outside */
} Case;

/* @before: (nullable): what stands there beside a draft */
static void
make_used (Case *self, const char *before, gboolean is_killed)
{
  StoreFixture fixture = { 0 };
  g_autofree char *folder = g_dir_make_tmp ("attest-test-XXXXXX", NULL);
  g_autofree char *state = g_dir_make_tmp ("attest-test-XXXXXX", NULL);

  fixture.state_folder = g_strdup (state);
  store_fixture_init_on (&fixture, folder);
  store_fixture_open (&fixture);
  store_fixture_write (&fixture, ADD_DRAFT ("old"));
  if (before != NULL)
    store_fixture_write (&fixture, before);
  if (!is_killed)
    store_fixture_close (&fixture);
  self->files = read_folder (folder);
  self->state = read_folder (state);
  store_fixture_clear (&fixture, NULL);
  store_fixture_remove_folder (folder);
  store_fixture_remove_folder (state);
}

static File *
add_file (GPtrArray *files, const char *name)
{
  File *file = g_new0 (File, 1);

  file->name = g_strdup (name);
  g_ptr_array_add (files, file);
  return file;
}

static File *
find_file (GPtrArray *files, const char *name)
{
  for (guint i = 0; i < files->len; i++)
    if (g_str_equal (((File *) g_ptr_array_index (files, i))->name, name))
      return g_ptr_array_index (files, i);
  g_assert_not_reached ();
}

static void
make_new (Case *self)
{
  self->files = g_ptr_array_new ();
  self->state = g_ptr_array_new ();
}

static void
make_released (Case *self)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "version-1.db", NULL);
  File *file = NULL;

  self->files = g_ptr_array_new_with_free_func (file_free);
  self->state = g_ptr_array_new ();
  file = add_file (self->files, "attest.db");
  g_assert_true (g_file_get_contents (path, &file->content, &file->size, NULL));
}

static void
make_closed (Case *self)
{
  make_used (self, NULL, FALSE);
}

static void
make_killed (Case *self)
{
  make_used (self, NULL, TRUE);
}

/* The run before found something that it could not read, and wants all of it looked at. */
static void
make_asked (Case *self)
{
  make_used (self, NULL, FALSE);
  add_file (self->files, "attest.check")->content = g_strdup ("");
}

/* Something waits to be sent. */
static void
make_waiting (Case *self)
{
  make_used (self, ADD_QUEUED, FALSE);
}

/* One of the pages in the middle is rubbish. */
static void
make_damaged (Case *self)
{
  make_used (self, NULL, FALSE);
  memset (find_file (self->files, "attest.db")->content + 4 * 4096, 0x5a, 4096);
}

static void
make_missing (Case *self)
{
  make_used (self, NULL, FALSE);
  g_ptr_array_remove (self->files, find_file (self->files, "attest.db"));
}

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
use (const Case *way, const char *folder, const char *state)
{
  StoreFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) write_error = NULL;
  gboolean is_kept = FALSE;

  fixture.state_folder = g_strdup (state);
  store_fixture_init_on (&fixture, folder);
  if (!store_fixture_try_open (&fixture, &error))
    check_error (error);
  else if (store_fixture_try_write (&fixture, way->write, &write_error))
    is_kept = TRUE;
  else
    check_error (write_error);
  store_fixture_close (&fixture);
  disk.is_armed = FALSE;
  store_fixture_clear (&fixture, NULL);
  return is_kept;
}

/* How much left the queue, as it is known outside of the database. */
static gint64
read_mark (const char *state)
{
  g_autoptr (GPtrArray) files = read_folder (state);
  gint64 n = 0;

  for (guint i = 0; i < files->len; i++)
    {
      const File *file = g_ptr_array_index (files, i);
      const char *number = strrchr (file->content, ' ');

      n = MAX (n, number != NULL ? g_ascii_strtoll (number + 1, NULL, 10) : 0);
    }
  return n;
}

#define COUNT_OLD "SELECT count (*) FROM drafts WHERE id <> 'new'"
#define COUNT_NEW "SELECT count (*) FROM drafts WHERE id = 'new'"
#define COUNT_QUEUED "SELECT count (*) FROM submissions WHERE state = 'queued'"
#define COUNT_LEFT "SELECT count (*) FROM submissions WHERE state IN ('sending', 'unknown')"

static void
check_after (const char *folder, const char *state, const Case *way, gboolean is_kept)
{
  StoreFixture fixture = { 0 };
  gboolean is_damaged = count_files (folder, "attest-damaged-") > 0;

  fixture.state_folder = g_strdup (state);
  store_fixture_init_on (&fixture, folder);
  store_fixture_open (&fixture);
  is_damaged = is_damaged || count_files (folder, "attest-damaged-") > 0;
  g_assert_cmpint (is_damaged, ==, way->is_damaged);
  if (!way->is_damaged)
    g_assert_cmpint (store_fixture_get_int (&fixture, COUNT_OLD), ==, way->n_before);
  if (is_kept)
    g_assert_cmpint (store_fixture_get_int (&fixture, way->written), ==, 1);
  /* What may have left is not sent once more. */
  if (read_mark (state) > 0)
    g_assert_cmpint (store_fixture_get_int (&fixture, COUNT_QUEUED), ==, 0);
  else if (way->is_told)
    g_assert_nonnull (attest_store_get_notice (fixture.store));
  else
    g_assert_cmpstr (attest_store_get_notice (fixture.store), ==, NULL);
  store_fixture_clear (&fixture, NULL);
}

static void
lay_out (const Case *way, const char *folder, const char *state)
{
  write_folder (folder, way->files);
  write_folder (state, way->state);
  if (way->second_name != NULL)
    {
      g_autofree char *from = g_build_filename (folder, "attest.db", NULL);
      g_autofree char *to = g_build_filename (folder, way->second_name, NULL);

      g_assert_cmpint (link (from, to), ==, 0);
    }
}

static void
try (const Case *way, int at, int code, gboolean for_good)
{
  g_autofree char *folder = g_dir_make_tmp ("attest-test-XXXXXX", NULL);
  g_autofree char *state = g_dir_make_tmp ("attest-test-XXXXXX", NULL);
  gboolean is_kept = FALSE;

  lay_out (way, folder, state);
  arm (at, code, for_good);
  is_kept = use (way, folder, state);
  g_test_message (
      "%s: %d, %s%s: %s", way->name, at, g_strerror (code), for_good ? " for good" : "", disk.last);
  check_after (folder, state, way, is_kept);
  store_fixture_remove_folder (folder);
  store_fixture_remove_folder (state);
}

/* Whether @call is one of those that are made again and again. */
static gboolean
is_usual (GPtrArray *calls, gconstpointer call)
{
  guint n = 0;

  for (guint i = 0; i < calls->len; i++)
    n += g_str_equal (g_ptr_array_index (calls, i), call);
  return n > MOST_RARE;
}

static void
try_all (const Case *way, gboolean for_good, const int *codes)
{
  g_autoptr (GPtrArray) calls = NULL;
  int n_tries = 0;

  try (way, -1, 0, for_good);
  calls = g_steal_pointer (&disk.calls);
  disk.calls = g_ptr_array_new ();
  for (guint i = 0; i < calls->len; i++)
    if (i % (guint) way->step == 0 || !is_usual (calls, g_ptr_array_index (calls, i)))
      try (way, (int) i, codes[n_tries++ % 2], for_good);
}

static void
test_case (gconstpointer data)
{
  static const int broken[] = { EIO, EACCES };
  static const int full[] = { ENOSPC, EDQUOT };

  try_all (data, FALSE, broken);
  try_all (data, TRUE, full);
}

int
main (int argc, char *argv[])
{
#define DRAFT .write = ADD_DRAFT ("new"), .written = COUNT_NEW
  static const struct
  {
    void (*make) (Case *self);
    Case way;
  } all[] = {
    { make_new, { "new", 5, DRAFT } },
    { make_closed, { "used", 3, DRAFT, .n_before = 1 } },
    { make_killed, { "killed", 3, DRAFT, .n_before = 1 } },
    { make_released, { "released", 7, DRAFT, .n_before = 2 } },
    { make_asked, { "asked", 13, DRAFT, .n_before = 1 } },
    { make_waiting, { "waiting", 5, .write = SEND, .written = COUNT_LEFT, .n_before = 1 } },
    { make_damaged, { "damaged", 41, DRAFT, .is_damaged = TRUE, .is_told = TRUE } },
    /* Keeping it did not come to its end. */
    { make_damaged,
      { "half-kept",
        101,
        DRAFT,
        .is_damaged = TRUE,
        .is_told = TRUE,
        .second_name = "attest-damaged-20260101-120000.db" } },
    { make_missing, { "missing", 7, DRAFT, .is_told = TRUE } },
  };
  Case cases[G_N_ELEMENTS (all)];
  int failed = 0;

  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);
  store_fixture_use_memory ();
  disk.calls = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autofree char *path = g_strconcat ("/disk/", all[i].way.name, NULL);

      cases[i] = all[i].way;
      all[i].make (&cases[i]);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  failed = g_test_run ();
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_ptr_array_unref (cases[i].files);
      g_ptr_array_unref (cases[i].state);
    }
  g_ptr_array_unref (disk.calls);
  return failed;
}
