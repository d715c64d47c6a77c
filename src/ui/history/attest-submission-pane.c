/* AttestSubmissionPane: see the header.
 *
 * Asks the workspace for the details whenever another submission is to be shown, or the one shown
 * changes; what is on screen stays until they are there. */
#include "attest-config.h"
#include "history/attest-submission-pane.h"

#include "base/attest-str.h"
#include "codec/attest-codec.h"
#include "dialogs/attest-template-dialog.h"
#include "history/attest-submission-log.h"
#include "history/attest-submission-summary.h"
#include "history/attest-text-block.h"
#include "unknown/attest-compare-dialog.h"
#include "unknown/attest-unknown-box.h"
#include "widgets/attest-copy-button.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-submission-words.h"
#include "widgets/attest-time-text.h"
#include "widgets/attest-wrap-layout.h"
#include "workspace/attest-read-back.h"

#include <glib/gi18n.h>

struct _AttestSubmissionPane
{
  AdwBin parent_instance;

  AttestApplication *application; /* not owned: outlives its windows */
  char *id;
  AttestSubmissionDetails *details;
  GCancellable *cancellable;

  GtkStack *stack;
  AdwStatusPage *failed;
  GtkScrolledWindow *scroller;
  AttestSubmissionSummary *summary;
  AttestUnknownBox *unknown_box;
  GtkWidget *open_record;
  GtkWidget *new_draft;
  GtkWidget *compare;
  AdwActionRow *sent_row;
  AdwActionRow *answered_row;
  AdwActionRow *decided_row;
  GtkWidget *copy_all;
  AdwActionRow *id_row;
  AttestCopyButton *copy_id;
  AdwActionRow *url_row;
  AttestCopyButton *copy_url;
  AdwActionRow *sha_row;
  AttestCopyButton *copy_sha;
  AdwActionRow *bulk_row;
  GtkWidget *attempts_box;
  GtkListBox *attempts;
  GtkLabel *reply_status;
  AttestTextBlock *reply_body;
  AttestTextBlock *reply_headers;
  AttestTextBlock *request_body;
  AttestTextBlock *request_headers;
  GtkWidget *events_box;
  GtkListBox *events;
};

G_DEFINE_FINAL_TYPE (AttestSubmissionPane, attest_submission_pane, ADW_TYPE_BIN)

static void
set_optional (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void
set_property_row (AdwActionRow *row, AttestCopyButton *copy, const char *value)
{
  adw_action_row_set_subtitle (row, value != NULL ? value : "");
  if (copy != NULL)
    attest_copy_button_set_text (copy, value);
  gtk_widget_set_visible (GTK_WIDGET (row), value != NULL && *value != '\0');
}

static void
show_attempt (AttestSubmissionPane *self, const AttestAttempt *attempt)
{
  g_autoptr (GString) status = g_string_new (NULL);

  if (attempt != NULL && attempt->http_status != 0)
    g_string_append_printf (status, "HTTP %u", attempt->http_status);
  if (attempt != NULL && attempt->content_type != NULL)
    g_string_append_printf (status, "%s%s", status->len > 0 ? " · " : "", attempt->content_type);
  if (attempt != NULL && attempt->error != NULL)
    g_string_append_printf (status, "%s%s", status->len > 0 ? "\n" : "", attempt->error);
  set_optional (self->reply_status, status->str);
  attest_text_block_set_bytes (self->reply_body, attempt != NULL ? attempt->reply_body : NULL);
  if (attempt != NULL && attempt->reply_cut)
    attest_text_block_set_note (self->reply_body,
                                attempt->error != NULL
                                    ? _ ("Only the beginning of the reply arrived.")
                                    : _ ("Only the beginning of the reply was kept."));
  attest_text_block_set_text (self->reply_headers, attempt != NULL ? attempt->reply_headers : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->reply_headers),
                          attempt != NULL && attempt->reply_headers != NULL);
}

static void
attempt_selected_cb (GtkListBox *list, GtkListBoxRow *row, AttestSubmissionPane *self)
{
  GPtrArray *attempts =
      self->details != NULL ? attest_submission_details_get_attempts (self->details) : NULL;
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (attempts != NULL && index >= 0 && (guint) index < attempts->len)
    show_attempt (self, g_ptr_array_index (attempts, index));
}

