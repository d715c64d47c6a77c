/* AttestStateLabel: what became of a submission, by icon, word and colour. Main thread. */
#pragma once

#include "store/attest-submission.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_STATE_LABEL (attest_state_label_get_type ())
G_DECLARE_FINAL_TYPE (AttestStateLabel, attest_state_label, ATTEST, STATE_LABEL, GtkWidget)

/* Properties: "state" (gint), "detail" (string, nullable: stands behind the word). */
GtkWidget *attest_state_label_new (AttestState state);
void attest_state_label_set_state (AttestStateLabel *self, AttestState state);
void attest_state_label_set_detail (AttestStateLabel *self, const char *detail);

const char *attest_state_get_icon_name (AttestState state);
const char *attest_state_get_style_class (AttestState state); /* (nullable) "success", "error", … */
const char *attest_state_get_word (AttestState state); /* translated; "Never sent" for none */
char *attest_state_describe (AttestState state, const char *detail); /* "Accepted · Test" */

G_END_DECLS
