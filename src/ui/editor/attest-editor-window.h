/* AttestEditorWindow: one record being edited. Main thread. */
#pragma once

#include "application/attest-application.h"
#include "workspace/attest-open-draft.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_EDITOR_WINDOW (attest_editor_window_get_type ())
G_DECLARE_FINAL_TYPE (AttestEditorWindow,
                      attest_editor_window,
                      ATTEST,
                      EDITOR_WINDOW,
                      AdwApplicationWindow)

/* Saves by itself when it is closed. Property "open-draft" (construct only). */
GtkWidget *attest_editor_window_new (AttestApplication *application, AttestOpenDraft *open_draft);
AttestOpenDraft *attest_editor_window_get_open_draft (AttestEditorWindow *self);
void attest_editor_window_finish_typing (AttestEditorWindow *self); /* all of it is in the record */
void attest_editor_window_send (AttestEditorWindow *self); /* asks, then sends; as Ctrl+Return */
void attest_editor_window_add_toast (AttestEditorWindow *self, AdwToast *toast);

G_END_DECLS
