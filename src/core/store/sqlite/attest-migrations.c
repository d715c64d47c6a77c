/* Numbered migrations: the one at index N brings a database from version N to N + 1.
 *
 * A migration that was released is never edited; tests/data/ holds a database of each released
 * version. All ids are texts made by attest_ident_new(), all times are microseconds since 1970 in
 * UTC. Nothing relies on row numbers. Thread: the store's. */
#include "attest-config.h"
#include "store/sqlite/attest-migrations.h"

#include <glib/gi18n-lib.h>

/* `revision` says in which order rows were last changed, by whichever process: it is how another
 * process finds out what is new. Triggers keep it, so that no statement can forget it. */
static const char version_1[] =
    "CREATE TABLE counters ("
    "  name TEXT PRIMARY KEY,"
    "  value INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    "INSERT INTO counters VALUES ('revision', 1);"

    /* Choices that belong to the data and not to one window: `paused`, … */
    "CREATE TABLE settings ("
    "  name TEXT PRIMARY KEY,"
    "  value TEXT"
    ") STRICT, WITHOUT ROWID;"

    /* Base URLs that replace the built-in ones. */
    "CREATE TABLE hosts ("
    "  service TEXT NOT NULL,"
    "  environment TEXT NOT NULL,"
    "  host TEXT NOT NULL,"
    "  PRIMARY KEY (service, environment)"
    ") STRICT, WITHOUT ROWID;"

    /* When something was last sent to a host, and how long it asked to wait. Times here count from
       the computer's start `boot`, so that a clock that is set does not make sending faster. */
    "CREATE TABLE pace ("
    "  service TEXT NOT NULL,"
    "  environment TEXT NOT NULL,"
    "  host TEXT NOT NULL,"
    "  boot TEXT NOT NULL,"
    "  last_sent INTEGER,"
    "  hold_from INTEGER,"
    "  hold_for INTEGER NOT NULL DEFAULT 0,"
    "  PRIMARY KEY (service, environment, host)"
    ") STRICT, WITHOUT ROWID;"

    /* `record` is JSON exactly as typed; the other texts are what lists show and search. */
    "CREATE TABLE drafts ("
    "  id TEXT PRIMARY KEY,"
    "  kind TEXT NOT NULL,"
    "  title TEXT NOT NULL,"
    "  entity TEXT NOT NULL,"
    "  entity_id TEXT NOT NULL,"
    "  status TEXT NOT NULL,"
    "  search TEXT NOT NULL,"
    "  n_errors INTEGER NOT NULL,"
    "  n_warnings INTEGER NOT NULL,"
    "  content_hash TEXT NOT NULL," /* SHA-256 of what would be sent */
    "  created INTEGER NOT NULL,"
    "  changed INTEGER NOT NULL,"
    "  deleted INTEGER," /* when; NULL: it is not */
    "  revision INTEGER NOT NULL DEFAULT 0,"
    "  record TEXT NOT NULL"
    ") STRICT;"
    "CREATE INDEX drafts_by_revision ON drafts (revision);"
    "CREATE TABLE purged_drafts (" /* for processes that still show them */
    "  id TEXT PRIMARY KEY,"
    "  time INTEGER NOT NULL,"
    "  revision INTEGER NOT NULL"
    ") STRICT;"
    "CREATE TRIGGER drafts_added AFTER INSERT ON drafts BEGIN"
    "  UPDATE counters SET value = value + 1 WHERE name = 'revision';"
    "  UPDATE drafts SET revision = (SELECT value FROM counters WHERE name = 'revision')"
    "    WHERE id = NEW.id;"
    "END;"
    "CREATE TRIGGER drafts_changed AFTER UPDATE OF kind, title, entity, entity_id, status,"
    "    search, n_errors, n_warnings, content_hash, changed, deleted, record ON drafts BEGIN"
    "  UPDATE counters SET value = value + 1 WHERE name = 'revision';"
    "  UPDATE drafts SET revision = (SELECT value FROM counters WHERE name = 'revision')"
    "    WHERE id = NEW.id;"
    "END;"
    "CREATE TRIGGER drafts_purged AFTER DELETE ON drafts BEGIN"
    "  UPDATE counters SET value = value + 1 WHERE name = 'revision';"
    "  INSERT OR REPLACE INTO purged_drafts VALUES (OLD.id,"
    "    CAST (unixepoch () * 1000000 AS INTEGER),"
    "    (SELECT value FROM counters WHERE name = 'revision'));"
    "END;"

    /* One decision to send. `draft_id` is no reference: history outlives drafts. */
    "CREATE TABLE submissions ("
    "  id TEXT PRIMARY KEY,"
    "  draft_id TEXT,"
    "  service TEXT NOT NULL,"
    "  environment TEXT NOT NULL,"
    "  host TEXT NOT NULL," /* the base URL */
    "  title TEXT NOT NULL,"
    "  entity TEXT NOT NULL,"
    "  entity_id TEXT NOT NULL DEFAULT '',"
    "  sha256 TEXT NOT NULL," /* of the request's body, hexadecimal */
    "  state TEXT NOT NULL"
    "    CHECK (state IN ('queued', 'sending', 'accepted', 'refused', 'not-sent', 'unknown')),"
    "  http_status INTEGER NOT NULL DEFAULT 0,"
    "  remote_id TEXT,"
    "  message TEXT,"
    "  created INTEGER NOT NULL,"
    "  sent INTEGER NOT NULL DEFAULT 0,"     /* the last attempt began */
    "  finished INTEGER NOT NULL DEFAULT 0," /* and ended */
    "  not_before INTEGER NOT NULL DEFAULT 0,"
    "  position INTEGER NOT NULL DEFAULT 0," /* in the queue, smallest first */
    "  claimed_by TEXT,"                     /* the process that is sending it */
    "  claimed_at INTEGER,"
    "  search TEXT NOT NULL,"
    "  revision INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"
    "CREATE INDEX submissions_by_time ON submissions (created, id);"
    "CREATE INDEX submissions_by_revision ON submissions (revision);"
    "CREATE INDEX submissions_by_draft ON submissions (draft_id, created);"
    "CREATE INDEX submissions_open ON submissions (position, created, id)"
    "  WHERE state IN ('queued', 'sending', 'unknown');"
    "CREATE INDEX submissions_by_content ON submissions (sha256);"
    "CREATE INDEX submissions_by_title ON submissions (title);"
    "CREATE TRIGGER submissions_added AFTER INSERT ON submissions BEGIN"
    "  UPDATE counters SET value = value + 1 WHERE name = 'revision';"
    "  UPDATE submissions SET revision = (SELECT value FROM counters WHERE name = 'revision')"
    "    WHERE id = NEW.id;"
    "END;"
    "CREATE TRIGGER submissions_changed AFTER UPDATE OF state, http_status, remote_id, message,"
    "    sent, finished, not_before, position, search ON submissions BEGIN"
    "  UPDATE counters SET value = value + 1 WHERE name = 'revision';"
    "  UPDATE submissions SET revision = (SELECT value FROM counters WHERE name = 'revision')"
    "    WHERE id = NEW.id;"
    "END;"
    "CREATE TRIGGER submissions_stay BEFORE DELETE ON submissions BEGIN"
    "  SELECT RAISE (ABORT, 'submissions are never deleted');"
    "END;"

    /* The frozen request, apart, so that lists need not read past it. */
    "CREATE TABLE requests ("
    "  submission_id TEXT PRIMARY KEY REFERENCES submissions (id),"
    "  url TEXT NOT NULL,"
    "  headers TEXT NOT NULL," /* the key as a placeholder */
    "  body TEXT NOT NULL"
    ") STRICT;"

    "CREATE TABLE attempts ("
    "  id TEXT PRIMARY KEY,"
    "  submission_id TEXT NOT NULL REFERENCES submissions (id),"
    "  started INTEGER NOT NULL,"
    "  finished INTEGER NOT NULL DEFAULT 0,"
    "  outcome TEXT," /* a state; NULL: it did not end */
    "  http_status INTEGER NOT NULL DEFAULT 0,"
    "  reply_headers TEXT,"
    "  content_type TEXT,"
    "  reply_body BLOB,"
    "  reply_cut INTEGER NOT NULL DEFAULT 0,"
    "  error TEXT"
    ") STRICT;"
    "CREATE INDEX attempts_by_submission ON attempts (submission_id, started, id);"

    /* Every change of state, with who or what made it. */
    "CREATE TABLE events ("
    "  id TEXT PRIMARY KEY,"
    "  submission_id TEXT NOT NULL REFERENCES submissions (id),"
    "  time INTEGER NOT NULL,"
    "  from_state TEXT NOT NULL,"
    "  to_state TEXT NOT NULL,"
    "  note TEXT"
    ") STRICT;"
    "CREATE INDEX events_by_submission ON events (submission_id, time, id);";

