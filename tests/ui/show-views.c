/* Takes a picture of every view, in every style there is: light, dark, with letters of twice the
 * size, as narrow as a window may be, both at once, and on a low screen.
 *
 *   show-views DIR [BEGINNING-OF-NAME...]
 *
 * In high contrast: with ADW_DEBUG_HIGH_CONTRAST=1. In Korean: with LANGUAGE=ko. */
#include "attest-config.h"
#include "gallery.h"

static const struct
{
  const char *name;
  AdwColorScheme colors;
  double letters;
  int width, height; /* at most; 0: as it is */
} styles[] = {
  { "light", ADW_COLOR_SCHEME_FORCE_LIGHT, 1, 0, 0 },
  { "dark", ADW_COLOR_SCHEME_FORCE_DARK, 1, 0, 0 },
  { "200", ADW_COLOR_SCHEME_FORCE_LIGHT, 2, 0, 0 },
  { "360", ADW_COLOR_SCHEME_FORCE_LIGHT, 1, 360, 720 },
  { "360-200", ADW_COLOR_SCHEME_FORCE_LIGHT, 2, 360, 720 },
  { "600", ADW_COLOR_SCHEME_FORCE_LIGHT, 1, 1024, 600 },
};

static int
at_most (int size, int most)
{
  return most > 0 ? MIN (size, most) : size;
}

static void
take_pictures (Gallery *gallery, const char *name, GtkWidget *window, gpointer folder)
{
  /* A question is as large as what it says. */
  gboolean is_question = ADW_IS_MESSAGE_DIALOG (window);
  int width = is_question ? -1 : gtk_widget_get_width (gallery_get_inside (window));
  int height = is_question ? -1 : gtk_widget_get_height (gallery_get_inside (window));

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      g_autofree char *file = g_strdup_printf ("%s-%s.png", name, styles[i].name);
      g_autofree char *path = g_build_filename (folder, file, NULL);
      g_autoptr (GdkTexture) texture = NULL;

      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), styles[i].colors);
      gallery_set_letters (styles[i].letters);
      gallery_resize (window,
                      styles[i].width == 360 ? 360 : at_most (width, styles[i].width),
                      at_most (height, styles[i].height));
      texture = gallery_draw (window, 1);
      gdk_texture_save_to_png (texture, path);
    }
  gallery_set_letters (1);
  gallery_resize (window, width, height);
  g_print ("%s\n", name);
}

int
main (int argc, char **argv)
{
  Gallery *gallery = NULL;

  if (argc < 2)
    g_error ("say where the pictures go");
  g_mkdir_with_parents (argv[1], 0755);
  gallery = gallery_new ();
  for (int i = 2; i < MAX (argc, 3); i++)
    gallery_walk (gallery, i < argc ? argv[i] : "", take_pictures, argv[1]);
  gallery_free (gallery);
  return 0;
}
