/* Odd texts and their mends. */
#include "base/attest-entity.h"
#include "base/attest-shared-text.h"
#include "base/attest-str.h"
#include "base/attest-text.h"

#include <string.h>
#include <time.h>

#define LONG ATTEST_TEXT_LONG
#define LINE ATTEST_TEXT_LINE
#define CODE ATTEST_TEXT_CODE

static const struct
{
  const char *text;
  AttestTextUse use;
  AttestTextOddity found;
  const char *tidy;
} texts[] = {
  { "", LINE, 0, "" },
  { "KR-Q-2026-0142", CODE, 0, "KR-Q-2026-0142" },
  { "한국시험원", LINE, 0, "한국시험원" },
  { " a b ", LINE, ATTEST_TEXT_OUTER_SPACE, "a b" },
  { "\u00a0a\u3000", LINE, ATTEST_TEXT_OUTER_SPACE, "a" },
  { "\ufeffa\u200b", LINE, ATTEST_TEXT_INVISIBLE, "a" },
  { "  ", LINE, ATTEST_TEXT_OUTER_SPACE, "" },
  { "ＫＲ－１２（３）", LINE, ATTEST_TEXT_FULL_WIDTH, "KR-12(3)" },
  { "제１호", CODE, ATTEST_TEXT_FULL_WIDTH, "제1호" },
  { "\u1112\u1161\u11ab", LINE, ATTEST_TEXT_DECOMPOSED, "한" },
  { "Cafe\u0301", LINE, ATTEST_TEXT_DECOMPOSED, "Café" },
  { "a\x01z", LINE, ATTEST_TEXT_CONTROL, "az" },
  { "a\nb", LINE, ATTEST_TEXT_CONTROL, "a b" },
  { "a\r\nb", LINE, ATTEST_TEXT_CONTROL, "a b" },
  { "a\nb\tc\r\nd", LONG, 0, "a\nb\tc\r\nd" },
  { "a\x7f", LONG, ATTEST_TEXT_CONTROL, "a" },
  { "a\u2028z", LINE, ATTEST_TEXT_CONTROL, "a z" },
  { "a\ufdd0\U0001fffez", LONG, ATTEST_TEXT_CONTROL, "az" },
  { " １\u1100\u1161\n",
    CODE,
    ATTEST_TEXT_OUTER_SPACE | ATTEST_TEXT_FULL_WIDTH | ATTEST_TEXT_DECOMPOSED | ATTEST_TEXT_CONTROL,
    "1가" },

  /* What looks like another sign, in codes alone */
  { "KR\u20112026\u22121", CODE, ATTEST_TEXT_LOOK_ALIKE, "KR-2026-1" },
  { "KR\u20112026\u22121", LINE, 0, "KR\u20112026\u22121" },
  { "KR\u00a01\u30002", CODE, ATTEST_TEXT_LOOK_ALIKE, "KR 1 2" },
  { "12ー34ㅡ5", CODE, ATTEST_TEXT_LOOK_ALIKE, "12-34-5" },
  { "サーバー1", CODE, 0, "サーバー1" },
  { "QEMS-\u0410\u039212", CODE, ATTEST_TEXT_LOOK_ALIKE, "QEMS-AB12" },
  { "\u041f\u0420-12", CODE, 0, "\u041f\u0420-12" },
  { "UA-\u041f\u0420-12", CODE, 0, "UA-\u041f\u0420-12" },
  { "ISO 9001\u22362015", CODE, ATTEST_TEXT_LOOK_ALIKE, "ISO 9001:2015" },

  /* What other programs leave behind */
  { "한빛\ufffd정밀", LINE, ATTEST_TEXT_BROKEN, "한빛\ufffd정밀" },
  { "1.23457E+11", CODE, ATTEST_TEXT_SHEET_NUMBER, "1.23457E+11" },
  { "1,23457e+11", CODE, ATTEST_TEXT_SHEET_NUMBER, "1,23457e+11" },
  { "3E10", CODE, 0, "3E10" },
  { "1.23457E+11", LINE, 0, "1.23457E+11" },
  { "Jan-02", CODE, ATTEST_TEXT_SHEET_DAY, "Jan-02" },
  { "2-Jan", CODE, ATTEST_TEXT_SHEET_DAY, "2-Jan" },
  { "01월 02일", CODE, ATTEST_TEXT_SHEET_DAY, "01월 02일" },
  { "MAR-01", CODE, 0, "MAR-01" },
  { "Q-Jan-02", CODE, 0, "Q-Jan-02" },
  { "Jan-02", LINE, 0, "Jan-02" },
  { "#REF!", CODE, ATTEST_TEXT_SHEET_ERROR, "#REF!" },
  { "#N/A", LINE, ATTEST_TEXT_SHEET_ERROR, "#N/A" },
  { "#DIV/0!", LINE, ATTEST_TEXT_SHEET_ERROR, "#DIV/0!" },
  { "#NAME?", LONG, ATTEST_TEXT_SHEET_ERROR, "#NAME?" },
  { "#WERT!", LINE, ATTEST_TEXT_SHEET_ERROR, "#WERT!" },
  { "#¿NOMBRE?", LINE, ATTEST_TEXT_SHEET_ERROR, "#¿NOMBRE?" },
  { "########", LINE, ATTEST_TEXT_SHEET_ERROR, "########" },
  { "Err:502", CODE, ATTEST_TEXT_SHEET_ERROR, "Err:502" },
  { "=VLOOKUP(A2;B:C;2)", LINE, ATTEST_TEXT_SHEET_ERROR, "=VLOOKUP(A2;B:C;2)" },
  { "#1 Foods", LINE, 0, "#1 Foods" },
  { "=\"00501\"", CODE, ATTEST_TEXT_ESCAPED, "00501" },
  { "\"00501\"", CODE, ATTEST_TEXT_ESCAPED, "00501" },
  { "'00501", CODE, ATTEST_TEXT_ESCAPED, "00501" },
  { "\"Romashka\"", LINE, 0, "\"Romashka\"" },
  { "'t Hooft B.V.", LINE, 0, "'t Hooft B.V." },
  { "=A-12", CODE, 0, "=A-12" },
  { "R&amp;D", LINE, ATTEST_TEXT_ESCAPED, "R&D" },
  { "R&amp;amp;D &lt;1&gt; &#44032;&#x200b;", LINE, ATTEST_TEXT_ESCAPED, "R&D <1> 가" },
  { "R&D; AT&T", LINE, 0, "R&D; AT&T" },
  { "a_x000D_b", LINE, ATTEST_TEXT_ESCAPED, "a b" },
  { "a_x000D_\nb", LONG, ATTEST_TEXT_ESCAPED, "a\r\nb" },
  { "a_xyz_b", LINE, 0, "a_xyz_b" },
  { "Design<br/>Sales", LINE, ATTEST_TEXT_ESCAPED, "Design Sales" },
  { "<p class=\"x\">Design<BR>Sales</p>", LONG, ATTEST_TEXT_ESCAPED, "Design\nSales" },
  { "<b>한빛</b>", LINE, ATTEST_TEXT_ESCAPED, "한빛" },
  { "a<b and b>c", LINE, 0, "a<b and b>c" },
  { "í•œë¹›ì\u00a0•ë°€", LINE, ATTEST_TEXT_GARBLED, "한빛정밀" },
  { "GrÃ¶ÃŸe", LINE, ATTEST_TEXT_GARBLED, "Größe" },
  { "ÇÑºûÁ¤¹Ð (ÁÖ)", LINE, ATTEST_TEXT_GARBLED, "한빛정밀 (주)" },
  { "Größe, EDUCAÇÃO, Œuvre, São Paulo, «ÀÉ»", LINE, 0, "Größe, EDUCAÇÃO, Œuvre, São Paulo, «ÀÉ»" },
  { "\xef\x82\xb7 Design", LONG, ATTEST_TEXT_PRIVATE, "\xef\x82\xb7 Design" }, /* Word's bullet */
  { "한빛\xee\x80\x80정밀", LINE, ATTEST_TEXT_PRIVATE, "한빛\xee\x80\x80정밀" },
  { "A\xf3\xb0\x80\x80-1", CODE, ATTEST_TEXT_PRIVATE, "A\xf3\xb0\x80\x80-1" },
  { "A\xcd\xb8-1", CODE, ATTEST_TEXT_PRIVATE, "A\xcd\xb8-1" }, /* U+0378 is none */
  { "KR─12━3˗4➖5", CODE, ATTEST_TEXT_LOOK_ALIKE, "KR-12-3-4-5" },
  { "07╱202⧸91", CODE, ATTEST_TEXT_LOOK_ALIKE, "07/202/91" },
  { "KR─12 ➖", LINE, 0, "KR─12 ➖" },
  { "?????", LINE, ATTEST_TEXT_QUESTIONS, "?????" },
  { "(?)????", LINE, ATTEST_TEXT_QUESTIONS, "(?)????" },
  { "KR-????1", CODE, ATTEST_TEXT_QUESTIONS, "KR-????1" },
  { "?? ??? a", LONG, ATTEST_TEXT_QUESTIONS, "?? ??? a" },
  { "Is that the whole scope???", LONG, 0, "Is that the whole scope???" },
};

