/* Rate limit: see the header. The wall clock is not used at all: it can be set forward to make a
 * pause look over. What was sent before the computer last started was sent at least as long ago as
 * that start, and no more than that is believed. Thread: the store's. */
#include "attest-config.h"
#include "store/attest-rate-limit.h"

#include "base/attest-str.h"

/* Frees what @self holds, not @self. */
void
attest_rate_limit_clear (AttestRateLimit *self)
{
  g_clear_pointer (&self->boot, g_free);
}

/* How much time has passed since @moment at least. */
static gint64
get_elapsed (const AttestRateLimit *self, const AttestClock *clock, gint64 moment)
{
  gint64 now = clock->get_steady (clock->data);

  if (g_strcmp0 (self->boot, clock->get_boot (clock->data)) == 0 && moment <= now)
    return now - moment;
  return now;
}

/**
 * attest_rate_limit_get_wait:
 * @self: what is known
 * @clock: what time it is
 * @pause: microseconds there have to be between two requests
 *
 * Returns: microseconds until the next may be sent; 0: now
 */
gint64
attest_rate_limit_get_wait (const AttestRateLimit *self, const AttestClock *clock, gint64 pause)
{
  gint64 wait = 0;

  if (self->boot == NULL)
    return 0;
  if (self->last_sent >= 0)
    wait = pause - get_elapsed (self, clock, self->last_sent);
  if (self->hold_from >= 0)
    wait = MAX (wait, self->hold_for - get_elapsed (self, clock, self->hold_from));
  return MAX (wait, 0);
}

/* Brings what is known of an earlier start to this one, forgetting nothing that still has to be
 * waited for. */
static void
renew (AttestRateLimit *self, const AttestClock *clock)
{
  const char *boot = clock->get_boot (clock->data);

  if (g_strcmp0 (self->boot, boot) == 0)
    return;
  attest_str_set (&self->boot, boot);
  if (self->last_sent >= 0)
    self->last_sent = 0;
  if (self->hold_from >= 0)
    self->hold_from = 0;
}

/**
 * attest_rate_limit_note_sent:
 * @self: what is known
 * @clock: what time it is
 *
 * Something is being sent now.
 */
void
attest_rate_limit_note_sent (AttestRateLimit *self, const AttestClock *clock)
{
  renew (self, clock);
  self->last_sent = clock->get_steady (clock->data);
}

/**
 * attest_rate_limit_note_hold:
 * @self: what is known
 * @clock: what time it is
 * @hold: microseconds
 *
 * Nothing is to be sent there for that long from now; what was to be waited for longer still is.
 */
void
attest_rate_limit_note_hold (AttestRateLimit *self, const AttestClock *clock, gint64 hold)
{
  renew (self, clock);
  if (self->hold_from >= 0 && self->hold_for - get_elapsed (self, clock, self->hold_from) > hold)
    return;
  self->hold_from = clock->get_steady (clock->data);
  self->hold_for = hold;
}

/**
 * attest_rate_limit_load:
 * @db: the database
 * @place: where something is sent to
 * @self: (out caller-allocates): what is known; without anything known its boot is %NULL
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether there was no error
 */
gboolean
attest_rate_limit_load (AttestDb *db,
                        const AttestPlace *place,
                        AttestRateLimit *self,
                        GError **error)
{
  const char *environment = attest_environment_get_id (place->environment);
  g_autoptr (AttestStatement) statement = attest_db_query (
      db,
      "SELECT boot, coalesce (last_sent, -1), coalesce (hold_from, -1), hold_for"
      " FROM pace WHERE service = ?1 AND environment = ?2 AND host = ?3",
      ATTEST_VALUES (
          ATTEST_TEXT (place->service->id), ATTEST_TEXT (environment), ATTEST_TEXT (place->host)),
      error);
  gboolean has_row = FALSE;

  *self = (AttestRateLimit){ NULL, -1, -1, 0 };
  if (statement == NULL || !attest_statement_step (statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;
  self->boot = attest_statement_dup_text (statement, 0);
  self->last_sent = attest_statement_get_int (statement, 1);
  self->hold_from = attest_statement_get_int (statement, 2);
  self->hold_for = attest_statement_get_int (statement, 3);
  return TRUE;
}

/**
 * attest_rate_limit_save:
 * @db: the database
 * @place: where something is sent to
 * @self: what is known now
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it was written
 */
gboolean
attest_rate_limit_save (AttestDb *db,
                        const AttestPlace *place,
                        const AttestRateLimit *self,
                        GError **error)
{
  return attest_db_change (
      db,
      "INSERT INTO pace (service, environment, host, boot, last_sent, hold_from, hold_for)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
      " ON CONFLICT (service, environment, host) DO UPDATE"
      " SET boot = ?4, last_sent = ?5, hold_from = ?6, hold_for = ?7",
      ATTEST_VALUES (ATTEST_TEXT (place->service->id),
                     ATTEST_TEXT (attest_environment_get_id (place->environment)),
                     ATTEST_TEXT (place->host),
                     ATTEST_TEXT (self->boot != NULL ? self->boot : ""),
                     ATTEST_INT_OR_NULL (self->last_sent, self->last_sent < 0),
                     ATTEST_INT_OR_NULL (self->hold_from, self->hold_from < 0),
                     ATTEST_INT (self->hold_for)),
      error);
}
