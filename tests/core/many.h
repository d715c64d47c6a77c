/* Fills a workspace's database with as many drafts and submissions as anybody has. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

static char *
many_read_example (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "data", "examples", "certificate.json", NULL);
  g_autoptr (GError) error = NULL;
  char *json = NULL;

  g_file_get_contents (path, &json, NULL, &error);
  g_assert_no_error (error);
  return json;
}

/* @folder: where a workspace was opened and closed before. Each draft was sent ten times. */
static void
many_fill (const char *folder, guint n_drafts)
{
  g_autofree char *path = g_build_filename (folder, "attest.db", NULL);
  g_autofree char *record = many_read_example ();
  char *sql = sqlite3_mprintf (
      "BEGIN;"
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u)"
      " INSERT INTO drafts (id, kind, title, entity, entity_id, status, search, n_errors,"
      " n_warnings, content_hash, created, changed, record) SELECT printf ('draft-%%06d', i),"
      " 'certificate', printf ('KR-%%06d', i), printf ('한성정밀 %%d', i / 3),"
      " printf ('ID-%%d', i / 3), 'active', printf ('kr-%%06d', i), 0, 1, '', i, i, %Q FROM n;"
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u)"
      " INSERT INTO submissions (id, draft_id, service, environment, host, title, entity, sha256,"
      " state, created, sent, finished, search) SELECT printf ('submission-%%06d', i),"
      " printf ('draft-%%06d', i / 10), 'certsearch', 'practice', 'http://127.0.0.1:1',"
      " printf ('KR-%%06d', i / 10), printf ('한성정밀 %%d', i / 30), '', 'accepted', i, i, i + 1,"
      " printf ('kr-%%06d', i / 10) FROM n;"
      "UPDATE listed SET expiry = '2029-03-19', natural_key = title,"
      " number_fold = lower (title), entity_fold = entity, id_fold = entity_id;"
      "DELETE FROM counters WHERE name = 'projected';"
      "INSERT INTO standing SELECT draft_id, e.name, kind, 'never', 1, 0, 0, 0, NULL FROM listed,"
      " (SELECT 'practice' AS name UNION SELECT 'test' UNION SELECT 'production') AS e;"
      "COMMIT",
      n_drafts,
      record,
      10 * n_drafts);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  sqlite3_free (sql);
}
