/* AttestFieldDay: the line below a date: the day in words, or the day that is offered. */
#pragma once

#include "editor/attest-field-extras.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_FIELD_DAY (attest_field_day_get_type ())
G_DECLARE_FINAL_TYPE (AttestFieldDay, attest_field_day, ATTEST, FIELD_DAY, GtkWidget)

/* Signal "taken": the field holds what was offered. */

GtkWidget *attest_field_day_new (AttestRecord *record,
                                 const AttestField *field,
                                 const AttestFieldExtra *extra /* (nullable) */);
void attest_field_day_update (AttestFieldDay *self, gboolean has_message);
void attest_field_day_take (AttestFieldDay *self);

G_END_DECLS
