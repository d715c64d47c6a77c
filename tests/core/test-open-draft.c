/* A draft being edited: when it is saved, what is said about it, what happens when it can not be,
 * its problems, and what is left of it after the program was killed. */
#include "workspace-fixture.h"

#include "store/attest-store-profiles.h"
#include "workspace/attest-open-draft.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void
wait_for_state (AttestOpenDraft *open_draft, AttestSaveState state)
{
  while (attest_open_draft_get_save_state (open_draft) != state)
    g_main_context_iteration (NULL, TRUE);
}

static AttestOpenDraft *
open_new (WorkspaceFixture *fixture)
{
  g_autoptr (AttestRecord) record = attest_record_new (&attest_certificate_schema);

  return attest_open_draft_new (fixture->workspace, NULL, record);
}

static void
set_delays (AttestOpenDraft *open_draft, guint idle, guint ceiling, guint retry)
{
  g_object_set (
      open_draft, "idle-delay", idle, "ceiling-delay", ceiling, "retry-delay", retry, NULL);
}

static void
type (AttestOpenDraft *open_draft, const char *number)
{
  attest_record_set_text (
      attest_open_draft_get_record (open_draft), ATTEST_CERTIFICATE_NUMBER, number);
}

static char *
load_number (WorkspaceFixture *fixture, const char *id)
{
  g_autoptr (AttestRecord) record = workspace_fixture_load (fixture, id, NULL);

  g_assert_nonnull (record);
  return g_strdup (attest_record_get_text (record, ATTEST_CERTIFICATE_NUMBER));
}

static gboolean
save (AttestOpenDraft *open_draft, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  attest_open_draft_save_async (open_draft, store_fixture_keep_result, &result);
  return attest_open_draft_save_finish (open_draft, store_fixture_wait (&result), error);
}

static void
wait_for_rule (AttestOpenDraft *open_draft, const char *rule, gboolean is_there)
{
  gboolean found = !is_there;

  while (found != is_there)
    {
      GListModel *problems = attest_open_draft_get_problems (open_draft);

      found = FALSE;
      for (guint i = 0; i < g_list_model_get_n_items (problems); i++)
        {
          g_autoptr (AttestProblem) problem = g_list_model_get_item (problems, i);

          found = found || g_strcmp0 (attest_problem_get_rule (problem), rule) == 0;
        }
      if (found != is_there)
        g_main_context_iteration (NULL, TRUE);
    }
}

static AttestRecord *
make_of_entity (const char *number, const char *name, const char *id)
{
  AttestRecord *record = workspace_fixture_make_certificate (number, name);

  attest_record_set_text (record, ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID, id);
  return record;
}

/* @meaning: (nullable): %NULL: it is forgotten */
static void
save_meaning (WorkspaceFixture *fixture, const char *path, const char *value, const char *meaning)
{
  GPtrArray *maps = g_ptr_array_new_with_free_func (attest_value_map_free);
  AttestValueMap *map = g_new0 (AttestValueMap, 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AttestStore *store = attest_workspace_get_store (fixture->workspace);

  *map = (AttestValueMap){ g_strdup (path), g_strdup (value), g_strdup (meaning), NULL, 0 };
  g_ptr_array_add (maps, map);
  attest_store_save_profiles_async (store, NULL, maps, store_fixture_keep_result, &result);
  g_assert_true (attest_store_save_profiles_finish (store, store_fixture_wait (&result), &error));
  g_assert_no_error (error);
}

static const char *
find_offer (AttestOpenDraft *open_draft, const char *path)
{
  GListModel *problems = attest_open_draft_get_problems (open_draft);
  const char *offer = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (problems); i++)
    {
      g_autoptr (AttestProblem) problem = g_list_model_get_item (problems, i);

      if (g_str_equal (attest_problem_get_path (problem), path)
          && attest_problem_get_fix_text (problem) != NULL)
        {
          g_assert_null (offer);
          offer = attest_problem_get_fix_text (problem);
        }
    }
  return offer;
}

