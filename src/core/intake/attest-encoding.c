/* Which encoding a text is in.
 *
 * Marks at the beginning and zero bytes leave no doubt. What is neither that nor UTF-8 is tried as
 * the double-byte encodings of Korea and Japan, where nearly all characters must be such as people
 * write; the encodings with one byte a character all fit any bytes, so those are only named.
 * Thread: any. */
#include "attest-config.h"
#include "intake/attest-encoding.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const guchar *p;
  gsize length;
} Bytes;

static const struct
{
  const char *name;
  guchar mark[4];
  gsize length;
} marks[] = {
  { "UTF-32LE", { 0xff, 0xfe, 0x00, 0x00 }, 4 },
  { "UTF-32BE", { 0x00, 0x00, 0xfe, 0xff }, 4 },
  { "UTF-16LE", { 0xff, 0xfe }, 2 },
  { "UTF-16BE", { 0xfe, 0xff }, 2 },
  { "UTF-8", { 0xef, 0xbb, 0xbf }, 3 },
};

/* The first two characters of such a file are of ASCII: 0 is where zero bytes are. */
static const struct
{
  const char *name;
  const char *zeros;
} patterns[] = {
  { "UTF-32LE", "x000x000" },
  { "UTF-32BE", "000x000x" },
  { "UTF-16LE", "x0x0" },
  { "UTF-16BE", "0x0x" },
};

static gboolean
fits (Bytes bytes, const char *zeros)
{
  gsize length = strlen (zeros);

  if (bytes.length < length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if ((zeros[i] == '0') != (bytes.p[i] == 0))
      return FALSE;
  return TRUE;
}

/* The encoding that is beyond doubt, and how long its mark is; NULL if there is none. */
static const char *
find_certain (Bytes bytes, gsize *mark)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (bytes.length >= marks[i].length && memcmp (bytes.p, marks[i].mark, marks[i].length) == 0)
      {
        *mark = marks[i].length;
        return marks[i].name;
      }
  *mark = 0;
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    if (fits (bytes, patterns[i].zeros))
      return patterns[i].name;
  return NULL;
}

/* Returns: (transfer full) (nullable): the text, if all bytes of it are of that encoding */
static char *
convert (Bytes bytes, const char *encoding, gsize *length)
{
  gsize n_read = 0;
  char *text = g_convert (
      (const char *) bytes.p, (gssize) bytes.length, "UTF-8", encoding, &n_read, length, NULL);

  if (text != NULL && n_read == bytes.length)
    return text;
  g_free (text);
  return NULL;
}

/* What no text has: a picture, an archive. */
static gboolean
is_binary (Bytes bytes)
{
  for (gsize i = 0; i < bytes.length; i++)
    if (bytes.p[i] == 0 || (bytes.p[i] < 0x20 && strchr ("\t\n\f\r\x1a\x1b", bytes.p[i]) == NULL))
      return TRUE;
  return FALSE;
}

/* A few wrong bytes in a text that otherwise is UTF-8 are damage, not another encoding. */
static gboolean
is_damaged_utf8 (Bytes bytes)
{
  const char *p = (const char *) bytes.p;
  const char *end = p + bytes.length;
  gsize n_good = 0;
  gsize n_bad = 0;

  while (p < end)
    {
      gunichar c = (guchar) *p < 0x80 ? (guchar) *p : g_utf8_get_char_validated (p, end - p);
      gboolean good = c != (gunichar) -1 && c != (gunichar) -2;

      n_good += good && c >= 0x80;
      n_bad += !good;
      p = good ? g_utf8_next_char (p) : p + 1;
    }
  return n_good >= 2 * n_bad;
}

/* Syllables of which every Korean text is full, names and addresses too. */
static const char syllables[] =
    "이다는에의가을고하지도로한기은사를인자리시어서과대아나여부수주정일동전그구해상보제국스장라원"
    "으면게성조세비우소경안관식산회공선중업유교신방위개오용치물무실분화건행생단내발계당현통연물북"
    "남강광천울평길번층호읍군면차명합심증품질환설책임";

/* Characters of the older Korean standard, KS X 1001, have two bytes from A1 on; CP949 added
 * syllables that hardly anybody writes, and most bytes of other encodings would be those. Chinese
 * text has bytes of that standard as well, but seldom the usual syllables. */
