/* Questions, the outbox, the history and what can be done there. See gallery-views.h. */
#include "attest-config.h"
#include "gallery-views.h"

#include "model/attest-certificate.h"
#include "model/attest-form.h"
#include "send/attest-send-many.h"
#include "unknown/attest-compare-dialog.h"
#include "unknown/attest-resolve-dialog.h"
#include "unknown/attest-unknown-box.h"
#include "workspace/attest-read-back.h"

#include <signal.h>
#include <string.h>

static GtkWidget *
ask_about (Gallery *self, AttestDraft *draft)
{
  GtkWidget *editor = gallery_open_draft (self, draft);

  attest_editor_window_send (ATTEST_EDITOR_WINDOW (editor));
  return gallery_wait_for_window (self, editor);
}

static GtkWidget *
show_question (Gallery *self)
{
  return ask_about (self, gallery_get_certificate (self, 23));
}

static GtkWidget *
show_question_again (Gallery *self)
{
  return ask_about (self, gallery_get_certificate (self, 0));
}

static GtkWidget *
show_question_many (Gallery *self)
{
  GtkWidget *view = NULL;

  gallery_show_certificates (self);
  gallery_settle (GTK_WIDGET (self->main));
  gtk_selection_model_select_all (gallery_get_selection (self));
  gallery_settle (GTK_WIDGET (self->main));
  view = gallery_find_widget (GTK_WIDGET (self->main), GTK_TYPE_COLUMN_VIEW);
  gtk_widget_activate_action (view, "draft.send", NULL);
  return gallery_wait_for_window (self, NULL);
}

/* Outbox and history */

static GtkWidget *
show_waiting (Gallery *self)
{
  gallery_set_paused (self, TRUE);
  for (guint i = 0; i < GALLERY_N_WAITING; i++)
    gallery_enqueue (
        self, gallery_get_certificate (self, GALLERY_N_SENT + i), ATTEST_ENVIRONMENT_PRACTICE);
  return gallery_show_outbox (self);
}

static AttestDispatcher *
get_dispatcher (Gallery *self)
{
  return attest_outbox_get_dispatcher (
      attest_workspace_get_outbox (attest_application_get_workspace (self->app)));
}

static void
set_pause (Gallery *self, int seconds)
{
  attest_dispatcher_set_pause (
      get_dispatcher (self), attest_service_list (NULL)[0], ATTEST_ENVIRONMENT_PRACTICE, seconds);
}

static GtkWidget *
show_under_way (Gallery *self)
{
  set_pause (self, 20);
  gallery_set_paused (self, FALSE);
  return gallery_show_outbox (self);
}

static GtkWidget *
show_quit (Gallery *self)
{
  if (gallery_is_outbox_quiet (self, NULL))
    {
      show_waiting (self);
      show_under_way (self);
    }
  gallery_act (self, "quit", NULL);
  return gallery_wait_for_window (self, NULL);
}

static GtkWidget *
show_after_batch (Gallery *self)
{
  set_pause (self, 0);
  gallery_wait_until (self, "all to be sent", gallery_is_outbox_quiet, NULL);
  return gallery_show_outbox (self);
}

/* @to_compare: one that the service can be asked for */
static AttestSubmission *
find_submission (Gallery *self, AttestState state, gboolean to_compare)
{
  g_autoptr (AttestHistory) history = attest_history_new (
      attest_workspace_get_store (attest_application_get_workspace (self->app)));
  GListModel *rows = G_LIST_MODEL (history);

  for (guint tries = 0; tries < 100; tries++)
    {
      for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
        {
          g_autoptr (AttestSubmission) row = g_list_model_get_item (rows, i);

          if (attest_submission_get_loaded (row) && attest_submission_get_state (row) == state
              && (!to_compare || attest_read_back_is_possible (row)))
            return g_steal_pointer (&row);
        }
      gallery_settle (GTK_WIDGET (self->main));
    }
  g_error ("there is none in state %d", state);
}

static GtkWidget *
show_detail (Gallery *self, AttestState state)
{
  g_autoptr (AttestSubmission) row = find_submission (self, state, FALSE);

  attest_window_show_history (ATTEST_WINDOW (self->main), attest_submission_get_id (row));
  return GTK_WIDGET (self->main);
}