/* What was decided of a text in an import is offered where it is typed or pasted: at a problem that
 * is there already, or as a remark; never beside another offer, and no more once it is forgotten.
 */
static void
test_meanings (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestOpenDraft) open_draft = open_new (fixture);
  AttestRecord *record = attest_open_draft_get_record (open_draft);
  AttestRecord *site =
      attest_record_list_append (attest_record_get_list (record, ATTEST_CERTIFICATE_SITES));

  attest_record_set_text (record, ATTEST_CERTIFICATE_SITES_MODE, ATTEST_SITES_REPLACE);
  attest_record_set_text (site, ATTEST_SITE_COUNTRY, "nam HAN");
  attest_record_set_text (record, ATTEST_CERTIFICATE_STATUS, "유효");
  attest_record_set_text (record, ATTEST_CERTIFICATE_ENTITY_COUNTRY, "South Korea");
  save_meaning (fixture, "sites[].country", "Nam Han", "Korea, Republic of");
  save_meaning (fixture, "certification_status", "유효", "active");
  save_meaning (fixture, "certified_entity_country", "South Korea", "Korea (South)");
  while (find_offer (open_draft, "sites[0].country") == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (find_offer (open_draft, "sites[0].country"), ==, "Korea, Republic of");
  g_assert_cmpstr (find_offer (open_draft, "certification_status"), ==, "active");
  g_assert_cmpstr (find_offer (open_draft, "certified_entity_country"), ==, "Korea, Republic of");
  attest_record_set_text (record, ATTEST_CERTIFICATE_STATUS, "active");
  g_assert_null (find_offer (open_draft, "certification_status"));
  save_meaning (fixture, "sites[].country", "Nam Han", NULL);
  while (find_offer (open_draft, "sites[0].country") != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* What others say is heard when its own texts change, and when theirs do. */
static void
test_peers (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRecord) first = make_of_entity ("KR-1", "Hanbit", "A-1");
  g_autoptr (AttestRecord) renamed = make_of_entity ("KR-1", "Hansung", "A-1");
  g_autoptr (AttestRecord) record = make_of_entity ("KR-2", "Hansung", "A\u20131");
  g_autoptr (AttestDraft) draft = workspace_fixture_add (fixture, first);
  g_autoptr (AttestOpenDraft) open_draft = attest_open_draft_new (fixture->workspace, NULL, record);

  wait_for_rule (open_draft, "same-id-other-name", TRUE);
  wait_for_rule (open_draft, "same-name-other-id", FALSE);
  type (open_draft, " kr-1");
  wait_for_rule (open_draft, "same-number", TRUE);
  g_assert_true (workspace_fixture_save (fixture, attest_draft_get_id (draft), renamed, NULL));
  wait_for_rule (open_draft, "same-id-other-name", FALSE);
  wait_for_rule (open_draft, "same-name-other-id", TRUE);
  workspace_fixture_change (
      fixture, attest_workspace_delete_drafts_async, attest_draft_get_id (draft));
  wait_for_rule (open_draft, "same-number", FALSE);
  wait_for_rule (open_draft, "same-name-other-id", FALSE);
}

static void
test_delays (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestOpenDraft) open_draft = open_new (fixture);
  guint idle = 0;
  guint ceiling = 0;

  g_object_get (open_draft, "idle-delay", &idle, "ceiling-delay", &ceiling, NULL);
  g_assert_cmpuint (idle, ==, 800);
  g_assert_cmpuint (ceiling, ==, 2500);
}

