/* Sending several drafts: saved, planned, asked about once, and put into the outbox together. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

/* @n of those that were asked about are in the outbox. */
typedef void (*AttestSentMany) (GtkWidget *asker, guint n);

void attest_send_many (GtkWidget *asker,
                       AttestApplication *application,
                       const char *const *ids, /* of drafts */
                       AttestSentMany sent /* (nullable): nobody is told */);

G_END_DECLS
