/* AttestDetailsLine: the groups of a form that say who issues the record, as one line while that is
 * what stands in the user's details. It opens for whoever wants to see or change them. */
#pragma once

#include "editor/attest-form-context.h"
#include "workspace/attest-presets.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_DETAILS_LINE (attest_details_line_get_type ())
G_DECLARE_FINAL_TYPE (AttestDetailsLine, attest_details_line, ATTEST, DETAILS_LINE, GtkBox)

GtkWidget *attest_details_line_new (AttestFormContext *context, AttestPresets *presets);
void attest_details_line_add_group (AttestDetailsLine *self, GtkWidget *group);
void attest_details_line_settle (AttestDetailsLine *self);
void attest_details_line_open_for (AttestDetailsLine *self, GtkWidget *row);

G_END_DECLS
