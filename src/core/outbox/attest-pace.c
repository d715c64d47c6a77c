/* Pace: see the header. The wall clock is not used at all: it can be set forward to make a pause
 * look over. What was sent before the computer last started was sent at least as long ago as that
 * start, and no more than that is believed. Thread: any. */
#include "attest-config.h"
#include "outbox/attest-pace.h"

#include "base/attest-str.h"

#include <time.h>

static gint64
get_real (gpointer data)
{
  return g_get_real_time ();
}

static gint64
get_steady (gpointer data)
{
  struct timespec now = { 0 };

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gpointer
read_boot (gpointer data)
{
  char *id = NULL;

  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &id, NULL, NULL))
    return g_strdup ("");
  return g_strstrip (id);
}

static const char *
get_boot (gpointer data)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, read_boot, NULL);
}

/**
 * attest_clock_get_default:
 *
 * Returns: (transfer none): the computer's own clock
 */
const AttestClock *
attest_clock_get_default (void)
{
  static const AttestClock clock = { get_real, get_steady, get_boot, NULL };

  return &clock;
}

/* How much time has passed since @moment at least. */
static gint64
get_elapsed (const AttestPaceRow *row, const AttestClock *clock, gint64 moment)
{
  gint64 now = clock->get_steady (clock->data);

  if (g_strcmp0 (row->boot, clock->get_boot (clock->data)) == 0 && moment <= now)
    return now - moment;
  return now;
}

/**
 * attest_pace_get_wait:
 * @row: what is known
 * @clock: what time it is
 * @pause: microseconds there have to be between two requests
 *
 * Returns: microseconds until the next may be sent; 0: now
 */
gint64
attest_pace_get_wait (const AttestPaceRow *row, const AttestClock *clock, gint64 pause)
{
  gint64 wait = 0;

  if (row->boot == NULL)
    return 0;
  if (row->last_sent >= 0)
    wait = pause - get_elapsed (row, clock, row->last_sent);
  if (row->hold_from >= 0)
    wait = MAX (wait, row->hold_for - get_elapsed (row, clock, row->hold_from));
  return MAX (wait, 0);
}

/* Brings a row of an earlier start to this one, forgetting nothing that still has to be waited
 * for. */
static void
renew (AttestPaceRow *row, const AttestClock *clock)
{
  const char *boot = clock->get_boot (clock->data);

  if (g_strcmp0 (row->boot, boot) == 0)
    return;
  attest_str_set (&row->boot, boot);
  if (row->last_sent >= 0)
    row->last_sent = 0;
  if (row->hold_from >= 0)
    row->hold_from = 0;
}

/**
 * attest_pace_note_sent:
 * @row: what is known
 * @clock: what time it is
 *
 * Something is being sent now.
 */
void
attest_pace_note_sent (AttestPaceRow *row, const AttestClock *clock)
{
  renew (row, clock);
  row->last_sent = clock->get_steady (clock->data);
}

/**
 * attest_pace_note_hold:
 * @row: what is known
 * @clock: what time it is
 * @hold: microseconds
 *
 * The server asks to wait that long from now.
 */
void
attest_pace_note_hold (AttestPaceRow *row, const AttestClock *clock, gint64 hold)
{
  renew (row, clock);
  row->hold_from = clock->get_steady (clock->data);
  row->hold_for = hold;
}
