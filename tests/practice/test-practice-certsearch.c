/* Practice as IAF CertSearch: every rule of the upload page, updating, sites, reading, deleting. */
#include "client.h"

#include <string.h>

static guint
upload (Client *client, const char *body)
{
  return client_send (client, "POST", "certsearch", UPLOAD, body);
}

/* Uploads the example with one key changed (to the JSON text @json, or left out). */
static guint
upload_edited (Client *client, const char *key, const char *json)
{
  g_autofree char *example = client_read_example ("certificate.json");
  g_autofree char *body = client_edit (example, key, json);

  return upload (client, body);
}

/* Returns: (transfer full): the id the last upload got */
static char *
get_id (Client *client)
{
  g_assert_cmpuint (client->status, ==, 200);
  return g_strdup (client_get (client, "company_certifications_id"));
}

static void
read_back (Client *client, const char *id)
{
  g_autofree char *path = g_strconcat (CERT, id, NULL);

  g_assert_cmpuint (client_send (client, "GET", "certsearch", path, NULL), ==, 200);
}

static void
test_success (Client *client, gconstpointer data)
{
  g_autofree char *example = client_read_example ("certificate.json");

  g_assert_cmpuint (upload (client, example), ==, 200);
  g_assert_true (json_node_get_boolean (client_find (client, "data")));
  g_assert_true (g_uuid_string_is_valid (client_get (client, "company_certifications_id")));
  g_assert_cmpuint (json_object_get_size (json_node_get_object (client->json)), ==, 2);
}

static const char *const required[] = {
  "certificate_number",
  "certification_status",
  "certification_type",
  "certification_issue_date",
  "certification_expiry_date",
  "certified_entity_name",
  "certified_entity_unique_id",
  "certified_entity_country",
  "accreditation_body_name",
  "accreditation_body_acronym_name",
  "certification_body_name",
  "certification_body_acronym_name",
  "schemes",
};

static const char *const optional[] = {
  "certificate_accreditation_status",  "certification_scope",
  "certification_original_issue_date", "certified_entity_english_name",
  "certified_entity_trading_name",     "certified_entity_street_address",
  "certified_entity_street_city",      "certified_entity_state",
  "certified_entity_post_code",        "certified_entity_website",
  "confidential_certified_entity",     "sites",
};

static void
assert_refused (Client *client, const char *key)
{
  g_autofree char *path = g_strconcat ("errors.message.", key, NULL);

  g_assert_cmpuint (client->status, ==, 422);
  g_assert_true (json_node_get_boolean (client_find (client, "error")));
  g_assert_cmpstr (client_get (client, "errors.code"), ==, "validation_error");
  g_assert_cmpint (json_node_get_int (client_find (client, "timestamp")), >, 0);
  g_assert_nonnull (client_find (client, "elapse"));
  g_assert_nonnull (strstr (client_get (client, path), key));
  g_assert_cmpuint (
      json_object_get_size (json_node_get_object (client_find (client, "errors.message"))), ==, 1);
}

static void
test_required (Client *client, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (required); i++)
    {
      static const char *const values[] = { NULL, "\"\"", "\" \\u3000\"", "null", "7" };

      for (guint v = 0; v < G_N_ELEMENTS (values); v++)
        {
          upload_edited (client, required[i], values[v]);
          assert_refused (client, required[i]);
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (optional); i++)
    {
      g_assert_cmpuint (upload_edited (client, optional[i], NULL), ==, 200);
      upload_edited (client, optional[i], "7");
      assert_refused (client, optional[i]);
    }
  upload (client, "{}");
  g_assert_cmpuint (
      json_object_get_size (json_node_get_object (client_find (client, "errors.message"))),
      ==,
      G_N_ELEMENTS (required));
  g_assert_cmpuint (G_N_ELEMENTS (required) + G_N_ELEMENTS (optional), ==, 25);
}

