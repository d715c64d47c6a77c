/* Opening editors. Main thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

void attest_editors_open_draft (AttestApplication *app, AttestDraft *draft, gboolean send);
void attest_editors_open_record (AttestApplication *app,
                                 const AttestSchema *schema,
                                 AttestRecord *initial /* (nullable) */);

G_END_DECLS
