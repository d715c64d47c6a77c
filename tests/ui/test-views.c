/* What a stranger would see in a picture of any view, measured: nothing lies on its neighbour,
 * stands out of the window or is cut off without saying so, with small and large letters, in
 * narrow, low and wide windows; and what is written can be told from what is behind it.
 *
 * And with nothing to do, nothing is done.
 *
 *   test-views layout|contrast|idle [BEGINNING-OF-NAME...] */
#include "attest-config.h"
#include "gallery.h"

#include <math.h>

/* Pixels that rounding may make of a text. */
#define SLACK 2

/* And what a letter or two take: a row farther down, which is not seen, may need it. */
#define LETTER 16

static GString *found;
static guint n_found;

/* The same stands in many views and sizes: it is said once. */
static GHashTable *said;

static const char *
get_words (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  if (GTK_IS_TEXT (widget))
    return gtk_editable_get_text (GTK_EDITABLE (widget));
  if (GTK_IS_IMAGE (widget))
    return gtk_image_get_icon_name (GTK_IMAGE (widget));
  return NULL;
}

static char *
describe (GtkWidget *widget)
{
  g_autofree char *classes = NULL;
  g_autofree char *beginning = NULL;
  g_auto (GStrv) names = gtk_widget_get_css_classes (widget);
  const char *words = get_words (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && words == NULL;
       child = gtk_widget_get_first_child (child))
    words = get_words (child);
  classes = g_strjoinv (".", names);
  if (words != NULL)
    beginning = g_utf8_substring (words, 0, MIN (g_utf8_strlen (words, -1), 30));
  return g_strdup_printf ("%s%s%s%s%s%s",
                          G_OBJECT_TYPE_NAME (widget),
                          *classes != '\0' ? "." : "",
                          classes,
                          words != NULL ? " “" : "",
                          words != NULL ? beginning : "",
                          words != NULL ? "”" : "");
}

G_GNUC_PRINTF (3, 4)
static void
tell (const char *view, const char *size, const char *format, ...)
{
  g_autofree char *what = NULL;
  g_autofree char *key = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  key = g_strdup (what);
  if (!g_hash_table_add (said, g_steal_pointer (&key)))
    return;
  g_string_append_printf (found, "%s, %s: %s\n", view, size, what);
  n_found++;
}

typedef struct
{
  const char *view;
  const char *size;
  GtkWidget *inside;
} Look;

/* Layout */

static gboolean
is_seen (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (parent != NULL && ADW_IS_FLAP (parent) && !adw_flap_get_reveal_flap (ADW_FLAP (parent))
      && adw_flap_get_flap (ADW_FLAP (parent)) == widget)
    return FALSE;
  return gtk_widget_get_mapped (widget) && gtk_widget_get_child_visible (widget)
         && gtk_widget_get_opacity (widget) > 0 && gtk_widget_get_width (widget) > 0
         && gtk_widget_get_height (widget) > 0;
}

/* Whose children lie upon each other on purpose, by the names of their types. */
static gboolean
stacks_children (GtkWidget *widget)
{
  static const char *const types[] = {
    "GtkOverlay",        "GtkStack",       "AdwFlap",          "AdwToastOverlay",
    "GtkScrolledWindow", "GtkText",        "GtkTextView",      "GtkRange",
    "GtkScrollbar",      "GtkScale",       "GtkProgressBar",   "GtkSwitch",
    "AdwEntryRow",       "AdwLeaflet",     "AdwMessageDialog", "GtkListView",
    "GtkColumnListView", "GtkModelButton", "GtkGizmo",         "AdwGizmo",
    "AdwIndicatorBin",
  };
  const char *name = G_OBJECT_TYPE_NAME (widget);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (name, types[i]))
      return TRUE;
  return GTK_IS_NATIVE (widget);
}

static gboolean
lie_upon (GtkWidget *parent, GtkWidget *one, GtkWidget *other)
{
  graphene_rect_t a, b, shared;

  return gtk_widget_compute_bounds (one, parent, &a)
         && gtk_widget_compute_bounds (other, parent, &b)
         && graphene_rect_intersection (&a, &b, &shared) && shared.size.width > SLACK
         && shared.size.height > SLACK;
}

