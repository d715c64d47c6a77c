/* AttestRegisterTable: see the header. One entry of the table below is one column. A column is as
 * wide as the widest text that was seen in it, and never becomes narrower while the same is shown;
 * the widths of letters are added up, as laying out every text would take longer than showing it.
 * How many columns there are follows from how much room they need then. Main thread. */
#include "attest-config.h"
#include "register/attest-register-table.h"

#include "register/attest-register-cells.h"
#include "widgets/attest-list-cell.h"
#include "widgets/attest-list-tab.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-row-menu.h"

#include <glib/gi18n.h>
#include <math.h>

#define BINDING_KEY "attest-register-binding"

/* Of a header's title, and of every text, as style.css has it; and the arrow beside a title while
 * the table is sorted by it. */
#define PADDING (2 * 9)
#define ARROW (16 + 6)

/* Letters are put on whole pixels one by one, which the sum does not know. */
#define ROUNDING 4

/* As style.css has it for captions. */
#define CAPTION 0.82

/* What is to be seen at least of what takes the room that is left, and at most of the others. */
#define LEAST_NAME 9.2f /* in widths of the font: ten syllables of Hangul */
#define MOST_CHARS 32

#define SHOWN_AT(room) (1 << (room))

typedef struct
{
  const char *title; /* N_(); */
  gsize noun;        /* else which of a service's nouns it is; 0: it names the environment */
  gsize role;        /* of a schema, which some have not; 0: all have it */
  guint rooms;       /* in which it is shown */
  AttestRegisterOrder order; /* that it sorts by */
  gboolean expands;
  const char *typical; /* (nullable): it is wide enough for that from the beginning */
  const AttestRegisterCell *cell;
} Column;

static const Column columns[] = {
  { .noun = G_STRUCT_OFFSET (AttestNouns, one),
    .rooms = SHOWN_AT (ATTEST_ROOM_WIDE) | SHOWN_AT (ATTEST_ROOM_MEDIUM),
    .order = ATTEST_REGISTER_BY_TITLE,
    .typical = "QMS-2026-0001",
    .cell = &attest_register_title_cell },
  { .noun = G_STRUCT_OFFSET (AttestNouns, entity),
    .role = G_STRUCT_OFFSET (AttestSchema, entity),
    .rooms = SHOWN_AT (ATTEST_ROOM_WIDE) | SHOWN_AT (ATTEST_ROOM_MEDIUM),
    .order = ATTEST_REGISTER_BY_ENTITY,
    .expands = TRUE,
    .cell = &attest_register_entity_cell },
  { .title = N_ ("Standards"),
    .role = G_STRUCT_OFFSET (AttestSchema, standards),
    .rooms = SHOWN_AT (ATTEST_ROOM_WIDE),
    .order = ATTEST_REGISTER_BY_STANDARDS,
    .typical = "14001",
    .cell = &attest_register_standards_cell },
  { .noun = G_STRUCT_OFFSET (AttestNouns, ends),
    .role = G_STRUCT_OFFSET (AttestSchema, ends),
    .rooms = SHOWN_AT (ATTEST_ROOM_WIDE) | SHOWN_AT (ATTEST_ROOM_MEDIUM),
    .order = ATTEST_REGISTER_BY_EXPIRY,
    .cell = &attest_register_expiry_cell },
  { .title = N_ ("To Do"),
    .rooms = SHOWN_AT (ATTEST_ROOM_WIDE) | SHOWN_AT (ATTEST_ROOM_MEDIUM),
    .order = ATTEST_REGISTER_BY_TO_DO,
    .cell = &attest_register_to_do_cell },
  { .rooms = SHOWN_AT (ATTEST_ROOM_WIDE) | SHOWN_AT (ATTEST_ROOM_MEDIUM),
    .order = ATTEST_REGISTER_BY_PUBLISHED,
    .cell = &attest_register_published_cell },
  /* These stand in for all the others where there is little room. */
  { .noun = G_STRUCT_OFFSET (AttestNouns, one),
    .rooms = SHOWN_AT (ATTEST_ROOM_NARROW),
    .order = ATTEST_REGISTER_BY_TITLE,
    .expands = TRUE,
    .cell = &attest_register_names_cell },
  { .rooms = SHOWN_AT (ATTEST_ROOM_NARROW),
    .order = ATTEST_REGISTER_BY_PUBLISHED,
    .cell = &attest_register_state_cell },
  { .noun = G_STRUCT_OFFSET (AttestNouns, one),
    .rooms = SHOWN_AT (ATTEST_ROOM_LEAST),
    .order = ATTEST_REGISTER_BY_TITLE,
    .expands = TRUE,
    .cell = &attest_register_whole_cell },
};

