/* Recovering what can be read of a damaged database into a fresh one of the same version.
 *
 * First by SQLite, which knows what is current, from both ends of each table; then page by page,
 * for what nothing leads to any more. The damaged file is kept as it was. Thread: the store's. */
#include "attest-config.h"
#include "store/sqlite/attest-salvage.h"

#include "base/attest-ident.h"
#include "store/attest-submissions.h"
#include "store/sqlite/attest-connection.h"
#include "store/sqlite/attest-parts.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define ID_LENGTH 36

/* One table of the fresh database. */
typedef struct
{
  char *name;
  char *columns; /* comma separated */
  guint n_columns;
  sqlite3_stmt *insert;
} Table;

static void
table_free (gpointer data)
{
  Table *table = data;

  sqlite3_finalize (table->insert);
  g_free (table->name);
  g_free (table->columns);
  g_free (table);
}

static sqlite3_stmt *
prepare (sqlite3 *handle, const char *format, const char *first, const char *second)
{
  g_autoptr (GString) sql = g_string_new (format);
  sqlite3_stmt *statement = NULL;

  g_string_replace (sql, "{1}", first, 0);
  if (second != NULL)
    g_string_replace (sql, "{2}", second, 0);
  if (sqlite3_prepare_v2 (handle, sql->str, -1, &statement, NULL) != SQLITE_OK)
    return NULL;
  return statement;
}

static Table *
table_new (sqlite3 *fresh, const char *name)
{
  Table *self = g_new0 (Table, 1);
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (GString) parameters = g_string_new ("(");
  g_autofree char *target = NULL;
  sqlite3_stmt *info = prepare (fresh, "PRAGMA table_info ({1})", name, NULL);

  while (info != NULL && sqlite3_step (info) == SQLITE_ROW)
    {
      const char *separator = self->n_columns > 0 ? ", " : "";

      g_string_append_printf (columns, "%s%s", separator, sqlite3_column_text (info, 1));
      g_string_append_printf (parameters, "%s?", separator);
      self->n_columns++;
    }
  sqlite3_finalize (info);
  self->name = g_strdup (name);
  self->columns = g_strdup (columns->str);
  g_string_append_c (parameters, ')');
  target = g_strdup_printf ("%s (%s)", name, columns->str);
  self->insert = prepare (fresh, "INSERT OR IGNORE INTO {1} VALUES {2}", target, parameters->str);
  return self;
}

static GPtrArray *
list_tables (sqlite3 *fresh)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func (table_free);
  sqlite3_stmt *names =
      prepare (fresh,
               "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '{1}'",
               "sqlite%",
               NULL);

  while (names != NULL && sqlite3_step (names) == SQLITE_ROW)
    g_ptr_array_add (tables, table_new (fresh, (const char *) sqlite3_column_text (names, 0)));
  sqlite3_finalize (names);
  return tables;
}

/* What does not fit, or is there already, is left out. */
static void
insert (Table *table)
{
  if (sqlite3_step (table->insert) != SQLITE_DONE)
    g_debug ("A row of %s is not taken over", table->name);
  sqlite3_reset (table->insert);
}

/* By SQLite, as far as it gets in the order of @order. */
static void
copy_rows (Table *table, sqlite3 *damaged, const char *order)
{
  g_autofree char *source = g_strdup_printf ("%s NOT INDEXED %s", table->name, order);
  sqlite3_stmt *rows = prepare (damaged, "SELECT {1} FROM {2}", table->columns, source);

  while (rows != NULL && sqlite3_step (rows) == SQLITE_ROW)
    {
      for (int i = 0; i < (int) table->n_columns; i++)
        sqlite3_bind_value (table->insert, i + 1, sqlite3_column_value (rows, i));
      insert (table);
    }
  sqlite3_finalize (rows);
}

static void
bind_value (sqlite3_stmt *statement, int parameter, const AttestPagesValue *value)
{
  int length = (int) value->length;
  const char *bytes = (const char *) value->bytes;

  if (value->type == SQLITE_INTEGER)
    sqlite3_bind_int64 (statement, parameter, value->number);
  else if (value->type == SQLITE_FLOAT)
    sqlite3_bind_double (statement, parameter, value->real);
  else if (value->type == SQLITE_TEXT)
    sqlite3_bind_text (statement, parameter, bytes, length, SQLITE_TRANSIENT);
  else if (value->type == SQLITE_BLOB)
    sqlite3_bind_blob (statement, parameter, bytes, length, SQLITE_TRANSIENT);
  else
    sqlite3_bind_null (statement, parameter);
}

