/* The door for files: what is read, what is refused in words and at once, in whatever encoding; and
 * that nothing a file holds makes the program large or slow. */
#include "intake/attest-intake.h"

#include "check/attest-check.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("attest-intake-XXXXXX", NULL);
  g_assert_nonnull (f->folder);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (f->folder);
  g_free (f->folder);
}

static char *
write_file (Fixture *f, const char *name, const char *data, gssize length)
{
  char *path = g_build_filename (f->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, data, length, NULL));
  return path;
}

/* By the name and by the GFile, as command line and window do. */
static void
assert_refused (const char *path, GIOErrorEnum code, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (attest_intake_read_path (NULL, path, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, G_IO_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_no_files (Fixture *f, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (f->folder, "missing", NULL);
  g_autofree char *fifo = g_build_filename (f->folder, "fifo", NULL);
  g_autofree char *link = g_build_filename (f->folder, "link", NULL);
  g_autofree char *letters = g_strnfill (5000, 'x');
  g_autofree char *long_name = g_build_filename (f->folder, letters, NULL);
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_cmpint (symlink (fifo, link), ==, 0);
  g_snprintf (address.sun_path, sizeof address.sun_path, "%s/socket", f->folder);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  assert_refused (missing, G_IO_ERROR_NOT_FOUND, "cannot be read");
  assert_refused (fifo, G_IO_ERROR_NOT_REGULAR_FILE, "pipe");
  assert_refused (link, G_IO_ERROR_NOT_REGULAR_FILE, "pipe");
  assert_refused (f->folder, G_IO_ERROR_NOT_REGULAR_FILE, "folder");
  assert_refused (address.sun_path, G_IO_ERROR_NOT_REGULAR_FILE, "socket");
  assert_refused ("/dev/zero", G_IO_ERROR_NOT_REGULAR_FILE, "device");
  assert_refused ("/dev/tty", G_IO_ERROR_NOT_REGULAR_FILE, "device");
  assert_refused (long_name, G_IO_ERROR_FILENAME_TOO_LONG, "cannot be read");
  assert_refused ("", G_IO_ERROR_NOT_FOUND, "cannot be read");
  close (fd);
}

static void
test_sizes (Fixture *f, gconstpointer data)
{
  g_autofree char *sparse = write_file (f, "sparse", "", 0);
  g_autofree char *largest = write_file (f, "largest", "{\"name\":\"F\"}", -1);
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *spaces = g_strnfill (ATTEST_INTAKE_MAX_SIZE - 12, ' ');
  g_autofree char *text = g_strconcat ("{\"name\":\"F\"}", spaces, NULL);

  g_assert_cmpint (truncate (sparse, (off_t) 1 << 40), ==, 0);
  assert_refused (sparse, G_IO_ERROR_NOT_SUPPORTED, "limit of 32.0");
  g_assert_true (g_file_set_contents (largest, text, -1, NULL));
  items = attest_intake_read_path (NULL, largest, NULL);
  g_assert_nonnull (items);
  g_assert_cmpint (truncate (largest, ATTEST_INTAKE_MAX_SIZE + 1), ==, 0);
  assert_refused (largest, G_IO_ERROR_NOT_SUPPORTED, "limit of 32.0");
}

/* What has no length of its own, or none that can be believed. */
static void
test_kernel (void)
{
  const char *const paths[] = { "/proc/self/mem", "/proc/self/pagemap", "/proc/self/maps" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (attest_intake_read_path (NULL, paths[i], &error));
      g_test_message ("%s: %s", paths[i], error->message);
    }
}

static void
test_pipe (void)
{
  const char text[] = "{\"name\":\"F\"}\n{\"name\":\"G\"}\n";
  int ends[2] = { -1, -1 };
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  int zero = open ("/dev/zero", O_RDONLY | O_CLOEXEC);
  int folder = open ("/", O_RDONLY | O_CLOEXEC);

  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_cmpint (write (ends[1], text, strlen (text)), ==, (gssize) strlen (text));
  close (ends[1]);
  items = attest_intake_read_pipe (NULL, ends[0], NULL);
  g_assert_cmpuint (items->len, ==, 2);
  close (ends[0]);
  g_assert_null (attest_intake_read_pipe (NULL, zero, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_clear_error (&error);
  g_assert_null (attest_intake_read_pipe (NULL, folder, &error));
  g_assert_nonnull (error);
  close (zero);
  close (folder);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GPtrArray *
read_file (GFile *file, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  attest_intake_read_file_async (file, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return attest_intake_read_file_finish (file, result, error);
}

/* Names that are hard to write, and what is on no disk. */
static void
test_names (Fixture *f, gconstpointer data)
{
  const char *const names[] = {
    "cert:1.json", "-x.json", "a b#?%20.json", "\xed\x95\x9c.json", "b\xff\n.json"
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = write_file (f, names[i], "{\"name\":\"F\"}", -1);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GPtrArray) items = attest_intake_read_path (NULL, path, NULL);
      g_autoptr (GPtrArray) again = read_file (file, NULL);
      g_autofree char *shown = attest_intake_dup_name (names[i]);

      g_assert_cmpuint (items->len, ==, 1);
      g_assert_cmpuint (again->len, ==, 1);
      g_assert_true (g_utf8_validate (shown, -1, NULL));
      g_assert_null (strchr (shown, '\n'));
    }
}

static void
test_files (Fixture *f, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (f->folder);
  g_autoptr (GFile) nowhere = g_file_new_for_uri ("no-such-scheme://host/file");
  g_autoptr (GFile) zero = g_file_new_for_path ("/dev/zero");
  GFile *const files[] = { folder, nowhere, zero };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_file (files[i], &error));
      g_assert_nonnull (error);
    }
}

/* Sheets and records are told apart by what they hold; what is called JSON is taken for that. */

typedef struct
{
  const char *name;
  const char *data;
  gsize length;
  AttestIntakeKind kind;
} Peek;

static const Peek peeks[] = {
  { "a.csv", "number,name\n1,2\n", 16, ATTEST_INTAKE_SHEET },
  { "a.csv", "{\"name\":\"F\"}", 12, ATTEST_INTAKE_RECORDS },
  { "a", "\xef\xbb\xbf  [{}]", 9, ATTEST_INTAKE_RECORDS },
  { "a", "\xff\xfe{\0}\0", 6, ATTEST_INTAKE_RECORDS },
  { "a.xlsx", "PK\3\4", 4, ATTEST_INTAKE_SHEET },
  { "a.xls", "\xd0\xcf\x11\xe0", 4, ATTEST_INTAKE_SHEET },
  { "a.html", "<table>", 7, ATTEST_INTAKE_SHEET },
  { "a.JSON", "no JSON", 7, ATTEST_INTAKE_RECORDS },
  { "a.csv", "", 0, ATTEST_INTAKE_RECORDS },
  { "a.csv", "\xc0\xce\xc1\xf5;1", 6, ATTEST_INTAKE_SHEET },
};

static AttestIntakeKind
peek (GFile *file)
{
  g_autoptr (GAsyncResult) result = NULL;

  attest_intake_peek_async (file, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return attest_intake_peek_finish (file, result);
}

static void
test_peek (Fixture *f, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (f->folder);
  g_autoptr (GFile) nowhere = g_file_new_for_uri ("no-such-scheme://host/file");
  g_autoptr (GFile) zero = g_file_new_for_path ("/dev/zero");

  for (guint i = 0; i < G_N_ELEMENTS (peeks); i++)
    {
      g_autofree char *path =
          write_file (f, peeks[i].name, peeks[i].data, (gssize) peeks[i].length);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_test_message ("%u: %s", i, peeks[i].name);
      g_assert_cmpint (peek (file), ==, peeks[i].kind);
    }
  g_assert_cmpint (peek (folder), ==, ATTEST_INTAKE_RECORDS);
  g_assert_cmpint (peek (nowhere), ==, ATTEST_INTAKE_RECORDS);
  g_assert_cmpint (peek (zero), ==, ATTEST_INTAKE_RECORDS);
}

/* Encodings. */

#define NAME "한국시험원"
#define TEXT "{\"certificate_number\":\"KR-1\",\"certified_entity_name\":\"" NAME "\"}"

typedef struct
{
  const char *encoding;
  const char *mark;
  gsize mark_length;
  gboolean guessed;
} Encoding;

static const Encoding encodings[] = {
  { "UTF-8", "", 0, FALSE },    { "UTF-8", "\xef\xbb\xbf", 3, FALSE },
  { "UTF-16LE", "", 0, FALSE }, { "UTF-16LE", "\xff\xfe", 2, FALSE },
  { "UTF-16BE", "", 0, FALSE }, { "UTF-16BE", "\xfe\xff", 2, FALSE },
  { "UTF-32LE", "", 0, FALSE }, { "UTF-32LE", "\xff\xfe\0\0", 4, FALSE },
  { "UTF-32BE", "", 0, FALSE }, { "UTF-32BE", "\0\0\xfe\xff", 4, FALSE },
  { "CP949", "", 0, TRUE },
};

static GPtrArray *
read_in (const char *text, const char *encoding, const Encoding *with, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *converted = NULL;
  gsize length = 0;

  converted = g_convert (text, -1, encoding, "UTF-8", NULL, &length, &local);
  g_assert_no_error (local);
  if (with != NULL)
    g_byte_array_append (data, (const guint8 *) with->mark, (guint) with->mark_length);
  g_byte_array_append (data, (const guint8 *) converted, (guint) length);
  bytes = g_bytes_new (data->data, data->len);
  return attest_intake_read_bytes (NULL, bytes, error);
}

static const char *
get_name (GPtrArray *items)
{
  AttestCodecItem *item = items->pdata[0];

  return attest_record_get_text (item->record, ATTEST_CERTIFICATE_ENTITY_NAME);
}

static void
test_encodings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) items = read_in (TEXT, encodings[i].encoding, &encodings[i], &error);
      AttestCodecItem *item = NULL;

      g_assert_no_error (error);
      item = items->pdata[0];
      g_assert_cmpstr (get_name (items), ==, NAME);
      g_assert_cmpuint (item->problems->len, ==, encodings[i].guessed);
      if (encodings[i].guessed)
        g_assert_cmpstr (attest_problem_get_rule (item->problems->pdata[0]), ==, "encoding");
    }
}

/* What people write in each language, in the encodings of their older programs. A guess is made
 * only where it is right. */
static void
test_guesses (void)
{
  static const struct
  {
    const char *name;
    const char *encoding;
    gboolean read;
  } cases[] = {
    { "㈜서해물류 외 1개소", "CP949", TRUE },
    { "대한상사 (大韓商社) ISO 9001 인증", "EUC-KR", TRUE },
    { "A동", "CP949", TRUE },
    { "똠방각하 주식회사 서울특별시 강남구 테헤란로", "CP949", TRUE },
    { "東京都千代田区丸の内１丁目", "CP932", TRUE },
    { "テスト株式会社", "CP932", TRUE },
    { "Société Générale à Liège", "WINDOWS-1252", FALSE },
    { "Köln", "WINDOWS-1252", FALSE },
    { "Ärzte für Österreich", "WINDOWS-1252", FALSE },
    { "Łódź", "WINDOWS-1250", FALSE },
    { "Москва", "WINDOWS-1251", FALSE },
    { "上海市浦东新区", "GB18030", FALSE },
    { "İstanbul Şişli", "WINDOWS-1254", FALSE },
    { "北京", "GB18030", FALSE },
    { "广东省深圳市南山区科技园有限公司", "GB18030", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{\"certificate_number\":\"1\",\"certified_entity_name\":\"%s\"}", cases[i].name);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) items = read_in (text, cases[i].encoding, NULL, &error);

      g_test_message ("%s: %s", cases[i].name, error != NULL ? error->message : "read");
      if (!cases[i].read)
        {
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
          g_assert_nonnull (strstr (error->message, "UTF-8"));
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (get_name (items), ==, cases[i].name);
    }
}

/* Wrong bytes in what is UTF-8 otherwise are told where they stand; half a character at the end of
 * an encoding with a mark is told as well. */
static void
test_damaged (void)
{
  const char text[] = "{\"certificate_number\":\"1\",\"certified_entity_name\":\"한국\xff 시험\"}";
  const char half[] = "\xff\xfe{\0}\0\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) cut = g_bytes_new_static (half, sizeof half - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = attest_intake_read_bytes (NULL, bytes, NULL);
  AttestCodecItem *item = items->pdata[0];

  g_assert_cmpuint (item->problems->len, ==, 1);
  g_assert_cmpstr (attest_problem_get_rule (item->problems->pdata[0]), ==, "json-utf8");
  g_assert_cmpstr (attest_problem_get_path (item->problems->pdata[0]), ==, "certified_entity_name");
  g_assert_null (attest_intake_read_bytes (NULL, cut, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "UTF-16"));
}

/* Any bytes at all: an answer, and never both an error and records. */
static void
test_any_bytes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 20000; round++)
    {
      guint8 data[64];
      gsize length = (gsize) g_rand_int_range (rand, 0, sizeof data);
      const char signs[] = "{}[]\",:\0\xff\xfe\xef\xbb\xbf\xc7\xd1 a\n";
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) items = NULL;

      for (gsize i = 0; i < length; i++)
        data[i] = round % 2 == 0 ? (guint8) g_rand_int_range (rand, 0, 256)
                                 : (guint8) signs[g_rand_int_range (rand, 0, sizeof signs)];
      bytes = g_bytes_new (data, length);
      items = attest_intake_read_bytes (NULL, bytes, &error);
      g_assert_true ((items == NULL) == (error != NULL));
    }
}

