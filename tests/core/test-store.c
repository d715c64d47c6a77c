/* The store: files and permissions, jobs and transactions, versions, backups, damage, a full disk,
 * and two stores on one folder. */
#include "store/attest-store-drafts.h"
#include "store/sqlite/attest-migrations.h"
#include "store/attest-store.h"
#include "store-fixture.h"
#include "store/attest-rate-limit.h"
#include "store/sqlite/attest-lease.h"

#include <glib/gstdio.h>
#include <string.h>
#include <signal.h>
#include <sys/resource.h>
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

static gboolean
write_then_fail (AttestDb *db, gpointer data, GError **error)
{
  if (attest_db_run (db, "INSERT INTO settings VALUES ('lost', '1')", error))
    g_set_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_FAILED, "on purpose");
  return FALSE;
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

static gboolean
count_for_ever (AttestDb *db, gpointer data, GError **error)
{
  gint64 n = 0;

  g_cancellable_cancel (data); /* as another thread would, in the middle */
  return attest_db_get_int (db,
                            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                            " SELECT sum (i) FROM n",
                            &n,
                            error);
}

static void
test_cancelled (StoreFixture *fixture, gconstpointer data)
{
  AttestStoreCall call = { .job = count_for_ever,
                           .data = fixture->cancellable,
                           .tag = test_cancelled };
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  store_fixture_open (fixture);
  attest_store_call_async (
      fixture->store, &call, fixture->cancellable, store_fixture_keep_result, &result);
  store_fixture_wait (&result);
  g_assert_null (attest_store_call_finish (fixture->store, result, test_cancelled, &error));
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

/* What needs no room is written on a full disk as well, and says nothing of it; nobody has to write
 * anything for it to be told that there is room again. */
static void
test_full_until_there_is_room (StoreFixture *fixture, gconstpointer data)
{
  struct rlimit room = { 0 };
  struct rlimit none = { 0 };
  g_autoptr (GError) error = NULL;
  int n_written = 0;
  int n_failed = 0;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &room), ==, 0);
  none = room;
  none.rlim_cur = 400 * 1024;
  signal (SIGXFSZ, SIG_IGN);
  store_fixture_open (fixture);
  store_fixture_write (fixture, "INSERT INTO settings VALUES ('before', '7')");
  g_signal_connect_swapped (
      fixture->store, "written", G_CALLBACK (store_fixture_count), &n_written);
  g_signal_connect_swapped (
      fixture->store, "write-failed", G_CALLBACK (store_fixture_count), &n_failed);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &none), ==, 0);
  g_assert_false (store_fixture_try_write (
      fixture, "INSERT INTO settings VALUES ('big', hex (zeroblob (500000)))", &error));
  g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_FULL);
  g_assert_cmpint (n_failed, ==, 1);
  store_fixture_write (fixture, "DELETE FROM settings WHERE name = 'nobody'");
  g_assert_cmpint (n_written, ==, 0);

  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &room), ==, 0);
  while (n_written == 0)
    g_main_context_iteration (NULL, TRUE);
  store_fixture_write (fixture, "INSERT INTO settings VALUES ('after', '1')");
  g_assert_cmpint (n_written, ==, 2);
}

/* An engine that cannot open its file so many times. */
static guint n_away;

static AttestDb *
open_unless_away (const char *folder, const char *state_folder, GError **error)
{
  if (n_away == 0)
    return attest_sqlite_engine.open (folder, state_folder, error);
  n_away--;
  g_set_error_literal (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_FAILED, "It is away.");
  return NULL;
}

static AttestDb *
renew_unless_away (AttestDb *db, const char *folder, const char *state_folder, GError **error)
{
  attest_sqlite_engine.close (db);
  return open_unless_away (folder, state_folder, error);
}

static gboolean
is_stale_while_away (AttestDb *db)
{
  return n_away > 0 || attest_sqlite_engine.is_stale (db);
}

/* What could not be opened again is looked for, as often as it takes, without anybody having to
 * write. */
