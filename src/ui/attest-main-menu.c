/* The main menu: attest-main-menu.ui, with an item for each kind of record, and the practice part
 * put in and taken out. Main thread. */
#include "attest-config.h"
#include "attest-main-menu.h"

#include "service/attest-service.h"

#include <glib/gi18n.h>

#define SECTION_KEY "attest-practice-section"
#define SUBMENU_KEY "attest-practice-menu"

static void
add_kinds (GMenu *section)
{
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);

  for (guint i = 0; i < n_services; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (services[i]->nouns.create), NULL);

      g_menu_item_set_action_and_target (item, "app.new-record", "s", services[i]->schema->name);
      g_menu_insert_item (section, (int) i, item);
    }
}

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

  add_kinds (G_MENU (gtk_builder_get_object (builder, "records_section")));
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
