/* A drop-down list, which can decide something about an import, and an entry that does. Main
 * thread. */
#pragma once

#include "workspace/attest-import.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_IMPORT_CHOICE (attest_import_choice_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportChoice, attest_import_choice, ATTEST, IMPORT_CHOICE, GtkWidget)

GtkWidget *attest_import_choice_new (const char *name);
void attest_import_choice_clear (AttestImportChoice *self);
void attest_import_choice_add (AttestImportChoice *self,
                               const char *label,
                               const char *value /* (nullable): takes the decision back */);
void attest_import_choice_select (AttestImportChoice *self, const char *value);
const char *attest_import_choice_get (AttestImportChoice *self); /* (nullable) */
void attest_import_choice_decides (AttestImportChoice *self,
                                   AttestImport *import,
                                   AttestImportDecision decision,
                                   const char *key);

/* An entry that decides when Enter is pressed, and when it is left with another text. */
GtkWidget *attest_import_entry_new (const char *name, const char *text);
void attest_import_entry_decides (GtkWidget *entry,
                                  AttestImport *import,
                                  AttestImportDecision decision,
                                  const char *key);
void attest_import_entry_show (GtkWidget *entry, const char *text /* (nullable) */);

/* What is made anew after a decision: the keyboard goes back to what decides the same. */
char *attest_import_dup_focus (GtkWidget *page);   /* (nullable) */
char *attest_import_dup_name (GtkWidget *control); /* (nullable) */
GtkWidget *attest_import_find_control (GtkWidget *page, const char *name);

G_END_DECLS
