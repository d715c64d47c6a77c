/* AttestFieldRow: makes the control of a field by its kind and says what is wrong with it.
 *
 * A problem shows once the field was left or sending was tried; it goes while the mend is typed,
 * and a new one made by typing waits until the field is left again. What a server said of the field
 * shows until the field is edited. Holds its record and its context. Main thread. */
#include "attest-config.h"
#include "editor/attest-field-row.h"

#include "base/attest-str.h"
#include "codec/attest-codec.h"
#include "editor/attest-control.h"
#include "editor/attest-field-extras.h"
#include "editor/attest-field-message.h"

#include <glib/gi18n.h>

struct _AttestFieldRow
{
  GtkWidget parent_instance;

  AttestFormContext *context;
  AttestRecord *record;
  const AttestField *field;
  AttestProblem *problem; /* nullable */
  char *reply;            /* nullable: the server's text */
  gboolean touched;       /* problems show */

  AttestControl control;
  GtkWidget *heading;
  GtkWidget *label;
  GtkWidget *required;
  GtkWidget *message; /* made when first needed */
  GtkWidget *help;
};

G_DEFINE_FINAL_TYPE (AttestFieldRow, attest_field_row, GTK_TYPE_WIDGET)

static const AttestMakeControl makers[] = {
  [ATTEST_FIELD_TEXT] = attest_text_control_new,
  [ATTEST_FIELD_LONG_TEXT] = attest_long_text_control_new,
  [ATTEST_FIELD_CHOICE] = attest_choice_control_new,
  [ATTEST_FIELD_DATE] = attest_date_control_new,
  [ATTEST_FIELD_DATE_TIME] = attest_date_control_new,
  [ATTEST_FIELD_FLAG] = attest_flag_control_new,
  [ATTEST_FIELD_INTEGER] = attest_text_control_new,
  [ATTEST_FIELD_URL] = attest_text_control_new,
  [ATTEST_FIELD_TAGS] = attest_tags_control_new,
  [ATTEST_FIELD_RECORDS] = attest_form_context_make_list,
};

static guint
get_index (AttestFieldRow *self)
{
  return attest_schema_index (attest_record_get_schema (self->record), self->field);
}

static gboolean
is_empty (AttestFieldRow *self)
{
  if (attest_field_is_list (self->field))
    return attest_record_list_get_length (attest_record_get_list (self->record, get_index (self)))
           == 0;
  if (self->field->kind == ATTEST_FIELD_FLAG)
    return attest_record_get_flag (self->record, get_index (self)) == ATTEST_FLAG_UNSET;
  return attest_str_is_blank (attest_record_get_text (self->record, get_index (self)));
}

/* The wire form where it differs from what was typed: "Sent as 20260320". */
static char *
dup_sent_as (AttestFieldRow *self)
{
  const char *typed = attest_record_get_text (self->record, get_index (self));
  g_autofree char *sent = NULL;

  if (*typed != '\0')
    sent = attest_codec_format_date (self->record, get_index (self));
  if (sent == NULL || g_str_equal (sent, typed))
    return NULL;
  /* TRANSLATORS: %s is a date as it goes to the service, such as 20260320 */
  return g_strdup_printf (_ ("Sent as %s"), sent);
}

static char *
dup_help (AttestFieldRow *self)
{
  const AttestSchema *schema = attest_record_get_schema (self->record);
  const AttestChoice *choice = NULL;
  char *sent = NULL;

  if (self->field->kind == ATTEST_FIELD_DATE || self->field->kind == ATTEST_FIELD_DATE_TIME)
    sent = dup_sent_as (self);
  if (sent != NULL)
    return sent;
  if (self->field->kind == ATTEST_FIELD_CHOICE)
    choice = attest_field_find_choice (self->field,
                                       attest_record_get_text (self->record, get_index (self)));
  if (choice != NULL && choice->explanation != NULL)
    return g_strdup (attest_choice_get_explanation (schema, choice));
  return g_strdup (attest_field_get_help (schema, self->field));
}

