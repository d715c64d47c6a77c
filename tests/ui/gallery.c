/* See the header. */
#include "attest-config.h"
#include "gallery-views.h"
#include "program/attest-graphics.h"

#include <glib/gi18n.h>
#include <locale.h>

#define NORMAL_DPI (96 * PANGO_SCALE)

/* How long anything may take that has to come, in microseconds: only ever reached when something is
 * wrong, however busy the machine. */
#define PATIENCE (300 * G_TIME_SPAN_SECOND)

/* How many pictures of what never stands still are waited for: two seconds where there is time. */
#define MOST_FRAMES 120

/* Waiting */

void
gallery_wait_until (Gallery *self, const char *what, GalleryCondition condition, gpointer data)
{
  gint64 until = g_get_monotonic_time () + PATIENCE;

  while (!condition (self, data))
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
      if (g_get_monotonic_time () > until)
        g_error ("waited in vain for %s in %s", what, self->view);
    }
}

static gboolean
is_ready (Gallery *self, gpointer data)
{
  g_assert_null (attest_application_get_failure (self->app));
  return gtk_widget_get_mapped (GTK_WIDGET (attest_windows_get_main (self->app)));
}

gboolean
gallery_has_result (Gallery *self, gpointer result)
{
  return *(GAsyncResult **) result != NULL;
}

void
gallery_keep_result_cb (GObject *source, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

static void
count_frame_cb (guint *n_frames)
{
  (*n_frames)++;
}

/* Until it was drawn and stands still. What never does, as it turns or counts, is let go after so
 * many pictures, not after a time: a busy machine takes longer for each. */
void
gallery_settle (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  guint n_frames = 0, n_quiet = 0;
  gint64 until = g_get_monotonic_time () + PATIENCE;
  gulong handler;

  g_return_if_fail (clock != NULL);

  handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (count_frame_cb), &n_frames);
  gtk_widget_queue_draw (window);
  while ((n_frames < 2 || n_quiet < 20) && n_frames < MOST_FRAMES && gtk_widget_get_mapped (window)
         && g_get_monotonic_time () < until)
    if (g_main_context_iteration (NULL, FALSE))
      n_quiet = 0;
    else
      {
        if (n_quiet % 10 == 0 && n_frames < 2)
          gtk_widget_queue_draw (window);
        n_quiet++;
        g_usleep (2000);
      }
  g_signal_handler_disconnect (clock, handler);
}

/* Windows */

static gboolean
is_shown (gpointer window)
{
  return gtk_widget_get_mapped (window) && gtk_widget_get_width (window) > 0;
}

/* The newest that is not the main one. */
static GtkWidget *
find_other_window (Gallery *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = g_list_model_get_n_items (windows); i-- > 0;)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (window != GTK_WIDGET (self->main) && is_shown (window))
        return window;
    }
  return NULL;
}

static gboolean
has_other_window (Gallery *self, gpointer except)
{
  GtkWidget *window = find_other_window (self);

  return window != NULL && window != except;
}

static gboolean
has_no_other_window (Gallery *self, gpointer data)
{
  return find_other_window (self) == NULL;
}

GtkWidget *
gallery_wait_for_window (Gallery *self, GtkWidget *except)
{
  gallery_wait_until (self, "a window", has_other_window, except);
  return find_other_window (self);
}

GtkWidget *
gallery_find_widget (GtkWidget *parent, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (parent, type) ? parent : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child))
      found = gallery_find_widget (child, type);
  return found;
}

static void
close_others (Gallery *self)
{
  GtkWidget *window = NULL;

  while ((window = find_other_window (self)) != NULL)
    {
      GtkWidget *popover = gallery_find_widget (window, GTK_TYPE_POPOVER);

      if (popover != NULL)
        gtk_popover_popdown (GTK_POPOVER (popover));
      if (ATTEST_IS_EDITOR_WINDOW (window))
        gtk_window_close (GTK_WINDOW (window));
      else
        gtk_window_destroy (GTK_WINDOW (window));
      for (guint i = 0; i < 100 && find_other_window (self) == window; i++)
        if (!g_main_context_iteration (NULL, FALSE))
          g_usleep (1000);
    }
  gallery_wait_until (self, "the windows to close", has_no_other_window, NULL);
}

/* Returns: (nullable): the first button, or button of a menu, that shows @icon */
GtkWidget *
gallery_find_icon_button (GtkWidget *parent, const char *icon)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (parent)
      && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (parent)), icon) == 0)
    return parent;
  if (GTK_IS_MENU_BUTTON (parent)
      && g_strcmp0 (gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (parent)), icon) == 0)
    return parent;
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child))
      found = gallery_find_icon_button (child, icon);
  return found;
}

/* What opens below something in a window is looked at as a window is. */
GtkWidget *
gallery_show_popover (GtkWidget *popover)
{
  gtk_popover_popup (GTK_POPOVER (popover));
  gallery_settle (popover);
  return popover;
}

void
gallery_act (Gallery *self, const char *action, const char *target)
{
  g_action_group_activate_action (
      G_ACTION_GROUP (self->app), action, target != NULL ? g_variant_new_string (target) : NULL);
}

GtkWidget *
gallery_show_view (Gallery *self, const char *view)
{
  attest_window_show_view (ATTEST_WINDOW (self->main), view);
  return GTK_WIDGET (self->main);
}

GtkWidget *
gallery_show_by_action (Gallery *self, const char *action)
{
  gallery_act (self, action, NULL);
  return gallery_wait_for_window (self, NULL);
}

/* A wish for the size that was wished for last is not told to the window manager, so a window that
 * did not take it (it may have asked for more room while something in it was being folded away) is
 * asked for another one in between, and lets that be drawn. From GTK 4.10 on a question keeps its
 * words on one line in some widths, but never in the least one. */
