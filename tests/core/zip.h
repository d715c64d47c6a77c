/* ZIP files for tests: what spreadsheets are, part by part, so that what stands in one can be seen
 * beside what is read. */
#pragma once

#include <glib.h>
#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
} ZipPart;

static guint32
zip_sum_up (const char *data, gsize length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= (guchar) data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
  return ~crc;
}

/* Numbers as ZIP has them: @format has a letter for each, 2 or 4 for its bytes. */
static void
zip_put (GByteArray *to, const char *format, ...)
{
  va_list numbers;

  va_start (numbers, format);
  for (; *format != '\0'; format++)
    {
      guint32 number = va_arg (numbers, guint32);

      for (int i = 0; i < *format - '0'; i++)
        g_byte_array_append (to, &(guint8){ number >> 8 * i & 0xff }, 1);
    }
  va_end (numbers);
}

/* Returns: (transfer full): a ZIP file of @parts, which end with a name of NULL, nothing packed.
 * The bytes of @other stand in the place of part @changed; none for G_MAXUINT. */
static GBytes *
zip_make (const ZipPart *parts, guint changed, GBytes *other)
{
  GByteArray *zip = g_byte_array_new ();
  g_autoptr (GByteArray) list = g_byte_array_new ();
  guint n = 0;

  for (; parts[n].name != NULL; n++)
    {
      gsize size = strlen (parts[n].text);
      const char *text = n == changed ? g_bytes_get_data (other, &size) : parts[n].text;
      guint32 length = (guint32) size;
      guint32 name_length = (guint32) strlen (parts[n].name);
      guint32 crc = zip_sum_up (text, length);
      guint32 place = zip->len;

      zip_put (zip, "42222244", 0x04034b50, 20, 0, 0, 0, 0x21, crc, length);
      zip_put (zip, "422", length, name_length, 0);
      g_byte_array_append (zip, (const guint8 *) parts[n].name, name_length);
      g_byte_array_append (zip, (const guint8 *) text, length);
      zip_put (list, "422222244", 0x02014b50, 20, 20, 0, 0, 0, 0x21, crc, length);
      zip_put (list, "42222244", length, name_length, 0, 0, 0, 0, 0, place);
      g_byte_array_append (list, (const guint8 *) parts[n].name, name_length);
    }
  zip_put (list, "4222244", 0x06054b50, 0, 0, n, n, list->len, zip->len);
  zip_put (list, "2", 0);
  g_byte_array_append (zip, list->data, list->len);
  return g_byte_array_free_to_bytes (zip);
}
