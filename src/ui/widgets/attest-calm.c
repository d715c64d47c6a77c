/* See the header. */
#include "attest-config.h"
#include "widgets/attest-calm.h"

#define PERIOD_USEC (G_USEC_PER_SEC / 10)

static gboolean
call_cb (gpointer user_data)
{
  AttestCalm *self = user_data;

  self->source = 0;
  self->last = g_get_monotonic_time ();
  self->func (self->data);
  return G_SOURCE_REMOVE;
}

/**
 * attest_calm_call:
 * @self: a calm
 * @func: called from the main loop soon; the same each time
 * @data: for @func; the same each time
 *
 * Several calls before @func is called are one. While there are none, there is no timer.
 */
void
attest_calm_call (AttestCalm *self, void (*func) (gpointer data), gpointer data)
{
  gint64 wait = self->last + PERIOD_USEC - g_get_monotonic_time ();

  if (self->source != 0)
    return;
  self->func = func;
  self->data = data;
  self->source = self->last != 0 && wait > 0
                     ? g_timeout_add ((guint) (wait / 1000 + 1), call_cb, self)
                     : g_idle_add (call_cb, self);
}

/**
 * attest_calm_clear:
 * @self: a calm
 *
 * What was to be called is not called any more.
 */
void
attest_calm_clear (AttestCalm *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
}
