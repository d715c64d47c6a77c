/* What a service said of a record it refused comes back wherever the record is opened, at the field
 * it speaks of, until that is another than was refused. */
#include "workspace-fixture.h"

#include "base/attest-ident.h"
#include "codec/attest-codec.h"
#include "store/attest-store-drafts.h"
#include "workspace/attest-open-draft.h"

#include <string.h>

#define BY_FIELD(members)                                                                          \
  "{\"error\":true,\"errors\":{\"code\":\"validation_error\",\"message\":{" members "}}}"

/* One that was sent, as another program of the user would write it down. */
typedef struct
{
  const char *environment;
  const char *state;
  const char *reply; /* (nullable) */
  AttestRecord *record;
  guint status; /* 0: 422 */
  int ahead;    /* days that the clock was ahead then */
} Sent;

static void
write_sent (WorkspaceFixture *fixture, const char *draft_id, const Sent *sent)
{
  g_autofree char *id = attest_ident_new ();
  g_autofree char *body = attest_codec_write (sent->record, ATTEST_CODEC_WIRE);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1);
  const guint status = sent->status != 0 ? sent->status : 422;
  /* Where lists look for it. */
  const char *host = attest_service_get ("certsearch")->hosts[ATTEST_ENVIRONMENT_TEST];
  char *sql = sqlite3_mprintf (
      "BEGIN;"
      "INSERT INTO submissions (id, draft_id, service, environment, host, title, entity, sha256,"
      " state, http_status, message, created, sent, finished, search)"
      " VALUES (%Q, %Q, 'certsearch', %Q, %Q, 'KR-1', '', %Q, %Q, %u, 'No',"
      " %lld, 1, 2, '');"
      "INSERT INTO requests VALUES (%Q, 'http://127.0.0.1:1/', '', %Q);"
      "INSERT INTO attempts (id, submission_id, started, finished, outcome, http_status,"
      " content_type, reply_body) VALUES (%Q, %Q, 1, 2, %Q, %u, 'application/json',"
      " CAST (%Q AS BLOB));"
      "COMMIT;",
      id,
      draft_id,
      sent->environment,
      host,
      sha256,
      sent->state,
      status,
      (long long) (g_get_real_time () + sent->ahead * G_TIME_SPAN_DAY),
      id,
      body,
      id,
      id,
      sent->state,
      status,
      sent->reply != NULL ? sent->reply : "{}");

  workspace_fixture_run_sql (fixture, sql);
  sqlite3_free (sql);
}

static AttestRecord *
make_record (void)
{
  AttestRecord *record = workspace_fixture_make_certificate ("KR-1", "Acme");
  AttestRecordList *sites = attest_record_get_list (record, ATTEST_CERTIFICATE_SITES);

  attest_record_set_text (record, ATTEST_CERTIFICATE_SITES_MODE, ATTEST_SITES_REPLACE);
  attest_record_set_text (record, ATTEST_CERTIFICATE_ISSUE_DATE, "15 April 2025");
  for (guint i = 0; i < 3; i++)
    attest_record_list_append (sites); /* the second stays blank, and is not sent */
  attest_record_set_text (attest_record_list_get (sites, 0), ATTEST_SITE_CITY, "Seoul");
  attest_record_set_text (attest_record_list_get (sites, 2), ATTEST_SITE_CITY, "Busan");
  return record;
}

/* What is refused among the problems, as "path: words" a line. */
static char *
list_refusals (AttestOpenDraft *open_draft)
{
  GListModel *problems = attest_open_draft_get_problems (open_draft);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (problems); i++)
    {
      g_autoptr (AttestProblem) problem = g_list_model_get_item (problems, i);

      if (attest_problem_is_refusal (problem))
        g_string_append_printf (text,
                                "%s: %s\n",
                                attest_problem_get_path (problem),
                                attest_problem_get_message (problem));
    }
  return g_string_free (text, FALSE);
}

static void
expect (AttestOpenDraft *open_draft, const char *wanted)
{
  g_autofree char *found = list_refusals (open_draft);

  g_assert_cmpstr (found, ==, wanted);
}

/* Waits for what comes from the file. */
static void
wait_for (AttestOpenDraft *open_draft, const char *wanted)
{
  for (;;)
    {
      g_autofree char *found = list_refusals (open_draft);

      if (g_str_equal (found, wanted))
        return;
      g_main_context_iteration (NULL, TRUE);
    }
}

/* What lists say of it, which is by the same rule. */
static void
wait_for_count (WorkspaceFixture *fixture, const char *id, guint n)
{
  AttestDraft *draft = workspace_fixture_find (fixture, id);

  while (attest_draft_get_published (draft, ATTEST_ENVIRONMENT_TEST)->n_fields != n)
    g_main_context_iteration (NULL, TRUE);
}

