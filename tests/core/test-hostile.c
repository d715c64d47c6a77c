/* A server that means ill: whatever it answers, one request has one outcome, soon; what is kept is
 * bounded and without the key; and what is shown is plain text. */
#include "attest-config.h"
#include "outbox-fixture.h"

#include "http/attest-post.h"
#include "http/attest-redact.h"
#include "service/attest-service.h"
#include "store/attest-submission-details.h"

#define KEY "sesame-4/Q&<x>+\"7"
/* Enough for a busy computer; what was found took more by far. With the sanitizer time says
 * nothing. */
#if defined(__SANITIZE_ADDRESS__)
#define MOST_SECONDS 60.0
#define N_ERRORS 1000
#else
#define MOST_SECONDS 5.0
#define N_ERRORS 22000
#endif
#define MOST_WORDS (64 * 1024) /* bytes */
#define MOST_OF_NAME 1000

/* Of this process' work: what else the machine does is not judged. */
static double
get_seconds (void)
{
  struct timespec now = { 0 };

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static GString *
repeat (const char *piece, guint n)
{
  GString *text = g_string_sized_new (strlen (piece) * n);

  for (guint i = 0; i < n; i++)
    g_string_append (text, piece);
  return text;
}

/* Plain text: valid, without control characters but line ends, and without those that turn the
 * direction of what stands around them. */
static void
check_shown (const char *text, gsize most)
{
  if (text == NULL)
    return;
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (strlen (text), <=, most);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_assert_true (c == '\n' || !g_unichar_iscntrl (c));
      g_assert_false ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069));
    }
}

static void
check_reply (AttestReply *reply)
{
  GPtrArray *texts = attest_reply_get_field_texts (reply);

  check_shown (attest_reply_get_message (reply), MOST_WORDS);
  check_shown (attest_reply_get_code (reply), MOST_OF_NAME);
  check_shown (attest_reply_get_remote_id (reply), MOST_OF_NAME);
  g_assert_cmpuint (texts->len, <=, 200);
  for (guint i = 0; i < texts->len; i++)
    check_shown (((AttestFieldText *) g_ptr_array_index (texts, i))->text, MOST_WORDS);
}

static AttestSubmissionDetails *
load (OutboxFixture *fixture, AttestSubmission *submission)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AttestSubmissionDetails *details = NULL;

  attest_store_load_details_async (fixture->store.store,
                                   attest_submission_get_id (submission),
                                   NULL,
                                   store_fixture_keep_result,
                                   &result);
  details =
      attest_store_load_details_finish (fixture->store.store, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return details;
}

static void
check_kept (OutboxFixture *fixture, AttestSubmission *submission)
{
  g_autoptr (AttestSubmissionDetails) details = load (fixture, submission);
  g_autoptr (AttestReply) reply = attest_submission_details_dup_reply (details);
  GPtrArray *attempts = attest_submission_details_get_attempts (details);
  AttestAttempt *attempt = g_ptr_array_index (attempts, 0);

  g_assert_cmpuint (attempts->len, ==, 1);
  g_assert_cmpint (attempt->finished, >, 0);
  if (attempt->reply_headers != NULL)
    {
      g_assert_cmpuint (strlen (attempt->reply_headers), <=, 64 * 1024);
      g_assert_true (g_utf8_validate (attempt->reply_headers, -1, NULL));
      g_assert_null (strstr (attempt->reply_headers, KEY));
    }
  if (attempt->reply_body != NULL)
    g_assert_cmpuint (g_bytes_get_size (attempt->reply_body), <=, ATTEST_MAX_REPLY);
  check_shown (attest_submission_get_message (submission), MOST_WORDS);
  check_shown (attest_submission_get_remote_id (submission), MOST_OF_NAME);
  if (reply != NULL)
    check_reply (reply);
}

