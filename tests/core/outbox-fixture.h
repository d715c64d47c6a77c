/* An open store, a keyring that does not exist, an outbox, and a server that does as it is told. */
#pragma once

#include "store-fixture.h"

#include "model/attest-certificate.h"
#include "model/attest-form.h"
#include "outbox/attest-outbox.h"
#include "store/attest-submissions.h"

#include <string.h>
#include <sys/socket.h>

static gboolean
is_running (GWeakRef *service)
{
  g_autoptr (GObject) held = g_weak_ref_get (service);

  return held != NULL;
}

/* Takes @service, and waits until no connection looks any more at what it was made for: each that
 * runs, or is to run, holds the service. */
static void
end_service (GSocketService *service)
{
  GWeakRef running;

  g_weak_ref_init (&running, service);
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
  g_object_unref (service);
  while (is_running (&running))
    g_main_context_iteration (NULL, FALSE);
  g_weak_ref_clear (&running);
}

/* The server. Every connection gets @reply, cut to @length; requests are counted when they are
 * there completely. */
/* The leak finder of GCC 12 now and then crashes itself where threads of the C library have just
 * ended, as those of the raw servers here have: a test with such servers does without it. What the
 * outbox allocates is looked at by the tests without them. */
#define WITHOUT_LEAK_FINDER                                                                        \
  int __lsan_is_turned_off (void);                                                                 \
  int __lsan_is_turned_off (void) { return 1; }

typedef struct
{
  GSocketService *service;
  guint16 port;
  gint n_connections;
  gint n_requests;
  gint n_replies;
  gint waits;           /* before it replies, as long as this is not 0 */
  gsize request_needed; /* bytes of the request read before replying; 0: all of it */
  GBytes *reply;
  gboolean hang;                /* never reply, until the client goes */
  gboolean reset;               /* end with a reset instead of an orderly close */
  guint repeat;                 /* how often the reply is sent again */
  guint drip;                   /* microseconds before each byte of the reply; 0: all at once */
  guint trickle;                /* microseconds before each of more bytes, for ever; 0: no more */
  GTlsCertificate *certificate; /* (nullable): speak TLS, and be this */
  GMutex mutex;
  GString *last_request;
} RawServer;

static gsize
raw_server_get_length (const char *head)
{
  const char *length = strstr (head, "\r\nContent-Length:");

  return length != NULL ? (gsize) g_ascii_strtoull (length + 17, NULL, 10) : 0;
}

static gboolean
raw_server_is_complete (RawServer *self, GString *request)
{
  const char *end = strstr (request->str, "\r\n\r\n");

  if (self->request_needed > 0)
    return request->len >= self->request_needed;
  return end != NULL
         && request->len >= (gsize) (end - request->str) + 4 + raw_server_get_length (request->str);
}

static GIOStream *
raw_server_get_stream (RawServer *self, GSocketConnection *connection)
{
  if (self->certificate == NULL)
    return g_object_ref (G_IO_STREAM (connection));
  return g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
}

static gboolean
raw_server_drip (RawServer *self, GOutputStream *out)
{
  const char *reply = g_bytes_get_data (self->reply, NULL);

  for (gsize i = 0; i < g_bytes_get_size (self->reply); i++)
    {
      g_usleep (self->drip);
      if (!g_output_stream_write_all (out, reply + i, 1, NULL, NULL, NULL))
        return FALSE;
    }
  return TRUE;
}

/* Until the client goes. */
static void
raw_server_trickle (RawServer *self, GOutputStream *out)
{
  do
    g_usleep (self->trickle);
  while (g_output_stream_write_all (out, "x", 1, NULL, NULL, NULL));
}

static gboolean
raw_server_reply (RawServer *self, GOutputStream *out)
{
  if (self->drip > 0)
    return raw_server_drip (self, out);
  return g_output_stream_write_all (
      out, g_bytes_get_data (self->reply, NULL), g_bytes_get_size (self->reply), NULL, NULL, NULL);
}

