/* Export: one question for a file of any format, see the header.
 *
 * The format is the file filter that is chosen, unless the name that was typed ends otherwise. */
#include "attest-config.h"
#include "dialogs/attest-export-dialog.h"

#include "widgets/attest-plain.h"

#include <glib/gi18n.h>
#include <string.h>

/* What takes longer is shown, and can be stopped. */
#define LONG_MS 1000

/* From the question until the end is told. */
typedef struct
{
  AttestApplication *application;
  AttestExport what;                        /* its file and its ids owned */
  AttestHistoryFilter filter;               /* where it is the history; its texts owned */
  char *name;                               /* that was proposed */
  GtkFileFilter *filters[ATTEST_N_EXPORTS]; /* (nullable): of formats that can be */
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
  g_strfreev ((GStrv) self->what.ids);
  attest_history_filter_clear (&self->filter);
  for (guint i = 0; i < ATTEST_N_EXPORTS; i++)
    g_clear_object (&self->filters[i]);
  g_free (self->name);
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

/* It stays until it was read. */
static AdwToast *
make_long_toast (const char *words, const char *more)
{
  g_autofree char *both = g_strdup_printf ("%s. %s", words, more);
  AdwToast *toast = attest_plain_toast_new (both);

  adw_toast_set_timeout (toast, 0);
  return toast;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  g_autofree char *unjoined = NULL;
  guint n_rows = 0;
  g_autoptr (AdwToast) toast = NULL;

  if (attest_workspace_export_finish (ATTEST_WORKSPACE (source), result, &n_rows, &error))
    {
      words =
          g_strdup_printf (ngettext ("%'u entry exported", "%'u entries exported", n_rows), n_rows);
      unjoined = attest_export_describe_unjoined (attest_export_get_n_unjoined (result));
      toast = unjoined == NULL ? attest_plain_toast_new (words) : make_long_toast (words, unjoined);
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
      words = g_strdup_printf (_ ("The file could not be written: %s"), error->message);
      toast = attest_plain_toast_new (words);
    }
  attest_application_add_toast (self->application, toast);
  saving_free (self);
}

/* The format, and the name. */

static gboolean
ends_as (const char *name, AttestExportFormat format)
{
  const char *end = strrchr (name, '.');

  return end != NULL && g_ascii_strcasecmp (end + 1, attest_export_format_get_suffix (format)) == 0;
}

/* Returns: the first format whose files end as @name; %ATTEST_N_EXPORTS: none does */
static AttestExportFormat
find_format (Saving *self, const char *name)
{
  for (guint i = 0; i < ATTEST_N_EXPORTS; i++)
    if (self->filters[i] != NULL && ends_as (name, (AttestExportFormat) i))
      return (AttestExportFormat) i;
  return ATTEST_N_EXPORTS;
}

static AttestExportFormat
get_chosen (Saving *self, GtkFileChooser *chooser)
{
  GtkFileFilter *filter = gtk_file_chooser_get_filter (chooser);

  for (guint i = 0; i < ATTEST_N_EXPORTS; i++)
    if (filter != NULL && self->filters[i] == filter)
      return (AttestExportFormat) i;
  return ATTEST_EXPORT_XLSX;
}

/* Returns: (transfer full): @name beside @file; where there is one of that name, the next free one
 */
static GFile *
make_beside (GFile *file, const char *name, const char *suffix)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);

  for (guint i = 1;; i++)
    {
      g_autofree char *whole = i == 1 ? g_strdup_printf ("%s.%s", name, suffix)
                                      : g_strdup_printf ("%s (%u).%s", name, i, suffix);
      g_autoptr (GFile) other = g_file_get_child (folder, whole);

      if (!g_file_query_exists (other, NULL))
        return g_steal_pointer (&other);
    }
}

/* A name that was typed decides; the proposed one ends as the chosen format does. */
static void
take_choice (Saving *self, GtkFileChooser *chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);
  g_autofree char *name = g_file_get_basename (file);
  AttestExportFormat by_name = find_format (self, name);
  char *end = by_name != ATTEST_N_EXPORTS ? strrchr (name, '.') : NULL;

  self->what.format = get_chosen (self, chooser);
  if (by_name != ATTEST_N_EXPORTS && !ends_as (name, self->what.format)
      && strcmp (name, self->name) != 0)
    self->what.format = by_name;
  if (ends_as (name, self->what.format))
    {
      self->what.file = g_steal_pointer (&file);
      return;
    }
  if (end != NULL)
    *end = '\0';
  self->what.file = make_beside (file, name, attest_export_format_get_suffix (self->what.format));
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, Saving *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      take_choice (self, GTK_FILE_CHOOSER (dialog));
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

static void
add_formats (Saving *self, GtkFileChooser *chooser)
{
  static const AttestExportFormat order[] = { ATTEST_EXPORT_XLSX,
                                              ATTEST_EXPORT_CSV,
                                              ATTEST_EXPORT_JSON,
                                              ATTEST_EXPORT_TEMPLATE_1,
                                              ATTEST_EXPORT_TEMPLATE_2 };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autofree char *pattern = NULL;
      GtkFileFilter *filter = NULL;

      if (!attest_export_format_is_for (order[i], self->what.schema))
        continue;
      pattern = g_strconcat ("*.", attest_export_format_get_suffix (order[i]), NULL);
      filter = gtk_file_filter_new ();
      gtk_file_filter_set_name (filter, attest_export_format_get_label (order[i]));
      gtk_file_filter_add_pattern (filter, pattern);
      gtk_file_chooser_add_filter (chooser, filter);
      self->filters[order[i]] = filter;
    }
  gtk_file_chooser_set_filter (chooser, self->filters[ATTEST_EXPORT_XLSX]);
}

/**
 * attest_export_ask:
 * @application: whose workspace is meant, and whose window asks
 * @what: what is to be written; copied. Its file and its format are asked for
 * @title: of the question
 * @name: of the file that is proposed, without its end
 *
 * Asks for a file, writes it, and tells how much is in it, or why that could not be done. What
 * takes a while shows how far it is, and can be cancelled.
 */
void
attest_export_ask (AttestApplication *application,
                   const AttestExport *what,
                   const char *title,
                   const char *name)
{
  Saving *self = g_new0 (Saving, 1);
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (title,
                                   attest_application_get_parent (application),
                                   GTK_FILE_CHOOSER_ACTION_SAVE,
                                   _ ("_Save"),
                                   _ ("_Cancel"));

  self->application = g_object_ref (application);
  self->cancellable = g_cancellable_new ();
  self->what = *what;
  self->what.ids = (const char *const *) g_strdupv ((GStrv) what->ids);
  self->what.progress = progress_cb;
  self->what.progress_data = self;
  if (what->history != NULL)
    {
      attest_history_filter_copy (&self->filter, what->history);
      self->what.history = &self->filter;
    }
  self->name =
      g_strdup_printf ("%s.%s", name, attest_export_format_get_suffix (ATTEST_EXPORT_XLSX));
  add_formats (self, GTK_FILE_CHOOSER (dialog));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), self->name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
