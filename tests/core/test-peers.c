/* What other drafts and accepted uploads say. */
#include "check/attest-peers.h"

static void
test_number (void)
{
  g_autoptr (AttestPeers) peers = attest_peers_new ();

  attest_peers_set (peers, "a", FALSE, "KR-1", "Name", "id");
  g_assert_null (attest_peers_find_same_number (peers, "a", "KR-1"));
  g_assert_cmpstr (attest_peers_find_same_number (peers, "b", "KR-1"), ==, "a");
  g_assert_cmpstr (attest_peers_find_same_number (peers, NULL, " kr-1 "), ==, "a");
  g_assert_null (attest_peers_find_same_number (peers, "b", "KR-2"));
  g_assert_null (attest_peers_find_same_number (peers, "b", ""));
  g_assert_null (attest_peers_find_same_number (peers, "b", NULL));
  attest_peers_set (peers, "a", FALSE, "KR-2", "Name", "id");
  g_assert_null (attest_peers_find_same_number (peers, "b", "KR-1"));
  g_assert_cmpstr (attest_peers_find_same_number (peers, "b", "KR-2"), ==, "a");
  attest_peers_remove (peers, "a");
  attest_peers_remove (peers, "a");
  g_assert_null (attest_peers_find_same_number (peers, "b", "KR-2"));
}

static void
test_blank_is_no_peer (void)
{
  g_autoptr (AttestPeers) peers = attest_peers_new ();

  attest_peers_set (peers, "a", FALSE, NULL, "", " ");
  attest_peers_set (peers, "b", FALSE, "", NULL, "id");
  g_assert_null (attest_peers_find_same_number (peers, "c", ""));
  g_assert_null (attest_peers_find_other_name (peers, "c", "id", "Name"));
  g_assert_null (attest_peers_find_other_name (peers, "c", "", "Name"));
}

static void
test_names_and_ids (void)
{
  g_autoptr (AttestPeers) peers = attest_peers_new ();

  attest_peers_set (peers, "a", FALSE, "1", "Old Name", "id");
  attest_peers_set (peers, "b", FALSE, "2", "New Name", "id");
  g_assert_cmpstr (attest_peers_find_other_name (peers, "b", "id", "New Name"), ==, "Old Name");
  g_assert_cmpstr (attest_peers_find_other_name (peers, "a", "id", "Old Name"), ==, "New Name");
  g_assert_null (attest_peers_find_other_id (peers, "b", "New Name", "id"));
  attest_peers_set (peers, "c", FALSE, "3", "New Name", "other");
  g_assert_cmpstr (attest_peers_find_other_id (peers, "b", "New Name", "id"), ==, "other");
  attest_peers_remove (peers, "a");
  attest_peers_remove (peers, "c");
  g_assert_null (attest_peers_find_other_name (peers, "b", "id", "New Name"));
  g_assert_null (attest_peers_find_other_id (peers, "b", "New Name", "id"));
}

/* Decomposed Hangul is the same name, another case is not. */
static void
test_spelling (void)
{
  g_autoptr (AttestPeers) peers = attest_peers_new ();

  attest_peers_set (peers, "a", FALSE, "1", "\u1112\u1161\u11ab국 ", "id");
  g_assert_null (attest_peers_find_other_name (peers, "b", "id", "한국"));
  attest_peers_set (peers, "a", FALSE, "1", "ACME", "id");
  g_assert_cmpstr (attest_peers_find_other_name (peers, "b", "id", "Acme"), ==, "ACME");
}

/* What the eye does not tell apart is one number, and one id or name to look up by; what differs
 * all the same is another one. */
static void
test_look (void)
{
  const char *numbers[] = { "KR-1",        "KR\u20111", "ＫＲ－１", "K\u200bR-1", "\u041aR-1\u200e",
                            " kr-1\u00a0", "KR\u00ad-1" };
  g_autoptr (AttestPeers) peers = attest_peers_new ();
  const char *other = NULL;

  attest_peers_set (peers, "a", FALSE, "K\u2060R-1", "한빛\u200b 정밀", "A\u20131");
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_cmpstr (attest_peers_find_same_number (peers, "b", numbers[i]), ==, "a");
  other = attest_peers_find_same_number (peers, "b", "KR-1");
  g_assert_cmpstr (attest_peers_get_number (peers, other), ==, "K\u2060R-1");
  g_assert_cmpstr (
      attest_peers_find_other_name (peers, "b", "A-1", "한빛 정밀"), ==, "한빛\u200b 정밀");
  g_assert_cmpstr (
      attest_peers_find_other_id (peers, "b", "한빛\u00a0정밀", "A-1"), ==, "A\u20131");
  attest_peers_set (peers, "a", FALSE, "KR-2", "한빛", "A");
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_null (attest_peers_find_same_number (peers, "b", numbers[i]));
  g_assert_null (attest_peers_find_other_name (peers, "b", "A-1", "x"));
}

