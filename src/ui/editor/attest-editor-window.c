/* AttestEditorWindow: one open draft with its form, its side pane and its bars.
 *
 * This file puts them together, and closes the window only once everything is saved. What the
 * window says of itself is in attest-editor-status.c, what it does in attest-editor-actions.c, and
 * sending in attest-editor-send.c. Owns a reference to the open draft. Main thread. */
#include "attest-config.h"

#include "application/attest-application.h"
#include "editor/attest-editor-private.h"
#include "editor/attest-pins.h"
#include "widgets/attest-letter-widths.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-question.h"
#include "widgets/attest-undo-keys.h"

#include <glib/gi18n.h>

/* How wide the side pane is at least, in pixels, and how many letters of a problem stand in a line
 * of it. */
#define LEAST_PANE 320
#define PROBLEM_CHARS 32

/* How long an input method may take to hand over a syllable once more. */
#define LATE_SYLLABLE_USEC (G_USEC_PER_SEC / 4)

G_DEFINE_FINAL_TYPE (AttestEditorWindow, attest_editor_window, ADW_TYPE_APPLICATION_WINDOW)

typedef enum
{
  PROP_OPEN_DRAFT = 1,
} AttestEditorWindowProperty;

static GParamSpec *properties[PROP_OPEN_DRAFT + 1];

static void
close_anyway_chosen_cb (AttestEditorWindow *self, const char *response)
{
  if (g_str_equal (response, "copy"))
    gtk_widget_activate_action (GTK_WIDGET (self), "editor.save-copy", NULL);
  if (!g_str_equal (response, "close"))
    return;
  self->may_close = TRUE;
  attest_question_close_parent (GTK_WINDOW (self));
}

static gboolean
is_saved (gpointer open_draft)
{
  return attest_open_draft_get_save_state (open_draft) == ATTEST_SAVE_DONE;
}

/* Losing what was typed takes an explicit choice. The question goes when it could be saved. */
static void
ask_about_unsaved (AttestEditorWindow *self, const GError *error)
{
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (self), _ ("Draft Could Not Be Saved"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _ ("%s\n\nChanges since then are lost when the window closes. "
                                     "You can save a copy elsewhere first."),
                                  error->message);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel",
                                    _ ("_Keep Open"),
                                    "copy",
                                    _ ("_Save a Copy…"),
                                    "close",
                                    _ ("_Close Without Saving"),
                                    NULL);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "close", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (
      dialog, "response", G_CALLBACK (close_anyway_chosen_cb), self, G_CONNECT_SWAPPED);
  attest_question_follow (
      dialog, self->open_draft, "notify::save-state", is_saved, self->open_draft);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
saved_before_closing_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestEditorWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!attest_open_draft_save_finish (ATTEST_OPEN_DRAFT (source), result, &error))
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
      ask_about_unsaved (self, error);
      return;
    }
  self->may_close = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
attest_editor_window_close_request (GtkWindow *window)
{
  AttestEditorWindow *self = ATTEST_EDITOR_WINDOW (window);
  AttestSaveState state = ATTEST_SAVE_NOTHING;

  attest_editor_window_finish_typing (self);
  state = attest_open_draft_get_save_state (self->open_draft);
  if (self->may_close || state == ATTEST_SAVE_NOTHING || state == ATTEST_SAVE_DONE)
    return attest_application_asks_before_closing (self->app, window)
           || GTK_WINDOW_CLASS (attest_editor_window_parent_class)->close_request (window);
  attest_open_draft_save_async (self->open_draft, saved_before_closing_cb, g_object_ref (self));
  return TRUE;
}

static void
problems_changed_cb (AttestEditorWindow *self)
{
  attest_form_context_set_problems (self->context,
                                    attest_open_draft_get_problems (self->open_draft));
}

static void
record_changed_cb (AttestEditorWindow *self, const char *path)
{
  g_free (self->edited_path);
  self->edited_path = g_strdup (path);
}

static void
fix_asked_cb (AttestEditorWindow *self, AttestProblem *problem)
{
  attest_open_draft_apply_fix (self->open_draft, problem);
}

