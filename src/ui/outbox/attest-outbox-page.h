/* AttestOutboxPage: what waits, is on its way or is unknown. A page of the main window. Main
 * thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_OUTBOX_PAGE (attest_outbox_page_get_type ())
G_DECLARE_FINAL_TYPE (AttestOutboxPage, attest_outbox_page, ATTEST, OUTBOX_PAGE, AdwBin)

GtkWidget *attest_outbox_page_new (AttestApplication *application);

G_END_DECLS
