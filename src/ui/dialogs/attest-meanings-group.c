/* What texts were said to mean: see the header. The group owns what belongs to it. */
#include "attest-config.h"
#include "dialogs/attest-meanings-group.h"

#include "intake/attest-sheet-place.h"
#include "model/attest-kinds.h"
#include "store/attest-store-profiles.h"
#include "widgets/attest-focus.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-tooltip.h"

#include <glib/gi18n.h>

#define KEY "attest-meanings"

typedef struct
{
  AdwPreferencesGroup *group;   /* owns us */
  AdwPreferencesWindow *window; /* which the group is in */
  AttestStore *store;
  GtkWidget *all;     /* (nullable): the row that opens */
  GPtrArray *buttons; /* of the rows in it */
  gboolean was_shown; /* opened before it was made anew */
} Meanings;

static void
meanings_free (gpointer data)
{
  Meanings *self = data;

  g_object_unref (self->store);
  g_ptr_array_unref (self->buttons);
  g_free (self);
}

/* @meaning: (nullable): of the copy; %NULL: it is to be forgotten */
static AttestValueMap *
copy_map (const AttestValueMap *map, const char *meaning)
{
  AttestValueMap *copy = g_new0 (AttestValueMap, 1);

  copy->path = g_strdup (map->path);
  copy->value = g_strdup (map->value);
  copy->meaning = g_strdup (meaning);
  copy->origin = g_strdup (map->origin);
  return copy;
}

static void load (Meanings *self);

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AdwPreferencesGroup) group = user_data;
  Meanings *self = g_object_get_data (G_OBJECT (group), KEY);
  g_autoptr (GError) error = NULL;

  if (!attest_store_save_profiles_finish (ATTEST_STORE (source), result, &error))
    attest_plain_toast_show_in_preferences (self->window, attest_plain_toast_new (error->message));
  load (self);
}

/* Takes @map. */
static void
save (Meanings *self, AttestValueMap *map)
{
  GPtrArray *maps = g_ptr_array_new_with_free_func (attest_value_map_free);

  g_ptr_array_add (maps, map);
  attest_store_save_profiles_async (self->store, NULL, maps, saved_cb, g_object_ref (self->group));
}

static void
restore_cb (AdwToast *toast, AdwPreferencesGroup *group)
{
  const AttestValueMap *map = g_object_get_data (G_OBJECT (toast), KEY);

  save (g_object_get_data (G_OBJECT (group), KEY), copy_map (map, map->meaning));
}

static void
forget_cb (GtkWidget *button, AdwPreferencesGroup *group)
{
  Meanings *self = g_object_get_data (G_OBJECT (group), KEY);
  const AttestValueMap *map = g_object_get_data (G_OBJECT (button), KEY);
  AdwToast *toast = adw_toast_new (_ ("Forgotten"));

  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_object_set_data_full (
      G_OBJECT (toast), KEY, copy_map (map, map->meaning), attest_value_map_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (restore_cb), group, 0);
  save (self, copy_map (map, NULL));
  attest_plain_toast_show_in_preferences (self->window, toast);
}

/* Of whatever kind of record it is. @schema: (out): that has the field. Returns: (nullable) */
static const AttestField *
find_field (const char *path, const AttestSchema **schema)
{
  guint n_kinds = 0;
  const AttestSchema *const *kinds = attest_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      const AttestSheetPlace place = attest_sheet_place_find (kinds[i], path);

      *schema = attest_sheet_place_get_owner (&place, kinds[i]);
      if (place.field != NULL)
        return place.field;
    }
  return NULL;
}

static const char *
get_words (const AttestSchema *schema, const AttestField *field, const char *meaning)
{
  const AttestChoice *choice = field != NULL ? attest_field_find_choice (field, meaning) : NULL;

  if (choice != NULL)
    return attest_choice_get_label (schema, choice);
  return *meaning != '\0' ? meaning : _ ("left empty");
}

/* Takes @map. */
static GtkWidget *
make_row (Meanings *self, AttestValueMap *map)
{
  const AttestSchema *schema = NULL;
  const AttestField *field = find_field (map->path, &schema);
  /* Translators: a text in a file, and what it was said to mean */
  g_autofree char *title =
      g_strdup_printf (_ ("%s → %s"), map->value, get_words (schema, field, map->meaning));
  g_autofree char *detail =
      g_strjoin (" · ",
                 field != NULL ? attest_field_get_label (schema, field) : map->path,
                 *map->origin != '\0' ? map->origin : NULL,
                 NULL);
  /* Translators: a text in a file, and what it was said to mean: "South Korea → Korea" */
  g_autofree char *name = g_strdup_printf (_ ("Forget %s"), title);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, NULL);

  g_object_set (row, "title", title, "subtitle", detail, NULL);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  attest_tooltip_name (button, name, _ ("Forget This"));
  g_object_set_data_full (G_OBJECT (button), KEY, map, attest_value_map_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (forget_cb), self->group, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_ptr_array_add (self->buttons, button);
  return row;
}

static void
fill (Meanings *self, GPtrArray *maps)
{
  g_autofree char *title =
      g_strdup_printf (ngettext ("%u value", "%u values", maps->len), maps->len);
  guint place = 0;
  const gboolean had_focus = attest_focus_find (self->buttons, &place);

  g_ptr_array_set_size (self->buttons, 0);
  if (self->all != NULL)
    {
      self->was_shown = adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self->all));
      adw_preferences_group_remove (self->group, self->all);
      self->all = NULL;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->group), maps->len > 0);
  if (maps->len == 0)
    return;
  self->all = g_object_new (ADW_TYPE_EXPANDER_ROW, "title", title, NULL);
  attest_readers_name_expander (ADW_EXPANDER_ROW (self->all), title);
  for (guint i = 0; i < maps->len; i++)
    {
      const AttestValueMap *map = maps->pdata[i];

      adw_expander_row_add_row (ADW_EXPANDER_ROW (self->all),
                                make_row (self, copy_map (map, map->meaning)));
    }
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->all), self->was_shown);
  adw_preferences_group_add (self->group, self->all);
  if (had_focus)
    attest_focus_give (self->buttons, place);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AdwPreferencesGroup) group = user_data;
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GPtrArray) maps = NULL;

  if (attest_store_list_profiles_finish (ATTEST_STORE (source), result, &profiles, &maps, NULL))
    fill (g_object_get_data (G_OBJECT (group), KEY), maps);
}

static void
load (Meanings *self)
{
  attest_store_list_profiles_async (self->store, NULL, loaded_cb, g_object_ref (self->group));
}

/**
 * attest_meanings_group_show:
 * @group: empty; it is hidden while there is nothing to show
 * @window: which it is in
 * @store: an open store
 */
void
attest_meanings_group_show (AdwPreferencesGroup *group,
                            AdwPreferencesWindow *window,
                            AttestStore *store)
{
  Meanings *self = g_new0 (Meanings, 1);

  *self = (Meanings){
    .group = group, .window = window, .store = g_object_ref (store), .buttons = g_ptr_array_new ()
  };
  g_object_set_data_full (G_OBJECT (group), KEY, self, meanings_free);
  gtk_widget_set_visible (GTK_WIDGET (group), FALSE);
  load (self);
}
