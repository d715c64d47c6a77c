/* Which of several encodings a text is in: see the header.
 *
 * Every byte that is no ASCII can be a letter in several: what tells them apart is that people
 * write everyday letters. Syllables of the older Korean standard, kana and everyday ideographs
 * speak for an encoding; rare syllables, kana of half width and letters of private use against it.
 * An accented letter stands beside plain ones. Thread: any. */
#include "attest-config.h"
#include "base/attest-encoding-guess.h"

#include "base/attest-encoding-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SAMPLE (64 * 1024) /* bytes */

typedef struct
{
  AttestEncoding encoding;
  guchar common_first; /* first bytes of the everyday ideographs */
  guchar common_last;
  double common;
} Candidate;

static const Candidate candidates[] = {
  { { "CP949", N_ ("Korean (CP949)") }, 0xca, 0xfd, 0.1 },
  { { "CP932", N_ ("Japanese (Shift_JIS)") }, 0x88, 0x97, 0.6 },
  { { "EUC-JP", N_ ("Japanese (EUC-JP)") }, 0xb0, 0xcf, 0.6 },
  { { "GB18030", N_ ("Chinese, simplified (GB18030)") }, 0xb0, 0xd7, 0.6 },
  { { "BIG5", N_ ("Chinese, traditional (Big5)") }, 0xa4, 0xc6, 0.6 },
  { { "WINDOWS-1252", N_ ("Western European (Windows-1252)") }, 0, 0, 0 },
  { { "WINDOWS-1250", N_ ("Central European (Windows-1250)") }, 0, 0, 0 },
  { { "WINDOWS-1254", N_ ("Turkish (Windows-1254)") }, 0, 0, 0 },
  { { "WINDOWS-1251", N_ ("Cyrillic (Windows-1251)") }, 0, 0, 0 },
};

/* Only chosen by a person; a text in them is never told from the others for certain. */
static const AttestEncoding others[] = {
  { "UTF-8", N_ ("Unicode (UTF-8)") },
  { "UTF-16LE", N_ ("Unicode (UTF-16)") },
};

static gsize
get_length (const Candidate *candidate, const guchar *p)
{
  const char *name = candidate->encoding.name;

  if (*p < 0x80 || candidate->common_first == 0)
    return 1;
  if (g_str_equal (name, "CP932"))
    return *p >= 0xa1 && *p <= 0xdf ? 1 : 2;
  if (g_str_equal (name, "EUC-JP"))
    return *p == 0x8f ? 3 : 2;
  return g_str_equal (name, "GB18030") && p[1] >= 0x30 && p[1] <= 0x39 ? 4 : 2;
}

static gboolean
is_private (gunichar c)
{
  return g_unichar_type (c) == G_UNICODE_PRIVATE_USE;
}

static gboolean
is_kana (gunichar c)
{
  return c >= 0x3041 && c <= 0x30ff;
}

/* @p: the letter's bytes in the encoding */
static double
weigh (const Candidate *candidate, gunichar c, const guchar *p, gboolean beside_ascii)
{
  GUnicodeScript script = g_unichar_get_script (c);

  if (is_private (c))
    return -3;
  if (c >= 0xac00 && c <= 0xd7a3)
    return *p >= 0xa1 && p[1] >= 0xa1 ? 1 : -0.3;
  if (c >= 0xff61 && c <= 0xff9f)
    return -0.8;
  if (is_kana (c))
    return 1;
  /* Single jamo, Greek and Roman numerals are in these standards, but not in what offices write. */
  if ((c >= 0x3131 && c <= 0x318e) || (c >= 0x2160 && c <= 0x217f)
      || script == G_UNICODE_SCRIPT_GREEK)
    return -1;
  if (script == G_UNICODE_SCRIPT_HAN)
    return *p >= candidate->common_first && *p <= candidate->common_last ? candidate->common : 0;
  if (script == G_UNICODE_SCRIPT_LATIN && c < 0x180 && candidate->common_first == 0)
    return beside_ascii ? 0.9 : 0;
  return 0;
}

