/* AttestKeyring: see the header. Owns the keys of this run, which exist only where there is no
 * keyring service; everything else is asked for when it is needed and kept nowhere. */
#include "attest-config.h"
#include "keyring/attest-keyring.h"

#include "keyring/attest-secrets.h"

#include <glib/gi18n-lib.h>

/* It mostly answers before anybody wonders. */
#define QUIET_MS 1000

struct _AttestKeyring
{
  GObject parent_instance;

  GHashTable *run_keys;    /* AttestPlace → SecretValue */
  GQueue writes;           /* GTask, owned by their calls; of one place the first is under way */
  gboolean is_unavailable; /* as the last answer had it */
  guint n_calls;           /* not answered yet */
  guint slow_timer;        /* while there are any, until it is slow */
  gboolean is_slow;
};

G_DEFINE_FINAL_TYPE (AttestKeyring, attest_keyring, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef enum
{
  PROP_BUSY = 1,
  PROP_SLOW,
} Property;
static GParamSpec *properties[PROP_SLOW + 1];

static void
attest_keyring_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((Property) id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, ATTEST_KEYRING (object)->n_calls > 0);
      break;
    case PROP_SLOW:
      g_value_set_boolean (value, attest_keyring_is_slow (ATTEST_KEYRING (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_keyring_finalize (GObject *object)
{
  g_hash_table_unref (ATTEST_KEYRING (object)->run_keys);
  G_OBJECT_CLASS (attest_keyring_parent_class)->finalize (object);
}

static void
attest_keyring_class_init (AttestKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_keyring_finalize;
  G_OBJECT_CLASS (klass)->get_property = attest_keyring_get_property;

  properties[PROP_BUSY] =
      g_param_spec_boolean ("busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SLOW] =
      g_param_spec_boolean ("slow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);

  /**
   * AttestKeyring::changed:
   *
   * A key was stored or removed by this object.
   */
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_keyring_init (AttestKeyring *self)
{
  self->run_keys = g_hash_table_new_full (attest_place_hash,
                                          attest_place_equal,
                                          (GDestroyNotify) attest_place_free,
                                          secret_value_unref);
}

/**
 * attest_keyring_new:
 *
 * Returns: (transfer full): the way to the keyring of this session; nothing is asked yet
 */
AttestKeyring *
attest_keyring_new (void)
{
  return g_object_new (ATTEST_TYPE_KEYRING, NULL);
}

/**
 * attest_keyring_is_slow:
 * @self: the keyring
 *
 * Returns: whether it has been waited for so long that somebody may wonder: most likely it asks to
 *   be unlocked
 */
gboolean
attest_keyring_is_slow (AttestKeyring *self)
{
  g_return_val_if_fail (ATTEST_IS_KEYRING (self), FALSE);
  return self->is_slow;
}

typedef struct
{
  AttestKeyringVerb verb;
  AttestPlace *place;
  SecretValue *new_key; /* (nullable): to be stored */
  SecretValue *key;     /* (nullable): what was found */
  AttestKeyState state;
  gulong waiting_handler; /* while another write comes first */
} Asking;

static void
asking_free (Asking *asking)
{
  attest_place_free (asking->place);
  g_clear_pointer (&asking->new_key, secret_value_unref);
  g_clear_pointer (&asking->key, secret_value_unref);
  g_free (asking);
}

/* What an answer of the keyring means: the state after the call. */
static AttestKeyState
get_state (AttestKeyringVerb verb, const GError *error)
{
  if (error == NULL)
    return verb == ATTEST_KEYRING_REMOVE ? ATTEST_KEY_NONE : ATTEST_KEY_STORED;
  if (error->domain != ATTEST_KEYRING_ERROR || error->code == ATTEST_KEYRING_ERROR_BAD_KEY)
    return ATTEST_KEY_UNAVAILABLE;
  return (AttestKeyState) (error->code - ATTEST_KEYRING_ERROR_NONE + ATTEST_KEY_NONE);
}

/* The key of this run is used where the keyring has none or cannot be asked; it goes when one is
 * stored or when it is to be removed. */
static void
use_run_key (AttestKeyring *self, Asking *asking, GError **error)
{
  SecretValue *run_key = g_hash_table_lookup (self->run_keys, asking->place);

  if (run_key == NULL || (*error != NULL && (*error)->domain != ATTEST_KEYRING_ERROR))
    return;
  if (asking->verb <= ATTEST_KEYRING_LOOKUP && *error != NULL)
    {
      asking->state = ATTEST_KEY_THIS_RUN;
      asking->key = asking->verb != ATTEST_KEYRING_QUERY ? secret_value_ref (run_key) : NULL;
      g_clear_error (error);
    }
  else if (*error == NULL ? asking->verb >= ATTEST_KEYRING_STORE
                          : asking->verb == ATTEST_KEYRING_REMOVE
                                && (*error)->code != ATTEST_KEYRING_ERROR_LOCKED)
    {
      g_hash_table_remove (self->run_keys, asking->place);
      g_clear_error (error);
    }
}

static void
set_slow (AttestKeyring *self, gboolean is_slow)
{
  if (self->is_slow == is_slow)
    return;
  self->is_slow = is_slow;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SLOW]);
}

static gboolean
slow_cb (gpointer keyring)
{
  AttestKeyring *self = keyring;

  self->slow_timer = 0;
  set_slow (self, TRUE);
  return G_SOURCE_REMOVE;
}

/* Each call that is counted holds the keyring, so no timer is left behind. */
static void
count_call (AttestKeyring *self, int change)
{
  gboolean was_busy = self->n_calls > 0;

  self->n_calls = (guint) ((int) self->n_calls + change);
  if (was_busy == (self->n_calls > 0))
    return;
  g_clear_handle_id (&self->slow_timer, g_source_remove);
  if (self->n_calls > 0)
    self->slow_timer = g_timeout_add (QUIET_MS, slow_cb, self);
  set_slow (self, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

/* Returns: (nullable): the first write about @place that has not ended */
static GTask *
find_write (AttestKeyring *self, const AttestPlace *place)
{
  for (GList *l = self->writes.head; l != NULL; l = l->next)
    if (attest_place_equal (((Asking *) g_task_get_task_data (l->data))->place, place))
      return l->data;
  return NULL;
}

static void begin (GTask *task);

/* The one that waited for it, if any, is next. */
static void
end_write (AttestKeyring *self, GTask *task)
{
  Asking *asking = g_task_get_task_data (task);
  GTask *next = NULL;

  if (!g_queue_remove (&self->writes, task))
    return;
  next = find_write (self, asking->place);
  if (next == NULL)
    return;
  asking = g_task_get_task_data (next);
  if (asking->waiting_handler != 0)
    g_cancellable_disconnect (g_task_get_cancellable (next), asking->waiting_handler);
  asking->waiting_handler = 0;
  begin (next);
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestKeyring *self = g_task_get_source_object (task);
  Asking *asking = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  count_call (self, -1);
  end_write (self, task);
  attest_secrets_call_finish (result, &asking->key, &error);
  /* That alone decides whether a key may be kept for the run. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->is_unavailable =
        g_error_matches (error, ATTEST_KEYRING_ERROR, ATTEST_KEYRING_ERROR_UNAVAILABLE);
  asking->state = get_state (asking->verb, error);
  use_run_key (self, asking, &error);
  if (error == NULL && asking->verb >= ATTEST_KEYRING_STORE)
    g_signal_emit (self, signals[CHANGED], 0);
  /* To a question, "none" is an answer. */
  if (error != NULL
      && (asking->verb != ATTEST_KEYRING_QUERY || error->domain != ATTEST_KEYRING_ERROR))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/* Takes @task. */
static void
begin (GTask *task)
{
  Asking *asking = g_task_get_task_data (task);
  AttestKeyringCall call = { asking->verb, asking->place, asking->new_key };

  attest_secrets_call_async (&call, g_task_get_cancellable (task), called_cb, task);
}

static void
waited_enough_cb (GCancellable *cancellable, GTask *task)
{
  AttestKeyring *self = g_task_get_source_object (task);

  g_queue_remove (&self->writes, task);
  count_call (self, -1);
  g_task_return_error_if_cancelled (task);
  g_object_unref (task);
}

/* Takes @task. Writes about one place go one after another, so that what was asked for last is what
 * stays. Reading waits for nobody: a write may stand before a prompt. */
static void
write_in_turn (AttestKeyring *self, GTask *task)
{
  Asking *asking = g_task_get_task_data (task);
  gboolean is_first = find_write (self, asking->place) == NULL;

  g_queue_push_tail (&self->writes, task);
  if (is_first)
    begin (task);
  else if (g_task_get_cancellable (task) != NULL)
    asking->waiting_handler = g_cancellable_connect (
        g_task_get_cancellable (task), G_CALLBACK (waited_enough_cb), task, NULL);
}

/**
 * attest_keyring_call_async:
 * @self: the keyring
 * @call: what to do, and about whose key
 * @cancellable: (nullable): gives up waiting, for a prompt as well, which is left to the user
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Asks whether there is a key, gets it, stores it or removes it, as the verb's comment says.
 */
void
attest_keyring_call_async (AttestKeyring *self,
                           const AttestKeyringCall *call,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = NULL;
  Asking *asking = NULL;

  g_return_if_fail (ATTEST_IS_KEYRING (self));
  g_return_if_fail (call->place != NULL);
  g_return_if_fail (call->place->service != NULL || call->place->host != NULL);
  g_return_if_fail ((call->verb == ATTEST_KEYRING_STORE) == (call->key != NULL));
  g_return_if_fail (call->key == NULL || attest_key_is_usable (call->key));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_keyring_call_async);
  asking = g_new0 (Asking, 1);
  asking->verb = call->verb;
  asking->place = attest_place_copy (call->place);
  if (call->key != NULL)
    asking->new_key = secret_value_ref (call->key);
  g_task_set_task_data (task, asking, (GDestroyNotify) asking_free);
  count_call (self, 1);
  if (asking->verb >= ATTEST_KEYRING_STORE)
    write_in_turn (self, task);
  else
    begin (task);
}

/**
 * attest_keyring_call_finish:
 * @self: the keyring
 * @result: what the callback was given
 * @key: (out) (optional) (transfer full) (nullable): the key, for %ATTEST_KEYRING_PEEK and
 *   %ATTEST_KEYRING_LOOKUP
 * @error: cancelled; and where a verb other than %ATTEST_KEYRING_QUERY could not be done, one of
 *   %ATTEST_KEYRING_ERROR (%ATTEST_KEYRING_ERROR_NONE: there was none to look up or remove)
 *
 * Returns: how the key stands after the call; %ATTEST_KEY_UNAVAILABLE where that is not known
 */
AttestKeyState
attest_keyring_call_finish (AttestKeyring *self,
                            GAsyncResult *result,
                            SecretValue **key,
                            GError **error)
{
  Asking *asking = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), ATTEST_KEY_UNAVAILABLE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_keyring_call_async),
                        ATTEST_KEY_UNAVAILABLE);

  asking = g_task_get_task_data (G_TASK (result));
  if (key != NULL)
    *key = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return asking->state;
  if (key != NULL)
    *key = g_steal_pointer (&asking->key);
  return asking->state;
}

/**
 * attest_keyring_set_for_this_run:
 * @self: the keyring
 * @place: whose key
 * @key: (nullable): the key, from attest_key_parse(); %NULL forgets it
 * @error: return location, %G_IO_ERROR_NOT_SUPPORTED
 *
 * Keeps a key in memory until the program ends. Allowed only after a call was answered with "no
 * keyring service".
 *
 * Returns: whether it is kept
 */
gboolean
attest_keyring_set_for_this_run (AttestKeyring *self,
                                 const AttestPlace *place,
                                 SecretValue *key,
                                 GError **error)
{
  g_return_val_if_fail (ATTEST_IS_KEYRING (self), FALSE);
  g_return_val_if_fail (place != NULL && place->service != NULL, FALSE);
  g_return_val_if_fail (key == NULL || attest_key_is_usable (key), FALSE);

  if (key != NULL && !self->is_unavailable)
    {
      g_set_error_literal (error,
                           G_IO_ERROR,
                           G_IO_ERROR_NOT_SUPPORTED,
                           _ ("This computer has a keyring; store the key there."));
      return FALSE;
    }
  if (key != NULL)
    g_hash_table_replace (self->run_keys, attest_place_copy (place), secret_value_ref (key));
  else
    g_hash_table_remove (self->run_keys, place);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}
