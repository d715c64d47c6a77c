/* AttestImportWindow: see the header. It shows what is read, decided, kept or cannot be read, each
 * in a widget of its own, and closes nothing that was decided without asking. These widgets are
 * made while the file is read, one in a turn of the main loop, or when they are needed. */
#include "attest-config.h"
#include "imports/attest-import-window.h"

#include "imports/attest-import-failed-page.h"
#include "imports/attest-import-kept-page.h"
#include "imports/attest-import-kept.h"
#include "imports/attest-import-profile.h"
#include "imports/attest-import-progress.h"
#include "imports/attest-import-steps.h"
#include "imports/attest-import-words.h"
#include "send/attest-send-many.h"
#include "sheet/attest-convert.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-file-drop.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-question.h"
#include "widgets/attest-undo-keys.h"
#include "widgets/attest-width-bin.h"

#include <glib/gi18n.h>

struct _AttestImportWindow
{
  AdwApplicationWindow parent_instance;

  AttestApplication *app; /* not owned: it outlives its windows */
  AttestImport *import;
  GCancellable *cancellable;
  gboolean is_open;
  gboolean is_kept;
  gboolean may_close;
  char *effect_words; /* (nullable): what keeping does, as it was shown */

  AdwToastOverlay *toasts;
  AttestWidthBin *width;
  GtkStack *title_stack;
  AdwWindowTitle *title;
  AdwViewSwitcher *switcher;
  AdwViewSwitcherBar *switcher_bar;
  GtkMenuButton *menu_button;
  GMenuModel *menu;
  AttestEnvironmentBadge *badge;
  AttestEnvironmentBadge *small_badge; /* where there is no room for that */
  GtkStack *stack;
  AttestImportProgress *progress;
  AttestImportFailedPage *failed_page; /* %NULL until there is something it shows */
  AttestImportKeptPage *kept_page;     /* likewise */
  AttestImportSteps *steps;            /* likewise */
  guint make_source;
};

G_DEFINE_FINAL_TYPE (AttestImportWindow, attest_import_window, ADW_TYPE_APPLICATION_WINDOW)

/* What is shown */

static gboolean
has_steps (AttestImportWindow *self)
{
  return self->is_open && !self->is_kept && attest_import_get_reading (self->import) != NULL;
}

static void
update_bar_cb (AttestImportWindow *self)
{
  if (self->steps == NULL || !has_steps (self))
    return;
  attest_import_steps_update_bar (self->steps);
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "import.go-on", attest_import_steps_can_go_on (self->steps));
}

static void
update_actions (AttestImportWindow *self)
{
  const gboolean can_decide = self->is_open && !self->is_kept;
  const gboolean free = can_decide && !attest_import_get_is_busy (self->import);
  AttestImportCounts counts;

  attest_import_count (self->import, &counts);
  /* Also while the sheet is read anew for what was decided last, or a key then would be lost. */
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self),
      "import.undo",
      can_decide && attest_import_decider_can_undo (attest_import_get_decider (self->import)));
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self),
      "import.redo",
      can_decide && attest_import_decider_can_redo (attest_import_get_decider (self->import)));
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "import.accept", free && counts.n_undecided > 0);
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "import.save-profile", attest_import_get_reading (self->import) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.save-rejected", counts.n_rejected > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.export", self->is_kept);
}

/* There are steps once there is something to go through; where there is no room for their names in
 * the header, they are below. */
static void
update_switcher_cb (AttestImportWindow *self)
{
  const gboolean is_narrow = attest_width_bin_get_narrow (self->width);
  const gboolean any = has_steps (self);

  gtk_stack_set_visible_child_name (self->title_stack, any && !is_narrow ? "steps" : "title");
  adw_view_switcher_bar_set_reveal (self->switcher_bar, any && is_narrow);
}

static void
need_failed_page (AttestImportWindow *self)
{
  if (self->failed_page != NULL)
    return;
  self->failed_page = g_object_new (ATTEST_TYPE_IMPORT_FAILED_PAGE, NULL);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->failed_page), "failed");
}