static void
test_tidy (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *tidy = attest_text_tidy (texts[i].text, texts[i].use);

      g_test_message ("%s", texts[i].text);
      g_assert_cmpint (attest_text_find_oddities (texts[i].text, texts[i].use), ==, texts[i].found);
      g_assert_cmpstr (tidy, ==, texts[i].tidy);
      g_assert_cmpint (
          attest_text_find_oddities (tidy, texts[i].use) & ATTEST_TEXT_MENDABLE, ==, 0);
    }
}

/* What Unicode calls Default_Ignorable_Code_Point (DerivedCoreProperties.txt), and more that shows
 * as nothing. */
static const struct
{
  gunichar first, last;
} ignorable[] = {
  { 0xad, 0xad },       { 0x34f, 0x34f },     { 0x61c, 0x61c },   { 0x115f, 0x1160 },
  { 0x17b4, 0x17b5 },   { 0x180b, 0x180f },   { 0x200b, 0x200f }, { 0x202a, 0x202e },
  { 0x2060, 0x206f },   { 0x2800, 0x2800 },   { 0x3164, 0x3164 }, { 0xfe00, 0xfe0f },
  { 0xfeff, 0xfeff },   { 0xffa0, 0xffa0 },   { 0xfff0, 0xfffc }, { 0x1bca0, 0x1bca3 },
  { 0x1d173, 0x1d17a }, { 0xe0000, 0xe0fff },
};

