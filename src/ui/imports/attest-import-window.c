/* AttestImportWindow: see the header. This file leads from step to step, and closes nothing that
 * was decided without asking; what the steps show is the business of their pages, which are brought
 * up to date whenever there is another reading. */
#include "attest-config.h"
#include "imports/attest-import-window.h"

#include "imports/attest-import-columns-page.h"
#include "imports/attest-import-file-page.h"
#include "imports/attest-import-kept.h"
#include "imports/attest-import-review-page.h"
#include "imports/attest-import-values-page.h"
#include "imports/attest-import-words.h"
#include "intake/attest-profile.h"
#include "send/attest-send-many.h"
#include "sheet/attest-convert.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-question.h"
#include "widgets/attest-width-bin.h"

#include <glib/gi18n.h>
#include <string.h>

/* What is done sooner shows no progress: it would only flicker. */
#define PROGRESS_DELAY_MS 500

typedef enum
{
  STEP_FILE,
  STEP_COLUMNS,
  STEP_VALUES,
  STEP_REVIEW,
  N_STEPS
} Step;

static const char *const step_names[N_STEPS] = { "file", "columns", "values", "review" };

struct _AttestImportWindow
{
  AdwApplicationWindow parent_instance;

  AttestApplication *app; /* not owned: it outlives its windows */
  AttestImport *import;
  GCancellable *cancellable;
  guint progress_source;
  gboolean is_open;
  gboolean is_kept;
  gboolean may_close;
  char *effect_words; /* (nullable): what keeping does, as it was shown */

  AdwToastOverlay *toasts;
  AttestWidthBin *width;
  GtkStack *title_stack;
  AdwWindowTitle *title;
  AdwViewSwitcherBar *switcher_bar;
  AttestEnvironmentBadge *badge;
  GtkStack *stack;
  GtkWidget *progress;
  GtkSpinner *spinner;
  GtkLabel *progress_label;
  AdwStatusPage *failed_page;
  GtkWidget *failed_convert;
  GtkWidget *failed_undo;
  AdwStatusPage *kept_page;
  GtkWidget *kept_send;
  GtkWidget *kept_rejected;
  AdwViewStack *steps;
  AdwViewStackPage *values_step;
  AdwViewStackPage *review_step;
  AttestImportFilePage *file_page;
  AttestImportColumnsPage *columns_page;
  AttestImportValuesPage *values_page;
  AttestImportReviewPage *review_page;
  GtkWidget *bar;
  GtkLabel *effect;
  GtkButton *next_button;
};

G_DEFINE_FINAL_TYPE (AttestImportWindow, attest_import_window, ADW_TYPE_APPLICATION_WINDOW)

static Step
get_step (AttestImportWindow *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->steps);

  for (guint i = 0; i < N_STEPS; i++)
    if (g_strcmp0 (name, step_names[i]) == 0)
      return (Step) i;
  return STEP_FILE;
}

static void
show_step (AttestImportWindow *self, Step step)
{
  adw_view_stack_set_visible_child_name (self->steps, step_names[step]);
  gtk_widget_child_focus (adw_view_stack_get_visible_child (self->steps), GTK_DIR_TAB_FORWARD);
}

/* Also those that were not compared with anything yet. */
static guint
count_to_keep (const AttestImportCounts *counts)
{
  return counts->n_records - counts->n_left_out - counts->n_effects[ATTEST_IMPORT_EFFECT_NOTHING]
         - counts->n_effects[ATTEST_IMPORT_EFFECT_CONFLICT];
}

/* The bar */

static void
update_next (AttestImportWindow *self, const AttestImportCounts *counts)
{
  static const char *const labels[N_STEPS] = {
    [STEP_FILE] = N_ ("_Next: Columns"),
    [STEP_COLUMNS] = N_ ("_Next: Values"),
    [STEP_VALUES] = N_ ("_Next: Review"),
  };
  const Step step = get_step (self);
  const guint n = count_to_keep (counts);
  g_autofree char *keep = NULL;

  if (step != STEP_REVIEW)
    {
      gtk_button_set_label (self->next_button, _ (labels[step]));
      return;
    }
  if (counts->n_undecided > 0)
    keep = g_strdup (_ ("_Decide the Values"));
  else
    keep = g_strdup_printf (ngettext ("_Keep %'u as a Draft", "_Keep %'u as Drafts", n), n);
  gtk_button_set_label (self->next_button, keep);
}

static void
update_effect (AttestImportWindow *self, const AttestImportCounts *counts)
{
  const Step step = get_step (self);
  g_autofree char *words = NULL;

  if (step == STEP_REVIEW && counts->n_undecided > 0)
    words = g_strdup_printf (ngettext ("%'u value has to be decided before this can be kept.",
                                       "%'u values have to be decided before this can be kept.",
                                       counts->n_undecided),
                             counts->n_undecided);
  else if (step == STEP_REVIEW)
    words = attest_import_describe_effect (self->import);
  else
    words = attest_import_describe_rows (self->import);
  gtk_label_set_label (self->effect, words);
}

