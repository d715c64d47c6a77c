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

/* Returns: how the key stands after the call */
static AttestKeyState
call (Fixture *fixture,
      AttestKeyringCall call,
      GCancellable *cancellable,
      SecretValue **key,
      GError **error)
{
  AttestPlace place = { fixture->service, ATTEST_ENVIRONMENT_TEST, HOST };
  g_autoptr (GAsyncResult) result = NULL;

  if (call.place == NULL)
    call.place = &place;
  attest_keyring_call_async (fixture->keyring, &call, cancellable, keep_cb, &result);
  return attest_keyring_call_finish (fixture->keyring, wait_for (&result), key, error);
}

static AttestKeyState
get_state (Fixture *fixture, AttestEnvironment environment, const char *host)
{
  AttestPlace place = { fixture->service, environment, host };
  g_autoptr (GError) error = NULL;
  AttestKeyState state =
      call (fixture, (AttestKeyringCall){ ATTEST_KEYRING_QUERY, &place, NULL }, NULL, NULL, &error);

  g_assert_no_error (error);
  return state;
}

static SecretValue *
lookup (Fixture *fixture, GError **error)
{
  SecretValue *key = NULL;

  call (fixture, (AttestKeyringCall){ .verb = ATTEST_KEYRING_LOOKUP }, NULL, &key, error);
  return key;
}