static void
test_first_edit (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestOpenDraft) open_draft = open_new (fixture);
  g_autofree char *number = NULL;
  AttestDraft *draft = NULL;

  set_delays (open_draft, 10, 1000, 1000);
  g_assert_cmpint (attest_open_draft_get_save_state (open_draft), ==, ATTEST_SAVE_NOTHING);
  g_assert_true (save (open_draft, NULL)); /* nothing to do, and no row for it */
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 0);
  g_assert_null (attest_open_draft_get_draft (open_draft));
  type (open_draft, "KR-1");
  g_assert_cmpint (attest_open_draft_get_save_state (open_draft), ==, ATTEST_SAVE_PENDING);
  wait_for_state (open_draft, ATTEST_SAVE_DONE);
  draft = attest_open_draft_get_draft (open_draft);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 1);
  g_assert_cmpstr (attest_draft_get_title (draft), ==, "KR-1");
  g_assert_cmpint (attest_open_draft_get_saved_at (open_draft), >, 0);
  number = load_number (fixture, attest_draft_get_id (draft));
  g_assert_cmpstr (number, ==, "KR-1");
}

static gboolean
type_on (gpointer open_draft)
{
  g_autofree char *number = g_uuid_string_random ();

  type (open_draft, number);
  return G_SOURCE_CONTINUE;
}

/* Somebody who never pauses is saved all the same. */
static void
test_ceiling (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestOpenDraft) open_draft = open_new (fixture);
  guint typing = 0;

  set_delays (open_draft, 60000, 50, 1000);
  typing = g_timeout_add (5, type_on, open_draft);
  while (attest_open_draft_get_saved_at (open_draft) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (typing);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 1);
  g_assert_true (save (open_draft, NULL));
}

/* What is edited while a save is under way is saved by the next one. */
static void
test_overtaken (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestOpenDraft) open_draft = open_new (fixture);
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autofree char *number = NULL;

  set_delays (open_draft, 60000, 60000, 60000);
  type (open_draft, "KR-1");
  attest_open_draft_save_async (open_draft, store_fixture_keep_result, &first);
  type (open_draft, "KR-2");
  attest_open_draft_save_async (open_draft, store_fixture_keep_result, &second);
  g_assert_true (attest_open_draft_save_finish (open_draft, store_fixture_wait (&first), NULL));
  g_assert_true (attest_open_draft_save_finish (open_draft, store_fixture_wait (&second), NULL));
  g_assert_cmpint (attest_open_draft_get_save_state (open_draft), ==, ATTEST_SAVE_DONE);
  number = load_number (fixture, attest_draft_get_id (attest_open_draft_get_draft (open_draft)));
  g_assert_cmpstr (number, ==, "KR-2");
}

static void
test_closing (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestOpenDraft) open_draft = open_new (fixture);
  g_autoptr (AttestDraft) draft = NULL;

  set_delays (open_draft, 60000, 60000, 60000);
  type (open_draft, "KR-1");
  g_clear_object (&open_draft); /* an editor that went away without a word */
  open_draft = open_new (fixture);
  type (open_draft, "KR-2");
  workspace_fixture_close (fixture);
  g_assert_cmpint (attest_open_draft_get_save_state (open_draft), ==, ATTEST_SAVE_DONE);
  g_clear_object (&open_draft);
  g_object_unref (fixture->workspace);
  fixture->workspace = attest_workspace_new (fixture->folder);
  workspace_fixture_open (fixture);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 2);
}

/* A write that fails is said at once and stays said; the text stays, and is written when it can
 * be, without anybody doing anything. */
