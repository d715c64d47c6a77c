/* The outbox is a list of what its store says, and has what is in it sent by a dispatcher. What a
 * person asks of it its writer writes down. Main thread. */
#include "attest-config.h"
#include "outbox/attest-outbox.h"

#include "store/attest-store-choices.h"

/* How soon it is noticed that another process died while it was sending. */
#define RECOVERY_SECONDS 5

typedef enum
{
  PAUSED = 1,
  N_QUEUED,
  N_UNKNOWN,
  SENDING,
  NEXT_SEND,
  WAITING_FOR_NETWORK,
  N_PROPERTIES
} Property;

enum
{
  UNWRITTEN,
  FAILED,
  SIGN_IN,
  N_SIGNALS
};

struct _AttestOutbox
{
  GObject parent_instance;

  AttestStore *store;
  AttestKeyring *keyring;
  AttestRoute route;
  AttestOutboxList *list;
  AttestReconciler *reconciler;
  AttestDispatcher *dispatcher;
  AttestOutboxWriter writer;
  GTask *stop_task;
  gboolean is_open;
  gboolean is_paused;
  gboolean lacks_key; /* which is why it is paused */
  gboolean is_held;   /* so, and for this process alone */
  guint recovery_timer;
  gint64 told[N_PROPERTIES]; /* what was notified last */
};

static void attest_outbox_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AttestOutbox,
                               attest_outbox,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      attest_outbox_list_model_init))

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

/* Properties. */

static gint64
get_value (AttestOutbox *self, Property property)
{
  switch (property)
    {
    case PAUSED:
      return self->is_paused;
    case N_QUEUED:
      return attest_outbox_list_count (self->list, ATTEST_STATE_QUEUED);
    case N_UNKNOWN:
      return attest_outbox_list_count (self->list, ATTEST_STATE_UNKNOWN);
    case SENDING:
      return attest_outbox_list_count (self->list, ATTEST_STATE_SENDING) > 0;
    case NEXT_SEND:
      return attest_dispatcher_get_next_send (self->dispatcher);
    case WAITING_FOR_NETWORK:
      return attest_dispatcher_get_waits_for_network (self->dispatcher);
    case N_PROPERTIES:
    default:
      g_return_val_if_reached (0);
    }
}

static void
notify_all (AttestOutbox *self)
{
  for (guint i = PAUSED; i < N_PROPERTIES; i++)
    {
      gint64 value = get_value (self, i);

      if (self->told[i] == value)
        continue;
      self->told[i] = value;
      g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
    }
}

/* Following the store. */

static void arm_recovery (AttestOutbox *self);

static gboolean
recovery_cb (gpointer user_data)
{
  AttestOutbox *self = user_data;

  self->recovery_timer = 0;
  attest_store_recover_async (self->store, NULL, NULL, NULL);
  arm_recovery (self);
  return G_SOURCE_REMOVE;
}

/* What this process is not sending, another one is; that one may die. */
static void
arm_recovery (AttestOutbox *self)
{
  if (attest_outbox_list_count (self->list, ATTEST_STATE_SENDING)
      <= attest_dispatcher_count_sending (self->dispatcher))
    g_clear_handle_id (&self->recovery_timer, g_source_remove);
  else if (self->recovery_timer == 0)
    self->recovery_timer = g_timeout_add_seconds (RECOVERY_SECONDS, recovery_cb, self);
}

static void
submissions_changed_cb (AttestStore *store, GPtrArray *submissions, AttestOutbox *self)
{
  if (!self->is_open)
    return;
  attest_outbox_list_take_over (self->list, submissions);
  for (guint i = 0; i < submissions->len; i++)
    attest_dispatcher_take_change (self->dispatcher, g_ptr_array_index (submissions, i));
  notify_all (self);
  arm_recovery (self);
}

