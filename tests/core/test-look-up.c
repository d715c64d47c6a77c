/* Looking on the server: what is found there, what is not, and what can not be told. */
#include "attest-config.h"
#include "outbox-fixture.h"

#include "attest-practice.h"
#include "codec/attest-codec.h"
#include "codec/attest-difference.h"
#include "outbox/attest-reconciler.h"
#include "service/attest-design.h"
#include "service/attest-service-private.h"
#include "store/attest-submission-details.h"

typedef struct
{
  OutboxFixture outbox;
  AttestPractice *practice;
  const char *host;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  outbox_fixture_set_up (&self->outbox, data);
  self->practice = attest_practice_new ();
  attest_practice_start (self->practice, 0, &error);
  g_assert_no_error (error);
  self->host = attest_practice_get_url (self->practice, "kolleges");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  outbox_fixture_clear (&self->outbox, data);
  attest_practice_stop (self->practice);
  g_object_unref (self->practice);
}

static AttestSubmission *
post (Fixture *self, const char *name, AttestMishap mishap, AttestState expected)
{
  AttestSubmission *submission = NULL;

  attest_practice_set_mishap (self->practice, mishap);
  submission =
      outbox_fixture_enqueue (&self->outbox, name, ATTEST_ENVIRONMENT_PRACTICE, self->host);
  g_assert_cmpint (outbox_fixture_wait_end (submission), ==, expected);
  return submission;
}

static AttestLookUp *
look (Fixture *self, AttestSubmission *submission, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  attest_reconciler_find_async (attest_outbox_get_reconciler (self->outbox.outbox),
                                submission,
                                NULL,
                                NULL,
                                store_fixture_keep_result,
                                &result);
  return attest_reconciler_find_finish (store_fixture_wait (&result), error);
}

static void
check_event (Fixture *self, AttestSubmission *submission, const char *move, const char *note)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count (*) FROM events WHERE submission_id = '%s'"
                       " AND from_state || ' ' || to_state = '%s' AND note = '%s' AND time > 0",
                       attest_submission_get_id (submission),
                       move,
                       note);

  g_assert_cmpint (store_fixture_get_int (&self->outbox.store, sql), ==, 1);
}

static void
test_found (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestSubmission) other = post (self, "B", ATTEST_MISHAP_NONE, ATTEST_STATE_ACCEPTED);
  g_autoptr (AttestSubmission) lost =
      post (self, "수료증", ATTEST_MISHAP_DROP_AFTER, ATTEST_STATE_UNKNOWN);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLookUp) found = look (self, lost, &error);

  g_assert_no_error (error);
  g_assert_true (found->is_found);
  g_assert_cmpstr (found->id, ==, "2");
  g_assert_cmpuint (found->candidates->len, ==, 1);
  g_assert_cmpint (attest_submission_get_state (lost), ==, ATTEST_STATE_ACCEPTED);
  g_assert_cmpstr (attest_submission_get_remote_id (lost), ==, "2");
  g_assert_cmpuint (attest_outbox_get_n_unknown (self->outbox.outbox), ==, 0);
  g_assert_cmpuint (attest_practice_get_n_taken (self->practice, "kolleges"), ==, 2);
  check_event (self, lost, "unknown accepted", "Attest found it in the service with the ID 2.");
}

static void
test_absent (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestSubmission) other = post (self, "B", ATTEST_MISHAP_NONE, ATTEST_STATE_ACCEPTED);
  g_autoptr (AttestSubmission) lost =
      post (self, "A", ATTEST_MISHAP_DROP_BEFORE, ATTEST_STATE_UNKNOWN);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLookUp) found = look (self, lost, &error);

  g_assert_no_error (error);
  g_assert_false (found->is_found);
  g_assert_null (found->id);
  g_assert_cmpint (attest_submission_get_state (lost), ==, ATTEST_STATE_UNKNOWN);
  check_event (self, lost, "unknown unknown", "Attest checked in the service: not found.");
}

/* A form that was there before, or that belongs to another submission, is not it. */
static void
test_older (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestSubmission) first = post (self, "A", ATTEST_MISHAP_NONE, ATTEST_STATE_ACCEPTED);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLookUp) of_first = look (self, first, &error);
  g_autoptr (AttestSubmission) lost = NULL;
  g_autoptr (AttestLookUp) found = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (of_first->id, ==, "1");
  g_assert_cmpstr (attest_submission_get_remote_id (first), ==, "1");
  check_event (self, first, "accepted accepted", "Attest found it in the service with the ID 1.");

  lost = post (self, "A", ATTEST_MISHAP_DROP_BEFORE, ATTEST_STATE_UNKNOWN);
  found = look (self, lost, &error);
  g_assert_no_error (error);
  g_assert_false (found->is_found);
}

