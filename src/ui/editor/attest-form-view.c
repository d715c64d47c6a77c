/* AttestFormView: builds the groups of a form from the field table, scrolls to what has the focus,
 * and says below the form what that is about, where nothing has to move for it. Everything else is
 * done by its rows. Main thread. */
#include "attest-config.h"
#include "editor/attest-form-view.h"

#include "details/attest-details-line.h"
#include "editor/attest-field-grid.h"
#include "editor/attest-field-message.h"
#include "editor/attest-field-row.h"
#include "widgets/attest-clamps.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

/* Wider, lines get too long to be read with ease; in pixels. */
#define MAX_WIDTH 868
/* Kept free above and below the row that has the focus, in pixels. */
#define ROOM 24
/* So far below the focus in a list its message still belongs to what is looked at, in pixels. */
#define NEAR 240
/* Groups with no more than this to enter stand side by side. */
#define N_SMALL 2

struct _AttestFormView
{
  AdwBin parent_instance;

  AttestFormContext *context;
  GtkWidget *scrolled;
  GtkWidget *groups;
  AttestDetailsLine *details; /* (nullable): who issues it; stands in @groups */
  GtkWidget *help;            /* of the field that has the focus */
  GtkRoot *root;              /* whose focus is watched; not owned */
  guint tick_id;              /* a scroll waits for the layout */
  int n_frames;               /* for so many frames */
};

G_DEFINE_FINAL_TYPE (AttestFormView, attest_form_view, ADW_TYPE_BIN)

static GtkWidget *
find_focused_row (AttestFormView *self)
{
  GtkWidget *focus = self->root != NULL ? gtk_root_get_focus (self->root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, ATTEST_TYPE_FIELD_ROW) : NULL;

  return row != NULL && gtk_widget_is_ancestor (row, GTK_WIDGET (self)) ? row : NULL;
}

/* What is to be seen of the row that has the focus. A list may be higher than the window: of that
 * only what has the focus, and what is said below. What stands for several fields is no row. */
static gboolean
find_bounds (AttestFormView *self, graphene_rect_t *bounds)
{
  GtkWidget *row = find_focused_row (self);
  GtkWidget *focus = self->root != NULL ? gtk_root_get_focus (self->root) : NULL;
  GtkWidget *last = row != NULL ? gtk_widget_get_last_child (row) : NULL;
  graphene_rect_t below;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, self->groups))
    return FALSE;
  if (row == NULL)
    return gtk_widget_compute_bounds (focus, self->groups, bounds);
  if (!attest_field_is_list (attest_field_row_get_field (ATTEST_FIELD_ROW (row))))
    return gtk_widget_compute_bounds (row, self->groups, bounds);
  if (!gtk_widget_compute_bounds (focus, self->groups, bounds))
    return FALSE;
  if (ATTEST_IS_FIELD_MESSAGE (last) && gtk_widget_get_visible (last)
      && gtk_widget_compute_bounds (last, self->groups, &below)
      && below.origin.y - bounds->origin.y < NEAR)
    graphene_rect_union (bounds, &below, bounds);
  return TRUE;
}

static void
scroll_to_focus (AttestFormView *self)
{
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  graphene_rect_t bounds;

  if (find_bounds (self, &bounds) && bounds.size.height < gtk_adjustment_get_page_size (adjustment))
    gtk_adjustment_clamp_page (
        adjustment, bounds.origin.y - ROOM, bounds.origin.y + bounds.size.height + ROOM);
}

static void
explain_cb (AttestFormView *self)
{
  GtkWidget *row = find_focused_row (self);
  g_autofree char *help = row != NULL ? attest_field_row_dup_help (ATTEST_FIELD_ROW (row)) : NULL;

  gtk_label_set_label (GTK_LABEL (self->help), help != NULL ? help : "");
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
  explain_cb (self);
  self->n_frames = 2;
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

static GtkWidget *
make_help (void)
{
  GtkWidget *help = gtk_label_new (NULL);

  gtk_widget_add_css_class (help, "form-help");
  gtk_label_set_xalign (GTK_LABEL (help), 0);
  gtk_label_set_wrap (GTK_LABEL (help), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (help), 50);
  gtk_label_set_wrap_mode (GTK_LABEL (help), PANGO_WRAP_WORD_CHAR);
  return help;
}

static GtkWidget *
clamp (GtkWidget *child)
{
  return g_object_new (ADW_TYPE_CLAMP,
                       "maximum-size",
                       MAX_WIDTH,
                       "tightening-threshold",
                       MAX_WIDTH,
                       "child",
                       child,
                       NULL);
}

static void
attest_form_view_init (AttestFormView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->groups = attest_field_grid_new ();
  gtk_widget_add_css_class (self->groups, "form");
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp (self->groups));
  gtk_viewport_set_scroll_to_focus (
      GTK_VIEWPORT (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scrolled))), FALSE);
  gtk_widget_set_vexpand (scrolled, TRUE);
  attest_readers_name (GTK_ACCESSIBLE (scrolled), _ ("Form"));
  self->scrolled = scrolled;
  self->help = make_help ();
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), clamp (self->help));
  adw_bin_set_child (ADW_BIN (self), box);
  attest_clamps_follow_letters (box);
}

