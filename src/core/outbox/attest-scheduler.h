/* AttestScheduler: which submission is to be sent next, and when. It knows places, an order and
 * times, and nothing of what is sent: what time it is it is told. */
#pragma once

#include "service/attest-place.h"

G_BEGIN_DECLS

/* What became of an item that was taken. */
typedef enum
{
  ATTEST_SENT_DONE,      /* it is not queued any more, or the server asked to wait */
  ATTEST_SENT_KEYLESS,   /* done: there is no key for its place, or none that is taken there */
  ATTEST_SENT_WAIT,      /* not yet: something was sent there a moment ago */
  ATTEST_SENT_LOST,      /* another process has it */
  ATTEST_SENT_HALTED,    /* everything is paused, or the program ends */
  ATTEST_SENT_FAILED,    /* it could not be claimed; it will be tried again */
  ATTEST_SENT_UNWRITTEN, /* what came back could not be written down; the next start finds it */
} AttestSent;

typedef struct _AttestScheduler AttestScheduler;

AttestScheduler *attest_scheduler_new (void);
void attest_scheduler_free (AttestScheduler *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestScheduler, attest_scheduler_free)

void attest_scheduler_put (AttestScheduler *self,
                           const char *id,
                           const AttestPlace *place,
                           gint64 position);
void attest_scheduler_remove (AttestScheduler *self, const char *id);
void attest_scheduler_hurry (AttestScheduler *self, const char *id);
void attest_scheduler_set_paused (AttestScheduler *self, gboolean paused);
void attest_scheduler_set_offline (AttestScheduler *self, gboolean offline);
void attest_scheduler_forget_times (AttestScheduler *self);

/* What is to be sent now. */
typedef struct
{
  char *id;
  AttestPlace *place;
  gboolean is_hurried; /* without the pause after the one before */
} AttestTurn;

void attest_turn_free (AttestTurn *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestTurn, attest_turn_free)

AttestTurn *attest_scheduler_take (AttestScheduler *self, gint64 now);
gboolean attest_scheduler_give_back (AttestScheduler *self,
                                     const AttestTurn *turn,
                                     AttestSent sent,
                                     gint64 wait,
                                     gint64 now);

gboolean attest_scheduler_is_busy (AttestScheduler *self);
gint64 attest_scheduler_get_due (AttestScheduler *self);
gboolean attest_scheduler_has_more (AttestScheduler *self, const AttestPlace *place);
gboolean attest_scheduler_waits_for_network (AttestScheduler *self);
gboolean attest_scheduler_is_failing (AttestScheduler *self);

G_END_DECLS
