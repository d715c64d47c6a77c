/* Between a record and its lists only. */
#pragma once

#include "model/attest-record-list.h"
#include "model/attest-record.h"

G_BEGIN_DECLS

AttestRecordList *attest_record_list_new (AttestRecord *owner, const AttestField *field);
void attest_record_set_list (AttestRecord *self, AttestRecordList *list);
void attest_record_emit_changed (AttestRecord *self, const char *path);
const AttestField *attest_record_list_get_field (AttestRecordList *self);

G_END_DECLS
