/* AttestDecisionSteps: what was decided, in the steps a person made, to undo and to do again. It
 * keeps changes and makes none: who asks for a step applies it. Main thread. */
#pragma once

#include "intake/attest-decisions.h"

G_BEGIN_DECLS

/* One decision, and what was decided before. */
typedef struct
{
  AttestImportDecision decision;
  char *key;
  char *before; /* (nullable): nothing */
  char *after;  /* (nullable) */
} AttestDecisionChange;

typedef struct _AttestDecisionSteps AttestDecisionSteps;

AttestDecisionSteps *attest_decision_steps_new (void);
void attest_decision_steps_free (AttestDecisionSteps *self);

void attest_decision_steps_begin (AttestDecisionSteps *self);
guint attest_decision_steps_add (AttestDecisionSteps *self,
                                 AttestImportDecision decision,
                                 const char *key,
                                 const char *before,
                                 const char *after);
gboolean attest_decision_steps_end (AttestDecisionSteps *self);

gboolean attest_decision_steps_can_undo (const AttestDecisionSteps *self);
gboolean attest_decision_steps_can_redo (const AttestDecisionSteps *self);
const GPtrArray *attest_decision_steps_undo (AttestDecisionSteps *self);
const GPtrArray *attest_decision_steps_redo (AttestDecisionSteps *self);

G_END_DECLS
