/* libadwaita's clamps are so many pixels wide, and with large letters hold a few words on each line
 * of a wide window. (From libadwaita 1.4 on they have a unit for that.) Main thread. */
#include "attest-config.h"
#include "widgets/attest-clamps.h"

#include <adwaita.h>

#define NORMAL_DPI (96 * PANGO_SCALE)

/* What a clamp is at the normal size of letters. */
typedef struct
{
  int maximum;
  int threshold;
} Sizes;

static void
update_cb (GtkWidget *clamp)
{
  const Sizes *sizes = g_object_get_data (G_OBJECT (clamp), "attest-sizes");
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (clamp), "gtk-xft-dpi", &dpi, NULL);
  dpi = MAX (dpi, NORMAL_DPI);
  g_object_set (clamp,
                "maximum-size",
                (int) ((gint64) sizes->maximum * dpi / NORMAL_DPI),
                "tightening-threshold",
                (int) ((gint64) sizes->threshold * dpi / NORMAL_DPI),
                NULL);
}

static void
follow (GtkWidget *clamp)
{
  Sizes *sizes = NULL;

  if (g_object_get_data (G_OBJECT (clamp), "attest-sizes") != NULL)
    return;
  sizes = g_new0 (Sizes, 1);
  g_object_get (
      clamp, "maximum-size", &sizes->maximum, "tightening-threshold", &sizes->threshold, NULL);
  g_object_set_data_full (G_OBJECT (clamp), "attest-sizes", sizes, g_free);
  g_signal_connect_object (gtk_widget_get_settings (clamp),
                           "notify::gtk-xft-dpi",
                           G_CALLBACK (update_cb),
                           clamp,
                           G_CONNECT_SWAPPED);
  update_cb (clamp);
}

/**
 * attest_clamps_follow_letters:
 * @root: what was made
 *
 * From now on, the clamps in it, those of libadwaita's own pages too, are wider with larger
 * letters.
 */
void
attest_clamps_follow_letters (GtkWidget *root)
{
  g_return_if_fail (GTK_IS_WIDGET (root));

  if (ADW_IS_CLAMP (root) || ADW_IS_CLAMP_SCROLLABLE (root))
    follow (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    attest_clamps_follow_letters (child);
}