/* A page does not say whose rows it has. But all of them begin with an id, no two tables have as
 * many columns and the same types, and the fresh one takes no others. */
static void
take_row_cb (const AttestPagesValue *values, guint n_values, gpointer data)
{
  GPtrArray *tables = data;

  if (n_values < 2 || values[0].type != SQLITE_TEXT || values[0].length != ID_LENGTH)
    return;
  for (guint t = 0; t < tables->len; t++)
    {
      Table *table = g_ptr_array_index (tables, t);

      if (table->n_columns != n_values || table->insert == NULL)
        continue;
      for (guint i = 0; i < n_values; i++)
        bind_value (table->insert, (int) i + 1, &values[i]);
      insert (table);
    }
}

static void
take_all (AttestDb *fresh, const AttestPages *pages)
{
  g_autoptr (GPtrArray) tables = list_tables (fresh->handle);
  /* Of a page that was cut SQLite would take zeros for what is missing. */
  sqlite3_int64 size = (sqlite3_int64) (pages->end - pages->end % pages->page_size);
  sqlite3 *damaged = NULL;

  if (sqlite3_open_v2 (":memory:", &damaged, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL)
          == SQLITE_OK
      && sqlite3_deserialize (
             damaged, "main", pages->bytes, size, size, SQLITE_DESERIALIZE_READONLY)
             == SQLITE_OK)
    {
      /* A schema of which one line is broken is read with this switch only. */
      sqlite3_db_config (damaged, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, NULL);
      for (guint i = 0; i < tables->len; i++)
        {
          copy_rows (g_ptr_array_index (tables, i), damaged, "");
          /* Tables without row numbers cannot be read backwards this way; they are short. */
          copy_rows (g_ptr_array_index (tables, i), damaged, "ORDER BY rowid DESC");
        }
    }
  sqlite3_close (damaged);
  attest_pages_foreach_row (pages, take_row_cb, tables);
}

/* What waited. */

typedef struct
{
  char *id;
  gboolean is_whole; /* what was decided is what is there */
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_free (waiting->id);
  g_free (waiting);
}

static GPtrArray *
list_waiting (AttestDb *fresh)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (waiting_free);
  sqlite3_stmt *rows = prepare (fresh->handle,
                                "SELECT s.id, s.sha256, r.body FROM submissions s"
                                " LEFT JOIN requests r ON r.submission_id = s.id"
                                " WHERE s.state = {1}",
                                "'queued'",
                                NULL);

  while (rows != NULL && sqlite3_step (rows) == SQLITE_ROW)
    {
      Waiting *waiting = g_new0 (Waiting, 1);
      const char *body = (const char *) sqlite3_column_text (rows, 2);
      g_autofree char *sha256 =
          body != NULL ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1) : NULL;

      waiting->id = g_strdup ((const char *) sqlite3_column_text (rows, 0));
      waiting->is_whole =
          sha256 != NULL && g_strcmp0 (sha256, (const char *) sqlite3_column_text (rows, 1)) == 0;
      g_ptr_array_add (all, waiting);
    }
  sqlite3_finalize (rows);
  return all;
}

/* Nothing that waited is sent by itself: what is recovered may be older than what was sent. */
static gboolean
settle_waiting (AttestDb *fresh, guint *n_held, GError **error)
{
  g_autoptr (GPtrArray) all = list_waiting (fresh);

  for (guint i = 0; i < all->len; i++)
    {
      const Waiting *waiting = g_ptr_array_index (all, i);

      *n_held += waiting->is_whole;
      if (!attest_submissions_recover (
              fresh,
              waiting->id,
              waiting->is_whole ? ATTEST_STATE_UNKNOWN : ATTEST_STATE_NOT_SENT,
              waiting->is_whole ? _ ("It may already have been sent: this entry was recovered from "
                                     "a damaged file. Check in the service, then decide.")
                                : _ ("Its content was lost with the damaged file."),
              error))
        return FALSE;
    }
  return TRUE;
}

static guint
count (AttestDb *fresh, const char *what)
{
  sqlite3_stmt *statement = prepare (fresh->handle, "SELECT count (*) FROM {1}", what, NULL);
  guint n = 0;

  if (statement != NULL && sqlite3_step (statement) == SQLITE_ROW)
    n = (guint) sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return n;
}

