/* Keys in a real keyring: stored, none, really locked, unlocking declined, and no keyring at all.
 *
 * To be run on a private desktop (build-aux/session) that has a keyring, a locked one, or none; the
 * argument says which. The keyring's own windows are answered with real keys. */
#include "attest-config.h"

#include "keyring/attest-keyring.h"

#include <libsecret/secret.h>

#define HOST "https://api.test.example"
/* Answers the keyring's window whenever one is there; another one may follow the first. */
#define WHEN_ASKED(keys)                                                                           \
  "while :; do"                                                                                    \
  "  W=$(xdotool search --onlyvisible --class gcr-prompter 2>/dev/null | tail -1);"                \
  "  [ -z \"$W\" ] || { xdotool windowfocus $W; sleep 0.3; " keys "; sleep 0.7; };"                \
  "  sleep 0.1; done 2>/dev/null"
#define DECLINE WHEN_ASKED ("xdotool key Escape")
#define UNLOCK WHEN_ASKED ("xdotool type --delay 20 attest; xdotool key Return")

typedef struct
{
  AttestKeyring *keyring;
  const AttestService *service;
  int n_changed;
} Fixture;

static void
count_cb (Fixture *fixture)
{
  fixture->n_changed++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->keyring = attest_keyring_new ();
  fixture->service = attest_service_get ("certsearch");
  g_signal_connect_swapped (fixture->keyring, "changed", G_CALLBACK (count_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->keyring);
}

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static AttestKeyState
get_state (Fixture *fixture, AttestEnvironment environment, const char *host, gboolean *only_run)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AttestKeyState state = ATTEST_KEY_NONE;

  attest_keyring_get_state_async (
      fixture->keyring, fixture->service, environment, host, NULL, keep_cb, &result);
  state = attest_keyring_get_state_finish (fixture->keyring, wait_for (&result), only_run, &error);
  g_assert_no_error (error);
  return state;
}

static char *
lookup (Fixture *fixture, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  attest_keyring_lookup_async (fixture->keyring,
                               fixture->service,
                               ATTEST_ENVIRONMENT_TEST,
                               HOST,
                               cancellable,
                               keep_cb,
                               &result);
  return attest_keyring_lookup_finish (fixture->keyring, wait_for (&result), error);
}

static gboolean
store (Fixture *fixture, const char *key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  attest_keyring_store_async (fixture->keyring,
                              fixture->service,
                              ATTEST_ENVIRONMENT_TEST,
                              HOST,
                              key,
                              NULL,
                              keep_cb,
                              &result);
  return attest_keyring_store_finish (fixture->keyring, wait_for (&result), error);
}

static gboolean
remove_key (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  attest_keyring_remove_async (
      fixture->keyring, fixture->service, ATTEST_ENVIRONMENT_TEST, HOST, NULL, keep_cb, &result);
  return attest_keyring_remove_finish (fixture->keyring, wait_for (&result), error);
}

static void
assert_key (Fixture *fixture, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *key = lookup (fixture, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (key, ==, expected);
  secret_password_free (key);
}

/* Ends with the block it is in. */
static GSubprocess *
answer (const char *script)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "sh", "-c", script, NULL);

  g_assert_no_error (error);
  return process;
}

static void
stop_answering (GSubprocess **process)
{
  g_subprocess_force_exit (*process);
  g_subprocess_wait (*process, NULL, NULL);
  g_clear_object (process);
}

/* Every item of the default collection, as another program sees it. */
static GList *
list_items (void)
{
  g_autoptr (SecretService) service = secret_service_get_sync (SECRET_SERVICE_NONE, NULL, NULL);
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_sync (
      service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_LOAD_ITEMS, NULL, NULL);

  g_assert_nonnull (collection);
  return secret_collection_get_items (collection);
}

static void
lock_for_real (void)
{
  g_autoptr (SecretService) service = secret_service_get_sync (SECRET_SERVICE_NONE, NULL, NULL);
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_sync (
      service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL, NULL);
  GList objects = { collection, NULL, NULL };
  g_autoptr (GError) error = NULL;

  secret_service_lock_sync (service, &objects, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* What the test before left there. */
static void
forget_all (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, data);
  remove_key (fixture, NULL);
  fixture->n_changed = 0;
}

static void
test_stored (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) attributes = NULL;
  g_autofree char *label = NULL;
  GList *items = NULL;

  g_assert_cmpint (get_state (fixture, ATTEST_ENVIRONMENT_TEST, HOST, NULL), ==, ATTEST_KEY_NONE);
  g_assert_null (lookup (fixture, NULL, &error));
  g_assert_error (error, ATTEST_KEYRING_ERROR, ATTEST_KEYRING_ERROR_NONE);
  g_clear_error (&error);
  g_assert_null (list_items ()); /* asking writes nothing */

  store (fixture, "  first-key\n", &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture->n_changed, ==, 1);
  assert_key (fixture, "first-key");
  store (fixture, "second-key", &error);
  g_assert_no_error (error);
  assert_key (fixture, "second-key");

  items = list_items ();
  g_assert_cmpuint (g_list_length (items), ==, 1);
  label = secret_item_get_label (items->data);
  g_assert_cmpstr (label, ==, "IAF CertSearch (Test) – API key");
  attributes = secret_item_get_attributes (items->data);
  g_assert_cmpstr (g_hash_table_lookup (attributes, "service"), ==, "certsearch");
  g_assert_cmpstr (g_hash_table_lookup (attributes, "environment"), ==, "test");
  g_assert_cmpstr (g_hash_table_lookup (attributes, "host"), ==, HOST);
  g_list_free_full (items, g_object_unref);
}