/* A number of the switcher's own lies upon the icon, the more so the larger the letters are. */
static void
title_step (AdwViewStackPage *step, const char *title, guint n_to_do)
{
  g_autofree char *counted = g_strdup_printf ("%s (%'u)", title, n_to_do);

  adw_view_stack_page_set_title (step, n_to_do > 0 ? counted : title);
}

static void
update_bar_cb (AttestImportWindow *self)
{
  const gboolean is_read = self->is_open && attest_import_get_reading (self->import) != NULL;
  const gboolean is_busy = attest_import_get_is_busy (self->import);
  AttestImportCounts counts;

  gtk_widget_set_visible (self->bar, is_read && !self->is_kept);
  if (!is_read)
    return;
  attest_import_count (self->import, &counts);
  update_next (self, &counts);
  update_effect (self, &counts);
  title_step (self->values_step, _ ("Values"), counts.n_undecided);
  title_step (self->review_step, _ ("Review"), counts.n_with_errors);
  /* What is kept has to be read to its end. Else a key pressed after a decision is not lost. */
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self),
      "import.go-on",
      get_step (self) != STEP_REVIEW
          || (!is_busy && (counts.n_undecided > 0 || count_to_keep (&counts) > 0)));
}

/* What is shown */

static void
update_actions (AttestImportWindow *self)
{
  const gboolean can_decide = self->is_open && !self->is_kept;
  const gboolean free = can_decide && !attest_import_get_is_busy (self->import);
  AttestImportCounts counts;

  attest_import_count (self->import, &counts);
  /* Also while the sheet is read anew for what was decided last, or a key then would be lost. */
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "import.undo", can_decide && attest_import_get_can_undo (self->import));
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "import.redo", can_decide && attest_import_get_can_redo (self->import));
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "import.accept", free && counts.n_undecided > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self),
                                 "import.save-rejected",
                                 attest_import_get_reading (self->import) != NULL
                                     && attest_import_count_rejected (self->import) > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.export", self->is_kept);
}

/* There are steps once there is something to go through; where there is no room for their names in
 * the header, they are below. */
static void
update_switcher_cb (AttestImportWindow *self)
{
  const gboolean has_steps =
      self->is_open && !self->is_kept && attest_import_get_reading (self->import) != NULL;
  const gboolean is_narrow = attest_width_bin_get_narrow (self->width);

  gtk_stack_set_visible_child_name (self->title_stack, has_steps && !is_narrow ? "steps" : "title");
  adw_view_switcher_bar_set_reveal (self->switcher_bar, has_steps && is_narrow);
}

