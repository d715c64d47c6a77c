/* What stands around every transaction that writes: is this still the file that the path names, and
 * is it the newest state of it?
 *
 * The database counts what leaves its queue, by whichever statement; its mark outside never falls
 * behind that before a byte leaves. A database that is behind its mark went back in time, and what
 * it has queued may have been sent since: a person decides about it. The same holds where nothing
 * can be known, as on another computer. Thread: the store's. */
#include "attest-config.h"
#include "store/sqlite/attest-guard.h"

#include "base/attest-ident.h"
#include "store/attest-news.h"
#include "store/attest-projection.h"
#include "store/attest-submissions.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ID_SETTING "database"
#define N_LEFT "SELECT value FROM counters WHERE name = 'left-queue'"
#define SET_N_LEFT                                                                                 \
  "INSERT INTO counters VALUES ('left-queue', ?1)"                                                 \
  " ON CONFLICT (name) DO UPDATE SET value = excluded.value"

/* Kept by a trigger, so that no statement can forget it; for this connection, since a released
 * version of the tables is never edited. */
static const char count_what_leaves[] =
    "CREATE TEMP TRIGGER IF NOT EXISTS left_queue AFTER UPDATE OF state ON main.submissions"
    "  WHEN OLD.state = 'queued' AND NEW.state <> 'queued' BEGIN"
    "  UPDATE counters SET value = value + 1 WHERE name = 'left-queue';"
    "END";

static gboolean
set_n_left (AttestDb *db, gint64 n_left, GError **error)
{
  return attest_db_change (db, SET_N_LEFT, ATTEST_VALUES (ATTEST_INT (n_left)), error);
}

/* What stands in a file can be anything; this becomes part of a file's name. */
static gboolean
is_id (const char *id)
{
  return id != NULL && strlen (id) == 36 && strspn (id, "0123456789abcdef-") == 36;
}

static gboolean
read_id (AttestGuard *self, AttestDb *db, GError **error)
{
  g_clear_pointer (&self->id, g_free);
  if (!attest_settings_read (db, ID_SETTING, &self->id, error))
    return FALSE;
  if (!is_id (self->id))
    g_clear_pointer (&self->id, g_free);
  return TRUE;
}

/* All that is queued becomes unknown, for one reason. */
static gboolean
hold_queued (AttestDb *db, const char *why, guint *n_held, GError **error)
{
  g_autoptr (GPtrArray) ids =
      attest_db_read_all (db,
                          "SELECT id FROM submissions WHERE state = 'queued'",
                          NULL,
                          attest_db_read_text,
                          g_free,
                          error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!attest_submissions_recover (
            db, g_ptr_array_index (ids, i), ATTEST_STATE_UNKNOWN, why, error)
        || !attest_projection_follow (db, g_ptr_array_index (ids, i), error))
      return FALSE;
  *n_held = ids != NULL ? ids->len : 0;
  return ids != NULL;
}

/* The database is older than its mark. */
static gboolean
hold_older (AttestGuard *self, AttestDb *db, gint64 n_left, GError **error)
{
  guint n_held = 0;
  g_autofree char *notice = NULL;

  if (!hold_queued (
          db,
          _ ("It may already have been sent: the file with drafts and history is an older copy, or "
             "has lost its newest part. Check in the service, then decide."),
          &n_held,
          error)
      || !set_n_left (db, n_left, error))
    return FALSE;
  if (self->told)
    return TRUE;
  self->held = TRUE;
  notice = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "The file with drafts and history is an older copy, or has lost its newest "
                   "part: more was sent than it knows of. Nothing in it is sent automatically; %u "
                   "waiting entry needs your decision.",
                   "The file with drafts and history is an older copy, or has lost its newest "
                   "part: more was sent than it knows of. Nothing in it is sent automatically; %u "
                   "waiting entries need your decision.",
                   n_held),
      n_held);
  return attest_notice_add (db, notice, error);
}

/* Nobody can say whether it is the newest one. */
static gboolean
hold_unknown (AttestGuard *self, AttestDb *db, GError **error)
{
  guint n_held = 0;
  g_autofree char *notice = NULL;

  if (!hold_queued (
          db,
          _ ("It may already have been sent: this file with drafts and history is new to Attest on "
             "this computer and may not be the newest one. Check in the service, then decide."),
          &n_held,
          error))
    return FALSE;
  if (n_held == 0)
    return TRUE;
  self->held = TRUE;
  notice = g_strdup_printf (
      g_dngettext (
          GETTEXT_PACKAGE,
          "This file with drafts and history is new to Attest on this computer and may not be the "
          "newest one. Nothing in it is sent automatically; %u waiting entry needs your decision.",
          "This file with drafts and history is new to Attest on this computer and may not be the "
          "newest one. Nothing in it is sent automatically; %u waiting entries need your decision.",
          n_held),
      n_held);
  return attest_notice_add (db, notice, error);
}

