/* AttestDetailsWindow: see the header. A set is entered with the rows of the editor, and kept a
 * moment after it was changed, and when it is left. Main thread. */
#include "attest-config.h"
#include "details/attest-details-window.h"

#include "base/attest-listing.h"
#include "editor/attest-control.h"
#include "editor/attest-form-view.h"
#include "model/attest-kinds.h"
#include "widgets/attest-clamps.h"
#include "widgets/attest-plain.h"

#include <glib/gi18n.h>

/* Who stops typing for so long has said something, in milliseconds. */
#define PAUSE_MS 600

struct _AttestDetailsWindow
{
  AdwWindow parent_instance;

  AttestPresets *presets;
  const AttestSchema *schema;
  AttestPreset *set; /* (nullable): what is shown, with what was entered */
  AttestFormContext *context;
  GPtrArray *rows; /* of those sets, not owned */
  guint save_id;
  gboolean is_filling;

  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkWidget *back;
  GtkWidget *remove;
  AdwPreferencesGroup *sets;
  AdwPreferencesGroup *naming;
  GtkEditable *name;
  GtkWidget *default_row;
  GtkSwitch *is_default;
  AdwBin *form;
};

G_DEFINE_FINAL_TYPE (AttestDetailsWindow, attest_details_window, ADW_TYPE_WINDOW)

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestDetailsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = attest_presets_keep_finish (ATTEST_PRESETS (source), result, &error);

  if (id == NULL)
    attest_plain_toast_show (self->toasts, attest_plain_toast_new (error->message));
}

/* A set of nothing is none. */
static void
save (AttestDetailsWindow *self)
{

  if (self->save_id == 0)
    return;
  g_clear_handle_id (&self->save_id, g_source_remove);
  if (self->set == NULL || (self->set->id == NULL && attest_record_is_empty (self->set->record)))
    return;
  g_free (self->set->name);
  self->set->name = g_strdup (gtk_editable_get_text (self->name));
  if (*self->set->name == '\0')
    {
      g_free (self->set->name);
      self->set->name = attest_preset_dup_name (self->set->record);
    }
  if (self->set->id == NULL)
    self->set->id = attest_preset_make_id (ATTEST_PRESET_DETAILS, self->schema);
  attest_presets_keep_async (self->presets, self->set, kept_cb, g_object_ref (self));
}

static gboolean
save_cb (gpointer self)
{
  save (self);
  return G_SOURCE_REMOVE;
}

static void
edited_cb (AttestDetailsWindow *self)
{
  if (self->is_filling)
    return;
  g_clear_handle_id (&self->save_id, g_source_remove);
  self->save_id = g_timeout_add (PAUSE_MS, save_cb, self);
}

static void
default_cb (AttestDetailsWindow *self)
{
  if (self->is_filling || !gtk_switch_get_active (self->is_default) || self->set == NULL)
    return;
  edited_cb (self);
  save (self);
  if (self->set->id != NULL)
    attest_presets_set_default (self->presets, self->set->id);
}

