/* One request from arrival to answer or mishap. Everything here runs on the practice thread; what
 * others look at is touched under the lock.
 *
 * Only who was given the address of this run is let in: a web page knows neither its name for this
 * machine nor the token, another user of the machine not the token. The rest is turned away when
 * its headers have come, and what is too large as soon as that is known. */
#include "practice-private.h"

#include <string.h>
#include <sys/socket.h>

/* A form or certificate is a few kilobytes. */
#define MAX_BODY (4 * 1024 * 1024)

/* What is still taken from who is turned away, and thrown away, so that it can read why. */
#define MAX_THROWN_AWAY ((gsize) 16 * 1024 * 1024)

const PracticeService *const practice_services[] = {
  &practice_certsearch,
  &practice_kolleges,
  NULL,
};
G_STATIC_ASSERT (G_N_ELEMENTS (practice_services) <= PRACTICE_MAX_SERVICES);

/* --- What goes back --- */

/**
 * practice_reply_new:
 * @status: the HTTP status
 * @content_type: (nullable): a constant
 * @body: (transfer full) (nullable): the body
 *
 * Returns: (transfer full): the reply
 */
PracticeReply *
practice_reply_new (guint status, const char *content_type, char *body)
{
  PracticeReply *reply = g_new0 (PracticeReply, 1);

  reply->status = status;
  reply->content_type = content_type;
  reply->body = body;
  return reply;
}

/* @object: (transfer full) */
PracticeReply *
practice_reply_json (guint status, JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  json_object_unref (object);
  return practice_reply_new (
      status, "application/json; charset=utf-8", json_to_string (node, FALSE));
}

/* What a captive portal or a proxy puts in place of the answer. */
PracticeReply *
practice_reply_nonsense (guint status)
{
  return practice_reply_new (status,
                             "text/html; charset=utf-8",
                             g_strdup ("<!DOCTYPE html>\n<html><head><title>Welcome</title></head>"
                                       "<body><h1>Please sign in</h1></body></html>\n"));
}

/* @reply: (transfer full): with its body */
void
practice_reply_free (PracticeReply *reply)
{
  g_free (reply->body);
  g_free (reply);
}

/* --- One request --- */

/* What was decided about one request while the lock was held. */
typedef struct
{
  AttestPractice *self;
  SoupServerMessage *message;
  PracticeReply *reply;
  AttestMishap mishap;
} Exchange;

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  g_object_unref (exchange->message);
  practice_reply_free (exchange->reply);
  g_free (exchange);
}

/* @remembered: (transfer full): with its text */
void
practice_remembered_free (PracticeRemembered *remembered)
{
  g_free (remembered->text);
  g_free (remembered);
}

/* What follows the token of this run in a path. */
static const char *
skip_token (const char *path)
{
  const char *rest = *path == '/' ? strchr (path + 1, '/') : NULL;

  return rest != NULL ? rest : "";
}

static void
append_header (const char *name, const char *value, gpointer text)
{
  gboolean is_key = FALSE;

  for (guint i = 0; practice_services[i] != NULL; i++)
    is_key = is_key || g_ascii_strcasecmp (name, practice_services[i]->key_header) == 0;
  g_string_append_printf (text, "%s: %s\n", name, is_key ? "(present)" : value);
}

static void
forget_oldest (AttestPractice *self)
{
  PracticeRemembered *oldest = g_queue_pop_tail (&self->remembered);

  self->n_remembered_bytes -= strlen (oldest->text);
  practice_remembered_free (oldest);
}