static void
test_values (Client *client, gconstpointer data)
{
  static const struct
  {
    const char *key;
    const char *json;
    gboolean good;
  } cases[] = {
    { "certification_status", "\"active\"", TRUE },
    { "certification_status", "\"inactive\"", TRUE },
    { "certification_status", "\"suspended\"", TRUE },
    { "certification_status", "\"cancelled\"", TRUE },
    { "certification_status", "\"hidden\"", TRUE },
    { "certification_status", "\"withdrawn\"", TRUE },
    { "certification_status", "\"expired\"", TRUE },
    { "certification_status", "\"Active\"", FALSE },
    { "certification_status", "\"draft\"", FALSE },
    { "certificate_accreditation_status", "\"Accredited\"", TRUE },
    { "certificate_accreditation_status", "\"Unaccredited\"", TRUE },
    { "certificate_accreditation_status", "\"accredited\"", FALSE },
    { "certificate_accreditation_status", "\"\"", FALSE },
    { "certification_issue_date", "\"20240229\"", TRUE },
    { "certification_issue_date", "\"20230229\"", FALSE },
    { "certification_issue_date", "\"2024-02-29\"", FALSE },
    { "certification_issue_date", "\"20241301\"", FALSE },
    { "certification_issue_date", "\"2024022\"", FALSE },
    { "certification_issue_date", "20240229", FALSE },
    { "certification_expiry_date", "\"20260431\"", FALSE },
    { "certification_original_issue_date", "\"00000101\"", FALSE },
    { "confidential_certified_entity", "true", TRUE },
    { "confidential_certified_entity", "false", TRUE },
    { "confidential_certified_entity", "\"true\"", FALSE },
    { "confidential_certified_entity", "1", FALSE },
    { "confidential_certified_entity", "null", FALSE },
    { "schemes", "[]", FALSE },
    { "schemes", "{}", FALSE },
    { "schemes", "[\"ISO 9001:2015\"]", FALSE },
    { "schemes", "[{\"scheme_name\":\"QMS\"}]", FALSE },
    { "schemes", "[{\"scheme_name\":\"QMS\",\"standard_list\":[]}]", FALSE },
    { "schemes", "[{\"scheme_name\":\"QMS\",\"standard_list\":[\"ISO 9001\"]}]", FALSE },
    { "schemes", "[{\"scheme_name\":\"QMS\",\"standard_list\":[{}]}]", FALSE },
    { "schemes",
      "[{\"scheme_name\":\" \",\"standard_list\":[{\"standards_name\":\"ISO 9001\"}]}]",
      FALSE },
    { "schemes",
      "[{\"scheme_name\":\"QMS\",\"standard_list\":[{\"standards_name\":\"ISO 9001\"}]}]",
      TRUE },
    { "sites", "[]", TRUE },
    { "sites", "[{\"country\":\"Japan\",\"city\":\"Osaka\"}]", TRUE },
    { "sites", "[{\"country\":\"Japan\",\"street\":\"1-2-3 Umeda\"}]", TRUE },
    { "sites", "[{\"country\":\"Japan\"}]", FALSE },
    { "sites", "[{\"city\":\"Osaka\"}]", FALSE },
    { "sites", "[{\"country\":\"Japan\",\"city\":\"Osaka\",\"postcode\":5300001}]", FALSE },
    { "sites", "[7]", FALSE },
    { "sites", "{}", FALSE },
    { "sites", "null", FALSE },
    { "something_unknown", "7", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s: %s", cases[i].key, cases[i].json);
      upload_edited (client, cases[i].key, cases[i].json);
      if (cases[i].good)
        g_assert_cmpuint (client->status, ==, 200);
      else
        assert_refused (client, cases[i].key);
    }
}

/* A nested fault is told at the field it is in, with the whole path in the text. */
static void
test_nested_text (Client *client, gconstpointer data)
{
  upload_edited (client,
                 "schemes",
                 "[{\"scheme_name\":\"QMS\",\"standard_list\":[{\"standards_name\":\"a\"},"
                 "{\"standards_name\":\"\"}]}]");
  g_assert_cmpstr (client_get (client, "errors.message.schemes"),
                   ==,
                   "schemes[0].standard_list[1].standards_name is required");
}

/* The document's own sample has placeholders where values belong. */
static void
test_sample (Client *client, gconstpointer data)
{
  static const char *const wrong[] = {
    "certification_status",
    "certificate_accreditation_status",
    "certification_original_issue_date",
    "certification_issue_date",
    "certification_expiry_date",
    "confidential_certified_entity",
  };
  g_autofree char *example = client_read_example ("certificate.json");
  g_autofree char *body = g_strdup (example);
  JsonObject *message;

  for (guint i = 0; i < G_N_ELEMENTS (required) + G_N_ELEMENTS (optional); i++)
    {
      const char *key =
          i < G_N_ELEMENTS (required) ? required[i] : optional[i - G_N_ELEMENTS (required)];
      g_autofree char *before = g_steal_pointer (&body);
      const char *json = "\"string\"";

      if (strcmp (key, "schemes") == 0)
        json = "[{\"scheme_name\":\"string\",\"standard_list\":[{\"standards_name\":\"string\"}]}]";
      else if (strcmp (key, "sites") == 0)
        json = "[{\"street\":\"string\",\"city\":\"string\",\"state\":\"string\","
               "\"country\":\"string\",\"postcode\":\"string\",\"scope_description\":\"string\"}]";
      else if (strcmp (key, "confidential_certified_entity") == 0)
        json = "\"boolean\"";
      body = client_edit (before, key, json);
    }
  g_assert_cmpuint (upload (client, body), ==, 422);
  message = json_node_get_object (client_find (client, "errors.message"));
  g_assert_cmpuint (json_object_get_size (message), ==, G_N_ELEMENTS (wrong));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_true (json_object_has_member (message, wrong[i]));
}

static void
test_no_json (Client *client, gconstpointer data)
{
  static const char *const bodies[] = {
    "", "{", "[]", "7", "null", "{}{}", "{} x", "/* c */ {}", "{'a':1}", "{\"a\":\"\xff\"}",
  };
  g_autoptr (GString) deep = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_test_message ("body %u", i);
      g_assert_cmpuint (upload (client, bodies[i]), ==, 400);
      g_assert_cmpstr (client_get (client, "errors.code"), ==, "bad_request");
    }
  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "{\"a\":[");
  g_assert_cmpuint (upload (client, deep->str), ==, 400);
  g_assert_cmpuint (attest_practice_get_n_taken (client->practice, "certsearch"), ==, 0);
}