static void
show_failure (AttestImportWindow *self, const GError *error)
{
  adw_status_page_set_icon_name (self->failed_page, "dialog-error-symbolic");
  adw_status_page_set_title (self->failed_page, _ ("The File Cannot Be Read"));
  attest_plain_describe (self->failed_page, error->message);
  gtk_widget_set_visible (self->failed_convert, FALSE);
  gtk_widget_set_visible (self->failed_undo, attest_import_get_can_undo (self->import));
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

/* Returns: whether another program can make a file of it that can be read, which is asked then */
static gboolean
ask_to_convert (AttestImportWindow *self)
{
  GBytes *bytes = attest_import_get_bytes (self->import);
  const char *program =
      bytes != NULL && attest_workbook_is_foreign (bytes) ? attest_convert_get_program () : NULL;
  g_autofree char *words = NULL;
  g_autofree char *label = NULL;

  if (program == NULL)
    return FALSE;
  /* TRANSLATORS: %s is a program: LibreOffice */
  words = g_strdup_printf (_ ("Attest does not read this format itself. %s can convert a copy of "
                              "the file; the file itself stays as it is."),
                           program);
  label = g_strdup_printf (_ ("Con_vert with %s"), program);
  adw_status_page_set_icon_name (self->failed_page, "x-office-spreadsheet-symbolic");
  adw_status_page_set_title (self->failed_page, _ ("Convert the File?"));
  attest_plain_describe (self->failed_page, words);
  gtk_button_set_label (GTK_BUTTON (self->failed_convert), label);
  gtk_widget_set_visible (self->failed_convert, TRUE);
  gtk_widget_set_visible (self->failed_undo, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "failed");
  gtk_widget_grab_focus (self->failed_convert);
  return TRUE;
}

static void
hide_progress (AttestImportWindow *self)
{
  g_clear_handle_id (&self->progress_source, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (self->progress, FALSE);
}

static void
show_progress_cb (gpointer user_data)
{
  AttestImportWindow *self = ATTEST_IMPORT_WINDOW (user_data);

  self->progress_source = 0;
  gtk_spinner_start (self->spinner);
  gtk_widget_set_visible (self->progress, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "reading"); /* what is hidden cannot be */
}

/* @words: what takes so long, if it does */
static void
begin_progress (AttestImportWindow *self, const char *words)
{
  gtk_label_set_label (self->progress_label, words);
  self->progress_source = g_timeout_add_once (PROGRESS_DELAY_MS, show_progress_cb, self);
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
  attest_import_file_page_update (self->file_page);
  attest_import_columns_page_update (self->columns_page);
  attest_import_values_page_update (self->values_page);
  attest_import_review_page_update (self->review_page);
  if (error != NULL)
    show_step (self, STEP_FILE);
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
  attest_environment_set_style (GTK_WIDGET (self), environment);
  attest_import_compare_with (self->import, environment);
}

/* Opening */

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  hide_progress (self);
  if (attest_import_open_finish (ATTEST_IMPORT (source), result, &error))
    {
      self->is_open = TRUE;
      update_cb (self);
      /* Read as last month, it need not be gone through again. */
      show_step (self,
                 attest_import_get_profile (self->import) != NULL
                         && attest_import_get_reading (self->import) != NULL
                     ? STEP_REVIEW
                     : STEP_FILE);
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
      gtk_label_set_label (self->progress_label, _ ("Reading the file"));
      attest_import_open_bytes_async (
          self->import, bytes, name, self->cancellable, opened_cb, g_object_ref (self));
      return;
    }
  hide_progress (self);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_failure (self, error);
}

/* What is cancelled is closed: the program that converts ends with it. */
static void
convert_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestImportWindow *self = ATTEST_IMPORT_WINDOW (widget);
  GBytes *bytes = attest_import_get_bytes (self->import);

  if (bytes == NULL || self->progress_source != 0 || gtk_widget_get_visible (self->progress))
    return;
  begin_progress (self, _ ("Converting the file"));
  attest_convert_async (bytes, 0, self->cancellable, converted_cb, g_object_ref (self));
}

/* Afterwards */

static void
offer_what_comes (AttestImportWindow *self)
{
  g_auto (GStrv) ids = attest_import_list_ready (self->import);
  const guint n = g_strv_length (ids);
  const guint n_rejected = attest_import_count_rejected (self->import);
  g_autofree char *send =
      g_strdup_printf (ngettext ("_Send %'u New or Changed…", "_Send %'u New or Changed…", n), n);
  g_autofree char *save = g_strdup_printf (
      ngettext ("Save %'u With Errors _as…", "Save %'u With Errors _as…", n_rejected), n_rejected);

  gtk_button_set_label (GTK_BUTTON (self->kept_send), send);
  gtk_widget_set_visible (self->kept_send, n > 0);
  gtk_button_set_label (GTK_BUTTON (self->kept_rejected), save);
  gtk_widget_set_visible (self->kept_rejected, n_rejected > 0);
}

/* Steps */

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  hide_progress (self);
  if (!attest_import_keep_finish (ATTEST_IMPORT (source), result, &error))
    {
      gtk_stack_set_visible_child_name (self->stack, "steps");
      update_bar_cb (self);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        attest_tell (GTK_WINDOW (self), _ ("Nothing Was Kept"), error->message);
      return;
    }
  self->is_kept = TRUE;
  attest_application_finish_first_start (self->app);
  attest_plain_describe (self->kept_page, self->effect_words);
  offer_what_comes (self);
  gtk_stack_set_visible_child_name (self->stack, "kept");
  update_switcher_cb (self);
  update_bar_cb (self);
  update_actions (self);
  gtk_widget_child_focus (GTK_WIDGET (self->kept_page), GTK_DIR_TAB_FORWARD);
}

/* Whether the profile comes with the program, and more than that was decided. */
static gboolean
is_more_than_shipped (AttestImportWindow *self)
{
  GPtrArray *profiles = attest_import_list_profiles (self->import);
  const char *name = attest_import_get_profile (self->import);

  for (guint i = profiles->len; i > 0; i--)
    {
      const AttestProfile *profile = g_ptr_array_index (profiles, i - 1);

      if (g_strcmp0 (profile->name, name) == 0)
        return profile->is_shipped && attest_import_get_can_undo (self->import);
    }
  return FALSE;
}

