/* Controls for text: a line (text, web address, whole number) with or without completions, and
 * several lines. Main thread. */
#include "attest-config.h"

#include "editor/attest-control.h"
#include "editor/attest-field-extras.h"
#include "editor/attest-own-entities.h"
#include "editor/attest-suggest-entry.h"
#include "editor/attest-text-binding.h"

/* In letters; a field fills its place, however short its text is. */
#define LEAST_WIDTH 8

static GtkInputPurpose
get_purpose (const AttestField *field)
{
  switch (field->kind)
    {
    case ATTEST_FIELD_URL:
      return GTK_INPUT_PURPOSE_URL;
    case ATTEST_FIELD_INTEGER:
      return GTK_INPUT_PURPOSE_DIGITS;
    case ATTEST_FIELD_TEXT:
    case ATTEST_FIELD_LONG_TEXT:
    case ATTEST_FIELD_CHOICE:
    case ATTEST_FIELD_DATE:
    case ATTEST_FIELD_DATE_TIME:
    case ATTEST_FIELD_FLAG:
    case ATTEST_FIELD_TAGS:
    case ATTEST_FIELD_RECORDS:
    default:
      return GTK_INPUT_PURPOSE_FREE_FORM;
    }
}

/* Where the table of extras knows none of its own, texts of own records complete a field. */
static AttestSuggestSource
get_source (AttestRecord *record, const AttestField *field)
{
  const AttestFieldExtra *extra = attest_field_extra_find (record, field);
  AttestSuggestSource source = { NULL };

  if (extra != NULL)
    source = extra->source;
  if (source.fetch == NULL && field->pool != NULL)
    source.fetch = attest_own_texts_fetch;
  return source;
}

/* A line of text, with completions where there are any. */
AttestControl
attest_text_control_new (AttestFormContext *context, AttestRecord *record, const AttestField *field)
{
  const AttestSuggestSource source = get_source (record, field);
  const guint index = attest_schema_index (attest_record_get_schema (record), field);
  AttestControl control = { NULL };

  if (source.suggest != NULL || source.fetch != NULL)
    {
      control.widget = attest_suggest_entry_new (context, record, field, &source);
      control.focus = attest_suggest_entry_get_entry (ATTEST_SUGGEST_ENTRY (control.widget));
    }
  else
    {
      control.widget = control.focus = gtk_entry_new ();
      attest_text_binding_attach_entry (GTK_ENTRY (control.focus), record, index);
    }
  gtk_entry_set_input_purpose (GTK_ENTRY (control.focus), get_purpose (field));
  gtk_editable_set_width_chars (GTK_EDITABLE (control.focus), LEAST_WIDTH);
  gtk_widget_set_hexpand (control.widget, TRUE);
  return control;
}

/* The form scrolls, and not the view in it: the line that is typed must stay in sight. */
static gboolean
scroll_to_cursor_cb (gpointer user_data)
{
  GtkTextView *view = user_data;
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (view), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = NULL;
  GdkRectangle place;
  double y = 0;

  if (scrolled == NULL || !gtk_widget_has_focus (GTK_WIDGET (view)))
    return G_SOURCE_REMOVE;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  gtk_text_view_get_cursor_locations (view, NULL, &place, NULL);
  gtk_widget_translate_coordinates (GTK_WIDGET (view), scrolled, 0, place.y, NULL, &y);
  y += gtk_adjustment_get_value (adjustment);
  gtk_adjustment_clamp_page (adjustment, y - place.height, y + 3 * place.height);
  return G_SOURCE_REMOVE;
}

static void
cursor_moved_cb (GtkTextBuffer *buffer, GParamSpec *pspec, GtkTextView *view)
{
  if (gtk_widget_has_focus (GTK_WIDGET (view)))
    g_idle_add_full (G_PRIORITY_LOW, scroll_to_cursor_cb, g_object_ref (view), g_object_unref);
}

/* A text view takes Return whatever is held with it; the window's key comes first. What is being
 * composed belongs to the text, so the input method sees the key before. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GtkTextView *view)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) == 0
      || (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter))
    return GDK_EVENT_PROPAGATE;
  if (!gtk_text_view_im_context_filter_keypress (view, event))
    gtk_widget_activate_action (GTK_WIDGET (view), "editor.send", NULL);
  return GDK_EVENT_STOP;
}

/* A text view asks for the height its lines have when it is asked. Where it is given another width,
 * or other letters, those are laid out anew only then, and what it asks for meanwhile is lost. */

#define ATTEST_TYPE_LONG_TEXT (attest_long_text_get_type ())
G_DECLARE_FINAL_TYPE (AttestLongText, attest_long_text, ATTEST, LONG_TEXT, GtkTextView)

struct _AttestLongText
{
  GtkTextView parent_instance;

  guint idle;
  int asked; /* the height of its lines when it was asked once more */
};

G_DEFINE_FINAL_TYPE (AttestLongText, attest_long_text, GTK_TYPE_TEXT_VIEW)

static gboolean
laid_out_cb (gpointer user_data)
{
  AttestLongText *self = user_data;
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextIter end;
  int y = 0, height = 0;

  self->idle = 0;
  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (view), &end);
  gtk_text_view_get_line_yrange (view, &end, &y, &height);
  if (y + height != self->asked)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  self->asked = y + height;
  return G_SOURCE_REMOVE;
}

static void
attest_long_text_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AttestLongText *self = ATTEST_LONG_TEXT (widget);

  GTK_WIDGET_CLASS (attest_long_text_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_LOW, laid_out_cb, self, NULL);
}

static void
attest_long_text_dispose (GObject *object)
{
  g_clear_handle_id (&ATTEST_LONG_TEXT (object)->idle, g_source_remove);
  G_OBJECT_CLASS (attest_long_text_parent_class)->dispose (object);
}

static void
attest_long_text_class_init (AttestLongTextClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_long_text_dispose;
  GTK_WIDGET_CLASS (klass)->size_allocate = attest_long_text_size_allocate;
}

static void
attest_long_text_init (AttestLongText *self)
{
}

/* Several lines: grows with its text, Tab goes on to the next field; phrases of own records
 * complete it. */
AttestControl
attest_long_text_control_new (AttestFormContext *context,
                              AttestRecord *record,
                              const AttestField *field)
{
  const AttestSuggestSource source = get_source (record, field);
  GtkWidget *view = g_object_new (ATTEST_TYPE_LONG_TEXT, NULL);
  GtkWidget *widget = view;
  GtkWidget *frame = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), view);
  gtk_widget_add_controller (view, keys); /* before the one it has */
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  attest_text_binding_attach_view (
      GTK_TEXT_VIEW (view), record, attest_schema_index (attest_record_get_schema (record), field));
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)),
                           "notify::cursor-position",
                           G_CALLBACK (cursor_moved_cb),
                           view,
                           0);
  gtk_widget_add_css_class (frame, "text-field");
  if (source.fetch != NULL)
    widget =
        attest_suggest_entry_new_around (context, record, field, &source, GTK_TEXT_VIEW (view));
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_box_append (GTK_BOX (frame), widget);
  return (AttestControl){ .widget = frame, .focus = view };
}
