/* Editors: at most one for each draft. A draft's record is loaded first, so that its window has
 * something to show at once. Main thread. */
#include "attest-config.h"
#include "program/attest-editors.h"

#include "program/attest-windows.h"
#include "widgets/attest-question.h"

#include <glib/gi18n.h>

typedef struct
{
  AttestApplication *app;
  AttestDraft *draft;   /* (nullable): none yet */
  AttestRecord *record; /* (nullable): what a new draft begins with */
  gboolean send;
} Opening;

static void
opening_free (Opening *opening)
{
  g_application_release (G_APPLICATION (opening->app));
  g_object_unref (opening->app);
  g_clear_object (&opening->draft);
  g_clear_object (&opening->record);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static Opening *
opening_new (AttestApplication *app, AttestDraft *draft, AttestRecord *record)
{
  Opening *opening = g_new0 (Opening, 1);

  g_application_hold (G_APPLICATION (app));
  opening->app = g_object_ref (app);
  opening->draft = draft != NULL ? g_object_ref (draft) : NULL;
  opening->record = record != NULL ? g_object_ref (record) : NULL;
  return opening;
}

static void
show_editor (AttestEditorWindow *editor, gboolean send)
{
  gtk_window_present (GTK_WINDOW (editor));
  if (send)
    attest_editor_window_send (editor);
}

static void
make_editor (AttestApplication *self, AttestDraft *draft, AttestRecord *record, gboolean send)
{
  g_autoptr (AttestOpenDraft) open_draft = NULL;
  AttestEditorWindow *editor = draft != NULL ? attest_windows_find_editor (self, draft) : NULL;

  if (editor == NULL)
    {
      open_draft = attest_open_draft_new (attest_application_get_workspace (self), draft, record);
      editor = ATTEST_EDITOR_WINDOW (attest_editor_window_new (self, open_draft));
    }
  show_editor (editor, send);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestRecord) record =
      attest_workspace_load_draft_finish (ATTEST_WORKSPACE (source), result, &error);

  if (record != NULL)
    make_editor (opening->app, opening->draft, record, opening->send);
  else
    attest_tell (attest_application_get_parent (opening->app),
                 _ ("The Draft Cannot Be Opened"),
                 error->message);
}

/**
 * attest_editors_open_draft:
 * @self: the application
 * @draft: the draft to be edited
 * @send: whether sending it is to be asked about at once
 *
 * Opens an editor, or raises the one that is open.
 */
void
attest_editors_open_draft (AttestApplication *self, AttestDraft *draft, gboolean send)
{
  AttestEditorWindow *editor = attest_windows_find_editor (self, draft);
  Opening *opening;

  if (editor != NULL)
    {
      show_editor (editor, send);
      return;
    }

  opening = opening_new (self, draft, NULL);
  opening->send = send;
  attest_workspace_load_draft_async (attest_application_get_workspace (self),
                                     attest_draft_get_id (draft),
                                     NULL,
                                     loaded_cb,
                                     opening);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestDraft) draft =
      attest_workspace_add_draft_finish (ATTEST_WORKSPACE (source), result, &error);

  /* It can be edited even if it could not be kept: the workspace's "error" is being shown, and
   * the editor tries again. */
  if (draft == NULL)
    g_warning ("A new draft was not kept: %s", error->message);
  make_editor (opening->app, draft, opening->record, FALSE);
}

/**
 * attest_editors_open_record:
 * @self: the application
 * @schema: the kind of record
 * @initial: (nullable): what it begins with, taken over as it is
 *
 * Opens an editor for a new draft. An empty one is kept from its first edit on, one that begins
 * with something at once.
 */
void
attest_editors_open_record (AttestApplication *self,
                            const AttestSchema *schema,
                            AttestRecord *initial)
{
  g_autoptr (AttestRecord) empty = NULL;

  g_return_if_fail (ATTEST_IS_APPLICATION (self));
  g_return_if_fail (schema != NULL);
  g_return_if_fail (initial == NULL || attest_record_get_schema (initial) == schema);

  if (!attest_application_get_ready (self))
    return;

  attest_application_finish_first_start (self);
  if (initial != NULL && !attest_record_is_empty (initial))
    {
      attest_workspace_add_draft_async (attest_application_get_workspace (self),
                                        initial,
                                        NULL,
                                        added_cb,
                                        opening_new (self, NULL, initial));
      return;
    }

  empty = attest_record_new (schema);
  make_editor (self, NULL, empty, FALSE);
}