/* Returns: how likely @bytes are in that encoding, at most 1; -4 if they cannot be in it */
static double
score (const Candidate *candidate, AttestEncodingBytes bytes)
{
  gsize length = 0;
  g_autofree char *text = attest_encoding_read_as (bytes, candidate->encoding.name, &length, NULL);
  const guchar *p = bytes.p;
  gunichar before = 0;
  double sum = 0;
  gsize n = 0;

  for (const char *q = text; q != NULL && q < text + length && p < bytes.p + bytes.length;)
    {
      const char *next = g_utf8_next_char (q);
      gunichar c = g_utf8_get_char (q);

      if (c >= 0x80)
        {
          sum += weigh (candidate, c, p, g_ascii_isalpha (before) || g_ascii_isalpha (*next));
          n++;
        }
      before = c < 0x80 ? c : 0;
      p += get_length (candidate, p);
      q = next;
    }
  return text == NULL ? -4 : sum / (double) MAX (n, 1);
}

/* Letters tell, and a few thousand are enough: the lines that are not all ASCII, from the top. */
static GByteArray *
take_sample (AttestEncodingBytes bytes)
{
  GByteArray *sample = g_byte_array_new ();
  const guchar *end = bytes.p + bytes.length;

  for (const guchar *p = bytes.p; p < end && sample->len < SAMPLE;)
    {
      const guchar *newline = memchr (p, '\n', (gsize) (end - p));
      const guchar *next = newline != NULL ? newline + 1 : end;
      const guchar *q = p;

      while (q < next && *q < 0x80)
        q++;
      if (q < next)
        g_byte_array_append (sample, p, (guint) (next - p));
      p = next;
    }
  return sample;
}

/* How often each byte stands for a letter that only one of the encodings of Europe has there. */
typedef struct
{
  gsize n[256];
  gsize n_inner[256]; /* with a letter on either side */
  gsize n_first[256]; /* with a letter behind, and none before */
} Tally;

static gboolean
is_letter (guchar byte)
{
  return byte >= 0xc0 || g_ascii_isalpha (byte);
}

static Tally
count_bytes (AttestEncodingBytes bytes)
{
  Tally tally = { { 0 } };

  for (gsize i = 0; i < bytes.length; i++)
    {
      const gboolean before = i > 0 && is_letter (bytes.p[i - 1]);
      const gboolean behind = i + 1 < bytes.length && is_letter (bytes.p[i + 1]);

      tally.n[bytes.p[i]]++;
      tally.n_inner[bytes.p[i]] += before && behind;
      tally.n_first[bytes.p[i]] += !before && behind;
    }
  return tally;
}

static gsize
count_of (const gsize *n, const char *bytes)
{
  gsize all = 0;

  for (; *bytes != '\0'; bytes++)
    all += n[(guchar) *bytes];
  return all;
}

/* Polish ł, ą, ż and Ł and Romanian ş are ³, ¹, ¿, £ and º in the West; Czech š and ž are the same,
 * but not beside è, ø, ì; and ő is õ, which Portuguese has beside ã or ç, and Estonian never beside
 * á. */
static gboolean
is_central (const Tally *tally)
{
  return count_of (tally->n_inner, "\xb3\xb9\xbf\xba\x9f")
                 + count_of (tally->n_first, "\xa3\xaf\xa5")
             > 0
         || (count_of (tally->n, "\x8a\x9a\x8e\x9e") > 0
             && count_of (tally->n, "\xe8\xf8\xec\xf9\xc8\xd8") > 0)
         || (tally->n[0xf8] > 0 && tally->n[0xec] > 0) || (tally->n[0xf5] > 0 && tally->n[0xfb] > 0)
         || (count_of (tally->n, "\xf5\xfb\xd5\xdb") > 0 && count_of (tally->n, "\xe1\xc1") > 0
             && count_of (tally->n, "\xe3\xc3\xe7\xc7") == 0);
}

/* ğ, ı, ş are letters of Iceland in the West, which also has á, í, ó, ú and æ; so has Czech ý. */
static gboolean
is_turkish (const Tally *tally)
{
  return count_of (tally->n, "\xd0\xdd\xde\xf0\xfd\xfe") > 0
         && count_of (tally->n, "\xe1\xed\xf3\xfa\xe6\xc1\xcd\xd3\xda\xc6") == 0;
}

/* In other languages letters beyond ASCII stand alone; in Cyrillic they are whole words, and nearly
 * all of them small ones. */
static gboolean
is_cyrillic (AttestEncodingBytes bytes)
{
  gsize n = 0;
  gsize n_beside = 0;
  gsize n_small = 0;

  for (gsize i = 0; i < bytes.length; i++)
    {
      n += bytes.p[i] >= 0xc0;
      n_small += bytes.p[i] >= 0xe0;
      n_beside += bytes.p[i] >= 0xc0 && i > 0 && bytes.p[i - 1] >= 0xc0;
    }
  return 10 * n_beside >= 6 * n && 2 * n_small > n;
}

