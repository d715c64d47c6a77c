/* What can be done in an editor, with the keys beside it. Main thread. */
#include "attest-config.h"

#include "application/attest-application.h"
#include "dialogs/attest-template-dialog.h"
#include "editor/attest-editor-private.h"
#include "editor/attest-pins.h"
#include "widgets/attest-plain.h"

#include <glib/gi18n.h>

/* How long certificates hold, in years. */
#define CYCLE_YEARS 3

/* Opens the side pane on one of its pages. */
static void
show_page (AttestEditorWindow *self, const char *page)
{
  gtk_stack_set_visible_child_name (self->pages, page);
  adw_flap_set_reveal_flap (self->flap, TRUE);
}

static void
set_pane (AttestEditorWindow *self, gboolean shown)
{
  self->pane_asked = shown;
  adw_flap_set_reveal_flap (self->flap, shown);
}

/**
 * attest_editor_show_problems:
 * @self: an editor
 *
 * There is something to say: the side pane opens, where it is not in the way of the form.
 */
void
attest_editor_show_problems (AttestEditorWindow *self)
{
  if (!adw_flap_get_folded (self->flap))
    show_page (self, "problems");
}

/**
 * attest_editor_note_pane:
 * @self: an editor
 *
 * What the side pane had to say may be gone: it closes again, unless the user opened it.
 */
void
attest_editor_note_pane (AttestEditorWindow *self)
{
  if (!self->pane_asked
      && g_list_model_get_n_items (attest_open_draft_get_problems (self->open_draft))
             == attest_open_draft_count_quiet (self->open_draft))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static void
show_problems_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestEditorWindow *self = ATTEST_EDITOR_WINDOW (widget);

  self->pane_asked = TRUE;
  show_page (self, "problems");
  gtk_widget_child_focus (GTK_WIDGET (self->problems_pane), GTK_DIR_TAB_FORWARD);
}

static void
show_json_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestEditorWindow *self = ATTEST_EDITOR_WINDOW (widget);

  self->pane_asked = TRUE;
  show_page (self, "json");
}

static void
toggle_pane_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestEditorWindow *self = ATTEST_EDITOR_WINDOW (widget);

  set_pane (self, !adw_flap_get_reveal_flap (self->flap));
}

/* What the button with their number does. */
static void
toggle_problems_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestEditorWindow *self = ATTEST_EDITOR_WINDOW (widget);
  const gboolean shown =
      adw_flap_get_reveal_flap (self->flap)
      && g_str_equal (gtk_stack_get_visible_child_name (self->pages), "problems");

  set_pane (self, !shown);
  if (!shown)
    show_page (self, "problems");
}

/* Goes to the field of a problem and shows what is wrong there. */
gboolean
attest_editor_go_to_problem (AttestEditorWindow *self, AttestProblem *problem)
{
  const char *path = attest_problem_get_path (problem);
  GtkWidget *row = NULL;

  g_set_object (&self->current, problem);
  attest_problems_pane_set_current (self->problems_pane, problem);
  /* What is of no field stands in the pane alone. */
  if (*path == '\0' && attest_problem_is_refusal (problem))
    {
      attest_editor_show_problems (self);
      return FALSE;
    }
  row = attest_form_context_reveal (self->context, path);
  if (row == NULL)
    return FALSE;
  attest_field_row_touch (ATTEST_FIELD_ROW (row));
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  return attest_field_row_enter (ATTEST_FIELD_ROW (row));
}

/* Whether the focus is where the last step went, so that the next one goes on from there: a field
 * may have several problems, and some have none. */
static gboolean
is_at_current (AttestEditorWindow *self, const char *focused)
{
  const char *path = self->current != NULL ? attest_problem_get_path (self->current) : NULL;

  return path != NULL && (*path == '\0' || g_strcmp0 (path, focused) == 0);
}

/* Place of the problem the focus is on; -1: on none. */
static int
find_focused (AttestEditorWindow *self, GListModel *problems)
{
  g_autofree char *path = attest_form_view_dup_focus_path (self->form);

  if (is_at_current (self, path))
    for (guint i = 0; i < g_list_model_get_n_items (problems); i++)
      {
        g_autoptr (AttestProblem) problem = g_list_model_get_item (problems, i);
        if (problem == self->current)
          return (int) i;
      }

  for (guint i = 0; path != NULL && i < g_list_model_get_n_items (problems); i++)
    {
      g_autoptr (AttestProblem) problem = g_list_model_get_item (problems, i);
      if (g_str_equal (attest_problem_get_path (problem), path))
        return (int) i;
    }
  return -1;
}

