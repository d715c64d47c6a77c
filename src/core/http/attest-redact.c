/* A server may send back what it was sent, the key included, as it is, cut short, or as it stands
 * in JSON, in an address, in a page, in base64, base32 or in numbers, in one of those within
 * another, as UTF-16, in lines or with colons. None of that is kept: it is starred out, without
 * changing the length.
 *
 * What came is read as the letters and digits it stands for, without regard to case and to whatever
 * is between them (blanks without a width and tags of a page as well); in that, every run of a few
 * signs is looked for that is also one of the key's.
 * Each is found by a sum over its signs that rolls along, so the work grows with the length alone.
 * Thread: any. */
#include "attest-config.h"
#include "http/attest-redact.h"

#include <string.h>

#define MIN_REDACTED 6 /* a shorter "key" would blank out ordinary text */
#define MAX_RUN 8      /* signs in a row that are too many to be chance */
#define FACTOR 0x01000193u
#define N_SLOTS 16384u /* a power of two */
#define MOST_DIGITS 16 /* of one sign's number, with zeros in front */
#define MAX_NAME 32    /* letters of an entity */
#define MAX_TAG 256    /* bytes; what is longer is text */

/* Reading what stands for a sign. */

static gsize
skip (const char *place, gsize left, const char *piece)
{
  gsize length = strlen (piece);
  gsize n = 0;

  while (left - n >= length && memcmp (place + n, piece, length) == 0)
    n += length;
  return n;
}

static gsize
read_number (const char *place, gsize left, guint base, gsize most, guint *value)
{
  gsize n = 0;

  *value = 0;
  for (; n < MIN (most, left); n++)
    {
      int digit = base == 16 ? g_ascii_xdigit_value (place[n]) : g_ascii_digit_value (place[n]);

      if (digit < 0)
        break;
      *value = *value * base + (guint) digit;
    }
  return n;
}

/* %41, %2541: an address within an address; %u0041. */
static gsize
read_percent (const char *place, gsize left, guint *value)
{
  gsize n = 1 + skip (place + 1, left - 1, "25");

  if (left - n > 4 && g_ascii_tolower (place[n]) == 'u'
      && read_number (place + n + 1, left - n - 1, 16, 4, value) == 4)
    return n + 5;
  if (read_number (place + n, left - n, 16, 2, value) == 2)
    return n + 2;
  n = 1;
  return read_number (place + n, left - n, 16, 2, value) == 2 ? n + 2 : 0;
}

/* &#65; &#x41; &amp;#65; and the names of signs that are no letters. */
static gsize
read_entity (const char *place, gsize left, guint *value)
{
  gsize n = 1 + skip (place + 1, left - 1, "amp;");
  gboolean is_hex = left - n >= 2 && (place[n + 1] == 'x' || place[n + 1] == 'X');
  gsize digits = 0;
  gsize letters = 0;

  if (left > n && place[n] == '#')
    {
      n += is_hex ? 2 : 1;
      digits = read_number (place + n, left - n, is_hex ? 16 : 10, MOST_DIGITS, value);
      return digits > 0 ? n + digits + skip (place + n + digits, MIN (left - n - digits, 1), ";")
                        : 0;
    }
  *value = 0;
  while (n + letters < left && letters < MAX_NAME && g_ascii_isalpha (place[n + letters]))
    letters++;
  if (letters > 0 && n + letters < left && place[n + letters] == ';')
    return n + letters + 1;
  return n > 1 ? n : 0;
}

/* \u0041 \u{41} \U00000041 \x41 \/ \n, behind any number of backslashes: JSON within JSON. */
static gsize
read_backslash (const char *place, gsize left, guint *value)
{
  gsize n = skip (place, left, "\\");
  char c = n < left ? place[n] : '\0';
  gsize brace = c == 'u' && left - n > 1 && place[n + 1] == '{' ? 1 : 0;
  gsize most = brace > 0 ? MOST_DIGITS : c == 'u' ? 4 : c == 'x' ? 2 : c == 'U' ? 8 : 0;
  gsize digits = 0;

  if (most > 0)
    digits = read_number (place + n + 1 + brace, left - n - 1 - brace, 16, most, value);
  if (digits > 0 && (brace > 0 || digits == most))
    return n + 1 + brace + digits;
  *value = 0;
  return c != '\0' && strchr ("nrt", c) != NULL ? n + 1 : n;
}

