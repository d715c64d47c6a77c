/* Control for a number that names a design: an entry, what the design is called, and the list of
 * the service to choose from.
 *
 * The list is the one that was last read, for the environment records are sent to just now; it is
 * read when it is opened and never was, and when somebody wants it anew. Any number can be typed.
 * The keyboard reaches the list with Down. Pictures are on whatever host the list names: each host
 * is named on a button, and asked for nothing before that is pressed. Main thread. */
#include "attest-config.h"

#include "application/attest-application.h"
#include "editor/attest-control.h"
#include "editor/attest-design-pictures.h"
#include "editor/attest-text-binding.h"
#include "widgets/attest-chooser.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-time-text.h"
#include "widgets/attest-tooltip.h"

#include <glib/gi18n.h>

typedef struct
{
  AttestRecord *record;
  guint index;
  const AttestService *service;
  const AttestDesignKind *kind;

  AttestApplication *application; /* (nullable): weak; known once it is shown */
  AttestPlace *place;             /* (nullable): whose list @list is, or is being loaded */
  AttestDesignList *list;         /* (nullable) */
  GCancellable *cancellable;      /* of loading and reading */

  GtkWidget *box; /* owns us */
  GtkWidget *entry;
  GtkWidget *says;
  GtkWidget *chooser; /* (nullable): weak, the box's; made when first needed */
  GtkWidget *trouble; /* why the list, or a picture, could not be read */
  GtkWidget *state;
  GtkWidget *refresh;
  GtkWidget *spinner;
  GtkWidget *pictures;   /* the button that shows those of @host */
  char *host;            /* (nullable) */
  GHashTable *asked;     /* hosts that were asked for theirs */
  GCancellable *loading; /* (nullable): of pictures */
} Design;

static void
design_free (gpointer data)
{
  Design *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_free (self->host);
  g_hash_table_unref (self->asked);
  g_object_unref (self->record);
  g_clear_weak_pointer (&self->application);
  g_clear_weak_pointer (&self->chooser);
  g_clear_pointer (&self->place, attest_place_free);
  attest_design_list_free (self->list);
  g_free (self);
}

/* What the number stands for. */
static void
say_cb (Design *self)
{
  const char *id = attest_record_get_text (self->record, self->index);
  AttestDesign *design = self->list != NULL ? attest_design_list_find (self->list, id) : NULL;
  const char *words = "";

  if (design != NULL)
    words = attest_design_get_name (design);
  else if (self->list != NULL && attest_design_list_lacks (self->list, id))
    words = _ ("Not in today’s list");
  gtk_label_set_label (GTK_LABEL (self->says), words);
}

static const char *
find_picture (Design *self, AttestDesign *design)
{
  return attest_workspace_find_picture (attest_application_get_workspace (self->application),
                                        self->place,
                                        self->kind,
                                        attest_design_get_id (design));
}

/* Returns: (transfer full) (nullable): who has a picture of @design that was not read yet */
static char *
dup_host (Design *self, AttestDesign *design)
{
  const char *address = find_picture (self, design);

  return address != NULL && attest_design_pictures_find (address) == NULL
             ? attest_design_pictures_dup_host (address)
             : NULL;
}

/* One that was not asked yet comes first, so that none keeps the others from being asked.
 * Returns: (transfer full) (nullable) */
static char *
dup_next_host (Design *self)
{
  g_autofree char *first = NULL;

  for (guint i = 0; self->list != NULL && i < self->list->designs->len; i++)
    {
      g_autofree char *host = dup_host (self, self->list->designs->pdata[i]);

      if (host != NULL && !g_hash_table_contains (self->asked, host))
        return g_steal_pointer (&host);
      if (first == NULL)
        first = g_steal_pointer (&host);
    }
  g_hash_table_remove_all (self->asked);
  return g_steal_pointer (&first);
}

/* Returns: (transfer full) (element-type utf8): those of the host that were not read yet */
static GPtrArray *
list_pictures (Design *self)
{
  GPtrArray *addresses = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; self->list != NULL && i < self->list->designs->len; i++)
    {
      g_autofree char *host = dup_host (self, self->list->designs->pdata[i]);

      if (host != NULL && g_str_equal (host, self->host))
        g_ptr_array_add (addresses, g_strdup (find_picture (self, self->list->designs->pdata[i])));
    }
  return addresses;
}

