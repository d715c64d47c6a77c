/* AttestListCell: see the header.
 *
 * GTK 4.8 makes some two hundred rows of a list, whatever is seen of it, and makes them anew when
 * the model changes as a whole. So a cell is as few widgets as it can be, and lays them out itself.
 *
 * An inscription asks for the height of its own font and puts the text into the middle of that.
 * Where another font stands in, as for Hangul, a line is higher, and so the text stood lower than
 * that of its neighbours. Given a baseline, it keeps to that. */
#include "attest-config.h"
#include "widgets/attest-list-cell.h"

#define ICON_SPACING 6
#define LINE_SPACING 2
#define MOST_LINES 6

struct _AttestListCell
{
  GtkWidget parent_instance;

  GtkWidget *icon; /* %NULL until there is one */
  GtkWidget *mark; /* likewise */
  GtkWidget *line;
  GtkWidget *detail;        /* %NULL for cells of one line */
  const char *style_class;  /* static, or %NULL */
  const char *detail_class; /* static, of the second line, or %NULL */
};

G_DEFINE_FINAL_TYPE (AttestListCell, attest_list_cell, GTK_TYPE_WIDGET)

static int
measure_natural (GtkWidget *widget, GtkOrientation orientation)
{
  int natural = 0;

  if (widget != NULL && gtk_widget_get_visible (widget))
    gtk_widget_measure (widget, orientation, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static int
get_icon_width (GtkWidget *icon)
{
  int width = measure_natural (icon, GTK_ORIENTATION_HORIZONTAL);

  return width > 0 ? width + ICON_SPACING : 0;
}

/* The lines ask for the same width whatever stands in them, so the natural size will do. */
static void
attest_list_cell_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  AttestListCell *self = ATTEST_LIST_CELL (widget);
  int line = measure_natural (self->line, orientation);
  int detail = measure_natural (self->detail, orientation);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (line, detail) + get_icon_width (self->icon) + get_icon_width (self->mark);
  else if (detail > 0)
    *natural = line + LINE_SPACING + detail;
  else
    *natural = line;
  *minimum = *natural;
}

static void
place (GtkWidget *widget, int x, int y, int width, int height, int baseline)
{
  GtkAllocation allocation = { x, y, width, height };

  gtk_widget_size_allocate (widget, &allocation, baseline);
}

/* On the baseline of its own font. That is rounded up, and takes from what is below it. */
static void
place_line (GtkWidget *line, int x, int y, int width, int height)
{
  int baseline = -1;

  gtk_widget_measure (line, GTK_ORIENTATION_VERTICAL, -1, NULL, NULL, NULL, &baseline);
  place (line, x, y, width, height + LINE_SPACING, baseline);
}

static void
attest_list_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AttestListCell *self = ATTEST_LIST_CELL (widget);
  gboolean reversed = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int icon = get_icon_width (self->icon);
  int mark = get_icon_width (self->mark);
  int line = measure_natural (self->line, GTK_ORIENTATION_VERTICAL);
  int detail = measure_natural (self->detail, GTK_ORIENTATION_VERTICAL);
  int x = reversed ? mark : icon;
  int y = (height - line - (detail > 0 ? LINE_SPACING + detail : 0)) / 2;

  if (icon > 0)
    place (
        self->icon, reversed ? width - icon + ICON_SPACING : 0, y, icon - ICON_SPACING, line, -1);
  if (mark > 0)
    place (
        self->mark, reversed ? 0 : width - mark + ICON_SPACING, y, mark - ICON_SPACING, line, -1);
  place_line (self->line, x, y, width - icon - mark, line);
  if (detail > 0)
    place_line (self->detail, x, y + line + LINE_SPACING, width - icon - mark, detail);
}

static gboolean
is_cut (GtkWidget *line)
{
  const char *text = gtk_inscription_get_text (GTK_INSCRIPTION (line));
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (line, text);
  int width = 0;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width > gtk_widget_get_width (line);
}

