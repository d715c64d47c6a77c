/* AttestRegisterSelection: see the header.
 *
 * What is selected is a set of ids, or everything that is shown. The places follow from it: after
 * rows have come, gone or moved they are put right from an idle call. Where rows are selected that
 * were never loaded, as by Shift and a click far below, their ids are asked for. */
#include "attest-config.h"
#include "register/attest-register-selection.h"

#include "store/attest-store-error.h"

/* So many rows are looked at one by one; of more, the register is asked for the ids. */
#define MOST_LOOKED_AT 300

struct _AttestRegisterSelection
{
  GObject parent_instance;

  GListModel *shown;
  AttestRegister *drafts;
  GtkBitset *places;
  gboolean whole;     /* everything */
  GHashTable *chosen; /* (nullable): a set of ids; %NULL: whole, or not known yet */
  guint settling;     /* the places are to be put right */
};

static void list_model_init (GListModelInterface *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AttestRegisterSelection,
                               attest_register_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                          selection_model_init))

static GType
get_item_type (GListModel *model)
{
  return ATTEST_TYPE_DRAFT;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (ATTEST_REGISTER_SELECTION (model)->shown);
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (ATTEST_REGISTER_SELECTION (model)->shown, position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Places */

static void
take_places (AttestRegisterSelection *self, GtkBitset *places)
{
  g_autoptr (GtkBitset) changes = gtk_bitset_copy (self->places);

  gtk_bitset_difference (changes, places);
  /* What was given out stays as it was. */
  gtk_bitset_unref (self->places);
  self->places = gtk_bitset_ref (places);
  if (!gtk_bitset_is_empty (changes))
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self),
                                           gtk_bitset_get_minimum (changes),
                                           gtk_bitset_get_maximum (changes)
                                               - gtk_bitset_get_minimum (changes) + 1);
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* Returns: (transfer full) (nullable): the ids of what stands at the places; %NULL: too many of
 *   them, or not all are loaded */
static GHashTable *
look_at_places (AttestRegisterSelection *self)
{
  g_autoptr (GHashTable) ids = new_set ();
  GtkBitsetIter iter;
  guint place = 0;

  if (gtk_bitset_get_size (self->places) > MOST_LOOKED_AT)
    return NULL;
  for (gboolean more = gtk_bitset_iter_init_first (&iter, self->places, &place); more;
       more = gtk_bitset_iter_next (&iter, &place))
    {
      g_autoptr (AttestDraft) draft = g_list_model_get_item (self->shown, place);
      const char *id = draft != NULL ? attest_draft_get_id (draft) : NULL;

      if (id == NULL)
        return NULL;
      g_hash_table_add (ids, g_strdup (id));
    }
  return g_steal_pointer (&ids);
}

static gboolean
are_in_place (AttestRegisterSelection *self)
{
  g_autoptr (GHashTable) there = look_at_places (self);
  GHashTableIter iter;
  gpointer id = NULL;

  if (there == NULL || g_hash_table_size (there) != g_hash_table_size (self->chosen))
    return FALSE;
  g_hash_table_iter_init (&iter, there);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (self->chosen, id))
      return FALSE;
  return TRUE;
}

/* What was chosen and is not shown any more is not chosen any more: nothing is done to what cannot
 * be seen. */
static void
find_places (AttestRegisterSelection *self, GStrv ids)
{
  const guint n_items = get_n_items (G_LIST_MODEL (self));
  g_autoptr (GtkBitset) places = gtk_bitset_new_empty ();
  g_autoptr (GHashTable) left = new_set ();

  for (guint i = 0; ids[i] != NULL; i++)
    if (g_hash_table_contains (self->chosen, ids[i]))
      {
        g_hash_table_add (left, g_strdup (ids[i]));
        if (i < n_items)
          gtk_bitset_add (places, i);
      }
  g_hash_table_unref (self->chosen);
  self->chosen = g_steal_pointer (&left);
  take_places (self, places);
}

