/* Quitting: every open draft is saved before its window goes, and the program with the last. Where
 * something can not be saved, its window stays and the user decides. Main thread. */
#include "attest-config.h"
#include "program/attest-quit.h"

#include "imports/attest-import-window.h"
#include "program/attest-windows.h"
#include "widgets/attest-question.h"

#include <glib/gi18n.h>

/* A function of a question, called with its answer. */
#define ANSWERED_KEY "attest-answered"

/* Of a question about the queue: the application. */
#define APPLICATION_KEY "attest-application"

typedef struct
{
  AttestApplication *app;
  guint n_pending;
  GError *error;      /* the first */
  GPtrArray *focused; /* of GtkWidget: finishing the typing takes the keyboard from them */
  AttestSaved done;
  gpointer user_data;
} Saving;

/* Whose window is still there, because the end was called off, goes on typing where that was. */
static void
give_focus_back_cb (gpointer widget, gpointer user_data)
{
  GtkRoot *window = gtk_widget_get_root (widget);

  if (window != NULL && gtk_root_get_focus (window) == NULL)
    gtk_root_set_focus (window, widget);
}

static void
finish_one (Saving *saving)
{
  if (--saving->n_pending > 0)
    return;

  saving->done (saving->app, saving->error, saving->user_data);
  g_ptr_array_foreach (saving->focused, give_focus_back_cb, NULL);
  g_ptr_array_unref (saving->focused);
  g_clear_error (&saving->error);
  g_application_release (G_APPLICATION (saving->app));
  g_object_unref (saving->app);
  g_free (saving);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr (GError) error = NULL;

  if (!attest_open_draft_save_finish (ATTEST_OPEN_DRAFT (source), result, &error)
      && saving->error == NULL)
    saving->error = g_steal_pointer (&error);
  finish_one (saving);
}

static void
save_editor (AttestEditorWindow *editor, gpointer user_data)
{
  Saving *saving = user_data;
  AttestOpenDraft *open_draft = attest_editor_window_get_open_draft (editor);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (editor));

  if (open_draft == NULL)
    return;
  if (focus != NULL)
    g_ptr_array_add (saving->focused, g_object_ref (focus));
  attest_editor_window_finish_typing (editor);
  saving->n_pending++;
  attest_open_draft_save_async (open_draft, saved_cb, saving);
}

static void
import_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr (GError) error = NULL;

  if (!attest_import_save_finish (ATTEST_IMPORT (source), result, &error) && saving->error == NULL)
    saving->error = g_steal_pointer (&error);
  finish_one (saving);
}

/* What was decided in an import is gone on with under Imports. */
static void
save_imports (Saving *saving)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (saving->app)); l != NULL;
       l = l->next)
    if (ATTEST_IS_IMPORT_WINDOW (l->data) && attest_import_window_has_decisions (l->data))
      {
        saving->n_pending++;
        attest_import_save_async (
            attest_import_window_get_import (l->data), NULL, import_saved_cb, saving);
      }
}

/**
 * attest_quit_save_all:
 * @self: the application
 * @done: called once, when all is durable or something can not be
 * @user_data: for @done
 *
 * Saves everything that is typed in any editor, and what is decided in any import.
 */
void
attest_quit_save_all (AttestApplication *self, AttestSaved done, gpointer user_data)
{
  Saving *saving = g_new0 (Saving, 1);

  g_application_hold (G_APPLICATION (self));
  saving->app = g_object_ref (self);
  saving->focused = g_ptr_array_new_with_free_func (g_object_unref);
  saving->done = done;
  saving->user_data = user_data;
  saving->n_pending = 1;
  attest_windows_foreach_editor (self, save_editor, saving);
  save_imports (saving);
  finish_one (saving);
}

static gboolean
destroy_windows_cb (gpointer self)
{
  attest_windows_destroy (self);
  return G_SOURCE_REMOVE;
}

/* The dialog has to be gone before the window it belongs to. */
static void
response_cb (AdwMessageDialog *dialog, const char *response, AttestApplication *self)
{
  void (*answered) (AttestApplication *) = g_object_get_data (G_OBJECT (dialog), ANSWERED_KEY);

  if (answered != NULL)
    answered (self);
  if (g_str_equal (response, "quit"))
    g_idle_add_full (
        G_PRIORITY_DEFAULT_IDLE, destroy_windows_cb, g_object_ref (self), g_object_unref);
}

static gboolean
can_be_saved (gpointer workspace)
{
  return attest_workspace_get_error (workspace) == NULL;
}

