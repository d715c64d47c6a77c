/* Odd texts and their mends. */
#include "base/attest-str.h"
#include "base/attest-text.h"

static const struct
{
  const char *text;
  gboolean one_line;
  AttestTextOddity found;
  const char *tidy;
} texts[] = {
  { "", TRUE, 0, "" },
  { "KR-Q-2026-0142", TRUE, 0, "KR-Q-2026-0142" },
  { "한국시험원", TRUE, 0, "한국시험원" },
  { " a b ", TRUE, ATTEST_TEXT_OUTER_SPACE, "a b" },
  { "\u00a0a\u3000", TRUE, ATTEST_TEXT_OUTER_SPACE, "a" },
  { "\ufeffa\u200b", TRUE, ATTEST_TEXT_OUTER_SPACE, "a" },
  { "  ", TRUE, ATTEST_TEXT_OUTER_SPACE, "" },
  { "ＫＲ－１２（３）", TRUE, ATTEST_TEXT_FULL_WIDTH, "KR-12(3)" },
  { "\u1112\u1161\u11ab", TRUE, ATTEST_TEXT_DECOMPOSED, "한" },
  { "Cafe\u0301", TRUE, ATTEST_TEXT_DECOMPOSED, "Café" },
  { "a\x01z", TRUE, ATTEST_TEXT_CONTROL, "az" },
  { "a\nb", TRUE, ATTEST_TEXT_CONTROL, "a b" },
  { "a\nb\tc\r\nd", FALSE, 0, "a\nb\tc\r\nd" },
  { "a\x7f", FALSE, ATTEST_TEXT_CONTROL, "a" },
  { "a\u2028z", TRUE, ATTEST_TEXT_CONTROL, "a z" },
  { " １\u1100\u1161\n",
    TRUE,
    ATTEST_TEXT_OUTER_SPACE | ATTEST_TEXT_FULL_WIDTH | ATTEST_TEXT_DECOMPOSED | ATTEST_TEXT_CONTROL,
    "1가" },
};

static void
test_tidy (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *tidy = attest_text_tidy (texts[i].text, texts[i].one_line);

      g_test_message ("%s", texts[i].text);
      g_assert_cmpint (
          attest_text_find_oddities (texts[i].text, texts[i].one_line), ==, texts[i].found);
      g_assert_cmpstr (tidy, ==, texts[i].tidy);
      g_assert_cmpint (attest_text_find_oddities (tidy, texts[i].one_line), ==, 0);
    }
}

/* The quick way of composing must give what Unicode's tables give, for each character alone and
 * behind or before those it might join with. */
static void
test_compose (void)
{
  const char *partners[] = { "", "e", "가", "\u1161", "\u11a8", "\u0301", "\u3099", "か", "한" };

  for (gunichar c = 1; c < 0x11000; c++)
    for (guint i = 0; i < G_N_ELEMENTS (partners); i++)
      {
        char sign[7] = "";
        g_autofree char *text = NULL;
        g_autofree char *expected = NULL;
        g_autofree char *composed = NULL;

        if (!g_unichar_validate (c))
          continue;
        g_unichar_to_utf8 (c, sign);
        text = g_strconcat (partners[i], sign, partners[i], NULL);
        expected = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
        composed = attest_text_compose (text);
        g_assert_cmpstr (composed, ==, expected);
      }
}

static void
test_mend_is_apart (void)
{
  g_autofree char *mended = attest_text_mend (" ＮＴＴ東日本 ", ATTEST_TEXT_OUTER_SPACE, TRUE);

  g_assert_cmpstr (mended, ==, "ＮＴＴ東日本");
}

static void
test_integer (void)
{
  const char *no_integers[] = { "",   "-",  "007", "-0",   "+5",
                                " 5", "5 ", "1.0", "1e2",  "１",
                                "x",  "5x", "--5", "0x10", "9223372036854775808" };
  gint64 value = 0;

  g_assert_true (attest_text_parse_integer ("0", &value));
  g_assert_cmpint (value, ==, 0);
  g_assert_true (attest_text_parse_integer ("165", &value));
  g_assert_cmpint (value, ==, 165);
  g_assert_true (attest_text_parse_integer ("-9223372036854775808", &value));
  g_assert_cmpint (value, ==, G_MININT64);
  g_assert_false (attest_text_parse_integer (NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (no_integers); i++)
    g_assert_false (attest_text_parse_integer (no_integers[i], NULL));
}

static void
test_search (void)
{
  g_autofree char *hangul = attest_text_fold_for_search ("\u1112\u1161\u11ab국");
  g_autofree char *latin = attest_text_fold_for_search ("STRASSE Café");
  g_autofree char *nothing = attest_text_fold_for_search (NULL);

  g_assert_cmpstr (hangul, ==, "한국");
  g_assert_cmpstr (latin, ==, "strasse café");
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_blank (void)
{
  g_assert_true (attest_str_is_blank (NULL));
  g_assert_true (attest_str_is_blank (" \t\u3000\u00a0"));
  g_assert_false (attest_str_is_blank (" . "));
}

static void
check_short (const char *text, guint characters, guint lines, const char *wanted)
{
  g_autofree char *found = attest_text_shorten (text, characters, lines);

  g_assert_cmpstr (found, ==, wanted);
}

static void
test_shorten (void)
{
  check_short ("", 3, 1, "");
  check_short ("한국어", 3, 1, "한국어");
  check_short ("한국어로", 3, 1, "한국어…");
  check_short ("one\ntwo", 100, 2, "one\ntwo");
  check_short ("one\ntwo\nthree", 100, 2, "one\ntwo…");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/tidy", test_tidy);
  g_test_add_func ("/text/compose", test_compose);
  g_test_add_func ("/text/mend-is-apart", test_mend_is_apart);
  g_test_add_func ("/text/integer", test_integer);
  g_test_add_func ("/text/search", test_search);
  g_test_add_func ("/text/blank", test_blank);
  g_test_add_func ("/text/shorten", test_shorten);
  return g_test_run ();
}