static void
update_paused_cb (AttestOutbox *self)
{
  const char *stored = attest_store_get_setting (self->store, ATTEST_SETTING_PAUSED);

  self->is_paused = self->is_held || stored != NULL;
  self->lacks_key = self->is_held || g_strcmp0 (stored, ATTEST_PAUSED_FOR_KEY) == 0;
  attest_dispatcher_set_paused (self->dispatcher, self->is_paused);
  notify_all (self);
}

/* What the dispatcher tells. */

static void
changed_cb (gpointer outbox)
{
  notify_all (outbox);
  arm_recovery (outbox);
}

static void
failed_cb (gpointer outbox, const GError *error)
{
  g_signal_emit (outbox, signals[FAILED], 0, error);
}

static void
keyless_cb (gpointer outbox, gboolean for_all)
{
  AttestOutbox *self = outbox;

  if (self->is_paused)
    return;
  self->is_held = !for_all;
  if (for_all)
    attest_store_set_setting_async (
        self->store, ATTEST_SETTING_PAUSED, ATTEST_PAUSED_FOR_KEY, NULL, NULL);
  update_paused_cb (self);
}

static void
unwritten_cb (const AttestClaimEnd *end, const GError *error, gpointer user_data)
{
  AttestOutbox *self = user_data;

  attest_outbox_list_set_unwritten (self->list, end);
  g_signal_emit (self, signals[UNWRITTEN], 0, end, error);
}

static gboolean
sign_in_cb (const char *proxy, gboolean refused, gpointer outbox)
{
  gboolean asks = FALSE;

  g_signal_emit (outbox, signals[SIGN_IN], 0, proxy, refused, &asks);
  return asks;
}

static void
stopped_cb (gpointer outbox, const GError *unwritten)
{
  AttestOutbox *self = outbox;
  g_autoptr (GTask) task = g_steal_pointer (&self->stop_task);

  if (task == NULL)
    return;
  self->is_open = FALSE;
  g_clear_handle_id (&self->recovery_timer, g_source_remove);
  if (unwritten != NULL)
    g_task_return_error (task, g_error_copy (unwritten));
  else
    g_task_return_boolean (task, TRUE);
}

static const AttestDispatcherFuncs dispatcher_funcs = {
  .changed = changed_cb,
  .failed = failed_cb,
  .keyless = keyless_cb,
  .unwritten = unwritten_cb,
  .stopped = stopped_cb,
};

/* From the beginning to the end. */

static void
list_changed_cb (guint position, guint removed, guint added, gpointer user_data)
{
  g_list_model_items_changed (G_LIST_MODEL (user_data), position, removed, added);
}

/**
 * attest_outbox_new:
 * @store: a store that is open when the outbox is opened
 * @keyring: where keys are got
 *
 * Returns: (transfer full): an empty outbox
 */
