/* AttestChooser: see the header. The keyboard stays in the search; the arrows go through what it
 * found. Owns its rows. */
#include "attest-config.h"
#include "widgets/attest-chooser.h"

#include "base/attest-text.h"
#include "widgets/attest-list-tab.h"
#include "widgets/attest-readers.h"

#include <string.h>

#define WIDTH 380 /* pixels; less where the window is not as wide */
#define LEAST_WIDTH 280
#define BESIDE 24 /* what its edges take */
#define HEIGHT 360
#define LOWEST 120
#define AROUND 96 /* the edge of what opens, and what its foot may come to show */
#define SWATCH 14
#define PICTURE 40

#define ATTEST_TYPE_CHOOSER_ITEM (attest_chooser_item_get_type ())
G_DECLARE_FINAL_TYPE (AttestChooserItem, attest_chooser_item, ATTEST, CHOOSER_ITEM, GObject)

struct _AttestChooserItem
{
  GObject parent_instance;

  char *key;
  char *label;
  char *detail;
  char *search; /* folded */
  gboolean has_colour;
  GdkRGBA colours[2];
  GdkPaintable *picture; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (AttestChooserItem, attest_chooser_item, G_TYPE_OBJECT)

static guint pictured_signal;

static void
attest_chooser_item_finalize (GObject *object)
{
  AttestChooserItem *self = ATTEST_CHOOSER_ITEM (object);

  g_free (self->key);
  g_free (self->label);
  g_free (self->detail);
  g_free (self->search);
  g_clear_object (&self->picture);
  G_OBJECT_CLASS (attest_chooser_item_parent_class)->finalize (object);
}

static void
attest_chooser_item_class_init (AttestChooserItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_chooser_item_finalize;
  pictured_signal = g_signal_new ("pictured",
                                  G_TYPE_FROM_CLASS (klass),
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  0);
}

static void
attest_chooser_item_init (AttestChooserItem *self)
{
}

struct _AttestChooser
{
  GtkPopover parent_instance;

  GListStore *items;
  GtkFilter *filter;
  char *searched; /* folded */
  GtkSingleSelection *selection;
  GtkSearchEntry *search;
  GtkListView *list;
  GtkWidget *scroller;
  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (AttestChooser, attest_chooser, GTK_TYPE_POPOVER)

static guint chosen_signal;

static gboolean
is_found (gpointer item, gpointer user_data)
{
  AttestChooser *self = user_data;

  return self->searched == NULL
         || strstr (ATTEST_CHOOSER_ITEM (item)->search, self->searched) != NULL;
}

static void
choose_cb (AttestChooser *self, guint position)
{
  g_autoptr (AttestChooserItem) item =
      g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  gtk_popover_popdown (GTK_POPOVER (self));
  if (item != NULL)
    g_signal_emit (self, chosen_signal, 0, item->key);
}

static void
activate_cb (AttestChooser *self)
{
  choose_cb (self, gtk_single_selection_get_selected (self->selection));
}

static void
search_cb (AttestChooser *self)
{
  g_free (self->searched);
  self->searched =
      attest_text_fold_for_search (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  if (gtk_single_selection_get_selected (self->selection) == GTK_INVALID_LIST_POSITION)
    gtk_single_selection_set_selected (self->selection, 0);
}

static gboolean
key_cb (AttestChooser *self, guint keyval, guint keycode, GdkModifierType state)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint position = gtk_single_selection_get_selected (self->selection);

  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Down && position + 1 < n)
    position++;
  else if (keyval == GDK_KEY_Up && position > 0)
    position--;
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  return GDK_EVENT_STOP;
}

/* Both colours, the second in the corner. */
static void
draw_swatch_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  AttestChooserItem *item = gtk_list_item_get_item (GTK_LIST_ITEM (user_data));

  if (item == NULL || !item->has_colour)
    return;
  cairo_arc (cr, width / 2.0, height / 2.0, MIN (width, height) / 2.0, 0, 2 * G_PI);
  cairo_clip (cr);
  gdk_cairo_set_source_rgba (cr, &item->colours[0]);
  cairo_paint (cr);
  gdk_cairo_set_source_rgba (cr, &item->colours[1]);
  cairo_move_to (cr, width, 0);
  cairo_line_to (cr, width, height);
  cairo_line_to (cr, 0, height);
  cairo_fill (cr);
}

