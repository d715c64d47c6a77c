/* A database file as bytes: what SQLite wrote is read as SQLite reads it, and wherever one byte of
 * it is another one, no more is lost than that byte belongs to, and nothing outside is touched. */
#include "attest-config.h"
#include "store-fixture.h"

#include "store/sqlite/attest-pages.h"

#include <string.h>

#define N_ROWS 40

typedef struct
{
  char *folder;
  char *path;
  char *log;
  AttestDb *db;
} Fixture;

static void
run (Fixture *self, const char *sql)
{
  g_autoptr (GError) error = NULL;

  attest_db_run (self->db, sql, &error);
  g_assert_no_error (error);
}

/* Small pages, so that there are many; each third row is longer than a page. */
static void
set_up (Fixture *self, gconstpointer page_size)
{
  g_autofree char *size = g_strdup_printf ("PRAGMA page_size = %d", GPOINTER_TO_INT (page_size));

  self->folder = g_dir_make_tmp ("attest-test-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "attest.db", NULL);
  self->log = g_strconcat (self->path, "-wal", NULL);
  self->db = attest_db_open (self->path, ATTEST_DB_CREATE, NULL);
  g_assert_nonnull (self->db);
  run (self, size);
  run (self, "CREATE TABLE rows (id TEXT, value)");
}

static void
clear (Fixture *self, gconstpointer page_size)
{
  g_clear_pointer (&self->db, attest_db_free);
  store_fixture_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->log);
}

static void
add_rows (Fixture *self)
{
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *sql =
          g_strdup_printf ("INSERT INTO rows VALUES ('row-%u', printf ('%%.*c', %u, 'x'))",
                           i,
                           i % 3 == 0 ? 1500 : 20);

      run (self, sql);
    }
}

/* What is read. */

static char *
describe (const AttestPagesValue *value)
{
  g_autoptr (GBytes) bytes = NULL;

  if (value->type == SQLITE_INTEGER)
    return g_strdup_printf ("%" G_GINT64_FORMAT, value->number);
  if (value->type == SQLITE_FLOAT)
    return g_strdup_printf ("%.17g", value->real);
  if (value->type == SQLITE_NULL)
    return g_strdup ("NULL");
  bytes = g_bytes_new_static (value->bytes, value->length);
  return g_strdup_printf ("%s %" G_GSIZE_FORMAT " %u",
                          value->type == SQLITE_TEXT ? "text" : "blob",
                          value->length,
                          g_bytes_hash (bytes));
}

static void
take_row_cb (const AttestPagesValue *values, guint n_values, gpointer data)
{
  GHashTable *rows = data;

  for (guint i = 0; i < n_values; i++)
    {
      g_autofree char *each = describe (&values[i]);

      g_assert_nonnull (each);
    }
  if (n_values == 2 && values[0].type == SQLITE_TEXT)
    g_hash_table_replace (
        rows, g_strndup ((const char *) values[0].bytes, values[0].length), describe (&values[1]));
}

static GHashTable *
read_rows (Fixture *self)
{
  g_autoptr (AttestPages) pages = attest_pages_load (self->path);
  GHashTable *rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (pages != NULL)
    attest_pages_foreach_row (pages, take_row_cb, rows);
  return rows;
}

/* How many of the rows that were added are there, as they were. */
static guint
count_whole (Fixture *self, GHashTable *expected)
{
  g_autoptr (GHashTable) rows = read_rows (self);
  GHashTableIter iter;
  gpointer id = NULL;
  gpointer value = NULL;
  guint n = 0;

  g_hash_table_iter_init (&iter, expected);
  while (g_hash_table_iter_next (&iter, &id, &value))
    n += g_strcmp0 (g_hash_table_lookup (rows, id), value) == 0;
  return n;
}

/* The format's document, section 2.1: integers of each width, the two that take no room, numbers
 * with a fraction, texts and bytes; section 1.6: what goes on on other pages. */
static void
test_values (Fixture *self, gconstpointer page_size)
{
  static const struct
  {
    const char *sql;
    const char *read; /* (nullable): of a length as in the SQL */
  } cases[] = {
    { "0", "0" },
    { "1", "1" },
    { "-1", "-1" },
    { "127", "127" },
    { "-128", "-128" },
    { "300", "300" },
    { "-70000", "-70000" },
    { "8388607", "8388607" },
    { "2147483647", "2147483647" },
    { "-2147483648", "-2147483648" },
    { "140737488355327", "140737488355327" },
    { "-140737488355328", "-140737488355328" },
    { "9223372036854775807", "9223372036854775807" },
    { "-9223372036854775807 - 1", "-9223372036854775808" },
    { "1.5", "1.5" },
    { "-1e300", "-1.0000000000000001e+300" },
    { "NULL", "NULL" },
  };
  static const guint lengths[] = { 0, 1, 57, 58, 400, 470, 477, 478, 500, 1000, 1016, 5000, 70000 };
  g_autoptr (GHashTable) rows = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sql =
          g_strdup_printf ("INSERT INTO rows VALUES ('%s', %s)", cases[i].sql, cases[i].sql);

      run (self, sql);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *sql =
          g_strdup_printf ("INSERT INTO rows VALUES ('text %u', printf ('%%.*c', %u, 'y')),"
                           " ('blob %u', zeroblob (%u))",
                           lengths[i],
                           lengths[i],
                           lengths[i],
                           lengths[i]);

      run (self, sql);
    }
  rows = read_rows (self);
  g_assert_cmpuint (
      g_hash_table_size (rows), ==, G_N_ELEMENTS (cases) + 2 * G_N_ELEMENTS (lengths));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (g_hash_table_lookup (rows, cases[i].sql), ==, cases[i].read);
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      guint length = MAX (lengths[i], 1); /* printf () makes one at least */
      g_autofree char *text_id = g_strdup_printf ("text %u", lengths[i]);
      g_autofree char *blob_id = g_strdup_printf ("blob %u", lengths[i]);
      g_autofree char *text = g_strnfill (length, 'y');
      g_autofree char *zeros = g_malloc0 (MAX (lengths[i], 1));
      const AttestPagesValue wanted[] = {
        { .type = SQLITE_TEXT, .bytes = (guint8 *) text, .length = length },
        { .type = SQLITE_BLOB, .bytes = (guint8 *) zeros, .length = lengths[i] },
      };
      g_autofree char *as_text = describe (&wanted[0]);
      g_autofree char *as_blob = describe (&wanted[1]);

      if (lengths[i] > 0)
        g_assert_cmpstr (g_hash_table_lookup (rows, text_id), ==, as_text);
      g_assert_cmpstr (g_hash_table_lookup (rows, blob_id), ==, as_blob);
    }
}

