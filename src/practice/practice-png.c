/* A picture for a design that has none of its own: a frame in its second colour around its first.
 * PNG after ISO/IEC 15948, as small as one can be. Any thread. */
#include "practice-private.h"

#include <string.h>
#include <zlib.h>

#define WIDTH 96
#define HEIGHT 72
#define FRAME 10

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
  add_number (png, (guint32) crc32 (0, png->data + start, png->len - start));
}

/* Each line begins with its filter; 0: none. */
static void
draw (guint8 lines[HEIGHT][1 + 3 * WIDTH], const guint8 inner[3], const guint8 frame[3])
{
  for (guint y = 0; y < HEIGHT; y++)
    {
      lines[y][0] = 0;
      for (guint x = 0; x < WIDTH; x++)
        {
          const gboolean is_frame =
              x < FRAME || y < FRAME || x >= WIDTH - FRAME || y >= HEIGHT - FRAME;

          memcpy (&lines[y][1 + 3 * x], is_frame ? frame : inner, 3);
        }
    }
}

static void
add_lines (GByteArray *png, const guint8 inner[3], const guint8 frame[3])
{
  guint8 lines[HEIGHT][1 + 3 * WIDTH];
  uLongf n_packed = compressBound (sizeof lines);
  g_autofree guint8 *packed = g_malloc (n_packed);

  draw (lines, inner, frame);
  compress (packed, &n_packed, (const guint8 *) lines, sizeof lines);
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