static void
show_log (AttestSubmissionPane *self)
{
  g_autoptr (AttestSubmissionDetails) details = g_steal_pointer (&self->details);
  GPtrArray *attempts = attest_submission_details_get_attempts (details);
  GPtrArray *events = attest_submission_details_get_events (details);

  /* No row is followed while rows come and go. */
  clear_list (self->attempts);
  clear_list (self->events);
  self->details = g_steal_pointer (&details);
  for (guint i = 0; i < attempts->len; i++)
    gtk_list_box_append (self->attempts,
                         attest_attempt_row_new (g_ptr_array_index (attempts, i), i + 1));
  for (guint i = 0; i < events->len; i++)
    gtk_list_box_append (
        self->events,
        attest_event_row_new (g_ptr_array_index (events, i),
                              attest_submission_is_taken_out (
                                  attest_submission_details_get_submission (self->details))));
  gtk_widget_set_visible (self->attempts_box, attempts->len > 1);
  gtk_widget_set_visible (self->events_box, events->len > 0);
  if (attempts->len > 0)
    gtk_list_box_select_row (self->attempts,
                             gtk_list_box_get_row_at_index (self->attempts, attempts->len - 1));
  else
    show_attempt (self, NULL);
}

static void
show_times (AttestSubmissionPane *self, AttestSubmission *submission)
{
  gint64 duration = attest_submission_get_duration (submission);
  gint64 finished = attest_submission_get_finished (submission);
  g_autofree char *sent = attest_time_format_full (attest_submission_get_sent (submission));
  g_autofree char *decided = attest_time_format_full (attest_submission_get_created (submission));
  g_autofree char *answered = attest_time_format_full (finished);
  g_autofree char *took = duration > 0 ? attest_duration_format (duration) : NULL;
  g_autofree char *both = took != NULL ? g_strjoin (" · ", answered, took, NULL) : NULL;
  gboolean was_answered = attest_submission_get_http_status (submission) != 0;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->answered_row),
                                 was_answered ? _ ("Answered") : _ ("Ended"));
  set_property_row (self->sent_row, NULL, sent);
  set_property_row (self->answered_row, NULL, both != NULL ? both : answered);
  set_property_row (self->decided_row, NULL, decided);
}

static AttestDraft *
find_draft (AttestSubmissionPane *self)
{
  AttestSubmission *submission = attest_submission_details_get_submission (self->details);
  const char *id = attest_submission_get_draft_id (submission);
  AttestWorkspace *workspace = attest_application_get_workspace (self->application);

  return id != NULL ? attest_workspace_find_draft (workspace, id) : NULL;
}

/* What is refused is to be mended in the very record; where that is gone, the word says so. */
static void
show_ways_on (AttestSubmissionPane *self, AttestSubmission *submission)
{
  gboolean is_there = find_draft (self) != NULL;
  gboolean is_gone = !is_there && attest_submission_get_draft_id (submission) != NULL;
  gboolean is_refused = attest_submission_get_state (submission) == ATTEST_STATE_REFUSED
                        && attest_submission_details_get_accepted_since (self->details) == 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "submission.open", is_there);
  /* The box for what is unknown has a way of its own. */
  gtk_widget_set_visible (self->compare,
                          attest_read_back_is_possible (submission)
                              && attest_submission_get_state (submission) == ATTEST_STATE_ACCEPTED);
  gtk_widget_set_visible (self->open_record, is_there || is_gone);
  gtk_button_set_label (GTK_BUTTON (self->open_record),
                        is_there ? _ ("_Open Record") : _ ("Record Was Deleted"));
  if (is_refused && is_there)
    gtk_widget_add_css_class (self->open_record, "suggested-action");
  else
    gtk_widget_remove_css_class (self->open_record, "suggested-action");
}

/* What was sent was a request of many, and has a hash of its own. */
static void
show_bulk (AttestSubmissionPane *self)
{
  guint n = attest_submission_details_get_bulk_size (self->details);
  guint place =
      attest_submission_get_bulk_place (attest_submission_details_get_submission (self->details));
  /* Translators: the place in a bulk upload, of how many, and the hash of what was sent */
  g_autofree char *text =
      n > 0 ? g_strdup_printf (_ ("%u of %u, SHA-256 %s"),
                               place + 1,
                               n,
                               attest_submission_details_get_bulk_sha256 (self->details))
            : NULL;

  set_property_row (self->bulk_row, NULL, text);
}

