/* The columns of the table of drafts: one entry of the table below is one column. How wide a column
 * is follows from its words in the user's language and font, and how many there are from how much
 * room they need then. Main thread. */
#include "attest-config.h"
#include "drafts/attest-draft-columns.h"

#include "drafts/attest-draft-cells.h"
#include "drafts/attest-draft-sorters.h"
#include "widgets/attest-row-menu.h"

#include <glib/gi18n.h>

#define COLUMN_KEY "attest-draft-column"
#define SORTED_KEY "attest-draft-sorted"
#define WIDTH_KEY "attest-draft-width"

/* Of a header's title, and of every text, as style.css has it; and the arrow beside a title while
 * the table is sorted by it. */
#define PADDING (2 * 9)
#define ARROW (16 + 6)

/* What is to be seen at least of a text that may be cut off. */
#define SHORT_NUMBER "KR-2026-001"

typedef struct
{
  const char *title; /* N_() */
  gsize noun;        /* without a title: which of a service's nouns it is; %NULL there: no column */
  AttestRoom from;   /* shown with at least this much room, */
  AttestRoom to;     /* and at most this much */
  const AttestDraftCell *cell;
  GtkSorter *(*make_sorter) (void);
} AttestDraftColumn;

static const AttestDraftColumn columns[] = {
  { .noun = G_STRUCT_OFFSET (AttestNouns, one),
    .from = ATTEST_ROOM_MEDIUM,
    .to = ATTEST_ROOM_WIDE,
    .cell = &attest_draft_title_cell,
    .make_sorter = attest_draft_sorter_new_title },
  { .noun = G_STRUCT_OFFSET (AttestNouns, entity),
    .from = ATTEST_ROOM_MEDIUM,
    .to = ATTEST_ROOM_WIDE,
    .cell = &attest_draft_entity_cell,
    .make_sorter = attest_draft_sorter_new_entity },
  { .noun = G_STRUCT_OFFSET (AttestNouns, status),
    .from = ATTEST_ROOM_WIDE,
    .to = ATTEST_ROOM_WIDE,
    .cell = &attest_draft_status_cell,
    .make_sorter = attest_draft_sorter_new_status },
  { .title = N_ ("Problems"),
    .from = ATTEST_ROOM_MEDIUM,
    .to = ATTEST_ROOM_WIDE,
    .cell = &attest_draft_problems_cell,
    .make_sorter = attest_draft_sorter_new_problems },
  { .title = N_ ("Last Sent"),
    .from = ATTEST_ROOM_MEDIUM,
    .to = ATTEST_ROOM_WIDE,
    .cell = &attest_draft_outcome_cell,
    .make_sorter = attest_draft_sorter_new_outcome },
  { .title = N_ ("Changed"),
    .from = ATTEST_ROOM_WIDE,
    .to = ATTEST_ROOM_WIDE,
    .cell = &attest_draft_changed_cell,
    .make_sorter = attest_draft_sorter_new_changed },
  /* These stand in for all the others where there is little room. */
  { .noun = G_STRUCT_OFFSET (AttestNouns, one),
    .from = ATTEST_ROOM_NARROW,
    .to = ATTEST_ROOM_NARROW,
    .cell = &attest_draft_names_cell,
    .make_sorter = attest_draft_sorter_new_title },
  { .title = N_ ("State"),
    .from = ATTEST_ROOM_NARROW,
    .to = ATTEST_ROOM_NARROW,
    .cell = &attest_draft_state_cell,
    .make_sorter = attest_draft_sorter_new_problems },
  { .noun = G_STRUCT_OFFSET (AttestNouns, one),
    .from = ATTEST_ROOM_LEAST,
    .to = ATTEST_ROOM_LEAST,
    .cell = &attest_draft_whole_cell,
    .make_sorter = attest_draft_sorter_new_title },
};

static gboolean
is_shown (const AttestDraftColumn *column, AttestRoom room)
{
  return room >= column->from && room <= column->to;
}

static const char *
get_title (const AttestDraftColumn *column, const AttestSchema *schema)
{
  const AttestNouns *nouns = &attest_service_for_schema (schema)->nouns;
  const char *title = column->title;

  if (title == NULL)
    title = G_STRUCT_MEMBER (const char *, nouns, column->noun);
  return title != NULL ? _ (title) : NULL;
}

/* The factory of a column */

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, const AttestDraftColumn *column)
{
  GtkWidget *cell = column->cell->make ();

  g_object_set_data (G_OBJECT (cell), COLUMN_KEY, (gpointer) column);
  gtk_list_item_set_child (item, cell);
  attest_row_menu_mark (item);
}

static void
fill_cb (GtkListItem *item)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  const AttestDraftColumn *column = g_object_get_data (G_OBJECT (cell), COLUMN_KEY);

  column->cell->fill (cell, ATTEST_DRAFT (gtk_list_item_get_item (item)));
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, const AttestDraftColumn *column)
{
  g_signal_connect_swapped (gtk_list_item_get_item (item), "notify", G_CALLBACK (fill_cb), item);
  fill_cb (item);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item, const AttestDraftColumn *column)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), fill_cb, item);
}

/**
 * attest_draft_columns_add:
 * @view: a table of drafts
 * @schema: of which kind
 *
 * Gives the table its columns.
 */
