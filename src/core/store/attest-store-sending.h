/* What the store can do for who sends: a submission is claimed, begun, and ended (see
 * attest-store-ending.h) or given back.
 *
 *   claim → (key) → claim with begin → POST → end
 *
 * Between a claim and its end the row is this process'; if that dies, recovering finds the claim of
 * a dead one. Each verb is one transaction, durable when it finishes; the submission says so then.
 *
 * Of a bulk upload any member is claimed, ended and given back, and all of them with it: there is
 * one decision, one body, one request. Members end alike but for those the reply names. Where one
 * of them is not queued any more nothing of it is sent. Main thread. */
#pragma once

#include "service/attest-place.h"
#include "store/attest-store-queue.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;    /* of a queued submission */
  AttestPlace place; /* where it goes: a practice service may listen elsewhere than it did */
  gint64 pause;      /* microseconds there have to be since the last request there; after a bulk
                      * upload nothing is sent there for as long */
  gboolean begin;    /* queued becomes sending, with an attempt */
} AttestClaim;

typedef enum
{
  ATTEST_CLAIM_DONE,   /* it is this process' now, and begun if that was asked for */
  ATTEST_CLAIM_WAIT,   /* not yet: see its wait */
  ATTEST_CLAIM_LOST,   /* another living process has it, or it is not queued any more */
  ATTEST_CLAIM_PAUSED, /* everything is */
  ATTEST_CLAIM_ENDED,  /* its request is gone or not what was decided: it is not sent now */
} AttestClaimAnswer;

typedef struct
{
  AttestClaimAnswer answer;
  gint64 wait;      /* microseconds until something may be sent there; 0: now */
  char *url;        /* the request as it was frozen, if it is this process' */
  char *body;       /* likewise */
  char *attempt;    /* (nullable): its id, if it is begun */
  guint n_attempts; /* begun so far, this one included */
  guint n_members;  /* of the bulk upload it is; 0: it is none */
} AttestClaimed;

void attest_claimed_free (AttestClaimed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestClaimed, attest_claimed_free)

void attest_store_claim_async (AttestStore *self,
                               const AttestClaim *claim,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
AttestClaimed *attest_store_claim_finish (AttestStore *self, GAsyncResult *result, GError **error);

void attest_store_release_async (AttestStore *self,
                                 const char *id,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean attest_store_release_finish (AttestStore *self, GAsyncResult *result, GError **error);

/* A request that sends nothing takes its turn as well. */
void attest_store_take_turn_async (AttestStore *self,
                                   const AttestPlace *place,
                                   gint64 pause,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean attest_store_take_turn_finish (AttestStore *self,
                                        GAsyncResult *result,
                                        gint64 *wait,
                                        GError **error);

G_END_DECLS