#define N_COLUMNS G_N_ELEMENTS (columns)

/* What a column's factory is given. */
typedef struct
{
  AttestRegisterTable *table;
  const Column *column;
  GtkColumnViewColumn *shown; /* owned; NULL: this kind has no such column */
  GtkSorter *sorter;          /* owned; says which heading was clicked, and sorts nothing */
  int width;                  /* in pixels, for what was seen in it so far */
} Binding;

struct _AttestRegisterTable
{
  AdwBin parent_instance;

  GtkScrolledWindow *scroller;
  GtkColumnView *view;

  const AttestSchema *schema;
  AttestEnvironment environment;
  Binding bindings[N_COLUMNS];
  AttestRegisterOrder order;
  gboolean descending;
  gboolean ordering;   /* the arrow is being put where it belongs */
  Binding *clicked;    /* found while the view's sorter compares */
  AttestRoom room;     /* ATTEST_N_ROOMS: none is shown yet */
  gboolean begins;     /* other rows are there, which have their own widths */
  guint layout_source; /* widths or columns are to change */

  PangoFontDescription *font;
  PangoLayout *layout;
  float advances[128]; /* of ASCII letters, in pixels; 0: not known yet */
  float wide;          /* of a Hangul syllable, likewise */
  float other;
};

G_DEFINE_FINAL_TYPE (AttestRegisterTable, attest_register_table, ADW_TYPE_BIN)

enum
{
  SORT_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Widths of texts */

static float
measure_letters (AttestRegisterTable *self, const char *letters, int length)
{
  int width = 0;

  pango_layout_set_text (self->layout, letters, length);
  pango_layout_get_size (self->layout, &width, NULL);
  return (float) width / PANGO_SCALE;
}

static float
get_letter_width (AttestRegisterTable *self, gunichar letter)
{
  const char ascii = (char) letter;

  if (letter >= 128 && !g_unichar_iswide (letter))
    return self->other;
  /* Not before one is seen: it opens a large font, which a window without Hangul does not need. */
  if (letter >= 128 && self->wide <= 0)
    self->wide = measure_letters (self, "한", -1);
  if (letter >= 128)
    return self->wide;
  if (self->advances[letter] <= 0)
    self->advances[letter] = measure_letters (self, &ascii, 1);
  return self->advances[letter];
}

static float
get_text_width (AttestRegisterTable *self, const char *text)
{
  float width = 0;

  for (guint i = 0; i < MOST_CHARS && *text != '\0'; i++, text = g_utf8_next_char (text))
    width += get_letter_width (self, g_utf8_get_char (text));
  return width;
}

/* Of a letter as wide as high. Not measured with one: Hangul's font is large, and may not be
 * needed. */
static float
get_font_width (AttestRegisterTable *self)
{
  const float size = (float) pango_font_description_get_size (self->font) / PANGO_SCALE;

  if (pango_font_description_get_size_is_absolute (self->font))
    return size;
  return size * (float) pango_cairo_context_get_resolution (pango_layout_get_context (self->layout))
         / 72;
}

static void
prepare_font (AttestRegisterTable *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self->view));

  g_clear_pointer (&self->font, pango_font_description_free);
  g_clear_object (&self->layout);
  self->font = pango_font_description_copy (pango_context_get_font_description (context));
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->view), NULL);
  memset (self->advances, 0, sizeof self->advances);
  self->wide = 0;
  self->other = measure_letters (self, "W", -1);
}

/* Columns */

/**
 * attest_register_table_get_title:
 * @schema: a kind of drafts
 * @environment: the environment that is chosen
 * @order: what the table can be sorted by
 *
 * Returns: (transfer none) (nullable): the heading of the column that does; %NULL: this kind has
 *   none
 */
