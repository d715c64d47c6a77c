/* AttestHistoryRow: see the header. Widths are in characters, so that they follow the font, and the
 * same in every row, so that what stands below each other is in line. */
#include "attest-config.h"
#include "history/attest-history-row.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-state-label.h"
#include "widgets/attest-submission-words.h"
#include "widgets/attest-time-text.h"
#include "widgets/attest-wrap-layout.h"

#include <glib/gi18n.h>

#define MOST_CHARACTERS 200 /* of a reason: no line shows more */

struct _AttestHistoryRow
{
  AdwBin parent_instance;

  AttestSubmission *submission; /* (nullable) */
  const char *style_class;      /* static: of the outcome shown */
  gboolean begins_day;
  gboolean narrow;

  GtkLabel *day;
  GtkWidget *line;
  GtkLabel *time;
  GtkOrientable *record;
  GtkLabel *title;
  GtkLabel *entity;
  GtkOrientable *end;
  GtkImage *icon;
  GtkLabel *outcome;
  AttestEnvironmentBadge *badge;
};

G_DEFINE_FINAL_TYPE (AttestHistoryRow, attest_history_row, ADW_TYPE_BIN)

static const char *
get_title (AttestHistoryRow *self)
{
  const char *title = attest_submission_get_title (self->submission);

  return attest_str_is_blank (title) ? _ ("Untitled") : title;
}

static const char *
get_entity (AttestHistoryRow *self)
{
  return attest_submission_second_name (get_title (self),
                                        attest_submission_get_entity (self->submission));
}

/* Returns: (transfer full): the outcome, and why where somebody said so */
static char *
describe_outcome (AttestHistoryRow *self)
{
  g_autofree char *word = attest_submission_describe_outcome (self->submission);
  const char *message = attest_submission_get_message (self->submission);
  g_autofree char *reason = NULL;

  if (self->narrow || attest_str_is_blank (message)
      || attest_submission_get_state (self->submission) == ATTEST_STATE_ACCEPTED)
    return g_steal_pointer (&word);
  reason = attest_text_shorten (message, MOST_CHARACTERS, 1);
  /* Translators: an outcome and its reason: "Refused: The country is not known." */
  return g_strdup_printf (_ ("%s: %s"), word, reason);
}

static void
show_style (AttestHistoryRow *self)
{
  const char *style_class =
      attest_submission_is_taken_out (self->submission)
          ? "dim-label"
          : attest_state_get_style_class (attest_submission_get_outcome (self->submission));

  if (self->style_class != NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->icon), self->style_class);
      gtk_widget_remove_css_class (GTK_WIDGET (self->outcome), self->style_class);
    }
  self->style_class = style_class;
  if (style_class == NULL)
    return;
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), style_class);
  gtk_widget_add_css_class (GTK_WIDGET (self->outcome), style_class);
}

/* List items have no name of their own before GTK 4.12. */
static void
name_item (AttestHistoryRow *self)
{
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));
  const char *entity = get_entity (self);
  /* Translators: an outcome and an environment: "Refused in Test" */
  g_autofree char *word = attest_submission_describe_outcome (self->submission);
  g_autofree char *outcome = g_strdup_printf (
      _ ("%s in %s"), word, attest_submission_get_environment_text (self->submission, FALSE));
  g_autofree char *name = attest_str_is_blank (entity)
                              ? g_strjoin (", ", get_title (self), outcome, NULL)
                              : g_strjoin (", ", get_title (self), entity, outcome, NULL);

  if (item != NULL)
    attest_readers_name (GTK_ACCESSIBLE (item), name);
}

static void
show_time (AttestHistoryRow *self)
{
  gint64 time = attest_submission_get_time (self->submission);
  g_autofree char *full = attest_time_format_full (time);
  g_autofree char *clock = attest_time_format_clock (time);
  g_autofree char *day = attest_time_format_weekday (time);

  gtk_label_set_label (self->time, clock);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->time), full);
  gtk_label_set_label (self->day, day);
  gtk_widget_set_visible (GTK_WIDGET (self->day), self->begins_day);
}

