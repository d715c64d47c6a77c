/* AttestImportFieldChooser: what a column is for, found by typing. Main thread. */
#pragma once

#include "model/attest-field.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_IMPORT_FIELD_CHOOSER (attest_import_field_chooser_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportFieldChooser,
                      attest_import_field_chooser,
                      ATTEST,
                      IMPORT_FIELD_CHOOSER,
                      GtkPopover)

/* Signal "chosen" (const char *path): "" for nothing. */
GtkWidget *attest_import_field_chooser_new (void);
void
attest_import_field_chooser_set_schema (AttestImportFieldChooser *self, const AttestSchema *schema);
void attest_import_field_chooser_open (AttestImportFieldChooser *self, GtkWidget *at);

G_END_DECLS
