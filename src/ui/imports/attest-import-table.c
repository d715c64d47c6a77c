/* AttestImportTable: see the header. One entry of the table below is one column. */
#include "attest-config.h"
#include "imports/attest-import-table.h"

#include "imports/attest-import-words.h"
#include "register/attest-register-words.h"
#include "service/attest-service.h"
#include "widgets/attest-list-cell.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

#define COLUMN_KEY "attest-column"
#define LEAST_CHARS 6
#define EXPANDED_CHARS 16 /* of what takes the room that is left, at least */
#define PADDING (2 * 9)   /* pixels, as style.css has it for cells */

/* How many columns there is room for. */
typedef enum
{
  ROOM_NARROW,
  ROOM_MEDIUM,
  ROOM_WIDE,
  N_ROOMS
} Room;

#define NARROW (1 << ROOM_NARROW)
#define MEDIUM (1 << ROOM_MEDIUM)
#define WIDE (1 << ROOM_WIDE)

typedef void (*Fill) (AttestListCell *cell, AttestImportRecord *record);

typedef struct
{
  const char *title; /* N_(); NULL: by the schema */
  gsize noun;        /* of a service's nouns */
  gsize role;        /* of a schema: what a press on it is about; 0: nothing */
  guint rooms;       /* in which it is shown */
  gboolean expands;
  int width; /* characters; 0: what is left */
  AttestListCellKind kind;
  Fill fill;
} Column;

struct _AttestImportTable
{
  AdwBin parent_instance;

  GtkScrolledWindow *scroller;
  GtkColumnView *view;
  const AttestSchema *schema;
  Room room;
  guint layout_source;
};

G_DEFINE_FINAL_TYPE (AttestImportTable, attest_import_table, ADW_TYPE_BIN)

static guint edit_signal;

/* Cells */

static const AttestField *
get_title_field (const AttestSchema *schema)
{
  return &schema->fields[schema->title_field];
}

static void
set_line (AttestListCell *cell, AttestImportRecord *record, const char *text)
{
  attest_list_cell_set_texts (cell, text, NULL);
  attest_list_cell_set_style (cell,
                              attest_import_record_get_is_left_out (record) ? "dim-label" : NULL);
}

static char *
dup_title (AttestImportRecord *record)
{
  AttestRecord *typed = attest_import_record_get_record (record);
  const char *title = attest_record_get_title (typed);

  if (*title != '\0')
    return g_strdup (title);
  return g_strdup (
      _ (attest_service_for_schema (attest_record_get_schema (typed))->nouns.nameless));
}

static char *
dup_role (AttestImportRecord *record, const AttestField *role)
{
  AttestRecord *typed = attest_import_record_get_record (record);
  const char *text = attest_record_get_role (typed, role);

  return role != NULL ? attest_import_name_text (attest_record_get_schema (typed), role, text)
                      : g_strdup ("");
}

static const AttestSchema *
get_schema (AttestImportRecord *record)
{
  return attest_record_get_schema (attest_import_record_get_record (record));
}

/* As people read it, where it is a day. */
static char *
dup_day (AttestImportRecord *record, const AttestField *role)
{
  g_autofree char *text = dup_role (record, role);
  AttestDateReading reading;
  g_autofree char *day = NULL;
  g_autofree char *words = NULL;

  attest_date_read (text, &reading);
  if (reading.fault != ATTEST_DATE_FINE)
    return g_steal_pointer (&text);
  day = g_strdup_printf ("%04d-%02d-%02d",
                         g_date_get_year (&reading.readings[0]),
                         g_date_get_month (&reading.readings[0]),
                         g_date_get_day (&reading.readings[0]));
  return attest_day_format_short (day);
}

static void
fill_title (AttestListCell *cell, AttestImportRecord *record)
{
  g_autofree char *title = dup_title (record);

  set_line (cell, record, title);
}

static void
fill_entity (AttestListCell *cell, AttestImportRecord *record)
{
  g_autofree char *text = dup_role (record, get_schema (record)->entity);

  set_line (cell, record, text);
}

static void
fill_standards (AttestListCell *cell, AttestImportRecord *record)
{
  g_autofree char *all = attest_import_dup_standards (attest_import_record_get_record (record));
  g_autofree char *words = attest_standards_shorten (all);

  set_line (cell, record, words);
}

static void
fill_status (AttestListCell *cell, AttestImportRecord *record)
{
  g_autofree char *text = dup_role (record, get_schema (record)->status);

  set_line (cell, record, text);
}

static void
fill_begins (AttestListCell *cell, AttestImportRecord *record)
{
  g_autofree char *text = dup_day (record, get_schema (record)->begins);

  set_line (cell, record, text);
}

static void
fill_ends (AttestListCell *cell, AttestImportRecord *record)
{
  g_autofree char *text = dup_day (record, get_schema (record)->ends);

  set_line (cell, record, text);
}

