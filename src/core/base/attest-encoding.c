/* Which encoding a text is in.
 *
 * Marks at the beginning and zero bytes leave no doubt. What is neither that nor UTF-8 is tried as
 * the double-byte encodings of Korea and Japan, where nearly all characters must be such as people
 * write; the encodings with one byte a character all fit any bytes, so those are only named.
 * Thread: any. */
#include "attest-config.h"
#include "base/attest-encoding.h"

#include "base/attest-encoding-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

#define MOST_LOOKED_AT 65536
#define LEAST_ZEROS 24 /* one byte of so many */

static gboolean
fits (AttestEncodingBytes bytes, const char *zeros)
{
  gsize length = strlen (zeros);

  if (bytes.length < length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if ((zeros[i] == '0') != (bytes.p[i] == 0))
      return FALSE;
  return TRUE;
}

/* Further on such a file has signs of ASCII too, if only between cells: one byte of each is zero,
 * nearly always the same one (가 has the other). Returns: (nullable): which of the two it is */
static const char *
find_by_zeros (AttestEncodingBytes bytes)
{
  const gsize length = MIN (bytes.length, MOST_LOOKED_AT);
  gsize n[2] = { 0 };

  for (gsize i = 0; i < length; i++)
    n[i % 2] += bytes.p[i] == 0;
  if (bytes.length % 2 != 0 || MAX (n[0], n[1]) <= length / LEAST_ZEROS
      || MIN (n[0], n[1]) > MAX (n[0], n[1]) / 8)
    return NULL;
  return n[0] < n[1] ? "UTF-16LE" : "UTF-16BE";
}

/* @mark: (out): how long the mark is that @bytes begin with. Returns: (transfer none) (nullable):
 * the encoding that is beyond doubt */
const char *
attest_encoding_find_certain (AttestEncodingBytes bytes, gsize *mark)
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
  return find_by_zeros (bytes);
}

static guint
count_rows (const char *text, gsize length)
{
  guint n = 1;

  for (gsize i = 0; i < length; i++)
    n += text[i] == '\n';
  return n;
}

/* Eight at a time. Returns: the first byte from @p on that may be none of ASCII, or be zero */
static const guchar *
skip_ascii (const guchar *p, const guchar *end)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  const guint64 tops = ones << 7;

  for (; (gsize) (end - p) >= sizeof (guint64); p += sizeof (guint64))
    {
      guint64 piece = 0;

      memcpy (&piece, p, sizeof piece);
      if (((piece | (piece - ones)) & tops) != 0)
        break;
    }
  return p;
}

/* As g_utf8_validate_len(), which looks at each letter: most of a table is ASCII. */
gboolean
attest_encoding_is_utf8 (AttestEncodingBytes bytes)
{
  const guchar *p = bytes.p;
  const guchar *end = p + bytes.length;

  while ((p = skip_ascii (p, end)) < end)
    {
      const char *stop = NULL;
      gsize n = MIN ((gsize) (end - p), 64);

      /* A letter may be cut at the end of what is looked at. */
      if (!g_utf8_validate_len ((const char *) p, n, &stop)
          && ((const guchar *) stop + 4 <= p + n || p + n == end || *stop == '\0'
              || (const guchar *) stop == p))
        return FALSE;
      p = (const guchar *) stop;
    }
  return TRUE;
}

/* Zero bytes are letters here: whoever reads a table says what they mean.
 *
 * Returns: (transfer none) (nullable): the first byte that is no UTF-8 */
static const char *
find_invalid (const char *text, gsize length)
{
  const char *stop = text + length;
  const char *end = NULL;

  while (!g_utf8_validate_len (text, (gsize) (stop - text), &end))
    {
      if (*end != '\0')
        return end;
      text = end + 1;
    }
  return NULL;
}

/* The library also lets pass what lies behind the last letter of Unicode.
 *
 * Returns: (transfer full) (nullable): the text, if all bytes of it are of that encoding; else
 * @row, if not %NULL, is the first in which they are not */
