/* Recovering what can be read of a damaged database: row by row and from both ends, so that a
 * broken page costs only what stands in it. The damaged file is kept. Thread: the store's. */
#include "attest-config.h"
#include "store/sqlite/attest-salvage.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

typedef struct
{
  const char *table;
  const char *columns; /* comma separated; all of them existed in version 1 */
} Table;

/* Those that refer to others come after them. */
static const Table tables[] = {
  { "drafts",
    "id, kind, title, entity, entity_id, status, search, n_errors, n_warnings, content_hash, "
    "created, changed, deleted, record" },
  { "submissions",
    "id, draft_id, service, environment, host, title, entity, entity_id, sha256, state, "
    "http_status, remote_id, message, created, sent, finished, not_before, position, claimed_by, "
    "claimed_at, search" },
  { "requests", "submission_id, url, headers, body" },
  { "attempts",
    "id, submission_id, started, finished, outcome, http_status, reply_headers, content_type, "
    "reply_body, reply_cut, error" },
  { "events", "id, submission_id, time, from_state, to_state, note" },
  { "hosts", "service, environment, host" },
  { "pace", "service, environment, host, boot, last_sent, hold_from, hold_for" },
  { "settings", "name, value" },
};

static gboolean
move (const char *from, const char *to, GError **error)
{
  if (g_rename (from, to) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error,
               ATTEST_STORE_ERROR,
               ATTEST_STORE_ERROR_FAILED,
               _ ("The damaged file “%s” cannot be renamed: %s"),
               from,
               g_strerror (errno));
  return FALSE;
}

/**
 * attest_salvage_move_away:
 * @path: a damaged database that nobody has open
 * @kept: (out): its new name, in the same folder
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Gives the file another name, together with its write-ahead log, which may hold its newest part.
 *
 * Returns: whether @path is free now
 */
gboolean
attest_salvage_move_away (const char *path, char **kept, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "attest-damaged-%Y%m%d-%H%M%S");
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *new_log = NULL;

  *kept = NULL;
  for (guint i = 0; *kept == NULL || g_file_test (*kept, G_FILE_TEST_EXISTS); i++)
    {
      g_autofree char *name =
          i == 0 ? g_strconcat (stamp, ".db", NULL) : g_strdup_printf ("%s-%u.db", stamp, i);

      g_free (*kept);
      *kept = g_build_filename (folder, name, NULL);
    }
  new_log = g_strconcat (*kept, "-wal", NULL);
  return move (log, new_log, error) && move (path, *kept, error);
}

/* Copies one table, as far as it can be read in the order of @order; returns the rows taken. */
static guint
copy_rows (AttestDb *fresh, AttestDb *damaged, const Table *table, const char *order)
{
  g_autofree char *read =
      g_strdup_printf ("SELECT %s FROM %s %s", table->columns, table->table, order);
  g_auto (GStrv) columns = g_strsplit (table->columns, ", ", -1);
  guint n_columns = g_strv_length (columns);
  g_autoptr (GString) write = g_string_new (NULL);
  g_autoptr (AttestStatement) from = NULL;
  g_autoptr (AttestStatement) to = NULL;
  guint n = 0;

  g_string_printf (write, "INSERT OR IGNORE INTO %s (%s) VALUES (", table->table, table->columns);
  for (guint i = 1; i <= n_columns; i++)
    g_string_append_printf (write, i == 1 ? "?%u" : ", ?%u", i);
  g_string_append_c (write, ')');
  from = attest_db_prepare (damaged, read, NULL);
  to = attest_db_prepare (fresh, write->str, NULL);
  while (from != NULL && to != NULL && attest_statement_next (from, NULL))
    {
      for (guint i = 0; i < n_columns; i++)
        attest_statement_bind_column (to, (int) i + 1, from, (int) i);
      if (attest_statement_run (to, NULL))
        n += (guint) attest_db_get_n_changes (fresh);
    }
  return n;
}

static guint
copy_table (AttestDb *fresh, AttestDb *damaged, const Table *table)
{
  guint n = copy_rows (fresh, damaged, table, "NOT INDEXED");

  /* Tables without row numbers can not be read backwards this way; they are short. */
  return n + copy_rows (fresh, damaged, table, "NOT INDEXED ORDER BY rowid DESC");
}

/**
 * attest_salvage_run:
 * @fresh: an open, empty database
 * @damaged: the file to read from
 *
 * Takes over what can be read. What can not is left out: there is nothing better to be had.
 *
 * Returns: (transfer full): what was done, translated, for the user
 */
char *
attest_salvage_run (AttestDb *fresh, const char *damaged)
{
  g_autoptr (AttestDb) from = attest_db_open (damaged, ATTEST_DB_SALVAGE, NULL);
  g_autofree char *name = g_path_get_basename (damaged);
  guint taken[G_N_ELEMENTS (tables)] = { 0 };

  if (from != NULL && attest_db_begin (fresh, NULL))
    {
      attest_db_run (fresh, "PRAGMA defer_foreign_keys = ON", NULL);
      for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
        taken[i] = copy_table (fresh, from, &tables[i]);
      /* What refers to something unreadable would keep all of it from being committed. */
      attest_db_run (fresh,
                     "DELETE FROM requests WHERE submission_id NOT IN (SELECT id FROM submissions);"
                     "DELETE FROM attempts WHERE submission_id NOT IN (SELECT id FROM submissions);"
                     "DELETE FROM events WHERE submission_id NOT IN (SELECT id FROM submissions)",
                     NULL);
      if (!attest_db_commit (fresh, NULL))
        taken[0] = taken[1] = 0;
    }
  return g_strdup_printf (_ ("The file with drafts and history was damaged. It is kept as “%s”. "
                             "Recovered: %u drafts and %u history entries."),
                          name,
                          taken[0],
                          taken[1]);
}
