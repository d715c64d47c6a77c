/* What is freed is empty: the memory of a program that has just sent a key over an encrypted
 * connection holds no copy of it, whoever made one on the way.
 *
 * The programs have the same file of free() and realloc() as this test. The key is never written
 * out in here, so that what is found is always a copy. */
#include "attest-config.h"
#include "outbox-fixture.h"

#include "http/attest-post.h"

#include <fcntl.h>
#include <glib-unix.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define LENGTH 24

/* The key, letter by letter: to be sent, and to be looked for. */
static char
get_letter (guint i)
{
  return "abcdefghijklmnopqrstuvwxyz"[(i * 7 + 3) % 26];
}

static char *
make_key (void)
{
  char *key = g_malloc0 (LENGTH + 1);

  for (guint i = 0; i < LENGTH; i++)
    key[i] = get_letter (i);
  return key;
}

static gboolean
is_key (const char *place)
{
  for (guint i = 0; i < LENGTH; i++)
    if (place[i] != get_letter (i))
      return FALSE;
  return TRUE;
}

static guint
count_in (int memory, gsize first, gsize last)
{
  gsize length = last - first;
  char *copy = g_malloc (length);
  gssize n = pread (memory, copy, length, (off_t) first);
  guint found = 0;

  for (gssize i = 0; i + LENGTH <= n; i++)
    found += is_key (copy + i);
  /* Not to be found the next time. */
  explicit_bzero (copy, length);
  g_free (copy);
  return found;
}

/* How often the key is in what this process can write to; -1: the kernel does not let it look. */
static int
count_keys (void)
{
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  int memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  guint found = 0;

  if (memory < 0 || !g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL))
    return -1;
  lines = g_strsplit (maps, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize first = 0;
      gsize last = 0;
      char write = '-';

      if (sscanf (lines[i], "%zx-%zx %*c%c", &first, &last, &write) == 3 && write == 'w')
        found += count_in (memory, first, last);
    }
  close (memory);
  return (int) found;
}

static gboolean
end_cb (int fd, GIOCondition condition, gpointer user_data)
{
  _exit (0);
}

static void
run_server (int tell, int end)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", "valid.pem", NULL);
  RawServer *server = raw_server_new (NULL);

  raw_server_set_reply (server, "HTTP/1.1 201 Created\r\n\r\n{\"statusCode\":201}", -1);
  server->certificate = g_tls_certificate_new_from_file (path, NULL);
  if (write (tell, &server->port, sizeof server->port) != sizeof server->port)
    _exit (1);
  g_unix_fd_add (end, G_IO_IN | G_IO_HUP, end_cb, NULL);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

/* The server is another process, so that what it keeps does not count; it ends when this one closes
 * its end of a pipe. */
static pid_t
start_server (guint16 *port, int *end_of_server)
{
  int tell[2];
  int end[2];
  pid_t server = 0;

  g_assert_true (pipe (tell) == 0 && pipe (end) == 0);
  server = fork ();
  if (server == 0)
    {
      close (end[1]);
      run_server (tell[1], end[0]);
    }
  close (end[0]);
  g_assert_true (read (tell[0], port, sizeof *port) == sizeof *port);
  *end_of_server = end[1];
  return server;
}

static void
posted_cb (GObject *source, GAsyncResult *result, gpointer place)
{
  *(AttestResponse **) place = attest_post_finish (result);
}

static void
post (guint16 port)
{
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", port);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", "authority.pem", NULL);
  g_autoptr (GTlsDatabase) trusted = g_tls_file_database_new (path, NULL);
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  char *text = make_key ();
  SecretValue *key = secret_value_new (text, -1, "text/plain");
  const AttestRoute route = { .trusted = trusted };
  AttestRequest request = { .url = url,
                            .body = body,
                            .key_header = "Authorization",
                            .key_prefix = "Bearer ",
                            .key = key,
                            .route = &route };
  AttestResponse *response = NULL;

  explicit_bzero (text, LENGTH);
  g_free (text);
  attest_post_async (&request, NULL, posted_cb, &response);
  g_assert_cmpint (count_keys (), >, 0);
  secret_value_unref (key);
  while (response == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (response->status, ==, 201);
  attest_response_free (response);
  /* What libsoup puts off until later. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

G_GNUC_UNUSED static void
test_key (gconstpointer data)
{
  guint16 port = (guint16) GPOINTER_TO_UINT (data);

  if (count_keys () < 0)
    {
      g_test_skip ("the kernel does not let a process look at its memory");
      return;
    }
  g_assert_cmpint (count_keys (), ==, 0);
  post (port);
  g_assert_cmpint (count_keys (), ==, 0);
}

/* A block that grows leaves nothing where it was, by whichever call. */
G_GNUC_UNUSED static void
test_growing (void)
{
  int memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);

  for (guint by_array = 0; by_array < 2 && memory >= 0; by_array++)
    {
      char *block = malloc (1000);
      gsize old = (gsize) block;
      char *wall = malloc (1000); /* it cannot grow where it is */
      char *key = make_key ();

      memcpy (block + 500, key, LENGTH);
      explicit_bzero (key, LENGTH);
      block = by_array ? reallocarray (block, 100, 1000) : realloc (block, 100000);
      g_assert_true (is_key (block + 500));
      g_assert_cmpuint ((gsize) block, !=, old);
      g_assert_cmpuint (count_in (memory, old, old + 1000), ==, 0);
      explicit_bzero (block, 100000);
      free (block);
      free (wall);
      g_free (key);
    }
  if (memory >= 0)
    close (memory);
}

/* It is an allocator still. */
static void
test_blocks (void)
{
  char *block = realloc (NULL, 10);

  memset (block, 'x', 10);
  block = realloc (block, 100000);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpint (block[i], ==, 'x');
  memset (block, 'y', 100000);
  block = realloc (block, 100);
  for (guint i = 0; i < 100; i++)
    g_assert_cmpint (block[i], ==, 'y');
  g_assert_null (realloc (block, 0));
#if !defined(__SANITIZE_ADDRESS__) /* which ends the program there */
  {
    volatile size_t huge = G_MAXSIZE;

    g_assert_null (reallocarray (NULL, huge / 2, 3));
  }
#endif
  free (NULL);
}

int
main (int argc, char *argv[])
{
  guint16 port = 0;
  int end_of_server = -1;
  pid_t server = 0;
  int failed = 0;

  g_test_init (&argc, &argv, NULL);
  server = start_server (&port, &end_of_server);
#if !defined(__SANITIZE_ADDRESS__) /* which has an allocator of its own */
  g_test_add_data_func ("/wiping/key", GUINT_TO_POINTER (port), test_key);
  g_test_add_func ("/wiping/growing", test_growing);
#endif
  g_test_add_func ("/wiping/blocks", test_blocks);
  failed = g_test_run ();
  close (end_of_server);
  waitpid (server, NULL, 0);
  return failed;
}
