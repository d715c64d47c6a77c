/* Sheets of XLSX files (ECMA-376, ISO/IEC 29500, transitional and strict). */
#pragma once

#include "sheet/attest-container.h"

G_BEGIN_DECLS

gboolean attest_xlsx_is (AttestContainer *container);
gboolean attest_xlsx_is_binary (AttestContainer *container);
GPtrArray *attest_xlsx_read (AttestContainer *container, GCancellable *cancellable, GError **error);

G_END_DECLS
