/* Opening editors. Main thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

void attest_editors_open_draft (AttestApplication *app, AttestDraft *draft, gboolean send);
void attest_editors_open_record (AttestApplication *app,
                                 const AttestSchema *schema,
                                 AttestRecord *initial /* (nullable) */);
void attest_editors_begin_record (AttestApplication *app, AttestRecord *record);
void attest_editors_duplicate (AttestApplication *app, const char *const *ids);

G_END_DECLS
