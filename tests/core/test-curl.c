/* The command that stands for a request: run by a real shell it sends these very bytes, whatever is
 * in them, and nothing else happens. */
#include "attest-config.h"

#include "http/attest-request.h"

#include <gio/gio.h>
#include <libsoup/soup.h>
#include <string.h>

typedef struct
{
  GMainLoop *loop;
  char *body;
  gsize length;
  char *header;
  char *type;
} Seen;

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Seen *seen = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);

  seen->length = g_bytes_get_size (bytes);
  seen->body = g_strndup (g_bytes_get_data (bytes, NULL), seen->length);
  seen->header = g_strdup (soup_message_headers_get_one (headers, "x-key"));
  seen->type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  soup_server_message_set_status (message, 200, NULL);
}

static void
ended_cb (GObject *child, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (child), result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (((Seen *) user_data)->loop);
}

static void
send (const char *text)
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Seen seen = { .loop = loop };
  g_autoptr (GSubprocess) child = NULL;
  GSList *uris = NULL;
  g_autofree char *url = NULL;
  g_autofree char *command = NULL;

  soup_server_add_handler (server, NULL, handle_cb, &seen, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  url = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  command = attest_request_write_command (
      url, "Content-Type: application/json\nx-key: Bearer [API key]\n", text);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                            NULL,
                            "bash",
                            "-c",
                            command,
                            NULL);
  g_subprocess_wait_check_async (child, NULL, ended_cb, &seen);
  g_main_loop_run (loop);
  g_assert_cmpmem (seen.body, seen.length, text, strlen (text));
  g_assert_cmpstr (seen.header, ==, "Bearer [API key]");
  g_assert_cmpstr (seen.type, ==, "application/json");
  g_free (seen.body);
  g_free (seen.header);
  g_free (seen.type);
  soup_server_disconnect (server);
}

static void
test_shell (void)
{
  static const char *const texts[] = {
    "{\"name\":\"Acme\"}",
    "{\"name\":\"O'Brien's \\\"$(touch gone)\\\" `id` $HOME \\\\ ! # & ; | > x\"}",
    "{\"name\":\"한빛정밀 ㈜ 🏭\"}",
    "{\"a\":\"line\\n\",\r\n\t\"b\":\"''\"}\n\n",
    "@/etc/passwd",
    "'",
    "",
  };
  g_autofree char *curl = g_find_program_in_path ("curl");
  g_autofree char *bash = g_find_program_in_path ("bash");

  if (curl == NULL || bash == NULL)
    {
      g_test_skip ("curl or bash is not installed");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    send (texts[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curl/shell", test_shell);
  return g_test_run ();
}
