/* Sending from an editor: nothing with errors leaves, the user is asked once, the window never
 * waits. The result bar follows what becomes of it; what the service says when it refuses comes
 * with the problems of the open draft. Main thread. */
#include "attest-config.h"

#include "editor/attest-editor-private.h"
#include "send/attest-send-dialog.h"
#include "widgets/attest-plain.h"

#include <glib/gi18n.h>

/* What was said of the last try is taken back with the next one. */
static void
unsay (AttestEditorWindow *self)
{
  if (self->said != NULL)
    adw_toast_dismiss (self->said);
  g_clear_object (&self->said);
}

static void
say (AttestEditorWindow *self, const char *words)
{
  unsay (self);
  self->said = g_object_ref (attest_plain_toast_new (words));
  attest_plain_toast_show (self->toasts, self->said);
}

/* Whoever waited for an answer may find the window closed. */
static gboolean
is_gone (AttestEditorWindow *self)
{
  return self->open_draft == NULL;
}

static void
stop (AttestEditorWindow *self, const GError *error)
{
  g_autofree char *words = NULL;

  self->is_sending = FALSE;
  if (error == NULL || is_gone (self) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  words = g_strdup_printf (_ ("Not sent: %s"), error->message);
  say (self, words);
}

/* Refusals are errors to look at, and come first: what the service refused it may take now, for
 * something else was changed, or on its side. */
static AttestProblem *
find_first_error (GListModel *problems, guint *n_errors)
{
  AttestProblem *first = NULL;

  *n_errors = 0;
  for (guint i = 0; i < g_list_model_get_n_items (problems); i++)
    {
      g_autoptr (AttestProblem) problem = g_list_model_get_item (problems, i);

      if (attest_problem_get_severity (problem) != ATTEST_SEVERITY_ERROR
          || attest_problem_is_refusal (problem))
        continue;
      (*n_errors)++;
      if (first == NULL)
        first = g_object_ref (problem);
    }
  return first;
}

static gboolean
go_to_first_error (AttestEditorWindow *self)
{
  guint n = 0;
  g_autoptr (AttestProblem) first =
      find_first_error (attest_open_draft_get_problems (self->open_draft), &n);
  g_autofree char *words = NULL;

  if (first == NULL)
    return FALSE;
  attest_form_context_touch_all (self->context);
  attest_open_draft_set_tried (self->open_draft);
  attest_editor_show_problems (self);
  attest_editor_go_to_problem (self, first);
  words = g_strdup_printf (
      ngettext ("Fix %u error before sending", "Fix %u errors before sending", n), n);
  say (self, words);
  return TRUE;
}

static void
enqueued_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestEditorWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) submissions = attest_outbox_writer_enqueue_finish (
      attest_outbox_get_writer (ATTEST_OUTBOX (source)), result, &error);

  stop (self, error);
  if (submissions == NULL || submissions->len == 0 || is_gone (self))
    return;
  attest_result_bar_follow (self->result_bar, self->app, submissions->pdata[0]);
}

static void
confirmed_cb (AttestSendDialog *dialog, AttestSendPlan *plan, AttestEditorWindow *self)
{
  AttestWorkspace *workspace = attest_application_get_workspace (self->app);
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (plans, g_object_ref (plan));
  attest_outbox_writer_enqueue_async (
      attest_outbox_get_writer (attest_workspace_get_outbox (workspace)),
      plans,
      FALSE,
      NULL,
      enqueued_cb,
      g_object_ref (self));
}

static void
declined_cb (AttestSendDialog *dialog, AttestEditorWindow *self)
{
  self->is_sending = FALSE;
}

static void
outdated_cb (AttestSendDialog *dialog, AttestEditorWindow *self)
{
  self->is_sending = FALSE;
  attest_editor_window_send (self);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestEditorWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestSendPlan) plan =
      attest_workspace_plan_send_finish (ATTEST_WORKSPACE (source), result, &error);
  AttestSendDialog *dialog = NULL;

  if (plan == NULL || is_gone (self))
    {
      stop (self, error);
      return;
    }
  dialog = attest_send_dialog_new (GTK_WINDOW (self), self->app, plan);
  g_signal_connect_object (dialog, "confirmed", G_CALLBACK (confirmed_cb), self, 0);
  g_signal_connect_object (dialog, "declined", G_CALLBACK (declined_cb), self, 0);
  g_signal_connect_object (dialog, "outdated", G_CALLBACK (outdated_cb), self, 0);
  attest_send_dialog_present (dialog);
}

/* The draft has its row by now, so that history can tell where a submission came from. */
static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestEditorWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  AttestDraft *draft = NULL;

  if (!attest_open_draft_save_finish (ATTEST_OPEN_DRAFT (source), result, &error) || is_gone (self))
    {
      stop (self, error);
      return;
    }
  draft = attest_open_draft_get_draft (self->open_draft);
  attest_workspace_plan_send_async (
      attest_application_get_workspace (self->app),
      &(AttestSendWish){ .record = attest_open_draft_get_record (self->open_draft),
                         .draft_id = draft != NULL ? attest_draft_get_id (draft) : NULL,
                         .environment = attest_application_get_environment (self->app) },
      self->cancellable,
      planned_cb,
      g_object_ref (self));
}

static void
result_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestEditorWindow) self = user_data;
  g_autoptr (AttestSubmissionDetails) details =
      attest_store_load_details_finish (ATTEST_STORE (source), result, NULL);
  AttestSubmission *submission = NULL;

  if (details == NULL || is_gone (self))
    return;
  submission = attest_submission_details_get_submission (details);
  attest_result_bar_follow (self->result_bar, self->app, submission);
  if (submission == attest_open_draft_get_refused (self->open_draft))
    attest_result_bar_set_left (self->result_bar, self->open_draft);
}

/* Opens the bar that tells what became of the record when it was sent last. */
static void
show_result_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestEditorWindow *self = ATTEST_EDITOR_WINDOW (widget);
  AttestDraft *draft = attest_open_draft_get_draft (self->open_draft);
  const char *id = draft != NULL ? attest_draft_get_last_id (draft) : NULL;

  if (id == NULL)
    return;
  attest_store_load_details_async (
      attest_workspace_get_store (attest_application_get_workspace (self->app)),
      id,
      self->cancellable,
      result_loaded_cb,
      g_object_ref (self));
}

/**
 * attest_editor_window_send:
 * @self: an editor
 *
 * Does what the send button does: asks and then sends, or goes to the first problem.
 */
void
attest_editor_window_send (AttestEditorWindow *self)
{
  g_return_if_fail (ATTEST_IS_EDITOR_WINDOW (self));

  attest_form_context_finish_typing (self->context);
  if (self->is_sending || go_to_first_error (self))
    return;
  unsay (self);
  self->is_sending = TRUE;
  attest_open_draft_save_async (self->open_draft, saved_cb, g_object_ref (self));
}

static void
send_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  attest_editor_window_send (ATTEST_EDITOR_WINDOW (widget));
}

/* "editor.send" and "editor.show-result", beside what they do. */
void
attest_editor_install_send (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "editor.send", NULL, send_cb);
  gtk_widget_class_install_action (widget_class, "editor.show-result", NULL, show_result_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "editor.send", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "editor.send", NULL);
}
