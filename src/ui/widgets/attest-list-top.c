/* The top of a list: see the header.
 *
 * GTK keeps the row that was the first one where it was when others come above it. That is right
 * for who has scrolled to it; who has not would never see what has just come. */
#include "attest-config.h"
#include "widgets/attest-list-top.h"

#include "widgets/attest-frames.h"
#include "widgets/attest-list-tab.h"

#define DATA "attest-list-top"

typedef struct
{
  GtkWidget *list; /* not owned: it has this */
  guint tick_id;
  gboolean is_behind;    /* rows came above the first one */
  gboolean had_keyboard; /* one of the rows, when they came */
  gboolean is_laid_out;  /* with the last of them */
} Top;

static GtkAdjustment *
get_adjustment (Top *self)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));
}

static void
focus_first (GtkWidget *list)
{
  if (gtk_widget_get_focus_child (list) != NULL)
    attest_list_tab_focus_in_view (list, NULL);
}

/* Who comes to the list after the rows begins with the first one, not with the one that had the
 * keyboard before: it is there with the next frame. @row: (nullable): has it now */
static void
go_up (Top *self, GtkWidget *row)
{
  gtk_adjustment_set_value (get_adjustment (self), 0);
  if (row != NULL)
    attest_frames_wait (self->list, focus_first);
}

/* GTK has put the list where it was by the frame after the one in which they came. */
static gboolean
tick_cb (GtkWidget *list, GdkFrameClock *clock, gpointer top)
{
  Top *self = top;
  GtkWidget *row = gtk_widget_get_focus_child (list);

  if (!self->is_laid_out)
    {
      self->is_laid_out = TRUE;
      return G_SOURCE_CONTINUE;
    }
  self->tick_id = 0;
  self->is_behind = FALSE;
  if (gtk_adjustment_get_value (get_adjustment (self)) <= 0)
    return G_SOURCE_REMOVE;
  /* The row with the keyboard stays in view: who goes on with the arrow keys begins there. */
  if (row != NULL && self->had_keyboard)
    attest_list_tab_show_row (list, row, TRUE);
  else
    go_up (self, row);
  return G_SOURCE_REMOVE;
}

/* No frames are drawn of what is not on the screen: it waits until it is. */
static void
catch_up_cb (Top *self)
{
  if (self->is_behind && self->tick_id == 0 && gtk_widget_get_mapped (self->list))
    self->tick_id = gtk_widget_add_tick_callback (self->list, tick_cb, self, NULL);
}

static void
unmap_cb (Top *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (self->list, self->tick_id);
  self->tick_id = 0;
  self->is_laid_out = FALSE;
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, GtkWidget *list)
{
  Top *self = g_object_get_data (G_OBJECT (list), DATA);

  self->is_laid_out = FALSE;
  self->had_keyboard = (gtk_widget_get_state_flags (list) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
  if (position == 0 && added > removed && gtk_adjustment_get_value (get_adjustment (self)) <= 0)
    self->is_behind = TRUE;
  catch_up_cb (self);
}

/**
 * attest_list_top_keep:
 * @list: a GtkListView, or what is one in a GtkColumnView; once
 * @model: what it shows
 *
 * Who looks at the top of @list goes on doing so when rows come there. Thread: main.
 */
void
attest_list_top_keep (GtkWidget *list, GListModel *model)
{
  Top *self = NULL;

  g_return_if_fail (GTK_IS_LIST_VIEW (list));
  g_return_if_fail (G_IS_LIST_MODEL (model));

  self = g_new0 (Top, 1);
  self->list = list;
  g_object_set_data_full (G_OBJECT (list), DATA, self, g_free);
  g_signal_connect_swapped (list, "map", G_CALLBACK (catch_up_cb), self);
  g_signal_connect_swapped (list, "unmap", G_CALLBACK (unmap_cb), self);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), list, 0);
}
