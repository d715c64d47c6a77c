/* Controls for a choice and for a three-state flag. Main thread.
 *
 * A choice is shown in the user's language; its wire value stands beside it in the list. A text
 * that is none of the choices (from a file) is kept and shown as such. Typing letters on the closed
 * list picks the first choice whose label or wire value begins with them. */
#include "attest-config.h"

#include "base/attest-str.h"
#include "editor/attest-control.h"
#include "editor/attest-field-extras.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

typedef struct
{
  AttestFormContext *context; /* not owned, its rows are gone before it */
  GtkDropDown *drop_down;     /* not owned, it owns us */
  GtkWidget *button;          /* of it: what takes the focus */
  GtkStringList *labels;
  AttestRecord *record;
  const AttestField *field;
  guint index;
  guint first; /* position of the first choice: 1 where "nothing" can be chosen */
  guint n_choices;
  gulong notify_id;
  gboolean filling;
  GString *typed; /* letters typed on the closed list */
  gint64 typed_at;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *self = data;

  g_signal_handler_disconnect (self->record, self->notify_id);
  g_object_unref (self->record);
  g_object_unref (self->labels);
  g_string_free (self->typed, TRUE);
  g_free (self);
}

/* The choice at a position of the list; NULL: nothing, or a text that is no choice. */
static const AttestChoice *
get_choice (Choice *self, guint position)
{
  if (position < self->first || position >= self->first + self->n_choices)
    return NULL;
  return &self->field->choices[position - self->first];
}

/* The item behind the choices holds a text that is none of them; %NULL takes it away. */
static void
set_odd_item (Choice *self, const char *text)
{
  const guint position = self->first + self->n_choices;
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->labels));
  /* TRANSLATORS: %s is a value from a file that the service does not know */
  g_autofree char *label = text != NULL ? g_strdup_printf (_ ("“%s” (unknown value)"), text) : NULL;
  const char *added[] = { label, NULL };

  if (label != NULL || n > position)
    gtk_string_list_splice (self->labels, position, n - position, label != NULL ? added : NULL);
}

/* "Status: Active": GTK says what is chosen alone, if anything. */
static void
name_button (Choice *self)
{
  const AttestSchema *schema = attest_record_get_schema (self->record);
  const guint position = gtk_drop_down_get_selected (self->drop_down);
  const char *value = gtk_string_list_get_string (self->labels, position);
  g_autofree char *name = g_strdup_printf (
      _ ("%s: %s"), attest_field_get_label (schema, self->field), value != NULL ? value : "");

  attest_readers_name (GTK_ACCESSIBLE (self->button), name);
}

static void
fill_cb (Choice *self)
{
  const char *text = attest_record_get_text (self->record, self->index);
  const AttestChoice *choice = attest_field_find_choice (self->field, text);
  guint position = 0;

  self->filling = TRUE;
  if (choice != NULL)
    position = self->first + (guint) (choice - self->field->choices);
  else if (*text != '\0')
    position = self->first + self->n_choices;
  set_odd_item (self, choice == NULL && *text != '\0' ? text : NULL);
  gtk_drop_down_set_selected (self->drop_down, position);
  self->filling = FALSE;
  name_button (self);
}

static void
take_cb (Choice *self)
{
  const guint position = gtk_drop_down_get_selected (self->drop_down);
  const AttestChoice *choice = get_choice (self, position);

  if (self->filling)
    return;
  if (choice != NULL)
    attest_record_set_text (self->record, self->index, choice->wire);
  else if (position < self->first)
    attest_record_set_text (self->record, self->index, NULL);
}

static void
setup_item_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *wire = gtk_label_new (NULL);
  GtkWidget *explanation = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (wire, "wire-value");
  gtk_label_set_xalign (GTK_LABEL (explanation), 0);
  gtk_label_set_wrap (GTK_LABEL (explanation), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (explanation), 44);
  gtk_widget_add_css_class (explanation, "caption");
  gtk_widget_add_css_class (explanation, "dim-label");
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), wire);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), explanation);
  gtk_list_item_set_child (item, box);
}

/* What is chosen: on the closed list, where it may have to be cut. */
static void
setup_chosen_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_chosen_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
  /* The button around it takes the focus; readers would find a second one in it. */
  gtk_widget_set_focusable (gtk_widget_get_parent (gtk_list_item_get_child (item)), FALSE);
}

