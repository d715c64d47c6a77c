/* Reading what is new, and settings: see the header. To be called inside one transaction, so that
 * the number and the rows belong together. Thread: the store's, or whoever owns it. */
#include "attest-config.h"
#include "store/attest-news.h"

#include "store/attest-draft.h"
#include "store/attest-submissions.h"

#include <string.h>

/* @value: (out) (transfer full) (nullable): that of the setting @name; %NULL: it is not set */
gboolean
attest_settings_read (AttestDb *db, const char *name, char **value, GError **error)
{
  return attest_db_read_one (db,
                             "SELECT value FROM settings WHERE name = ?1",
                             ATTEST_VALUES (ATTEST_TEXT (name)),
                             attest_db_read_text,
                             (gpointer *) value,
                             error);
}

/* @value: (nullable): %NULL removes it */
gboolean
attest_settings_write (AttestDb *db, const char *name, const char *value, GError **error)
{
  if (value == NULL)
    return attest_db_change (
        db, "DELETE FROM settings WHERE name = ?1", ATTEST_VALUES (ATTEST_TEXT (name)), error);
  return attest_db_change (db,
                           "INSERT INTO settings (name, value) VALUES (?1, ?2)"
                           " ON CONFLICT (name) DO UPDATE SET value = ?2",
                           ATTEST_VALUES (ATTEST_TEXT (name), ATTEST_TEXT (value)),
                           error);
}

/**
 * attest_notice_add:
 * @db: the database, inside a transaction
 * @text: one or several sentences, translated
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * What is told already is not told twice.
 *
 * Returns: whether it was written
 */
gboolean
attest_notice_add (AttestDb *db, const char *text, GError **error)
{
  g_autofree char *before = NULL;
  g_autofree char *all = NULL;

  if (!attest_settings_read (db, ATTEST_SETTING_NOTICE, &before, error))
    return FALSE;
  if (before != NULL && strstr (before, text) != NULL)
    return TRUE;
  all = before != NULL ? g_strjoin ("\n\n", before, text, NULL) : g_strdup (text);
  return attest_settings_write (db, ATTEST_SETTING_NOTICE, all, error);
}

/* @self: (out caller-allocates): choices, none made yet; attest_choices_clear() when done */
void
attest_choices_init (AttestChoices *self)
{
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* Frees what @self holds, not @self. */
void
attest_choices_clear (AttestChoices *self)
{
  g_clear_pointer (&self->settings, g_hash_table_unref);
  g_clear_pointer (&self->hosts, g_hash_table_unref);
}

static gboolean
is_same (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer key = NULL;
  gpointer value = NULL;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_strcmp0 (value, g_hash_table_lookup (b, key)) != 0)
      return FALSE;
  return TRUE;
}

/**
 * attest_choices_take:
 * @place: one of the tables of choices
 * @from: the same as it stands in the database; taken
 *
 * Returns: whether anything in it is new
 */
gboolean
attest_choices_take (GHashTable **place, GHashTable **from)
{
  gboolean same = is_same (*place, *from);

  g_hash_table_unref (*place);
  *place = g_steal_pointer (from);
  return !same;
}

/**
 * attest_news_new:
 * @revision: up to which all is known; 0: nothing is, and only the choices are wanted
 * @is_due: whether to read in any case
 *
 * Returns: (transfer full): empty news
 */
AttestNews *
attest_news_new (gint64 revision, gboolean is_due)
{
  AttestNews *self = g_new0 (AttestNews, 1);

  self->revision = revision;
  self->is_due = is_due;
  attest_choices_init (&self->choices);
  return self;
}

/* @self: (transfer full) (nullable) */
void
attest_news_free (AttestNews *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_pointer (&self->gone, g_ptr_array_unref);
  g_clear_pointer (&self->submissions, g_ptr_array_unref);
  attest_choices_clear (&self->choices);
  g_free (self);
}

static gboolean
read_table (AttestDb *db, const char *sql, GHashTable *table, GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_query (db, sql, NULL, error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;
  while (attest_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      g_hash_table_insert (table,
                           attest_statement_dup_text (statement, 0),
                           attest_statement_dup_text (statement, 1));
    }
  return FALSE;
}

/**
 * attest_news_read:
 * @db: the database, in a transaction
 * @self: what is known, and then what is new
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether all of it was read
 */
gboolean
attest_news_read (AttestDb *db, AttestNews *self, GError **error)
{
  /* No row is newer than that, so nothing but the choices is read at first. */
  gint64 since = self->revision > 0 ? self->revision : G_MAXINT64;

  return attest_db_get_number (
             db, "SELECT value FROM counters WHERE name = 'revision'", NULL, &self->revision, error)
         && (self->drafts = attest_drafts_read_since (db, since, error)) != NULL
         && (self->gone = attest_drafts_read_gone (db, since, error)) != NULL
         && (self->submissions = attest_submissions_read_since (db, since, error)) != NULL
         && read_table (db, "SELECT name, value FROM settings", self->choices.settings, error)
         && read_table (db,
                        "SELECT service || '/' || environment, host FROM hosts",
                        self->choices.hosts,
                        error);
}
