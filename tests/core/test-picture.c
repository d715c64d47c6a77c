/* Pictures of strangers: what is asked for, what is not, and what is taken for a picture. */
#include "attest-config.h"
#include "http/attest-picture.h"

#include "outbox-fixture.h"

#include <string.h>

/* As small as it can be, but for its size in the head. */
#define PNG(width, height) "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0" width "\0\0" height "\x08\x02\0\0\0"
#define JPEG(height, width)                                                                        \
  "\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\0\x11\x08" height width "\3\1\x22\0\2"

static const struct
{
  const char *path;
  guint status;
  const char *type;
  const char *body;
  gsize n_body;
  gboolean is_taken;
} replies[] = {
  { "/good.png", 200, "image/png", PNG ("\0\x40", "\0\x30"), 29, TRUE },
  { "/good.jpg", 200, "image/jpeg", JPEG ("\0\x40", "\0\x30"), 34, TRUE },
  { "/called-otherwise", 200, "text/plain", PNG ("\0\x40", "\0\x30"), 29, TRUE },
  { "/wide.png", 200, "image/png", PNG ("\x40\0", "\0\x30"), 29, FALSE },
  { "/high.jpg", 200, "image/jpeg", JPEG ("\x40\0", "\0\x30"), 34, FALSE },
  { "/none.png", 200, "image/png", PNG ("\0\0", "\0\x30"), 29, FALSE },
  { "/cut.png", 200, "image/png", PNG ("\0\x40", "\0\x30"), 20, FALSE },
  { "/cut.jpg", 200, "image/jpeg", JPEG ("\0\x40", "\0\x30"), 22, FALSE },
  { "/moved", 302, "image/png", PNG ("\0\x40", "\0\x30"), 29, FALSE },
  { "/gone", 404, "image/png", PNG ("\0\x40", "\0\x30"), 29, FALSE },
  { "/drawn.gif", 200, "image/gif", "GIF89a\x40\0\x30\0", 10, FALSE },
  { "/drawn.svg", 200, "image/png", "<svg xmlns='http://www.w3.org/2000/svg'/>", 41, FALSE },
  { "/page", 200, "image/png", "<html>", 6, FALSE },
  { "/empty", 200, "image/png", "", 0, FALSE },
};

typedef struct
{
  SoupServer *server;
  char *host;
  GPtrArray *asked; /* of char: paths */
  gsize n_large;    /* bytes of "/large" */
} Fixture;

static void
check_headers (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  static const char *const unwanted[] = {
    "Authorization", "x-http-authorization", "Cookie", "Referer"
  };

  for (guint i = 0; i < G_N_ELEMENTS (unwanted); i++)
    g_assert_null (soup_message_headers_get_one (headers, unwanted[i]));
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Accept"), ==, "image/png, image/jpeg");
}

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Fixture *fixture = user_data;

  check_headers (message);
  g_ptr_array_add (fixture->asked, g_strdup (path));
  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    if (g_str_equal (replies[i].path, path))
      {
        soup_server_message_set_status (message, replies[i].status, NULL);
        soup_server_message_set_response (
            message, replies[i].type, SOUP_MEMORY_STATIC, replies[i].body, replies[i].n_body);
        soup_message_headers_replace (
            soup_server_message_get_response_headers (message), "Location", "/good.png");
        soup_message_headers_replace (
            soup_server_message_get_response_headers (message), "Set-Cookie", "who=me");
        return;
      }
  if (g_str_equal (path, "/large"))
    {
      char *body = g_malloc0 (fixture->n_large);

      memcpy (body, PNG ("\0\x40", "\0\x30"), 29);
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (
          message, "image/png", SOUP_MEMORY_TAKE, body, fixture->n_large);
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GSList *uris = NULL;

  fixture->asked = g_ptr_array_new_with_free_func (g_free);
  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, answer_cb, fixture, NULL);
  soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  fixture->host = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  soup_server_disconnect (fixture->server);
  g_clear_object (&fixture->server);
  g_ptr_array_unref (fixture->asked);
  g_free (fixture->host);
}

static GBytes *
read_picture (const char *address, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  attest_picture_read_async (NULL, address, NULL, store_fixture_keep_result, &result);
  return attest_picture_read_finish (store_fixture_wait (&result), error);
}

/* Each is asked for once and without anything that tells who asks; nothing is asked for that a
 * reply points to; what is no picture, or a vast one, is none. */
static void
test_replies (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_autofree char *address = g_strconcat (fixture->host, replies[i].path, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = read_picture (address, &error);

      g_test_message ("%s", replies[i].path);
      g_assert_true ((bytes != NULL) == replies[i].is_taken);
      g_assert_true ((error == NULL) == replies[i].is_taken);
      g_assert_cmpuint (fixture->asked->len, ==, i + 1);
      g_assert_cmpstr (fixture->asked->pdata[i], ==, replies[i].path);
      if (bytes != NULL)
        g_assert_cmpuint (g_bytes_get_size (bytes), ==, replies[i].n_body);
    }
}

static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = g_strconcat (fixture->host, "/large", NULL);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;

      fixture->n_large = ATTEST_PICTURE_MOST - 1 + i;
      bytes = read_picture (address, &error);
      g_assert_true ((bytes != NULL) == (i == 0));
      g_assert_true ((error == NULL) == (i == 0));
    }
}

/* One that did not come to its end is not called too large. */
static void
test_lost (void)
{
  RawServer *server = raw_server_new ("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n\x89PNG");
  g_autofree char *url = raw_server_dup_url (server);
  g_autofree char *address = g_strconcat (url, "/good.png", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_picture (address, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "connection was lost"));
  raw_server_free (server);
}

/* Not asked for at all. */
static void
test_addresses (Fixture *fixture, gconstpointer data)
{
  static const char *const addresses[] = {
    "http://192.0.2.1/a.png", "http://pictures.example/a.png", "ftp://127.0.0.1/a.png", "a.png", "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_picture (addresses[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, "encrypted"));
    }
  g_assert_cmpuint (fixture->asked->len, ==, 0);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = g_strconcat (fixture->host, "/good.png", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  attest_picture_read_async (NULL, address, cancellable, store_fixture_keep_result, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (attest_picture_read_finish (store_fixture_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

WITHOUT_LEAK_FINDER

#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/picture/replies", test_replies);
  ADD ("/picture/large", test_large);
  g_test_add_func ("/picture/lost", test_lost);
  ADD ("/picture/addresses", test_addresses);
  ADD ("/picture/cancelled", test_cancelled);
  return g_test_run ();
}
