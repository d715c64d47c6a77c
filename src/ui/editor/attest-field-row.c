/* AttestFieldRow: makes the control of a field by its kind and says what is wrong with it.
 *
 * A problem shows once the field was left; it goes while the mend is typed, and a new one made by
 * typing waits until the field is left again. A required field that was only passed by is marked
 * and not blamed, until it was emptied or sending was tried. What a service said of the field shows
 * until the field is edited. Below a date stands the day in words, or the day that is offered; help
 * is told by who shows the row. Holds its record and its context. Main thread. */
#include "attest-config.h"
#include "editor/attest-field-row.h"

#include "base/attest-str.h"
#include "editor/attest-control.h"
#include "editor/attest-field-day.h"
#include "editor/attest-field-extras.h"
#include "editor/attest-field-heading.h"
#include "editor/attest-field-message.h"
#include "service/attest-service.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

struct _AttestFieldRow
{
  GtkWidget parent_instance;

  AttestFormContext *context;
  AttestRecord *record;
  const AttestField *field;
  const AttestFieldExtra *extra; /* nullable */
  AttestProblem *problem;        /* nullable */
  char *reply;                   /* nullable: the service's text */
  gboolean touched;              /* it was left */
  gboolean blamed;               /* that nothing is in it is an error by now */
  guint tick_id;                 /* it was left, and the pointer is not let go yet */

  AttestControl control;
  GtkWidget *heading;
  GtkWidget *message; /* made when first needed */
  GtkWidget *day;     /* nullable: of a date */
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

/* What a screen reader says beside the name. */
static char *
dup_description (AttestFieldRow *self, const char *message)
{
  g_autofree char *help = message == NULL ? attest_field_row_dup_help (self) : NULL;
  const char *required = self->field->required ? _ ("Required") : NULL;

  if (message == NULL)
    message = help;
  if (required == NULL || message == NULL || g_str_equal (message, required))
    return g_strdup (required != NULL ? required : message);
  return g_strdup_printf ("%s. %s", required, message);
}

static void
describe (AttestFieldRow *self, const char *message, gboolean invalid)
{
  GtkAccessible *accessible = NULL;
  g_autofree char *description = NULL;

  if (self->control.focus == NULL)
    return;
  accessible = GTK_ACCESSIBLE (self->control.focus);
  description = dup_description (self, message);
  attest_readers_describe (accessible, description);
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
      gtk_widget_set_parent (self->message, GTK_WIDGET (self));
    }
  attest_field_message_say (ATTEST_FIELD_MESSAGE (self->message), error, text, fix);
  gtk_widget_set_tooltip_text (
      self->message,
      self->reply == NULL ? attest_source_get_label (attest_problem_get_source (self->problem))
                          : NULL);
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
hide_message (AttestFieldRow *self)
{
  if (is_showing (self))
    {
      gtk_widget_set_visible (self->message, FALSE);
      set_style (self, NULL);
    }
  describe (self, NULL, FALSE);
}

/* Whether a required field is empty, and that was not held against anybody so far. */
static gboolean
is_quiet (AttestFieldRow *self)
{
  return self->problem != NULL && !self->blamed && attest_problem_is_missing (self->problem)
         && attest_problem_get_severity (self->problem) == ATTEST_SEVERITY_ERROR;
}

static void
update (AttestFieldRow *self)
{
  if (self->reply != NULL || (self->problem != NULL && self->touched && !is_quiet (self)))
    show_message (self);
  else
    hide_message (self);
  attest_field_heading_set_passed (ATTEST_FIELD_HEADING (self->heading),
                                   self->touched && is_quiet (self));
  if (self->day != NULL)
    attest_field_day_update (ATTEST_FIELD_DAY (self->day), is_showing (self));
}

/* Takes what is wrong with the field now, and what the server said of it. */
static gboolean
take_problem (AttestFieldRow *self)
{
  AttestFormProblems *problems = attest_form_context_get_problems (self->context);
  AttestProblem *problem = attest_form_problems_get (problems, self->record, self->field);
  const char *reply = attest_form_problems_get_reply (problems, self->record, self->field);
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
  self->blamed = self->blamed || !attest_field_is_list (self->field);
  update (self);
}

static void
leave (AttestFieldRow *self)
{
  if (self->touched || self->control.widget == NULL)
    return;
  self->touched = TRUE;
  update (self);
}

/**
 * attest_field_row_is_pressed:
 * @widget: anything in a window
 *
 * What is pressed is not to move away under the pointer: nothing is shown or hidden for the focus
 * that left as long as this is so.
 *
 * Returns: whether a button of the pointer is down
 */
gboolean
attest_field_row_is_pressed (GtkWidget *widget)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (widget));
  GdkDevice *pointer = seat != NULL ? gdk_seat_get_pointer (seat) : NULL;

  return pointer != NULL
         && (gdk_device_get_modifier_state (pointer) & (GDK_BUTTON1_MASK | GDK_BUTTON3_MASK)) != 0;
}

static gboolean
let_go_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AttestFieldRow *self = ATTEST_FIELD_ROW (widget);

  if (attest_field_row_is_pressed (widget))
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  leave (self);
  return G_SOURCE_REMOVE;
}

