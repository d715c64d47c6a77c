/* A picture for a design that has none of its own: a frame in its second colour around its first.
 * PNG after ISO/IEC 15948, as small as one can be. Any thread. */
#include "practice-private.h"

#include <string.h>

#define WIDTH 96
#define HEIGHT 72
#define FRAME 10

static guint32
sum_up (const guint8 *data, gsize size)
{
  guint32 sum = 0xffffffff;

  for (gsize i = 0; i < size; i++)
    {
      sum ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        sum = (sum & 1) != 0 ? 0xedb88320 ^ (sum >> 1) : sum >> 1;
    }
  return ~sum;
}

static void
add_number (GByteArray *png, guint32 number)
{
  const guint32 bytes = GUINT32_TO_BE (number);

  g_byte_array_append (png, (const guint8 *) &bytes, sizeof bytes);
}

static void
add_chunk (GByteArray *png, const char *type, const guint8 *data, gsize size)
{
  const guint start = png->len + 4;

  add_number (png, (guint32) size);
  g_byte_array_append (png, (const guint8 *) type, 4);
  g_byte_array_append (png, data, (guint) size);
  add_number (png, sum_up (png->data + start, png->len - start));
}

/* Each line begins with its filter, which is none. */
static GByteArray *
draw (const guint8 inner[3], const guint8 frame[3])
{
  static const guint8 no_filter = 0;
  GByteArray *lines = g_byte_array_new ();

  for (guint y = 0; y < HEIGHT; y++)
    {
      g_byte_array_append (lines, &no_filter, 1);
      for (guint x = 0; x < WIDTH; x++)
        {
          const gboolean is_frame =
              x < FRAME || y < FRAME || x >= WIDTH - FRAME || y >= HEIGHT - FRAME;

          g_byte_array_append (lines, is_frame ? frame : inner, 3);
        }
    }
  return lines;
}

static void
add_lines (GByteArray *png, const guint8 inner[3], const guint8 frame[3])
{
  g_autoptr (GByteArray) lines = draw (inner, frame);
  g_autoptr (GZlibCompressor) packer = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
  g_autofree guint8 *packed = g_malloc (lines->len);
  gsize n_read = 0;
  gsize n_packed = 0;

  g_converter_convert (G_CONVERTER (packer),
                       lines->data,
                       lines->len,
                       packed,
                       lines->len,
                       G_CONVERTER_INPUT_AT_END,
                       &n_read,
                       &n_packed,
                       NULL);
  add_chunk (png, "IDAT", packed, n_packed);
}

static void
read_colour (const char *text, guint8 colour[3])
{
  const guint64 number = g_ascii_strtoull (text + 1, NULL, 16);

  colour[0] = (guint8) (number >> 16);
  colour[1] = (guint8) (number >> 8);
  colour[2] = (guint8) number;
}

/**
 * practice_png_paint:
 * @colours: as "#rrggbb"
 * @size: (out): bytes of it
 *
 * Returns: (transfer full): a picture
 */
char *
practice_png_paint (const char *const colours[2], gsize *size)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  static const guint8 head[] = { 0, 0, 0, WIDTH, 0, 0, 0, HEIGHT, 8, 2, 0, 0, 0 };
  GByteArray *png = g_byte_array_new ();
  guint8 inner[3];
  guint8 frame[3];

  read_colour (colours[0], inner);
  read_colour (colours[1], frame);
  g_byte_array_append (png, signature, sizeof signature);
  add_chunk (png, "IHDR", head, sizeof head);
  add_lines (png, inner, frame);
  add_chunk (png, "IEND", head, 0);
  *size = png->len;
  return (char *) g_byte_array_free (png, FALSE);
}
