/* AttestListItem: a record of a list, as one line that tells what is in it and opens while the
 * focus is inside, or as a single entry where the record has one field only. Its rows are made when
 * it is first opened, so that a list of hundreds stays light. Main thread. */
#include "attest-config.h"
#include "editor/attest-list-item.h"

#include "editor/attest-field-grid.h"
#include "editor/attest-field-message.h"
#include "editor/attest-field-row.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

struct _AttestListItem
{
  GtkWidget parent_instance;

  AttestFormContext *context;
  AttestRecord *record;
  guint position;

  GtkWidget *line;   /* what is always seen */
  GtkWidget *toggle; /* opens; NULL where there is one field only */
  GtkWidget *arrow;
  GtkWidget *name;
  GtkWidget *summary;
  GtkWidget *sign; /* of what is wrong in it */
  guint tick_id;   /* it was left, and closes when nothing is pressed any more */
  GtkWidget *menu_button;
  GtkWidget *remove_button;
  GtkWidget *row;  /* the only field's row; else NULL */
  GtkWidget *body; /* made when first needed */
};

G_DEFINE_FINAL_TYPE (AttestListItem, attest_list_item, GTK_TYPE_WIDGET)

static const AttestSchema *
get_schema (AttestListItem *self)
{
  return attest_record_get_schema (self->record);
}

static gboolean
is_single (AttestListItem *self)
{
  return get_schema (self)->n_fields == 1;
}

static AttestRecordList *
get_list (AttestListItem *self)
{
  return attest_record_get_list_of (self->record);
}

static void
make_body (AttestListItem *self)
{
  const AttestSchema *schema = get_schema (self);

  self->body = attest_field_grid_new ();
  gtk_widget_add_css_class (self->body, "list-item-body");
  for (guint i = 0; i < schema->n_fields; i++)
    attest_field_grid_append_field (
        ATTEST_FIELD_GRID (self->body),
        attest_field_row_new (self->context, self->record, &schema->fields[i]),
        &schema->fields[i]);
  gtk_widget_insert_after (self->body, GTK_WIDGET (self), self->line);
}

static gboolean
is_open (AttestListItem *self)
{
  return self->body != NULL && gtk_widget_get_visible (self->body);
}

/* The line is a stop for the keyboard as long as it stands for what is in it. */
static void
set_open (AttestListItem *self, gboolean open)
{
  if (self->toggle == NULL || open == is_open (self))
    return;
  if (open && self->body == NULL)
    make_body (self);
  gtk_widget_set_visible (self->body, open);
  gtk_widget_set_focusable (self->toggle, !open);
  gtk_widget_set_visible (self->summary, !open);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow),
                                open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
}

static void
toggle_clicked_cb (AttestListItem *self)
{
  if (!is_open (self))
    {
      attest_list_item_focus_first (self);
      return;
    }
  gtk_widget_set_focusable (self->toggle, TRUE);
  gtk_widget_grab_focus (self->toggle);
  set_open (self, FALSE);
}

static gboolean
has_focus_within (AttestListItem *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

/* What is pressed is not to move away under the pointer. */
static gboolean
close_when_left_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AttestListItem *self = ATTEST_LIST_ITEM (widget);

  if (attest_field_row_is_pressed (widget))
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  if (!has_focus_within (self))
    set_open (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
focus_left_cb (AttestListItem *self)
{
  if (is_open (self) && self->tick_id == 0)
    self->tick_id =
        gtk_widget_add_tick_callback (GTK_WIDGET (self), close_when_left_cb, NULL, NULL);
}

/* While it is open, what is wrong stands at its fields. */
static void
update_sign_cb (AttestListItem *self)
{
  AttestSeverity severity = ATTEST_SEVERITY_WARNING;
  const gboolean any = attest_form_problems_find_worst (
      attest_form_context_get_problems (self->context), self->record, &severity);
  const gboolean error = any && severity == ATTEST_SEVERITY_ERROR;

  gtk_widget_set_visible (self->sign, any);
  if (!any)
    return;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->sign),
                                error ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  attest_field_message_colour (self->sign, error ? "error" : "warning");
  gtk_widget_set_tooltip_text (self->sign, error ? _ ("Error") : _ ("Warning"));
}

static char *
dup_name (AttestListItem *self)
{
  /* TRANSLATORS: an item of a list and its number, such as "Site 2" */
  return g_strdup_printf (
      C_ ("list item", "%s %u"), attest_schema_get_title (get_schema (self)), self->position + 1);
}

static void
set_accessible_name (GtkWidget *widget, const char *format, const char *name)
{
  g_autoptr (GString) text = g_string_new (format);

  g_string_replace (text, "%s", name, 1);
  attest_readers_name (GTK_ACCESSIBLE (widget), text->str);
}

static void
update_names_cb (AttestListItem *self)
{
  g_autofree char *name = dup_name (self);
  g_autofree char *summary = NULL;
  g_autofree char *full_name = NULL;

  /* TRANSLATORS: %s is an item of a list, such as "Site 2" */
  set_accessible_name (self->remove_button, _ ("Remove %s"), name);
  /* TRANSLATORS: %s is an item of a list, such as "Site 2" */
  set_accessible_name (self->menu_button, _ ("More for %s"), name);
  if (self->row != NULL)
    {
      attest_field_row_set_compact (ATTEST_FIELD_ROW (self->row), name);
      return;
    }
  summary = attest_record_dup_summary (self->record);
  gtk_label_set_label (GTK_LABEL (self->name), name);
  gtk_label_set_label (GTK_LABEL (self->summary), *summary != '\0' ? summary : _ ("Empty"));
  full_name = g_strdup_printf ("%s %s", name, summary);
  attest_readers_name (GTK_ACCESSIBLE (self->toggle), full_name);
}

static void
move (AttestListItem *self, int step)
{
  AttestRecordList *list = get_list (self);
  const int to = (int) self->position + step;

  if (list == NULL || to < 0 || to >= (int) attest_record_list_get_length (list))
    return;
  attest_record_list_move (list, self->position, (guint) to);
}

static void
move_up_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move (ATTEST_LIST_ITEM (widget), -1);
}