static const char version_2[] =
    /* What left for one place between the queue's filling and its emptying; NULL: not counted. */
    "ALTER TABLE submissions ADD COLUMN batch TEXT;"
    "CREATE INDEX submissions_by_batch ON submissions (batch) WHERE batch IS NOT NULL;"
    /* No reason is kept of what was taken out before its turn. */
    "UPDATE submissions SET message = NULL WHERE state = 'not-sent' AND sent = 0 AND EXISTS"
    "  (SELECT 1 FROM events WHERE submission_id = submissions.id AND from_state = 'queued'"
    "    AND to_state = 'not-sent' AND note IN ('Removed from the outbox before it was sent.',"
    "      '보내기 전에 보낼 항목에서 뺐습니다.'));";

static const char version_3[] =
    /* When it left; of what could not even leave, when that ended; NULL while it waits. */
    "ALTER TABLE submissions ADD COLUMN left_at INTEGER;"
#define LEFT_AT                                                                                    \
  "left_at = CASE WHEN state = 'queued' THEN NULL WHEN sent > 0 THEN sent"                         \
  " WHEN finished > 0 THEN finished ELSE created END"
    "UPDATE submissions SET " LEFT_AT ";"
    "CREATE INDEX submissions_by_leaving ON submissions (left_at, id);"
    "CREATE INDEX submissions_by_state ON submissions (state, left_at);"
    "DROP TRIGGER submissions_added;"
    "CREATE TRIGGER submissions_added AFTER INSERT ON submissions BEGIN"
    "  UPDATE counters SET value = value + 1 WHERE name = 'revision';"
    "  UPDATE submissions SET revision = (SELECT value FROM counters WHERE name = 'revision'),"
    "    " LEFT_AT " WHERE id = NEW.id;"
    "END;"
    "DROP TRIGGER submissions_changed;"
    "CREATE TRIGGER submissions_changed AFTER UPDATE OF state, http_status, remote_id, message,"
    "    sent, finished, not_before, position, search ON submissions BEGIN"
    "  UPDATE counters SET value = value + 1 WHERE name = 'revision';"
    "  UPDATE submissions SET revision = (SELECT value FROM counters WHERE name = 'revision'),"
    "    " LEFT_AT " WHERE id = NEW.id;"
    "END;"