static GtkWidget *
make_label (GtkWidget *box, float xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *swatch = gtk_drawing_area_new ();
  GtkWidget *picture = NULL;
  GtkWidget *label = NULL;

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (swatch), SWATCH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (swatch), SWATCH);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (swatch), draw_swatch_cb, list_item, NULL);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), swatch);
  picture = gtk_image_new ();
  gtk_image_set_pixel_size (GTK_IMAGE (picture), PICTURE);
  gtk_box_append (GTK_BOX (box), picture);
  label = make_label (box, 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (make_label (box, 1), "dim-label");
  gtk_list_item_set_child (list_item, box);
}

static void
show_picture_cb (GtkListItem *list_item)
{
  AttestChooserItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *swatch = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  GtkWidget *picture = gtk_widget_get_next_sibling (swatch);

  gtk_image_set_from_paintable (GTK_IMAGE (picture), item->picture);
  gtk_widget_set_visible (picture, item->picture != NULL);
  gtk_widget_set_visible (swatch, item->picture == NULL && item->has_colour);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *list_item)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (list_item), list_item);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *list_item)
{
  AttestChooserItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *swatch = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  GtkWidget *label = gtk_widget_get_next_sibling (gtk_widget_get_next_sibling (swatch));
  GtkWidget *detail = gtk_widget_get_next_sibling (label);

  g_signal_connect_swapped (item, "pictured", G_CALLBACK (show_picture_cb), list_item);
  show_picture_cb (list_item);
  gtk_widget_queue_draw (swatch);
  gtk_label_set_label (GTK_LABEL (label), item->label);
  gtk_label_set_label (GTK_LABEL (detail), item->detail != NULL ? item->detail : "");
}

static void
attest_chooser_dispose (GObject *object)
{
  AttestChooser *self = ATTEST_CHOOSER (object);

  g_clear_object (&self->items);
  g_clear_pointer (&self->searched, g_free);
  G_OBJECT_CLASS (attest_chooser_parent_class)->dispose (object);
}

static void
attest_chooser_class_init (AttestChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_chooser_dispose;
  chosen_signal = g_signal_new ("chosen",
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
make_list (AttestChooser *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *found = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_found, self, NULL));
  found = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->items)), self->filter);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (found));
  self->list = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (self->selection), factory));
  gtk_list_view_set_single_click_activate (self->list, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  attest_list_tab_install (GTK_WIDGET (self->list));
  g_signal_connect_object (self->list, "activate", G_CALLBACK (choose_cb), self, G_CONNECT_SWAPPED);
}

static void
make_search (AttestChooser *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "search-delay", 0, NULL);
  g_signal_connect_object (
      self->search, "search-changed", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->search, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->search, "stop-search", G_CALLBACK (gtk_popover_popdown), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
}

static void
attest_chooser_init (AttestChooser *self)
{
  self->items = g_list_store_new (ATTEST_TYPE_CHOOSER_ITEM);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  make_list (self);
  make_search (self);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (self->scroller, WIDTH, HEIGHT);
  gtk_box_append (self->box, GTK_WIDGET (self->search));
  gtk_box_append (self->box, self->scroller);
  gtk_popover_set_child (GTK_POPOVER (self), GTK_WIDGET (self->box));
}

/**
 * attest_chooser_new:
 * @search: what is searched: "Search fields"
 * @name: what a screen reader calls the list
 *
 * Returns: (transfer floating): a popover without rows; its parent is an ancestor of what it opens
 *   at
 */
GtkWidget *
attest_chooser_new (const char *search, const char *name)
{
  AttestChooser *self = g_object_new (ATTEST_TYPE_CHOOSER, NULL);

  g_object_set (self->search, "placeholder-text", search, NULL);
  attest_readers_name (GTK_ACCESSIBLE (self->search), search);
  attest_readers_name (GTK_ACCESSIBLE (self->list), name);
  return GTK_WIDGET (self);
}

/**
 * attest_chooser_clear:
 * @self: a chooser
 */
