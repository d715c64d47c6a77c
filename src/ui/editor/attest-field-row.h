/* AttestFieldRow: a field of a record as it stands in the form: its label, its control, and below
 * them what is wrong with it. */
#pragma once

#include "editor/attest-form-context.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_FIELD_ROW (attest_field_row_get_type ())
G_DECLARE_FINAL_TYPE (AttestFieldRow, attest_field_row, ATTEST, FIELD_ROW, GtkWidget)

GtkWidget *
attest_field_row_new (AttestFormContext *context, AttestRecord *record, const AttestField *field);
AttestRecord *attest_field_row_get_record (AttestFieldRow *self);
const AttestField *attest_field_row_get_field (AttestFieldRow *self);
char *attest_field_row_dup_help (AttestFieldRow *self);

void attest_field_row_set_compact (AttestFieldRow *self, const char *name);
void attest_field_row_touch (AttestFieldRow *self);
gboolean attest_field_row_is_pressed (GtkWidget *widget);
gboolean attest_field_row_enter (AttestFieldRow *self);

G_END_DECLS
