/* A little with each frame: see the header.
 *
 * A frame has room for a little of one thing: where several are made in a window, they take turns.
 * What cannot be seen, such as a page behind another, waits until it can be. */
#include "attest-config.h"
#include "widgets/attest-frames.h"

#define WORK_KEY "attest-frames"
#define TURNS_KEY "attest-frames-turns"

/* Who waits for frames of one clock: a window's. */
typedef struct
{
  GPtrArray *works; /* of Work, of what can be seen */
  gint64 taken;     /* the last frame in which something was done */
} Turns;

typedef struct
{
  GtkWidget *widget;
  AttestFramesFunc func;
  gpointer data;
  GDestroyNotify free_data; /* (nullable) */
  gboolean is_drawn;        /* what was there when it started */
  Turns *turns;             /* (nullable): where it waits, while it can be seen; has a reference */
  gint64 turn;              /* the last frame in which something was done for it */
  guint tick;
  gulong mapped, unmapped, destroyed; /* handlers */
} Work;

static void
turns_clear (gpointer turns)
{
  g_ptr_array_unref (((Turns *) turns)->works);
}

static void
turns_unref (gpointer turns)
{
  g_rc_box_release_full (turns, turns_clear);
}

/* Returns: (transfer none): who waits for frames of @clock */
static Turns *
get_turns (GdkFrameClock *clock)
{
  Turns *turns = g_object_get_data (G_OBJECT (clock), TURNS_KEY);

  if (turns != NULL)
    return turns;
  turns = g_rc_box_new0 (Turns);
  turns->works = g_ptr_array_new ();
  turns->taken = -1;
  g_object_set_data_full (G_OBJECT (clock), TURNS_KEY, turns, turns_unref);
  return turns;
}

/* Whether it has waited longest, and the frame is free. */
static gboolean
is_its_turn (const Work *work, gint64 frame)
{
  if (work->turns->taken == frame)
    return FALSE;
  for (guint i = 0; i < work->turns->works->len; i++)
    if (((const Work *) g_ptr_array_index (work->turns->works, i))->turn < work->turn)
      return FALSE;
  return TRUE;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Work *work = user_data;
  const gint64 frame = gdk_frame_clock_get_frame_counter (clock);

  if (!work->is_drawn)
    {
      work->is_drawn = TRUE;
      work->turn = frame;
      return G_SOURCE_CONTINUE;
    }
  if (!is_its_turn (work, frame))
    return G_SOURCE_CONTINUE;
  work->turns->taken = frame;
  work->turn = frame;
  if (!work->func (widget, work->data))
    attest_frames_stop (widget);
  return G_SOURCE_CONTINUE;
}

static void
map_cb (Work *work)
{
  Turns *turns = get_turns (gtk_widget_get_frame_clock (work->widget));

  work->turns = g_rc_box_acquire (turns);
  g_ptr_array_add (turns->works, work);
  work->tick = gtk_widget_add_tick_callback (work->widget, tick_cb, work, NULL);
}

static void
unmap_cb (Work *work)
{
  if (work->turns == NULL)
    return;
  g_ptr_array_remove (work->turns->works, work);
  g_clear_pointer (&work->turns, turns_unref);
  gtk_widget_remove_tick_callback (work->widget, work->tick);
}

static void
work_free (Work *work)
{
  unmap_cb (work);
  g_signal_handler_disconnect (work->widget, work->mapped);
  g_signal_handler_disconnect (work->widget, work->unmapped);
  g_signal_handler_disconnect (work->widget, work->destroyed);
  if (work->free_data != NULL)
    work->free_data (work->data);
  g_free (work);
}

/**
 * attest_frames_start:
 * @widget: what is being made
 * @func: makes some more of it, and starts nothing itself
 * @data: (nullable): for @func
 * @free_data: (nullable): for @data, once nothing more is done
 *
 * Calls @func with frames, but not the next one, which is to come soon, until it says that there is
 * no more, and while @widget is on the screen. What was started for @widget before stops.
 */
void
attest_frames_start (GtkWidget *widget,
                     AttestFramesFunc func,
                     gpointer data,
                     GDestroyNotify free_data)
{
  Work *work = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget) && func != NULL);

  attest_frames_stop (widget);
  work = g_new0 (Work, 1);
  work->widget = widget;
  work->func = func;
  work->data = data;
  work->free_data = free_data;
  work->mapped = g_signal_connect_swapped (widget, "map", G_CALLBACK (map_cb), work);
  work->unmapped = g_signal_connect_swapped (widget, "unmap", G_CALLBACK (unmap_cb), work);
  work->destroyed = g_signal_connect (widget, "destroy", G_CALLBACK (attest_frames_stop), NULL);
  g_object_set_data (G_OBJECT (widget), WORK_KEY, work);
  if (gtk_widget_get_mapped (widget))
    map_cb (work);
}

/* Nothing more is done for @widget, if anything was. */
void
attest_frames_stop (GtkWidget *widget)
{
  Work *work = g_object_steal_data (G_OBJECT (widget), WORK_KEY);

  if (work != NULL)
    work_free (work);
}

typedef struct
{
  AttestFramesOnceFunc func;
  gboolean is_drawn; /* what was there when it was asked for */
} Once;

static gboolean
once_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Once *once = user_data;

  if (!once->is_drawn)
    {
      once->is_drawn = TRUE;
      return G_SOURCE_CONTINUE;
    }
  once->func (widget);
  return G_SOURCE_REMOVE;
}

/**
 * attest_frames_wait:
 * @widget: a widget
 * @func: what is to be done with it
 *
 * Calls @func with the frame after the next one, when what is asked of @widget now has been laid
 * out, unless @widget is gone by then. It does not stop what was started, and takes no turn.
 */
void
attest_frames_wait (GtkWidget *widget, AttestFramesOnceFunc func)
{
  Once *once = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget) && func != NULL);

  once = g_new0 (Once, 1);
  once->func = func;
  gtk_widget_add_tick_callback (widget, once_cb, once, g_free);
}
