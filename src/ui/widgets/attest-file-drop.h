/* Files dropped on a window. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void attest_file_drop_add (GtkWindow *window);

G_END_DECLS