static void
check_neighbours (Look *look, GtkWidget *parent)
{
  if (stacks_children (parent))
    return;
  for (GtkWidget *one = gtk_widget_get_first_child (parent); one != NULL;
       one = gtk_widget_get_next_sibling (one))
    for (GtkWidget *other = gtk_widget_get_next_sibling (one); other != NULL;
         other = gtk_widget_get_next_sibling (other))
      if (is_seen (one) && is_seen (other) && !GTK_IS_NATIVE (one) && !GTK_IS_NATIVE (other)
          && lie_upon (parent, one, other))
        {
          g_autofree char *first = describe (one);
          g_autofree char *second = describe (other);

          tell (look->view, look->size, "%s lies upon %s", second, first);
        }
}

/* One that does not scroll by itself. */
static gboolean
is_text_cut (GtkTextView *view)
{
  GtkTextIter end;
  int y = 0, height = 0;

  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (view), &end);
  gtk_text_view_get_line_yrange (view, &end, &y, &height);
  return !GTK_IS_SCROLLED_WINDOW (gtk_widget_get_parent (GTK_WIDGET (view)))
         && y + height > gtk_widget_get_height (GTK_WIDGET (view)) + SLACK;
}

static gboolean
is_cut (GtkWidget *widget)
{
  PangoLayout *layout = NULL;
  int width = 0, height = 0;

  if (GTK_IS_TEXT_VIEW (widget))
    return is_text_cut (GTK_TEXT_VIEW (widget));

  if (GTK_IS_INSCRIPTION (widget))
    {
      g_autoptr (PangoLayout) whole = gtk_widget_create_pango_layout (widget, get_words (widget));

      pango_layout_get_pixel_size (whole, &width, NULL);
      return gtk_inscription_get_text_overflow (GTK_INSCRIPTION (widget))
                 == GTK_INSCRIPTION_OVERFLOW_CLIP
             && width > gtk_widget_get_width (widget) + SLACK;
    }
  if (!GTK_IS_LABEL (widget) || *get_words (widget) == '\0')
    return FALSE;
  layout = gtk_label_get_layout (GTK_LABEL (widget));
  pango_layout_get_pixel_size (layout, &width, &height);
  return height > gtk_widget_get_height (widget) + SLACK
         || (gtk_label_get_ellipsize (GTK_LABEL (widget)) == PANGO_ELLIPSIZE_NONE
             && width > gtk_widget_get_width (widget) + SLACK);
}

/* Cells of a spreadsheet: they go on sideways, as everywhere. */
static gboolean
is_sheet (GtkWidget *widget)
{
  return GTK_IS_COLUMN_VIEW (widget)
         && gtk_column_view_get_show_column_separators (GTK_COLUMN_VIEW (widget));
}

static void
check_scrolling (Look *look, GtkWidget *widget)
{
  GtkAdjustment *sideways = NULL;
  GtkWidget *child = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (widget));

  if (child == NULL || GTK_IS_TEXT_VIEW (child) || is_sheet (child))
    return;
  sideways = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (widget));
  if (gtk_adjustment_get_upper (sideways) > gtk_adjustment_get_page_size (sideways) + SLACK)
    {
      g_autofree char *what = describe (widget);

      tell (look->view, look->size, "%s has to be scrolled sideways", what);
    }
}

static gboolean
is_scrolled (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW) != NULL;
}

/* A part of it; what is outside as a whole was put away. */
static void
check_inside (Look *look, GtkWidget *widget)
{
  double width = gtk_widget_get_width (look->inside), height = gtk_widget_get_height (look->inside);
  graphene_rect_t place;

  if (is_scrolled (widget) || !gtk_widget_compute_bounds (widget, look->inside, &place))
    return;
  if (place.origin.x < -SLACK || place.origin.x + place.size.width > width + SLACK
      || place.origin.y < -SLACK || place.origin.y + place.size.height > height + SLACK)
    {
      g_autofree char *what = describe (widget);

      tell (look->view, look->size, "%s stands out of the window", what);
    }
}

/* Of what asks for as much room as the whole, the innermost. */
static GtkWidget *
find_widest (GtkWidget *widget)
{
  GtkWidget *widest = NULL;
  int most = 0, least = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_seen (child) && !GTK_IS_NATIVE (child))
      {
        gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
        if (least > most)
          {
            most = least;
            widest = child;
          }
      }
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return widest != NULL && most * 2 > least ? find_widest (widest) : widget;
}

