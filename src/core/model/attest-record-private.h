/* Between a record and its lists only. */
#pragma once

#include "model/attest-record-list.h"
#include "model/attest-record.h"

G_BEGIN_DECLS

/* How a record's list hears that @item, which is in it, was edited at @path, seen from the item. */
typedef void (*AttestRecordTell) (AttestRecordList *list, AttestRecord *item, const char *path);

void attest_record_set_list (AttestRecord *self, AttestRecordList *list, AttestRecordTell tell);
gboolean attest_record_is_heard (AttestRecord *self);
void attest_record_emit_changed (AttestRecord *self, const char *path);

G_END_DECLS
