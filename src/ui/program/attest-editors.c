/* Editors: at most one for each draft. A draft's record is loaded first, so that its window has
 * something to show at once. Main thread. */
#include "attest-config.h"
#include "program/attest-editors.h"

#include "program/attest-windows.h"
#include "widgets/attest-ahead.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-question.h"

#include <glib/gi18n.h>

typedef struct
{
  AttestApplication *app;
  AttestDraft *draft;   /* (nullable): none yet */
  AttestRecord *record; /* (nullable): what a new draft begins with */
  gboolean send;
  AdwToast *toast; /* (nullable): what the editor says at first */
} Opening;

static void
opening_free (Opening *opening)
{
  g_application_release (G_APPLICATION (opening->app));
  g_object_unref (opening->app);
  g_clear_object (&opening->draft);
  g_clear_object (&opening->record);
  g_clear_object (&opening->toast);
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
show_editor (AttestApplication *self, AttestEditorWindow *editor, gboolean send)
{
  attest_ahead_present (GTK_APPLICATION (self), GTK_WINDOW (editor));
  if (send)
    attest_editor_window_send (editor);
}

static AttestEditorWindow *
make_editor (AttestApplication *self, AttestDraft *draft, AttestRecord *record, gboolean send)
{
  g_autoptr (AttestOpenDraft) open_draft = NULL;
  AttestEditorWindow *editor = draft != NULL ? attest_windows_find_editor (self, draft) : NULL;

  if (editor == NULL)
    {
      open_draft = attest_open_draft_new (attest_application_get_workspace (self), draft, record);
      editor = ATTEST_EDITOR_WINDOW (attest_editor_window_new (self, open_draft));
    }
  show_editor (self, editor, send);
  return editor;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestRecord) record =
      attest_workspace_load_draft_finish (ATTEST_WORKSPACE (source), result, &error);

  if (record != NULL)
    {
      make_editor (opening->app, opening->draft, record, opening->send);
      return;
    }
  attest_ahead_forget (GTK_APPLICATION (opening->app));
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
      show_editor (self, editor, send);
      return;
    }

  opening = opening_new (self, draft, NULL);
  opening->send = send;
  attest_ahead_expect (GTK_APPLICATION (self));
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
  AttestEditorWindow *editor = NULL;
  g_autoptr (AttestDraft) draft =
      attest_workspace_add_draft_finish (ATTEST_WORKSPACE (source), result, NULL);

  /* It can be edited even if it could not be kept: the editor says so, and tries again. */
  editor = make_editor (opening->app, draft, opening->record, FALSE);
  if (draft == NULL)
    attest_open_draft_keep (attest_editor_window_get_open_draft (editor));
  if (opening->toast != NULL)
    attest_editor_window_add_toast (editor, g_steal_pointer (&opening->toast));
}

static void
keep_and_open (AttestApplication *self, AttestRecord *record, AdwToast *toast)
{
  Opening *opening = opening_new (self, NULL, record);

  opening->toast = toast;
  attest_ahead_expect (GTK_APPLICATION (self));
  attest_workspace_add_draft_async (
      attest_application_get_workspace (self), record, NULL, added_cb, opening);
}

/**
 * attest_editors_open_record:
 * @self: the application
 * @schema: the kind of record
 * @initial: (nullable): what it begins with, taken over as it is; %NULL: the user's details alone
 *
 * Opens an editor for a new draft. It is kept from its first edit on, or at once if it begins with
 * something of its own.
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
      keep_and_open (self, initial, NULL);
      return;
    }

  empty = attest_presets_begin_record (
      attest_workspace_get_presets (attest_application_get_workspace (self)), schema);
  make_editor (self, NULL, empty, FALSE);
}

/**
 * attest_editors_begin_record:
 * @self: the application
 * @record: what a new draft begins with, taken over as it is
 *
 * Opens an editor for it, which keeps nothing before its first edit: who goes on to the next one
 * and then goes home leaves nothing to do behind.
 */
void
attest_editors_begin_record (AttestApplication *self, AttestRecord *record)
{
  g_return_if_fail (ATTEST_IS_APPLICATION (self));
  g_return_if_fail (ATTEST_IS_RECORD (record));

  make_editor (self, NULL, record, FALSE);
}

/* Copying: one record after the other is loaded, then all are kept together. */