/* Memory. */

#if defined(__SANITIZE_ADDRESS__)
#define CAN_LIMIT_MEMORY FALSE
#define N_MANY 10000
#else
#define CAN_LIMIT_MEMORY TRUE
#define N_MANY 100000
#endif

/* A child with @megabytes more than it has now reads the text; it must not need more. */
static void
assert_fits (const char *what, GString *text, guint megabytes)
{
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);
  int status = 0;
  pid_t pid = fork ();

  if (pid == 0)
    {
      g_autofree char *statm = NULL;
      struct rlimit limit = { 0 };
      g_autoptr (GPtrArray) items = NULL;

      if (!g_file_get_contents ("/proc/self/statm", &statm, NULL, NULL))
        _exit (2);
      limit.rlim_cur = limit.rlim_max =
          g_ascii_strtoull (statm, NULL, 10) * (guint64) getpagesize ()
          + (guint64) megabytes * 1024 * 1024;
      setrlimit (RLIMIT_AS, &limit);
      items = attest_intake_read_bytes (NULL, bytes, NULL);
      for (guint i = 0; items != NULL && i < items->len; i++)
        {
          AttestCodecItem *item = items->pdata[i];
          AttestCheckContext context;

          attest_check_context_init (&context);
          if (item->record != NULL)
            g_ptr_array_unref (attest_check (item->record, &context));
        }
      _exit (0);
    }
  g_assert_cmpint (pid, >, 0);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_test_message ("%s: status %d", what, status);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
}