/* Adwaita gives the words of a switcher a margin of -6 pixels, into the padding of their buttons.
 */
static gboolean
reaches_into_padding (GtkWidget *parent)
{
  return GTK_IS_TOGGLE_BUTTON (parent) && GTK_IS_STACK_SWITCHER (gtk_widget_get_parent (parent));
}

/* What is not given the room it asks for is drawn over what is beside it. */
static void
check_within (Look *look, GtkWidget *parent, GtkWidget *widget)
{
  graphene_rect_t place;

  if (stacks_children (parent) || GTK_IS_VIEWPORT (parent) || is_sheet (parent)
      || reaches_into_padding (parent) || !gtk_widget_compute_bounds (widget, parent, &place))
    return;
  if (place.origin.x < -SLACK
      || place.origin.x + place.size.width > gtk_widget_get_width (parent) + SLACK)
    {
      g_autofree char *what = describe (widget);
      g_autofree char *above = describe (parent);

      g_autofree char *widest = describe (find_widest (widget));

      tell (look->view,
            look->size,
            "%s (%.0f) is wider than %s (%d) for %s",
            what,
            place.size.width,
            above,
            gtk_widget_get_width (parent),
            widest);
    }
}

/* How much more room a cell has than its text needs; below nothing: how much is cut off. */
static int
get_spare (GtkWidget *cell)
{
  int spare = G_MAXINT;

  if (GTK_IS_INSCRIPTION (cell) && get_words (cell) != NULL)
    {
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (cell, get_words (cell));
      int width = 0;

      pango_layout_get_pixel_size (layout, &width, NULL);
      return gtk_widget_get_width (cell) - width;
    }
  if (GTK_IS_LABEL (cell))
    {
      int natural = 0;

      gtk_widget_measure (cell, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      return gtk_widget_get_width (cell) - natural;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (cell); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_seen (child))
      spare = MIN (spare, get_spare (child));
  return spare;
}

/* The first two columns say which record it is: the others give way to them. */
static void
check_columns (Look *look, GtkWidget *rows)
{
  enum
  {
    MOST = 16
  };
  int least[MOST];
  guint n_columns = 0;

  for (guint i = 0; i < MOST; i++)
    least[i] = G_MAXINT;
  for (GtkWidget *row = gtk_widget_get_first_child (rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      guint i = 0;

      for (GtkWidget *cell = gtk_widget_get_first_child (row); cell != NULL && i < MOST;
           cell = gtk_widget_get_next_sibling (cell), i++)
        if (is_seen (row) && is_seen (cell))
          least[i] = MIN (least[i], get_spare (cell));
      n_columns = MAX (n_columns, i);
    }
  for (guint i = 0; i < MIN (n_columns, 2); i++)
    for (guint j = 0; j < n_columns; j++)
      if (least[i] < -LETTER && j != i && least[j] != G_MAXINT && least[j] > 3 * LETTER)
        tell (look->view,
              look->size,
              "column %u is cut by %d pixels, and column %u has %d too many",
              i + 1,
              -least[i],
              j + 1,
              least[j]);
}

static void
check_layout (Look *look, GtkWidget *widget)
{
  check_neighbours (look, widget);
  if (GTK_IS_SCROLLED_WINDOW (widget))
    check_scrolling (look, widget);
  else if (widget != look->inside) /* a popover's shadow belongs to it */
    check_inside (look, widget);
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkColumnListView")
      && !is_sheet (gtk_widget_get_parent (widget)))
    check_columns (look, widget);
  if (is_cut (widget))
    {
      g_autofree char *what = describe (widget);

      tell (look->view, look->size, "%s is cut off", what);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_seen (child) && !GTK_IS_NATIVE (child))
      {
        check_within (look, widget, child);
        check_layout (look, child);
      }
}

static const struct
{
  const char *name;
  double letters;
  int width, height;
} sizes[] = {
  { "1100x720", 1, 1100, 720 },
  { "1440x900", 1, 1440, 900 },
  { "1024x600", 1, 1024, 600 },
  { "560x640", 1, 560, 640 },
  { "360x640", 1, 360, 640 },
  { "1440x900 at 200 %", 2, 1440, 900 },
  { "1024x600 at 200 %", 2, 1024, 600 },
  { "560x640 at 200 %", 2, 560, 640 },
};

static void
tell_width (Look *look)
{
  g_autofree char *widest = describe (find_widest (look->inside));

  tell (look->view,
        look->size,
        "it stays %d pixels wide for %s",
        gtk_widget_get_width (look->inside),
        widest);
}

static void
look_at_layout (Gallery *gallery, const char *view, GtkWidget *window, gpointer data)
{
  GtkWidget *inside = gallery_get_inside (window);
  gboolean is_question = ADW_IS_MESSAGE_DIALOG (window);
  /* The libraries' own: neither the window of the shortcuts nor a menu scrolls, and that about a
   * program is as wide as its words. */
  gboolean has_own_size = GTK_IS_SHORTCUTS_WINDOW (window) || GTK_IS_POPOVER_MENU (window)
                          || ADW_IS_ABOUT_WINDOW (window);
  int width = gtk_widget_get_width (inside), height = gtk_widget_get_height (inside);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      Look look = { view, sizes[i].name, inside };

      gallery_set_letters (sizes[i].letters);
      if ((is_question ? !gallery_resize (window, sizes[i].width >= 560 ? -1 : 360, -1)
                       : !gallery_resize (window, sizes[i].width, sizes[i].height))
          && !has_own_size)
        tell_width (&look);
      if (gtk_widget_get_height (inside) > sizes[i].height && !has_own_size)
        tell (view, sizes[i].name, "it is %d pixels high", gtk_widget_get_height (inside));
      check_layout (&look, inside);
    }
  gallery_set_letters (1);
  gallery_resize (window, is_question ? -1 : width, is_question ? -1 : height);
}

