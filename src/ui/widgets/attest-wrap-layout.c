/* AttestWrapLayout: puts children on lines at their natural width. The last child, such as where
 * tags are typed, can be stretched to the end of its line. Main thread. */
#include "attest-config.h"
#include "widgets/attest-wrap-layout.h"

#define SPACING 6

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

/* Returns: (nullable): the first child of the next line */
static GtkWidget *
find_line_end (GtkWidget *first, int width, int *line_height)
{
  int x = 0;

  *line_height = 0;
  for (GtkWidget *child = first; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_width = 0;

      if (!gtk_widget_should_layout (child))
        continue;
      child_width = MIN (width, get_natural (child, GTK_ORIENTATION_HORIZONTAL, -1));
      if (x > 0 && x + child_width > width)
        return child;
      x += child_width + SPACING;
      *line_height = MAX (*line_height, get_natural (child, GTK_ORIENTATION_VERTICAL, child_width));
    }
  return NULL;
}

/* All on a line are as high as it is. */
static void
place_line (AttestWrapLayout *self, GtkWidget *first, GtkWidget *end, const GtkAllocation *line)
{
  const gboolean mirrored = gtk_widget_get_direction (first) == GTK_TEXT_DIR_RTL;
  int x = 0;

  for (GtkWidget *child = first; child != end; child = gtk_widget_get_next_sibling (child))
    {
      int width = 0;

      if (!gtk_widget_should_layout (child))
        continue;
      width = MIN (line->width, get_natural (child, GTK_ORIENTATION_HORIZONTAL, -1));
      if (gtk_widget_get_next_sibling (child) == NULL && self->fills)
        width = line->width - x;
      gtk_widget_size_allocate (
          child,
          &(GtkAllocation){ mirrored ? line->width - x - width : x, line->y, width, line->height },
          -1);
      x += width + SPACING;
    }
}

/* Lays children out within @width, or only measures when not @allocate. Returns the height. */
static int
lay_out (AttestWrapLayout *self, GtkWidget *widget, int width, gboolean allocate)
{
  GtkAllocation line = { 0, 0, width, 0 };
  GtkWidget *end = NULL;

  for (GtkWidget *first = gtk_widget_get_first_child (widget); first != NULL; first = end)
    {
      end = find_line_end (first, width, &line.height);
      if (allocate)
        place_line (self, first, end, &line);
      line.y += line.height + (end != NULL ? SPACING : 0);
    }
  return line.y;
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
      *natural += child_natural + SPACING;
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
    *minimum = *natural = lay_out (
        ATTEST_WRAP_LAYOUT (manager), widget, for_size < 0 ? G_MAXINT / 2 : for_size, FALSE);
}

static void
attest_wrap_layout_allocate (GtkLayoutManager *manager,
                             GtkWidget *widget,
                             int width,
                             int height,
                             int baseline)
{
  lay_out (ATTEST_WRAP_LAYOUT (manager), widget, width, TRUE);
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
