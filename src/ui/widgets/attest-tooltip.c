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
