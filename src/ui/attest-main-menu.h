/* The main menu. */
#pragma once

#include "workspace/attest-presets.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void attest_main_menu_attach (GtkMenuButton *button);
void attest_main_menu_set_templates (GtkMenuButton *button, AttestPresets *presets);
void attest_main_menu_set_view (GtkMenuButton *button, GMenuModel *menu /* (nullable) */);

G_END_DECLS
