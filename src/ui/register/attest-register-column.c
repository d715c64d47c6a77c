/* AttestRegisterColumn: see the header. One entry of the table below is one column. Its width is
 * the sum of the widths of letters, as laying out every text would take longer than showing it. */
#include "attest-config.h"
#include "register/attest-register-column.h"

#include "register/attest-register-cells.h"
#include "service/attest-service.h"
#include "widgets/attest-list-cell.h"
#include "widgets/attest-row-menu.h"

#include <glib/gi18n.h>
#include <math.h>

#define COLUMN_KEY "attest-register-column"

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
  const char *least;   /* (nullable): cut down to that, it still says most */
  const AttestRegisterCell *cell;
} Info;

static const Info infos[] = {
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
    .least = "45001 · 50001",
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

struct _AttestRegisterColumn
{
  GObject parent_instance;

  const Info *info;
  const AttestSchema *schema;
  AttestEnvironment environment;
  AttestLetterWidths *widths;     /* not owned: the table's, as what follows */
  AttestRegisterColumn **clicked; /* found while the view's sorter compares */
  GtkColumnViewColumn *shown;
  GtkSorter *sorter; /* says which heading was clicked, and sorts nothing */
  int width;         /* in pixels, for what was seen in it so far */
};

G_DEFINE_FINAL_TYPE (AttestRegisterColumn, attest_register_column, G_TYPE_OBJECT)

enum
{
  WIDER,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Widths */

static float
get_text_width (AttestRegisterColumn *self, const char *text)
{
  return attest_letter_widths_get (self->widths, text, MOST_CHARS);
}

static int
get_width_for (float text)
{
  return (int) ceilf (text) + PADDING + ROUNDING;
}

static void
want_width (AttestRegisterColumn *self, float width)
{
  const int wanted = get_width_for (width);

  if (wanted <= self->width)
    return;
  self->width = wanted;
  g_signal_emit (self, signals[WIDER], 0);
}

static void
note_width (AttestRegisterColumn *self, GtkWidget *cell)
{
  const char *line = NULL;
  const char *detail = NULL;
  int beside = 0;

  if (!ATTEST_IS_LIST_CELL (cell)
      || (self->info->expands && self->info->order != ATTEST_REGISTER_BY_TITLE))
    return;
  beside = attest_list_cell_get_texts (ATTEST_LIST_CELL (cell), &line, &detail);
  if (self->info->expands) /* what is below a number may be cut */
    detail = "";
  want_width (self,
              beside + MAX (get_text_width (self, line), CAPTION * get_text_width (self, detail)));
}

/* The factory of a column */

static AttestRegisterColumn *
get_column (GtkWidget *cell)
{
  return g_object_get_data (G_OBJECT (cell), COLUMN_KEY);
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
  AttestRegisterColumn *self = get_column (cell);
  GtkListItem *item = attest_row_menu_find (cell);
  AttestDraft *draft = item != NULL ? gtk_list_item_get_item (item) : NULL;
  g_autofree char *words =
      draft != NULL ? self->info->cell->explain (draft, self->environment) : NULL;

  if (words == NULL || *words == '\0')
    return FALSE;
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, AttestRegisterColumn *self)
{
  GtkWidget *cell = self->info->cell->make ();

  g_object_set_data (G_OBJECT (cell), COLUMN_KEY, self);
  if (self->info->cell->explain != NULL)
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
  AttestRegisterColumn *self = get_column (cell);

  gtk_widget_set_opacity (cell, attest_draft_get_loaded (draft) ? 1 : 0);
  if (!attest_draft_get_loaded (draft))
    return;
  self->info->cell->fill (cell, draft, self->environment);
  note_width (self, cell);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, AttestRegisterColumn *self)
{
  g_signal_connect_swapped (gtk_list_item_get_item (item), "updated", G_CALLBACK (fill_cb), item);
  fill_cb (item);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item, AttestRegisterColumn *self)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), fill_cb, item);
}

/* Sorting is the model's work. GTK 4.8 does not tell by which column: each has a sorter of its own,
 * and the first that is asked is the one; the view turns its answer round when descending. */

static int
compare_nothing (gconstpointer a, gconstpointer b, gpointer user_data)
{
  AttestRegisterColumn *self = user_data;

  if (*self->clicked == NULL)
    *self->clicked = self;
  return 1;
}

/* The object */

static void
attest_register_column_dispose (GObject *object)
{
  AttestRegisterColumn *self = ATTEST_REGISTER_COLUMN (object);

  g_clear_object (&self->shown);
  g_clear_object (&self->sorter);
  G_OBJECT_CLASS (attest_register_column_parent_class)->dispose (object);
}

static void
attest_register_column_class_init (AttestRegisterColumnClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_register_column_dispose;
  signals[WIDER] = g_signal_new (
      "wider", ATTEST_TYPE_REGISTER_COLUMN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_register_column_init (AttestRegisterColumn *self)
{
}

static void
make_shown (AttestRegisterColumn *self, const char *title)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  self->shown = gtk_column_view_column_new (title, factory);
  self->sorter = GTK_SORTER (gtk_custom_sorter_new (compare_nothing, self, NULL));
  gtk_column_view_column_set_expand (self->shown, self->info->expands);
  gtk_column_view_column_set_sorter (self->shown, self->sorter);
}

/**
 * attest_register_column_list:
 * @schema: a kind of drafts
 * @widths: of the letters of the table; begun before the columns are shown, and outlives them
 * @clicked: set to the column whose heading was clicked, when the view's sorter compares and it is
 *   %NULL; outlives them
 *
 * Returns: (transfer full) (element-type AttestRegisterColumn): the columns of this kind, of all
 *   rooms, in their order; they outlive the table's cells
 */
GPtrArray *
attest_register_column_list (const AttestSchema *schema,
                             AttestLetterWidths *widths,
                             AttestRegisterColumn **clicked)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    {
      const char *title =
          attest_register_column_get_title (schema, ATTEST_ENVIRONMENT_PRACTICE, infos[i].order);
      AttestRegisterColumn *self = NULL;

      if (title == NULL)
        continue;
      self = g_object_new (ATTEST_TYPE_REGISTER_COLUMN, NULL);
      self->info = &infos[i];
      self->schema = schema;
      self->widths = widths;
      self->clicked = clicked;
      make_shown (self, title);
      g_ptr_array_add (columns, self);
    }
  return columns;
}

