/* The practice service itself: start and stop, counters, mishaps, keys, its state file. */
#include "client.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

static const struct
{
  const char *service;
  const char *path;
  const char *example;
  guint success;
} uploads[] = {
  { "certsearch", UPLOAD, "certificate.json", 200 },
  { "kolleges", FORMS, "form.json", 201 },
};

static guint
upload (Client *client, guint i)
{
  g_autofree char *body = client_read_example (uploads[i].example);

  return client_send (client, "POST", uploads[i].service, uploads[i].path, body);
}

static guint
n_taken (Client *client, guint i)
{
  return attest_practice_get_n_taken (client->practice, uploads[i].service);
}

static void
test_examples (Client *client, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (upload (client, i), ==, uploads[i].success);
      g_assert_cmpuint (n_taken (client, i), ==, 1);
      g_assert_cmpuint (
          attest_practice_get_n_requests_of (client->practice, uploads[i].service), ==, 1);
    }
  g_assert_cmpuint (attest_practice_get_n_requests (client->practice), ==, 2);
}

/* The first part of every path. */
static char *
dup_token (AttestPractice *practice)
{
  return g_strdup (strrchr (attest_practice_get_url (practice, "certsearch"), '/') + 1);
}

static void
test_urls (Client *client, gconstpointer data)
{
  guint port = attest_practice_get_port (client->practice);
  g_autofree char *token = dup_token (client->practice);
  g_autofree char *certsearch = g_strdup_printf ("http://127.0.0.1:%u/%s", port, token);
  g_autofree char *kolleges = g_strdup_printf ("%s/open-api", certsearch);

  g_assert_cmpuint (strlen (token), >=, 20);
  g_assert_cmpstr (attest_practice_get_url (client->practice, "kolleges"), ==, kolleges);
  g_assert_cmpstr (attest_practice_get_url (client->practice, "certsearch"), ==, certsearch);
  g_assert_null (attest_practice_get_url (client->practice, "other"));
  attest_practice_stop (client->practice);
  g_assert_null (attest_practice_get_url (client->practice, "kolleges"));
  g_assert_cmpuint (attest_practice_get_port (client->practice), ==, 0);
  attest_practice_stop (client->practice);
}

/* --- Who is let in --- */

/* Sends what any other program may, and returns the status of the answer; 0: there was none */
static guint
send_raw (Client *client, const char *request)
{
  g_autoptr (GSocketClient) socket_client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
      socket_client, "127.0.0.1", attest_practice_get_port (client->practice), NULL, NULL);
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char reply[4096] = "";

  g_assert_true (g_output_stream_write_all (out, request, strlen (request), NULL, NULL, NULL));
  g_input_stream_read (in, reply, sizeof reply - 1, NULL, NULL);
  return g_str_has_prefix (reply, "HTTP/1.1 ") ? (guint) atoi (reply + 9) : 0;
}

static void
test_names (Client *client, gconstpointer data)
{
  static const struct
  {
    const char *host; /* %u: the port */
    guint status;
  } cases[] = {
    { "Host: 127.0.0.1:%u\r\n", 200 },
    { "Host: localhost:%u\r\n", 200 },
    { "HOST: LocalHost:%u\r\n", 200 },
    { "Host: [::1]:%u\r\n", 200 },
    { "Host: evil.example\r\n", 403 },
    { "Host: evil.example:%u\r\n", 403 },
    { "Host: localhost\r\n", 403 },
    { "Host: 127.0.0.1:80\r\n", 403 },
    { "Host: localhost.evil.example:%u\r\n", 403 },
    { "Host: 127.0.0.1:%u@evil.example\r\n", 403 },
    { "Host: evil.example\r\nHost: 127.0.0.1:%u\r\n", 403 },
    { "Host: 127.0.0.2:%u\r\n", 403 },
  };
  guint port = attest_practice_get_port (client->practice);
  g_autofree char *token = dup_token (client->practice);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) parts = g_strsplit (cases[i].host, "%u", 2);
      g_autofree char *number = g_strdup_printf ("%u", port);
      g_autofree char *host = g_strjoinv (number, parts);
      g_autofree char *request = g_strdup_printf (
          "GET /%s/open-api/badge-designs HTTP/1.1\r\n%sAccept: */*\r\n\r\n", token, host);

      g_test_message ("%s", host);
      g_assert_cmpuint (send_raw (client, request), ==, cases[i].status);
    }
  g_assert_cmpuint (attest_practice_get_n_requests (client->practice), ==, 4);
}

