/* Drafts as the pieces of a file. Main thread. */
#pragma once

#include "workspace/attest-export.h"
#include "workspace/attest-file-pieces.h"

G_BEGIN_DECLS

/* Fills in next, source and source_free. @n_rows counts what is in the file, @n_unjoined those of
 * them whose parts nothing joins; both outlive them. */
void attest_export_drafts_init (AttestFilePieces *pieces,
                                AttestWorkspace *workspace,
                                const AttestExport *what,
                                guint *n_rows,
                                guint *n_unjoined);

G_END_DECLS
