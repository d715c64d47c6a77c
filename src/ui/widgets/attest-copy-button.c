/* AttestCopyButton: see the header. */
#include "attest-config.h"
#include "widgets/attest-copy-button.h"

#include "base/attest-str.h"
#include "widgets/attest-tooltip.h"

#define SHOWN_FOR_MS 1500

struct _AttestCopyButton
{
  AdwBin parent_instance;

  GtkWidget *button;
  GtkWidget *content; /* (nullable): it says in words what it copies */
  char *label;
  char *text;
  guint timeout;
};

typedef enum
{
  PROP_LABEL = 1,
  PROP_TITLE,
} AttestCopyButtonProperty;

static GParamSpec *properties[PROP_TITLE + 1];

G_DEFINE_FINAL_TYPE (AttestCopyButton, attest_copy_button, ADW_TYPE_BIN)

static void
set_icon (AttestCopyButton *self, const char *name)
{
  if (self->content != NULL)
    adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (self->content), name);
  else
    gtk_button_set_icon_name (GTK_BUTTON (self->button), name);
}

static gboolean
show_copy_icon_cb (gpointer user_data)
{
  AttestCopyButton *self = user_data;

  self->timeout = 0;
  set_icon (self, "edit-copy-symbolic");
  return G_SOURCE_REMOVE;
}

static void
set_label (AttestCopyButton *self, const char *label)
{
  attest_str_set (&self->label, label);
  attest_tooltip_name (self->button, label, NULL);
}

static void
set_title (AttestCopyButton *self, const char *title)
{
  self->content = adw_button_content_new ();
  adw_button_content_set_label (ADW_BUTTON_CONTENT (self->content), title);
  set_icon (self, "edit-copy-symbolic");
  gtk_button_set_child (GTK_BUTTON (self->button), self->content);
  /* The words on it are its name. */
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static void
attest_copy_button_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((AttestCopyButtonProperty) id)
    {
    case PROP_LABEL:
      g_value_set_string (value, ATTEST_COPY_BUTTON (object)->label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_copy_button_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((AttestCopyButtonProperty) id)
    {
    case PROP_LABEL:
      set_label (ATTEST_COPY_BUTTON (object), g_value_get_string (value));
      break;
    case PROP_TITLE:
      set_title (ATTEST_COPY_BUTTON (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_copy_button_finalize (GObject *object)
{
  AttestCopyButton *self = ATTEST_COPY_BUTTON (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_free (self->label);
  g_free (self->text);
  G_OBJECT_CLASS (attest_copy_button_parent_class)->finalize (object);
}

static void
attest_copy_button_class_init (AttestCopyButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = attest_copy_button_get_property;
  object_class->set_property = attest_copy_button_set_property;
  object_class->finalize = attest_copy_button_finalize;
  properties[PROP_LABEL] =
      g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
attest_copy_button_init (AttestCopyButton *self)
{
  self->button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (attest_copy_button_copy), self);
  adw_bin_set_child (ADW_BIN (self), self->button);
}

/**
 * attest_copy_button_set_text:
 * @self: a copy button
 * @text: (nullable): what it copies; nothing: the button is insensitive
 */
void
attest_copy_button_set_text (AttestCopyButton *self, const char *text)
{
  g_return_if_fail (ATTEST_IS_COPY_BUTTON (self));

  attest_str_set (&self->text, text);
  gtk_widget_set_sensitive (self->button, text != NULL && *text != '\0');
}

/**
 * attest_copy_button_copy:
 * @self: a copy button
 *
 * Does what a click does.
 */
void
attest_copy_button_copy (AttestCopyButton *self)
{
  g_return_if_fail (ATTEST_IS_COPY_BUTTON (self));

  if (self->text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text);
  set_icon (self, "object-select-symbolic");
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add (SHOWN_FOR_MS, show_copy_icon_cb, self);
}
