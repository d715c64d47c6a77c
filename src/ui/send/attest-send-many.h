/* Sending several drafts: saved, planned, asked about once, and put into the outbox together. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

void attest_send_many (GtkWindow *parent,
                       AttestApplication *application,
                       const char *const *ids /* of drafts */);

G_END_DECLS
