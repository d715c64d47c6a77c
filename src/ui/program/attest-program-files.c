/* Reading records from files: chosen, dropped, from the command line, and the examples. One record
 * of one file opens its editor; more become drafts, selected in the list. What became of all of
 * them is one sentence; what the files hold that could not be read stands behind it. Main thread.
 */
#include "attest-config.h"
#include "program/attest-program-files.h"

#include "imports/attest-import-window.h"
#include "intake/attest-intake.h"
#include "program/attest-windows.h"
#include "widgets/attest-cells-clipboard.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-question.h"

#include <glib/gi18n.h>

/* How many lines of what was left out are listed. */
#define MAX_LISTED 500

#define EXAMPLES "/io/github/attest_app/Attest/examples/"

/* Files that are opened together, read one after the other. */
typedef struct
{
  AttestApplication *app;
  GPtrArray *files;   /* of GFile */
  guint next;         /* of these */
  GPtrArray *records; /* of AttestRecord */
  GString *words;     /* about what was left out */
  guint n_lines;      /* of these, also those that are not listed */
  guint n_unreadable;
  guint n_partial; /* of the records */
} Reading;

static Reading *
reading_new (AttestApplication *app)
{
  Reading *reading = g_new0 (Reading, 1);

  g_application_hold (G_APPLICATION (app));
  reading->app = g_object_ref (app);
  reading->files = g_ptr_array_new_with_free_func (g_object_unref);
  reading->records = g_ptr_array_new_with_free_func (g_object_unref);
  reading->words = g_string_new (NULL);
  return reading;
}

static void
reading_free (Reading *reading)
{
  g_ptr_array_unref (reading->files);
  g_ptr_array_unref (reading->records);
  g_string_free (reading->words, TRUE);
  g_application_release (G_APPLICATION (reading->app));
  g_object_unref (reading->app);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static gboolean
becomes_one (Reading *reading)
{
  return reading->files->len == 1 && reading->records->len == 1;
}

static void
add_line (Reading *reading, const char *line)
{
  if (reading->n_lines++ < MAX_LISTED)
    g_string_append_printf (reading->words, "\n%s", line);
}

static void
add_problem (Reading *reading, AttestProblem *problem)
{
  const char *path = attest_problem_get_path (problem);
  g_autofree char *line =
      g_strconcat (path, *path != '\0' ? ": " : "", attest_problem_get_message (problem), NULL);

  add_line (reading, line);
}

/* @name: of the record or its file */
static void
take_item (Reading *reading, const char *name, AttestCodecItem *item)
{
  gboolean holds = item->record != NULL && !attest_record_is_empty (item->record);

  if (holds)
    g_ptr_array_add (reading->records, g_object_ref (item->record));
  if (holds && item->problems->len == 0)
    return;
  reading->n_partial += holds;
  reading->n_unreadable += !holds;
  if (reading->n_lines > 0)
    add_line (reading, "");
  add_line (reading, name);
  for (guint i = 0; i < item->problems->len; i++)
    add_problem (reading, g_ptr_array_index (item->problems, i));
  if (item->problems->len == 0)
    add_line (reading, _ ("It contains no record that Attest knows."));
}

static void
take_items (Reading *reading, const char *name, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      /* TRANSLATORS: a file's name and the number of a record in it */
      g_autofree char *numbered = g_strdup_printf (_ ("%s: record %u"), name, i + 1);

      take_item (reading, items->len > 1 ? numbered : name, g_ptr_array_index (items, i));
    }
}

/* What became of all of them, in one sentence. */
static char *
describe (Reading *reading)
{
  const guint n = reading->records->len;
  GString *words = g_string_new (NULL);

  g_string_append_printf (words, ngettext ("%u read", "%u read", n), n);
  if (reading->n_partial > 0)
    /* Translators: stands behind "300 read" */
    g_string_append_printf (
        words,
        ngettext (", %u with parts left out", ", %u with parts left out", reading->n_partial),
        reading->n_partial);
  if (reading->n_unreadable > 0)
    /* Translators: stands behind "300 read" */
    g_string_append_printf (
        words,
        ngettext (", %u could not be read", ", %u could not be read", reading->n_unreadable),
        reading->n_unreadable);
  return g_string_free (words, FALSE);
}

