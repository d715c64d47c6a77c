/* AttestStateLabel: a state is never told by colour alone: icon, word and colour go together, and
 * stand in the one table below. Where there is no room for all of it, the detail goes first, and
 * the word last. Main thread. */
#include "attest-config.h"
#include "widgets/attest-state-label.h"

#include <glib/gi18n.h>

struct _AttestStateLabel
{
  GtkWidget parent_instance;

  GtkWidget *image;
  GtkWidget *words; /* shows what there is room for of: */
  GtkWidget *whole;
  GtkWidget *word;
  AttestState state;
  char *detail;
};

G_DEFINE_FINAL_TYPE (AttestStateLabel, attest_state_label, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_STATE = 1,
  PROP_DETAIL,
} AttestStateLabelProperty;

static GParamSpec *properties[PROP_DETAIL + 1];

static const struct
{
  const char *icon;
  const char *style; /* of libadwaita's own */
} looks[ATTEST_N_STATES] = {
  [ATTEST_STATE_NONE] = { NULL, "dim-label" },
  [ATTEST_STATE_QUEUED] = { "attest-waiting-symbolic", NULL },
  [ATTEST_STATE_SENDING] = { "attest-outbox-symbolic", "accent" },
  [ATTEST_STATE_ACCEPTED] = { "attest-accepted-symbolic", "success" },
  [ATTEST_STATE_REFUSED] = { "attest-refused-symbolic", "error" },
  [ATTEST_STATE_NOT_SENT] = { "attest-not-sent-symbolic", NULL },
  [ATTEST_STATE_UNKNOWN] = { "attest-unknown-symbolic", "warning" },
};

/**
 * attest_state_get_icon_name:
 * @state: a state
 *
 * Returns: (transfer none) (nullable): its symbolic icon
 */
const char *
attest_state_get_icon_name (AttestState state)
{
  g_return_val_if_fail (state < ATTEST_N_STATES, NULL);

  return looks[state].icon;
}

/**
 * attest_state_get_style_class:
 * @state: a state
 *
 * Returns: (transfer none) (nullable): the style class that gives its colour
 */
const char *
attest_state_get_style_class (AttestState state)
{
  g_return_val_if_fail (state < ATTEST_N_STATES, NULL);

  return looks[state].style;
}

/**
 * attest_state_get_word:
 * @state: a state
 *
 * Returns: (transfer none): the word for it, translated; for a draft that was never sent too
 */
const char *
attest_state_get_word (AttestState state)
{
  return state == ATTEST_STATE_NONE ? _ ("Never sent") : attest_state_get_label (state);
}

/**
 * attest_state_describe:
 * @state: a state
 * @detail: (nullable): what stands behind its word, translated
 *
 * Returns: (transfer full): both, as a label shows them
 */
char *
attest_state_describe (AttestState state, const char *detail)
{
  const char *word = attest_state_get_word (state);

  return detail == NULL ? g_strdup (word) : g_strdup_printf ("%s · %s", word, detail);
}

static void
update (AttestStateLabel *self)
{
  g_autofree char *text = attest_state_describe (self->state, self->detail);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), looks[self->state].icon);
  gtk_widget_set_visible (self->image, looks[self->state].icon != NULL);
  gtk_label_set_label (GTK_LABEL (self->whole), text);
  gtk_label_set_label (GTK_LABEL (self->word), attest_state_get_word (self->state));
}

static void
set_style (AttestStateLabel *self, AttestState state)
{
  if (looks[self->state].style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), looks[self->state].style);
  if (looks[state].style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), looks[state].style);
}

static void
attest_state_label_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestStateLabel *self = ATTEST_STATE_LABEL (object);

  switch ((AttestStateLabelProperty) id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_state_label_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestStateLabel *self = ATTEST_STATE_LABEL (object);

  switch ((AttestStateLabelProperty) id)
    {
    case PROP_STATE:
      attest_state_label_set_state (self, g_value_get_int (value));
      break;
    case PROP_DETAIL:
      attest_state_label_set_detail (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_state_label_dispose (GObject *object)
{
  AttestStateLabel *self = ATTEST_STATE_LABEL (object);

  g_clear_pointer (&self->image, gtk_widget_unparent);
  g_clear_pointer (&self->words, gtk_widget_unparent);
  g_clear_pointer (&self->detail, g_free);

  G_OBJECT_CLASS (attest_state_label_parent_class)->dispose (object);
}

static void
attest_state_label_class_init (AttestStateLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = attest_state_label_get_property;
  object_class->set_property = attest_state_label_set_property;
  object_class->dispose = attest_state_label_dispose;

  properties[PROP_STATE] =
      g_param_spec_int ("state", NULL, NULL, 0, ATTEST_N_STATES - 1, ATTEST_STATE_NONE, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "statelabel");
}

static GtkWidget *
add_words (AttestStateLabel *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  adw_squeezer_add (ADW_SQUEEZER (self->words), label);
  return label;
}

static void
attest_state_label_init (AttestStateLabel *self)
{
  self->image =
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->words = g_object_new (
      ADW_TYPE_SQUEEZER, "allow-none", TRUE, "homogeneous", FALSE, "xalign", 0.0, NULL);
  self->whole = add_words (self);
  self->word = add_words (self);
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));
  gtk_widget_set_parent (self->words, GTK_WIDGET (self));
  set_style (self, ATTEST_STATE_NONE);
  update (self);
}

/**
 * attest_state_label_new:
 * @state: what it shows
 *
 * Returns: (transfer floating): a label
 */
GtkWidget *
attest_state_label_new (AttestState state)
{
  return g_object_new (ATTEST_TYPE_STATE_LABEL, "state", (int) state, NULL);
}

/**
 * attest_state_label_set_state:
 * @self: a label
 * @state: what it shows from now on
 */
void
attest_state_label_set_state (AttestStateLabel *self, AttestState state)
{
  g_return_if_fail (ATTEST_IS_STATE_LABEL (self));
  g_return_if_fail (state < ATTEST_N_STATES);

  if (self->state == state)
    return;

  set_style (self, state);
  self->state = state;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * attest_state_label_set_detail:
 * @self: a label
 * @detail: (nullable): what stands behind the word, translated
 */
void
attest_state_label_set_detail (AttestStateLabel *self, const char *detail)
{
  g_return_if_fail (ATTEST_IS_STATE_LABEL (self));

  if (g_strcmp0 (self->detail, detail) == 0)
    return;

  g_free (self->detail);
  self->detail = g_strdup (detail);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
}