AttestOutbox *
attest_outbox_new (AttestStore *store, AttestKeyring *keyring)
{
  AttestOutbox *self = NULL;
  AttestDispatcherContext context = { .funcs = &dispatcher_funcs };

  g_return_val_if_fail (ATTEST_IS_STORE (store), NULL);
  g_return_val_if_fail (ATTEST_IS_KEYRING (keyring), NULL);

  self = g_object_new (ATTEST_TYPE_OUTBOX, NULL);
  self->store = g_object_ref (store);
  self->keyring = g_object_ref (keyring);
  self->list = attest_outbox_list_new (list_changed_cb, self);
  self->route.sign_in = attest_sign_in_new (keyring, sign_in_cb, self);
  self->reconciler = attest_reconciler_new (store, keyring, &self->route);
  context.owner = G_OBJECT (self);
  context.store = store;
  context.keyring = keyring;
  context.route = &self->route;
  context.reconciler = self->reconciler;
  self->dispatcher = attest_dispatcher_new (&context);
  self->writer = (AttestOutboxWriter){ G_OBJECT (self), store, self->dispatcher };
  attest_dispatcher_set_monitor (self->dispatcher, g_network_monitor_get_default ());
  g_signal_connect_object (
      store, "settings-changed", G_CALLBACK (update_paused_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      store, "submissions-changed", G_CALLBACK (submissions_changed_cb), self, 0);
  return self;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestOutbox *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) submissions =
      attest_store_load_queue_finish (ATTEST_STORE (source), result, &error);

  if (submissions == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->is_open = TRUE;
  submissions_changed_cb (self->store, submissions, self);
  update_paused_cb (self);
  g_task_return_boolean (task, TRUE);
}

/* On a full disk it is done later, and what there is can be looked at. */
static void
recovered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (attest_store_recover_finish (ATTEST_STORE (source), result, &error)
      || g_error_matches (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_FULL))
    attest_store_load_queue_async (
        ATTEST_STORE (source), g_task_get_cancellable (task), loaded_cb, g_object_ref (task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * attest_outbox_open_async:
 * @self: an outbox
 * @cancellable: (nullable): gives up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Loads what is in the outbox. What a dead process was sending becomes unknown. Sends nothing.
 */
void
attest_outbox_open_async (AttestOutbox *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_OUTBOX (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_outbox_open_async);
  attest_store_recover_async (self->store, cancellable, recovered_cb, task);
}

/**
 * attest_outbox_open_finish:
 * @self: an outbox
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR or a %G_FILE_ERROR
 *
 * Returns: whether it is open
 */
gboolean
attest_outbox_open_finish (AttestOutbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_outbox_open_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
update_all (AttestOutbox *self)
{
  for (guint i = 0; i < attest_outbox_list_get_length (self->list); i++)
    attest_dispatcher_update (self->dispatcher, attest_outbox_list_get (self->list, i));
}

/**
 * attest_outbox_start:
 * @self: an outbox
 *
 * From now on this process sends whatever is queued. Before, it sends only what it queued itself,
 * so that a command that lists the history does not begin to send.
 */
void
attest_outbox_start (AttestOutbox *self)
{
  g_return_if_fail (ATTEST_IS_OUTBOX (self));

  attest_dispatcher_start (self->dispatcher);
  update_all (self);
}

/**
 * attest_outbox_set_practice_host:
 * @self: an outbox
 * @service: a service
 * @host: (nullable): the base URL its practice service listens at; %NULL: it does not
 *
 * What is queued for practice goes there, whichever port it was decided for.
 */
void
attest_outbox_set_practice_host (AttestOutbox *self, const AttestService *service, const char *host)
{
  g_return_if_fail (ATTEST_IS_OUTBOX (self));
  g_return_if_fail (service != NULL);

  attest_dispatcher_set_practice_host (self->dispatcher, service, host);
  update_all (self);
}

/**
 * attest_outbox_stop_async:
 * @self: an outbox
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Begins nothing more, and finishes when what is on its way is written down, or cannot be after
 * some more tries. What is queued stays queued. To be called before the store is closed.
 */
void
attest_outbox_stop_async (AttestOutbox *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (ATTEST_IS_OUTBOX (self));
  g_return_if_fail (self->stop_task == NULL);

  self->stop_task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->stop_task, attest_outbox_stop_async);
  attest_dispatcher_stop (self->dispatcher);
}

/**
 * attest_outbox_stop_finish:
 * @self: an outbox
 * @result: what the callback was given
 * @error: return location of the %ATTEST_STORE_ERROR for which something could not be written down;
 *   it is found, and is unknown, at the next start
 *
 * Returns: whether everything is written down
 */
gboolean
attest_outbox_stop_finish (AttestOutbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_outbox_stop_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * attest_outbox_set_paused:
 * @self: an outbox
 * @paused: whether to begin nothing more
 *
 * As attest_outbox_writer_set_paused_async(), for who sees it in the property.
 */
void
attest_outbox_set_paused (AttestOutbox *self, gboolean paused)
{
  g_return_if_fail (ATTEST_IS_OUTBOX (self));

  if (self->is_paused == paused)
    return;
  self->is_held = FALSE;
  attest_outbox_writer_set_paused_async (&self->writer, paused, NULL, NULL);
  update_paused_cb (self);
}

/**
 * attest_outbox_sign_in:
 * @self: an outbox that asked by "sign-in"
 * @name: (nullable): who signs in at the proxy; %NULL: nobody does, and where sending is not paused
 *   it asks again
 * @password: (nullable): its password
 *
 * Sending goes on with them, and they are kept in the keyring.
 */
void
attest_outbox_sign_in (AttestOutbox *self, const char *name, const char *password)
{
  SecretValue *login = NULL;

  g_return_if_fail (ATTEST_IS_OUTBOX (self));
  g_return_if_fail (attest_sign_in_is_asking (self->route.sign_in));

  if (name != NULL)
    login = attest_sign_in_make (name, password);
  attest_sign_in_answer (self->route.sign_in, login);
  g_clear_pointer (&login, secret_value_unref);
  attest_dispatcher_forget_times (self->dispatcher);
}

/* Its parts. */

/* Returns: (transfer none): what writes down what a person asks of it */
const AttestOutboxWriter *
attest_outbox_get_writer (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), NULL);
  return &self->writer;
}

/* Returns: (transfer none): what is in it, to look one up */
AttestOutboxList *
attest_outbox_get_list (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), NULL);
  return self->list;
}

