/* The history's SQL: counting what matches a filter, and reading a page of it.
 *
 * The column `search` holds everything a submission can be found by, folded: number or name,
 * entity, its unique id, the ids on both sides and the server's words. Counting fixes the newest
 * row that is looked at, so that rows added later do not move those that are read afterwards. A
 * search is a plain "contains" over folded text: it finds a single Hangul syllable, which word and
 * trigram indexes do not. Rows of earlier versions were folded without regard to signs. */
#include "attest-config.h"
#include "store/attest-history-query.h"

#include "base/attest-text.h"
#include "store/attest-submissions.h"

#include <string.h>

/* Parameters 1 to 4 are the filter, 5 and 6 the newest row, 7 is the first as it was folded before.
 */
#define WHERE                                                                                      \
  "WHERE (?1 IS NULL OR instr (search, ?1) > 0 OR instr (search, ?7) > 0)"                         \
  " AND (?2 IS NULL OR service = ?2) AND (?3 IS NULL OR environment = ?3)"                         \
  " AND (?4 IS NULL OR state = ?4) "

/* Without a filter the index alone answers. */
#define WHERE_ALL "WHERE coalesce (?1, ?2, ?3, ?4, ?7) IS NULL "

#define UP_TO_NEWEST "AND (created, id) <= (?5, ?6) "

/**
 * attest_history_query_new:
 * @filter: (nullable): what to show; %NULL: all
 *
 * Returns: (transfer full): a query that has not counted yet
 */
AttestHistoryQuery *
attest_history_query_new (const AttestHistoryFilter *filter)
{
  AttestHistoryQuery *self = g_atomic_rc_box_new0 (AttestHistoryQuery);

  self->environment = -1;
  if (filter == NULL)
    return self;
  if (filter->search != NULL && *filter->search != '\0')
    {
      self->search = attest_text_fold_for_search (filter->search);
      self->search_before = attest_text_fold_case (filter->search);
      if (g_str_equal (self->search, self->search_before))
        g_clear_pointer (&self->search_before, g_free);
    }
  self->service = g_strdup (filter->service);
  self->environment = filter->environment;
  self->state = filter->state;
  return self;
}

static void
clear (gpointer data)
{
  AttestHistoryQuery *self = data;

  g_free (self->search);
  g_free (self->search_before);
  g_free (self->service);
  g_free (self->newest_id);
}

/**
 * attest_history_query_unref:
 * @self: a query
 *
 * Gives up a reference. Thread: any.
 */
void
attest_history_query_unref (AttestHistoryQuery *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static gboolean
contains (const AttestHistoryQuery *self, const char *text)
{
  g_autofree char *folded = text != NULL ? attest_text_fold_for_search (text) : NULL;

  return folded != NULL && strstr (folded, self->search) != NULL;
}

/**
 * attest_history_query_matches:
 * @self: a query
 * @submission: a loaded submission
 *
 * Main thread. The same decision as the SQL takes, for rows that come while the list is shown.
 *
 * Returns: whether it belongs to the list
 */
gboolean
attest_history_query_matches (const AttestHistoryQuery *self, AttestSubmission *submission)
{
  const AttestService *service = attest_submission_get_service (submission);

  if (self->service != NULL && (service == NULL || !g_str_equal (service->id, self->service)))
    return FALSE;
  if (self->environment >= 0
      && (int) attest_submission_get_environment (submission) != self->environment)
    return FALSE;
  if (self->state != ATTEST_STATE_NONE && attest_submission_get_state (submission) != self->state)
    return FALSE;
  return self->search == NULL || contains (self, attest_submission_get_title (submission))
         || contains (self, attest_submission_get_entity (submission))
         || contains (self, attest_submission_get_entity_id (submission))
         || contains (self, attest_submission_get_message (submission))
         || contains (self, attest_submission_get_remote_id (submission))
         || contains (self, attest_submission_get_id (submission));
}

static gboolean
is_filtered (const AttestHistoryQuery *self)
{
  return self->search != NULL || self->service != NULL || self->environment >= 0
         || self->state != ATTEST_STATE_NONE;
}

/* Text of what is not filtered by is NULL. */
#define FILTER(self)                                                                               \
  ATTEST_TEXT ((self)->search), ATTEST_TEXT ((self)->service),                                     \
      ATTEST_TEXT (get_environment (self)), ATTEST_TEXT (get_state (self)),                        \
      ATTEST_INT ((self)->newest_created), ATTEST_TEXT ((self)->newest_id),                        \
      ATTEST_TEXT ((self)->search_before)

static const char *
get_environment (const AttestHistoryQuery *self)
{
  return self->environment >= 0 ? attest_environment_get_id ((AttestEnvironment) self->environment)
                                : NULL;
}

static const char *
get_state (const AttestHistoryQuery *self)
{
  return self->state != ATTEST_STATE_NONE ? attest_state_get_id (self->state) : NULL;
}

static gboolean
find_newest (AttestHistoryQuery *self, AttestDb *db, GError **error)
{
  g_autoptr (AttestStatement) statement =
      attest_db_query (db,
                       "SELECT created, id FROM submissions ORDER BY created DESC, id DESC LIMIT 1",
                       NULL,
                       error);
  gboolean has_row = FALSE;

  if (statement == NULL || !attest_statement_step (statement, &has_row, error))
    return FALSE;
  if (has_row)
    {
      self->newest_created = attest_statement_get_int (statement, 0);
      self->newest_id = attest_statement_dup_text (statement, 1);
    }
  return TRUE;
}

/**
 * attest_history_query_count:
 * @self: a new query
 * @db: the database
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether the number of rows is known now
 */
gboolean
attest_history_query_count (AttestHistoryQuery *self, AttestDb *db, GError **error)
{
  gint64 n_rows = 0;

  if (!find_newest (self, db, error))
    return FALSE;
  if (self->newest_id != NULL
      && !attest_db_get_number (db,
                                is_filtered (self)
                                    ? "SELECT count (*) FROM submissions " WHERE UP_TO_NEWEST
                                    : "SELECT count (*) FROM submissions " WHERE_ALL UP_TO_NEWEST,
                                ATTEST_VALUES (FILTER (self)),
                                &n_rows,
                                error))
    return FALSE;
  self->n_rows = (guint) n_rows;
  return TRUE;
}

/**
 * attest_history_query_read:
 * @self: a query that has counted
 * @db: the database
 * @offset: how many rows to pass over, the newest first
 * @n_rows: how many to read at most
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): a #GPtrArray of #AttestSubmissionRow
 */
GPtrArray *
attest_history_query_read (const AttestHistoryQuery *self,
                           AttestDb *db,
                           guint offset,
                           guint n_rows,
                           GError **error)
{
  /* Passing over is done in the index alone; only the rows of the page are looked up. */
  return attest_submissions_read_rows (
      db,
      is_filtered (self)
          ? "SELECT " ATTEST_SUBMISSION_COLUMNS " FROM submissions " WHERE UP_TO_NEWEST
            "ORDER BY created DESC, id DESC LIMIT ?8 OFFSET ?9"
          : "SELECT " ATTEST_SUBMISSION_COLUMNS
            " FROM submissions WHERE id IN (SELECT id FROM submissions " WHERE_ALL UP_TO_NEWEST
            "ORDER BY created DESC, id DESC LIMIT ?8 OFFSET ?9) ORDER BY created DESC, id DESC",
      ATTEST_VALUES (FILTER (self), ATTEST_INT (n_rows), ATTEST_INT (offset)),
      error);
}
