/* What the files of AttestOutbox share: the object itself, and what each does for the others. For
 * them alone. */
#pragma once

#include "outbox/attest-id-finder.h"
#include "outbox/attest-outbox-list.h"
#include "outbox/attest-outbox-private.h"
#include "store/attest-state.h"

G_BEGIN_DECLS

typedef struct
{
  const AttestService *service;
  AttestEnvironment environment;
  char *host;
  gint64 due;                /* steady time; 0: not known to have to wait */
  AttestSubmission *current; /* (nullable): being sent by this process */
  GCancellable *cancellable; /* its own */
  AttestSubmission *hurried; /* (nullable): to be sent next, without the pause */
} Lane;

struct _AttestOutbox
{
  GObject parent_instance;

  AttestSendingContext context; /* owns store and keyring */
  AttestOutboxList *list;
  AttestIdFinder *finder;
  GHashTable *lanes; /* name → Lane */
  GHashTable *own;   /* ids this process queued */
  GNetworkMonitor *monitor;
  GCancellable *stopping;
  GTask *stop_task;
  gboolean is_open;
  gboolean started;
  gboolean paused;
  gboolean waiting_for_network;
  gint64 next_send;
  guint look_source;
  guint timer;
  guint recovery_timer;
  guint last_counts[3];
};

typedef enum
{
  ATTEST_OUTBOX_PAUSED = 1,
  ATTEST_OUTBOX_N_QUEUED,
  ATTEST_OUTBOX_N_UNKNOWN,
  ATTEST_OUTBOX_SENDING,
  ATTEST_OUTBOX_NEXT_SEND,
  ATTEST_OUTBOX_WAITING_FOR_NETWORK,
} AttestOutboxProperty;

/* attest-outbox.c */
gint64 attest_outbox_get_steady (AttestOutbox *self);
void attest_outbox_notify (AttestOutbox *self, AttestOutboxProperty property);
void attest_outbox_set_boolean (AttestOutbox *self,
                                gboolean *place,
                                gboolean value,
                                AttestOutboxProperty property);
void attest_outbox_set_next_send (AttestOutbox *self, gint64 next_send);
void attest_outbox_tell_counts (AttestOutbox *self);

/* attest-outbox-follow.c */
void attest_outbox_follow_store (AttestOutbox *self);
void attest_outbox_arm_recovery (AttestOutbox *self);

/* attest-outbox-turns.c */
void attest_lane_free (gpointer data);
gpointer attest_outbox_choose_lane (AttestSubmission *submission, gpointer user_data);
void attest_outbox_look_soon (AttestOutbox *self);
void attest_outbox_forget_times (AttestOutbox *self);
void attest_outbox_finish_stopping (AttestOutbox *self);

G_END_DECLS