/* 0x41 in a list of numbers. */
static gsize
read_mark_of_base (const char *place, gsize left)
{
  return left > 3 && place[0] == '0' && (place[1] == 'x' || place[1] == 'X')
                 && g_ascii_isxdigit (place[2]) && g_ascii_isxdigit (place[3])
             ? 2
             : 0;
}

/* <br>, <wbr/>, </span>, <![CDATA[: what pages put between the letters of a long word. */
static gsize
read_tag (const char *place, gsize left)
{
  const char *end = memchr (place, '>', MIN (left, MAX_TAG));

  if (skip (place, left, "<![CDATA[") > 0)
    return strlen ("<![CDATA[");
  return end != NULL && end > place + 1 && (g_ascii_isalpha (place[1]) || place[1] == '/')
             ? (gsize) (end - place) + 1
             : 0;
}

/* How many bytes at @place belong together, and the sign they stand for: a letter in lower case or
 * a digit; 0: nothing that counts. A key is ASCII, so that no other byte is of it. */
static gsize
read_sign (const char *place, gsize left, char *sign)
{
  guint value = (guchar) *place;
  gsize n = 0;

  if (*place == '%')
    n = read_percent (place, left, &value);
  else if (*place == '&')
    n = read_entity (place, left, &value);
  else if (*place == '\\')
    n = read_backslash (place, left, &value);
  else if (*place == '0' && (n = read_mark_of_base (place, left)) > 0)
    value = 0;
  if (n == 0)
    value = (guchar) *place;
  if (value >= 0x80 || !g_ascii_isalnum ((char) value))
    value = 0;
  *sign = g_ascii_tolower ((char) value);
  return MAX (n, 1);
}

/* Looking for runs. */

typedef struct
{
  GString *signs;
  GArray *places; /* of guint32: where each begins */
} Signs;

static void
signs_clear (Signs *self)
{
  explicit_bzero (self->signs->str, self->signs->len);
  g_string_free (self->signs, TRUE);
  g_array_unref (self->places);
}

/* @reads_tags: whether what stands in the tags of a page is read as well */
static Signs
signs_read (const char *data, gsize length, gboolean reads_tags)
{
  Signs self = { g_string_sized_new (length), g_array_new (FALSE, FALSE, sizeof (guint32)) };

  for (gsize i = 0; i < length;)
    {
      guint32 place = (guint32) i;
      gsize tag = data[i] == '<' && !reads_tags ? read_tag (data + i, length - i) : 0;
      char sign = '\0';

      i += tag > 0 ? tag : read_sign (data + i, length - i, &sign);
      if (sign == '\0')
        continue;
      g_string_append_c (self.signs, sign);
      g_array_append_val (self.places, place);
    }
  return self;
}

static void
star_out (GByteArray *data, const Signs *signs, gsize from, gsize n)
{
  char *bytes = (char *) data->data;
  gsize start = g_array_index (signs->places, guint32, from);
  gsize last = g_array_index (signs->places, guint32, from + n - 1);
  char sign = '\0';

  memset (bytes + start, '*', last - start + read_sign (bytes + last, data->len - last, &sign));
}

/* The runs of one length of what is looked for. */
typedef struct
{
  GPtrArray *texts; /* owned, all at least @length long */
  gsize length;
  GArray *runs;          /* of Run */
  gint32 slots[N_SLOTS]; /* the first run of each, -1: none */
} Runs;

typedef struct
{
  guint32 sum;
  const char *text;
  gint32 next;
} Run;

static guint32
get_slot (guint32 sum)
{
  return (sum ^ sum >> 15) & (N_SLOTS - 1);
}

static guint32
get_sum (const char *text, gsize length)
{
  guint32 sum = 0;

  for (gsize i = 0; i < length; i++)
    sum = sum * FACTOR + (guchar) text[i];
  return sum;
}

static void
wipe_free (gpointer text)
{
  explicit_bzero (text, strlen (text));
  g_free (text);
}

static Runs *
runs_new (gsize length)
{
  Runs *self = g_new0 (Runs, 1);

  self->length = length;
  self->texts = g_ptr_array_new_with_free_func (wipe_free);
  self->runs = g_array_new (FALSE, FALSE, sizeof (Run));
  memset (self->slots, 0xff, sizeof self->slots);
  return self;
}