/* Contrast */

#define SCALE 2

typedef struct
{
  guchar *data;
  gsize stride;
  int width, height;
} Picture;

static double
get_luminance (guint32 color)
{
  static const double weights[] = { 0.0722, 0.7152, 0.2126 };
  double sum = 0;

  for (guint i = 0; i < 3; i++)
    {
      double part = ((color >> (8 * i)) & 0xff) / 255.0;

      sum += weights[i] * (part <= 0.03928 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4));
    }
  return sum;
}

static double
get_contrast (guint32 one, guint32 other)
{
  double a = get_luminance (one), b = get_luminance (other);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

/* Of what is drawn most there, which is behind it, and what is farthest from that. */
static double
measure_contrast (Picture *picture, const graphene_rect_t *place, guint32 *behind, guint32 *before)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  int left = MAX (0, place->origin.x * SCALE), top = MAX (0, place->origin.y * SCALE);
  int right = MIN (picture->width, (place->origin.x + place->size.width) * SCALE);
  int bottom = MIN (picture->height, (place->origin.y + place->size.height) * SCALE);
  GHashTableIter iter;
  gpointer color, count;
  guint most = 0;
  double best = 1;

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      {
        guint32 here = *(guint32 *) (picture->data + y * picture->stride + x * 4) & 0xffffff;

        count = g_hash_table_lookup (counts, GUINT_TO_POINTER (here));
        g_hash_table_insert (
            counts, GUINT_TO_POINTER (here), GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + 1));
      }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &color, &count))
    if (GPOINTER_TO_UINT (count) > most)
      {
        most = GPOINTER_TO_UINT (count);
        *behind = GPOINTER_TO_UINT (color);
      }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &color, &count))
    if (GPOINTER_TO_UINT (count) > 2 && get_contrast (GPOINTER_TO_UINT (color), *behind) > best)
      {
        best = get_contrast (GPOINTER_TO_UINT (color), *behind);
        *before = GPOINTER_TO_UINT (color);
      }
  return best;
}

/* As a whole: nothing is scrolled over its edge. */
static gboolean
get_place (Look *look, GtkWidget *widget, graphene_rect_t *place)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (widget, look->inside, place))
    return FALSE;
  for (GtkWidget *above = gtk_widget_get_parent (widget);
       above != NULL && gtk_widget_is_ancestor (above, look->inside);
       above = gtk_widget_get_parent (above))
    if (gtk_widget_get_overflow (above) == GTK_OVERFLOW_HIDDEN
        && gtk_widget_compute_bounds (above, look->inside, &bounds)
        && !graphene_rect_contains_rect (&bounds, place))
      return FALSE;
  return TRUE;
}