/* Returns: (transfer full) (nullable): what is found at a server that answers so */
static AttestLookUp *
find_at (Fixture *self, AttestSubmission *lost, const char *reply, GError **error)
{
  RawServer *server = raw_server_new (reply);
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (GAsyncResult) result = NULL;
  AttestLookUp *found = NULL;

  attest_reconciler_find_async (attest_outbox_get_reconciler (self->outbox.outbox),
                                lost,
                                &(AttestWhere){ .practice_host = url },
                                NULL,
                                store_fixture_keep_result,
                                &result);
  found = attest_reconciler_find_finish (store_fixture_wait (&result), error);
  raw_server_free (server);
  return found;
}

/* Looks in a list with one form like @lost, made so many hours after that was sent. Returns:
 * whether something can be said of it: that it is not there */
static gboolean
is_surely_absent (Fixture *self, AttestSubmission *lost, int hours)
{
  gint64 made = attest_submission_get_sent (lost) + hours * G_TIME_SPAN_HOUR;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (made / G_USEC_PER_SEC);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *body = g_strdup_printf ("{\"achievements\":[{\"id\":7,\"name\":\"A\","
                                           "\"type\":\"completion\",\"created_at\":\"%s\"}],"
                                           "\"totalPages\":1}",
                                           text);
  g_autofree char *reply = g_strdup_printf (
      "HTTP/1.1 200 OK\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s", strlen (body), body);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLookUp) found = find_at (self, lost, reply, &error);

  g_assert_true (found == NULL ? strstr (error->message, "clock") != NULL : !found->is_found);
  return found != NULL;
}

/* That nothing is there is said only where no clock is believed: who sends again makes two. */
static void
test_clock (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestSubmission) lost =
      post (self, "A", ATTEST_MISHAP_DROP_BEFORE, ATTEST_STATE_UNKNOWN);
  g_autofree char *ahead = g_strdup_printf (
      "UPDATE submissions SET sent = sent + %" G_GINT64_FORMAT, 100 * G_TIME_SPAN_DAY);

  g_assert_true (is_surely_absent (self, lost, -30 * 24));
  g_assert_true (is_surely_absent (self, lost, -25));
  g_assert_false (is_surely_absent (self, lost, -9));
  g_assert_false (is_surely_absent (self, lost, -1));
  store_fixture_write (&self->outbox.store, ahead);
  g_assert_false (is_surely_absent (self, lost, -30 * 24));
}

/* Nothing is said of a list that did not come to its end, but that. */
static void
test_lost_list (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *head;
    const char *why;
  } cases[] = {
    { "HTTP/1.1 200 OK\r\nContent-Length: 500", "The connection was lost" },
    { "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 500", "It answered with code 502." },
  };
  g_autoptr (AttestSubmission) lost =
      post (self, "A", ATTEST_MISHAP_DROP_AFTER, ATTEST_STATE_UNKNOWN);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *reply =
          g_strconcat (cases[i].head, "\r\n\r\n{\"achievements\":[{\"id\":7", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (AttestLookUp) found = find_at (self, lost, reply, &error);

      g_assert_null (found);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].why));
      g_assert_null (strchr (error->message, '{'));
    }
}

/* Several of one name that nobody knew the fate of: the oldest is the first one's, all that could
 * be it are named, as far as that helps, and none is taken twice. */
static void
test_several (Fixture *self, gconstpointer data)
{
  AttestSubmission *lost[12] = { 0 };
  g_autoptr (AttestLookUp) of_first = NULL;
  g_autoptr (AttestLookUp) of_last = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lost); i++)
    lost[i] = post (self, "A", ATTEST_MISHAP_DROP_AFTER, ATTEST_STATE_UNKNOWN);
  of_first = look (self, lost[0], &error);
  g_assert_no_error (error);
  g_assert_true (of_first->is_found);
  g_assert_cmpstr (of_first->id, ==, "1");
  g_assert_cmpuint (of_first->candidates->len, ==, G_N_ELEMENTS (lost));
  words = attest_look_up_describe (of_first);
  g_assert_nonnull (strstr (words, "Several entries match: 1, "));
  g_assert_true (g_str_has_suffix (words, ", …."));
  of_last = look (self, lost[11], &error);
  g_assert_no_error (error);
  g_assert_cmpuint (of_last->candidates->len, ==, G_N_ELEMENTS (lost) - 1);
  g_assert_cmpstr (of_last->id, !=, "1");
  for (guint i = 0; i < G_N_ELEMENTS (lost); i++)
    g_object_unref (lost[i]);
}

