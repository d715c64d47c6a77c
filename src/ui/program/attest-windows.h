/* The main window and the editors among the application's windows. Main thread. */
#pragma once

#include "attest-window.h"
#include "editor/attest-editor-window.h"

G_BEGIN_DECLS

AttestWindow *attest_windows_get_main (AttestApplication *application); /* makes it if needed */
AttestEditorWindow *attest_windows_find_editor (AttestApplication *application, AttestDraft *draft);
void attest_windows_foreach_editor (AttestApplication *application,
                                    void (*func) (AttestEditorWindow *editor, gpointer user_data),
                                    gpointer user_data);
gboolean attest_windows_is_last (AttestApplication *application, GtkWindow *window);
void attest_windows_destroy (AttestApplication *application);

G_END_DECLS