char *
attest_encoding_read_as (AttestEncodingBytes bytes, const char *encoding, gsize *length, guint *row)
{
  gsize n_read = 0;
  g_autofree char *text = g_convert (
      (const char *) bytes.p, (gssize) bytes.length, "UTF-8", encoding, &n_read, length, NULL);
  const gboolean is_whole = text != NULL && n_read == bytes.length;
  const char *wrong = is_whole ? find_invalid (text, *length) : NULL;

  if (is_whole && wrong == NULL)
    return g_steal_pointer (&text);
  if (row != NULL)
    *row = is_whole ? count_rows (text, (gsize) (wrong - text))
                    : count_rows ((const char *) bytes.p, n_read);
  return NULL;
}

/* What no text has: a picture, an archive. */
gboolean
attest_encoding_is_binary (AttestEncodingBytes bytes)
{
  for (gsize i = 0; i < bytes.length; i++)
    if (bytes.p[i] == 0 || (bytes.p[i] < 0x20 && strchr ("\t\n\f\r\x1a\x1b", bytes.p[i]) == NULL))
      return TRUE;
  return FALSE;
}

/* A few wrong bytes in a text that otherwise is UTF-8 are damage, not another encoding. */
static gboolean
is_damaged_utf8 (AttestEncodingBytes bytes)
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

/* Of no bytes at all there is still a place where they would be. */
AttestEncodingBytes
attest_encoding_get_bytes (GBytes *bytes)
{
  AttestEncodingBytes all = { NULL };

  all.p = g_bytes_get_data (bytes, &all.length);
  if (all.p == NULL)
    all.p = (const guchar *) "";
  return all;
}

/* Characters of the older Korean standard, KS X 1001, have two bytes from A1 on; CP949 added
 * syllables that hardly anybody writes, and most bytes of other encodings would be those. Chinese
 * text has bytes of that standard as well, but seldom the usual syllables. */
static gboolean
is_korean (AttestEncodingBytes bytes, const char *text)
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
is_japanese (AttestEncodingBytes bytes, const char *text)
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
  gboolean (*is_likely) (AttestEncodingBytes bytes, const char *text);
} guesses[] = {
  { "CP949", N_ ("Korean (CP949)"), is_korean },
  { "CP932", N_ ("Japanese (Shift_JIS)"), is_japanese },
};

static char *
guess (AttestEncodingBytes bytes, gsize *length, const char **guessed)
{
  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++)
    {
      g_autofree char *text = attest_encoding_read_as (bytes, guesses[i].encoding, length, NULL);

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
  AttestEncodingBytes all = { NULL };
  gsize mark = 0;
  gsize length = 0;
  const char *certain = NULL;
  char *text = NULL;

  g_return_val_if_fail (bytes != NULL && guessed != NULL, NULL);

  *guessed = NULL;
  all = attest_encoding_get_bytes (bytes);
  certain = attest_encoding_find_certain (all, &mark);
  all = (AttestEncodingBytes){ all.p + mark, all.length - mark };
  if (certain != NULL && !g_str_equal (certain, "UTF-8"))
    text = attest_encoding_read_as (all, certain, &length, NULL);
  else if (certain != NULL || attest_encoding_is_utf8 (all) || attest_encoding_is_binary (all)
           || is_damaged_utf8 (all))
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

/**
 * attest_encoding_convert:
 * @bytes: a text
 * @name: the name of its encoding
 * @error: return location for a %G_IO_ERROR_INVALID_DATA that says in which row it is not in it
 *
 * Nothing is replaced: a letter that cannot be read is somebody's name.
 *
 * Returns: (transfer full): the text in UTF-8, without a mark
 */
GBytes *
attest_encoding_convert (GBytes *bytes, const char *name, GError **error)
{
  AttestEncodingBytes all = { NULL };
  gsize mark = 0;
  gsize length = 0;
  char *text = NULL;
  guint row = 1;

  g_return_val_if_fail (bytes != NULL && name != NULL, NULL);

  all = attest_encoding_get_bytes (bytes);
  attest_encoding_find_certain (all, &mark);
  all = (AttestEncodingBytes){ all.p + mark, all.length - mark };
  if (g_str_equal (name, "UTF-8") && attest_encoding_is_utf8 (all))
    return g_bytes_new_from_bytes (bytes, mark, all.length);
  text = attest_encoding_read_as (all, name, &length, &row);
  if (text != NULL)
    return g_bytes_new_take (text, length);
  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_INVALID_DATA,
               /* TRANSLATORS: %u is a row of a table, %s the name of an encoding */
               _ ("Row %u is not in %s. Choose another encoding."),
               row,
               name);
  return NULL;
}