static void
runs_free (Runs *self)
{
  g_ptr_array_unref (self->texts);
  g_array_unref (self->runs);
  g_free (self);
}

/* Takes @spelling: the key as it can stand somewhere. */
static void
runs_add (Runs *self, char *spelling)
{
  Signs signs = signs_read (spelling, strlen (spelling), TRUE);
  char *text = g_strndup (signs.signs->str, signs.signs->len);

  g_ptr_array_add (self->texts, text);
  for (gsize i = 0; i + self->length <= signs.signs->len; i++)
    {
      Run run = { .sum = get_sum (text + i, self->length), .text = text + i };

      run.next = self->slots[get_slot (run.sum)];
      self->slots[get_slot (run.sum)] = (gint32) self->runs->len;
      g_array_append_val (self->runs, run);
    }
  signs_clear (&signs);
  wipe_free (spelling);
}

static gboolean
has_run (const Runs *self, const char *text, guint32 sum)
{
  for (gint32 i = self->slots[get_slot (sum)]; i >= 0;)
    {
      const Run *run = &g_array_index (self->runs, Run, i);

      if (run->sum == sum && memcmp (run->text, text, self->length) == 0)
        return TRUE;
      i = run->next;
    }
  return FALSE;
}

/* Takes @self. */
static void
runs_star_out (Runs *self, GByteArray *data, const Signs *signs)
{
  const char *text = signs->signs->str;
  gsize length = self->length;
  guint32 last = 1;
  guint32 sum = 0;

  for (gsize i = 1; i < length; i++)
    last *= FACTOR;
  sum = get_sum (text, MIN (length, signs->signs->len));
  for (gsize i = 0; i + length <= signs->signs->len; i++)
    {
      if (has_run (self, text + i, sum))
        star_out (data, signs, i, length);
      if (i + length < signs->signs->len)
        sum = (sum - (guchar) text[i] * last) * FACTOR + (guchar) text[i + length];
    }
  runs_free (self);
}

/* Spellings of the key. */

/* How bytes are written with signs that stand for some bits each. Outside no case counts; inside of
 * another one it does. */
typedef struct
{
  const char *signs;
  guint bits;   /* that each stands for */
  guint places; /* bytes after which a sign and a byte begin together again */
} Code;

/* Outside, the first is the same as the second. */
#define OUTSIDE 1

