/* Deciding, in steps: see the header. */
#include "attest-config.h"
#include "workspace/attest-import-decider.h"

#include "intake/attest-decision-steps.h"
#include "workspace/attest-sweep.h"

struct _AttestImportDecider
{
  const AttestImportDeciderFuncs *funcs;
  GObject *owner; /* not owned, but while a large step is under way */

  AttestDecisions *decisions;
  AttestDecisionSteps *steps;
  gboolean is_due; /* the step needs another reading */
  guint n_held;    /* nothing is decided while it is being kept, or a large step is under way */

  /* Of the large step that is under way. */
  const GPtrArray *step; /* of AttestDecisionChange, of the steps: being undone or done again */
  AttestManyEdits edits;
};

/**
 * attest_import_decider_new:
 * @funcs: outlives it
 * @owner: (transfer none): what they are called with; has the decider
 *
 * Returns: (transfer full): a decider by which nothing is decided yet
 */
AttestImportDecider *
attest_import_decider_new (const AttestImportDeciderFuncs *funcs, GObject *owner)
{
  AttestImportDecider *self = g_new0 (AttestImportDecider, 1);

  self->funcs = funcs;
  self->owner = owner;
  self->decisions = attest_decisions_new ();
  self->steps = attest_decision_steps_new ();
  return self;
}

/**
 * attest_import_decider_free:
 * @self: a decider with no step under way
 */
void
attest_import_decider_free (AttestImportDecider *self)
{
  attest_decisions_free (self->decisions);
  attest_decision_steps_free (self->steps);
  g_free (self);
}

/* Returns: (transfer none): all that is decided; what its owner sets there is no step */
AttestDecisions *
attest_import_decider_get_decisions (const AttestImportDecider *self)
{
  return self->decisions;
}

/* @decisions: (transfer full): what is decided from now on; no step */
void
attest_import_decider_take_decisions (AttestImportDecider *self, AttestDecisions *decisions)
{
  attest_decisions_free (self->decisions);
  self->decisions = decisions;
}

/* @hold: nothing is decided from now on, until it is let go as often as it was held */
void
attest_import_decider_hold (AttestImportDecider *self, gboolean hold)
{
  self->n_held += hold ? 1u : (guint) -1;
  self->funcs->set_busy (self->owner, hold);
}

static void
change (AttestImportDecider *self,
        AttestImportDecision decision,
        const char *key,
        const char *value,
        gboolean is_large)
{
  attest_decisions_set (self->decisions, decision, key, value);
  if (self->funcs->change (self->owner, decision, key, is_large))
    self->is_due = TRUE;
}

/* At the end of a step. */
static void
settle (AttestImportDecider *self)
{
  gboolean is_due = self->is_due;

  self->is_due = FALSE;
  self->funcs->settle (self->owner, is_due);
}

/* Begins what is one step to undo; may be nested. */
void
attest_import_decider_begin_step (AttestImportDecider *self)
{
  attest_decision_steps_begin (self->steps);
}

/* Ends what attest_import_decider_begin_step() began. */
void
attest_import_decider_end_step (AttestImportDecider *self)
{
  if (attest_decision_steps_end (self->steps))
    settle (self);
}

static void
decide (AttestImportDecider *self,
        AttestImportDecision decision,
        const char *key,
        const char *value,
        gboolean is_large)
{
  const char *before = attest_decisions_get (self->decisions, decision, key);
  guint n = 0;

  if (g_strcmp0 (before, value) == 0)
    return;
  n = attest_decision_steps_add (self->steps, decision, key, before, value);
  change (self, decision, key, value, is_large || n > ATTEST_SWEEP_FEW);
}

/**
 * attest_import_decider_decide:
 * @self: a decider
 * @decision: what about
 * @key: see AttestImportDecision
 * @value: (nullable): %NULL takes the decision back
 *
 * A step, or a part of the one that was begun. Does nothing while it is held.
 */
void
attest_import_decider_decide (AttestImportDecider *self,
                              AttestImportDecision decision,
                              const char *key,
                              const char *value)
{
  if (self->n_held > 0)
    return;
  attest_import_decider_begin_step (self);
  decide (self, decision, key, value, FALSE);
  attest_import_decider_end_step (self);
}

/* Large steps. */

typedef void (*SweepChange) (gpointer data, guint i, gboolean is_large);

static void
sweep (AttestImportDecider *self, guint n, SweepChange each, void (*end) (gpointer self))
{
  g_object_ref (self->owner);
  self->n_held++;
  self->funcs->set_busy (self->owner, TRUE);
  attest_sweep_run (&(AttestSweep){ .n = n, .data = self, .change = each, .end = end });
}

static void
let_go (AttestImportDecider *self)
{
  self->funcs->set_busy (self->owner, FALSE);
  g_object_unref (self->owner);
}

