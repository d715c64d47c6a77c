/* The store: files and permissions, jobs and transactions, versions, backups, damage, a full disk,
 * and two stores on one folder. */
#include "store/sqlite/attest-migrations.h"
#include "store/attest-store.h"
#include "store-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static guint
get_mode (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct stat status = { 0 };

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  return status.st_mode & 0777;
}

static void
test_private (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_open (fixture);
  store_fixture_write (fixture, "INSERT INTO settings VALUES ('a', 'b')");
  g_assert_cmpuint (get_mode (fixture->folder, "."), ==, 0700);
  g_assert_cmpuint (get_mode (fixture->folder, "attest.db"), ==, 0600);
  g_assert_cmpuint (get_mode (fixture->folder, "attest.db-wal"), ==, 0600);
  g_assert_cmpint (
      store_fixture_get_int (fixture, "PRAGMA user_version"), ==, attest_migrations.n_steps);
  g_assert_cmpint (store_fixture_get_int (fixture, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (store_fixture_get_int (fixture, "PRAGMA foreign_keys"), ==, 1);
}

static gpointer
write_then_fail (AttestDb *db, gpointer data, GError **error)
{
  attest_db_run (db, "INSERT INTO settings VALUES ('lost', '1')", error);
  g_set_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_FAILED, "on purpose");
  return NULL;
}

static void
test_undone (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  store_fixture_open (fixture);
  store_fixture_run (fixture, ATTEST_STORE_WRITE, write_then_fail, NULL, &error);
  g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_FAILED);
  g_assert_cmpint (
      store_fixture_get_int (fixture, "SELECT count (*) FROM settings WHERE name = 'lost'"), ==, 0);
}

static void
test_closed (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  store_fixture_run (fixture, ATTEST_STORE_WRITE, write_then_fail, NULL, &error);
  g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_CLOSED);
  g_clear_error (&error);
  store_fixture_open (fixture);
  store_fixture_close (fixture);
  store_fixture_run (fixture, ATTEST_STORE_WRITE, write_then_fail, NULL, &error);
  g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_CLOSED);
  store_fixture_open (fixture);
}

static gpointer
count_for_ever (AttestDb *db, gpointer data, GError **error)
{
  gint64 n = 0;

  g_cancellable_cancel (data); /* as another thread would, in the middle */
  attest_db_get_int (db,
                     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                     " SELECT sum (i) FROM n",
                     &n,
                     error);
  return NULL;
}

static void
test_cancelled (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  store_fixture_open (fixture);
  attest_store_run_async (fixture->store,
                          ATTEST_STORE_READ,
                          count_for_ever,
                          fixture->cancellable,
                          NULL,
                          NULL,
                          fixture->cancellable,
                          store_fixture_keep_result,
                          &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  attest_store_run_finish (fixture->store, result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (store_fixture_get_int (fixture, "SELECT 7"), ==, 7);
}

static void
test_newer (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "attest.db", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before = 0;
  gsize n_after = 0;
  g_autoptr (GError) error = NULL;

  store_fixture_open (fixture);
  store_fixture_write (fixture, "PRAGMA user_version = 999");
  store_fixture_close (fixture);
  g_assert_true (g_file_get_contents (path, &before, &n_before, NULL));
  g_assert_false (store_fixture_try_open (fixture, &error));
  g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_NEWER);
  g_assert_true (g_file_get_contents (path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

static void
test_full (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 n_pages = 0;
  g_autofree char *limit = NULL;
  int failures = 0;

  g_signal_connect_swapped (
      fixture->store, "write-failed", G_CALLBACK (store_fixture_count), &failures);
  store_fixture_open (fixture);
  n_pages = store_fixture_get_int (fixture, "PRAGMA page_count");
  limit = g_strdup_printf ("PRAGMA max_page_count = %" G_GINT64_FORMAT, n_pages);
  store_fixture_get_int (fixture, limit);
  g_assert_false (store_fixture_try_write (
      fixture, "INSERT INTO settings VALUES ('big', hex (zeroblob (50000)))", &error));
  g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_FULL);
  g_assert_cmpint (failures, ==, 1);
  store_fixture_get_int (fixture, "PRAGMA max_page_count = 1000000");
  store_fixture_write (fixture, "INSERT INTO settings VALUES ('big', hex (zeroblob (50000)))");
}

static void
test_no_folder (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *below = g_build_filename (file, "attest", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "", -1, NULL));
  g_clear_object (&fixture->store);
  fixture->store = attest_store_new (below, NULL);
  g_assert_false (store_fixture_try_open (fixture, &error));
  g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_FAILED);
}

static void
test_elsewhere (StoreFixture *fixture, gconstpointer data)
{
  StoreFixture other = { 0 };
  int mine = 0;
  int theirs = 0;

  store_fixture_open (fixture);
  store_fixture_init_on (&other, fixture->folder);
  store_fixture_open (&other);
  g_signal_connect_swapped (
      fixture->store, "changed-elsewhere", G_CALLBACK (store_fixture_count), &theirs);
  g_signal_connect_swapped (
      other.store, "changed-elsewhere", G_CALLBACK (store_fixture_count), &mine);
  store_fixture_write (&other, "INSERT INTO settings VALUES ('a', 'b')");
  while (theirs == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (mine, ==, 0);
  store_fixture_clear (&other, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_add ("/store/private", test_private);
  store_fixture_add ("/store/undone", test_undone);
  store_fixture_add ("/store/closed", test_closed);
  store_fixture_add ("/store/cancelled", test_cancelled);
  store_fixture_add ("/store/newer", test_newer);
  store_fixture_add ("/store/full", test_full);
  store_fixture_add ("/store/no-folder", test_no_folder);
  store_fixture_add ("/store/elsewhere", test_elsewhere);
  return g_test_run ();
}
