/* AttestOutboxRow: see the header. Buttons and drops activate actions of the page with the
 * submission's id, so that a row decides nothing by itself. */
#include "attest-config.h"
#include "outbox/attest-outbox-row.h"

#include "unknown/attest-unknown-box.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-state-label.h"
#include "widgets/attest-submission-words.h"
#include "widgets/attest-time-text.h"
#include "widgets/attest-tooltip.h"
#include "widgets/attest-wrap-layout.h"

#include <glib/gi18n.h>

struct _AttestOutboxRow
{
  AdwBin parent_instance;

  AttestSubmission *submission;
  const char *style_class; /* static: of the state shown */

  GtkWidget *heading_box;
  GtkLabel *heading;
  GtkLabel *heading_detail;
  GtkWidget *submission_box;
  GtkWidget *line;
  GtkStack *icon_stack;
  GtkImage *icon;
  GtkSpinner *spinner;
  GtkLabel *title;
  GtkLabel *what;
  GtkLabel *state;
  AttestEnvironmentBadge *badge;
  GtkWidget *cancel;
  AttestUnknownBox *unknown_box;
};

G_DEFINE_FINAL_TYPE (AttestOutboxRow, attest_outbox_row, ADW_TYPE_BIN)

static void
describe_to_readers (GtkWidget *button, const char *title)
{
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, title, -1);
}

static char *
describe_state (AttestSubmission *submission)
{
  AttestState state = attest_submission_get_outcome (submission);
  gint64 not_before = attest_submission_get_not_before (submission);
  g_autofree char *time = NULL;

  if (attest_submission_get_service (submission) == NULL)
    return g_strdup (_ ("This version of Attest does not know its service."));
  if (state == ATTEST_STATE_QUEUED && not_before > g_get_real_time ())
    {
      g_autofree char *full = attest_time_format_full (not_before);

      /* Translators: %s is a date and time */
      return g_strdup_printf (_ ("Waiting; the service asked to try again after %s"), full);
    }
  if (state == ATTEST_STATE_QUEUED && attest_submission_get_bulk (submission) != NULL)
    return g_strdup (_ ("Waiting, in a bulk upload"));
  if (attest_submission_get_state (submission) != ATTEST_STATE_UNKNOWN)
    return attest_submission_describe_outcome (submission);
  time = attest_time_format_day (attest_submission_get_time (submission));
  return attest_state_describe (state, time);
}

/* Of most rows there is no more to be said than what stands above them all. */
static gboolean
is_plainly_waiting (AttestSubmission *submission)
{
  return attest_submission_get_service (submission) != NULL
         && attest_submission_get_state (submission) == ATTEST_STATE_QUEUED
         && attest_submission_get_bulk (submission) == NULL
         && attest_submission_get_not_before (submission) <= g_get_real_time ();
}

static void
show_state (AttestOutboxRow *self, AttestState state)
{
  const char *colour = attest_state_get_style_class (state);
  const char *style_class = colour != NULL ? colour : "dim-label";
  gboolean sending = state == ATTEST_STATE_SENDING;
  g_autofree char *text = describe_state (self->submission);
  const char *cancel = sending ? _ ("Stop Waiting for the Reply…") : _ ("Remove From the Outbox");

  if (self->style_class != NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->icon), self->style_class);
      gtk_widget_remove_css_class (GTK_WIDGET (self->state), self->style_class);
    }
  self->style_class = style_class;
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), style_class);
  gtk_widget_add_css_class (GTK_WIDGET (self->state), style_class);
  gtk_image_set_from_icon_name (self->icon, attest_state_get_icon_name (state));
  gtk_stack_set_visible_child_name (self->icon_stack, sending ? "spinner" : "icon");
  gtk_spinner_set_spinning (self->spinner, sending);
  gtk_label_set_label (self->state, text);
  gtk_widget_set_visible (GTK_WIDGET (self->state), !is_plainly_waiting (self->submission));
  attest_tooltip_name (self->cancel, cancel, NULL);
  gtk_widget_set_visible (self->cancel,
                          (sending || state == ATTEST_STATE_QUEUED)
                              && attest_submission_get_service (self->submission) != NULL);
}

/* List items have no name of their own before GTK 4.12. */
static void
name_item (AttestOutboxRow *self, const char *title, const char *state, const char *detail)
{
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *name =
      state != NULL ? g_strdup_printf ("%s, %s", title, state) : g_strdup (title);

  if (item == NULL)
    return;
  attest_readers_name (GTK_ACCESSIBLE (item), name != NULL ? name : "");
  describe_to_readers (item, detail != NULL ? detail : "");
}

static void
update_cb (AttestOutboxRow *self)
{
  const char *title = attest_submission_get_title (self->submission);
  const char *entity = attest_submission_get_entity (self->submission);
  g_autoptr (GString) what = g_string_new (NULL);
  g_autofree char *advice = NULL;

  if (title == NULL || *title == '\0')
    title = _ ("Untitled");
  entity = attest_submission_second_name (title, entity);
  if (*entity != '\0')
    g_string_append_printf (what, "%s · ", entity);
  g_string_append (what, attest_submission_get_service_text (self->submission, FALSE));
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->what, what->str);
  attest_environment_badge_set_environment (self->badge,
                                            attest_submission_get_environment (self->submission));
  show_state (self, attest_submission_get_outcome (self->submission));
  if (attest_submission_get_state (self->submission) == ATTEST_STATE_UNKNOWN)
    advice = attest_unknown_box_advise (self->submission);
  name_item (self, title, gtk_label_get_label (self->state), advice);
  describe_to_readers (self->cancel, title);
}