static void
fix_clicked_cb (AttestFieldRow *self)
{
  g_autoptr (AttestProblem) problem = self->problem != NULL ? g_object_ref (self->problem) : NULL;

  if (problem == NULL)
    return;
  if (self->control.focus != NULL)
    gtk_widget_grab_focus (self->control.focus);
  attest_form_context_fix (self->context, problem);
}

static gboolean
shows_error (AttestFieldRow *self)
{
  return self->reply != NULL
         || attest_problem_get_severity (self->problem) == ATTEST_SEVERITY_ERROR;
}

/* A list is not coloured as a whole: what is wrong is said below it. */
static void
set_style (AttestFieldRow *self, const char *style)
{
  if (attest_field_is_list (self->field))
    return;
  attest_field_message_colour (self->control.widget, style);
  if (self->control.focus != NULL)
    attest_field_message_colour (self->control.focus, style);
}

static void
describe (AttestFieldRow *self, const char *description, gboolean invalid)
{
  GtkAccessible *accessible = NULL;
  g_autofree char *whole = NULL;

  if (self->control.focus == NULL)
    return;
  accessible = GTK_ACCESSIBLE (self->control.focus);
  /* As a state it does not reach the reader. */
  if (self->field->required)
    description = whole = description != NULL && *description != '\0'
                              ? g_strjoin (". ", _ ("Required"), description, NULL)
                              : g_strdup (_ ("Required"));
  if (description != NULL && *description != '\0')
    gtk_accessible_update_property (
        accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  else
    gtk_accessible_reset_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  if (invalid)
    attest_field_message_relate (ATTEST_FIELD_MESSAGE (self->message), accessible);
  else
    attest_field_message_unrelate (accessible);
}

static void
show_message (AttestFieldRow *self)
{
  const gboolean error = shows_error (self);
  const char *text = self->reply != NULL ? self->reply : attest_problem_get_message (self->problem);
  const char *fix = self->reply == NULL ? attest_problem_get_fix_label (self->problem) : NULL;

  if (self->message == NULL)
    {
      self->message = attest_field_message_new ();
      g_signal_connect_swapped (self->message, "fix", G_CALLBACK (fix_clicked_cb), self);
      gtk_widget_insert_before (self->message, GTK_WIDGET (self), self->help);
    }
  attest_field_message_say (ATTEST_FIELD_MESSAGE (self->message), error, text, fix);
  set_style (self, error ? "error" : "warning");
  gtk_widget_set_visible (self->message, TRUE);
  describe (self, text, error);
}

static gboolean
is_showing (AttestFieldRow *self)
{
  return self->message != NULL && gtk_widget_get_visible (self->message);
}

static void
hide_message (AttestFieldRow *self, const char *help)
{
  if (is_showing (self))
    {
      gtk_widget_set_visible (self->message, FALSE);
      set_style (self, NULL);
    }
  describe (self, help, FALSE);
}

static void
update (AttestFieldRow *self)
{
  const gboolean shown = self->reply != NULL || (self->problem != NULL && self->touched);
  g_autofree char *help = dup_help (self);

  if (shown)
    show_message (self);
  else
    hide_message (self, help);
  gtk_label_set_label (GTK_LABEL (self->help), help != NULL ? help : "");
  gtk_widget_set_visible (self->help, !shown && help != NULL);
  gtk_widget_set_visible (self->required, self->field->required && is_empty (self));
}

/* Takes what is wrong with the field now, and what the server said of it. */
static gboolean
take_problem (AttestFieldRow *self)
{
  AttestProblem *problem =
      attest_form_context_get_problem (self->context, self->record, self->field);
  const char *reply = attest_form_context_get_reply (self->context, self->record, self->field);
  const gboolean other = g_set_object (&self->problem, problem);

  return attest_str_set (&self->reply, reply) || other;
}

static void
context_changed_cb (AttestFieldRow *self)
{
  if (self->control.widget != NULL && take_problem (self))
    update (self);
}

/* The field was edited, by typing or otherwise. */
static void
edited_cb (AttestFieldRow *self)
{
  const gboolean within =
      (gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;

  take_problem (self);
  /* A choice is made in one go; what is being typed is judged when it is done. */
  if (within && self->field->kind != ATTEST_FIELD_CHOICE && !is_showing (self))
    self->touched = FALSE;
  else
    self->touched = TRUE;
  update (self);
}

static void
focus_left_cb (AttestFieldRow *self)
{
  AttestUndo *undo = attest_form_context_get_undo (self->context);

  if (undo != NULL && !attest_field_is_list (self->field))
    attest_undo_break (undo);
  attest_field_row_touch (self);
}

static void
record_changed_cb (AttestFieldRow *self)
{
  const AttestFieldExtra *extra = attest_field_extra_find (self->record, self->field);

  if (extra != NULL && extra->is_wanted != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self), extra->is_wanted (self->record));
}

static void
attest_field_row_dispose (GObject *object)
{
  AttestFieldRow *self = ATTEST_FIELD_ROW (object);
  GtkWidget *child = NULL;

  if (self->context != NULL)
    attest_form_context_remove_row (self->context, self->record, self->field, GTK_WIDGET (self));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->control = (AttestControl){ NULL };
  self->message = NULL;
  g_clear_object (&self->problem);
  g_clear_pointer (&self->reply, g_free);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (attest_field_row_parent_class)->dispose (object);
}

static void
attest_field_row_finalize (GObject *object)
{
  g_clear_object (&ATTEST_FIELD_ROW (object)->record);
  G_OBJECT_CLASS (attest_field_row_parent_class)->finalize (object);
}

static void
attest_field_row_class_init (AttestFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_field_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = attest_field_row_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "fieldrow");
}

