/* AttestWrapLayout: puts children on lines at their natural width. One that expands takes what is
 * left of its line; on a line without one the last child does so where it is to, such as where tags
 * are typed. Texts that expand go on in further lines themselves: it is enough for them to have the
 * width of some words, below which what stands beside them gets a line of its own. Main thread. */
#include "attest-config.h"
#include "widgets/attest-wrap-layout.h"

#include "widgets/attest-letter-widths.h"

#define SPACING 6

/* What a text that expands has at least, if it would take as much. */
#define LEAST_LETTERS 26

struct _AttestWrapLayout
{
  GtkLayoutManager parent_instance;

  gboolean fills; /* the last child takes the rest of its line */
};

G_DEFINE_FINAL_TYPE (AttestWrapLayout, attest_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
attest_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
get_natural (GtkWidget *child, GtkOrientation orientation, int for_size)
{
  int natural = 0;

  gtk_widget_measure (child, orientation, for_size, NULL, &natural, NULL, NULL);
  return natural;
}

static gboolean
expands (GtkWidget *child)
{
  return gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL);
}

/* What a child has of a line at least. */
static int
get_wanted (GtkWidget *child, int width)
{
  int minimum = 0;
  int natural = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  if (expands (child))
    natural = MIN (natural, MAX (minimum, LEAST_LETTERS * attest_letter_width (child)));
  return MIN (width, natural);
}

/* Behind something small, such as a sign, it is given what is left. */
static gboolean
may_shrink (GtkWidget *child, int width, int x)
{
  int minimum = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return expands (child) && x > 0 && x * 4 < width && x + minimum <= width;
}

typedef struct
{
  GtkWidget *first;
  GtkWidget *end; /* (nullable): the first child of the next line */
  int spare; /* what is left of its width; below nothing: what is missing, for one that expands */
  guint n_expand;
  int height;
} Line;

/* Which children stand on it. */
static void
take_line (Line *line, GtkWidget *first, int width)
{
  int x = 0;

  *line = (Line){ first, NULL, width, 0, 0 };
  for (GtkWidget *child = first; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int wanted = 0;
      int given = 0;

      if (!gtk_widget_should_layout (child))
        continue;
      wanted = get_wanted (child, width);
      given =
          line->n_expand == 0 && may_shrink (child, width, x) ? MIN (wanted, width - x) : wanted;
      if (x > 0 && x + given > width)
        {
          line->end = child;
          return;
        }
      line->spare -= wanted + (x > 0 ? SPACING : 0);
      line->n_expand += expands (child);
      x += given + SPACING;
    }
}

static int
get_width (AttestWrapLayout *self, const Line *line, GtkWidget *child, int width)
{
  int wanted = get_wanted (child, width);

  if (expands (child))
    wanted += line->spare / (int) line->n_expand;
  else if (line->n_expand == 0 && self->fills && gtk_widget_get_next_sibling (child) == NULL)
    wanted += line->spare;
  return wanted;
}

static int
get_height (AttestWrapLayout *self, const Line *line, int width)
{
  int height = 0;

  for (GtkWidget *child = line->first; child != line->end;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      height =
          MAX (height,
               get_natural (child, GTK_ORIENTATION_VERTICAL, get_width (self, line, child, width)));
  return height;
}

/* Where all of it is in the middle, each line is. */
static gboolean
is_centred (AttestWrapLayout *self, const Line *line)
{
  return gtk_widget_get_halign (gtk_widget_get_parent (line->first)) == GTK_ALIGN_CENTER
         && line->n_expand == 0 && !self->fills;
}

/* All on a line are as high as it is. */
static void
place_line (AttestWrapLayout *self, const Line *line, int y, int line_width)
{
  const gboolean mirrored = gtk_widget_get_direction (line->first) == GTK_TEXT_DIR_RTL;
  int x = is_centred (self, line) ? line->spare / 2 : 0;

  for (GtkWidget *child = line->first; child != line->end;
       child = gtk_widget_get_next_sibling (child))
    {
      int width = 0;

      if (!gtk_widget_should_layout (child))
        continue;
      width = get_width (self, line, child, line_width);
      gtk_widget_size_allocate (
          child,
          &(GtkAllocation){ mirrored ? line_width - x - width : x, y, width, line->height },
          -1);
      x += width + SPACING;
    }
}

/* Lays children out within @width and @height, or only measures when that is below nothing. Where
 * all are on one line, it is as high as there is room. Returns the height. */
static int
lay_out (AttestWrapLayout *self, GtkWidget *widget, int width, int height)
{
  Line line = { gtk_widget_get_first_child (widget) };
  int y = 0;

  for (GtkWidget *first = line.first; first != NULL; first = line.end)
    {
      take_line (&line, first, width);
      line.height = get_height (self, &line, width);
      if (y == 0 && line.end == NULL)
        line.height = MAX (line.height, height);
      if (height >= 0)
        place_line (self, &line, y, width);
      y += line.height + (line.end != NULL ? SPACING : 0);
    }
  return y;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum = 0;
      int child_natural = 0;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (
          child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? SPACING : 0);
    }
}

static void
attest_wrap_layout_measure (GtkLayoutManager *manager,
                            GtkWidget *widget,
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
    *minimum = *natural =
        lay_out (ATTEST_WRAP_LAYOUT (manager), widget, for_size < 0 ? G_MAXINT / 2 : for_size, -1);
}

static void
attest_wrap_layout_allocate (GtkLayoutManager *manager,
                             GtkWidget *widget,
                             int width,
                             int height,
                             int baseline)
{
  lay_out (ATTEST_WRAP_LAYOUT (manager), widget, width, height);
}

static void
attest_wrap_layout_class_init (AttestWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = attest_wrap_layout_get_request_mode;
  layout_class->measure = attest_wrap_layout_measure;
  layout_class->allocate = attest_wrap_layout_allocate;
}

static void
attest_wrap_layout_init (AttestWrapLayout *self)
{
}

/**
 * attest_wrap_layout_new:
 * @fills: whether the last child takes the rest of its line
 *
 * Returns: (transfer full): a layout manager
 */
GtkLayoutManager *
attest_wrap_layout_new (gboolean fills)
{
  AttestWrapLayout *self = g_object_new (ATTEST_TYPE_WRAP_LAYOUT, NULL);

  self->fills = fills;
  return GTK_LAYOUT_MANAGER (self);
}