static gboolean
is_korean (Bytes bytes, const char *text)
{
  gsize n_common = 0;
  gsize n_rare = 0;
  gsize n_hangul = 0;
  gsize n_usual = 0;
  gsize n_ideographs = 0;

  for (gsize i = 0; i < bytes.length; i++)
    if (bytes.p[i] >= 0x80)
      {
        gboolean common = bytes.p[i] >= 0xa1 && i + 1 < bytes.length && bytes.p[i + 1] >= 0xa1;

        n_common += common;
        n_rare += !common;
        i++;
      }
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      n_hangul += c >= 0xac00 && c <= 0xd7a3;
      n_usual += c >= 0xac00 && g_utf8_strchr (syllables, -1, c) != NULL;
      n_ideographs += g_unichar_get_script (c) == G_UNICODE_SCRIPT_HAN;
    }
  return n_common > 8 * n_rare && n_hangul > n_ideographs && n_usual * 4 > n_hangul;
}

/* Letters with an accent in Western European text would be ideographs as well, but each alone. */
static gboolean
is_japanese (Bytes bytes, const char *text)
{
  gsize n_likely = 0;
  gsize n_all = 0;
  gsize n_runs = 0;
  gunichar before = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      n_all += c >= 0x80;
      n_runs += c >= 0x80 && before < 0x80;
      before = c;
      n_likely += (c >= 0x3000 && c <= 0x30ff) || (c >= 0x4e00 && c <= 0x9fff)
                  || (c >= 0xff01 && c <= 0xff5e);
    }
  return n_likely * 10 > n_all * 9 && n_all >= 2 * n_runs;
}

static const struct
{
  const char *encoding;
  const char *name;
  gboolean (*is_likely) (Bytes bytes, const char *text);
} guesses[] = {
  { "CP949", N_ ("Korean (CP949)"), is_korean },
  { "CP932", N_ ("Japanese (Shift_JIS)"), is_japanese },
};

static char *
guess (Bytes bytes, gsize *length, const char **guessed)
{
  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++)
    {
      g_autofree char *text = convert (bytes, guesses[i].encoding, length);

      if (text == NULL || !guesses[i].is_likely (bytes, text))
        continue;
      *guessed = _ (guesses[i].name);
      return g_steal_pointer (&text);
    }
  return NULL;
}

/**
 * attest_encoding_decode:
 * @bytes: a text
 * @guessed: (out) (nullable): what it was taken for, translated, if that is not certain
 * @error: return location for a %G_IO_ERROR_INVALID_DATA
 *
 * What is no text, and what is UTF-8 but for some wrong bytes, is given back as it is, so that
 * whoever reads it can say where it begins.
 *
 * Returns: (transfer full): the text in UTF-8, without a mark; %NULL if its encoding cannot be told
 */
GBytes *
attest_encoding_decode (GBytes *bytes, const char **guessed, GError **error)
{
  Bytes all = { NULL };
  gsize mark = 0;
  gsize length = 0;
  const char *certain = NULL;
  char *text = NULL;

  g_return_val_if_fail (bytes != NULL && guessed != NULL, NULL);

  *guessed = NULL;
  all.p = g_bytes_get_data (bytes, &all.length);
  certain = find_certain (all, &mark);
  all = (Bytes){ all.p + mark, all.length - mark };
  if (certain != NULL && !g_str_equal (certain, "UTF-8"))
    text = convert (all, certain, &length);
  else if (certain != NULL || g_utf8_validate_len ((const char *) all.p, all.length, NULL)
           || is_binary (all) || is_damaged_utf8 (all))
    return g_bytes_new_from_bytes (bytes, mark, all.length);
  else
    text = guess (all, &length, guessed);
  if (text != NULL)
    return g_bytes_new_take (text, length);
  if (certain != NULL)
    g_set_error (error,
                 G_IO_ERROR,
                 G_IO_ERROR_INVALID_DATA,
                 /* TRANSLATORS: %s is the name of an encoding, such as UTF-16LE */
                 _ ("The file is in %s but damaged. Save it again as UTF-8."),
                 certain);
  else
    g_set_error_literal (error,
                         G_IO_ERROR,
                         G_IO_ERROR_INVALID_DATA,
                         _ ("The file is not UTF-8, and its encoding is unclear: it may be a "
                            "Windows encoding such as windows-1252. Save it again as UTF-8."));
  return NULL;
}
