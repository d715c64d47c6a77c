/* Places: one comparison, one hash, and one answer to "is it this computer?". */
#include "attest-config.h"

#include "service/attest-place.h"

#define HOST "https://example.org"

static void
test_value (void)
{
  const AttestPlace place = { attest_service_get ("certsearch"),
                              ATTEST_ENVIRONMENT_TEST,
                              "https://example.org" };
  const AttestPlace others[] = {
    { attest_service_get ("kolleges"), place.environment, HOST },
    { place.service, ATTEST_ENVIRONMENT_PRODUCTION, HOST },
    { place.service, place.environment, HOST "/other" },
    { place.service, place.environment, NULL },
    { NULL, place.environment, HOST },
  };
  g_autoptr (AttestPlace) copy = attest_place_copy (&place);
  g_autoptr (GHashTable) table = g_hash_table_new (attest_place_hash, attest_place_equal);

  g_assert_true (copy->host != place.host);
  g_assert_true (attest_place_equal (copy, &place));
  g_assert_cmpuint (attest_place_hash (copy), ==, attest_place_hash (&place));
  g_hash_table_add (table, copy);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_false (attest_place_equal (&others[i], &place));
      g_assert_true (g_hash_table_add (table, (gpointer) &others[i]));
    }
  g_assert_true (g_hash_table_contains (table, &place));
  g_assert_null (attest_place_copy (NULL));
}

static void
test_loopback (void)
{
  const struct
  {
    const char *host;
    gboolean here;
  } cases[] = {
    { "http://localhost", TRUE },
    { "http://LocalHost:8080/path", TRUE },
    { "http://127.0.0.1", TRUE },
    { "http://127.9.9.9:1", TRUE },
    { "https://[::1]:8443", TRUE },
    { "https://example.org", FALSE },
    { "https://localhost.example.org", FALSE },
    { "https://127.0.0.1.example.org", FALSE },
    { "https://192.168.0.1", FALSE },
    { "https://0.0.0.0", FALSE },
    { "https://[::]", FALSE },
    { "localhost", FALSE },
    { "", FALSE },
    { NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const AttestPlace place = { .host = cases[i].host };

      g_assert_cmpint (attest_place_is_loopback (&place), ==, cases[i].here);
    }
}

static void
check_described (AttestEnvironment environment, const char *host, const char *expected)
{
  const AttestPlace place = { attest_service_get ("kolleges"), environment, host };
  g_autofree char *described = attest_place_describe_host (&place);

  g_assert_cmpstr (described, ==, expected);
}

/* The word that lets in is nobody's to read. */
static void
test_described (void)
{
  check_described (
      ATTEST_ENVIRONMENT_PRACTICE, "http://127.0.0.1:4711/abc123/open-api", "This computer");
  check_described (ATTEST_ENVIRONMENT_PRACTICE, NULL, NULL);
  check_described (ATTEST_ENVIRONMENT_TEST, HOST "/open-api", "example.org/open-api");
  check_described (ATTEST_ENVIRONMENT_TEST, "http://127.0.0.1:8080", "127.0.0.1:8080");
  check_described (ATTEST_ENVIRONMENT_PRODUCTION, NULL, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/place/value", test_value);
  g_test_add_func ("/place/loopback", test_loopback);
  g_test_add_func ("/place/described", test_described);
  return g_test_run ();
}