static void
take_back (gpointer data, guint i, gboolean is_large)
{
  AttestImportDecider *self = data;
  const AttestDecisionChange *last = g_ptr_array_index (self->step, self->step->len - 1 - i);

  change (self, last->decision, last->key, last->before, is_large);
}

static void
do_again (gpointer data, guint i, gboolean is_large)
{
  AttestImportDecider *self = data;
  const AttestDecisionChange *next = g_ptr_array_index (self->step, i);

  change (self, next->decision, next->key, next->after, is_large);
}

static void
end_moving (gpointer data)
{
  AttestImportDecider *self = data;

  self->step = NULL;
  self->n_held--;
  settle (self);
  let_go (self);
}

/* @step: (nullable): there is none */
static void
move (AttestImportDecider *self, const GPtrArray *step, SweepChange each)
{
  if (step == NULL)
    return;
  self->step = step;
  sweep (self, step->len, each, end_moving);
}

/* Returns: whether there is a step to undo */
gboolean
attest_import_decider_can_undo (const AttestImportDecider *self)
{
  return attest_decision_steps_can_undo (self->steps);
}

/* Returns: whether there is a step that was undone */
gboolean
attest_import_decider_can_redo (const AttestImportDecider *self)
{
  return attest_decision_steps_can_redo (self->steps);
}

/* Undoes the last step, if there is one and it is not held. */
void
attest_import_decider_undo (AttestImportDecider *self)
{
  if (self->n_held == 0)
    move (self, attest_decision_steps_undo (self->steps), take_back);
}

/* Does what was undone last again, if there is such and it is not held. */
void
attest_import_decider_redo (AttestImportDecider *self)
{
  if (self->n_held == 0)
    move (self, attest_decision_steps_redo (self->steps), do_again);
}

static void
edit_next (gpointer data, guint i, gboolean is_large)
{
  AttestImportDecider *self = data;
  g_autofree char *key = self->edits.make_key (self->edits.data, i);
  const char *text = self->edits.get_text (self->edits.data, i);

  decide (self, ATTEST_DECIDE_EDIT, key, text, is_large);
}

static void
clear_edits (AttestManyEdits *edits)
{
  edits->free_data (edits->data);
  *edits = (AttestManyEdits){ 0 };
}

static void
end_editing (gpointer data)
{
  AttestImportDecider *self = data;

  clear_edits (&self->edits);
  self->n_held--;
  attest_import_decider_end_step (self);
  let_go (self);
}

/**
 * attest_import_decider_edit_all:
 * @self: a decider
 * @edits: taken over, its data
 *
 * One step; it may end only after this returned. Does nothing while it is held.
 */
void
attest_import_decider_edit_all (AttestImportDecider *self, const AttestManyEdits *edits)
{
  AttestManyEdits unwanted = *edits;

  if (self->n_held > 0)
    {
      clear_edits (&unwanted);
      return;
    }
  self->edits = *edits;
  attest_import_decider_begin_step (self);
  sweep (self, edits->n, edit_next, end_editing);
}

/* Profiles. */

/* All that was decided about the sheet goes, and can be undone. */
static void
forget_all (AttestImportDecider *self)
{
  for (guint i = 0; i < ATTEST_DECIDE_FIRST_OF_RECORD; i++)
    {
      g_autoptr (GPtrArray) keys = attest_decisions_list (self->decisions, i);

      for (guint j = 0; j < keys->len; j++)
        {
          g_autofree char *key = g_strdup (g_ptr_array_index (keys, j));

          attest_import_decider_decide (self, i, key, NULL);
        }
    }
}

static void
decide_all (AttestImportDecider *self, const AttestDecisions *decisions)
{
  for (guint i = 0; i < ATTEST_DECIDE_FIRST_OF_RECORD; i++)
    {
      g_autoptr (GPtrArray) keys = attest_decisions_list (decisions, i);

      for (guint j = 0; j < keys->len; j++)
        attest_import_decider_decide (
            self,
            i,
            g_ptr_array_index (keys, j),
            attest_decisions_get (decisions, i, g_ptr_array_index (keys, j)));
    }
}

/**
 * attest_import_decider_replace:
 * @self: a decider
 * @profile: (nullable): the name of what holds from now on
 * @by: (nullable): what that says
 *
 * One step, in which all that was decided about the sheet gives way.
 */
void
attest_import_decider_replace (AttestImportDecider *self,
                               const char *profile,
                               const AttestDecisions *by)
{
  attest_import_decider_begin_step (self);
  attest_import_decider_decide (self, ATTEST_DECIDE_PROFILE, "", profile);
  forget_all (self);
  if (by != NULL)
    decide_all (self, by);
  attest_import_decider_end_step (self);
}
