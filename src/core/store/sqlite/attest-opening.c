/* Opening the file.
 *
 * Nothing in here deletes anything. A file of a newer version is left alone before anything else
 * looks at it. Before an older file is migrated, a copy of it is made and checked. What can be read
 * of a damaged file goes into a fresh one, and the damaged one is kept. Thread: the store's. */
#include "attest-config.h"
#include "store/sqlite/attest-opening.h"

#include "store/attest-news.h"
#include "store/sqlite/attest-migrations.h"
#include "store/sqlite/attest-pages.h"
#include "store/sqlite/attest-parts.h"
#include "store/sqlite/attest-salvage.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

/* A look at every page of files up to this size: some 20 ms. Damage in larger ones shows itself
 * when the page is read. */
#define MAX_CHECKED_BYTES (16 * 1024 * 1024)
/* How often, and with which pause, the switch to write-ahead logging is tried: it needs the file
 * for itself for a moment, and another process may be opening it as well. */
#define WAL_TRIES 100
#define WAL_PAUSE_US (20 * 1000)
/* How often, and with which pause, a disk is asked again that reports an error, or does so in the
 * words of a check. What it then still cannot read is as good as damaged. */
#define DISK_TRIES 3
#define DISK_PAUSE_US (20 * 1000)

static gboolean
fail_newer (GError **error)
{
  attest_migrations_refuse_newer (error);
  return FALSE;
}

/* Beside a database that turned out to be damaged while it was open. */
static char *
make_check_path (AttestOpening *self)
{
  return g_build_filename (self->file.folder, "attest.check", NULL);
}

/**
 * attest_opening_ask_for_check:
 * @self: an opening
 *
 * Something cannot be read that should be there: the next opening looks at all of it.
 */
void
attest_opening_ask_for_check (AttestOpening *self)
{
  g_autofree char *path = make_check_path (self);

  if (!g_file_set_contents (path, "", 0, NULL))
    g_debug ("%s cannot be written", path);
}

