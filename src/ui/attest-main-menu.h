/* The main menu. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void attest_main_menu_attach (GtkMenuButton *button);

G_END_DECLS
