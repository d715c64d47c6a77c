/* What keeps the file in order besides its tables: see the header.
 *
 * Another program may have dropped some of it, and the checks of pages do not miss it. Without an
 * index lists are slow; without a trigger what is written is not told to others, and lists show
 * what was. Thread: the store's. */
#include "attest-config.h"
#include "store/sqlite/attest-parts.h"

#include "store/attest-news.h"
#include "store/attest-projection.h"

#include <glib/gi18n-lib.h>

/* @missing: (out) (transfer full): names of what a database of @version has and this one has not */
static gboolean
find_missing (AttestDb *db,
              const AttestMigrations *migrations,
              guint version,
              GHashTable **missing,
              GError **error)
{
  g_autoptr (GPtrArray) names =
      attest_db_read_all (db,
                          "SELECT name FROM sqlite_schema"
                          " WHERE type IN ('index', 'trigger') AND name IS NOT NULL",
                          NULL,
                          attest_db_read_text,
                          g_free,
                          error);

  if (names == NULL)
    return FALSE;
  *missing = attest_migrations_list_parts (migrations, version);
  for (guint i = 0; i < names->len; i++)
    g_hash_table_remove (*missing, names->pdata[i]);
  return TRUE;
}

/* As it stands in @whole, a database that has all. @triggers: (inout): how many were put back */
static gboolean
put_back_one (AttestDb *db, AttestDb *whole, const char *name, guint *triggers, GError **error)
{
  g_autofree char *sql = NULL;

  if (!attest_db_read_one (whole,
                           "SELECT sql FROM sqlite_schema WHERE name = ?1",
                           ATTEST_VALUES (ATTEST_TEXT (name)),
                           attest_db_read_text,
                           (gpointer *) &sql,
                           error)
      || !attest_db_run (db, sql, error))
    return FALSE;
  g_debug ("%s was missing", name);
  *triggers += g_str_has_prefix (sql, "CREATE TRIGGER");
  return TRUE;
}

/**
 * attest_parts_follow:
 * @db: a database inside a transaction
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * What follows from drafts and submissions is made again of them; an older version has none of it.
 *
 * Returns: whether that was written
 */
gboolean
attest_parts_follow (AttestDb *db, GError **error)
{
  static const char drop_alone[] =
      "DELETE FROM listed WHERE draft_id NOT IN (SELECT id FROM drafts WHERE deleted IS NULL)";
  gint64 n = 0;

  return attest_db_get_int (
             db, "SELECT count (*) FROM sqlite_schema WHERE name = 'published'", &n, error)
         && (n == 0
             || (attest_db_run (db, drop_alone, error) && attest_projection_restart (db, error)));
}

/* The triggers do what they did not when a row was written: each is written as it is. But a draft
 * stays what it is listed as, and in its list, whatever became of that word. */
static gboolean
catch_up (AttestDb *db, GError **error)
{
  gint64 n = 0;

  if (!attest_db_get_int (
          db, "SELECT count (*) FROM sqlite_schema WHERE name = 'listed'", &n, error))
    return FALSE;
  return n == 0
         || (attest_db_run (db,
                            "UPDATE drafts SET changed = changed WHERE kind = coalesce ("
                            "  (SELECT l.kind FROM listed l WHERE l.draft_id = drafts.id), kind);"
                            "UPDATE submissions SET position = position",
                            error)
             && attest_parts_follow (db, error));
}

static gboolean
put_back (AttestDb *db, AttestDb *whole, GHashTable *missing, GError **error)
{
  GHashTableIter iter;
  gpointer name = NULL;
  guint triggers = 0;

  g_hash_table_iter_init (&iter, missing);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!put_back_one (db, whole, name, &triggers, error))
      return FALSE;
  if (triggers == 0)
    return g_hash_table_size (missing) == 0
           || attest_notice_add (db,
                                 _ ("A damaged part of the file with drafts and history was "
                                    "rebuilt from the rest. Nothing is lost."),
                                 error);
  return catch_up (db, error)
         && attest_notice_add (db,
                               _ ("Another program changed the file with drafts and history: rules "
                                  "that keep it in order were missing. They were put back, and "
                                  "the lists were made again from what is there."),
                               error);
}

/**
 * attest_parts_put_back:
 * @db: a database of the version @version
 * @migrations: the versions there are
 * @version: its own
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Makes anew what is missing, with what it would have kept in order, and tells it. Where nothing
 * is, only names are read.
 *
 * Returns: whether all of it is there now
 */
gboolean
attest_parts_put_back (AttestDb *db,
                       const AttestMigrations *migrations,
                       guint version,
                       GError **error)
{
  g_autoptr (GHashTable) missing = NULL;
  g_autoptr (GHashTable) still = NULL;
  g_autoptr (AttestDb) whole = NULL;
  gint64 now = 0;
  gboolean done = FALSE;

  if (!find_missing (db, migrations, version, &missing, error))
    return FALSE;
  if (g_hash_table_size (missing) == 0)
    return TRUE;
  whole = attest_db_open (":memory:", ATTEST_DB_READ_WRITE, error);
  if (whole == NULL || !attest_migrations_run (migrations, whole, version, error)
      || !attest_db_begin (db, error))
    return FALSE;
  /* Another process may have been faster, or brought it to a newer version meanwhile. */
  done = attest_db_get_int (db, "PRAGMA user_version", &now, error)
         && (now != version
             || (find_missing (db, migrations, version, &still, error)
                 && put_back (db, whole, still, error)));
  if (done)
    return attest_db_commit (db, error);
  attest_db_rollback (db);
  return FALSE;
}