/* What SQLite cannot make sense of is damage; that it is busy, or the disk is full, is none. */
static gboolean
fail_damaged (GError *why, GError **error)
{
  g_autoptr (GError) local = why;

  if (g_error_matches (local, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_FAILED))
    attest_store_set_error (error, SQLITE_CORRUPT, local->message);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Any of them may be the first that reads the list of tables. */
static gboolean
run (AttestDb *db, const char *sql, GError **error)
{
  GError *local = NULL;

  return attest_db_run (db, sql, &local) || fail_damaged (local, error);
}

static gboolean
check_pages (AttestDb *db, gint64 size, const char *pragma, GError **error)
{
  g_autofree char *found = NULL;
  GError *local = NULL;

  if (size > MAX_CHECKED_BYTES)
    return TRUE;
  if (!attest_db_read_one (db, pragma, NULL, attest_db_read_text, (gpointer *) &found, &local))
    return fail_damaged (local, error);
  if (g_strcmp0 (found, "ok") == 0)
    return TRUE;
  attest_store_set_error (error, SQLITE_CORRUPT, found);
  return FALSE;
}

/* What lists show of drafts follows from them: an entry without its draft, or a draft without its
 * entry, is one that was lost. Reads both whole. */
static gboolean
check_lists (AttestDb *db, GError **error)
{
  static const char count_alone[] =
      "SELECT (SELECT count (*) FROM listed WHERE draft_id NOT IN (SELECT id FROM drafts))"
      " + (SELECT count (*) FROM standing WHERE draft_id NOT IN (SELECT id FROM drafts))"
      " + (SELECT count (*) FROM drafts WHERE deleted IS NULL"
      "  AND id NOT IN (SELECT draft_id FROM listed))";
  gint64 n_alone = 0;
  GError *local = NULL;

  if (!attest_db_get_int (db, count_alone, &n_alone, &local))
    return fail_damaged (local, error);
  if (n_alone == 0)
    return TRUE;
  attest_store_set_error (error, SQLITE_CORRUPT, "the drafts are not those that are listed");
  return FALSE;
}

/**
 * attest_opening_check:
 * @db: a database at the newest version
 * @error: return location of an %ATTEST_STORE_ERROR; %ATTEST_STORE_ERROR_DAMAGED: something of it
 *   is not as it should be
 *
 * Looks at all of it, which takes a while.
 *
 * Returns: whether it is sound, indexes and lists included
 */
gboolean
attest_opening_check (AttestDb *db, GError **error)
{
  return check_pages (db, 0, "PRAGMA integrity_check (1)", error) && check_lists (db, error);
}

static gboolean
fail_backup (const char *path, const GError *why, GError **error)
{
  g_set_error (error,
               ATTEST_STORE_ERROR,
               why != NULL ? why->code : ATTEST_STORE_ERROR_FAILED,
               _ ("The copy “%s”, made before updating the data, is not complete. Nothing was "
                  "changed. %s"),
               path,
               why != NULL ? why->message : "");
  return FALSE;
}

/* Copies the database to @path and looks whether all of it is there. */
static gboolean
make_backup (AttestOpening *self, AttestDb *db, const char *path, gint64 *copied, GError **error)
{
  g_autoptr (AttestDb) copy = NULL;
  g_autoptr (GError) local = NULL;
  gint64 size = 0;

  if (!attest_data_file_make_private (path, &size, error))
    return FALSE;
  if (attest_db_back_up (db, path, &local))
    copy = attest_db_open (path, ATTEST_DB_READ_WRITE, &local);
  if (copy != NULL && check_pages (copy, 0, "PRAGMA integrity_check (1)", &local)
      && attest_db_get_int (copy, "PRAGMA user_version", copied, &local))
    return TRUE;
  return fail_backup (path, local, error);
}

/* A name for the copy that no earlier one has. */
static char *
make_backup_path (AttestOpening *self, gint64 version)
{
  for (guint i = 0;; i++)
    {
      g_autofree char *number = i > 0 ? g_strdup_printf ("-%u", i) : g_strdup ("");
      g_autofree char *name =
          g_strdup_printf ("attest-before-version-%u-from-%" G_GINT64_FORMAT "%s.db",
                           self->migrations->n_steps,
                           version,
                           number);
      g_autofree char *path = g_build_filename (self->file.folder, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
}

/* What is not complete never has the name of a copy that is. @path: that */
static gboolean
back_up (AttestOpening *self, AttestDb *db, gint64 version, const char *path, GError **error)
{
  g_autofree char *part = g_build_filename (self->file.folder, "attest-before-version.part", NULL);
  gint64 copied = 0;

  g_unlink (part);
  if (!make_backup (self, db, part, &copied, error))
    {
      g_unlink (part);
      return FALSE;
    }
  if (copied != version)
    {
      g_unlink (part);
      return copied == self->migrations->n_steps /* another process was faster */
             || fail_backup (path, NULL, error);
    }
  return g_rename (part, path) == 0 || attest_data_file_fail (errno, path, error);
}

/* An older program that has it open knows nothing of newer tables. */
static gboolean
can_migrate (AttestOpening *self, GError **error)
{
  if (self->file.alone)
    return TRUE;
  g_set_error_literal (error,
                       ATTEST_STORE_ERROR,
                       ATTEST_STORE_ERROR_BUSY,
                       _ ("This version of Attest has to update the data first. Close all other "
                          "copies of Attest, then start it again."));
  return FALSE;
}

static gboolean
use_write_ahead_log (AttestDb *db, GError **error)
{
  for (guint i = 0;; i++)
    {
      g_autoptr (GError) local = NULL;

      if (run (db, "PRAGMA journal_mode = WAL", &local))
        return TRUE;
      if (i == WAL_TRIES || !g_error_matches (local, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_BUSY))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      g_usleep (WAL_PAUSE_US);
    }
}

static gboolean
check_all_pages (AttestOpening *self, AttestDb *db, gint64 size, GError **error)
{
  g_autofree char *asked = make_check_path (self);

  return g_access (asked, F_OK) == 0 ? check_pages (db, 0, "PRAGMA integrity_check (1)", error)
                                     : check_pages (db, size, "PRAGMA quick_check (1)", error);
}

/* Tables without a version, or the other way round, are nothing that this program made. */
static gboolean
check_version (AttestDb *db, gint64 version, GError **error)
{
  gint64 n_tables = 0;
  GError *local = NULL;

  if (!attest_db_get_int (db, "SELECT count (*) FROM sqlite_schema", &n_tables, &local))
    return fail_damaged (local, error);
  if ((version > 0) == (n_tables > 0))
    return TRUE;
  attest_store_set_error (error, SQLITE_CORRUPT, "the version does not fit the tables");
  return FALSE;
}

/* A table or a column that the list of tables lost is not missed by the checks of pages. */
static gboolean
check_tables (AttestDb *db, GError **error)
{
  static const char all_columns[] =
      "SELECT name, value FROM counters LIMIT 0;"
      "SELECT name, value FROM settings LIMIT 0;"
      "SELECT service, environment, host FROM hosts LIMIT 0;"
      "SELECT service, environment, host, boot, last_sent, hold_from, hold_for FROM pace LIMIT 0;"
      "SELECT id, kind, title, entity, entity_id, status, search, n_errors, n_warnings,"
      " content_hash, created, changed, deleted, revision, record FROM drafts LIMIT 0;"
      "SELECT id, time, revision FROM purged_drafts LIMIT 0;"
      "SELECT id, draft_id, service, environment, host, title, entity, entity_id, sha256, state,"
      " http_status, remote_id, message, created, sent, finished, not_before, position,"
      " claimed_by, search, revision FROM submissions LIMIT 0;"
      "SELECT submission_id, url, headers, body FROM requests LIMIT 0;"
      "SELECT id, submission_id, started, finished, outcome, http_status, reply_headers,"
      " content_type, reply_body, reply_cut, error FROM attempts LIMIT 0;"
      "SELECT id, submission_id, time, from_state, to_state, note FROM events LIMIT 0;"
      "SELECT service, environment, host, natural_key, submission_id, title, entity, entity_id,"
      " standards, status, first_day, begin_day, end_day, confidential, sent, confirmed, sha256,"
      " owner, number_fold, entity_fold, id_fold"
      " FROM published LIMIT 0;"
      "SELECT draft_id, kind, title, entity, entity_id, standards, expiry, status, n_errors, "
      "n_warnings,"
      " changed, content_hash, natural_key, number_fold, entity_fold, id_fold, search"
      " FROM listed LIMIT 0;"
      "SELECT draft_id, environment, kind, state, is_ready, n_fields, accepted, attempted,"
      " submission_id FROM standing LIMIT 0;"
      "SELECT pool, fold, text, n, last FROM own_texts LIMIT 0;"
      "SELECT submission_id FROM own_counted LIMIT 0;"
      "SELECT id, url, body, sha256, n_members FROM bulks LIMIT 0;"
      "SELECT bulk, bulk_place FROM submissions LIMIT 0";

  return run (db, all_columns, error);
}

/* With a copy made first, which stays unless nothing came of it: else each start that fails would
 * leave one more. */
static gboolean
migrate (AttestOpening *self, AttestDb *db, gint64 version, GError **error)
{
  gint64 newest = self->migrations->n_steps;
  gint64 left_at = 0;
  g_autofree char *path = version > 0 ? make_backup_path (self, version) : NULL;

  if (path != NULL && (!can_migrate (self, error) || !back_up (self, db, version, path, error)))
    return FALSE;
  if (attest_migrations_run (self->migrations, db, (guint) newest, error))
    return TRUE;
  if (path != NULL && attest_db_get_int (db, "PRAGMA user_version", &left_at, NULL)
      && left_at == version)
    g_unlink (path);
  return FALSE;
}

/* What lists show is looked at in its newest shape. It was asked for until all of it is done. */
static gboolean
check_lists_if_asked (AttestOpening *self, AttestDb *db, GError **error)
{
  g_autofree char *asked = make_check_path (self);

  if (g_access (asked, F_OK) != 0)
    return TRUE;
  if (!check_lists (db, error))
    return FALSE;
  g_unlink (asked);
  return TRUE;
}

static gboolean
set_up (AttestOpening *self, AttestDb *db, gint64 size, GError **error)
{
  gint64 newest = self->migrations->n_steps;
  gint64 version = 0;
  GError *local = NULL;

  if (!attest_db_get_int (db, "PRAGMA user_version", &version, &local))
    return fail_damaged (local, error);
  /* It may use what this SQLite takes for damage. */
  if (version > newest)
    return fail_newer (error);
  if (!check_version (db, version, error) || !check_all_pages (self, db, size, error))
    return FALSE;
  if (!attest_parts_put_back (db, self->migrations, (guint) MAX (version, 0), &local))
    return fail_damaged (local, error);
  if (version != newest && !migrate (self, db, version, error))
    return FALSE;
  return check_tables (db, error) && check_lists_if_asked (self, db, error)
         && use_write_ahead_log (db, error)
         && run (db,
                 "PRAGMA synchronous = FULL;"
                 "PRAGMA foreign_keys = ON;"
                 "PRAGMA temp_store = MEMORY;"
                 "PRAGMA cache_size = -4000;"
                 "PRAGMA journal_size_limit = 16000000",
                 error);
}

static AttestDb *
open_file (AttestOpening *self, GError **error)
{
  g_autoptr (AttestDb) db = NULL;
  gint64 size = 0;

  if (!attest_data_file_make_private (self->file.path, &size, error))
    return NULL;
  db = attest_db_open (self->file.path, ATTEST_DB_READ_WRITE, error);
  if (db == NULL || !set_up (self, db, size, error))
    return NULL;
  return g_steal_pointer (&db);
}

static gboolean
is_of_disk (const GError *error)
{
  return g_error_matches (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_DISK)
         || g_error_matches (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_DAMAGED);
}

static AttestDb *
open_once (AttestOpening *self, GError **error)
{
  for (guint i = 1;; i++)
    {
      GError *local = NULL;
      AttestDb *db = open_file (self, &local);

      if (db != NULL)
        return db;
      if (i == DISK_TRIES || !is_of_disk (local))
        {
          g_propagate_error (error, local);
          return NULL;
        }
      g_error_free (local);
      g_usleep (DISK_PAUSE_US);
    }
}

static gboolean
fail_not_alone (GError **error)
{
  g_set_error (error,
               ATTEST_STORE_ERROR,
               ATTEST_STORE_ERROR_DAMAGED,
               _ ("The file with drafts and history is damaged. Close all other copies of Attest, "
                  "then start it again to recover what can be read."));
  return FALSE;
}

/* A file instead of the one that was there. What is to be told of it stands in it before it has
 * the other's name: it is told, whatever happens between. */

static AttestDb *
make_fresh (AttestOpening *self, const char *fresh, guint version, GError **error)
{
  g_autoptr (AttestDb) db = NULL;
  gint64 size = 0;

  g_unlink (fresh);
  if (!attest_data_file_make_private (fresh, &size, error))
    return NULL;
  db = attest_db_open (fresh, ATTEST_DB_READ_WRITE, error);
  return db != NULL && attest_migrations_run (self->migrations, db, version, error)
             ? g_steal_pointer (&db)
             : NULL;
}

/* What can be read of the damaged file, in the version that it has. */
static AttestDb *
make_recovered (AttestOpening *self, const char *fresh, AttestSalvaged *salvaged, GError **error)
{
  g_autoptr (AttestPages) pages = attest_pages_load (self->file.path);
  guint newest = self->migrations->n_steps;
  guint version = newest;
  g_autoptr (AttestDb) db = NULL;

  *salvaged = (AttestSalvaged){ 0 };
  if (pages != NULL && pages->version > newest && attest_pages_peek_version (self->file.path) > 0)
    {
      fail_newer (error);
      return NULL;
    }
  if (pages != NULL && pages->version > 0 && pages->version < newest)
    version = (guint) pages->version;
  db = make_fresh (self, fresh, version, error);
  return db != NULL && (pages == NULL || attest_salvage_run (db, pages, salvaged, error))
             ? g_steal_pointer (&db)
             : NULL;
}

/* Takes @db. */
static gboolean
use_fresh (AttestOpening *self, AttestDb *db, const char *fresh, const char *notice, GError **error)
{
  gboolean done = attest_notice_add (db, notice, error);

  attest_db_free (db);
  if (done && g_rename (fresh, self->file.path) != 0)
    done = attest_data_file_fail (errno, self->file.path, error);
  if (done)
    self->db = open_once (self, error);
  else
    g_unlink (fresh);
  return self->db != NULL;
}

static gboolean
recover (AttestOpening *self, GError **error)
{
  g_autofree char *fresh = g_build_filename (self->file.folder, "attest-recovered.db", NULL);
  g_autofree char *kept = NULL;
  g_autofree char *notice = NULL;
  AttestSalvaged salvaged = { 0 };
  g_autoptr (AttestDb) db = make_recovered (self, fresh, &salvaged, error);

  if (db == NULL || !attest_salvage_keep (self->file.path, &kept, error))
    {
      g_unlink (fresh);
      return FALSE;
    }
  self->guard.told = TRUE;
  notice = attest_salvage_describe (&salvaged, kept);
  return use_fresh (self, g_steal_pointer (&db), fresh, notice, error);
}

static gboolean
begin_anew (AttestOpening *self, GError **error)
{
  g_autofree char *fresh = g_build_filename (self->file.folder, "attest-new.db", NULL);
  g_autofree char *notice =
      g_strdup_printf (_ ("The file with drafts and history is missing or empty: “%s”. A new one "
                          "was started. If yours is on a drive that is not connected, or was "
                          "moved, close Attest and put it back there."),
                       self->file.path);
  AttestDb *db = make_fresh (self, fresh, self->migrations->n_steps, error);

  return db != NULL && use_fresh (self, db, fresh, notice, error);
}

/* Somebody goes on writing into a file that has no name any more. */
static gboolean
fail_gone (AttestOpening *self, GError **error)
{
  g_set_error (error,
               ATTEST_STORE_ERROR,
               ATTEST_STORE_ERROR_GONE,
               _ ("The file with drafts and history was moved, deleted or replaced while another "
                  "Attest has it open. Put it back as “%s”, or close all copies of Attest."),
               self->file.path);
  return FALSE;
}

/* Opens it as it is, or as it can be recovered. */
static gboolean
open_in_condition (AttestOpening *self, gboolean had_one, GError **error)
{
  AttestFileCondition condition =
      self->file.alone ? attest_data_file_look (&self->file, had_one) : ATTEST_FILE_USUAL;
  g_autoptr (GError) local = NULL;

  if (condition == ATTEST_FILE_UNSEEN)
    return attest_data_file_fail (errno, self->file.path, error);
  if (!attest_data_file_is_same (&self->file)
      || (!self->file.alone && had_one && !g_file_test (self->file.path, G_FILE_TEST_EXISTS)))
    return fail_gone (self, error);
  if (condition == ATTEST_FILE_MISSING)
    return begin_anew (self, error);
  if (condition == ATTEST_FILE_USUAL)
    {
      self->db = open_once (self, &local);
      if (self->db != NULL)
        return TRUE;
      if (!is_of_disk (local))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return attest_data_file_is_alone (&self->file) ? recover (self, error) : fail_not_alone (error);
}

/* A full disk has no room for what SQLite keeps beside a file that is read. Who has it for itself
 * does not need that. */
static gboolean
open_for_reading (AttestOpening *self)
{
  gint64 version = 0;

  g_clear_pointer (&self->db, attest_db_free);
  self->db = attest_db_open (self->file.path, ATTEST_DB_READ_WRITE, NULL);
  self->reading = self->db != NULL
                  && attest_db_run (self->db, "PRAGMA locking_mode = EXCLUSIVE", NULL)
                  && attest_db_get_int (self->db, "PRAGMA user_version", &version, NULL)
                  && version == self->migrations->n_steps && check_tables (self->db, NULL)
                  && attest_db_run (self->db, "PRAGMA query_only = ON", NULL);
  return self->reading;
}

static gboolean
open_as_can_be (AttestOpening *self, gboolean had_one, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (open_in_condition (self, had_one, &local)
      && attest_guard_open (&self->guard, self->db, &local))
    return TRUE;
  if (g_error_matches (local, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_FULL)
      && attest_data_file_look (&self->file, had_one) == ATTEST_FILE_USUAL
      && open_for_reading (self))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * attest_opening_run:
 * @self: (out): what was opened; to be cleared in any case
 * @folder: the data folder, made if it is missing
 * @state_folder: (nullable): where it is noted as well how much was sent
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Opens the database of @folder at the newest version, made or recovered if need be; for reading
 * alone, if the disk is too full for more.
 *
 * Returns: whether @self holds an open database
 */
gboolean
attest_opening_run (AttestOpening *self,
                    const char *folder,
                    const char *state_folder,
                    GError **error)
{
  return attest_opening_run_with (self, folder, state_folder, &attest_migrations, error);
}

/**
 * attest_opening_run_with:
 * @self: (out): what was opened; to be cleared in any case
 * @folder: the data folder, made if it is missing
 * @state_folder: (nullable): where it is noted as well how much was sent
 * @migrations: the versions there are
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * As attest_opening_run(), for tests of versions there are not yet.
 *
 * Returns: whether @self holds an open database
 */
gboolean
attest_opening_run_with (AttestOpening *self,
                         const char *folder,
                         const char *state_folder,
                         const AttestMigrations *migrations,
                         GError **error)
{
  gboolean had_one = FALSE;
  gboolean done = FALSE;

  *self = (AttestOpening){ .guard.file = -1, .migrations = migrations };
  if (!attest_data_file_find_in (&self->file, folder, error))
    return FALSE;
  if (attest_pages_peek_version (self->file.path) > migrations->n_steps)
    return fail_newer (error);
  if (!attest_data_file_ensure_one_name (&self->file, error))
    return FALSE;
  self->guard.path = g_strdup (self->file.path);
  self->guard.mark = attest_mark_new (self->file.folder, folder, state_folder);
  had_one = attest_mark_knows_folder (self->guard.mark);
  attest_data_file_lock (&self->file);
  done = open_as_can_be (self, had_one, error);
  attest_data_file_share (&self->file);
  return done;
}

/**
 * attest_opening_clear:
 * @self: an opening, run or not
 *
 * Closes the database and gives up the lock; it may be run again.
 */
void
attest_opening_clear (AttestOpening *self)
{
  if (self->db != NULL)
    attest_guard_put_back (&self->guard, self->db);
  g_clear_pointer (&self->db, attest_db_free);
  attest_guard_clear (&self->guard);
  attest_data_file_clear (&self->file);
}