static gboolean
store (Fixture *fixture, const char *text, GError **error)
{
  SecretValue *key = attest_key_parse (text, strlen (text), NULL, NULL);
  GError *local = NULL;

  g_assert_nonnull (key);
  call (
      fixture, (AttestKeyringCall){ .verb = ATTEST_KEYRING_STORE, .key = key }, NULL, NULL, &local);
  secret_value_unref (key);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
remove_key (Fixture *fixture, GError **error)
{
  GError *local = NULL;

  call (fixture, (AttestKeyringCall){ .verb = ATTEST_KEYRING_REMOVE }, NULL, NULL, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static void
assert_key (Fixture *fixture, const char *expected)
{
  g_autoptr (GError) error = NULL;
  SecretValue *key = lookup (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret_value_get_text (key), ==, expected);
  secret_value_unref (key);
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

  g_assert_cmpint (get_state (fixture, ATTEST_ENVIRONMENT_TEST, HOST), ==, ATTEST_KEY_NONE);
  g_assert_null (lookup (fixture, &error));
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
/* Asked for together, nobody waiting for the one before. */
static void
test_writes_together (Fixture *fixture, gconstpointer data)
{
  AttestPlace place = { fixture->service, ATTEST_ENVIRONMENT_TEST, HOST };
  SecretValue *keys[] = { attest_key_parse ("first-key", 9, NULL, NULL),
                          attest_key_parse ("second-key", 10, NULL, NULL) };
  const AttestKeyringCall calls[] = {
    { ATTEST_KEYRING_STORE, &place, keys[0] }, { ATTEST_KEYRING_REMOVE, &place, NULL },
    { ATTEST_KEYRING_REMOVE, &place, NULL },   { ATTEST_KEYRING_STORE, &place, keys[0] },
    { ATTEST_KEYRING_STORE, &place, keys[1] }, { ATTEST_KEYRING_REMOVE, &place, NULL },
    { ATTEST_KEYRING_STORE, &place, keys[0] }, { ATTEST_KEYRING_STORE, &place, keys[1] },
  };
  GAsyncResult *results[G_N_ELEMENTS (calls)] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    attest_keyring_call_async (fixture->keyring, &calls[i], NULL, keep_cb, &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (GError) error = NULL;

      attest_keyring_call_finish (fixture->keyring, wait_for (&results[i]), NULL, &error);
      if (i == 2) /* it was not there any more */
        g_assert_error (error, ATTEST_KEYRING_ERROR, ATTEST_KEYRING_ERROR_NONE);
      else
        g_assert_no_error (error);
      g_clear_object (&results[i]);
    }
  assert_key (fixture, "second-key");
  secret_value_unref (keys[0]);
  secret_value_unref (keys[1]);
}

/* Two programs of one session remove it in the same moment. */
static void
test_removed_by_two (Fixture *fixture, gconstpointer data)
{
  AttestPlace place = { fixture->service, ATTEST_ENVIRONMENT_TEST, HOST };
  const AttestKeyringCall call = { ATTEST_KEYRING_REMOVE, &place, NULL };

  for (guint round = 0; round < 20; round++)
    {
      AttestKeyring *keyrings[] = { attest_keyring_new (), attest_keyring_new () };
      GAsyncResult *results[2] = { NULL };

      store (fixture, "a-key", NULL);
      for (guint i = 0; i < 2; i++)
        attest_keyring_call_async (keyrings[i], &call, NULL, keep_cb, &results[i]);
      for (guint i = 0; i < 2; i++)
        {
          g_autoptr (GError) error = NULL;

          attest_keyring_call_finish (keyrings[i], wait_for (&results[i]), NULL, &error);
          g_assert_true (
              error == NULL
              || g_error_matches (error, ATTEST_KEYRING_ERROR, ATTEST_KEYRING_ERROR_NONE));
          g_clear_object (&results[i]);
          g_assert_finalize_object (keyrings[i]);
        }
      g_assert_cmpint (get_state (fixture, ATTEST_ENVIRONMENT_TEST, HOST), ==, ATTEST_KEY_NONE);
    }
}

static void
test_bound (Fixture *fixture, gconstpointer data)
{
  g_autofree char *normal = attest_service_normalise_host ("HTTPS://api.TEST.example:443/", NULL);
  g_autoptr (GError) error = NULL;

  store (fixture, "key", &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_state (fixture, ATTEST_ENVIRONMENT_TEST, normal), ==, ATTEST_KEY_STORED);
  g_assert_cmpint (
      get_state (fixture, ATTEST_ENVIRONMENT_TEST, "https://other.example"), ==, ATTEST_KEY_NONE);
  g_assert_cmpint (get_state (fixture, ATTEST_ENVIRONMENT_PRODUCTION, HOST), ==, ATTEST_KEY_NONE);
  fixture->service = attest_service_get ("kolleges");
  g_assert_cmpint (get_state (fixture, ATTEST_ENVIRONMENT_TEST, HOST), ==, ATTEST_KEY_NONE);
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
  g_assert_cmpint (get_state (fixture, ATTEST_ENVIRONMENT_TEST, HOST), ==, ATTEST_KEY_NONE);
  g_assert_false (remove_key (fixture, &error));
  g_assert_error (error, ATTEST_KEYRING_ERROR, ATTEST_KEYRING_ERROR_NONE);
}

/* Where there is a keyring, nothing is kept beside it. */
static void
test_not_beside (Fixture *fixture, gconstpointer data)
{
  AttestPlace place = { fixture->service, ATTEST_ENVIRONMENT_TEST, HOST };
  SecretValue *key = secret_value_new ("key", -1, "text/plain");
  g_autoptr (GError) error = NULL;

  get_state (fixture, ATTEST_ENVIRONMENT_TEST, HOST);
  g_assert_false (attest_keyring_set_for_this_run (fixture->keyring, &place, key, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  secret_value_unref (key);
}

/* What another program, or an earlier version, stored can be anything. */
static void
test_stored_by_others (Fixture *fixture, gconstpointer data)
{
  static const char *const keys[] = { "", "a\r\nX-Evil: 1", "\xed\x95\x9c" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      SecretValue *value = secret_value_new (keys[i], -1, "text/plain");
      g_autoptr (SecretService) service = secret_service_get_sync (SECRET_SERVICE_NONE, NULL, NULL);
      g_autolist (GObject) items = NULL;

      store (fixture, "key", &error);
      g_assert_no_error (error);
      items = list_items ();
      secret_item_set_secret_sync (items->data, value, NULL, &error);
      g_assert_no_error (error);
      g_assert_null (lookup (fixture, &error));
      g_assert_error (error, ATTEST_KEYRING_ERROR, ATTEST_KEYRING_ERROR_BAD_KEY);
      g_clear_error (&error);
      secret_value_unref (value);
    }
}

static void
test_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *asked = NULL;

  store (fixture, "key-before", &error);
  g_assert_no_error (error);
  lock_for_real ();
  g_assert_cmpint (get_state (fixture, ATTEST_ENVIRONMENT_TEST, HOST), ==, ATTEST_KEY_LOCKED);
  /* Another host has no key, but that can not be known. */
  g_assert_cmpint (
      get_state (fixture, ATTEST_ENVIRONMENT_TEST, "https://other.example"), ==, ATTEST_KEY_LOCKED);

  asked = answer (DECLINE);
  g_assert_null (lookup (fixture, &error));
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

/* Runs what others have to do meanwhile, until a script ends. */
static void
run_until_end (const char *script)
{
  GSubprocess *running = answer (script);

  while (g_subprocess_get_identifier (running) != NULL)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_object_unref (running);
}

#define PROMPT "xdotool search --onlyvisible --class gcr-prompter >/dev/null 2>&1"

/* Answers the window that stands there. */
static void
answer_prompt (const char *script)
{
  GSubprocess *asked = answer (script);

  run_until_end ("while " PROMPT "; do sleep 0.05; done");
  stop_answering (&asked);
}

static void
give_up (Fixture *fixture, const AttestKeyringCall *call)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  lock_for_real ();
  attest_keyring_call_async (fixture->keyring, call, cancellable, keep_cb, &result);
  run_until_end ("until " PROMPT "; do sleep 0.05; done");
  g_assert_null (result);
  g_cancellable_cancel (cancellable);
  attest_keyring_call_finish (fixture->keyring, wait_for (&result), NULL, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Whatever may prompt: giving up while the keyring's window stands is answered at once, and what is
 * answered in the window afterwards harms nobody. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  AttestPlace place = { fixture->service, ATTEST_ENVIRONMENT_TEST, HOST };
  AttestPlace elsewhere = { fixture->service, ATTEST_ENVIRONMENT_TEST, "https://other.example" };
  SecretValue *key = secret_value_new ("another", -1, "text/plain");
  const AttestKeyringCall calls[] = {
    { ATTEST_KEYRING_LOOKUP, &place, NULL },
    { ATTEST_KEYRING_LOOKUP, &elsewhere, NULL }, /* found nowhere: the keyring itself is unlocked */
    { ATTEST_KEYRING_STORE, &place, key },
    { ATTEST_KEYRING_REMOVE, &place, NULL },
  };
  g_autoptr (GError) error = NULL;

  store (fixture, "key", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      GSubprocess *asked = NULL;

      give_up (fixture, &calls[i]);
      answer_prompt (DECLINE);
      give_up (fixture, &calls[i]);
      answer_prompt (UNLOCK);
      /* And the keyring goes on answering. */
      asked = answer (UNLOCK);
      store (fixture, "key", &error);
      g_assert_no_error (error);
      assert_key (fixture, "key");
      stop_answering (&asked);
    }
  secret_value_unref (key);
}

static void
test_none (Fixture *fixture, gconstpointer data)
{
  AttestPlace place = { fixture->service, ATTEST_ENVIRONMENT_TEST, HOST };
  SecretValue *key = secret_value_new ("run-key", -1, "text/plain");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (get_state (fixture, ATTEST_ENVIRONMENT_TEST, HOST), ==, ATTEST_KEY_UNAVAILABLE);
  g_assert_false (store (fixture, "key", &error));
  g_assert_error (error, ATTEST_KEYRING_ERROR, ATTEST_KEYRING_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_null (lookup (fixture, &error));
  g_assert_error (error, ATTEST_KEYRING_ERROR, ATTEST_KEYRING_ERROR_UNAVAILABLE);
  g_clear_error (&error);

  g_assert_true (attest_keyring_set_for_this_run (fixture->keyring, &place, key, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_state (fixture, ATTEST_ENVIRONMENT_TEST, HOST), ==, ATTEST_KEY_THIS_RUN);
  g_assert_cmpint (
      get_state (fixture, ATTEST_ENVIRONMENT_PRODUCTION, HOST), ==, ATTEST_KEY_UNAVAILABLE);
  assert_key (fixture, "run-key");
  g_assert_true (remove_key (fixture, &error));
  g_assert_cmpint (get_state (fixture, ATTEST_ENVIRONMENT_TEST, HOST), ==, ATTEST_KEY_UNAVAILABLE);
  secret_value_unref (key);
}

/* What people have on their clipboard. */
static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *key; /* NULL: refused */
    const char *wrapping;
  } cases[] = {
    { "abc-123", "abc-123", NULL },
    { "  abc\n", "abc", NULL },
    { "abc\r\n\r\n", "abc", NULL },
    { "\302\240abc\342\200\213", "abc", NULL }, /* no-break, zero width */
    { "\357\273\277abc", "abc", NULL },
    { "Bearer abc", "abc", "Bearer" },
    { "bearer\tabc", "abc", "Bearer" },
    { "Authorization: Bearer abc", "abc", "Authorization Bearer" },
    { "authorization:Bearer abc\n", "abc", "Authorization Bearer" },
    { "x-http-authorization: abc", "abc", "x-http-authorization" },
    { "X-HTTP-Authorization : \"abc\"", "abc", "x-http-authorization \"\"" },
    { "\"Authorization: Bearer abc\"", "abc", "\"\" Authorization Bearer" },
    { "\"abc\"", "abc", "\"\"" },
    { "'abc'", "abc", "''" },
    { "`abc`", "abc", "``" },
    { "“abc”", "abc", "“”" },
    { "<<abc>>", "abc", "<<>>" },
    { "Bearer <<abc>>", "abc", "Bearer <<>>" },
    { "<abc>", "abc", "<>" },
    { "{{abc}}", "abc", "{} {}" },
    { "[abc]", "abc", "[]" },
    { "Bearer abc,", "abc", "Bearer ," },
    { "\"abc\";", "abc", "; \"\"" },
    /* These are letters of a key. */
    { "\"abc", "\"abc", NULL },
    { "abc>", "abc>", NULL },
    { "a\"b'c", "a\"b'c", NULL },
    { "Bearerabc", "Bearerabc", NULL },
    { "bearer-abc", "bearer-abc", NULL },
    { "Authorizationabc", "Authorizationabc", NULL },
    { "user:password", "user:password", NULL },
    { "YS1rZXk=", "YS1rZXk=", NULL },
    { "my-key==", "my-key==", NULL },
    { "keys=abc*d**e", "keys=abc*d**e", NULL },
    /* And these are none. */
    { "", NULL, NULL },
    { " \n", NULL, NULL },
    { "Bearer", NULL, NULL },
    { "Authorization: Bearer ", NULL, NULL },
    { "<<>>", NULL, NULL },
    { "<<API KEY>>", NULL, NULL },
    { "{\"key\":\"abc\"}", NULL, NULL },
    { "API_KEY=abc", NULL, NULL },
    { "access_token=\"abc\"", NULL, NULL },
    { "https://x.example/?k=abc", NULL, NULL },
    { "********", NULL, NULL },
    { "sk_live_****abcd", NULL, NULL },
    { "abc def", NULL, NULL },
    { "Basic abc", NULL, NULL },
    { "abc\ndef", NULL, NULL },
    { "abc\rdef", NULL, NULL },
    { "abc\r\nX-Evil: 1", NULL, NULL },
    { "a\tb", NULL, NULL },
    { "abc\342\200\213def", NULL, NULL },
    { "\355\225\234", NULL, NULL },
    { "\377\376a", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *wrapping = NULL;
      g_autoptr (GError) error = NULL;
      SecretValue *key =
          attest_key_parse (cases[i].text, strlen (cases[i].text), &wrapping, &error);

      g_test_message ("case %u", i);
      if (cases[i].key == NULL)
        {
          g_assert_null (key);
          g_assert_error (error, ATTEST_KEYRING_ERROR, ATTEST_KEYRING_ERROR_BAD_KEY);
          g_assert_null (wrapping);
          continue;
        }
      g_assert_cmpstr (secret_value_get_text (key), ==, cases[i].key);
      g_assert_cmpstr (wrapping, ==, cases[i].wrapping);
      g_assert_true (attest_key_is_usable (key));
      secret_value_unref (key);
    }
}

/* It is taken whole or not at all. */
static void
test_parse_whole (void)
{
  static const struct
  {
    gsize length;
    gboolean is_taken;
  } cases[] = { { 1, TRUE },
                { 4096, TRUE },
                { ATTEST_KEY_MAX, TRUE },
                { ATTEST_KEY_MAX + 1, FALSE },
                { 100000, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strnfill (cases[i].length, 'k');
      g_autoptr (GError) error = NULL;
      SecretValue *key = attest_key_parse (text, cases[i].length, NULL, &error);

      g_assert_cmpint (key != NULL, ==, cases[i].is_taken);
      g_assert_cmpint (error != NULL, ==, !cases[i].is_taken);
      if (key != NULL)
        g_assert_cmpstr (secret_value_get_text (key), ==, text);
      g_clear_pointer (&key, secret_value_unref);
    }
  for (gsize at = 0; at < 3; at++)
    {
      char text[] = "abc";

      text[at] = '\0';
      g_assert_null (attest_key_parse (text, 3, NULL, NULL));
    }
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
    {
      g_test_add_func ("/keyring/parse", test_parse);
      g_test_add_func ("/keyring/parse-whole", test_parse_whole);
      add ("/keyring/none", test_none);
    }
  else
    {
      add ("/keyring/stored", test_stored);
      add ("/keyring/writes-together", test_writes_together);
      add ("/keyring/removed-by-two", test_removed_by_two);
      add ("/keyring/bound", test_bound);
      add ("/keyring/removed", test_removed);
      add ("/keyring/not-beside", test_not_beside);
      add ("/keyring/stored-by-others", test_stored_by_others);
      add ("/keyring/locked", test_locked);
      add ("/keyring/cancelled", test_cancelled);
    }
  return g_test_run ();
}