/* Depth, lengths and numbers are bounded, and so must be what they make together. */
static void
test_memory (void)
{
  g_autofree char *key = g_strnfill (3 * 1000 * 1000, 'k');
  GString *long_key = g_string_new (NULL);
  GString *deep = g_string_new (NULL);
  GString *many = g_string_new ("[");
  GString *twice = g_string_new ("{");

  if (!CAN_LIMIT_MEMORY)
    {
      g_test_skip ("the sanitizer needs its memory");
      g_string_free (long_key, TRUE);
      g_string_free (deep, TRUE);
      g_string_free (many, TRUE);
      g_string_free (twice, TRUE);
      return;
    }
  g_string_append_printf (long_key, "{\"certificate_number\":\"1\",\"%s\":[\"\xff\"", key);
  for (guint i = 0; i < 20000; i++)
    g_string_append (long_key, ",\"\xff\"");
  g_string_append (long_key, "],\"schemes\":[0");
  for (guint i = 0; i < 20000; i++)
    g_string_append (long_key, ",\"\xff\"");
  g_string_append (long_key, "]}");
  assert_fits ("a long key over many texts", long_key, 200);

  for (guint i = 0; i < 30; i++)
    g_string_append_printf (deep, "{\"%.*s\":", 100000, key);
  g_string_append (deep, "[\"\xff\"");
  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, ",\"\xff\"");
  g_string_append_c (deep, ']');
  for (guint i = 0; i < 30; i++)
    g_string_append_c (deep, '}');
  assert_fits ("long keys in each other", deep, 200);

  for (guint i = 0; i < 150000; i++)
    g_string_append_printf (many, "%s{\"name\":\"\xff\",\"x\":1,\"y\":2}", i > 0 ? "," : "");
  g_string_append_c (many, ']');
  assert_fits ("many records with problems", many, 600);

  for (guint i = 0; i < 300000; i++)
    g_string_append_printf (twice, "%s\"a\":\"%.*s\"", i > 0 ? "," : "", 50, key);
  g_string_append_c (twice, '}');
  assert_fits ("one key very often", twice, 200);
}

