/* AttestEnvironmentBadge: a small pill with icon and word. The icons differ in outline, so that
 * neither colour nor language is needed to tell them apart. Main thread. */
#include "attest-config.h"
#include "widgets/attest-environment-badge.h"

#include "widgets/attest-readers.h"

struct _AttestEnvironmentBadge
{
  GtkWidget parent_instance;

  GtkWidget *image;
  GtkWidget *label;
  AttestEnvironment environment;
  gboolean icon_only;
};

G_DEFINE_FINAL_TYPE (AttestEnvironmentBadge, attest_environment_badge, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_ENVIRONMENT = 1,
  PROP_ICON_ONLY,
} AttestEnvironmentBadgeProperty;

static GParamSpec *properties[PROP_ICON_ONLY + 1];

static const struct
{
  const char *style;
  const char *icon;
} looks[ATTEST_N_ENVIRONMENTS] = {
  [ATTEST_ENVIRONMENT_PRACTICE] = { "practice", "attest-practice-symbolic" },
  [ATTEST_ENVIRONMENT_TEST] = { "test", "applications-science-symbolic" },
  [ATTEST_ENVIRONMENT_PRODUCTION] = { "production", "network-server-symbolic" },
};

/**
 * attest_environment_set_style:
 * @widget: a widget
 * @environment: the environment whose colours it wears from now on
 */
void
attest_environment_set_style (GtkWidget *widget, AttestEnvironment environment)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (environment < ATTEST_N_ENVIRONMENTS);

  for (guint i = 0; i < ATTEST_N_ENVIRONMENTS; i++)
    if (i == environment)
      gtk_widget_add_css_class (widget, looks[i].style);
    else
      gtk_widget_remove_css_class (widget, looks[i].style);
}

/**
 * attest_environment_get_icon_name:
 * @environment: an environment
 *
 * Returns: (transfer none): the symbolic icon that stands for it everywhere
 */
const char *
attest_environment_get_icon_name (AttestEnvironment environment)
{
  g_return_val_if_fail (environment < ATTEST_N_ENVIRONMENTS, NULL);

  return looks[environment].icon;
}

static void
update (AttestEnvironmentBadge *self)
{
  const char *label = attest_environment_get_label (self->environment);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), looks[self->environment].icon);
  gtk_label_set_label (GTK_LABEL (self->label), label);
  gtk_widget_set_visible (self->label, !self->icon_only);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), self->icon_only ? label : NULL);
  if (self->icon_only)
    attest_readers_name (GTK_ACCESSIBLE (self), label);
  attest_environment_set_style (GTK_WIDGET (self), self->environment);
}

static void
attest_environment_badge_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestEnvironmentBadge *self = ATTEST_ENVIRONMENT_BADGE (object);

  switch ((AttestEnvironmentBadgeProperty) id)
    {
    case PROP_ENVIRONMENT:
      g_value_set_int (value, self->environment);
      break;
    case PROP_ICON_ONLY:
      g_value_set_boolean (value, self->icon_only);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_environment_badge_set_property (GObject *object,
                                       guint id,
                                       const GValue *value,
                                       GParamSpec *pspec)
{
  AttestEnvironmentBadge *self = ATTEST_ENVIRONMENT_BADGE (object);

  switch ((AttestEnvironmentBadgeProperty) id)
    {
    case PROP_ENVIRONMENT:
      attest_environment_badge_set_environment (self, g_value_get_int (value));
      break;
    case PROP_ICON_ONLY:
      self->icon_only = g_value_get_boolean (value);
      update (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_environment_badge_dispose (GObject *object)
{
  AttestEnvironmentBadge *self = ATTEST_ENVIRONMENT_BADGE (object);

  g_clear_pointer (&self->image, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (attest_environment_badge_parent_class)->dispose (object);
}

static void
attest_environment_badge_class_init (AttestEnvironmentBadgeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = attest_environment_badge_get_property;
  object_class->set_property = attest_environment_badge_set_property;
  object_class->dispose = attest_environment_badge_dispose;

  properties[PROP_ENVIRONMENT] =
      g_param_spec_int ("environment",
                        NULL,
                        NULL,
                        0,
                        ATTEST_N_ENVIRONMENTS - 1,
                        ATTEST_ENVIRONMENT_PRACTICE,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ICON_ONLY] =
      g_param_spec_boolean ("icon-only",
                            NULL,
                            NULL,
                            FALSE,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "environmentbadge");
}

static void
attest_environment_badge_init (AttestEnvironmentBadge *self)
{
  self->image =
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->label = gtk_label_new (NULL);
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  update (self);
}

/**
 * attest_environment_badge_new:
 * @environment: what it shows
 *
 * Returns: (transfer floating): a badge
 */
GtkWidget *
attest_environment_badge_new (AttestEnvironment environment)
{
  return g_object_new (ATTEST_TYPE_ENVIRONMENT_BADGE, "environment", (int) environment, NULL);
}

/**
 * attest_environment_badge_set_environment:
 * @self: a badge
 * @environment: what it shows from now on
 */
void
attest_environment_badge_set_environment (AttestEnvironmentBadge *self,
                                          AttestEnvironment environment)
{
  g_return_if_fail (ATTEST_IS_ENVIRONMENT_BADGE (self));
  g_return_if_fail (environment < ATTEST_N_ENVIRONMENTS);

  if (self->environment == environment)
    return;

  self->environment = environment;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENVIRONMENT]);
}
