/* Runs the main context until a call has ended. Main thread. */
#include "cli-await.h"

/* The callback to give to the call, with the CliAwait as its data. */
void
cli_await_done (GObject *source, GAsyncResult *result, gpointer await)
{
  ((CliAwait *) await)->result = g_object_ref (result);
}

static gboolean
has_result (gpointer await)
{
  return ((CliAwait *) await)->result != NULL;
}

/* Returns: (transfer none): the result, for the call's finish function. */
GAsyncResult *
cli_await (CliAwait *await)
{
  cli_await_until (has_result, await);
  return await->result;
}

void
cli_await_until (gboolean (*is_met) (gpointer data), gpointer data)
{
  while (!is_met (data))
    g_main_context_iteration (NULL, TRUE);
}