static void
test_away (StoreFixture *fixture, gconstpointer data)
{
  static AttestEngine engine;
  g_autoptr (GError) error = NULL;
  int n_written = 0;

  engine = attest_sqlite_engine;
  engine.open = open_unless_away;
  engine.renew = renew_unless_away;
  engine.is_stale = is_stale_while_away;
  attest_store_set_engine (fixture->store, &engine);
  store_fixture_open (fixture);
  g_signal_connect_swapped (
      fixture->store, "written", G_CALLBACK (store_fixture_count), &n_written);
  n_away = 2;
  g_assert_false (
      store_fixture_try_write (fixture, "INSERT INTO settings VALUES ('a', '1')", &error));
  g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_FAILED);
  while (n_written == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_away, ==, 0);
  store_fixture_write (fixture, "INSERT INTO settings VALUES ('b', '1')");
  store_fixture_close (fixture);
}

/* Full at the start: what there is can be read, and is written as soon as there is room. */
static void
test_full_at_start (StoreFixture *fixture, gconstpointer data)
{
  struct rlimit room = { 0 };
  struct rlimit none = { 0 };
  g_autoptr (GError) error = NULL;
  int n_written = 0;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &room), ==, 0);
  none = room;
  none.rlim_cur = GPOINTER_TO_SIZE (data);
  signal (SIGXFSZ, SIG_IGN);
  store_fixture_open (fixture);
  store_fixture_write (fixture, "INSERT INTO settings VALUES ('before', '7')");
  store_fixture_close (fixture);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &none), ==, 0);
  store_fixture_open (fixture);
  g_assert_cmpint (
      store_fixture_get_int (fixture, "SELECT value FROM settings WHERE name = 'before'"), ==, 7);
  g_assert_false (
      store_fixture_try_write (fixture, "INSERT INTO settings VALUES ('after', '1')", &error));
  g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_FULL);
  g_signal_connect_swapped (
      fixture->store, "written", G_CALLBACK (store_fixture_count), &n_written);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &room), ==, 0);
  while (n_written == 0)
    g_main_context_iteration (NULL, TRUE);
  store_fixture_write (fixture, "INSERT INTO settings VALUES ('after', '1')");
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  g_assert_cmpint (store_fixture_get_int (
                       fixture, "SELECT count (*) FROM settings WHERE name IN ('before', 'after')"),
                   ==,
                   2);
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
      fixture->store, "settings-changed", G_CALLBACK (store_fixture_count), &theirs);
  g_signal_connect_swapped (
      other.store, "settings-changed", G_CALLBACK (store_fixture_count), &mine);
  store_fixture_write (&other, "INSERT INTO settings VALUES ('a', 'b')");
  while (theirs == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (mine, ==, 0);
  store_fixture_clear (&other, NULL);
}

/* A clock that goes as it is told. */
typedef struct
{
  gint64 real;
  gint64 steady;
  const char *boot;
} FakeTime;

static gint64
fake_real (gpointer data)
{
  return ((FakeTime *) data)->real;
}

static gint64
fake_steady (gpointer data)
{
  return ((FakeTime *) data)->steady;
}

static const char *
fake_boot (gpointer data)
{
  return ((FakeTime *) data)->boot;
}

#define SECONDS(n) ((gint64) (n) *G_USEC_PER_SEC)

static void
test_rate_limit (void)
{
  FakeTime time = { SECONDS (1000000), SECONDS (500), "boot-1" };
  AttestClock clock = { fake_real, fake_steady, fake_boot, &time };
  AttestRateLimit limit = { NULL, -1, -1, 0 };

  g_assert_cmpint (attest_rate_limit_get_wait (&limit, &clock, SECONDS (60)), ==, 0);
  attest_rate_limit_note_sent (&limit, &clock);
  g_assert_cmpint (attest_rate_limit_get_wait (&limit, &clock, SECONDS (60)), ==, SECONDS (60));
  time.steady += SECONDS (20);
  g_assert_cmpint (attest_rate_limit_get_wait (&limit, &clock, SECONDS (60)), ==, SECONDS (40));
  /* The wall clock changes nothing, in neither direction. */
  time.real += SECONDS (100000);
  g_assert_cmpint (attest_rate_limit_get_wait (&limit, &clock, SECONDS (60)), ==, SECONDS (40));
  time.real -= SECONDS (900000);
  g_assert_cmpint (attest_rate_limit_get_wait (&limit, &clock, SECONDS (60)), ==, SECONDS (40));
  /* A restart of the computer forgets nothing. */
  time.boot = "boot-2";
  time.steady = SECONDS (10);
  g_assert_cmpint (attest_rate_limit_get_wait (&limit, &clock, SECONDS (60)), ==, SECONDS (50));
  time.steady = SECONDS (61);
  g_assert_cmpint (attest_rate_limit_get_wait (&limit, &clock, SECONDS (60)), ==, 0);
  /* Retry-After. */
  attest_rate_limit_note_hold (&limit, &clock, SECONDS (300));
  g_assert_cmpint (attest_rate_limit_get_wait (&limit, &clock, 0), ==, SECONDS (300));
  time.steady += SECONDS (299);
  g_assert_cmpint (attest_rate_limit_get_wait (&limit, &clock, 0), ==, SECONDS (1));
  attest_rate_limit_note_sent (&limit, &clock);
  g_assert_cmpint (attest_rate_limit_get_wait (&limit, &clock, SECONDS (60)), ==, SECONDS (60));
  attest_rate_limit_clear (&limit);
}

