/* The main menu: attest-main-menu.ui with an item for each kind of record, and what the view that
 * is shown has for it. Main thread. */
#include "attest-config.h"
#include "attest-main-menu.h"

#include "model/attest-kinds.h"
#include "register/attest-stored-window.h"
#include "service/attest-service.h"
#include "widgets/attest-plain.h"

#include <glib/gi18n.h>

#define VIEW_KEY "attest-view-section"
#define TEMPLATES_KEY "attest-templates-section"
/* A longer menu is none any more. */
#define MOST_TEMPLATES 9

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

/* Behind what can be brought in, for services that list what they have. */
static void
add_lists (GMenu *section)
{
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);

  for (guint i = 0; i < n_services; i++)
    if (services[i]->stored.path != NULL)
      {
        g_autofree char *title = attest_stored_window_dup_title (services[i]);
        g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);

        g_menu_item_set_action_and_target (item, "app.stored", "s", services[i]->schema->name);
        g_menu_append_item (section, item);
      }
}

/* Made for each view anew: GTK 4.8 does not forget a submenu that was taken out. */
static void
show_menu_cb (GtkMenuButton *button, gpointer menu)
{
  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, menu);
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
  add_lists (G_MENU (gtk_builder_get_object (builder, "records_section")));
  g_object_set_data_full (G_OBJECT (button),
                          VIEW_KEY,
                          g_object_ref (gtk_builder_get_object (builder, "view_section")),
                          g_object_unref);
  g_object_set_data_full (G_OBJECT (button),
                          TEMPLATES_KEY,
                          g_object_ref (gtk_builder_get_object (builder, "templates_section")),
                          g_object_unref);
  gtk_menu_button_set_create_popup_func (
      button,
      show_menu_cb,
      g_object_ref (gtk_builder_get_object (builder, "main_menu")),
      g_object_unref);
}

/**
 * attest_main_menu_set_view:
 * @button: a button that has the menu
 * @menu: (nullable): what is about the view that is shown
 */
void
attest_main_menu_set_view (GtkMenuButton *button, GMenuModel *menu)
{
  GMenu *section = g_object_get_data (G_OBJECT (button), VIEW_KEY);

  gtk_menu_button_set_menu_model (button, NULL);
  g_menu_remove_all (section);
  if (menu != NULL)
    g_menu_append_section (section, NULL, menu);
}

static void
add_templates (GMenu *section, AttestPresets *presets, const AttestSchema *schema)
{
  g_autoptr (GPtrArray) all = attest_presets_list (presets, ATTEST_PRESET_TEMPLATE, schema);

  for (guint i = 0; i < all->len; i++)
    {
      const AttestPreset *preset = g_ptr_array_index (all, i);
      g_autofree char *label = attest_plain_dup_label (preset->name);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      if (g_menu_model_get_n_items (G_MENU_MODEL (section)) >= MOST_TEMPLATES)
        return;
      g_menu_item_set_action_and_target (item, "app.new-from-template", "s", preset->id);
      g_menu_append_item (section, item);
    }
}

/**
 * attest_main_menu_set_templates:
 * @button: a button that has the menu
 * @presets: what new records can begin with
 */
void
attest_main_menu_set_templates (GtkMenuButton *button, AttestPresets *presets)
{
  GMenu *section = g_object_get_data (G_OBJECT (button), TEMPLATES_KEY);
  guint n_kinds = 0;
  const AttestSchema *const *kinds = attest_kinds_list (&n_kinds);

  g_menu_remove_all (section);
  for (guint i = 0; i < n_kinds; i++)
    add_templates (section, presets, kinds[i]);
}