/* Returns: (transfer none): what sends, and stops sending, a single submission */
AttestDispatcher *
attest_outbox_get_dispatcher (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), NULL);
  return self->dispatcher;
}

/* Returns: (transfer none): what finds out, or is told, what became of one that is unknown */
AttestReconciler *
attest_outbox_get_reconciler (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), NULL);
  return self->reconciler;
}

/**
 * attest_outbox_get_remote:
 * @self: an outbox
 *
 * Returns: how lists of its services are read when somebody asks for them; borrowed
 */
AttestRemote
attest_outbox_get_remote (AttestOutbox *self)
{
  return (AttestRemote){ self->keyring, &self->route, FALSE };
}

/* For tests. Returns: (transfer none): how servers are reached, to be changed before it is opened
 */
AttestRoute *
attest_outbox_get_route (AttestOutbox *self)
{
  return &self->route;
}

/* What it says of itself. */

/* Returns: whether nothing more is begun, by any process */
gboolean
attest_outbox_get_paused (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), FALSE);
  return self->is_paused;
}

/* Returns: whether it is paused since there was no key for something, or none that was taken, and
 * what waits for the same place would end as that did */
gboolean
attest_outbox_get_lacks_key (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), FALSE);
  return self->lacks_key;
}

/* Returns: how many wait to be sent */
guint
attest_outbox_get_n_queued (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), 0);
  return (guint) get_value (self, N_QUEUED);
}

/* Returns: how many a person has to decide about */
guint
attest_outbox_get_n_unknown (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), 0);
  return (guint) get_value (self, N_UNKNOWN);
}

/* Returns: whether something is being sent, by any process */
gboolean
attest_outbox_get_sending (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), FALSE);
  return get_value (self, SENDING) != 0;
}

/* Returns: when the next one is sent, microseconds since 1970, UTC; 0: nothing waits for a time */
gint64
attest_outbox_get_next_send (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), 0);
  return get_value (self, NEXT_SEND);
}

/* Returns: whether something would be sent if there was a network */
gboolean
attest_outbox_get_waiting_for_network (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), FALSE);
  return get_value (self, WAITING_FOR_NETWORK) != 0;
}

static GType
attest_outbox_get_item_type (GListModel *model)
{
  return ATTEST_TYPE_SUBMISSION;
}

static guint
attest_outbox_get_n_items (GListModel *model)
{
  return attest_outbox_list_get_length (ATTEST_OUTBOX (model)->list);
}

