/* For how long the main thread works at once while a sheet of 20 000 rows with 40 000 problems is
 * read, put right, undone and kept: processor time of that thread, since the machine has other
 * work. Each figure is the longest turn of the main loop, or the call itself. */
#include "workspace-fixture.h"

#include "workspace/attest-import.h"

#include <time.h>

#define N_ROWS 20000
#define MOST_MS 16.0

static gboolean is_good = TRUE;

static double
get_used_ms (void)
{
  struct timespec used;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &used);
  return (double) used.tv_sec * 1e3 + (double) used.tv_nsec / 1e6;
}

static void
tell (const char *what, double longest)
{
  g_print ("%-36s %6.1f ms\n", what, longest);
  if (longest > MOST_MS)
    {
      g_print ("too much: %s, at most %.0f ms\n", what, MOST_MS);
      is_good = FALSE;
    }
}

/* What a window does when it is told of another reading. */
static void
look_cb (AttestImport *import, double *looking)
{
  double before = get_used_ms ();
  AttestImportCounts counts;

  attest_import_count (import, &counts);
  g_ptr_array_unref (attest_import_group_problems (import));
  *looking = MAX (*looking, get_used_ms () - before);
}

/* Takes the time since @before as the first turn. */
static void
settle (AttestImport *import, GAsyncResult **result, const char *what, double before)
{
  double longest = get_used_ms () - before;

  while (attest_import_get_is_busy (import) || (result != NULL && *result == NULL))
    {
      double turn = get_used_ms ();

      g_main_context_iteration (NULL, TRUE);
      longest = MAX (longest, get_used_ms () - turn);
    }
  tell (what, longest);
}

/* Who certified stands nowhere in it. */
static GBytes *
make_sheet (void)
{
  GString *text = g_string_new ("인증번호,업체명,인증상태,인증규격,국가,사업자등록번호,인증유형,"
                                "최초인증일,인증발행일,만료일,인정기관,인정기관약어\n");

  for (guint i = 0; i < N_ROWS; i++)
    g_string_append_printf (text,
                            "KR-%05u,한빛정밀 %u,유효,ISO 9001:2015,대한민국,%u,Management System,"
                            "2020-01-%02u,2026-01-11,2029-01-10,Korea Accreditation Board,KAB\n",
                            i,
                            i,
                            100000 + i,
                            i % 28 + 1);
  return g_string_free_to_bytes (text);
}

static const AttestImportProblems *
find_group (GPtrArray *groups)
{
  const AttestImportProblems *found = NULL;
  guint n = 0;

  for (guint i = 0; i < groups->len; i++)
    {
      const AttestImportProblems *group = g_ptr_array_index (groups, i);

      n += group->records->len;
      if (g_str_equal (group->field, "certification_body_name"))
        found = group;
    }
  g_assert_cmpuint (n, ==, 2 * N_ROWS);
  g_assert_nonnull (found);
  g_assert_cmpuint (found->records->len, ==, N_ROWS);
  return found;
}

static void
measure (AttestImport *import)
{
  g_autoptr (GBytes) bytes = make_sheet ();
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  double looking = 0;
  double before = get_used_ms ();

  g_signal_connect (import, "changed", G_CALLBACK (look_cb), &looking);
  attest_import_open_bytes_async (
      import, bytes, "ledger.csv", NULL, store_fixture_keep_result, &result);
  settle (import, &result, "open", before);
  groups = attest_import_group_problems (import);
  tell ("look at it", looking);

  before = get_used_ms ();
  attest_import_fix (import, find_group (groups), "Example Certification", FALSE);
  settle (import, NULL, "put 20 000 right", before);
  before = get_used_ms ();
  attest_import_decider_undo (attest_import_get_decider (import));
  settle (import, NULL, "undo it", before);
  before = get_used_ms ();
  attest_import_decider_redo (attest_import_get_decider (import));
  settle (import, NULL, "redo it", before);
  before = get_used_ms ();
  attest_import_edit (
      import, g_ptr_array_index (find_group (groups)->records, 7), "certificate_number", "7");
  settle (import, NULL, "edit one", before);
  tell ("look at it, at any time", looking);

  g_clear_object (&result);
  before = get_used_ms ();
  attest_import_keep_async (import, NULL, store_fixture_keep_result, &result);
  settle (import, &result, "keep it", before);
  g_assert_true (attest_import_keep_finish (import, result, NULL));
}

int
main (int argc, char **argv)
{
  WorkspaceFixture fixture = { 0 };
  g_autoptr (AttestImport) import = NULL;

  g_test_init (&argc, &argv, NULL);
  workspace_fixture_set_up (&fixture, NULL);
  import = attest_import_new (fixture.workspace);
  measure (import);
  g_clear_object (&import);
  workspace_fixture_clear (&fixture, NULL);
  return is_good ? 0 : 1;
}
