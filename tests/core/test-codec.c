/* JSON both ways: the documents' samples, each rule of the wire, and files with something wrong. */
#include "codec/attest-codec.h"

#include "model/attest-certificate.h"
#include "model/attest-form.h"

#include <json-glib/json-glib.h>
#include <string.h>

static const AttestSchema *
get_schema (const char *name)
{
  return g_str_has_prefix (name, "form") ? &attest_form_schema : &attest_certificate_schema;
}

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

/* What stands in a text, record by record: the kind and title of each, or the rule that says why
 * there is none. */
static char *
describe_all (const AttestSchema *schema, const char *data, gssize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = attest_codec_read_any (schema, data, length, &error);
  g_autoptr (GString) words = g_string_new (NULL);

  if (items == NULL)
    return g_strdup (error->code == ATTEST_CODEC_ERROR_SYNTAX ? "no JSON" : "no object");
  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    {
      AttestCodecItem *item = items->pdata[i];

      g_string_append (words, i > 0 ? " | " : "");
      if (item->record != NULL)
        g_string_append_printf (words,
                                "%s %s",
                                attest_record_get_schema (item->record)->name,
                                attest_record_get_title (item->record));
      for (guint p = 0; p < item->problems->len; p++)
        g_string_append_printf (words,
                                " !%s %s",
                                attest_problem_get_rule (item->problems->pdata[p]),
                                attest_problem_get_path (item->problems->pdata[p]));
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
assert_all (const AttestSchema *schema, const char *json, const char *expected)
{
  g_autofree char *found = describe_all (schema, json, -1);

  g_assert_cmpstr (found, ==, expected);
}

static void
assert_is_of (const char *json, const AttestSchema *schema)
{
  g_autoptr (GPtrArray) items = attest_codec_read_any (NULL, json, -1, NULL);

  g_assert_cmpuint (items->len, ==, 1);
  g_assert_true (attest_record_get_schema (((AttestCodecItem *) items->pdata[0])->record)
                 == schema);
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

/* Without the white space between the values: what then differs is the order or a sign. */
static char *
minify (const char *json)
{
  GString *out = g_string_new (NULL);
  gboolean in_string = FALSE;

  for (const char *p = json; *p != '\0'; p++)
    {
      if (*p == '"')
        in_string = !in_string;
      if (in_string || !g_ascii_isspace (*p))
        g_string_append_c (out, *p);
    }
  return g_string_free (out, FALSE);
}

static void
test_kolleges_sample (gconstpointer name)
{
  g_autofree char *sample = load (name);
  g_autoptr (AttestRecord) record = read_clean (&attest_form_schema, sample, ATTEST_CODEC_WIRE);
  g_autofree char *compact = attest_codec_write (record, ATTEST_CODEC_WIRE);
  g_autofree char *pretty = attest_codec_write (record, ATTEST_CODEC_PRETTY);
  g_autofree char *minified = minify (sample);

  g_assert_cmpstr (compact, ==, minified);
  assert_same_json (sample, compact);
  assert_same_json (sample, pretty);
  assert_is_of (sample, &attest_form_schema);
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
  g_autofree char *rest = NULL;

  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (
      attest_problem_get_path (problems->pdata[0]), ==, "confidential_certified_entity");
  g_assert_cmpstr (attest_problem_get_rule (problems->pdata[0]), ==, "json-type");
  g_assert_cmpint (attest_problem_get_severity (problems->pdata[0]), ==, ATTEST_SEVERITY_ERROR);
  g_assert_nonnull (strstr (attest_problem_get_message (problems->pdata[0]), "\"boolean\""));
  json_object_remove_member (json_node_get_object (expected), "confidential_certified_entity");
  rest = json_to_string (expected, FALSE);
  assert_same_json (rest, written);
  assert_is_of (sample, &attest_certificate_schema);
}

/* One pair of files for each rule of the wire: what was typed, and the bytes that are sent. */
static void
test_wire_rule (gconstpointer data)
{
  g_autofree char *typed_name = g_strdup_printf ("wire/%s.typed.json", (const char *) data);
  g_autofree char *wire_name = g_strdup_printf ("wire/%s.wire.json", (const char *) data);
  g_autofree char *typed = load (typed_name);
  g_autofree char *expected = g_strchomp (load (wire_name));
  g_autoptr (AttestRecord) record = read_clean (get_schema (data), typed, ATTEST_CODEC_DRAFT);
  g_autofree char *wire = attest_codec_write (record, ATTEST_CODEC_WIRE);

  g_assert_cmpstr (wire, ==, expected);
}

/* The same records, kept and read again: nothing typed may be lost or changed. */
static void
test_draft_round_trip (gconstpointer data)
{
  g_autofree char *typed_name = g_strdup_printf ("wire/%s.typed.json", (const char *) data);
  g_autofree char *typed = load (typed_name);
  g_autoptr (AttestRecord) record = read_clean (get_schema (data), typed, ATTEST_CODEC_DRAFT);
  g_autofree char *draft = attest_codec_write (record, ATTEST_CODEC_DRAFT);
  g_autofree char *pretty = attest_codec_write (record, ATTEST_CODEC_DRAFT | ATTEST_CODEC_PRETTY);
  g_autoptr (AttestRecord) again = read_clean (get_schema (data), draft, ATTEST_CODEC_DRAFT);
  g_autoptr (AttestRecord) from_pretty = read_clean (get_schema (data), pretty, ATTEST_CODEC_DRAFT);
  g_autofree char *twice = attest_codec_write (again, ATTEST_CODEC_DRAFT);

  g_assert_true (attest_record_equal (record, again));
  g_assert_true (attest_record_equal (record, from_pretty));
  g_assert_cmpstr (draft, ==, twice);
}

static void
test_pretty (void)
{
  g_autoptr (AttestRecord) record = read_clean (
      &attest_form_schema, "{\"name\":\"n\",\"tags\":[\"a\",\"b\"]}", ATTEST_CODEC_WIRE);
  g_autofree char *text = attest_codec_write (record, ATTEST_CODEC_PRETTY);
  g_autoptr (AttestRecord) nothing = attest_record_new (&attest_form_schema);
  g_autofree char *empty = attest_codec_write (nothing, ATTEST_CODEC_PRETTY);

  g_assert_cmpstr (
      text, ==, "{\n  \"name\": \"n\",\n  \"tags\": [\n    \"a\",\n    \"b\"\n  ]\n}\n");
  g_assert_cmpstr (empty, ==, "{}\n");
}

/* @sites: the mode that reading leaves, and the value that writing gives again */
static void
assert_sites (const char *json, const char *mode, const char *again)
{
  g_autoptr (AttestRecord) record =
      read_all (&attest_certificate_schema, json, ATTEST_CODEC_WIRE, NULL);
  g_autofree char *written = attest_codec_write (record, ATTEST_CODEC_WIRE);

  g_assert_cmpstr (attest_record_get_text (record, ATTEST_CERTIFICATE_SITES_MODE), ==, mode);
  g_assert_cmpstr (written, ==, again);
}

/* Only an array that is empty in the file may become "remove all". */
static void
test_sites (void)
{
  assert_sites ("{}", "", "{}");
  assert_sites ("{\"sites\":[]}", ATTEST_SITES_REMOVE, "{\"sites\":[]}");
  assert_sites ("{\"sites\":[{\"city\":\"Seoul\"}]}",
                ATTEST_SITES_REPLACE,
                "{\"sites\":[{\"city\":\"Seoul\"}]}");
  assert_sites ("{\"sites\":null}", "", "{}");
  assert_sites ("{\"sites\":\"\"}", "", "{}");
  assert_sites ("{\"sites\":[null]}", ATTEST_SITES_REPLACE, "{}");
  assert_sites ("{\"sites\":[\"Seoul\"]}", ATTEST_SITES_REPLACE, "{}");
  assert_sites ("{\"sites\":[{}]}", ATTEST_SITES_REPLACE, "{}");
}

typedef struct
{
  const char *name;
  const AttestSchema *schema;
  const char *json;
  const char *rule;
  const char *path;
  AttestSeverity severity;
  const char *told;    /* part of the message */
  const char *written; /* what was taken over, as it is sent */
} Trouble;

static const Trouble troubles[] = {
  { "unknown-key",
    &attest_certificate_schema,
    "{\"certificate_number\":\"1\",\"certificate_identity_number\":\"CIN 7\"}",
    "json-unknown-key",
    "certificate_identity_number",
    ATTEST_SEVERITY_ERROR,
    "CIN 7",
    "{\"certificate_number\":\"1\"}" },
  { "unknown-key-below",
    &attest_certificate_schema,
    "{\"schemes\":[{\"scheme_name\":\"Q\",\"name\":5}]}",
    "json-unknown-key",
    "schemes[0].name",
    ATTEST_SEVERITY_ERROR,
    "5",
    "{\"schemes\":[{\"scheme_name\":\"Q\"}]}" },
  { "key-of-drafts",
    &attest_certificate_schema,
    "{\"sites-mode\":\"remove\"}",
    "json-unknown-key",
    "sites-mode",
    ATTEST_SEVERITY_ERROR,
    "remove",
    "{}" },
  { "number-for-text",
    &attest_certificate_schema,
    "{\"certificate_number\":12345678901234567890}",
    "json-type",
    "certificate_number",
    ATTEST_SEVERITY_WARNING,
    "12345678901234567890",
    "{\"certificate_number\":\"12345678901234567890\"}" },
  { "number-for-date",
    &attest_certificate_schema,
    "{\"certification_issue_date\":20260320}",
    "json-type",
    "certification_issue_date",
    ATTEST_SEVERITY_WARNING,
    "20260320",
    "{\"certification_issue_date\":\"20260320\"}" },
  { "object-for-text",
    &attest_certificate_schema,
    "{\"certificate_number\":{\"a\":[1,2]}}",
    "json-type",
    "certificate_number",
    ATTEST_SEVERITY_ERROR,
    "{\"a\":[1,2]}",
    "{}" },
  { "text-for-flag",
    &attest_certificate_schema,
    "{\"confidential_certified_entity\":\"True\"}",
    "json-type",
    "confidential_certified_entity",
    ATTEST_SEVERITY_WARNING,
    "\"True\"",
    "{\"confidential_certified_entity\":true}" },
  { "number-for-flag",
    &attest_certificate_schema,
    "{\"confidential_certified_entity\":1}",
    "json-type",
    "confidential_certified_entity",
    ATTEST_SEVERITY_ERROR,
    "1",
    "{}" },
  { "text-for-integer",
    &attest_form_schema,
    "{\"achievementBadgeDesignId\":\"83\"}",
    "json-type",
    "achievementBadgeDesignId",
    ATTEST_SEVERITY_WARNING,
    "\"83\"",
    "{\"achievementBadgeDesignId\":83}" },
  { "null",
    &attest_form_schema,
    "{\"name\":\"n\",\"prefix\":null}",
    "json-null",
    "prefix",
    ATTEST_SEVERITY_WARNING,
    "null",
    "{\"name\":\"n\"}" },
  { "number-for-tag",
    &attest_form_schema,
    "{\"tags\":[\"a\",7]}",
    "json-type",
    "tags[1]",
    ATTEST_SEVERITY_WARNING,
    "7",
    "{\"tags\":[\"a\",\"7\"]}" },
  { "object-for-tag",
    &attest_form_schema,
    "{\"tags\":[{\"text\":\"a\"},\"b\"]}",
    "json-type",
    "tags[0]",
    ATTEST_SEVERITY_ERROR,
    "{\"text\":\"a\"}",
    "{\"tags\":[\"b\"]}" },
  { "text-for-list",
    &attest_form_schema,
    "{\"tags\":\"a, b\"}",
    "json-type",
    "tags",
    ATTEST_SEVERITY_ERROR,
    "a, b",
    "{}" },
  { "text-for-record",
    &attest_certificate_schema,
    "{\"schemes\":[\"QMS\"]}",
    "json-type",
    "schemes[0]",
    ATTEST_SEVERITY_ERROR,
    "QMS",
    "{}" },
  { "duplicate-key",
    &attest_form_schema,
    "{\"name\":\"first\",\"name\":\"last\"}",
    "json-duplicate-key",
    "name",
    ATTEST_SEVERITY_ERROR,
    "first",
    "{\"name\":\"last\"}" },
  { "duplicate-key-escaped",
    &attest_form_schema,
    "{\"requirements\":[{\"order\":1,\"ord\\u0065r\":2}]}",
    "json-duplicate-key",
    "requirements[0].order",
    ATTEST_SEVERITY_ERROR,
    "1",
    "{\"requirements\":[{\"order\":2}]}" },
  { "bad-utf8",
    &attest_form_schema,
    "{\"name\":\"a\xc7\xd1z\",\"prefix\":\"SB\"}",
    "json-utf8",
    "name",
    ATTEST_SEVERITY_ERROR,
    "UTF-8",
    "{\"name\":\"a\xef\xbf\xbd\xef\xbf\xbdz\",\"prefix\":\"SB\"}" },
  { "nul",
    &attest_form_schema,
    "{\"name\":\"a\\u0000b\"}",
    "json-character",
    "name",
    ATTEST_SEVERITY_ERROR,
    "",
    "{\"name\":\"a\xef\xbf\xbd"
    "b\"}" },
  { "half-a-pair",
    &attest_form_schema,
    "{\"name\":\"\\ud83c!\"}",
    "json-character",
    "name",
    ATTEST_SEVERITY_ERROR,
    "",
    "{\"name\":\"\xef\xbf\xbd!\"}" },
  { "trailing-text",
    &attest_form_schema,
    "{\"name\":\"n\"} {\"name\":\"second\"}",
    "json-trailing",
    "",
    ATTEST_SEVERITY_ERROR,
    "second",
    "{\"name\":\"n\"}" },
};

static void
test_trouble (gconstpointer data)
{
  const Trouble *t = data;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (AttestRecord) record = read_all (t->schema, t->json, ATTEST_CODEC_WIRE, &problems);
  g_autofree char *written = attest_codec_write (record, ATTEST_CODEC_WIRE);

  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (attest_problem_get_rule (problems->pdata[0]), ==, t->rule);
  g_assert_cmpstr (attest_problem_get_path (problems->pdata[0]), ==, t->path);
  g_assert_cmpint (attest_problem_get_severity (problems->pdata[0]), ==, t->severity);
  g_assert_nonnull (strstr (attest_problem_get_message (problems->pdata[0]), t->told));
  g_assert_cmpstr (written, ==, t->written);
}

/* Deep below a known key: told with its path, the rest is read. */
static void
test_nesting (void)
{
  g_autoptr (GString) json = g_string_new ("{\"certificate_number\":");
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (AttestRecord) record = NULL;
  g_autofree char *written = NULL;

  for (int i = 0; i < 100000; i++)
    g_string_append_c (json, '[');
  for (int i = 0; i < 100000; i++)
    g_string_append_c (json, ']');
  g_string_append (json, ",\"certification_status\":\"active\"}");
  record = read_all (&attest_certificate_schema, json->str, ATTEST_CODEC_WIRE, &problems);
  written = attest_codec_write (record, ATTEST_CODEC_WIRE);
  g_assert_cmpstr (written, ==, "{\"certification_status\":\"active\"}");
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (attest_problem_get_rule (problems->pdata[0]), ==, "json-type");
  g_assert_cmpstr (attest_problem_get_path (problems->pdata[0]), ==, "certificate_number");
}

static void
test_byte_order_mark (void)
{
  g_autoptr (AttestRecord) record =
      read_clean (&attest_form_schema, "\xef\xbb\xbf{\"name\":\"n\"}", ATTEST_CODEC_WIRE);

  g_assert_cmpstr (attest_record_get_title (record), ==, "n");
}

static void
test_no_object (void)
{
  const char *texts[] = { "[]", "\"text\"", "null", "12" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) problems = NULL;

      g_assert_null (attest_codec_read (
          &attest_form_schema, texts[i], -1, ATTEST_CODEC_WIRE, &problems, &error));
      g_assert_error (error, ATTEST_CODEC_ERROR, ATTEST_CODEC_ERROR_NO_OBJECT);
      g_assert_null (problems);
    }
}

static void
test_kinds (void)
{
  assert_all (NULL, "{\"certificate_number\":\"1\"}", "certificate 1");
  assert_all (NULL, "{\"course_begin_at\":\"\",\"name\":1}", "form 1 !json-type name");
  assert_all (NULL, "{\"data\":true}", " !kind-unknown ");
  assert_all (NULL, "{}", " !kind-unknown ");
  assert_all (&attest_form_schema, "{\"data\":true}", "form  !json-unknown-key data");
  assert_all (&attest_form_schema, "{}", "form ");
  assert_all (NULL, "[]", "no object");
  assert_all (NULL, "[1]", "no object");
  assert_all (NULL, "\"certificate_number\"", "no object");
  assert_all (NULL, "certificate_number", "no JSON");
  assert_all (NULL, "", "no JSON");
}

/* However several records stand together, each has its own problems, with its own paths. */
static void
test_several (void)
{
  const char a[] = "{\"certificate_number\":\"A\"}";
  const char b[] = "{\"certificate_number\":\"B\",\"colour\":1}";
  const char c[] = "{\"name\":\"C\",\"name\":\"D\"}";
  const char all[] = "certificate A | certificate B !json-unknown-key colour"
                     " | form D !json-duplicate-key name";
  const char *const ways[] = {
    "[%s,%s,%s]",
    "{\"certifications\":[%s,%s,%s]}",
    "{\"count\":3,\"data\":{\"certifications\":[%s,%s],\"forms\":[%s],\"next\":[]}}",
    "%s\n%s\n%s\n",
    "%s%s%s",
    "\xef\xbb\xbf[%s]\n[%s,%s]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_autofree char *text = g_strdup_printf (ways[i], a, b, c);
#pragma GCC diagnostic pop
      assert_all (NULL, text, all);
    }
}

static void
test_between_records (void)
{
  assert_all (NULL,
              "[{\"certificate_number\":\"A\"},5,{\"x\":1},null,{\"name\":\"F\"}]",
              "certificate A |  !json-type  |  !kind-unknown  |  !json-type  | form F");
  assert_all (NULL,
              "{\"name\":\"A\"}\n{\"name\":\n{\"name\":\"C\"}\n{\"name\":\"D\"} tail\n",
              "form A |  !json-syntax  | form D !json-trailing ");
  assert_all (
      NULL, "{\"name\":\"A\"}\n{\"name:\n{\"name\":\"C\"}\n", "form A |  !json-syntax  | form C");
  /* As one record in braces, a list of sites is none of certificates. */
  assert_all (NULL, "{\"sites\":[{\"city\":\"B\"}]}", "certificate ");
}

/* The sum of a file's problems is bounded, however long its keys are and however many its texts;
 * and that there are more is told, of each record. */
static void
test_bounds (void)
{
  g_autofree char *key = g_strnfill (100000, 'k');
  g_autoptr (GString) one = g_string_new ("{\"name\":\"A\"");
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (GPtrArray) items = NULL;
  AttestCodecItem *item = NULL;
  guint n_listed = 0;

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (one, ",\"%s%u\":1", i < 20 ? key : "k", i);
  g_string_append (one, "}");
  items = attest_codec_read_any (NULL, one->str, -1, NULL);
  item = items->pdata[0];
  g_assert_cmpuint (item->problems->len, ==, 1001);
  g_assert_cmpuint (strlen (attest_problem_get_path (item->problems->pdata[0])), <, 300);
  g_assert_nonnull (strstr (attest_problem_get_message (item->problems->pdata[1000]), "1000 more"));

  for (guint i = 0; i < 20000; i++)
    g_string_append (many, "{\"name\":\"A\",\"x\":1,\"y\":1}\n");
  g_ptr_array_unref (items);
  items = attest_codec_read_any (NULL, many->str, -1, NULL);
  g_assert_cmpuint (items->len, ==, 20000);
  for (guint i = 0; i < items->len; i++)
    {
      item = items->pdata[i];
      g_assert_cmpuint (item->problems->len, >, 0);
      n_listed += item->problems->len;
    }
  g_assert_cmpuint (n_listed, <=, 30000);
}

static void
assert_sent (AttestRecord *record, guint field, const char *typed, const char *sent)
{
  g_autofree char *found = NULL;

  attest_record_set_text (record, field, typed);
  found = attest_codec_format_date (record, field);
  g_assert_cmpstr (found, ==, sent);
}

static void
test_format_date (void)
{
  g_autoptr (AttestRecord) certificate = attest_record_new (&attest_certificate_schema);
  g_autoptr (AttestRecord) form = attest_record_new (&attest_form_schema);

  assert_sent (certificate, ATTEST_CERTIFICATE_ISSUE_DATE, "20 March 2026", "20260320");
  assert_sent (certificate, ATTEST_CERTIFICATE_ISSUE_DATE, "", NULL);
  assert_sent (certificate, ATTEST_CERTIFICATE_ISSUE_DATE, "03/04/2026", NULL);
  assert_sent (form, ATTEST_FORM_COURSE_BEGIN, "2026.3.20", "2026-03-20T00:00:00.000Z");
  assert_sent (form, ATTEST_FORM_NAME, "20260320", NULL);
}

/* One date of a record proves how the others are written. */
static void
test_proved_order (void)
{
  g_autoptr (AttestRecord) certificate = attest_record_new (&attest_certificate_schema);
  g_autoptr (AttestRecord) form = attest_record_new (&attest_form_schema);
  g_autofree char *wire = NULL;

  assert_sent (certificate, ATTEST_CERTIFICATE_EXPIRY_DATE, "19.03.2028", "20280319");
  assert_sent (certificate, ATTEST_CERTIFICATE_ISSUE_DATE, "03.04.2025", "20250403");
  wire = attest_codec_write (certificate, ATTEST_CODEC_WIRE);
  g_assert_nonnull (strstr (wire, "\"20250403\""));
  assert_sent (certificate, ATTEST_CERTIFICATE_EXPIRY_DATE, "03/19/2028", "20280319");
  assert_sent (certificate, ATTEST_CERTIFICATE_ISSUE_DATE, "03/04/2025", "20250304");
  assert_sent (certificate, ATTEST_CERTIFICATE_ISSUE_DATE, "04.04.2025", "20250404");
  assert_sent (certificate, ATTEST_CERTIFICATE_EXPIRY_DATE, "03.04.2028", "20280403");
  assert_sent (form, ATTEST_FORM_COURSE_END, "30.06.2026", "2026-06-30T00:00:00.000Z");
  assert_sent (form, ATTEST_FORM_COURSE_BEGIN, "01.06.2026", "2026-06-01T00:00:00.000Z");
}

/* Samples with bytes changed, dropped and doubled: whatever comes of it, it is told, not fatal. */
static void
test_damaged (void)
{
  const char *names[] = { "certsearch-sample.json", "kolleges-sample-1.json" };
  const char bytes[] = "\"{}[],:\\0\xff\x01 ";
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260320);

  for (guint round = 0; round < 4000; round++)
    {
      g_autofree char *sample = load (names[round % 2]);
      g_autoptr (GString) text = g_string_new (sample);
      g_autoptr (GPtrArray) problems = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (AttestRecord) record = NULL;

      for (gint32 n = g_rand_int_range (rand, 1, 5); n > 0; n--)
        text->str[g_rand_int_range (rand, 0, (gint32) text->len)] =
            bytes[g_rand_int_range (rand, 0, sizeof bytes)];
      if (g_rand_boolean (rand))
        g_string_truncate (text, (gsize) g_rand_int_range (rand, 0, (gint32) text->len));
      record = attest_codec_read (round % 2 == 0 ? &attest_certificate_schema : &attest_form_schema,
                                  text->str,
                                  (gssize) text->len,
                                  ATTEST_CODEC_WIRE,
                                  &problems,
                                  &error);
      g_assert_true ((record == NULL) == (error != NULL));
      if (record != NULL)
        {
          g_autofree char *written = attest_codec_write (record, ATTEST_CODEC_WIRE);
          g_assert_true (g_utf8_validate (written, -1, NULL));
        }
    }
}

static void
add_wire_rules (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "wire", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".typed.json"))
      {
        g_autofree char *stem = g_strndup (name, strlen (name) - strlen (".typed.json"));
        const char *rule = g_intern_string (stem);
        g_autofree char *wire_path = g_strconcat ("/codec/wire/", rule, NULL);
        g_autofree char *draft_path = g_strconcat ("/codec/draft/", rule, NULL);

        g_test_add_data_func (wire_path, rule, test_wire_rule);
        g_test_add_data_func (draft_path, rule, test_draft_round_trip);
      }
}

