/* AttestReadBack: how what was sent stands at the service now, for a service that can be asked for
 * one record by its id. Only when a person asks. Main thread. */
#pragma once

#include "codec/attest-difference.h"
#include "workspace/attest-workspace.h"

G_BEGIN_DECLS

/* Told while the service's pause is waited for. */
typedef void (*AttestReadBackWait) (guint seconds, gpointer user_data);

typedef struct
{
  AttestSubmission *submission;
  AttestReadBackWait waiting; /* (nullable) */
  gpointer waiting_data;
} AttestReadBackWish;

typedef struct
{
  gboolean is_there;      /* whether the service has it under that id */
  GPtrArray *differences; /* of AttestDifference: from what is there to what was sent */
  GPtrArray *untold;      /* of char *: labels of what was sent that the service does not tell */
} AttestReadBack;

void attest_read_back_free (AttestReadBack *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestReadBack, attest_read_back_free)

gboolean attest_read_back_is_possible (AttestSubmission *submission);
void attest_workspace_read_back_async (AttestWorkspace *self,
                                       const AttestReadBackWish *wish,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
AttestReadBack *
attest_workspace_read_back_finish (AttestWorkspace *self, GAsyncResult *result, GError **error);

G_END_DECLS
