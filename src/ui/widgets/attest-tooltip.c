/* See the header. Main thread. */
#include "attest-config.h"
#include "widgets/attest-tooltip.h"

/**
 * attest_tooltip_set:
 * @widget: a widget
 * @text: (nullable): its tooltip from now on
 *
 * GTK asks the display server where the pointer is whenever a tooltip is set, which takes a
 * millisecond: too much for what is said again and again while a queue is worked off.
 *
 * Returns: whether @text is another one than before
 */
gboolean
attest_tooltip_set (GtkWidget *widget, const char *text)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), FALSE);

  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0)
    return FALSE;
  gtk_widget_set_tooltip_text (widget, text);
  return TRUE;
}

/**
 * attest_tooltip_name:
 * @widget: what shows only a sign
 * @name: (nullable): what it is called
 * @tooltip: (nullable): the same for the eye, with the key beside it perhaps; %NULL: @name
 *
 * GTK makes a description of every tooltip, and so the name would be read out twice.
 */
void
attest_tooltip_name (GtkWidget *widget, const char *name, const char *tooltip)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  attest_tooltip_set (widget, tooltip != NULL ? tooltip : name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : "",
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  "",
                                  -1);
}
