/* AttestResultBar: what became of one sending, in a line, until it is closed or the next begins. */
#pragma once

#include "application/attest-application.h"
#include "workspace/attest-open-draft.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_RESULT_BAR (attest_result_bar_get_type ())
G_DECLARE_FINAL_TYPE (AttestResultBar, attest_result_bar, ATTEST, RESULT_BAR, AdwBin)

/* Signal "shown": the bar came or went. Activates "editor.show-reply" where fields are left that
 * the service spoke of, "editor.choose-design" where one of them is a design, and
 * "editor.new-after". */
void attest_result_bar_follow (AttestResultBar *self,
                               AttestApplication *application,
                               AttestSubmission *submission);
void attest_result_bar_set_left (AttestResultBar *self, AttestOpenDraft *open_draft);
gboolean attest_result_bar_get_shown (AttestResultBar *self);

G_END_DECLS
