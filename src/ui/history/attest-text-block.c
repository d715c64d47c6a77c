/* AttestTextBlock: see the header.
 *
 * Text is shown up to a limit, so that a reply of many megabytes costs no more than a page; all of
 * it can be saved. The bytes are shared with whoever gave them and never changed. */
#include "attest-config.h"
#include "history/attest-text-block.h"

#include "base/attest-str.h"
#include "history/attest-json-layout.h"
#include "widgets/attest-copy-button.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>
#include <string.h>

#define SHOWN_AT_MOST (256 * 1024)

/* Up to here a text is as high as it needs to be; a longer one scrolls by itself. */
#define SHORT_TEXT (8 * 1024)
#define LONG_TEXT_HEIGHT 420

struct _AttestTextBlock
{
  GtkBox parent_instance;

  GtkLabel *title;
  GtkWidget *save;
  AttestCopyButton *copy;
  GtkWidget *scroller;
  GtkTextView *view;
  GtkLabel *nothing;
  GtkLabel *note;

  GBytes *bytes;
  char *file_name;
  char *own_note;
  GCancellable *cancellable; /* of the layout that is on its way */
  GtkFileChooserNative *chooser;
};

typedef enum
{
  PROP_TITLE = 1,
  PROP_NOTHING,
  PROP_FILE_NAME,
} AttestTextBlockProperty;

static GParamSpec *properties[PROP_FILE_NAME + 1];

G_DEFINE_FINAL_TYPE (AttestTextBlock, attest_text_block, GTK_TYPE_BOX)

static void
set_height (AttestTextBlock *self, gboolean is_short)
{
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller),
                                  GTK_POLICY_NEVER,
                                  is_short ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scroller),
                                              is_short ? -1 : LONG_TEXT_HEIGHT);
}

static void
show_text (AttestTextBlock *self, const char *text, gboolean cut)
{
  gboolean empty = text == NULL || *text == '\0';
  g_autofree char *note = NULL;

  set_height (self, empty || strlen (text) <= SHORT_TEXT);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), empty ? "" : text, -1);
  attest_copy_button_set_text (self->copy, text);
  gtk_widget_set_visible (GTK_WIDGET (self->copy), !empty);
  gtk_widget_set_visible (self->scroller, !empty);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), empty);
  gtk_widget_set_visible (self->save, cut);
  if (cut)
    {
      g_autofree char *size = g_format_size (g_bytes_get_size (self->bytes));

      note = g_strdup_printf (_ ("Only the beginning of %s is shown. Save it to see everything."),
                              size);
    }
  else
    note = g_strdup (self->own_note);
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}

static void
lay_out_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (
      task, attest_layout_new (task_data, SHOWN_AT_MOST), (GDestroyNotify) attest_layout_free);
}

static void
lay_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AttestTextBlock *self = ATTEST_TEXT_BLOCK (source);
  g_autoptr (AttestLayout) layout = g_task_propagate_pointer (G_TASK (result), NULL);

  if (layout != NULL) /* otherwise other text came in between */
    show_text (self, layout->text, layout->cut);
}

static void
forget (AttestTextBlock *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->own_note, g_free);
}

static void
save_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestTextBlock) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    attest_text_block_set_note (self, error->message);
}

static void
chooser_response_cb (GtkNativeDialog *dialog, int response, AttestTextBlock *self)
{
  if (response == GTK_RESPONSE_ACCEPT && self->bytes != NULL)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      g_file_replace_contents_bytes_async (file,
                                           self->bytes,
                                           NULL,
                                           FALSE,
                                           G_FILE_CREATE_PRIVATE,
                                           NULL,
                                           save_cb,
                                           g_object_ref (self));
    }
  g_clear_object (&self->chooser);
}

