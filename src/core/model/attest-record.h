/* AttestRecord: what was typed, exactly as typed.
 *
 * The abstract base of everything that is entered. A subclass is a field table and one call in its
 * class_init; it gets real GObject properties (text fields: string; flags: AttestFlag; lists:
 * read-only AttestRecordList), one `notify` per edit, and `changed` with the path of the edit for
 * itself and everything below it. Records live on the main thread. */
#pragma once

#include "base/attest-date.h"
#include "model/attest-field.h"
#include "model/attest-record-list.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_RECORD (attest_record_get_type ())
G_DECLARE_DERIVABLE_TYPE (AttestRecord, attest_record, ATTEST, RECORD, GObject)

struct _AttestRecordClass
{
  GObjectClass parent_class;

  const AttestSchema *schema;
  GParamSpec **properties; /* one per field, at its index + 1 */
};

void attest_record_class_install (AttestRecordClass *klass, const AttestSchema *schema);

AttestRecord *attest_record_new (const AttestSchema *schema);
const AttestSchema *attest_record_get_schema (AttestRecord *self);
AttestRecordList *attest_record_get_list_of (AttestRecord *self);

const char *attest_record_get_text (AttestRecord *self, guint field);
const char *attest_record_get_role (AttestRecord *self, const AttestField *role /* (nullable) */);
void attest_record_set_text (AttestRecord *self, guint field, const char *text);
AttestFlag attest_record_get_flag (AttestRecord *self, guint field);
void attest_record_set_flag (AttestRecord *self, guint field, AttestFlag flag);
AttestRecordList *attest_record_get_list (AttestRecord *self, guint field);
AttestPresence attest_record_get_presence (AttestRecord *self, guint field);

void attest_record_read_date (AttestRecord *self, guint field, AttestDateReading *reading);
AttestDateFault attest_record_read_moment (AttestRecord *self,
                                           guint field,
                                           AttestDateReading *day,
                                           gint64 *microseconds);

const char *attest_record_get_title (AttestRecord *self);
char *attest_record_dup_summary (AttestRecord *self);
gboolean attest_record_is_empty (AttestRecord *self);
gboolean attest_record_is_blank (AttestRecord *self);
gboolean attest_record_equal (AttestRecord *self, AttestRecord *other);
guint attest_record_hash (AttestRecord *self);
AttestRecord *attest_record_copy (AttestRecord *self);
AttestRecord *attest_record_copy_for_next (AttestRecord *self);
AttestRecord *attest_record_copy_for_cycle (AttestRecord *self, guint n_years);
void attest_record_assign (AttestRecord *self, AttestRecord *from);
void attest_record_take_details (AttestRecord *self, AttestRecord *from);
void attest_record_take_section (AttestRecord *self, AttestRecord *from, const AttestField *field);
gboolean attest_record_has_details (AttestRecord *self, AttestRecord *details);

AttestRecord *
attest_record_lookup (AttestRecord *self, const char *path, const AttestField **field);
char *attest_record_dup_path (AttestRecord *self, const AttestField *field, AttestRecord *root);

G_END_DECLS