static void
move_down_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move (ATTEST_LIST_ITEM (widget), 1);
}

static void
duplicate_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestListItem *self = ATTEST_LIST_ITEM (widget);
  AttestRecordList *list = get_list (self);
  g_autoptr (AttestRecord) copy = NULL;

  if (list == NULL)
    return;
  copy = attest_record_copy (self->record);
  attest_record_list_insert (list, self->position + 1, copy);
  gtk_widget_activate_action (widget, "list.focus-item", "u", self->position + 1);
}

static void
insert_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestListItem *self = ATTEST_LIST_ITEM (widget);

  gtk_widget_activate_action (widget, "list.add", "u", self->position + 1);
}

static void
menu_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (ATTEST_LIST_ITEM (widget)->menu_button));
}

static void
remove_item_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AttestListItem *self = ATTEST_LIST_ITEM (widget);
  AttestRecordList *list = get_list (self);
  g_autoptr (AttestListItem) keep = g_object_ref (self);
  g_autoptr (AttestRecord) record = g_object_ref (self->record);
  GtkWidget *group = gtk_widget_get_parent (gtk_widget_get_parent (widget));
  const guint position = self->position;

  if (list == NULL)
    return;
  attest_record_list_remove (list, position);
  attest_form_context_item_removed (self->context, list, position, record);
  gtk_widget_activate_action (group, "list.focus-item", "u", position);
}

static void
attest_list_item_dispose (GObject *object)
{
  AttestListItem *self = ATTEST_LIST_ITEM (object);
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->body = self->row = NULL;
  g_clear_object (&self->context);
  G_OBJECT_CLASS (attest_list_item_parent_class)->dispose (object);
}

static void
attest_list_item_finalize (GObject *object)
{
  g_clear_object (&ATTEST_LIST_ITEM (object)->record);
  G_OBJECT_CLASS (attest_list_item_parent_class)->finalize (object);
}

static void
attest_list_item_class_init (AttestListItemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_list_item_dispose;
  G_OBJECT_CLASS (klass)->finalize = attest_list_item_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "listitem");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  gtk_widget_class_install_action (widget_class, "item.move-up", NULL, move_up_cb);
  gtk_widget_class_install_action (widget_class, "item.move-down", NULL, move_down_cb);
  gtk_widget_class_install_action (widget_class, "item.duplicate", NULL, duplicate_cb);
  gtk_widget_class_install_action (widget_class, "item.insert", NULL, insert_cb);
  gtk_widget_class_install_action (widget_class, "item.remove", NULL, remove_item_cb);
  gtk_widget_class_install_action (widget_class, "item.menu", NULL, menu_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_Up, GDK_ALT_MASK, "item.move-up", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_Down, GDK_ALT_MASK, "item.move-down", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "item.duplicate", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_Insert, GDK_ALT_MASK, "item.insert", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_Delete, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "item.remove", NULL);
}