/* Of one file, as a sentence stands above it; of several, each is named. */
static char *
list_left_out (Reading *reading)
{
  const guint n_hidden = reading->n_lines > MAX_LISTED ? reading->n_lines - MAX_LISTED : 0;
  GString *words = g_string_new (reading->words->str);

  if (reading->records->len == 1 && reading->files->len == 1)
    g_string_prepend (words, _ ("These parts could not be read:"));
  if (n_hidden > 0)
    g_string_append_printf (
        words, ngettext ("\nand %u more line", "\nand %u more lines", n_hidden), n_hidden);
  return g_strstrip (g_string_free (words, FALSE));
}

typedef struct
{
  AttestApplication *app; /* outlives its toasts */
  const char *heading;
  char *words;
} LeftOut;

static void
left_out_free (gpointer data, GClosure *closure)
{
  g_free (((LeftOut *) data)->words);
  g_free (data);
}

static void
show_left_out_cb (AdwToast *toast, LeftOut *left_out)
{
  attest_tell (attest_application_get_parent (left_out->app), left_out->heading, left_out->words);
}

/* Stays until it is read where something is missing. */
static void
tell_many (Reading *reading, const char *heading)
{
  g_autofree char *summary = describe (reading);
  g_autoptr (AdwToast) toast = attest_plain_toast_new (summary);
  LeftOut *left_out = NULL;

  if (reading->n_lines > 0)
    {
      left_out = g_new (LeftOut, 1);
      *left_out = (LeftOut){ reading->app, heading, list_left_out (reading) };
      adw_toast_set_timeout (toast, 0);
      adw_toast_set_button_label (toast, _ ("_Show"));
      g_signal_connect_data (
          toast, "button-clicked", G_CALLBACK (show_left_out_cb), left_out, left_out_free, 0);
    }
  attest_application_add_toast (reading->app, toast);
}

static void
tell_end (Reading *reading)
{
  const gboolean one_file = reading->files->len <= 1;
  const char *heading =
      one_file ? _ ("Parts of the File Were Left Out") : _ ("Parts of the Files Were Left Out");
  g_autofree char *words = NULL;

  if (reading->records->len == 0)
    heading = one_file ? _ ("The File Cannot Be Read") : _ ("The Files Cannot Be Read");
  if (reading->records->len > 0 && !becomes_one (reading))
    tell_many (reading, heading);
  else if (reading->n_lines > 0)
    {
      words = list_left_out (reading);
      attest_tell (attest_application_get_parent (reading->app), heading, words);
    }
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts =
      attest_workspace_add_drafts_finish (ATTEST_WORKSPACE (source), result, &error);

  if (drafts == NULL)
    {
      attest_tell (attest_application_get_parent (reading->app),
                   _ ("The Files Were Not Read"),
                   error->message);
      return;
    }
  attest_window_show_drafts (attest_windows_get_main (reading->app), drafts);
  tell_end (reading);
}

/* Takes @reading. */
static void
finish (Reading *reading)
{
  AttestApplication *self = reading->app;

  if (attest_application_get_ready (self) && reading->records->len > 0 && !becomes_one (reading))
    {
      attest_application_finish_first_start (self);
      attest_workspace_add_drafts_async (
          attest_application_get_workspace (self), reading->records, NULL, added_cb, reading);
      return;
    }
  if (reading->records->len > 0)
    {
      AttestRecord *record = g_ptr_array_index (reading->records, 0);

      attest_application_new_record (self, attest_record_get_schema (record), record);
    }
  tell_end (reading);
  reading_free (reading);
}

static void read_next (Reading *reading);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  GFile *file = G_FILE (source);
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = attest_intake_dup_name (base);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = attest_intake_read_file_finish (file, result, &error);

  if (items != NULL)
    take_items (reading, name, items);
  else
    {
      reading->n_unreadable++;
      if (reading->n_lines > 0)
        add_line (reading, "");
      add_line (reading, name);
      add_line (reading, error->message);
    }
  read_next (reading);
}

/* Takes @reading. */
static void
read_next (Reading *reading)
{
  if (reading->next < reading->files->len)
    attest_intake_read_file_async (
        g_ptr_array_index (reading->files, reading->next++), NULL, read_cb, reading);
  else
    finish (reading);
}

/* Sheets have a window of their own, each; the others are read together. */

static void look_at_next (Reading *reading);

static void
peek_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;

  if (attest_intake_peek_finish (G_FILE (source), result) == ATTEST_INTAKE_SHEET)
    {
      attest_import_window_open (reading->app, G_FILE (source));
      g_ptr_array_remove_index (reading->files, reading->next);
    }
  else
    reading->next++;
  look_at_next (reading);
}

