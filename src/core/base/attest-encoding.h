/* Text of unknown origin becomes UTF-8, or its encoding is named. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @guessed: (out) (nullable): what it was taken for, if that is not certain */
GBytes *attest_encoding_decode (GBytes *bytes, const char **guessed, GError **error);

/* For what a person sees before it is taken, and can read in another one. */
typedef struct
{
  const char *name;  /* as iconv knows it */
  const char *label; /* not translated */
} AttestEncoding;

const AttestEncoding *attest_encoding_get_all (guint *n_encodings);
const char *attest_encoding_guess (GBytes *bytes, gboolean *certain);
GBytes *attest_encoding_convert (GBytes *bytes, const char *name, GError **error);

G_END_DECLS
