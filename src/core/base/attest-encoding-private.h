/* What both ways of telling an encoding begin with. Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const guchar *p;
  gsize length;
} AttestEncodingBytes;

AttestEncodingBytes attest_encoding_get_bytes (GBytes *bytes);
const char *attest_encoding_find_certain (AttestEncodingBytes bytes, gsize *mark);
gboolean attest_encoding_is_utf8 (AttestEncodingBytes bytes);
gboolean attest_encoding_is_binary (AttestEncodingBytes bytes);
char *attest_encoding_read_as (AttestEncodingBytes bytes,
                               const char *encoding,
                               gsize *length,
                               guint *row);

G_END_DECLS