/* How many fields there are from @first to the end of its section. */
static guint
count_fields (const AttestSchema *schema, guint first)
{
  guint n = 0;

  while (first + n < schema->n_fields
         && g_strcmp0 (schema->fields[first + n].section, schema->fields[first].section) == 0)
    n++;
  return n;
}

static gboolean
is_small (const AttestSchema *schema, guint first)
{
  return count_fields (schema, first) <= N_SMALL && !attest_field_is_list (&schema->fields[first])
         && !attest_field_is_list (&schema->fields[first + count_fields (schema, first) - 1]);
}

/* Whether the group is one of two small ones that follow each other. */
static gboolean
is_half (const AttestSchema *schema, guint first, gboolean after_half)
{
  const guint next = first + count_fields (schema, first);

  return is_small (schema, first)
         && (after_half || (next < schema->n_fields && is_small (schema, next)));
}

static GtkWidget *
add_group (AttestFormView *self, const char *title, gboolean half)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX,
                                 "orientation",
                                 GTK_ORIENTATION_VERTICAL,
                                 "spacing",
                                 4,
                                 "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_GROUP,
                                 NULL);
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *grid = attest_field_grid_new ();

  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_ellipsize (GTK_LABEL (heading), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (grid, "card");
  gtk_widget_add_css_class (grid, "form-group");
  gtk_widget_set_vexpand (grid, half);
  attest_readers_name (GTK_ACCESSIBLE (box), title);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), grid);
  attest_field_grid_append (ATTEST_FIELD_GRID (self->groups), box, half ? 3 : 6, half ? 48 : 24);
  return grid;
}

/* Whether the section is nothing but who issues the record. */
static gboolean
is_known_by_details (const AttestSchema *schema, guint first)
{
  for (guint i = first; i < first + count_fields (schema, first); i++)
    if (schema->fields[i].detail != ATTEST_DETAIL_FIXED)
      return FALSE;
  return TRUE;
}

/* The line stands above the first of its groups. */
static void
add_details (AttestFormView *self)
{
  AttestPresets *presets = attest_form_context_get_presets (self->context);

  if (presets == NULL || self->details != NULL)
    return;
  self->details = ATTEST_DETAILS_LINE (attest_details_line_new (self->context, presets));
  attest_field_grid_append (ATTEST_FIELD_GRID (self->groups), GTK_WIDGET (self->details), 6, 24);
}

static gboolean
shows_any (AttestFormView *self, const AttestSchema *schema, guint first)
{
  for (guint i = first; i < first + count_fields (schema, first); i++)
    if (attest_form_context_shows (self->context, &schema->fields[i]))
      return TRUE;
  return FALSE;
}

static void
add_fields (AttestFormView *self)
{
  AttestRecord *record = attest_form_context_get_root (self->context);
  const AttestSchema *schema = attest_record_get_schema (record);
  gboolean half = FALSE;

  for (guint first = 0; first < schema->n_fields; first += count_fields (schema, first))
    {
      GtkWidget *grid = NULL;

      if (!shows_any (self, schema, first))
        continue;
      half = is_half (schema, first, half);
      if (is_known_by_details (schema, first))
        add_details (self);
      grid = add_group (self, attest_field_get_section (schema, &schema->fields[first]), half);
      for (guint i = first; i < first + count_fields (schema, first); i++)
        if (attest_form_context_shows (self->context, &schema->fields[i]))
          attest_field_grid_append_field (
              ATTEST_FIELD_GRID (grid),
              attest_field_row_new (self->context, record, &schema->fields[i]),
              &schema->fields[i]);
      if (self->details != NULL && is_known_by_details (schema, first))
        attest_details_line_add_group (self->details, gtk_widget_get_parent (grid));
    }
  if (self->details != NULL)
    attest_details_line_settle (self->details);
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
  g_signal_connect_object (context, "changed", G_CALLBACK (explain_cb), self, G_CONNECT_SWAPPED);
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
  if (row != NULL && self->details != NULL)
    attest_details_line_open_for (self->details, row);
  return row != NULL && attest_field_row_enter (ATTEST_FIELD_ROW (row));
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

  if (row == NULL)
    return NULL;
  return attest_record_dup_path (attest_field_row_get_record (ATTEST_FIELD_ROW (row)),
                                 attest_field_row_get_field (ATTEST_FIELD_ROW (row)),
                                 attest_form_context_get_root (self->context));
}