static void
remember (AttestPractice *self, SoupServerMessage *message, GBytes *body)
{
  PracticeRemembered *remembered = g_new0 (PracticeRemembered, 1);
  GString *text = g_string_new (soup_server_message_get_method (message));
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);
  gsize n_head = 0;

  g_string_append_printf (text,
                          " %s%s%s\n",
                          skip_token (g_uri_get_path (uri)),
                          query != NULL ? "?" : "",
                          query != NULL ? query : "");
  soup_message_headers_foreach (
      soup_server_message_get_request_headers (message), append_header, text);
  g_string_append_c (text, '\n');
  n_head = text->len;
  g_string_append_len (text, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));
  remembered->text = g_string_free (text, FALSE);
  remembered->body = remembered->text + n_head;
  g_queue_push_head (&self->remembered, remembered);
  self->n_remembered_bytes += strlen (remembered->text);
  while (self->remembered.length > PRACTICE_N_REMEMBERED
         || (self->remembered.length > 1 && self->n_remembered_bytes > PRACTICE_MAX_REMEMBERED))
    forget_oldest (self);
}

/* Each has its own beginning; every other path is a matter of the first one's host. */
static guint
find_service (const char *path)
{
  for (guint i = 0; practice_services[i] != NULL; i++)
    {
      gsize length = strlen (practice_services[i]->base);

      if (strncmp (path, practice_services[i]->base, length) == 0
          && (path[length] == '/' || path[length] == '\0'))
        return i;
    }
  return 0;
}

static gboolean
is_in_the_way (AttestMishap mishap)
{
  return mishap == ATTEST_MISHAP_REFUSE || mishap == ATTEST_MISHAP_FAIL
         || mishap == ATTEST_MISHAP_DROP_BEFORE || mishap == ATTEST_MISHAP_BUSY
         || mishap == ATTEST_MISHAP_PART;
}

static PracticeReply *
make_mishap_reply (AttestPractice *self,
                   const PracticeService *service,
                   const PracticeCall *call,
                   AttestMishap mishap)
{
  PracticeReply *reply;
  gboolean is_bulk = g_strcmp0 (call->path, service->bulk) == 0;

  if (mishap == ATTEST_MISHAP_REFUSE || mishap == ATTEST_MISHAP_PART)
    return is_bulk ? service->refuse_one (self->records, call, mishap == ATTEST_MISHAP_PART)
                   : service->refuse ();
  if (mishap == ATTEST_MISHAP_BUSY)
    {
      reply = service->busy ();
      reply->retry_after = self->retry_after;
      return reply;
    }
  return practice_reply_new (500, NULL, NULL);
}

static PracticeReply *
make_reply (AttestPractice *self, guint index, const PracticeCall *call, AttestMishap mishap)
{
  const PracticeService *service = practice_services[index];
  PracticeReply *reply;

  reply = is_in_the_way (mishap) ? make_mishap_reply (self, service, call, mishap)
                                 : service->answer (self->records, call);
  if (strcmp (call->method, "GET") != 0)
    self->save_soon (self);
  self->tallies[index].n_taken += reply->n_taken;
  if (mishap == ATTEST_MISHAP_NONSENSE)
    {
      practice_reply_free (reply);
      return practice_reply_nonsense (service->success);
    }
  return reply;
}

/* Counts, remembers and decides, all under the lock. */
static Exchange *
decide (AttestPractice *self, SoupServerMessage *message, const char *path, GHashTable *query)
{
  Exchange *exchange = g_new0 (Exchange, 1);
  guint index = find_service (path);
  const PracticeService *service = practice_services[index];
  g_autoptr (GBytes) body =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  gboolean in_service = g_str_has_prefix (path, service->base);
  PracticeCall call = {
    .method = soup_server_message_get_method (message),
    .path = in_service ? path + strlen (service->base) : "",
    .token = self->token,
    .query = query,
    .headers = soup_server_message_get_request_headers (message),
    .body = body,
    .require_key = self->require_key,
  };

  self->n_requests++;
  self->tallies[index].n_requests++;
  remember (self, message, body);
  if (strcmp (call.method, "POST") == 0
      && (strcmp (call.path, service->upload) == 0 || g_strcmp0 (call.path, service->bulk) == 0))
    {
      exchange->mishap = self->mishap;
      self->mishap = ATTEST_MISHAP_NONE;
    }
  exchange->self = self;
  exchange->message = g_object_ref (message);
  exchange->reply = make_reply (self, index, &call, exchange->mishap);
  return exchange;
}