static void
save_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestTextBlock *self = ATTEST_TEXT_BLOCK (widget);

  if (self->bytes == NULL || self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Save Reply"),
                                               GTK_WINDOW (gtk_widget_get_root (widget)),
                                               GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _ ("_Save"),
                                               NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser),
                                     self->file_name != NULL ? self->file_name : "reply.txt");
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chooser_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
attest_text_block_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestTextBlock *self = ATTEST_TEXT_BLOCK (object);

  switch ((AttestTextBlockProperty) id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (self->title));
      break;
    case PROP_NOTHING:
      g_value_set_string (value, gtk_label_get_label (self->nothing));
      break;
    case PROP_FILE_NAME:
      g_value_set_string (value, self->file_name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_title (AttestTextBlock *self, const char *title)
{
  /* Translators: copies the text under the title %s */
  g_autofree char *copy = g_strdup_printf (_ ("Copy “%s”"), title);

  gtk_label_set_label (self->title, title);
  g_object_set (self->copy, "label", copy, NULL);
  attest_readers_name (GTK_ACCESSIBLE (self->view), title);
}

static void
attest_text_block_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestTextBlock *self = ATTEST_TEXT_BLOCK (object);

  switch ((AttestTextBlockProperty) id)
    {
    case PROP_TITLE:
      set_title (self, g_value_get_string (value));
      break;
    case PROP_NOTHING:
      gtk_label_set_label (self->nothing, g_value_get_string (value));
      break;
    case PROP_FILE_NAME:
      attest_str_set (&self->file_name, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_text_block_dispose (GObject *object)
{
  AttestTextBlock *self = ATTEST_TEXT_BLOCK (object);

  forget (self);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->file_name, g_free);
  G_OBJECT_CLASS (attest_text_block_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  static const char *const names[] = {
    [PROP_TITLE] = "title", [PROP_NOTHING] = "nothing", [PROP_FILE_NAME] = "file-name"
  };

  for (guint i = PROP_TITLE; i < G_N_ELEMENTS (names); i++)
    properties[i] =
        g_param_spec_string (names[i], NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
attest_text_block_class_init (AttestTextBlockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = attest_text_block_get_property;
  object_class->set_property = attest_text_block_set_property;
  object_class->dispose = attest_text_block_dispose;
  install_properties (object_class);

  g_type_ensure (ATTEST_TYPE_COPY_BUTTON);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/history/attest-text-block.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestTextBlock, title);
  gtk_widget_class_bind_template_child (widget_class, AttestTextBlock, save);
  gtk_widget_class_bind_template_child (widget_class, AttestTextBlock, copy);
  gtk_widget_class_bind_template_child (widget_class, AttestTextBlock, scroller);
  gtk_widget_class_bind_template_child (widget_class, AttestTextBlock, view);
  gtk_widget_class_bind_template_child (widget_class, AttestTextBlock, nothing);
  gtk_widget_class_bind_template_child (widget_class, AttestTextBlock, note);
  gtk_widget_class_install_action (widget_class, "block.save", NULL, save_action_cb);
}

static void
attest_text_block_init (AttestTextBlock *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * attest_text_block_set_bytes:
 * @self: a text block
 * @bytes: (nullable): what is shown: JSON indented, anything else as it is
 *
 * The text appears a moment later; a longer one never holds up the main loop.
 */
void
attest_text_block_set_bytes (AttestTextBlock *self, GBytes *bytes)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (ATTEST_IS_TEXT_BLOCK (self));

  forget (self);
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      show_text (self, NULL, FALSE);
      return;
    }
  self->bytes = g_bytes_ref (bytes);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, lay_out_cb, NULL);
  g_task_set_source_tag (task, attest_text_block_set_bytes);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, lay_out_thread);
}

/**
 * attest_text_block_set_text:
 * @self: a text block
 * @text: (nullable): a short text, shown as it is
 */
void
attest_text_block_set_text (AttestTextBlock *self, const char *text)
{
  g_autofree char *valid = NULL;

  g_return_if_fail (ATTEST_IS_TEXT_BLOCK (self));

  forget (self);
  valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  show_text (self, valid, FALSE);
}

/**
 * attest_text_block_set_note:
 * @self: a text block
 * @note: (nullable): a remark below the text; setting text or bytes takes it away
 */
void
attest_text_block_set_note (AttestTextBlock *self, const char *note)
{
  g_return_if_fail (ATTEST_IS_TEXT_BLOCK (self));

  attest_str_set (&self->own_note, note);
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}
