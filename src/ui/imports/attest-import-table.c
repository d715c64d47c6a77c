/* AttestImportTable: see the header. */
#include "attest-config.h"
#include "imports/attest-import-table.h"

#include "imports/attest-import-cells.h"
#include "service/attest-service.h"
#include "widgets/attest-list-tab.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

#define COLUMN_KEY "attest-column"
#define CELL_KEY "attest-cell"
#define ARROW_WIDTH 31 /* pixels, as style.css has it */
#define LEAST_CHARS 6
#define EXPANDED_CHARS 16 /* of what takes the room that is left, at least */
#define PADDING (2 * 9)   /* pixels, as style.css has it for cells */
#define PART_INDENT 34    /* pixels more than in other cells, as style.css has it */

/* What is shown in a cell now. */
typedef struct
{
  GtkListItem *item;
  AttestImportRecord *record; /* %NULL: nothing */
  AttestImportPart *part;     /* %NULL: the record itself */
} Cell;

struct _AttestImportTable
{
  AdwBin parent_instance;

  GtkScrolledWindow *scroller;
  GtkColumnView *view;
  AttestImportRows *rows;
  const AttestSchema *schema;
  AttestImportRoom room;
  guint layout_source;
};

G_DEFINE_FINAL_TYPE (AttestImportTable, attest_import_table, ADW_TYPE_BIN)

static guint edit_signal;

/* The factories */

static const AttestField *
get_title_field (const AttestSchema *schema)
{
  return &schema->fields[schema->title_field];
}

static const AttestImportColumn *
get_column (GtkWidget *cell)
{
  return g_object_get_data (G_OBJECT (cell), COLUMN_KEY);
}

static Cell *
get_cell (GtkWidget *cell)
{
  return g_object_get_data (G_OBJECT (cell), CELL_KEY);
}

/* Rows have no name of their own before GTK 4.12. */
static void
name_row (GtkWidget *widget, const Cell *cell, gboolean can_open, gboolean is_open)
{
  GtkWidget *item = gtk_widget_get_parent (widget);
  GtkWidget *row = item != NULL ? gtk_widget_get_parent (item) : NULL;
  g_autofree char *name = NULL;

  if (row == NULL)
    return;
  name = attest_import_name_row (cell->record, cell->part);
  attest_readers_name (GTK_ACCESSIBLE (row), name);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LEVEL, cell->part != NULL ? 2 : 1, -1);
  if (can_open)
    gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_EXPANDED, is_open, -1);
  else
    gtk_accessible_reset_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_EXPANDED);
}

static void
set_class (GtkWidget *widget, const char *style_class, gboolean has_class)
{
  if (has_class)
    gtk_widget_add_css_class (widget, style_class);
  else
    gtk_widget_remove_css_class (widget, style_class);
}

/* The cell that names its row shows whether that is open. */
static void
show_open (GtkWidget *widget, const Cell *cell)
{
  const gboolean can_open = cell->part == NULL && attest_import_part_any (cell->record);
  const gboolean is_open = gtk_tree_list_row_get_expanded (gtk_list_item_get_item (cell->item));

  attest_list_cell_set_icon (ATTEST_LIST_CELL (widget),
                             !can_open ? NULL
                             : is_open ? "pan-down-symbolic"
                                       : "pan-end-symbolic");
  set_class (widget, "leaf", cell->part == NULL && !can_open);
  set_class (widget, "part", cell->part != NULL);
  name_row (widget, cell, can_open, is_open);
}

static int
get_column_width (AttestImportTable *self, const AttestImportColumn *column)
{
  const int chars = column->expands ? EXPANDED_CHARS : column->width;

  return attest_import_measure_chars (GTK_WIDGET (self->view), chars)
         + (column->names_row ? ARROW_WIDTH : 0);
}

static int
get_needed_width (AttestImportTable *self, AttestImportRoom room)
{
  guint n = 0;
  const AttestImportColumn *columns = attest_import_list_columns (&n);
  int width = 0;

  for (guint i = 0; i < n; i++)
    if ((columns[i].rooms & (1u << room)) != 0)
      width += get_column_width (self, &columns[i]);
  return width;
}

/* What stands in a part has as many lines as it needs in the column that has the most room. */
static void
wrap_part (AttestImportTable *self, GtkWidget *widget)
{
  GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (self->scroller);
  const AttestImportColumn *column = get_column (widget);
  int width = 0;

  if (get_cell (widget)->part != NULL && column->expands)
    {
      width = (int) gtk_adjustment_get_page_size (across) - get_needed_width (self, self->room)
              + get_column_width (self, column) - PADDING - (column->names_row ? PART_INDENT : 0);
      width = MAX (width, 1);
    }
  attest_list_cell_wrap (ATTEST_LIST_CELL (widget), width);
}