static void
need_steps (AttestImportWindow *self)
{
  AdwViewStack *steps = NULL;

  if (self->steps != NULL)
    return;
  self->steps = ATTEST_IMPORT_STEPS (attest_import_steps_new (self->import));
  g_signal_connect_object (
      self->steps, "moved", G_CALLBACK (update_bar_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->steps), "steps");
  steps = attest_import_steps_get_stack (self->steps);
  adw_view_switcher_set_stack (self->switcher, steps);
  adw_view_switcher_bar_set_stack (self->switcher_bar, steps);
}

static void
show_failure (AttestImportWindow *self, const GError *error)
{
  need_failed_page (self);
  attest_import_failed_page_show (
      self->failed_page,
      error,
      attest_import_decider_can_undo (attest_import_get_decider (self->import)));
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

/* Returns: whether another program can make a file of it that can be read, which is asked then */
static gboolean
ask_to_convert (AttestImportWindow *self)
{
  need_failed_page (self);
  if (!attest_import_failed_page_offer (self->failed_page, attest_import_get_bytes (self->import)))
    return FALSE;
  gtk_stack_set_visible_child_name (self->stack, "failed");
  gtk_widget_child_focus (GTK_WIDGET (self->failed_page), GTK_DIR_TAB_FORWARD);
  return TRUE;
}

/* What is hidden cannot be what a stack shows. */
static void
progress_cb (AttestImportWindow *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->progress)))
    gtk_stack_set_visible_child_name (self->stack, "reading");
}

static void
update_cb (AttestImportWindow *self)
{
  const GError *error = attest_import_get_error (self->import);

  if (!self->is_open || self->is_kept)
    return;
  if (attest_import_get_workbook (self->import) == NULL)
    {
      if (error != NULL)
        show_failure (self, error);
      return;
    }
  attest_import_steps_update (self->steps);
  if (error != NULL)
    attest_import_steps_show (self->steps, ATTEST_IMPORT_STEP_FILE);
  gtk_stack_set_visible_child_name (self->stack, "steps");
  update_switcher_cb (self);
  update_bar_cb (self);
  update_actions (self);
}

static void
busy_cb (AttestImportWindow *self)
{
  update_actions (self);
  update_bar_cb (self);
}

static void
environment_cb (AttestImportWindow *self)
{
  const AttestEnvironment environment = attest_application_get_environment (self->app);

  attest_environment_badge_set_environment (self->badge, environment);
  attest_environment_badge_set_environment (self->small_badge, environment);
  attest_environment_set_style (GTK_WIDGET (self), environment);
  attest_import_compare_with (self->import, environment);
}

/* Nothing is done meanwhile that is seen, or that somebody waits for. */
static gboolean
make_cb (gpointer user_data)
{
  AttestImportWindow *self = user_data;

  if (self->steps == NULL)
    need_steps (self);
  else if (!attest_import_steps_make_page (self->steps))
    {
      self->make_source = 0;
      return G_SOURCE_REMOVE;
    }
  return G_SOURCE_CONTINUE;
}

static void
make_rest (AttestImportWindow *self)
{
  if (self->make_source == 0)
    self->make_source = g_idle_add (make_cb, self);
}

/* Opening */

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  attest_import_progress_end (self->progress);
  if (attest_import_open_finish (ATTEST_IMPORT (source), result, &error))
    {
      self->is_open = TRUE;
      need_steps (self);
      update_cb (self);
      /* Read as last month, it need not be gone through again. */
      attest_import_steps_show (self->steps,
                                attest_import_get_profile (self->import) != NULL
                                        && attest_import_get_reading (self->import) != NULL
                                    ? ATTEST_IMPORT_STEP_REVIEW
                                    : ATTEST_IMPORT_STEP_FILE);
      make_rest (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !ask_to_convert (self))
    show_failure (self, error);
}

static void
converted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = attest_convert_finish (result, &error);
  g_autofree char *name = NULL;

  if (bytes != NULL)
    {
      name = g_strdup (attest_import_get_name (self->import));
      attest_import_progress_go_on (self->progress, _ ("Reading the file"));
      attest_import_open_bytes_async (
          self->import, bytes, name, self->cancellable, opened_cb, g_object_ref (self));
      return;
    }
  attest_import_progress_end (self->progress);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_failure (self, error);
}

