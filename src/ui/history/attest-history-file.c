/* The history as a file: see the header. */
#include "attest-config.h"
#include "history/attest-history-file.h"

#include "widgets/attest-plain.h"

#include <glib/gi18n.h>

/* What takes longer is shown, and can be stopped. */
#define LONG_MS 1000

/* From the question until the end is told. */
typedef struct
{
  AttestApplication *application;
  AttestHistoryFilter filter; /* its texts owned */
  AttestExport what;          /* its file owned */
  GCancellable *cancellable;
  guint timeout; /* 0: it does not take long, or that is shown */
  guint n_rows;
  AdwToast *toast; /* (nullable): shows how far it is */
} Saving;

static void
saving_free (Saving *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_clear_object (&self->toast);
  g_clear_object (&self->cancellable);
  g_object_unref (self->application);
  g_clear_object (&self->what.file);
  attest_history_filter_clear (&self->filter);
  g_free (self);
}

static void
free_file (gpointer file, GClosure *closure)
{
  g_object_unref (file);
}

static void
show_cb (AdwToast *toast, GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *uri = g_file_get_uri (folder != NULL ? folder : file);

  gtk_show_uri (NULL, uri, GDK_CURRENT_TIME);
}

/* How far it is, with a button that stops it. */

static void
update_toast (Saving *self)
{
  g_autofree char *words = g_strdup_printf (
      ngettext ("Exporting: %'u entry", "Exporting: %'u entries", self->n_rows), self->n_rows);

  adw_toast_set_title (self->toast, words);
}

static gboolean
takes_long_cb (gpointer data)
{
  Saving *self = data;

  self->timeout = 0;
  self->toast = adw_toast_new ("");
  adw_toast_set_timeout (self->toast, 0);
  adw_toast_set_button_label (self->toast, _ ("_Cancel"));
  g_signal_connect_object (self->toast,
                           "button-clicked",
                           G_CALLBACK (g_cancellable_cancel),
                           self->cancellable,
                           G_CONNECT_SWAPPED);
  update_toast (self);
  attest_application_add_toast (self->application, self->toast);
  return G_SOURCE_REMOVE;
}

static void
progress_cb (guint n_rows, gpointer data)
{
  Saving *self = data;

  self->n_rows = n_rows;
  if (self->toast != NULL)
    update_toast (self);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  guint n_rows = 0;
  g_autoptr (AdwToast) toast = NULL;

  if (attest_workspace_export_finish (ATTEST_WORKSPACE (source), result, &n_rows, &error))
    {
      words =
          g_strdup_printf (ngettext ("%'u entry exported", "%'u entries exported", n_rows), n_rows);
      toast = attest_plain_toast_new (words);
      adw_toast_set_button_label (toast, _ ("_Show"));
      g_signal_connect_data (toast,
                             "button-clicked",
                             G_CALLBACK (show_cb),
                             g_object_ref (self->what.file),
                             free_file,
                             0);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    toast = attest_plain_toast_new (_ ("Export cancelled"));
  else
    {
      words = g_strdup_printf (_ ("The history could not be exported: %s"), error->message);
      toast = attest_plain_toast_new (words);
    }
  attest_application_add_toast (self->application, toast);
  saving_free (self);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, Saving *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      self->what.file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      self->timeout = g_timeout_add (LONG_MS, takes_long_cb, self);
      attest_workspace_export_async (attest_application_get_workspace (self->application),
                                     &self->what,
                                     self->cancellable,
                                     written_cb,
                                     self);
    }
  else
    saving_free (self);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

/* Returns: (transfer full): "attest-history-2026-11.csv" */
static char *
make_name (AttestExportFormat format, const char *span)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  return g_strdup_printf ("attest-history-%s.%s",
                          *span != '\0' ? span : today,
                          attest_export_format_get_suffix (format));
}

/**
 * attest_history_file_ask:
 * @application: whose workspace is meant, and whose window asks
 * @filter: what is shown, copied
 * @format: how it is to be written
 * @span: the month or year that it is of, for the name of the file; "": of any
 *
 * Asks for a file, writes it, and tells how many are in it, or why that could not be done. What
 * takes a while shows how far it is, and can be cancelled.
 */
void
attest_history_file_ask (AttestApplication *application,
                         const AttestHistoryFilter *filter,
                         AttestExportFormat format,
                         const char *span)
{
  Saving *self = g_new0 (Saving, 1);
  g_autofree char *name = make_name (format, span);
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("Export History"),
                                   attest_application_get_parent (application),
                                   GTK_FILE_CHOOSER_ACTION_SAVE,
                                   _ ("_Save"),
                                   _ ("_Cancel"));

  self->application = g_object_ref (application);
  self->cancellable = g_cancellable_new ();
  self->what.format = format;
  self->what.progress = progress_cb;
  self->what.progress_data = self;
  attest_history_filter_copy (&self->filter, filter);
  self->what.history = &self->filter;
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
