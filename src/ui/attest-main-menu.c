/* The main menu: attest-main-menu.ui with an item for each kind of record. Main thread. */
#include "attest-config.h"
#include "attest-main-menu.h"

#include "service/attest-service.h"

#include <glib/gi18n.h>

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

  add_kinds (G_MENU (gtk_builder_get_object (builder, "records_section")));
  gtk_menu_button_set_menu_model (button,
                                  G_MENU_MODEL (gtk_builder_get_object (builder, "main_menu")));
}