static void
assert_told (gunichar c, AttestTextUse use)
{
  char sign[7] = "";
  g_autofree char *text = NULL;
  g_autofree char *tidy = NULL;
  const char *found = NULL;

  sign[g_unichar_to_utf8 (c, sign)] = '\0';
  text = g_strconcat ("AB12", sign, "34", NULL);
  tidy = attest_text_tidy (text, use);
  found = attest_text_find_sign (text, ATTEST_TEXT_INVISIBLE, use);
  if (found != text + 4)
    g_test_message ("U+%04X", c);
  g_assert_cmpint (attest_text_find_oddities (text, use), ==, ATTEST_TEXT_INVISIBLE);
  g_assert_true (found == text + 4);
  g_assert_cmpstr (tidy, ==, "AB1234");
}

/* None of them passes among ordinary letters, and none makes another number. */
static void
test_invisible (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ignorable); i++)
    for (gunichar c = ignorable[i].first; c <= ignorable[i].last; c++)
      {
        char sign[7] = "";
        g_autofree char *text = NULL;
        g_autofree char *folded = NULL;

        sign[g_unichar_to_utf8 (c, sign)] = '\0';
        text = g_strconcat (sign, "Ab", sign, sign, "12", sign, NULL);
        folded = attest_text_fold_code (text);
        g_assert_cmpstr (folded, ==, "ab12");
        g_assert_true (attest_str_is_blank (sign));
        assert_told (c, LONG);
        assert_told (c, LINE);
        assert_told (c, CODE);
      }
}

/* Letters, signs and marks of all scripts can be seen. */
static void
test_visible (void)
{
  for (gunichar c = 0x21; c < 0x20000; c++)
    {
      char sign[7] = "";

      if (!g_unichar_isgraph (c) || g_unichar_isspace (c) || g_unichar_iszerowidth (c)
          || c == 0x3164 || c == 0xffa0 || (c >= 0x115f && c <= 0x1160) || c == 0x2800
          || c == 0xfffc || c == 0xad)
        continue;
      sign[g_unichar_to_utf8 (c, sign)] = '\0';
      if (attest_str_is_blank (sign))
        g_test_message ("U+%04X", c);
      g_assert_false (attest_str_is_blank (sign));
      if (c != 0xfffd)
        g_assert_cmpint (attest_text_find_oddities (sign, LINE)
                             & (ATTEST_TEXT_INVISIBLE | ATTEST_TEXT_CONTROL | ATTEST_TEXT_BROKEN),
                         ==,
                         0);
    }
}

