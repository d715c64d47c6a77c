/* What the outbox waits for, where that is somebody at another window. */
#include "attest-config.h"
#include "mute-bus.h"
#include "outbox-fixture.h"

#include "service/attest-service.h"

#define CREATED                                                                                    \
  "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 32\r\n\r\n"           \
  "{\"statusCode\":201,\"message\":\"x\"}"

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