static void
make_heading (AttestFieldRow *self)
{
  self->heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->label, "field-label");
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  self->required = gtk_label_new (_ ("Required"));
  gtk_widget_add_css_class (self->required, "required-mark");
  gtk_box_append (GTK_BOX (self->heading), self->label);
  gtk_box_append (GTK_BOX (self->heading), self->required);
  gtk_widget_set_parent (self->heading, GTK_WIDGET (self));
}

static void
attest_field_row_init (AttestFieldRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 4);
  make_heading (self);
  self->help = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->help, "field-help");
  gtk_label_set_wrap (GTK_LABEL (self->help), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->help), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (self->help), 0);
  gtk_widget_set_parent (self->help, GTK_WIDGET (self));
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static void
make_control (AttestFieldRow *self)
{
  const AttestSchema *schema = attest_record_get_schema (self->record);
  const char *label = attest_field_get_label (schema, self->field);
  const char *section = attest_field_get_section (schema, self->field);

  self->control = makers[self->field->kind](self->context, self->record, self->field);
  gtk_widget_insert_after (self->control.widget, GTK_WIDGET (self), self->heading);
  gtk_label_set_label (GTK_LABEL (self->label), label);
  /* A list that fills its group needs no second heading. */
  if (g_strcmp0 (label, section) == 0)
    gtk_widget_set_visible (self->heading, FALSE);
  if (self->control.focus == NULL)
    return;
  /* The relation to the label gives the control its accessible name. */
  if (!self->control.is_named)
    gtk_label_set_mnemonic_widget (GTK_LABEL (self->label), self->control.focus);
  if (GTK_IS_ENTRY (self->control.focus) || GTK_IS_TEXT_VIEW (self->control.focus))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->control.focus),
                                    GTK_ACCESSIBLE_PROPERTY_REQUIRED,
                                    self->field->required,
                                    -1);
}

