/* Sheets of OpenDocument files (ISO/IEC 26300). */
#pragma once

#include "sheet/attest-container.h"

G_BEGIN_DECLS

gboolean attest_ods_is (AttestContainer *container);
GPtrArray *attest_ods_read (AttestContainer *container, GCancellable *cancellable, GError **error);

G_END_DECLS