static void
walk_problems (AttestEditorWindow *self, int step)
{
  GListModel *problems = attest_open_draft_get_problems (self->open_draft);
  const int n = (int) g_list_model_get_n_items (problems);
  const int at = find_focused (self, problems);
  int to = at < 0 ? (step > 0 ? 0 : n - 1) : (at + step + n) % MAX (n, 1);
  g_autoptr (AttestProblem) problem = NULL;

  if (n == 0)
    {
      attest_plain_toast_show (self->toasts, adw_toast_new (_ ("No problems")));
      return;
    }
  problem = g_list_model_get_item (problems, (guint) to);
  attest_editor_go_to_problem (self, problem);
}

static void
next_problem_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  walk_problems (ATTEST_EDITOR_WINDOW (widget), 1);
}

static void
previous_problem_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  walk_problems (ATTEST_EDITOR_WINDOW (widget), -1);
}

static GPtrArray *
list_fixable (AttestEditorWindow *self)
{
  GListModel *problems = attest_open_draft_get_problems (self->open_draft);
  GPtrArray *fixable = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (problems); i++)
    {
      g_autoptr (AttestProblem) problem = g_list_model_get_item (problems, i);
      if (attest_problem_get_fix_label (problem) != NULL)
        g_ptr_array_add (fixable, g_steal_pointer (&problem));
    }
  return fixable;
}

/* All of them are one step to undo. The list of problems changes below us, so it is copied. */
static void
fix_all_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestEditorWindow *self = ATTEST_EDITOR_WINDOW (widget);
  AttestUndo *undo = attest_open_draft_get_undo (self->open_draft);
  g_autoptr (GPtrArray) fixable = list_fixable (self);
  g_autofree char *words = NULL;
  guint n = 0;

  attest_undo_begin_group (undo);
  for (guint i = 0; i < fixable->len; i++)
    n += attest_open_draft_apply_fix (self->open_draft, fixable->pdata[i]) ? 1 : 0;
  attest_undo_end_group (undo);
  words = g_strdup_printf (ngettext ("%u fix applied", "%u fixes applied", n), n);
  attest_plain_toast_show (self->toasts, adw_toast_new (words));
}

/* The focus goes to where the form changed, so that it is seen. */
static void
go_to_change (AttestEditorWindow *self)
{
  if (self->edited_path != NULL)
    attest_form_view_focus_path (self->form, self->edited_path);
}

static void
undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestEditorWindow *self = ATTEST_EDITOR_WINDOW (widget);

  g_clear_pointer (&self->edited_path, g_free);
  attest_undo_undo (attest_open_draft_get_undo (self->open_draft));
  go_to_change (self);
}

static void
redo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestEditorWindow *self = ATTEST_EDITOR_WINDOW (widget);

  g_clear_pointer (&self->edited_path, g_free);
  attest_undo_redo (attest_open_draft_get_undo (self->open_draft));
  go_to_change (self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  /* What came of it is told by the open draft's own properties. */
  attest_open_draft_save_finish (ATTEST_OPEN_DRAFT (source), result, NULL);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  attest_open_draft_save_async (ATTEST_EDITOR_WINDOW (widget)->open_draft, saved_cb, NULL);
}

static void
show_reply_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestEditorWindow *self = ATTEST_EDITOR_WINDOW (widget);
  GListModel *problems = attest_open_draft_get_problems (self->open_draft);

  for (guint i = 0; i < g_list_model_get_n_items (problems); i++)
    {
      g_autoptr (AttestProblem) problem = g_list_model_get_item (problems, i);

      if (!attest_problem_is_refusal (problem))
        return;
      if (*attest_problem_get_path (problem) != '\0')
        {
          attest_editor_go_to_problem (self, problem);
          return;
        }
    }
}

/* The list opens at the field that holds the design. */
static void
choose_design_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestEditorWindow *self = ATTEST_EDITOR_WINDOW (widget);
  AttestProblem *design = attest_open_draft_find_refused_design (self->open_draft);
  GtkWidget *focus = NULL;

  if (design == NULL)
    return;
  attest_editor_go_to_problem (self, design);
  focus = gtk_window_get_focus (GTK_WINDOW (self));
  if (focus != NULL)
    gtk_widget_activate_action (focus, "design.choose", NULL);
}

