/* Ctrl+Z and Ctrl+Shift+Z for a window whose texts are not undone by themselves. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void attest_undo_keys_attach (GtkWindow *window, const char *undo, const char *redo);

G_END_DECLS