/* One form, with a key, to a server that answers with these bytes. */
static AttestState
send_to (OutboxFixture *fixture, const char *what, const char *bytes, gssize length)
{
  RawServer *server = raw_server_new (NULL);
  g_autofree char *url = raw_server_dup_url (server);
  double start = get_seconds ();
  g_autoptr (AttestSubmission) submission = NULL;
  AttestState state = ATTEST_STATE_NONE;

  raw_server_set_reply (server, bytes, length);
  outbox_fixture_set_key (fixture, attest_service_get ("kolleges"), url, KEY);
  submission = outbox_fixture_enqueue (fixture, what, ATTEST_ENVIRONMENT_TEST, url);
  state = outbox_fixture_wait_end (submission);
  g_test_message ("%s: %s, HTTP %u, %.60s",
                  what,
                  attest_state_get_id (state),
                  attest_submission_get_http_status (submission),
                  attest_submission_get_message (submission));
  g_assert_cmpfloat (get_seconds () - start, <, MOST_SECONDS);
  g_assert_cmpint (server->n_requests, ==, 1);
  check_kept (fixture, submission);
  raw_server_free (server);
  return state;
}

#define CREATED "HTTP/1.1 201 Created\r\n"
#define DONE "\r\n{\"statusCode\":201,\"message\":\"Created\"}"

/* Heads that no honest server sends. */
static void
test_heads (OutboxFixture *fixture, gconstpointer data)
{
  g_autofree char *x = g_strnfill (40 * 1024, 'x');
  g_autofree char *line = g_strconcat (x, "\r\n", NULL);
  g_autoptr (GString) many = repeat ("X-A: b\r\n", 5000);
  g_autoptr (GString) longer = repeat ("X-A: b\r\n", 200000);
  g_autoptr (GString) continues = repeat ("HTTP/1.1 100 Continue\r\n\r\n", 20000);
  const struct
  {
    const char *what;
    const char *before;
    const char *middle;
    AttestState state; /* NONE: accepted or unknown, as libsoup reads it */
  } cases[] = {
    { "a long header", CREATED "X-Long: ", line, ATTEST_STATE_ACCEPTED },
    { "many headers", CREATED, many->str, ATTEST_STATE_ACCEPTED },
    { "too many headers", CREATED, longer->str, ATTEST_STATE_UNKNOWN },
    { "endless beginnings", continues->str, CREATED, ATTEST_STATE_NONE },
    { "no HTTP", "SSH-2.0-OpenSSH_9.2\r\n", "", ATTEST_STATE_UNKNOWN },
    { "a strange status", "HTTP/1.1 999 \x1b[31mRed\r\n", "", ATTEST_STATE_UNKNOWN },
    { "no status", "HTTP/1.1 \r\n", "", ATTEST_STATE_UNKNOWN },
    { "a negative length", CREATED "Content-Length: -1\r\n", "", ATTEST_STATE_NONE },
    { "two lengths",
      CREATED "Content-Length: 5\r\nContent-Length: 500\r\n",
      "",
      ATTEST_STATE_NONE },
    { "control characters",
      CREATED "X-A: \x1b[2J\x1b]0;title\x07\r\nX-B: \xff\xfe\r\n",
      "",
      ATTEST_STATE_ACCEPTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *bytes = g_strconcat (cases[i].before, cases[i].middle, DONE, NULL);
      AttestState state = send_to (fixture, cases[i].what, bytes, -1);

      if (cases[i].state != ATTEST_STATE_NONE)
        g_assert_cmpstr (attest_state_get_id (state), ==, attest_state_get_id (cases[i].state));
      else
        g_assert_true (state == ATTEST_STATE_ACCEPTED || state == ATTEST_STATE_UNKNOWN);
    }
}

/* Zero bytes in the head and in the body. */
static void
test_zeros (OutboxFixture *fixture, gconstpointer data)
{
  static const char in_head[] = CREATED "X-A: a\0b\r\n" DONE;
  static const char in_body[] = "HTTP/1.1 400 Bad\r\n\r\nBefore\0after\x1b[31m";

  send_to (fixture, "a zero in the head", in_head, sizeof in_head - 1);
  g_assert_cmpint (send_to (fixture, "a zero in the body", in_body, sizeof in_body - 1),
                   ==,
                   ATTEST_STATE_REFUSED);
}

/* One form, without a key, to its end. */
static AttestSubmission *
send_plain (OutboxFixture *fixture, const char *url)
{
  AttestSubmission *submission =
      outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_PRACTICE, url);

  outbox_fixture_wait_end (submission);
  return submission;
}