static GtkWidget *
show_detail_accepted (Gallery *self)
{
  return show_detail (self, ATTEST_STATE_ACCEPTED);
}

static GtkWidget *
show_detail_refused (Gallery *self)
{
  return show_detail (self, ATTEST_STATE_REFUSED);
}

static GtkWidget *
show_detail_unknown (Gallery *self)
{
  return show_detail (self, ATTEST_STATE_UNKNOWN);
}

static GtkWidget *
show_resolve (Gallery *self)
{
  g_autoptr (AttestSubmission) row = find_submission (self, ATTEST_STATE_UNKNOWN, FALSE);

  attest_resolve_dialog_present (
      self->main,
      attest_workspace_get_outbox (attest_application_get_workspace (self->app)),
      row,
      ATTEST_STATE_ACCEPTED);
  return gallery_wait_for_window (self, NULL);
}

static gboolean
is_answered (Gallery *self, gpointer dialog)
{
  return !GTK_IS_SPINNER (adw_message_dialog_get_extra_child (dialog));
}

static GtkWidget *
compare (Gallery *self, AttestSubmission *row)
{
  GtkWidget *dialog = NULL;

  attest_compare_dialog_present (self->main, self->app, row);
  dialog = gallery_wait_for_window (self, NULL);
  gallery_wait_until (self, "the answer", is_answered, dialog);
  return dialog;
}

static GtkWidget *
show_compared (Gallery *self)
{
  g_autoptr (AttestSubmission) row = find_submission (self, ATTEST_STATE_ACCEPTED, TRUE);

  return compare (self, row);
}

/* The number was sent with something else since. */
static GtkWidget *
show_compared_other (Gallery *self)
{
  g_autoptr (AttestRecord) record = gallery_make_certificate (GALLERY_N_SENT);
  g_autoptr (AttestSubmission) row = NULL;
  g_autoptr (AttestDraft) draft = NULL;

  attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, "QEMS-2026-0999");
  draft = gallery_add_record (self, record);
  gallery_send (self, draft, "none");
  row = find_submission (self, ATTEST_STATE_ACCEPTED, TRUE);
  g_clear_object (&draft);
  attest_record_set_text (record, ATTEST_CERTIFICATE_ENTITY_NAME, "주식회사 한빛정밀");
  attest_record_set_text (
      record, ATTEST_CERTIFICATE_SCOPE, "자동차용 정밀 사출 부품의 설계, 개발 및 생산");
  attest_record_set_text (record, ATTEST_CERTIFICATE_EXPIRY_DATE, "2029-04-14");
  draft = gallery_add_record (self, record);
  gallery_send (self, draft, "none");
  return compare (self, row);
}

static GtkWidget *
decide (Gallery *self, const char *action)
{
  /* The newest: one of a bulk upload, once there is one. */
  g_autoptr (AttestSubmission) row = find_submission (self, ATTEST_STATE_UNKNOWN, FALSE);

  attest_unknown_box_act (self->main, row, action);
  return gallery_wait_for_window (self, NULL);
}

static GtkWidget *
show_found (Gallery *self)
{
  return decide (self, "unknown.found");
}

static GtkWidget *
show_absent (Gallery *self)
{
  return decide (self, "unknown.absent");
}

static GtkWidget *
show_question_production (Gallery *self)
{
  gallery_set_environment ("production");
  return show_question (self);
}

/* A first load: certificates that were never sent. */
#define N_BULK 12

static GPtrArray *
add_first_load (Gallery *self)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_BULK; i++)
    {
      g_autoptr (AttestRecord) record = gallery_make_certificate (i);
      g_autofree char *number = g_strdup_printf ("QMS-2026-1%03u", i);
      g_autoptr (AttestDraft) draft = NULL;

      attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, number);
      draft = gallery_add_record (self, record);
      g_ptr_array_add (ids, g_strdup (attest_draft_get_id (draft)));
    }
  g_ptr_array_add (ids, NULL);
  return ids;
}

