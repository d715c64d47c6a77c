/* What is known of the places of a record, while the records come and go. */
#include "attest-config.h"
#include "editor/attest-form-problems.h"

#include "model/attest-certificate.h"

#define N_NEW 200

static void
say (GListStore *problems, const char *path, AttestSource source)
{
  g_autoptr (AttestProblem) problem =
      attest_problem_new (ATTEST_SEVERITY_ERROR, path, "required", source, "The city is missing");

  g_list_store_append (problems, problem);
}

/* Nothing was said of @site yet. */
static void
assert_nothing_known (AttestFormProblems *known, AttestRecord *site)
{
  AttestSeverity severity = ATTEST_SEVERITY_WARNING;

  for (guint i = 0; i < attest_site_schema.n_fields; i++)
    {
      g_assert_null (attest_form_problems_get (known, site, &attest_site_schema.fields[i]));
      g_assert_null (attest_form_problems_get_reply (known, site, &attest_site_schema.fields[i]));
    }
  g_assert_false (attest_form_problems_find_worst (known, site, &severity));
}

/* What was said of a site that was taken away is said of no other, wherever that comes to lie in
 * memory: what is known of a place keeps its record, and no longer than it is known. */
static void
test_site_taken_away (gconstpointer source)
{
  g_autoptr (AttestRecord) record = attest_record_new (&attest_certificate_schema);
  AttestRecordList *sites = attest_record_get_list (record, ATTEST_CERTIFICATE_SITES);
  AttestFormProblems *known = attest_form_problems_new (record);
  g_autoptr (GListStore) problems = g_list_store_new (ATTEST_TYPE_PROBLEM);
  AttestRecord *site = attest_record_list_append (sites);

  g_object_add_weak_pointer (G_OBJECT (site), (gpointer *) &site);
  say (problems, "sites[0].city", GPOINTER_TO_UINT (source));
  attest_form_problems_set (known, G_LIST_MODEL (problems), FALSE);
  attest_record_list_remove (sites, 0);
  for (guint i = 0; i < N_NEW; i++)
    assert_nothing_known (known, attest_record_list_append (sites));
  g_assert_nonnull (site);

  g_list_store_remove_all (problems);
  attest_form_problems_set (known, G_LIST_MODEL (problems), FALSE);
  g_assert_null (site);
  attest_form_problems_free (known);
}

/* A table of places by itself, as the form keeps its rows in. */
static void
test_place (void)
{
  g_autoptr (GHashTable) places = attest_form_places_new (NULL);
  const AttestField *field = &attest_site_schema.fields[ATTEST_SITE_CITY];
  AttestRecord *site = attest_record_new (&attest_site_schema);

  g_object_add_weak_pointer (G_OBJECT (site), (gpointer *) &site);
  attest_form_places_set (places, site, field, "first");
  attest_form_places_set (places, site, field, "second");
  g_object_unref (site);
  g_assert_nonnull (site);
  g_assert_cmpstr (attest_form_places_get (places, site, field), ==, "second");
  g_assert_null (attest_form_places_get (places, site, NULL));
  g_hash_table_remove_all (places);
  g_assert_null (site);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/form-problems/taken-away/reply",
                        GUINT_TO_POINTER (ATTEST_SOURCE_REPLY),
                        test_site_taken_away);
  g_test_add_data_func ("/form-problems/taken-away/problem",
                        GUINT_TO_POINTER (ATTEST_SOURCE_DOCUMENT),
                        test_site_taken_away);
  g_test_add_func ("/form-problems/place", test_place);
  return g_test_run ();
}
