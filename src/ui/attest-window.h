/* AttestWindow: the main window: the views at the left, the chosen one at the right. Main thread.
 */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_WINDOW (attest_window_get_type ())
G_DECLARE_FINAL_TYPE (AttestWindow, attest_window, ATTEST, WINDOW, AdwApplicationWindow)

/* Names of views; that of a list of records is its schema's. */
#define ATTEST_VIEW_OUTBOX "outbox"
#define ATTEST_VIEW_HISTORY "history"

GtkWidget *attest_window_new (AttestApplication *application);
gboolean attest_window_get_settled (AttestWindow *self);
const char *attest_window_get_view (AttestWindow *self);
void attest_window_show_view (AttestWindow *self, const char *view);
void attest_window_show_history (AttestWindow *self, const char *submission_id /* (nullable) */);
void attest_window_show_drafts (AttestWindow *self, GPtrArray *drafts /* of AttestDraft */);
void attest_window_show_batch (AttestWindow *self,
                               const char *batch,
                               AttestState state,
                               const char *words);
const AttestService *attest_window_get_service (AttestWindow *self); /* whose "New" makes here */
void attest_window_add_toast (AttestWindow *self, AdwToast *toast);

G_END_DECLS
