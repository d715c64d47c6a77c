/* The question for a template's name: see the header. What is asked belongs to the dialog. */
#include "attest-config.h"
#include "dialogs/attest-template-dialog.h"

#include "widgets/attest-plain.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

#define ASKING_KEY "attest-asking"

typedef struct
{
  GtkWindow *parent; /* (nullable): while it is being kept */
  AttestPresets *presets;
  AttestRecord *record;
  GtkEditable *entry; /* the dialog's */
  AttestTemplateTold told;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_clear_object (&self->parent);
  g_object_unref (self->presets);
  g_object_unref (self->record);
  g_free (self);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asking *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = attest_presets_keep_finish (ATTEST_PRESETS (source), result, &error);

  if (!gtk_widget_in_destruction (GTK_WIDGET (self->parent)))
    self->told (self->parent,
                attest_plain_toast_new (id != NULL ? _ ("Template saved; it is in the main menu")
                                                   : error->message));
  asking_free (self);
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
response_cb (AdwMessageDialog *dialog, const char *response, Asking *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  g_autoptr (AttestPreset) preset = NULL;

  if (!g_str_equal (response, "save") || *name == '\0')
    return;
  self = g_object_steal_data (G_OBJECT (dialog), ASKING_KEY);
  self->parent = g_object_ref (gtk_window_get_transient_for (GTK_WINDOW (dialog)));
  preset = attest_preset_new (ATTEST_PRESET_TEMPLATE, name, self->record);
  preset->id = find_template (self->presets, attest_record_get_schema (self->record), name);
  attest_presets_keep_async (self->presets, preset, kept_cb, self);
}

static void
name_changed_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (dialog, "save", *gtk_editable_get_text (entry) != '\0');
}

static GtkWidget *
make_entry (void)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  attest_readers_name (GTK_ACCESSIBLE (entry), _ ("Name of the template"));
  return entry;
}

static GtkWidget *
make_dialog (GtkWindow *parent, GtkWidget *entry)
{
  GtkWidget *dialog =
      adw_message_dialog_new (parent,
                              _ ("Save as Template"),
                              _ ("New records can begin with a copy of this one, without its "
                                 "number and dates."));

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (
      ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "save", _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  return dialog;
}

/**
 * attest_template_ask:
 * @parent: the window that asks
 * @application: the application, which must be ready
 * @record: what becomes a template, as it is now
 * @told: given what became of it
 *
 * Asks what it is to be called; whom the record is about is proposed.
 */
void
attest_template_ask (GtkWindow *parent,
                     AttestApplication *application,
                     AttestRecord *record,
                     AttestTemplateTold told)
{
  const char *entity = attest_record_get_role (record, attest_record_get_schema (record)->entity);
  GtkWidget *entry = make_entry ();
  GtkWidget *dialog = make_dialog (parent, entry);
  AttestPresets *presets =
      attest_workspace_get_presets (attest_application_get_workspace (application));
  Asking *self = g_new0 (Asking, 1);

  *self = (Asking){
    NULL, g_object_ref (presets), attest_record_copy (record), GTK_EDITABLE (entry), told
  };
  g_signal_connect_object (entry, "changed", G_CALLBACK (name_changed_cb), dialog, 0);
  g_object_set_data_full (G_OBJECT (dialog), ASKING_KEY, self, asking_free);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), self);
  gtk_editable_set_text (GTK_EDITABLE (entry), entity);
  name_changed_cb (GTK_EDITABLE (entry), ADW_MESSAGE_DIALOG (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}
