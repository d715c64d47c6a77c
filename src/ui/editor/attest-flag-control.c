/* Control for a flag: three linked buttons, since "not answered" is not "no". The keyboard stops at
 * the one that is pressed; the arrows press the next. Main thread. */
#include "attest-config.h"

#include "editor/attest-control.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

static const struct
{
  AttestFlag flag;
  const char *label;
} answers[] = {
  { ATTEST_FLAG_UNSET, NC_ ("flag", "Not stated") },
  { ATTEST_FLAG_YES, NC_ ("flag", "Yes") },
  { ATTEST_FLAG_NO, NC_ ("flag", "No") },
};

typedef struct
{
  AttestFormContext *context; /* not owned, its rows are gone before it */
  AttestRecord *record;
  guint index;
  gulong notify_id;
  GtkToggleButton *buttons[G_N_ELEMENTS (answers)]; /* not owned */
} Flag;

static void
flag_free (gpointer data)
{
  Flag *self = data;

  g_signal_handler_disconnect (self->record, self->notify_id);
  g_object_unref (self->record);
  g_free (self);
}

static void
fill_cb (Flag *self)
{
  const AttestFlag flag = attest_record_get_flag (self->record, self->index);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      gtk_widget_set_focusable (GTK_WIDGET (self->buttons[i]), answers[i].flag == flag);
      if (answers[i].flag == flag)
        gtk_toggle_button_set_active (self->buttons[i], TRUE);
    }
}

static void
take_cb (GtkToggleButton *button, Flag *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (self->buttons[i] == button && gtk_toggle_button_get_active (button))
      attest_record_set_flag (self->record, self->index, answers[i].flag);
}

static gboolean
step (Flag *self, int by)
{
  const AttestFlag flag = attest_record_get_flag (self->record, self->index);

  for (int i = 0; i < (int) G_N_ELEMENTS (answers); i++)
    if (answers[i].flag == flag && i + by >= 0 && i + by < (int) G_N_ELEMENTS (answers))
      {
        attest_record_set_flag (self->record, self->index, answers[i + by].flag);
        gtk_widget_grab_focus (GTK_WIDGET (self->buttons[i + by]));
        break;
      }
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                Flag *self)
{
  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Up:
      return step (self, -1);
    case GDK_KEY_Right:
    case GDK_KEY_Down:
      return step (self, 1);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return attest_form_context_go_on (self->context, GTK_WIDGET (self->buttons[0]));
    default:
      return FALSE;
    }
}

static void
add_button (Flag *self, GtkWidget *box, guint i)
{
  const AttestSchema *schema = attest_record_get_schema (self->record);
  const char *label = g_dpgettext2 (GETTEXT_PACKAGE, "flag", answers[i].label);
  /* TRANSLATORS: what a screen reader says for an answer: "Confidential entity: Yes" */
  g_autofree char *name = g_strdup_printf (
      _ ("%s: %s"), attest_field_get_label (schema, &schema->fields[self->index]), label);
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  attest_readers_name (GTK_ACCESSIBLE (button), name);
  self->buttons[i] = GTK_TOGGLE_BUTTON (button);
  gtk_toggle_button_set_group (self->buttons[i], i > 0 ? self->buttons[0] : NULL);
  gtk_box_append (GTK_BOX (box), button);
}

/* Three linked buttons. */
AttestControl
attest_flag_control_new (AttestFormContext *context, AttestRecord *record, const AttestField *field)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  Flag *self = g_new0 (Flag, 1);
  g_autofree char *signal = g_strconcat ("notify::", field->name, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->context = context;
  self->record = g_object_ref (record);
  self->index = attest_schema_index (attest_record_get_schema (record), field);
  gtk_widget_add_css_class (box, "linked");
  gtk_widget_set_halign (box, GTK_ALIGN_START);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    add_button (self, box, i);
  fill_cb (self);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    g_signal_connect (self->buttons[i], "toggled", G_CALLBACK (take_cb), self);
  self->notify_id = g_signal_connect_swapped (record, signal, G_CALLBACK (fill_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (box, keys);
  g_object_set_data_full (G_OBJECT (box), "attest-flag", self, flag_free);
  return (AttestControl){ .widget = box };
}
