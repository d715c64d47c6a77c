/* AttestFieldGrid: a container that puts its children side by side in reading order, each over the
 * whole, a half or a third of a line. How it does so follows from the width it is given, so nothing
 * above has to know about narrow windows. Owns its children. Main thread. */
#include "attest-config.h"
#include "editor/attest-field-grid.h"

#include "widgets/attest-letter-widths.h"

/* A line has so many units: halves and thirds of it are whole. */
#define N_UNITS 6
#define COLUMN_SPACING 12
#define LINE_SPACING 8
#define NATURAL_CHARS 50
/* A button beside a long date, in letters. */
#define CALENDAR_CHARS 8

/* How wide a child is, with less and less room for it. */
#define N_LEVELS 3
static const guint8 units_at[N_LEVELS][N_UNITS + 1] = {
  { 0, 1, 2, 3, 4, 5, 6 }, /* as it was asked for */
  { 0, 3, 3, 3, 6, 6, 6 }, /* by halves */
  { 0, 6, 6, 6, 6, 6, 6 }, /* each on a line of its own */
};

struct _AttestFieldGrid
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestFieldGrid, attest_field_grid, GTK_TYPE_WIDGET)

/* What a child asks for: a part of the line, and room for so many letters. */
typedef struct
{
  guint units;
  guint n_chars;
} Wish;

static const Wish *
get_wish (GtkWidget *child)
{
  return g_object_get_data (G_OBJECT (child), "wish");
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
fits (GtkWidget *grid, int width, guint level)
{
  const int char_width = attest_letter_width (grid);

  for (GtkWidget *child = next_visible (gtk_widget_get_first_child (grid)); child != NULL;
       child = next_visible (gtk_widget_get_next_sibling (child)))
    {
      const Wish *wish = get_wish (child);
      const int given = get_start (width, units_at[level][wish->units]) - COLUMN_SPACING;
      int least = 0;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      if (given < MAX (least, (int) wish->n_chars * char_width))
        return FALSE;
    }
  return TRUE;
}

/* One for the whole grid, so that its edges stand below each other. */
static guint
find_level (GtkWidget *grid, int width)
{
  guint level = 0;

  while (level < N_LEVELS - 1 && !fits (grid, width, level))
    level++;
  return level;
}

static gboolean
take_line (GtkWidget **at, int width, guint level, Line *line)
{
  GtkWidget *child = next_visible (*at);
  guint used = 0;

  line->n = 0;
  while (child != NULL)
    {
      const guint units = units_at[level][get_wish (child)->units];

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

/* What a text would like to have is no measure: it takes what there is. */
static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = next_visible (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_visible (gtk_widget_get_next_sibling (child)))
    {
      int least = 0;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      *minimum = MAX (*minimum, least);
    }
  *natural = MAX (*minimum, NATURAL_CHARS * attest_letter_width (widget));
}

static void
measure_height (GtkWidget *widget, int width, int *minimum, int *natural)
{
  GtkWidget *at = gtk_widget_get_first_child (widget);
  const guint level = find_level (widget, width);
  Line line;
  int height = 0;

  while (take_line (&at, width, level, &line))
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
    measure_height (widget, for_size < 0 ? G_MAXINT16 : for_size, minimum, natural);
}

static void
attest_field_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  const gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const guint level = find_level (widget, width);
  GtkWidget *at = gtk_widget_get_first_child (widget);
  Line line;
  int y = 0;

  while (take_line (&at, width, level, &line))
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
 * @units: how many sixths of a line it takes where there is room: 2, 3, 4 or 6
 * @n_chars: in how many letters' width it still looks well
 */
void
attest_field_grid_append (AttestFieldGrid *self, GtkWidget *child, guint units, guint n_chars)
{
  Wish *wish = g_new (Wish, 1);

  g_return_if_fail (ATTEST_IS_FIELD_GRID (self));
  g_return_if_fail (units > 0 && units <= N_UNITS);

  *wish = (Wish){ units, n_chars };
  g_object_set_data_full (G_OBJECT (child), "wish", wish, g_free);
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

/**
 * attest_field_grid_append_field:
 * @self: a grid
 * @row: (transfer floating): the row of @field
 * @field: a field
 *
 * Its place is as wide as what is expected in it: a third, a half, two thirds or all of a line.
 */
void
attest_field_grid_append_field (AttestFieldGrid *self, GtkWidget *row, const AttestField *field)
{
  const guint width = field->width;
  const guint units = width == 0 ? N_UNITS : width <= 24 ? 2 : width <= 40 ? 3 : 4;
  guint n_chars = width <= 12 && width > 0 ? 12 : 24;

  if (field->kind == ATTEST_FIELD_DATE_TIME)
    n_chars += CALENDAR_CHARS;
  attest_field_grid_append (self, row, units, n_chars);
}