/* What follows from drafts and submissions, so that lists need not find it out; see
   attest-projection.h. What records are compared by is folded as the checks do it. */
#define FOLDS                                                                                      \
  "  number_fold TEXT NOT NULL DEFAULT '',"                                                        \
  "  entity_fold TEXT NOT NULL DEFAULT '',"                                                        \
  "  id_fold TEXT NOT NULL DEFAULT '',"
    /* What was last accepted under a key, days as 2029-03-19. */
    "CREATE TABLE published ("
    "  service TEXT NOT NULL,"
    "  environment TEXT NOT NULL,"
    "  host TEXT NOT NULL," /* '' of practice */
    "  natural_key TEXT NOT NULL,"
    "  submission_id TEXT NOT NULL,"
    "  title TEXT NOT NULL,"
    "  entity TEXT NOT NULL,"
    "  entity_id TEXT NOT NULL,"
    "  standards TEXT NOT NULL,"
    "  status TEXT NOT NULL,"
    "  first_day TEXT NOT NULL,"
    "  begin_day TEXT NOT NULL,"
    "  end_day TEXT NOT NULL,"
    "  confidential INTEGER NOT NULL,"
    "  sent INTEGER NOT NULL,"
    "  confirmed INTEGER NOT NULL,"
    "  sha256 TEXT NOT NULL,"
    "  owner TEXT NOT NULL," /* the draft it was sent from, or itself */
    FOLDS "  PRIMARY KEY (service, environment, host, natural_key)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX published_by_number ON published (service, number_fold, owner);"
    "CREATE INDEX published_by_entity ON published"
    "  (service, entity_fold, entity, entity_id, owner);"
    "CREATE INDEX published_by_id ON published (service, id_fold, entity, entity_id, owner);"
    /* Drafts that are not deleted, without their records. */
    "CREATE TABLE listed ("
    "  draft_id TEXT PRIMARY KEY,"
    "  kind TEXT NOT NULL,"
    "  title TEXT NOT NULL,"
    "  entity TEXT NOT NULL,"
    "  entity_id TEXT NOT NULL,"
    "  standards TEXT NOT NULL DEFAULT '',"
    "  expiry TEXT," /* NULL: the record was not looked at */
    "  status TEXT NOT NULL,"
    "  n_errors INTEGER NOT NULL,"
    "  n_warnings INTEGER NOT NULL,"
    "  changed INTEGER NOT NULL,"
    "  content_hash TEXT NOT NULL,"
    "  natural_key TEXT NOT NULL DEFAULT ''," FOLDS "  search TEXT NOT NULL"
    ") STRICT, WITHOUT ROWID;"