/* What is cancelled is closed: the program that converts ends with it. */
static void
convert_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestImportWindow *self = ATTEST_IMPORT_WINDOW (widget);
  GBytes *bytes = attest_import_get_bytes (self->import);

  if (bytes == NULL || attest_import_progress_is_running (self->progress))
    return;
  attest_import_progress_begin (self->progress, _ ("Converting the file"));
  attest_convert_async (bytes, 0, self->cancellable, converted_cb, g_object_ref (self));
}

/* Steps */

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  attest_import_progress_end (self->progress);
  if (!attest_import_keep_finish (ATTEST_IMPORT (source), result, &error))
    {
      gtk_stack_set_visible_child_name (self->stack, "steps");
      update_bar_cb (self);
      /* Of many records those before the failure are kept. */
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        attest_tell (GTK_WINDOW (self),
                     attest_import_get_id (self->import) != NULL ? _ ("Not All Records Were Kept")
                                                                 : _ ("Nothing Was Kept"),
                     error->message);
      return;
    }
  self->is_kept = TRUE;
  attest_application_finish_first_start (self->app);
  self->kept_page = g_object_new (ATTEST_TYPE_IMPORT_KEPT_PAGE, NULL);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->kept_page), "kept");
  attest_import_kept_page_show (self->kept_page, self->import, self->effect_words);
  gtk_stack_set_visible_child_name (self->stack, "kept");
  update_switcher_cb (self);
  update_bar_cb (self);
  update_actions (self);
  gtk_widget_child_focus (GTK_WIDGET (self->kept_page), GTK_DIR_TAB_FORWARD);
}

static void
keep (AttestImportWindow *self)
{
  g_free (self->effect_words);
  self->effect_words = attest_import_describe_effect (self->import);
  attest_import_name_profile_after_file (self->import);
  attest_import_progress_begin (self->progress, _ ("Keeping the records"));
  attest_import_keep_async (self->import, self->cancellable, kept_cb, g_object_ref (self));
}

static void
go_on_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestImportWindow *self = ATTEST_IMPORT_WINDOW (widget);

  if (has_steps (self) && attest_import_steps_go_on (self->steps))
    keep (self);
}

static void
show_step_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestImportWindow *self = ATTEST_IMPORT_WINDOW (widget);

  if (has_steps (self))
    attest_import_steps_show (self->steps, (AttestImportStep) g_variant_get_uint32 (parameter));
}

static void
undo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  attest_import_decider_undo (attest_import_get_decider (ATTEST_IMPORT_WINDOW (widget)->import));
}

static void
redo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  attest_import_decider_redo (attest_import_get_decider (ATTEST_IMPORT_WINDOW (widget)->import));
}

static void
accept_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestImportWindow *self = ATTEST_IMPORT_WINDOW (widget);

  if (has_steps (self))
    attest_import_steps_accept (self->steps);
}

static void
review_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestImportWindow *self = ATTEST_IMPORT_WINDOW (widget);

  if (has_steps (self))
    attest_import_steps_review (self->steps, name);
}

static void
profile_told (GtkWindow *parent, AdwToast *toast)
{
  AttestImportWindow *self = ATTEST_IMPORT_WINDOW (parent);

  attest_plain_toast_show (self->toasts, toast);
  update_cb (self);
}

static void
save_profile_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestImportWindow *self = ATTEST_IMPORT_WINDOW (widget);

  attest_import_ask_for_profile (GTK_WINDOW (self), self->import, profile_told);
}

static void
save_rejected_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  attest_import_save_rejected (GTK_WINDOW (widget), ATTEST_IMPORT_WINDOW (widget)->import);
}

static void
export_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestImportWindow *self = ATTEST_IMPORT_WINDOW (widget);

  attest_import_export (GTK_WINDOW (self), self->app, attest_import_get_id (self->import));
}

static void
taken_back_cb (gpointer self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
undo_kept_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestImportWindow *self = ATTEST_IMPORT_WINDOW (widget);

  attest_import_ask_to_undo (
      GTK_WINDOW (self), self->app, attest_import_get_id (self->import), taken_back_cb, self);
}

