/* AttestWidthBin: see the header.
 *
 * The property changes in an idle call after the allocation that crossed the threshold: whoever
 * listens shows and hides widgets, which must not happen while sizes are being given out. */
#include "attest-config.h"
#include "attest-width-bin.h"

struct _AttestWidthBin
{
  GtkWidget parent_instance;

  GtkWidget *child;
  int threshold;
  gboolean narrow;
  gboolean wanted; /* what the last allocation asks for */
  guint idle;
};

typedef enum
{
  PROP_CHILD = 1,
  PROP_THRESHOLD,
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
update_narrow (gpointer user_data)
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

static void
attest_width_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AttestWidthBin *self = ATTEST_WIDTH_BIN (widget);

  self->wanted = width < self->threshold;
  if (self->wanted != self->narrow && self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_narrow, self, NULL);
  if (self->child != NULL && gtk_widget_should_layout (self->child))
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
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

  if (self->child != NULL)
    gtk_widget_measure (
        self->child, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
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

  properties[PROP_CHILD] = g_param_spec_object (
      "child", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_THRESHOLD] = g_param_spec_int (
      "threshold", NULL, NULL, 0, G_MAXINT, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
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