/* Which ids stand at places where no row was loaded. */
static void
find_ids (AttestRegisterSelection *self, GStrv ids)
{
  self->chosen = new_set ();
  for (guint i = 0; ids[i] != NULL; i++)
    if (gtk_bitset_contains (self->places, i))
      g_hash_table_add (self->chosen, g_strdup (ids[i]));
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestRegisterSelection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = attest_register_load_ids_finish (ATTEST_REGISTER (source), result, &error);

  /* A program that ends has closed the store before its lists go. */
  if (g_error_matches (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_CLOSED))
    return;
  if (ids == NULL)
    g_warning ("What is selected cannot be found: %s", error->message);
  else if (self->chosen != NULL)
    find_places (self, ids);
  else if (!self->whole)
    find_ids (self, ids);
}

static gboolean
settle_cb (gpointer user_data)
{
  AttestRegisterSelection *self = ATTEST_REGISTER_SELECTION (user_data);
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, get_n_items (G_LIST_MODEL (self)));
  gboolean loading = FALSE;

  self->settling = 0;
  g_object_get (self->drafts, "loading", &loading, NULL);
  if (loading)
    return G_SOURCE_REMOVE; /* and once more when it is */
  if (self->whole)
    take_places (self, all);
  else if (self->chosen == NULL || !are_in_place (self))
    attest_register_load_ids_async (self->drafts, NULL, asked_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
settle_later (AttestRegisterSelection *self)
{
  if (self->settling == 0)
    self->settling = g_idle_add (settle_cb, self);
}

static void
settle_later_cb (AttestRegisterSelection *self)
{
  if (!attest_register_selection_is_empty (self))
    settle_later (self);
}

static void
items_changed_cb (AttestRegisterSelection *self, guint position, guint removed, guint added)
{
  /* Where as many come as go, most often a row was read, or became another's object. */
  if (removed != added)
    {
      GtkBitset *before = self->places;

      self->places = gtk_bitset_copy (before);
      gtk_bitset_splice (self->places, position, removed, added);
      gtk_bitset_unref (before);
    }
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  settle_later_cb (self);
}

/* The interface */

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  return gtk_bitset_contains (ATTEST_REGISTER_SELECTION (model)->places, position);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  return gtk_bitset_ref (ATTEST_REGISTER_SELECTION (model)->places);
}

/* A person's choice. The other verbs of the interface come here by themselves. */
static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  AttestRegisterSelection *self = ATTEST_REGISTER_SELECTION (model);
  const guint n_items = get_n_items (G_LIST_MODEL (model));
  g_autoptr (GtkBitset) places = gtk_bitset_new_range (0, n_items);
  g_autoptr (GtkBitset) changes = gtk_bitset_copy (self->places);

  gtk_bitset_difference (changes, selected);
  gtk_bitset_intersect (changes, mask);
  gtk_bitset_intersect (changes, places);
  gtk_bitset_unref (places);
  places = gtk_bitset_copy (self->places);
  gtk_bitset_difference (places, changes);

  g_clear_pointer (&self->chosen, g_hash_table_unref);
  self->whole = n_items > 1 && gtk_bitset_get_size (places) == n_items;
  take_places (self, places);
  if (!self->whole)
    self->chosen = look_at_places (self);
  if (!self->whole && self->chosen == NULL)
    settle_later (self);
  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->set_selection = set_selection;
}

/* The object */

static void
attest_register_selection_dispose (GObject *object)
{
  AttestRegisterSelection *self = ATTEST_REGISTER_SELECTION (object);

  g_clear_handle_id (&self->settling, g_source_remove);
  G_OBJECT_CLASS (attest_register_selection_parent_class)->dispose (object);
}

static void
attest_register_selection_finalize (GObject *object)
{
  AttestRegisterSelection *self = ATTEST_REGISTER_SELECTION (object);

  g_object_unref (self->shown);
  g_object_unref (self->drafts);
  gtk_bitset_unref (self->places);
  g_clear_pointer (&self->chosen, g_hash_table_unref);
  G_OBJECT_CLASS (attest_register_selection_parent_class)->finalize (object);
}

static void
attest_register_selection_class_init (AttestRegisterSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_register_selection_dispose;
  G_OBJECT_CLASS (klass)->finalize = attest_register_selection_finalize;
}

