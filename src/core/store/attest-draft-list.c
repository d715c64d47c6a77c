/* The live list of drafts of one kind: a balanced tree in the order of change, and where each draft
 * stands in it, so that every change costs the logarithm of ten thousand. Main thread. */
#include "attest-config.h"
#include "store/attest-draft-list.h"

struct _AttestDraftList
{
  GObject parent_instance;

  GSequence *sequence; /* of owned AttestDraft */
  GHashTable *places;  /* AttestDraft → GSequenceIter */
  gboolean is_frozen;
  guint n_told; /* items, when it was frozen */
};

static GType
get_item_type (GListModel *model)
{
  return ATTEST_TYPE_DRAFT;
}

static guint
get_n_items (GListModel *model)
{
  return (guint) g_sequence_get_length (ATTEST_DRAFT_LIST (model)->sequence);
}

static gpointer
get_item (GListModel *model, guint position)
{
  AttestDraftList *self = ATTEST_DRAFT_LIST (model);

  if (position >= get_n_items (model))
    return NULL;
  return g_object_ref (
      g_sequence_get (g_sequence_get_iter_at_pos (self->sequence, (int) position)));
}

static void
init_list_model (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AttestDraftList,
                               attest_draft_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, init_list_model))

typedef enum
{
  PROP_N_ITEMS = 1,
} AttestDraftListProperty;

static GParamSpec *properties[PROP_N_ITEMS + 1];

static void
attest_draft_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((AttestDraftListProperty) id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, get_n_items (G_LIST_MODEL (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_draft_list_finalize (GObject *object)
{
  AttestDraftList *self = ATTEST_DRAFT_LIST (object);

  g_hash_table_unref (self->places);
  g_sequence_free (self->sequence);
  G_OBJECT_CLASS (attest_draft_list_parent_class)->finalize (object);
}

static void
attest_draft_list_class_init (AttestDraftListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = attest_draft_list_get_property;
  object_class->finalize = attest_draft_list_finalize;
  properties[PROP_N_ITEMS] = g_param_spec_uint (
      "n-items", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
attest_draft_list_init (AttestDraftList *self)
{
  self->sequence = g_sequence_new (g_object_unref);
  self->places = g_hash_table_new (NULL, NULL);
}

/**
 * attest_draft_list_new:
 *
 * Returns: (transfer full): an empty list
 */
AttestDraftList *
attest_draft_list_new (void)
{
  return g_object_new (ATTEST_TYPE_DRAFT_LIST, NULL);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  AttestDraft *left = (AttestDraft *) a;
  AttestDraft *right = (AttestDraft *) b;
  gint64 difference = attest_draft_get_changed (right) - attest_draft_get_changed (left);

  if (difference != 0)
    return difference > 0 ? 1 : -1;
  return g_strcmp0 (attest_draft_get_id (right), attest_draft_get_id (left));
}

static void
changed (AttestDraftList *self, guint position, guint removed, guint added)
{
  if (self->is_frozen)
    return;
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

/**
 * attest_draft_list_fill:
 * @self: an empty list
 * @drafts: (element-type AttestDraft): in any order
 *
 * Takes in many at once, with one signal.
 */
void
attest_draft_list_fill (AttestDraftList *self, GPtrArray *drafts)
{
  g_return_if_fail (g_sequence_is_empty (self->sequence));

  for (guint i = 0; i < drafts->len; i++)
    g_sequence_append (self->sequence, g_object_ref (g_ptr_array_index (drafts, i)));
  g_sequence_sort (self->sequence, compare, NULL);
  for (GSequenceIter *i = g_sequence_get_begin_iter (self->sequence); !g_sequence_iter_is_end (i);
       i = g_sequence_iter_next (i))
    g_hash_table_insert (self->places, g_sequence_get (i), i);
  if (drafts->len > 0)
    changed (self, 0, 0, drafts->len);
}

static gboolean
is_in_order (GSequenceIter *place)
{
  GSequenceIter *next = g_sequence_iter_next (place);
  gpointer draft = g_sequence_get (place);

  if (!g_sequence_iter_is_begin (place)
      && compare (g_sequence_get (g_sequence_iter_prev (place)), draft, NULL) > 0)
    return FALSE;
  return g_sequence_iter_is_end (next) || compare (draft, g_sequence_get (next), NULL) <= 0;
}

/**
 * attest_draft_list_freeze:
 * @self: a list
 *
 * Many changes follow, which are told as one by attest_draft_list_thaw(). Nobody may look at the
 * list in between.
 */
void
attest_draft_list_freeze (AttestDraftList *self)
{
  g_return_if_fail (!self->is_frozen);
  self->is_frozen = TRUE;
  self->n_told = get_n_items (G_LIST_MODEL (self));
}

/**
 * attest_draft_list_thaw:
 * @self: a frozen list
 *
 * Tells what has changed since.
 */
void
attest_draft_list_thaw (AttestDraftList *self)
{
  g_return_if_fail (self->is_frozen);
  self->is_frozen = FALSE;
  changed (self, 0, self->n_told, get_n_items (G_LIST_MODEL (self)));
}

/**
 * attest_draft_list_put:
 * @self: a list
 * @draft: a draft; one that is in the list moves to where it belongs now, if it is elsewhere
 */
void
attest_draft_list_put (AttestDraftList *self, AttestDraft *draft)
{
  GSequenceIter *place = g_hash_table_lookup (self->places, draft);
  g_autoptr (AttestDraft) held = g_object_ref (draft);

  if (place != NULL && is_in_order (place))
    return;
  if (place != NULL)
    attest_draft_list_remove (self, draft);
  place = g_sequence_insert_sorted (self->sequence, g_steal_pointer (&held), compare, NULL);
  g_hash_table_insert (self->places, draft, place);
  changed (self, (guint) g_sequence_iter_get_position (place), 0, 1);
}

/**
 * attest_draft_list_remove:
 * @self: a list
 * @draft: a draft
 *
 * Returns: whether it was in the list
 */
gboolean
attest_draft_list_remove (AttestDraftList *self, AttestDraft *draft)
{
  GSequenceIter *place = g_hash_table_lookup (self->places, draft);
  guint position = 0;

  if (place == NULL)
    return FALSE;
  position = (guint) g_sequence_iter_get_position (place);
  g_hash_table_remove (self->places, draft);
  g_sequence_remove (place);
  changed (self, position, 1, 0);
  return TRUE;
}

/**
 * attest_draft_list_contains:
 * @self: a list
 * @draft: any draft
 *
 * Returns: whether @draft is in it; in constant time
 */
gboolean
attest_draft_list_contains (AttestDraftList *self, AttestDraft *draft)
{
  return g_hash_table_contains (self->places, draft);
}
