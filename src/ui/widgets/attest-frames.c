/* A little with each frame: see the header. */
#include "attest-config.h"
#include "widgets/attest-frames.h"

#define TICK_KEY "attest-frames"

typedef struct
{
  AttestFramesFunc func;
  gpointer data;
  GDestroyNotify free_data; /* (nullable) */
  gboolean is_drawn;        /* what was there when it started */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  if (work->free_data != NULL)
    work->free_data (work->data);
  g_free (work);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Work *work = user_data;

  if (!work->is_drawn || work->func (widget, work->data))
    {
      work->is_drawn = TRUE;
      return G_SOURCE_CONTINUE;
    }
  g_object_set_data (G_OBJECT (widget), TICK_KEY, NULL);
  return G_SOURCE_REMOVE;
}

/**
 * attest_frames_start:
 * @widget: what is being made
 * @func: makes some more of it, and starts nothing itself
 * @data: (nullable): for @func
 * @free_data: (nullable): for @data, once nothing more is done
 *
 * Calls @func with each frame but the next one, which is to come soon, until it says that there is
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
  work = g_new (Work, 1);
  *work = (Work){ func, data, free_data, FALSE };
  g_object_set_data (
      G_OBJECT (widget),
      TICK_KEY,
      GUINT_TO_POINTER (gtk_widget_add_tick_callback (widget, tick_cb, work, work_free)));
}

/* Nothing more is done for @widget, if anything was. */
void
attest_frames_stop (GtkWidget *widget)
{
  const guint tick = GPOINTER_TO_UINT (g_object_steal_data (G_OBJECT (widget), TICK_KEY));

  if (tick != 0)
    gtk_widget_remove_tick_callback (widget, tick);
}
