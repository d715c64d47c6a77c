/* Sending several drafts: saved, planned, asked about once, and put into the outbox together. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

/* @n of those that were asked about are in the outbox. */
typedef void (*AttestSentMany) (GtkWindow *parent, guint n);

void attest_send_many (GtkWindow *parent,
                       AttestApplication *application,
                       const char *const *ids, /* of drafts */
                       AttestSentMany sent /* (nullable): the main window tells it */);

G_END_DECLS
