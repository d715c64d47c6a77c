/* The steps in which a person decided: see the header. */
#include "attest-config.h"
#include "intake/attest-decision-steps.h"

struct _AttestDecisionSteps
{
  GPtrArray *steps; /* of arrays of AttestDecisionChange */
  guint n_done;     /* of them; those after are undone */
  GPtrArray *step;  /* (nullable): what is one step with what comes */
  guint depth;      /* of attest_decision_steps_begin() */
};

static void
change_free (gpointer data)
{
  AttestDecisionChange *change = data;

  g_free (change->key);
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

/* Returns: (transfer full): no step yet */
AttestDecisionSteps *
attest_decision_steps_new (void)
{
  AttestDecisionSteps *self = g_new0 (AttestDecisionSteps, 1);

  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  return self;
}

/* @self: to be freed, with its steps */
void
attest_decision_steps_free (AttestDecisionSteps *self)
{
  g_ptr_array_unref (self->steps);
  g_clear_pointer (&self->step, g_ptr_array_unref);
  g_free (self);
}

/* Begins what is one step; may be nested. */
void
attest_decision_steps_begin (AttestDecisionSteps *self)
{
  if (self->depth++ == 0)
    self->step = g_ptr_array_new_with_free_func (change_free);
}

/**
 * attest_decision_steps_add:
 * @self: with a step that was begun
 * @decision: what about
 * @key: see AttestImportDecision
 * @before: (nullable): what was decided until now
 * @after: (nullable): what is decided
 *
 * Returns: how many changes the step has by now
 */
guint
attest_decision_steps_add (AttestDecisionSteps *self,
                           AttestImportDecision decision,
                           const char *key,
                           const char *before,
                           const char *after)
{
  AttestDecisionChange *change = NULL;

  g_return_val_if_fail (self->depth > 0, 0);

  change = g_new0 (AttestDecisionChange, 1);
  change->decision = decision;
  change->key = g_strdup (key);
  change->before = g_strdup (before);
  change->after = g_strdup (after);
  g_ptr_array_add (self->step, change);
  return self->step->len;
}

/* Ends what attest_decision_steps_begin() began. Returns: whether there is a step more; what was
 * undone before is gone then */
gboolean
attest_decision_steps_end (AttestDecisionSteps *self)
{
  g_return_val_if_fail (self->depth > 0, FALSE);

  if (--self->depth > 0)
    return FALSE;
  if (self->step->len == 0)
    {
      g_clear_pointer (&self->step, g_ptr_array_unref);
      return FALSE;
    }
  g_ptr_array_set_size (self->steps, (int) self->n_done);
  g_ptr_array_add (self->steps, g_steal_pointer (&self->step));
  self->n_done++;
  return TRUE;
}

/* Returns: whether there is a step to undo */
gboolean
attest_decision_steps_can_undo (const AttestDecisionSteps *self)
{
  return self->n_done > 0;
}

/* Returns: whether there is a step that was undone */
gboolean
attest_decision_steps_can_redo (const AttestDecisionSteps *self)
{
  return self->n_done < self->steps->len;
}

/* Returns: (transfer none) (nullable) (element-type AttestDecisionChange): the last step, to be
 * taken back from its end; %NULL: there is none */
const GPtrArray *
attest_decision_steps_undo (AttestDecisionSteps *self)
{
  g_return_val_if_fail (self->depth == 0, NULL);
  return self->n_done > 0 ? g_ptr_array_index (self->steps, --self->n_done) : NULL;
}

/* Returns: (transfer none) (nullable) (element-type AttestDecisionChange): what was undone last, to
 * be done again; %NULL: there is none */
const GPtrArray *
attest_decision_steps_redo (AttestDecisionSteps *self)
{
  g_return_val_if_fail (self->depth == 0, NULL);
  return self->n_done < self->steps->len ? g_ptr_array_index (self->steps, self->n_done++) : NULL;
}
