/* AttestPractice: the object around the practice service: its thread, settings and counters.
 *
 * The thread runs from start to stop and holds no reference; the object outlives it, since
 * disposing of the object stops it. Records stay with the object over stop and start, and with a
 * state path over runs of the program. */
#include "practice-private.h"

#include <errno.h>
#include <sys/random.h>

/* Records are saved this long after the first one that is not in the file. */
#define SAVE_DELAY_MS 300

enum
{
  HANDLED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef enum
{
  PROP_REQUIRE_KEY = 1,
  PROP_STATE_PATH,
} Property;
static GParamSpec *properties[PROP_STATE_PATH + 1];

G_DEFINE_FINAL_TYPE (AttestPractice, attest_practice, G_TYPE_OBJECT)

/* --- Saving --- */

/* Writes what is not in the file yet; with the lock held. */
static void
save (AttestPractice *self)
{
  g_autoptr (GError) error = NULL;

  if (!self->is_dirty || self->state_path == NULL)
    return;
  self->is_dirty = FALSE;
  if (!practice_records_save (self->records, self->state_path, &error))
    g_message ("The practice records were not saved: %s", error->message);
}

static gboolean
save_cb (gpointer data)
{
  AttestPractice *self = data;

  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->save_source, g_source_unref);
  save (self);
  g_mutex_unlock (&self->lock);
  return G_SOURCE_REMOVE;
}

/* Has the records saved in a moment, once for all that come in it. Practice thread, lock held. */
static void
save_soon (AttestPractice *self)
{
  self->is_dirty = TRUE;
  if (self->state_path == NULL || self->save_source != NULL)
    return;
  self->save_source = g_timeout_source_new (SAVE_DELAY_MS);
  g_source_set_callback (self->save_source, save_cb, self, NULL);
  g_source_attach (self->save_source, self->context);
}

/* --- Telling the owner --- */

typedef struct
{
  GWeakRef practice;
  char *method;
  char *path;
  guint status;
} Handled;

static void
handled_free (gpointer data)
{
  Handled *handled = data;

  g_weak_ref_clear (&handled->practice);
  g_free (handled->method);
  g_free (handled->path);
  g_free (handled);
}

static gboolean
handled_cb (gpointer data)
{
  Handled *handled = data;
  g_autoptr (AttestPractice) self = g_weak_ref_get (&handled->practice);

  if (self != NULL)
    g_signal_emit (self, signals[HANDLED], 0, handled->method, handled->path, handled->status);
  return G_SOURCE_REMOVE;
}

/* Emits AttestPractice::handled where the object was made. Practice thread. */
static void
tell_handled (AttestPractice *self, const char *method, const char *path, guint status)
{
  g_autoptr (GSource) source = NULL;
  Handled *handled;

  if (!g_signal_has_handler_pending (self, signals[HANDLED], 0, TRUE))
    return;
  handled = g_new0 (Handled, 1);
  g_weak_ref_init (&handled->practice, self);
  handled->method = g_strdup (method);
  handled->path = g_strdup (path);
  handled->status = status;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, handled_cb, handled, handled_free);
  g_source_attach (source, self->home);
}

/* --- Starting and stopping --- */