static void
fill_cb (GtkListItem *item)
{
  GtkWidget *widget = gtk_list_item_get_child (item);
  GtkWidget *table = gtk_widget_get_ancestor (widget, ATTEST_TYPE_IMPORT_TABLE);
  const Cell *cell = get_cell (widget);
  const AttestImportColumn *column = get_column (widget);

  attest_import_column_fill (column, ATTEST_LIST_CELL (widget), cell->record, cell->part);
  if (table != NULL)
    wrap_part (ATTEST_IMPORT_TABLE (table), widget);
  if (column->names_row)
    show_open (widget, cell);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkTreeListRow *row = gtk_list_item_get_item (item);
  GtkWidget *widget = gtk_list_item_get_child (item);
  Cell *cell = get_cell (widget);
  AttestImportPart *part = attest_import_rows_get_part (row);

  cell->record = g_object_ref (attest_import_rows_get_whole (row));
  cell->part = part != NULL ? g_object_ref (part) : NULL;
  g_signal_connect_swapped (cell->record, "changed", G_CALLBACK (fill_cb), item);
  if (get_column (widget)->names_row)
    g_signal_connect_swapped (row, "notify::expanded", G_CALLBACK (fill_cb), item);
  fill_cb (item);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  Cell *cell = get_cell (gtk_list_item_get_child (item));

  g_signal_handlers_disconnect_by_func (cell->record, fill_cb, item);
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), fill_cb, item);
  g_clear_object (&cell->record);
  g_clear_object (&cell->part);
}

static void
cell_free (gpointer data)
{
  Cell *cell = data;

  g_clear_object (&cell->record);
  g_clear_object (&cell->part);
  g_free (cell);
}

/* Of a part: all of it, as the columns are named after fields of the record. */
static char *
find_path (AttestImportTable *self, const AttestImportColumn *column, const Cell *cell)
{
  const AttestField *field =
      column->role != 0 ? G_STRUCT_MEMBER (const AttestField *, self->schema, column->role) : NULL;

  if (cell->part != NULL)
    return g_strdup (attest_import_part_get_path (cell->part));
  if (column->names_row)
    field = get_title_field (self->schema);
  return g_strdup (field != NULL ? attest_field_get_path_name (field) : "");
}

static gboolean
is_on_arrow (GtkWidget *widget, const Cell *cell, double x)
{
  const gboolean is_reversed = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  return get_column (widget)->names_row && cell->part == NULL
         && attest_import_part_any (cell->record)
         && (is_reversed ? gtk_widget_get_width (widget) - x : x) < ARROW_WIDTH - PADDING / 2;
}

static void
pressed_cb (GtkGestureClick *click, int n_press, double x, double y, AttestImportTable *self)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));
  const Cell *cell = get_cell (widget);
  g_autofree char *path = NULL;

  if (cell->record == NULL)
    return;
  if (is_on_arrow (widget, cell, x))
    {
      attest_import_rows_open (
          self->rows,
          gtk_list_item_get_position (cell->item),
          !gtk_tree_list_row_get_expanded (gtk_list_item_get_item (cell->item)));
      return;
    }
  path = find_path (self, get_column (widget), cell);
  if (n_press == 2)
    g_signal_emit (self, edit_signal, 0, path);
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, AttestImportTable *self)
{
  const AttestImportColumn *column = g_object_get_data (G_OBJECT (factory), COLUMN_KEY);
  GtkWidget *cell = attest_list_cell_new (column->kind, LEAST_CHARS);
  GtkGesture *click = gtk_gesture_click_new ();
  Cell *shown = g_new0 (Cell, 1);

  shown->item = item;
  g_object_set_data_full (G_OBJECT (cell), CELL_KEY, shown, cell_free);
  g_object_set_data (G_OBJECT (cell), COLUMN_KEY, (gpointer) column);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  gtk_widget_add_controller (cell, GTK_EVENT_CONTROLLER (click));
  gtk_list_item_set_child (item, cell);
}

static void
activate_cb (AttestImportTable *self)
{
  AttestImportPart *part = attest_import_rows_get_chosen_part (self->rows);

  g_signal_emit (self, edit_signal, 0, part != NULL ? attest_import_part_get_path (part) : "");
}

