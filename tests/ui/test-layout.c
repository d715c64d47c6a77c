/* How bytes are shown in the history: JSON indented and otherwise untouched, anything else as it
 * came, whatever it is. */
#include "attest-config.h"
#include "history/attest-json-layout.h"

#include <string.h>

#define LIMIT 4096

static AttestLayout *
lay_out (const char *data, gssize length, gsize limit)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length < 0 ? strlen (data) : (gsize) length);

  return attest_layout_new (bytes, limit);
}

typedef struct
{
  const char *name;
  const char *data;
  const char *text; /* %NULL: as it came, and no JSON */
} Case;

static const Case cases[] = {
  { "object",
    "{\"a\":1,\"b\":[true,null]}",
    "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null\n  ]\n}" },
  { "empty", "{\"sites\":[], \"x\" : { } }", "{\n  \"sites\": [],\n  \"x\": {}\n}" },
  { "space", " [ 1 ,\r\n2 ]\n", "[\n  1,\n  2\n]" },
  { "braces-in-string", "[\"{,:}\\\"\"]", "[\n  \"{,:}\\\"\"\n]" },
  { "hangul", "{\"이름\":\"성현정밀\"}", "{\n  \"이름\": \"성현정밀\"\n}" },
  /* What a parser would hide or alter. */
  { "duplicate-keys", "{\"a\":1,\"a\":2}", "{\n  \"a\": 1,\n  \"a\": 2\n}" },
  { "numbers",
    "[1.0,1e400,123456789012345678901234567890]",
    "[\n  1.0,\n  1e400,\n  123456789012345678901234567890\n]" },
  { "escapes", "[\"\\uc131\\/\"]", "[\n  \"\\uc131\\/\"\n]" },
  /* No JSON. */
  { "html", "<html><body>502 Bad Gateway</body></html>", NULL },
  { "text", "Invalid token", NULL },
  { "unclosed", "{\"a\":[1,2}", NULL },
  { "unended-string", "{\"a", NULL },
  { "escape-at-end", "[\"\\", NULL },
  { "more-after-it", "{} {}", NULL },
  { "line-end-in-string", "[\"a\nb\"]", NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (AttestLayout) layout = lay_out (test->data, -1, LIMIT);

  g_assert_cmpstr (layout->text, ==, test->text != NULL ? test->text : test->data);
  g_assert_true (layout->is_json == (test->text != NULL));
  g_assert_false (layout->cut);
}

static void
test_nothing (void)
{
  g_autoptr (AttestLayout) none = attest_layout_new (NULL, LIMIT);
  g_autoptr (AttestLayout) empty = lay_out ("", 0, LIMIT);

  g_assert_cmpstr (none->text, ==, "");
  g_assert_cmpstr (empty->text, ==, "");
}

static void
test_not_utf8 (void)
{
  static const char bytes[] = "a\0b\xff"
                              "c";
  g_autoptr (AttestLayout) layout = lay_out (bytes, sizeof bytes - 1, LIMIT);

  g_assert_true (g_utf8_validate (layout->text, -1, NULL));
  g_assert_nonnull (strchr (layout->text, 'c'));
}

static void
test_long (void)
{
  g_autoptr (GString) array = g_string_new ("[0");
  g_autoptr (AttestLayout) layout = NULL;
  g_autoptr (AttestLayout) raw = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (array, ",12345");
  raw = lay_out (array->str, -1, LIMIT); /* no end: no JSON, but there is more than is shown */
  g_string_append_c (array, ']');
  layout = lay_out (array->str, -1, LIMIT);
  g_assert_true (layout->cut);
  g_assert_true (raw->cut);
  g_assert_cmpuint (strlen (layout->text), >=, LIMIT);
  g_assert_cmpuint (strlen (layout->text), <, 2 * LIMIT);
}

static void
test_one_long_line (void)
{
  g_autofree char *line = g_strnfill (10000, 'x');
  g_autoptr (AttestLayout) layout = lay_out (line, -1, 20000);
  g_auto (GStrv) lines = g_strsplit (layout->text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpuint (strlen (lines[i]), <=, 2000);
  g_assert_false (layout->cut);
}

/* Must neither recurse nor take more than linear time. */
static void
test_deep (void)
{
  g_autofree char *deep = g_strnfill (8 * 1024 * 1024, '[');
  g_autoptr (AttestLayout) layout = lay_out (deep, -1, LIMIT);

  g_assert_cmpuint (strlen (layout->text), <=, 4 * LIMIT);
  g_assert_true (layout->cut);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/layout/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/layout/nothing", test_nothing);
  g_test_add_func ("/layout/not-utf8", test_not_utf8);
  g_test_add_func ("/layout/long", test_long);
  g_test_add_func ("/layout/one-long-line", test_one_long_line);
  g_test_add_func ("/layout/deep", test_deep);
  return g_test_run ();
}
