/* AttestWindow: the main window: the views at the left, the chosen one at the right. Main thread.
 */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_WINDOW (attest_window_get_type ())
G_DECLARE_FINAL_TYPE (AttestWindow, attest_window, ATTEST, WINDOW, AdwApplicationWindow)

typedef enum
{
  ATTEST_VIEW_CERTIFICATES,
  ATTEST_VIEW_FORMS,
  ATTEST_VIEW_OUTBOX,
  ATTEST_VIEW_HISTORY,
  ATTEST_N_VIEWS
} AttestView;

GtkWidget *attest_window_new (AttestApplication *application);
void attest_window_show_view (AttestWindow *self, AttestView view);
void attest_window_show_history (AttestWindow *self, const char *submission_id /* (nullable) */);
const AttestSchema *attest_window_get_schema (AttestWindow *self); /* of what "New" makes here */
void attest_window_add_toast (AttestWindow *self, AdwToast *toast);

G_END_DECLS