#define LIST                                                                                       \
  "INSERT INTO listed (draft_id, kind, title, entity, entity_id, status, n_errors, n_warnings,"    \
  "  changed, content_hash, search) SELECT id, kind, title, entity, entity_id, status, n_errors,"  \
  "  n_warnings, changed, content_hash, search FROM drafts WHERE deleted IS NULL"
    LIST ";"
    /* Searches look at nothing else. */
    "CREATE INDEX listed_by_change ON listed (kind, changed, draft_id, search, status);"
    "CREATE INDEX listed_by_title ON listed (kind, title);"
    "CREATE INDEX listed_by_entity ON listed (kind, entity);"
    "CREATE INDEX listed_by_standards ON listed (kind, standards);"
    "CREATE INDEX listed_by_expiry ON listed (kind, expiry);"
    "CREATE INDEX listed_by_problems ON listed (kind, n_errors, n_warnings);"
    "CREATE INDEX listed_by_key ON listed (kind, natural_key);"
    "CREATE INDEX listed_by_number ON listed (kind, number_fold);"
    "CREATE INDEX listed_by_entity_fold ON listed (kind, entity_fold, entity, entity_id);"
    "CREATE INDEX listed_by_id_fold ON listed (kind, id_fold, entity, entity_id);"
    /* What is deleted is few, and is looked for at every start. */
    "CREATE INDEX drafts_deleted ON drafts (deleted) WHERE deleted IS NOT NULL;"
    "CREATE INDEX listed_unread ON listed (draft_id) WHERE expiry IS NULL;"
    "CREATE TRIGGER drafts_listed AFTER INSERT ON drafts BEGIN"
    "  " LIST " AND id = NEW.id;"
    "END;"
    "CREATE TRIGGER drafts_listed_anew AFTER UPDATE OF kind, title, entity, entity_id, status, "
    "search,"
    "    n_errors, n_warnings, content_hash, changed, deleted, record ON drafts BEGIN"
    "  DELETE FROM listed WHERE draft_id = NEW.id;"
    "  DELETE FROM standing WHERE draft_id = NEW.id AND NEW.deleted IS NOT NULL;"
    "  " LIST " AND id = NEW.id;"
    "END;"
    "CREATE TRIGGER drafts_not_listed AFTER DELETE ON drafts BEGIN"
    "  DELETE FROM listed WHERE draft_id = OLD.id;"
    "  DELETE FROM standing WHERE draft_id = OLD.id;"
    "END;"
    /* How a listed draft stands in each environment, by the address that has now. */
    "CREATE TABLE standing ("
    "  draft_id TEXT NOT NULL,"
    "  environment TEXT NOT NULL,"
    "  kind TEXT NOT NULL,"
    "  state TEXT NOT NULL,"
    "  is_ready INTEGER NOT NULL," /* to be sent as it is */
    "  n_fields INTEGER NOT NULL,"
    "  accepted INTEGER NOT NULL,"
    "  attempted INTEGER NOT NULL,"
    "  submission_id TEXT," /* the newest attempt */
    "  PRIMARY KEY (draft_id, environment)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX standing_by_state ON standing (kind, environment, state);"
    "CREATE INDEX standing_ready ON standing (kind, environment) WHERE is_ready = 1;"
    "CREATE INDEX standing_by_acceptance ON standing (kind, environment, accepted);"
    "INSERT INTO counters VALUES ('projected', 0);";

