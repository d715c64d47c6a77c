/* AttestDraftTable: see the header. Its rows come from the model its owner gives to the view; what
 * stands in them is in attest-draft-columns.c. Main thread. */
#include "attest-config.h"
#include "drafts/attest-draft-table.h"

#include "drafts/attest-draft-columns.h"
#include "widgets/attest-list-tab.h"
#include "widgets/attest-width-bin.h"

#include <glib/gi18n.h>

struct _AttestDraftTable
{
  AdwBin parent_instance;

  AttestWidthBin *wide_bin;
  AttestWidthBin *medium_bin;
  AttestWidthBin *narrow_bin;
  GtkColumnView *view;

  const AttestSchema *schema;
  PangoFontDescription *font; /* the columns are as wide as it wants */
  guint measuring;
  guint clock; /* runs while the table is shown */
};

G_DEFINE_FINAL_TYPE (AttestDraftTable, attest_draft_table, ADW_TYPE_BIN)

/* The number of columns follows the width. */
static void
update_room_cb (AttestDraftTable *self)
{
  AttestRoom room = attest_width_bin_get_narrow (self->narrow_bin)   ? ATTEST_ROOM_LEAST
                    : attest_width_bin_get_narrow (self->medium_bin) ? ATTEST_ROOM_NARROW
                    : attest_width_bin_get_narrow (self->wide_bin)   ? ATTEST_ROOM_MEDIUM
                                                                     : ATTEST_ROOM_WIDE;

  attest_draft_columns_set_room (self->view, room);
}

/* And the width they need follows the font. */
static void
measure_columns (AttestDraftTable *self)
{
  const struct
  {
    AttestWidthBin *bin;
    AttestRoom room;
  } rooms[] = {
    { self->wide_bin, ATTEST_ROOM_WIDE },
    { self->medium_bin, ATTEST_ROOM_MEDIUM },
    { self->narrow_bin, ATTEST_ROOM_NARROW },
  };
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self->view));

  g_clear_pointer (&self->font, pango_font_description_free);
  self->font = pango_font_description_copy (pango_context_get_font_description (context));
  attest_draft_columns_measure (self->view, self->schema);
  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    g_object_set (rooms[i].bin,
                  "threshold",
                  attest_draft_columns_get_width (self->view, rooms[i].room),
                  NULL);
  update_room_cb (self);
}

static gboolean
font_changed_cb (gpointer user_data)
{
  AttestDraftTable *self = ATTEST_DRAFT_TABLE (user_data);

  self->measuring = 0;
  measure_columns (self);
  return G_SOURCE_REMOVE;
}

/* Cells must not come and go while styles are being worked out. */
static void
attest_draft_table_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  AttestDraftTable *self = ATTEST_DRAFT_TABLE (widget);
  const PangoFontDescription *font = NULL;

  GTK_WIDGET_CLASS (attest_draft_table_parent_class)->css_changed (widget, change);
  font = pango_context_get_font_description (gtk_widget_get_pango_context (widget));
  if (self->font != NULL && !pango_font_description_equal (self->font, font)
      && self->measuring == 0)
    self->measuring = g_idle_add_full (G_PRIORITY_HIGH_IDLE, font_changed_cb, self, NULL);
}

/* Times */

static gboolean
minute_cb (gpointer user_data)
{
  AttestDraftTable *self = ATTEST_DRAFT_TABLE (user_data);

  attest_draft_columns_refresh_times (GTK_WIDGET (self->view));
  return G_SOURCE_CONTINUE;
}

static void
attest_draft_table_map (GtkWidget *widget)
{
  AttestDraftTable *self = ATTEST_DRAFT_TABLE (widget);

  GTK_WIDGET_CLASS (attest_draft_table_parent_class)->map (widget);
  attest_draft_columns_refresh_times (GTK_WIDGET (self->view));
  self->clock = g_timeout_add_seconds (60, minute_cb, self);
}

static void
attest_draft_table_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&ATTEST_DRAFT_TABLE (widget)->clock, g_source_remove);
  GTK_WIDGET_CLASS (attest_draft_table_parent_class)->unmap (widget);
}

/* The object */

/* The rows are the last child of a column view, behind its header. */
static gboolean
attest_draft_table_grab_focus (GtkWidget *widget)
{
  AttestDraftTable *self = ATTEST_DRAFT_TABLE (widget);

  return gtk_widget_grab_focus (gtk_widget_get_last_child (GTK_WIDGET (self->view)));
}

static void
attest_draft_table_dispose (GObject *object)
{
  AttestDraftTable *self = ATTEST_DRAFT_TABLE (object);

  g_clear_handle_id (&self->measuring, g_source_remove);
  g_clear_pointer (&self->font, pango_font_description_free);
  G_OBJECT_CLASS (attest_draft_table_parent_class)->dispose (object);
}

static void
attest_draft_table_class_init (AttestDraftTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_draft_table_dispose;
  widget_class->grab_focus = attest_draft_table_grab_focus;
  widget_class->map = attest_draft_table_map;
  widget_class->unmap = attest_draft_table_unmap;
  widget_class->css_changed = attest_draft_table_css_changed;

  g_type_ensure (ATTEST_TYPE_WIDTH_BIN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/drafts/attest-draft-table.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestDraftTable, wide_bin);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftTable, medium_bin);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftTable, narrow_bin);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftTable, view);
  gtk_widget_class_bind_template_callback (widget_class, update_room_cb);
}

static void
attest_draft_table_init (AttestDraftTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  attest_list_tab_install (gtk_widget_get_last_child (GTK_WIDGET (self->view)));
}

/* The table is a header and a list, which take the focus each by itself. */
static void
name_table (AttestDraftTable *self, const char *name)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *rows = gtk_widget_get_last_child (GTK_WIDGET (self->view));

  gtk_widget_set_focusable (header, FALSE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (header), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Columns"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (rows), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * attest_draft_table_set_schema:
 * @self: a table without columns
 * @schema: the kind of drafts it will show
 *
 * Gives it its columns and its name.
 */
void
attest_draft_table_set_schema (AttestDraftTable *self, const AttestSchema *schema)
{
  g_return_if_fail (ATTEST_IS_DRAFT_TABLE (self));
  g_return_if_fail (self->schema == NULL);

  self->schema = schema;
  attest_draft_columns_add (self->view, schema);
  measure_columns (self);
  name_table (self, _ (attest_service_for_schema (schema)->nouns.many));
}

/**
 * attest_draft_table_get_view:
 * @self: a table
 *
 * Returns: (transfer none): the view, for its model, its sorter and its signals
 */
GtkColumnView *
attest_draft_table_get_view (AttestDraftTable *self)
{
  g_return_val_if_fail (ATTEST_IS_DRAFT_TABLE (self), NULL);
  return self->view;
}
