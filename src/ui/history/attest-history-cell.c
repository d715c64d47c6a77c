/* AttestHistoryCell: see the header.
 *
 * GTK 4.8 makes some two hundred rows of a list, whatever is seen of it, and makes them anew when
 * the model changes as a whole. So a cell is as few widgets as it can be, and lays them out itself.
 */
#include "attest-config.h"
#include "history/attest-history-cell.h"

#define ICON_SPACING 8
#define LINE_SPACING 2

struct _AttestHistoryCell
{
  GtkWidget parent_instance;

  GtkWidget *icon; /* %NULL until there is one */
  GtkWidget *line;
  GtkWidget *detail;       /* %NULL for cells of one line */
  const char *style_class; /* static, or %NULL */
};

G_DEFINE_FINAL_TYPE (AttestHistoryCell, attest_history_cell, GTK_TYPE_WIDGET)

static int
measure_natural (GtkWidget *widget, GtkOrientation orientation)
{
  int natural = 0;

  if (widget != NULL && gtk_widget_get_visible (widget))
    gtk_widget_measure (widget, orientation, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static int
get_icon_width (AttestHistoryCell *self)
{
  int width = measure_natural (self->icon, GTK_ORIENTATION_HORIZONTAL);

  return width > 0 ? width + ICON_SPACING : 0;
}

/* The lines ask for the same width whatever stands in them, so the natural size will do. */
static void
attest_history_cell_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  AttestHistoryCell *self = ATTEST_HISTORY_CELL (widget);
  int line = measure_natural (self->line, orientation);
  int detail = measure_natural (self->detail, orientation);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (line, detail) + get_icon_width (self);
  else if (detail > 0)
    *natural = line + LINE_SPACING + detail;
  else
    *natural = line;
  *minimum = *natural;
}

static void
place (GtkWidget *widget, int x, int y, int width, int height)
{
  GtkAllocation allocation = { x, y, width, height };

  gtk_widget_size_allocate (widget, &allocation, -1);
}

static void
attest_history_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AttestHistoryCell *self = ATTEST_HISTORY_CELL (widget);
  gboolean reversed = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int icon = get_icon_width (self);
  int line = measure_natural (self->line, GTK_ORIENTATION_VERTICAL);
  int detail = measure_natural (self->detail, GTK_ORIENTATION_VERTICAL);
  int x = reversed ? 0 : icon;
  int y = (height - line - (detail > 0 ? LINE_SPACING + detail : 0)) / 2;

  if (icon > 0)
    place (self->icon, reversed ? width - icon + ICON_SPACING : 0, 0, icon - ICON_SPACING, height);
  place (self->line, x, y, width - icon, line);
  if (detail > 0)
    place (self->detail, x, y + line + LINE_SPACING, width - icon, detail);
}

static void
attest_history_cell_dispose (GObject *object)
{
  AttestHistoryCell *self = ATTEST_HISTORY_CELL (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->line, gtk_widget_unparent);
  g_clear_pointer (&self->detail, gtk_widget_unparent);
  G_OBJECT_CLASS (attest_history_cell_parent_class)->dispose (object);
}

static void
attest_history_cell_class_init (AttestHistoryCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_history_cell_dispose;
  widget_class->measure = attest_history_cell_measure;
  widget_class->size_allocate = attest_history_cell_size_allocate;
}

static void
attest_history_cell_init (AttestHistoryCell *self)
{
}

static GtkWidget *
add_line (AttestHistoryCell *self, guint chars, gboolean numeric)
{
  GtkInscription *line = GTK_INSCRIPTION (gtk_inscription_new (NULL));

  gtk_inscription_set_text_overflow (line, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (line, chars);
  gtk_inscription_set_nat_chars (line, chars);
  gtk_inscription_set_xalign (line, numeric ? 1 : 0);
  if (numeric)
    gtk_widget_add_css_class (GTK_WIDGET (line), "numeric");
  gtk_widget_set_parent (GTK_WIDGET (line), GTK_WIDGET (self));
  return GTK_WIDGET (line);
}

static GtkWidget *
add_icon (AttestHistoryCell *self)
{
  GtkWidget *icon =
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_insert_before (icon, GTK_WIDGET (self), self->line);
  return icon;
}

/**
 * attest_history_cell_new:
 * @chars: how many characters it wants to be wide
 * @numeric: figures: one line, to the right, one figure as wide as the other
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
attest_history_cell_new (guint chars, gboolean numeric)
{
  AttestHistoryCell *self = g_object_new (ATTEST_TYPE_HISTORY_CELL, NULL);

  self->line = add_line (self, chars, numeric);
  if (!numeric)
    {
      self->detail = add_line (self, chars, FALSE);
      gtk_widget_add_css_class (self->detail, "caption");
      gtk_widget_add_css_class (self->detail, "dim-label");
    }
  return GTK_WIDGET (self);
}

/**
 * attest_history_cell_set_texts:
 * @self: a cell
 * @line: (nullable): the text
 * @detail: (nullable): the dimmed text below it; %NULL: there is none
 */
void
attest_history_cell_set_texts (AttestHistoryCell *self, const char *line, const char *detail)
{
  g_return_if_fail (ATTEST_IS_HISTORY_CELL (self));

  gtk_inscription_set_text (GTK_INSCRIPTION (self->line), line);
  if (self->detail == NULL)
    return;
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

  if (icon_name == NULL && self->icon == NULL)
    return;
  if (self->icon == NULL)
    self->icon = add_icon (self);
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
