/* Editors, and what new records begin with. See gallery-views.h. */
#include "attest-config.h"
#include "gallery-views.h"

#include "details/attest-details-line.h"
#include "editor/attest-form-view.h"
#include "editor/attest-suggest-entry.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"

#include <glib/gi18n.h>

GtkWidget *
gallery_open_draft (Gallery *self, AttestDraft *draft)
{
  GtkWidget *window = NULL;

  attest_application_open_draft (self->app, draft, FALSE);
  window = gallery_wait_for_window (self, NULL);
  gallery_settle (window);
  return window;
}

static GtkWidget *
show_editor (Gallery *self)
{
  return gallery_open_draft (self, gallery_get_certificate (self, 9));
}

static GtkWidget *
show_editor_json (Gallery *self)
{
  GtkWidget *window = show_editor (self);

  gtk_widget_activate_action (window, "editor.show-json", NULL);
  return window;
}

static GtkWidget *
show_editor_problems (Gallery *self)
{
  GtkWidget *window = gallery_open_draft (self, gallery_get_certificate (self, 29));

  gtk_widget_activate_action (window, "editor.show-problems", NULL);
  attest_editor_window_send (ATTEST_EDITOR_WINDOW (window));
  return window;
}

/* What sending that leads to nothing says, for as long as it is looked at. */
static void
say_errors (GtkWidget *editor, const char *offer)
{
  const guint n = 3;
  g_autofree char *words = g_strdup_printf (
      ngettext ("Fix %u error before sending", "Fix %u errors before sending", n), n);
  AdwToast *toast = adw_toast_new (words);

  adw_toast_set_button_label (toast, offer);
  adw_toast_set_timeout (toast, 0);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  attest_editor_window_add_toast (ATTEST_EDITOR_WINDOW (editor), toast);
}

static GtkWidget *
show_editor_told (Gallery *self)
{
  GtkWidget *editor = gallery_open_draft (self, gallery_get_certificate (self, 29));

  attest_editor_window_send (ATTEST_EDITOR_WINDOW (editor));
  say_errors (editor, NULL);
  return editor;
}

/* At the last field, below which the form ends, and with a button. */
static GtkWidget *
show_editor_told_last (Gallery *self)
{
  GtkWidget *editor = gallery_open_draft (self, g_ptr_array_index (self->forms, 0));
  GtkWidget *form = gallery_find_widget (editor, ATTEST_TYPE_FORM_VIEW);

  gtk_window_set_focus (GTK_WINDOW (editor), NULL);
  gtk_widget_child_focus (form, GTK_DIR_TAB_BACKWARD);
  say_errors (editor, _ ("_Undo"));
  return editor;
}

static GtkWidget *
show_editor_refused (Gallery *self)
{
  GtkWidget *window = gallery_open_draft (self, gallery_get_certificate (self, GALLERY_REFUSED));

  gtk_widget_activate_action (window, "editor.show-reply", NULL);
  return window;
}

static AttestWorkspace *
get_workspace (Gallery *self)
{
  return attest_application_get_workspace (self->app);
}

static AttestOpenDraft *
get_open_draft (GtkWidget *editor)
{
  return attest_editor_window_get_open_draft (ATTEST_EDITOR_WINDOW (editor));
}

static GtkWidget *
show_editor_of_new (Gallery *self)
{
  g_autoptr (AttestRecord) record = gallery_make_certificate (9);
  g_autoptr (AttestDraft) draft = NULL;

  attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, "QMS-2026-2001");
  draft = gallery_add_record (self, record);
  return gallery_open_draft (self, draft);
}

static void
type_scope (GtkWidget *editor, const char *text)
{
  attest_record_set_text (
      attest_open_draft_get_record (get_open_draft (editor)), ATTEST_CERTIFICATE_SCOPE, text);
}

static gboolean
has_other (Gallery *self, gpointer editor)
{
  return attest_open_draft_get_other (get_open_draft (editor)) != NULL;
}

/* Somebody else is faster while it is typed in. */
static GtkWidget *
show_editor_other (Gallery *self)
{
  GtkWidget *editor = show_editor_of_new (self);
  AttestDraft *draft = attest_open_draft_get_draft (get_open_draft (editor));
  g_autoptr (AttestRecord) theirs =
      attest_record_copy (attest_open_draft_get_record (get_open_draft (editor)));

  attest_record_set_text (theirs, ATTEST_CERTIFICATE_SCOPE, "Valves");
  type_scope (editor, "Pumps");
  attest_workspace_save_draft_async (get_workspace (self),
                                     attest_draft_get_id (draft),
                                     attest_draft_get_changed (draft),
                                     theirs,
                                     NULL,
                                     NULL);
  gallery_wait_until (self, "the other version", has_other, editor);
  return editor;
}