static void
focus_left_cb (AttestFieldRow *self)
{
  AttestUndo *undo = attest_form_context_get_undo (self->context);

  if (undo != NULL && !attest_field_is_list (self->field))
    attest_undo_break (undo);
  if (!attest_field_row_is_pressed (GTK_WIDGET (self)))
    leave (self);
  else if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), let_go_cb, NULL, NULL);
}

static void
record_changed_cb (AttestFieldRow *self)
{
  if (self->extra != NULL && self->extra->is_wanted != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self), self->extra->is_wanted (self->record));
  if (self->day != NULL)
    attest_field_day_update (ATTEST_FIELD_DAY (self->day), is_showing (self));
}

/* Enter takes what is offered, and goes on. */
static void
activate_cb (AttestFieldRow *self)
{
  if (self->day != NULL)
    attest_field_day_take (ATTEST_FIELD_DAY (self->day));
  attest_form_context_go_on (self->context, GTK_WIDGET (self));
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
  self->heading = self->message = self->day = NULL;
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

/* It is explained where somebody looks. */
static void
state_changed_cb (AttestFieldRow *self)
{
  const GtkStateFlags state = gtk_widget_get_state_flags (GTK_WIDGET (self));

  if (self->heading != NULL)
    attest_field_heading_set_looked_at (
        ATTEST_FIELD_HEADING (self->heading),
        (state & (GTK_STATE_FLAG_FOCUS_WITHIN | GTK_STATE_FLAG_PRELIGHT)) != 0);
}

/* A list that fills its group needs no second heading, nor does what says itself what it is. */
static void
make_heading (AttestFieldRow *self)
{
  const gboolean is_named_by_group =
      self->field->kind == ATTEST_FIELD_RECORDS && self->field->section != NULL;

  self->heading = attest_field_heading_new (self->record, self->field);
  gtk_widget_set_visible (self->heading,
                          !is_named_by_group && (self->extra == NULL || !self->extra->is_bare));
  gtk_widget_set_parent (self->heading, GTK_WIDGET (self));
  g_signal_connect (self, "state-flags-changed", G_CALLBACK (state_changed_cb), NULL);
}

static void
attest_field_row_init (AttestFieldRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 2);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/* The name is the whole one, though less of it may be seen. */
static void
name_control (AttestFieldRow *self)
{
  const AttestSchema *schema = attest_record_get_schema (self->record);

  if (self->control.focus == NULL)
    return;
  if (!self->control.is_named)
    attest_readers_name (GTK_ACCESSIBLE (self->control.focus),
                         attest_field_get_label (schema, self->field));
  if (GTK_IS_ENTRY (self->control.focus) || GTK_IS_TEXT_VIEW (self->control.focus))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->control.focus),
                                    GTK_ACCESSIBLE_PROPERTY_REQUIRED,
                                    self->field->required,
                                    -1);
}

static void
taken_cb (AttestFieldRow *self)
{
  gtk_widget_grab_focus (self->control.focus);
}

static void
add_day (AttestFieldRow *self)
{
  self->day = attest_field_day_new (self->record, self->field, self->extra);
  g_signal_connect_swapped (self->day, "taken", G_CALLBACK (taken_cb), self);
  gtk_widget_set_parent (self->day, GTK_WIDGET (self));
}

/* Where the service lists what the field can name, it is chosen there. */
static AttestMakeControl
find_maker (AttestFieldRow *self)
{
  const AttestService *service =
      attest_service_for_schema (attest_record_get_schema (self->record));

  if (service != NULL && attest_service_get_designs_of (service, self->field) != NULL)
    return attest_design_control_new;
  return makers[self->field->kind];
}

static void
make_control (AttestFieldRow *self)
{
  self->control = find_maker (self) (self->context, self->record, self->field);
  gtk_widget_set_parent (self->control.widget, GTK_WIDGET (self));
  name_control (self);
  if (self->field->kind == ATTEST_FIELD_DATE || self->field->kind == ATTEST_FIELD_DATE_TIME)
    add_day (self);
  if (self->control.focus != NULL && GTK_IS_ENTRY (self->control.focus)
      && !attest_field_is_list (self->field))
    g_signal_connect_swapped (self->control.focus, "activate", G_CALLBACK (activate_cb), self);
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
  self->extra = attest_field_extra_find (record, field);
  make_heading (self);
  make_control (self);
  self->blamed = attest_form_context_is_all_touched (context);
  self->touched = self->blamed || (!is_empty (self) && !attest_field_is_list (field));
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
 * attest_field_row_dup_help:
 * @self: a row
 *
 * Returns: (transfer full) (nullable): what the field, or what was chosen in it, is about
 */
char *
attest_field_row_dup_help (AttestFieldRow *self)
{
  return attest_field_heading_dup_help (self->record, self->field);
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
  if (self->control.focus != NULL)
    attest_readers_name (GTK_ACCESSIBLE (self->control.focus), name);
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
 * From now on all that is wrong with the field shows: somebody asked for it, or tried to send.
 */
void
attest_field_row_touch (AttestFieldRow *self)
{
  if ((self->touched && self->blamed) || self->control.widget == NULL)
    return;
  self->touched = self->blamed = TRUE;
  update (self);
}
