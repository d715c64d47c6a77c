/* AttestSendDialog: asks once, in words, before a record is sent. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_SEND_DIALOG (attest_send_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AttestSendDialog, attest_send_dialog, ATTEST, SEND_DIALOG, GObject)

/* Signals: "confirmed" (AttestSendPlan), "declined". Owns itself until it is answered. */
AttestSendDialog *
attest_send_dialog_new (GtkWindow *parent, AttestApplication *application, AttestSendPlan *plan);
void attest_send_dialog_set_replaced (AttestSendDialog *self, AttestSubmission *replaced);
void attest_send_dialog_present (AttestSendDialog *self);

G_END_DECLS
