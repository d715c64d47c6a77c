/* AttestOutboxProgress: see the header.
 *
 * The clock ticks once a second, and only while this can be seen and something waits for its time;
 * otherwise there is no timer at all. What a screen reader is told of it changes once a minute at
 * the most. Main thread. */
#include "attest-config.h"
#include "outbox/attest-outbox-progress.h"

#include "widgets/attest-letter-widths.h"
#include "widgets/attest-width-bin.h"
#include "widgets/attest-wrap-layout.h"

#include <glib/gi18n.h>

#define READERS_USEC (60 * G_USEC_PER_SEC)

/* The buttons stand one above the other where the words beside them have less than their part of
 * this many letters. */
#define WIDE_CHARS 60

struct _AttestOutboxProgress
{
  AdwBin parent_instance;

  AttestQueueWatch *watch;
  guint timeout;
  gint64 told; /* to screen readers; monotonic */

  GtkLabel *line;
  GtkProgressBar *bar;
  GtkLabel *detail;
  AttestWidthBin *width;
  GtkWidget *halves;
  GtkBox *buttons;
  GtkWidget *send_now;
  GtkWidget *pause;
  AdwButtonContent *pause_content;
};

G_DEFINE_FINAL_TYPE (AttestOutboxProgress, attest_outbox_progress, ADW_TYPE_BIN)

/* Waits for nothing but the pace: then, and only then, the user may hurry it. */
static gboolean
is_counting_down (AttestOutboxProgress *self)
{
  AttestOutbox *outbox = attest_queue_watch_get_outbox (self->watch);

  return attest_outbox_get_next_send (outbox) != 0 && !attest_outbox_get_paused (outbox)
         && !attest_outbox_get_sending (outbox) && !attest_outbox_get_waiting_for_network (outbox)
         && !attest_dispatcher_get_failing (attest_outbox_get_dispatcher (outbox));
}

/* Stays while one is on its way, so that nothing moves under the pointer each time. */
static gboolean
may_be_hurried (AttestOutboxProgress *self)
{
  AttestOutbox *outbox = attest_queue_watch_get_outbox (self->watch);

  return is_counting_down (self)
         || (gtk_widget_get_visible (self->send_now) && attest_outbox_get_sending (outbox)
             && attest_outbox_get_n_queued (outbox) > 0 && !attest_outbox_get_paused (outbox));
}

static void
set_label (GtkLabel *label, const char *text)
{
  if (!g_str_equal (gtk_label_get_label (label), text))
    gtk_label_set_label (label, text);
}

static void
tell_readers (AttestOutboxProgress *self, const char *line, const char *detail)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *words = NULL;

  if (self->told != 0 && now - self->told < READERS_USEC)
    return;
  self->told = now;
  words = detail != NULL ? g_strdup_printf ("%s. %s", line, detail) : g_strdup (line);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

/* What was begun is never broken off by it: that could leave an outcome unknown. */
static const char *
get_pause_tooltip (AttestOutboxProgress *self)
{
  AttestOutbox *outbox = attest_queue_watch_get_outbox (self->watch);

  if (attest_outbox_get_paused (outbox))
    return _ ("Continue sending");
  return attest_outbox_get_sending (outbox)
             ? _ ("Stop after the record being sent, until you resume")
             : _ ("Send nothing until you resume");
}

static void
update_texts (AttestOutboxProgress *self)
{
  guint left = attest_queue_watch_get_n_left (self->watch);
  guint all = attest_queue_watch_get_n_all (self->watch);
  gboolean paused = attest_outbox_get_paused (attest_queue_watch_get_outbox (self->watch));
  g_autofree char *line = attest_queue_watch_describe_progress (self->watch);
  g_autofree char *detail = attest_queue_watch_describe_wait (self->watch);

  gtk_widget_set_visible (GTK_WIDGET (self), left > 0 || paused);
  set_label (self->line, line);
  set_label (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL);
  gtk_progress_bar_set_fraction (self->bar, all > 0 ? (double) (all - left) / all : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), left > 0);
  gtk_widget_set_visible (self->send_now, may_be_hurried (self));
  adw_button_content_set_label (self->pause_content, paused ? _ ("_Resume") : _ ("_Pause"));
  adw_button_content_set_icon_name (self->pause_content,
                                    paused ? "media-playback-start-symbolic"
                                           : "media-playback-pause-symbolic");
  gtk_widget_set_tooltip_text (self->pause, get_pause_tooltip (self));
  tell_readers (self, line, detail);
}

static void
narrow_cb (AttestOutboxProgress *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons),
                                  attest_width_bin_get_narrow (self->width)
                                      ? GTK_ORIENTATION_VERTICAL
                                      : GTK_ORIENTATION_HORIZONTAL);
}

static void
attest_outbox_progress_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  AttestOutboxProgress *self = ATTEST_OUTBOX_PROGRESS (widget);

  GTK_WIDGET_CLASS (attest_outbox_progress_parent_class)->css_changed (widget, change);
  if (self->width != NULL)
    g_object_set (self->width, "threshold", WIDE_CHARS * attest_letter_width (widget), NULL);
}

static gboolean
tick_cb (gpointer user_data)
{
  update_texts (user_data);
  return G_SOURCE_CONTINUE;
}

static void
update_cb (AttestOutboxProgress *self)
{
  gboolean must_tick = gtk_widget_get_mapped (GTK_WIDGET (self)) && is_counting_down (self);

  update_texts (self);
  if (!must_tick)
    g_clear_handle_id (&self->timeout, g_source_remove);
  else if (self->timeout == 0)
    self->timeout = g_timeout_add_seconds (1, tick_cb, self);
}

static void
attest_outbox_progress_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (attest_outbox_progress_parent_class)->map (widget);
  if (ATTEST_OUTBOX_PROGRESS (widget)->watch != NULL)
    update_cb (ATTEST_OUTBOX_PROGRESS (widget));
}

static void
attest_outbox_progress_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&ATTEST_OUTBOX_PROGRESS (widget)->timeout, g_source_remove);
  GTK_WIDGET_CLASS (attest_outbox_progress_parent_class)->unmap (widget);
}

static void
attest_outbox_progress_dispose (GObject *object)
{
  AttestOutboxProgress *self = ATTEST_OUTBOX_PROGRESS (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_object (&self->watch);
  G_OBJECT_CLASS (attest_outbox_progress_parent_class)->dispose (object);
}

static void
attest_outbox_progress_class_init (AttestOutboxProgressClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_outbox_progress_dispose;
  widget_class->map = attest_outbox_progress_map;
  widget_class->unmap = attest_outbox_progress_unmap;
  widget_class->css_changed = attest_outbox_progress_css_changed;
  g_type_ensure (ATTEST_TYPE_WIDTH_BIN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/outbox/attest-outbox-progress.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxProgress, line);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxProgress, bar);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxProgress, detail);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxProgress, width);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxProgress, buttons);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxProgress, send_now);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxProgress, halves);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxProgress, pause);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxProgress, pause_content);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
}

static void
attest_outbox_progress_init (AttestOutboxProgress *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->halves, attest_wrap_layout_new (FALSE));
}

/**
 * attest_outbox_progress_set_watch:
 * @self: a progress
 * @watch: what it follows; set once
 */
void
attest_outbox_progress_set_watch (AttestOutboxProgress *self, AttestQueueWatch *watch)
{
  g_return_if_fail (ATTEST_IS_OUTBOX_PROGRESS (self));
  g_return_if_fail (self->watch == NULL);

  self->watch = g_object_ref (watch);
  g_signal_connect_object (watch, "changed", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  update_cb (self);
}