static void
choose_bulk (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      const char *label = GTK_IS_CHECK_BUTTON (child)
                              ? gtk_check_button_get_label (GTK_CHECK_BUTTON (child))
                              : NULL;

      /* Its letter is the same in every language. */
      if (label != NULL && (strstr (label, "_b") != NULL || strstr (label, "_B") != NULL))
        gtk_check_button_set_active (GTK_CHECK_BUTTON (child), TRUE);
      choose_bulk (child);
    }
}

static GtkWidget *
show_question_bulk (Gallery *self)
{
  g_autoptr (GPtrArray) ids = add_first_load (self);
  GtkWidget *question = NULL;

  attest_send_many (GTK_WIDGET (self->main), self->app, (const char *const *) ids->pdata, NULL);
  question = gallery_wait_for_window (self, NULL);
  gallery_settle (question);
  choose_bulk (question);
  return question;
}

/* Three forms, two of one name: sent again they would be there twice. */
static GtkWidget *
show_question_twins (Gallery *self)
{
  static const char *const names[] = { "용접 2급 수료증", "용접 1급 수료증", "용접 2급 수료증" };
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (AttestRecord) record = attest_record_new (&attest_form_schema);
      g_autoptr (AttestDraft) draft = NULL;

      attest_record_set_text (record, ATTEST_FORM_NAME, names[i]);
      attest_record_set_text (record, ATTEST_FORM_TYPE, "completion");
      attest_record_set_text (record, ATTEST_FORM_CERTIFICATE_DESIGN, "165");
      attest_record_set_text (record, ATTEST_FORM_BADGE_DESIGN, "83");
      draft = gallery_add_record (self, record);
      g_ptr_array_add (ids, g_strdup (attest_draft_get_id (draft)));
    }
  g_ptr_array_add (ids, NULL);
  attest_send_many (GTK_WIDGET (self->main), self->app, (const char *const *) ids->pdata, NULL);
  return gallery_wait_for_window (self, NULL);
}

static gboolean
is_bulk_unknown (Gallery *self, gpointer data)
{
  return attest_outbox_get_n_unknown (
             attest_workspace_get_outbox (attest_application_get_workspace (self->app)))
         >= 10;
}

/* No answer came to the first ten, so that the others did not leave. */
static GtkWidget *
show_bulk_after (Gallery *self)
{
  GtkWidget *question = show_question_bulk (self);

  gallery_act (self, "practice-reply", "drop-after");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "send");
  gtk_window_destroy (GTK_WINDOW (question));
  gallery_wait_until (self, "ten to be unknown", is_bulk_unknown, NULL);
  gallery_wait_until (self, "all to be sent", gallery_is_outbox_quiet, NULL);
  return gallery_show_outbox (self);
}

/* The keyring of this desktop, which is its own. */
static void
signal_keyring (int number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autoptr (GVariant) answer = NULL;
  guint32 process = 0;

  g_assert_no_error (error);
  answer = g_dbus_connection_call_sync (bus,
                                        "org.freedesktop.DBus",
                                        "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus",
                                        "GetConnectionUnixProcessID",
                                        g_variant_new ("(s)", "org.freedesktop.secrets"),
                                        NULL,
                                        G_DBUS_CALL_FLAGS_NONE,
                                        -1,
                                        NULL,
                                        &error);
  g_assert_no_error (error);
  g_variant_get (answer, "(u)", &process);
  g_assert_cmpint (kill ((pid_t) process, number), ==, 0);
}

static gboolean
waits_for_keyring (Gallery *self, gpointer data)
{
  return attest_dispatcher_get_waits_for_keyring (get_dispatcher (self));
}

