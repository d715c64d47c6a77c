/* What is compared with a list: countries and accreditation bodies with those of the program,
 * sites, schemes and standards with those above them. */
#include "check/attest-check.h"

#include "base/attest-reference.h"
#include "check/attest-bodies.h"
#include "check/attest-countries.h"
#include "codec/attest-codec.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"

#include <glib/gstdio.h>
#include <string.h>

static void
assert_offers (const char *typed, const char *wanted)
{
  const char *name = NULL;
  AttestCountryMatch match = attest_countries_match (typed, &name);

  g_test_message ("%s: %s", typed, name);
  g_assert_cmpint (match, ==, wanted != NULL ? ATTEST_COUNTRY_ALIAS : ATTEST_COUNTRY_UNKNOWN);
  g_assert_cmpstr (name, ==, wanted);
}

/* As people, registers and other programs write them. */
static void
test_countries (void)
{
  static const char *const offers[][2] = {
    { "Korea Republic of", "Korea, Republic of" },
    { "Korea (the Republic of)", "Korea, Republic of" },
    { "Korea, Rep.", "Korea, Republic of" },
    { "REPUBLIC OF KOREA", "Korea, Republic of" },
    { "Republic of  Korea", "Korea, Republic of" },
    { "Korea,  Republic of", "Korea, Republic of" },
    { "Korea,\u00a0Republic of", "Korea, Republic of" },
    { "Korea\u3000Republic\u3000of", "Korea, Republic of" },
    { "R.O.K", "Korea, Republic of" },
    { "KOR", "Korea, Republic of" },
    { "kr", "Korea, Republic of" },
    { "대한민국", "Korea, Republic of" },
    { "韓国", "Korea, Republic of" },
    { "Korea, Democratic People\u2019s Republic of", "Korea, Democratic People's Republic of" },
    { "Korea (the Democratic People's Republic of)", "Korea, Democratic People's Republic of" },
    { "Netherlands (the)", "Netherlands" },
    { "Netherlands, The", "Netherlands" },
    { "The  Netherlands", "Netherlands" },
    { "Philippines (the)", "Philippines" },
    { "中国", "China" },
    { "中华人民共和国", "China" },
    { "P.R.China", "China" },
    { "China (PRC)", "China" },
    { "People\u2019s Republic of China", "China" },
    { "China, People's Republic of", "China" },
    { "Lao People\u2019s Democratic Republic", "Lao People's Democratic Republic" },
    { "Lao People's Democratic Republic (the)", "Lao People's Democratic Republic" },
    { "Cote d\u2019Ivoire", "Côte d'Ivoire" },
    { "COTE D'IVOIRE", "Côte d'Ivoire" },
    { "Congo (the Democratic Republic of the)", "Congo, Democratic Republic of the" },
    { "Congo (the)", "Congo" },
    { "Tanzania (United Republic of)", "Tanzania, United Republic of" },
    { "Moldova (the Republic of)", "Moldova, Republic of" },
    { "United Kingdom of Great Britain and Northern Ireland (the)", "United Kingdom" },
    { "U.K.", "United Kingdom" },
    { "United States of America (the)", "United States" },
    { "U.S.A", "United States" },
    { "VIETNAM", "Viet Nam" },
    { "Việt Nam", "Viet Nam" },
    { "Turkey", "Türkiye" },
    { "TÜRKIYE", "Türkiye" },
    { "Czech Rep.", "Czechia" },
    { "Swaziland", "Eswatini" },
    { "Burma", "Myanmar" },
    { "Trinidad & Tobago", "Trinidad and Tobago" },
    { "St. Lucia", "Saint Lucia" },
    { "Deutschland", "Germany" },
    { "Österreich", "Austria" },
    { "Osterreich", "Austria" },
    { "Россия", "Russian Federation" },
    { "P.R.C", "China" },
    { "대만", "Taiwan" },
    { "台灣", "Taiwan" },
    { "코소보", "Kosovo" },
    { "Atlantis", NULL },
    { "Korea, Kingdom of", NULL },
    { "the", NULL },
    { "-", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    assert_offers (offers[i][0], offers[i][1]);
}

/* Of these nobody knows what the service matches, and no other name is better. */
static void
test_silence (void)
{
  static const char *const names[] = {
    "Taiwan",         "Taiwan, Province of China",
    "Taiwan, R.O.C.", "Taiwan (Province of China)",
    "Taiwan ROC",     "Chinese Taipei",
    "Kosovo",         "Republic of Kosovo",
    "Palestine",      "Palestine, State of",
    "Hong Kong",      "Macao",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_test_message ("%s", names[i]);
      g_assert_cmpint (attest_countries_match (names[i], NULL), ==, ATTEST_COUNTRY_KNOWN);
    }
}

static void
assert_leads_to (const char *spelling, const char *name)
{
  const char *found = NULL;

  if (attest_countries_match (spelling, &found) == ATTEST_COUNTRY_ALIAS)
    g_assert_cmpstr (found, ==, name);
}

static JsonNode *
read_shipped (const char *name)
{
  g_autofree char *path = g_strconcat ("/io/github/attest_app/Attest/reference/", name, NULL);
  g_autoptr (JsonArray) any = attest_reference_load_list ("schemes.json", "schemes");
  g_autoptr (GBytes) file = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *text = NULL;

  g_assert_nonnull (file); /* registered with the first list */
  text = g_strndup (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  return json_from_string (text, NULL);
}

/* A list is taken out of its file by itself: it is what one finds who reads all of the file. */
static void
test_alone (void)
{
  static const char *const files[] = {
    "accreditation-bodies.json", "countries.json",   "schemes.json",
    "sheet-profiles.json",       "sheet-words.json",
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (JsonNode) root = read_shipped (files[i]);
      JsonObjectIter iter;
      const char *name = NULL;
      JsonNode *expected = NULL;

      json_object_iter_init (&iter, json_node_get_object (root));
      while (json_object_iter_next (&iter, &name, &expected))
        if (JSON_NODE_HOLDS_ARRAY (expected))
          {
            g_autoptr (JsonNode) found = json_node_new (JSON_NODE_ARRAY);

            g_test_message ("%s: %s", files[i], name);
            json_node_take_array (found, attest_reference_load_list (files[i], name));
            g_assert_true (json_node_equal (found, expected));
          }
    }
}

/* No name of one country, compared by its words, is another's. */
static void
test_own_names (void)
{
  static const char *const members[] = { "accepted", "aliases" };
  g_autoptr (JsonArray) countries = attest_reference_load_list ("countries.json", "countries");

  for (guint i = 0; i < json_array_get_length (countries); i++)
    {
      JsonObject *country = json_array_get_object_element (countries, i);
      const char *name = json_object_get_string_member (country, "name");

      g_assert_cmpint (attest_countries_match (name, NULL), ==, ATTEST_COUNTRY_KNOWN);
      assert_leads_to (json_object_get_string_member (country, "code"), name);
      for (guint m = 0; m < G_N_ELEMENTS (members); m++)
        {
          JsonArray *spellings = json_object_get_array_member (country, members[m]);

          for (guint s = 0; s < json_array_get_length (spellings); s++)
            {
              const char *spelling = json_array_get_string_element (spellings, s);
              g_autofree char *upper = g_utf8_strup (spelling, -1);

              assert_leads_to (spelling, name);
              assert_leads_to (upper, name);
            }
        }
    }
}

static char *
find_rules (const AttestSchema *schema, const char *json)
{
  g_autoptr (AttestRecord) record =
      attest_codec_read (schema, json, -1, ATTEST_CODEC_WIRE, NULL, NULL);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GString) rules = g_string_new (NULL);
  AttestCheckContext context;

  attest_check_context_init (&context);
  problems = attest_check (record, &context);
  for (guint i = 0; i < problems->len; i++)
    if (!g_str_equal (attest_problem_get_rule (problems->pdata[i]), "required"))
      g_string_append_printf (rules,
                              "%s %s %s;",
                              attest_problem_get_rule (problems->pdata[i]),
                              attest_problem_get_path (problems->pdata[i]),
                              attest_problem_get_fix_text (problems->pdata[i]) != NULL
                                  ? attest_problem_get_fix_text (problems->pdata[i])
                                  : "");
  return g_string_free (g_steal_pointer (&rules), FALSE);
}

static void
assert_body (const char *name, const char *acronym, const char *offer)
{
  g_autofree char *json = g_strdup_printf (
      "{\"accreditation_body_name\":\"%s\",\"accreditation_body_acronym_name\":\"%s\"}",
      name,
      acronym);
  g_autofree char *found = find_rules (&attest_certificate_schema, json);
  g_autofree char *wanted =
      offer != NULL ? g_strdup_printf ("other-body accreditation_body_acronym_name %s;", offer)
                    : g_strdup ("");

  g_assert_cmpstr (found, ==, wanted);
}

/* Told only when both are known, and are two. */
static void
test_bodies (void)
{
  assert_body ("Korea Accreditation Board", "KAB", NULL);
  assert_body ("Korea Accreditation Board", "UKAS", "KAB");
  assert_body ("KOREA  ACCREDITATION BOARD", "ukas", "KAB");
  assert_body ("United Kingdom Accreditation Service", "KAB", "UKAS");
  assert_body ("Korea Accreditation Board", "KABX", NULL);
  assert_body ("Korea Board", "UKAS", NULL);
  assert_body ("Deutsche Akkreditierungsstelle GmbH", "DAkkS", NULL);
  assert_body ("Joint Accreditation System of Australia and New Zealand", "JASANZ", NULL);
  assert_body ("", "KAB", NULL);
  assert_body ("Korea Accreditation Board", "", NULL);
  g_assert_cmpstr (attest_bodies_find_by_acronym ("JASANZ"), ==, "JAS-ANZ");
}

#define SCHEMES(list) "{\"schemes\":[" list "]}"
#define SCHEME(name, standards) "{\"scheme_name\":\"" name "\",\"standard_list\":[" standards "]}"
#define STANDARD(name) "{\"standards_name\":\"" name "\"}"

static void
test_twice (void)
{
  static const struct
  {
    const char *json;
    const char *found;
  } cases[] = {
    { SCHEMES (SCHEME ("QMS", STANDARD ("ISO 9001:2015"))), "" },
    { SCHEMES (SCHEME ("QMS", STANDARD ("ISO 9001:2015") "," STANDARD ("ISO9001:2015"))),
      "same-standard schemes[0].standard_list[1].standards_name ;" },
    { SCHEMES (SCHEME ("QMS", STANDARD ("ISO 9001:2015")) "," SCHEME (
          "QMS", STANDARD ("iso 9001 : 2015"))),
      "same-scheme schemes[1].scheme_name ;" },
    { SCHEMES (SCHEME ("Quality", STANDARD ("ISO 9001:2015")) "," SCHEME (
          " quality", STANDARD ("ISO 13485:2016") "," STANDARD ("ISO\\u00a09001:2015"))),
      "same-scheme schemes[1].scheme_name ;outer-space schemes[1].scheme_name quality;" },
    { SCHEMES (SCHEME ("QMS", STANDARD ("ISO 9001:2015")) "," SCHEME ("QMS",
                                                                      STANDARD ("ISO 13485:2016"))),
      "" },
    { SCHEMES (SCHEME ("QMS", STANDARD ("ISO 9001:2015")) "," SCHEME ("EMS",
                                                                      STANDARD ("ISO 9001:2015"))),
      "" },
    { SCHEMES (SCHEME ("QMS", STANDARD ("ISO 9001:2015")) "," SCHEME ("QMS",
                                                                      STANDARD ("ISO 9001:2008"))),
      "" },
    { SCHEMES (SCHEME ("", STANDARD ("")) "," SCHEME ("", STANDARD (""))),
      "blank-item schemes[1].scheme_name ;" },
    { "{\"sites\":[{\"street\":\"1 Road\",\"city\":\"B\",\"country\":\"Germany\"},"
      "{\"street\":\"1  road\",\"city\":\"b\",\"country\":\"Germany\"}]}",
      "same-site sites[1].street ;" },
    { "{\"sites\":[{\"street\":\"1 Road\",\"city\":\"B\",\"country\":\"Germany\"},"
      "{\"street\":\"2 Road\",\"city\":\"B\",\"country\":\"Germany\"}]}",
      "" },
    { "{\"sites\":[{\"city\":\"B\",\"country\":\"Germany\",\"scope_description\":\"Design\"},"
      "{\"city\":\"B\",\"country\":\"Germany\",\"scope_description\":\"Sales\"}]}",
      "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = find_rules (&attest_certificate_schema, cases[i].json);

      g_test_message ("%s", cases[i].json);
      if (g_str_has_prefix (cases[i].found, "same-scheme schemes[1].scheme_name ;outer"))
        g_assert_nonnull (strstr (found, "same-scheme schemes[1].scheme_name ;"));
      else
        g_assert_cmpstr (found, ==, cases[i].found);
    }
}

/* Of very many problems the first are listed; that one of the others blocks sending is not lost. */
static void
test_bounds (void)
{
  g_autoptr (GString) json = g_string_new ("{\"requirements\":[{\"order\":0}");
  g_autoptr (AttestRecord) record = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  AttestProblem *last = NULL;
  AttestCheckContext context;

  for (guint i = 0; i < 3000; i++)
    g_string_append (json, ",{\"order\":0}");
  g_string_append (json, ",{\"order\":\"x\"}]}");
  record = attest_codec_read (&attest_form_schema, json->str, -1, ATTEST_CODEC_WIRE, NULL, NULL);
  attest_check_context_init (&context);
  problems = attest_check (record, &context);
  g_assert_cmpuint (problems->len, ==, 1001);
  last = problems->pdata[1000];
  g_assert_cmpstr (attest_problem_get_rule (last), ==, "more-problems");
  g_assert_cmpint (attest_problem_get_severity (last), ==, ATTEST_SEVERITY_ERROR);
}

/* Returns: (transfer full) (nullable): what is wrong with @text */
static char *
use_own (const char *text)
{
  g_autofree char *folder = g_dir_make_tmp ("attest-lists-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "reference.json", NULL);
  char *words = NULL;

  g_assert_null (attest_reference_use_own (folder));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  words = attest_reference_use_own (folder);
  g_unlink (path);
  g_rmdir (folder);
  return words;
}

static guint
count_bodies (const char *acronym, guint *n)
{
  g_autoptr (JsonArray) all =
      attest_reference_load_list ("accreditation-bodies.json", "accreditation_bodies");
  guint found = 0;

  *n = json_array_get_length (all);
  for (guint i = 0; i < *n; i++)
    if (g_str_equal (
            json_object_get_string_member (json_array_get_object_element (all, i), "acronym"),
            acronym))
      found++;
  return found;
}

/* A file of the user's own adds entries, and stands in for those that have the same name. */
static void
test_own_lists (void)
{
  guint n_shipped = 0;
  guint n_all = 0;

  g_assert_cmpuint (count_bodies ("OWN", &n_shipped), ==, 0);
  g_assert_null (use_own ("{\"accreditation_bodies\":["
                          "{\"name\":\"Our Own Board\",\"acronym\":\"OWN\"},"
                          "{\"name\":\"Korea Accreditation Board\",\"acronym\":\"OWN\","
                          "\"aliases\":[\"KAB of ours\"]}],\"note\":1}"));
  g_assert_cmpuint (count_bodies ("OWN", &n_all), ==, 2);
  g_assert_cmpuint (n_all, ==, n_shipped + 1);
  g_assert_cmpuint (count_bodies ("KAB", &n_all), ==, 0);
  g_assert_null (use_own ("{}"));
  g_assert_cmpuint (count_bodies ("OWN", &n_all), ==, 0);
}

static JsonObject *
find_scheme (JsonArray *all, const char *scheme)
{
  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *entry = json_array_get_object_element (all, i);

      if (g_str_equal (json_object_get_string_member (entry, "scheme"), scheme))
        return entry;
    }
  return NULL;
}

/* What is offered says whose list it is from: the user's own entries are marked. */
static void
test_own_is_marked (void)
{
  g_autofree char *bodies_name = NULL;
  g_autofree char *schemes_name = NULL;
  g_autoptr (JsonArray) bodies = attest_reference_load_named_list (
      "accreditation-bodies.json", "accreditation_bodies", &bodies_name);
  g_autoptr (JsonArray) schemes =
      attest_reference_load_named_list ("schemes.json", "schemes", &schemes_name);
  g_autoptr (JsonArray) all = NULL;
  JsonObject *ours = NULL;

  g_assert_nonnull (bodies);
  g_assert_cmpstr (bodies_name, ==, "IAF MLA");
  g_assert_nonnull (schemes);
  g_assert_null (schemes_name);
  g_assert_null (use_own ("{\"schemes\":[{\"scheme\":\"Ours\",\"standard\":\"O 1:2026\","
                          "\"wordings\":[\"Our Own\"],\"later\":[{\"standard\":\"O 1:2027\"}]}]}"));
  all = attest_reference_load_list ("schemes.json", "schemes");
  ours = find_scheme (all, "Ours");
  g_assert_nonnull (ours);
  g_assert_true (json_object_has_member (ours, ATTEST_REFERENCE_OWN));
  g_assert_false (json_object_has_member (find_scheme (all, "Quality Management Systems"),
                                          ATTEST_REFERENCE_OWN));
  g_assert_null (use_own ("{}"));
}

/* One that is not as it should be is named, and none of it is used. */
static void
test_bad_own_lists (void)
{
  static const struct
  {
    const char *text;
    const char *named;
  } cases[] = {
    { "", "JSON object" },
    { "{", "line 1 is not valid JSON" },
    { "{\n \"schemes\": [\n  {\"scheme\": \"X\" \"standard\": 1}]}", "line 3 is not valid JSON" },
    { "{\n\n\xff}", "UTF-8" },
    { "[]", "JSON object" },
    { "{\"countries\":{}}", "countries" },
    { "{\"countries\":[{\"name\":\"X\"},7]}", "entry 2" },
    { "{\"countries\":[{\"name\":\"X\",\"aliases\":\"Y\"}]}", "aliases" },
    { "{\"countries\":[{\"name\":\"X\",\"aliases\":[null]}]}", "aliases" },
    { "{\"accreditation_bodies\":[{\"name\":\"X\"}]}", "acronym" },
    { "{\"accreditation_bodies\":[{\"name\":\"X\",\"acronym\":7}]}", "acronym" },
    { "{\"schemes\":[{\"scheme\":\"X\",\"standard\":\"\"}]}", "standard" },
    { "{\"schemes\":[{\"scheme\":\"X\",\"standard\":\"Y\",\"earlier\":[\"Z\"]}]}", "earlier" },
    { "{\"schemes\":[{\"scheme\":\"X\",\"standard\":\"Y\",\"later\":[{}]}]}", "later" },
    { "{\"schemes\":[{\"scheme\":\"X\",\"standard\":\"Y\",\"wordings\":[1]}]}", "wordings" },
    { "{\"accreditation_bodies\":[{\"name\":\"X\",\"acronym\":\"OWN\"}],\"schemes\":1}",
      "schemes" },
  };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = use_own (cases[i].text);
      g_autofree char *shown = g_strescape (cases[i].text, NULL);

      g_test_message ("%s", shown);
      g_assert_nonnull (words);
      g_assert_nonnull (strstr (words, cases[i].named));
      g_assert_cmpuint (count_bodies ("OWN", &n), ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lists/countries", test_countries);
  g_test_add_func ("/lists/own-lists", test_own_lists);
  g_test_add_func ("/lists/bad-own-lists", test_bad_own_lists);
  g_test_add_func ("/lists/own-is-marked", test_own_is_marked);
  g_test_add_func ("/lists/silence", test_silence);
  g_test_add_func ("/lists/own-names", test_own_names);
  g_test_add_func ("/lists/alone", test_alone);
  g_test_add_func ("/lists/bodies", test_bodies);
  g_test_add_func ("/lists/twice", test_twice);
  g_test_add_func ("/lists/bounds", test_bounds);
  return g_test_run ();
}
