/* What is written can be told from what is behind it: measured in the drawn picture. */
#include "attest-config.h"
#include "views.h"

#include <math.h>

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

/* So many pixels may be farther from what is behind than what is written. */
#define STRAY 2

/* (element-type guint32 guint): how often each colour is drawn there */
static GHashTable *
count_colors (Picture *picture, const graphene_rect_t *place)
{
  GHashTable *counts = g_hash_table_new (NULL, NULL);
  int left = MAX (0, place->origin.x * SCALE), top = MAX (0, place->origin.y * SCALE);
  int right = MIN (picture->width, (place->origin.x + place->size.width) * SCALE);
  int bottom = MIN (picture->height, (place->origin.y + place->size.height) * SCALE);

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      {
        gpointer here = GUINT_TO_POINTER (*(guint32 *) (picture->data + y * picture->stride + x * 4)
                                          & 0xffffff);
        guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, here));

        g_hash_table_insert (counts, here, GUINT_TO_POINTER (n + 1));
      }
  return counts;
}

/* Which is behind. */
static guint32
find_most (GHashTable *counts)
{
  GHashTableIter iter;
  gpointer color, count;
  guint32 found = 0;
  guint most = 0;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &color, &count))
    if (GPOINTER_TO_UINT (count) > most)
      {
        most = GPOINTER_TO_UINT (count);
        found = GPOINTER_TO_UINT (color);
      }
  return found;
}

static int
compare_contrast (gconstpointer a, gconstpointer b, gpointer behind)
{
  double one = get_contrast (*(guint32 *) a, GPOINTER_TO_UINT (behind));
  double other = get_contrast (*(guint32 *) b, GPOINTER_TO_UINT (behind));

  return one > other ? -1 : one < other;
}

/* Of what is drawn most there, which is behind it, and what is farthest from that. The strokes of a
 * thin sign have edges of many colours, hardly two of which are the same: what counts is how many
 * pixels are at least as far. */
static double
measure_contrast (Picture *picture, const graphene_rect_t *place, guint32 *behind, guint32 *before)
{
  g_autoptr (GHashTable) counts = count_colors (picture, place);
  g_autoptr (GArray) colors = g_array_new (FALSE, FALSE, sizeof (guint32));
  GHashTableIter iter;
  gpointer color;
  guint n = 0;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &color, NULL))
    {
      guint32 value = GPOINTER_TO_UINT (color);

      g_array_append_val (colors, value);
    }
  *behind = *before = find_most (counts);
  g_array_sort_with_data (colors, compare_contrast, GUINT_TO_POINTER (*behind));
  for (guint i = 0; i < colors->len && n <= STRAY; i++)
    {
      *before = g_array_index (colors, guint32, i);
      n += GPOINTER_TO_UINT (g_hash_table_lookup (counts, GUINT_TO_POINTER (*before)));
    }
  return get_contrast (*before, *behind);
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
  const char *words = views_get_words (widget);
  graphene_rect_t place;
  guint32 behind = 0, before = 0;

  /* A single thin letter fills no pixel with its colour. */
  if (words != NULL && (is_sign || g_utf8_strlen (words, -1) > 1)
      && gtk_widget_is_sensitive (widget) && get_place (look, widget, &place))
    {
      double contrast = measure_contrast (picture, &place, &behind, &before);
      g_autofree char *what = views_describe (widget);

      if (contrast < (is_sign ? 3 : 4.5) - 0.005)
        views_tell (look->view,
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
    if (views_is_seen (child) && !GTK_IS_NATIVE (child))
      check_contrast (look, child, picture);
}

static void
look_at (Look *look, GtkWidget *window)
{
  g_autoptr (GdkTexture) texture = NULL;
  Picture picture;

  gallery_settle (window);
  texture = gallery_draw (window, SCALE);
  picture.width = gdk_texture_get_width (texture);
  picture.height = gdk_texture_get_height (texture);
  picture.stride = picture.width * 4;
  picture.data = g_malloc (picture.stride * picture.height);
  gdk_texture_download (texture, picture.data, picture.stride);
  check_contrast (look, look->inside, &picture);
  g_free (picture.data);
}

/* Buttons with a colour of their own have another one under the pointer. Returns: how many there
 * are */
static guint
set_pointed_at (GtkWidget *widget, gboolean is_pointed_at)
{
  guint n = gtk_widget_has_css_class (widget, "suggested-action")
            || gtk_widget_has_css_class (widget, "destructive-action");

  if (n > 0 && is_pointed_at)
    gtk_widget_set_state_flags (widget, GTK_STATE_FLAG_PRELIGHT, FALSE);
  else if (n > 0)
    gtk_widget_unset_state_flags (widget, GTK_STATE_FLAG_PRELIGHT);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += set_pointed_at (child, is_pointed_at);
  return n;
}

void
views_look_at_colors (Gallery *gallery, const char *view, GtkWidget *window, gpointer data)
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
      Look look = { view, i == 0 ? "light" : "dark", inside, 1 };
      Look pointed = { view, i == 0 ? "light, pointed at" : "dark, pointed at", inside, 1 };

      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[i]);
      look_at (&look, window);
      if (set_pointed_at (inside, TRUE) > 0)
        look_at (&pointed, window);
      set_pointed_at (inside, FALSE);
    }
  gallery_resize (window, width, height);
}
