/* See the header. When the layout of a window changes, GTK (4.8 at least) has the surface with the
 * pointer say later, once more and without an event of the display, where the pointer is. If the
 * pointer has come to another surface in between, because a popover was closed or one opened under
 * it, GTK has it on the wrong one from then on: the next press goes to a popover that is closed
 * already, or to the window below one that has just opened, and is lost. So what the display said
 * last holds, and is said again. Main thread. */
#include "attest-config.h"
#include "widgets/attest-pointer.h"

typedef struct
{
  GdkEvent *last; /* (nullable): of the display, by which the pointer came to where it is */
  guint source;
} Pointer;

static gboolean
say_again_cb (gpointer pointer)
{
  Pointer *self = pointer;
  g_autoptr (GdkEvent) last = self->last != NULL ? gdk_event_ref (self->last) : NULL;
  gboolean handled = FALSE;

  self->source = 0;
  if (last != NULL && gdk_surface_get_mapped (gdk_event_get_surface (last)))
    g_signal_emit_by_name (gdk_event_get_surface (last), "event", last, &handled);
  return G_SOURCE_REMOVE;
}

static void
note (Pointer *self, GdkEvent *event)
{
  g_clear_pointer (&self->last, gdk_event_unref);
  if (gdk_event_get_event_type (event) != GDK_LEAVE_NOTIFY)
    self->last = gdk_event_ref (event);
}

/* Not at once, since GTK is about to take what it said itself. But before the next event. */
static gboolean
event_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer pointer)
{
  Pointer *self = pointer;
  GdkEvent *event = g_value_get_pointer (values + 1);
  const GdkEventType type = gdk_event_get_event_type (event);

  if (type != GDK_MOTION_NOTIFY && type != GDK_ENTER_NOTIFY && type != GDK_LEAVE_NOTIFY)
    return TRUE;
  if (type != GDK_MOTION_NOTIFY || gdk_event_get_time (event) != GDK_CURRENT_TIME)
    note (self, event);
  else if (self->source == 0 && self->last != NULL
           && gdk_event_get_surface (event) != gdk_event_get_surface (self->last))
    self->source = g_idle_add_full (G_PRIORITY_HIGH, say_again_cb, self, NULL);
  return TRUE;
}

/**
 * attest_pointer_install:
 *
 * From now on no click is lost after a popover was closed or opened under the pointer. To be called
 * once, after GTK was initialised.
 */
void
attest_pointer_install (void)
{
  gpointer klass = g_type_class_ref (GDK_TYPE_SURFACE); /* has the signal */

  g_signal_add_emission_hook (
      g_signal_lookup ("event", GDK_TYPE_SURFACE), 0, event_cb, g_new0 (Pointer, 1), NULL);
  g_type_class_unref (klass);
}