/**
 * attest_register_column_get_title:
 * @schema: a kind of drafts
 * @environment: the environment that is chosen
 * @order: what the table can be sorted by
 *
 * Returns: (transfer none) (nullable): the heading of the column that does; %NULL: this kind has
 *   none
 */
const char *
attest_register_column_get_title (const AttestSchema *schema,
                                  AttestEnvironment environment,
                                  AttestRegisterOrder order)
{
  static const char *const places[ATTEST_N_ENVIRONMENTS] = {
    [ATTEST_ENVIRONMENT_PRACTICE] = N_ ("In Practice"),
    [ATTEST_ENVIRONMENT_TEST] = N_ ("In Test"),
    [ATTEST_ENVIRONMENT_PRODUCTION] = N_ ("In Production"),
  };
  const AttestNouns *nouns = &attest_service_for_schema (schema)->nouns;

  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    {
      const Info *info = &infos[i];
      const char *title = info->title;

      if (info->order != order)
        continue;
      if (info->role != 0 && G_STRUCT_MEMBER (const AttestField *, schema, info->role) == NULL)
        return NULL;
      if (order == ATTEST_REGISTER_BY_PUBLISHED)
        title = places[environment];
      else if (title == NULL)
        title = G_STRUCT_MEMBER (const char *, nouns, info->noun);
      return title != NULL ? _ (title) : NULL;
    }
  return NULL;
}

/**
 * attest_register_column_begin:
 * @self: a column
 *
 * It is as wide as its heading and what is typical for it again, and grows from there.
 */
void
attest_register_column_begin (AttestRegisterColumn *self)
{
  const char *title = NULL;

  g_return_if_fail (ATTEST_IS_REGISTER_COLUMN (self));

  title = attest_register_column_get_title (self->schema, self->environment, self->info->order);
  self->width = 0;
  want_width (self, get_text_width (self, title) + ARROW);
  if (self->info->typical != NULL)
    want_width (self, get_text_width (self, self->info->typical));
  if (self->info->expands)
    want_width (self, LEAST_NAME * attest_letter_widths_get_square (self->widths));
}

/**
 * attest_register_column_set_environment:
 * @self: a column
 * @environment: whose state of the drafts it shows from now on
 */
void
attest_register_column_set_environment (AttestRegisterColumn *self, AttestEnvironment environment)
{
  g_return_if_fail (ATTEST_IS_REGISTER_COLUMN (self));

  self->environment = environment;
  gtk_column_view_column_set_title (
      self->shown, attest_register_column_get_title (self->schema, environment, self->info->order));
}

/* Returns: whether it stands where there is so much @room */
gboolean
attest_register_column_is_shown (AttestRegisterColumn *self, AttestRoom room)
{
  return (self->info->rooms & SHOWN_AT (room)) != 0;
}

/* Returns: whether it takes the room that is left */
gboolean
attest_register_column_get_expands (AttestRegisterColumn *self)
{
  return self->info->expands;
}

/* Returns: what the table is sorted by when its heading is clicked */
AttestRegisterOrder
attest_register_column_get_order (AttestRegisterColumn *self)
{
  return self->info->order;
}

/* Returns: (transfer none): it, for a column view */
GtkColumnViewColumn *
attest_register_column_get_shown (AttestRegisterColumn *self)
{
  return self->shown;
}

/* Returns: the width it needs by itself, in pixels */
int
attest_register_column_get_width (AttestRegisterColumn *self)
{
  return self->width;
}

/* Returns: the width that it has to have where there is little room, in pixels; no more than it
 * needs
 */
int
attest_register_column_get_least (AttestRegisterColumn *self)
{
  if (self->info->least == NULL)
    return self->width;
  return MIN (self->width, get_width_for (get_text_width (self, self->info->least)));
}

/**
 * attest_register_column_note_seen:
 * @widget: a table, or something in it
 *
 * Its columns are at least as wide as what is on the screen from now on.
 */
void
attest_register_column_note_seen (GtkWidget *widget)
{
  AttestRegisterColumn *self = get_column (widget);

  if (self != NULL && gtk_widget_get_opacity (widget) > 0)
    note_width (self, widget);
  for (GtkWidget *child = self == NULL ? gtk_widget_get_first_child (widget) : NULL; child != NULL;
       child = gtk_widget_get_next_sibling (child))
    attest_register_column_note_seen (child);
}

/**
 * attest_register_column_refill:
 * @widget: a table, or something in it
 *
 * Fills what is on the screen once more.
 */
void
attest_register_column_refill (GtkWidget *widget)
{
  GtkListItem *item = get_column (widget) != NULL ? attest_row_menu_find (widget) : NULL;

  if (item != NULL && gtk_list_item_get_item (item) != NULL)
    fill_cb (item);
  for (GtkWidget *child = item == NULL ? gtk_widget_get_first_child (widget) : NULL; child != NULL;
       child = gtk_widget_get_next_sibling (child))
    attest_register_column_refill (child);
}
