/* AttestOutbox: see the header. Here is the object: its properties, its list and its seams. How it
 * follows the store is in attest-outbox-follow.c, what is sent next in attest-outbox-turns.c, and
 * what a person asks of it in attest-outbox-actions.c. Main thread. */
#include "attest-config.h"
#include "outbox/attest-outbox-parts.h"

#include "store/attest-store-choices.h"

static void attest_outbox_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AttestOutbox,
                               attest_outbox,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      attest_outbox_list_model_init))

static GParamSpec *properties[ATTEST_OUTBOX_WAITING_FOR_NETWORK + 1];

gint64
attest_outbox_get_steady (AttestOutbox *self)
{
  return attest_store_get_steady (self->context.store);
}

/* Telling. */

void
attest_outbox_notify (AttestOutbox *self, AttestOutboxProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
attest_outbox_set_boolean (AttestOutbox *self,
                           gboolean *place,
                           gboolean value,
                           AttestOutboxProperty property)
{
  if (*place == value)
    return;
  *place = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
attest_outbox_set_next_send (AttestOutbox *self, gint64 next_send)
{
  /* Calculated anew from two clocks each time, it trembles. */
  if (ABS (self->next_send - next_send) < G_USEC_PER_SEC / 5
      && (self->next_send == 0) == (next_send == 0))
    return;
  self->next_send = next_send;
  g_object_notify_by_pspec (G_OBJECT (self), properties[ATTEST_OUTBOX_NEXT_SEND]);
}

void
attest_outbox_tell_counts (AttestOutbox *self)
{
  static const AttestOutboxProperty props[] = { ATTEST_OUTBOX_N_QUEUED,
                                                ATTEST_OUTBOX_N_UNKNOWN,
                                                ATTEST_OUTBOX_SENDING };
  const guint counts[] = { attest_outbox_get_n_queued (self),
                           attest_outbox_get_n_unknown (self),
                           attest_outbox_get_sending (self) };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (self->last_counts[i] != counts[i])
      {
        self->last_counts[i] = counts[i];
        g_object_notify_by_pspec (G_OBJECT (self), properties[props[i]]);
      }
}

static void
list_changed_cb (guint position, guint removed, guint added, gpointer user_data)
{
  g_list_model_items_changed (G_LIST_MODEL (user_data), position, removed, added);
}

static void
finder_idle_cb (gpointer self)
{
  attest_outbox_finish_stopping (self);
}

static void
network_changed_cb (AttestOutbox *self)
{
  attest_outbox_look_soon (self);
}

/* Making it. */

/**
 * attest_outbox_new:
 * @store: an open store, or one that will be when the outbox is opened
 * @keyring: where keys are got
 *
 * Returns: (transfer full): an empty outbox
 */
AttestOutbox *
attest_outbox_new (AttestStore *store, AttestKeyring *keyring)
{
  AttestOutbox *self = NULL;

  g_return_val_if_fail (ATTEST_IS_STORE (store), NULL);
  g_return_val_if_fail (ATTEST_IS_KEYRING (keyring), NULL);

  self = g_object_new (ATTEST_TYPE_OUTBOX, NULL);
  self->context.store = g_object_ref (store);
  self->context.keyring = g_object_ref (keyring);
  attest_outbox_follow_store (self);
  return self;
}

/* What the other file needs. */

const AttestSendingContext *
attest_outbox_get_context (AttestOutbox *self)
{
  return &self->context;
}

AttestStore *
attest_outbox_get_store (AttestOutbox *self)
{
  return self->context.store;
}

/* @submissions were queued by this process, which sends them whether it was started or not. */
void
attest_outbox_note_own (AttestOutbox *self, GPtrArray *submissions)
{
  for (guint i = 0; i < submissions->len; i++)
    g_hash_table_add (self->own,
                      g_strdup (attest_submission_get_id (g_ptr_array_index (submissions, i))));
  attest_outbox_list_sort_into_lanes (self->list);
  attest_outbox_look_soon (self);
}

/* Seams. */

void
attest_outbox_set_network_monitor (AttestOutbox *self, GNetworkMonitor *monitor)
{
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_set_object (&self->monitor, monitor);
  g_signal_connect_object (
      monitor, "network-changed", G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
}

void
attest_outbox_set_trusted (AttestOutbox *self, GTlsDatabase *trusted)
{
  g_set_object (&self->context.trusted, trusted);
}

void
attest_outbox_set_proxies (AttestOutbox *self, GProxyResolver *proxies)
{
  g_set_object (&self->context.proxies, proxies);
}

void
attest_outbox_set_idle_timeout (AttestOutbox *self, guint milliseconds)
{
  self->context.idle_timeout = milliseconds;
}

/* The properties. */

/**
 * attest_outbox_get_paused:
 * @self: an outbox
 *
 * Returns: whether nothing more is begun, by any process
 */
gboolean
attest_outbox_get_paused (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), FALSE);
  return self->paused;
}

/**
 * attest_outbox_get_n_queued:
 * @self: an outbox
 *
 * Returns: how many wait to be sent
 */
guint
attest_outbox_get_n_queued (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), 0);
  return attest_outbox_list_count (self->list, ATTEST_STATE_QUEUED);
}

/**
 * attest_outbox_get_n_unknown:
 * @self: an outbox
 *
 * Returns: how many a person has to decide about
 */
guint
attest_outbox_get_n_unknown (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), 0);
  return attest_outbox_list_count (self->list, ATTEST_STATE_UNKNOWN);
}

/**
 * attest_outbox_get_sending:
 * @self: an outbox
 *
 * Returns: whether something is being sent, by any process
 */
gboolean
attest_outbox_get_sending (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), FALSE);
  return attest_outbox_list_count (self->list, ATTEST_STATE_SENDING) > 0;
}

