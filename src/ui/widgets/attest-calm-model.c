/* AttestCalmModel: see the header. Keeps what it last showed; whatever the source has become when
 * it looks again is one change, of what lies between the first and the last difference. Main
 * thread. */
#include "attest-config.h"
#include "widgets/attest-calm-model.h"

#include "widgets/attest-calm.h"

struct _AttestCalmModel
{
  GObject parent_instance;

  GListModel *source;
  GPtrArray *items;
  AttestCalm calm;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AttestCalmModel,
                               attest_calm_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GPtrArray *
read_source (AttestCalmModel *self)
{
  guint n_items = g_list_model_get_n_items (self->source);
  GPtrArray *items = g_ptr_array_new_full (n_items, g_object_unref);

  for (guint i = 0; i < n_items; i++)
    g_ptr_array_add (items, g_list_model_get_item (self->source, i));
  return items;
}

static void
take_over_cb (gpointer data)
{
  AttestCalmModel *self = data;
  g_autoptr (GPtrArray) before = self->items;
  GPtrArray *now = read_source (self);
  guint shorter = MIN (before->len, now->len);
  guint start = 0;
  guint end = 0;

  while (start < shorter && before->pdata[start] == now->pdata[start])
    start++;
  while (end < shorter - start
         && before->pdata[before->len - 1 - end] == now->pdata[now->len - 1 - end])
    end++;
  self->items = now;
  if (before->len != now->len || start < now->len)
    g_list_model_items_changed (
        G_LIST_MODEL (self), start, before->len - start - end, now->len - start - end);
}

static void
source_changed_cb (AttestCalmModel *self)
{
  attest_calm_call (&self->calm, take_over_cb, self);
}

static GType
get_item_type (GListModel *model)
{
  return g_list_model_get_item_type (ATTEST_CALM_MODEL (model)->source);
}

static guint
get_n_items (GListModel *model)
{
  return ATTEST_CALM_MODEL (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *items = ATTEST_CALM_MODEL (model)->items;

  return position < items->len ? g_object_ref (items->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
attest_calm_model_dispose (GObject *object)
{
  attest_calm_clear (&ATTEST_CALM_MODEL (object)->calm);

  G_OBJECT_CLASS (attest_calm_model_parent_class)->dispose (object);
}

static void
attest_calm_model_finalize (GObject *object)
{
  AttestCalmModel *self = ATTEST_CALM_MODEL (object);

  g_ptr_array_unref (self->items);
  g_object_unref (self->source);

  G_OBJECT_CLASS (attest_calm_model_parent_class)->finalize (object);
}

static void
attest_calm_model_class_init (AttestCalmModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_calm_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = attest_calm_model_finalize;
}

static void
attest_calm_model_init (AttestCalmModel *self)
{
}

/**
 * attest_calm_model_new:
 * @source: a list
 *
 * Returns: (transfer full): the same list, a moment later
 */
GListModel *
attest_calm_model_new (GListModel *source)
{
  AttestCalmModel *self = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (source), NULL);

  self = g_object_new (ATTEST_TYPE_CALM_MODEL, NULL);
  self->source = g_object_ref (source);
  self->items = read_source (self);
  g_signal_connect_object (
      source, "items-changed", G_CALLBACK (source_changed_cb), self, G_CONNECT_SWAPPED);
  return G_LIST_MODEL (self);
}
