/* The strict reader: what JSON is, what it is not, and where a mistake stands. */
#include "codec/attest-json.h"

#include "codec/attest-codec.h"

#include <string.h>
#include <time.h>

static void
assert_reads (const char *text, const char *printed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestJson) json = attest_json_parse (text, -1, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
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
      g_assert_null (attest_json_parse (texts[i], -1, &error));
      g_assert_error (error, ATTEST_CODEC_ERROR, ATTEST_CODEC_ERROR_SYNTAX);
    }
}

/* Columns count characters, not bytes. */
static void
test_place (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (attest_json_parse ("{\n  \"이름\": 'x'\n}", -1, &error));
  g_assert_true (g_str_has_prefix (error->message, "Line 2, column 9:"));
}

static void
test_length (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestJson) json = attest_json_parse ("[1]garbage", 3, &error);

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
  g_autofree char *deep = nest (ATTEST_JSON_MAX_DEPTH);
  g_autofree char *too_deep = nest (ATTEST_JSON_MAX_DEPTH + 1);
  g_autofree char *open = g_strnfill (1000000, '[');
  g_autoptr (AttestJson) json = attest_json_parse (deep, -1, NULL);
  g_autoptr (AttestJson) cut = attest_json_parse (too_deep, -1, NULL);
  const AttestJson *inner = cut;

  g_assert_nonnull (json);
  g_assert_nonnull (cut);
  for (guint i = 0; i < ATTEST_JSON_MAX_DEPTH; i++)
    inner = inner->values->pdata[0];
  g_assert_cmpint (inner->kind, ==, ATTEST_JSON_SKIPPED);
  g_assert_null (attest_json_parse (open, -1, NULL));
}

/* What was mended stays known, of a value and of its key. */
static void
test_damage (void)
{
  g_autoptr (AttestJson) json = attest_json_parse (
      "{\"\xff\":1,\"b\":\"\xc7\xd1\",\"c\":\"\\ud800\",\"a\\u0000\":[],\"b2\":1,\"b2\":[2]}",
      -1,
      NULL);
  const AttestJsonDamage damages[] = { ATTEST_JSON_KEY_BAD_BYTES,
                                       ATTEST_JSON_BAD_BYTES,
                                       ATTEST_JSON_BAD_CHARACTERS,
                                       ATTEST_JSON_KEY_BAD_CHARACTERS,
                                       0 };

  g_assert_nonnull (json);
  g_assert_cmpuint (json->values->len, ==, G_N_ELEMENTS (damages));
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    g_assert_cmpint (((AttestJson *) json->values->pdata[i])->damage, ==, damages[i]);
  g_assert_cmpstr (((AttestJson *) json->values->pdata[4])->replaced, ==, "1");
}

static void
assert_all (const char *text, const char *printed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) values = attest_json_parse_all (text, -1, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < values->len; i++)
    {
      const AttestJson *json = values->pdata[i];
      g_autofree char *one = attest_json_print (json, 1000);

      g_string_append_printf (found, "%s%s", i > 0 ? " | " : "", one);
    }
  g_assert_cmpstr (found->str, ==, printed);
}

/* One value a line, or one after the other; a broken line costs itself alone. */
static void
test_all (void)
{
  g_autoptr (GError) error = NULL;

  assert_all ("{\"a\":1}\n{\"b\":2}\r\n\n {\"c\":3}", "{\"a\":1} | {\"b\":2} | {\"c\":3}");
  assert_all ("{}{}[]", "{} | {} | []");
  assert_all ("{\"a\":1},\n{\"b\":2},\n", "{\"a\":1} | , | {\"b\":2} | ,");
  assert_all ("{} end\nof it\n", "{} | end");
  assert_all ("{\"a\":1\n{\"b\":2}\n{\"c\":'x'}\n{\"d\":4}",
              "Line 2, column 1: a comma or } is expected here | {\"b\":2} | "
              "Line 3, column 6: no JSON value begins like this | {\"d\":4}");
  g_assert_null (attest_json_parse_all ("{'a':1}\n{'b':2}", -1, &error));
  g_assert_error (error, ATTEST_CODEC_ERROR, ATTEST_CODEC_ERROR_SYNTAX);
  g_assert_true (g_str_has_prefix (error->message, "Line 1, column 2:"));
}

/* In processor seconds. */
static double
time_keys (const char *other)
{
  g_autoptr (GString) text = g_string_new ("{");
  g_autoptr (AttestJson) json = NULL;
  clock_t start;

  for (guint i = 0; i < 1 << 16; i++)
    {
      g_string_append (text, i > 0 ? ",\"" : "\"");
      for (guint bit = 0; bit < 16; bit++)
        g_string_append (text, (i >> bit & 1) != 0 ? "bB" : other);
      g_string_append (text, "\":1");
    }
  g_string_append_c (text, '}');
  start = clock ();
  json = attest_json_parse (text->str, (gssize) text->len, NULL);
  g_assert_nonnull (json);
  g_assert_cmpuint (json->keys->len, ==, 1 << 16);
  return (double) (clock () - start) / CLOCKS_PER_SEC;
}

static double
time_mistakes (guint n)
{
  g_autoptr (GString) text = g_string_new ("{}\n");
  g_autoptr (GPtrArray) values = NULL;
  clock_t start;

  for (guint i = 0; i < n; i++)
    g_string_append (text, "{\"a\n");
  start = clock ();
  values = attest_json_parse_all (text->str, (gssize) text->len, NULL);
  g_assert_cmpuint (values->len, ==, n + 1);
  return (double) (clock () - start) / CLOCKS_PER_SEC;
}

/* Keys that all have one hash cost hardly more than others, and mistakes in many lines no more than
 * their number: measured beside each other, whatever the machine is. */
static void
test_work (void)
{
  g_assert_cmpuint (g_str_hash ("bB"), ==, g_str_hash ("ac"));
  g_assert_cmpfloat (time_keys ("ac"), <, 10 * time_keys ("ad") + 0.1);
  g_assert_cmpfloat (time_mistakes (160000), <, 8 * time_mistakes (40000) + 0.1);
}

static void
test_too_many_values (void)
{
  g_autoptr (GString) text = g_string_new ("[0");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < ATTEST_JSON_MAX_VALUES; i++)
    g_string_append (text, ",0");
  g_string_append_c (text, ']');
  g_assert_null (attest_json_parse (text->str, (gssize) text->len, &error));
  g_assert_error (error, ATTEST_CODEC_ERROR, ATTEST_CODEC_ERROR_SYNTAX);
}

static void
test_print_is_cut (void)
{
  g_autoptr (AttestJson) json = attest_json_parse ("[\"한국시험원\"]", -1, NULL);

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
  g_test_add_func ("/json/damage", test_damage);
  g_test_add_func ("/json/all", test_all);
  g_test_add_func ("/json/work", test_work);
  g_test_add_func ("/json/too-many-values", test_too_many_values);
  g_test_add_func ("/json/print-is-cut", test_print_is_cut);
  return g_test_run ();
}
