/* Tables as text: CSV, TSV and their kin (RFC 4180, and what programs really write). */
#pragma once

#include "sheet/attest-grid.h"

#include <gio/gio.h>

G_BEGIN_DECLS

char attest_delimited_guess_separator (const char *text);
AttestGrid *attest_delimited_read (const char *text,
                                   char *separator,
                                   guint *open_quote,
                                   GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
