/* The kinds of records that stand alone: each is a draft, a file and what one service takes. */
#pragma once

#include "model/attest-field.h"

G_BEGIN_DECLS

const AttestSchema *const *attest_kinds_list (guint *n);
const AttestSchema *attest_kinds_find (const char *name);
const AttestSchema *attest_kinds_find_with_details (void);
void attest_kinds_register (const AttestSchema *schema);

G_END_DECLS