/* What is told of a reply the end of which did not come is that, and what it means by its status;
 * what came of it is kept, and is nobody's words. */
static void
check_lost (OutboxFixture *fixture, AttestSubmission *submission, const char *why, const char *came)
{
  g_autoptr (AttestSubmissionDetails) details = load (fixture, submission);
  g_autoptr (AttestReply) reply = attest_submission_details_dup_reply (details);
  GPtrArray *attempts = attest_submission_details_get_attempts (details);
  AttestAttempt *attempt = attempts->pdata[0];
  const char *message = attest_submission_get_message (submission);

  g_test_message ("%s", message);
  g_assert_cmpuint (attempts->len, ==, 1);
  g_assert_cmpmem (g_bytes_get_data (attempt->reply_body, NULL),
                   MIN (g_bytes_get_size (attempt->reply_body), strlen (came)),
                   came,
                   strlen (came));
  g_assert_nonnull (strstr (message, why));
  g_assert_null (strchr (message, '{'));
  g_assert_null (attest_reply_get_message (reply));
  g_assert_nonnull (strstr (attest_reply_get_explanation (reply), why));
}

static gboolean
is_kept_as_cut (OutboxFixture *fixture, AttestSubmission *submission)
{
  g_autoptr (AttestSubmissionDetails) details = load (fixture, submission);
  GPtrArray *attempts = attest_submission_details_get_attempts (details);

  return ((AttestAttempt *) attempts->pdata[0])->reply_cut;
}

#define LOST "The connection was lost before the whole answer arrived."

/* Less comes than was promised. */
static void
test_lost (OutboxFixture *fixture, gconstpointer data)
{
  static const char came[] = "{\"statusCode\":201,\"mess";
  static const struct
  {
    const char *head;
    const char *body; /* as it goes over the line */
    AttestState state;
    gboolean is_noticed; /* by libsoup 3.2, or by us for it */
  } cases[] = {
    { "HTTP/1.1 201 Created\r\nContent-Length: 500", came, ATTEST_STATE_UNKNOWN, TRUE },
    { "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked",
      "17\r\n{\"statusCode\":201,\"mess\r\n",
      ATTEST_STATE_UNKNOWN,
      FALSE },
    { "HTTP/1.1 201 Created", came, ATTEST_STATE_UNKNOWN, FALSE },
    { "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked",
      "40\r\n{\"statusCode\":201,\"mess",
      ATTEST_STATE_UNKNOWN,
      TRUE },
    { "HTTP/1.1 500 Oops\r\nContent-Length: 500", came, ATTEST_STATE_UNKNOWN, TRUE },
    { "HTTP/1.1 400 Bad Request\r\nContent-Length: 500", came, ATTEST_STATE_REFUSED, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (cases[i].head, "\r\n\r\n", cases[i].body, NULL);
      RawServer *server = raw_server_new (text);
      g_autofree char *url = raw_server_dup_url (server);
      g_autoptr (AttestSubmission) submission = send_plain (fixture, url);

      g_assert_cmpint (attest_submission_get_state (submission), ==, cases[i].state);
      check_lost (fixture, submission, LOST, came);
      g_assert_true (is_kept_as_cut (fixture, submission) || !cases[i].is_noticed);
      g_assert_cmpint (server->n_requests, ==, 1);
      raw_server_free (server);
    }
}

/* What the service said completely before the connection was lost are its words, and so is the
 * text of a page. */
static void
test_lost_after_words (OutboxFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *body;
    const char *said;
  } cases[] = {
    { "{\"statusCode\":400,\"message\":\"[E1] no name\",\"error\":\"y\"}", "[E1] no name" },
    { "<html><body><h1>Out of order</h1>", "Out of order" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text =
          g_strconcat ("HTTP/1.1 400 Bad\r\nContent-Length: 500\r\n\r\n", cases[i].body, NULL);
      RawServer *server = raw_server_new (text);
      g_autofree char *url = raw_server_dup_url (server);
      g_autoptr (AttestSubmission) submission = send_plain (fixture, url);

      g_assert_cmpstr (attest_submission_get_message (submission), ==, cases[i].said);
      raw_server_free (server);
    }
}

/* A server that goes on for ever, however much comes of it: after the longest time a request may
 * take it is not waited for any more. Where this computer was too busy for the beginning to come,
 * that time was too short to see it. */
static void
test_endless (OutboxFixture *fixture, gconstpointer data)
{
  static const char piece[] = "{\"statusCode\":201,";
  g_autofree char *text = g_strconcat ("HTTP/1.1 201 Created\r\n\r\n", piece, NULL);
  guint status = 0;

  for (guint limit = 300; status == 0; limit *= 2)
    {
      RawServer *server = raw_server_new (text);
      g_autofree char *url = raw_server_dup_url (server);
      g_autoptr (AttestSubmission) submission = NULL;

      server->trickle = 1000;
      attest_outbox_get_route (fixture->outbox)->total_timeout = limit;
      submission = send_plain (fixture, url);
      g_assert_cmpint (attest_submission_get_state (submission), ==, ATTEST_STATE_UNKNOWN);
      status = attest_submission_get_http_status (submission);
      if (status != 0)
        {
          check_lost (fixture, submission, "The service took too long to answer.", piece);
          g_assert_true (is_kept_as_cut (fixture, submission));
        }
      g_assert_cmpint (server->n_requests, ==, 1);
      g_assert_cmpuint (attest_outbox_get_n_queued (fixture->outbox), ==, 0);
      raw_server_free (server);
    }
}

static AttestReply *
read_body (const char *service, guint status, const char *body, gssize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, length >= 0 ? (gsize) length : strlen (body));
  double start = get_seconds ();
  AttestReply *reply = attest_service_get (service)->read_reply (status, "application/json", bytes);

  g_test_message ("%s, %" G_GSIZE_FORMAT " bytes: %.2f s, %u texts",
                  service,
                  g_bytes_get_size (bytes),
                  get_seconds () - start,
                  attest_reply_get_field_texts (reply)->len);
  g_assert_cmpfloat (get_seconds () - start, <, MOST_SECONDS);
  check_reply (reply);
  return reply;
}