const char *
attest_register_table_get_title (const AttestSchema *schema,
                                 AttestEnvironment environment,
                                 AttestRegisterOrder order)
{
  static const char *const places[ATTEST_N_ENVIRONMENTS] = {
    [ATTEST_ENVIRONMENT_PRACTICE] = N_ ("In Practice"),
    [ATTEST_ENVIRONMENT_TEST] = N_ ("In Test"),
    [ATTEST_ENVIRONMENT_PRODUCTION] = N_ ("In Production"),
  };
  const AttestNouns *nouns = &attest_service_for_schema (schema)->nouns;

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      const Column *column = &columns[i];
      const char *title = column->title;

      if (column->order != order)
        continue;
      if (column->role != 0 && G_STRUCT_MEMBER (const AttestField *, schema, column->role) == NULL)
        return NULL;
      if (order == ATTEST_REGISTER_BY_PUBLISHED)
        title = places[environment];
      else if (title == NULL)
        title = G_STRUCT_MEMBER (const char *, nouns, column->noun);
      return title != NULL ? _ (title) : NULL;
    }
  return NULL;
}

static const char *
get_title (AttestRegisterTable *self, const Column *column)
{
  return attest_register_table_get_title (self->schema, self->environment, column->order);
}

static gboolean
is_shown (const Binding *binding, AttestRoom room)
{
  return binding->shown != NULL && (binding->column->rooms & SHOWN_AT (room)) != 0;
}

/* Of the column that shows the same where there is more room. */
static int
find_width (AttestRegisterTable *self, const Binding *binding)
{
  int width = binding->width;

  for (guint i = 0; i < N_COLUMNS; i++)
    if (self->bindings[i].shown != NULL && columns[i].order == binding->column->order)
      width = MAX (width, self->bindings[i].width);
  return width;
}

static int
get_needed_width (AttestRegisterTable *self, AttestRoom room)
{
  int width = 0;

  for (guint i = 0; i < N_COLUMNS; i++)
    if (is_shown (&self->bindings[i], room))
      width += find_width (self, &self->bindings[i]);
  return width;
}

static AttestRoom
find_room (AttestRegisterTable *self)
{
  GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (self->scroller);
  const double width = gtk_adjustment_get_page_size (across);

  for (AttestRoom room = ATTEST_ROOM_WIDE; room > ATTEST_ROOM_LEAST; room--)
    if (width <= 0 || get_needed_width (self, room) <= width)
      return room;
  return ATTEST_ROOM_LEAST;
}

static void
show_order (AttestRegisterTable *self)
{
  GtkColumnViewColumn *by = NULL;

  for (guint i = 0; i < N_COLUMNS; i++)
    if (is_shown (&self->bindings[i], self->room) && columns[i].order == self->order)
      by = self->bindings[i].shown;
  self->ordering = TRUE;
  gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
  if (by != NULL)
    gtk_column_view_sort_by_column (
        self->view, by, self->descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->ordering = FALSE;
}

/* GTK 4.8 makes the cells of hidden columns too: those not shown are taken out. */
static void
show_room (AttestRegisterTable *self, AttestRoom room)
{
  if (room == self->room)
    return;
  for (guint i = 0; i < N_COLUMNS; i++)
    if (self->room < ATTEST_N_ROOMS && is_shown (&self->bindings[i], self->room))
      gtk_column_view_remove_column (self->view, self->bindings[i].shown);
  for (guint i = 0; i < N_COLUMNS; i++)
    if (is_shown (&self->bindings[i], room))
      gtk_column_view_append_column (self->view, self->bindings[i].shown);
  self->room = room;
  show_order (self);
}

static void begin_widths (AttestRegisterTable *self);
static void note_seen (GtkWidget *widget);

static gboolean
lay_out_cb (gpointer user_data)
{
  AttestRegisterTable *self = ATTEST_REGISTER_TABLE (user_data);

  if (self->begins)
    {
      self->begins = FALSE;
      begin_widths (self);
      note_seen (GTK_WIDGET (self->view));
    }
  g_clear_handle_id (&self->layout_source, g_source_remove);
  show_room (self, find_room (self));
  for (guint i = 0; i < N_COLUMNS; i++)
    if (is_shown (&self->bindings[i], self->room) && !columns[i].expands)
      gtk_column_view_column_set_fixed_width (self->bindings[i].shown,
                                              find_width (self, &self->bindings[i]));
  return G_SOURCE_REMOVE;
}

/* Columns must not come and go while sizes are being given out. */
static void
lay_out_later_cb (AttestRegisterTable *self)
{
  if (self->layout_source == 0 && self->schema != NULL)
    self->layout_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, lay_out_cb, self, NULL);
}

