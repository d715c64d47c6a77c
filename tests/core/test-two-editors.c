/* One draft in the editors of two processes: what one writes, the other shows; if both type, both
 * texts are kept. Two workspaces on one folder stand for the processes. */
#include "workspace-fixture.h"

#include "workspace/attest-open-draft.h"

typedef struct
{
  WorkspaceFixture here;
  WorkspaceFixture there;
  AttestOpenDraft *mine;
  AttestOpenDraft *theirs;
  char *id;
} Fixture;

static AttestOpenDraft *
open_in (WorkspaceFixture *fixture, const char *id)
{
  AttestDraft *draft = workspace_fixture_find (fixture, id);
  g_autoptr (AttestRecord) record = workspace_fixture_load (fixture, id, NULL);
  AttestOpenDraft *open_draft = attest_open_draft_new (fixture->workspace, draft, record);

  /* Only what a test asks for is saved. */
  g_object_set (open_draft, "idle-delay", 600000, "ceiling-delay", 600000, NULL);
  return open_draft;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestDraft) draft = NULL;

  workspace_fixture_set_up (&self->here, NULL);
  draft = workspace_fixture_add_certificate (&self->here, "1", "Hanbit");
  self->id = g_strdup (attest_draft_get_id (draft));
  workspace_fixture_init_on (&self->there, self->here.folder);
  workspace_fixture_open (&self->there);
  self->mine = open_in (&self->here, self->id);
  self->theirs = open_in (&self->there, self->id);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->mine);
  g_clear_object (&self->theirs);
  workspace_fixture_clear (&self->there, NULL);
  workspace_fixture_clear (&self->here, NULL);
  g_free (self->id);
}

static void
type (AttestOpenDraft *open_draft, guint field, const char *text)
{
  attest_record_set_text (attest_open_draft_get_record (open_draft), field, text);
}

static const char *
get (AttestOpenDraft *open_draft, guint field)
{
  return attest_record_get_text (attest_open_draft_get_record (open_draft), field);
}

static void
save (AttestOpenDraft *open_draft)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  attest_open_draft_save_async (open_draft, store_fixture_keep_result, &result);
  attest_open_draft_save_finish (open_draft, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
}

static void
wait_for (AttestOpenDraft *open_draft, guint field, const char *text)
{
  while (g_strcmp0 (get (open_draft, field), text) != 0)
    g_main_context_iteration (NULL, TRUE);
}

static guint
count (WorkspaceFixture *fixture)
{
  return g_list_model_get_n_items (workspace_fixture_list (fixture, &attest_certificate_schema));
}

static void
assert_kept (Fixture *self, const char *id, guint field, const char *text)
{
  g_autoptr (AttestRecord) record = workspace_fixture_load (&self->here, id, NULL);

  g_assert_nonnull (record);
  g_assert_cmpstr (attest_record_get_text (record, field), ==, text);
}

static const char *
get_id (AttestOpenDraft *open_draft)
{
  return attest_draft_get_id (attest_open_draft_get_draft (open_draft));
}

/* Nothing is unsaved here: the new state is shown, and that is no edit. */
static void
test_followed (Fixture *self, gconstpointer data)
{
  type (self->theirs, ATTEST_CERTIFICATE_NUMBER, "2");
  save (self->theirs);
  wait_for (self->mine, ATTEST_CERTIFICATE_NUMBER, "2");
  g_assert_cmpint (attest_open_draft_get_save_state (self->mine), ==, ATTEST_SAVE_NOTHING);
  g_assert_null (attest_open_draft_get_other (self->mine));
  type (self->mine, ATTEST_CERTIFICATE_ENTITY_NAME, "Haneul");
  save (self->mine);
  wait_for (self->theirs, ATTEST_CERTIFICATE_ENTITY_NAME, "Haneul");
  g_assert_null (attest_open_draft_get_other (self->mine));
  g_assert_null (attest_open_draft_get_other (self->theirs));
  assert_kept (self, self->id, ATTEST_CERTIFICATE_NUMBER, "2");
  g_assert_cmpuint (count (&self->here), ==, 1);
}

static void
test_taken_back (Fixture *self, gconstpointer data)
{
  type (self->theirs, ATTEST_CERTIFICATE_NUMBER, "2");
  save (self->theirs);
  wait_for (self->mine, ATTEST_CERTIFICATE_NUMBER, "2");
  attest_undo_undo (attest_open_draft_get_undo (self->mine));
  g_assert_cmpstr (get (self->mine, ATTEST_CERTIFICATE_NUMBER), ==, "1");
  save (self->mine);
  wait_for (self->theirs, ATTEST_CERTIFICATE_NUMBER, "1");
  g_assert_cmpuint (count (&self->here), ==, 1);
}