static void
test_http (Client *client, gconstpointer data)
{
  g_autofree char *body = client_read_example ("certificate.json");

  g_assert_cmpuint (
      client_send_with (client, "POST", "certsearch", UPLOAD, body, "text/plain", NULL, NULL),
      ==,
      415);
  g_assert_cmpstr (client_get (client, "errors.0.code"), ==, "unsupported_media_type");
  g_assert_cmpuint (client_send_with (client,
                                      "POST",
                                      "certsearch",
                                      UPLOAD,
                                      body,
                                      "application/json; charset=utf-8",
                                      "Accept",
                                      "text/html, application/json;q=0.5"),
                    ==,
                    200);
  g_assert_cmpuint (
      client_send_with (
          client, "POST", "certsearch", UPLOAD, body, "application/json", "Accept", "text/html"),
      ==,
      406);
  g_assert_cmpuint (client_send (client, "GET", "certsearch", UPLOAD, NULL), ==, 405);
  g_assert_cmpstr (soup_message_headers_get_one (client->headers, "Allow"), ==, "POST");
  g_assert_cmpuint (client_send (client, "PUT", "certsearch", CERT "x", body), ==, 405);
  g_assert_cmpuint (client_send (client, "POST", "certsearch", "/elsewhere", body), ==, 404);
  g_assert_cmpstr (client_get (client, "errors.0.code"), ==, "not_found");
  g_assert_cmpuint (client_send (client, "GET", "certsearch", "/", NULL), ==, 404);
}

static void
test_update (Client *client, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *other_number = NULL;
  g_autofree char *other_body = NULL;

  upload_edited (client, "certification_scope", "\"first\"");
  first = get_id (client);
  upload_edited (client, "certification_scope", "\"second\"");
  second = get_id (client);
  g_assert_cmpstr (first, ==, second);
  read_back (client, first);
  g_assert_cmpstr (client_get (client, "data.scope_description"), ==, "second");

  upload_edited (client, "certificate_number", "\"QEMS-2025-0418\"");
  other_number = get_id (client);
  g_assert_cmpstr (other_number, !=, first);
  upload_edited (client, "certification_body_name", "\"Another Body\"");
  other_body = get_id (client);
  g_assert_cmpstr (other_body, !=, first);
  g_assert_cmpstr (other_body, !=, other_number);
}

static guint
count_sites (Client *client, const char *id)
{
  read_back (client, id);
  return json_array_get_length (json_node_get_array (client_find (client, "data.sites")));
}

