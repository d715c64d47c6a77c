/* AttestFieldMessage: the line below a control, and what a screen reader is told of it. GTK reads
 * out no text that merely appears elsewhere, so the control is marked as invalid, related to the
 * message and described by it. Main thread. */
#include "attest-config.h"
#include "editor/attest-field-message.h"

struct _AttestFieldMessage
{
  GtkWidget parent_instance;

  GtkWidget *icon;
  GtkWidget *text;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (AttestFieldMessage, attest_field_message, GTK_TYPE_WIDGET)

enum
{
  FIX,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
clicked_cb (AttestFieldMessage *self)
{
  g_signal_emit (self, signals[FIX], 0);
}

static void
attest_field_message_dispose (GObject *object)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (attest_field_message_parent_class)->dispose (object);
}

static void
attest_field_message_class_init (AttestFieldMessageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_field_message_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "fieldmessage");

  /**
   * AttestFieldMessage::fix:
   *
   * The button was pressed.
   */
  signals[FIX] = g_signal_new (
      "fix", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_field_message_init (AttestFieldMessage *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                              6);
  self->icon =
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_valign (self->icon, GTK_ALIGN_START);
  self->text = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (self->text), 0);
  self->button = gtk_button_new ();
  gtk_widget_add_css_class (self->button, "fix");
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_box_append (GTK_BOX (words), self->text);
  gtk_box_append (GTK_BOX (words), self->button);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  gtk_widget_set_parent (words, GTK_WIDGET (self));
}

/**
 * attest_field_message_new:
 *
 * Returns: (transfer floating): a message that says nothing yet
 */
GtkWidget *
attest_field_message_new (void)
{
  return g_object_new (ATTEST_TYPE_FIELD_MESSAGE, NULL);
}

/**
 * attest_field_message_say:
 * @self: a message
 * @is_error: whether it blocks sending
 * @text: what is wrong
 * @fix: (nullable): what the button would do; %NULL for no button
 */
void
attest_field_message_say (AttestFieldMessage *self,
                          gboolean is_error,
                          const char *text,
                          const char *fix)
{
  g_return_if_fail (ATTEST_IS_FIELD_MESSAGE (self));

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                is_error ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  gtk_label_set_label (GTK_LABEL (self->text), text);
  gtk_widget_set_visible (self->button, fix != NULL);
  if (fix != NULL)
    {
      gtk_button_set_label (GTK_BUTTON (self->button), fix);
      gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->button))), TRUE);
      gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->button))), 0);
    }
  attest_field_message_colour (GTK_WIDGET (self), is_error ? "error" : "warning");
}

/**
 * attest_field_message_relate:
 * @self: a message that says what makes a field invalid
 * @accessible: where the field is entered
 */
void
attest_field_message_relate (AttestFieldMessage *self, GtkAccessible *accessible)
{
  GtkAccessibleRelation relation = GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE;
  g_auto (GValue) value = G_VALUE_INIT;

  g_return_if_fail (ATTEST_IS_FIELD_MESSAGE (self));

  /* One widget up to GTK 4.8, from then on a list of them, which GTK keeps and frees. */
  gtk_accessible_relation_init_value (relation, &value);
  if (G_VALUE_HOLDS_OBJECT (&value))
    g_value_set_object (&value, self->text);
  else if (G_VALUE_HOLDS_POINTER (&value))
    g_value_set_pointer (&value, g_list_prepend (NULL, self->text));
  gtk_accessible_update_relation_value (accessible, 1, &relation, &value);
  gtk_accessible_update_state (
      accessible, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
}

/**
 * attest_field_message_unrelate:
 * @accessible: where a field is entered that is not invalid any more
 */
void
attest_field_message_unrelate (GtkAccessible *accessible)
{
  gtk_accessible_reset_relation (accessible, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE);
  gtk_accessible_update_state (
      accessible, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/**
 * attest_field_message_colour:
 * @widget: a widget
 * @style: (nullable): "error", "warning", or neither
 */
void
attest_field_message_colour (GtkWidget *widget, const char *style)
{
  gtk_widget_remove_css_class (widget, "error");
  gtk_widget_remove_css_class (widget, "warning");
  if (style != NULL)
    gtk_widget_add_css_class (widget, style);
}