static AttestOpenDraft *
open_draft (WorkspaceFixture *fixture, const char *id)
{
  g_autoptr (AttestRecord) record = workspace_fixture_load (fixture, id, NULL);

  return attest_open_draft_new (fixture->workspace, workspace_fixture_find (fixture, id), record);
}

static void
save (AttestOpenDraft *open)
{
  g_autoptr (GAsyncResult) result = NULL;

  attest_open_draft_save_async (open, store_fixture_keep_result, &result);
  g_assert_true (attest_open_draft_save_finish (open, store_fixture_wait (&result), NULL));
}

typedef struct
{
  AttestRecord *record;
  char *id;
  AttestOpenDraft *open;
} Refused;

/* A draft that was refused with @reply while no one had it open, and then was opened. */
static void
refuse (WorkspaceFixture *fixture, Refused *refused, const char *reply)
{
  g_autoptr (AttestRecord) record = make_record ();
  g_autoptr (AttestDraft) draft = workspace_fixture_add (fixture, record);

  refused->id = g_strdup (attest_draft_get_id (draft));
  write_sent (fixture, refused->id, &(Sent){ "test", "refused", reply, record });
  refused->open = open_draft (fixture, refused->id);
  refused->record = attest_open_draft_get_record (refused->open);
}

static void
refused_clear (Refused *refused)
{
  g_clear_object (&refused->open);
  g_clear_pointer (&refused->id, g_free);
}

static void
test_fields (WorkspaceFixture *fixture, gconstpointer data)
{
  static const char both[] = "certification_issue_date: Too old\ncertified_entity_name: Not this\n";
  Refused refused = { 0 };

  refuse (fixture,
          &refused,
          BY_FIELD ("\"certified_entity_name\":\"Not this\","
                    "\"certification_issue_date\":\"Too old\""));
  wait_for (refused.open, both);
  g_assert_cmpint (attest_submission_get_environment (attest_open_draft_get_refused (refused.open)),
                   ==,
                   ATTEST_ENVIRONMENT_TEST);

  /* Another way to write the same is no edit; another text is. */
  attest_record_set_text (refused.record, ATTEST_CERTIFICATE_ISSUE_DATE, "2025-04-15");
  expect (refused.open, both);
  attest_record_set_text (refused.record, ATTEST_CERTIFICATE_ENTITY_NAME, "Acme Ltd");
  expect (refused.open, "certification_issue_date: Too old\n");
  attest_undo_undo (attest_open_draft_get_undo (refused.open));
  expect (refused.open, both);
  attest_record_set_text (refused.record, ATTEST_CERTIFICATE_ENTITY_NAME, "Acme Ltd");
  save (refused.open);
  g_clear_object (&refused.open);

  workspace_fixture_reopen (fixture);
  refused.open = open_draft (fixture, refused.id);
  wait_for (refused.open, "certification_issue_date: Too old\n");
  refused_clear (&refused);
}

/* A text stays with its row wherever that goes. */
static void
test_rows (WorkspaceFixture *fixture, gconstpointer data)
{
  Refused refused = { 0 };
  AttestRecordList *sites = NULL;

  refuse (fixture, &refused, BY_FIELD ("\"sites.1.city\":\"No such city\""));
  sites = attest_record_get_list (refused.record, ATTEST_CERTIFICATE_SITES);
  wait_for (refused.open, "sites[2].city: No such city\n");
  attest_record_list_move (sites, 2, 0);
  expect (refused.open, "sites[0].city: No such city\n");
  save (refused.open);
  wait_for_count (fixture, refused.id, 1);
  attest_record_list_move (sites, 0, 2);
  attest_record_list_remove (sites, 0);
  expect (refused.open, "sites[1].city: No such city\n");
  save (refused.open);
  wait_for_count (fixture, refused.id, 1);
  g_clear_object (&refused.open);

  workspace_fixture_reopen (fixture);
  refused.open = open_draft (fixture, refused.id);
  refused.record = attest_open_draft_get_record (refused.open);
  sites = attest_record_get_list (refused.record, ATTEST_CERTIFICATE_SITES);
  wait_for (refused.open, "sites[1].city: No such city\n");
  attest_record_list_remove (sites, 1);
  expect (refused.open, "");
  attest_undo_undo (attest_open_draft_get_undo (refused.open));
  expect (refused.open, "sites[1].city: No such city\n");
  refused_clear (&refused);
}