/* Left out: as they were. A list: these instead. An empty list: none. */
static void
test_sites (Client *client, gconstpointer data)
{
  g_autofree char *id = NULL;

  upload_edited (client, "sites", NULL);
  id = get_id (client);
  g_assert_cmpuint (count_sites (client, id), ==, 0);
  upload_edited (client,
                 "sites",
                 "[{\"country\":\"Japan\",\"city\":\"Osaka\"},{\"country\":\"Japan\",\"city\":"
                 "\"Kobe\"},{\"country\":\"Japan\",\"city\":\"Nara\"}]");
  g_assert_cmpuint (count_sites (client, id), ==, 3);
  upload_edited (client, "sites", NULL);
  upload_edited (client, "sites", NULL);
  g_assert_cmpuint (count_sites (client, id), ==, 3);
  upload_edited (client, "sites", "[{\"country\":\"Japan\",\"city\":\"Kyoto\"}]");
  g_assert_cmpuint (count_sites (client, id), ==, 1);
  g_assert_cmpstr (client_get (client, "data.sites.0.city"), ==, "Kyoto");
  upload_edited (client, "sites", "[]");
  g_assert_cmpuint (count_sites (client, id), ==, 0);
  upload_edited (client, "sites", NULL);
  g_assert_cmpuint (count_sites (client, id), ==, 0);
}

static void
test_read (Client *client, gconstpointer data)
{
  static const struct
  {
    const char *key;
    const char *value;
  } texts[] = {
    { "certification_number", "QEMS-2025-0417" },
    { "issue_date", "20250415" },
    { "expiry_date", "20280414" },
    { "original_issue_date", "20190415" },
    { "status", "active" },
    { "type", "Management System" },
    { "accreditation_status", "Accredited" },
    { "company_name", "주식회사 한빛정밀" },
    { "certification_bodies_name", "Practice Certification Korea" },
    { "accreditation_bodies_name", "Korea Accreditation Board" },
  };
  static const char *const ids[] = {
    "company_certifications_id", "company_id",   "certification_bodies_id",
    "accreditation_bodies_id",   "standards_id", "scheme_id"
  };
  g_autofree char *example = client_read_example ("certificate.json");
  g_autofree char *id = NULL;

  upload (client, example);
  id = get_id (client);
  read_back (client, id);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strconcat ("data.", texts[i].key, NULL);

      g_assert_cmpstr (client_get (client, path), ==, texts[i].value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *path = g_strconcat ("data.", ids[i], NULL);

      g_assert_true (g_uuid_string_is_valid (client_get (client, path)));
    }
  g_assert_cmpstr (client_get (client, "data.company_certifications_id"), ==, id);
  g_assert_cmpint (json_node_get_int (client_find (client, "data.created_at")), >, 0);
  g_assert_cmpint (json_node_get_int (client_find (client, "data.withdrawn_at")), ==, 0);
}

/* The name sent last for a unique id is shown with every certificate of that id. */
static void
test_company_name (Client *client, gconstpointer data)
{
  g_autofree char *example = client_read_example ("certificate.json");
  g_autofree char *renamed = client_edit (example, "certified_entity_name", "\"Hanbit Group\"");
  g_autofree char *other = client_edit (renamed, "certificate_number", "\"OTHER\"");
  g_autofree char *id = NULL;

  upload (client, example);
  id = get_id (client);
  upload (client, other);
  read_back (client, id);
  g_assert_cmpstr (client_get (client, "data.company_name"), ==, "Hanbit Group");
}

static void
test_delete (Client *client, gconstpointer data)
{
  g_autofree char *example = client_read_example ("certificate.json");
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;

  upload (client, example);
  id = get_id (client);
  path = g_strconcat (CERT, id, NULL);
  g_assert_cmpuint (client_send (client, "DELETE", "certsearch", path, NULL), ==, 200);
  g_assert_cmpint (json_node_get_int (client_find (client, "data")), ==, 1);
  g_assert_cmpuint (client_send (client, "GET", "certsearch", path, NULL), ==, 404);
  g_assert_cmpstr (client_get (client, "errors.code"), ==, "not_found");
  g_assert_cmpuint (client_send (client, "DELETE", "certsearch", path, NULL), ==, 404);
  upload (client, example);
  g_assert_cmpstr (client_get (client, "company_certifications_id"), !=, id);
}

/* A thousand uploads take about a second on a small machine; the limit here only catches a service
 * that gets slower with every record. */
static void
test_thousand (Client *client, gconstpointer data)
{
  gint64 start = g_get_monotonic_time ();
  g_autofree char *example = client_read_example ("certificate.json");

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *number = g_strdup_printf ("\"N-%u\"", i);
      g_autofree char *body = client_edit (example, "certificate_number", number);

      g_assert_cmpuint (upload (client, body), ==, 200);
    }
  g_assert_cmpuint (attest_practice_get_n_taken (client->practice, "certsearch"), ==, 1000);
  g_test_message ("%.2f s", (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
}

/* Many at once. */

/* Returns: (transfer full): @n records, of which the one at @wrong has no country */
static char *
make_bulk (guint n, int wrong)
{
  g_autofree char *example = client_read_example ("certificate.json");
  GString *body = g_string_new ("{\"certifications\":[");

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("\"B-%03u\"", i);
      g_autofree char *record = client_edit (example, "certificate_number", number);
      g_autofree char *bad = client_edit (record, "certified_entity_country", "\"\"");

      g_string_append_printf (body, "%s%s", i > 0 ? "," : "", (int) i == wrong ? bad : record);
    }
  g_string_append (body, "]}");
  return g_string_free (body, FALSE);
}

