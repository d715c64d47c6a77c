/* JSON both ways: the documents' samples, each rule of the wire, and files with something wrong. */
#include <json-glib/json-glib.h>

#include "codec/attest-codec.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"

static char *
load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static AttestRecord *
read_all (const AttestSchema *schema,
          const char *data,
          AttestCodecFlags flags,
          GPtrArray **problems)
{
  g_autoptr (GError) error = NULL;
  AttestRecord *record = attest_codec_read (schema, data, -1, flags, problems, &error);

  g_assert_no_error (error);
  g_assert_nonnull (record);
  return record;
}

static AttestRecord *
read_clean (const AttestSchema *schema, const char *data, AttestCodecFlags flags)
{
  g_autoptr (GPtrArray) problems = NULL;
  AttestRecord *record = read_all (schema, data, flags, &problems);

  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s: %s",
                    attest_problem_get_path (problems->pdata[i]),
                    attest_problem_get_message (problems->pdata[i]));
  g_assert_cmpuint (problems->len, ==, 0);
  return record;
}

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);
  return node;
}

static void
assert_same_json (const char *a, const char *b)
{
  g_autoptr (JsonNode) left = parse (a);
  g_autoptr (JsonNode) right = parse (b);

  g_assert_true (json_node_equal (left, right));
}

static void
test_kolleges_sample (gconstpointer name)
{
  g_autofree char *sample = load (name);
  g_autoptr (AttestRecord) record = read_clean (&attest_form_schema, sample, ATTEST_CODEC_WIRE);
  g_autofree char *compact = attest_codec_write (record, ATTEST_CODEC_WIRE);
  g_autofree char *pretty = attest_codec_write (record, ATTEST_CODEC_PRETTY);

  assert_same_json (sample, compact);
  assert_same_json (sample, pretty);
  g_assert_true (attest_codec_guess_schema (sample, -1) == &attest_form_schema);
}

/* The sample's placeholders are texts, also where a flag belongs: that one is reported. */
static void
test_certsearch_sample (void)
{
  g_autofree char *sample = load ("certsearch-sample.json");
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (AttestRecord) record =
      read_all (&attest_certificate_schema, sample, ATTEST_CODEC_WIRE, &problems);
  g_autofree char *written = attest_codec_write (record, ATTEST_CODEC_WIRE);
  g_autoptr (JsonNode) expected = parse (sample);

  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (
      attest_problem_get_path (problems->pdata[0]), ==, "confidential_certified_entity");
  g_assert_cmpstr (attest_problem_get_rule (problems->pdata[0]), ==, "json-type");
  g_assert_cmpint (attest_problem_get_severity (problems->pdata[0]), ==, ATTEST_SEVERITY_ERROR);
  g_assert_nonnull (strstr (attest_problem_get_message (problems->pdata[0]), "\"boolean\""));
  json_object_remove_member (json_node_get_object (expected), "confidential_certified_entity");
  {
    g_autofree char *rest = json_to_string (expected, FALSE);
    assert_same_json (rest, written);
  }
  g_assert_true (attest_codec_guess_schema (sample, -1) == &attest_certificate_schema);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/codec/kolleges-sample-1", "kolleges-sample-1.json", test_kolleges_sample);
  g_test_add_data_func ("/codec/kolleges-sample-2", "kolleges-sample-2.json", test_kolleges_sample);
  g_test_add_func ("/codec/certsearch-sample", test_certsearch_sample);
  return g_test_run ();
}
