/* A list inside a record: a GListModel of AttestRecord that tells its owner of every change. */
#pragma once

#include "model/attest-field.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_RECORD_LIST (attest_record_list_get_type ())
G_DECLARE_FINAL_TYPE (AttestRecordList, attest_record_list, ATTEST, RECORD_LIST, GObject)

const AttestSchema *attest_record_list_get_schema (AttestRecordList *self);
AttestRecord *attest_record_list_get_owner (AttestRecordList *self);
guint attest_record_list_get_length (AttestRecordList *self);
AttestRecord *attest_record_list_get (AttestRecordList *self, guint position);
gboolean attest_record_list_find (AttestRecordList *self, AttestRecord *item, guint *position);
AttestRecord *attest_record_list_append (AttestRecordList *self);
void attest_record_list_insert (AttestRecordList *self, guint position, AttestRecord *item);
void attest_record_list_remove (AttestRecordList *self, guint position);
void attest_record_list_move (AttestRecordList *self, guint from, guint to);
gboolean attest_record_list_equal (AttestRecordList *self, AttestRecordList *other);

G_END_DECLS
