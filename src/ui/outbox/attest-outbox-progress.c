/* AttestOutboxProgress: see the header.
 *
 * Counts what was done since the outbox was last empty. The clock ticks once a second, and only
 * while this can be seen and something waits for its time; otherwise there is no timer at all. */
#include "attest-config.h"
#include "outbox/attest-outbox-progress.h"

#include <glib/gi18n.h>

struct _AttestOutboxProgress
{
  AdwBin parent_instance;

  AttestOutbox *outbox;
  guint left; /* queued or being sent, as last seen */
  guint done; /* since the outbox was last empty */
  guint timeout;

  GtkLabel *line;
  GtkProgressBar *bar;
  GtkLabel *detail;
  AdwButtonContent *pause_content;
};

G_DEFINE_FINAL_TYPE (AttestOutboxProgress, attest_outbox_progress, ADW_TYPE_BIN)

static void
count (AttestOutboxProgress *self)
{
  guint left = attest_outbox_get_n_queued (self->outbox)
               + (attest_outbox_get_sending (self->outbox) ? 1 : 0);

  if (left < self->left)
    self->done += self->left - left;
  self->left = left;
  if (left == 0)
    self->done = 0;
}

/* The pause after what is sent next; what waits is taken to be of its kind. */
static guint
get_pause_seconds (AttestOutboxProgress *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->outbox));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (AttestSubmission) submission =
          g_list_model_get_item (G_LIST_MODEL (self->outbox), i);
      const AttestService *service = attest_submission_get_service (submission);

      if (attest_submission_get_state (submission) != ATTEST_STATE_QUEUED || service == NULL)
        continue;
      return attest_outbox_get_pause (
          self->outbox, service, attest_submission_get_environment (submission));
    }
  return 0;
}

static char *
format_clock (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%H:%M") : g_strdup ("");
}

/* Returns: (transfer full) (nullable): "Next in 0:41 · done about 15:32" */
static char *
describe_wait (AttestOutboxProgress *self)
{
  gint64 next = attest_outbox_get_next_send (self->outbox);
  gint64 seconds = (next - g_get_real_time () + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  guint n_queued = attest_outbox_get_n_queued (self->outbox);
  guint pause = get_pause_seconds (self);
  g_autofree char *wait = NULL;
  g_autofree char *end = NULL;

  if (next == 0)
    return NULL;
  seconds = MAX (seconds, 0);
  /* Translators: minutes and seconds until the next record is sent */
  wait = g_strdup_printf (_ ("Next in %d:%02d"), (int) (seconds / 60), (int) (seconds % 60));
  if (pause == 0 || n_queued < 2)
    return g_steal_pointer (&wait);
  end = format_clock (MAX (next, g_get_real_time ())
                      + (gint64) (n_queued - 1) * pause * G_USEC_PER_SEC);
  /* Translators: the first %s is "Next in 0:41", the second a time of day */
  return g_strdup_printf (_ ("%s · done about %s"), wait, end);
}

static char *
describe (AttestOutboxProgress *self)
{
  if (attest_outbox_get_waiting_for_network (self->outbox))
    return g_strdup (_ ("Waiting for the network. Sending goes on by itself."));
  if (attest_outbox_get_paused (self->outbox))
    return g_strdup (_ ("Paused. Nothing is sent until you resume."));
  if (attest_outbox_get_sending (self->outbox))
    return g_strdup (_ ("Sending…"));
  return describe_wait (self);
}

static void
update_texts (AttestOutboxProgress *self)
{
  guint total = self->done + self->left;
  gboolean paused = attest_outbox_get_paused (self->outbox);
  g_autofree char *detail = describe (self);
  g_autofree char *line = NULL;

  if (self->left == 0)
    line = g_strdup (paused ? _ ("Sending is paused") : _ ("Nothing is waiting"));
  else if (self->done == 0)
    line =
        g_strdup_printf (ngettext ("%u record to be sent", "%u records to be sent", total), total);
  else
    line = g_strdup_printf (_ ("%u of %u done"), self->done, total);
  /* A label that is set anew is read out anew. */
  if (!g_str_equal (gtk_label_get_label (self->line), line))
    gtk_label_set_label (self->line, line);
  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL);
  gtk_progress_bar_set_fraction (self->bar, total > 0 ? (double) self->done / total : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), self->left > 0);
  adw_button_content_set_label (self->pause_content, paused ? _ ("_Resume") : _ ("_Pause"));
  adw_button_content_set_icon_name (self->pause_content,
                                    paused ? "media-playback-start-symbolic"
                                           : "media-playback-pause-symbolic");
}

static gboolean
tick (gpointer user_data)
{
  update_texts (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
must_tick (AttestOutboxProgress *self)
{
  return self->outbox != NULL && gtk_widget_get_mapped (GTK_WIDGET (self))
         && attest_outbox_get_next_send (self->outbox) != 0
         && !attest_outbox_get_paused (self->outbox) && !attest_outbox_get_sending (self->outbox)
         && !attest_outbox_get_waiting_for_network (self->outbox);
}

static void
update (AttestOutboxProgress *self)
{
  count (self);
  update_texts (self);
  if (!must_tick (self))
    g_clear_handle_id (&self->timeout, g_source_remove);
  else if (self->timeout == 0)
    self->timeout = g_timeout_add_seconds (1, tick, self);
}

static void
attest_outbox_progress_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (attest_outbox_progress_parent_class)->map (widget);
  if (ATTEST_OUTBOX_PROGRESS (widget)->outbox != NULL)
    update (ATTEST_OUTBOX_PROGRESS (widget));
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
  g_clear_object (&self->outbox);
  G_OBJECT_CLASS (attest_outbox_progress_parent_class)->dispose (object);
}

static void
attest_outbox_progress_class_init (AttestOutboxProgressClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_outbox_progress_dispose;
  widget_class->map = attest_outbox_progress_map;
  widget_class->unmap = attest_outbox_progress_unmap;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/outbox/attest-outbox-progress.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxProgress, line);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxProgress, bar);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxProgress, detail);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxProgress, pause_content);
}

static void
attest_outbox_progress_init (AttestOutboxProgress *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * attest_outbox_progress_set_outbox:
 * @self: a progress
 * @outbox: what it follows; set once
 */
void
attest_outbox_progress_set_outbox (AttestOutboxProgress *self, AttestOutbox *outbox)
{
  static const char *const followed[] = { "notify::paused",
                                          "notify::n-queued",
                                          "notify::sending",
                                          "notify::next-send",
                                          "notify::waiting-for-network" };

  g_return_if_fail (ATTEST_IS_OUTBOX_PROGRESS (self));
  g_return_if_fail (self->outbox == NULL);

  self->outbox = g_object_ref (outbox);
  for (guint i = 0; i < G_N_ELEMENTS (followed); i++)
    g_signal_connect_object (outbox, followed[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
