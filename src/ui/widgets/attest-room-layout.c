/* AttestRoomLayout: puts children below each other, each at its natural height. The one with the
 * keyboard, or else the first, always has a place; of the others, those for which there is room.
 * Main thread. */
#include "attest-config.h"
#include "widgets/attest-room-layout.h"

struct _AttestRoomLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
};

G_DEFINE_FINAL_TYPE (AttestRoomLayout, attest_room_layout, GTK_TYPE_LAYOUT_MANAGER)

/* (nullable): what has a place in any case */
static GtkWidget *
get_kept (GtkWidget *widget)
{
  GtkWidget *kept = gtk_widget_get_focus_child (widget);

  if (kept != NULL && gtk_widget_should_layout (kept))
    return kept;
  for (kept = gtk_widget_get_first_child (widget);
       kept != NULL && !gtk_widget_should_layout (kept);)
    kept = gtk_widget_get_next_sibling (kept);
  return kept;
}

static GtkSizeRequestMode
attest_room_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
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
  const gboolean is_height = orientation == GTK_ORIENTATION_VERTICAL;
  const GtkWidget *kept = get_kept (widget);
  guint n = 0;

  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least = 0;
      int wanted = 0;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, for_size, &least, &wanted, NULL, NULL);
      if (child == kept || !is_height)
        *minimum = MAX (*minimum, least);
      *natural = is_height ? *natural + wanted + (n > 0 ? ATTEST_ROOM_LAYOUT (manager)->spacing : 0)
                           : MAX (*natural, wanted);
      n++;
    }
}

static int
measure_height (GtkWidget *child, int width)
{
  int wanted = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &wanted, NULL, NULL);
  return wanted;
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
  GtkWidget *kept = get_kept (widget);
  int room = height - (kept != NULL ? measure_height (kept, width) : 0);
  int y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int wanted = 0;

      if (!gtk_widget_should_layout (child))
        continue;
      wanted = measure_height (child, width);
      if (child != kept)
        room -= wanted + spacing;
      gtk_widget_set_child_visible (child, child == kept || room >= 0);
      if (child != kept && room < 0)
        continue;
      gtk_widget_size_allocate (child, &(GtkAllocation){ 0, y, width, wanted }, -1);
      y += wanted + spacing;
    }
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
 * @spacing: between children, in pixels
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