static void
duplicate_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestEditorWindow *self = ATTEST_EDITOR_WINDOW (widget);
  AttestRecord *record = attest_open_draft_get_record (self->open_draft);
  g_autoptr (AttestRecord) copy = attest_record_copy (record);

  attest_application_new_record (self->app, attest_record_get_schema (record), copy);
}

/* Whether what stands here was sent, and nothing has to be mended. */
static gboolean
is_done (AttestEditorWindow *self)
{
  AttestDraft *draft = attest_open_draft_get_draft (self->open_draft);
  const AttestState state = draft != NULL ? attest_draft_get_last_state (draft) : ATTEST_STATE_NONE;

  return (state == ATTEST_STATE_ACCEPTED || state == ATTEST_STATE_QUEUED
          || state == ATTEST_STATE_SENDING)
         && !attest_draft_get_changed_since_sent (draft)
         && attest_open_draft_get_save_state (self->open_draft) != ATTEST_SAVE_PENDING;
}

/* The next one of the same entity, bodies and standards, and with what was pinned; this one goes
 * when it was sent. */
static void
new_after_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestEditorWindow *self = ATTEST_EDITOR_WINDOW (widget);
  g_autoptr (AttestRecord) next = NULL;
  AttestRecord *record = NULL;

  attest_form_context_finish_typing (self->context);
  record = attest_open_draft_get_record (self->open_draft);
  next = attest_record_copy_for_next (record);
  attest_pins_keep (
      attest_workspace_get_store (attest_application_get_workspace (self->app)), record, next);
  attest_application_begin_record (self->app, next);
  if (is_done (self))
    gtk_window_close (GTK_WINDOW (self));
}

static void
template_told_cb (GtkWindow *parent, AdwToast *toast)
{
  attest_plain_toast_show (ATTEST_EDITOR_WINDOW (parent)->toasts, toast);
}

static void
save_template_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestEditorWindow *self = ATTEST_EDITOR_WINDOW (widget);

  attest_form_context_finish_typing (self->context);
  attest_template_ask (GTK_WINDOW (self),
                       self->app,
                       attest_open_draft_get_record (self->open_draft),
                       template_told_cb);
}

/* Recertification: the same once more, for the years that follow. */
static void
new_cycle_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestEditorWindow *self = ATTEST_EDITOR_WINDOW (widget);
  g_autoptr (AttestRecord) next = NULL;

  attest_form_context_finish_typing (self->context);
  next =
      attest_record_copy_for_cycle (attest_open_draft_get_record (self->open_draft), CYCLE_YEARS);
  attest_application_new_record (self->app, attest_record_get_schema (next), next);
}

/* Unless it was deleted meanwhile. */
static void
show_other_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestEditorWindow *self = ATTEST_EDITOR_WINDOW (widget);
  AttestDraft *other = attest_open_draft_get_other (self->open_draft);

  if (other != NULL
      && attest_workspace_find_draft (attest_application_get_workspace (self->app),
                                      attest_draft_get_id (other))
             == other)
    attest_application_open_draft (self->app, other, FALSE);
}

static void
saved_before_deleting_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestEditorWindow) self = user_data;
  AttestDraft *draft = attest_open_draft_get_draft (ATTEST_OPEN_DRAFT (source));
  AttestApplication *app = self->app;
  g_autofree char *id = draft != NULL ? g_strdup (attest_draft_get_id (draft)) : NULL;
  const char *ids[] = { id, NULL };

  attest_open_draft_save_finish (ATTEST_OPEN_DRAFT (source), result, NULL);
  if (id != NULL)
    {
      g_application_activate (G_APPLICATION (app));
      attest_draft_trash_add (attest_application_get_trash (app), ids);
    }
  self->may_close = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

/* What was typed last is saved first, so that it comes back when the deletion is undone; that is
 * offered where the draft was listed. */
static void
delete_draft_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestEditorWindow *self = ATTEST_EDITOR_WINDOW (widget);

  attest_open_draft_save_async (self->open_draft, saved_before_deleting_cb, g_object_ref (self));
}

static void
save_copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  attest_editor_save_copy (ATTEST_EDITOR_WINDOW (widget));
}