static char *
describe_problems (AttestImportRecord *record)
{
  const guint n_errors = attest_import_record_get_n_errors (record);
  const guint n = n_errors > 0 ? n_errors : attest_import_record_get_n_warnings (record);

  if (n == 0 || attest_import_record_get_is_left_out (record))
    return NULL;
  return g_strdup_printf (n_errors > 0 ? ngettext ("%u error", "%u errors", n)
                                       : ngettext ("%u warning", "%u warnings", n),
                          n);
}

static void
fill_to_do (AttestListCell *cell, AttestImportRecord *record)
{
  g_autofree char *words = describe_problems (record);

  attest_list_cell_set_icon (cell, attest_import_get_state_icon_name (record));
  attest_list_cell_set_style (cell, attest_import_get_state_style_class (record));
  attest_list_cell_set_texts (cell, words != NULL ? words : "", NULL);
}

static void
fill_compared (AttestListCell *cell, AttestImportRecord *record)
{
  g_autofree char *words = attest_import_describe_record (record);

  set_line (cell, record, words);
}

static void
fill_both (AttestListCell *cell, AttestImportRecord *record)
{
  g_autofree char *title = dup_title (record);
  g_autofree char *entity = dup_role (record, get_schema (record)->entity);

  attest_list_cell_set_texts (cell, title, entity);
  attest_list_cell_set_style (cell,
                              attest_import_record_get_is_left_out (record) ? "dim-label" : NULL);
}

static void
fill_state (AttestListCell *cell, AttestImportRecord *record)
{
  g_autofree char *compared = attest_import_describe_record (record);
  g_autofree char *problems = describe_problems (record);

  attest_list_cell_set_icon (cell, attest_import_get_state_icon_name (record));
  attest_list_cell_set_style (cell, attest_import_get_state_style_class (record));
  attest_list_cell_set_texts (
      cell, problems != NULL ? problems : compared, problems != NULL ? compared : NULL);
}

static const Column columns[] = {
  { .noun = G_STRUCT_OFFSET (AttestNouns, one),
    .rooms = MEDIUM | WIDE,
    .width = 17,
    .fill = fill_title },
  { .noun = G_STRUCT_OFFSET (AttestNouns, entity),
    .role = G_STRUCT_OFFSET (AttestSchema, entity),
    .rooms = MEDIUM | WIDE,
    .expands = TRUE,
    .fill = fill_entity },
  { .title = N_ ("Standards"),
    .role = G_STRUCT_OFFSET (AttestSchema, standards),
    .rooms = WIDE,
    .width = 12,
    .fill = fill_standards },
  { .title = N_ ("Status"),
    .role = G_STRUCT_OFFSET (AttestSchema, status),
    .rooms = WIDE,
    .width = 10,
    .fill = fill_status },
  { .title = N_ ("Begins"),
    .role = G_STRUCT_OFFSET (AttestSchema, begins),
    .rooms = WIDE,
    .width = 13,
    .fill = fill_begins },
  { .noun = G_STRUCT_OFFSET (AttestNouns, ends),
    .role = G_STRUCT_OFFSET (AttestSchema, ends),
    .rooms = MEDIUM | WIDE,
    .width = 13,
    .fill = fill_ends },
  { .title = N_ ("To Do"), .rooms = MEDIUM | WIDE, .width = 14, .fill = fill_to_do },
  { .title = N_ ("Compared"), .rooms = WIDE, .width = 18, .fill = fill_compared },
  { .noun = G_STRUCT_OFFSET (AttestNouns, one),
    .rooms = NARROW,
    .expands = TRUE,
    .kind = ATTEST_LIST_CELL_TWO_LINES,
    .fill = fill_both },
  { .title = N_ ("To Do"),
    .rooms = NARROW,
    .width = 15,
    .kind = ATTEST_LIST_CELL_TWO_LINES,
    .fill = fill_state },
};

/* The factories */

static const Column *
get_column (GtkWidget *cell)
{
  return g_object_get_data (G_OBJECT (cell), COLUMN_KEY);
}

/* Rows have no name of their own before GTK 4.12. */
static void
name_row (GtkWidget *cell, AttestImportRecord *record)
{
  GtkWidget *item = gtk_widget_get_parent (cell);
  GtkWidget *row = item != NULL ? gtk_widget_get_parent (item) : NULL;
  g_autofree char *title = dup_title (record);
  g_autofree char *entity = dup_role (record, get_schema (record)->entity);
  g_autofree char *problems = describe_problems (record);
  g_autofree char *compared = attest_import_describe_record (record);
  g_autofree char *name = NULL;

  if (row == NULL)
    return;
  name = g_strjoin (
      ", ", title, entity, *compared != '\0' || problems != NULL ? compared : NULL, problems, NULL);
  attest_readers_name (GTK_ACCESSIBLE (row), name);
}