/* Designs as a service last listed them, and when that was. */
static const char version_4[] = "CREATE TABLE designs ("
                                "  service TEXT NOT NULL,"
                                "  environment TEXT NOT NULL,"
                                "  host TEXT NOT NULL," /* '' of practice */
                                "  kind TEXT NOT NULL,"
                                "  id TEXT NOT NULL,"
                                "  name TEXT NOT NULL,"
                                "  main_colour TEXT,"
                                "  sub_colour TEXT,"
                                "  position INTEGER NOT NULL,"
                                "  PRIMARY KEY (service, environment, host, kind, id)"
                                ") STRICT, WITHOUT ROWID;"
                                "CREATE TABLE design_lists ("
                                "  service TEXT NOT NULL,"
                                "  environment TEXT NOT NULL,"
                                "  host TEXT NOT NULL,"
                                "  kind TEXT NOT NULL,"
                                "  read INTEGER NOT NULL,"
                                "  PRIMARY KEY (service, environment, host, kind)"
                                ") STRICT, WITHOUT ROWID;";

static const char version_5[] =
    /* What a person brought in at once, and all that was decided about it. */
    "CREATE TABLE imports ("
    "  id TEXT PRIMARY KEY,"
    "  kind TEXT NOT NULL,"
    "  name TEXT NOT NULL,"
    "  sha256 TEXT NOT NULL,"
    "  profile TEXT,"
    "  state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'undone')),"
    "  decisions TEXT NOT NULL," /* JSON */
    "  n_rows INTEGER NOT NULL,"
    "  n_records INTEGER NOT NULL,"
    "  created INTEGER NOT NULL,"
    "  changed INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX imports_by_profile ON imports (profile, created);"
    "CREATE TABLE import_files ("
    "  import_id TEXT PRIMARY KEY REFERENCES imports (id),"
    "  content BLOB NOT NULL"
    ") STRICT;"
    /* What became of each record; `draft_id` is no reference: drafts come and go. */
    "CREATE TABLE import_rows ("
    "  import_id TEXT NOT NULL REFERENCES imports (id),"
    "  first_row INTEGER NOT NULL,"
    "  title TEXT NOT NULL,"
    "  natural_key TEXT NOT NULL,"
    "  effect TEXT NOT NULL,"
    "  comparison TEXT,"
    "  draft_id TEXT,"
    "  before TEXT,"       /* the draft's record, where it was replaced */
    "  content_hash TEXT," /* the draft's afterwards: another, and a person changed it */
    "  time INTEGER NOT NULL,"
    "  PRIMARY KEY (import_id, first_row)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX import_rows_by_draft ON import_rows (draft_id);"
    "CREATE INDEX import_rows_by_key ON import_rows (import_id, natural_key);"
    "CREATE INDEX listed_by_content ON listed (kind, content_hash);"
    /* Forms are known by their type and prefix as well: what follows from them is made again. */
    "UPDATE listed SET expiry = NULL WHERE kind = 'form';"
    "DELETE FROM published WHERE service = 'kolleges';"
    "DELETE FROM counters WHERE name = 'projected';"
    "INSERT INTO counters VALUES ('projected', 0);"
    /* Decisions under a name, for the same sheet next month. */
    "CREATE TABLE profiles ("
    "  name TEXT PRIMARY KEY,"
    "  content TEXT NOT NULL," /* JSON */
    "  changed INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    /* What a person once said that a text means, wherever it is read. */
    "CREATE TABLE value_maps ("
    "  path TEXT NOT NULL,"
    "  value TEXT NOT NULL,"
    "  meaning TEXT NOT NULL,"
    "  origin TEXT NOT NULL," /* for people: what it was read in */
    "  changed INTEGER NOT NULL,"
    "  PRIMARY KEY (path, value)"
    ") STRICT, WITHOUT ROWID;";

