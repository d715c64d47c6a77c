/* What windows are drawn with, from what the machine has. */
#include "attest-config.h"
#include "program/attest-graphics.h"

#include <glib/gstdio.h>

static const char *const variables[] = { "GDK_DEBUG", "GDK_DISABLE", "GSK_RENDERER" };

static void
forget_all (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    g_unsetenv (variables[i]);
}

/* Whether GTK is told to leave OpenGL alone where @path is the one device; none if %NULL. */
static gboolean
is_without (const char *path)
{
  g_autofree char *devices = g_dir_make_tmp ("attest-devices-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (devices, path != NULL ? path : "null", NULL);
  g_autofree char *parent = g_path_get_dirname (file);

  g_mkdir_with_parents (parent, 0700);
  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  attest_graphics_choose (devices);
  g_remove (file);
  g_rmdir (parent);
  g_rmdir (devices);
  return g_strcmp0 (g_getenv ("GDK_DEBUG"), "gl-disable") == 0
         || g_strcmp0 (g_getenv ("GDK_DISABLE"), "gl,vulkan") == 0;
}

static void
test_devices (void)
{
  static const struct
  {
    const char *path; /* below the folder of devices */
    gboolean without;
  } cases[] = {
    { NULL, TRUE },
    { "dri/card0", TRUE }, /* a screen without anything that draws */
    { "dri/renderD128", FALSE },
    { "nvidiactl", FALSE },
    { "dxg", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      forget_all ();
      g_assert_cmpint (is_without (cases[i].path), ==, cases[i].without);
    }
  forget_all ();
}

static void
test_own_choice (void)
{
  static const struct
  {
    const char *name;
    const char *value;
    const char *path; /* of the one device */
    gboolean without;
  } cases[] = {
    { "GDK_DEBUG", "frames", NULL, FALSE },
    { "GDK_DISABLE", "vulkan", NULL, FALSE },
    { "GSK_RENDERER", "gl", NULL, FALSE },
    { "GSK_RENDERER", "vulkan", NULL, FALSE },
    { "GSK_RENDERER", "cairo", "dri/renderD128", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      forget_all ();
      g_setenv (cases[i].name, cases[i].value, TRUE);
      g_assert_cmpint (is_without (cases[i].path), ==, cases[i].without);
      g_assert_cmpstr (g_getenv (cases[i].name), ==, cases[i].value);
    }
  forget_all ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graphics/devices", test_devices);
  g_test_add_func ("/graphics/own-choice", test_own_choice);
  return g_test_run ();
}