static void
attest_register_selection_init (AttestRegisterSelection *self)
{
  self->places = gtk_bitset_new_empty ();
  self->chosen = new_set ();
}

/**
 * attest_register_selection_new:
 * @shown: (transfer full): what a view is to show: the beginning of @drafts, or all of it
 * @drafts: the register
 *
 * Returns: (transfer full): the same list, of which nothing is selected
 */
AttestRegisterSelection *
attest_register_selection_new (GListModel *shown, AttestRegister *drafts)
{
  AttestRegisterSelection *self = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (shown), NULL);
  g_return_val_if_fail (ATTEST_IS_REGISTER (drafts), NULL);

  self = g_object_new (ATTEST_TYPE_REGISTER_SELECTION, NULL);
  self->shown = shown;
  self->drafts = g_object_ref (drafts);
  g_signal_connect_object (
      shown, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      drafts, "notify::loading", G_CALLBACK (settle_later_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * attest_register_selection_get_size:
 * @self: a selection
 *
 * Returns: how many rows are selected
 */
guint
attest_register_selection_get_size (AttestRegisterSelection *self)
{
  g_return_val_if_fail (ATTEST_IS_REGISTER_SELECTION (self), 0);

  return (guint) gtk_bitset_get_size (self->places);
}

/**
 * attest_register_selection_is_empty:
 * @self: a selection
 *
 * Returns: whether nothing is selected, nor will be as soon as it is shown
 */
gboolean
attest_register_selection_is_empty (AttestRegisterSelection *self)
{
  g_return_val_if_fail (ATTEST_IS_REGISTER_SELECTION (self), TRUE);

  return !self->whole && self->chosen != NULL && g_hash_table_size (self->chosen) == 0;
}

/**
 * attest_register_selection_choose:
 * @self: a selection
 * @ids: (array zero-terminated=1): of drafts
 *
 * Selects them and nothing else, as soon as they are shown.
 */
void
attest_register_selection_choose (AttestRegisterSelection *self, const char *const *ids)
{
  g_return_if_fail (ATTEST_IS_REGISTER_SELECTION (self));

  self->whole = FALSE;
  g_clear_pointer (&self->chosen, g_hash_table_unref);
  self->chosen = new_set ();
  for (guint i = 0; ids[i] != NULL; i++)
    g_hash_table_add (self->chosen, g_strdup (ids[i]));
  settle_later (self);
}

/**
 * attest_register_selection_let_go:
 * @self: a selection
 *
 * To be called when something else is going to be shown: what was selected as a whole is not the
 * whole of that.
 */
void
attest_register_selection_let_go (AttestRegisterSelection *self)
{
  g_return_if_fail (ATTEST_IS_REGISTER_SELECTION (self));

  if (self->whole || self->chosen == NULL)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self));
}

/* Ids */

static void
ids_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestRegisterSelection *self = g_task_get_source_object (task);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GError *error = NULL;
  g_auto (GStrv) ids = attest_register_load_ids_finish (ATTEST_REGISTER (source), result, &error);

  if (ids == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->chosen == NULL && !self->whole)
    find_ids (self, ids);
  for (guint i = 0; ids[i] != NULL; i++)
    if (self->whole || g_hash_table_contains (self->chosen, ids[i]))
      g_strv_builder_add (builder, ids[i]);
  g_task_return_pointer (task, g_strv_builder_end (builder), (GDestroyNotify) g_strfreev);
}

/**
 * attest_register_selection_load_ids_async:
 * @self: a selection
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Finds out what is selected now.
 */
void
attest_register_selection_load_ids_async (AttestRegisterSelection *self,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, attest_register_selection_load_ids_async);
  attest_register_load_ids_async (self->drafts, NULL, ids_loaded_cb, task);
}

/**
 * attest_register_selection_load_ids_finish:
 * @self: a selection
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): ids, in the order of the list; %NULL: they cannot be read
 */
GStrv
attest_register_selection_load_ids_finish (AttestRegisterSelection *self,
                                           GAsyncResult *result,
                                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_register_selection_load_ids_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