/* What scripts and emoji need passes without a word. */
static void
test_needed (void)
{
  const char *needed[] = {
    "\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", /* Persian, non-joiner */
    "\u06f1\u06f4\u06f0\u06f3 \u0647\u200d",                  /* Persian, joiner at the end */
    "\u0915\u094d\u200d\u0937",                               /* Devanagari */
    "\u0995\u09cd\u200c\u09a4",                               /* Bengali */
    "\u0d1c\u0d4d\u0d1e\u0d3e\u0d28\u0d4d\u200d",             /* Malayalam */
    "\u0dc1\u0dca\u200d\u0dbb\u0dd3",                         /* Sinhala */
    "\u179a\u17b6\u1787\u200b\u179a\u178a\u17d2\u178b",       /* Khmer, borders of words */
    "\u0e01\u0e23\u0e38\u0e07\u200b\u0e40\u0e17\u0e1e",       /* Thai */
    "\u182a\u180b\u182d",                                     /* Mongolian */
    "\u05d7\u05d1\u05e8\u05d4 (ABC)\u200f 12",                /* Hebrew, right-to-left mark */
    "\u0634\u0631\u0643\u0629 \u2066ABC Ltd.\u2069",          /* Arabic, isolate */
    "\u0634\u0631\u0643\u0629\u061c 12",
    "葛\U000e0100城市", /* variant of an ideograph */
    "👩\u200d🔬 Labs",
    "👨🏽\u200d👩🏻\u200d👧",
    "❤\ufe0f Foods",
    "🏳\ufe0f\u200d🌈",
    "1\ufe0f⃣ Trading",
    "©\ufe0e 2026",
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f Scotland",
    "\u115f\u1161", /* a vowel of Hangul alone */
    "㈜한빛 (주)한빛（주）",
    "R&D “ABC” ‘x’ Größe Œuvre № 5",
    "Société\u00a0: X",
    "ООО Ромашка",
    "ΕΛΟΤ",
  };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      g_test_message ("%s", needed[i]);
      g_assert_cmpint (
          attest_text_find_oddities (needed[i], LINE) & ~ATTEST_TEXT_DECOMPOSED, ==, 0);
      g_assert_cmpint (
          attest_text_find_oddities (needed[i], LONG) & ~ATTEST_TEXT_DECOMPOSED, ==, 0);
    }
}

/* A direction that is overridden is never needed, and no mark belongs to a code. */
static void
test_directions (void)
{
  const char name[] = "\u0634\u0631\u0643\u0629 \u202e12";
  const char code[] = "\u0634\u0631\u0643\u200f-12";

  g_assert_cmpint (attest_text_find_oddities (name, LINE), ==, ATTEST_TEXT_INVISIBLE);
  g_assert_cmpint (attest_text_find_oddities (code, CODE), ==, ATTEST_TEXT_INVISIBLE);
  g_assert_cmpint (attest_text_find_oddities (code, LINE), ==, 0);
}

static void
test_fold (void)
{
  const char *same[] = { "QEMS-AB 12",           " qems-ab  12 ",
                         "QEMS\u2013AB\u00a012", "ＱＥＭＳ－ＡＢ　１２",
                         "QEMS-\u0410\u0392 12", "Q\u00adEMS\u2212AB 12\u200b" };
  g_autofree char *tight = attest_text_fold_tight ("ISO\u00a09001 :2015");
  g_autofree char *tight_other = attest_text_fold_tight ("iso9001:2015");
  g_autofree char *a = attest_text_fold_look ("한빛 정밀");
  g_autofree char *b = attest_text_fold_look ("한빛\u200b\u3000정밀\u3164");
  g_autofree char *upper = attest_text_fold_look ("AB");
  g_autofree char *lower = attest_text_fold_look ("ab");

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *folded = attest_text_fold_code (same[i]);

      g_assert_cmpstr (folded, ==, "qems-ab 12");
    }
  g_assert_cmpstr (tight, ==, tight_other);
  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (upper, !=, lower);
}

