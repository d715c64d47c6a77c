/* When the next record may be sent, in a time that nobody can set. */
#pragma once

#include "store/attest-submissions-table.h"

G_BEGIN_DECLS

/* Where time comes from; tests bring their own. Called on the main thread and on the store's. */
typedef struct
{
  gint64 (*get_real) (gpointer data); /* microseconds since 1970, UTC: for people */
  gint64 (*get_steady) (
      gpointer data); /* microseconds since the computer started, sleep included */
  const char *(*get_boot) (gpointer data); /* which start that was */
  gpointer data;
} AttestClock;

const AttestClock *attest_clock_get_default (void);

gint64 attest_pace_get_wait (const AttestPaceRow *row, const AttestClock *clock, gint64 pause);
void attest_pace_note_sent (AttestPaceRow *row, const AttestClock *clock);
void attest_pace_note_hold (AttestPaceRow *row, const AttestClock *clock, gint64 hold);

G_END_DECLS
