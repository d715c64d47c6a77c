/* What an editor says of itself: the record's name, whether it is saved, how many problems it has,
 * where it would be sent, and what became of it when it was sent last. Main thread. */
#include "attest-config.h"

#include "editor/attest-editor-private.h"
#include "editor/attest-field-message.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-time-text.h"
#include "widgets/attest-tooltip.h"

#include <glib/gi18n.h>

static void
update_title_cb (AttestEditorWindow *self)
{
  AttestRecord *record = attest_open_draft_get_record (self->open_draft);
  const char *name = attest_record_get_title (record);
  const AttestService *service = attest_service_for_schema (attest_record_get_schema (record));
  const char *title = *name != '\0' ? name : _ (service->nouns.untitled);

  adw_window_title_set_title (self->title, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static gboolean update_save_later_cb (gpointer user_data);

static char *
dup_saved_text (AttestEditorWindow *self)
{
  const gint64 saved = attest_open_draft_get_saved_at (self->open_draft);
  const gint64 age = g_get_real_time () - saved;
  g_autofree char *time = NULL;

  g_clear_handle_id (&self->status_id, g_source_remove);
  if (age < G_TIME_SPAN_MINUTE)
    {
      self->status_id = g_timeout_add_seconds (60, update_save_later_cb, self);
      return g_strdup (_ ("Saved just now"));
    }
  time = attest_time_format_day (saved);
  /* TRANSLATORS: %s is a date and time */
  return g_strdup_printf (_ ("Saved %s"), time);
}

static char *
dup_save_text (AttestEditorWindow *self)
{
  switch (attest_open_draft_get_save_state (self->open_draft))
    {
    case ATTEST_SAVE_PENDING:
      return g_strdup (_ ("Saving…"));
    case ATTEST_SAVE_DONE:
      return dup_saved_text (self);
    case ATTEST_SAVE_FAILED:
      return g_strdup (_ ("Not saved"));
    case ATTEST_SAVE_NOTHING:
    default:
      return g_strdup (_ ("Saved as you type"));
    }
}

static void
update_save_cb (AttestEditorWindow *self)
{
  const gboolean failed = attest_open_draft_get_save_state (self->open_draft) == ATTEST_SAVE_FAILED;
  const char *error = attest_open_draft_get_save_error (self->open_draft);
  const gint64 saved = attest_open_draft_get_saved_at (self->open_draft);
  g_autofree char *exactly = attest_time_format_full (saved);
  g_autofree char *text = dup_save_text (self);

  adw_window_title_set_subtitle (self->title, text);
  attest_tooltip_set (GTK_WIDGET (self->title), saved != 0 ? exactly : NULL);
  gtk_info_bar_set_revealed (self->save_bar, failed);
  if (failed)
    {
      g_autofree char *words =
          g_strdup_printf (_ ("Not saved: %s"), error != NULL ? error : _ ("unknown reason"));
      gtk_label_set_label (self->save_error, words);
    }
}

static gboolean
update_save_later_cb (gpointer user_data)
{
  AttestEditorWindow *self = user_data;

  self->status_id = 0;
  update_save_cb (self);
  return G_SOURCE_REMOVE;
}

static const char *
get_problems_icon (GListModel *problems, guint n_left)
{
  if (g_list_model_get_n_items (problems) == 0)
    return "attest-accepted-symbolic";
  if (attest_problems_count (problems, ATTEST_SEVERITY_ERROR) > n_left)
    return "dialog-error-symbolic";
  return g_list_model_get_n_items (problems) > n_left ? "dialog-warning-symbolic"
                                                      : "document-edit-symbolic";
}

static void
update_icon (GtkImage *icon, GListModel *problems, guint n_left)
{
  const guint n_errors = attest_problems_count (problems, ATTEST_SEVERITY_ERROR);
  const char *style = NULL;

  if (n_errors > n_left)
    style = "error";
  else if (g_list_model_get_n_items (problems) > n_errors)
    style = "warning";
  gtk_image_set_from_icon_name (icon, get_problems_icon (problems, n_left));
  attest_field_message_colour (GTK_WIDGET (icon), style);
}

static guint
count_shown_problems (AttestEditorWindow *self)
{
  return g_list_model_get_n_items (attest_open_draft_get_problems (self->open_draft))
         - attest_open_draft_count_quiet (self->open_draft);
}

/**
 * attest_editor_place_pane_button:
 * @self: an editor
 *
 * The button in the header is there while there is something to look at beside the form. Where the
 * pane would lie over it, the one below the form does for both.
 */
void
attest_editor_place_pane_button (AttestEditorWindow *self)
{
  gtk_widget_set_visible (self->pane_button,
                          count_shown_problems (self) > 0 && !adw_flap_get_folded (self->flap));
}

static void
update_pane_button (AttestEditorWindow *self, const char *summary)
{
  g_autofree char *count = g_strdup_printf ("%u", count_shown_problems (self));

  attest_editor_place_pane_button (self);
  gtk_label_set_label (self->pane_count, count);
  update_icon (self->pane_icon,
               attest_open_draft_get_problems (self->open_draft),
               attest_open_draft_count_quiet (self->open_draft));
  attest_tooltip_set (self->pane_button, _ ("Show or Hide the Problems (F9)"));
  attest_readers_name (GTK_ACCESSIBLE (self->pane_button), summary);
  attest_editor_note_pane (self);
}

static void
update_problems_cb (AttestEditorWindow *self)
{
  GListModel *problems = attest_open_draft_get_problems (self->open_draft);
  const guint n_left = attest_open_draft_count_quiet (self->open_draft);
  AttestSubmission *refused = attest_open_draft_get_refused (self->open_draft);
  g_autofree char *summary = attest_problems_summarise (problems, n_left);

  gtk_label_set_label (self->problems_label, summary);
  update_icon (self->problems_icon, problems, n_left);
  attest_readers_name (GTK_ACCESSIBLE (self->problems_button), summary);
  /* A screen reader hears of it from the button that would stumble over them. */
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->send_button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, summary, -1);
  attest_result_bar_set_left (self->result_bar, self->open_draft);
  update_pane_button (self, summary);
  attest_editor_update_actions (self);
  /* What was refused is to be read once, whether it comes back now or was there at the start. */
  if (refused == self->refused)
    return;
  self->refused = refused;
  if (refused != NULL)
    attest_editor_show_problems (self);
}

static void
update_environment_cb (AttestEditorWindow *self)
{
  static const char *const labels[ATTEST_N_ENVIRONMENTS] = {
    [ATTEST_ENVIRONMENT_PRACTICE] = N_ ("_Send to Practice"),
    [ATTEST_ENVIRONMENT_TEST] = N_ ("_Send to Test"),
    [ATTEST_ENVIRONMENT_PRODUCTION] = N_ ("_Send to Production"),
  };
  const AttestEnvironment environment = attest_application_get_environment (self->app);

  attest_environment_badge_set_environment (self->badge, environment);
  attest_environment_set_style (self->send_button, environment);
  attest_environment_set_style (GTK_WIDGET (self), environment);
  adw_button_content_set_label (self->send_content, _ (labels[environment]));
  adw_button_content_set_use_underline (self->send_content, TRUE);
  adw_button_content_set_icon_name (self->send_content,
                                    attest_environment_get_icon_name (environment));
}

static void
update_sent_cb (AttestEditorWindow *self)
{
  AttestDraft *draft = attest_open_draft_get_draft (self->open_draft);
  const AttestState state = draft != NULL ? attest_draft_get_last_state (draft) : ATTEST_STATE_NONE;
  g_autofree char *time = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *words = NULL;
  g_autofree char *exactly = NULL;

  /* The result bar says the same at greater length. */
  gtk_widget_set_visible (self->sent_button,
                          state != ATTEST_STATE_NONE
                              && !attest_result_bar_get_shown (self->result_bar));
  if (state == ATTEST_STATE_NONE)
    return;
  time = attest_time_format_day (attest_draft_get_last_sent (draft));
  detail = g_strdup_printf (
      "%s · %s · %s",
      attest_environment_get_label (attest_draft_get_last_environment (draft)),
      time,
      attest_draft_get_changed_since_sent (draft) ? _ ("changed since") : _ ("unchanged since"));
  attest_state_label_set_state (self->sent_label, state);
  attest_state_label_set_detail (self->sent_label, detail);
  words = attest_state_describe (state, detail);
  attest_readers_name (GTK_ACCESSIBLE (self->sent_button), words);
  exactly = attest_time_format_full (attest_draft_get_last_sent (draft));
  attest_tooltip_set (self->sent_button, exactly);
}

/* A new record gets its draft with the first edit. */
static void
draft_changed_cb (AttestEditorWindow *self)
{
  AttestDraft *draft = attest_open_draft_get_draft (self->open_draft);

  if (draft != NULL)
    g_signal_connect_object (
        draft, "updated", G_CALLBACK (update_sent_cb), self, G_CONNECT_SWAPPED);
  update_sent_cb (self);
  attest_editor_update_actions (self);
}

/* Another process changed the draft as well: this is a copy from now on. */
static void
other_changed_cb (AttestEditorWindow *self)
{
  gtk_info_bar_set_revealed (self->other_bar, TRUE);
}

/* Called once, when the window is made. */
void
attest_editor_watch_status (AttestEditorWindow *self)
{
  AttestOpenDraft *open_draft = self->open_draft;

  g_signal_connect_object (attest_open_draft_get_record (open_draft),
                           "changed",
                           G_CALLBACK (update_title_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (
      open_draft, "notify::save-state", G_CALLBACK (update_save_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      open_draft, "notify::saved-at", G_CALLBACK (update_save_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      open_draft, "notify::draft", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      open_draft, "notify::other", G_CALLBACK (other_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      open_draft, "problems-changed", G_CALLBACK (update_problems_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->app,
                           "notify::environment",
                           G_CALLBACK (update_environment_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->result_bar, "shown", G_CALLBACK (update_sent_cb), self, G_CONNECT_SWAPPED);
  update_title_cb (self);
  update_save_cb (self);
  update_problems_cb (self);
  update_environment_cb (self);
  draft_changed_cb (self);
}