static void
test_token (Client *client, gconstpointer data)
{
  guint port = attest_practice_get_port (client->practice);
  g_autofree char *token = dup_token (client->practice);
  g_autofree char *cut = g_strndup (token, strlen (token) - 1);
  g_autofree char *longer = g_strconcat (token, "0", NULL);
  const char *firsts[] = { "", "/", "/open-api", "//", "/..", "/0123456789abcdef0123" };
  g_autofree char *in_query = g_strdup_printf ("/x?/%s", token);
  const char *const others[] = { cut, longer, in_query };
  g_autofree char *request = NULL;
  g_autofree char *again = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (firsts) + G_N_ELEMENTS (others); i++)
    for (guint post = 0; post < 2; post++)
      {
        const char *first =
            i < G_N_ELEMENTS (firsts) ? firsts[i] : others[i - G_N_ELEMENTS (firsts)];

        g_free (request);
        request = g_strdup_printf ("%s %s%s/achievements/forms HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
                                   "Content-Type: text/plain\r\nContent-Length: %s\r\n\r\n",
                                   post ? "POST" : "GET",
                                   *first == '/' || *first == '\0' ? "" : "/",
                                   first,
                                   port,
                                   post ? "1000" : "0");
        g_test_message ("%s", request);
        g_assert_cmpuint (send_raw (client, request), ==, 403);
      }
  g_assert_cmpuint (attest_practice_get_n_requests (client->practice), ==, 0);
  g_assert_null (attest_practice_dup_request (client->practice, 0));
  g_assert_cmpuint (upload (client, 0), ==, 200);
  /* Each run has its own. */
  attest_practice_stop (client->practice);
  g_assert_true (attest_practice_start (client->practice, 0, NULL));
  again = dup_token (client->practice);
  g_assert_cmpstr (again, !=, token);
  g_assert_cmpuint (upload (client, 0), ==, 200);
}

static void
test_restart (Client *client, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  upload (client, 0);
  id = g_strdup (client_get (client, "company_certifications_id"));
  attest_practice_stop (client->practice);
  g_assert_true (attest_practice_start (client->practice, 0, &error));
  g_assert_no_error (error);
  upload (client, 0);
  g_assert_cmpstr (client_get (client, "company_certifications_id"), ==, id);
}