static void
test_failing (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestOpenDraft) open_draft = open_new (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL;

  set_delays (open_draft, 5, 1000, 5);
  workspace_fixture_run_sql (fixture,
                             "CREATE TRIGGER broken BEFORE INSERT ON drafts BEGIN"
                             " SELECT RAISE (ABORT, 'on purpose'); END");
  type (open_draft, "KR-1");
  wait_for_state (open_draft, ATTEST_SAVE_FAILED);
  g_assert_nonnull (attest_open_draft_get_save_error (open_draft));
  /* What is still put in order after opening may be written in between; each new try tells it
   * again. */
  while (attest_workspace_get_error (fixture->workspace) == NULL)
    g_main_context_iteration (NULL, TRUE);
  type (open_draft, "KR-2");
  g_assert_cmpint (attest_open_draft_get_save_state (open_draft), ==, ATTEST_SAVE_FAILED);
  g_assert_false (save (open_draft, &error));
  g_assert_nonnull (error);
  workspace_fixture_run_sql (fixture, "DROP TRIGGER broken");
  wait_for_state (open_draft, ATTEST_SAVE_DONE);
  g_assert_null (attest_open_draft_get_save_error (open_draft));
  g_assert_null (attest_workspace_get_error (fixture->workspace));
  number = load_number (fixture, attest_draft_get_id (attest_open_draft_get_draft (open_draft)));
  g_assert_cmpstr (number, ==, "KR-2");
}

/* What a new one begins with, as a file that was opened, is not lost where it cannot be written. */
static void
test_kept (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRecord) record = workspace_fixture_make_certificate ("KR-1", "Hansung");
  g_autoptr (AttestOpenDraft) open_draft = attest_open_draft_new (fixture->workspace, NULL, record);
  g_autofree char *number = NULL;

  set_delays (open_draft, 5, 1000, 5);
  workspace_fixture_run_sql (fixture,
                             "CREATE TRIGGER broken BEFORE INSERT ON drafts BEGIN"
                             " SELECT RAISE (ABORT, 'on purpose'); END");
  attest_open_draft_keep (open_draft);
  wait_for_state (open_draft, ATTEST_SAVE_FAILED);
  workspace_fixture_run_sql (fixture, "DROP TRIGGER broken");
  wait_for_state (open_draft, ATTEST_SAVE_DONE);
  number = load_number (fixture, attest_draft_get_id (attest_open_draft_get_draft (open_draft)));
  g_assert_cmpstr (number, ==, "KR-1");
}

static AttestProblem *
find_problem (AttestOpenDraft *open_draft, const char *path)
{
  GListModel *problems = attest_open_draft_get_problems (open_draft);

  for (guint i = 0; i < g_list_model_get_n_items (problems); i++)
    {
      g_autoptr (AttestProblem) problem = g_list_model_get_item (problems, i);

      if (g_str_equal (attest_problem_get_path (problem), path))
        return problem; /* the list holds it */
    }
  return NULL;
}

static void
test_problems (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestOpenDraft) open_draft = open_new (fixture);
  AttestProblem *name = NULL;
  AttestSeverity last = ATTEST_SEVERITY_ERROR;
  GListModel *problems = attest_open_draft_get_problems (open_draft);
  const char *number_key = attest_certificate_schema.fields[ATTEST_CERTIFICATE_NUMBER].key;
  const char *name_key = attest_certificate_schema.fields[ATTEST_CERTIFICATE_ENTITY_NAME].key;
  int told = 0;

  name = find_problem (open_draft, name_key);
  g_assert_nonnull (name);
  g_assert_nonnull (find_problem (open_draft, number_key));
  g_signal_connect_swapped (
      open_draft, "problems-changed", G_CALLBACK (store_fixture_count), &told);
  type (open_draft, "KR-1");
  g_assert_null (find_problem (open_draft, number_key)); /* at once */
  g_assert_true (find_problem (open_draft, name_key) == name);
  g_assert_cmpint (told, ==, 1);
  for (guint i = 0; i < 100; i++) /* an undo, a paste */
    type (open_draft, i % 2 == 0 ? "" : "KR-2");
  g_assert_cmpint (told, ==, 1);
  g_assert_null (find_problem (open_draft, number_key)); /* asking brings it up to date */
  type (open_draft, "");
  while (told < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (find_problem (open_draft, number_key));
  for (guint i = 0; i < g_list_model_get_n_items (problems); i++)
    {
      g_autoptr (AttestProblem) problem = g_list_model_get_item (problems, i);

      g_assert_cmpint (attest_problem_get_severity (problem), >=, last);
      last = attest_problem_get_severity (problem);
    }
  g_signal_handlers_disconnect_by_data (open_draft, &told);
}

