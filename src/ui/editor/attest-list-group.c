/* AttestListGroup: shows an AttestRecordList, one AttestListItem for each record, and what adds
 * more.
 *
 * Items follow the list: a record keeps its item when it moves, and so the focus stays in it. They
 * are made a few at a time while the program is idle. Main thread. */
#include "attest-config.h"

#include "editor/attest-control.h"
#include "editor/attest-field-extras.h"
#include "editor/attest-list-item.h"
#include "editor/attest-list-paste.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-wrap-layout.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Items made at once. */
#define CHUNK 24

#define ATTEST_TYPE_LIST_GROUP (attest_list_group_get_type ())
G_DECLARE_FINAL_TYPE (AttestListGroup, attest_list_group, ATTEST, LIST_GROUP, GtkWidget)

struct _AttestListGroup
{
  GtkWidget parent_instance;

  AttestFormContext *context;
  AttestRecordList *list;
  const AttestFieldExtra *extra; /* nullable */
  guint n_wanted; /* items that have been asked for; the others wait for an idle moment */
  guint idle_id;

  GtkWidget *items;
  GtkWidget *buttons;
  GtkWidget *add_button;
};

G_DEFINE_FINAL_TYPE (AttestListGroup, attest_list_group, GTK_TYPE_WIDGET)

static guint
get_length (AttestListGroup *self)
{
  return attest_record_list_get_length (self->list);
}

static AttestListItem *
find_item (AttestListGroup *self, AttestRecord *record)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->items); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (attest_list_item_get_record (ATTEST_LIST_ITEM (child)) == record)
      return ATTEST_LIST_ITEM (child);
  return NULL;
}

static void
remove_stale (AttestListGroup *self)
{
  GtkWidget *child = gtk_widget_get_first_child (self->items);

  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);
      AttestRecord *record = attest_list_item_get_record (ATTEST_LIST_ITEM (child));

      if (attest_record_get_list_of (record) != self->list)
        gtk_box_remove (GTK_BOX (self->items), child);
      child = next;
    }
}

/* The item of the record at @position, put behind @previous. */
static GtkWidget *
place_item (AttestListGroup *self, guint position, GtkWidget *previous)
{
  AttestRecord *record = attest_record_list_get (self->list, position);
  GtkWidget *expected = previous != NULL ? gtk_widget_get_next_sibling (previous)
                                         : gtk_widget_get_first_child (self->items);
  GtkWidget *item = expected;

  if (item == NULL || attest_list_item_get_record (ATTEST_LIST_ITEM (item)) != record)
    item = (GtkWidget *) find_item (self, record);
  if (item == NULL)
    {
      item = attest_list_item_new (self->context, record);
      gtk_box_insert_child_after (GTK_BOX (self->items), item, previous);
    }
  else if (item != expected)
    gtk_box_reorder_child_after (GTK_BOX (self->items), item, previous);
  attest_list_item_set_position (ATTEST_LIST_ITEM (item), position, get_length (self));
  return item;
}

static gboolean make_more_cb (gpointer user_data);

static void
sync_items (AttestListGroup *self)
{
  const guint n = MIN (get_length (self), self->n_wanted);
  GtkWidget *item = NULL;

  remove_stale (self);
  for (guint i = 0; i < n; i++)
    item = place_item (self, i, item);
  gtk_widget_set_visible (self->items, get_length (self) > 0);
  if (n < get_length (self) && self->idle_id == 0)
    self->idle_id = g_idle_add_full (G_PRIORITY_LOW, make_more_cb, self, NULL);
}

static gboolean
make_more_cb (gpointer user_data)
{
  AttestListGroup *self = user_data;

  self->idle_id = 0;
  self->n_wanted += CHUNK;
  sync_items (self);
  return G_SOURCE_REMOVE;
}

static void
items_changed_cb (AttestListGroup *self, guint position, guint removed, guint added)
{
  if (added > removed && self->n_wanted >= get_length (self) - (added - removed))
    self->n_wanted += added - removed;
  sync_items (self);
}

static AttestListItem *
get_item (AttestListGroup *self, guint position)
{
  if (position >= self->n_wanted)
    {
      self->n_wanted = position + 1;
      sync_items (self);
    }
  return find_item (self, attest_record_list_get (self->list, position));
}

/* "list.focus-item": the item at a position, the last one, or what adds one. */
static void
focus_item_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestListGroup *self = ATTEST_LIST_GROUP (widget);
  const guint position = g_variant_get_uint32 (parameter);

  if (get_length (self) == 0)
    gtk_widget_grab_focus (self->add_button);
  else
    attest_list_item_focus_first (get_item (self, MIN (position, get_length (self) - 1)));
}

