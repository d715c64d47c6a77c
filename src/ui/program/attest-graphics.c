/* Whether windows are drawn with OpenGL.
 *
 * Without a device for it, as in many virtual machines and on a remote desktop, OpenGL is done by
 * the processor (llvmpipe): the compiler that it comes with takes a third of a start, and each
 * picture takes longer than with Cairo. GTK 4.18 finds that out for itself, though only once it has
 * loaded all of it; GTK 4.8 does not. */
#include "attest-config.h"
#include "program/attest-graphics.h"

#include <gtk/gtk.h>

/* From here on, what is not to be used is named in a variable of its own. */
#define FIRST_MINOR_WITH_DISABLE 16

/* Direct rendering, NVIDIA's own driver, Windows' subsystem for Linux, and drivers of small boards.
 */
static const char *const devices_for_drawing[] = {
  "dri/renderD", "nvidiactl", "dxg", "mali", "kgsl-3d", "pvr",
};

/* Whether @folder has a file whose name begins with @prefix, which may be in a folder below. */
static gboolean
has_device (const char *folder, const char *prefix)
{
  g_autofree char *path = g_build_filename (folder, prefix, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *start = g_path_get_basename (path);
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, start))
      return TRUE;
  return FALSE;
}

/* @devices: the folder of devices. Returns: whether OpenGL is of use, or the user wants something
 * of their own */
static gboolean
is_of_use (const char *devices)
{
  const char *renderer = g_getenv ("GSK_RENDERER");

  if (g_getenv ("GDK_DEBUG") != NULL || g_getenv ("GDK_DISABLE") != NULL)
    return TRUE;
  if (renderer != NULL)
    return !g_str_equal (renderer, "cairo");
  for (guint i = 0; i < G_N_ELEMENTS (devices_for_drawing); i++)
    if (has_device (devices, devices_for_drawing[i]))
      return TRUE;
  return FALSE;
}

/**
 * attest_graphics_choose:
 * @devices: the folder of devices: /dev
 *
 * Has GTK draw without OpenGL and Vulkan where no device is there for them. What the user said in
 * GTK's own variables stands. Main thread, before any other one and before GTK begins: it changes
 * the environment.
 */
void
attest_graphics_choose (const char *devices)
{
  g_return_if_fail (devices != NULL);

  if (is_of_use (devices))
    return;
  if (gtk_get_minor_version () >= FIRST_MINOR_WITH_DISABLE)
    g_setenv ("GDK_DISABLE", "gl,vulkan", TRUE);
  else
    g_setenv ("GDK_DEBUG", "gl-disable", TRUE);
}
