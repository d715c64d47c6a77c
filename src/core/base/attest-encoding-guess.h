/* The likely encoding of a text, for what a person sees before it is taken, and can read in another
 * one. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name;  /* as iconv knows it */
  const char *label; /* not translated */
} AttestEncoding;

const AttestEncoding *attest_encoding_get_all (guint *n_encodings);
const char *attest_encoding_guess (GBytes *bytes, gboolean *certain);

G_END_DECLS