/* With another of that name accepted a moment ago, whose id nobody knows, nothing can be said. */
static void
test_ambiguous (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestSubmission) first = post (self, "A", ATTEST_MISHAP_NONE, ATTEST_STATE_ACCEPTED);
  g_autoptr (AttestSubmission) lost =
      post (self, "A", ATTEST_MISHAP_DROP_BEFORE, ATTEST_STATE_UNKNOWN);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLookUp) found = look (self, lost, &error);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_null (found);
  g_assert_cmpint (attest_submission_get_state (lost), ==, ATTEST_STATE_UNKNOWN);
}

static void
test_several_pages (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestSubmission) lost =
      post (self, "Lost", ATTEST_MISHAP_DROP_AFTER, ATTEST_STATE_UNKNOWN);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLookUp) found = NULL;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *name = g_strdup_printf ("Form %u", i);

      g_object_unref (post (self, name, ATTEST_MISHAP_NONE, ATTEST_STATE_ACCEPTED));
    }
  found = look (self, lost, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->id, ==, "1");
}

static void
test_could_not (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestSubmission) lost =
      post (self, "A", ATTEST_MISHAP_DROP_AFTER, ATTEST_STATE_UNKNOWN);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestLookUp) found = NULL;

  attest_practice_set_require_key (self->practice, TRUE);
  found = look (self, lost, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpstr (
      error->message, ==, "The service does not accept the API key for reading its list.");
  g_clear_error (&error);
  attest_practice_stop (self->practice);
  found = look (self, lost, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpint (attest_submission_get_state (lost), ==, ATTEST_STATE_UNKNOWN);
}

/* After an accepted form its id comes by itself, where the program stays. */
static void
test_quiet (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestSubmission) first = NULL;
  g_autoptr (AttestSubmission) second = NULL;

  attest_outbox_start (self->outbox.outbox);
  first = post (self, "A", ATTEST_MISHAP_NONE, ATTEST_STATE_ACCEPTED);
  second = post (self, "B", ATTEST_MISHAP_NONE, ATTEST_STATE_ACCEPTED);
  while (attest_submission_get_remote_id (second) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (attest_submission_get_remote_id (first), ==, "1");
  g_assert_cmpstr (attest_submission_get_remote_id (second), ==, "2");
  g_assert_cmpstr (
      attest_submission_get_message (second), ==, "인증서 폼이 성공적으로 생성되었습니다.");
  /* Two forms and one list. */
  g_assert_cmpuint (attest_practice_get_n_requests (self->practice), ==, 3);
}

static void
test_quiet_fails (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestSubmission) first = NULL;

  attest_outbox_start (self->outbox.outbox);
  first = post (self, "A", ATTEST_MISHAP_NONE, ATTEST_STATE_ACCEPTED);
  attest_practice_set_require_key (self->practice, TRUE);
  while (attest_practice_get_n_requests (self->practice) < 2)
    g_main_context_iteration (NULL, FALSE);
  outbox_fixture_stop (&self->outbox);
  g_assert_cmpint (attest_submission_get_state (first), ==, ATTEST_STATE_ACCEPTED);
  g_assert_null (attest_submission_get_remote_id (first));
  /* To be stopped once more when the test ends. */
}