static void
add_column (AttestImportTable *self, const AttestImportColumn *column)
{
  const AttestNouns *nouns = &attest_service_for_schema (self->schema)->nouns;
  const char *title =
      column->title != NULL ? column->title : G_STRUCT_MEMBER (const char *, nouns, column->noun);
  GtkListItemFactory *factory = NULL;
  g_autoptr (GtkColumnViewColumn) shown = NULL;

  if ((column->rooms & (1u << self->room)) == 0 || title == NULL
      || (column->role != 0
          && G_STRUCT_MEMBER (const AttestField *, self->schema, column->role) == NULL))
    return;
  factory = gtk_signal_list_item_factory_new ();
  g_object_set_data (G_OBJECT (factory), COLUMN_KEY, (gpointer) column);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  shown = gtk_column_view_column_new (_ (title), factory);
  gtk_column_view_column_set_expand (shown, column->expands);
  gtk_column_view_column_set_resizable (shown, self->room > ATTEST_IMPORT_ROOM_NARROW);
  if (column->width > 0)
    gtk_column_view_column_set_fixed_width (shown, get_column_width (self, column));
  gtk_column_view_append_column (self->view, shown);
}

static void
make_columns (AttestImportTable *self)
{
  GListModel *shown = gtk_column_view_get_columns (self->view);
  guint n = 0;
  const AttestImportColumn *columns = attest_import_list_columns (&n);

  while (g_list_model_get_n_items (shown) > 0)
    {
      g_autoptr (GtkColumnViewColumn) first = g_list_model_get_item (shown, 0);

      gtk_column_view_remove_column (self->view, first);
    }
  for (guint i = 0; i < n; i++)
    add_column (self, &columns[i]);
}

/**
 * attest_import_measure_chars:
 * @widget: where they stand
 * @n_chars: how many
 *
 * Returns: how wide a cell is in which so many letters have room, in pixels
 */
int
attest_import_measure_chars (GtkWidget *widget, int n_chars)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  const int width = pango_font_metrics_get_approximate_char_width (metrics);

  pango_font_metrics_unref (metrics);
  return n_chars * width / PANGO_SCALE + PADDING;
}

static AttestImportRoom
find_room (AttestImportTable *self, double width)
{
  for (AttestImportRoom room = ATTEST_IMPORT_ROOM_WIDE; room > ATTEST_IMPORT_ROOM_LEAST; room--)
    if (get_needed_width (self, room) <= width)
      return room;
  return ATTEST_IMPORT_ROOM_LEAST;
}