typedef struct
{
  AttestRecordList *list;
  AttestRecord *item;
  guint position;
} Removed;

static void
removed_free (gpointer data, GClosure *closure)
{
  Removed *removed = data;

  g_object_unref (removed->list);
  g_object_unref (removed->item);
  g_free (removed);
}

static void
put_back_cb (AdwToast *toast, Removed *removed)
{
  if (attest_record_get_list_of (removed->item) == NULL)
    attest_record_list_insert (removed->list, removed->position, removed->item);
}

/* Says what was removed from a list, and puts it back when asked to. */
void
attest_editor_offer_undo (AttestEditorWindow *self,
                          AttestRecordList *list,
                          guint position,
                          AttestRecord *item)
{
  Removed *removed = g_new0 (Removed, 1);
  const char *title = attest_schema_get_title (attest_record_get_schema (item));
  /* TRANSLATORS: %s is an item of a list and its number, such as "Site 2" */
  g_autofree char *name = g_strdup_printf (C_ ("list item", "%s %u"), title, position + 1);
  g_autofree char *words = g_strdup_printf (_ ("%s removed"), name);
  AdwToast *toast = adw_toast_new (words);

  *removed = (Removed){ g_object_ref (list), g_object_ref (item), position };
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (
      toast, "button-clicked", G_CALLBACK (put_back_cb), removed, removed_free, 0);
  attest_plain_toast_show (self->toasts, toast);
}

static void
close_window_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static const struct
{
  const char *name;
  GtkWidgetActionActivateFunc activate;
  guint key; /* 0: none */
  GdkModifierType modifiers;
} actions[] = {
  { "editor.undo", undo_cb, GDK_KEY_z, GDK_CONTROL_MASK },
  { "editor.redo", redo_cb, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "editor.next-problem", next_problem_cb, GDK_KEY_F8, 0 },
  { "editor.previous-problem", previous_problem_cb, GDK_KEY_F8, GDK_SHIFT_MASK },
  { "editor.fix-all", fix_all_cb, GDK_KEY_F8, GDK_CONTROL_MASK },
  { "editor.toggle-pane", toggle_pane_cb, GDK_KEY_F9, 0 },
  { "editor.show-problems", show_problems_cb, GDK_KEY_p, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "editor.show-json", show_json_cb, GDK_KEY_j, GDK_CONTROL_MASK },
  { "editor.save", save_cb, GDK_KEY_s, GDK_CONTROL_MASK },
  { "editor.save-copy", save_copy_cb, GDK_KEY_s, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "editor.close", close_window_cb, GDK_KEY_w, GDK_CONTROL_MASK },
  { "editor.duplicate", duplicate_cb, 0, 0 },
  { "editor.new-after", new_after_cb, GDK_KEY_Return, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "editor.new-cycle", new_cycle_cb, 0, 0 },
  { "editor.save-template", save_template_cb, 0, 0 },
  { "editor.toggle-problems", toggle_problems_cb, 0, 0 },
  { "editor.show-reply", show_reply_cb, 0, 0 },
  { "editor.choose-design", choose_design_cb, 0, 0 },
  { "editor.show-other", show_other_cb, 0, 0 },
  { "editor.delete", delete_draft_cb, 0, 0 },
};

/* Called once, from the window's class_init. */
void
attest_editor_install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
      if (actions[i].key != 0)
        gtk_widget_class_add_binding_action (
            widget_class, actions[i].key, actions[i].modifiers, actions[i].name, NULL);
    }
}

/* Which of them make sense just now. */
void
attest_editor_update_actions (AttestEditorWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  AttestUndo *history = attest_open_draft_get_undo (self->open_draft);
  g_autoptr (GPtrArray) fixable = list_fixable (self);

  gtk_widget_action_set_enabled (widget, "editor.undo", attest_undo_get_can_undo (history));
  gtk_widget_action_set_enabled (widget, "editor.redo", attest_undo_get_can_redo (history));
  gtk_widget_action_set_enabled (widget, "editor.fix-all", fixable->len > 0);
  gtk_widget_action_set_enabled (
      widget,
      "editor.new-cycle",
      attest_record_get_schema (attest_open_draft_get_record (self->open_draft))->first != NULL);
  gtk_widget_action_set_enabled (
      widget, "editor.delete", attest_open_draft_get_draft (self->open_draft) != NULL);
}