static const Code codes[] = {
  { "0123456789abcdef", 4, 1 },
  { "0123456789ABCDEF", 4, 1 },
  { "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 5, 5 },
  { "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 6, 3 },
};

/* As @text stands in the code of a longer one, in which @before bytes come before it: those signs
 * that are made of it alone. */
static char *
spell_coded (const GString *text, const Code *code, guint before)
{
  gsize first = (before * 8 + code->bits - 1) / code->bits;
  gsize end = (before + text->len) * 8 / code->bits;
  char *spelling = g_new0 (char, end - first + 1);

  for (gsize i = first; i < end; i++)
    {
      guint value = 0;

      for (gsize bit = i * code->bits - before * 8; bit < (i + 1) * code->bits - before * 8; bit++)
        value = value << 1 | ((guchar) text->str[bit / 8] >> (7 - bit % 8) & 1);
      spelling[i - first] = code->signs[value];
    }
  return spelling;
}

/* @text as it stands in each code, wherever it begins there; @twice: and that in each again */
static void
add_coded (Runs *runs, const GString *text, const Code *code, gboolean twice)
{
  for (guint before = 0; before < code->places; before++)
    {
      char *spelling = spell_coded (text, code, before);

      if (!twice)
        {
          runs_add (runs, spelling);
          continue;
        }
      for (guint i = OUTSIDE; i < G_N_ELEMENTS (codes); i++)
        add_coded (runs, &(GString){ .str = spelling, .len = strlen (spelling) }, &codes[i], FALSE);
      wipe_free (spelling);
    }
}

/* Its bytes as numbers, one behind the other. */
static char *
spell_numbers (const GString *text, gboolean octal)
{
  GString *digits = g_string_sized_new (3 * text->len + 1);

  for (gsize i = 0; i < text->len; i++)
    g_string_append_printf (digits, octal ? "%03o" : "%u", (guchar) text->str[i]);
  return g_string_free (digits, FALSE);
}

/* What was cut off may have been the rest of the key. */
static void
redact_end (GByteArray *data, const Signs *signs, const char *key)
{
  Signs own = signs_read (key, strlen (key), TRUE);
  gsize length = signs->signs->len;

  for (gsize n = MIN (own.signs->len, length); n >= MIN_REDACTED; n--)
    if (memcmp (signs->signs->str + length - n, own.signs->str, n) == 0)
      {
        star_out (data, signs, length - n, n);
        break;
      }
  signs_clear (&own);
}

/* A key of signs that are no letters has no runs of them. */
static void
redact_bytes (GByteArray *data, const char *key)
{
  gsize length = strlen (key);
  guint8 *place = data->data;
  guint8 *end = data->data + data->len;

  while ((place = memchr (place, key[0], (gsize) (end - place))) != NULL
         && (gsize) (end - place) >= length)
    {
      gboolean found = memcmp (place, key, length) == 0;

      if (found)
        memset (place, '*', length);
      place += found ? length : 1;
    }
}

/* @key as bytes: as it is, and with a zero behind each as in UTF-16, of which the other order is
 * the same one byte later. */
static GString *
widen (const char *key, guint n_zeros)
{
  GString *text = g_string_sized_new (2 * strlen (key) + 1);

  for (const char *c = key; *c != '\0'; c++)
    {
      g_string_append_c (text, *c);
      for (guint i = 0; i < n_zeros; i++)
        g_string_append_c (text, '\0');
    }
  return text;
}

static void
wipe_wide (GString *text)
{
  explicit_bzero (text->str, text->len);
  g_string_free (text, TRUE);
}

static void
redact_runs (GByteArray *data, const Signs *signs, const char *key, gsize run)
{
  GString *const texts[] = { widen (key, 0), widen (key, 1) };
  Runs *plain = runs_new (run);
  Runs *numbers = runs_new (run * 2);
  Runs *twice = runs_new (run * 16 / 9);

  runs_add (plain, g_strdup (key));
  runs_star_out (plain, data, signs);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
      add_coded (twice, texts[j], &codes[i], TRUE);
  for (guint i = OUTSIDE; i < G_N_ELEMENTS (codes); i++)
    {
      Runs *once = runs_new (run * 8 / codes[i].bits);

      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        add_coded (once, texts[j], &codes[i], FALSE);
      runs_star_out (once, data, signs);
    }
  for (guint i = 0; i < 2 * G_N_ELEMENTS (texts); i++)
    runs_add (numbers, spell_numbers (texts[i / 2], i % 2 != 0));
  runs_star_out (numbers, data, signs);
  runs_star_out (twice, data, signs);
  redact_end (data, signs, key);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    wipe_wide (texts[i]);
}

/**
 * attest_redact:
 * @data: what a server sent
 * @key: (nullable): the key that was sent there
 *
 * Stars @key out of @data, however it is spelled there; also parts of it, of half its length or
 * eight signs.
 */
void
attest_redact (GByteArray *data, const char *key)
{
  gsize length = key != NULL ? strlen (key) : 0;

  if (length < MIN_REDACTED || data->len == 0)
    return;
  redact_bytes (data, key);
  for (guint reads_tags = 0; reads_tags < 2; reads_tags++)
    if (reads_tags || memchr (data->data, '<', data->len) != NULL)
      {
        Signs signs = signs_read ((const char *) data->data, data->len, reads_tags);

        redact_runs (data, &signs, key, CLAMP (length / 2, MIN_REDACTED, MAX_RUN));
        signs_clear (&signs);
      }
}

/**
 * attest_redact_text:
 * @text: (nullable): what a server sent; any bytes
 * @key: (nullable): the key that was sent there
 *
 * Returns: (transfer full) (nullable): @text as UTF-8 without @key
 */
char *
attest_redact_text (const char *text, const char *key)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  GByteArray *bytes = NULL;

  if (valid == NULL)
    return NULL;
  bytes = g_byte_array_new ();
  g_byte_array_append (bytes, (const guint8 *) valid, (guint) strlen (valid));
  attest_redact (bytes, key);
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  return (char *) g_byte_array_free (bytes, FALSE);
}