static const char version_6[] =
    /* Texts of what was accepted, by what they are, as often as they were: they complete others.
       What was accepted before is counted as all that follows from it is made again. */
    "CREATE TABLE own_texts ("
    "  pool TEXT NOT NULL,"
    "  fold TEXT NOT NULL,"
    "  text TEXT NOT NULL,"
    "  n INTEGER NOT NULL,"
    "  last INTEGER NOT NULL,"
    "  PRIMARY KEY (pool, fold, text)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX own_texts_by_use ON own_texts (pool, n DESC, last DESC);"
    /* Submissions whose texts are among them, for each counts once. */
    "CREATE TABLE own_counted (submission_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;"
    "CREATE TRIGGER own_texts_anew AFTER INSERT ON counters"
    "  WHEN NEW.name = 'projected' AND NEW.value = 0 BEGIN"
    "  DELETE FROM own_texts;"
    "  DELETE FROM own_counted;"
    "END;"
    "DELETE FROM counters WHERE name = 'projected';"
    "INSERT INTO counters VALUES ('projected', 0);";

static const char version_7[] =
    /* Many submissions that are one request: decided, sent and settled together. The request of
       each holds its own record; what is sent is the body here, which never changes. */
    "CREATE TABLE bulks ("
    "  id TEXT PRIMARY KEY,"
    "  url TEXT NOT NULL,"
    "  body TEXT NOT NULL,"
    "  sha256 TEXT NOT NULL,"
    "  n_members INTEGER NOT NULL"
    ") STRICT;"
    "CREATE TRIGGER bulks_stay BEFORE DELETE ON bulks BEGIN"
    "  SELECT RAISE (ABORT, 'submissions are never deleted');"
    "END;"
    /* NULL: a request of its own. The place is that in the body, from 0 on. */
    "ALTER TABLE submissions ADD COLUMN bulk TEXT;"
    "ALTER TABLE submissions ADD COLUMN bulk_place INTEGER NOT NULL DEFAULT 0;"
    "CREATE INDEX submissions_by_bulk ON submissions (bulk, bulk_place) WHERE bulk IS NOT NULL;";

