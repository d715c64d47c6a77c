/* See the header: parts of libadwaita's widgets and of templates, which nothing else gives out. */
#include "attest-config.h"
#include "widgets/attest-inside.h"

/**
 * attest_inside_find:
 * @widget: a widget
 * @type: of a kind of widgets
 *
 * Returns: (transfer none) (nullable): @widget, or the first one inside it, that is of @type
 */
gpointer
attest_inside_find (GtkWidget *widget, GType type)
{
  gpointer found = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = attest_inside_find (child, type);
  return found;
}
