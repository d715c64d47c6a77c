/* A server may send back what it was sent, the key included, as it is or as it stands in JSON, in
 * an address, in a page, in base64 or in hexadecimal. None of that is kept: it is starred out,
 * without changing the length. Thread: any. */
#include "attest-config.h"
#include "outbox/attest-redact.h"

#include <string.h>

#define MIN_REDACTED 6 /* a shorter "key" would blank out ordinary text */

/* How a character is written by its number: what stands in front, whether the number has sixteen
 * digits or ten, how many there may be, and what ends it. */
static const struct
{
  const char *opening;
  guint base;
  gsize most;
  const char *end;
} numbers[] = {
  { "%25", 16, 2, "" }, /* an address within an address */
  { "%", 16, 2, "" },    { "\\u00", 16, 2, "" }, { "\\x", 16, 2, "" },
  { "&#x", 16, 7, ";" }, { "&#X", 16, 7, ";" },  { "&#", 10, 7, ";" },
};

static const struct
{
  char c;
  const char *entity;
} entities[] = {
  { '&', "&amp;" },  { '<', "&lt;" },   { '>', "&gt;" },
  { '"', "&quot;" }, { '\'', "&#39;" }, { '\'', "&apos;" },
};

static int
get_digit (char c, guint base)
{
  return base == 16 ? g_ascii_xdigit_value (c) : g_ascii_digit_value (c);
}

static gsize
match_number (const char *place, gsize left, char c)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      gsize n = strlen (numbers[i].opening);
      gsize end = strlen (numbers[i].end);
      gsize most = n + numbers[i].most;
      guint value = 0;

      if (left < n || memcmp (place, numbers[i].opening, n) != 0)
        continue;
      for (; n < MIN (most, left) && get_digit (place[n], numbers[i].base) >= 0; n++)
        value = value * numbers[i].base + (guint) get_digit (place[n], numbers[i].base);
      if (value == (guchar) c && left >= n + end && memcmp (place + n, numbers[i].end, end) == 0)
        return n + end;
    }
  return 0;
}

/* How many bytes at @place stand for @c; 0: none. */
static gsize
match_char (const char *place, gsize left, char c)
{
  gsize n = 0;

  if (left >= 2 && place[0] == '\\' && place[1] == c)
    return 2;
  n = match_number (place, left, c);
  if (n > 0)
    return n;
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (entities[i].c == c && left >= strlen (entities[i].entity)
        && memcmp (place, entities[i].entity, strlen (entities[i].entity)) == 0)
      return strlen (entities[i].entity);
  return left >= 1 && place[0] == c ? 1 : 0;
}

static gsize
match_escaped (const char *place, gsize left, const char *key)
{
  gsize length = 0;

  for (; *key != '\0'; key++)
    {
      gsize n = match_char (place + length, left - length, *key);

      if (n == 0)
        return 0;
      length += n;
    }
  return length;
}

static void
redact_escaped (GByteArray *data, const char *key)
{
  char *bytes = (char *) data->data;
  gsize length = strlen (key);

  for (gsize i = 0; i < data->len; i++)
    {
      gsize left = data->len - i;
      gsize n = 0;

      if (bytes[i] != key[0] && bytes[i] != '%' && bytes[i] != '\\' && bytes[i] != '&')
        continue;
      n = left >= length && memcmp (bytes + i, key, length) == 0
              ? length
              : match_escaped (bytes + i, left, key);
      if (n == 0)
        continue;
      memset (bytes + i, '*', n);
      i += n - 1;
    }
}

static void
redact_plain (GByteArray *data, const char *text)
{
  gsize length = strlen (text);
  guint8 *place = data->data;
  guint8 *end = data->data + data->len;

  if (length < MIN_REDACTED)
    return;
  while ((place = memchr (place, text[0], (gsize) (end - place))) != NULL
         && (gsize) (end - place) >= length)
    {
      gboolean found = memcmp (place, text, length) == 0;

      if (found)
        memset (place, '*', length);
      place += found ? length : 1;
    }
}

/* @key as it stands in the base64 of a longer text, @before bytes after a group of three began:
 * those characters that are made of it alone. */
static void
redact_base64 (GByteArray *data, const char *key, gsize before)
{
  gsize length = before + strlen (key);
  g_autofree guint8 *bytes = g_malloc0 (length);
  g_autofree char *all = NULL;
  g_autofree char *own = NULL;
  gsize from = (before * 8 + 5) / 6;

  memcpy (bytes + before, key, strlen (key));
  all = g_base64_encode (bytes, length);
  own = g_strndup (all + from, length * 8 / 6 - from);
  redact_plain (data, own);
  g_strdelimit (own, "+", '-');
  g_strdelimit (own, "/", '_');
  redact_plain (data, own);
}

static void
redact_hexadecimal (GByteArray *data, const char *key)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  g_autofree char *upper = NULL;

  for (const char *c = key; *c != '\0'; c++)
    g_string_append_printf (digits, "%02x", (guchar) *c);
  upper = g_ascii_strup (digits->str, -1);
  redact_plain (data, digits->str);
  redact_plain (data, upper);
}

/* What was cut off may have been the rest of the key. */
static void
redact_end (GByteArray *data, const char *key)
{
  for (gsize n = MIN (strlen (key) - 1, data->len); n >= MIN_REDACTED; n--)
    if (memcmp (data->data + data->len - n, key, n) == 0)
      {
        memset (data->data + data->len - n, '*', n);
        return;
      }
}

/**
 * attest_redact:
 * @data: what a server sent
 * @key: (nullable): the key that was sent there
 *
 * Stars @key out of @data, however it is spelled there.
 */
void
attest_redact (GByteArray *data, const char *key)
{
  if (key == NULL || strlen (key) < MIN_REDACTED || data->len == 0)
    return;
  redact_escaped (data, key);
  for (gsize before = 0; before < 3; before++)
    redact_base64 (data, key, before);
  redact_hexadecimal (data, key);
  redact_end (data, key);
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