/**
 * attest_field_row_new:
 * @context: the form's context
 * @record: a record of the form
 * @field: one of its fields
 *
 * Returns: (transfer floating): a row, known to @context
 */
GtkWidget *
attest_field_row_new (AttestFormContext *context, AttestRecord *record, const AttestField *field)
{
  AttestFieldRow *self = g_object_new (ATTEST_TYPE_FIELD_ROW, NULL);
  g_autofree char *signal = NULL;

  self->context = g_object_ref (context);
  self->record = g_object_ref (record);
  self->field = field;
  make_control (self);
  self->touched = attest_form_context_is_all_touched (context)
                  || (!is_empty (self) && !attest_field_is_list (field));
  if (attest_field_is_list (field))
    gtk_widget_add_css_class (GTK_WIDGET (self), "list");
  attest_form_context_add_row (context, record, field, GTK_WIDGET (self));
  take_problem (self);
  update (self);
  g_signal_connect_object (
      context, "changed", G_CALLBACK (context_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      context, "touched", G_CALLBACK (attest_field_row_touch), self, G_CONNECT_SWAPPED);
  record_changed_cb (self);
  if (attest_field_is_list (field))
    g_signal_connect_object (attest_record_get_list (record, get_index (self)),
                             "items-changed",
                             G_CALLBACK (edited_cb),
                             self,
                             G_CONNECT_SWAPPED);
  signal = g_strconcat ("notify::", field->name, NULL);
  g_signal_connect_object (record, signal, G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      record, "notify", G_CALLBACK (record_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * attest_field_row_get_record:
 * @self: a row
 *
 * Returns: (transfer none): the record it belongs to
 */
AttestRecord *
attest_field_row_get_record (AttestFieldRow *self)
{
  return self->record;
}

/**
 * attest_field_row_get_field:
 * @self: a row
 *
 * Returns: (transfer none): the field it shows
 */
const AttestField *
attest_field_row_get_field (AttestFieldRow *self)
{
  return self->field;
}

/**
 * attest_field_row_get_span:
 * @field: a field
 *
 * Returns: how much of a line its row takes, by the length that is expected
 */
AttestFieldSpan
attest_field_row_get_span (const AttestField *field)
{
  if (field->width == 0)
    return ATTEST_FIELD_SPAN_FULL;
  return field->width <= 12 ? ATTEST_FIELD_SPAN_THIRD : ATTEST_FIELD_SPAN_HALF;
}

/**
 * attest_field_row_set_compact:
 * @self: a row
 * @name: what a screen reader calls it, since no label is seen
 *
 * For lists of single texts: the entry stands without its label.
 */
void
attest_field_row_set_compact (AttestFieldRow *self, const char *name)
{
  gtk_widget_set_visible (self->heading, FALSE);
  gtk_label_set_mnemonic_widget (GTK_LABEL (self->label), NULL);
  if (self->control.focus != NULL)
    gtk_accessible_update_property (
        GTK_ACCESSIBLE (self->control.focus), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * attest_field_row_enter:
 * @self: a row
 *
 * Moves the focus to where the field is entered. (Not what gtk_widget_grab_focus() does to a row:
 * GTK calls that for what surrounds the focus when Shift+Tab looks for a way back.)
 *
 * Returns: whether the focus is there now
 */
gboolean
attest_field_row_enter (AttestFieldRow *self)
{
  g_return_val_if_fail (ATTEST_IS_FIELD_ROW (self), FALSE);

  if (self->control.focus != NULL)
    return gtk_widget_grab_focus (self->control.focus);
  return gtk_widget_child_focus (self->control.widget, GTK_DIR_TAB_FORWARD);
}

/**
 * attest_field_row_touch:
 * @self: a row
 *
 * From now on what is wrong with the field shows: it was left, or sending was tried.
 */
void
attest_field_row_touch (AttestFieldRow *self)
{
  if (self->touched || self->control.widget == NULL)
    return;
  self->touched = TRUE;
  update (self);
}