/* Takes @set. */
static void
show_set (AttestDetailsWindow *self, AttestPreset *set)
{
  GtkWidget *form = NULL;

  g_clear_pointer (&self->set, attest_preset_free);
  g_clear_object (&self->context);
  self->set = set;
  self->is_filling = TRUE;
  gtk_editable_set_text (self->name, set->name);
  gtk_switch_set_active (self->is_default, set->is_default);
  gtk_widget_set_sensitive (self->default_row, !set->is_default);
  /* The rows are the sets, and one to add more. One alone is the default in any case. */
  gtk_widget_set_visible (self->default_row, self->rows->len > (set->id != NULL ? 2 : 0));
  self->is_filling = FALSE;
  self->context = attest_form_context_new (set->record, NULL, attest_list_control_new);
  attest_form_context_set_details_only (self->context);
  form = attest_form_view_new (self->context);
  adw_bin_set_child (self->form, form);
  g_signal_connect_object (set->record, "changed", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (self->remove, set->id != NULL);
  gtk_widget_set_visible (self->back, self->rows->len > 0);
  /* Who meets them for the first time is told what they are for. */
  adw_preferences_group_set_description (
      self->naming,
      self->rows->len == 0 ? adw_preferences_group_get_description (self->sets) : NULL);
  gtk_stack_set_visible_child_name (self->stack, "set");
  gtk_widget_child_focus (form, GTK_DIR_TAB_FORWARD);
}

static AttestPreset *
copy_set (const AttestPreset *set)
{
  AttestPreset *copy = attest_preset_new (set->role, set->name, set->record);

  copy->id = g_strdup (set->id);
  copy->is_default = set->is_default;
  return copy;
}

static void
set_chosen_cb (AdwActionRow *row, AttestDetailsWindow *self)
{
  const AttestPreset *set =
      attest_presets_find (self->presets, g_object_get_data (G_OBJECT (row), "attest-set"));

  if (set != NULL)
    show_set (self, copy_set (set));
}

static void
add_chosen_cb (AdwActionRow *row, AttestDetailsWindow *self)
{
  g_autoptr (AttestRecord) empty = attest_record_new (self->schema);
  AttestRecord *offer = attest_presets_get_offer (self->presets);
  g_autofree char *name = attest_preset_dup_name (offer != NULL ? offer : empty);

  show_set (self, attest_preset_new (ATTEST_PRESET_DETAILS, name, offer != NULL ? offer : empty));
  if (offer != NULL)
    edited_cb (self);
}

/* "Accepted in Test and Production" */
static char *
describe (const AttestPreset *set)
{
  g_autoptr (GString) places = g_string_new (NULL);
  g_autofree char *name = attest_preset_dup_name (set->record);
  g_autofree char *proof = NULL;

  for (AttestEnvironment i = 0; i < ATTEST_N_ENVIRONMENTS; i++)
    if (set->is_proved[i])
      attest_listing_add (places, attest_environment_get_label (i));
  /* TRANSLATORS: %s is one or several environments: “Practice, Test” */
  proof = places->len > 0 ? g_strdup_printf (_ ("accepted in %s"), places->str)
                          : g_strdup (_ ("nothing accepted yet"));
  return *name != '\0' ? g_strdup_printf ("%s · %s", name, proof) : g_steal_pointer (&proof);
}

static GtkWidget *
make_row (AttestDetailsWindow *self, const char *title, const char *subtitle, const char *icon)
{
  g_autofree char *shown = g_markup_escape_text (title, -1);
  g_autofree char *below = subtitle != NULL ? g_markup_escape_text (subtitle, -1) : NULL;
  GtkWidget *row = g_object_new (
      ADW_TYPE_ACTION_ROW, "title", shown, "subtitle", below, "activatable", TRUE, NULL);
  GtkWidget *image = g_object_new (
      GTK_TYPE_IMAGE, "icon-name", icon, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), image);
  adw_preferences_group_add (self->sets, row);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
fill_sets (AttestDetailsWindow *self)
{
  g_autoptr (GPtrArray) sets =
      attest_presets_list (self->presets, ATTEST_PRESET_DETAILS, self->schema);
  GtkWidget *row = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->sets, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < sets->len; i++)
    {
      const AttestPreset *set = g_ptr_array_index (sets, i);
      g_autofree char *what = describe (set);
      g_autofree char *subtitle = set->is_default && sets->len > 1
                                      ? g_strdup_printf ("%s · %s", _ ("Default"), what)
                                      : g_strdup (what);

      row = make_row (self, set->name, subtitle, "go-next-symbolic");
      g_object_set_data_full (G_OBJECT (row), "attest-set", g_strdup (set->id), g_free);
      g_signal_connect_object (row, "activated", G_CALLBACK (set_chosen_cb), self, 0);
    }
  if (sets->len == 0)
    return;
  row = make_row (self, _ ("Add Details…"), NULL, "list-add-symbolic");
  g_signal_connect_object (row, "activated", G_CALLBACK (add_chosen_cb), self, 0);
}

