/* AttestHistoryCell: see the header. The widgets are made once and bound again and again. */
#include "attest-config.h"
#include "history/attest-history-cell.h"

struct _AttestHistoryCell
{
  GtkWidget parent_instance;

  GtkWidget *icon;
  GtkWidget *lines;
  GtkWidget *line;
  GtkWidget *detail;
  const char *style_class; /* static, or %NULL */
};

G_DEFINE_FINAL_TYPE (AttestHistoryCell, attest_history_cell, GTK_TYPE_WIDGET)

static void
attest_history_cell_dispose (GObject *object)
{
  AttestHistoryCell *self = ATTEST_HISTORY_CELL (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->lines, gtk_widget_unparent);
  G_OBJECT_CLASS (attest_history_cell_parent_class)->dispose (object);
}

static void
attest_history_cell_class_init (AttestHistoryCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_history_cell_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static GtkWidget *
add_line (AttestHistoryCell *self)
{
  GtkWidget *line = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (line),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (self->lines), line);
  return line;
}

static void
attest_history_cell_init (AttestHistoryCell *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 8);
  self->icon = gtk_image_new ();
  gtk_widget_set_visible (self->icon, FALSE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));

  self->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_hexpand (self->lines, TRUE);
  gtk_widget_set_valign (self->lines, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->lines, GTK_WIDGET (self));
  self->line = add_line (self);
  self->detail = add_line (self);
  gtk_widget_add_css_class (self->detail, "caption");
  gtk_widget_add_css_class (self->detail, "dim-label");
}

/**
 * attest_history_cell_new:
 * @chars: how many characters it wants to be wide
 * @numeric: figures: to the right, one as wide as the other
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
attest_history_cell_new (guint chars, gboolean numeric)
{
  AttestHistoryCell *self = g_object_new (ATTEST_TYPE_HISTORY_CELL, NULL);
  GtkInscription *const lines[] = { GTK_INSCRIPTION (self->line), GTK_INSCRIPTION (self->detail) };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      gtk_inscription_set_min_chars (lines[i], chars);
      gtk_inscription_set_nat_chars (lines[i], chars);
      gtk_inscription_set_xalign (lines[i], numeric ? 1 : 0);
      if (numeric)
        gtk_widget_add_css_class (GTK_WIDGET (lines[i]), "numeric");
    }
  return GTK_WIDGET (self);
}

/**
 * attest_history_cell_set_texts:
 * @self: a cell
 * @line: (nullable): the text
 * @detail: (nullable): the dimmed text below it; %NULL: there is one line only
 */
void
attest_history_cell_set_texts (AttestHistoryCell *self, const char *line, const char *detail)
{
  g_return_if_fail (ATTEST_IS_HISTORY_CELL (self));

  gtk_inscription_set_text (GTK_INSCRIPTION (self->line), line);
  gtk_inscription_set_text (GTK_INSCRIPTION (self->detail), detail);
  gtk_widget_set_visible (self->detail, detail != NULL && *detail != '\0');
}

/**
 * attest_history_cell_set_icon:
 * @self: a cell
 * @icon_name: (nullable): a symbolic icon; its meaning is said by the text too
 * @style_class: (nullable): static string: the colour of icon and text
 */
void
attest_history_cell_set_icon (AttestHistoryCell *self,
                              const char *icon_name,
                              const char *style_class)
{
  g_return_if_fail (ATTEST_IS_HISTORY_CELL (self));

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_name);
  gtk_widget_set_visible (self->icon, icon_name != NULL);
  if (g_strcmp0 (self->style_class, style_class) == 0)
    return;
  if (self->style_class != NULL)
    {
      gtk_widget_remove_css_class (self->icon, self->style_class);
      gtk_widget_remove_css_class (self->line, self->style_class);
    }
  self->style_class = style_class;
  if (style_class != NULL)
    {
      gtk_widget_add_css_class (self->icon, style_class);
      gtk_widget_add_css_class (self->line, style_class);
    }
}
