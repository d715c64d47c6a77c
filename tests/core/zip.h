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

/* Four bits at a time: what fuzz targets spend here they do not spend on what they test. */
static guint32
zip_sum_up (const char *data, gsize length)
{
  static guint32 sums[16];
  guint32 crc = 0xffffffff;

  for (guint32 i = 0; i < 16 && sums[15] == 0; i++)
    {
      sums[i] = i;
      for (int bit = 0; bit < 4; bit++)
        sums[i] = sums[i] >> 1 ^ (sums[i] & 1 ? 0xedb88320 : 0);
    }
  for (gsize i = 0; i < length; i++)
    {
      crc ^= (guchar) data[i];
      crc = crc >> 4 ^ sums[crc & 15];
      crc = crc >> 4 ^ sums[crc & 15];
    }
  return ~crc;
}

/* Numbers as ZIP has them: @format has a letter for each, 2 or 4 for its bytes. */
static void
zip_put (GByteArray *to, const char *format, ...)
{
  guint8 bytes[64] = { 0 };
  guint n = 0;
  va_list numbers;

  va_start (numbers, format);
  for (; *format != '\0'; format++)
    {
      guint32 number = va_arg (numbers, guint32);

      g_assert (n + 4 <= sizeof bytes);
      for (int i = 0; i < *format - '0'; i++)
        bytes[n++] = number >> 8 * i & 0xff;
    }
  va_end (numbers);
  g_byte_array_append (to, bytes, n);
}

/* Returns: (transfer full): a ZIP file of @parts, which end with a name of NULL, nothing packed.
 * The bytes of @other stand in the place of part @changed; none for G_MAXUINT. */
static GBytes *
zip_make (const ZipPart *parts, guint changed, GBytes *other)
{
  GByteArray *zip = g_byte_array_sized_new (4096);
  g_autoptr (GByteArray) list = g_byte_array_sized_new (1024);
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
