/* AttestPracticeControl: runs the practice service where something would be sent there, and the
 * action by which its next reply is chosen. Main thread. */
#pragma once

#include "workspace/attest-workspace.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _AttestPracticeControl AttestPracticeControl;

AttestPracticeControl *attest_practice_control_new (GtkApplication *application);
void attest_practice_control_free (AttestPracticeControl *self);

void attest_practice_control_set_wanted (AttestPracticeControl *self, gboolean wanted);
void attest_practice_control_follow (AttestPracticeControl *self, AttestWorkspace *workspace);
void attest_practice_control_update (AttestPracticeControl *self);

G_END_DECLS