void
attest_chooser_clear (AttestChooser *self)
{
  g_return_if_fail (ATTEST_IS_CHOOSER (self));
  g_list_store_remove_all (self->items);
}

/**
 * attest_chooser_add:
 * @self: a chooser
 * @row: what can be chosen as well, behind the others; copied
 */
void
attest_chooser_add (AttestChooser *self, const AttestChooserRow *row)
{
  g_autoptr (AttestChooserItem) item = NULL;
  g_autofree char *searched = NULL;

  g_return_if_fail (ATTEST_IS_CHOOSER (self));

  item = g_object_new (ATTEST_TYPE_CHOOSER_ITEM, NULL);
  searched = g_strjoin ("\n", row->label, row->detail, NULL);
  item->key = g_strdup (row->key);
  item->label = g_strdup (row->label);
  item->detail = g_strdup (row->detail);
  item->search = attest_text_fold_for_search (searched);
  g_set_object (&item->picture, row->picture);
  item->has_colour = row->colours[0] != NULL && gdk_rgba_parse (&item->colours[0], row->colours[0]);
  if (row->colours[1] == NULL || !gdk_rgba_parse (&item->colours[1], row->colours[1]))
    item->colours[1] = item->colours[0];
  g_list_store_append (self->items, item);
}

/**
 * attest_chooser_set_picture:
 * @self: a chooser
 * @key: of rows it has
 * @picture: what is shown in front of them from now on
 */
void
attest_chooser_set_picture (AttestChooser *self, const char *key, GdkPaintable *picture)
{
  g_return_if_fail (ATTEST_IS_CHOOSER (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (AttestChooserItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (g_str_equal (item->key, key) && g_set_object (&item->picture, picture))
        g_signal_emit (item, pictured_signal, 0);
    }
}

/**
 * attest_chooser_set_foot:
 * @self: a chooser without one
 * @foot: (transfer floating): what stands below the list
 */
void
attest_chooser_set_foot (AttestChooser *self, GtkWidget *foot)
{
  g_return_if_fail (ATTEST_IS_CHOOSER (self));
  gtk_box_append (self->box, foot);
}

/**
 * attest_chooser_focus:
 * @self: a chooser that is open
 *
 * Gives the keyboard to its search.
 */
void
attest_chooser_focus (AttestChooser *self)
{
  g_return_if_fail (ATTEST_IS_CHOOSER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* So low that it fits above or below whatever it opens at. */
static void
fit_list (AttestChooser *self, GtkWidget *at)
{
  GdkDisplay *display = gtk_widget_get_display (at);
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (at));
  GdkMonitor *monitor = gdk_display_get_monitor_at_surface (display, surface);
  GdkRectangle screen = { 0 };
  const int room = gtk_widget_get_width (GTK_WIDGET (gtk_widget_get_root (at))) - BESIDE;
  const int width = CLAMP (room, LEAST_WIDTH, WIDTH);
  int all = 0;
  int others;

  if (monitor == NULL)
    return;
  gdk_monitor_get_geometry (monitor, &screen);
  gtk_widget_set_size_request (self->scroller, width, LOWEST);
  gtk_widget_measure (
      GTK_WIDGET (self->box), GTK_ORIENTATION_VERTICAL, width, &all, NULL, NULL, NULL);
  others = all - LOWEST + AROUND;
  gtk_widget_set_size_request (
      self->scroller, width, CLAMP (screen.height / 2 - others, LOWEST, HEIGHT));
}

/**
 * attest_chooser_open:
 * @self: a chooser whose parent is an ancestor of @at
 * @at: where it opens
 */
void
attest_chooser_open (AttestChooser *self, GtkWidget *at)
{
  GtkWidget *parent = NULL;
  graphene_rect_t place;

  g_return_if_fail (ATTEST_IS_CHOOSER (self));

  parent = gtk_widget_get_parent (GTK_WIDGET (self));
  if (parent != NULL && gtk_widget_compute_bounds (at, parent, &place))
    gtk_popover_set_pointing_to (GTK_POPOVER (self),
                                 &(GdkRectangle){ (int) place.origin.x,
                                                  (int) place.origin.y,
                                                  (int) place.size.width,
                                                  (int) place.size.height });
  fit_list (self, at);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_single_selection_set_selected (self->selection, 0);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