/* Whose pictures there are to be seen, if any. */
static void
offer_pictures (Design *self)
{
  g_autofree char *words = NULL;

  g_free (self->host);
  self->host = dup_next_host (self);
  gtk_widget_set_visible (self->pictures, self->host != NULL);
  if (self->host == NULL)
    return;
  /* TRANSLATORS: %s is the name of a host, such as "pictures.example.net" */
  words = g_strdup_printf (_ ("Show Pictures From %s"), self->host);
  gtk_label_set_label (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->pictures))), words);
  attest_readers_name (GTK_ACCESSIBLE (self->pictures), words);
}

static void
fill_chooser (Design *self)
{
  AttestChooser *chooser = ATTEST_CHOOSER (self->chooser);

  attest_chooser_clear (chooser);
  for (guint i = 0; self->list != NULL && i < self->list->designs->len; i++)
    {
      AttestDesign *design = self->list->designs->pdata[i];
      const char *address = find_picture (self, design);

      attest_chooser_add (
          chooser,
          &(AttestChooserRow){ .key = attest_design_get_id (design),
                               .label = attest_design_get_name (design),
                               .detail = attest_design_get_id (design),
                               .colours = { attest_design_get_colour (design, 0),
                                            attest_design_get_colour (design, 1) },
                               .picture = address != NULL ? attest_design_pictures_find (address)
                                                          : NULL });
    }
  offer_pictures (self);
}

/* Which list that is. */
static char *
dup_state (Design *self)
{
  g_autofree char *read = NULL;

  if (self->list == NULL)
    return g_strdup ("");
  if (self->list->read == 0)
    return g_strdup (_ ("The list has not been read yet. You can type a number."));
  read = attest_time_format_day (self->list->read);
  /* TRANSLATORS: the name of an environment, and when: "Today 14:05" */
  return g_strdup_printf (
      _ ("%s · Read: %s"), attest_environment_get_label (self->place->environment), read);
}

/* @error: (nullable): why it could not be read anew: what is kept is shown as before */
static void
show_state (Design *self, const GError *error)
{
  g_autofree char *words = NULL;

  if (self->chooser == NULL)
    return;
  words = dup_state (self);
  gtk_label_set_label (GTK_LABEL (self->state), words);
  gtk_label_set_label (GTK_LABEL (self->trouble), error != NULL ? error->message : "");
  gtk_widget_set_visible (self->trouble, error != NULL);
}

/* What cannot be pressed meanwhile does not keep the keyboard. */
static void
set_reading (Design *self, gboolean reading)
{
  if (reading && self->chooser != NULL)
    attest_chooser_focus (ATTEST_CHOOSER (self->chooser));
  gtk_widget_set_sensitive (self->refresh, !reading);
  gtk_widget_set_visible (self->spinner, reading);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), reading);
}