static void
show_details (AttestSubmissionPane *self)
{
  AttestSubmission *submission = attest_submission_details_get_submission (self->details);
  const char *body = attest_submission_details_get_request_body (self->details);
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;

  attest_submission_summary_show (self->summary, self->details);
  attest_unknown_box_set_submission (self->unknown_box, submission);
  show_ways_on (self, submission);
  show_times (self, submission);
  set_property_row (self->id_row, self->copy_id, attest_submission_get_remote_id (submission));
  set_property_row (
      self->url_row, self->copy_url, attest_submission_details_get_url (self->details));
  set_property_row (
      self->sha_row, self->copy_sha, attest_submission_details_get_sha256 (self->details));
  show_bulk (self);
  attest_text_block_set_bytes (self->request_body, bytes);
  attest_text_block_set_text (self->request_headers,
                              attest_submission_details_get_request_headers (self->details));
  show_log (self);
  gtk_stack_set_visible_child_name (self->stack, "details");
}

static void
load_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestSubmissionPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestSubmissionDetails) details =
      attest_store_load_details_finish (ATTEST_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* something else is shown by now */
  if (details == NULL)
    {
      attest_plain_describe (self->failed, error->message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  g_set_object (&self->details, details);
  show_details (self);
}

static void
load (AttestSubmissionPane *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  attest_store_load_details_async (
      attest_workspace_get_store (attest_application_get_workspace (self->application)),
      self->id,
      self->cancellable,
      load_cb,
      g_object_ref (self));
}

static void
submission_changed_cb (AttestWorkspace *workspace,
                       AttestSubmission *submission,
                       AttestSubmissionPane *self)
{
  if (self->id != NULL && g_strcmp0 (attest_submission_get_id (submission), self->id) == 0)
    load (self);
}

static void
copy_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestSubmissionPane *self = ATTEST_SUBMISSION_PANE (widget);
  g_autofree char *text = NULL;

  if (self->details == NULL)
    return;
  text = attest_submission_describe_all (self->details);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
copy_id_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  attest_copy_button_copy (ATTEST_SUBMISSION_PANE (widget)->copy_id);
}

static void
open_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestSubmissionPane *self = ATTEST_SUBMISSION_PANE (widget);
  AttestDraft *draft = self->details != NULL ? find_draft (self) : NULL;

  if (draft != NULL)
    attest_application_open_draft (self->application, draft, FALSE);
  else if (self->details != NULL)
    show_ways_on (self, attest_submission_details_get_submission (self->details));
}

/* Returns: (transfer full) (nullable): what was sent; where it cannot be read, that is said */
static AttestRecord *
read_sent (AttestSubmissionPane *self)
{
  const AttestService *service = NULL;
  AttestRecord *record = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  if (self->details != NULL)
    service =
        attest_submission_get_service (attest_submission_details_get_submission (self->details));
  if (service == NULL)
    return NULL;
  record = attest_codec_read (service->schema,
                              attest_submission_details_get_request_body (self->details),
                              -1,
                              ATTEST_CODEC_WIRE,
                              &problems,
                              &error);
  if (record == NULL)
    attest_submission_summary_set_advice (self->summary, error->message);
  return record;
}

static void
new_draft_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestSubmissionPane *self = ATTEST_SUBMISSION_PANE (widget);
  g_autoptr (AttestRecord) record = read_sent (self);

  if (record != NULL)
    attest_application_new_record (self->application, attest_record_get_schema (record), record);
}

static void
template_told_cb (GtkWindow *parent, AdwToast *toast)
{
  g_autoptr (AdwToast) own = toast;

  attest_application_add_toast (ATTEST_APPLICATION (gtk_window_get_application (parent)), own);
}

static void
template_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestSubmissionPane *self = ATTEST_SUBMISSION_PANE (widget);
  g_autoptr (AttestRecord) record = read_sent (self);

  if (record != NULL)
    attest_template_ask (
        GTK_WINDOW (gtk_widget_get_root (widget)), self->application, record, template_told_cb);
}