static void
want_width (Binding *binding, float width)
{
  const int wanted = (int) ceilf (width) + PADDING + ROUNDING;

  if (wanted <= binding->width)
    return;
  binding->width = wanted;
  lay_out_later_cb (binding->table);
}

/* How wide it is before anything was seen in it. */
static void
begin_widths (AttestRegisterTable *self)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      Binding *binding = &self->bindings[i];

      binding->width = 0;
      if (binding->shown == NULL)
        continue;
      want_width (binding, get_text_width (self, get_title (self, binding->column)) + ARROW);
      if (binding->column->typical != NULL)
        want_width (binding, get_text_width (self, binding->column->typical));
      if (binding->column->expands)
        want_width (binding, LEAST_NAME * get_font_width (self));
    }
}

static void
note_width (Binding *binding, GtkWidget *cell)
{
  const char *line = NULL;
  const char *detail = NULL;
  int beside = 0;

  if (!ATTEST_IS_LIST_CELL (cell)
      || (binding->column->expands && binding->column->order != ATTEST_REGISTER_BY_TITLE))
    return;
  beside = attest_list_cell_get_texts (ATTEST_LIST_CELL (cell), &line, &detail);
  if (binding->column->expands) /* what is below a number may be cut */
    detail = "";
  want_width (binding,
              beside
                  + MAX (get_text_width (binding->table, line),
                         CAPTION * get_text_width (binding->table, detail)));
}

/* The factory of a column */

static Binding *
get_binding (GtkWidget *cell)
{
  return g_object_get_data (G_OBJECT (cell), BINDING_KEY);
}

/* Made only where the pointer rests: setting a tooltip asks the display where the pointer is, which
 * takes longer than filling the whole row. */
static gboolean
query_tooltip_cb (GtkWidget *cell,
                  int x,
                  int y,
                  gboolean keyboard,
                  GtkTooltip *tooltip,
                  gpointer user_data)
{
  Binding *binding = get_binding (cell);
  GtkListItem *item = attest_row_menu_find (cell);
  AttestDraft *draft = item != NULL ? gtk_list_item_get_item (item) : NULL;
  g_autofree char *words =
      draft != NULL ? binding->column->cell->explain (draft, binding->table->environment) : NULL;

  if (words == NULL || *words == '\0')
    return FALSE;
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, Binding *binding)
{
  GtkWidget *cell = binding->column->cell->make ();

  g_object_set_data (G_OBJECT (cell), BINDING_KEY, binding);
  if (binding->column->cell->explain != NULL)
    {
      gtk_widget_set_has_tooltip (cell, TRUE);
      g_signal_connect (cell, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
    }
  gtk_list_item_set_child (item, cell);
  attest_row_menu_mark (item);
}

/* A row that is not read yet is blank. */
static void
fill_cb (GtkListItem *item)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  AttestDraft *draft = gtk_list_item_get_item (item);
  Binding *binding = get_binding (cell);

  gtk_widget_set_opacity (cell, attest_draft_get_loaded (draft) ? 1 : 0);
  if (!attest_draft_get_loaded (draft))
    return;
  binding->column->cell->fill (cell, draft, binding->table->environment);
  note_width (binding, cell);
}

/* Notes the widths of what is on the screen. */
static void
note_seen (GtkWidget *widget)
{
  Binding *binding = get_binding (widget);

  if (binding != NULL && gtk_widget_get_opacity (widget) > 0)
    note_width (binding, widget);
  for (GtkWidget *child = binding == NULL ? gtk_widget_get_first_child (widget) : NULL;
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    note_seen (child);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, Binding *binding)
{
  g_signal_connect_swapped (gtk_list_item_get_item (item), "updated", G_CALLBACK (fill_cb), item);
  fill_cb (item);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item, Binding *binding)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), fill_cb, item);
}