static void
test_both (Fixture *self, gconstpointer data)
{
  int told = 0;

  g_signal_connect_swapped (self->mine, "notify::other", G_CALLBACK (store_fixture_count), &told);
  type (self->mine, ATTEST_CERTIFICATE_NUMBER, "mine");
  type (self->theirs, ATTEST_CERTIFICATE_NUMBER, "theirs");
  save (self->theirs);
  save (self->mine);
  g_assert_cmpint (told, ==, 1);
  g_assert_cmpstr (attest_draft_get_id (attest_open_draft_get_other (self->mine)), ==, self->id);
  g_assert_cmpstr (get_id (self->mine), !=, self->id);
  g_assert_null (attest_open_draft_get_other (self->theirs));
  assert_kept (self, self->id, ATTEST_CERTIFICATE_NUMBER, "theirs");
  assert_kept (self, get_id (self->mine), ATTEST_CERTIFICATE_NUMBER, "mine");

  /* From now on nobody is in the other's way. */
  type (self->theirs, ATTEST_CERTIFICATE_ENTITY_NAME, "theirs");
  type (self->mine, ATTEST_CERTIFICATE_ENTITY_NAME, "mine");
  save (self->theirs);
  save (self->mine);
  g_assert_cmpint (told, ==, 1);
  assert_kept (self, self->id, ATTEST_CERTIFICATE_ENTITY_NAME, "theirs");
  assert_kept (self, get_id (self->mine), ATTEST_CERTIFICATE_ENTITY_NAME, "mine");
  while (count (&self->there) < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count (&self->there), ==, 2);
}

static gboolean
says (AttestOpenDraft *open_draft, const char *rule)
{
  GListModel *problems = attest_open_draft_get_problems (open_draft);

  for (guint i = 0; i < g_list_model_get_n_items (problems); i++)
    {
      g_autoptr (AttestProblem) problem = g_list_model_get_item (problems, i);

      if (g_str_equal (attest_problem_get_rule (problem), rule))
        return TRUE;
    }
  return FALSE;
}

/* A copy that was not wanted has the number of the other version: who sends both is told. */
static void
test_copy_is_compared (Fixture *self, gconstpointer data)
{
  type (self->theirs, ATTEST_CERTIFICATE_SCOPE, "theirs");
  type (self->mine, ATTEST_CERTIFICATE_SCOPE, "mine");
  save (self->theirs);
  g_assert_false (says (self->mine, "same-number"));
  save (self->mine);
  g_assert_nonnull (attest_open_draft_get_other (self->mine));
  while (!says (self->mine, "same-number"))
    g_main_context_iteration (NULL, TRUE);
}

/* The same by chance, or by somebody who repeats what did not seem to work. */
static void
test_same (Fixture *self, gconstpointer data)
{
  type (self->mine, ATTEST_CERTIFICATE_NUMBER, "2");
  type (self->theirs, ATTEST_CERTIFICATE_NUMBER, "2");
  save (self->theirs);
  save (self->mine);
  g_assert_null (attest_open_draft_get_other (self->mine));
  g_assert_cmpuint (count (&self->here), ==, 1);
}

/* The editor goes before it has saved. */
static void
test_closed (Fixture *self, gconstpointer data)
{
  type (self->mine, ATTEST_CERTIFICATE_NUMBER, "mine");
  type (self->theirs, ATTEST_CERTIFICATE_NUMBER, "theirs");
  save (self->theirs);
  g_clear_object (&self->mine);
  while (count (&self->here) < 2)
    g_main_context_iteration (NULL, TRUE);
  assert_kept (self, self->id, ATTEST_CERTIFICATE_NUMBER, "theirs");
}

static void
type_now (Fixture *self)
{
  type (self->mine, ATTEST_CERTIFICATE_NUMBER, "mine");
}

/* What is typed while the other's state is being read is not written over by it. */
static void
test_typed_meanwhile (Fixture *self, gconstpointer data)
{
  AttestDraft *draft = attest_open_draft_get_draft (self->mine);

  g_signal_connect_swapped (draft, "notify::changed", G_CALLBACK (type_now), self);
  type (self->theirs, ATTEST_CERTIFICATE_NUMBER, "theirs");
  save (self->theirs);
  wait_for (self->mine, ATTEST_CERTIFICATE_NUMBER, "mine");
  g_signal_handlers_disconnect_by_data (draft, self);
  save (self->mine);
  g_assert_cmpstr (get (self->mine, ATTEST_CERTIFICATE_NUMBER), ==, "mine");
  g_assert_nonnull (attest_open_draft_get_other (self->mine));
  assert_kept (self, self->id, ATTEST_CERTIFICATE_NUMBER, "theirs");
}

/* What was typed after that is worth more. */
static void
test_deleted_there (Fixture *self, gconstpointer data)
{
  const char *const ids[] = { self->id, NULL };

  attest_workspace_delete_drafts_async (self->there.workspace, ids, NULL, NULL);
  while (count (&self->here) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (get (self->mine, ATTEST_CERTIFICATE_NUMBER), ==, "1");
  type (self->mine, ATTEST_CERTIFICATE_NUMBER, "2");
  save (self->mine);
  g_assert_null (attest_open_draft_get_other (self->mine));
  assert_kept (self, self->id, ATTEST_CERTIFICATE_NUMBER, "2");
  g_assert_cmpuint (count (&self->here), ==, 1);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/two-editors/followed", test_followed);
  add ("/two-editors/taken-back", test_taken_back);
  add ("/two-editors/both", test_both);
  add ("/two-editors/copy-is-compared", test_copy_is_compared);
  add ("/two-editors/same", test_same);
  add ("/two-editors/closed", test_closed);
  add ("/two-editors/typed-meanwhile", test_typed_meanwhile);
  add ("/two-editors/deleted-there", test_deleted_there);
  return g_test_run ();
}