static void
take_list (Design *self, AttestDesignList *list)
{
  attest_design_list_free (self->list);
  self->list = list;
  say_cb (self);
  if (self->chooser != NULL)
    fill_chooser (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  AttestDesignList *list = attest_store_designs_finish (ATTEST_STORE (source), result, &error);
  g_autoptr (GtkWidget) box = user_data;
  Design *self = g_object_get_data (G_OBJECT (box), "attest-design");

  if (self == NULL || list == NULL)
    {
      attest_design_list_free (list);
      return;
    }
  take_list (self, list);
  show_state (self, NULL);
}

/* What is kept for it, read or not. */
static void
load_list (Design *self)
{
  attest_store_load_designs_async (
      attest_workspace_get_store (attest_application_get_workspace (self->application)),
      self->place,
      self->kind,
      self->cancellable,
      loaded_cb,
      g_object_ref (self->box));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) box = user_data;
  Design *self = g_object_get_data (G_OBJECT (box), "attest-design");
  gboolean is_kept = attest_workspace_read_list_finish (ATTEST_WORKSPACE (source), result, &error);

  if (self == NULL || self->application == NULL
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_reading (self, FALSE);
  show_state (self, error);
  if (is_kept)
    load_list (self);
}

static void
refresh_cb (Design *self)
{
  if (self->application == NULL || self->place == NULL)
    return;
  set_reading (self, TRUE);
  show_state (self, NULL);
  attest_workspace_read_list_async (attest_application_get_workspace (self->application),
                                    self->place,
                                    self->kind,
                                    self->cancellable,
                                    read_cb,
                                    g_object_ref (self->box));
}

/* The list of the environment there is now. */
static void
load_cb (Design *self)
{
  AttestWorkspace *workspace = NULL;
  AttestPlace place = { self->service };

  if (self->application == NULL || !attest_application_get_ready (self->application))
    return;
  workspace = attest_application_get_workspace (self->application);
  place.environment = attest_application_get_environment (self->application);
  place.host = attest_workspace_get_host (workspace, place.service, place.environment);
  g_clear_pointer (&self->place, attest_place_free);
  self->place = attest_place_copy (&place);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  take_list (self, NULL);
  load_list (self);
}

static void
map_cb (Design *self)
{
  GtkRoot *root = gtk_widget_get_root (self->box);
  GtkApplication *application =
      GTK_IS_WINDOW (root) ? gtk_window_get_application (GTK_WINDOW (root)) : NULL;

  if (self->application != NULL || !ATTEST_IS_APPLICATION (application))
    return;
  g_set_weak_pointer (&self->application, ATTEST_APPLICATION (application));
  g_signal_connect_data (
      application, "notify::environment", G_CALLBACK (load_cb), self, NULL, G_CONNECT_SWAPPED);
  load_cb (self);
}

/* Its handlers work on what is freed with the widget. */
static void
destroy_cb (Design *self)
{
  if (self->application != NULL)
    g_signal_handlers_disconnect_by_data (self->application, self);
  g_signal_handlers_disconnect_by_data (self->record, self);
  if (self->chooser != NULL)
    gtk_widget_unparent (self->chooser);
}

static void
chosen_cb (Design *self, const char *id)
{
  attest_record_set_text (self->record, self->index, id);
  gtk_widget_grab_focus (self->entry);
}

static void
picture_found_cb (const char *address, gpointer user_data)
{
  Design *self = g_object_get_data (G_OBJECT (user_data), "attest-design");

  if (self == NULL || self->chooser == NULL)
    return;
  for (guint i = 0; self->list != NULL && i < self->list->designs->len; i++)
    {
      AttestDesign *design = self->list->designs->pdata[i];

      if (g_strcmp0 (find_picture (self, design), address) == 0)
        attest_chooser_set_picture (ATTEST_CHOOSER (self->chooser),
                                    attest_design_get_id (design),
                                    attest_design_pictures_find (address));
    }
}

static void
pictures_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) box = user_data;
  Design *self = g_object_get_data (G_OBJECT (box), "attest-design");

  attest_design_pictures_load_finish (result, &error);
  if (self == NULL || self->chooser == NULL)
    return;
  set_reading (self, FALSE);
  gtk_widget_set_sensitive (self->pictures, TRUE);
  offer_pictures (self);
  show_state (self, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? NULL : error);
}

/* Those of the host that the button names. */
static void
show_pictures_cb (Design *self)
{
  g_autoptr (GPtrArray) addresses = NULL;

  if (self->host == NULL)
    return;
  addresses = list_pictures (self);
  g_hash_table_add (self->asked, g_strdup (self->host));
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  set_reading (self, TRUE);
  gtk_widget_set_sensitive (self->pictures, FALSE);
  attest_design_pictures_load_async (attest_application_get_workspace (self->application),
                                     addresses,
                                     picture_found_cb,
                                     self->loading,
                                     pictures_loaded_cb,
                                     g_object_ref (self->box));
}

/* Who closes the list does not wait for pictures. */
static void
closed_cb (Design *self)
{
  g_cancellable_cancel (self->loading);
}

static GtkWidget *
make_pictures (Design *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  self->pictures = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->pictures), label);
  gtk_widget_add_css_class (self->pictures, "pictures");
  gtk_widget_set_visible (self->pictures, FALSE);
  g_signal_connect_swapped (self->pictures, "clicked", G_CALLBACK (show_pictures_cb), self);
  return self->pictures;
}