/* Lists a new record must have something in start with one empty item, ready to be typed into. */
static AttestRecord *
make_record (AttestRecordList *list)
{
  const AttestSchema *schema = attest_record_list_get_schema (list);
  AttestRecord *record = attest_record_new (schema);

  for (guint i = 0; i < schema->n_fields; i++)
    if (schema->fields[i].kind == ATTEST_FIELD_RECORDS && schema->fields[i].required)
      attest_record_list_append (attest_record_get_list (record, i));
  return record;
}

/* What goes with an item that is added is one step with it. */
static void
add (AttestListGroup *self, guint position, AttestRecord *record)
{
  AttestUndo *undo = attest_form_context_get_undo (self->context);

  if (undo != NULL)
    attest_undo_begin_group (undo);
  attest_record_list_insert (self->list, position, record);
  if (self->extra != NULL && self->extra->added != NULL)
    self->extra->added (attest_record_list_get_owner (self->list));
  if (undo != NULL)
    attest_undo_end_group (undo);
  attest_list_item_focus_first (get_item (self, position));
}

/* "list.add": a new record at a position. */
static void
add_at_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestListGroup *self = ATTEST_LIST_GROUP (widget);
  g_autoptr (AttestRecord) record = make_record (self->list);

  add (self, MIN (g_variant_get_uint32 (parameter), get_length (self)), record);
}

static void
add_clicked_cb (AttestListGroup *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "list.add", "u", get_length (self));
}

static void
more_clicked_cb (AttestListGroup *self)
{
  g_autoptr (AttestRecord) record = make_record (self->list);

  self->extra->fill_more (attest_record_list_get_owner (self->list), record);
  add (self, get_length (self), record);
}

static void
attest_list_group_dispose (GObject *object)
{
  AttestListGroup *self = ATTEST_LIST_GROUP (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_pointer (&self->items, gtk_widget_unparent);
  g_clear_pointer (&self->buttons, gtk_widget_unparent);
  g_clear_object (&self->list);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (attest_list_group_parent_class)->dispose (object);
}

static void
attest_list_group_class_init (AttestListGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_list_group_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_install_action (widget_class, "list.focus-item", "u", focus_item_cb);
  gtk_widget_class_install_action (widget_class, "list.add", "u", add_at_cb);
}

static void
attest_list_group_init (AttestListGroup *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 4);
  self->n_wanted = CHUNK;
  self->items = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_parent (self->items, GTK_WIDGET (self));
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_layout_manager (self->buttons, attest_wrap_layout_new (FALSE));
  gtk_widget_set_parent (self->buttons, GTK_WIDGET (self));
}

static GtkWidget *
add_button (AttestListGroup *self, const char *label, GCallback clicked)
{
  GtkWidget *content = adw_button_content_new ();
  GtkWidget *button = gtk_button_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
  gtk_button_set_child (GTK_BUTTON (button), content);
  attest_plain_wrap_buttons (button);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "add");
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_widget_set_parent (button, self->buttons);
  return button;
}

static void
add_buttons (AttestListGroup *self)
{
  /* TRANSLATORS: %s is what is added, such as "Site" or "Standard" */
  g_autofree char *label = g_strdup_printf (
      _ ("Add %s"), attest_schema_get_title (attest_record_list_get_schema (self->list)));

  self->add_button = add_button (self, label, G_CALLBACK (add_clicked_cb));
  if (self->extra != NULL && self->extra->fill_more != NULL)
    add_button (self, _ (self->extra->more_label), G_CALLBACK (more_clicked_cb));
}

/* Makes the record's item if there is none yet, and opens it. */
static void
reveal_cb (AttestListGroup *self, AttestRecord *record)
{
  guint position = 0;

  if (attest_record_get_list_of (record) == self->list
      && attest_record_list_find (self->list, record, &position))
    attest_list_item_open (get_item (self, position));
}

/* The items of a list and what adds more of them. */
AttestControl
attest_list_control_new (AttestFormContext *context, AttestRecord *record, const AttestField *field)
{
  AttestListGroup *self = g_object_new (ATTEST_TYPE_LIST_GROUP, NULL);
  const guint index = attest_schema_index (attest_record_get_schema (record), field);

  self->context = g_object_ref (context);
  self->list = g_object_ref (attest_record_get_list (record, index));
  self->extra = attest_field_extra_find (record, field);
  add_buttons (self);
  attest_list_paste_attach (GTK_WIDGET (self), context, record, field);
  sync_items (self);
  g_signal_connect_object (
      self->list, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "reveal", G_CALLBACK (reveal_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  return (AttestControl){ .widget = GTK_WIDGET (self) };
}