/* One key takes it back, and so does the button. */
static void
filled_cb (AttestEditorWindow *self, const char *words)
{
  AdwToast *toast = attest_plain_toast_new (words);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "editor.undo");
  attest_plain_toast_show (self->toasts, toast);
}

static void
problem_chosen_cb (AttestEditorWindow *self, AttestProblem *problem)
{
  attest_editor_go_to_problem (self, problem);
}

static void
enter_changed_cb (GSettings *settings, const char *key, AttestFormContext *context)
{
  attest_form_context_set_enter_stays (context, !g_settings_get_boolean (settings, key));
}

/* Enter does what the user chose, from the moment of choosing. */
static void
follow_enter (AttestFormContext *context)
{
  GSettings *settings = g_settings_new (ATTEST_APP_ID);

  g_object_set_data_full (G_OBJECT (context), "attest-settings", settings, g_object_unref);
  g_signal_connect (settings, "changed::enter-moves-on", G_CALLBACK (enter_changed_cb), context);
  enter_changed_cb (settings, "enter-moves-on", context);
}

static void
make_form (AttestEditorWindow *self)
{
  AttestRecord *record = attest_open_draft_get_record (self->open_draft);

  self->context = attest_form_context_new (
      record, attest_open_draft_get_undo (self->open_draft), attest_list_control_new);
  attest_form_context_set_workspace (self->context, attest_application_get_workspace (self->app));
  follow_enter (self->context);
  self->form = ATTEST_FORM_VIEW (attest_form_view_new (self->context));
  adw_bin_set_child (self->form_bin, GTK_WIDGET (self->form));
  attest_problems_pane_set_draft (self->problems_pane, self->open_draft);
  attest_json_pane_set_record (self->json_pane, self->app, record);
  problems_changed_cb (self);

  g_signal_connect_object (
      record, "changed", G_CALLBACK (record_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->open_draft,
                           "problems-changed",
                           G_CALLBACK (problems_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->context, "fix", G_CALLBACK (fix_asked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->context, "filled", G_CALLBACK (filled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context,
                           "item-removed",
                           G_CALLBACK (attest_editor_offer_undo),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->problems_pane, "chosen", G_CALLBACK (problem_chosen_cb), self, G_CONNECT_SWAPPED);
}

/* Beside the form the pane takes what problems need, and the form keeps its columns. Lines of JSON
 * are long, and so are words in large letters: then it is half of the window, and all of it where
 * it lies over the form. */
static void
place_pane_cb (AttestEditorWindow *self)
{
  const gboolean is_wide =
      adw_flap_get_folded (self->flap)
      || g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "json") == 0
      || PROBLEM_CHARS * attest_letter_width (self->pane) > LEAST_PANE;

  gtk_widget_set_hexpand (self->pane, is_wide);
}

static void
attest_editor_window_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (attest_editor_window_parent_class)->css_changed (widget, change);
  place_pane_cb (ATTEST_EDITOR_WINDOW (widget));
}

/* Beside the form it is there if it was asked for; over the form it would be in its way. */
static gboolean
reveal_pane_cb (gpointer user_data)
{
  AttestEditorWindow *self = user_data;

  adw_flap_set_reveal_flap (self->flap, self->pane_asked && !adw_flap_get_folded (self->flap));
  attest_editor_place_pane_button (self);
  place_pane_cb (self);
  return G_SOURCE_REMOVE;
}

/* They must not come and go while sizes are being given out. */
static void
folded_cb (AttestEditorWindow *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, reveal_pane_cb, g_object_ref (self), g_object_unref);
}

/* As large as the last one was. The pane of each is closed until it has something to say, or is
 * asked for there. */
static void
restore_look (AttestEditorWindow *self)
{
  g_autoptr (GSettings) settings = g_settings_new (ATTEST_APP_ID);

  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (settings, "editor-width"),
                               g_settings_get_int (settings, "editor-height"));
  if (g_settings_get_boolean (settings, "editor-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  g_signal_connect_swapped (self->flap, "notify::folded", G_CALLBACK (folded_cb), self);
}

static void
keep_look (AttestEditorWindow *self)
{
  g_autoptr (GSettings) settings = g_settings_new (ATTEST_APP_ID);
  int width = 0;
  int height = 0;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (settings, "editor-width", CLAMP (width, 360, 16384));
  g_settings_set_int (settings, "editor-height", CLAMP (height, 294, 16384));
  g_settings_set_boolean (
      settings, "editor-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
}

static void
focus_first_field (AttestEditorWindow *self)
{
  AttestRecord *record = attest_open_draft_get_record (self->open_draft);
  const AttestField *first = attest_record_get_schema (record)->fields;

  attest_form_view_focus_path (self->form, attest_field_get_path_name (first));
}

static void
attest_editor_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestEditorWindow *self = ATTEST_EDITOR_WINDOW (object);

  switch ((AttestEditorWindowProperty) id)
    {
    case PROP_OPEN_DRAFT:
      g_value_set_object (value, self->open_draft);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_editor_window_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  AttestEditorWindow *self = ATTEST_EDITOR_WINDOW (object);

  switch ((AttestEditorWindowProperty) id)
    {
    case PROP_OPEN_DRAFT:
      self->open_draft = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_editor_window_unrealize (GtkWidget *widget)
{
  keep_look (ATTEST_EDITOR_WINDOW (widget));
  GTK_WIDGET_CLASS (attest_editor_window_parent_class)->unrealize (widget);
}

static void
attest_editor_window_dispose (GObject *object)
{
  AttestEditorWindow *self = ATTEST_EDITOR_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->status_id, g_source_remove);
  g_clear_pointer (&self->edited_path, g_free);
  g_clear_object (&self->said);
  g_clear_object (&self->current);
  g_clear_object (&self->context);
  g_clear_object (&self->open_draft);
  G_OBJECT_CLASS (attest_editor_window_parent_class)->dispose (object);
}

static void
other_response_cb (AttestEditorWindow *self, int response)
{
  gtk_info_bar_set_revealed (self->other_bar, FALSE);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/editor/attest-editor-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, title);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, badge);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, save_bar);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, save_error);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, other_bar);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, form_bin);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, pane);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, pane_button);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, pane_icon);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, pane_count);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, problems_pane);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, json_pane);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, result_bar);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, problems_button);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, problems_icon);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, problems_label);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, sent_button);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, pins);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, sent_label);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, send_button);
  gtk_widget_class_bind_template_child (widget_class, AttestEditorWindow, send_content);
  gtk_widget_class_bind_template_callback (widget_class, other_response_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_pane_cb);
}

