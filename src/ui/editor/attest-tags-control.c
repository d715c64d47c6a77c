/* AttestTagsControl: tags as chips in a line that wraps, and an entry that makes more of them, with
 * completions from own records. What is being typed is a record of its own until it is a tag.
 *
 * Enter or a comma makes a tag of what was typed, and so does leaving the entry. BackSpace in the
 * empty entry takes the last tag back into it. A chip has the focus as a whole: Delete removes it,
 * Alt+Left and Alt+Right move it. Main thread. */
#include "attest-config.h"
#include "editor/attest-tags-control.h"

#include "base/attest-str.h"
#include "editor/attest-control.h"
#include "editor/attest-own-entities.h"
#include "editor/attest-suggest-entry.h"
#include "editor/attest-text-binding.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-tooltip.h"
#include "widgets/attest-wrap-layout.h"

#include <glib/gi18n.h>
#include <string.h>

struct _AttestTagsControl
{
  GtkWidget parent_instance;

  AttestFormContext *context;
  AttestRecordList *tags;
  GtkWidget *entry;
};

G_DEFINE_FINAL_TYPE (AttestTagsControl, attest_tags_control, GTK_TYPE_WIDGET)

static guint
get_n_tags (AttestTagsControl *self)
{
  return attest_record_list_get_length (self->tags);
}

static GtkWidget *
get_chip (AttestTagsControl *self, guint position)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  while (position-- > 0 && child != NULL)
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static guint
get_position (AttestTagsControl *self, GtkWidget *chip)
{
  guint position = 0;

  while ((chip = gtk_widget_get_prev_sibling (chip)) != NULL)
    position++;
  return position;
}

static void
add_tag (AttestTagsControl *self, const char *text)
{
  const AttestSchema *schema = attest_record_list_get_schema (self->tags);
  g_autoptr (AttestRecord) tag = attest_record_new (schema);

  attest_record_set_text (tag, schema->title_field, text);
  attest_record_list_insert (self->tags, get_n_tags (self), tag);
}

/* Makes tags of everything in the entry. */
static void
commit_cb (AttestTagsControl *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_auto (GStrv) parts = NULL;

  if (attest_text_binding_is_composing (self->entry) || *typed == '\0')
    return;
  parts = g_strsplit (typed, ",", -1);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  for (guint i = 0; parts[i] != NULL; i++)
    if (!attest_str_is_blank (parts[i]))
      add_tag (self, g_strstrip (parts[i]));
}

static void
activate_cb (AttestTagsControl *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0')
    attest_form_context_go_on (self->context, self->entry);
  else
    commit_cb (self);
}

static void
entry_changed_cb (AttestTagsControl *self)
{
  if (strchr (gtk_editable_get_text (GTK_EDITABLE (self->entry)), ',') != NULL)
    commit_cb (self);
}

static void
remove_tag (AttestTagsControl *self, guint position)
{
  AttestRecord *tag = attest_record_list_get (self->tags, position);
  g_autoptr (AttestRecord) keep = g_object_ref (tag);

  attest_record_list_remove (self->tags, position);
  attest_form_context_item_removed (self->context, self->tags, position, keep);
  gtk_widget_grab_focus (get_chip (self, position));
}

