/* See the header.
 *
 * GTK 4.8 makes some two hundred rows of a list before it draws the first of them, though a window
 * shows twenty. So a list is given few rows at first and some more with each frame, until all rows
 * it makes are there; then it is given the model as it is. Main thread. */
#include "attest-config.h"
#include "widgets/attest-few-rows.h"

/* Somewhat more than a window of usual height shows. */
#define FIRST_ROWS 32
/* What fits in a frame beside drawing it. */
#define ROWS_IN_A_FRAME 16
/* How many rows GTK makes at most. */
#define LAST_ROWS 208

typedef struct
{
  GtkSliceListModel *slice;
  gboolean drawn; /* with its first rows */
} Growing;

static void
growing_free (gpointer data)
{
  g_object_unref (((Growing *) data)->slice);
  g_free (data);
}

/* Comes at the beginning of a frame, and only while the list is on the screen. */
static gboolean
tick_cb (GtkWidget *view, GdkFrameClock *clock, gpointer user_data)
{
  Growing *growing = user_data;
  guint size = gtk_slice_list_model_get_size (growing->slice);

  if (!growing->drawn)
    {
      growing->drawn = TRUE;
      return G_SOURCE_CONTINUE;
    }
  if (size + ROWS_IN_A_FRAME < LAST_ROWS
      && size == g_list_model_get_n_items (G_LIST_MODEL (growing->slice)))
    {
      gtk_slice_list_model_set_size (growing->slice, size + ROWS_IN_A_FRAME);
      return G_SOURCE_CONTINUE;
    }
  gtk_slice_list_model_set_size (growing->slice, G_MAXUINT);
  return G_SOURCE_REMOVE;
}

/* Not before there is a row: an empty list draws no frames. */
static void
items_changed_cb (GtkSliceListModel *slice,
                  guint position,
                  guint removed,
                  guint added,
                  GtkWidget *view)
{
  Growing *growing = NULL;

  if (added == 0)
    return;
  g_signal_handlers_disconnect_by_func (slice, items_changed_cb, view);
  growing = g_new0 (Growing, 1);
  growing->slice = g_object_ref (slice);
  gtk_widget_add_tick_callback (view, tick_cb, growing, growing_free);
}

/**
 * attest_few_rows_new:
 * @model: (transfer full): what is to be shown
 * @view: where; kept by its owner as long as the returned model
 *
 * Returns: (transfer full): a model for @view: the first rows of @model, and all of them soon after
 *   they are on the screen
 */
GListModel *
attest_few_rows_new (GListModel *model, GtkWidget *view)
{
  GtkSliceListModel *slice = gtk_slice_list_model_new (model, 0, FIRST_ROWS);

  g_signal_connect_object (slice, "items-changed", G_CALLBACK (items_changed_cb), view, 0);
  items_changed_cb (slice, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (slice)), view);
  return G_LIST_MODEL (slice);
}