/**
 * attest_quit_ask_whether_to_lose:
 * @self: the application
 * @error: why something can not be saved
 * @answered: (nullable): called with the answer, whichever
 *
 * Ending in spite of that takes an explicit choice. The question goes when saving works again.
 */
void
attest_quit_ask_whether_to_lose (AttestApplication *self,
                                 const GError *error,
                                 void (*answered) (AttestApplication *app))
{
  AttestWorkspace *workspace = attest_application_get_workspace (self);
  GtkWidget *dialog = adw_message_dialog_new (
      attest_application_get_parent (self), _ ("Quit Without Saving?"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _ ("The last changes cannot be saved and will be lost: %s"),
                                  error->message);
  adw_message_dialog_add_responses (
      ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "quit", _ ("_Quit"), NULL);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "quit", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data (G_OBJECT (dialog), ANSWERED_KEY, answered);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, 0);
  attest_question_follow (dialog, workspace, "notify::error", can_be_saved, workspace);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
all_saved_cb (AttestApplication *self, const GError *error, gpointer user_data)
{
  if (error != NULL)
    attest_quit_ask_whether_to_lose (self, error, NULL);
  else
    attest_windows_destroy (self);
}

static gboolean
save_and_close_cb (gpointer self)
{
  attest_quit_save_all (self, all_saved_cb, NULL);
  return G_SOURCE_REMOVE;
}

/* The dialog has to be gone before the window it belongs to. */
static void
queue_response_cb (AdwMessageDialog *dialog, const char *response, AttestApplication *self)
{
  if (g_str_equal (response, "cancel"))
    return;
  attest_application_set_quitting (self, g_str_equal (response, "stop"));
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, save_and_close_cb, g_object_ref (self), g_object_unref);
}

/* Nothing more is going to be sent: the program ends, as was wanted, with nothing to ask. */
static void
queue_changed_cb (AdwMessageDialog *dialog, AttestQueueWatch *queue)
{
  AttestApplication *self = g_object_get_data (G_OBJECT (dialog), APPLICATION_KEY);

  if (attest_application_is_needed (self))
    return;
  g_signal_handlers_disconnect_by_func (queue, queue_changed_cb, dialog);
  adw_message_dialog_response (dialog, "background");
}

static void
follow_queue (GtkWidget *dialog, AttestApplication *self)
{
  static const char *const followed[] = { "changed", "ended" };

  g_object_set_data (G_OBJECT (dialog), APPLICATION_KEY, self);
  for (guint i = 0; i < G_N_ELEMENTS (followed); i++)
    g_signal_connect_object (attest_application_get_queue (self),
                             followed[i],
                             G_CALLBACK (queue_changed_cb),
                             dialog,
                             G_CONNECT_SWAPPED);
}

static void
ask_about_queue (AttestApplication *self)
{
  g_autofree char *progress =
      attest_queue_watch_describe_progress (attest_application_get_queue (self));
  GtkWidget *dialog = adw_message_dialog_new (
      attest_application_get_parent (self), _ ("Keep Sending in the Background?"), NULL);

  adw_message_dialog_format_body (
      ADW_MESSAGE_DIALOG (dialog),
      /* Translators: %s is how far it is: "7 of 40 sent" */
      _ ("%s. Attest can keep sending in the background, or continue the next time it starts."),
      progress);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel",
                                    _ ("_Cancel"),
                                    "stop",
                                    _ ("_Pause Until Next Start"),
                                    "background",
                                    _ ("_Keep Sending"),
                                    NULL);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "background", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "background");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (queue_response_cb), self, 0);
  follow_queue (dialog, self);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * attest_quit:
 * @self: the application
 *
 * Saves what is open, then closes every window; the program ends with the last one. While
 * something is being sent it asks whether that is to go on.
 */
void
attest_quit (AttestApplication *self)
{
  if (attest_application_is_needed (self))
    ask_about_queue (self);
  else
    attest_quit_save_all (self, all_saved_cb, NULL);
}

/**
 * attest_quit_asks_before_closing:
 * @self: the application
 * @window: a window that is about to close, and has nothing to be saved any more
 *
 * With the last window the program ends. While something is being sent, that is asked first.
 *
 * Returns: whether it asks: then the window stays until the answer
 */
gboolean
attest_quit_asks_before_closing (AttestApplication *self, GtkWindow *window)
{
  if (!attest_application_is_needed (self) || !attest_windows_is_last (self, window))
    return FALSE;
  ask_about_queue (self);
  return TRUE;
}
