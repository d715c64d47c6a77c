/* AttestSendManyDialog: asks once, in words, before several records are sent. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_SEND_MANY_DIALOG (attest_send_many_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AttestSendManyDialog,
                      attest_send_many_dialog,
                      ATTEST,
                      SEND_MANY_DIALOG,
                      GObject)

/* Signals: "confirmed" (GPtrArray of AttestSendPlan: those that are to go), "declined". Owns itself
 * until it is answered. @plans: all of one service and environment, one at least. */
AttestSendManyDialog *
attest_send_many_dialog_new (GtkWindow *parent, AttestApplication *application, GPtrArray *plans);
gboolean attest_send_many_dialog_get_in_bulk (AttestSendManyDialog *self);
void attest_send_many_dialog_present (AttestSendManyDialog *self);

G_END_DECLS