/* Of a field that is not known, or of none: first, until anything is edited. */
static void
test_general (WorkspaceFixture *fixture, gconstpointer data)
{
  Refused refused = { 0 };

  refuse (fixture,
          &refused,
          BY_FIELD ("\"certified_entity_name\":\"Not this\",\"shoe_size\":\"Too big\","
                    "\"sites.7.city\":\"Where?\""));
  wait_for (refused.open, ": shoe_size: Too big\n: Where?\ncertified_entity_name: Not this\n");
  attest_record_set_text (refused.record, ATTEST_CERTIFICATE_SCOPE, "More");
  expect (refused.open, "certified_entity_name: Not this\n");
  refused_clear (&refused);

  refuse (fixture, &refused, "<html>Nobody is here</html>");
  wait_for (refused.open, ": No\n");
  refused_clear (&refused);
}

static AttestSubmissionDetails *
load_refusal (WorkspaceFixture *fixture, const char *id)
{
  AttestStore *store = attest_workspace_get_store (fixture->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  AttestSubmissionDetails *refusal = NULL;

  attest_store_load_refusal_async (store, id, NULL, store_fixture_keep_result, &result);
  g_assert_true (
      attest_store_load_refusal_finish (store, store_fixture_wait (&result), &refusal, NULL));
  return refusal;
}

/* What lists say became of it last. */
static const char *
read_last_state (WorkspaceFixture *fixture, AttestDraft *draft)
{
  AttestStore *store = attest_workspace_get_store (fixture->workspace);
  const char *const ids[] = { attest_draft_get_id (draft), NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) drafts = NULL;

  attest_store_read_drafts_async (store, ids, NULL, store_fixture_keep_result, &result);
  drafts = attest_store_read_drafts_finish (store, store_fixture_wait (&result), NULL);
  g_assert_nonnull (drafts);
  return attest_state_get_id (attest_draft_get_last_state (draft));
}

/* What became of it since, also after a refusal by a clock that was ahead. */
static void
test_since (WorkspaceFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *refused_in;
    const char *environment;
    const char *state;
    gboolean stands;
  } cases[] = {
    { "test", "test", "not-sent", TRUE },        { "test", "test", "queued", FALSE },
    { "test", "test", "unknown", FALSE },        { "test", "test", "accepted", FALSE },
    { "test", "practice", "accepted", TRUE },    { "test", "production", "queued", TRUE },
    { "test", "production", "accepted", FALSE }, { "practice", "test", "accepted", FALSE },
    { "practice", "test", "queued", TRUE },
  };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (cases); i++)
    {
      guint k = i / 2;
      int ahead = i % 2 == 0 ? 0 : 400;
      g_autoptr (AttestRecord) record = make_record ();
      g_autoptr (AttestDraft) draft = workspace_fixture_add (fixture, record);
      const char *id = attest_draft_get_id (draft);
      g_autoptr (AttestSubmissionDetails) refusal = NULL;

      g_test_message (
          "%s, then %s in %s", cases[k].refused_in, cases[k].state, cases[k].environment);
      write_sent (
          fixture, id, &(Sent){ cases[k].refused_in, "refused", NULL, record, .ahead = ahead });
      write_sent (fixture, id, &(Sent){ cases[k].environment, cases[k].state, NULL, record });
      refusal = load_refusal (fixture, id);
      g_assert_true ((refusal != NULL) == cases[k].stands);
      g_assert_cmpstr (read_last_state (fixture, draft), ==, cases[k].state);
    }
}

/* It is refused, and sent again by another program, while it is open. */
static void
test_while_open (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRecord) record = make_record ();
  g_autoptr (AttestDraft) draft = workspace_fixture_add (fixture, record);
  g_autoptr (AttestOpenDraft) open = open_draft (fixture, attest_draft_get_id (draft));
  const char *id = attest_draft_get_id (draft);

  expect (open, "");
  write_sent (fixture,
              id,
              &(Sent){ "test", "refused", BY_FIELD ("\"certified_entity_name\":\"No\""), record });
  wait_for (open, "certified_entity_name: No\n");
  /* A key that is refused says nothing of the record. */
  write_sent (fixture,
              id,
              &(Sent){ "test",
                       "refused",
                       "{\"error\":true,\"errors\":{\"message\":\"Bad key\","
                       "\"code\":\"invalid_session_token\"}}",
                       record,
                       401 });
  wait_for (open, "");
  g_assert_nonnull (attest_open_draft_get_refused (open));
  write_sent (fixture, id, &(Sent){ "test", "accepted", NULL, record });
  while (attest_open_draft_get_refused (open) != NULL)
    g_main_context_iteration (NULL, TRUE);
  expect (open, "");
  g_assert_null (attest_open_draft_get_refused (open));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  workspace_fixture_add_test ("/refusal/fields", test_fields);
  workspace_fixture_add_test ("/refusal/rows", test_rows);
  workspace_fixture_add_test ("/refusal/general", test_general);
  workspace_fixture_add_test ("/refusal/since", test_since);
  workspace_fixture_add_test ("/refusal/while-open", test_while_open);
  return g_test_run ();
}
