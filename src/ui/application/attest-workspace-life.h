/* AttestWorkspaceLife: the workspace of a program with windows, and what goes with it. It opens at
 * the start and closes when the last window has gone, which waits for the answer to what is on its
 * way; while something is still to be sent, the program stays in the background. Who starts the
 * program again meanwhile gets a window at once, and in it a workspace as soon as the one before is
 * closed. Main thread. */
#pragma once

#include "application/attest-draft-trash.h"
#include "application/attest-practice-control.h"
#include "application/attest-queue-watch.h"
#include "workspace/attest-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  ATTEST_LIFE_READY,   /* it can be used, or not any more */
  ATTEST_LIFE_FAILURE, /* it could not be opened, or that is tried again */
} AttestLifeChange;

typedef struct
{
  void (*changed) (GtkApplication *application, AttestLifeChange change);
  void (*offered) (GtkApplication *application, AdwToast *toast); /* to bring a draft back */
  void (*ended) (GApplication *application); /* nothing keeps it in the background any more */
} AttestWorkspaceLifeFuncs;

typedef struct _AttestWorkspaceLife AttestWorkspaceLife;

AttestWorkspaceLife *
attest_workspace_life_new (GtkApplication *application, const AttestWorkspaceLifeFuncs *funcs);
void attest_workspace_life_free (AttestWorkspaceLife *self);

void attest_workspace_life_open (AttestWorkspaceLife *self);
void attest_workspace_life_close (AttestWorkspaceLife *self);
void attest_workspace_life_close_at_once (AttestWorkspaceLife *self, guint patience_ms);
void attest_workspace_life_leave (AttestWorkspaceLife *self);
void attest_workspace_life_stay (AttestWorkspaceLife *self);
void attest_workspace_life_set_quitting (AttestWorkspaceLife *self, gboolean quitting);

AttestWorkspace *attest_workspace_life_get_workspace (AttestWorkspaceLife *self);
AttestPracticeControl *attest_workspace_life_get_practice (AttestWorkspaceLife *self);
AttestDraftTrash *
attest_workspace_life_get_trash (AttestWorkspaceLife *self); /* once it is ready */
AttestQueueWatch *attest_workspace_life_get_queue (AttestWorkspaceLife *self); /* likewise */
gboolean attest_workspace_life_get_ready (AttestWorkspaceLife *self);
gboolean attest_workspace_life_is_needed (AttestWorkspaceLife *self);
const GError *attest_workspace_life_get_failure (AttestWorkspaceLife *self); /* (nullable) */

G_END_DECLS