static void
check_contrast (Look *look, GtkWidget *widget, Picture *picture)
{
  gboolean is_sign = GTK_IS_IMAGE (widget);
  const char *words = get_words (widget);
  graphene_rect_t place;
  guint32 behind = 0, before = 0;

  /* A thin sign by itself fills no pixel with its colour. */
  if (words != NULL && (is_sign || g_utf8_strlen (words, -1) > 1)
      && gtk_widget_is_sensitive (widget) && get_place (look, widget, &place))
    {
      double contrast = measure_contrast (picture, &place, &behind, &before);
      g_autofree char *what = describe (widget);

      if (contrast < (is_sign ? 3 : 4.5) - 0.005)
        tell (look->view,
              look->size,
              "%s in %s: %.2f (#%06x on #%06x)",
              what,
              G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)),
              contrast,
              before,
              behind);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_seen (child) && !GTK_IS_NATIVE (child))
      check_contrast (look, child, picture);
}

static void
look_at_colors (Gallery *gallery, const char *view, GtkWidget *window, gpointer data)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_LIGHT,
                                            ADW_COLOR_SCHEME_FORCE_DARK };
  GtkWidget *inside = gallery_get_inside (window);
  int width = gtk_widget_get_width (inside), height = gtk_widget_get_height (inside);

  /* All of a form at once. */
  if (ATTEST_IS_EDITOR_WINDOW (window))
    gallery_resize (window, width, 2400);
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      Look look = { view, i == 0 ? "light" : "dark", inside };
      g_autoptr (GdkTexture) texture = NULL;
      Picture picture;

      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[i]);
      gallery_settle (window);
      texture = gallery_draw (window, SCALE);
      picture.width = gdk_texture_get_width (texture);
      picture.height = gdk_texture_get_height (texture);
      picture.stride = picture.width * 4;
      picture.data = g_malloc (picture.stride * picture.height);
      gdk_texture_download (texture, picture.data, picture.stride);
      check_contrast (&look, inside, &picture);
      g_free (picture.data);
    }
  gallery_resize (window, width, height);
}

/* Idleness */

static guint n_polls;

static int
count_poll_cb (GPollFD *fds, guint n_fds, int timeout)
{
  n_polls++;
  return g_poll (fds, n_fds, timeout);
}

static gboolean
end_second_cb (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

static guint
count_polls_in_a_second (void)
{
  gboolean over = FALSE;

  g_timeout_add (1000, end_second_cb, &over);
  n_polls = 0;
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  return n_polls;
}

/* What is still being done ends in a second or two; one second in which nothing happens will do. A
 * view of what is under way counts the seconds. */
static void
look_for_work (Gallery *gallery, const char *view, GtkWidget *window, gpointer data)
{
  guint n = 0;

  if (strchr (view, '-') != NULL || g_str_equal (view, "quit"))
    return;
  g_main_context_set_poll_func (NULL, count_poll_cb);
  for (guint i = 0; i < 8; i++)
    if ((n = count_polls_in_a_second ()) <= 2) /* the end of the second, and what began it */
      return;
  tell (view, "idle", "the main loop turns %u times in a second", n);
}

static const struct
{
  const char *name;
  GalleryVisit look;
} measurements[] = {
  { "layout", look_at_layout },
  { "contrast", look_at_colors },
  { "idle", look_for_work },
};

int
main (int argc, char **argv)
{
  Gallery *gallery = NULL;
  guint which = 0;

  while (argc < 2 || !g_str_equal (argv[1], measurements[which].name))
    if (++which == G_N_ELEMENTS (measurements) || argc < 2)
      g_error ("say what is to be measured");

  found = g_string_new (NULL);
  said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gallery = gallery_new ();
  g_print ("1..1\n");
  for (int i = 2; i < MAX (argc, 3); i++)
    gallery_walk (gallery, i < argc ? argv[i] : "", measurements[which].look, NULL);
  gallery_free (gallery);
  if (n_found > 0)
    {
      g_auto (GStrv) lines = g_strsplit (found->str, "\n", -1);

      for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
        g_print ("# %s\n", lines[i]);
    }
  g_print ("%s 1 - %s\n", n_found == 0 ? "ok" : "not ok", measurements[which].name);
  return 0;
}
