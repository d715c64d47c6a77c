/* Saving a copy of what is edited as a JSON file. The draft itself needs no saving. Main thread. */
#include "attest-config.h"

#include "application/attest-application.h"
#include "codec/attest-codec.h"
#include "editor/attest-editor-private.h"
#include "widgets/attest-plain.h"

#include <glib/gi18n.h>
#include <string.h>

static void
copy_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestEditorWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    words = g_strdup_printf (_ ("The copy could not be saved: %s"), error->message);
  else
    {
      g_autofree char *name = g_file_get_basename (G_FILE (source));
      /* TRANSLATORS: %s is the name of a file */
      words = g_strdup_printf (_ ("Copy saved as “%s”"), name);
    }
  if (!gtk_widget_in_destruction (GTK_WIDGET (self)))
    attest_plain_toast_show (self->toasts, attest_plain_toast_new (words));
}

static void
copy_chosen_cb (AttestEditorWindow *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *json = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      json =
          attest_codec_write (attest_open_draft_get_record (self->open_draft), ATTEST_CODEC_PRETTY);
      bytes = g_bytes_new (json, strlen (json));
      g_file_replace_contents_bytes_async (file,
                                           bytes,
                                           NULL,
                                           FALSE,
                                           G_FILE_CREATE_REPLACE_DESTINATION,
                                           NULL,
                                           copy_written_cb,
                                           g_object_ref (self));
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static char *
dup_file_name (AttestRecord *record)
{
  const char *title = attest_record_get_title (record);
  g_autofree char *name =
      g_strconcat (*title != '\0' ? title : attest_record_get_schema (record)->name, ".json", NULL);

  return g_strdelimit (g_steal_pointer (&name), "/\\:", '-');
}

/* Asks where to. A copy holds what would be sent: it can be opened here and read elsewhere. */
void
attest_editor_save_copy (AttestEditorWindow *self)
{
  g_autofree char *name = dup_file_name (attest_open_draft_get_record (self->open_draft));
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Save a Copy"),
                                                              GTK_WINDOW (self),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE,
                                                              _ ("_Save"),
                                                              _ ("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (
      dialog, "response", G_CALLBACK (copy_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
