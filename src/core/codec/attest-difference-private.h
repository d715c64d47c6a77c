/* Values as people read them, for comparing only. */
#pragma once

#include "model/attest-record.h"

G_BEGIN_DECLS

char *attest_difference_dup_value (AttestRecord *record, guint field);
char *attest_difference_dup_item (AttestRecord *item);
char *attest_difference_dup_name (AttestRecord *item, guint position);

G_END_DECLS
