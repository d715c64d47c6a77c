/* Converting by another program: in a folder of its own, which nobody else can read and of which
 * nothing stays, with settings of its own, for so long and no longer. The program may start others:
 * all of them are a group, and end together. */
#include "attest-config.h"
#include "sheet/attest-convert.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>

#define USUAL_SECONDS 120

static const struct
{
  const char *program;
  const char *name; /* for people */
  const char *arguments[9];
} converters[] = {
  /* %s is the folder. */
  { "soffice",
    "LibreOffice",
    { "--headless",
      "--norestore",
      "-env:UserInstallation=file://%s/settings",
      "--convert-to",
      "xlsx",
      "--outdir",
      "%s/out",
      "%s/sheet.xls" } },
  { "ssconvert", "Gnumeric", { "%s/sheet.xls", "%s/out/sheet.xlsx" } },
};

static int
find_converter (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (converters); i++)
    {
      g_autofree char *path = g_find_program_in_path (converters[i].program);

      if (path != NULL)
        return (int) i;
    }
  return -1;
}

/* Returns: (transfer none) (nullable): what people call the program that would do it; %NULL: none
 * is installed */
const char *
attest_convert_get_program (void)
{
  int converter = find_converter ();

  return converter >= 0 ? converters[converter].name : NULL;
}

/* One conversion. */
typedef struct
{
  char *folder;
  GSubprocess *process;
  pid_t group; /* 0: none is running */
  guint timeout;
  gulong cancelled;
  gboolean is_late;
} Converting;

static void
remove_all (const char *path)
{
  gboolean is_link = g_file_test (path, G_FILE_TEST_IS_SYMLINK);
  g_autoptr (GDir) dir = is_link ? NULL : g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      remove_all (inner);
    }
  g_remove (path);
}

static void
end_group (Converting *self)
{
  if (self->group > 0)
    kill (-self->group, SIGKILL);
}

static void
converting_free (gpointer data)
{
  Converting *self = data;

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_object (&self->process);
  if (self->folder != NULL)
    remove_all (self->folder);
  g_free (self->folder);
  g_free (self);
}

/* In the child, before it is another program. */
static void
become_group (gpointer data)
{
  setsid ();
}

static gboolean
late_cb (gpointer data)
{
  Converting *self = data;

  self->timeout = 0;
  self->is_late = TRUE;
  end_group (self);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  end_group (data);
}

static void
end (Converting *self, GTask *task)
{
  g_autofree char *path = g_build_filename (self->folder, "out", "sheet.xlsx", NULL);
  char *data = NULL;
  gsize length = 0;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->is_late)
    g_task_return_new_error (task,
                             G_IO_ERROR,
                             G_IO_ERROR_TIMED_OUT,
                             _ ("Converting the file took too long and was stopped."));
  else if (g_file_get_contents (path, &data, &length, NULL))
    g_task_return_pointer (task, g_bytes_new_take (data, length), (GDestroyNotify) g_bytes_unref);
  else
    /* TRANSLATORS: %s is a program: LibreOffice */
    g_task_return_new_error (task,
                             G_IO_ERROR,
                             G_IO_ERROR_FAILED,
                             _ ("%s could not convert the file."),
                             attest_convert_get_program ());
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Converting *self = g_task_get_task_data (task);

  g_subprocess_wait_finish (
      G_SUBPROCESS (source), result, NULL); /* what it made tells how it went */
  /* What it started may still run. */
  end_group (self);
  self->group = 0;
  if (self->cancelled != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled);
  g_clear_handle_id (&self->timeout, g_source_remove);
  end (self, task);
}

static gboolean
make_folder (Converting *self, GBytes *bytes, GError **error)
{
  g_autofree char *file = NULL;
  g_autofree char *out = NULL;
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  self->folder = g_dir_make_tmp ("attest-XXXXXX", error);
  if (self->folder == NULL)
    return FALSE;
  file = g_build_filename (self->folder, "sheet.xls", NULL);
  out = g_build_filename (self->folder, "out", NULL);
  g_mkdir (out, 0700);
  return g_file_set_contents_full (
      file, data, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, error);
}

static gboolean
start (Converting *self, guint converter, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  const char *id = NULL;

  g_ptr_array_add (words, g_strdup (converters[converter].program));
  for (const char *const *word = converters[converter].arguments; *word != NULL; word++)
    {
      g_auto (GStrv) parts = g_strsplit (*word, "%s", -1);

      g_ptr_array_add (words, g_strjoinv (self->folder, parts));
    }
  g_ptr_array_add (words, NULL);
  g_subprocess_launcher_set_child_setup (launcher, become_group, NULL, NULL);
  self->process =
      g_subprocess_launcher_spawnv (launcher, (const char *const *) words->pdata, error);
  /* One that has ended by now has none. */
  id = self->process != NULL ? g_subprocess_get_identifier (self->process) : NULL;
  if (id != NULL)
    self->group = (pid_t) g_ascii_strtoll (id, NULL, 10);
  return self->process != NULL;
}

/**
 * attest_convert_async:
 * @bytes: a file
 * @seconds: how long it may take; 0: two minutes
 * @cancellable: (nullable): ends the program
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Starts the program on a copy.
 */
void
attest_convert_async (GBytes *bytes,
                      guint seconds,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Converting *self = NULL;
  int converter = find_converter ();
  GError *error = NULL;

  g_return_if_fail (bytes != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_convert_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (converter < 0)
    {
      g_task_return_new_error (task,
                               G_IO_ERROR,
                               G_IO_ERROR_NOT_SUPPORTED,
                               _ ("No program that can convert the file is installed. Install "
                                  "LibreOffice, or save the file as .xlsx or .csv elsewhere."));
      return;
    }
  self = g_new0 (Converting, 1);
  g_task_set_task_data (task, self, converting_free);
  if (!make_folder (self, bytes, &error) || !start (self, (guint) converter, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self->timeout = g_timeout_add_seconds (seconds > 0 ? seconds : USUAL_SECONDS, late_cb, self);
  if (cancellable != NULL)
    self->cancelled = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL);
  g_subprocess_wait_async (self->process, NULL, ended_cb, g_object_ref (task));
}

/**
 * attest_convert_finish:
 * @result: what the callback was given
 * @error: return location for a #GIOErrorEnum, or cancelled
 *
 * Returns: (transfer full): an XLSX file
 */
GBytes *
attest_convert_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_convert_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
