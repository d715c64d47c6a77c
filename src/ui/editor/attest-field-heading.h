/* AttestFieldHeading: what stands over a field: its name, over all of its cell, that it is
 * required, and a button that explains it. */
#pragma once

#include "model/attest-record.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_FIELD_HEADING (attest_field_heading_get_type ())
G_DECLARE_FINAL_TYPE (AttestFieldHeading, attest_field_heading, ATTEST, FIELD_HEADING, GtkBox)

GtkWidget *attest_field_heading_new (AttestRecord *record, const AttestField *field);
char *
attest_field_heading_dup_help (AttestRecord *record, const AttestField *field); /* (nullable) */
void attest_field_heading_set_passed (AttestFieldHeading *self, gboolean passed);
void attest_field_heading_set_looked_at (AttestFieldHeading *self, gboolean looked_at);

G_END_DECLS