/* Inside a transaction, and so at the newest state any process made: the mark is read after the
 * lock was taken, and is never ahead of what was committed. */
static gboolean
compare (AttestGuard *self, AttestDb *db, gboolean must_be_known, GError **error)
{
  gint64 mark = -1;
  AttestMarkAnswer answer = attest_mark_read (self->mark, self->id, &mark);

  if (!attest_db_get_int (db, N_LEFT, &self->n_left, error))
    return FALSE;
  if (mark > self->n_left)
    return hold_older (self, db, mark, error);
  return !must_be_known || answer == ATTEST_MARK_KNOWN || hold_unknown (self, db, error);
}

/* A database without an id gets one. */
static gboolean
introduce (AttestGuard *self, AttestDb *db, GError **error)
{
  if (!read_id (self, db, error))
    return FALSE;
  if (self->id == NULL)
    {
      self->id = attest_ident_new ();
      if (!attest_settings_write (db, ID_SETTING, self->id, error))
        return FALSE;
    }
  return attest_db_run (db, "INSERT OR IGNORE INTO counters VALUES ('left-queue', 0)", error)
         && compare (self, db, TRUE, error);
}

static gboolean
is_known (AttestGuard *self, AttestDb *db, gboolean *known, GError **error)
{
  gint64 mark = -1;
  AttestMarkAnswer answer = ATTEST_MARK_MISSING;

  *known = FALSE;
  if (!read_id (self, db, error))
    return FALSE;
  if (self->id == NULL)
    return TRUE;
  /* In this order: both only grow, and the database's before the mark's. */
  answer = attest_mark_read (self->mark, self->id, &mark);
  if (!attest_db_get_int (db, N_LEFT, &self->n_left, error))
    return FALSE;
  *known = answer == ATTEST_MARK_KNOWN && mark == self->n_left;
  return TRUE;
}

/**
 * attest_guard_open:
 * @self: a guard with its mark and path
 * @db: a database at the newest version
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Looks for the first time. A database whose mark says that all is well is only read.
 *
 * Returns: whether that could be found out; "held" says what had to be done
 */
gboolean
attest_guard_open (AttestGuard *self, AttestDb *db, GError **error)
{
  gboolean known = FALSE;

  if (!is_known (self, db, &known, error))
    return FALSE;
  if (!known)
    {
      if (!attest_db_begin (db, error))
        return FALSE;
      if (!introduce (self, db, error))
        {
          attest_db_rollback (db);
          return FALSE;
        }
      if (!attest_db_commit (db, error)
          || !attest_mark_raise (self->mark, self->id, self->n_left, error))
        return FALSE;
    }
  attest_mark_note_folder (self->mark);
  self->file = g_open (self->path, O_RDONLY | O_CLOEXEC, 0);
  return attest_db_run (db, count_what_leaves, error);
}

/* What @copy holds is told from now on, wherever it is. */
static gboolean
tell_put_back (const char *copy, GError **error)
{
  g_autoptr (AttestDb) db = attest_db_open (copy, ATTEST_DB_READ_WRITE, error);

  return db != NULL
         && attest_notice_add (
             db,
             _ ("The file with drafts and history was deleted while Attest had it open. Its "
                "contents were restored; what was typed since may be missing."),
             error);
}

/**
 * attest_guard_put_back:
 * @self: a guard
 * @db: its database, outside a transaction
 *
 * A file that was deleted is there as long as somebody has it open: before it is closed, and as
 * soon as it is noticed, its content gets a name again. Where another file has taken that, it is
 * kept beside it. One that was moved gets all that is its own. Does nothing while all is well.
 */