static gboolean
is_unsaved (Gallery *self, gpointer editor)
{
  return attest_open_draft_get_save_state (get_open_draft (editor)) == ATTEST_SAVE_FAILED;
}

/* Before it saves what was typed, and asks if that fails. */
static gboolean
make_room_cb (GtkWindow *editor)
{
  gallery_set_disk_full (FALSE);
  return FALSE;
}

static GtkWidget *
show_editor_unsaved (Gallery *self)
{
  GtkWidget *editor = show_editor_of_new (self);

  g_signal_connect (editor, "close-request", G_CALLBACK (make_room_cb), NULL);
  gallery_set_disk_full (TRUE);
  type_scope (editor, "Pumps");
  gallery_wait_until (self, "that it cannot be saved", is_unsaved, editor);
  return editor;
}

static GtkWidget *
show_editor_form (Gallery *self)
{
  return gallery_open_draft (self, g_ptr_array_index (self->forms, 0));
}

static GtkWidget *
show_new_record (Gallery *self, const char *schema)
{
  gallery_act (self, "new-record", schema);
  return gallery_wait_for_window (self, NULL);
}

static GtkWidget *
show_editor_new (Gallery *self)
{
  return show_new_record (self, attest_certificate_schema.name);
}

static GtkWidget *
show_editor_new_form (Gallery *self)
{
  return show_new_record (self, attest_form_schema.name);
}

static gboolean
has_text (GtkWidget *widget, const char *text)
{
  g_autofree char *shown = NULL;

  if (GTK_IS_TEXT_VIEW (widget))
    g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), "text", &shown, NULL);
  else
    g_object_get (widget, "text", &shown, NULL);
  return g_str_equal (shown, text);
}

static void
type_over (GtkWidget *widget, const char *text)
{
  GtkTextBuffer *buffer = NULL;

  if (!GTK_IS_TEXT_VIEW (widget))
    {
      gtk_editable_set_text (GTK_EDITABLE (widget), text);
      return;
    }
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget));
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_set_text (buffer, "", -1);
  gtk_text_buffer_insert_at_cursor (buffer, text, -1);
  gtk_text_buffer_end_user_action (buffer);
}