static void
test_fix (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestOpenDraft) open_draft = open_new (fixture);
  AttestRecord *record = attest_open_draft_get_record (open_draft);
  const char *key = attest_certificate_schema.fields[ATTEST_CERTIFICATE_ISSUE_DATE].key;
  AttestProblem *problem = NULL;

  attest_record_set_text (record, ATTEST_CERTIFICATE_ISSUE_DATE, "26.3.20");
  problem = find_problem (open_draft, key);
  g_assert_nonnull (problem);
  g_assert_true (attest_open_draft_apply_fix (open_draft, problem));
  g_assert_cmpstr (
      attest_record_get_text (record, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2026-03-20");
  attest_undo_undo (attest_open_draft_get_undo (open_draft));
  g_assert_cmpstr (attest_record_get_text (record, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "26.3.20");
}

/* A new record is not wrong: what is left is counted, until sending is tried. */
static void
test_quiet (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestOpenDraft) open_draft = open_new (fixture);
  AttestRecord *record = attest_open_draft_get_record (open_draft);

  g_assert_cmpuint (attest_open_draft_count_quiet (open_draft), ==, 13);
  attest_record_set_text (record, ATTEST_CERTIFICATE_ISSUE_DATE, "soon");
  attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, "KR-1");
  g_assert_cmpuint (attest_open_draft_count_quiet (open_draft), ==, 11);
  attest_open_draft_set_tried (open_draft);
  g_assert_cmpuint (attest_open_draft_count_quiet (open_draft), ==, 0);
}

/* Deleting with something unsaved, then undoing the deletion, brings back all of it. */
static void
test_deleted_unsaved (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestDraft) draft = workspace_fixture_add_certificate (fixture, "KR-1", "A");
  const char *id = attest_draft_get_id (draft);
  g_autoptr (AttestRecord) record = workspace_fixture_load (fixture, id, NULL);
  g_autoptr (AttestOpenDraft) open_draft =
      attest_open_draft_new (fixture->workspace, draft, record);
  g_autofree char *number = NULL;

  set_delays (open_draft, 60000, 60000, 60000);
  type (open_draft, "KR-2");
  workspace_fixture_change (fixture, attest_workspace_delete_drafts_async, id);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 0);
  workspace_fixture_change (fixture, attest_workspace_restore_drafts_async, id);
  number = load_number (fixture, id);
  g_assert_cmpstr (number, ==, "KR-2");
}

/* Killing. The child types a number every few milliseconds and says so, and says what it was told
 * is saved, each on a line of its own; the parent kills it at some moment and looks at what is
 * kept. (How soon it saves: see the delays and the ceiling.) */

static void
say (const char *what, const char *number)
{
  g_autofree char *line = g_strdup_printf ("%s %s\n", what, number);

  if (write (STDOUT_FILENO, line, strlen (line)) < 0)
    _exit (1);
}

static gboolean
type_next (gpointer open_draft)
{
  static guint64 n = 0;
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, ++n);

  type (open_draft, number);
  say ("typed", number);
  return G_SOURCE_CONTINUE;
}

static void
saved_cb (AttestOpenDraft *open_draft)
{
  say ("saved", attest_draft_get_title (attest_open_draft_get_draft (open_draft)));
}

static void
run_typist (const char *folder)
{
  WorkspaceFixture fixture = { 0 };
  g_autoptr (AttestOpenDraft) open_draft = NULL;

  workspace_fixture_init_on (&fixture, folder);
  workspace_fixture_open (&fixture);
  open_draft = open_new (&fixture);
  set_delays (open_draft, 80, 250, 1000); /* a tenth of the real ones */
  g_signal_connect (open_draft, "notify::saved-at", G_CALLBACK (saved_cb), NULL);
  g_timeout_add (7, type_next, open_draft);
  while (TRUE)
    g_main_context_iteration (NULL, TRUE);
}

