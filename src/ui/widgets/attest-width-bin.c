/* AttestWidthBin: see the header.
 *
 * The property changes in an idle call after the allocation that crossed the threshold: whoever
 * listens shows and hides widgets, which must not happen while sizes are being given out.
 *
 * A bin with a minimum of its own can be made smaller than its child asks for while that is still
 * laid out for a wide window. For the one frame until "narrow" has changed, the child is cut off.
 */
#include "attest-config.h"
#include "widgets/attest-width-bin.h"

struct _AttestWidthBin
{
  GtkWidget parent_instance;

  GtkWidget *child;
  int threshold;
  int minimum;      /* 0: as its child wants */
  int wide_minimum; /* what the child wanted when it was laid out wide last */
  gboolean narrow;
  gboolean wanted; /* what the last allocation asks for */
  guint idle;
};

typedef enum
{
  PROP_CHILD = 1,
  PROP_THRESHOLD,
  PROP_MINIMUM,
  PROP_NARROW,
} AttestWidthBinProperty;

static GParamSpec *properties[PROP_NARROW + 1];

static void buildable_init (GtkBuildableIface *iface);
static GtkBuildableIface *parent_buildable;

G_DEFINE_FINAL_TYPE_WITH_CODE (AttestWidthBin,
                               attest_width_bin,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static void
set_child (AttestWidthBin *self, GtkWidget *child)
{
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static gboolean
update_narrow_cb (gpointer user_data)
{
  AttestWidthBin *self = user_data;

  self->idle = 0;
  if (self->narrow != self->wanted)
    {
      self->narrow = self->wanted;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
    }
  return G_SOURCE_REMOVE;
}

/* With large letters the child may need more than the threshold to be wide: then it stays narrow.
 */
static gboolean
is_narrow_at (AttestWidthBin *self, int width)
{
  return width < self->threshold || (self->minimum > 0 && width < self->wide_minimum);
}

static void
allocate_child (AttestWidthBin *self, int width, int height, int baseline)
{
  int minimum;

  if (self->minimum > 0)
    {
      gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      if (!self->narrow)
        self->wide_minimum = minimum;
      self->wanted = is_narrow_at (self, width);
      width = MAX (width, minimum);
      gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, width, &minimum, NULL, NULL, NULL);
      height = MAX (height, minimum);
    }
  gtk_widget_allocate (self->child, width, height, baseline, NULL);
}

static void
attest_width_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AttestWidthBin *self = ATTEST_WIDTH_BIN (widget);

  self->wanted = is_narrow_at (self, width);
  if (self->child != NULL && gtk_widget_should_layout (self->child))
    allocate_child (self, width, height, baseline);
  if (self->wanted != self->narrow && self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_narrow_cb, self, NULL);
}

static void
attest_width_bin_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  AttestWidthBin *self = ATTEST_WIDTH_BIN (widget);

  int least = 0;

  if (self->child == NULL)
    return;
  if (self->minimum > 0 && orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  if (for_size >= 0)
    for_size = MAX (for_size, least);
  gtk_widget_measure (
      self->child, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
  if (self->minimum > 0 && orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, self->minimum);
}

static GtkSizeRequestMode
attest_width_bin_get_request_mode (GtkWidget *widget)
{
  AttestWidthBin *self = ATTEST_WIDTH_BIN (widget);

  return self->child != NULL ? gtk_widget_get_request_mode (self->child)
                             : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
attest_width_bin_compute_expand (GtkWidget *widget, gboolean *horizontal, gboolean *vertical)
{
  AttestWidthBin *self = ATTEST_WIDTH_BIN (widget);

  *horizontal =
      self->child != NULL && gtk_widget_compute_expand (self->child, GTK_ORIENTATION_HORIZONTAL);
  *vertical =
      self->child != NULL && gtk_widget_compute_expand (self->child, GTK_ORIENTATION_VERTICAL);
}

/* What was wanted with other letters says nothing now. */
static void
attest_width_bin_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  ATTEST_WIDTH_BIN (widget)->wide_minimum = 0;
  GTK_WIDGET_CLASS (attest_width_bin_parent_class)->system_setting_changed (widget, setting);
}

static void
attest_width_bin_add_child (GtkBuildable *buildable,
                            GtkBuilder *builder,
                            GObject *child,
                            const char *type)
{
  if (GTK_IS_WIDGET (child))
    set_child (ATTEST_WIDTH_BIN (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = attest_width_bin_add_child;
}

static void
attest_width_bin_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestWidthBin *self = ATTEST_WIDTH_BIN (object);

  switch ((AttestWidthBinProperty) id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_THRESHOLD:
      g_value_set_int (value, self->threshold);
      break;
    case PROP_MINIMUM:
      g_value_set_int (value, self->minimum);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_width_bin_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestWidthBin *self = ATTEST_WIDTH_BIN (object);

  switch ((AttestWidthBinProperty) id)
    {
    case PROP_CHILD:
      set_child (self, g_value_get_object (value));
      break;
    case PROP_THRESHOLD:
      self->threshold = g_value_get_int (value);
      gtk_widget_queue_allocate (GTK_WIDGET (self));
      break;
    case PROP_MINIMUM:
      self->minimum = g_value_get_int (value);
      gtk_widget_set_overflow (GTK_WIDGET (self),
                               self->minimum > 0 ? GTK_OVERFLOW_HIDDEN : GTK_OVERFLOW_VISIBLE);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    case PROP_NARROW:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_width_bin_dispose (GObject *object)
{
  AttestWidthBin *self = ATTEST_WIDTH_BIN (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  set_child (self, NULL);
  G_OBJECT_CLASS (attest_width_bin_parent_class)->dispose (object);
}

static void
attest_width_bin_class_init (AttestWidthBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = attest_width_bin_get_property;
  object_class->set_property = attest_width_bin_set_property;
  object_class->dispose = attest_width_bin_dispose;
  widget_class->measure = attest_width_bin_measure;
  widget_class->size_allocate = attest_width_bin_size_allocate;
  widget_class->get_request_mode = attest_width_bin_get_request_mode;
  widget_class->compute_expand = attest_width_bin_compute_expand;
  widget_class->system_setting_changed = attest_width_bin_system_setting_changed;

  properties[PROP_CHILD] = g_param_spec_object (
      "child", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_THRESHOLD] = g_param_spec_int (
      "threshold", NULL, NULL, 0, G_MAXINT, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MINIMUM] = g_param_spec_int (
      "minimum", NULL, NULL, 0, G_MAXINT, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
attest_width_bin_init (AttestWidthBin *self)
{
}

/**
 * attest_width_bin_get_narrow:
 * @self: a bin
 *
 * Returns: whether it is narrower than its threshold
 */
gboolean
attest_width_bin_get_narrow (AttestWidthBin *self)
{
  g_return_val_if_fail (ATTEST_IS_WIDTH_BIN (self), FALSE);

  return self->narrow;
}

/**
 * attest_width_bin_expect_width:
 * @self: a bin that has no width yet
 * @width: the width it will probably get, in application pixels
 *
 * Begins narrow or wide accordingly, so that the first frame is right already.
 */
void
attest_width_bin_expect_width (AttestWidthBin *self, int width)
{
  g_return_if_fail (ATTEST_IS_WIDTH_BIN (self));

  g_clear_handle_id (&self->idle, g_source_remove);
  self->wanted = is_narrow_at (self, width);
  update_narrow_cb (self);
}
