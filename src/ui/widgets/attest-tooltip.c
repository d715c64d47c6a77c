/* See the header. Main thread. */
#include "attest-config.h"
#include "widgets/attest-tooltip.h"

#include "widgets/attest-readers.h"

#include <string.h>

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

/* "F9" of "Close (F9)", "" of "Close" */
static char *
dup_key (const char *tooltip)
{
  const char *key = tooltip != NULL ? strrchr (tooltip, '(') : NULL;

  return key != NULL && g_str_has_suffix (key, ")") ? g_strndup (key + 1, strlen (key) - 2)
                                                    : g_strdup ("");
}

/**
 * attest_tooltip_name:
 * @widget: what shows only a sign
 * @name: (nullable): what it is called
 * @tooltip: (nullable): the same for the eye, with the key beside it perhaps; %NULL: @name
 *
 * GTK makes a description of every tooltip, and so the name would be read out twice; of one with a
 * key the key alone is read. (Later than 4.8 an empty description is as good as none.)
 */
void
attest_tooltip_name (GtkWidget *widget, const char *name, const char *tooltip)
{
  g_autofree char *key = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  key = dup_key (tooltip);
  attest_tooltip_set (widget, tooltip != NULL ? tooltip : name);
  attest_readers_name (GTK_ACCESSIBLE (widget), name != NULL ? name : "");
  attest_readers_describe (GTK_ACCESSIBLE (widget), key);
}
