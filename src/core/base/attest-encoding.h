/* Text of unknown origin becomes UTF-8, or its encoding is named. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @guessed: (out) (nullable): what it was taken for, if that is not certain */
GBytes *attest_encoding_decode (GBytes *bytes, const char **guessed, GError **error);

GBytes *attest_encoding_convert (GBytes *bytes, const char *name, GError **error);

G_END_DECLS