gboolean
gallery_resize (GtkWidget *window, int width, int height)
{
  GtkWidget *inside = gallery_get_inside (window);
  /* The frame that a window has where nothing draws shadows is not there otherwise. */
  int frame = gdk_surface_get_width (gtk_native_get_surface (GTK_NATIVE (window)))
              - gtk_widget_get_width (inside);
  /* The window of the shortcuts, GTK 4.8's own, has one size, whatever is wished for. */
  guint n_wishes = GTK_IS_SHORTCUTS_WINDOW (window) ? 1 : 21;
  gboolean reached = width < 0;
  gboolean is_question = FALSE;

  if (!GTK_IS_WINDOW (window))
    {
      gallery_settle (window);
      return TRUE;
    }
  is_question = !gtk_window_get_resizable (GTK_WINDOW (window));
  for (guint i = 0; i == 0 || (!reached && i < n_wishes); i++)
    {
      int other = is_question ? 1 : width + frame + 1;

      gtk_window_set_default_size (GTK_WINDOW (window),
                                   width < 0    ? -1
                                   : i % 2 == 0 ? width + frame
                                                : other,
                                   height < 0 ? -1 : height + frame);
      gallery_settle (window);
      reached = width < 0 || gtk_widget_get_width (inside) == width
                || (is_question && i % 2 == 1 && gtk_widget_get_width (inside) < width);
    }
  return width < 0 || gtk_widget_get_width (inside) <= width + 2;
}

/* Every widget is styled once more by each wish, also for what is already so. */
void
gallery_set_letters (double scale)
{
  GtkSettings *settings = gtk_settings_get_default ();
  const int wanted = (int) (scale * NORMAL_DPI);
  int dpi = 0;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  if (dpi != wanted)
    g_object_set (settings, "gtk-xft-dpi", wanted, NULL);
}

void
gallery_set_environment (const char *nick)
{
  g_autoptr (GSettings) settings = g_settings_new (ATTEST_APP_ID);

  g_settings_set_string (settings, "environment", nick);
}

GtkWidget *
gallery_get_inside (GtkWidget *window)
{
  return GTK_IS_NATIVE (window) ? gtk_widget_get_first_child (window) : window;
}

GdkTexture *
gallery_draw (GtkWidget *window, double scale)
{
  GtkWidget *inside = gallery_get_inside (window);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (window));
  g_autoptr (GskRenderNode) node = NULL;
  graphene_rect_t place;

  g_return_val_if_fail (gtk_widget_compute_bounds (inside, window, &place), NULL);

  gtk_snapshot_scale (snapshot, scale, scale);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-place.origin.x, -place.origin.y));
  gdk_paintable_snapshot (
      paintable, snapshot, gtk_widget_get_width (window), gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  graphene_rect_init (&place, 0, 0, place.size.width * scale, place.size.height * scale);
  return gsk_renderer_render_texture (renderer, node, &place);
}

gboolean
gallery_has_popover (Gallery *self, gpointer parent)
{
  return gallery_find_widget (parent, GTK_TYPE_POPOVER) != NULL;
}

/* All of them */

/* The program has something to say about its data, then. */
static void
write_unreadable_lists (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "attest", NULL);
  g_autofree char *path = g_build_filename (folder, "reference.json", NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (path, "{", -1, &error);
  g_assert_no_error (error);
}

Gallery *
gallery_new (void)
{
  Gallery *self = g_new0 (Gallery, 1);
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("ATTEST_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  write_unreadable_lists ();
  self->view = "the first window";
  attest_graphics_choose ("/dev");
  self->app = attest_program_new ();
  g_application_set_flags (G_APPLICATION (self->app), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (self->app), NULL, &error);
  g_assert_no_error (error);
  g_application_activate (G_APPLICATION (self->app));
  gallery_wait_until (self, "the workspace", is_ready, NULL);
  self->main = GTK_WINDOW (attest_windows_get_main (self->app));
  gallery_settle (GTK_WIDGET (self->main));
  return self;
}

void
gallery_free (Gallery *self)
{
  g_clear_pointer (&self->certificates, g_ptr_array_unref);
  g_clear_pointer (&self->forms, g_ptr_array_unref);
  attest_windows_destroy (self->app);
  attest_application_close_at_once (self->app, 10000);
  g_clear_object (&self->app);
  g_free (self);
}

typedef struct
{
  GalleryVisit visit;
  gpointer data;
} Visitor;

static void
visit_view (Gallery *self, const GalleryView *view, const Visitor *visitor)
{
  GtkWidget *window = NULL;

  self->view = view->name;
  window = view->show (self);
  gallery_settle (window);
  visitor->visit (self, view->name, window, visitor->data);
  close_others (self);
  if (view->leave != NULL)
    view->leave (self);
}

static void
visit_all (Gallery *self, const GalleryView *views, const char *only, const Visitor *visitor)
{
  for (; views->name != NULL; views++)
    if (g_str_has_prefix (views->name, only))
      visit_view (self, views, visitor);
}

void
gallery_walk (Gallery *self, const char *only, GalleryVisit visit, gpointer data)
{
  static const GalleryView *const all[] = {
    gallery_register_views, gallery_editor_views,   gallery_sending_views,
    gallery_import_views,   gallery_question_views, gallery_tool_views,
  };
  const Visitor visitor = { visit, data };

  if (self->certificates == NULL)
    {
      visit_all (self, gallery_notice_views, only, &visitor);
      attest_workspace_dismiss_notice (attest_application_get_workspace (self->app));
      visit_all (self, gallery_empty_views, only, &visitor);
    }
  gallery_fill (self);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    visit_all (self, all[i], only, &visitor);
}