/* Of the service that certificates go to, for tests. @key: (nullable): none any more */
static void
set_key (Gallery *self, const char *key)
{
  AttestWorkspace *workspace = attest_application_get_workspace (self->app);
  AttestKeyring *keyring = attest_workspace_get_keyring (workspace);
  const AttestService *service = attest_service_for_schema (&attest_certificate_schema);
  const AttestPlace place = {
    service,
    ATTEST_ENVIRONMENT_TEST,
    attest_workspace_get_host (workspace, service, ATTEST_ENVIRONMENT_TEST),
  };
  SecretValue *value = key != NULL ? attest_key_parse (key, strlen (key), NULL, NULL) : NULL;
  AttestKeyringCall call = {
    value != NULL ? ATTEST_KEYRING_STORE : ATTEST_KEYRING_REMOVE,
    &place,
    value,
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  attest_keyring_call_async (keyring, &call, NULL, gallery_keep_result_cb, &result);
  gallery_wait_until (self, "the keyring", gallery_has_result, &result);
  attest_keyring_call_finish (keyring, result, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&value, secret_value_unref);
}

/* It does not answer, as one that stands before its window. */
static GtkWidget *
show_keyring (Gallery *self)
{
  set_key (self, "a-key-of-no-interest");
  gallery_set_paused (self, TRUE);
  for (guint i = 0; i < GALLERY_N_WAITING; i++)
    gallery_enqueue (
        self, gallery_get_certificate (self, GALLERY_N_SENT + i), ATTEST_ENVIRONMENT_TEST);
  signal_keyring (SIGSTOP);
  gallery_set_paused (self, FALSE);
  gallery_wait_until (self, "it to be slow", waits_for_keyring, NULL);
  return gallery_show_outbox (self);
}

static void
cancel_waiting (Gallery *self)
{
  GListModel *outbox =
      G_LIST_MODEL (attest_workspace_get_outbox (attest_application_get_workspace (self->app)));
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (outbox); i++)
    g_ptr_array_add (rows, g_list_model_get_item (outbox, i));
  attest_dispatcher_cancel_async (get_dispatcher (self), rows, NULL, NULL);
  gallery_wait_until (self, "nothing to wait", gallery_is_outbox_quiet, NULL);
}

/* Nothing has left. */
static void
leave_keyring (Gallery *self)
{
  cancel_waiting (self);
  signal_keyring (SIGCONT);
  set_key (self, NULL);
}

static gboolean
cannot_be_saved (Gallery *self, gpointer data)
{
  return attest_dispatcher_get_failing (get_dispatcher (self));
}

static guint
count_outbox (Gallery *self)
{
  return g_list_model_get_n_items (
      G_LIST_MODEL (attest_workspace_get_outbox (attest_application_get_workspace (self->app))));
}

static gboolean
is_shorter (Gallery *self, gpointer before)
{
  return count_outbox (self) < *(guint *) before;
}

/* The disk is full when the second is to go. */
static GtkWidget *
show_full (Gallery *self)
{
  guint before = 0;

  set_pause (self, 4);
  show_waiting (self);
  before = count_outbox (self);
  gallery_set_paused (self, FALSE);
  gallery_wait_until (self, "the first to be sent", is_shorter, &before);
  gallery_set_disk_full (TRUE);
  gallery_wait_until (self, "that nothing can be saved", cannot_be_saved, NULL);
  return gallery_show_outbox (self);
}

static void
leave_full (Gallery *self)
{
  gallery_set_disk_full (FALSE);
  gallery_set_paused (self, TRUE);
  set_pause (self, 0);
  cancel_waiting (self);
  gallery_set_paused (self, FALSE);
}

const GalleryView gallery_sending_views[] = {
  { "question", show_question, NULL },
  { "question-again", show_question_again, NULL },
  { "question-many", show_question_many, gallery_unselect },
  { "question-production", show_question_production, gallery_go_back_to_practice },
  { "outbox-unknown", gallery_show_outbox, NULL },
  { "outbox-waiting", show_waiting, NULL },
  { "outbox-under-way", show_under_way, NULL },
  { "quit", show_quit, NULL },
  { "outbox-after", show_after_batch, NULL },
  { "history", gallery_show_history, NULL },
  { "history-accepted", show_detail_accepted, NULL },
  { "history-refused", show_detail_refused, NULL },
  { "history-unknown", show_detail_unknown, NULL },
  { "resolve", show_resolve, NULL },
  { "compared", show_compared, NULL },
  { "compared-other", show_compared_other, NULL },
  { "found", show_found, NULL },
  { "absent", show_absent, NULL },
  { "question-twins", show_question_twins, NULL },
  { "question-bulk", show_question_bulk, NULL },
  { "bulk-after", show_bulk_after, NULL },
  { "bulk-found", show_found, NULL },
  { "outbox-keyring", show_keyring, leave_keyring },
  { "outbox-full", show_full, leave_full },
  { NULL, NULL, NULL },
};