void
attest_guard_put_back (AttestGuard *self, AttestDb *db)
{
  struct stat status = { 0 };
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *copy = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  if (self->file < 0 || !attest_db_has_moved (db))
    return;
  /* The log is of this file, and would be taken for that of another one which gets its name. */
  if (!attest_db_run (db, "PRAGMA wal_checkpoint (TRUNCATE)", &error))
    g_debug ("The log of the file that was moved stays: %s", error->message);
  g_clear_error (&error);
  if (fstat (self->file, &status) != 0 || status.st_nlink > 0)
    return;
  /* The folder may have been deleted with it. */
  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_debug ("%s: %s", folder, g_strerror (errno));
  copy = g_build_filename (folder, "attest-put-back.db", NULL);
  kept = g_strdup_printf ("%s/attest-replaced-%" G_GINT64_FORMAT ".db", folder, g_get_real_time ());
  if (!attest_db_back_up (db, copy, &error) || !tell_put_back (copy, &error))
    g_warning ("The deleted file cannot be put back: %s", error->message);
  else if (link (copy, self->path) != 0 && link (copy, kept) != 0)
    g_warning ("The deleted file cannot be put back: %s", g_strerror (errno));
  else
    {
      close (self->file); /* once is enough; SQLite has locked nothing that matters any more */
      self->file = -1;
    }
  g_unlink (copy);
}

static gboolean
read_revision (AttestDb *db, gint64 *revision)
{
  return attest_db_get_int (
      db, "SELECT value FROM counters WHERE name = 'revision'", revision, NULL);
}

/**
 * attest_guard_is_back:
 * @self: a guard
 * @db: its database, outside a transaction
 *
 * Where the file is not in its place any more, it is put back, or somebody has done so.
 *
 * Returns: whether there is one in its place that is not @db and has all that @db has
 */
gboolean
attest_guard_is_back (AttestGuard *self, AttestDb *db)
{
  g_autoptr (AttestDb) other = NULL;
  g_autofree char *id = NULL;
  gint64 revision = 0;
  gint64 known = 0;

  if (!attest_db_has_moved (db) || !read_revision (db, &known))
    return FALSE;
  attest_guard_put_back (self, db);
  other = attest_db_open (self->path, ATTEST_DB_READ_ONLY, NULL);
  return other != NULL && attest_settings_read (other, ID_SETTING, &id, NULL)
         && g_strcmp0 (id, self->id) == 0 && read_revision (other, &revision) && revision >= known;
}

/* Writing into a file that no path leads to would be writing into nothing. */
static gboolean
ensure_in_place (AttestGuard *self, AttestDb *db, GError **error)
{
  if (!attest_db_has_moved (db))
    return TRUE;
  attest_guard_put_back (self, db);
  g_set_error (
      error,
      ATTEST_STORE_ERROR,
      ATTEST_STORE_ERROR_GONE,
      _ ("The file with drafts and history was moved, deleted or replaced while Attest has "
         "it open. Nothing is saved or sent. Put it back as “%s”, or save copies of what "
         "you typed and start Attest again."),
      self->path);
  return FALSE;
}

/**
 * attest_guard_begin:
 * @self: a guard that was opened
 * @db: its database
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * As attest_db_begin(), for the file that is to be written and no other.
 *
 * Returns: whether a transaction is open
 */
gboolean
attest_guard_begin (AttestGuard *self, AttestDb *db, GError **error)
{
  self->held = FALSE;
  if (!ensure_in_place (self, db, error) || !attest_db_begin (db, error))
    return FALSE;
  self->writing = compare (self, db, FALSE, error);
  if (self->writing)
    return TRUE;
  attest_db_rollback (db);
  return FALSE;
}

/**
 * attest_guard_commit:
 * @self: a guard
 * @db: its database, inside a transaction
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * As attest_db_commit(); what left the queue with it is known outside the database as well.
 *
 * Returns: whether all of that is durable
 */
gboolean
attest_guard_commit (AttestGuard *self, AttestDb *db, GError **error)
{
  gint64 n_left = 0;

  if (!self->writing)
    return attest_db_commit (db, error);
  self->writing = FALSE;
  if (!attest_db_get_int (db, N_LEFT, &n_left, error)
      || (n_left != self->n_left && !attest_mark_can_raise (self->mark, self->id, error)))
    {
      attest_db_rollback (db);
      return FALSE;
    }
  return attest_db_commit (db, error)
         && (n_left == self->n_left || attest_mark_raise (self->mark, self->id, n_left, error));
}

/**
 * attest_guard_clear:
 * @self: a guard, opened or not
 */
void
attest_guard_clear (AttestGuard *self)
{
  if (self->file >= 0)
    close (self->file);
  self->file = -1;
  g_clear_pointer (&self->mark, attest_mark_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->id, g_free);
}
