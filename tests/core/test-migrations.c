/* Databases of every released version open with all that stands in them; a copy is made first; what
 * is damaged is recovered as far as it can be read, and nothing is ever deleted. */
#include "store/sqlite/attest-migrations.h"
#include "store-fixture.h"

#include <string.h>
#include <unistd.h>

#define N_DRAFTS "SELECT count (*) FROM drafts"
#define N_SUBMISSIONS "SELECT count (*) FROM submissions"

static char *
get_path (StoreFixture *fixture)
{
  return g_build_filename (fixture->folder, "attest.db", NULL);
}

/* Puts a database of tests/data/ where the store looks for its own. */
static void
use_released (StoreFixture *fixture, guint version)
{
  g_autofree char *name = g_strdup_printf ("version-%u.db", version);
  g_autofree char *from = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autofree char *to = get_path (fixture);
  g_autofree char *content = NULL;
  gsize size = 0;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (from, &content, &size, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (to, content, (gssize) size, NULL));
}

/* How many files of the folder have a name that begins so. */
static guint
count_files (StoreFixture *fixture, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name = NULL;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (name, prefix) && g_str_has_suffix (name, ".db");
  return n;
}

static void
test_released (StoreFixture *fixture, gconstpointer data)
{
  for (guint version = 1; version <= attest_migrations_get_newest (); version++)
    {
      g_test_message ("Version %u", version);
      use_released (fixture, version);
      store_fixture_open (fixture);
      g_assert_cmpint (store_fixture_get_int (fixture, "PRAGMA user_version"),
                       ==,
                       attest_migrations_get_newest ());
      g_assert_cmpint (store_fixture_get_int (fixture, N_DRAFTS), ==, 2);
      g_assert_cmpint (store_fixture_get_int (fixture, N_SUBMISSIONS), ==, 1);
      g_assert_cmpint (
          store_fixture_get_int (fixture,
                                 "SELECT count (*) FROM drafts WHERE title = 'KR-QMS-1'"
                                 " AND entity = '성현정밀㈜' AND json_valid (record)"),
          ==,
          1);
      g_assert_cmpint (
          store_fixture_get_int (fixture,
                                 "SELECT count (*) FROM submissions JOIN requests ON"
                                 " submissions.id = requests.submission_id JOIN attempts ON"
                                 " attempts.submission_id = submissions.id"
                                 " WHERE state = 'accepted' AND length (reply_body) > 0"),
          ==,
          1);
      store_fixture_close (fixture);
      g_assert_cmpuint (count_files (fixture, "attest-before-version-"),
                        ==,
                        version < attest_migrations_get_newest () ? 1 : 0);
    }
}

static void
test_new (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_open (fixture);
  store_fixture_close (fixture);
  g_assert_cmpuint (count_files (fixture, "attest-"), ==, 0); /* nothing to copy */
}

static void
fill (StoreFixture *fixture, guint n)
{
  g_autofree char *sql = g_strdup_printf (
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u)"
      " INSERT INTO drafts (id, kind, title, entity, entity_id, status, search, n_errors,"
      " n_warnings, content_hash, created, changed, record) SELECT printf ('id-%%06d', i),"
      " 'certificate', printf ('KR-%%06d', i), '', '', '', '', 0, 0, '', i, i,"
      " printf ('{\"scope\":\"%%s\"}', hex (randomblob (700))) FROM n",
      n);

  store_fixture_write (fixture, sql);
}

static void
overwrite (StoreFixture *fixture, gsize offset, const char *bytes, gsize length)
{
  g_autofree char *path = get_path (fixture);
  FILE *file = g_fopen (path, "r+b");

  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, (long) offset, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (bytes, 1, length, file), ==, length);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
test_no_database (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path (fixture);

  g_assert_true (g_file_set_contents (
      path,
      "This is a letter somebody saved under the wrong name, and it is long enough.",
      -1,
      NULL));
  store_fixture_open (fixture);
  g_assert_nonnull (attest_store_get_notice (fixture->store));
  g_assert_cmpint (store_fixture_get_int (fixture, N_DRAFTS), ==, 0);
  g_assert_cmpuint (count_files (fixture, "attest-damaged-"), ==, 1);
}

static void
test_broken_page (StoreFixture *fixture, gconstpointer data)
{
  char garbage[4096];
  gint64 n_left = 0;

  store_fixture_open (fixture);
  fill (fixture, 500);
  store_fixture_close (fixture);
  memset (garbage, 0x5a, sizeof garbage);
  overwrite (fixture, 60 * 4096, garbage, sizeof garbage);
  store_fixture_open (fixture);
  g_assert_nonnull (attest_store_get_notice (fixture->store));
  n_left = store_fixture_get_int (fixture, N_DRAFTS);
  g_assert_cmpint (n_left, >=, 490);
  g_assert_cmpuint (count_files (fixture, "attest-damaged-"), ==, 1);
  store_fixture_close (fixture);
  g_clear_object (&fixture->store);
  fixture->store = attest_store_new (fixture->folder, NULL);
  store_fixture_open (fixture); /* sound again, and told until somebody has seen it */
  g_assert_nonnull (attest_store_get_notice (fixture->store));
  g_assert_cmpint (store_fixture_get_int (fixture, N_DRAFTS), ==, n_left);
}

static void
test_cut (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path (fixture);

  store_fixture_open (fixture);
  fill (fixture, 500);
  store_fixture_close (fixture);
  g_assert_cmpint (truncate (path, 100 * 4096), ==, 0);
  store_fixture_open (fixture);
  g_assert_nonnull (attest_store_get_notice (fixture->store));
  g_assert_cmpint (store_fixture_get_int (fixture, N_DRAFTS), >=, 100);
  g_assert_cmpuint (count_files (fixture, "attest-damaged-"), ==, 1);
}

/* A file that somebody else has open is not moved away from under them. */
static void
test_damaged_and_open (StoreFixture *fixture, gconstpointer data)
{
  StoreFixture other = { 0 };
  g_autoptr (GError) error = NULL;
  char garbage[4096];

  store_fixture_open (fixture);
  fill (fixture, 500);
  store_fixture_get_int (fixture, "PRAGMA wal_checkpoint (TRUNCATE)");
  memset (garbage, 0x5a, sizeof garbage);
  overwrite (fixture, 60 * 4096, garbage, sizeof garbage);
  store_fixture_init_on (&other, fixture->folder);
  g_assert_false (store_fixture_try_open (&other, &error));
  g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_DAMAGED);
  g_assert_cmpuint (count_files (fixture, "attest-damaged-"), ==, 0);
  store_fixture_clear (&other, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_add ("/migrations/new", test_new);
  store_fixture_add ("/migrations/released", test_released);
  store_fixture_add ("/damage/no-database", test_no_database);
  store_fixture_add ("/damage/broken-page", test_broken_page);
  store_fixture_add ("/damage/cut", test_cut);
  store_fixture_add ("/damage/open-elsewhere", test_damaged_and_open);
  return g_test_run ();
}
