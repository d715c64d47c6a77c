/* A window that closes waits for a key that is still on its way. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void attest_closing_install (GtkApplication *application);
gboolean attest_closing_wait (GSourceFunc func, gpointer about);

G_END_DECLS