static void
cancel_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestOutboxRow *self = ATTEST_OUTBOX_ROW (widget);
  if (self->submission != NULL)
    gtk_widget_activate_action (
        widget, "outbox.cancel", "s", attest_submission_get_id (self->submission));
}

/* Dragging: a queued row onto another. */

static gboolean
is_queued (AttestOutboxRow *self)
{
  return self->submission != NULL && attest_submission_get_service (self->submission) != NULL
         && attest_submission_get_state (self->submission) == ATTEST_STATE_QUEUED;
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, AttestOutboxRow *self)
{
  return is_queued (self)
             ? gdk_content_provider_new_typed (ATTEST_TYPE_SUBMISSION, self->submission)
             : NULL;
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, AttestOutboxRow *self)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self->title));

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

/* The line on which it would come to lie. */
static void
show_drop (AttestOutboxRow *self, const char *style_class)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "drop-above");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "drop-below");
  if (style_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), style_class);
}

static gboolean
is_lower_half (AttestOutboxRow *self, double y)
{
  return y > gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
}

static GdkDragAction
drop_motion_cb (GtkDropTarget *target, double x, double y, AttestOutboxRow *self)
{
  if (!is_queued (self))
    return 0;
  show_drop (self, is_lower_half (self, y) ? "drop-below" : "drop-above");
  return GDK_ACTION_MOVE;
}

static void
drop_leave_cb (GtkDropTarget *target, AttestOutboxRow *self)
{
  show_drop (self, NULL);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, AttestOutboxRow *self)
{
  AttestSubmission *moved = g_value_get_object (value);

  show_drop (self, NULL);
  if (moved == NULL || !is_queued (self))
    return FALSE;
  return gtk_widget_activate_action (GTK_WIDGET (self),
                                     "outbox.drop",
                                     "(ssb)",
                                     attest_submission_get_id (moved),
                                     attest_submission_get_id (self->submission),
                                     is_lower_half (self, y));
}

static void
add_dragging (AttestOutboxRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (ATTEST_TYPE_SUBMISSION, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "enter", G_CALLBACK (drop_motion_cb), self);
  g_signal_connect (target, "motion", G_CALLBACK (drop_motion_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (drop_leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
forget_submission (AttestOutboxRow *self)
{
  if (self->submission != NULL)
    g_signal_handlers_disconnect_by_data (self->submission, self);
  attest_unknown_box_set_submission (self->unknown_box, NULL);
  g_clear_object (&self->submission);
  gtk_spinner_set_spinning (self->spinner, FALSE);
}

static void
attest_outbox_row_dispose (GObject *object)
{
  AttestOutboxRow *self = ATTEST_OUTBOX_ROW (object);

  if (self->submission != NULL)
    forget_submission (self);
  G_OBJECT_CLASS (attest_outbox_row_parent_class)->dispose (object);
}

static void
attest_outbox_row_class_init (AttestOutboxRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_outbox_row_dispose;
  g_type_ensure (ATTEST_TYPE_ENVIRONMENT_BADGE);
  g_type_ensure (ATTEST_TYPE_UNKNOWN_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/outbox/attest-outbox-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxRow, line);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxRow, heading_box);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxRow, heading);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxRow, heading_detail);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxRow, submission_box);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxRow, icon_stack);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxRow, title);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxRow, what);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxRow, state);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxRow, badge);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxRow, cancel);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxRow, unknown_box);
  gtk_widget_class_install_action (widget_class, "row.cancel", NULL, cancel_cb);
}

static void
attest_outbox_row_init (AttestOutboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->line, attest_wrap_layout_new (FALSE));
  add_dragging (self);
}

/**
 * attest_outbox_row_new:
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
attest_outbox_row_new (void)
{
  return g_object_new (ATTEST_TYPE_OUTBOX_ROW, NULL);
}

/**
 * attest_outbox_row_set_heading:
 * @self: a row
 * @heading: (nullable): the title of the group that begins here; %NULL: nothing is shown
 * @detail: what is to be said about the group; ""
 */
void
attest_outbox_row_set_heading (AttestOutboxRow *self, const char *heading, const char *detail)
{
  g_return_if_fail (ATTEST_IS_OUTBOX_ROW (self));

  forget_submission (self);
  name_item (self, heading, NULL, detail);
  gtk_label_set_label (self->heading, heading != NULL ? heading : "");
  gtk_label_set_label (self->heading_detail, detail);
  gtk_widget_set_visible (GTK_WIDGET (self->heading_detail), *detail != '\0');
  gtk_widget_set_visible (self->heading_box, heading != NULL);
  gtk_widget_set_visible (self->submission_box, FALSE);
}

/**
 * attest_outbox_row_set_submission:
 * @self: a row
 * @submission: what it shows and follows
 */
void
attest_outbox_row_set_submission (AttestOutboxRow *self, AttestSubmission *submission)
{
  g_return_if_fail (ATTEST_IS_OUTBOX_ROW (self));

  forget_submission (self);
  self->submission = g_object_ref (submission);
  g_signal_connect_swapped (submission, "notify::state", G_CALLBACK (update_cb), self);
  g_signal_connect_swapped (submission, "notify::not-before", G_CALLBACK (update_cb), self);
  gtk_widget_set_visible (self->heading_box, FALSE);
  gtk_widget_set_visible (self->submission_box, TRUE);
  attest_unknown_box_set_submission (self->unknown_box, submission);
  update_cb (self);
}

/* Returns: (transfer none) (nullable): what it shows; %NULL: it is a heading */
AttestSubmission *
attest_outbox_row_get_submission (AttestOutboxRow *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX_ROW (self), NULL);
  return self->submission;
}