static void
send_reply (Exchange *exchange)
{
  PracticeReply *reply = exchange->reply;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);

  soup_server_message_set_status (exchange->message, reply->status, NULL);
  if (reply->body != NULL)
    soup_server_message_set_response (exchange->message,
                                      reply->content_type,
                                      SOUP_MEMORY_COPY,
                                      reply->body,
                                      reply->n_body > 0 ? reply->n_body : strlen (reply->body));
  if (reply->allow != NULL)
    soup_message_headers_replace (headers, "Allow", reply->allow);
  if (reply->retry_after > 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", reply->retry_after);

      soup_message_headers_replace (headers, "Retry-After", seconds);
    }
}

/* Ends the connection under the client: closed in order, or reset as by a machine that died. */
static void
drop (SoupServerMessage *message, gboolean reset)
{
  GSocket *socket = soup_server_message_get_socket (message);
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };
  g_autoptr (GIOStream) stream = NULL;

  if (socket == NULL)
    return;
  if (reset)
    setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  stream = soup_server_message_steal_connection (message);
  g_io_stream_close (stream, NULL, NULL);
}

typedef struct
{
  AttestPractice *self;
  GIOStream *stream;   /* owned by @self */
  gsize n_thrown_away; /* what may still come and is thrown away */
} Held;

static gboolean
throw_away (Held *held, GSocket *socket)
{
  char bytes[16384];
  gssize n = g_socket_receive_with_blocking (socket, bytes, sizeof bytes, FALSE, NULL, NULL);

  if (n <= 0 || (gsize) n > held->n_thrown_away)
    return FALSE;
  held->n_thrown_away -= (gsize) n;
  return TRUE;
}

static gboolean
held_is_readable_cb (GSocket *socket, GIOCondition condition, gpointer data)
{
  Held *held = data;

  if (held->n_thrown_away > 0 && throw_away (held, socket))
    return G_SOURCE_CONTINUE;
  g_io_stream_close (held->stream, NULL, NULL);
  g_ptr_array_remove_fast (held->self->held, held->stream);
  return G_SOURCE_REMOVE;
}

/* Keeps the connection open and silent until the client has had enough or practice stops. */
static void
hold (AttestPractice *self, SoupServerMessage *message, gsize n_thrown_away)
{
  GSocket *socket = soup_server_message_get_socket (message);
  g_autoptr (GSource) source = NULL;
  Held *held;

  if (socket == NULL) /* the client has already gone */
    return;
  source = g_socket_create_source (socket, G_IO_IN | G_IO_HUP | G_IO_ERR, NULL);
  held = g_new0 (Held, 1);
  held->self = self;
  held->stream = soup_server_message_steal_connection (message);
  held->n_thrown_away = n_thrown_away;
  g_ptr_array_add (self->held, held->stream);
  g_source_set_callback (source, G_SOURCE_FUNC (held_is_readable_cb), held, g_free);
  g_source_attach (source, self->context);
}

/* Closes the silent connections, at the end. */
void
practice_http_let_go (AttestPractice *self)
{
  for (guint i = 0; i < self->held->len; i++)
    g_io_stream_close (g_ptr_array_index (self->held, i), NULL, NULL);
  g_ptr_array_set_size (self->held, 0);
}

static gboolean
finish_cb (gpointer data)
{
  Exchange *exchange = data;
  SoupServerMessage *message = exchange->message;
  gboolean silent = exchange->mishap == ATTEST_MISHAP_DROP_BEFORE
                    || exchange->mishap == ATTEST_MISHAP_DROP_AFTER
                    || exchange->mishap == ATTEST_MISHAP_NO_ANSWER;
  g_autofree char *path =
      g_strdup (skip_token (g_uri_get_path (soup_server_message_get_uri (message))));
  const char *method = soup_server_message_get_method (message);

  if (exchange->mishap == ATTEST_MISHAP_NO_ANSWER)
    hold (exchange->self, message, 0);
  else if (silent)
    drop (message, exchange->mishap == ATTEST_MISHAP_DROP_AFTER);
  else
    {
      send_reply (exchange);
      soup_server_message_unpause (message);
    }
  exchange->self->tell_handled (exchange->self, method, path, silent ? 0 : exchange->reply->status);
  return G_SOURCE_REMOVE;
}

