/* Saving a copy of what is edited: as a JSON file, or as a template new records can begin with. The
 * draft itself needs no saving. Main thread. */
#include "attest-config.h"

#include "application/attest-application.h"
#include "codec/attest-codec.h"
#include "editor/attest-editor-private.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-readers.h"

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
    adw_toast_overlay_add_toast (self->toasts, attest_plain_toast_new (words));
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

/* Templates. */

static void
template_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestEditorWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = attest_presets_keep_finish (ATTEST_PRESETS (source), result, &error);

  if (!gtk_widget_in_destruction (GTK_WIDGET (self)))
    adw_toast_overlay_add_toast (
        self->toasts,
        attest_plain_toast_new (id != NULL ? _ ("Template saved; it is in the main menu")
                                           : error->message));
}

/* One of the same name is replaced. */
static char *
find_template (AttestPresets *presets, const AttestSchema *schema, const char *name)
{
  g_autoptr (GPtrArray) all = attest_presets_list (presets, ATTEST_PRESET_TEMPLATE, schema);

  for (guint i = 0; i < all->len; i++)
    {
      const AttestPreset *preset = g_ptr_array_index (all, i);

      if (g_str_equal (preset->name, name))
        return g_strdup (preset->id);
    }
  return NULL;
}

static void
template_named_cb (AdwMessageDialog *dialog, const char *response, GtkEditable *entry)
{
  AttestEditorWindow *self =
      ATTEST_EDITOR_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (dialog)));
  AttestPresets *presets =
      attest_workspace_get_presets (attest_application_get_workspace (self->app));
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  g_autoptr (AttestPreset) preset = NULL;

  if (!g_str_equal (response, "save") || *name == '\0')
    return;
  preset = attest_preset_new (
      ATTEST_PRESET_TEMPLATE, name, attest_open_draft_get_record (self->open_draft));
  preset->id = find_template (presets, attest_record_get_schema (preset->record), name);
  attest_presets_keep_async (presets, preset, template_kept_cb, g_object_ref (self));
}

static void
template_name_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (dialog, "save", *gtk_editable_get_text (entry) != '\0');
}

/* Asks what it is to be called. */
void
attest_editor_save_template (AttestEditorWindow *self)
{
  AttestRecord *record = attest_open_draft_get_record (self->open_draft);
  const char *entity = attest_record_get_role (record, attest_record_get_schema (record)->entity);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (self),
                              _ ("Save as Template"),
                              _ ("New records can begin with a copy of this one, without its "
                                 "number and dates."));

  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  attest_readers_name (GTK_ACCESSIBLE (entry), _ ("Name of the template"));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (
      ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "save", _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  g_signal_connect_object (entry, "changed", G_CALLBACK (template_name_cb), dialog, 0);
  g_signal_connect_object (dialog, "response", G_CALLBACK (template_named_cb), entry, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), entity);
  template_name_cb (GTK_EDITABLE (entry), ADW_MESSAGE_DIALOG (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}