static void
update_cb (AttestHistoryRow *self)
{
  AttestState state = ATTEST_STATE_NONE;
  g_autofree char *outcome = NULL;

  gtk_widget_set_opacity (self->line, attest_submission_get_loaded (self->submission) ? 1 : 0);
  if (!attest_submission_get_loaded (self->submission))
    return;
  state = attest_submission_get_outcome (self->submission);
  outcome = describe_outcome (self);
  show_time (self);
  gtk_label_set_label (self->title, get_title (self));
  gtk_label_set_label (self->entity, get_entity (self));
  gtk_image_set_from_icon_name (self->icon, attest_state_get_icon_name (state));
  gtk_label_set_label (self->outcome, outcome);
  show_style (self);
  attest_environment_badge_set_environment (self->badge,
                                            attest_submission_get_environment (self->submission));
  name_item (self);
}

static void
attest_history_row_dispose (GObject *object)
{
  attest_history_row_set_submission (ATTEST_HISTORY_ROW (object), NULL);
  G_OBJECT_CLASS (attest_history_row_parent_class)->dispose (object);
}

static void
attest_history_row_class_init (AttestHistoryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_history_row_dispose;
  g_type_ensure (ATTEST_TYPE_ENVIRONMENT_BADGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/history/attest-history-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryRow, day);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryRow, line);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryRow, time);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryRow, record);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryRow, title);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryRow, entity);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryRow, end);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryRow, outcome);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryRow, badge);
}

static void
attest_history_row_init (AttestHistoryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * attest_history_row_new:
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
attest_history_row_new (void)
{
  return g_object_new (ATTEST_TYPE_HISTORY_ROW, NULL);
}

/* @submission: (nullable): what it shows and follows; all of it changes before the first
 * notification goes out, so these two stand for the rest */
void
attest_history_row_set_submission (AttestHistoryRow *self, AttestSubmission *submission)
{
  g_return_if_fail (ATTEST_IS_HISTORY_ROW (self));

  if (self->submission != NULL)
    g_signal_handlers_disconnect_by_data (self->submission, self);
  g_set_object (&self->submission, submission);
  if (submission == NULL)
    return;
  g_signal_connect_swapped (submission, "notify::loaded", G_CALLBACK (update_cb), self);
  g_signal_connect_swapped (submission, "notify::state", G_CALLBACK (update_cb), self);
  update_cb (self);
}

/* @begins_day: whether the row above is of another day, or there is none */
void
attest_history_row_set_begins_day (AttestHistoryRow *self, gboolean begins_day)
{
  g_return_if_fail (ATTEST_IS_HISTORY_ROW (self));

  self->begins_day = begins_day;
  gtk_widget_set_visible (GTK_WIDGET (self->day), begins_day);
}

/* With large letters, the outcome stands below the number then. */
static GtkLayoutManager *
make_layout (gboolean narrow)
{
  GtkLayoutManager *beside = NULL;

  if (narrow)
    return attest_wrap_layout_new (FALSE);
  beside = gtk_box_layout_new (GTK_ORIENTATION_HORIZONTAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (beside), 12);
  return beside;
}

/* @narrow: whether there is room for two short lines rather than a long one */
void
attest_history_row_set_narrow (AttestHistoryRow *self, gboolean narrow)
{
  GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  g_return_if_fail (ATTEST_IS_HISTORY_ROW (self));

  if (self->narrow != narrow)
    gtk_widget_set_layout_manager (self->line, make_layout (narrow));
  self->narrow = narrow;
  gtk_orientable_set_orientation (self->record, orientation);
  gtk_box_set_spacing (GTK_BOX (self->record), narrow ? 0 : 12);
  gtk_orientable_set_orientation (self->end, orientation);
  gtk_widget_set_hexpand (GTK_WIDGET (self->end), !narrow);
  gtk_widget_set_halign (gtk_widget_get_parent (GTK_WIDGET (self->outcome)),
                         narrow ? GTK_ALIGN_END : GTK_ALIGN_FILL);
  gtk_label_set_width_chars (self->title, narrow ? 2 : 16);
  gtk_label_set_width_chars (self->entity, narrow ? 2 : 12);
  gtk_label_set_width_chars (self->outcome, narrow ? -1 : 24);
  gtk_label_set_max_width_chars (self->outcome, narrow ? 16 : 24);
  if (self->submission != NULL)
    update_cb (self);
}