static const char *const services[] = { "certsearch", "kolleges" };

/* Words that would play with a terminal, or with the words around them. */
static void
test_words (void)
{
  static const char words[] =
      "\\u001b[31mRed\\u001b]0;title\\u0007 \\u202eesrever\\u202c "
      "\\u2066\\u2067\\u2068\\u2069 \\u009b31m \\u0000 \\ud800 \\r\\b\\u007f";
  g_autoptr (GString) line = repeat ("x", 100000);
  const char *const texts[] = { words, line->str };

  for (guint i = 0; i < G_N_ELEMENTS (texts) * G_N_ELEMENTS (services); i++)
    {
      const char *text = texts[i / 2];
      g_autofree char *body =
          g_strdup_printf ("{\"statusCode\":400,\"error\":\"%s\",\"message\":[\"%s\"],\"errors\":"
                           "{\"code\":\"%s\",\"message\":{\"%s\":\"%s\"}}}",
                           text,
                           text,
                           text,
                           text,
                           text);
      g_autofree char *plain = g_strcompress (body);
      g_autofree char *good =
          g_strdup_printf ("{\"statusCode\":201,\"data\":true,\"company_certifications_id\":\"%s\","
                           "\"achievementFormId\":\"%s\",\"message\":\"%s\"}",
                           text,
                           text,
                           text);

      g_object_unref (read_body (services[i % 2], 400, body, -1));
      g_object_unref (read_body (services[i % 2], 400, plain, -1));
      g_object_unref (read_body (services[i % 2], 201, good, -1));
    }
  g_object_unref (read_body ("kolleges", 400, "\xe2\x80\xae\x1b[31m \xff\xfe \xc2\x9b", -1));
}

