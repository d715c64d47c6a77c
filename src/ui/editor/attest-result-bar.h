/* AttestResultBar: what became of the last sending, until it is closed or the next one begins. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_RESULT_BAR (attest_result_bar_get_type ())
G_DECLARE_FINAL_TYPE (AttestResultBar, attest_result_bar, ATTEST, RESULT_BAR, AdwBin)

/* Signals: "replied" (AttestReply): the server's answer is there; "shown": the bar came or went.
 * Activates "editor.show-reply" where the server named a field. */
void attest_result_bar_follow (AttestResultBar *self,
                               AttestApplication *application,
                               AttestSubmission *submission);
gboolean attest_result_bar_get_shown (AttestResultBar *self);

G_END_DECLS