/* Menus are made when opened: a list may have hundreds of items. */
static void
make_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("Move _Up"), "item.move-up");
  g_menu_append (menu, _ ("Move _Down"), "item.move-down");
  g_menu_append (menu, _ ("D_uplicate"), "item.duplicate");
  g_menu_append (menu, _ ("_Insert Below"), "item.insert");
  g_menu_append (menu, _ ("_Remove"), "item.remove");
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
add_buttons (AttestListItem *self)
{
  /* The keyboard has keys for what they do, and need not stop here. */
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);

  gtk_widget_add_css_class (box, "item-buttons");
  self->menu_button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu_button), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (
      GTK_MENU_BUTTON (self->menu_button), make_menu_cb, NULL, NULL);
  gtk_widget_add_css_class (self->menu_button, "flat");
  gtk_widget_set_focusable (gtk_widget_get_first_child (self->menu_button), FALSE);
  gtk_widget_set_valign (self->menu_button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->menu_button, _ ("More (Shift+F10)"));
  self->remove_button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->remove_button), "item.remove");
  gtk_widget_add_css_class (self->remove_button, "flat");
  gtk_widget_set_focusable (self->remove_button, FALSE);
  gtk_widget_set_valign (self->remove_button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->remove_button, _ ("Remove (Ctrl+Shift+Delete)"));
  gtk_box_append (GTK_BOX (box), self->menu_button);
  gtk_box_append (GTK_BOX (box), self->remove_button);
  gtk_box_append (GTK_BOX (self->line), box);
}

static void
add_toggle (AttestListItem *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->arrow = gtk_image_new_from_icon_name ("pan-end-symbolic");
  self->name = gtk_label_new (NULL);
  self->summary = gtk_label_new (NULL);
  self->sign = gtk_image_new ();
  gtk_widget_add_css_class (self->name, "item-name");
  gtk_label_set_wrap (GTK_LABEL (self->name), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->summary), PANGO_ELLIPSIZE_END);
  gtk_widget_set_visible (self->sign, FALSE);
  gtk_box_append (GTK_BOX (box), self->arrow);
  gtk_box_append (GTK_BOX (box), self->name);
  gtk_box_append (GTK_BOX (box), self->summary);
  gtk_box_append (GTK_BOX (box), self->sign);
  self->toggle = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->toggle), box);
  gtk_widget_add_css_class (self->toggle, "flat");
  gtk_widget_add_css_class (self->toggle, "fold");
  gtk_widget_set_hexpand (self->toggle, TRUE);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE, -1);
  g_signal_connect_swapped (self->toggle, "clicked", G_CALLBACK (toggle_clicked_cb), self);
  gtk_box_append (GTK_BOX (self->line), self->toggle);
}

static void
watch_record (AttestListItem *self)
{
  g_signal_connect_object (
      self->record, "changed", G_CALLBACK (update_names_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->context, "changed", G_CALLBACK (update_sign_cb), self, G_CONNECT_SWAPPED);
  update_sign_cb (self);
}

static void
add_single_row (AttestListItem *self)
{
  self->row = attest_field_row_new (self->context, self->record, &get_schema (self)->fields[0]);
  gtk_widget_set_hexpand (self->row, TRUE);
  gtk_box_append (GTK_BOX (self->line), self->row);
  gtk_widget_add_css_class (GTK_WIDGET (self), "single");
}

static void
attest_list_item_init (AttestListItem *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  /* An entry has a menu of its own on this key, and the other one for it. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F10, GDK_SHIFT_MASK),
                        gtk_named_action_new ("item.menu")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  gtk_widget_set_parent (self->line, GTK_WIDGET (self));
}

/**
 * attest_list_item_new:
 * @context: the form's context
 * @record: a record in a list
 *
 * Returns: (transfer floating): a closed item; its place must be set
 */
GtkWidget *
attest_list_item_new (AttestFormContext *context, AttestRecord *record)
{
  AttestListItem *self = g_object_new (ATTEST_TYPE_LIST_ITEM, NULL);

  self->context = g_object_ref (context);
  self->record = g_object_ref (record);
  if (is_single (self))
    add_single_row (self);
  else
    add_toggle (self);
  add_buttons (self);
  if (!is_single (self))
    watch_record (self);
  return GTK_WIDGET (self);
}

/**
 * attest_list_item_get_record:
 * @self: an item
 *
 * Returns: (transfer none): its record
 */
AttestRecord *
attest_list_item_get_record (AttestListItem *self)
{
  return self->record;
}

/**
 * attest_list_item_set_position:
 * @self: an item
 * @position: its place in the list
 * @n_items: length of the list
 *
 * Tells the item where it stands, for its name and for what can be done to it.
 */
void
attest_list_item_set_position (AttestListItem *self, guint position, guint n_items)
{
  self->position = position;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "item.move-up", position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "item.move-down", position + 1 < n_items);
  update_names_cb (self);
}

/**
 * attest_list_item_open:
 * @self: an item
 *
 * Its rows are seen, until the focus was in them and leaves.
 */
void
attest_list_item_open (AttestListItem *self)
{
  set_open (self, TRUE);
}

/**
 * attest_list_item_focus_first:
 * @self: an item
 *
 * Opens it and moves the focus to its first field.
 */
void
attest_list_item_focus_first (AttestListItem *self)
{
  GtkWidget *row = NULL;

  set_open (self, TRUE);
  row = attest_form_context_find_row (self->context, self->record, &get_schema (self)->fields[0]);
  if (row != NULL)
    attest_field_row_enter (ATTEST_FIELD_ROW (row));
}