/* What is cut off is shown in full under the pointer. */
static gboolean
attest_list_cell_query_tooltip (GtkWidget *widget,
                                int x,
                                int y,
                                gboolean keyboard,
                                GtkTooltip *tooltip)
{
  AttestListCell *self = ATTEST_LIST_CELL (widget);
  GtkWidget *lines[] = { self->line, self->detail };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i] != NULL && gtk_widget_get_visible (lines[i]) && is_cut (lines[i]))
      g_string_append_printf (text,
                              "%s%s",
                              text->len > 0 ? "\n" : "",
                              gtk_inscription_get_text (GTK_INSCRIPTION (lines[i])));
  gtk_tooltip_set_text (tooltip, text->str);
  return text->len > 0;
}

static void
attest_list_cell_dispose (GObject *object)
{
  AttestListCell *self = ATTEST_LIST_CELL (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->mark, gtk_widget_unparent);
  g_clear_pointer (&self->line, gtk_widget_unparent);
  g_clear_pointer (&self->detail, gtk_widget_unparent);
  G_OBJECT_CLASS (attest_list_cell_parent_class)->dispose (object);
}

static void
attest_list_cell_class_init (AttestListCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_list_cell_dispose;
  widget_class->measure = attest_list_cell_measure;
  widget_class->size_allocate = attest_list_cell_size_allocate;
  widget_class->query_tooltip = attest_list_cell_query_tooltip;
}

