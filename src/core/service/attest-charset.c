/* Gateways and older servers answer in the charset of their country, in Korea above all in EUC-KR
 * or what grew out of it.
 *
 * Keys were starred out of the bytes before they are read here. So a charset is read only if ASCII
 * stands in it as itself: no other spelling of the key can come out of it. (In UTF-16 and UTF-32 it
 * stands with zeros between, which were looked through.) Thread: any. */
#include "attest-config.h"
#include "service/attest-charset.h"

#include <string.h>

#define DECLARED_WITHIN 1024 /* bytes of a page, as HTML has it */

/* Names that mean more than what iconv knows by them. */
static const struct
{
  const char *name;
  const char *meant;
} aliases[] = {
  { "euc-kr", "UHC" },      { "ks_c_5601-1987", "UHC" }, { "ks_c_5601-1989", "UHC" },
  { "ksc5601", "UHC" },     { "ksc_5601", "UHC" },       { "korean", "UHC" },
  { "windows-949", "UHC" }, { "x-windows-949", "UHC" },  { "cp949", "UHC" },
  { "ms949", "UHC" },       { "shift_jis", "CP932" },    { "x-sjis", "CP932" },
  { "gb2312", "GB18030" },  { "gbk", "GB18030" },
};

/* The word behind "charset=" or "encoding=", in small letters. */
static char *
find_name (const char *text, gsize length, const char *label)
{
  g_autofree char *lower = g_ascii_strdown (text, (gssize) length);
  const char *place = strstr (lower, label);

  if (place == NULL)
    return NULL;
  place += strlen (label);
  place += strspn (place, " =\"'");
  length = strspn (place, "abcdefghijklmnopqrstuvwxyz0123456789_-.:");
  return length > 0 && length < 40 ? g_strndup (place, length) : NULL;
}

static char *
find_charset (const char *content_type, const char *data, gsize length)
{
  gsize head = MIN (length, DECLARED_WITHIN);
  char *name = NULL;

  if (content_type != NULL)
    name = find_name (content_type, strlen (content_type), "charset");
  if (name == NULL && length >= 2
      && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0))
    name = g_strdup ("utf-16");
  if (name == NULL)
    name = find_name (data, head, "charset");
  if (name == NULL)
    name = find_name (data, head, "encoding");
  return name;
}

static const char *
get_meant (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (g_str_equal (aliases[i].name, name))
      return aliases[i].meant;
  return name;
}

static gboolean
may_be_read (const char *charset)
{
  char ascii[0x7f - 0x20 + 1] = { 0 };
  g_autofree char *read = NULL;

  if (g_str_has_prefix (charset, "utf-16") || g_str_has_prefix (charset, "utf-32"))
    return TRUE;
  for (guint i = 0; i < sizeof ascii - 1; i++)
    ascii[i] = (char) (0x20 + i);
  read = g_convert (ascii, -1, "UTF-8", charset, NULL, NULL, NULL);
  return g_strcmp0 (read, ascii) == 0;
}

/* ISO-2022 writes everything in the bytes of ASCII. */
static gboolean
holds_shifts (const char *data, gsize length)
{
  return memchr (data, 0x1b, length) != NULL || memchr (data, 0x0e, length) != NULL;
}

/**
 * attest_charset_decode:
 * @content_type: (nullable): as it came
 * @data: a reply's body, or the beginning of it
 * @length: (inout): how long it is, in bytes; afterwards the text
 *
 * What is UTF-8 is taken as such; otherwise what the reply says it is. A character that is cut at
 * the end is left out.
 *
 * Returns: (transfer full) (nullable): the text; %NULL: it cannot be read
 */
char *
attest_charset_decode (const char *content_type, const char *data, gsize *length)
{
  gboolean is_utf8 = g_utf8_validate_len (data, *length, NULL);
  g_autofree char *name = NULL;
  char *text = NULL;
  gsize used = 0;

  if (!is_utf8 || holds_shifts (data, *length))
    name = find_charset (content_type, data, *length);
  if (name != NULL && may_be_read (get_meant (name)))
    {
      gsize n = 0;

      text = g_convert (data, (gssize) *length, "UTF-8", get_meant (name), &used, &n, NULL);
      if (text != NULL && g_utf8_validate_len (text, n, NULL))
        {
          *length = n;
          return text;
        }
      g_free (text);
    }
  return is_utf8 ? g_strndup (data, *length) : NULL;
}
