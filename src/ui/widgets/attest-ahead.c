/* See the header. Who opens a window and types on does not wait for it: until the desktop has given
 * it the keyboard, keys come to the window before. There they are held while the other one is not
 * yet made, and handed to it from then on. The application owns what is noted for that. Main
 * thread. */
#include "attest-config.h"
#include "widgets/attest-ahead.h"

#define KEY "attest-ahead"
/* Milliseconds. A desktop that has not given a window the keyboard by then does not mean to. */
#define PATIENCE 5000

typedef struct
{
  GtkApplication *app;    /* not owned */
  GPtrArray *controllers; /* of the windows there are */
  GPtrArray *events;      /* held, in their order */
  GtkWindow *target;      /* (nullable): where they go */
  guint source;
} Ahead;

static void
ahead_free (gpointer data)
{
  Ahead *self = data;

  for (guint i = 0; i < self->controllers->len; i++)
    {
      GtkEventController *controller = self->controllers->pdata[i];

      if (gtk_event_controller_get_widget (controller) != NULL)
        gtk_widget_remove_controller (gtk_event_controller_get_widget (controller), controller);
    }
  g_ptr_array_unref (self->controllers);
  g_ptr_array_unref (self->events);
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->target != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->target, self);
      g_signal_handlers_disconnect_by_func (self->target, attest_ahead_forget, self->app);
      g_clear_object (&self->target);
    }
  g_free (self);
}

/* To where the keyboard is in it, and as far up as nobody takes it. */
static void
hand_over (GtkEventControllerKey *controller, GtkWindow *target)
{
  GtkWidget *widget = gtk_window_get_focus (target);

  if (widget == NULL)
    widget = GTK_WIDGET (target);
  while (widget != NULL && !gtk_event_controller_key_forward (controller, widget))
    widget = gtk_widget_get_parent (widget);
}

static gboolean
pressed_cb (GtkEventControllerKey *controller,
            guint key,
            guint code,
            GdkModifierType state,
            Ahead *self)
{
  if (self->target != NULL)
    hand_over (controller, self->target);
  else
    g_ptr_array_add (
        self->events,
        gdk_event_ref (gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller))));
  return GDK_EVENT_STOP;
}

static void
watch (Ahead *self, GtkWindow *window)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
  g_ptr_array_add (self->controllers, g_object_ref (controller));
}

/* @window: (nullable): the one that is there already */
static Ahead *
begin (GtkApplication *application, GtkWindow *window)
{
  Ahead *self = g_new0 (Ahead, 1);

  self->app = application;
  self->controllers = g_ptr_array_new_with_free_func (g_object_unref);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) gdk_event_unref);
  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    if (l->data != window)
      watch (self, l->data);
  g_object_set_data_full (G_OBJECT (application), KEY, self, ahead_free);
  return self;
}

/* Once more through the windows they came to, as if they came now. */
static void
send_again (GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    {
      GdkEvent *event = events->pdata[i];
      gboolean handled = FALSE;

      if (!gdk_surface_is_destroyed (gdk_event_get_surface (event)))
        g_signal_emit_by_name (gdk_event_get_surface (event), "event", event, &handled);
    }
}

static gboolean
late_cb (gpointer user_data)
{
  Ahead *self = user_data;

  self->source = 0;
  attest_ahead_forget (self->app);
  return G_SOURCE_REMOVE;
}

static void
active_cb (Ahead *self)
{
  if (gtk_window_is_active (self->target))
    attest_ahead_forget (self->app);
}

static void
aim (Ahead *self, GtkWindow *window)
{
  self->target = g_object_ref (window);
  g_signal_connect_swapped (window, "notify::is-active", G_CALLBACK (active_cb), self);
  g_signal_connect_swapped (window, "unmap", G_CALLBACK (attest_ahead_forget), self->app);
  /* What the desktop tells is looked at before. */
  self->source = g_timeout_add_full (G_PRIORITY_LOW, PATIENCE, late_cb, self, NULL);
}

/**
 * attest_ahead_expect:
 * @application: the application
 *
 * A window is being made, and what is typed from now on is meant for it. To be followed by
 * attest_ahead_present() or attest_ahead_forget().
 */
void
attest_ahead_expect (GtkApplication *application)
{
  Ahead *self = NULL;

  g_return_if_fail (GTK_IS_APPLICATION (application));

  self = g_object_get_data (G_OBJECT (application), KEY);
  if (self == NULL || self->target != NULL)
    begin (application, NULL);
}

/**
 * attest_ahead_present:
 * @application: the application
 * @window: one of its windows
 *
 * Presents @window. What was typed since it was expected goes there, and what is typed until it has
 * the keyboard.
 */
void
attest_ahead_present (GtkApplication *application, GtkWindow *window)
{
  Ahead *self = NULL;
  g_autoptr (GPtrArray) events = NULL;

  g_return_if_fail (GTK_IS_APPLICATION (application));
  g_return_if_fail (GTK_IS_WINDOW (window));

  gtk_window_present (window);
  if (gtk_window_is_active (window))
    {
      attest_ahead_forget (application);
      return;
    }
  self = g_object_get_data (G_OBJECT (application), KEY);
  if (self == NULL || self->target != NULL)
    self = begin (application, window);
  aim (self, window);
  events = g_ptr_array_ref (self->events);
  send_again (events);
}

/* Nothing is expected any more; what was held goes to where it came. */
void
attest_ahead_forget (GtkApplication *application)
{
  Ahead *self = NULL;
  g_autoptr (GPtrArray) events = NULL;

  g_return_if_fail (GTK_IS_APPLICATION (application));

  self = g_object_get_data (G_OBJECT (application), KEY);
  events = self != NULL && self->target == NULL ? g_ptr_array_ref (self->events) : NULL;
  g_object_set_data (G_OBJECT (application), KEY, NULL);
  if (events != NULL)
    send_again (events);
}
