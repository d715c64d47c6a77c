/* A plain HTTP client that waits for each answer. The main thread only. */
#include "client.h"

#include <string.h>

void
client_set_up (Client *client, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  client->practice = attest_practice_new ();
  client->session = soup_session_new_with_options ("timeout", 20, NULL);
  attest_practice_start (client->practice, 0, &error);
  g_assert_no_error (error);
}

static void
forget (Client *client)
{
  client->status = 0;
  g_clear_error (&client->error);
  g_clear_pointer (&client->text, g_free);
  g_clear_pointer (&client->json, json_node_unref);
  g_clear_pointer (&client->headers, soup_message_headers_unref);
}

void
client_tear_down (Client *client, gconstpointer data)
{
  forget (client);
  g_clear_object (&client->session);
  g_assert_finalize_object (client->practice);
}

static void
take_answer (Client *client, SoupMessage *message, GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  client->status = soup_message_get_status (message);
  client->text = g_strndup (text != NULL ? text : "", length);
  client->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  if (g_strcmp0 (soup_message_headers_get_content_type (client->headers, NULL), "application/json")
      == 0)
    {
      client->json = json_from_string (client->text, NULL);
      g_assert_nonnull (client->json);
    }
}

/**
 * client_send_with:
 * @content_type: (nullable): of the body
 * @header: (nullable): one more header
 * @value: (nullable): its value
 *
 * Returns: the status, 0 when there was no answer
 */
guint
client_send_with (Client *client,
                  const char *method,
                  const char *service,
                  const char *path,
                  const char *body,
                  const char *content_type,
                  const char *header,
                  const char *value)
{
  g_autofree char *uri =
      g_strconcat (attest_practice_get_url (client->practice, service), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  g_autoptr (GBytes) bytes = NULL;

  forget (client);
  /* libsoup sends some requests a second time by itself; here each is sent once */
  soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  if (body != NULL)
    {
      g_autoptr (GBytes) request = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, content_type, request);
    }
  if (header != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), header, value);
  bytes = soup_session_send_and_read (client->session, message, NULL, &client->error);
  if (bytes != NULL)
    take_answer (client, message, bytes);
  return client->status;
}

guint
client_send (Client *client,
             const char *method,
             const char *service,
             const char *path,
             const char *body)
{
  return client_send_with (
      client, method, service, path, body, "application/json", "Accept", "application/json");
}

/* Returns: (transfer none) (nullable): what is at a path such as `errors.message.sites` or `0.id`
 */
JsonNode *
client_find (Client *client, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", -1);
  JsonNode *node = client->json;

  for (guint i = 0; parts[i] != NULL && node != NULL; i++)
    {
      if (JSON_NODE_HOLDS_OBJECT (node))
        node = json_object_get_member (json_node_get_object (node), parts[i]);
      else if (JSON_NODE_HOLDS_ARRAY (node)
               && g_ascii_strtoull (parts[i], NULL, 10)
                      < json_array_get_length (json_node_get_array (node)))
        node = json_array_get_element (json_node_get_array (node),
                                       (guint) g_ascii_strtoull (parts[i], NULL, 10));
      else
        node = NULL;
    }
  return node;
}

/* Returns: (transfer none) (nullable): the string at @path of the last answer */
const char *
client_get (Client *client, const char *path)
{
  JsonNode *node = client_find (client, path);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

char *
client_read_example (const char *name)
{
  g_autofree char *path = g_build_filename (EXAMPLES, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* Returns: (transfer full): @body with the JSON text @json as the value of @key, without the key
 *   when @json is %NULL */
char *
client_edit (const char *body, const char *key, const char *json)
{
  g_autoptr (JsonNode) root = json_from_string (body, NULL);
  JsonObject *object = json_node_get_object (root);
  g_autofree char *wrapped = g_strdup_printf ("[%s]", json);
  g_autoptr (JsonNode) list = json != NULL ? json_from_string (wrapped, NULL) : NULL;

  if (list == NULL)
    json_object_remove_member (object, key);
  else
    json_object_set_member (object, key, json_array_dup_element (json_node_get_array (list), 0));
  return json_to_string (root, FALSE);
}
