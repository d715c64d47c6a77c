/* The main menu. While the environment is practice it holds what the next practice reply will be.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void attest_main_menu_attach (GtkMenuButton *button);
void attest_main_menu_set_practice (GtkMenuButton *button, gboolean practice);

G_END_DECLS
