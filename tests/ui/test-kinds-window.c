/* A third service, made up, in the window: side bar, list, editor, columns, the question before
 * sending, history and preferences have it without knowing of it. Runs in a private desktop: the
 * user's folders are its own. */
#include "attest-config.h"

#include "dialogs/attest-dialogs.h"
#include "editor/attest-editor-window.h"
#include "program/attest-program.h"
#include "program/attest-windows.h"
#include "register/attest-register-page.h"
#include "third-service.h"

#define NUMBER "PM-2026-1"

/* Waiting, and finding what is shown. */

typedef gboolean (*Condition) (gpointer data);

static void
wait_until (Condition condition, gpointer data)
{
  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);
}

/* On a slow machine the window comes first. */
static gboolean
is_ready (gpointer application)
{
  g_assert_null (attest_application_get_failure (application));
  return attest_application_get_ready (application)
         && gtk_widget_get_mapped (GTK_WIDGET (attest_windows_get_main (application)));
}

static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  return NULL;
}

static gboolean
shows (GtkWidget *widget, const char *text)
{
  const char *own = get_text (widget);

  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return FALSE;
  if (own != NULL && strstr (own, text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, text))
      return TRUE;
  return FALSE;
}

typedef struct
{
  GtkWidget *window;
  const char *text;
} Shown;

static gboolean
is_shown (gpointer data)
{
  Shown *shown = data;

  return shows (shown->window, shown->text);
}

static void
wait_for_text (gpointer window, const char *text)
{
  g_test_message ("Waiting for “%s”", text);
  wait_until (is_shown, &(Shown){ window, text });
}

/* The newest window of a type. */
static GtkWidget *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_visible (window))
        return window;
    }
  return NULL;
}

static gboolean
is_open (gpointer type)
{
  return find_window (GPOINTER_TO_SIZE (type)) != NULL;
}

static gpointer
wait_for_window (GType type)
{
  wait_until (is_open, GSIZE_TO_POINTER (type));
  return find_window (type);
}

static GtkWidget *
find_widget (GtkWidget *parent, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (parent, type) ? parent : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

/* What a person does. */

static void
show_view (GtkWidget *window, const char *view)
{
  g_assert_true (gtk_widget_activate_action (window, "win.show-view", "s", view));
}

static AttestEditorWindow *
enter_permit (AttestApplication *application)
{
  AttestEditorWindow *editor = NULL;
  AttestRecord *record = NULL;
  GtkWidget *number = NULL;
  int position = 0;

  g_action_group_activate_action (
      G_ACTION_GROUP (application), "new-record", g_variant_new_string ("permit"));
  editor = wait_for_window (ATTEST_TYPE_EDITOR_WINDOW);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (editor)), ==, "New Permit");
  wait_for_text (editor, "Permit holder");
  number = find_widget (GTK_WIDGET (editor), GTK_TYPE_TEXT);
  gtk_editable_insert_text (GTK_EDITABLE (number), NUMBER, -1, &position);
  attest_editor_window_finish_typing (editor);
  record = attest_open_draft_get_record (attest_editor_window_get_open_draft (editor));
  g_assert_cmpstr (attest_record_get_text (record, PERMIT_NUMBER), ==, NUMBER);
  attest_record_set_text (record, PERMIT_HOLDER, "Hanbit");
  attest_record_set_text (record, PERMIT_STATE, "granted");
  return editor;
}

static void
host_set_cb (GObject *source, GAsyncResult *result, gpointer is_set)
{
  g_autoptr (GError) error = NULL;

  attest_workspace_set_host_finish (ATTEST_WORKSPACE (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) is_set = TRUE;
}

static gboolean
is_true (gpointer flag)
{
  return *(gboolean *) flag;
}

static void
set_host (AttestApplication *application, const char *host)
{
  const AttestPlace place = { &third_service, ATTEST_ENVIRONMENT_PRACTICE, host };
  gboolean is_set = FALSE;

  attest_workspace_set_host_async (
      attest_application_get_workspace (application), &place, NULL, host_set_cb, &is_set);
  wait_until (is_true, &is_set);
}

static void
look_at_preferences (AttestApplication *application)
{
  GtkWidget *preferences = NULL;

  attest_show_preferences (application);
  preferences = wait_for_window (ADW_TYPE_PREFERENCES_WINDOW);
  wait_for_text (preferences, "Permit Office");
  gtk_window_destroy (GTK_WINDOW (preferences));
}

static gboolean
is_taken (gpointer n_taken)
{
  return *(guint *) n_taken == 1;
}

static void
test_way (void)
{
  g_autoptr (AttestApplication) application = attest_program_new ();
  g_autofree char *host = NULL;
  guint n_taken = 0;
  g_autoptr (SoupServer) server = third_server_new (&n_taken, &host);
  AttestEditorWindow *editor = NULL;
  AdwMessageDialog *question = NULL;
  GtkWidget *window = NULL;
  g_autoptr (GError) error = NULL;

  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  g_assert_no_error (error);
  g_application_activate (G_APPLICATION (application));
  wait_until (is_ready, application);
  set_host (application, host);

  window = wait_for_window (ATTEST_TYPE_WINDOW);
  wait_for_text (window, "Permits"); /* in the side bar */
  show_view (window, "permit");
  wait_for_text (window, "New Permit"); /* on the button */

  editor = enter_permit (application);
  wait_for_text (window, NUMBER); /* in the list */
  wait_for_text (window, "Holder");
  wait_for_text (window, "Never"); /* of the chosen environment */

  attest_editor_window_send (editor);
  question = wait_for_window (ADW_TYPE_MESSAGE_DIALOG);
  wait_for_text (question, "Send to Permit Office (Practice)?");
  adw_message_dialog_response (question, "send");
  wait_until (is_taken, &n_taken);
  wait_for_text (editor, "Accepted");

  show_view (window, ATTEST_VIEW_HISTORY);
  wait_for_text (window, NUMBER);
  wait_for_text (window, "Hanbit");
  look_at_preferences (application);
}

/* The message dialog of libadwaita tries its heading on one line whether it fits or not, of which
 * GTK 4.18 complains. */
static GLogWriterOutput
log_cb (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, "MESSAGE") == 0
        && g_str_has_prefix (fields[i].value, "Trying to measure GtkLabel "))
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, data);
}

int
main (int argc, char **argv)
{
  g_log_set_writer_func (log_cb, NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  attest_service_register (&third_service);
  g_test_add_func ("/kinds-window/way", test_way);
  return g_test_run ();
}
