/* What can be done with an import that is kept: see the header. */
#include "attest-config.h"
#include "imports/attest-import-kept.h"

#include "dialogs/attest-export-dialog.h"
#include "intake/attest-rejected.h"
#include "store/attest-store-imports.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-question.h"

#include <glib/gi18n.h>
#include <string.h>

/* What was rejected */

static gboolean
write_rejected (AttestImport *import, GFile *file, GError **error)
{
  AttestSheetImport *reading = attest_import_get_reading (import);
  g_autoptr (GArray) positions = attest_rejected_find (reading);
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GBytes) bytes = attest_rejected_write (
      reading,
      positions,
      g_str_has_suffix (name, ".csv") ? ATTEST_SHEET_TEXT : ATTEST_SHEET_XLSX,
      error);

  return bytes != NULL
         && g_file_replace_contents (file,
                                     g_bytes_get_data (bytes, NULL),
                                     g_bytes_get_size (bytes),
                                     NULL,
                                     FALSE,
                                     G_FILE_CREATE_PRIVATE,
                                     NULL,
                                     NULL,
                                     error);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, AttestImport *import)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      if (!write_rejected (import, file, &error))
        attest_tell (gtk_native_dialog_get_transient_for (dialog),
                     _ ("The File Was Not Saved"),
                     error->message);
    }
  g_object_unref (dialog);
}

/**
 * attest_import_save_rejected:
 * @parent: the window that asks
 * @import: an import that was read
 *
 * Asks for a file and writes the records with errors into it, to be mended and imported again.
 */
void
attest_import_save_rejected (GtkWindow *parent, AttestImport *import)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Save Records With Errors"),
                                                              parent,
                                                              GTK_FILE_CHOOSER_ACTION_SAVE,
                                                              _ ("_Save"),
                                                              _ ("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), "rejected.xlsx");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), import, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* The drafts of one */

typedef struct
{
  AttestApplication *app;
  GtkWindow *parent; /* weak */
} Exporting;

static void
export_drafts (AttestApplication *application, const AttestImportInfo *info, GPtrArray *rows)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  const char *dot = strrchr (info->name, '.');
  g_autofree char *name = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const AttestImportRow *row = g_ptr_array_index (rows, i);

      if (row->draft_id != NULL)
        g_ptr_array_add (ids, row->draft_id);
    }
  g_ptr_array_add (ids, NULL);
  name = *info->name == '\0' ? g_strdup (info->schema->name)
         : dot != NULL       ? g_strndup (info->name, (gsize) (dot - info->name))
                             : g_strdup (info->name);
  attest_export_ask (
      application,
      &(AttestExport){ .schema = info->schema, .ids = (const char *const *) ids->pdata },
      _ ("Export"),
      name);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Exporting *exporting = user_data;
  g_autoptr (AttestImportInfo) info = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  if (!attest_store_load_import_finish (ATTEST_STORE (source), result, &info, &rows, &error))
    attest_tell (exporting->parent, _ ("The File Was Not Saved"), error->message);
  else if (info != NULL && info->schema != NULL)
    export_drafts (exporting->app, info, rows);
  g_clear_weak_pointer (&exporting->parent);
  g_object_unref (exporting->app);
  g_free (exporting);
}

/**
 * attest_import_export:
 * @parent: the window that asks
 * @application: whose workspace has it
 * @id: of an import that is kept
 *
 * Asks for a file and writes the drafts into it that the import is about.
 */
void
attest_import_export (GtkWindow *parent, AttestApplication *application, const char *id)
{
  Exporting *exporting = g_new0 (Exporting, 1);

  exporting->app = g_object_ref (application);
  g_set_weak_pointer (&exporting->parent, parent);
  attest_store_load_import_async (
      attest_workspace_get_store (attest_application_get_workspace (application)),
      id,
      NULL,
      loaded_cb,
      exporting);
}

/* Taking back */

typedef struct
{
  AttestApplication *app;
  GtkWindow *parent; /* weak */
  char *id;
  AttestImportUndone undone;
  gpointer user_data;
} Undoing;

static void
undoing_free (Undoing *undoing)
{
  g_clear_weak_pointer (&undoing->parent);
  g_object_unref (undoing->app);
  g_clear_object (&undoing->user_data);
  g_free (undoing->id);
  g_free (undoing);
}

static char *
describe_undone (GPtrArray *rows)
{
  guint n_back = 0;
  guint n_stay = 0;
  g_autofree char *back = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const AttestImportRow *row = g_ptr_array_index (rows, i);
      const gboolean was_kept =
          g_strcmp0 (row->effect, "create") == 0 || g_strcmp0 (row->effect, "update") == 0;

      n_stay += was_kept && (row->is_edited || row->is_sent);
      n_back += was_kept && !row->is_edited && !row->is_sent;
    }
  back = g_strdup_printf (
      ngettext ("%'u record is as it was before", "%'u records are as they were before", n_back),
      n_back);
  if (n_stay == 0)
    return g_steal_pointer (&back);
  /* Translators: %s: how many are as they were before */
  return g_strdup_printf (ngettext ("%s; %'u edited, sent or added to the outbox since stays",
                                    "%s; %'u edited, sent or added to the outbox since stay",
                                    n_stay),
                          back,
                          n_stay);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Undoing *undoing = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
      attest_import_undo_kept_finish (ATTEST_WORKSPACE (source), result, &error);
  g_autofree char *words = rows != NULL ? describe_undone (rows) : NULL;
  g_autoptr (AdwToast) toast = NULL;

  if (rows == NULL)
    attest_tell (undoing->parent, _ ("The Import Was Not Undone"), error->message);
  else
    {
      toast = attest_plain_toast_new (words);
      adw_toast_set_timeout (toast, 0); /* of many records that took a while */
      attest_application_add_toast (undoing->app, toast);
      if (undoing->undone != NULL)
        undoing->undone (undoing->user_data);
    }
  undoing_free (undoing);
}

static void
undo_chosen_cb (AdwMessageDialog *dialog, const char *response, Undoing *undoing)
{
  if (g_str_equal (response, "undo"))
    attest_import_undo_kept_async (
        attest_application_get_workspace (undoing->app), undoing->id, undone_cb, undoing);
  else
    undoing_free (undoing);
}

/**
 * attest_import_ask_to_undo:
 * @parent: the window that asks
 * @application: whose workspace has it
 * @id: of an import that is kept
 * @undone: (nullable): called when it was taken back
 * @user_data: (nullable): an object for @undone
 */
void
attest_import_ask_to_undo (GtkWindow *parent,
                           AttestApplication *application,
                           const char *id,
                           AttestImportUndone undone,
                           gpointer user_data)
{
  Undoing *undoing = g_new0 (Undoing, 1);
  GtkWidget *dialog = adw_message_dialog_new (
      parent,
      _ ("Undo the Import?"),
      _ ("Drafts it created are deleted, and drafts it changed are restored. What was edited, sent "
         "or added to the outbox since is kept, and what was sent stays sent."));

  undoing->app = g_object_ref (application);
  g_set_weak_pointer (&undoing->parent, parent);
  undoing->id = g_strdup (id);
  undoing->undone = undone;
  undoing->user_data = user_data != NULL ? g_object_ref (user_data) : NULL;
  adw_message_dialog_add_responses (
      ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "undo", _ ("_Undo the Import"), NULL);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "undo", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (undo_chosen_cb), undoing);
  gtk_window_present (GTK_WINDOW (dialog));
}
