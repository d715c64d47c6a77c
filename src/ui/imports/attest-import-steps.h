/* AttestImportSteps: from a sheet to what is kept of it: File, Columns, Values, Review, and below
 * them what became of its rows and the button that goes on. Main thread. */
#pragma once

#include "workspace/attest-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  ATTEST_IMPORT_STEP_FILE,
  ATTEST_IMPORT_STEP_COLUMNS,
  ATTEST_IMPORT_STEP_VALUES,
  ATTEST_IMPORT_STEP_REVIEW,
  ATTEST_IMPORT_N_STEPS
} AttestImportStep;

#define ATTEST_TYPE_IMPORT_STEPS (attest_import_steps_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportSteps, attest_import_steps, ATTEST, IMPORT_STEPS, AdwBin)

/* Signal "moved": another step is shown. */

GtkWidget *attest_import_steps_new (AttestImport *import);
gboolean attest_import_steps_make_page (AttestImportSteps *self);
AdwViewStack *attest_import_steps_get_stack (AttestImportSteps *self);
void attest_import_steps_update (AttestImportSteps *self);
void attest_import_steps_update_bar (AttestImportSteps *self);

void attest_import_steps_show (AttestImportSteps *self, AttestImportStep step);
gboolean attest_import_steps_can_go_on (AttestImportSteps *self);
gboolean attest_import_steps_go_on (AttestImportSteps *self);

void attest_import_steps_accept (AttestImportSteps *self);
void attest_import_steps_review (AttestImportSteps *self, const char *action);

G_END_DECLS