/**
 * attest_outbox_get_next_send:
 * @self: an outbox
 *
 * Returns: when the next one is sent, microseconds since 1970, UTC; 0: nothing waits for a time
 */
gint64
attest_outbox_get_next_send (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), 0);
  return self->next_send;
}

/**
 * attest_outbox_get_waiting_for_network:
 * @self: an outbox
 *
 * Returns: whether something would be sent if there was a network
 */
gboolean
attest_outbox_get_waiting_for_network (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), FALSE);
  return self->waiting_for_network;
}

/**
 * attest_outbox_get_pause:
 * @self: an outbox
 * @service: a service
 * @environment: an environment
 *
 * Returns: seconds between two requests there
 */
guint
attest_outbox_get_pause (AttestOutbox *self,
                         const AttestService *service,
                         AttestEnvironment environment)
{
  g_autofree char *name = NULL;
  const char *value = NULL;

  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), 0);
  g_return_val_if_fail (service != NULL, 0);

  name = attest_outbox_make_pause_setting (service, environment);
  value = attest_store_get_setting (self->context.store, name);
  if (value != NULL)
    return (guint) CLAMP (g_ascii_strtoll (value, NULL, 10), 0, ATTEST_MAX_PAUSE_SECONDS);
  return environment == ATTEST_ENVIRONMENT_PRACTICE ? 0 : service->pause_seconds;
}

static GType
get_item_type (GListModel *model)
{
  return ATTEST_TYPE_SUBMISSION;
}

static guint
get_n_items (GListModel *model)
{
  return attest_outbox_list_get_length (ATTEST_OUTBOX (model)->list);
}

static gpointer
get_item (GListModel *model, guint position)
{
  AttestSubmission *submission = attest_outbox_list_get (ATTEST_OUTBOX (model)->list, position);

  return submission != NULL ? g_object_ref (submission) : NULL;
}

static void
attest_outbox_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
attest_outbox_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestOutbox *self = ATTEST_OUTBOX (object);

  switch ((AttestOutboxProperty) id)
    {
    case ATTEST_OUTBOX_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    case ATTEST_OUTBOX_N_QUEUED:
      g_value_set_uint (value, attest_outbox_get_n_queued (self));
      break;
    case ATTEST_OUTBOX_N_UNKNOWN:
      g_value_set_uint (value, attest_outbox_get_n_unknown (self));
      break;
    case ATTEST_OUTBOX_SENDING:
      g_value_set_boolean (value, attest_outbox_get_sending (self));
      break;
    case ATTEST_OUTBOX_NEXT_SEND:
      g_value_set_int64 (value, self->next_send);
      break;
    case ATTEST_OUTBOX_WAITING_FOR_NETWORK:
      g_value_set_boolean (value, self->waiting_for_network);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_outbox_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((AttestOutboxProperty) id)
    {
    case ATTEST_OUTBOX_PAUSED:
      attest_outbox_set_paused (ATTEST_OUTBOX (object), g_value_get_boolean (value));
      break;
    case ATTEST_OUTBOX_N_QUEUED:
    case ATTEST_OUTBOX_N_UNKNOWN:
    case ATTEST_OUTBOX_SENDING:
    case ATTEST_OUTBOX_NEXT_SEND:
    case ATTEST_OUTBOX_WAITING_FOR_NETWORK:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_outbox_dispose (GObject *object)
{
  AttestOutbox *self = ATTEST_OUTBOX (object);

  self->is_open = FALSE;
  g_cancellable_cancel (self->stopping);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->recovery_timer, g_source_remove);
  g_clear_handle_id (&self->look_source, g_source_remove);
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (attest_outbox_parent_class)->dispose (object);
}

/* No sending is left: each holds a reference to the outbox. */
static void
attest_outbox_finalize (GObject *object)
{
  AttestOutbox *self = ATTEST_OUTBOX (object);

  attest_outbox_list_free (self->list);
  attest_id_finder_free (self->finder);
  g_hash_table_unref (self->lanes);
  g_hash_table_unref (self->own);
  g_object_unref (self->stopping);
  g_hash_table_unref (self->context.practice);
  g_clear_object (&self->context.trusted);
  g_clear_object (&self->context.proxies);
  g_clear_object (&self->context.keyring);
  g_clear_object (&self->context.store);
  G_OBJECT_CLASS (attest_outbox_parent_class)->finalize (object);
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

  properties[ATTEST_OUTBOX_PAUSED] =
      g_param_spec_boolean ("paused", NULL, NULL, FALSE, readable | G_PARAM_WRITABLE);
  properties[ATTEST_OUTBOX_N_QUEUED] =
      g_param_spec_uint ("n-queued", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[ATTEST_OUTBOX_N_UNKNOWN] =
      g_param_spec_uint ("n-unknown", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[ATTEST_OUTBOX_SENDING] = g_param_spec_boolean ("sending", NULL, NULL, FALSE, readable);
  properties[ATTEST_OUTBOX_NEXT_SEND] =
      g_param_spec_int64 ("next-send", NULL, NULL, 0, G_MAXINT64, 0, readable);
  properties[ATTEST_OUTBOX_WAITING_FOR_NETWORK] =
      g_param_spec_boolean ("waiting-for-network", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
attest_outbox_init (AttestOutbox *self)
{
  self->context.practice = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->list = attest_outbox_list_new (list_changed_cb, attest_outbox_choose_lane, self);
  self->lanes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, attest_lane_free);
  self->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->stopping = g_cancellable_new ();
  self->finder =
      attest_id_finder_new (&self->context, G_OBJECT (self), finder_idle_cb, self->stopping);
  attest_outbox_set_network_monitor (self, g_network_monitor_get_default ());
}
