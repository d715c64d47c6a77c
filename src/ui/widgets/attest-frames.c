/* A little with each frame: see the header. */
#include "attest-config.h"
#include "widgets/attest-frames.h"

#define TICK_KEY "attest-frames"

typedef struct
{
  AttestFramesFunc func;
  gboolean is_drawn; /* what was there when it started */
} Work;

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Work *work = user_data;

  if (!work->is_drawn || work->func (widget))
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
 *
 * Calls @func with each frame but the next one, which is to come soon, until it says that there is
 * no more, and while @widget is on the screen. What was started for @widget before stops.
 */
void
attest_frames_start (GtkWidget *widget, AttestFramesFunc func)
{
  Work *work = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget) && func != NULL);

  attest_frames_stop (widget);
  work = g_new (Work, 1);
  *work = (Work){ func, FALSE };
  g_object_set_data (
      G_OBJECT (widget),
      TICK_KEY,
      GUINT_TO_POINTER (gtk_widget_add_tick_callback (widget, tick_cb, work, g_free)));
}

/* Nothing more is done for @widget, if anything was. */
void
attest_frames_stop (GtkWidget *widget)
{
  const guint tick = GPOINTER_TO_UINT (g_object_steal_data (G_OBJECT (widget), TICK_KEY));

  if (tick != 0)
    gtk_widget_remove_tick_callback (widget, tick);
}
