/* The application: one process, its windows, and what they share: the workspace, the practice
 * service and the environment records are sent to. Main thread. */
#pragma once

#include <adwaita.h>

#include "attest-practice.h"
#include "workspace/attest-workspace.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_APPLICATION (attest_application_get_type ())
G_DECLARE_FINAL_TYPE (AttestApplication, attest_application, ATTEST, APPLICATION, AdwApplication)

AttestApplication *attest_application_new (void);

/* Is opened at the start; property "ready" tells when that is done. */
AttestWorkspace *attest_application_get_workspace (AttestApplication *self);
gboolean attest_application_get_ready (AttestApplication *self);
const GError *attest_application_get_failure (AttestApplication *self); /* "failure" (nullable) */

/* Where records are sent; property "environment" (gint), kept in GSettings. */
AttestEnvironment attest_application_get_environment (AttestApplication *self);
void attest_application_set_environment (AttestApplication *self, AttestEnvironment environment);

/* Windows. All of them wait for the workspace to be ready. */
void attest_application_open_draft (AttestApplication *self, AttestDraft *draft);
void attest_application_new_record (AttestApplication *self,
                                    const AttestSchema *schema,
                                    AttestRecord *initial /* (nullable), taken over as it is */);
void attest_application_show_history (AttestApplication *self,
                                      const char *submission_id /* (nullable) */);
void attest_application_show_keys (AttestApplication *self);

G_END_DECLS
