/* Editors: at most one for each draft. A draft's record is loaded first, so that its window has
 * something to show at once. Main thread. */
#include "attest-config.h"
#include "application/attest-application.h"

#include "application/attest-application-private.h"
#include "editor/attest-editor-window.h"
#include "send/attest-send-many.h"

#include <glib/gi18n.h>

typedef struct
{
  AttestApplication *app;
  AttestDraft *draft;   /* (nullable): none yet */
  AttestRecord *record; /* (nullable): what a new draft begins with */
  gboolean send;
  GDestroyNotify opened; /* (nullable): called when all is done */
  gpointer user_data;
} AttestOpening;

static void
attest_opening_free (AttestOpening *opening)
{
  if (opening->opened != NULL)
    opening->opened (opening->user_data);
  g_application_release (G_APPLICATION (opening->app));
  g_object_unref (opening->app);
  g_clear_object (&opening->draft);
  g_clear_object (&opening->record);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestOpening, attest_opening_free)

static AttestOpening *
attest_opening_new (AttestApplication *app, AttestDraft *draft, AttestRecord *record)
{
  AttestOpening *opening = g_new0 (AttestOpening, 1);

  g_application_hold (G_APPLICATION (app));
  opening->app = g_object_ref (app);
  opening->draft = draft != NULL ? g_object_ref (draft) : NULL;
  opening->record = record != NULL ? g_object_ref (record) : NULL;
  return opening;
}

static void
tell_failure (AttestApplication *self, const char *heading, const GError *error)
{
  GtkWidget *dialog =
      adw_message_dialog_new (attest_application_get_parent (self), heading, error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static AttestEditorWindow *
find_editor (AttestApplication *self, AttestDraft *draft)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      AttestOpenDraft *open_draft;

      if (!ATTEST_IS_EDITOR_WINDOW (l->data))
        continue;
      open_draft = attest_editor_window_get_open_draft (ATTEST_EDITOR_WINDOW (l->data));
      if (open_draft != NULL && attest_open_draft_get_draft (open_draft) == draft)
        return ATTEST_EDITOR_WINDOW (l->data);
    }
  return NULL;
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
  AttestEditorWindow *editor = draft != NULL ? find_editor (self, draft) : NULL;

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
  g_autoptr (AttestOpening) opening = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestRecord) record =
      attest_workspace_load_draft_finish (ATTEST_WORKSPACE (source), result, &error);

  if (record != NULL)
    make_editor (opening->app, opening->draft, record, opening->send);
  else
    tell_failure (opening->app, _ ("The Draft Cannot Be Opened"), error);
}

static void
open_draft_full (AttestApplication *self, AttestDraft *draft, gboolean send)
{
  AttestEditorWindow *editor = find_editor (self, draft);
  AttestOpening *opening;

  if (editor != NULL)
    {
      show_editor (editor, send);
      return;
    }

  opening = attest_opening_new (self, draft, NULL);
  opening->send = send;
  attest_workspace_load_draft_async (attest_application_get_workspace (self),
                                     attest_draft_get_id (draft),
                                     NULL,
                                     loaded_cb,
                                     opening);
}

/**
 * attest_application_open_draft:
 * @self: the application
 * @draft: the draft to be edited
 *
 * Opens an editor, or raises the one that is open.
 */
void
attest_application_open_draft (AttestApplication *self, AttestDraft *draft)
{
  g_return_if_fail (ATTEST_IS_APPLICATION (self));
  g_return_if_fail (ATTEST_IS_DRAFT (draft));

  open_draft_full (self, draft, FALSE);
}

/**
 * attest_application_send_drafts:
 * @self: the application
 * @drafts: (element-type AttestDraft): what is to be sent, all of one kind
 *
 * One is asked about in its editor, several where they are.
 */
void
attest_application_send_drafts (AttestApplication *self, GPtrArray *drafts)
{
  g_return_if_fail (ATTEST_IS_APPLICATION (self));
  g_return_if_fail (drafts != NULL);

  if (drafts->len == 1)
    open_draft_full (self, g_ptr_array_index (drafts, 0), TRUE);
  else if (drafts->len > 1)
    attest_send_many (self, drafts);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestOpening) opening = user_data;
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
 * attest_application_open_record:
 * @self: the application
 * @schema: the kind of record
 * @initial: (nullable): what it begins with, taken over as it is
 * @opened: (nullable): called once when the editor is there, or will not come
 * @user_data: for @opened
 *
 * Opens an editor for a new draft. An empty one is kept from its first edit on, one that begins
 * with something at once.
 */
void
attest_application_open_record (AttestApplication *self,
                                const AttestSchema *schema,
                                AttestRecord *initial,
                                GDestroyNotify opened,
                                gpointer user_data)
{
  g_autoptr (AttestOpening) opening = NULL;
  g_autoptr (AttestRecord) empty = NULL;

  g_return_if_fail (ATTEST_IS_APPLICATION (self));
  g_return_if_fail (schema != NULL);
  g_return_if_fail (initial == NULL || attest_record_get_schema (initial) == schema);

  opening = attest_opening_new (self, NULL, initial);
  opening->opened = opened;
  opening->user_data = user_data;
  if (!attest_application_get_ready (self))
    return;

  attest_application_finish_first_start (self);
  if (initial != NULL && !attest_record_is_empty (initial))
    {
      attest_workspace_add_draft_async (attest_application_get_workspace (self),
                                        initial,
                                        NULL,
                                        added_cb,
                                        g_steal_pointer (&opening));
      return;
    }

  empty = attest_record_new (schema);
  make_editor (self, NULL, empty, FALSE);
}

/**
 * attest_application_new_record:
 * @self: the application
 * @schema: the kind of record
 * @initial: (nullable): what it begins with, taken over as it is
 *
 * As attest_application_open_record(), for those who need not wait for the window.
 */
void
attest_application_new_record (AttestApplication *self,
                               const AttestSchema *schema,
                               AttestRecord *initial)
{
  attest_application_open_record (self, schema, initial, NULL, NULL);
}

static void
duplicated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestOpening) opening = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestDraft) draft =
      attest_workspace_add_draft_finish (ATTEST_WORKSPACE (source), result, &error);

  if (draft == NULL)
    tell_failure (opening->app, _ ("The Draft Was Not Duplicated"), error);
}

static void
loaded_for_copy_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestOpening) opening = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestRecord) record =
      attest_workspace_load_draft_finish (ATTEST_WORKSPACE (source), result, &error);

  if (record != NULL)
    attest_workspace_add_draft_async (
        ATTEST_WORKSPACE (source), record, NULL, duplicated_cb, g_steal_pointer (&opening));
  else
    tell_failure (opening->app, _ ("The Draft Was Not Duplicated"), error);
}

/**
 * attest_application_duplicate_draft:
 * @self: the application
 * @draft: the draft to be copied as it was last saved
 */
void
attest_application_duplicate_draft (AttestApplication *self, AttestDraft *draft)
{
  g_return_if_fail (ATTEST_IS_APPLICATION (self));
  g_return_if_fail (ATTEST_IS_DRAFT (draft));

  attest_workspace_load_draft_async (attest_application_get_workspace (self),
                                     attest_draft_get_id (draft),
                                     NULL,
                                     loaded_for_copy_cb,
                                     attest_opening_new (self, draft, NULL));
}
