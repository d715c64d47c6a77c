/* Binding of an entry or a text view to a text of a record.
 *
 * GObject's own bidirectional binding would write the text back while an input method has a
 * pre-edit, which loses the syllable being composed (Hangul). So: from the widget to the record on
 * every commit; from the record to the widget only where they differ, and only once composing has
 * ended. A binding lives as long as its widget. Main thread. */
#include "attest-config.h"
#include "editor/attest-text-binding.h"

#include "base/attest-str.h"

typedef struct
{
  GtkWidget *widget; /* the entry or view; not owned, it owns us */
  AttestRecord *record;
  guint field;
  gulong notify_id;
  gboolean composing;
  gboolean stale;     /* the record changed while composing */
  gboolean filling;   /* the widget is being written to */
  gboolean in_action; /* the user does one thing in several steps, as typing over a selection */
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

/* What is replaced, in letters. */
typedef struct
{
  int start;
  int end;
  const char *text;
  int length; /* of @text, in bytes */
} Change;

static void
change_entry (GtkEditable *editable, const Change *change)
{
  int position = change->start;

  gtk_editable_delete_text (editable, change->start, change->end);
  gtk_editable_insert_text (editable, change->text, change->length, &position);
  gtk_editable_set_position (editable, position);
}

static void
change_view (GtkTextView *view, const Change *change)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, change->start);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, change->end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, change->text, change->length);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_text_view_scroll_mark_onscreen (view, gtk_text_buffer_get_insert (buffer));
}

/* Only what differs, so that the cursor comes to stand behind it. */
static void
show (Binding *self, const char *shown, const char *text)
{
  gsize start = 0;
  gsize end_before = 0;
  gsize end_after = 0;
  Change change;

  attest_str_find_change (shown, text, &start, &end_before, &end_after);
  change = (Change){ .start = (int) g_utf8_strlen (shown, (gssize) start),
                     .end = (int) g_utf8_strlen (shown, (gssize) end_before),
                     .text = text + start,
                     .length = (int) (end_after - start) };
  if (GTK_IS_EDITABLE (self->widget))
    change_entry (GTK_EDITABLE (self->widget), &change);
  else
    change_view (GTK_TEXT_VIEW (self->widget), &change);
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
  show (self, shown, text);
  self->filling = FALSE;
}

/* Widget to record. What was typed wins over a change that came in meanwhile. */
static void
take_cb (Binding *self)
{
  g_autofree char *text = NULL;

  if (self->filling || self->in_action)
    return;
  self->stale = FALSE;
  text = dup_widget_text (self);
  attest_record_set_text (self->record, self->field, text);
}

static void
begin_action_cb (Binding *self)
{
  self->in_action = TRUE;
}

static void
end_action_cb (Binding *self)
{
  self->in_action = FALSE;
  take_cb (self);
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
  g_signal_connect_swapped (buffer, "changed", G_CALLBACK (take_cb), self);
  g_signal_connect_swapped (buffer, "begin-user-action", G_CALLBACK (begin_action_cb), self);
  g_signal_connect_swapped (buffer, "end-user-action", G_CALLBACK (end_action_cb), self);
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
