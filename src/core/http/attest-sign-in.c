/* Signing in at proxies: see the header. What was found or entered is kept in memory that is never
 * swapped, for as long as the program runs, and in the keyring, if there is one. What a proxy
 * refuses is removed from both. A name and a password are one text, as they would stand in the
 * proxy's address (RFC 3986, 3.2.1). Main thread. */
#include "attest-config.h"
#include "http/attest-sign-in.h"

#include <string.h>

#define MOST_ASKED 2 /* one after the other */

struct _AttestSignIn
{
  AttestKeyring *keyring;
  GHashTable *logins; /* proxy → SecretValue */
  AttestSignInAsk ask;
  gpointer user_data;
  char *asking; /* (nullable): the proxy whose name and password somebody is asked for */
  guint n_asked;
};

/**
 * attest_sign_in_new:
 * @keyring: where they are kept
 * @ask: called when there is none
 * @user_data: for @ask
 *
 * Returns: (transfer full): it, knowing nothing yet
 */
AttestSignIn *
attest_sign_in_new (AttestKeyring *keyring, AttestSignInAsk ask, gpointer user_data)
{
  AttestSignIn *self = g_new0 (AttestSignIn, 1);

  self->keyring = g_object_ref (keyring);
  self->logins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, secret_value_unref);
  self->ask = ask;
  self->user_data = user_data;
  return self;
}

/**
 * attest_sign_in_free:
 * @self: one with nothing under way
 */
void
attest_sign_in_free (AttestSignIn *self)
{
  g_object_unref (self->keyring);
  g_hash_table_unref (self->logins);
  g_free (self->asking);
  g_free (self);
}

/**
 * attest_sign_in_make:
 * @name: a name, not empty
 * @password: its password
 *
 * Returns: (transfer full): both as one secret
 */
SecretValue *
attest_sign_in_make (const char *name, const char *password)
{
  char *both[2] = { g_uri_escape_string (name, NULL, FALSE),
                    g_uri_escape_string (password, NULL, FALSE) };
  char *text = g_strconcat (both[0], ":", both[1], NULL);

  secret_password_free (both[0]);
  secret_password_free (both[1]);
  return secret_value_new_full (
      text, (gssize) strlen (text), "text/plain", (GDestroyNotify) secret_password_free);
}

/**
 * attest_sign_in_get:
 * @self: it
 * @proxy: a proxy's name and port
 *
 * Returns: (transfer none) (nullable): what is known in this run
 */
SecretValue *
attest_sign_in_get (AttestSignIn *self, const char *proxy)
{
  return g_hash_table_lookup (self->logins, proxy);
}

/**
 * attest_sign_in_is_asking:
 * @self: it
 *
 * Returns: whether somebody is asked, and has not answered
 */
gboolean
attest_sign_in_is_asking (AttestSignIn *self)
{
  return self->asking != NULL;
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  attest_keyring_call_finish (ATTEST_KEYRING (source), result, NULL, &error);
  if (error != NULL)
    g_debug ("A proxy's password: %s", error->message);
}

static void
call_keyring (AttestSignIn *self, AttestKeyringVerb verb, const char *proxy, SecretValue *login)
{
  AttestKeyringCall call = { verb, ATTEST_KEYRING_PROXY (proxy), login };

  attest_keyring_call_async (self->keyring, &call, NULL, called_cb, NULL);
}

/**
 * attest_sign_in_answer:
 * @self: one that is asking
 * @login: (nullable): from attest_sign_in_make(); %NULL: it was declined
 *
 * Where there is no keyring it is known until the program ends.
 */
void
attest_sign_in_answer (AttestSignIn *self, SecretValue *login)
{
  g_autofree char *proxy = g_steal_pointer (&self->asking);

  g_return_if_fail (proxy != NULL);

  if (login == NULL)
    return;
  call_keyring (self, ATTEST_KEYRING_STORE, proxy, login);
  g_hash_table_replace (self->logins, g_steal_pointer (&proxy), secret_value_ref (login));
}