static gboolean
raw_server_run_cb (GThreadedSocketService *service,
                   GSocketConnection *connection,
                   GObject *source,
                   RawServer *self)
{
  g_autoptr (GIOStream) stream = raw_server_get_stream (self, connection);
  GInputStream *in = g_io_stream_get_input_stream (stream);
  GOutputStream *out = g_io_stream_get_output_stream (stream);
  g_autoptr (GString) request = g_string_new (NULL);
  char buffer[4096];
  gssize n = 1;

  g_atomic_int_inc (&self->n_connections);
  while (!raw_server_is_complete (self, request)
         && (n = g_input_stream_read (in, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (request, buffer, n);
  if (raw_server_is_complete (self, request))
    {
      g_atomic_int_inc (&self->n_requests);
      g_mutex_lock (&self->mutex);
      g_string_assign (self->last_request, request->str);
      g_mutex_unlock (&self->mutex);
    }
  while (g_atomic_int_get (&self->waits) != 0)
    g_usleep (1000);
  for (guint i = 0; self->reply != NULL && i <= self->repeat; i++)
    if (!raw_server_reply (self, out))
      break;
  g_atomic_int_inc (&self->n_replies);
  if (self->trickle > 0)
    raw_server_trickle (self, out);
  while (self->hang && g_input_stream_read (in, buffer, sizeof buffer, NULL, NULL) > 0)
    ;
  if (self->reset)
    {
      struct linger linger = { 1, 0 };
      GSocket *socket = g_socket_connection_get_socket (connection);

      setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
    }
  return TRUE;
}

G_GNUC_UNUSED static RawServer *
raw_server_new (const char *reply)
{
  RawServer *self = g_new0 (RawServer, 1);
  g_autoptr (GError) error = NULL;

  self->service = g_threaded_socket_service_new (20);
  self->port =
      g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, &error);
  g_assert_no_error (error);
  self->last_request = g_string_new (NULL);
  if (reply != NULL)
    self->reply = g_bytes_new (reply, strlen (reply));
  g_signal_connect (self->service, "run", G_CALLBACK (raw_server_run_cb), self);
  g_socket_service_start (self->service);
  return self;
}

G_GNUC_UNUSED static void
raw_server_set_reply (RawServer *self, const char *reply, gssize length)
{
  g_clear_pointer (&self->reply, g_bytes_unref);
  self->reply = g_bytes_new (reply, length >= 0 ? (gsize) length : strlen (reply));
}

G_GNUC_UNUSED static char *
raw_server_dup_url (RawServer *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u", self->port);
}

G_GNUC_UNUSED static void
raw_server_free (RawServer *self)
{
  end_service (self->service);
  g_clear_pointer (&self->reply, g_bytes_unref);
  g_clear_object (&self->certificate);
  g_string_free (self->last_request, TRUE);
  g_free (self);
}

/* A network that is there or not as the test says. */
#define FAKE_TYPE_MONITOR (fake_monitor_get_type ())
G_DECLARE_FINAL_TYPE (FakeMonitor, fake_monitor, FAKE, MONITOR, GObject)

struct _FakeMonitor
{
  GObject parent_instance;
  gboolean available;
};

static gboolean
fake_monitor_init_fallible (GInitable *initable, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
fake_monitor_initable_init (GInitableIface *iface)
{
  iface->init = fake_monitor_init_fallible;
}

static void
fake_monitor_monitor_init (GNetworkMonitorInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeMonitor,
                               fake_monitor,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, fake_monitor_initable_init)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR,
                                                          fake_monitor_monitor_init))

static void
fake_monitor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == 1)
    g_value_set_boolean (value, FAKE_MONITOR (object)->available);
  else if (id == 2)
    g_value_set_boolean (value, FALSE);
  else
    g_value_set_enum (value, G_NETWORK_CONNECTIVITY_FULL);
}

static void
fake_monitor_class_init (FakeMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fake_monitor_get_property;
  g_object_class_override_property (object_class, 1, "network-available");
  g_object_class_override_property (object_class, 2, "network-metered");
  g_object_class_override_property (object_class, 3, "connectivity");
}

static void
fake_monitor_init (FakeMonitor *self)
{
  self->available = TRUE;
}

