/* AttestRoomLayout: puts children below each other, each at its natural height; the last has what
 * they leave. Of the others the one with the keyboard always has a place, or else the first where
 * the last can do with what is left; of those beside it, as many as leave the last what it would
 * like to have, or half of the whole.
 * Main thread. */
#include "attest-config.h"
#include "widgets/attest-room-layout.h"

struct _AttestRoomLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
};

G_DEFINE_FINAL_TYPE (AttestRoomLayout, attest_room_layout, GTK_TYPE_LAYOUT_MANAGER)

/* (nullable): what has a place in any case, beside the last */
static GtkWidget *
get_kept (GtkWidget *widget)
{
  GtkWidget *kept = gtk_widget_get_focus_child (widget);

  return kept != NULL && kept != gtk_widget_get_last_child (widget)
                 && gtk_widget_should_layout (kept)
             ? kept
             : NULL;
}

static GtkSizeRequestMode
attest_room_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
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

static int
get_minimum (GtkWidget *child, GtkOrientation orientation, int for_size)
{
  int minimum = 0;

  gtk_widget_measure (child, orientation, for_size, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* (nullable): what has a place before all others */
static GtkWidget *
get_first (GtkWidget *widget, int spacing, int width, int height)
{
  GtkWidget *rest = gtk_widget_get_last_child (widget);
  GtkWidget *first = get_kept (widget);

  if (first != NULL)
    return first;
  first = gtk_widget_get_first_child (widget);
  while (first != rest && !gtk_widget_should_layout (first))
    first = gtk_widget_get_next_sibling (first);
  return first != rest
                 && spacing + get_natural (first, GTK_ORIENTATION_VERTICAL, width)
                            + get_minimum (rest, GTK_ORIENTATION_VERTICAL, width)
                        <= height
             ? first
             : NULL;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      {
        *minimum = MAX (*minimum, get_minimum (child, GTK_ORIENTATION_HORIZONTAL, -1));
        *natural = MAX (*natural, get_natural (child, GTK_ORIENTATION_HORIZONTAL, -1));
      }
}

static void
measure_height (AttestRoomLayout *self, GtkWidget *widget, int width, int *minimum, int *natural)
{
  const GtkWidget *kept = get_kept (widget);
  const GtkWidget *rest = gtk_widget_get_last_child (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      const int above = child != rest ? self->spacing : 0;

      if (!gtk_widget_should_layout (child))
        continue;
      if (child == kept)
        *minimum += get_natural (child, GTK_ORIENTATION_VERTICAL, width) + above;
      else if (child == rest)
        *minimum += get_minimum (child, GTK_ORIENTATION_VERTICAL, width);
      *natural += get_natural (child, GTK_ORIENTATION_VERTICAL, width) + above;
    }
}

static void
attest_room_layout_measure (GtkLayoutManager *manager,
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
    measure_height (ATTEST_ROOM_LAYOUT (manager), widget, for_size, minimum, natural);
}

/* Puts a child at @y, unless it is not to be seen. Returns: where it ends */
static int
place (GtkWidget *child, gboolean seen, int y, int width, int height)
{
  gtk_widget_set_child_visible (child, seen);
  if (!seen)
    return y;
  gtk_widget_size_allocate (child, &(GtkAllocation){ 0, y, width, height }, -1);
  return y + height;
}

/* Once one has no place, nor have those behind it. */
static void
attest_room_layout_allocate (GtkLayoutManager *manager,
                             GtkWidget *widget,
                             int width,
                             int height,
                             int baseline)
{
  const int spacing = ATTEST_ROOM_LAYOUT (manager)->spacing;
  GtkWidget *first = get_first (widget, spacing, width, height);
  GtkWidget *rest = gtk_widget_get_last_child (widget);
  const int wished = MIN (get_natural (rest, GTK_ORIENTATION_VERTICAL, width), height / 2);
  int room = height - MAX (wished, get_minimum (rest, GTK_ORIENTATION_VERTICAL, width));
  int y = 0;

  if (first != NULL)
    room -= spacing + get_natural (first, GTK_ORIENTATION_VERTICAL, width);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != rest;
       child = gtk_widget_get_next_sibling (child))
    {
      int wanted = 0;

      if (!gtk_widget_should_layout (child))
        continue;
      wanted = get_natural (child, GTK_ORIENTATION_VERTICAL, width);
      if (child != first)
        room -= spacing + wanted;
      if (child == first || room >= 0)
        y += spacing;
      y = place (child, child == first || room >= 0, y, width, wanted);
    }
  place (rest, TRUE, y, width, height - y);
}

static void
attest_room_layout_class_init (AttestRoomLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = attest_room_layout_get_request_mode;
  layout_class->measure = attest_room_layout_measure;
  layout_class->allocate = attest_room_layout_allocate;
}

static void
attest_room_layout_init (AttestRoomLayout *self)
{
}

/**
 * attest_room_layout_new:
 * @spacing: above each child but the last, in pixels
 *
 * Returns: (transfer full): the layout manager, for gtk_widget_set_layout_manager()
 */
GtkLayoutManager *
attest_room_layout_new (int spacing)
{
  AttestRoomLayout *self = g_object_new (ATTEST_TYPE_ROOM_LAYOUT, NULL);

  self->spacing = spacing;
  return GTK_LAYOUT_MANAGER (self);
}
