/* AttestFewRows: see the header.
 *
 * GTK 4.8 makes some two hundred rows of a list before it draws the first of them, though a window
 * shows twenty. So a list is given few rows at first and some more with each frame, until all rows
 * it makes are there; then it is given the model as it is. (GtkSliceListModel says of one row that
 * comes or goes that all below it did, and GTK takes them out and puts them in again.) */
#include "attest-config.h"
#include "widgets/attest-few-rows.h"

#include "widgets/attest-frames.h"

/* What a window of usual height shows, of few columns. */
#define FIRST_ROWS 16
/* What fits in a frame beside drawing it, in cells and in rows of them. */
#define CELLS_IN_A_FRAME 48
#define ROWS_IN_A_FRAME 8
/* How many rows GTK makes at most. */
#define LAST_ROWS 208

struct _AttestFewRows
{
  GObject parent_instance;

  GListModel *model;
  GtkWidget *view; /* (nullable): not owned */
  guint most;      /* as many rows of it are there, if it has so many */
};

static GType
get_item_type (GListModel *list)
{
  return g_list_model_get_item_type (ATTEST_FEW_ROWS (list)->model);
}

static guint
get_n_items (GListModel *list)
{
  AttestFewRows *self = ATTEST_FEW_ROWS (list);

  return MIN (g_list_model_get_n_items (self->model), self->most);
}

static gpointer
get_item (GListModel *list, guint position)
{
  AttestFewRows *self = ATTEST_FEW_ROWS (list);

  return position < self->most ? g_list_model_get_item (self->model, position) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AttestFewRows,
                               attest_few_rows,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
attest_few_rows_finalize (GObject *object)
{
  g_clear_object (&ATTEST_FEW_ROWS (object)->model);
  G_OBJECT_CLASS (attest_few_rows_parent_class)->finalize (object);
}

static void
attest_few_rows_class_init (AttestFewRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_few_rows_finalize;
}

static void
attest_few_rows_init (AttestFewRows *self)
{
}

/* Where others come to the end of the rows that are there, or go from it, so do they all. */
static void
items_changed_cb (AttestFewRows *self, guint position, guint removed, guint added)
{
  const guint now = g_list_model_get_n_items (self->model);
  const guint before = now - added + removed;

  if (position >= self->most)
    return;
  if (MAX (now, before) > self->most)
    {
      removed = MIN (before, self->most) - position;
      added = MIN (now, self->most) - position;
    }
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static guint
get_rows_in_a_frame (AttestFewRows *self)
{
  guint n_columns = 1;

  if (GTK_IS_COLUMN_VIEW (self->view))
    n_columns =
        g_list_model_get_n_items (gtk_column_view_get_columns (GTK_COLUMN_VIEW (self->view)));
  return CLAMP (CELLS_IN_A_FRAME / MAX (n_columns, 1), 1, ROWS_IN_A_FRAME);
}

static void
set_most (AttestFewRows *self, guint most)
{
  const guint before = get_n_items (G_LIST_MODEL (self));
  guint now = 0;

  self->most = most;
  now = get_n_items (G_LIST_MODEL (self));
  if (now > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, now - before);
}

static gboolean
add_some (GtkWidget *view, gpointer data)
{
  AttestFewRows *self = data;
  const guint n = get_rows_in_a_frame (self);

  if (self->most < LAST_ROWS - n && self->most == g_list_model_get_n_items (G_LIST_MODEL (self)))
    {
      set_most (self, self->most + n);
      return TRUE;
    }
  attest_few_rows_show_all (self);
  return FALSE;
}

/* Not before there is a row: an empty list draws no frames. */
static void
grow_cb (AttestFewRows *self, guint position, guint removed, guint added, GtkWidget *view)
{
  if (added == 0)
    return;
  g_signal_handlers_disconnect_by_func (self, grow_cb, view);
  attest_frames_start (view, add_some, g_object_ref (self), g_object_unref);
}

/**
 * attest_few_rows_new:
 * @model: (transfer full): what is to be shown
 * @view: (nullable): where; kept by its owner as long as the returned model; %NULL: nowhere, and
 *   all rows are there
 *
 * Returns: (transfer full): a model for @view: the first rows of @model, and all of them soon after
 *   they are on the screen
 */
GListModel *
attest_few_rows_new (GListModel *model, GtkWidget *view)
{
  AttestFewRows *self = g_object_new (ATTEST_TYPE_FEW_ROWS, NULL);

  self->model = model;
  self->view = view;
  self->most = view != NULL ? MIN (FIRST_ROWS, 2 * get_rows_in_a_frame (self)) : G_MAXUINT;
  g_signal_connect_object (
      model, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  if (view != NULL)
    {
      g_signal_connect_object (self, "items-changed", G_CALLBACK (grow_cb), view, 0);
      grow_cb (self, 0, 0, get_n_items (G_LIST_MODEL (self)), view);
    }
  return G_LIST_MODEL (self);
}

/* One of the later rows is needed now. */
void
attest_few_rows_show_all (AttestFewRows *self)
{
  g_return_if_fail (ATTEST_IS_FEW_ROWS (self));
  set_most (self, G_MAXUINT);
}