G_GNUC_UNUSED static void
fake_monitor_set_available (FakeMonitor *self, gboolean available)
{
  self->available = available;
  g_signal_emit_by_name (self, "network-changed", available);
}

/* Whether the keyring of the session is used. */
G_GNUC_UNUSED static gboolean outbox_fixture_has_keyring = FALSE;

/* The outbox. */
typedef struct
{
  FakeMonitor *monitor;
  StoreFixture store;
  AttestKeyring *keyring;
  AttestOutbox *outbox;
} OutboxFixture;

static void
outbox_fixture_open (OutboxFixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  attest_outbox_open_async (self->outbox, NULL, store_fixture_keep_result, &result);
  attest_outbox_open_finish (self->outbox, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
}

static void
outbox_fixture_set_up_at (OutboxFixture *self, gconstpointer data, const AttestClock *clock)
{
  if (!outbox_fixture_has_keyring)
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/attest", TRUE);
  store_fixture_set_up (&self->store, data);
  if (clock != NULL)
    attest_store_set_clock (self->store.store, clock);
  store_fixture_open (&self->store);
  self->keyring = attest_keyring_new ();
  self->outbox = attest_outbox_new (self->store.store, self->keyring);
  self->monitor = g_object_new (FAKE_TYPE_MONITOR, NULL);
  attest_dispatcher_set_monitor (attest_outbox_get_dispatcher (self->outbox),
                                 G_NETWORK_MONITOR (self->monitor));
}

G_GNUC_UNUSED static void
outbox_fixture_set_up_closed (OutboxFixture *self, gconstpointer data)
{
  outbox_fixture_set_up_at (self, data, NULL);
}

G_GNUC_UNUSED static void
outbox_fixture_set_up (OutboxFixture *self, gconstpointer data)
{
  outbox_fixture_set_up_closed (self, data);
  outbox_fixture_open (self);
}

static void
outbox_fixture_stop (OutboxFixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  attest_outbox_stop_async (self->outbox, store_fixture_keep_result, &result);
  g_assert_true (attest_outbox_stop_finish (self->outbox, store_fixture_wait (&result), NULL));
}

G_GNUC_UNUSED static void
outbox_fixture_clear (OutboxFixture *self, gconstpointer data)
{
  outbox_fixture_stop (self);
  /* What was decided last may still be on the store's thread, holding the outbox. */
  store_fixture_settle (&self->store);
  g_assert_finalize_object (self->outbox);
  /* What the keyring was asked for last holds it until it is done. */
  while (G_OBJECT (self->keyring)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (self->keyring);
  g_assert_finalize_object (self->monitor);
  store_fixture_clear (&self->store, data);
}

/* Gives up @submission, or takes it out, for who sees in it what became of that. */
G_GNUC_UNUSED static void
outbox_fixture_take_out (AttestOutbox *outbox, AttestSubmission *submission)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, submission);
  attest_dispatcher_cancel_async (attest_outbox_get_dispatcher (outbox), one, NULL, NULL);
}

G_GNUC_UNUSED static void
outbox_fixture_move (AttestOutbox *outbox, AttestSubmission *submission, AttestSubmission *before)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, submission);
  attest_outbox_writer_move (attest_outbox_get_writer (outbox), one, before);
}

