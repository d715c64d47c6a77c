/* Many changes in turns: see the header. */
#include "attest-config.h"
#include "workspace/attest-sweep.h"

/* The main loop comes round after so much of it. */
#define TURN_US 4000

typedef struct
{
  AttestSweep of;
  guint n_done;
} Running;

static gboolean
turn_cb (gpointer user_data)
{
  Running *self = user_data;
  const AttestSweep *of = &self->of;
  gboolean is_large = of->n > ATTEST_SWEEP_FEW;
  gint64 end = g_get_monotonic_time () + TURN_US;

  while (self->n_done < of->n)
    {
      of->change (of->data, self->n_done++, is_large);
      if (is_large && self->n_done % 64 == 0 && g_get_monotonic_time () >= end)
        return G_SOURCE_CONTINUE;
    }
  of->end (of->data);
  g_free (self);
  return G_SOURCE_REMOVE;
}

/**
 * attest_sweep_run:
 * @sweep: copied; its data lives until its end
 *
 * Does it. It may end only after this returned: nobody else is to change the same meanwhile.
 */
void
attest_sweep_run (const AttestSweep *sweep)
{
  Running *self = g_new (Running, 1);

  *self = (Running){ .of = *sweep };
  if (turn_cb (self) == G_SOURCE_CONTINUE)
    g_idle_add (turn_cb, self);
}
