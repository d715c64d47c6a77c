/* How long a check and the two ways of the codec take. A check runs on every keystroke, so that a
 * certificate of usual size must stay below a millisecond. */
#include "check/attest-check.h"
#include "codec/attest-codec.h"
#include "model/attest-certificate.h"

#define ROUNDS 2000

static AttestPeers *
make_peers (void)
{
  AttestPeers *peers = attest_peers_new ();

  for (int i = 0; i < 10000; i++)
    {
      g_autofree char *owner = g_strdup_printf ("draft-%d", i);
      g_autofree char *number = g_strdup_printf ("KR-%d", i);
      g_autofree char *name = g_strdup_printf ("Entity %d", i / 3);
      g_autofree char *id = g_strdup_printf ("ID-%d", i / 3);

      attest_peers_set (peers, owner, FALSE, number, name, id);
    }
  return peers;
}

static AttestRecord *
load_example (char **json)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "data", "examples", "certificate.json", NULL);
  g_autoptr (GError) error = NULL;
  AttestRecord *record = NULL;

  g_file_get_contents (path, json, NULL, &error);
  g_assert_no_error (error);
  record =
      attest_codec_read (&attest_certificate_schema, *json, -1, ATTEST_CODEC_WIRE, NULL, &error);
  g_assert_no_error (error);
  return record;
}

static double
print_time (const char *what, gint64 start)
{
  double each = (double) (g_get_monotonic_time () - start) / ROUNDS;

  g_print ("%-12s %8.1f µs\n", what, each);
  return each;
}

int
main (int argc, char *argv[])
{
  g_autofree char *json = NULL;
  g_autoptr (AttestPeers) peers = NULL;
  g_autoptr (AttestRecord) record = NULL;
  AttestCheckContext context;
  gint64 start = 0;
  double check = 0;

  g_test_init (&argc, &argv, NULL);
  peers = make_peers ();
  record = load_example (&json);
  attest_check_context_init (&context);
  context.peers = peers;
  context.owner = "draft-1";
  g_ptr_array_unref (attest_check (record, &context)); /* the country list is read once */

  start = g_get_monotonic_time ();
  for (int i = 0; i < ROUNDS; i++)
    g_ptr_array_unref (attest_check (record, &context));
  check = print_time ("check", start);
  start = g_get_monotonic_time ();
  for (int i = 0; i < ROUNDS; i++)
    g_free (attest_codec_write (record, ATTEST_CODEC_WIRE));
  print_time ("codec write", start);
  start = g_get_monotonic_time ();
  for (int i = 0; i < ROUNDS; i++)
    g_object_unref (
        attest_codec_read (&attest_certificate_schema, json, -1, ATTEST_CODEC_WIRE, NULL, NULL));
  print_time ("codec read", start);
  return check < 1000 ? 0 : 1;
}
