/* Where the keyboard is when what had it is taken away. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void attest_focus_watch (GtkWindow *window);

gboolean attest_focus_find (GPtrArray *widgets, guint *place);
void attest_focus_give (GPtrArray *widgets, guint place);

G_END_DECLS
