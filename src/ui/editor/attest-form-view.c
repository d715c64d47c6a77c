/* AttestFormView: builds the groups of a form from the field table and scrolls to what has the
 * focus. Everything else is done by its rows. Main thread. */
#include "attest-config.h"
#include "editor/attest-form-view.h"

#include "editor/attest-field-grid.h"
#include "editor/attest-field-row.h"

#include <glib/gi18n.h>

/* Wider, lines get too long to be read with ease; in pixels. */
#define MAX_WIDTH 880
/* Kept free above and below the row that has the focus, in pixels. */
#define ROOM 32

struct _AttestFormView
{
  AdwBin parent_instance;

  AttestFormContext *context;
  GtkWidget *scrolled;
  GtkWidget *groups;
  GtkRoot *root; /* whose focus is watched; not owned */
  guint tick_id; /* a scroll waits for the layout */
  int n_frames;  /* for so many frames */
};

G_DEFINE_FINAL_TYPE (AttestFormView, attest_form_view, ADW_TYPE_BIN)

static GtkWidget *
find_focused_row (AttestFormView *self)
{
  GtkWidget *focus = self->root != NULL ? gtk_root_get_focus (self->root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, ATTEST_TYPE_FIELD_ROW) : NULL;

  return row != NULL && gtk_widget_is_ancestor (row, GTK_WIDGET (self)) ? row : NULL;
}

/* A field is seen with its label and what is wrong with it; a list may be higher than the window.
 */
static GtkWidget *
find_scroll_target (AttestFormView *self)
{
  GtkWidget *row = find_focused_row (self);

  if (row == NULL || !attest_field_is_list (attest_field_row_get_field (ATTEST_FIELD_ROW (row))))
    return row;
  return gtk_root_get_focus (self->root);
}

static void
scroll_to_focus (AttestFormView *self)
{
  GtkWidget *target = find_scroll_target (self);
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  graphene_rect_t bounds;

  if (target != NULL && gtk_widget_compute_bounds (target, self->groups, &bounds)
      && bounds.size.height < gtk_adjustment_get_page_size (adjustment))
    gtk_adjustment_clamp_page (
        adjustment, bounds.origin.y - ROOM, bounds.origin.y + bounds.size.height + ROOM);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AttestFormView *self = ATTEST_FORM_VIEW (widget);

  if (self->n_frames-- > 0)
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  scroll_to_focus (self);
  return G_SOURCE_REMOVE;
}

/* Leaving a field may show what is wrong with it, and so move the one that is entered: where that
 * stands is known once a frame was laid out. */
static void
focus_moved_cb (AttestFormView *self)
{
  self->n_frames = 1;
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
attest_form_view_root (GtkWidget *widget)
{
  AttestFormView *self = ATTEST_FORM_VIEW (widget);

  GTK_WIDGET_CLASS (attest_form_view_parent_class)->root (widget);
  self->root = gtk_widget_get_root (widget);
  g_signal_connect_swapped (self->root, "notify::focus-widget", G_CALLBACK (focus_moved_cb), self);
}

static void
attest_form_view_unroot (GtkWidget *widget)
{
  AttestFormView *self = ATTEST_FORM_VIEW (widget);

  g_signal_handlers_disconnect_by_data (self->root, self);
  self->root = NULL;
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (widget, self->tick_id);
  self->tick_id = 0;
  GTK_WIDGET_CLASS (attest_form_view_parent_class)->unroot (widget);
}

static void
attest_form_view_dispose (GObject *object)
{
  g_clear_object (&ATTEST_FORM_VIEW (object)->context);
  G_OBJECT_CLASS (attest_form_view_parent_class)->dispose (object);
}

static void
attest_form_view_class_init (AttestFormViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_form_view_dispose;
  GTK_WIDGET_CLASS (klass)->root = attest_form_view_root;
  GTK_WIDGET_CLASS (klass)->unroot = attest_form_view_unroot;
}

static void
attest_form_view_init (AttestFormView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->groups = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_add_css_class (self->groups, "form");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), MAX_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), MAX_WIDTH - 120);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->groups);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_viewport_set_scroll_to_focus (
      GTK_VIEWPORT (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scrolled))), FALSE);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (scrolled), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Form"), -1);
  self->scrolled = scrolled;
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

