/* AttestRegisterTable: see the header. A column is as wide as the widest text that was seen in it;
 * how many there are follows from how much room they need then. Main thread. */
#include "attest-config.h"
#include "register/attest-register-table.h"

#include "service/attest-service.h"
#include "widgets/attest-list-tab.h"
#include "widgets/attest-list-top.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

struct _AttestRegisterTable
{
  AdwBin parent_instance;

  GtkScrolledWindow *scroller;
  GtkColumnView *view;

  const AttestSchema *schema;
  AttestEnvironment environment;
  GPtrArray *columns; /* of AttestRegisterColumn; NULL: no schema yet */
  AttestLetterWidths widths;
  AttestRegisterOrder order;
  gboolean descending;
  gboolean ordering;             /* the arrow is being put where it belongs */
  AttestRegisterColumn *clicked; /* not owned: found while the view's sorter compares */
  AttestRoom room;               /* ATTEST_N_ROOMS: none is shown yet */
  gboolean begins;               /* other rows are there, which have their own widths */
  guint layout_source;           /* widths or columns are to change */
};

G_DEFINE_FINAL_TYPE (AttestRegisterTable, attest_register_table, ADW_TYPE_BIN)

enum
{
  SORT_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Room */

/* Of the column that shows the same where there is more room, too. */
static int
find_width (AttestRegisterTable *self, AttestRegisterColumn *column)
{
  int width = 0;

  for (guint i = 0; i < self->columns->len; i++)
    if (attest_register_column_get_order (self->columns->pdata[i])
        == attest_register_column_get_order (column))
      width = MAX (width, attest_register_column_get_width (self->columns->pdata[i]));
  return width;
}

/* What is cut, if need be, is shown once at most. */
static int
find_least (AttestRegisterTable *self, AttestRegisterColumn *column)
{
  const int least = attest_register_column_get_least (column);

  return least < attest_register_column_get_width (column) ? least : find_width (self, column);
}

/* @find: of each column, find_width() or find_least() */
static int
sum_widths (AttestRegisterTable *self,
            AttestRoom room,
            int (*find) (AttestRegisterTable *self, AttestRegisterColumn *column))
{
  int width = 0;

  for (guint i = 0; i < self->columns->len; i++)
    if (attest_register_column_is_shown (self->columns->pdata[i], room))
      width += find (self, self->columns->pdata[i]);
  return width;
}

static double
get_room_across (AttestRegisterTable *self)
{
  return gtk_adjustment_get_page_size (gtk_scrolled_window_get_hadjustment (self->scroller));
}

static AttestRoom
find_room (AttestRegisterTable *self)
{
  const double width = get_room_across (self);

  for (AttestRoom room = ATTEST_ROOM_WIDE; room > ATTEST_ROOM_LEAST; room--)
    if (width <= 0 || sum_widths (self, room, find_least) <= width)
      return room;
  return ATTEST_ROOM_LEAST;
}

static void
show_order (AttestRegisterTable *self)
{
  GtkColumnViewColumn *by = NULL;

  for (guint i = 0; self->columns != NULL && i < self->columns->len; i++)
    if (attest_register_column_is_shown (self->columns->pdata[i], self->room)
        && attest_register_column_get_order (self->columns->pdata[i]) == self->order)
      by = attest_register_column_get_shown (self->columns->pdata[i]);
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
  for (guint i = 0; i < self->columns->len; i++)
    if (self->room < ATTEST_N_ROOMS
        && attest_register_column_is_shown (self->columns->pdata[i], self->room))
      gtk_column_view_remove_column (self->view,
                                     attest_register_column_get_shown (self->columns->pdata[i]));
  for (guint i = 0; i < self->columns->len; i++)
    if (attest_register_column_is_shown (self->columns->pdata[i], room))
      gtk_column_view_append_column (self->view,
                                     attest_register_column_get_shown (self->columns->pdata[i]));
  self->room = room;
  show_order (self);
}

static void
begin_widths (AttestRegisterTable *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    attest_register_column_begin (self->columns->pdata[i]);
}

static gboolean
lay_out_cb (gpointer user_data)
{
  AttestRegisterTable *self = ATTEST_REGISTER_TABLE (user_data);
  gboolean is_whole = FALSE;

  if (self->begins)
    {
      self->begins = FALSE;
      begin_widths (self);
      attest_register_column_note_seen (GTK_WIDGET (self->view));
    }
  g_clear_handle_id (&self->layout_source, g_source_remove);
  show_room (self, find_room (self));
  is_whole = sum_widths (self, self->room, find_width) <= get_room_across (self);
  for (guint i = 0; i < self->columns->len; i++)
    {
      AttestRegisterColumn *column = self->columns->pdata[i];

      if (attest_register_column_is_shown (column, self->room)
          && !attest_register_column_get_expands (column))
        gtk_column_view_column_set_fixed_width (attest_register_column_get_shown (column),
                                                is_whole ? find_width (self, column)
                                                         : find_least (self, column));
    }
  return G_SOURCE_REMOVE;
}

/* Columns must not come and go while sizes are being given out. */
static void
lay_out_later_cb (AttestRegisterTable *self)
{
  if (self->layout_source == 0 && self->schema != NULL)
    self->layout_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, lay_out_cb, self, NULL);
}

