/* Keys that are pressed for a window before it is there. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void attest_ahead_expect (GtkApplication *application);
void attest_ahead_present (GtkApplication *application, GtkWindow *window);
void attest_ahead_forget (GtkApplication *application);

G_END_DECLS