/* --- Who is let in --- */

typedef struct
{
  AttestPractice *self;
  SoupServerMessage *message;
  guint status;
} Refusal;

static void
refusal_free (gpointer data)
{
  Refusal *refusal = data;

  g_object_unref (refusal->message);
  g_free (refusal);
}

/* Says so and reads no more: libsoup itself would read to the end first. */
static gboolean
refuse_cb (gpointer data)
{
  Refusal *refusal = data;
  GSocket *socket = soup_server_message_get_socket (refusal->message);
  g_autofree char *head =
      g_strdup_printf ("HTTP/1.1 %u %s\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                       refusal->status,
                       soup_status_get_phrase (refusal->status));

  if (socket == NULL) /* the client has already gone */
    return G_SOURCE_REMOVE;
  hold (refusal->self, refusal->message, MAX_THROWN_AWAY);
  g_socket_send_with_blocking (socket, head, strlen (head), FALSE, NULL, NULL);
  g_socket_shutdown (socket, FALSE, TRUE, NULL);
  return G_SOURCE_REMOVE;
}

static void
refuse (AttestPractice *self, SoupServerMessage *message, guint status)
{
  Refusal *refusal = g_new0 (Refusal, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  refusal->self = self;
  refusal->message = g_object_ref (message);
  refusal->status = status;
  soup_server_message_pause (message);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, refuse_cb, refusal, refusal_free);
  g_source_attach (source, self->context);
}

/* By which name it was called: a page whose own name was turned to this machine gives that one. */
static gboolean
is_called_by_own_name (SoupServerMessage *message, guint port)
{
  static const char *const names[] = { "127.0.0.1", "localhost", "[::1]" };
  const char *host =
      soup_message_headers_get_list (soup_server_message_get_request_headers (message), "Host");

  for (guint i = 0; host != NULL && i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *own = g_strdup_printf ("%s:%u", names[i], port);

      if (g_ascii_strcasecmp (host, own) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_token (const char *path, const char *token)
{
  gsize length = strlen (token);

  return *path == '/' && strncmp (path + 1, token, length) == 0
         && (path[length + 1] == '/' || path[length + 1] == '\0');
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer self)
{
  if (soup_server_message_get_request_body (message)->length <= MAX_BODY)
    return;
  g_signal_handlers_disconnect_by_func (message, got_chunk_cb, self);
  refuse (self, message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE);
}

/* SoupServerCallback for every path, when the headers have come. */
void
practice_http_admit (SoupServer *server,
                     SoupServerMessage *message,
                     const char *path,
                     GHashTable *query,
                     gpointer data)
{
  AttestPractice *self = data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  gboolean is_let_in;

  g_mutex_lock (&self->lock);
  is_let_in = is_called_by_own_name (message, self->port) && has_token (path, self->token);
  g_mutex_unlock (&self->lock);
  if (!is_let_in)
    refuse (self, message, SOUP_STATUS_FORBIDDEN);
  else if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
           && soup_message_headers_get_content_length (headers) > MAX_BODY)
    refuse (self, message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE);
  else
    g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), self);
}

/* SoupServerCallback for every path. An answer that comes late, or none, is given from a source of
 * the thread, since the message must not lose its connection while it is being handled. */
void
practice_http_handle (SoupServer *server,
                      SoupServerMessage *message,
                      const char *path,
                      GHashTable *query,
                      gpointer data)
{
  AttestPractice *self = data;
  g_autoptr (GSource) source = NULL;
  Exchange *exchange;
  guint delay;

  g_mutex_lock (&self->lock);
  exchange = decide (self, message, skip_token (path), query);
  delay = self->delay;
  g_mutex_unlock (&self->lock);

  soup_server_message_pause (message);
  source = delay > 0 ? g_timeout_source_new (delay) : g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, finish_cb, exchange, exchange_free);
  g_source_attach (source, self->context);
}