void
attest_draft_columns_add (GtkColumnView *view, const AttestSchema *schema)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const AttestDraftColumn *column = &columns[i];
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkSorter) sorter = column->make_sorter ();
      g_autoptr (GtkColumnViewColumn) shown =
          gtk_column_view_column_new (get_title (column, schema), factory);

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer) column);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) column);
      g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), (gpointer) column);
      gtk_column_view_column_set_expand (shown, column->cell->measure == NULL);
      gtk_column_view_column_set_resizable (shown, TRUE);
      gtk_column_view_column_set_sorter (shown, sorter);
      gtk_column_view_append_column (view, shown);
    }
}

/**
 * attest_draft_columns_refresh_times:
 * @widget: a table of drafts, or a part of it
 *
 * Writes the times anew that are told from now, such as "Just now", in the rows on the screen.
 */
void
attest_draft_columns_refresh_times (GtkWidget *widget)
{
  const AttestDraftColumn *column = g_object_get_data (G_OBJECT (widget), COLUMN_KEY);
  GtkListItem *item = NULL;

  if (column == NULL)
    {
      for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        attest_draft_columns_refresh_times (child);
      return;
    }
  item = attest_row_menu_find (widget);
  if (column->cell == &attest_draft_changed_cell && gtk_list_item_get_item (item) != NULL)
    fill_cb (item);
}

/* How wide columns are */

static int
measure_text (PangoLayout *layout, const char *text)
{
  int width = 0;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width + PADDING;
}

static int
measure (PangoLayout *layout, const AttestDraftColumn *column, const AttestSchema *schema)
{
  if (get_title (column, schema) == NULL)
    return 0;
  if (column->cell->measure == NULL)
    return measure_text (layout, SHORT_NUMBER);
  return MAX (column->cell->measure (layout, schema),
              measure_text (layout, get_title (column, schema)) + ARROW);
}

/**
 * attest_draft_columns_measure:
 * @view: a table of drafts
 * @schema: of which kind
 *
 * Finds out how wide its columns have to be; to be called again when the font has changed. Shown so
 * from the next attest_draft_columns_set_room() on.
 */
void
attest_draft_columns_measure (GtkColumnView *view, const AttestSchema *schema)
{
  GListModel *all = gtk_column_view_get_columns (view);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (view), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GObject) column = g_list_model_get_item (all, i);

      g_object_set_data (
          column, WIDTH_KEY, GINT_TO_POINTER (measure (layout, &columns[i], schema)));
    }
}

/**
 * attest_draft_columns_get_width:
 * @view: a table of drafts, measured
 * @room: how much room it may have
 *
 * Returns: the width, in pixels, from which on it has that much room
 */
int
attest_draft_columns_get_width (GtkColumnView *view, AttestRoom room)
{
  GListModel *all = gtk_column_view_get_columns (view);
  int width = 0;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GObject) column = g_list_model_get_item (all, i);

      if (is_shown (&columns[i], room))
        width += GPOINTER_TO_INT (g_object_get_data (column, WIDTH_KEY));
    }
  return width;
}

/**
 * attest_draft_columns_set_room:
 * @view: a table of drafts, measured
 * @room: how much room it has
 *
 * Shows as many columns as there is room for.
 */
void
attest_draft_columns_set_room (GtkColumnView *view, AttestRoom room)
{
  GListModel *all = gtk_column_view_get_columns (view);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (all, i);
      int width = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (column), WIDTH_KEY));
      gboolean visible =
          is_shown (&columns[i], room) && gtk_column_view_column_get_title (column) != NULL;

      /* GTK 4.8 keeps the fixed width of a column free even where it is hidden. */
      gtk_column_view_column_set_visible (column, visible);
      gtk_column_view_column_set_fixed_width (
          column, visible && columns[i].cell->measure != NULL ? width : -1);
    }
}

/**
 * attest_draft_columns_make_menu:
 * @schema: the kind of drafts
 * @action: a detailed action's name, whose target is the number of a column
 *
 * Returns: (transfer full): a menu with each column to sort by
 */
GMenuModel *
attest_draft_columns_make_menu (const AttestSchema *schema, const char *action)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const AttestDraftColumn *column = &columns[i];
      g_autoptr (GMenuItem) item = NULL;

      if (column->to < ATTEST_ROOM_MEDIUM || get_title (column, schema) == NULL)
        continue;
      item = g_menu_item_new (get_title (column, schema), NULL);
      g_menu_item_set_action_and_target (item, action, "u", i);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

/**
 * attest_draft_columns_sort:
 * @view: a table of drafts
 * @column: the column to sort by
 *
 * Does what a click on the column's header does: the second time turns the order round.
 */
void
attest_draft_columns_sort (GtkColumnView *view, guint column)
{
  GListModel *all = gtk_column_view_get_columns (view);
  g_autoptr (GtkColumnViewColumn) chosen = g_list_model_get_item (all, column);
  gboolean again = g_object_get_data (G_OBJECT (view), SORTED_KEY) == chosen;

  g_return_if_fail (chosen != NULL);

  gtk_column_view_sort_by_column (view, NULL, GTK_SORT_ASCENDING);
  gtk_column_view_sort_by_column (view, chosen, again ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  g_object_set_data (G_OBJECT (view), SORTED_KEY, again ? NULL : chosen);
}
