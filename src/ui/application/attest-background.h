/* AttestBackground: the outbox while nobody looks: it goes on without a window, and says so. */
#pragma once

#include "application/attest-queue-watch.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _AttestBackground AttestBackground;

typedef void (*AttestBackgroundEnded) (GApplication *application);

AttestBackground *attest_background_new (GApplication *application,
                                         AttestQueueWatch *queue,
                                         AttestStore *store,
                                         AttestBackgroundEnded ended);
void attest_background_free (AttestBackground *self);

gboolean attest_background_is_needed (AttestBackground *self); /* something is still to be sent */
void attest_background_enter (AttestBackground *self);         /* the last window goes */
void attest_background_leave (AttestBackground *self);         /* there is one again */

G_END_DECLS