static void
bind_item_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Choice *self)
{
  const AttestSchema *schema = attest_record_get_schema (self->record);
  const AttestChoice *choice = get_choice (self, gtk_list_item_get_position (item));
  GtkWidget *line = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *label = gtk_widget_get_first_child (line);
  GtkWidget *wire = gtk_widget_get_next_sibling (label);
  GtkWidget *explanation = gtk_widget_get_next_sibling (line);
  const char *words = choice != NULL ? attest_choice_get_explanation (schema, choice) : NULL;

  gtk_label_set_label (GTK_LABEL (label),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
  /* A field that is not sent has no wire value to show. */
  gtk_label_set_label (GTK_LABEL (wire),
                       choice != NULL && self->field->key != NULL ? choice->wire : "");
  gtk_label_set_label (GTK_LABEL (explanation), words != NULL ? words : "");
  gtk_widget_set_visible (explanation, words != NULL);
  attest_readers_name (GTK_ACCESSIBLE (gtk_widget_get_parent (gtk_list_item_get_child (item))),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static gboolean
begins_with (const char *text, const char *folded)
{
  g_autofree char *fold = g_utf8_casefold (text, -1);

  return g_str_has_prefix (fold, folded);
}

static gboolean
pick_by_letters (Choice *self)
{
  const AttestSchema *schema = attest_record_get_schema (self->record);
  g_autofree char *folded = g_utf8_casefold (self->typed->str, -1);

  for (guint i = 0; i < self->n_choices; i++)
    {
      const AttestChoice *choice = &self->field->choices[i];

      if (begins_with (attest_choice_get_label (schema, choice), folded)
          || begins_with (choice->wire, folded))
        {
          gtk_drop_down_set_selected (self->drop_down, self->first + i);
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                Choice *self)
{
  const gunichar letter = gdk_keyval_to_unicode (keyval);
  const gint64 now = g_get_monotonic_time ();

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0
      || !g_unichar_isgraph (letter))
    return FALSE;
  if (now - self->typed_at > G_USEC_PER_SEC)
    g_string_truncate (self->typed, 0);
  self->typed_at = now;
  g_string_append_unichar (self->typed, letter);
  if (!pick_by_letters (self))
    g_string_truncate (self->typed, 0);
  return TRUE;
}

/* Space opens the list; Enter goes on, as in every field. */
static gboolean
enter_pressed_cb (GtkEventControllerKey *controller,
                  guint keyval,
                  guint keycode,
                  GdkModifierType state,
                  Choice *self)
{
  return (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
         && (state & gtk_accelerator_get_default_mod_mask ()) == 0
         && gtk_widget_has_focus (self->button)
         && attest_form_context_go_on (self->context, self->button);
}

static void
fill_labels (Choice *self, const char *nothing)
{
  const AttestSchema *schema = attest_record_get_schema (self->record);

  if (nothing != NULL)
    gtk_string_list_append (self->labels, nothing);
  for (const AttestChoice *c = self->field->choices; c->wire != NULL; c++)
    gtk_string_list_append (self->labels, attest_choice_get_label (schema, c));
}

static Choice *
choice_new (AttestRecord *record, const AttestField *field, const char *nothing)
{
  Choice *self = g_new0 (Choice, 1);

  self->record = g_object_ref (record);
  self->field = field;
  self->index = attest_schema_index (attest_record_get_schema (record), field);
  self->first = nothing != NULL ? 1 : 0;
  self->typed = g_string_new (NULL);
  self->labels = gtk_string_list_new (NULL);
  fill_labels (self, nothing);
  self->n_choices = g_list_model_get_n_items (G_LIST_MODEL (self->labels)) - self->first;
  return self;
}

static void
set_factories (Choice *self)
{
  GtkListItemFactory *chosen = gtk_signal_list_item_factory_new ();
  GtkListItemFactory *listed = gtk_signal_list_item_factory_new ();

  g_signal_connect (chosen, "setup", G_CALLBACK (setup_chosen_cb), NULL);
  g_signal_connect (chosen, "bind", G_CALLBACK (bind_chosen_cb), NULL);
  gtk_drop_down_set_factory (self->drop_down, chosen);
  g_object_unref (chosen);
  g_signal_connect (listed, "setup", G_CALLBACK (setup_item_cb), NULL);
  g_signal_connect (listed, "bind", G_CALLBACK (bind_item_cb), self);
  gtk_drop_down_set_list_factory (self->drop_down, listed);
  g_object_unref (listed);
}

static void
add_keys (Choice *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *enter = gtk_event_controller_key_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->drop_down), keys);
  g_signal_connect (enter, "key-pressed", G_CALLBACK (enter_pressed_cb), self);
  gtk_event_controller_set_propagation_phase (enter, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->drop_down), enter);
}

/* A drop-down list of the field's choices. A field whose empty text means the first choice (see the
 * table of extras) has no item for "nothing". */
AttestControl
attest_choice_control_new (AttestFormContext *context,
                           AttestRecord *record,
                           const AttestField *field)
{
  const AttestFieldExtra *extra = attest_field_extra_find (record, field);
  const char *nothing = extra != NULL && extra->always_chosen ? NULL
                        : field->required                     ? _ ("Choose…")
                                                              : _ ("Not stated");
  Choice *self = choice_new (record, field, nothing);
  GtkWidget *widget = gtk_drop_down_new (g_object_ref (G_LIST_MODEL (self->labels)), NULL);
  g_autofree char *signal = g_strconcat ("notify::", field->name, NULL);

  self->context = context;
  self->drop_down = GTK_DROP_DOWN (widget);
  if (extra != NULL && extra->is_bare)
    {
      gtk_widget_add_css_class (widget, "bare");
      gtk_widget_set_halign (widget, GTK_ALIGN_START);
    }
  self->button = gtk_widget_get_first_child (widget);
  g_object_set_data_full (G_OBJECT (widget), "attest-choice", self, choice_free);
  set_factories (self);
  fill_cb (self);
  self->notify_id = g_signal_connect_swapped (record, signal, G_CALLBACK (fill_cb), self);
  g_signal_connect_swapped (widget, "notify::selected", G_CALLBACK (take_cb), self);
  add_keys (self);
  gtk_widget_set_hexpand (widget, TRUE);
  return (AttestControl){ .widget = widget, .focus = self->button, .is_named = TRUE };
}