#define HOURS(n) (SECONDS (n) * 3600)

static void
purge (StoreFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  attest_store_purge_old_drafts_async (
      fixture->store, HOURS (24), store_fixture_keep_result, &result);
  attest_store_purge_old_drafts_finish (fixture->store, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
}

static gint64
count_drafts (StoreFixture *fixture)
{
  return store_fixture_get_int (fixture, "SELECT count (*) FROM drafts");
}

/* By no clock that may be wrong: one that is years ahead at a start, or for an afternoon, or was.
 */
static void
test_purge (StoreFixture *fixture, gconstpointer data)
{
  FakeTime time = { HOURS (10000), SECONDS (500), "boot-1" };
  AttestClock clock = { fake_real, fake_steady, fake_boot, &time };
  g_autofree char *deleted = g_strdup_printf (
      "INSERT INTO drafts (id, kind, title, entity, entity_id, status, search, n_errors, "
      "n_warnings,"
      " content_hash, created, changed, deleted, record) VALUES"
      " ('a', 'form', '', '', '', '', '', 0, 0, '', 1, 1, %" G_GINT64_FORMAT ", '{}')",
      time.real);
  const struct
  {
    gint64 hours; /* since it was deleted, by the clock */
    gint64 left;
  } looks[] = {
    { 1, 1 }, { 50000, 1 }, { 50001, 1 }, { 50020, 1 }, { 2, 1 }, { 20, 1 }, { 26, 1 }, { 60, 0 },
  };

  attest_store_set_clock (fixture->store, &clock);
  store_fixture_open (fixture);
  store_fixture_write (fixture, deleted);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      time.real = HOURS (10000 + looks[i].hours);
      purge (fixture);
      g_assert_cmpint (count_drafts (fixture), ==, looks[i].left);
    }
}

static void
test_lease (StoreFixture *fixture, gconstpointer data)
{
  AttestLease *first = attest_lease_new (fixture->folder, NULL);
  g_autoptr (AttestLease) second = attest_lease_new (fixture->folder, NULL);
  g_autofree char *name = g_strdup (attest_lease_get_name (first));

  g_assert_true (attest_lease_is_alive (second, name));
  g_assert_true (attest_lease_is_alive (second, attest_lease_get_name (second)));
  attest_lease_free (first);
  g_assert_false (attest_lease_is_alive (second, name));
  g_assert_false (attest_lease_is_alive (second, ""));
  g_assert_false (attest_lease_is_alive (second, "../../etc/passwd"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_add ("/store/private", test_private);
  store_fixture_add ("/store/purge", test_purge);
  store_fixture_add ("/store/undone", test_undone);
  store_fixture_add ("/store/closed", test_closed);
  store_fixture_add ("/store/cancelled", test_cancelled);
  store_fixture_add ("/store/newer", test_newer);
  store_fixture_add ("/store/full", test_full);
  store_fixture_add ("/store/full-until-there-is-room", test_full_until_there_is_room);
  g_test_add ("/store/full-at-start",
              StoreFixture,
              GSIZE_TO_POINTER (0),
              store_fixture_set_up,
              test_full_at_start,
              store_fixture_clear);
  g_test_add ("/store/nearly-full-at-start",
              StoreFixture,
              GSIZE_TO_POINTER (100),
              store_fixture_set_up,
              test_full_at_start,
              store_fixture_clear);
  store_fixture_add ("/store/away", test_away);
  store_fixture_add ("/store/no-folder", test_no_folder);
  store_fixture_add ("/store/elsewhere", test_elsewhere);
  g_test_add_func ("/store/rate-limit", test_rate_limit);
  store_fixture_add ("/store/lease", test_lease);
  return g_test_run ();
}