static void
test_port_taken (Client *client, gconstpointer data)
{
  g_autoptr (AttestPractice) other = attest_practice_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (
      attest_practice_start (other, attest_practice_get_port (client->practice), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_clear_error (&error);
  g_assert_false (attest_practice_start (other, 70000, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_true (attest_practice_start (other, 0, &error));
}

/* Each mishap: what the client sees, whether the record was taken, and that it happens once. */
static const struct
{
  AttestMishap mishap;
  const char *id;
  guint statuses[2]; /* by service; 0 for no answer */
  gboolean taken;
} mishaps[] = {
  { ATTEST_MISHAP_REFUSE, "refuse", { 422, 400 }, FALSE },
  { ATTEST_MISHAP_FAIL, "fail", { 500, 500 }, FALSE },
  { ATTEST_MISHAP_DROP_BEFORE, "drop-before", { 0, 0 }, FALSE },
  { ATTEST_MISHAP_DROP_AFTER, "drop-after", { 0, 0 }, TRUE },
  { ATTEST_MISHAP_NONSENSE, "nonsense", { 200, 201 }, TRUE },
  { ATTEST_MISHAP_BUSY, "busy", { 429, 429 }, FALSE },
};

static void
test_mishaps (Client *client, gconstpointer data)
{
  guint expected[2] = { 0, 0 };

  for (guint m = 0; m < G_N_ELEMENTS (mishaps); m++)
    for (guint i = 0; i < 2; i++)
      {
        g_test_message ("%s at %s", mishaps[m].id, uploads[i].service);
        attest_practice_set_mishap (client->practice, mishaps[m].mishap);
        client_send (client, "GET", "kolleges", "/badge-designs", NULL);
        g_assert_cmpint (attest_practice_get_mishap (client->practice), ==, mishaps[m].mishap);

        g_assert_cmpuint (upload (client, i), ==, mishaps[m].statuses[i]);
        g_assert_cmpint (client->error != NULL, ==, mishaps[m].statuses[i] == 0);
        expected[i] += mishaps[m].taken ? 1 : 0;
        g_assert_cmpuint (n_taken (client, i), ==, expected[i]);
        g_assert_cmpint (attest_practice_get_mishap (client->practice), ==, ATTEST_MISHAP_NONE);

        g_assert_cmpuint (upload (client, i), ==, uploads[i].success);
        g_assert_cmpuint (n_taken (client, i), ==, ++expected[i]);
      }
}

static void
test_mishap_bodies (Client *client, gconstpointer data)
{
  attest_practice_set_mishap (client->practice, ATTEST_MISHAP_FAIL);
  upload (client, 0);
  g_assert_cmpstr (client->text, ==, "");

  attest_practice_set_mishap (client->practice, ATTEST_MISHAP_NONSENSE);
  upload (client, 1);
  g_assert_cmpstr (soup_message_headers_get_content_type (client->headers, NULL), ==, "text/html");
  g_assert_true (g_str_has_prefix (client->text, "<!DOCTYPE html>"));

  attest_practice_set_mishap (client->practice, ATTEST_MISHAP_REFUSE);
  upload (client, 0);
  g_assert_cmpstr (client_get (client, "errors.code"), ==, "validation_error");
  attest_practice_set_mishap (client->practice, ATTEST_MISHAP_REFUSE);
  upload (client, 1);
  g_assert_cmpstr (client_get (client, "message"), ==, "잘못된 요청입니다.");
}

static void
test_busy (Client *client, gconstpointer data)
{
  static const struct
  {
    guint seconds;
    const char *header;
  } cases[] = { { 2, "2" }, { 30, "30" }, { 0, NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      if (i > 0)
        attest_practice_set_retry_after (client->practice, cases[i].seconds);
      attest_practice_set_mishap (client->practice, ATTEST_MISHAP_BUSY);
      g_assert_cmpuint (upload (client, i % 2), ==, 429);
      g_assert_cmpstr (
          soup_message_headers_get_one (client->headers, "Retry-After"), ==, cases[i].header);
    }
}

static void
send_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError **error = data;
  g_autoptr (GBytes) bytes =
      soup_session_send_and_read_finish (SOUP_SESSION (source), result, error);

  g_assert_null (bytes);
}

static void
start_upload (Client *client, GCancellable *cancellable, GError **error)
{
  g_autofree char *uri =
      g_strconcat (attest_practice_get_url (client->practice, "certsearch"), UPLOAD, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", uri);
  g_autofree char *body = client_read_example ("certificate.json");
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  soup_session_send_and_read_async (
      client->session, message, G_PRIORITY_DEFAULT, cancellable, send_cb, error);
}

/* The record is taken, and the client hears nothing until it gives up or practice stops. */
static void
test_no_answer (Client *client, gconstpointer data)
{
  gboolean stops = GPOINTER_TO_INT (data);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  attest_practice_set_mishap (client->practice, ATTEST_MISHAP_NO_ANSWER);
  start_upload (client, cancellable, &error);
  while (n_taken (client, 0) == 0)
    g_main_context_iteration (NULL, FALSE);
  for (gint64 end = g_get_monotonic_time () + 100000; g_get_monotonic_time () < end;)
    g_main_context_iteration (NULL, FALSE);
  g_assert_no_error (error);

  if (stops)
    attest_practice_stop (client->practice);
  else
    g_cancellable_cancel (cancellable);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (!stops)
    g_assert_cmpuint (upload (client, 0), ==, 200);
}

/* A late answer comes late, and practice can be stopped while one is due. */
static void
test_delay (Client *client, gconstpointer data)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  attest_practice_set_delay (client->practice, 200);
  g_assert_cmpuint (upload (client, 0), ==, 200);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 200000);

  attest_practice_set_delay (client->practice, 60000);
  start_upload (client, NULL, &error);
  while (n_taken (client, 0) == 1)
    g_main_context_iteration (NULL, FALSE);
  attest_practice_stop (client->practice);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* A client that has gone before its late answer, or its mishap, does no harm. */
static void
test_gone (Client *client, gconstpointer data)
{
  for (guint m = 0; m <= ATTEST_MISHAP_BUSY; m++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      guint n = attest_practice_get_n_requests (client->practice);

      attest_practice_set_delay (client->practice, 50);
      attest_practice_set_mishap (client->practice, (AttestMishap) m);
      start_upload (client, cancellable, &error);
      while (attest_practice_get_n_requests (client->practice) == n)
        g_main_context_iteration (NULL, FALSE);
      g_cancellable_cancel (cancellable);
      while (error == NULL)
        g_main_context_iteration (NULL, TRUE);
      /* This one is answered after the one that nobody waits for. */
      g_assert_cmpuint (upload (client, 0), ==, 200);
    }
}

static void
test_too_large (Client *client, gconstpointer data)
{
  g_autofree char *blanks = g_strnfill (5 * 1024 * 1024, ' ');

  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (
        client_send (client, "POST", uploads[i].service, uploads[i].path, blanks), ==, 413);
  g_assert_cmpuint (attest_practice_get_n_requests (client->practice), ==, 0);
  g_assert_cmpuint (upload (client, 0), ==, 200);
}

/* How large it is is told before the first byte of it, or never. */
static void
test_announced (Client *client, gconstpointer data)
{
  guint port = attest_practice_get_port (client->practice);
  g_autofree char *token = dup_token (client->practice);
  g_autofree char *request =
      g_strdup_printf ("POST /%s/open-api" FORMS " HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
                       "Content-Type: application/json\r\nContent-Length: 4194305\r\n\r\n",
                       token,
                       port);

  g_assert_cmpuint (send_raw (client, request), ==, 413);
}

/* Somebody who never comes to an end is cut off, known or not. */
static void
test_endless (Client *client, gconstpointer data)
{
  gboolean knows_token = GPOINTER_TO_INT (data);
  guint port = attest_practice_get_port (client->practice);
  g_autofree char *token = knows_token ? dup_token (client->practice) : g_strdup ("nobody");
  g_autofree char *head =
      g_strdup_printf ("POST /%s/open-api" FORMS " HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
                       "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
                       token,
                       port);
  g_autofree char *blanks = g_strnfill (0x10000, ' ');
  g_autofree char *chunk = g_strdup_printf ("10000\r\n%s\r\n", blanks);
  g_autoptr (GSocketClient) socket_client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_to_host (socket_client, "127.0.0.1", port, NULL, NULL);
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  guint n_chunks = 0;

  g_assert_true (g_output_stream_write_all (out, head, strlen (head), NULL, NULL, NULL));
  while (n_chunks < 4096
         && g_output_stream_write_all (out, chunk, strlen (chunk), NULL, NULL, NULL))
    n_chunks++;
  g_assert_cmpuint (n_chunks, <, 1024);
  g_assert_cmpuint (attest_practice_get_n_requests (client->practice), ==, 0);
  g_assert_cmpuint (upload (client, 0), ==, 200);
}

static void
test_mishap_ids (void)
{
  AttestMishap mishap;

  for (guint m = 0; m <= ATTEST_MISHAP_BUSY; m++)
    {
      g_assert_true (attest_mishap_from_id (attest_mishap_get_id ((AttestMishap) m), &mishap));
      g_assert_cmpuint (mishap, ==, m);
    }
  for (guint m = 0; m < G_N_ELEMENTS (mishaps); m++)
    g_assert_cmpstr (attest_mishap_get_id (mishaps[m].mishap), ==, mishaps[m].id);
  g_assert_false (attest_mishap_from_id ("explode", &mishap));
  g_assert_false (attest_mishap_from_id (NULL, &mishap));
}

static guint
upload_with (Client *client, guint i, const char *header, const char *value)
{
  g_autofree char *body = client_read_example (uploads[i].example);

  return client_send_with (
      client, "POST", uploads[i].service, uploads[i].path, body, "application/json", header, value);
}

static void
test_keys (Client *client, gconstpointer data)
{
  static const struct
  {
    guint service;
    const char *header;
    const char *value;
    gboolean good;
  } cases[] = {
    { 0, "x-http-authorization", "some-key", TRUE },
    { 0, "x-http-authorization", "", FALSE },
    { 0, "x-http-authorization", "wrong", FALSE },
    { 0, "x-http-authorization", "invalid-key", FALSE },
    { 0, "x-http-authorization", "Bearer some-key", FALSE },
    { 1, "Authorization", "Bearer some-key", TRUE },
    { 1, "Authorization", "Bearer wrong", FALSE },
    { 1, "Authorization", "Bearer ", FALSE },
    { 1, "Authorization", "some-key", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint status = upload_with (client, cases[i].service, cases[i].header, cases[i].value);

      g_assert_cmpuint (status, ==, cases[i].good ? uploads[cases[i].service].success : 401);
      if (cases[i].good)
        continue;
      if (cases[i].service == 0)
        g_assert_cmpstr (client_get (client, "errors.code"), ==, "invalid_session_token");
      else
        g_assert_cmpstr (client_get (client, "message"), ==, "Invalid token");
    }
}

static void
test_require_key (Client *client, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      attest_practice_set_require_key (client->practice, FALSE);
      g_assert_cmpuint (upload (client, i), ==, uploads[i].success);
      g_object_set (client->practice, "require-key", TRUE, NULL);
      g_assert_cmpuint (upload (client, i), ==, 401);
    }
  g_assert_cmpuint (upload_with (client, 0, "x-http-authorization", "k"), ==, 200);
  g_assert_cmpuint (upload_with (client, 1, "Authorization", "Bearer k"), ==, 201);
}

static void
test_remembered (Client *client, gconstpointer data)
{
  g_autofree char *body = client_read_example ("form.json");
  g_autofree char *last = NULL;
  g_autofree char *request = NULL;
  g_autofree char *before = NULL;

  g_assert_null (attest_practice_dup_last_body (client->practice));
  client_send (client, "GET", "kolleges", FORMS "?page=1&pageSize=3", NULL);
  upload_with (client, 1, "Authorization", "Bearer top-secret");
  last = attest_practice_dup_last_body (client->practice);
  g_assert_cmpstr (last, ==, body);
  request = attest_practice_dup_request (client->practice, 0);
  g_assert_true (g_str_has_prefix (request, "POST /open-api" FORMS "\n"));
  g_assert_nonnull (strstr (request, "\nAuthorization: (present)\n"));
  g_assert_null (strstr (request, "top-secret"));
  g_assert_true (g_str_has_suffix (request, body));
  before = attest_practice_dup_request (client->practice, 1);
  g_assert_true (g_str_has_prefix (before, "GET /open-api" FORMS "?page=1&pageSize=3\n"));
  g_assert_null (attest_practice_dup_request (client->practice, 2));
}

static void
handled_cb (AttestPractice *practice,
            const char *method,
            const char *path,
            guint status,
            gpointer data)
{
  g_string_append_printf (data, "%s %s %u\n", method, path, status);
}

static void
test_handled (Client *client, gconstpointer data)
{
  g_autoptr (GString) log = g_string_new (NULL);

  g_signal_connect (client->practice, "handled", G_CALLBACK (handled_cb), log);
  upload (client, 0);
  attest_practice_set_mishap (client->practice, ATTEST_MISHAP_DROP_BEFORE);
  upload (client, 0);
  while (strstr (log->str, " 0\n") == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (log->str, ==, "POST " UPLOAD " 200\nPOST " UPLOAD " 0\n");
}

/* --- The state file --- */

static AttestPractice *
start_with_state (Client *client, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&client->practice);
  client->practice = g_object_new (ATTEST_TYPE_PRACTICE, "state-path", path, NULL);
  attest_practice_start (client->practice, 0, &error);
  g_assert_no_error (error);
  return client->practice;
}

static void
test_state (Client *client, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("attest-practice-XXXXXX", NULL);
  g_autofree char *below = g_build_filename (folder, "below", NULL);
  g_autofree char *path = g_build_filename (below, "practice.json", NULL);
  g_autofree char *id = NULL;
  GStatBuf info;

  start_with_state (client, path);
  upload (client, 0);
  id = g_strdup (client_get (client, "company_certifications_id"));
  upload (client, 1);

  start_with_state (client, path);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  upload (client, 0);
  g_assert_cmpstr (client_get (client, "company_certifications_id"), ==, id);
  upload (client, 1);
  client_send (client, "GET", "kolleges", FORMS, NULL);
  g_assert_cmpint (json_node_get_int (client_find (client, "achievements.0.id")), ==, 2);
  g_assert_cmpint (json_node_get_int (client_find (client, "achievements.1.id")), ==, 1);

  attest_practice_stop (client->practice);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (below), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
assert_kept (const char *kept, const char *text)
{
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (kept, &found, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, text);
  g_assert_cmpint (g_remove (kept), ==, 0);
}

/* Whatever stands in the file, practice starts and takes records; and what it could not read is
 * kept. */
static void
test_broken_state (Client *client, gconstpointer data)
{
  static const char *const texts[] = {
    "",
    "{",
    "[]",
    "{\"certificates\":7,\"forms\":{},\"companies\":[]}",
    "{\"certificates\":[],\"forms\":[],\"companies\":{\"a\":1}}",
    "{\"certificates\":[1,null,{},{\"id\":3},{\"id\":\"a\",\"upload\":{}}],\"forms\":[{\"id\":1}]}",
    "\xff\xfe",
  };
  g_autofree char *folder = g_dir_make_tmp ("attest-practice-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "practice.json", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      attest_practice_stop (client->practice);
      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      start_with_state (client, path);
      assert_kept (attest_practice_get_kept_path (client->practice), texts[i]);
      g_assert_cmpuint (upload (client, 0), ==, 200);
      g_assert_cmpuint (upload (client, 1), ==, 201);
    }
  /* A whole one is not. */
  start_with_state (client, path);
  g_assert_null (attest_practice_get_kept_path (client->practice));
  attest_practice_stop (client->practice);
  /* One in a thousand is left out: the rest is there, in both files. */
  g_assert_true (g_file_set_contents (path,
                                      "{\"certificates\":[],\"companies\":{},\"forms\":["
                                      "{\"id\":1,\"created_at\":\"2026-01-02T03:04:05.000Z\","
                                      "\"form\":{\"name\":\"A\"}},{}]}",
                                      -1,
                                      NULL));
  start_with_state (client, path);
  g_assert_cmpint (g_remove (attest_practice_get_kept_path (client->practice)), ==, 0);
  start_with_state (client, path);
  g_assert_null (attest_practice_get_kept_path (client->practice));
  g_assert_cmpuint (client_send (client, "GET", "kolleges", FORMS, NULL), ==, 200);
  g_assert_cmpint (json_node_get_int (client_find (client, "achievements.0.id")), ==, 1);
  attest_practice_stop (client->practice);
  g_remove (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  client_add ("/practice/examples", test_examples);
  client_add ("/practice/urls", test_urls);
  client_add ("/practice/restart", test_restart);
  client_add ("/practice/port-taken", test_port_taken);
  client_add ("/practice/mishaps", test_mishaps);
  client_add ("/practice/mishap-bodies", test_mishap_bodies);
  client_add ("/practice/busy", test_busy);
  client_add ("/practice/no-answer/client-gives-up", test_no_answer);
  g_test_add ("/practice/no-answer/practice-stops",
              Client,
              GINT_TO_POINTER (TRUE),
              client_set_up,
              test_no_answer,
              client_tear_down);
  client_add ("/practice/delay", test_delay);
  client_add ("/practice/gone", test_gone);
  client_add ("/practice/names", test_names);
  client_add ("/practice/token", test_token);
  client_add ("/practice/too-large", test_too_large);
  client_add ("/practice/announced", test_announced);
  client_add ("/practice/endless/unknown", test_endless);
  g_test_add ("/practice/endless/known",
              Client,
              GINT_TO_POINTER (TRUE),
              client_set_up,
              test_endless,
              client_tear_down);
  g_test_add_func ("/practice/mishap-ids", test_mishap_ids);
  client_add ("/practice/keys", test_keys);
  client_add ("/practice/require-key", test_require_key);
  client_add ("/practice/remembered", test_remembered);
  client_add ("/practice/handled", test_handled);
  client_add ("/practice/state", test_state);
  client_add ("/practice/broken-state", test_broken_state);
  return g_test_run ();
}