/* Bodies that are much work to read. */
static void
test_work (void)
{
  g_autoptr (GString) errors = g_string_new ("{\"errors\":[");
  g_autoptr (GString) members = g_string_new ("{\"errors\":{\"code\":\"x\",\"message\":{");
  g_autoptr (GString) equal = g_string_new ("{\"statusCode\":400,\"message\":{");

  for (guint i = 0; i < N_ERRORS; i++)
    g_string_append_printf (
        errors, "%s{\"message\":\"%u\",\"meta\":{\"x\":1}}", i > 0 ? "," : "", i);
  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (members, "%s\"k%u\":\"%u\"", i > 0 ? "," : "", i, i);
  /* Names of one hash: of g_str_hash(), "bB" and "aC" have the same. */
  for (guint i = 0; i < 1 << 14; i++)
    {
      g_string_append (equal, i > 0 ? ",\"" : "\"");
      for (guint bit = 0; bit < 14; bit++)
        g_string_append (equal, (i >> bit & 1) != 0 ? "bB" : "ac");
      g_string_append (equal, "\":1");
    }
  g_string_append (errors, "]}");
  g_string_append (members, "}}}");
  g_string_append (equal, "}}");
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      g_object_unref (read_body (services[i], 400, errors->str, -1));
      g_object_unref (read_body (services[i], 400, members->str, -1));
      g_object_unref (read_body (services[i], 400, equal->str, -1));
    }
}

/* The key as it can come back. */
static void
test_echoes (void)
{
  static const char *const echoes[] = {
    "sesame-4/Q&<x>+\"7",
    "sesame-4\\/Q&<x>+\\\"7",
    "sesame-4%2FQ%26%3Cx%3E%2B%227",
    "sesame-4%2fQ%26%3cx%3e%2b%227",
    "sesame-4/Q&amp;&lt;x&gt;+&quot;7",
    "sesame-4&#47;Q&#38;&#60;x&#62;&#43;&#34;7",
    "sesame-4&#047;Q&#038;&#060;x&#062;&#043;&#034;7",
    "sesame-4&#x2F;Q&#x26;&#x3c;x&#x3E;&#x2b;&#x22;7",
    "sesame-4&#x002F;Q&#X26;&#x3c;x&#x3E;&#x2b;&#x22;7",
    "sesame-4\\u002FQ\\u0026\\u003cx\\u003E\\u002b\\u00227",
    "sesame-4%252FQ%2526%253Cx%253E%252B%25227",
    "736573616d652d342f51263c783e2b2237",
    "736573616D652D342F51263C783E2B2237",
    "c2VzYW1lLTQvUSY8eD4rIjc=",
    "ONSXGYLNMUWTIL2REY6HQPRLEI3Q====",
    "onsxgylnmuwtil2rey6hqprlei3q",
    "YzJWellXMWxMVFF2VVNZOGVENHJJamM9", /* base64 twice */
    "633256\n7a5957\n316c4c\n545176\n555359\n386544\n347249\n6a633d",
    "NzM2NTczNjE2ZDY1MmQzNDJmNTEyNjNjNzgzZTJiMjIzNw==", /* of hex */
    "NzM2NTczNjE2RDY1MkQzNDJGNTEyNjNDNzgzRTJCMjIzNw==",
    "T05TWEdZTE5NVVdUSUwyUkVZNkhRUFJMRUkzUT09PT0=", /* of base32 */
    "73006500730061006d0065002d0034002f00510026003c0078003e002b0022003700",
    /* UTF-16 the other way round, after its first zero */
    "73 0065 0073 0061 006D 0065 002D 0034 002F 0051 0026 003C 0078 003E 002B 0022 0037",
    "cwBlAHMAYQBtAGUALQA0AC8AUQAmADwAeAA+ACsAIgA3AA==",
    "115, 0, 101, 0, 115, 0, 97, 0, 109, 0, 101, 0, 45, 0, 52, 0, 47, 0, 81, 0, 38, 0, 60, 0, 120, "
    "0, 62, 0, 43, 0, 34, 0, 55, 0",
    "SESAME-4/Q&<X>+\"7",
    "sesame-4\\\\\\/Q&<x>+\\\"7",
    "sesame-4\\\\\\\\/Q&<x>+\\\\\\\"7",
    "sesame-4%25252FQ%252526%25253Cx%25253E%25252B%2525227",
    "sesame-4&amp;#47;Q&amp;amp;&amp;lt;x&amp;gt;+&amp;quot;7",
    "ses\name-4\n/Q&<x>\n+\"7",
    "ses\r\n ame-4\r\n /Q&<x>+\"7",
    "73:65:73:61:6d:65:2d:34:2f:51:26:3c:78:3e:2b:22:37",
    "73-65-73-61-6D-65-2D-34-2F-51-26-3C-78-3E-2B-22-37",
    "c2VzYW1l\r\nLTQvUSY8\r\neD4rIjc=",
    "sesame&hyphen;4&sol;Q&amp;&lt;x&gt;&plus;&quot;7",
    "sesame-4/Q", /* cut short by who said it */
    "esame-4/Q&<x>+\"7",
  };

  for (guint i = 0; i < G_N_ELEMENTS (echoes); i++)
    {
      g_autofree char *text = g_strdup_printf ("Before %s after", echoes[i]);
      g_autofree char *clean = attest_redact_text (text, KEY);

      g_test_message ("%s", clean);
      g_assert_null (strstr (clean, "sam"));
      g_assert_null (strstr (clean, "736573"));
      g_assert_null (strstr (clean, "YW1l"));
      g_assert_true (g_str_has_prefix (clean, "Before *"));
      g_assert_true (g_str_has_suffix (clean, " after"));
    }
}