static GtkWidget *
make_words (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_margin_start (label, 6);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_refresh (Design *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->state = make_words ("dim-label");
  self->spinner = gtk_spinner_new ();
  gtk_widget_set_visible (self->spinner, FALSE);
  self->refresh = gtk_button_new_from_icon_name ("view-refresh-symbolic");
  gtk_widget_add_css_class (self->refresh, "flat");
  gtk_widget_set_valign (self->refresh, GTK_ALIGN_CENTER);
  attest_tooltip_name (self->refresh, _ ("Read the List Again"), _ ("Read the List Again"));
  g_signal_connect_swapped (self->refresh, "clicked", G_CALLBACK (refresh_cb), self);
  gtk_box_append (GTK_BOX (line), self->state);
  gtk_box_append (GTK_BOX (line), self->spinner);
  gtk_box_append (GTK_BOX (line), self->refresh);
  return line;
}

static GtkWidget *
make_foot (Design *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->trouble = make_words ("error");
  gtk_widget_set_visible (self->trouble, FALSE);
  gtk_box_append (GTK_BOX (foot), make_pictures (self));
  gtk_box_append (GTK_BOX (foot), self->trouble);
  gtk_box_append (GTK_BOX (foot), make_refresh (self));
  return foot;
}

static void
open_cb (Design *self)
{
  if (self->place == NULL)
    return;
  if (self->chooser == NULL)
    {
      g_set_weak_pointer (&self->chooser,
                          attest_chooser_new (_ ("Search designs"), _ (self->kind->title)));
      attest_chooser_set_foot (ATTEST_CHOOSER (self->chooser), make_foot (self));
      gtk_widget_set_parent (self->chooser, self->box);
      g_signal_connect_swapped (self->chooser, "chosen", G_CALLBACK (chosen_cb), self);
      g_signal_connect_swapped (self->chooser, "closed", G_CALLBACK (closed_cb), self);
      fill_chooser (self);
    }
  show_state (self, NULL);
  attest_chooser_open (ATTEST_CHOOSER (self->chooser), self->entry);
  if (self->list != NULL && self->list->read == 0)
    refresh_cb (self);
}

static gboolean
open_key_cb (GtkWidget *entry, GVariant *parameters, gpointer user_data)
{
  open_cb (user_data);
  return TRUE;
}

static void
choose_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_cb (user_data);
}

/* For whoever says that it is to be chosen. */
static void
add_action (Design *self)
{
  static const GActionEntry entries[] = { { .name = "choose", .activate = choose_cb } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (self->box, "design", G_ACTION_GROUP (group));
}

static void
add_key (Design *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  const GdkModifierType modifiers[] = { 0, GDK_ALT_MASK };

  for (guint i = 0; i < G_N_ELEMENTS (modifiers); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (keys),
        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Down, modifiers[i]),
                          gtk_callback_action_new (open_key_cb, self, NULL)));
  gtk_widget_add_controller (self->entry, keys);
}

static GtkWidget *
make_line (Design *self, const AttestField *field)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *button = gtk_button_new_from_icon_name ("view-list-symbolic");
  /* TRANSLATORS: %s is the name of a field, such as "Badge design ID" */
  g_autofree char *name = g_strdup_printf (_ ("Choose by Name: %s"),
                                           attest_field_get_label (self->service->schema, field));

  gtk_widget_set_focusable (button, FALSE);
  gtk_widget_add_css_class (button, "choose-design");
  attest_tooltip_name (button, name, _ ("Choose by Name (Down)"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (open_cb), self);
  gtk_widget_add_css_class (line, "linked");
  gtk_box_append (GTK_BOX (line), self->entry);
  gtk_box_append (GTK_BOX (line), button);
  return line;
}

static void
make_says (Design *self)
{
  self->says = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->says, "field-says");
  gtk_label_set_xalign (GTK_LABEL (self->says), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->says), PANGO_ELLIPSIZE_END);
}

/* An entry with the list of designs beside it, and the design's name below it. */
AttestControl
attest_design_control_new (AttestFormContext *context,
                           AttestRecord *record,
                           const AttestField *field)
{
  Design *self = g_new0 (Design, 1);
  g_autofree char *signal = g_strconcat ("notify::", field->name, NULL);

  self->record = g_object_ref (record);
  self->service = attest_service_for_schema (attest_record_get_schema (record));
  self->kind = attest_service_get_designs_of (self->service, field);
  self->index = attest_schema_index (self->service->schema, field);
  self->cancellable = g_cancellable_new ();
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->entry = gtk_entry_new ();
  attest_text_binding_attach_entry (GTK_ENTRY (self->entry), record, self->index);
  gtk_entry_set_input_purpose (GTK_ENTRY (self->entry), GTK_INPUT_PURPOSE_DIGITS);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 8);
  gtk_widget_set_hexpand (self->entry, TRUE);
  add_key (self);
  make_says (self);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_box_append (GTK_BOX (self->box), make_line (self, field));
  gtk_box_append (GTK_BOX (self->box), self->says);
  add_action (self);
  g_object_set_data_full (G_OBJECT (self->box), "attest-design", self, design_free);
  g_signal_connect_swapped (record, signal, G_CALLBACK (say_cb), self);
  g_signal_connect_swapped (self->box, "map", G_CALLBACK (map_cb), self);
  g_signal_connect_swapped (self->box, "destroy", G_CALLBACK (destroy_cb), self);
  return (AttestControl){ .widget = self->box, .focus = self->entry };
}