static void
sent (GtkWidget *asker, guint n)
{
  attest_import_kept_page_tell_sent (ATTEST_IMPORT_WINDOW (asker)->kept_page, n);
}

static void
send_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestImportWindow *self = ATTEST_IMPORT_WINDOW (widget);
  g_auto (GStrv) ids = attest_import_list_ready (self->import);

  if (*ids != NULL)
    attest_send_many (widget, self->app, (const char *const *) ids, sent);
}

static void
narrow_cb (AttestImportWindow *self)
{
  if (self->import != NULL)
    update_switcher_cb (self);
}

/* Closing */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!attest_import_save_finish (ATTEST_IMPORT (source), result, &error))
    {
      attest_tell (GTK_WINDOW (self), _ ("Nothing Was Kept"), error->message);
      return;
    }
  self->may_close = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
close_chosen_cb (AttestImportWindow *self, const char *response)
{
  if (g_str_equal (response, "save") && attest_import_get_reading (self->import) != NULL)
    attest_import_save_async (self->import, self->cancellable, saved_cb, g_object_ref (self));
  if (!g_str_equal (response, "close"))
    return;
  self->may_close = TRUE;
  attest_question_close_parent (GTK_WINDOW (self));
}

static void
ask_about_decisions (AttestImportWindow *self)
{
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (self),
                              _ ("Finish Later?"),
                              _ ("Nothing has been saved yet. Attest can keep the file and your "
                                 "decisions under Imports."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel",
                                    _ ("_Continue"),
                                    "close",
                                    _ ("_Discard"),
                                    "save",
                                    _ ("_Finish Later"),
                                    NULL);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "close", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (
      dialog, "response", G_CALLBACK (close_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
attest_import_window_close_request (GtkWindow *window)
{
  AttestImportWindow *self = ATTEST_IMPORT_WINDOW (window);

  if (!self->may_close && attest_import_window_has_decisions (self))
    {
      ask_about_decisions (self);
      return GDK_EVENT_STOP;
    }
  if (attest_application_asks_before_closing (self->app, window))
    return GDK_EVENT_STOP;
  g_cancellable_cancel (self->cancellable);
  return GTK_WINDOW_CLASS (attest_import_window_parent_class)->close_request (window);
}

/* The object */

static void
attest_import_window_dispose (GObject *object)
{
  AttestImportWindow *self = ATTEST_IMPORT_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->make_source, g_source_remove);
  if (self->import != NULL)
    g_signal_handlers_disconnect_by_data (self->import, self);
  g_clear_object (&self->import);
  g_clear_pointer (&self->effect_words, g_free);

  G_OBJECT_CLASS (attest_import_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/imports/attest-import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, width);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, title_stack);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, title);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, menu);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, badge);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, small_badge);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, progress);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, progress_cb);
}

static const struct
{
  const char *action;
  GtkWidgetActionActivateFunc func;
  guint key;
  GdkModifierType modifiers;
} actions[] = {
  { "import.undo", undo_cb, GDK_KEY_z, GDK_CONTROL_MASK },
  { "import.redo", redo_cb, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "import.go-on", go_on_cb, GDK_KEY_Return, GDK_CONTROL_MASK },
  { "import.convert", convert_cb, 0, 0 },
  { "import.accept", accept_cb, 0, 0 },
  { "import.send", send_cb, 0, 0 },
  { "import.save-profile", save_profile_cb, 0, 0 },
  { "import.save-rejected", save_rejected_cb, 0, 0 },
  { "import.export", export_cb, 0, 0 },
  { "import.undo-kept", undo_kept_cb, 0, 0 },
  { "import.next-problem", review_cb, GDK_KEY_F8, 0 },
  { "import.previous-problem", review_cb, GDK_KEY_F8, GDK_SHIFT_MASK },
  { "import.show-source", review_cb, GDK_KEY_o, GDK_ALT_MASK },
  { "import.show-record", review_cb, GDK_KEY_F2, 0 },
  { "import.toggle-pane", review_cb, GDK_KEY_F9, 0 },
  { "import.leave-out", review_cb, 0, 0 },
};