/* Work. */

static double
measure (GString *text, guint *n_problems)
{
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) found = NULL;
  AttestCheckContext context;
  clock_t start = clock ();
  double seconds = 0;

  attest_check_context_init (&context);
  items = attest_intake_read_bytes (NULL, bytes, NULL);
  g_assert_cmpuint (items->len, ==, 1);
  found = attest_check (((AttestCodecItem *) items->pdata[0])->record, &context);
  seconds = (double) (clock () - start) / CLOCKS_PER_SEC;
  *n_problems = found->len;
  return seconds;
}

static GString *
repeat (const char *before, const char *format, const char *after, guint n)
{
  GString *text = g_string_new (before);

  for (guint i = 0; i < n; i++)
    {
      g_string_append_c (text, i > 0 ? ',' : ' ');
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_string_append_printf (text, format, i, i);
#pragma GCC diagnostic pop
    }
  return g_string_append (text, after);
}

/* A hundred thousand of anything, all different or all alike, cost no more than ten times what ten
 * thousand cost, give or take; and of their problems a thousand are listed. */
static void
test_work (void)
{
  static const struct
  {
    const char *before;
    const char *format;
    const char *after;
  } cases[] = {
    { "{\"sites\":[", "{\"city\":\"C%u\",\"country\":\"Germany\"}", "]}" },
    { "{\"sites\":[", "{\"city\":\"C\",\"country\":\"Germany\"}", "]}" },
    { "{\"schemes\":[",
      "{\"scheme_name\":\"S%u\",\"standard_list\":[{\"standards_name\":\"%u\"}]}",
      "]}" },
    { "{\"schemes\":[",
      "{\"scheme_name\":\"S\",\"standard_list\":[{\"standards_name\":\"A\"}]}",
      "]}" },
    { "{\"schemes\":[{\"scheme_name\":\"S\",\"standard_list\":[",
      "{\"standards_name\":\"ISO %u\"}",
      "]}]}" },
    { "{\"tags\":[", "\"t%u\"", "]}" },
    { "{\"tags\":[", "\"t\"", "]}" },
    { "{\"requirements\":[", "{\"order\":%u,\"text\":\"r\"}", "]}" },
    { "{\"requirements\":[", "{\"order\":1,\"text\":\"r\"}", "]}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n_problems = 0;
      double few = measure (repeat (cases[i].before, cases[i].format, cases[i].after, N_MANY / 10),
                            &n_problems);
      double many =
          measure (repeat (cases[i].before, cases[i].format, cases[i].after, N_MANY), &n_problems);

      g_test_message ("%s%s: %.2f s, %.2f s, %u problems",
                      cases[i].before,
                      cases[i].format,
                      few,
                      many,
                      n_problems);
      g_assert_cmpfloat (many, <, 40 * MAX (few, 0.02));
      g_assert_cmpuint (n_problems, <=, 1100);
    }
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/intake/no-files", test_no_files);
  add ("/intake/sizes", test_sizes);
  g_test_add_func ("/intake/kernel", test_kernel);
  g_test_add_func ("/intake/pipe", test_pipe);
  add ("/intake/names", test_names);
  add ("/intake/files", test_files);
  add ("/intake/peek", test_peek);
  g_test_add_func ("/intake/encodings", test_encodings);
  g_test_add_func ("/intake/guesses", test_guesses);
  g_test_add_func ("/intake/damaged", test_damaged);
  g_test_add_func ("/intake/any-bytes", test_any_bytes);
  g_test_add_func ("/intake/memory", test_memory);
  g_test_add_func ("/intake/work", test_work);
  return g_test_run ();
}
