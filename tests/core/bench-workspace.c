/* How long it takes to open a workspace with 10 000 drafts and 100 000 submissions, to open one of
 * the drafts, and to save it; and for how long the main loop stands still meanwhile at most. */
#include "many.h"
#include "workspace-fixture.h"

#define N_DRAFTS 10000

static double
get_ms (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000.0;
}

/* Runs the main loop until the answer is there and nothing is left to do. Waiting is no stall, so
 * that a turn is only measured when there is something to do. */
static void
run (GAsyncResult **result, double *answered_ms, double *stall_ms)
{
  gint64 start = g_get_monotonic_time ();

  *answered_ms = *stall_ms = 0;
  while (*result == NULL || g_main_context_pending (NULL))
    {
      gint64 turn = g_get_monotonic_time ();

      if (!g_main_context_pending (NULL))
        g_usleep (100);
      else
        {
          g_main_context_iteration (NULL, FALSE);
          *stall_ms = MAX (*stall_ms, get_ms (turn));
        }
      if (*answered_ms == 0 && *result != NULL)
        *answered_ms = get_ms (start);
    }
}

int
main (int argc, char *argv[])
{
  WorkspaceFixture fixture = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AttestRecord) record = NULL;
  gint64 start = 0;
  double open_ms = 0;
  double stall_ms = 0;

  g_test_init (&argc, &argv, NULL);
  workspace_fixture_set_up (&fixture, NULL);
  workspace_fixture_close (&fixture);
  many_fill (fixture.folder, N_DRAFTS);
  g_object_unref (fixture.workspace);
  fixture.workspace = attest_workspace_new (fixture.folder);

  attest_workspace_open_async (fixture.workspace, NULL, store_fixture_keep_result, &result);
  run (&result, &open_ms, &stall_ms);
  g_assert_true (attest_workspace_open_finish (fixture.workspace, result, NULL));
  g_clear_object (&result);
  g_print ("open %u drafts %10.1f ms, longest turn of the main loop %.1f ms\n",
           N_DRAFTS,
           open_ms,
           stall_ms);

  start = g_get_monotonic_time ();
  record = workspace_fixture_load (&fixture, "draft-005000", NULL);
  g_assert_nonnull (record);
  g_print ("load one draft     %8.1f ms\n", get_ms (start));
  start = g_get_monotonic_time ();
  for (int i = 0; i < 100; i++)
    workspace_fixture_save (&fixture, "draft-005000", record, NULL);
  g_print ("save one draft     %8.2f ms\n", get_ms (start) / 100);
  workspace_fixture_clear (&fixture, NULL);
  g_assert_cmpfloat (open_ms, <=, 400);
  return 0;
}