static void
install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_class_install_action (widget_class, actions[i].action, NULL, actions[i].func);
      if (actions[i].key != 0)
        gtk_widget_class_add_binding_action (
            widget_class, actions[i].key, actions[i].modifiers, actions[i].action, NULL);
    }
  gtk_widget_class_install_action (widget_class, "import.show-step", "u", show_step_cb);
  for (guint i = 0; i < ATTEST_IMPORT_N_STEPS; i++)
    gtk_widget_class_add_binding_action (
        widget_class, GDK_KEY_1 + i, GDK_ALT_MASK, "import.show-step", "u", i);
}

static void
attest_import_window_class_init (AttestImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_import_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = attest_import_window_close_request;
  g_type_ensure (ATTEST_TYPE_ENVIRONMENT_BADGE);
  g_type_ensure (ATTEST_TYPE_WIDTH_BIN);
  g_type_ensure (ATTEST_TYPE_IMPORT_PROGRESS);
  bind_template (widget_class);
  install_actions (widget_class);
}

/* It takes as long as a quarter of all the rest of the window, and nobody opens it at first. */
static void
open_menu_cb (GtkMenuButton *button, gpointer menu)
{
  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, menu);
}

static void
attest_import_window_init (AttestImportWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu_button, open_menu_cb, self->menu, NULL);
  attest_undo_keys_attach (GTK_WINDOW (self), "import.undo", "import.redo");
  attest_file_drop_add (GTK_WINDOW (self));
}

static AttestImportWindow *
new_window (AttestApplication *application, const char *title)
{
  AttestImportWindow *self =
      g_object_new (ATTEST_TYPE_IMPORT_WINDOW, "application", application, NULL);

  self->app = application;
  self->import = attest_import_new (attest_application_get_workspace (application));
  gtk_window_set_title (GTK_WINDOW (self), title);
  g_signal_connect_object (
      self->import, "changed", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->import, "notify::is-busy", G_CALLBACK (busy_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      application, "notify::environment", G_CALLBACK (environment_cb), self, G_CONNECT_SWAPPED);
  environment_cb (self);
  adw_window_title_set_title (self->title, _ ("Import"));
  adw_window_title_set_subtitle (self->title, title);
  attest_import_progress_begin (self->progress, _ ("Reading the file"));
  gtk_window_present (GTK_WINDOW (self));
  make_rest (self);
  return self;
}

/**
 * attest_import_window_open:
 * @application: the application, which must be ready
 * @file: a sheet
 *
 * Returns: (transfer none): its window, shown; it reads the file
 */
GtkWidget *
attest_import_window_open (AttestApplication *application, GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);
  AttestImportWindow *self = new_window (application, name);

  attest_import_open_file_async (
      self->import, file, self->cancellable, opened_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

/**
 * attest_import_window_open_cells:
 * @application: the application, which must be ready
 * @bytes: cells that were copied
 *
 * Returns: (transfer none): their window, shown
 */
GtkWidget *
attest_import_window_open_cells (AttestApplication *application, GBytes *bytes)
{
  AttestImportWindow *self = new_window (application, _ ("Pasted Cells"));

  attest_import_open_bytes_async (
      self->import, bytes, "", self->cancellable, opened_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

/**
 * attest_import_window_reopen:
 * @application: the application, which must be ready
 * @id: of an import that is kept
 * @name: of its file
 *
 * Returns: (transfer none): its window, shown: it goes on where it was
 */
GtkWidget *
attest_import_window_reopen (AttestApplication *application, const char *id, const char *name)
{
  AttestImportWindow *self = new_window (application, name);

  attest_import_reopen_async (self->import, id, self->cancellable, opened_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

/**
 * attest_import_window_get_import:
 * @self: a window
 *
 * Returns: (transfer none): what it shows
 */
AttestImport *
attest_import_window_get_import (AttestImportWindow *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_WINDOW (self), NULL);

  return self->import;
}

/**
 * attest_import_window_has_decisions:
 * @self: a window
 *
 * Returns: whether something would be lost with it
 */
gboolean
attest_import_window_has_decisions (AttestImportWindow *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_WINDOW (self), FALSE);

  return !self->is_kept && attest_import_decider_can_undo (attest_import_get_decider (self->import))
         && attest_import_get_reading (self->import) != NULL;
}
