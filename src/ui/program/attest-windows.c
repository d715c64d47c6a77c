/* The application's windows. Main thread. */
#include "attest-config.h"
#include "program/attest-windows.h"

#include "imports/attest-import-window.h"
#include "widgets/attest-closing.h"

static GList *
get_windows (AttestApplication *application)
{
  return gtk_application_get_windows (GTK_APPLICATION (application));
}

/**
 * attest_windows_get_main:
 * @application: the application
 *
 * Returns: (transfer none): the main window, made if there is none
 */
AttestWindow *
attest_windows_get_main (AttestApplication *application)
{
  for (GList *l = get_windows (application); l != NULL; l = l->next)
    if (ATTEST_IS_WINDOW (l->data))
      return ATTEST_WINDOW (l->data);

  return ATTEST_WINDOW (attest_window_new (application));
}

/**
 * attest_windows_foreach_editor:
 * @application: the application
 * @func: called for each editor
 * @user_data: for @func
 */
void
attest_windows_foreach_editor (AttestApplication *application,
                               void (*func) (AttestEditorWindow *editor, gpointer user_data),
                               gpointer user_data)
{
  for (GList *l = get_windows (application); l != NULL; l = l->next)
    if (ATTEST_IS_EDITOR_WINDOW (l->data))
      func (ATTEST_EDITOR_WINDOW (l->data), user_data);
}

/**
 * attest_windows_find_editor:
 * @application: the application
 * @draft: a draft
 *
 * Returns: (transfer none) (nullable): where it is open
 */
AttestEditorWindow *
attest_windows_find_editor (AttestApplication *application, AttestDraft *draft)
{
  for (GList *l = get_windows (application); l != NULL; l = l->next)
    {
      AttestOpenDraft *open =
          ATTEST_IS_EDITOR_WINDOW (l->data) ? attest_editor_window_get_open_draft (l->data) : NULL;

      if (open != NULL && attest_open_draft_get_draft (open) == draft)
        return ATTEST_EDITOR_WINDOW (l->data);
    }
  return NULL;
}

/**
 * attest_windows_is_last:
 * @application: the application
 * @window: a window
 *
 * Returns: whether no other is left that stands for itself, rather than going with another
 */
gboolean
attest_windows_is_last (AttestApplication *application, GtkWindow *window)
{
  for (GList *l = get_windows (application); l != NULL; l = l->next)
    if (l->data != window
        && (ATTEST_IS_WINDOW (l->data) || ATTEST_IS_EDITOR_WINDOW (l->data)
            || ATTEST_IS_IMPORT_WINDOW (l->data)))
      return FALSE;
  return TRUE;
}

static gboolean
destroy_cb (gpointer application)
{
  attest_windows_destroy (application);
  return G_SOURCE_REMOVE;
}

/**
 * attest_windows_destroy:
 * @application: the application
 *
 * Closes every window without a question, as soon as no key is on its way; the program ends with
 * the last one.
 */
void
attest_windows_destroy (AttestApplication *application)
{
  g_autoptr (GList) windows = NULL;

  if (attest_closing_wait (destroy_cb, application))
    return;
  windows = g_list_copy_deep (
      get_windows (application), (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
  for (GList *l = windows; l != NULL; l = l->next)
    {
      gtk_window_destroy (GTK_WINDOW (l->data));
      g_object_unref (l->data);
    }
}