/* In codes within codes, wherever in a longer text it stands, all but some signs at its ends. */
static void
test_codes (void)
{
  for (guint i = 0; i < 2 * 3 * 3; i++)
    {
      gboolean wide = i % 2 != 0;
      g_autoptr (GString) inner = g_string_new ("");
      g_autofree char *once = NULL;
      g_autofree char *within = NULL;
      g_autofree char *text = NULL;
      g_autofree char *clean = NULL;
      gsize n_stars = 0;

      for (guint before = 0; before < i / 2 % 3; before++)
        g_string_append_c (inner, '{');
      for (const char *c = KEY; *c != '\0'; c++)
        {
          g_string_append_c (inner, *c);
          if (wide)
            g_string_append_c (inner, '\0');
        }
      g_string_append (inner, "}}}");
      once = g_base64_encode ((const guchar *) inner->str, inner->len);
      within = g_strdup_printf ("%.*s%s", (int) (i / 6), "::", once);
      text = g_base64_encode ((const guchar *) within, strlen (within));
      clean = attest_redact_text (text, KEY);
      g_test_message ("%s: %s", text, clean);
      for (const char *c = clean; *c != '\0'; c++)
        n_stars += *c == '*';
      g_assert_cmpuint (n_stars + 20, >=, strlen (text));
    }
}

/* Sign by sign, as programs write them, or with something between that nobody sees. */
static void
test_spellings (void)
{
  static const struct
  {
    const char *before;
    guint base;
    int width;
    const char *behind;
  } spellings[] = {
    { "%u", 16, 4, "" },  { "\\u{", 16, 2, "}" }, { "\\U", 16, 8, "" },
    { "\\", 8, 3, "" },   { "", 10, 0, ",\n " },  { "0x", 16, 2, " " },
    { "&#", 10, 0, " " }, { "&#", 10, 14, ";" },  { "<i>&#x", 16, 2, ";</i>" },
  };
  static const char *const between[] = {
    "\xe2\x80\x8b",        "\xc2\xa0",     "\xc2\xad", "<wbr>", "<br />\n",
    "</b><b class=\"x\">", "]]><![CDATA[",
  };

  for (guint i = 0; i < G_N_ELEMENTS (spellings) + G_N_ELEMENTS (between); i++)
    {
      g_autoptr (GString) text = g_string_new ("Before ");
      g_autofree char *clean = NULL;
      gsize middle = 0;

      for (const char *c = KEY; *c != '\0'; c++)
        {
          if (c == KEY + 3)
            middle = text->len;
          if (i >= G_N_ELEMENTS (spellings))
            {
              g_string_append_printf (text, "%c%s", *c, between[i - G_N_ELEMENTS (spellings)]);
              continue;
            }
          g_string_append (text, spellings[i].before);
          if (spellings[i].base == 16)
            g_string_append_printf (text, "%0*x", spellings[i].width, (guint) *c);
          else if (spellings[i].base == 8)
            g_string_append_printf (text, "%0*o", spellings[i].width, (guint) *c);
          else
            g_string_append_printf (text, "%0*u", spellings[i].width, (guint) *c);
          g_string_append (text, spellings[i].behind);
        }
      g_string_append (text, " after");
      clean = attest_redact_text (text->str, KEY);
      g_test_message ("%s", clean);
      g_assert_cmpuint (strlen (clean), ==, text->len);
      for (gsize at = middle; at < middle + 12; at++)
        g_assert_cmpint (clean[at], ==, '*');
      g_assert_true (g_str_has_prefix (clean, "Before "));
      g_assert_true (g_str_has_suffix (clean, " after"));
    }
}