/* The next sheet with these columns is read the same way: it is known by the name of this file. */
static void
name_profile (AttestImportWindow *self)
{
  const char *name = attest_import_get_name (self->import);
  const char *dot = strrchr (name, '.');
  g_autofree char *stem = g_strndup (name, dot != NULL ? (gsize) (dot - name) : strlen (name));

  if (*stem != '\0'
      && (attest_import_get_profile (self->import) == NULL || is_more_than_shipped (self)))
    attest_import_name_profile (self->import, stem);
}

static void
keep (AttestImportWindow *self)
{
  g_free (self->effect_words);
  self->effect_words = attest_import_describe_effect (self->import);
  name_profile (self);
  begin_progress (self, _ ("Keeping the records"));
  gtk_widget_set_visible (self->bar, FALSE);
  attest_import_keep_async (self->import, self->cancellable, kept_cb, g_object_ref (self));
}

static void
go_on_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestImportWindow *self = ATTEST_IMPORT_WINDOW (widget);
  const Step step = get_step (self);
  AttestImportCounts counts;

  attest_import_count (self->import, &counts);
  if (step != STEP_REVIEW)
    show_step (self, (Step) (step + 1));
  else if (counts.n_undecided > 0)
    show_step (self, STEP_VALUES);
  else
    keep (self);
}

static void
show_step_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestImportWindow *self = ATTEST_IMPORT_WINDOW (widget);

  if (attest_import_get_reading (self->import) != NULL && !self->is_kept)
    show_step (self, (Step) g_variant_get_uint32 (parameter));
}

static void
undo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  attest_import_undo (ATTEST_IMPORT_WINDOW (widget)->import);
}

static void
redo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  attest_import_redo (ATTEST_IMPORT_WINDOW (widget)->import);
}

static void
accept_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  attest_import_values_page_accept (ATTEST_IMPORT_WINDOW (widget)->values_page);
}

/* What is about a record is done in the review, wherever the keyboard is. */
static void
review_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestImportWindow *self = ATTEST_IMPORT_WINDOW (widget);

  if (attest_import_get_reading (self->import) == NULL || self->is_kept)
    return;
  if (get_step (self) != STEP_REVIEW)
    show_step (self, STEP_REVIEW);
  attest_import_review_page_act (self->review_page, name);
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
send_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestImportWindow *self = ATTEST_IMPORT_WINDOW (widget);
  g_auto (GStrv) ids = attest_import_list_ready (self->import);

  if (*ids != NULL)
    attest_send_many (GTK_WINDOW (self), self->app, (const char *const *) ids);
}

static void
narrow_cb (AttestImportWindow *self)
{
  if (self->import != NULL)
    update_switcher_cb (self);
}

static void
step_changed_cb (AttestImportWindow *self)
{
  if (self->import != NULL)
    update_bar_cb (self);
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

  g_clear_handle_id (&self->progress_source, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
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
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, badge);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, progress_label);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, failed_convert);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, failed_undo);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, kept_page);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, kept_send);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, kept_rejected);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, steps);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, values_step);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, review_step);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, file_page);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, columns_page);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, values_page);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, review_page);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, bar);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, effect);
  gtk_widget_class_bind_template_child (widget_class, AttestImportWindow, next_button);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, step_changed_cb);
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
  for (guint i = 0; i < N_STEPS; i++)
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
  g_type_ensure (ATTEST_TYPE_IMPORT_FILE_PAGE);
  g_type_ensure (ATTEST_TYPE_IMPORT_COLUMNS_PAGE);
  g_type_ensure (ATTEST_TYPE_IMPORT_VALUES_PAGE);
  g_type_ensure (ATTEST_TYPE_IMPORT_REVIEW_PAGE);
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
attest_import_window_init (AttestImportWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static AttestImportWindow *
new_window (AttestApplication *application, const char *title)
{
  AttestImportWindow *self =
      g_object_new (ATTEST_TYPE_IMPORT_WINDOW, "application", application, NULL);

  self->app = application;
  self->import = attest_import_new (attest_application_get_workspace (application));
  gtk_window_set_title (GTK_WINDOW (self), title);
  attest_import_file_page_set_import (self->file_page, self->import);
  attest_import_columns_page_set_import (self->columns_page, self->import);
  attest_import_values_page_set_import (self->values_page, self->import);
  attest_import_review_page_set_import (self->review_page, self->import);
  g_signal_connect_object (
      self->import, "changed", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->import, "notify::is-busy", G_CALLBACK (busy_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      application, "notify::environment", G_CALLBACK (environment_cb), self, G_CONNECT_SWAPPED);
  environment_cb (self);
  adw_window_title_set_title (self->title, _ ("Import"));
  adw_window_title_set_subtitle (self->title, title);
  begin_progress (self, _ ("Reading the file"));
  gtk_window_present (GTK_WINDOW (self));
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

  return !self->is_kept && attest_import_get_can_undo (self->import)
         && attest_import_get_reading (self->import) != NULL;
}
