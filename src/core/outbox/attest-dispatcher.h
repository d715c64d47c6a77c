/* AttestDispatcher: gives the sender what the scheduler says is next, when it is due; it has the
 * timer, the network and what is under way. */
#pragma once

#include "outbox/attest-reconciler.h"
#include "outbox/attest-removal.h"
#include "outbox/attest-sender.h"

G_BEGIN_DECLS

typedef struct _AttestDispatcher AttestDispatcher;

/* What it tells its owner. */
typedef struct
{
  void (*changed) (gpointer owner); /* what is under way, or when the next one is */
  void (*failed) (gpointer owner, const GError *error); /* again and again */
  /* What waits for the same place would end as that one did. @for_all: whatever process sends it */
  void (*keyless) (gpointer owner, gboolean for_all);
  AttestSenderUnwritten unwritten;
  void (*stopped) (gpointer owner, const GError *unwritten);
} AttestDispatcherFuncs;

/* What it needs; outlives it. @owner is held while something is under way. */
typedef struct
{
  GObject *owner;
  const AttestDispatcherFuncs *funcs;
  AttestStore *store;
  AttestKeyring *keyring;
  const AttestRoute *route;
  AttestReconciler *reconciler;
} AttestDispatcherContext;

AttestDispatcher *attest_dispatcher_new (const AttestDispatcherContext *context);
void attest_dispatcher_free (AttestDispatcher *self);
void attest_dispatcher_set_monitor (AttestDispatcher *self, GNetworkMonitor *monitor);

void attest_dispatcher_start (AttestDispatcher *self);
void attest_dispatcher_stop (AttestDispatcher *self);
void attest_dispatcher_set_paused (AttestDispatcher *self, gboolean paused);
void attest_dispatcher_set_practice_host (AttestDispatcher *self,
                                          const AttestService *service,
                                          const char *host);
void attest_dispatcher_add_own (AttestDispatcher *self, GPtrArray *submissions);
void attest_dispatcher_update (AttestDispatcher *self, AttestSubmission *submission);
void attest_dispatcher_take_change (AttestDispatcher *self, AttestSubmission *submission);
void attest_dispatcher_forget_times (AttestDispatcher *self);
void attest_dispatcher_hurry (AttestDispatcher *self, AttestSubmission *submission);

void attest_dispatcher_cancel_async (AttestDispatcher *self,
                                     GPtrArray *submissions,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

guint attest_dispatcher_get_pause (AttestDispatcher *self,
                                   const AttestService *service,
                                   AttestEnvironment environment);
void attest_dispatcher_set_pause (AttestDispatcher *self,
                                  const AttestService *service,
                                  AttestEnvironment environment,
                                  int seconds);

gint64 attest_dispatcher_get_next_send (AttestDispatcher *self);
gboolean attest_dispatcher_get_waits_for_network (AttestDispatcher *self);
gboolean attest_dispatcher_get_waits_for_keyring (AttestDispatcher *self);
gboolean attest_dispatcher_get_failing (AttestDispatcher *self);
guint attest_dispatcher_count_sending (AttestDispatcher *self);

G_END_DECLS
