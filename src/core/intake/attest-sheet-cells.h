/* Cells that were copied for one list of a record: a site in each row. Thread: any. */
#pragma once

#include "model/attest-record.h"

#include <gio/gio.h>

G_BEGIN_DECLS

GPtrArray *attest_sheet_read_cells (GBytes *bytes,
                                    const AttestSchema *schema,
                                    const AttestField *list,
                                    const AttestField *first,
                                    GError **error);

G_END_DECLS