/* Finding. */

typedef struct
{
  AttestSignIn *self;
  char *proxy;
  gboolean quiet;
} Search;

static void
search_free (gpointer data)
{
  g_free (((Search *) data)->proxy);
  g_free (data);
}

/* Where it is answered at once, that is known by then. */
static AttestSignInAnswer
ask (Search *search, gboolean refused)
{
  AttestSignIn *self = search->self;
  gboolean is_enough = FALSE;

  if (self->asking != NULL)
    return search->quiet ? ATTEST_SIGN_IN_NONE : ATTEST_SIGN_IN_ASKED;
  if (search->quiet || self->ask == NULL)
    return ATTEST_SIGN_IN_NONE;
  is_enough = refused && self->n_asked == MOST_ASKED;
  if (!refused || is_enough)
    self->n_asked = 0;
  if (is_enough)
    return ATTEST_SIGN_IN_NONE;
  self->n_asked++;
  self->asking = g_strdup (search->proxy);
  if (!self->ask (search->proxy, refused, self->user_data))
    {
      g_clear_pointer (&self->asking, g_free);
      return ATTEST_SIGN_IN_NONE;
    }
  return attest_sign_in_get (self, search->proxy) != NULL ? ATTEST_SIGN_IN_FOUND
                                                          : ATTEST_SIGN_IN_ASKED;
}

static void
peeked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  SecretValue *login = NULL;

  attest_keyring_call_finish (ATTEST_KEYRING (source), result, &login, NULL);
  if (login != NULL)
    g_hash_table_replace (search->self->logins, g_strdup (search->proxy), login);
  if (login != NULL)
    g_task_return_int (task, ATTEST_SIGN_IN_FOUND);
  else if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    g_task_return_int (task, ATTEST_SIGN_IN_NONE);
  else
    g_task_return_int (task, (gssize) ask (search, FALSE));
}

/* Whether it is still the one that is known: another request may have had it replaced meanwhile. */
static void
drop_refused (AttestSignIn *self, const AttestSignInQuestion *question)
{
  if (question->refused == NULL || attest_sign_in_get (self, question->proxy) != question->refused)
    return;
  call_keyring (self, ATTEST_KEYRING_REMOVE, question->proxy, NULL);
  g_hash_table_remove (self->logins, question->proxy);
}

/**
 * attest_sign_in_find_async:
 * @self: it
 * @question: what a proxy asked for
 * @cancellable: (nullable): gives up waiting for the keyring, and asks nobody
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Looks in the keyring, which is not unlocked for it, and has somebody asked where that knows
 * nothing. What was refused is forgotten, in the keyring as well, and asked for once more.
 */
void
attest_sign_in_find_async (AttestSignIn *self,
                           const AttestSignInQuestion *question,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);
  AttestKeyringCall call = { ATTEST_KEYRING_PEEK, ATTEST_KEYRING_PROXY (question->proxy), NULL };

  g_task_set_source_tag (task, attest_sign_in_find_async);
  g_task_set_check_cancellable (task, FALSE); /* given up, it is an answer like another */
  *search = (Search){ self, g_strdup (question->proxy), question->quiet };
  g_task_set_task_data (task, search, search_free);
  drop_refused (self, question);
  if (attest_sign_in_get (self, question->proxy) != NULL)
    g_task_return_int (task, ATTEST_SIGN_IN_FOUND);
  else if (question->refused != NULL)
    g_task_return_int (task, (gssize) ask (search, TRUE));
  else
    attest_keyring_call_async (
        self->keyring, &call, cancellable, peeked_cb, g_steal_pointer (&task));
}

/**
 * attest_sign_in_find_finish:
 * @result: what the callback was given
 *
 * Returns: what came of it
 */
AttestSignInAnswer
attest_sign_in_find_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), ATTEST_SIGN_IN_NONE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_sign_in_find_async),
                        ATTEST_SIGN_IN_NONE);
  return (AttestSignInAnswer) g_task_propagate_int (G_TASK (result), NULL);
}
