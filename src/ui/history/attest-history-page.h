/* AttestHistoryPage: every attempt ever made to send. A page of the main window. Main thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_HISTORY_PAGE (attest_history_page_get_type ())
G_DECLARE_FINAL_TYPE (AttestHistoryPage, attest_history_page, ATTEST, HISTORY_PAGE, AdwBin)

GtkWidget *attest_history_page_new (AttestApplication *application);
void attest_history_page_show (AttestHistoryPage *self, const char *submission_id);
void attest_history_page_show_batch (AttestHistoryPage *self,
                                     const char *batch,
                                     AttestState state,
                                     const char *words);

G_END_DECLS
