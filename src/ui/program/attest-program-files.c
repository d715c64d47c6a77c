/* Reading records from JSON files: chosen, dropped, from the command line, and the examples.
 * Each becomes a draft of its own; what a file holds that could not be taken over is said.
 * Main thread. */
#include "attest-config.h"
#include "program/attest-program-files.h"

#include "codec/attest-codec.h"
#include "model/attest-kinds.h"
#include "program/attest-editors.h"
#include "widgets/attest-question.h"

#include <glib/gi18n.h>

/* How many problems of one file are listed. */
#define MAX_LISTED 8

#define EXAMPLES "/io/github/attest_app/Attest/examples/"

/* Files that are opened together, each when the one before has its window: the last of them is in
 * front, whichever could be read first. What is to be said of them is said once, at the end. */
typedef struct
{
  AttestApplication *app;
  GPtrArray *files; /* of GFile */
  guint next;       /* of these */
  GString *words;
  guint n_unreadable;
  guint n_partial;
} Reading;

static Reading *
reading_new (AttestApplication *app)
{
  Reading *reading = g_rc_box_new0 (Reading);

  g_application_hold (G_APPLICATION (app));
  reading->app = g_object_ref (app);
  reading->files = g_ptr_array_new_with_free_func (g_object_unref);
  reading->words = g_string_new (NULL);
  return reading;
}

static void
reading_end (gpointer data)
{
  Reading *reading = data;
  const char *heading = _ ("Not All Was Taken Over");

  if (reading->n_partial == 0)
    heading = reading->n_unreadable == 1 ? _ ("The File Cannot Be Read")
                                         : _ ("Some Files Cannot Be Read");
  if (reading->words->len > 0)
    attest_tell (attest_application_get_parent (reading->app), heading, reading->words->str);
  g_ptr_array_unref (reading->files);
  g_string_free (reading->words, TRUE);
  g_application_release (G_APPLICATION (reading->app));
  g_object_unref (reading->app);
}

static void
reading_release (gpointer reading)
{
  g_rc_box_release_full (reading, reading_end);
}

static void
begin_paragraph (Reading *reading)
{
  if (reading->words->len > 0)
    g_string_append (reading->words, "\n\n");
}

static void
add_unreadable (Reading *reading, GFile *file, const char *why)
{
  g_autofree char *name = g_file_get_parse_name (file);

  reading->n_unreadable++;
  begin_paragraph (reading);
  g_string_append_printf (reading->words, "%s\n%s", name, why);
}

static void
add_problems (Reading *reading, const char *name, GPtrArray *problems)
{
  GString *words = reading->words;
  guint n_listed = MIN (problems->len, MAX_LISTED);

  reading->n_partial++;
  begin_paragraph (reading);
  g_string_append_printf (words,
                          /* Translators: %s is the name of a file */
                          _ ("What could be read of “%s” is in the new draft. This could not:"),
                          name);
  for (guint i = 0; i < n_listed; i++)
    {
      AttestProblem *problem = g_ptr_array_index (problems, i);
      const char *path = attest_problem_get_path (problem);

      g_string_append_printf (
          words, "\n%s%s%s", path, *path != '\0' ? ": " : "", attest_problem_get_message (problem));
    }
  if (n_listed < problems->len)
    g_string_append_printf (words,
                            ngettext ("\nand %u more", "\nand %u more", problems->len - n_listed),
                            problems->len - n_listed);
}

static void read_next (Reading *reading);

static void
opened_cb (gpointer reading)
{
  read_next (reading);
  reading_release (reading);
}

/* A file of which nothing can be taken over makes no draft. */
static gboolean
read_record (Reading *reading, const char *name, const char *data, gsize length, GError **error)
{
  const AttestSchema *schema = attest_codec_guess_schema (data, length);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (AttestRecord) record = NULL;

  if (schema == NULL)
    schema = attest_kinds_list (NULL)[0];
  record = attest_codec_read (schema, data, length, ATTEST_CODEC_WIRE, &problems, error);
  if (record == NULL)
    return FALSE;
  if (attest_record_is_empty (record))
    {
      g_set_error_literal (error,
                           G_IO_ERROR,
                           G_IO_ERROR_INVALID_DATA,
                           _ ("It holds nothing of a record that Attest knows."));
      return FALSE;
    }

  if (problems != NULL && problems->len > 0)
    add_problems (reading, name, problems);
  attest_editors_open_record (reading->app, schema, record, opened_cb, g_rc_box_acquire (reading));
  return TRUE;
}

static void
contents_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  GFile *file = G_FILE (source);
  g_autofree char *data = NULL;
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!g_file_load_contents_finish (file, result, &data, &length, NULL, &error)
      || !read_record (reading, name, data, length, &error))
    {
      add_unreadable (reading, file, error->message);
      read_next (reading);
    }
  reading_release (reading);
}

static void
read_next (Reading *reading)
{
  if (reading->next < reading->files->len)
    g_file_load_contents_async (g_ptr_array_index (reading->files, reading->next++),
                                NULL,
                                contents_cb,
                                g_rc_box_acquire (reading));
}

/**
 * attest_program_open_files:
 * @self: the application, which must be ready
 * @files: (array length=n_files): JSON files
 * @n_files: how many
 *
 * Opens each as a new draft, in this order.
 */
void
attest_program_open_files (AttestApplication *self, GFile **files, int n_files)
{
  Reading *reading = reading_new (self);

  for (int i = 0; i < n_files; i++)
    g_ptr_array_add (reading->files, g_object_ref (files[i]));
  read_next (reading);
  reading_release (reading);
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

/**
 * attest_program_choose_files:
 * @self: the application, which must be ready
 *
 * Lets the user choose JSON files and opens them.
 */
void
attest_program_choose_files (AttestApplication *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Open Records"),
                                                              attest_application_get_parent (self),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN,
                                                              _ ("_Open"),
                                                              _ ("_Cancel"));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("JSON files"));
  gtk_file_filter_add_mime_type (filter, "application/json");
  gtk_file_filter_add_suffix (filter, "json");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
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
  g_autoptr (GError) error = NULL;
  Reading *reading;
  const char *data;
  gsize length;

  g_return_if_fail (bytes != NULL);

  data = g_bytes_get_data (bytes, &length);
  reading = reading_new (self);
  if (!read_record (reading, name, data, length, &error))
    g_critical ("The example %s cannot be read: %s", name, error->message);
  reading_release (reading);
}