/* Puts a key where only this run sees it. */
G_GNUC_UNUSED static void
outbox_fixture_set_key_of (OutboxFixture *self, const AttestPlace *place, const char *key)
{
  SecretValue *value = attest_key_parse (key, strlen (key), NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  attest_keyring_call_async (self->keyring,
                             &(AttestKeyringCall){ ATTEST_KEYRING_QUERY, place, NULL },
                             NULL,
                             store_fixture_keep_result,
                             &result);
  g_assert_cmpint (
      attest_keyring_call_finish (self->keyring, store_fixture_wait (&result), NULL, &error),
      ==,
      ATTEST_KEY_UNAVAILABLE);
  g_assert_no_error (error);
  attest_keyring_set_for_this_run (self->keyring, place, value, &error);
  g_assert_no_error (error);
  secret_value_unref (value);
}

/* For the test environment. */
G_GNUC_UNUSED static void
outbox_fixture_set_key (OutboxFixture *self,
                        const AttestService *service,
                        const char *host,
                        const char *key)
{
  outbox_fixture_set_key_of (self, &(AttestPlace){ service, ATTEST_ENVIRONMENT_TEST, host }, key);
}

G_GNUC_UNUSED static AttestRecord *
outbox_fixture_make_form (const char *name)
{
  AttestRecord *record = attest_record_new (&attest_form_schema);

  attest_record_set_text (record, ATTEST_FORM_NAME, name);
  attest_record_set_text (record, ATTEST_FORM_TYPE, "completion");
  attest_record_set_text (record, ATTEST_FORM_CERTIFICATE_DESIGN, "165");
  attest_record_set_text (record, ATTEST_FORM_BADGE_DESIGN, "83");
  return record;
}

static AttestSendPlan *
outbox_fixture_plan_wish (OutboxFixture *self, AttestSendWish *wish)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AttestSendPlan *plan = NULL;

  wish->draft_id = "draft";
  wish->problems = problems;
  attest_send_plan_make_async (
      self->store.store, self->keyring, wish, NULL, store_fixture_keep_result, &result);
  plan = attest_send_plan_make_finish (store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return plan;
}

G_GNUC_UNUSED static AttestSendPlan *
outbox_fixture_plan (OutboxFixture *self,
                     AttestRecord *record,
                     AttestEnvironment environment,
                     const char *host)
{
  return outbox_fixture_plan_wish (
      self, &(AttestSendWish){ .record = record, .environment = environment, .host = host });
}

/* In practice, instead of @replaced. */
G_GNUC_UNUSED static AttestSendPlan *
outbox_fixture_plan_instead (OutboxFixture *self,
                             AttestRecord *record,
                             const char *host,
                             AttestSubmission *replaced,
                             const char *note)
{
  return outbox_fixture_plan_wish (
      self,
      &(AttestSendWish){ .record = record,
                         .environment = ATTEST_ENVIRONMENT_PRACTICE,
                         .host = host,
                         .replaces = attest_submission_get_id (replaced),
                         .note = note });
}

/* Returns: (transfer full) (element-type AttestSubmission) */
G_GNUC_UNUSED static GPtrArray *
outbox_fixture_enqueue_plans (OutboxFixture *self, GPtrArray *plans, gboolean in_bulk)
{
  const AttestOutboxWriter *writer = attest_outbox_get_writer (self->outbox);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *submissions = NULL;

  attest_outbox_writer_enqueue_async (
      writer, plans, in_bulk, NULL, store_fixture_keep_result, &result);
  submissions = attest_outbox_writer_enqueue_finish (writer, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (submissions->len, ==, plans->len);
  return submissions;
}

/* Queues one form. */
G_GNUC_UNUSED static AttestSubmission *
outbox_fixture_enqueue (OutboxFixture *self,
                        const char *name,
                        AttestEnvironment environment,
                        const char *host)
{
  g_autoptr (AttestRecord) record = outbox_fixture_make_form (name);
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) submissions = NULL;

  g_ptr_array_add (plans, outbox_fixture_plan (self, record, environment, host));
  submissions = outbox_fixture_enqueue_plans (self, plans, FALSE);
  return g_object_ref (g_ptr_array_index (submissions, 0));
}

G_GNUC_UNUSED static void
outbox_fixture_wait (AttestSubmission *submission, AttestState state)
{
  while (attest_submission_get_state (submission) != state)
    g_main_context_iteration (NULL, TRUE);
}

/* Until it is settled, or unknown. */
G_GNUC_UNUSED static AttestState
outbox_fixture_wait_end (AttestSubmission *submission)
{
  while (attest_submission_get_state (submission) == ATTEST_STATE_QUEUED
         || attest_submission_get_state (submission) == ATTEST_STATE_SENDING)
    g_main_context_iteration (NULL, TRUE);
  return attest_submission_get_state (submission);
}

G_GNUC_UNUSED static void
outbox_fixture_add (const char *name, void (*test) (OutboxFixture *, gconstpointer))
{
  g_test_add (name, OutboxFixture, NULL, outbox_fixture_set_up, test, outbox_fixture_clear);
}