/* A key belongs to one service, environment and host, however the host is spelt. */
static void
test_bound (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  store (fixture, "key", &error);
  g_assert_no_error (error);
  g_assert_cmpint (
      get_state (fixture, ATTEST_ENVIRONMENT_TEST, "HTTPS://api.TEST.example:443/", NULL),
      ==,
      ATTEST_KEY_STORED);
  g_assert_cmpint (get_state (fixture, ATTEST_ENVIRONMENT_TEST, "https://other.example", NULL),
                   ==,
                   ATTEST_KEY_NONE);
  g_assert_cmpint (
      get_state (fixture, ATTEST_ENVIRONMENT_PRODUCTION, HOST, NULL), ==, ATTEST_KEY_NONE);
  fixture->service = attest_service_get ("kolleges");
  g_assert_cmpint (get_state (fixture, ATTEST_ENVIRONMENT_TEST, HOST, NULL), ==, ATTEST_KEY_NONE);
}

static void
test_removed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  store (fixture, "key", &error);
  g_assert_no_error (error);
  g_assert_true (remove_key (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fixture->n_changed, ==, 2);
  g_assert_cmpint (get_state (fixture, ATTEST_ENVIRONMENT_TEST, HOST, NULL), ==, ATTEST_KEY_NONE);
  g_assert_false (remove_key (fixture, &error));
  g_assert_error (error, ATTEST_KEYRING_ERROR, ATTEST_KEYRING_ERROR_NONE);
}

static void
test_bad_keys (Fixture *fixture, gconstpointer data)
{
  const char *const keys[] = { "", "  \n", "a\r\nX-Evil: 1", "a\nb", "\xed\x95\x9c", "a\tb" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_assert_false (store (fixture, keys[i], &error));
      g_assert_error (error, ATTEST_KEYRING_ERROR, ATTEST_KEYRING_ERROR_BAD_KEY);
      g_clear_error (&error);
    }
  /* Where there is a keyring, nothing is kept beside it. */
  get_state (fixture, ATTEST_ENVIRONMENT_TEST, HOST, NULL);
  g_assert_false (attest_keyring_set_for_this_run (
      fixture->keyring, fixture->service, ATTEST_ENVIRONMENT_TEST, HOST, "key", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

static void
test_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *asked = NULL;

  store (fixture, "key-before", &error);
  g_assert_no_error (error);
  lock_for_real ();
  g_assert_cmpint (get_state (fixture, ATTEST_ENVIRONMENT_TEST, HOST, NULL), ==, ATTEST_KEY_LOCKED);
  /* Another host has no key, but that can not be known. */
  g_assert_cmpint (get_state (fixture, ATTEST_ENVIRONMENT_TEST, "https://other.example", NULL),
                   ==,
                   ATTEST_KEY_LOCKED);

  asked = answer (DECLINE);
  g_assert_null (lookup (fixture, NULL, &error));
  g_assert_error (error, ATTEST_KEYRING_ERROR, ATTEST_KEYRING_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_false (store (fixture, "key-after", &error));
  g_assert_error (error, ATTEST_KEYRING_ERROR, ATTEST_KEYRING_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_false (remove_key (fixture, &error));
  g_assert_error (error, ATTEST_KEYRING_ERROR, ATTEST_KEYRING_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_cmpint (fixture->n_changed, ==, 1);
  stop_answering (&asked);

  asked = answer (UNLOCK);
  assert_key (fixture, "key-before");
  stop_answering (&asked);
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

/* Giving up while the keyring's window is open. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  store (fixture, "key", &error);
  g_assert_no_error (error);
  lock_for_real ();
  g_timeout_add (300, cancel_cb, cancellable);
  g_assert_null (lookup (fixture, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_none (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean only_run = FALSE;

  g_assert_cmpint (
      get_state (fixture, ATTEST_ENVIRONMENT_TEST, HOST, &only_run), ==, ATTEST_KEY_UNAVAILABLE);
  g_assert_false (only_run);
  g_assert_false (store (fixture, "key", &error));
  g_assert_error (error, ATTEST_KEYRING_ERROR, ATTEST_KEYRING_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_null (lookup (fixture, NULL, &error));
  g_assert_error (error, ATTEST_KEYRING_ERROR, ATTEST_KEYRING_ERROR_UNAVAILABLE);
  g_clear_error (&error);

  g_assert_true (attest_keyring_set_for_this_run (
      fixture->keyring, fixture->service, ATTEST_ENVIRONMENT_TEST, HOST, "run-key", &error));
  g_assert_no_error (error);
  g_assert_cmpint (
      get_state (fixture, ATTEST_ENVIRONMENT_TEST, HOST, &only_run), ==, ATTEST_KEY_STORED);
  g_assert_true (only_run);
  assert_key (fixture, "run-key");
  g_assert_true (remove_key (fixture, &error));
  g_assert_cmpint (
      get_state (fixture, ATTEST_ENVIRONMENT_TEST, HOST, NULL), ==, ATTEST_KEY_UNAVAILABLE);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, test == test_none ? set_up : forget_all, test, tear_down);
}

int
main (int argc, char *argv[])
{
  gboolean none = argc > 1 && g_str_equal (argv[argc - 1], "none");

  g_test_init (&argc, &argv, NULL);
  if (none)
    add ("/keyring/none", test_none);
  else
    {
      add ("/keyring/stored", test_stored);
      add ("/keyring/bound", test_bound);
      add ("/keyring/removed", test_removed);
      add ("/keyring/bad-keys", test_bad_keys);
      add ("/keyring/locked", test_locked);
      add ("/keyring/cancelled", test_cancelled);
    }
  return g_test_run ();
}