/* One byte after the other. */

typedef struct
{
  char *path;
  guint8 *bytes;
  gsize size;
} Bytes;

static void
bytes_read (Bytes *self, const char *path)
{
  g_autoptr (GError) error = NULL;

  self->path = g_strdup (path);
  g_file_get_contents (path, (char **) &self->bytes, &self->size, &error);
  g_assert_no_error (error);
}

static void
bytes_write (const Bytes *self)
{
  FILE *file = g_fopen (self->path, "wb");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (self->bytes, 1, self->size, file), ==, self->size);
  fclose (file);
}

static void
bytes_clear (Bytes *self)
{
  g_free (self->path);
  g_free (self->bytes);
}

static const guint8 flips[] = { 0x01, 0x80, 0xff };

static void
test_flipped (Fixture *self, gconstpointer page_size)
{
  g_autoptr (GHashTable) expected = NULL;
  Bytes file = { 0 };

  add_rows (self);
  g_clear_pointer (&self->db, attest_db_free);
  expected = read_rows (self);
  g_assert_cmpuint (g_hash_table_size (expected), ==, N_ROWS);
  bytes_read (&file, self->path);
  for (gsize i = 0; i < file.size; i += i < 100 ? 1 : 5)
    {
      /* With another size of pages most rows are elsewhere. */
      gboolean is_page_size = i == 16 || i == 17;
      guint8 flip = flips[i % G_N_ELEMENTS (flips)];

      file.bytes[i] ^= flip;
      bytes_write (&file);
      g_assert_cmpuint (count_whole (self, expected), >=, is_page_size ? 0 : N_ROWS - 20);
      attest_pages_peek_version (self->path);
      file.bytes[i] ^= flip;
    }
  bytes_clear (&file);
}

/* A file that ends in the middle has what stands before. */
static void
test_cut (Fixture *self, gconstpointer page_size)
{
  g_autoptr (GHashTable) expected = NULL;
  Bytes file = { 0 };
  guint n_before = 0;

  add_rows (self);
  g_clear_pointer (&self->db, attest_db_free);
  expected = read_rows (self);
  bytes_read (&file, self->path);
  for (gsize size = 0; size <= file.size; size += 37)
    {
      Bytes part = { file.path, file.bytes, size };
      guint n = 0;

      bytes_write (&part);
      n = count_whole (self, expected);
      g_assert_cmpuint (n, >=, n_before);
      n_before = n;
    }
  g_assert_cmpuint (n_before, >, N_ROWS - 10);
  bytes_clear (&file);
}

/* Each transaction is one frame; after the first damaged one SQLite believes nothing. */
static void
test_log (Fixture *self, gconstpointer page_size)
{
  const gsize frame = 24 + (gsize) GPOINTER_TO_INT (page_size);
  g_autoptr (GHashTable) expected = NULL;
  Bytes log = { 0 };
  gsize n_frames = 0;

  run (self, "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = 7");
  g_assert_cmpint (attest_pages_check_log (self->path), ==, ATTEST_LOG_WHOLE);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO rows VALUES ('row-%u', %u)", i, i);

      run (self, sql);
    }
  expected = read_rows (self);
  g_assert_cmpuint (g_hash_table_size (expected), ==, 6);
  g_assert_cmpint (attest_pages_peek_version (self->path), ==, 7);
  bytes_read (&log, self->log);
  n_frames = (log.size - 32) / frame;
  g_assert_cmpuint (n_frames, ==, 7);
  for (gsize i = 0; i < log.size; i += i < 32 + frame || i % frame < 100 ? 1 : 11)
    {
      gboolean is_last = i >= 32 + (n_frames - 1) * frame;
      guint8 flip = flips[i % G_N_ELEMENTS (flips)];

      log.bytes[i] ^= flip;
      bytes_write (&log);
      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_cmpint (
          attest_pages_check_log (self->path), ==, is_last ? ATTEST_LOG_WHOLE : ATTEST_LOG_TORN);
      /* The last page has all of the rows, and nothing says that it is not as it should be. */
      g_assert_cmpuint (count_whole (self, expected), >=, is_last ? 0 : 5);
      log.bytes[i] ^= flip;
    }
  bytes_clear (&log);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_use_memory ();
#define ADD(name, page_size, test)                                                                 \
  g_test_add ("/pages/" name, Fixture, GINT_TO_POINTER (page_size), set_up, test, clear)
  ADD ("values/512", 512, test_values);
  ADD ("values/4096", 4096, test_values);
  ADD ("values/65536", 65536, test_values);
  ADD ("flipped", 512, test_flipped);
  ADD ("cut", 512, test_cut);
  ADD ("log", 4096, test_log);
  return g_test_run ();
}