static guint
upload_bulk (Client *client, guint n, int wrong)
{
  g_autofree char *body = make_bulk (n, wrong);

  return client_send (client, "POST", "certsearch", BULK, body);
}

static guint
count_taken (Client *client)
{
  return attest_practice_get_n_taken (client->practice, "certsearch");
}

static void
test_bulk (Client *client, gconstpointer data)
{
  g_assert_cmpuint (upload_bulk (client, 100, -1), ==, 200);
  g_assert_cmpstr (client->text, ==, "{\"data\":{\"success\":true}}");
  g_assert_cmpuint (count_taken (client), ==, 100);
  g_assert_cmpuint (upload_bulk (client, 101, -1), ==, 413);
  g_assert_cmpuint (upload_bulk (client, 0, -1), ==, 400);
  g_assert_cmpuint (client_send (client, "POST", "certsearch", BULK, "[]"), ==, 400);
  g_assert_cmpuint (
      client_send (client, "POST", "certsearch", BULK, "{\"certifications\":[7]}"), ==, 400);
  g_assert_cmpuint (client_send (client, "GET", "certsearch", BULK, NULL), ==, 405);
  g_assert_cmpuint (count_taken (client), ==, 100);
}

static void
assert_named (Client *client, guint index)
{
  g_assert_cmpuint (client->status, ==, 400);
  g_assert_cmpint (
      json_node_get_int (client_find (client, "data.errors.record_index")), ==, (gint64) index);
  g_assert_nonnull (client_get (client, "data.errors.errors.0.message"));
  g_assert_nonnull (client_find (client, "data.errors.errors.0.meta.certified_entity_country"));
}

/* One wrong record is named, wherever it stands, and none is taken. */
static void
test_bulk_named (Client *client, gconstpointer data)
{
  static const guint places[] = { 0, 6, 11 };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      upload_bulk (client, 12, (int) places[i]);
      assert_named (client, places[i]);
    }
  g_assert_cmpuint (count_taken (client), ==, 0);
}

static void
test_bulk_mishaps (Client *client, gconstpointer data)
{
  static const struct
  {
    AttestMishap mishap;
    guint status;
    guint n_taken;
  } cases[] = {
    { ATTEST_MISHAP_REFUSE, 400, 0 },    { ATTEST_MISHAP_PART, 400, 4 },
    { ATTEST_MISHAP_FAIL, 500, 0 },      { ATTEST_MISHAP_BUSY, 429, 0 },
    { ATTEST_MISHAP_DROP_BEFORE, 0, 0 }, { ATTEST_MISHAP_DROP_AFTER, 0, 8 },
    { ATTEST_MISHAP_NONSENSE, 200, 8 },  { ATTEST_MISHAP_NONE, 200, 8 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint before = count_taken (client);

      g_test_message ("%s", attest_mishap_get_id (cases[i].mishap));
      attest_practice_set_mishap (client->practice, cases[i].mishap);
      g_assert_cmpuint (upload_bulk (client, 8, -1), ==, cases[i].status);
      if (cases[i].status == 400)
        assert_named (client, 4);
      g_assert_cmpuint (count_taken (client) - before, ==, cases[i].n_taken);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  client_add ("/certsearch/success", test_success);
  client_add ("/certsearch/required", test_required);
  client_add ("/certsearch/values", test_values);
  client_add ("/certsearch/nested-text", test_nested_text);
  client_add ("/certsearch/sample", test_sample);
  client_add ("/certsearch/no-json", test_no_json);
  client_add ("/certsearch/http", test_http);
  client_add ("/certsearch/update", test_update);
  client_add ("/certsearch/sites", test_sites);
  client_add ("/certsearch/read", test_read);
  client_add ("/certsearch/company-name", test_company_name);
  client_add ("/certsearch/delete", test_delete);
  client_add ("/certsearch/bulk", test_bulk);
  client_add ("/certsearch/bulk-named", test_bulk_named);
  client_add ("/certsearch/bulk-mishaps", test_bulk_mishaps);
  client_add ("/certsearch/thousand", test_thousand);
  return g_test_run ();
}
