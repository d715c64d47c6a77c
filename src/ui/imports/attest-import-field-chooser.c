/* AttestImportFieldChooser: see the header. The keyboard stays in the search; the arrows go through
 * what it found. */
#include "attest-config.h"
#include "imports/attest-import-field-chooser.h"

#include "imports/attest-import-words.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

#define PATH_KEY "attest-path"
#define WIDTH 320 /* pixels */
#define HEIGHT 360

struct _AttestImportFieldChooser
{
  GtkPopover parent_instance;

  const AttestSchema *schema;
  GListStore *fields; /* of GtkStringObject */
  GtkStringFilter *filter;
  GtkSingleSelection *selection;
  GtkSearchEntry *search;
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (AttestImportFieldChooser, attest_import_field_chooser, GTK_TYPE_POPOVER)

static guint chosen_signal;

static void
add (AttestImportFieldChooser *self, const char *label, const char *path)
{
  g_autoptr (GtkStringObject) item = gtk_string_object_new (label);

  g_object_set_data_full (G_OBJECT (item), PATH_KEY, g_strdup (path), g_free);
  g_list_store_append (self->fields, item);
}

static void
choose_cb (AttestImportFieldChooser *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  g_autofree char *path = item != NULL ? g_strdup (g_object_get_data (item, PATH_KEY)) : NULL;

  gtk_popover_popdown (GTK_POPOVER (self));
  if (path != NULL)
    g_signal_emit (self, chosen_signal, 0, path);
}

static void
activate_cb (AttestImportFieldChooser *self)
{
  choose_cb (self, gtk_single_selection_get_selected (self->selection));
}

static void
search_cb (AttestImportFieldChooser *self)
{
  gtk_string_filter_set_search (self->filter, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  if (gtk_single_selection_get_selected (self->selection) == GTK_INVALID_LIST_POSITION)
    gtk_single_selection_set_selected (self->selection, 0);
}

static gboolean
key_cb (AttestImportFieldChooser *self, guint keyval, guint keycode, GdkModifierType state)
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

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
attest_import_field_chooser_dispose (GObject *object)
{
  g_clear_object (&ATTEST_IMPORT_FIELD_CHOOSER (object)->fields);
  G_OBJECT_CLASS (attest_import_field_chooser_parent_class)->dispose (object);
}

static void
attest_import_field_chooser_class_init (AttestImportFieldChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_import_field_chooser_dispose;
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
make_list (AttestImportFieldChooser *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *found = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->filter =
      gtk_string_filter_new (gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  found = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->fields)),
                                     GTK_FILTER (self->filter));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (found));
  self->list = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (self->selection), factory));
  gtk_list_view_set_single_click_activate (self->list, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  attest_readers_name (GTK_ACCESSIBLE (self->list), _ ("Fields"));
  g_signal_connect_object (self->list, "activate", G_CALLBACK (choose_cb), self, G_CONNECT_SWAPPED);
}

static void
attest_import_field_chooser_init (AttestImportFieldChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->fields = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  make_list (self);
  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", _ ("Search fields"), "search-delay", 0, NULL);
  attest_readers_name (GTK_ACCESSIBLE (self->search), _ ("Search fields"));
  g_signal_connect_object (
      self->search, "search-changed", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->search, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->search, "stop-search", G_CALLBACK (gtk_popover_popdown), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scroller, WIDTH, HEIGHT);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

/**
 * attest_import_field_chooser_new:
 *
 * Returns: (transfer floating): a popover; its parent is whatever it is opened at first
 */
GtkWidget *
attest_import_field_chooser_new (void)
{
  return g_object_new (ATTEST_TYPE_IMPORT_FIELD_CHOOSER, NULL);
}

/**
 * attest_import_field_chooser_set_schema:
 * @self: a chooser
 * @schema: the kind of record whose fields are offered
 */
void
attest_import_field_chooser_set_schema (AttestImportFieldChooser *self, const AttestSchema *schema)
{
  g_autoptr (GPtrArray) targets = NULL;

  if (self->schema == schema)
    return;
  self->schema = schema;
  g_list_store_remove_all (self->fields);
  add (self, _ ("Not Used"), "");
  targets = attest_import_list_targets (schema);
  for (guint i = 0; i < targets->len; i++)
    {
      const AttestImportTarget *target = g_ptr_array_index (targets, i);

      add (self, target->label, target->path);
    }
}

/**
 * attest_import_field_chooser_open:
 * @self: a chooser whose parent is an ancestor of @at
 * @at: where it opens
 */
void
attest_import_field_chooser_open (AttestImportFieldChooser *self, GtkWidget *at)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  graphene_rect_t place;

  if (parent != NULL && gtk_widget_compute_bounds (at, parent, &place))
    gtk_popover_set_pointing_to (GTK_POPOVER (self),
                                 &(GdkRectangle){ (int) place.origin.x,
                                                  (int) place.origin.y,
                                                  (int) place.size.width,
                                                  (int) place.size.height });
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_single_selection_set_selected (self->selection, 0);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