/* Large and small letters of every script become the same, and what was folded stays. */
static void
test_fold_case (void)
{
  for (gunichar c = 0x80; c < 0x10400; c++)
    {
      char upper[7] = "";
      char lower[7] = "";
      g_autofree char *a = NULL;
      g_autofree char *b = NULL;
      g_autofree char *search = NULL;
      g_autofree char *other_search = NULL;
      g_autofree char *again = NULL;

      if (!g_unichar_islower (c) || g_unichar_tolower (g_unichar_toupper (c)) != c)
        continue;
      g_unichar_to_utf8 (g_unichar_toupper (c), upper);
      g_unichar_to_utf8 (c, lower);
      a = attest_text_fold_code (upper);
      b = attest_text_fold_code (lower);
      g_assert_cmpstr (a, ==, b);
      search = attest_text_fold_for_search (upper);
      other_search = attest_text_fold_for_search (lower);
      g_assert_cmpstr (search, ==, other_search);
      again = attest_text_fold_for_search (search);
      g_assert_cmpstr (again, ==, search);
    }
}

static void
check_difference (const char *here, const char *there, const char *wanted)
{
  g_autofree char *found = attest_text_explain_difference (here, there);

  g_assert_cmpstr (found, ==, wanted);
}

static void
test_difference (void)
{
  check_difference ("AB12", "AB12", NULL);
  check_difference ("AB12", "AB34", NULL);
  check_difference ("AB\u200b12", "AB12", "here it has U+200B zero width space after “AB”");
  check_difference ("AB12", "\ufeffAB12", "there it has U+FEFF byte order mark at the beginning");
  check_difference ("AB 12", "AB\u00a012", "there it has U+00A0 no-break space after “AB”");
  check_difference ("AB  12", "AB 12", "here it has U+0020 space after “AB ”");
  check_difference ("한빛", "한빛\u3164", "there it has U+3164 Hangul filler after “한빛”");
  check_difference ("\u0410B", "AB", "here it has U+0410 Cyrillic letter at the beginning");
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

/* What is told by its bytes is what Unicode's tables would make of it, whatever stands before it.
 */
static void
test_plain (void)
{
  const char *partners[] = { "", "e", "가", "각", "乗" };

  for (gunichar c = 1; c < 0x30000; c++)
    for (guint i = 0; i < G_N_ELEMENTS (partners); i++)
      {
        char sign[7] = "";
        g_autofree char *text = NULL;
        g_autofree char *folded = NULL;
        g_autofree char *composed = NULL;

        if (!g_unichar_validate (c))
          continue;
        sign[g_unichar_to_utf8 (c, sign)] = '\0';
        text = g_strconcat (partners[i], sign, NULL);
        if (!attest_text_is_plain (text))
          continue;
        composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
        g_assert_cmpstr (text, ==, composed);
        folded = g_utf8_casefold (text, -1);
        g_assert_cmpint (g_ascii_strcasecmp (text, folded), ==, 0);
        g_assert_true (c == ' ' || !g_unichar_isspace (c));
        g_assert_true (c < 0x80 || g_unichar_isalnum (c));
      }
  g_assert_true (attest_text_is_plain ("ISO 9001, 한빛정밀 (株)"));
  g_assert_false (attest_text_is_plain ("tab\t"));
  g_assert_false (attest_text_is_plain ("É"));
}

/* Borders between what is composed at once are no borders in the text. */
static void
test_compose_long (void)
{
  const char *pieces[] = { "e\u0301\u0323", "\u1112\u1161\u11ab", "\u1112\u1161", "a",
                           "\u0b47\u0b3e",  "한\u0301",           "か\u3099" };

  for (guint shift = 0; shift < 80; shift++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *composed = NULL;
      g_autofree char *expected = NULL;

      for (guint i = 0; i < shift; i++)
        g_string_append_c (text, 'x');
      for (guint i = 0; i < 400; i++)
        g_string_append (text, pieces[i % (shift % G_N_ELEMENTS (pieces) + 1)]);
      composed = attest_text_compose (text->str);
      expected = g_utf8_normalize (text->str, -1, G_NORMALIZE_NFC);
      g_assert_cmpstr (composed, ==, expected);
    }
}

/* A text of a million letters costs what it is long, however its letters are stored. */
static void
test_long (void)
{
  const char *pieces[] = { "\u1112\u1161", "e\u0301\u0323", "\u200e",  "\u0634\u200f", "<p ",
                           "amp;&",        "_x000",         "A\u0410", "\U000e0041" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *tidy = NULL;
      g_autofree char *folded = NULL;
      clock_t start = clock ();

      while (text->len < 1000000)
        g_string_append (text, pieces[i]);
      attest_text_find_oddities (text->str, CODE);
      tidy = attest_text_tidy (text->str, CODE);
      folded = attest_text_fold_code (text->str);
      g_test_message ("%s: %.2f s", pieces[i], (double) (clock () - start) / CLOCKS_PER_SEC);
      g_assert_cmpuint (strlen (tidy), <=, text->len);
    }
}

static void
test_mend_is_apart (void)
{
  g_autofree char *mended = attest_text_mend (" ＮＴＴ東日本 ", ATTEST_TEXT_OUTER_SPACE, LINE);

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
  g_autofree char *signs = attest_text_fold_for_search ("K\u200bR\u20131\u00a0２\nВода");

  g_assert_cmpstr (hangul, ==, "한국");
  g_assert_cmpstr (latin, ==, "strasse café");
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (signs, ==, "kr-1 2\nвода");
}

static void
test_blank (void)
{
  g_assert_true (attest_str_is_blank (NULL));
  g_assert_true (attest_str_is_blank (" \t\u3000\u00a0"));
  g_assert_true (attest_str_is_blank ("\u200b\u3164\u00ad\u2800\ufeff\x01"));
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

/* What a scope consists of. */
static void
test_phrases (void)
{
  static const struct
  {
    const char *text;
    const char *phrases; /* joined by bars */
  } scopes[] = {
    { "", "" },
    { " , ;\n", "" },
    { "Design", "Design" },
    { "Design, manufacture of pumps ;service.", "Design|manufacture of pumps|service" },
    { "식품의 제조、가공，판매", "식품의 제조|가공|판매" },
    { "• Casting\r\n• Machining e.g. of rolls", "Casting|Machining e.g. of rolls" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      g_auto (GStrv) phrases = attest_text_split_phrases (scopes[i].text);
      g_autofree char *joined = g_strjoinv ("|", phrases);

      g_assert_cmpstr (joined, ==, scopes[i].phrases);
    }
}

/* By the table of names in the HTML standard. */
static void
test_entities (void)
{
  static const struct
  {
    const char *name;
    gunichar c;
  } names[] = {
    { "amp", '&' },     { "lt", '<' },      { "gt", '>' },
    { "quot", '"' },    { "apos", '\'' },   { "nbsp", 0x00a0 },
    { "auml", 0x00e4 }, { "Auml", 0x00c4 }, { "hellip", 0x2026 },
    { "am", 0 },        { "ampere", 0 },    { "hyphen", 0 },
    { "", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmphex (attest_entity_find (names[i].name, strlen (names[i].name)), ==, names[i].c);
  g_assert_cmphex (attest_entity_find ("ltd", 2), ==, '<');
}

static gpointer
share_cb (gpointer data)
{
  for (guint i = 0; i < 100000; i++)
    {
      char *one = attest_shared_text_new ("KQ-1");
      char *other = attest_shared_text_acquire (one);

      g_assert_cmpstr (one, ==, "KQ-1");
      attest_shared_text_release (one);
      attest_shared_text_release (other);
    }
  return NULL;
}

/* Also while other threads let go of the last of them. */
static void
test_shared (void)
{
  g_autofree char *written = g_strdup ("KQ-1");
  char *one = attest_shared_text_new ("KQ-1");
  char *same = attest_shared_text_new (written);
  char *other = attest_shared_text_new ("KQ-2");
  GThread *threads[4];

  g_assert_true (one == same && one != other && one != written);
  attest_shared_text_release (one);
  g_assert_cmpstr (same, ==, "KQ-1");
  attest_shared_text_release (same);
  attest_shared_text_release (other);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("share", share_cb, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/tidy", test_tidy);
  g_test_add_func ("/text/invisible", test_invisible);
  g_test_add_func ("/text/visible", test_visible);
  g_test_add_func ("/text/needed", test_needed);
  g_test_add_func ("/text/directions", test_directions);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/fold-case", test_fold_case);
  g_test_add_func ("/text/difference", test_difference);
  g_test_add_func ("/text/compose", test_compose);
  g_test_add_func ("/text/plain", test_plain);
  g_test_add_func ("/text/compose-long", test_compose_long);
  g_test_add_func ("/text/long", test_long);
  g_test_add_func ("/text/mend-is-apart", test_mend_is_apart);
  g_test_add_func ("/text/integer", test_integer);
  g_test_add_func ("/text/search", test_search);
  g_test_add_func ("/text/blank", test_blank);
  g_test_add_func ("/text/shorten", test_shorten);
  g_test_add_func ("/text/phrases", test_phrases);
  g_test_add_func ("/text/entities", test_entities);
  g_test_add_func ("/text/shared", test_shared);
  return g_test_run ();
}
