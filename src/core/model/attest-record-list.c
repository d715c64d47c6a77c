/* AttestRecordList: owned by one field of one record; owns its items and is their parent, so that
 * an edit anywhere below reaches the top as one `changed`. Main thread, like the records in it. */
#include "attest-config.h"

#include "model/attest-record-private.h"

struct _AttestRecordList
{
  GObject parent_instance;

  AttestRecord *owner;      /* weak: the owner owns us */
  const AttestField *field; /* of the owner's table: lives for ever */
  GPtrArray *items;         /* of owned AttestRecord */
};

static GType
get_item_type (GListModel *model)
{
  return ATTEST_TYPE_RECORD;
}

static guint
get_n_items (GListModel *model)
{
  return ATTEST_RECORD_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AttestRecordList *self = ATTEST_RECORD_LIST (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AttestRecordList,
                               attest_record_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  PROP_OWNER = 1,
  PROP_FIELD
};

/* Whoever still holds an item of a list that is gone holds a record without a parent. */
static void
free_item (gpointer item)
{
  attest_record_set_list (item, NULL, NULL);
  g_object_unref (item);
}

static void
attest_record_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestRecordList *self = ATTEST_RECORD_LIST (object);

  if (id == PROP_OWNER)
    g_set_weak_pointer (&self->owner, g_value_get_object (value));
  else
    self->field = g_value_get_pointer (value);
}

static void
attest_record_list_finalize (GObject *object)
{
  AttestRecordList *self = ATTEST_RECORD_LIST (object);

  g_clear_weak_pointer (&self->owner);
  g_ptr_array_unref (self->items);
  G_OBJECT_CLASS (attest_record_list_parent_class)->finalize (object);
}

static void
attest_record_list_class_init (AttestRecordListClass *klass)
{
  const GParamFlags once = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamSpec *owner = g_param_spec_object ("owner", NULL, NULL, ATTEST_TYPE_RECORD, once);

  object_class->set_property = attest_record_list_set_property;
  object_class->finalize = attest_record_list_finalize;
  g_object_class_install_property (object_class, PROP_OWNER, owner);
  g_object_class_install_property (
      object_class, PROP_FIELD, g_param_spec_pointer ("field", NULL, NULL, once));
}

static void
attest_record_list_init (AttestRecordList *self)
{
  self->items = g_ptr_array_new_with_free_func (free_item);
}

static void
changed (AttestRecordList *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (self->owner != NULL)
    attest_record_emit_changed (self->owner, attest_field_get_path_name (self->field));
}

/* Whether anybody listens to the owner or to a record above it: while a file is read nobody does.
 */
static gboolean
is_heard (AttestRecordList *self)
{
  for (; self != NULL && self->owner != NULL; self = attest_record_get_list_of (self->owner))
    if (attest_record_is_heard (self->owner))
      return TRUE;
  return FALSE;
}

/* An item was edited: its owner hears of it with the path from there. */
static void
item_edited_cb (AttestRecordList *self, AttestRecord *item, const char *path)
{
  g_autofree char *above = NULL;
  guint position = 0;

  if (!is_heard (self) || !attest_record_list_find (self, item, &position))
    return;
  above = g_strdup_printf ("%s[%u].%s", attest_field_get_path_name (self->field), position, path);
  attest_record_emit_changed (self->owner, above);
}

/**
 * attest_record_list_get_schema:
 * @self: a list
 *
 * Returns: (transfer none): the schema of its items
 */
const AttestSchema *
attest_record_list_get_schema (AttestRecordList *self)
{
  g_return_val_if_fail (ATTEST_IS_RECORD_LIST (self), NULL);
  return self->field->child;
}

/**
 * attest_record_list_get_owner:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the record this list is a field of; %NULL once it is gone
 */
AttestRecord *
attest_record_list_get_owner (AttestRecordList *self)
{
  g_return_val_if_fail (ATTEST_IS_RECORD_LIST (self), NULL);
  return self->owner;
}

/**
 * attest_record_list_get_length:
 * @self: a list
 *
 * Returns: the number of items
 */
guint
attest_record_list_get_length (AttestRecordList *self)
{
  g_return_val_if_fail (ATTEST_IS_RECORD_LIST (self), 0);
  return self->items->len;
}

/**
 * attest_record_list_get:
 * @self: a list
 * @position: less than its length
 *
 * Returns: (transfer none): the item there
 */
AttestRecord *
attest_record_list_get (AttestRecordList *self, guint position)
{
  g_return_val_if_fail (ATTEST_IS_RECORD_LIST (self), NULL);
  g_return_val_if_fail (position < self->items->len, NULL);
  return self->items->pdata[position];
}

/**
 * attest_record_list_find:
 * @self: a list
 * @item: a record
 * @position: (out) (optional): where it is
 *
 * Returns: whether this very record is in the list
 */
gboolean
attest_record_list_find (AttestRecordList *self, AttestRecord *item, guint *position)
{
  g_return_val_if_fail (ATTEST_IS_RECORD_LIST (self), FALSE);
  return g_ptr_array_find (self->items, item, position);
}

/**
 * attest_record_list_append:
 * @self: a list
 *
 * Adds an empty record of the list's schema at the end.
 *
 * Returns: (transfer none): the new record
 */
AttestRecord *
attest_record_list_append (AttestRecordList *self)
{
  g_autoptr (AttestRecord) item = NULL;

  g_return_val_if_fail (ATTEST_IS_RECORD_LIST (self), NULL);
  item = attest_record_new (self->field->child);
  attest_record_list_insert (self, self->items->len, item);
  return item;
}

/**
 * attest_record_list_insert:
 * @self: a list
 * @position: where; the length of the list or more is its end
 * @item: (transfer none): a record of the list's schema that is in no list
 */
void
attest_record_list_insert (AttestRecordList *self, guint position, AttestRecord *item)
{
  g_return_if_fail (ATTEST_IS_RECORD_LIST (self));
  g_return_if_fail (ATTEST_IS_RECORD (item));
  g_return_if_fail (attest_record_get_schema (item) == self->field->child);
  g_return_if_fail (attest_record_get_list_of (item) == NULL);

  position = MIN (position, self->items->len);
  g_ptr_array_insert (self->items, (int) position, g_object_ref (item));
  attest_record_set_list (item, self, item_edited_cb);
  changed (self, position, 0, 1);
}

/**
 * attest_record_list_remove:
 * @self: a list
 * @position: less than its length
 */
void
attest_record_list_remove (AttestRecordList *self, guint position)
{
  g_return_if_fail (ATTEST_IS_RECORD_LIST (self));
  g_return_if_fail (position < self->items->len);

  g_ptr_array_remove_index (self->items, position);
  changed (self, position, 1, 0);
}

/**
 * attest_record_list_move:
 * @self: a list
 * @from: position of the item to move
 * @to: its position afterwards
 */
void
attest_record_list_move (AttestRecordList *self, guint from, guint to)
{
  gpointer item = NULL;
  guint first = MIN (from, to);
  guint last = MAX (from, to);

  g_return_if_fail (ATTEST_IS_RECORD_LIST (self));
  g_return_if_fail (last < self->items->len);

  if (from == to)
    return;
  item = g_ptr_array_steal_index (self->items, from);
  g_ptr_array_insert (self->items, (int) to, item);
  changed (self, first, last - first + 1, last - first + 1);
}