/* Fills what is on the screen once more. */
static void
refill (GtkWidget *widget)
{
  GtkListItem *item = get_binding (widget) != NULL ? attest_row_menu_find (widget) : NULL;

  if (item != NULL && gtk_list_item_get_item (item) != NULL)
    fill_cb (item);
  for (GtkWidget *child = item == NULL ? gtk_widget_get_first_child (widget) : NULL; child != NULL;
       child = gtk_widget_get_next_sibling (child))
    refill (child);
}

/* Sorting is the model's work. GTK 4.8 does not tell by which column: each has a sorter of its own,
 * and the first that is asked is the one; the view turns its answer round when descending. */

static int
compare_nothing (gconstpointer a, gconstpointer b, gpointer user_data)
{
  Binding *binding = user_data;

  if (binding->table->clicked == NULL)
    binding->table->clicked = binding;
  return 1;
}

static void
sorter_changed_cb (AttestRegisterTable *self)
{
  GtkOrdering ordering = GTK_ORDERING_EQUAL;

  if (self->ordering)
    return;
  self->clicked = NULL;
  ordering = gtk_sorter_compare (gtk_column_view_get_sorter (self->view), self, self);
  if (self->clicked != NULL)
    g_signal_emit (self,
                   signals[SORT_CHOSEN],
                   0,
                   self->clicked->column->order,
                   ordering == GTK_ORDERING_SMALLER);
}

static void
make_column (Binding *binding, const char *title)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), binding);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), binding);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), binding);
  binding->shown = gtk_column_view_column_new (title, factory);
  binding->sorter = GTK_SORTER (gtk_custom_sorter_new (compare_nothing, binding, NULL));
  gtk_column_view_column_set_expand (binding->shown, binding->column->expands);
  gtk_column_view_column_set_sorter (binding->shown, binding->sorter);
}

/* The object */

/* The width the columns need follows the font. */
static void
attest_register_table_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  AttestRegisterTable *self = ATTEST_REGISTER_TABLE (widget);
  const PangoFontDescription *font = NULL;

  GTK_WIDGET_CLASS (attest_register_table_parent_class)->css_changed (widget, change);
  font = pango_context_get_font_description (gtk_widget_get_pango_context (widget));
  if (self->font == NULL || pango_font_description_equal (self->font, font))
    return;
  prepare_font (self);
  begin_widths (self);
  refill (GTK_WIDGET (self->view));
}

/* The rows are the last child of a column view, behind its header. */
static GtkWidget *
get_rows (AttestRegisterTable *self)
{
  return gtk_widget_get_last_child (GTK_WIDGET (self->view));
}

static gboolean
attest_register_table_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (get_rows (ATTEST_REGISTER_TABLE (widget)));
}

static void
attest_register_table_dispose (GObject *object)
{
  AttestRegisterTable *self = ATTEST_REGISTER_TABLE (object);

  g_clear_handle_id (&self->layout_source, g_source_remove);
  g_clear_pointer (&self->font, pango_font_description_free);
  g_clear_object (&self->layout);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_clear_object (&self->bindings[i].shown);
      g_clear_object (&self->bindings[i].sorter);
    }
  G_OBJECT_CLASS (attest_register_table_parent_class)->dispose (object);
}

static void
attest_register_table_class_init (AttestRegisterTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_register_table_dispose;
  widget_class->grab_focus = attest_register_table_grab_focus;
  widget_class->css_changed = attest_register_table_css_changed;
  signals[SORT_CHOSEN] = g_signal_new ("sort-chosen",
                                       G_TYPE_FROM_CLASS (klass),
                                       G_SIGNAL_RUN_LAST,
                                       0,
                                       NULL,
                                       NULL,
                                       NULL,
                                       G_TYPE_NONE,
                                       2,
                                       G_TYPE_UINT,
                                       G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/register/attest-register-table.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestRegisterTable, scroller);
  gtk_widget_class_bind_template_child (widget_class, AttestRegisterTable, view);
}