typedef struct
{
  AttestApplication *app;
  char **ids;
  guint n_loaded;     /* of these, or gone since */
  GPtrArray *records; /* of AttestRecord */
} Copying;

static void
copying_free (Copying *copying)
{
  g_application_release (G_APPLICATION (copying->app));
  g_object_unref (copying->app);
  g_strfreev (copying->ids);
  g_ptr_array_unref (copying->records);
  g_free (copying);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Copying, copying_free)

/* A copy is for another time: its dates are to be typed, as its number is. */
static void
clear_dates (AttestRecord *record)
{
  const AttestSchema *schema = attest_record_get_schema (record);

  for (guint i = 0; i < schema->n_fields; i++)
    if (schema->fields[i].kind == ATTEST_FIELD_DATE
        || schema->fields[i].kind == ATTEST_FIELD_DATE_TIME)
      attest_record_set_text (record, i, "");
}

static void
tell_not_copied (Copying *copying, const GError *error)
{
  attest_ahead_forget (GTK_APPLICATION (copying->app));
  attest_tell (attest_application_get_parent (copying->app), _ ("Not Duplicated"), error->message);
}

static void
copies_added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Copying) copying = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts =
      attest_workspace_add_drafts_finish (ATTEST_WORKSPACE (source), result, &error);
  g_autofree char *words = NULL;
  g_autoptr (AdwToast) toast = NULL;

  if (drafts == NULL)
    {
      tell_not_copied (copying, error);
      return;
    }
  words = g_strdup_printf (ngettext ("%u copy", "%u copies", drafts->len), drafts->len);
  toast = adw_toast_new (words);
  attest_window_show_drafts (attest_windows_get_main (copying->app), drafts);
  attest_application_add_toast (copying->app, toast);
}

/* One opens in its editor, at its number; several stand in the list. */
static void
add_copies (Copying *copying)
{
  AttestWorkspace *workspace = attest_application_get_workspace (copying->app);
  AttestRecord *record = copying->records->len > 0 ? copying->records->pdata[0] : NULL;
  g_autofree char *words = NULL;

  if (copying->records->len > 1)
    attest_workspace_add_drafts_async (workspace, copying->records, NULL, copies_added_cb, copying);
  else
    {
      /* Translators: %s is the number or name of a record */
      words = g_strdup_printf (_ ("Copy of %s"), attest_record_get_title (record));
      keep_and_open (copying->app, record, attest_plain_toast_new (words));
      copying_free (copying);
    }
}

static void load_next (Copying *copying);

static void
original_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Copying) copying = user_data;
  g_autoptr (GError) error = NULL;
  AttestRecord *record =
      attest_workspace_load_draft_finish (ATTEST_WORKSPACE (source), result, &error);

  if (record == NULL)
    {
      tell_not_copied (copying, error);
      return;
    }
  clear_dates (record);
  g_ptr_array_add (copying->records, record);
  load_next (g_steal_pointer (&copying));
}

/* Takes @copying. */
static void
load_next (Copying *copying)
{
  const char *id = copying->ids[copying->n_loaded];

  if (id == NULL)
    {
      add_copies (copying);
      return;
    }
  copying->n_loaded++;
  attest_workspace_load_draft_async (
      attest_application_get_workspace (copying->app), id, NULL, original_loaded_cb, copying);
}

/**
 * attest_editors_duplicate:
 * @self: the application
 * @ids: (array zero-terminated=1): drafts of one kind, at least one; as they were last saved
 *
 * Makes drafts with the same in them but the dates. One opens in its editor; several are shown and
 * selected in the list.
 */
void
attest_editors_duplicate (AttestApplication *self, const char *const *ids)
{
  Copying *copying = NULL;

  g_return_if_fail (ATTEST_IS_APPLICATION (self));
  g_return_if_fail (ids != NULL && ids[0] != NULL);

  copying = g_new0 (Copying, 1);
  g_application_hold (G_APPLICATION (self));
  copying->app = g_object_ref (self);
  copying->ids = g_strdupv ((char **) ids);
  if (g_strv_length (copying->ids) == 1)
    attest_ahead_expect (GTK_APPLICATION (self));
  copying->records = g_ptr_array_new_with_free_func (g_object_unref);
  load_next (copying);
}