/* What stands in a tag is no less to be read. */
static void
test_in_tags (void)
{
  g_autofree char *clean =
      attest_redact_text ("<a href=\"?k=sesame-4%2FQ%26%3Cx%3E%2B%227\">&sol;</a> <x y", KEY);

  g_assert_true (g_str_has_prefix (clean, "<a href=\"?k=*****"));
  g_assert_true (g_str_has_suffix (clean, "\">&sol;</a> <x y"));
  g_assert_null (strstr (clean, "sesame"));
}

/* Eight signs in a row, or half of a shorter key, are not shown by chance; fewer may be. */
static void
test_parts (void)
{
  static const struct
  {
    const char *key;
    const char *text;
    const char *clean;
  } cases[] = {
    { "sk_live-9fQz7xKd82.Lm41PqRs",
      "bad key sk_live-9fQz7xKd82.Lm41P...",
      "bad key ************************..." },
    { "sk_live-9fQz7xKd82.Lm41PqRs", "key ending in PqRs", "key ending in PqRs" },
    { "0f3ab77c-91de-4e0a-8f6b-2a7c5d1e9b40",
      "key 0F3AB77C-91DE-4E0A-8F6B-2A7C5D1E9B40 is not known",
      "key ************************************ is not known" },
    { "abcd1234wxyz", "abcd12 1234wxyz 4wxy", "****** ******** 4wxy" },
    { "-._~-._~-._~", "a -._~-._~-._~ b", "a ************ b" },
    { "short", "short", "short" },
    { "certificate-office-77", "{\"certificate\":1}", "{\"***********\":1}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = attest_redact_text (cases[i].text, cases[i].key);

      g_assert_cmpstr (clean, ==, cases[i].clean);
    }
}

/* Of a key at the end of what is kept, the beginning does not stay either. */
static void
test_cut_key (void)
{
  for (gsize n = 6; n < strlen (KEY); n++)
    {
      g_autofree char *part = g_strndup (KEY, n);
      g_autofree char *text = g_strconcat ("Before ", part, NULL);
      g_autofree char *clean = attest_redact_text (text, KEY);

      g_assert_null (strstr (clean, "sesame"));
    }
}

/* As much as is kept at all, while the window stands still. */
static void
test_redact_work (void)
{
  GByteArray *data = g_byte_array_sized_new (ATTEST_MAX_REPLY);
  double start = 0;

  while (data->len < ATTEST_MAX_REPLY)
    g_byte_array_append (data, (const guint8 *) "sesame-4/Q&<x>+&", 16);
  start = get_seconds ();
  attest_redact (data, KEY);
  g_test_message ("%.2f s", get_seconds () - start);
  g_assert_cmpfloat (get_seconds () - start, <, MOST_SECONDS);
  g_byte_array_unref (data);
}

WITHOUT_LEAK_FINDER

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  outbox_fixture_add ("/hostile/heads", test_heads);
  outbox_fixture_add ("/hostile/zeros", test_zeros);
  outbox_fixture_add ("/hostile/lost", test_lost);
  outbox_fixture_add ("/hostile/lost-after-words", test_lost_after_words);
  outbox_fixture_add ("/hostile/endless", test_endless);
  g_test_add_func ("/hostile/words", test_words);
  g_test_add_func ("/hostile/work", test_work);
  g_test_add_func ("/hostile/echoes", test_echoes);
  g_test_add_func ("/hostile/codes", test_codes);
  g_test_add_func ("/hostile/spellings", test_spellings);
  g_test_add_func ("/hostile/in-tags", test_in_tags);
  g_test_add_func ("/hostile/parts", test_parts);
  g_test_add_func ("/hostile/cut-key", test_cut_key);
  g_test_add_func ("/hostile/redact-work", test_redact_work);
  return g_test_run ();
}