/* Plans know what was accepted, and what is not settled yet. */
static void
test_plan_form (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestRecord) record = outbox_fixture_make_form ("A");
  g_autoptr (AttestSubmission) first = NULL;
  g_autoptr (AttestSubmission) lost = NULL;
  g_autoptr (AttestSendPlan) fresh = NULL;
  g_autoptr (AttestSendPlan) again = NULL;
  g_autoptr (AttestSendPlan) other = NULL;

  fresh = outbox_fixture_plan (&self->outbox, record, ATTEST_ENVIRONMENT_PRACTICE, self->host);
  g_assert_false (attest_send_plan_get_repeats (fresh));
  g_assert_null (attest_send_plan_get_open (fresh));
  g_assert_cmpuint (attest_send_plan_get_differences (fresh)->len, ==, 0);
  first = post (self, "A", ATTEST_MISHAP_NONE, ATTEST_STATE_ACCEPTED);
  again = outbox_fixture_plan (&self->outbox, record, ATTEST_ENVIRONMENT_PRACTICE, self->host);
  g_assert_true (attest_send_plan_get_repeats (again));
  g_assert_true (attest_send_plan_get_same_record (again) == first);
  g_assert_null (attest_send_plan_get_open (again));
  attest_record_set_text (record, ATTEST_FORM_PREFIX, "AB");
  lost = post (self, "A", ATTEST_MISHAP_DROP_BEFORE, ATTEST_STATE_UNKNOWN);
  other = outbox_fixture_plan (&self->outbox, record, ATTEST_ENVIRONMENT_PRACTICE, self->host);
  g_assert_false (attest_send_plan_get_repeats (other));
  g_assert_true (attest_send_plan_get_same_record (other) == first);
  g_assert_true (attest_send_plan_get_open (other) == lost);
  g_assert_cmpuint (attest_send_plan_get_differences (other)->len, ==, 1);
}

static AttestSubmission *
upload (Fixture *self, AttestRecord *record)
{
  const char *host = attest_practice_get_url (self->practice, "certsearch");
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) submissions = NULL;

  g_ptr_array_add (plans,
                   outbox_fixture_plan (&self->outbox, record, ATTEST_ENVIRONMENT_PRACTICE, host));
  submissions = outbox_fixture_enqueue_plans (&self->outbox, plans, FALSE);
  return g_object_ref (g_ptr_array_index (submissions, 0));
}

static AttestSendPlan *
plan_upload (Fixture *self, AttestRecord *record)
{
  return outbox_fixture_plan (&self->outbox,
                              record,
                              ATTEST_ENVIRONMENT_PRACTICE,
                              attest_practice_get_url (self->practice, "certsearch"));
}

static void
test_plan_certificate (Fixture *self, gconstpointer data)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "data", "examples", "certificate.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestRecord) record = NULL;
  g_autoptr (AttestSubmission) first = NULL;
  g_autoptr (AttestSendPlan) same = NULL;
  g_autoptr (AttestSendPlan) changed = NULL;
  const AttestDifference *difference = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  record = attest_codec_read (&attest_certificate_schema, text, -1, ATTEST_CODEC_WIRE, NULL, NULL);
  first = upload (self, record);
  g_assert_cmpint (outbox_fixture_wait_end (first), ==, ATTEST_STATE_ACCEPTED);
  same = plan_upload (self, record);
  g_assert_true (attest_send_plan_get_repeats (same));
  attest_record_set_text (record, ATTEST_CERTIFICATE_STATUS, "suspended");
  changed = plan_upload (self, record);
  g_assert_false (attest_send_plan_get_repeats (changed));
  g_assert_null (attest_send_plan_get_same_content (changed));
  g_assert_true (attest_send_plan_get_same_record (changed) == first);
  g_assert_cmpuint (attest_send_plan_get_differences (changed)->len, ==, 1);
  difference = g_ptr_array_index (attest_send_plan_get_differences (changed), 0);
  g_assert_cmpstr (difference->path, ==, "certification_status");
  g_assert_cmpstr (difference->new_text, ==, "Suspended");
}

static GPtrArray *
read_list (const char *text, gboolean expected, guint *n_pages)
{
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
  GPtrArray *stored = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_stored_free);

  g_assert_cmpint (attest_kolleges_read_list (body, stored, n_pages), ==, expected);
  return stored;
}

static void
test_list (void)
{
  guint n_pages = 99;
  g_autoptr (GPtrArray) stored = read_list (
      "{\"statusCode\":200,\"message\":\"x\",\"achievements\":[1,null,{},{\"id\":[]},{\"id\":7,"
      "\"name\":\"A\",\"type\":\"completion\",\"prefix\":null,"
      "\"created_at\":\"2026-01-02T03:04:05.678Z\"},{\"id\":\"8\",\"created_at\":\"soon\"}],"
      "\"totalPages\":3}",
      TRUE,
      &n_pages);
  const AttestStored *first = g_ptr_array_index (stored, 0);
  const AttestStored *second = g_ptr_array_index (stored, 1);

  g_assert_cmpuint (stored->len, ==, 2);
  g_assert_cmpuint (n_pages, ==, 3);
  g_assert_cmpstr (first->id, ==, "7");
  g_assert_cmpint (first->created, ==, G_GINT64_CONSTANT (1767323045678000));
  g_assert_cmpstr (attest_record_get_text (first->record, ATTEST_FORM_NAME), ==, "A");
  g_assert_cmpstr (second->id, ==, "8");
  g_assert_cmpint (second->created, ==, 0);
}

