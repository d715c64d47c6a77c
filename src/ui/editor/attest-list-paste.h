/* Ctrl+V of cells in a list of the form: a row of them is an item. Main thread. */
#pragma once

#include "editor/attest-form-context.h"

G_BEGIN_DECLS

void attest_list_paste_attach (GtkWidget *group,
                               AttestFormContext *context,
                               AttestRecord *record,
                               const AttestField *field);

G_END_DECLS
