/* Binding of an entry or a text view to a text of a record.
 *
 * GObject's own bidirectional binding would write the text back while an input method has a
 * pre-edit, which loses the syllable being composed (Hangul). So: from the widget to the record on
 * every commit; from the record to the widget only where they differ, and only once composing has
 * ended. A binding lives as long as its widget. Main thread. */
#include "attest-config.h"
#include "editor/attest-text-binding.h"

typedef struct
{
  GtkWidget *widget; /* the entry or view; not owned, it owns us */
  AttestRecord *record;
  guint field;
  gulong notify_id;
  gboolean composing;
  gboolean stale;   /* the record changed while composing */
  gboolean filling; /* the widget is being written to */
} Binding;

static void
binding_free (gpointer data)
{
  Binding *self = data;

  g_signal_handler_disconnect (self->record, self->notify_id);
  g_object_unref (self->record);
  g_free (self);
}

static char *
dup_widget_text (Binding *self)
{
  GtkTextBuffer *buffer = NULL;
  GtkTextIter start;
  GtkTextIter end;

  if (GTK_IS_EDITABLE (self->widget))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->widget)));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->widget));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
set_entry_text (GtkEditable *editable, const char *text)
{
  const int position = gtk_editable_get_position (editable);

  gtk_editable_set_text (editable, text);
  gtk_editable_set_position (editable, MIN (position, (int) g_utf8_strlen (text, -1)));
}

/* Record to widget. */
static void
fill_cb (Binding *self)
{
  const char *text = attest_record_get_text (self->record, self->field);
  g_autofree char *shown = NULL;

  if (self->composing)
    {
      self->stale = TRUE;
      return;
    }
  self->stale = FALSE;
  shown = dup_widget_text (self);
  if (g_str_equal (shown, text))
    return;
  self->filling = TRUE;
  if (GTK_IS_EDITABLE (self->widget))
    set_entry_text (GTK_EDITABLE (self->widget), text);
  else
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->widget)), text, -1);
  self->filling = FALSE;
}

/* Widget to record. What was typed wins over a change that came in meanwhile. */
static void
take_cb (Binding *self)
{
  g_autofree char *text = NULL;

  if (self->filling)
    return;
  self->stale = FALSE;
  text = dup_widget_text (self);
  attest_record_set_text (self->record, self->field, text);
}

static void
preedit_changed_cb (Binding *self, const char *preedit)
{
  self->composing = preedit != NULL && *preedit != '\0';
  if (!self->composing && self->stale)
    fill_cb (self);
}

static Binding *
attach (GtkWidget *widget, AttestRecord *record, guint field)
{
  Binding *self = g_new0 (Binding, 1);
  const char *name = attest_record_get_schema (record)->fields[field].name;
  g_autofree char *signal = g_strconcat ("notify::", name, NULL);

  self->widget = widget;
  self->record = g_object_ref (record);
  self->field = field;
  self->notify_id = g_signal_connect_swapped (record, signal, G_CALLBACK (fill_cb), self);
  g_object_set_data_full (G_OBJECT (widget), "attest-text-binding", self, binding_free);
  return self;
}

/**
 * attest_text_binding_attach_entry:
 * @entry: an entry
 * @record: a record
 * @field: index of a text of it
 *
 * The entry's own undo is switched off: undo covers the whole form.
 */
void
attest_text_binding_attach_entry (GtkEntry *entry, AttestRecord *record, guint field)
{
  Binding *self = attach (GTK_WIDGET (entry), record, field);
  GtkEditable *delegate = gtk_editable_get_delegate (GTK_EDITABLE (entry));

  gtk_editable_set_enable_undo (GTK_EDITABLE (entry), FALSE);
  fill_cb (self);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (take_cb), self);
  g_signal_connect_swapped (delegate, "preedit-changed", G_CALLBACK (preedit_changed_cb), self);
}

/**
 * attest_text_binding_attach_view:
 * @view: a text view
 * @record: a record
 * @field: index of a text of it
 */
void
attest_text_binding_attach_view (GtkTextView *view, AttestRecord *record, guint field)
{
  Binding *self = attach (GTK_WIDGET (view), record, field);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  fill_cb (self);
  /* The view holds its buffer and us: nothing outlives the other but in the view's own disposal. */
  g_signal_connect_data (buffer, "changed", G_CALLBACK (take_cb), self, NULL, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (view, "preedit-changed", G_CALLBACK (preedit_changed_cb), self);
}

/**
 * attest_text_binding_is_composing:
 * @widget: an entry or view with a binding
 *
 * Returns: whether its input method has a pre-edit just now, so that keys belong to it
 */
gboolean
attest_text_binding_is_composing (GtkWidget *widget)
{
  Binding *self = g_object_get_data (G_OBJECT (widget), "attest-text-binding");

  return self != NULL && self->composing;
}

/**
 * attest_text_binding_is_filling:
 * @widget: an entry or view with a binding
 *
 * Returns: whether its text is being changed from the record, and not by typing
 */
gboolean
attest_text_binding_is_filling (GtkWidget *widget)
{
  Binding *self = g_object_get_data (G_OBJECT (widget), "attest-text-binding");

  return self != NULL && self->filling;
}