/**
 * attest_salvage_run:
 * @fresh: an open, empty database of the version of @pages, with foreign keys off
 * @pages: what stands in the damaged one
 * @salvaged: (out): what was found
 * @error: return location of an %ATTEST_STORE_ERROR: @fresh cannot be written
 *
 * Takes over what can be read, in one transaction. What cannot is left out: there is nothing better
 * to be had.
 *
 * Returns: whether that is durable
 */
gboolean
attest_salvage_run (AttestDb *fresh,
                    const AttestPages *pages,
                    AttestSalvaged *salvaged,
                    GError **error)
{
  *salvaged = (AttestSalvaged){ 0 };
  if (!attest_db_begin (fresh, error))
    return FALSE;
  /* A word that is damaged does not cost the row. */
  attest_db_run (fresh, "PRAGMA ignore_check_constraints = ON", NULL);
  take_all (fresh, pages);
  /* What refers to something unreadable would keep all of it from being committed. */
  if (!attest_db_run (
          fresh,
          "UPDATE submissions SET state = 'unknown' WHERE state NOT IN"
          "  ('queued', 'sending', 'accepted', 'refused', 'not-sent', 'unknown');"
          "PRAGMA ignore_check_constraints = OFF;"
          "DELETE FROM requests WHERE submission_id NOT IN (SELECT id FROM submissions);"
          "DELETE FROM attempts WHERE submission_id NOT IN (SELECT id FROM submissions);"
          "DELETE FROM events WHERE submission_id NOT IN (SELECT id FROM submissions)",
          error)
      || !settle_waiting (fresh, &salvaged->n_held, error) || !attest_parts_follow (fresh, error))
    {
      attest_db_rollback (fresh);
      return FALSE;
    }
  salvaged->n_drafts = count (fresh, "drafts");
  salvaged->n_submissions = count (fresh, "submissions");
  salvaged->n_without_request = salvaged->n_submissions - count (fresh, "requests");
  return attest_db_commit (fresh, error);
}

/**
 * attest_salvage_describe:
 * @salvaged: what was found
 * @kept: where the damaged file is
 *
 * Returns: (transfer full): that in words, for the user
 */
char *
attest_salvage_describe (const AttestSalvaged *salvaged, const char *kept)
{
  g_autofree char *name = g_path_get_basename (kept);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text,
                   _ ("The file with drafts and history was damaged. It is kept as “%s”. "
                      "Recovered: %u drafts and %u history entries."),
                   name,
                   salvaged->n_drafts,
                   salvaged->n_submissions);
  if (salvaged->n_without_request > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              g_dngettext (GETTEXT_PACKAGE,
                                           "%u of these entries lost its contents.",
                                           "%u of these entries lost their contents.",
                                           salvaged->n_without_request),
                              salvaged->n_without_request);
    }
  if (salvaged->n_held > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (
          text,
          g_dngettext (GETTEXT_PACKAGE,
                       "Nothing is sent automatically; %u waiting entry needs your decision.",
                       "Nothing is sent automatically; %u waiting entries need your decision.",
                       salvaged->n_held),
          salvaged->n_held);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Keeping the damaged file. */

static gboolean
fail (const char *path, GError **error)
{
  g_set_error (error,
               ATTEST_STORE_ERROR,
               ATTEST_STORE_ERROR_FAILED,
               _ ("The damaged file “%s” cannot be renamed: %s"),
               path,
               g_strerror (errno));
  return FALSE;
}

/**
 * attest_salvage_keep:
 * @path: a damaged database that nobody has open, whether it is there or not
 * @kept: (out): its new name, in the same folder
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Gives the file another name, together with its write-ahead log, which may hold its newest part.
 * Where the file system can do that, it has the old name as well until that is given to another.
 *
 * Returns: whether it is kept, and @path has no log any more
 */
gboolean
attest_salvage_keep (const char *path, char **kept, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, ATTEST_SALVAGE_PREFIX "%Y%m%d-%H%M%S");
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *index = g_strconcat (path, "-shm", NULL);
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
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_free (*kept);
      *kept = g_strdup (new_log);
    }
  else if (link (path, *kept) != 0 && g_rename (path, *kept) != 0)
    return fail (path, error);
  if (g_rename (log, new_log) != 0 && errno != ENOENT)
    return fail (log, error);
  g_unlink (index); /* holds nothing but where things are in the log */
  return TRUE;
}