static GtkWidget *
add_group (AttestFormView *self, const char *title)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX,
                                 "orientation",
                                 GTK_ORIENTATION_VERTICAL,
                                 "spacing",
                                 6,
                                 "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_GROUP,
                                 NULL);
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *grid = attest_field_grid_new ();

  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (grid, "card");
  gtk_widget_add_css_class (grid, "form-group");
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), grid);
  gtk_box_append (GTK_BOX (self->groups), box);
  return grid;
}

static void
add_fields (AttestFormView *self)
{
  AttestRecord *record = attest_form_context_get_root (self->context);
  const AttestSchema *schema = attest_record_get_schema (record);
  const char *section = NULL;
  GtkWidget *grid = NULL;

  for (guint i = 0; i < schema->n_fields; i++)
    {
      const AttestField *field = &schema->fields[i];

      if (grid == NULL || g_strcmp0 (section, field->section) != 0)
        grid = add_group (self, attest_field_get_section (schema, field));
      section = field->section;
      attest_field_grid_append (ATTEST_FIELD_GRID (grid),
                                attest_field_row_new (self->context, record, field),
                                attest_field_row_get_span (field));
    }
}

/**
 * attest_form_view_new:
 * @context: what is shown
 *
 * Returns: (transfer floating): the form
 */
GtkWidget *
attest_form_view_new (AttestFormContext *context)
{
  AttestFormView *self = g_object_new (ATTEST_TYPE_FORM_VIEW, NULL);

  self->context = g_object_ref (context);
  add_fields (self);
  return GTK_WIDGET (self);
}

/**
 * attest_form_view_focus_path:
 * @self: a form
 * @path: a path as problems and `changed` carry it
 *
 * Moves the focus to the field there, unfolding what hides it.
 *
 * Returns: whether there is such a field
 */
gboolean
attest_form_view_focus_path (AttestFormView *self, const char *path)
{
  GtkWidget *row = NULL;

  g_return_val_if_fail (ATTEST_IS_FORM_VIEW (self), FALSE);

  row = attest_form_context_reveal (self->context, path);
  return row != NULL && attest_field_row_enter (ATTEST_FIELD_ROW (row));
}

/* The path of a record as seen from the root; "" for the root itself. */
static char *
dup_record_path (AttestRecord *record)
{
  AttestRecordList *list = attest_record_get_list_of (record);
  AttestRecord *owner = list != NULL ? attest_record_list_get_owner (list) : NULL;
  const AttestSchema *schema = NULL;
  g_autofree char *above = NULL;
  guint position = 0;

  if (owner == NULL)
    return g_strdup ("");
  schema = attest_record_get_schema (owner);
  above = dup_record_path (owner);
  attest_record_list_find (list, record, &position);
  for (guint i = 0; i < schema->n_fields; i++)
    if (attest_field_is_list (&schema->fields[i]) && attest_record_get_list (owner, i) == list)
      return g_strdup_printf (
          "%s%s[%u].", above, attest_field_get_path_name (&schema->fields[i]), position);
  return g_strdup ("");
}

/**
 * attest_form_view_dup_focus_path:
 * @self: a form
 *
 * Returns: (transfer full) (nullable): path of the field that has the focus
 */
char *
attest_form_view_dup_focus_path (AttestFormView *self)
{
  GtkWidget *row = find_focused_row (self);
  g_autofree char *above = NULL;

  if (row == NULL)
    return NULL;
  above = dup_record_path (attest_field_row_get_record (ATTEST_FIELD_ROW (row)));
  return g_strconcat (
      above,
      attest_field_get_path_name (attest_field_row_get_field (ATTEST_FIELD_ROW (row))),
      NULL);
}
