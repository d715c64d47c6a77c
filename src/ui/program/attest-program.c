/* AttestProgram: see the header. The window is made while the workspace opens, and shown with its
 * content in it. Main thread. */
#include "attest-config.h"
#include "program/attest-program.h"

#include "attest-data-resources.h"
#include "attest-ui-resources.h"
#include "keys/attest-proxy-dialog.h"
#include "program/attest-editors.h"
#include "program/attest-program-actions.h"
#include "program/attest-program-files.h"
#include "program/attest-quit.h"
#include "program/attest-session.h"
#include "program/attest-windows.h"

#include <malloc.h>

/* Milliseconds. A start that takes longer shows the window all the same, with what it waits for. */
#define PRESENT_DELAY 300
/* Drawing the program's icon takes longer than all else that is shown, and only the panels of X11
 * ask for it: it comes when the window has its content. */
#define ICON_DELAY 500

struct _AttestProgram
{
  AttestApplication parent_instance;

  guint present_source; /* the window is wanted, and not yet shown */
  GPtrArray *files;     /* (nullable): of GFile: to be opened once the workspace is */
};

G_DEFINE_FINAL_TYPE (AttestProgram, attest_program, ATTEST_TYPE_APPLICATION)

/* Once there is something to open them in, and the main window does not come to stand before them.
 */
static void
open_files (AttestProgram *self)
{
  AttestApplication *app = ATTEST_APPLICATION (self);
  g_autoptr (GPtrArray) files = NULL;

  if (self->present_source != 0 || !attest_application_get_ready (app))
    return;
  files = g_steal_pointer (&self->files);
  if (files != NULL)
    attest_program_open_files (app, (GFile **) files->pdata, (int) files->len);
}

static void
present_cb (gpointer user_data)
{
  AttestProgram *self = ATTEST_PROGRAM (user_data);

  self->present_source = 0;
  gtk_window_present (GTK_WINDOW (attest_windows_get_main (ATTEST_APPLICATION (self))));
  open_files (self);
}

static void
settled_cb (AttestProgram *self)
{
  if (self->present_source == 0
      || !attest_window_get_settled (attest_windows_get_main (ATTEST_APPLICATION (self))))
    return;
  g_clear_handle_id (&self->present_source, g_source_remove);
  present_cb (self);
}

static void
set_icon_cb (gpointer user_data)
{
  gtk_window_set_default_icon_name (ATTEST_APP_ID);
}

static void
ready_cb (AttestProgram *self)
{
  AttestApplication *app = ATTEST_APPLICATION (self);

  attest_program_update_actions (app);
  if (!attest_application_get_ready (app))
    return;
  attest_proxy_dialog_follow (app);
  open_files (self);
}

static void
attest_program_startup (GApplication *application)
{
  attest_data_register_resource ();
  attest_ui_register_resource ();
  g_signal_connect (application, "notify::ready", G_CALLBACK (ready_cb), NULL);
  G_APPLICATION_CLASS (attest_program_parent_class)->startup (application);
  g_timeout_add_once (ICON_DELAY, set_icon_cb, NULL);
  attest_program_add_actions (ATTEST_APPLICATION (application));
  attest_session_watch (ATTEST_APPLICATION (application));
}

/* Its first picture has what it is there to show. */
static void
present_later (AttestProgram *self, GtkWidget *window)
{
  self->present_source = g_timeout_add_once (PRESENT_DELAY, present_cb, self);
  g_signal_connect_object (
      window, "notify::settled", G_CALLBACK (settled_cb), self, G_CONNECT_SWAPPED);
}

/* However the program is told to go, nothing is lost. The main loop is over by now: what still has
 * to happen is waited for here. */
static void
attest_program_shutdown (GApplication *application)
{
  g_clear_handle_id (&ATTEST_PROGRAM (application)->present_source, g_source_remove);
  attest_session_finish (ATTEST_APPLICATION (application));
  G_APPLICATION_CLASS (attest_program_parent_class)->shutdown (application);
}

static void
attest_program_activate (GApplication *application)
{
  AttestProgram *self = ATTEST_PROGRAM (application);
  GtkWidget *window = GTK_WIDGET (attest_windows_get_main (ATTEST_APPLICATION (application)));

  if (gtk_widget_get_mapped (window) || attest_window_get_settled (ATTEST_WINDOW (window)))
    gtk_window_present (GTK_WINDOW (window));
  else if (self->present_source == 0)
    present_later (self, window);
  G_APPLICATION_CLASS (attest_program_parent_class)->activate (application);
}

static void
attest_program_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  AttestProgram *self = ATTEST_PROGRAM (application);

  g_application_activate (application);
  if (self->files == NULL)
    self->files = g_ptr_array_new_with_free_func (g_object_unref);
  for (int i = 0; i < n_files; i++)
    g_ptr_array_add (self->files, g_object_ref (files[i]));
  open_files (self);
}

/* What is named is a file: GIO would take “cert:1.json” for an address. */
static gboolean
attest_program_local_command_line (GApplication *application, char ***arguments, int *status)
{
  for (char **argument = *arguments; *argument != NULL; argument++)
    if (g_uri_peek_scheme (*argument) != NULL && g_file_test (*argument, G_FILE_TEST_EXISTS))
      {
        char *path = g_strconcat ("./", *argument, NULL);

        g_free (*argument);
        *argument = path;
      }
  return G_APPLICATION_CLASS (attest_program_parent_class)
      ->local_command_line (application, arguments, status);
}

static void
attest_program_new_record (AttestApplication *application,
                           const AttestSchema *schema,
                           AttestRecord *initial)
{
  attest_editors_open_record (application, schema, initial);
}

static void
attest_program_add_toast (AttestApplication *application, AdwToast *toast)
{
  AttestWindow *window = attest_windows_get_main (application);

  if (window != NULL) /* it may be at work without one */
    attest_window_add_toast (window, g_object_ref (toast));
}

static void
attest_program_finalize (GObject *object)
{
  g_clear_pointer (&ATTEST_PROGRAM (object)->files, g_ptr_array_unref);

  G_OBJECT_CLASS (attest_program_parent_class)->finalize (object);
}

static void
attest_program_class_init (AttestProgramClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);
  AttestApplicationClass *own_class = ATTEST_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = attest_program_finalize;
  application_class->local_command_line = attest_program_local_command_line;
  application_class->startup = attest_program_startup;
  application_class->shutdown = attest_program_shutdown;
  application_class->activate = attest_program_activate;
  application_class->open = attest_program_open;
  own_class->open_draft = attest_editors_open_draft;
  own_class->new_record = attest_program_new_record;
  own_class->begin_record = attest_editors_begin_record;
  own_class->duplicate = attest_editors_duplicate;
  own_class->save_all = attest_quit_save_all;
  own_class->add_toast = attest_program_add_toast;
  own_class->asks_before_closing = attest_quit_asks_before_closing;
}

/* What another thread frees is put together by that thread. glibc would leave the small of it to
 * who asks for memory next, and thousands of records that are let go would be the main thread's. */
static void
attest_program_init (AttestProgram *self)
{
  mallopt (M_MXFAST, 0);
}

/**
 * attest_program_new:
 *
 * Returns: (transfer full): the application, to be run
 */
AttestApplication *
attest_program_new (void)
{
  return g_object_new (ATTEST_TYPE_PROGRAM,
                       "application-id",
                       ATTEST_APP_ID,
                       "flags",
                       G_APPLICATION_HANDLES_OPEN,
                       "register-session",
                       TRUE,
                       "resource-base-path",
                       "/io/github/attest_app/Attest",
                       NULL);
}
