/* AttestEditorWindow: one record being edited. Main thread. */
#include "attest-config.h"
#include "editor/attest-editor-window.h"

struct _AttestEditorWindow
{
  AdwApplicationWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestEditorWindow, attest_editor_window, ADW_TYPE_APPLICATION_WINDOW)

static void
attest_editor_window_class_init (AttestEditorWindowClass *klass)
{
}

static void
attest_editor_window_init (AttestEditorWindow *self)
{
}

/**
 * attest_editor_window_new:
 * @application: the application it belongs to
 * @open_draft: what is edited
 *
 * Returns: (transfer floating): the window, not yet shown
 */
GtkWidget *
attest_editor_window_new (AttestApplication *application, AttestOpenDraft *open_draft)
{
  return g_object_new (ATTEST_TYPE_EDITOR_WINDOW, "application", application, NULL);
}

/**
 * attest_editor_window_get_open_draft:
 * @self: an editor
 *
 * Returns: (transfer none): what is edited
 */
AttestOpenDraft *
attest_editor_window_get_open_draft (AttestEditorWindow *self)
{
  g_return_val_if_fail (ATTEST_IS_EDITOR_WINDOW (self), NULL);

  return NULL;
}

/**
 * attest_editor_window_send:
 * @self: an editor
 *
 * Does what the send button does: asks and then sends, or goes to the first problem.
 */
void
attest_editor_window_send (AttestEditorWindow *self)
{
  g_return_if_fail (ATTEST_IS_EDITOR_WINDOW (self));
}
