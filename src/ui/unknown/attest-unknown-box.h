/* AttestUnknownBox: the way out of "unknown": the buttons that decide about a submission nobody
 * knows the fate of. Hidden in every other state. Main thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_UNKNOWN_BOX (attest_unknown_box_get_type ())
G_DECLARE_FINAL_TYPE (AttestUnknownBox, attest_unknown_box, ATTEST, UNKNOWN_BOX, AdwBin)

void attest_unknown_box_set_submission (AttestUnknownBox *self,
                                        AttestSubmission *submission /* (nullable) */);

/* What to do: for readers of one, and said once of all. */
char *attest_unknown_box_advise (AttestSubmission *submission);
char *attest_unknown_box_advise_all (GListModel *submissions);

/* What the buttons do, by the name of an action, and a menu of it. */
void attest_unknown_box_act (GtkWindow *window, AttestSubmission *submission, const char *action);
GMenuModel *attest_unknown_box_make_menu (AttestSubmission *submission); /* (nullable) */

G_END_DECLS