static GtkWidget *
get_list (AttestImportTable *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* Of the rows that are there, in another room. */
static void
wrap_parts (AttestImportTable *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (get_list (self)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    for (GtkWidget *item = gtk_widget_get_first_child (row); item != NULL;
         item = gtk_widget_get_next_sibling (item))
      {
        GtkWidget *widget = gtk_widget_get_first_child (item);

        if (widget != NULL && get_cell (widget)->part != NULL)
          wrap_part (self, widget);
      }
}

static gboolean
lay_out_cb (gpointer user_data)
{
  AttestImportTable *self = ATTEST_IMPORT_TABLE (user_data);
  GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (self->scroller);
  const AttestImportRoom room = find_room (self, gtk_adjustment_get_page_size (across));

  self->layout_source = 0;
  if (room != self->room && self->schema != NULL)
    {
      self->room = room;
      make_columns (self);
    }
  else
    wrap_parts (self);
  return G_SOURCE_REMOVE;
}

/* Columns must not come and go while sizes are being given out. */
static void
lay_out_later_cb (AttestImportTable *self)
{
  if (self->layout_source == 0)
    self->layout_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, lay_out_cb, self, NULL);
}

/* The keyboard */

/* Returns: (nullable): what the row @widget shows, as its first cell has it */
static const Cell *
get_row_cell (GtkWidget *widget)
{
  GtkWidget *item = widget != NULL ? gtk_widget_get_first_child (widget) : NULL;
  GtkWidget *cell = item != NULL ? gtk_widget_get_first_child (item) : NULL;
  const Cell *shown = cell != NULL ? get_cell (cell) : NULL;

  return shown != NULL && shown->record != NULL ? shown : NULL;
}

static const Cell *
find_focus (AttestImportTable *self)
{
  GtkWidget *list = get_list (self);
  GtkWidget *widget = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  while (widget != NULL && gtk_widget_get_parent (widget) != list)
    widget = gtk_widget_get_parent (widget);
  return get_row_cell (widget);
}

static void
go_to (AttestImportTable *self, guint position)
{
  attest_import_rows_choose (self->rows, position);
  attest_import_table_scroll_to (self, position);
  for (GtkWidget *row = gtk_widget_get_first_child (get_list (self)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      const Cell *cell = get_row_cell (row);

      if (cell != NULL && gtk_list_item_get_position (cell->item) == position)
        {
          gtk_widget_grab_focus (row);
          return;
        }
    }
}

/* As in every tree: what is closed is opened, from what is open it goes inside, and back. */
static gboolean
key_cb (GtkEventControllerKey *keys,
        guint key,
        guint code,
        GdkModifierType modifiers,
        AttestImportTable *self)
{
  const gboolean is_reversed = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  const gboolean is_right = key == GDK_KEY_Right || key == GDK_KEY_KP_Right;
  const gboolean is_left = key == GDK_KEY_Left || key == GDK_KEY_KP_Left;
  const Cell *cell = is_right || is_left ? find_focus (self) : NULL;
  guint position = 0;
  gboolean is_open = FALSE;

  if (cell == NULL
      || (modifiers & gtk_accelerator_get_default_mod_mask () & ~(guint) GDK_CONTROL_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  position = gtk_list_item_get_position (cell->item);
  is_open = gtk_tree_list_row_get_expanded (gtk_list_item_get_item (cell->item));
  if (cell->part != NULL && is_right != is_reversed)
    return GDK_EVENT_PROPAGATE;
  if (cell->part != NULL)
    go_to (self, attest_import_rows_get_above (self->rows, position));
  else if (is_right == is_reversed)
    attest_import_rows_open (self->rows, position, FALSE);
  else if (is_open)
    go_to (self, position + 1);
  else
    attest_import_rows_open (self->rows, position, TRUE);
  return GDK_EVENT_STOP;
}

static void
add_keys (AttestImportTable *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

/* The object */

static void
attest_import_table_dispose (GObject *object)
{
  g_clear_object (&ATTEST_IMPORT_TABLE (object)->rows);
  g_clear_handle_id (&ATTEST_IMPORT_TABLE (object)->layout_source, g_source_remove);
  G_OBJECT_CLASS (attest_import_table_parent_class)->dispose (object);
}

/* With other letters, as many of them have other room. */
static void
attest_import_table_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  AttestImportTable *self = ATTEST_IMPORT_TABLE (widget);

  GTK_WIDGET_CLASS (attest_import_table_parent_class)->system_setting_changed (widget, setting);
  if (self->schema == NULL)
    return;
  self->room = ATTEST_IMPORT_N_ROOMS;
  lay_out_later_cb (self);
}

static void
attest_import_table_class_init (AttestImportTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_import_table_dispose;
  GTK_WIDGET_CLASS (klass)->system_setting_changed = attest_import_table_system_setting_changed;
  edit_signal = g_signal_new ("edit",
                              G_TYPE_FROM_CLASS (klass),
                              G_SIGNAL_RUN_LAST,
                              0,
                              NULL,
                              NULL,
                              NULL,
                              G_TYPE_NONE,
                              1,
                              G_TYPE_STRING);
}

static void
attest_import_table_init (AttestImportTable *self)
{
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "drafts");
  attest_readers_name_table (self->view, _ ("Records"));
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->view));
  gtk_widget_set_focusable (GTK_WIDGET (self->scroller), FALSE);
  g_signal_connect_object (
      self->view, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  add_keys (self);
  attest_list_tab_install (GTK_WIDGET (self->view));
  self->room = ATTEST_IMPORT_ROOM_LEAST;
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller),
                           "notify::page-size",
                           G_CALLBACK (lay_out_later_cb),
                           self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->scroller));
}

/**
 * attest_import_table_set_schema:
 * @self: a table
 * @schema: the kind of the records
 * @width: how wide @self will be, in pixels, if it was not shown yet: it has the right columns at
 * once then; 0: unknown
 *
 * Returns: whether its columns are others
 */
gboolean
attest_import_table_set_schema (AttestImportTable *self, const AttestSchema *schema, int width)
{
  if (self->schema == schema)
    return FALSE;
  if (gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    self->room = find_room (self, width);
  self->schema = schema;
  make_columns (self);
  return TRUE;
}

/* @rows: (nullable): what it shows */
void
attest_import_table_set_rows (AttestImportTable *self, AttestImportRows *rows)
{
  g_set_object (&self->rows, rows);
  gtk_column_view_set_model (self->view, rows != NULL ? attest_import_rows_get_model (rows) : NULL);
}

/**
 * attest_import_table_scroll_to:
 * @self: a table
 * @position: a row of its model
 */
void
attest_import_table_scroll_to (AttestImportTable *self, guint position)
{
  gtk_widget_activate_action (get_list (self), "list.scroll-to-item", "u", position);
}
