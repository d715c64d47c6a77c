/* How a plan is made, and from a plan to a decision. For the files of the outbox. */
#pragma once

#include "outbox/attest-send-plan.h"
#include "store/attest-store-queue.h"

G_BEGIN_DECLS

struct _AttestSendPlan
{
  GObject parent_instance;

  const AttestService *service;
  AttestEnvironment environment;
  char *host;
  char *url;
  char *headers;
  char *body;
  char *sha256;
  char *title;
  char *entity;
  char *entity_id;
  char *draft_id;
  char *obstacle;
  GPtrArray *problems;
  GPtrArray *effects;
  AttestKeyState key_state;
  gboolean removes_stored;
  AttestSubmission *same_content;
  AttestSubmission *same_record;
  AttestSubmission *open;
  GPtrArray *differences;
};

AttestNewSubmission *attest_send_plan_make_submission (AttestSendPlan *self);

G_END_DECLS