static void
test_no_list (void)
{
  static const char *const bodies[] = {
    "", "{}", "[]", "{\"achievements\":{}}", "{\"achievements\":null}", "<html>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      guint n_pages = 0;
      g_autoptr (GPtrArray) stored = read_list (bodies[i], FALSE, &n_pages);

      g_assert_cmpuint (stored->len, ==, 0);
    }
}

/* The pages of designs: as they are documented, and what is no design in them. */
static void
test_designs (void)
{
  static const char body[] =
      "{\"statusCode\":200,\"message\":\"x\",\"badgeDesigns\":[null,{},{\"name\":\"no id\"},"
      "{\"id\":83,\"name\":\"오픈배지\",\"main_color\":\"#1a5fb4\",\"sub_color\":\"red;x\","
      "\"template_type\":\"badge\",\"layout_json\":[{\"id\":1,\"src\":\"https://x\"}]},"
      "{\"id\":85,\"name\":\"a\",\"layout_json\":[7,{\"controlType\":\"text\",\"src\":\"https://"
      "no\"},"
      "{\"controlType\":\"image\",\"src\":\"https://pictures.example/a.png?x=1\"}]},"
      "{\"id\":86,\"name\":\"b\",\"layout_json\":[{\"src\":\"http://pictures.example/b.png\"}]},"
      "{\"id\":87,\"name\":\"c\",\"layout_json\":[{\"src\":\"http://127.0.0.1:8/c.png\"}]},"
      "{\"id\":88,\"name\":\"d\",\"layout_json\":[{\"src\":\"https://me:pw@x/d.png\"}]},"
      "{\"id\":89,\"name\":\"e\",\"layout_json\":[{\"src\":\"file:///etc/passwd\"}]},"
      "{\"id\":\"84\",\"name\":null}],\"totalPages\":2}";
  /* Over an encrypted connection or from this computer, and with nothing of a login. */
  static const char *const pictures[] = {
    "https://x", "https://pictures.example/a.png?x=1", NULL, "http://127.0.0.1:8/c.png", NULL, NULL,
    NULL,
  };
  const AttestDesignKind *kind = attest_service_get_designs_of (
      &attest_kolleges_service, &attest_form_schema.fields[ATTEST_FORM_BADGE_DESIGN]);
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, strlen (body));
  g_autoptr (GPtrArray) designs = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_pages = 0;

  g_assert_cmpstr (kind->id, ==, "badge-designs");
  g_assert_null (attest_service_get_designs_of (&attest_kolleges_service,
                                                &attest_form_schema.fields[ATTEST_FORM_NAME]));
  g_assert_true (kind->list.read_page (bytes, designs, &n_pages));
  g_assert_cmpuint (n_pages, ==, 2);
  g_assert_cmpuint (designs->len, ==, 7);
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    g_assert_cmpstr (attest_design_get_picture (designs->pdata[i]), ==, pictures[i]);
  g_assert_cmpstr (attest_design_get_id (designs->pdata[0]), ==, "83");
  g_assert_cmpstr (attest_design_get_name (designs->pdata[0]), ==, "오픈배지");
  g_assert_cmpstr (attest_design_get_colour (designs->pdata[0], 0), ==, "#1a5fb4");
  g_assert_null (attest_design_get_colour (designs->pdata[0], 1));
  g_assert_cmpstr (attest_design_get_name (designs->pdata[6]), ==, "");
  kind = attest_service_get_designs_of (&attest_kolleges_service,
                                        &attest_form_schema.fields[ATTEST_FORM_CERTIFICATE_DESIGN]);
  g_assert_false (kind->list.read_page (bytes, designs, &n_pages));
}

