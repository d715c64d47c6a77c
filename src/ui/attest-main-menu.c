/* The main menu: attest-main-menu.ui, with the practice part put in and taken out. Main thread. */
#include "attest-config.h"
#include "attest-main-menu.h"

#include <glib/gi18n.h>

#define SECTION_KEY "attest-practice-section"
#define SUBMENU_KEY "attest-practice-menu"

/**
 * attest_main_menu_attach:
 * @button: the button that opens it
 */
void
attest_main_menu_attach (GtkMenuButton *button)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/io/github/attest_app/Attest/ui/attest-main-menu.ui");
  GObject *section = gtk_builder_get_object (builder, "practice_section");
  GObject *submenu = gtk_builder_get_object (builder, "practice_menu");

  g_object_set_data_full (G_OBJECT (button), SECTION_KEY, g_object_ref (section), g_object_unref);
  g_object_set_data_full (G_OBJECT (button), SUBMENU_KEY, g_object_ref (submenu), g_object_unref);
  gtk_menu_button_set_menu_model (button,
                                  G_MENU_MODEL (gtk_builder_get_object (builder, "main_menu")));
}

/**
 * attest_main_menu_set_practice:
 * @button: a button that has the menu
 * @practice: whether the menu for training is part of it
 */
void
attest_main_menu_set_practice (GtkMenuButton *button, gboolean practice)
{
  GMenu *section = g_object_get_data (G_OBJECT (button), SECTION_KEY);
  GMenuModel *submenu = g_object_get_data (G_OBJECT (button), SUBMENU_KEY);

  g_menu_remove_all (section);
  if (practice)
    g_menu_append_submenu (section, _ ("Next Practice _Reply"), submenu);
}