static void
compare_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestSubmissionPane *self = ATTEST_SUBMISSION_PANE (widget);

  if (self->details != NULL)
    attest_compare_dialog_present (GTK_WINDOW (gtk_widget_get_root (widget)),
                                   self->application,
                                   attest_submission_details_get_submission (self->details));
}

static void
attest_submission_pane_dispose (GObject *object)
{
  AttestSubmissionPane *self = ATTEST_SUBMISSION_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->details);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (attest_submission_pane_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/history/attest-submission-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, failed);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, summary);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, unknown_box);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, id_row);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, new_draft);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, compare);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, open_record);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, sent_row);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, answered_row);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, decided_row);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, copy_all);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, copy_id);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, url_row);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, copy_url);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, sha_row);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, copy_sha);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, bulk_row);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, attempts_box);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, attempts);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, reply_status);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, reply_body);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, reply_headers);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, request_body);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, request_headers);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, events_box);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionPane, events);
  gtk_widget_class_bind_template_callback (widget_class, attempt_selected_cb);
}

/* Their keys stand with those of the page, since they work from its list too. */
static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "submission.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "submission.new-draft", NULL, new_draft_cb);
  gtk_widget_class_install_action (widget_class, "submission.template", NULL, template_cb);
  gtk_widget_class_install_action (widget_class, "submission.compare", NULL, compare_cb);
  gtk_widget_class_install_action (widget_class, "submission.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "submission.copy-id", NULL, copy_id_cb);
}

static void
attest_submission_pane_class_init (AttestSubmissionPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_submission_pane_dispose;
  g_type_ensure (ATTEST_TYPE_COPY_BUTTON);
  g_type_ensure (ATTEST_TYPE_SUBMISSION_SUMMARY);
  g_type_ensure (ATTEST_TYPE_TEXT_BLOCK);
  g_type_ensure (ATTEST_TYPE_UNKNOWN_BOX);
  g_type_ensure (ATTEST_TYPE_WRAP_LAYOUT);
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
attest_submission_pane_init (AttestSubmissionPane *self)
{
  GtkWidget *buttons = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  buttons = gtk_widget_get_parent (GTK_WIDGET (self->open_record));
  gtk_widget_set_layout_manager (buttons, attest_wrap_layout_new (FALSE));
  attest_plain_wrap_buttons (buttons);
  /* GTK 4.8 reads the underscores out; the labels inside are enough. */
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->open_record), GTK_ACCESSIBLE_PROPERTY_LABEL);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->new_draft), GTK_ACCESSIBLE_PROPERTY_LABEL);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->compare), GTK_ACCESSIBLE_PROPERTY_LABEL);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->copy_all), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

/**
 * attest_submission_pane_set_application:
 * @self: a pane
 * @application: whose workspace is asked; set once, before anything is shown
 */
void
attest_submission_pane_set_application (AttestSubmissionPane *self, AttestApplication *application)
{
  g_return_if_fail (ATTEST_IS_SUBMISSION_PANE (self));
  g_return_if_fail (self->application == NULL);

  self->application = application;
  g_signal_connect_object (attest_application_get_workspace (application),
                           "submission-changed",
                           G_CALLBACK (submission_changed_cb),
                           self,
                           0);
}

/**
 * attest_submission_pane_show:
 * @self: a pane
 * @submission_id: (nullable): the submission to be shown; %NULL: nothing is
 */
void
attest_submission_pane_show (AttestSubmissionPane *self, const char *submission_id)
{
  g_return_if_fail (ATTEST_IS_SUBMISSION_PANE (self));
  g_return_if_fail (self->application != NULL);

  if (g_strcmp0 (self->id, submission_id) == 0)
    return;
  attest_str_set (&self->id, submission_id);
  g_cancellable_cancel (self->cancellable);
  if (submission_id == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "loading");
      return;
    }
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  load (self);
}

/**
 * attest_submission_pane_get_shown:
 * @self: a pane
 *
 * Returns: (transfer none) (nullable): the id of the submission shown or being loaded
 */
const char *
attest_submission_pane_get_shown (AttestSubmissionPane *self)
{
  g_return_val_if_fail (ATTEST_IS_SUBMISSION_PANE (self), NULL);

  return self->id;
}