/* Nearly all bytes fit all of these; a few letters tell. @likely: where not all are Western ones */
static const char *
choose_european (AttestEncodingBytes bytes, const char *likely)
{
  const Tally tally = count_bytes (bytes);
  gsize length = 0;
  g_autofree char *western = NULL;

  if (is_cyrillic (bytes))
    return "WINDOWS-1251";
  if (is_central (&tally))
    return "WINDOWS-1250";
  if (is_turkish (&tally))
    return "WINDOWS-1254";
  western = attest_encoding_read_as (bytes, "WINDOWS-1252", &length, NULL);
  return western != NULL ? "WINDOWS-1252" : likely;
}

/* Returns: (transfer none) (array length=n_encodings): what a person can choose from */
const AttestEncoding *
attest_encoding_get_all (guint *n_encodings)
{
  static AttestEncoding all[G_N_ELEMENTS (candidates) + G_N_ELEMENTS (others)];
  static gsize filled = 0;

  g_return_val_if_fail (n_encodings != NULL, NULL);

  if (g_once_init_enter (&filled))
    {
      for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
        all[i] = candidates[i].encoding;
      memcpy (all + G_N_ELEMENTS (candidates), others, sizeof others);
      g_once_init_leave (&filled, 1);
    }
  *n_encodings = G_N_ELEMENTS (all);
  return all;
}

/* What word processors write instead of ASCII: ’ “ ” – … €, and ° £ § ®. In the encodings of Asia
 * they would be halves of letters, of which there are many in a row.
 *
 * Returns: whether @bytes have no others, each by itself */
static gboolean
are_western_signs (AttestEncodingBytes bytes)
{
  static const char signs[] = "\x80\x82\x84\x85\x86\x87\x89\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b"
                              "\xa0\xa3\xa7\xa9\xab\xae\xb0\xb1\xb2\xb3\xb5\xb7\xbb\xbc\xbd\xbe";

  for (gsize i = 0; i < bytes.length; i++)
    if (bytes.p[i] >= 0x80
        && (strchr (signs, bytes.p[i]) == NULL || (i + 1 < bytes.length && bytes.p[i + 1] >= 0x80)))
      return FALSE;
  return TRUE;
}

/* Whether the first letters beyond ASCII are UTF-8, as where lines of another file were put below:
 * then it is those lines that are wrong. */
static gboolean
begins_as_utf8 (AttestEncodingBytes bytes)
{
  const char *end = NULL;

  g_utf8_validate ((const char *) bytes.p, (gssize) bytes.length, &end);
  for (const char *p = (const char *) bytes.p; p < end; p++)
    if ((guchar) *p >= 0x80)
      return TRUE;
  return FALSE;
}

/**
 * attest_encoding_guess:
 * @bytes: a text
 * @certain: (out): whether there is no doubt
 *
 * Returns: (transfer none) (nullable): the name of its encoding; %NULL if @bytes are no text
 */
const char *
attest_encoding_guess (GBytes *bytes, gboolean *certain)
{
  AttestEncodingBytes all = { NULL };
  gsize mark = 0;
  const char *best = NULL;
  double most = -3;
  g_autoptr (GByteArray) lines = NULL;
  AttestEncodingBytes sample = { NULL };

  g_return_val_if_fail (bytes != NULL && certain != NULL, NULL);

  all = attest_encoding_get_bytes (bytes);
  best = attest_encoding_find_certain (all, &mark);
  *certain = best != NULL || attest_encoding_is_utf8 (all);
  if (best != NULL)
    return best;
  if (*certain || attest_encoding_is_binary (all))
    return *certain ? "UTF-8" : NULL;
  lines = take_sample (all);
  sample = (AttestEncodingBytes){ lines->data, lines->len };
  if (are_western_signs (sample))
    return "WINDOWS-1252";
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      double likely = score (&candidates[i], sample);

      if (likely <= most)
        continue;
      most = likely;
      best = candidates[i].encoding.name;
    }
  if (best != NULL && g_str_has_prefix (best, "WINDOWS"))
    return choose_european (sample, best);
  if (best != NULL)
    return best;
  return begins_as_utf8 (all) ? "UTF-8" : "WINDOWS-1252";
}
