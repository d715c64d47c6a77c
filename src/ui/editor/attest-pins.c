/* Pinned fields: see the header. Each is a setting of the data, and an action with a state. */
#include "attest-config.h"
#include "editor/attest-pins.h"

#include "store/attest-store-choices.h"

/* What names a record is never that of another. */
static gboolean
can_be_pinned (const AttestSchema *schema, guint field)
{
  return schema->fields[field].own && field != schema->title_field;
}

static char *
make_setting (const AttestSchema *schema, const AttestField *field)
{
  return g_strjoin ("/", "pin", schema->name, field->name, NULL);
}

static gboolean
is_pinned (AttestStore *store, const AttestSchema *schema, const AttestField *field)
{
  g_autofree char *setting = make_setting (schema, field);

  return attest_store_get_setting (store, setting) != NULL;
}

static void
change_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  const char *setting = g_object_get_data (G_OBJECT (action), "attest-setting");

  g_simple_action_set_state (action, state);
  attest_store_set_setting_async (
      user_data, setting, g_variant_get_boolean (state) ? "1" : NULL, NULL, NULL);
}

static void
settings_changed_cb (AttestStore *store, GSimpleAction *action)
{
  const char *setting = g_object_get_data (G_OBJECT (action), "attest-setting");
  const gboolean is_set = attest_store_get_setting (store, setting) != NULL;

  g_simple_action_set_state (action, g_variant_new_boolean (is_set));
}

/**
 * attest_pins_new_actions:
 * @store: an open store
 * @schema: a kind of record
 *
 * Returns: (transfer full): one for each field that can be pinned, by its name
 */
GActionGroup *
attest_pins_new_actions (AttestStore *store, const AttestSchema *schema)
{
  GSimpleActionGroup *group = g_simple_action_group_new ();

  for (guint i = 0; i < schema->n_fields; i++)
    {
      const AttestField *field = &schema->fields[i];
      g_autoptr (GSimpleAction) action = NULL;

      if (!can_be_pinned (schema, i))
        continue;
      action = g_simple_action_new_stateful (
          field->name, NULL, g_variant_new_boolean (is_pinned (store, schema, field)));
      g_object_set_data_full (
          G_OBJECT (action), "attest-setting", make_setting (schema, field), g_free);
      g_signal_connect_object (action, "change-state", G_CALLBACK (change_cb), store, 0);
      g_signal_connect_object (
          store, "settings-changed", G_CALLBACK (settings_changed_cb), action, 0);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  return G_ACTION_GROUP (group);
}

/**
 * attest_pins_fill_menu:
 * @menu: gets an item for each field that can be pinned
 * @schema: a kind of record
 *
 * The actions are those of attest_pins_new_actions(), called "pins".
 */
void
attest_pins_fill_menu (GMenu *menu, const AttestSchema *schema)
{
  for (guint i = 0; i < schema->n_fields; i++)
    if (can_be_pinned (schema, i))
      {
        g_autofree char *action = g_strconcat ("pins.", schema->fields[i].name, NULL);

        g_menu_append (menu, attest_field_get_label (schema, &schema->fields[i]), action);
      }
}

/**
 * attest_pins_keep:
 * @store: an open store
 * @from: a record
 * @next: the next one of its kind, which gets what is pinned
 */
void
attest_pins_keep (AttestStore *store, AttestRecord *from, AttestRecord *next)
{
  const AttestSchema *schema = attest_record_get_schema (from);

  for (guint i = 0; i < schema->n_fields; i++)
    if (can_be_pinned (schema, i) && is_pinned (store, schema, &schema->fields[i]))
      attest_record_set_text (next, i, attest_record_get_text (from, i));
}