/* Where there is no set, one is entered. */
static void
show_sets (AttestDetailsWindow *self)
{
  save (self);
  g_clear_pointer (&self->set, attest_preset_free);
  fill_sets (self);
  if (self->rows->len == 0)
    {
      add_chosen_cb (NULL, self);
      return;
    }
  gtk_widget_set_visible (self->back, FALSE);
  gtk_widget_set_visible (self->remove, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "sets");
}

static void
back_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  show_sets (ATTEST_DETAILS_WINDOW (widget));
}

/* "details.restore": of the toast that said it was removed. */
static void
restore_cb (AdwToast *toast, AttestDetailsWindow *self)
{
  attest_presets_keep_async (self->presets,
                             g_object_get_data (G_OBJECT (toast), "attest-set"),
                             kept_cb,
                             g_object_ref (self));
  show_sets (self);
}

static void
free_set (gpointer set)
{
  attest_preset_free (set);
}

static void
remove_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestDetailsWindow *self = ATTEST_DETAILS_WINDOW (widget);
  AdwToast *toast = NULL;

  if (self->set == NULL || self->set->id == NULL)
    return;
  g_clear_handle_id (&self->save_id, g_source_remove);
  toast = adw_toast_new (_ ("Details removed"));
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_object_set_data_full (G_OBJECT (toast), "attest-set", copy_set (self->set), free_set);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (restore_cb), self, 0);
  attest_presets_remove (self->presets, self->set->id);
  show_sets (self);
  attest_plain_toast_show (self->toasts, toast);
}

static gboolean
attest_details_window_close_request (GtkWindow *window)
{
  save (ATTEST_DETAILS_WINDOW (window));
  return GTK_WINDOW_CLASS (attest_details_window_parent_class)->close_request (window);
}

static void
attest_details_window_dispose (GObject *object)
{
  AttestDetailsWindow *self = ATTEST_DETAILS_WINDOW (object);

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_clear_pointer (&self->set, attest_preset_free);
  g_clear_object (&self->context);
  g_clear_object (&self->presets);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (attest_details_window_parent_class)->dispose (object);
}

static void
attest_details_window_class_init (AttestDetailsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_details_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = attest_details_window_close_request;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/details/attest-details-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestDetailsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AttestDetailsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestDetailsWindow, back);
  gtk_widget_class_bind_template_child (widget_class, AttestDetailsWindow, remove);
  gtk_widget_class_bind_template_child (widget_class, AttestDetailsWindow, sets);
  gtk_widget_class_bind_template_child (widget_class, AttestDetailsWindow, naming);
  gtk_widget_class_bind_template_child (widget_class, AttestDetailsWindow, name);
  gtk_widget_class_bind_template_child (widget_class, AttestDetailsWindow, default_row);
  gtk_widget_class_bind_template_child (widget_class, AttestDetailsWindow, is_default);
  gtk_widget_class_bind_template_child (widget_class, AttestDetailsWindow, form);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, default_cb);
  gtk_widget_class_install_action (widget_class, "details.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "details.remove", NULL, remove_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_Left, GDK_ALT_MASK, "details.back", NULL);
}

static void
attest_details_window_init (AttestDetailsWindow *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  attest_clamps_follow_letters (GTK_WIDGET (self));
}

/**
 * attest_details_window_new:
 * @application: whose workspace it is; open
 *
 * Returns: (transfer floating): the window, not yet shown
 */
GtkWidget *
attest_details_window_new (AttestApplication *application)
{
  AttestDetailsWindow *self = g_object_new (ATTEST_TYPE_DETAILS_WINDOW, NULL);

  self->presets =
      g_object_ref (attest_workspace_get_presets (attest_application_get_workspace (application)));
  self->schema = attest_kinds_find_with_details ();
  show_sets (self);
  return GTK_WIDGET (self);
}
