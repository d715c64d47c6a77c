/* AttestFieldGrid: a container that puts its children side by side in reading order, each over the
 * whole, a half or a third of a line. How it does so follows from the width it is given, so nothing
 * above has to know about narrow windows. Owns its children. Main thread. */
#include "attest-config.h"
#include "editor/attest-field-grid.h"

/* From this width on, in pixels, fields stand side by side. */
#define COLUMNS_FROM 520
/* A line has so many units: halves and thirds of it are whole. */
#define N_UNITS 6
#define COLUMN_SPACING 18
#define LINE_SPACING 10

struct _AttestFieldGrid
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestFieldGrid, attest_field_grid, GTK_TYPE_WIDGET)

static guint
get_units (GtkWidget *child)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (child), "units"));
}

static GtkWidget *
next_visible (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* Children that stand side by side. */
typedef struct
{
  GtkWidget *children[N_UNITS];
  int x[N_UNITS];
  int width[N_UNITS];
  guint n;
} Line;

/* Where a column begins that follows @units units, of a line @width wide. */
static int
get_start (int width, guint units)
{
  return (int) (units * (guint) (width + COLUMN_SPACING) / N_UNITS);
}

static gboolean
take_line (GtkWidget **at, int width, Line *line)
{
  const gboolean narrow = width < COLUMNS_FROM;
  GtkWidget *child = next_visible (*at);
  guint used = 0;

  line->n = 0;
  while (child != NULL)
    {
      const guint units = narrow ? N_UNITS : get_units (child);

      if (used + units > N_UNITS)
        break;
      line->children[line->n] = child;
      line->x[line->n] = get_start (width, used);
      line->width[line->n] = get_start (width, used + units) - COLUMN_SPACING - line->x[line->n];
      line->n++;
      used += units;
      child = next_visible (gtk_widget_get_next_sibling (child));
    }
  *at = child;
  return line->n > 0;
}

static int
get_height (GtkWidget *child, int width)
{
  int height = 0;
  int least = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (
      child, GTK_ORIENTATION_VERTICAL, MAX (width, least), NULL, &height, NULL, NULL);
  return height;
}

static int
get_line_height (const Line *line)
{
  int height = 0;

  for (guint i = 0; i < line->n; i++)
    height = MAX (height, get_height (line->children[i], line->width[i]));
  return height;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = next_visible (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_visible (gtk_widget_get_next_sibling (child)))
    {
      int child_minimum = 0;
      int child_natural = 0;

      gtk_widget_measure (
          child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
  *natural = MAX (*natural, COLUMNS_FROM);
}

static void
measure_height (GtkWidget *widget, int width, int *minimum, int *natural)
{
  GtkWidget *at = gtk_widget_get_first_child (widget);
  Line line;
  int height = 0;

  while (take_line (&at, width, &line))
    height += get_line_height (&line) + LINE_SPACING;
  *minimum = *natural = MAX (0, height - LINE_SPACING);
}

static void
attest_field_grid_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (widget, minimum, natural);
  else
    measure_height (widget, for_size < 0 ? COLUMNS_FROM : for_size, minimum, natural);
}

static void
attest_field_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  const gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *at = gtk_widget_get_first_child (widget);
  Line line;
  int y = 0;

  while (take_line (&at, width, &line))
    {
      const int line_height = get_line_height (&line);

      for (guint i = 0; i < line.n; i++)
        {
          const int x = mirrored ? width - line.x[i] - line.width[i] : line.x[i];

          gtk_widget_size_allocate (
              line.children[i], &(GtkAllocation){ x, y, line.width[i], line_height }, -1);
        }
      y += line_height + LINE_SPACING;
    }
}

static GtkSizeRequestMode
attest_field_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
attest_field_grid_dispose (GObject *object)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (attest_field_grid_parent_class)->dispose (object);
}

static void
attest_field_grid_class_init (AttestFieldGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_field_grid_dispose;
  widget_class->measure = attest_field_grid_measure;
  widget_class->size_allocate = attest_field_grid_size_allocate;
  widget_class->get_request_mode = attest_field_grid_get_request_mode;
}

static void
attest_field_grid_init (AttestFieldGrid *self)
{
}

/**
 * attest_field_grid_new:
 *
 * Returns: (transfer floating): an empty grid
 */
GtkWidget *
attest_field_grid_new (void)
{
  return g_object_new (ATTEST_TYPE_FIELD_GRID, NULL);
}

/**
 * attest_field_grid_append:
 * @self: a grid
 * @child: (transfer floating): what comes next in reading order
 * @span: how much of a line it takes where there is room
 */
void
attest_field_grid_append (AttestFieldGrid *self, GtkWidget *child, AttestFieldSpan span)
{
  static const guint units[] = {
    [ATTEST_FIELD_SPAN_FULL] = N_UNITS,
    [ATTEST_FIELD_SPAN_HALF] = N_UNITS / 2,
    [ATTEST_FIELD_SPAN_THIRD] = N_UNITS / 3,
  };

  g_return_if_fail (ATTEST_IS_FIELD_GRID (self));

  g_object_set_data (G_OBJECT (child), "units", GUINT_TO_POINTER (units[span]));
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}