static void
check_what_is_kept (WorkspaceFixture *fixture, const char *said)
{
  g_auto (GStrv) lines = g_strsplit (said, "\n", -1);
  guint64 promised = 0;
  g_autoptr (AttestDraft) draft = NULL;

  /* The last line may be cut. */
  for (guint i = 0; i + 1 < g_strv_length (lines); i++)
    if (g_str_has_prefix (lines[i], "saved "))
      promised = g_ascii_strtoull (strchr (lines[i], ' '), NULL, 10);
  if (workspace_fixture_count_drafts (fixture) > 0)
    draft = workspace_fixture_get (fixture, 0);
  g_assert_cmpuint (draft != NULL ? g_ascii_strtoull (attest_draft_get_title (draft), NULL, 10) : 0,
                    >=,
                    promised);
}

static void
test_killed (WorkspaceFixture *fixture, gconstpointer data)
{
  workspace_fixture_close (fixture);
  for (guint i = 0; i < 8; i++)
    {
      const char *const argv[] = { "/proc/self/exe", "--type-into", fixture->folder, NULL };
      g_autoptr (GSubprocess) child =
          g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL);
      GInputStream *output = g_subprocess_get_stdout_pipe (child);
      guint n_lines = (guint) g_test_rand_int_range (1, 240);
      g_autoptr (GString) typed = g_string_new (NULL);
      char buffer[4096];
      gssize n = 0;
      guint seen = 0;

      while (seen < n_lines && (n = g_input_stream_read (output, buffer, 64, NULL, NULL)) > 0)
        {
          g_string_append_len (typed, buffer, n);
          for (gssize j = 0; j < n; j++)
            seen += buffer[j] == '\n';
        }
      g_subprocess_send_signal (child, SIGKILL);
      while ((n = g_input_stream_read (output, buffer, sizeof buffer, NULL, NULL)) > 0)
        g_string_append_len (typed, buffer, n);
      g_assert_true (g_subprocess_wait (child, NULL, NULL));
      g_assert_true (g_subprocess_get_if_signaled (child));
      g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
      g_object_unref (fixture->workspace);
      fixture->workspace = attest_workspace_new (fixture->folder);
      workspace_fixture_open (fixture);
      g_assert_null (attest_workspace_get_notice (fixture->workspace));
      check_what_is_kept (fixture, typed->str);
      workspace_fixture_close (fixture);
    }
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--type-into"))
    run_typist (argv[2]);
  g_test_init (&argc, &argv, NULL);
  workspace_fixture_add_test ("/open-draft/delays", test_delays);
  workspace_fixture_add_test ("/open-draft/meanings", test_meanings);
  workspace_fixture_add_test ("/open-draft/peers", test_peers);
  workspace_fixture_add_test ("/open-draft/first-edit", test_first_edit);
  workspace_fixture_add_test ("/open-draft/ceiling", test_ceiling);
  workspace_fixture_add_test ("/open-draft/overtaken", test_overtaken);
  workspace_fixture_add_test ("/open-draft/closing", test_closing);
  workspace_fixture_add_test ("/open-draft/failing", test_failing);
  workspace_fixture_add_test ("/open-draft/kept", test_kept);
  workspace_fixture_add_test ("/open-draft/problems", test_problems);
  workspace_fixture_add_test ("/open-draft/fix", test_fix);
  workspace_fixture_add_test ("/open-draft/quiet", test_quiet);
  workspace_fixture_add_test ("/open-draft/deleted-unsaved", test_deleted_unsaved);
  workspace_fixture_add_test ("/open-draft/killed", test_killed);
  return g_test_run ();
}