/* Of one id, other signs between its letters; those of one's own are none. */
static void
test_signs_within (void)
{
  g_autoptr (AttestPeers) peers = attest_peers_new ();

  attest_peers_set (peers, "a", FALSE, "1", "Name", "123-45-67890");
  attest_peers_set (peers, "a/accepted", TRUE, "1", "Name", "1234567890");
  g_assert_null (attest_peers_find_other_spelling (peers, "a", "123-45-67890"));
  g_assert_cmpstr (
      attest_peers_find_other_spelling (peers, "b", "123 45 67890"), ==, "123-45-67890");
  attest_peers_set (peers, "c", FALSE, "2", "Other", "1234567890");
  g_assert_cmpstr (attest_peers_find_other_spelling (peers, "a", "123-45-67890"), ==, "1234567890");
  attest_peers_remove (peers, "c");
  attest_peers_remove (peers, "a/accepted");
  g_assert_null (attest_peers_find_other_spelling (peers, "b", "123-45-67890"));
  attest_peers_remove (peers, "a");
  g_assert_null (attest_peers_find_other_spelling (peers, "b", "12345 67890"));
}

static void
test_accepted (void)
{
  g_autoptr (AttestPeers) peers = attest_peers_new ();
  const char *other = NULL;

  attest_peers_set (peers, "a", FALSE, "1", "Name", "id");
  attest_peers_set (peers, "a/accepted", TRUE, "1", "Former Name", "id");
  g_assert_null (attest_peers_find_same_number (peers, "a", "1"));
  g_assert_null (attest_peers_find_other_name (peers, "a", "id", "Name"));
  attest_peers_remove (peers, "a");
  other = attest_peers_find_same_number (peers, "ab", "1");
  g_assert_cmpstr (other, ==, "a/accepted");
  g_assert_true (attest_peers_get_was_accepted (peers, other));
  g_assert_false (attest_peers_get_was_accepted (peers, "a"));
}

/* Returns: how many are affected; @expected is among them unless it is %NULL */
static guint
count_affected (AttestPeers *peers, const char *texts[4], const char *expected)
{
  g_autoptr (GHashTable) owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  attest_peers_add_affected (peers, texts[0], texts[1], texts[2], texts[3], owners);
  g_hash_table_remove (owners, texts[0]);
  g_assert_true (expected == NULL || g_hash_table_contains (owners, expected));
  return g_hash_table_size (owners);
}

#define COUNT_AFFECTED(peers, expected, ...)                                                       \
  count_affected (peers, (const char *[4]){ __VA_ARGS__ }, expected)

/* Of whom something else may be found once one says something else: who shares with it what is
 * another now, before or after. */
static void
test_affected (void)
{
  g_autoptr (AttestPeers) peers = attest_peers_new ();

  g_assert_true (attest_peers_set (peers, "a", FALSE, "KR-1", "Name", "1-2"));
  g_assert_true (attest_peers_set (peers, "b", FALSE, "kr-1 ", "Other", "3"));
  g_assert_true (attest_peers_set (peers, "c", FALSE, "KR-2", "", "12"));
  g_assert_true (attest_peers_set (peers, "d", FALSE, "KR-3", "Other", ""));
  g_assert_false (attest_peers_set (peers, "d", FALSE, "KR-3", "Other ", NULL));
  g_assert_cmpuint (COUNT_AFFECTED (peers, NULL, "a", "KR-1", "Name", "1-2"), ==, 0);
  g_assert_cmpuint (COUNT_AFFECTED (peers, "b", "a", "KR-9", "Name", "1-2"), ==, 1);
  g_assert_cmpuint (COUNT_AFFECTED (peers, "b", "a", "kR-1", "Name", "1-2"), ==, 1);
  g_assert_cmpuint (COUNT_AFFECTED (peers, "c", "d", "KR-2", "Other", ""), ==, 1);
  g_assert_cmpuint (COUNT_AFFECTED (peers, "b", "a", "KR-1", "Other", "1-2"), ==, 1);
  g_assert_cmpuint (COUNT_AFFECTED (peers, "c", "a", "KR-1", "Name", "9"), ==, 1);
  g_assert_cmpuint (COUNT_AFFECTED (peers, "b", "a", "KR-1", "Name", "3"), ==, 2);
  g_assert_cmpuint (COUNT_AFFECTED (peers, "c", "a", NULL, NULL, NULL), ==, 2);
  g_assert_cmpuint (COUNT_AFFECTED (peers, "a", "new", "KR-1", NULL, NULL), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/peers/number", test_number);
  g_test_add_func ("/peers/blank-is-no-peer", test_blank_is_no_peer);
  g_test_add_func ("/peers/names-and-ids", test_names_and_ids);
  g_test_add_func ("/peers/spelling", test_spelling);
  g_test_add_func ("/peers/look", test_look);
  g_test_add_func ("/peers/signs-within", test_signs_within);
  g_test_add_func ("/peers/accepted", test_accepted);
  g_test_add_func ("/peers/affected", test_affected);
  return g_test_run ();
}
