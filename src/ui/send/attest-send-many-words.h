/* The words of the question before many records are sent at once. Main thread. */
#pragma once

#include "outbox/attest-outbox.h"

G_BEGIN_DECLS

/* Why a record goes or stays behind. */
typedef enum
{
  ATTEST_SEND_READY,
  ATTEST_SEND_REPEATS, /* accepted before, word for word */
  ATTEST_SEND_OPEN,    /* one of the same name is in the outbox */
  ATTEST_SEND_TWIN,    /* one of the same name is before it; behind the groups that one may be in */
  ATTEST_SEND_PROBLEMS,
  ATTEST_SEND_N_GROUPS
} AttestSendGroup;

AttestSendGroup attest_send_group_of (AttestSendPlan *plan);
char *attest_send_group_describe (AttestSendGroup group, guint n); /* not of those that go */
char *attest_send_plans_join_names (GPtrArray *plans);

/* @n records like @plan on their way, singly or in bulk. */
typedef struct
{
  AttestSendPlan *plan;
  guint n;
  AttestOutbox *outbox;
  gboolean in_bulk;
} AttestSendWay;

char *attest_send_way_describe (const AttestSendWay *way);
char *attest_send_way_describe_time (const AttestSendWay *way);
char *attest_send_plans_make_heading (AttestSendPlan *plan, guint n);

G_END_DECLS