/* Returns: (nullable): the entry or view with completions in which @text stands */
static GtkWidget *
find_suggest_entry (GtkWidget *parent, const char *text)
{
  GtkWidget *found = NULL;

  if (ATTEST_IS_SUGGEST_ENTRY (parent))
    {
      found = attest_suggest_entry_get_entry (ATTEST_SUGGEST_ENTRY (parent));
      return has_text (found, text) ? found : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_suggest_entry (child, text);
  return found;
}

/* Something is typed that was typed before. */
static GtkWidget *
type_known (Gallery *self, guint field, const char *known, const char *typed)
{
  GtkWidget *editor = show_editor_new (self);
  AttestRecord *record = attest_open_draft_get_record (get_open_draft (editor));
  GtkWidget *entry = NULL;

  attest_record_set_text (record, field, known);
  gallery_settle (editor);
  entry = find_suggest_entry (editor, known);
  g_assert_nonnull (entry);
  gtk_widget_grab_focus (entry);
  gallery_settle (editor);
  type_over (entry, typed);
  gallery_wait_until (self, "what fits", gallery_has_popover, editor);
  return gallery_find_widget (editor, GTK_TYPE_POPOVER);
}

static GtkWidget *
show_entities (Gallery *self)
{
  return type_known (self, ATTEST_CERTIFICATE_ENTITY_NAME, "한빛", "한");
}

static GtkWidget *
show_suggestions (Gallery *self)
{
  return type_known (self, ATTEST_CERTIFICATE_ENTITY_COUNTRY, "Korea", "Un");
}

static GtkWidget *
show_texts (Gallery *self)
{
  return type_known (self, ATTEST_CERTIFICATE_ENTITY_STATE, "경상", "경");
}

static GtkWidget *
show_phrases (Gallery *self)
{
  return type_known (self, ATTEST_CERTIFICATE_SCOPE, "정밀 가공", "Steel parts, 자동차용");
}

/* The list is read from the practice service. */
static GtkWidget *
show_designs (Gallery *self)
{
  GtkWidget *editor = show_editor_form (self);
  GtkWidget *button = NULL;

  button = gallery_find_icon_button (editor, "view-list-symbolic");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  gallery_wait_until (self, "the designs", gallery_has_popover, editor);
  return gallery_find_widget (editor, GTK_TYPE_POPOVER);
}

/* The last that is shown, in the order of the form. */
static GtkWidget *
find_last (GtkWidget *parent, const char *name)
{
  GtkWidget *found = gtk_widget_has_css_class (parent, name) ? parent : NULL;

  for (GtkWidget *child = gtk_widget_get_last_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_prev_sibling (child))
    if (gtk_widget_get_mapped (child))
      found = find_last (child, name);
  return found;
}

static gboolean
offers_pictures (Gallery *self, gpointer editor)
{
  return find_last (editor, "pictures") != NULL;
}

static gboolean
has_pictures (Gallery *self, gpointer editor)
{
  return !offers_pictures (self, editor);
}

/* Those of badges, each asked for as if the button was pressed. */
static GtkWidget *
show_design_pictures (Gallery *self)
{
  GtkWidget *editor = show_editor_form (self);

  g_signal_emit_by_name (find_last (editor, "choose-design"), "clicked");
  gallery_wait_until (self, "the offer of pictures", offers_pictures, editor);
  g_signal_emit_by_name (find_last (editor, "pictures"), "clicked");
  gallery_wait_until (self, "the pictures", has_pictures, editor);
  return gallery_find_widget (editor, GTK_TYPE_POPOVER);
}

static GtkWidget *
show_editor_test (Gallery *self)
{
  gallery_set_environment ("test");
  return show_editor (self);
}

static GtkWidget *
show_editor_production (Gallery *self)
{
  gallery_set_environment ("production");
  return show_editor (self);
}

/* What new records begin with */

static AttestPresets *
get_presets (Gallery *self)
{
  return attest_workspace_get_presets (get_workspace (self));
}

/* Takes @record. */
static void
keep_preset (Gallery *self, AttestPresetRole role, const char *name, AttestRecord *record)
{
  g_autoptr (AttestRecord) own = record;
  g_autoptr (AttestPreset) preset = attest_preset_new (role, name, own);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  preset->id = attest_preset_make_id (role, &attest_certificate_schema);
  attest_presets_keep_async (get_presets (self), preset, gallery_keep_result_cb, &result);
  gallery_wait_until (self, "it to be kept", gallery_has_result, &result);
  id = attest_presets_keep_finish (get_presets (self), result, &error);
  g_assert_no_error (error);
}

static AttestRecord *
make_british_certificate (void)
{
  AttestRecord *record = gallery_make_certificate (1);

  attest_record_set_text (
      record, ATTEST_CERTIFICATE_AB_NAME, "United Kingdom Accreditation Service");
  attest_record_set_text (record, ATTEST_CERTIFICATE_AB_ACRONYM, "UKAS");
  attest_record_set_text (
      record, ATTEST_CERTIFICATE_CB_NAME, "Practice Assurance Partners Limited");
  attest_record_set_text (record, ATTEST_CERTIFICATE_CB_ACRONYM, "PAP");
  return record;
}

static void
remove_presets (Gallery *self)
{
  for (int role = ATTEST_PRESET_DETAILS; role <= ATTEST_PRESET_TEMPLATE; role++)
    {
      g_autoptr (GPtrArray) all =
          attest_presets_list (get_presets (self), role, &attest_certificate_schema);
      g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

      for (guint i = 0; i < all->len; i++)
        g_ptr_array_add (ids, g_strdup (((AttestPreset *) g_ptr_array_index (all, i))->id));
      for (guint i = 0; i < ids->len; i++)
        attest_presets_remove (get_presets (self), g_ptr_array_index (ids, i));
    }
}

static void
keep_details (Gallery *self)
{
  keep_preset (self, ATTEST_PRESET_DETAILS, "한국품질인증원", gallery_make_certificate (0));
  keep_preset (self, ATTEST_PRESET_DETAILS, "Assurance Partners", make_british_certificate ());
}

static GtkWidget *
show_first_details (Gallery *self)
{
  return gallery_show_by_action (self, "details");
}

static GtkWidget *
show_details (Gallery *self)
{
  keep_details (self);
  return gallery_show_by_action (self, "details");
}

static GtkWidget *
show_details_set (Gallery *self)
{
  GtkWidget *window = show_details (self);

  gallery_settle (window);
  adw_action_row_activate (ADW_ACTION_ROW (gallery_find_widget (window, ADW_TYPE_ACTION_ROW)));
  return window;
}

static GtkWidget *
scroll_to_details (GtkWidget *editor)
{
  GtkWidget *line = gallery_find_widget (editor, ATTEST_TYPE_DETAILS_LINE);
  GtkWidget *form = gtk_widget_get_ancestor (line, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t place;

  gallery_settle (editor);
  if (gtk_widget_compute_bounds (line, form, &place))
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (form)),
                              place.origin.y - 24);
  return editor;
}