static void
attest_list_cell_init (AttestListCell *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

static GtkWidget *
add_line (AttestListCell *self, guint chars, gboolean numeric)
{
  GtkInscription *line = GTK_INSCRIPTION (gtk_inscription_new (NULL));

  gtk_inscription_set_text_overflow (line, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_wrap_mode (line, PANGO_WRAP_WORD_CHAR);
  gtk_inscription_set_min_chars (line, chars);
  gtk_inscription_set_nat_chars (line, chars);
  gtk_inscription_set_xalign (line, numeric ? 1 : 0);
  /* From GTK 4.12 on, nothing else is given a baseline. */
  gtk_widget_set_valign (GTK_WIDGET (line), GTK_ALIGN_BASELINE);
  if (numeric)
    gtk_widget_add_css_class (GTK_WIDGET (line), "numeric");
  gtk_widget_set_parent (GTK_WIDGET (line), GTK_WIDGET (self));
  return GTK_WIDGET (line);
}

static GtkWidget *
make_icon (void)
{
  return g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

/**
 * attest_list_cell_new:
 * @kind: what stands in it
 * @chars: how many characters it wants to be wide
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
attest_list_cell_new (AttestListCellKind kind, guint chars)
{
  AttestListCell *self = g_object_new (ATTEST_TYPE_LIST_CELL, NULL);

  self->line = add_line (self, chars, kind == ATTEST_LIST_CELL_NUMBER);
  if (kind == ATTEST_LIST_CELL_TWO_LINES)
    {
      self->detail = add_line (self, chars, FALSE);
      gtk_widget_add_css_class (self->detail, "caption");
      attest_list_cell_set_detail_style (self, NULL);
    }
  return GTK_WIDGET (self);
}

/**
 * attest_list_cell_set_texts:
 * @self: a cell
 * @line: (nullable): the text
 * @detail: (nullable): the dimmed text below it, of a cell that has one; %NULL: there is none
 */
void
attest_list_cell_set_texts (AttestListCell *self, const char *line, const char *detail)
{
  g_return_if_fail (ATTEST_IS_LIST_CELL (self));

  gtk_inscription_set_text (GTK_INSCRIPTION (self->line), line);
  if (self->detail == NULL)
    return;
  gtk_inscription_set_text (GTK_INSCRIPTION (self->detail), detail);
  gtk_widget_set_visible (self->detail, detail != NULL && *detail != '\0');
}

/**
 * attest_list_cell_wrap:
 * @self: a cell whose texts are set
 * @width: how wide its last text can be, in pixels; 0: that is on one line, and cut if it must be
 *
 * Gives the last text as many lines as it needs, up to six.
 */
void
attest_list_cell_wrap (AttestListCell *self, int width)
{
  GtkWidget *last = NULL;
  g_autoptr (PangoLayout) layout = NULL;
  int height = -1;

  g_return_if_fail (ATTEST_IS_LIST_CELL (self));

  last = self->detail != NULL ? self->detail : self->line;
  if (width > 0)
    {
      layout =
          gtk_widget_create_pango_layout (last, gtk_inscription_get_text (GTK_INSCRIPTION (last)));
      pango_layout_set_width (layout, width * PANGO_SCALE);
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_height (layout, -MOST_LINES);
      if (pango_layout_get_line_count (layout) > 1)
        pango_layout_get_pixel_size (layout, NULL, &height);
    }
  gtk_widget_set_size_request (last, -1, height);
}

/**
 * attest_list_cell_set_icon:
 * @self: a cell
 * @icon_name: (nullable): a symbolic icon; its meaning is said by the text too
 */
void
attest_list_cell_set_icon (AttestListCell *self, const char *icon_name)
{
  g_return_if_fail (ATTEST_IS_LIST_CELL (self));

  if (icon_name == NULL && self->icon == NULL)
    return;
  if (self->icon == NULL)
    {
      self->icon = make_icon ();
      gtk_widget_insert_before (self->icon, GTK_WIDGET (self), self->line);
      if (self->style_class != NULL)
        gtk_widget_add_css_class (self->icon, self->style_class);
    }
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_name);
  gtk_widget_set_visible (self->icon, icon_name != NULL);
}

/**
 * attest_list_cell_set_mark:
 * @self: a cell
 * @icon_name: (nullable): a symbolic icon at the end; its meaning is said elsewhere too
 */
void
attest_list_cell_set_mark (AttestListCell *self, const char *icon_name)
{
  g_return_if_fail (ATTEST_IS_LIST_CELL (self));

  if (icon_name == NULL && self->mark == NULL)
    return;
  if (self->mark == NULL)
    {
      self->mark = make_icon ();
      gtk_widget_add_css_class (self->mark, "dim-label");
      gtk_widget_insert_before (self->mark, GTK_WIDGET (self), NULL);
    }
  gtk_image_set_from_icon_name (GTK_IMAGE (self->mark), icon_name);
  gtk_widget_set_visible (self->mark, icon_name != NULL);
}

/**
 * attest_list_cell_get_texts:
 * @self: a cell
 * @line: (out): its text, "" while it has none
 * @detail: (out): the text below it, likewise
 *
 * Returns: how wide what stands beside the texts is, in pixels
 */
int
attest_list_cell_get_texts (AttestListCell *self, const char **line, const char **detail)
{
  GtkWidget *lines[] = { self->line, self->detail };
  const char **texts[] = { line, detail };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const char *text =
          lines[i] != NULL ? gtk_inscription_get_text (GTK_INSCRIPTION (lines[i])) : NULL;

      *texts[i] = text != NULL ? text : "";
    }
  return get_icon_width (self->icon) + get_icon_width (self->mark);
}

/**
 * attest_list_cell_set_style:
 * @self: a cell
 * @style_class: (nullable): static string: the colour of the icon and the line
 */
void
attest_list_cell_set_style (AttestListCell *self, const char *style_class)
{
  GtkWidget *styled[] = { self->line, self->icon };

  g_return_if_fail (ATTEST_IS_LIST_CELL (self));

  if (g_strcmp0 (self->style_class, style_class) == 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (styled); i++)
    {
      if (styled[i] != NULL && self->style_class != NULL)
        gtk_widget_remove_css_class (styled[i], self->style_class);
      if (styled[i] != NULL && style_class != NULL)
        gtk_widget_add_css_class (styled[i], style_class);
    }
  self->style_class = style_class;
}

/**
 * attest_list_cell_set_detail_style:
 * @self: a cell of two lines
 * @style_class: (nullable): static string: the colour of the second line; %NULL: it is dimmed
 */
void
attest_list_cell_set_detail_style (AttestListCell *self, const char *style_class)
{
  const char *is = style_class != NULL ? style_class : "dim-label";

  g_return_if_fail (ATTEST_IS_LIST_CELL (self));
  g_return_if_fail (self->detail != NULL);

  if (gtk_widget_has_css_class (self->detail, is))
    return;
  if (self->detail_class != NULL)
    gtk_widget_remove_css_class (self->detail, self->detail_class);
  gtk_widget_add_css_class (self->detail, is);
  self->detail_class = is;
}