static void
attest_editor_window_class_init (AttestEditorWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = attest_editor_window_get_property;
  object_class->set_property = attest_editor_window_set_property;
  object_class->dispose = attest_editor_window_dispose;
  widget_class->unrealize = attest_editor_window_unrealize;
  widget_class->css_changed = attest_editor_window_css_changed;
  GTK_WINDOW_CLASS (klass)->close_request = attest_editor_window_close_request;

  properties[PROP_OPEN_DRAFT] =
      g_param_spec_object ("open-draft",
                           NULL,
                           NULL,
                           ATTEST_TYPE_OPEN_DRAFT,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (ATTEST_TYPE_ENVIRONMENT_BADGE);
  g_type_ensure (ATTEST_TYPE_STATE_LABEL);
  g_type_ensure (ATTEST_TYPE_PROBLEMS_PANE);
  g_type_ensure (ATTEST_TYPE_JSON_PANE);
  g_type_ensure (ATTEST_TYPE_RESULT_BAR);
  bind_template (widget_class);
  attest_editor_install_actions (widget_class);
  attest_editor_install_send (widget_class);
}

static void
attest_editor_window_init (AttestEditorWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  attest_plain_wrap_bar (self->save_bar);
  attest_plain_wrap_bar (self->other_bar);
  attest_plain_wrap_buttons (self->send_button);
  attest_undo_keys_attach (GTK_WINDOW (self), "editor.undo", "editor.redo");
}

/* What is kept for the next one is chosen in the menu. */
static void
add_pins (AttestEditorWindow *self)
{
  AttestStore *store = attest_workspace_get_store (attest_application_get_workspace (self->app));
  const AttestSchema *schema =
      attest_record_get_schema (attest_open_draft_get_record (self->open_draft));
  GActionGroup *actions = attest_pins_new_actions (store, schema);

  attest_pins_fill_menu (self->pins, schema);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "pins", actions);
  g_object_unref (actions);
}

