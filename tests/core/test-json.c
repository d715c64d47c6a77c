/* The strict reader: what JSON is, what it is not, and where a mistake stands. */
#include <string.h>

#include "codec/attest-codec.h"
#include "codec/attest-json.h"

static void
assert_reads (const char *text, const char *printed)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestJson) json = attest_json_parse (text, -1, problems, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  again = attest_json_print (json, 1000);
  g_assert_cmpstr (again, ==, printed);
}

static void
test_values (void)
{
  assert_reads (" { } ", "{}");
  assert_reads ("[ ]", "[]");
  assert_reads ("\t[true,\r\nfalse , null]\n", "[true,false,null]");
  assert_reads ("[0,-0,-1.5e+10,1E5,12345678901234567890,0.10]",
                "[0,-0,-1.5e+10,1E5,12345678901234567890,0.10]");
  assert_reads ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\uD55C\"", "\"\\\"\\\\/\\b\\f\\n\\r\\tA한\"");
  assert_reads ("\"\\ud83c\\udf1f\"", "\"🌟\"");
  assert_reads ("{\"a\":{\"b\":[1,{\"c\":\"d\"}]}}", "{\"a\":{\"b\":[1,{\"c\":\"d\"}]}}");
}

static void
test_no_json (void)
{
  const char *texts[] = {
    "",           " ",
    "{",          "[",
    "[1",         "[1,]",
    "{\"a\":1,}", "{a:1}",
    "{'a':1}",    "['a']",
    "// x\n[]",   "[/**/]",
    "[01]",       "[+1]",
    "[.5]",       "[1.]",
    "[1e]",       "[0x10]",
    "[NaN]",      "[True]",
    "[nul]",      "\"a",
    "\"a\nb\"",   "\"\\x41\"",
    "\"\\u12\"",  "{\"a\" 1}",
    "{\"a\":}",   "[1 2]",
    "{1:2}",      "\"tab\there\"",
    "[-]",        "[1a]",
    "\"\\",       "hello",
    "<html>",     "\xff\xfe[\0",
    "[\xc7\xd1]", "{\"a\":1 \"b\":2}",
    "[[[[",       "{\"a\":[}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%u", i);
      g_assert_null (attest_json_parse (texts[i], -1, NULL, &error));
      g_assert_error (error, ATTEST_CODEC_ERROR, ATTEST_CODEC_ERROR_SYNTAX);
    }
}

/* Columns count characters, not bytes. */
static void
test_place (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (attest_json_parse ("{\n  \"이름\": 'x'\n}", -1, NULL, &error));
  g_assert_true (g_str_has_prefix (error->message, "Line 2, column 9:"));
}

static void
test_length (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestJson) json = attest_json_parse ("[1]garbage", 3, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (json);
}

static char *
nest (guint depth)
{
  g_autofree char *open = g_strnfill (depth, '[');
  g_autofree char *close = g_strnfill (depth, ']');

  return g_strconcat (open, close, NULL);
}

static void
test_depth (void)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *deep = nest (ATTEST_JSON_MAX_DEPTH);
  g_autofree char *too_deep = nest (ATTEST_JSON_MAX_DEPTH + 1);
  g_autofree char *open = g_strnfill (1000000, '[');
  g_autoptr (AttestJson) json = attest_json_parse (deep, -1, problems, NULL);
  g_autoptr (AttestJson) cut = NULL;

  g_assert_nonnull (json);
  g_assert_cmpuint (problems->len, ==, 0);
  cut = attest_json_parse (too_deep, -1, problems, NULL);
  g_assert_nonnull (cut);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (attest_problem_get_rule (problems->pdata[0]), ==, "json-nesting");
  g_assert_null (attest_json_parse (open, -1, NULL, NULL));
}

static void
test_too_many_values (void)
{
  g_autoptr (GString) text = g_string_new ("[0");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < ATTEST_JSON_MAX_VALUES; i++)
    g_string_append (text, ",0");
  g_string_append_c (text, ']');
  g_assert_null (attest_json_parse (text->str, (gssize) text->len, NULL, &error));
  g_assert_error (error, ATTEST_CODEC_ERROR, ATTEST_CODEC_ERROR_SYNTAX);
}

static void
test_print_is_cut (void)
{
  g_autoptr (AttestJson) json = attest_json_parse ("[\"한국시험원\"]", -1, NULL, NULL);

  for (gsize length = 0; length < 30; length++)
    {
      g_autofree char *printed = attest_json_print (json, length);

      g_assert_true (g_utf8_validate (printed, -1, NULL));
      g_assert_cmpuint (strlen (printed), <=, length + strlen ("…"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/values", test_values);
  g_test_add_func ("/json/no-json", test_no_json);
  g_test_add_func ("/json/place", test_place);
  g_test_add_func ("/json/length", test_length);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/too-many-values", test_too_many_values);
  g_test_add_func ("/json/print-is-cut", test_print_is_cut);
  return g_test_run ();
}
