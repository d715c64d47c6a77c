/* AttestProblemsPane: everything that is wrong with a record, as a list that leads to the fields.
 */
#pragma once

#include "workspace/attest-open-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_PROBLEMS_PANE (attest_problems_pane_get_type ())
G_DECLARE_FINAL_TYPE (AttestProblemsPane, attest_problems_pane, ATTEST, PROBLEMS_PANE, AdwBin)

void attest_problems_pane_set_draft (AttestProblemsPane *self, AttestOpenDraft *open_draft);
void attest_problems_pane_set_current (AttestProblemsPane *self, AttestProblem *problem);

/* Signal "chosen" (AttestProblem): go there. */

char *attest_problems_summarise (GListModel *problems, guint n_left);
guint attest_problems_count (GListModel *problems, AttestSeverity severity);

G_END_DECLS
