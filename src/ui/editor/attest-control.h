/* Controls: the part of a row where something is entered, made by kind. Each is bound to its field:
 * what is entered reaches the record at once, and a change of the record reaches the control
 * without disturbing typing. Main thread. */
#pragma once

#include "editor/attest-form-context.h"

G_BEGIN_DECLS

AttestControl attest_text_control_new (AttestFormContext *context,
                                       AttestRecord *record,
                                       const AttestField *field);
AttestControl attest_long_text_control_new (AttestFormContext *context,
                                            AttestRecord *record,
                                            const AttestField *field);
AttestControl attest_choice_control_new (AttestFormContext *context,
                                         AttestRecord *record,
                                         const AttestField *field);
AttestControl attest_flag_control_new (AttestFormContext *context,
                                       AttestRecord *record,
                                       const AttestField *field);
AttestControl attest_date_control_new (AttestFormContext *context,
                                       AttestRecord *record,
                                       const AttestField *field);
AttestControl attest_design_control_new (AttestFormContext *context,
                                         AttestRecord *record,
                                         const AttestField *field);
AttestControl attest_tags_control_new (AttestFormContext *context,
                                       AttestRecord *record,
                                       const AttestField *field);
AttestControl attest_list_control_new (AttestFormContext *context,
                                       AttestRecord *record,
                                       const AttestField *field);

G_END_DECLS