static void
fill_cb (GtkListItem *item)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  AttestImportRecord *record = gtk_list_item_get_item (item);
  const Column *column = get_column (cell);

  column->fill (ATTEST_LIST_CELL (cell), record);
  if (column->fill == fill_title || column->fill == fill_both)
    name_row (cell, record);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  g_signal_connect_swapped (gtk_list_item_get_item (item), "changed", G_CALLBACK (fill_cb), item);
  fill_cb (item);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), fill_cb, item);
}

static const char *
find_path (AttestImportTable *self, const Column *column)
{
  const AttestField *field =
      column->role != 0 ? G_STRUCT_MEMBER (const AttestField *, self->schema, column->role) : NULL;

  if (column->fill == fill_title || column->fill == fill_both)
    field = get_title_field (self->schema);
  return field != NULL ? attest_field_get_path_name (field) : "";
}

static void
pressed_cb (GtkGestureClick *click, int n_press, double x, double y, AttestImportTable *self)
{
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));

  if (n_press == 2)
    g_signal_emit (self, edit_signal, 0, find_path (self, get_column (cell)));
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, AttestImportTable *self)
{
  const Column *column = g_object_get_data (G_OBJECT (factory), COLUMN_KEY);
  GtkWidget *cell = attest_list_cell_new (column->kind, LEAST_CHARS);
  GtkGesture *click = gtk_gesture_click_new ();

  g_object_set_data (G_OBJECT (cell), COLUMN_KEY, (gpointer) column);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  gtk_widget_add_controller (cell, GTK_EVENT_CONTROLLER (click));
  gtk_list_item_set_child (item, cell);
}

static void
activate_cb (AttestImportTable *self)
{
  g_signal_emit (self, edit_signal, 0, "");
}

static void
add_column (AttestImportTable *self, const Column *column)
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
  gtk_column_view_column_set_resizable (shown, self->room != ROOM_NARROW);
  if (column->width > 0)
    gtk_column_view_column_set_fixed_width (
        shown, attest_import_measure_chars (GTK_WIDGET (self->view), column->width));
  gtk_column_view_append_column (self->view, shown);
}

static void
make_columns (AttestImportTable *self)
{
  GListModel *shown = gtk_column_view_get_columns (self->view);

  while (g_list_model_get_n_items (shown) > 0)
    {
      g_autoptr (GtkColumnViewColumn) first = g_list_model_get_item (shown, 0);

      gtk_column_view_remove_column (self->view, first);
    }
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
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

static int
get_needed_width (AttestImportTable *self, Room room)
{
  int width = 0;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if ((columns[i].rooms & (1u << room)) != 0)
      width += attest_import_measure_chars (GTK_WIDGET (self->view),
                                            columns[i].expands ? EXPANDED_CHARS : columns[i].width);
  return width;
}

static Room
find_room (AttestImportTable *self)
{
  GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (self->scroller);
  const double width = gtk_adjustment_get_page_size (across);

  for (Room room = ROOM_WIDE; room > ROOM_NARROW; room--)
    if (get_needed_width (self, room) <= width)
      return room;
  return ROOM_NARROW;
}

static gboolean
lay_out_cb (gpointer user_data)
{
  AttestImportTable *self = ATTEST_IMPORT_TABLE (user_data);
  const Room room = find_room (self);

  self->layout_source = 0;
  if (room != self->room && self->schema != NULL)
    {
      self->room = room;
      make_columns (self);
    }
  return G_SOURCE_REMOVE;
}

/* Columns must not come and go while sizes are being given out. */
static void
lay_out_later_cb (AttestImportTable *self)
{
  if (self->layout_source == 0)
    self->layout_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, lay_out_cb, self, NULL);
}

/* The object */

static void
attest_import_table_dispose (GObject *object)
{
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
  self->room = N_ROOMS;
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
  attest_readers_name (GTK_ACCESSIBLE (self->view), _ ("Records"));
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->view));
  gtk_widget_set_focusable (GTK_WIDGET (self->scroller), FALSE);
  g_signal_connect_object (
      self->view, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  self->room = ROOM_NARROW;
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller),
                           "notify::page-size",
                           G_CALLBACK (lay_out_later_cb),
                           self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->scroller));
}

/* @schema: the kind of the records */
void
attest_import_table_set_schema (AttestImportTable *self, const AttestSchema *schema)
{
  if (self->schema == schema)
    return;
  self->schema = schema;
  make_columns (self);
}

/* @model: (nullable): of AttestImportRecord */
void
attest_import_table_set_model (AttestImportTable *self, GtkSelectionModel *model)
{
  gtk_column_view_set_model (self->view, model);
}

static GtkWidget *
get_rows (AttestImportTable *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/**
 * attest_import_table_scroll_to:
 * @self: a table
 * @position: a row of its model
 */
void
attest_import_table_scroll_to (AttestImportTable *self, guint position)
{
  gtk_widget_activate_action (get_rows (self), "list.scroll-to-item", "u", position);
}