static GtkWidget *
show_editor_details (Gallery *self)
{
  keep_details (self);
  return scroll_to_details (show_editor_new (self));
}

/* Where the record says something else. */
static GtkWidget *
show_editor_other_details (Gallery *self)
{
  keep_preset (self, ATTEST_PRESET_DETAILS, "Assurance Partners", make_british_certificate ());
  return scroll_to_details (show_editor (self));
}

static void
keep_templates (Gallery *self)
{
  keep_preset (self, ATTEST_PRESET_TEMPLATE, "ISO 9001 · 3년", gallery_make_certificate (0));
  keep_preset (
      self, ATTEST_PRESET_TEMPLATE, "Surveillance, several sites", gallery_make_certificate (1));
}

static GtkWidget *
show_menu (Gallery *self)
{
  GtkWidget *button = NULL;

  gallery_show_certificates (self);
  keep_templates (self);
  gallery_settle (GTK_WIDGET (self->main));
  button = gallery_find_icon_button (GTK_WIDGET (self->main), "open-menu-symbolic");
  g_assert_nonnull (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  return gallery_show_popover (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))));
}

static GtkWidget *
show_templates (Gallery *self)
{
  keep_templates (self);
  return gallery_show_by_action (self, "preferences");
}

/* With what stays from one record to the next. */
static GtkWidget *
show_editor_menu (Gallery *self)
{
  GtkWidget *editor = show_editor (self);
  GtkWidget *button = gallery_find_icon_button (editor, "open-menu-symbolic");

  return gallery_show_popover (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))));
}

static GtkWidget *
show_save_template (Gallery *self)
{
  GtkWidget *editor = show_editor (self);

  gtk_widget_activate_action (editor, "editor.save-template", NULL);
  return gallery_wait_for_window (self, editor);
}

/* Scrolled to the end, where the lists are. */
static GtkWidget *
show_editor_sites (Gallery *self)
{
  GtkWidget *editor = gallery_open_draft (self, gallery_get_certificate (self, 0));
  GtkWidget *form = gallery_find_widget (editor, ATTEST_TYPE_FORM_VIEW);
  GtkWidget *scroller = gtk_widget_get_ancestor (form, GTK_TYPE_SCROLLED_WINDOW);

  if (scroller == NULL)
    scroller = gallery_find_widget (form, GTK_TYPE_SCROLLED_WINDOW);
  gallery_settle (editor);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)),
                            G_MAXINT);
  return editor;
}

static void
leave_menu (Gallery *self)
{
  GtkWidget *button = gallery_find_icon_button (GTK_WIDGET (self->main), "open-menu-symbolic");

  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  remove_presets (self);
}

const GalleryView gallery_editor_views[] = {
  { "editor", show_editor, NULL },
  { "editor-json", show_editor_json, NULL },
  { "editor-problems", show_editor_problems, NULL },
  { "editor-told", show_editor_told, NULL },
  { "editor-told-last", show_editor_told_last, NULL },
  { "editor-refused", show_editor_refused, NULL },
  { "editor-other", show_editor_other, NULL },
  { "editor-unsaved", show_editor_unsaved, NULL },
  { "editor-new", show_editor_new, NULL },
  { "editor-test", show_editor_test, gallery_go_back_to_practice },
  { "editor-production", show_editor_production, gallery_go_back_to_practice },
  { "editor-form", show_editor_form, NULL },
  { "editor-new-form", show_editor_new_form, NULL },
  { "entities", show_entities, NULL },
  { "suggestions", show_suggestions, NULL },
  { "texts", show_texts, NULL },
  { "phrases", show_phrases, NULL },
  { "designs", show_designs, NULL },
  { "design-pictures", show_design_pictures, NULL },
  { "details-first", show_first_details, remove_presets },
  { "details", show_details, remove_presets },
  { "details-set", show_details_set, remove_presets },
  { "editor-details", show_editor_details, remove_presets },
  { "editor-details-other", show_editor_other_details, remove_presets },
  { "editor-sites", show_editor_sites, NULL },
  { "editor-menu", show_editor_menu, NULL },
  { "menu", show_menu, leave_menu },
  { "template", show_save_template, NULL },
  { "templates", show_templates, remove_presets },
  { NULL, NULL, NULL },
};
