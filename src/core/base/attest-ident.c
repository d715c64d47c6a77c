/* Text ids: UUID version 7, RFC 9562. Thread: any. */
#include "base/attest-ident.h"

/**
 * attest_ident_new:
 *
 * Makes an id whose text order is the order of making (to the millisecond), so that no list
 * relies on the row numbers of one particular database.
 *
 * Returns: (transfer full): a UUID version 7 in its 36 characters, lower case
 */
char *
attest_ident_new (void)
{
  guint64 ms = (guint64) (g_get_real_time () / 1000);
  guint32 a = g_random_int ();
  guint32 b = g_random_int ();
  guint32 c = g_random_int ();

  return g_strdup_printf ("%08x-%04x-7%03x-%04x-%04x%08x",
                          (guint32) (ms >> 16),
                          (guint32) (ms & 0xffff),
                          a & 0xfff,
                          0x8000 | ((a >> 12) & 0x3fff),
                          b & 0xffff,
                          c);
}