static gpointer
attest_outbox_get_item (GListModel *model, guint position)
{
  AttestSubmission *submission = attest_outbox_list_get (ATTEST_OUTBOX (model)->list, position);

  return submission != NULL ? g_object_ref (submission) : NULL;
}

static void
attest_outbox_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = attest_outbox_get_item_type;
  iface->get_n_items = attest_outbox_get_n_items;
  iface->get_item = attest_outbox_get_item;
}

static void
attest_outbox_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestOutbox *self = ATTEST_OUTBOX (object);

  if (id == 0 || id >= N_PROPERTIES)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (G_IS_PARAM_SPEC_BOOLEAN (pspec))
    g_value_set_boolean (value, get_value (self, id) != 0);
  else if (G_IS_PARAM_SPEC_UINT (pspec))
    g_value_set_uint (value, (guint) get_value (self, id));
  else
    g_value_set_int64 (value, get_value (self, id));
}

static void
attest_outbox_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PAUSED)
    attest_outbox_set_paused (ATTEST_OUTBOX (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
attest_outbox_dispose (GObject *object)
{
  AttestOutbox *self = ATTEST_OUTBOX (object);

  self->is_open = FALSE;
  g_clear_handle_id (&self->recovery_timer, g_source_remove);
  G_OBJECT_CLASS (attest_outbox_parent_class)->dispose (object);
}

/* No sending is left: each holds a reference to the outbox. */
static void
attest_outbox_finalize (GObject *object)
{
  AttestOutbox *self = ATTEST_OUTBOX (object);

  g_clear_pointer (&self->dispatcher, attest_dispatcher_free);
  g_clear_pointer (&self->reconciler, attest_reconciler_free);
  g_clear_pointer (&self->list, attest_outbox_list_free);
  g_clear_pointer (&self->route.sign_in, attest_sign_in_free);
  g_clear_object (&self->route.trusted);
  g_clear_object (&self->route.proxies);
  g_clear_object (&self->keyring);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (attest_outbox_parent_class)->finalize (object);
}

/* @second: %G_TYPE_NONE: there is one parameter alone */
static void
add_signal (guint id, const char *name, GType returned, GType first, GType second)
{
  const GType types[] = { first, second };

  signals[id] =
      g_signal_newv (name,
                     ATTEST_TYPE_OUTBOX,
                     G_SIGNAL_RUN_LAST,
                     NULL,
                     returned == G_TYPE_BOOLEAN ? g_signal_accumulator_true_handled : NULL,
                     NULL,
                     NULL,
                     returned,
                     second == G_TYPE_NONE ? 1 : 2,
                     (GType *) types);
}

static void
attest_outbox_class_init (AttestOutboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = attest_outbox_get_property;
  object_class->set_property = attest_outbox_set_property;
  object_class->dispose = attest_outbox_dispose;
  object_class->finalize = attest_outbox_finalize;

  properties[PAUSED] =
      g_param_spec_boolean ("paused", NULL, NULL, FALSE, readable | G_PARAM_WRITABLE);
  properties[N_QUEUED] = g_param_spec_uint ("n-queued", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[N_UNKNOWN] = g_param_spec_uint ("n-unknown", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[SENDING] = g_param_spec_boolean ("sending", NULL, NULL, FALSE, readable);
  properties[NEXT_SEND] = g_param_spec_int64 ("next-send", NULL, NULL, 0, G_MAXINT64, 0, readable);
  properties[WAITING_FOR_NETWORK] =
      g_param_spec_boolean ("waiting-for-network", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  add_signal (UNWRITTEN, "unwritten", G_TYPE_NONE, G_TYPE_POINTER, G_TYPE_ERROR);
  add_signal (FAILED, "failed", G_TYPE_NONE, G_TYPE_ERROR, G_TYPE_NONE);
  add_signal (SIGN_IN, "sign-in", G_TYPE_BOOLEAN, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
attest_outbox_init (AttestOutbox *self)
{
}