/* Takes @reading. */
static void
look_at_next (Reading *reading)
{
  if (reading->next < reading->files->len)
    {
      attest_intake_peek_async (
          g_ptr_array_index (reading->files, reading->next), peek_cb, reading);
      return;
    }
  reading->next = 0;
  if (reading->files->len > 0)
    read_next (reading);
  else
    reading_free (reading);
}

/**
 * attest_program_open_files:
 * @self: the application, which must be ready
 * @files: (array length=n_files): JSON files and sheets
 * @n_files: how many
 *
 * Reads them in this order. One record of one file opens its editor, more become drafts; a sheet
 * opens its import window.
 */
void
attest_program_open_files (AttestApplication *self, GFile **files, int n_files)
{
  Reading *reading = reading_new (self);

  for (int i = 0; i < n_files; i++)
    g_ptr_array_add (reading->files, g_object_ref (files[i]));
  look_at_next (reading);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, AttestApplication *self)
{
  g_autoptr (GListModel) chosen = NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  if (response == GTK_RESPONSE_ACCEPT)
    {
      chosen = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
      for (guint i = 0; i < g_list_model_get_n_items (chosen); i++)
        g_ptr_array_add (files, g_list_model_get_item (chosen, i));
      attest_program_open_files (self, (GFile **) files->pdata, (int) files->len);
    }
  g_object_unref (dialog);
}

static void
add_filter (GtkNativeDialog *dialog, const char *name, const char *const *endings)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; endings[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, endings[i]);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
}

/* @sheets: they are offered first */
static void
choose_files (AttestApplication *self, const char *title, gboolean sheets)
{
  static const char *const of_sheets[] = { "csv", "tsv", "txt",  "xlsx", "xlsm",
                                           "xls", "ods", "html", "htm",  NULL };
  static const char *const of_records[] = { "json", NULL };
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title,
                                                              attest_application_get_parent (self),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN,
                                                              _ ("_Open"),
                                                              _ ("_Cancel"));

  if (!sheets)
    add_filter (GTK_NATIVE_DIALOG (dialog), _ ("JSON files"), of_records);
  add_filter (GTK_NATIVE_DIALOG (dialog), _ ("Spreadsheets and text files"), of_sheets);
  if (sheets)
    add_filter (GTK_NATIVE_DIALOG (dialog), _ ("JSON files"), of_records);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * attest_program_choose_files:
 * @self: the application, which must be ready
 *
 * Lets the user choose files of records and opens them.
 */
void
attest_program_choose_files (AttestApplication *self)
{
  choose_files (self, _ ("Open Records"), FALSE);
}

/**
 * attest_program_choose_sheets:
 * @self: the application, which must be ready
 *
 * Lets the user choose spreadsheets and opens them.
 */
void
attest_program_choose_sheets (AttestApplication *self)
{
  choose_files (self, _ ("Import a Spreadsheet"), TRUE);
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      attest_cells_clipboard_read_finish (GDK_CLIPBOARD (source), result, &error);
  g_autoptr (AdwToast) toast = NULL;

  if (bytes != NULL && attest_application_get_ready (self))
    attest_import_window_open_cells (self, bytes);
  else if (bytes == NULL)
    {
      toast = attest_plain_toast_new (error->message);
      attest_application_add_toast (self, toast);
    }
}

/**
 * attest_program_paste:
 * @self: the application, which must be ready
 *
 * Opens the cells in the clipboard, as a sheet.
 */
void
attest_program_paste (AttestApplication *self)
{
  attest_cells_clipboard_read_async (
      gdk_display_get_clipboard (gdk_display_get_default ()), NULL, pasted_cb, g_object_ref (self));
}

/**
 * attest_program_open_example:
 * @self: the application, which must be ready
 * @name: the name of a kind that has an example
 *
 * Opens a copy of an example record.
 */
void
attest_program_open_example (AttestApplication *self, const char *name)
{
  g_autofree char *path = g_strconcat (EXAMPLES, name, ".json", NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GPtrArray) items = NULL;
  AttestCodecItem *example = NULL;

  g_return_if_fail (bytes != NULL);

  items = attest_intake_read_bytes (NULL, bytes, NULL);
  g_return_if_fail (items != NULL);
  example = g_ptr_array_index (items, 0);
  attest_application_new_record (self, attest_record_get_schema (example->record), example->record);
}