/* Records as a service last listed them; design_lists says when that was. */
static const char version_8[] =
    "CREATE TABLE remote_records ("
    "  service TEXT NOT NULL,"
    "  environment TEXT NOT NULL,"
    "  host TEXT NOT NULL," /* '' of practice */
    "  id TEXT NOT NULL,"
    "  title TEXT NOT NULL,"
    "  title_fold TEXT NOT NULL,"
    "  created INTEGER NOT NULL,"
    "  told INTEGER NOT NULL," /* bit N: field N */
    "  position INTEGER NOT NULL,"
    "  record TEXT NOT NULL," /* as drafts keep it */
    "  PRIMARY KEY (service, environment, host, id)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX remote_records_by_title ON remote_records"
    "  (service, environment, host, title_fold);"
    "CREATE INDEX submissions_by_remote_id ON submissions (remote_id, service, environment)"
    "  WHERE remote_id IS NOT NULL;";

static const char version_9[] =
    /* What is counted all the time is counted in the index: it has all that is asked. */
    "DROP INDEX standing_ready;"
    "CREATE INDEX standing_ready ON standing (kind, environment, is_ready) WHERE is_ready = 1;";

static const char *const steps[] = {
  version_1, version_2, version_3, version_4, version_5, version_6, version_7, version_8, version_9,
};

const AttestMigrations attest_migrations = { steps, G_N_ELEMENTS (steps) };

/**
 * attest_migrations_list_parts:
 * @self: the way
 * @version: how far along it
 *
 * Finds out what a database of that version has besides tables, without making one: by what the
 * steps create and drop.
 *
 * Returns: (transfer full) (element-type utf8): a set of the names of its indexes and triggers
 */
GHashTable *
attest_migrations_list_parts (const AttestMigrations *self, guint version)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\b(CREATE|DROP) (?:INDEX|TRIGGER) (\\w+)", 0, 0, NULL);
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert (version <= self->n_steps);
  for (guint i = 0; i < version; i++)
    {
      g_autoptr (GMatchInfo) match = NULL;

      for (g_regex_match (regex, self->steps[i], 0, &match); g_match_info_matches (match);
           g_match_info_next (match, NULL))
        {
          g_autofree char *verb = g_match_info_fetch (match, 1);
          g_autofree char *name = g_match_info_fetch (match, 2);

          if (g_str_equal (verb, "DROP"))
            g_hash_table_remove (names, name);
          else
            g_hash_table_add (names, g_steal_pointer (&name));
        }
    }
  return names;
}

/* Sets @error, for a database that is newer than this program. */
void
attest_migrations_refuse_newer (GError **error)
{
  g_set_error (error,
               ATTEST_STORE_ERROR,
               ATTEST_STORE_ERROR_NEWER,
               _ ("The drafts and the history were saved by a newer version of Attest. Install "
                  "that version to open them; nothing was changed."));
}

static gboolean
run_one (const AttestMigrations *self, AttestDb *db, guint from, GError **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %u", from + 1);

  return attest_db_run (db, self->steps[from], error) && attest_db_run (db, mark, error);
}

/**
 * attest_migrations_run:
 * @self: the way: attest_migrations but in tests
 * @db: a database of any version from 0 (empty) on
 * @newest: the version to bring it to
 * @error: return location of an %ATTEST_STORE_ERROR; %ATTEST_STORE_ERROR_NEWER if it was written
 *   by a newer program
 *
 * All in one transaction, so that another process sees the old shape or the new one. The version
 * is read inside it: another process may have been faster.
 *
 * Returns: whether the database is of the version @newest now
 */
gboolean
attest_migrations_run (const AttestMigrations *self, AttestDb *db, guint newest, GError **error)
{
  gint64 version = 0;
  gboolean done = FALSE;

  g_assert (newest <= self->n_steps);
  if (!attest_db_begin (db, error))
    return FALSE;
  done = attest_db_get_int (db, "PRAGMA user_version", &version, error);
  if (done && version > newest)
    {
      attest_migrations_refuse_newer (error);
      done = FALSE;
    }
  for (guint i = (guint) MAX (version, 0); done && i < newest; i++)
    done = run_one (self, db, i, error);
  if (done)
    return attest_db_commit (db, error);
  attest_db_rollback (db);
  return FALSE;
}