/**
 * attest_editor_window_new:
 * @application: the application it belongs to
 * @open_draft: what is edited
 *
 * Returns: (transfer floating): the window, not yet shown
 */
GtkWidget *
attest_editor_window_new (AttestApplication *application, AttestOpenDraft *open_draft)
{
  AttestEditorWindow *self = NULL;

  g_return_val_if_fail (ATTEST_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (ATTEST_IS_OPEN_DRAFT (open_draft), NULL);

  self = g_object_new (
      ATTEST_TYPE_EDITOR_WINDOW, "application", application, "open-draft", open_draft, NULL);
  self->app = application;
  make_form (self);
  add_pins (self);
  restore_look (self);
  attest_editor_watch_status (self);
  attest_editor_update_actions (self);
  focus_first_field (self);
  return GTK_WIDGET (self);
}

/**
 * attest_editor_window_get_open_draft:
 * @self: an editor
 *
 * Returns: (transfer none): what is edited
 */
AttestOpenDraft *
attest_editor_window_get_open_draft (AttestEditorWindow *self)
{
  g_return_val_if_fail (ATTEST_IS_EDITOR_WINDOW (self), NULL);

  return self->open_draft;
}

static void
set_editable (GtkWidget *text, gboolean editable)
{
  if (GTK_IS_TEXT (text))
    gtk_editable_set_editable (GTK_EDITABLE (text), editable);
  else
    gtk_text_view_set_editable (GTK_TEXT_VIEW (text), editable);
}

/* Goes with the widget, if that goes first. */
static gboolean
listen_again_cb (GtkWidget *text, GdkFrameClock *clock, gpointer until)
{
  if (g_get_monotonic_time () < *(gint64 *) until)
    return G_SOURCE_CONTINUE;
  set_editable (text, TRUE);
  return G_SOURCE_REMOVE;
}

/* An input method hands over the syllable it has when the focus leaves it, and at nothing else that
 * GTK can do. IBus does so twice if nothing else takes the focus; the second time, a moment later,
 * is not listened to. */
static void
take_composed (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  gint64 *until;

  if (!(GTK_IS_TEXT (focus) && gtk_editable_get_editable (GTK_EDITABLE (focus)))
      && !(GTK_IS_TEXT_VIEW (focus) && gtk_text_view_get_editable (GTK_TEXT_VIEW (focus))))
    return;
  gtk_window_set_focus (window, NULL);
  set_editable (focus, FALSE);
  until = g_new (gint64, 1);
  *until = g_get_monotonic_time () + LATE_SYLLABLE_USEC;
  gtk_widget_add_tick_callback (focus, listen_again_cb, until, g_free);
}

/**
 * attest_editor_window_finish_typing:
 * @self: an editor
 *
 * What stands in a field but not in the record yet gets there. To be called before the draft is
 * saved for the last time.
 */
void
attest_editor_window_finish_typing (AttestEditorWindow *self)
{
  g_return_if_fail (ATTEST_IS_EDITOR_WINDOW (self));

  take_composed (GTK_WINDOW (self));
  attest_form_context_finish_typing (self->context);
}

/**
 * attest_editor_window_add_toast:
 * @self: an editor
 * @toast: (transfer full): what is to be said in passing
 */
void
attest_editor_window_add_toast (AttestEditorWindow *self, AdwToast *toast)
{
  g_return_if_fail (ATTEST_IS_EDITOR_WINDOW (self));

  attest_plain_toast_show (self->toasts, toast);
}