/* A listed form is a whole record, as far as it is told; what was not is known. */
static void
test_whole (void)
{
  static const char body[] =
      "{\"achievements\":[{\"id\":7,\"name\":\"수료증\",\"description\":\"첫 줄\\n둘째 줄\","
      "\"type\":\"completion\",\"tags\":[\"a\",null,[\"no\"],{\"text\":\"b\"}],\"prefix\":null,"
      "\"program_name\":12,\"program_url\":{\"no\":1},\"course_begin_at\":\"2024-03-01T00:00:00."
      "000Z\","
      "\"requirements\":[{\"id\":1,\"type\":\"점수\",\"order\":2,\"url\":null},\"no\"],"
      "\"achievementCertificateDesign\":{\"id\":165,\"name\":\"x\"},\"achievementBadgeDesignId\":"
      "83,"
      "\"achievementBadgeDesign\":null,\"club\":{\"domain\":\"d\"},\"created_at\":\"2024-01-02\"},"
      "{\"id\":8}],\"totalPages\":1}";
  guint n_pages = 0;
  g_autoptr (GPtrArray) stored = read_list (body, TRUE, &n_pages);
  const AttestStored *one = g_ptr_array_index (stored, 0);
  AttestRecordList *tags = attest_record_get_list (one->record, ATTEST_FORM_TAGS);
  AttestRecordList *needs = attest_record_get_list (one->record, ATTEST_FORM_REQUIREMENTS);
  g_autofree char *untold = attest_stored_dup_untold (one);
  g_autofree char *all = attest_stored_dup_untold (g_ptr_array_index (stored, 1));

  g_assert_cmpuint (stored->len, ==, 2);
  g_assert_cmpstr (
      attest_record_get_text (one->record, ATTEST_FORM_DESCRIPTION), ==, "첫 줄\n둘째 줄");
  g_assert_cmpstr (attest_record_get_text (one->record, ATTEST_FORM_PROGRAM_NAME), ==, "12");
  g_assert_cmpstr (attest_record_get_text (one->record, ATTEST_FORM_COURSE_BEGIN),
                   ==,
                   "2024-03-01T00:00:00.000Z");
  g_assert_cmpstr (attest_record_get_text (one->record, ATTEST_FORM_CERTIFICATE_DESIGN), ==, "165");
  g_assert_cmpstr (attest_record_get_text (one->record, ATTEST_FORM_BADGE_DESIGN), ==, "83");
  g_assert_cmpuint (attest_record_list_get_length (tags), ==, 2);
  g_assert_cmpstr (
      attest_record_get_text (attest_record_list_get (tags, 1), ATTEST_TAG_TEXT), ==, "b");
  g_assert_cmpuint (attest_record_list_get_length (needs), ==, 1);
  g_assert_cmpstr (
      attest_record_get_text (attest_record_list_get (needs, 0), ATTEST_REQUIREMENT_ORDER),
      ==,
      "2");
  g_assert_cmpstr (untold, ==, "Program type, Program web address, Course ends");
  g_assert_true (g_str_has_prefix (all, "Form name, Description, Type, "));
}

static void
check_like (const char *sent_prefix, const char *name, const char *prefix, gboolean expected)
{
  g_autoptr (AttestRecord) sent = outbox_fixture_make_form ("수료증");
  g_autoptr (AttestRecord) stored = outbox_fixture_make_form (name);

  attest_record_set_text (sent, ATTEST_FORM_PREFIX, sent_prefix);
  attest_record_set_text (stored, ATTEST_FORM_PREFIX, prefix);
  g_assert_cmpint (attest_kolleges_is_like (sent, stored), ==, expected);
}

static void
test_like (void)
{
  check_like ("AB", "수료증", "AB", TRUE);
  check_like ("AB", " 수료증 ", "AB", TRUE);
  check_like ("", "수료증", "NEW", TRUE);
  check_like ("AB", "수료증", "", FALSE);
  check_like ("AB", "수료", "AB", FALSE);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/look-up/found", test_found);
  add ("/look-up/absent", test_absent);
  add ("/look-up/older", test_older);
  add ("/look-up/clock", test_clock);
  add ("/look-up/lost-list", test_lost_list);
  add ("/look-up/several", test_several);
  add ("/look-up/ambiguous", test_ambiguous);
  add ("/look-up/several-pages", test_several_pages);
  add ("/look-up/could-not", test_could_not);
  add ("/look-up/quiet", test_quiet);
  add ("/look-up/quiet-fails", test_quiet_fails);
  add ("/look-up/plan-form", test_plan_form);
  add ("/look-up/plan-certificate", test_plan_certificate);
  g_test_add_func ("/look-up/list", test_list);
  g_test_add_func ("/look-up/no-list", test_no_list);
  g_test_add_func ("/look-up/designs", test_designs);
  g_test_add_func ("/look-up/whole", test_whole);
  g_test_add_func ("/look-up/like", test_like);
  return g_test_run ();
}