static gboolean
entry_key_pressed_cb (GtkEventControllerKey *controller,
                      guint keyval,
                      guint keycode,
                      GdkModifierType state,
                      AttestTagsControl *self)
{
  const guint n = get_n_tags (self);
  g_autofree char *text = NULL;

  if (attest_text_binding_is_composing (self->entry) || keyval != GDK_KEY_BackSpace || n == 0
      || *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    return FALSE;
  text = g_strdup (attest_record_get_title (attest_record_list_get (self->tags, n - 1)));
  attest_record_list_remove (self->tags, n - 1);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  return TRUE;
}

static void
move_tag (AttestTagsControl *self, guint position, int step)
{
  const int to = (int) position + step;

  if (to < 0 || to >= (int) get_n_tags (self))
    return;
  attest_record_list_move (self->tags, position, (guint) to);
  gtk_widget_grab_focus (get_chip (self, (guint) to));
}

static gboolean
chip_key_pressed_cb (GtkEventControllerKey *controller,
                     guint keyval,
                     guint keycode,
                     GdkModifierType state,
                     AttestTagsControl *self)
{
  GtkWidget *chip = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  const guint position = get_position (self, chip);
  const gboolean alt = (state & GDK_ALT_MASK) != 0;

  if (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete || keyval == GDK_KEY_BackSpace)
    remove_tag (self, position);
  else if (keyval == GDK_KEY_Left && alt)
    move_tag (self, position, -1);
  else if (keyval == GDK_KEY_Right && alt)
    move_tag (self, position, 1);
  else
    return FALSE;
  return TRUE;
}

static void
remove_clicked_cb (GtkButton *button, AttestTagsControl *self)
{
  remove_tag (self, get_position (self, gtk_widget_get_parent (GTK_WIDGET (button))));
}

static GtkWidget *
make_remove_button (AttestTagsControl *self, AttestRecord *tag)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  /* TRANSLATORS: %s is a tag */
  g_autofree char *name = g_strdup_printf (_ ("Remove Tag “%s”"), attest_record_get_title (tag));

  attest_tooltip_name (button, name, _ ("Remove (Delete)"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_focusable (button, FALSE);
  g_signal_connect (button, "clicked", G_CALLBACK (remove_clicked_cb), self);
  return button;
}

static GtkWidget *
make_chip (AttestTagsControl *self, AttestRecord *tag)
{
  GtkWidget *chip = g_object_new (
      GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, "focusable", TRUE, NULL);
  GtkWidget *label = gtk_label_new (NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_add_css_class (chip, "chip");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  g_object_bind_property (tag, "text", label, "label", G_BINDING_SYNC_CREATE);
  attest_readers_name (GTK_ACCESSIBLE (chip), attest_record_get_title (tag));
  attest_readers_describe (GTK_ACCESSIBLE (chip),
                           _ ("Delete removes the tag, Alt+Left and Alt+Right move it"));
  gtk_box_append (GTK_BOX (chip), label);
  gtk_box_append (GTK_BOX (chip), make_remove_button (self, tag));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (chip_key_pressed_cb), self);
  gtk_widget_add_controller (chip, keys);
  return chip;
}

static void
items_changed_cb (AttestTagsControl *self, guint position, guint removed, guint added)
{
  while (removed-- > 0)
    gtk_widget_unparent (get_chip (self, position));
  for (guint i = 0; i < added; i++)
    gtk_widget_insert_before (make_chip (self, attest_record_list_get (self->tags, position + i)),
                              GTK_WIDGET (self),
                              get_chip (self, position + i));
}

static void
attest_tags_control_dispose (GObject *object)
{
  AttestTagsControl *self = ATTEST_TAGS_CONTROL (object);
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->tags);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (attest_tags_control_parent_class)->dispose (object);
}

static void
attest_tags_control_class_init (AttestTagsControlClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_tags_control_dispose;
}

static void
attest_tags_control_init (AttestTagsControl *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), attest_wrap_layout_new (TRUE));
}

/* The entry behind the chips. */
static void
add_entry (AttestTagsControl *self)
{
  const AttestSchema *schema = attest_record_list_get_schema (self->tags);
  const AttestSuggestSource source = { .fetch = attest_own_texts_fetch,
                                       .once = TRUE,
                                       .list = self->tags };
  g_autoptr (AttestRecord) typed = attest_record_new (schema);
  GtkWidget *line = attest_suggest_entry_new (
      self->context, typed, &schema->fields[schema->title_field], &source);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = attest_suggest_entry_get_entry (ATTEST_SUGGEST_ENTRY (line));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 16);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Add a tag, then Enter"));
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (entry_changed_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (entry_key_pressed_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (commit_cb), self);
  gtk_widget_add_controller (self->entry, focus);
  gtk_widget_set_parent (line, GTK_WIDGET (self));
}

/* Chips and an entry. */
AttestControl
attest_tags_control_new (AttestFormContext *context, AttestRecord *record, const AttestField *field)
{
  AttestTagsControl *self = g_object_new (ATTEST_TYPE_TAGS_CONTROL, NULL);
  const guint index = attest_schema_index (attest_record_get_schema (record), field);

  self->context = g_object_ref (context);
  self->tags = g_object_ref (attest_record_get_list (record, index));
  add_entry (self);
  items_changed_cb (self, 0, 0, get_n_tags (self));
  g_signal_connect_object (
      self->tags, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      context, "finish-typing", G_CALLBACK (commit_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  return (AttestControl){ .widget = GTK_WIDGET (self), .focus = self->entry };
}