static void
attest_register_table_init (AttestRegisterTable *self)
{
  self->room = ATTEST_N_ROOMS;
  gtk_widget_init_template (GTK_WIDGET (self));
  attest_list_tab_install (get_rows (self));
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller),
                           "notify::page-size",
                           G_CALLBACK (lay_out_later_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view),
                           "changed",
                           G_CALLBACK (sorter_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

/* The table is a header and a list, which take the focus each by itself. */
static void
name_table (AttestRegisterTable *self, const char *name)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  gtk_widget_set_focusable (header, FALSE);
  attest_readers_name (GTK_ACCESSIBLE (header), _ ("Columns"));
  attest_readers_name (GTK_ACCESSIBLE (get_rows (self)), name);
  attest_readers_name (GTK_ACCESSIBLE (self->view), name);
}

/**
 * attest_register_table_set_schema:
 * @self: a table without columns
 * @schema: the kind of drafts it will show
 *
 * Gives it its columns and its name.
 */
void
attest_register_table_set_schema (AttestRegisterTable *self, const AttestSchema *schema)
{
  g_return_if_fail (ATTEST_IS_REGISTER_TABLE (self));
  g_return_if_fail (self->schema == NULL);

  self->schema = schema;
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      const char *title = get_title (self, &columns[i]);

      self->bindings[i] = (Binding){ .table = self, .column = &columns[i] };
      if (title != NULL)
        make_column (&self->bindings[i], title);
    }
  prepare_font (self);
  begin_widths (self);
  lay_out_cb (self);
  name_table (self, _ (attest_service_for_schema (schema)->nouns.many));
}

/**
 * attest_register_table_set_model:
 * @self: a table
 * @model: (nullable): its rows, of AttestDraft
 */
void
attest_register_table_set_model (AttestRegisterTable *self, GtkSelectionModel *model)
{
  g_return_if_fail (ATTEST_IS_REGISTER_TABLE (self));

  gtk_column_view_set_model (self->view, model);
}

/**
 * attest_register_table_fit:
 * @self: a table
 *
 * Its rows are others from now on: columns are as wide as those need, and not as the ones before
 * did.
 */
void
attest_register_table_fit (AttestRegisterTable *self)
{
  g_return_if_fail (ATTEST_IS_REGISTER_TABLE (self));

  self->begins = TRUE;
  lay_out_later_cb (self);
}

/**
 * attest_register_table_set_environment:
 * @self: a table
 * @environment: whose state of the drafts it shows from now on
 */
void
attest_register_table_set_environment (AttestRegisterTable *self, AttestEnvironment environment)
{
  g_return_if_fail (ATTEST_IS_REGISTER_TABLE (self));

  if (self->environment == environment)
    return;
  self->environment = environment;
  for (guint i = 0; i < N_COLUMNS; i++)
    if (self->bindings[i].shown != NULL)
      gtk_column_view_column_set_title (self->bindings[i].shown, get_title (self, &columns[i]));
  refill (GTK_WIDGET (self->view));
}

/**
 * attest_register_table_set_order:
 * @self: a table
 * @order: what its model is sorted by
 * @descending: and in which direction
 *
 * Shows the arrow at the heading it belongs to, if there is one.
 */
void
attest_register_table_set_order (AttestRegisterTable *self,
                                 AttestRegisterOrder order,
                                 gboolean descending)
{
  g_return_if_fail (ATTEST_IS_REGISTER_TABLE (self));

  self->order = order;
  self->descending = descending;
  show_order (self);
}

/**
 * attest_register_table_get_view:
 * @self: a table
 *
 * Returns: (transfer none): the view, for its signals
 */
GtkColumnView *
attest_register_table_get_view (AttestRegisterTable *self)
{
  g_return_val_if_fail (ATTEST_IS_REGISTER_TABLE (self), NULL);

  return self->view;
}

/**
 * attest_register_table_get_room:
 * @self: a table
 *
 * Returns: for how many columns there is room
 */
AttestRoom
attest_register_table_get_room (AttestRegisterTable *self)
{
  g_return_val_if_fail (ATTEST_IS_REGISTER_TABLE (self), ATTEST_ROOM_WIDE);

  return self->room;
}

/**
 * attest_register_table_scroll_to:
 * @self: a table
 * @position: a row of its model
 */
void
attest_register_table_scroll_to (AttestRegisterTable *self, guint position)
{
  g_return_if_fail (ATTEST_IS_REGISTER_TABLE (self));

  gtk_widget_activate_action (get_rows (self), "list.scroll-to-item", "u", position);
}