/* Sorting is the model's work: the view only says by what. */
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
                   attest_register_column_get_order (self->clicked),
                   ordering == GTK_ORDERING_SMALLER);
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
  if (self->columns == NULL || attest_letter_widths_is_for (&self->widths, font))
    return;
  attest_letter_widths_begin (&self->widths, GTK_WIDGET (self->view));
  begin_widths (self);
  attest_register_column_refill (GTK_WIDGET (self->view));
}

/* The rows are the last child of a column view, behind its header. */
static GtkWidget *
get_rows (AttestRegisterTable *self)
{
  return gtk_widget_get_last_child (GTK_WIDGET (self->view));
}

/* GTK asks what surrounds the keyboard whether it takes it itself, before it looks farther back. */
static gboolean
attest_register_table_grab_focus (GtkWidget *widget)
{
  return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0
         && gtk_widget_grab_focus (get_rows (ATTEST_REGISTER_TABLE (widget)));
}

static void
attest_register_table_dispose (GObject *object)
{
  AttestRegisterTable *self = ATTEST_REGISTER_TABLE (object);

  g_clear_handle_id (&self->layout_source, g_source_remove);
  G_OBJECT_CLASS (attest_register_table_parent_class)->dispose (object);
}

/* Not before the cells are gone, which belong to the columns. */
static void
attest_register_table_finalize (GObject *object)
{
  AttestRegisterTable *self = ATTEST_REGISTER_TABLE (object);

  g_clear_pointer (&self->columns, g_ptr_array_unref);
  attest_letter_widths_clear (&self->widths);
  G_OBJECT_CLASS (attest_register_table_parent_class)->finalize (object);
}

static void
attest_register_table_class_init (AttestRegisterTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_register_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = attest_register_table_finalize;
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
  self->columns = attest_register_column_list (schema, &self->widths, &self->clicked);
  for (guint i = 0; i < self->columns->len; i++)
    g_signal_connect_object (
        self->columns->pdata[i], "wider", G_CALLBACK (lay_out_later_cb), self, G_CONNECT_SWAPPED);
  attest_letter_widths_begin (&self->widths, GTK_WIDGET (self->view));
  begin_widths (self);
  lay_out_cb (self);
  gtk_widget_set_focusable (gtk_widget_get_first_child (GTK_WIDGET (self->view)), FALSE);
  attest_readers_name_table (self->view, _ (attest_service_for_schema (schema)->nouns.many));
}

/**
 * attest_register_table_set_model:
 * @self: a table
 * @model: (nullable): its rows, of AttestDraft; %NULL when done
 */
void
attest_register_table_set_model (AttestRegisterTable *self, GtkSelectionModel *model)
{
  g_return_if_fail (ATTEST_IS_REGISTER_TABLE (self));

  gtk_column_view_set_model (self->view, model);
  if (model != NULL)
    attest_list_top_keep (get_rows (self), G_LIST_MODEL (model));
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
  for (guint i = 0; i < self->columns->len; i++)
    attest_register_column_set_environment (self->columns->pdata[i], environment);
  attest_register_column_refill (GTK_WIDGET (self->view));
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