static gpointer
run_thread (gpointer data)
{
  AttestPractice *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  practice_http_let_go (self);
  soup_server_disconnect (self->server);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static gboolean
start_listening (AttestPractice *self, guint port, GError **error)
{
  gboolean listening;

  g_main_context_push_thread_default (self->context);
  self->server = soup_server_new ("server-header", "attest-practice ", NULL);
  soup_server_add_early_handler (self->server, NULL, practice_http_admit, self, NULL);
  soup_server_add_handler (self->server, NULL, practice_http_handle, self, NULL);
  listening = soup_server_listen_local (self->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, error);
  g_main_context_pop_thread_default (self->context);
  return listening;
}

static guint
find_port (SoupServer *server)
{
  GSList *uris = soup_server_get_uris (server);
  guint port = (guint) g_uri_get_port (uris->data);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return port;
}

/* What nobody guesses: 80 bits in letters of a path. NULL: the system has no such thing. */
static char *
make_token (GError **error)
{
  guint8 bytes[10];
  GString *token = NULL;

  if (getentropy (bytes, sizeof bytes) != 0)
    {
      int code = errno;

      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
      return NULL;
    }
  token = g_string_new (NULL);
  for (guint i = 0; i < sizeof bytes; i++)
    g_string_append_printf (token, "%02x", bytes[i]);
  return g_string_free (token, FALSE);
}

/* Reads the file of an earlier run; one that cannot be read as a whole is kept under another name,
 * and what was read of it is written anew. */
static void
load (AttestPractice *self)
{
  if (self->state_path == NULL || self->is_dirty || self->records->certificates->len > 0
      || self->records->forms->len > 0)
    return;
  g_free (self->kept_path);
  self->kept_path = practice_records_load (self->records, self->state_path);
  self->is_dirty = self->kept_path != NULL;
}

static void
clear_server (AttestPractice *self)
{
  g_clear_object (&self->server);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/**
 * attest_practice_new:
 *
 * Returns: (transfer full): a practice service that is not running yet; its signal is emitted in
 *   the thread-default main context of the caller
 */
AttestPractice *
attest_practice_new (void)
{
  return g_object_new (ATTEST_TYPE_PRACTICE, NULL);
}

/**
 * attest_practice_start:
 * @self: a practice service that is not running
 * @port: the loopback port, 0 for any free one
 * @error: why it cannot listen
 *
 * Reads the records of the state path if there are none yet, and listens. When this returns, the
 * service answers.
 *
 * Returns: whether it runs
 */
gboolean
attest_practice_start (AttestPractice *self, guint port, GError **error)
{
  g_autofree char *token = NULL;

  g_return_val_if_fail (ATTEST_IS_PRACTICE (self), FALSE);
  g_return_val_if_fail (self->thread == NULL, FALSE);

  if (port > G_MAXUINT16)
    {
      g_set_error (
          error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "There is no port with number %u", port);
      return FALSE;
    }
  load (self);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  token = make_token (error);
  if (token == NULL || !start_listening (self, port, error))
    {
      clear_server (self);
      return FALSE;
    }
  g_mutex_lock (&self->lock);
  self->port = find_port (self->server);
  self->token = g_steal_pointer (&token);
  for (guint i = 0; practice_services[i] != NULL; i++)
    self->tallies[i].url = g_strdup_printf (
        "http://127.0.0.1:%u/%s%s", self->port, self->token, practice_services[i]->prefix);
  g_mutex_unlock (&self->lock);
  self->thread = g_thread_new ("attest-practice", run_thread, self);
  return TRUE;
}

/**
 * attest_practice_stop:
 * @self: a practice service, running or not
 *
 * Closes the port and every connection, saves, and waits for the thread to end.
 */
void
attest_practice_stop (AttestPractice *self)
{
  g_autoptr (GSource) source = NULL;

  g_return_if_fail (ATTEST_IS_PRACTICE (self));

  if (self->thread == NULL)
    return;
  source = g_idle_source_new ();
  g_source_set_callback (source, quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (g_steal_pointer (&self->thread));

  g_mutex_lock (&self->lock);
  if (self->save_source != NULL)
    g_source_destroy (self->save_source);
  g_clear_pointer (&self->save_source, g_source_unref);
  save (self);
  self->port = 0;
  g_clear_pointer (&self->token, g_free);
  for (guint i = 0; practice_services[i] != NULL; i++)
    g_clear_pointer (&self->tallies[i].url, g_free);
  g_mutex_unlock (&self->lock);
  clear_server (self);
}

/* --- GObject --- */

static void
attest_practice_dispose (GObject *object)
{
  attest_practice_stop (ATTEST_PRACTICE (object));
  G_OBJECT_CLASS (attest_practice_parent_class)->dispose (object);
}

static void
attest_practice_finalize (GObject *object)
{
  AttestPractice *self = ATTEST_PRACTICE (object);

  g_queue_clear_full (&self->remembered, (GDestroyNotify) practice_remembered_free);
  practice_records_free (self->records);
  g_ptr_array_unref (self->held);
  g_main_context_unref (self->home);
  g_free (self->state_path);
  g_free (self->kept_path);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (attest_practice_parent_class)->finalize (object);
}

static void
attest_practice_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestPractice *self = ATTEST_PRACTICE (object);

  switch ((Property) id)
    {
    case PROP_REQUIRE_KEY:
      g_value_set_boolean (value, attest_practice_get_require_key (self));
      break;
    case PROP_STATE_PATH:
      g_value_set_string (value, self->state_path);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_practice_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestPractice *self = ATTEST_PRACTICE (object);

  switch ((Property) id)
    {
    case PROP_REQUIRE_KEY:
      attest_practice_set_require_key (self, g_value_get_boolean (value));
      break;
    case PROP_STATE_PATH:
      attest_practice_set_state_path (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_practice_class_init (AttestPracticeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = attest_practice_dispose;
  object_class->finalize = attest_practice_finalize;
  object_class->get_property = attest_practice_get_property;
  object_class->set_property = attest_practice_set_property;

  properties[PROP_REQUIRE_KEY] = g_param_spec_boolean ("require-key", NULL, NULL, FALSE, flags);
  properties[PROP_STATE_PATH] = g_param_spec_string ("state-path", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * AttestPractice::handled:
   * @self: a practice service
   * @method: the method of a request
   * @path: its path
   * @status: the status of the answer, 0 when there was none
   *
   * Emitted after each request, in the main context @self was made in.
   */
  signals[HANDLED] = g_signal_new ("handled",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   3,
                                   G_TYPE_STRING,
                                   G_TYPE_STRING,
                                   G_TYPE_UINT);
}

static void
attest_practice_init (AttestPractice *self)
{
  self->save_soon = save_soon;
  self->tell_handled = tell_handled;
  g_mutex_init (&self->lock);
  g_queue_init (&self->remembered);
  self->records = practice_records_new ();
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->home = g_main_context_ref_thread_default ();
  self->retry_after = 2;
}