static void
add_troubles (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      g_autofree char *path = g_strconcat ("/codec/trouble/", troubles[i].name, NULL);
      g_test_add_data_func (path, &troubles[i], test_trouble);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/codec/kolleges-sample-1", "kolleges-sample-1.json", test_kolleges_sample);
  g_test_add_data_func ("/codec/kolleges-sample-2", "kolleges-sample-2.json", test_kolleges_sample);
  g_test_add_func ("/codec/certsearch-sample", test_certsearch_sample);
  add_wire_rules ();
  add_troubles ();
  g_test_add_func ("/codec/pretty", test_pretty);
  g_test_add_func ("/codec/sites", test_sites);
  g_test_add_func ("/codec/nesting", test_nesting);
  g_test_add_func ("/codec/byte-order-mark", test_byte_order_mark);
  g_test_add_func ("/codec/no-object", test_no_object);
  g_test_add_func ("/codec/kinds", test_kinds);
  g_test_add_func ("/codec/several", test_several);
  g_test_add_func ("/codec/between-records", test_between_records);
  g_test_add_func ("/codec/bounds", test_bounds);
  g_test_add_func ("/codec/format-date", test_format_date);
  g_test_add_func ("/codec/proved-order", test_proved_order);
  g_test_add_func ("/codec/damaged", test_damaged);
  return g_test_run ();
}
