/* What the outbox waits for, where that is somebody at another window. */
#include "attest-config.h"
#include "outbox-fixture.h"

#include "service/attest-service.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#define CREATED                                                                                    \
  "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 32\r\n\r\n"           \
  "{\"statusCode\":201,\"message\":\"x\"}"

/* A session bus that takes whoever comes, and says nothing: a keyring before its window. */
typedef struct
{
  GSocketService *service;
  GPtrArray *callers; /* of GSocketConnection */
  char *path;
} MuteBus;

static gboolean
incoming_cb (GSocketService *service, GSocketConnection *caller, GObject *source, MuteBus *self)
{
  g_ptr_array_add (self->callers, g_object_ref (caller));
  return TRUE;
}

static void
mute_bus_init (MuteBus *self, const char *folder)
{
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  self->path = g_build_filename (folder, "bus", NULL);
  self->callers = g_ptr_array_new_with_free_func (g_object_unref);
  self->service = g_socket_service_new ();
  address = g_unix_socket_address_new (self->path);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service),
                                 address,
                                 G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_DEFAULT,
                                 NULL,
                                 NULL,
                                 &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  name = g_strconcat ("unix:path=", self->path, NULL);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", name, TRUE);
}

static void
mute_bus_clear (MuteBus *self)
{
  for (guint i = 0; i < self->callers->len; i++)
    g_io_stream_close (self->callers->pdata[i], NULL, NULL);
  g_ptr_array_unref (self->callers);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_unlink (self->path);
  g_free (self->path);
}

static void
count_cb (AttestKeyring *keyring, GParamSpec *pspec, int *n_told)
{
  ++*n_told;
}

/* A keyring that asks to be unlocked is waited for, and that is known; once it answers, the record
 * goes. */
static void
test_keyring (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new (CREATED);
  g_autofree char *url = raw_server_dup_url (server);
  AttestDispatcher *dispatcher = attest_outbox_get_dispatcher (fixture->outbox);
  g_autoptr (AttestSubmission) submission = NULL;
  MuteBus bus = { 0 };
  int n_told = 0;

  outbox_fixture_set_key (fixture, attest_service_get ("kolleges"), url, "a-key-for-this-run");
  attest_outbox_set_paused (fixture->outbox, TRUE);
  submission = outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_TEST, url);
  g_signal_connect (fixture->keyring, "notify::slow", G_CALLBACK (count_cb), &n_told);
  g_assert_false (attest_dispatcher_get_waits_for_keyring (dispatcher));
  mute_bus_init (&bus, fixture->store.folder);
  attest_outbox_set_paused (fixture->outbox, FALSE);
  while (!attest_dispatcher_get_waits_for_keyring (dispatcher))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (n_told, ==, 1);
  /* Nothing else would say why nothing goes on. */
  g_assert_false (attest_outbox_get_sending (fixture->outbox));
  g_assert_cmpint (attest_outbox_get_next_send (fixture->outbox), ==, 0);
  g_assert_cmpint (attest_submission_get_state (submission), ==, ATTEST_STATE_QUEUED);
  g_assert_cmpint (server->n_connections, ==, 0);

  mute_bus_clear (&bus);
  g_assert_cmpint (outbox_fixture_wait_end (submission), ==, ATTEST_STATE_ACCEPTED);
  g_assert_false (attest_dispatcher_get_waits_for_keyring (dispatcher));
  g_assert_cmpint (n_told, ==, 2);
  raw_server_free (server);
}

WITHOUT_LEAK_FINDER

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  outbox_fixture_add ("/waiting/keyring", test_keyring);
  return g_test_run ();
}
