/* The main menu. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void attest_main_menu_attach (GtkMenuButton *button);
void attest_main_menu_set_view (GtkMenuButton *button, GMenuModel *menu /* (nullable) */);

G_END_DECLS
