/* When the next record may be sent to a place, in a time that nobody can set. For the files of the
 * store, and for tests. */
#pragma once

#include "service/attest-place.h"
#include "store/attest-db.h"

G_BEGIN_DECLS

/* What is known of one place. Times count from @boot. */
typedef struct
{
  char *boot;       /* %NULL: nothing was ever sent there */
  gint64 last_sent; /* -1: never */
  gint64 hold_from; /* -1: never asked to wait */
  gint64 hold_for;
} AttestRateLimit;

void attest_rate_limit_clear (AttestRateLimit *self);
gint64
attest_rate_limit_get_wait (const AttestRateLimit *self, const AttestClock *clock, gint64 pause);
void attest_rate_limit_note_sent (AttestRateLimit *self, const AttestClock *clock);
void attest_rate_limit_note_hold (AttestRateLimit *self, const AttestClock *clock, gint64 hold);

gboolean attest_rate_limit_load (AttestDb *db,
                                 const AttestPlace *place,
                                 AttestRateLimit *self,
                                 GError **error);
gboolean attest_rate_limit_save (AttestDb *db,
                                 const AttestPlace *place,
                                 const AttestRateLimit *self,
                                 GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AttestRateLimit, attest_rate_limit_clear)

G_END_DECLS
