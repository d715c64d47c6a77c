/* AttestQueueButton: tells from every view that something is being sent, and leads there. */
#pragma once

#include "application/attest-queue-watch.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_QUEUE_BUTTON (attest_queue_button_get_type ())
G_DECLARE_FINAL_TYPE (AttestQueueButton, attest_queue_button, ATTEST, QUEUE_BUTTON, AdwBin)

void attest_queue_button_set_watch (AttestQueueButton *self, AttestQueueWatch *watch);
void attest_queue_button_set_wanted (AttestQueueButton *self, gboolean wanted);

G_END_DECLS
