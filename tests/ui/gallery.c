/* See the header. */
#include "attest-config.h"
#include "gallery.h"

#include "attest-views.h"
#include "codec/attest-codec.h"
#include "details/attest-details-line.h"
#include "editor/attest-suggest-entry.h"
#include "imports/attest-import-window.h"
#include "keys/attest-host-window.h"
#include "keys/attest-key-window.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"
#include "unknown/attest-compare-dialog.h"
#include "unknown/attest-unknown-box.h"
#include "workspace/attest-read-back.h"

#include <glib/gi18n.h>
#include <locale.h>

#define NORMAL_DPI (96 * PANGO_SCALE)

/* How long anything may take that has to come, in microseconds. */
#define PATIENCE (60 * G_TIME_SPAN_SECOND)

typedef struct
{
  const char *name;
  GtkWidget *(*show) (Gallery *self);
  void (*leave) (Gallery *self); /* (nullable) */
} View;

/* Waiting */

typedef gboolean (*Condition) (Gallery *self, gpointer data);

static void
wait_until (Gallery *self, const char *what, Condition condition, gpointer data)
{
  gint64 until = g_get_monotonic_time () + PATIENCE;

  while (!condition (self, data))
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
      if (g_get_monotonic_time () > until)
        g_error ("waited in vain for %s", what);
    }
}

static gboolean
is_ready (Gallery *self, gpointer data)
{
  g_assert_null (attest_application_get_failure (self->app));
  return attest_application_get_ready (self->app) && attest_windows_get_main (self->app) != NULL;
}

static gboolean
has_result (Gallery *self, gpointer result)
{
  return *(GAsyncResult **) result != NULL;
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

static void
count_frame_cb (guint *n_frames)
{
  (*n_frames)++;
}

void
gallery_settle (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  guint n_frames = 0, n_quiet = 0;
  gint64 until = g_get_monotonic_time () + 2 * G_TIME_SPAN_SECOND;
  gulong handler;

  g_return_if_fail (clock != NULL);

  handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (count_frame_cb), &n_frames);
  gtk_widget_queue_draw (window);
  while ((n_frames < 2 || n_quiet < 20) && g_get_monotonic_time () < until)
    if (g_main_context_iteration (NULL, FALSE))
      n_quiet = 0;
    else
      {
        if (n_quiet == 10 && n_frames < 2)
          gtk_widget_queue_draw (window);
        n_quiet++;
        g_usleep (2000);
      }
  g_signal_handler_disconnect (clock, handler);
}

/* Windows */

static gboolean
is_shown (gpointer window)
{
  return gtk_widget_get_mapped (window) && gtk_widget_get_width (window) > 0;
}

/* The newest that is not the main one. */
static GtkWidget *
find_other_window (Gallery *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = g_list_model_get_n_items (windows); i-- > 0;)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (window != GTK_WIDGET (self->main) && is_shown (window))
        return window;
    }
  return NULL;
}

static gboolean
has_other_window (Gallery *self, gpointer except)
{
  GtkWidget *window = find_other_window (self);

  return window != NULL && window != except;
}

static gboolean
has_no_other_window (Gallery *self, gpointer data)
{
  return find_other_window (self) == NULL;
}

static GtkWidget *
wait_for_window (Gallery *self, GtkWidget *except)
{
  wait_until (self, "a window", has_other_window, except);
  return find_other_window (self);
}

static GtkWidget *
find_widget (GtkWidget *parent, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (parent, type) ? parent : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child))
      found = find_widget (child, type);
  return found;
}

static void
close_others (Gallery *self)
{
  GtkWidget *window = NULL;

  while ((window = find_other_window (self)) != NULL)
    {
      GtkWidget *popover = find_widget (window, GTK_TYPE_POPOVER);

      if (popover != NULL)
        gtk_popover_popdown (GTK_POPOVER (popover));
      if (ATTEST_IS_EDITOR_WINDOW (window))
        gtk_window_close (GTK_WINDOW (window));
      else
        gtk_window_destroy (GTK_WINDOW (window));
      for (guint i = 0; i < 100 && find_other_window (self) == window; i++)
        if (!g_main_context_iteration (NULL, FALSE))
          g_usleep (1000);
    }
  wait_until (self, "the windows to close", has_no_other_window, NULL);
}

/* Returns: (nullable): the first button, or button of a menu, that shows @icon */
static GtkWidget *
find_icon_button (GtkWidget *parent, const char *icon)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (parent)
      && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (parent)), icon) == 0)
    return parent;
  if (GTK_IS_MENU_BUTTON (parent)
      && g_strcmp0 (gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (parent)), icon) == 0)
    return parent;
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child))
      found = find_icon_button (child, icon);
  return found;
}

/* What opens below something in a window is looked at as a window is. */
static GtkWidget *
show_popover (GtkWidget *popover)
{
  gtk_popover_popup (GTK_POPOVER (popover));
  gallery_settle (popover);
  return popover;
}

static void
act (Gallery *self, const char *action, const char *target)
{
  g_action_group_activate_action (
      G_ACTION_GROUP (self->app), action, target != NULL ? g_variant_new_string (target) : NULL);
}

static GtkWidget *
show_view (Gallery *self, const char *view)
{
  attest_window_show_view (ATTEST_WINDOW (self->main), view);
  return GTK_WIDGET (self->main);
}

static GtkWidget *
show_by_action (Gallery *self, const char *action)
{
  act (self, action, NULL);
  return wait_for_window (self, NULL);
}

gboolean
gallery_resize (GtkWidget *window, int width, int height)
{
  gint64 until = g_get_monotonic_time () + 2 * G_TIME_SPAN_SECOND;
  GtkWidget *inside = gallery_get_inside (window);
  /* The frame that a window has where nothing draws shadows is not there otherwise. */
  int frame = gdk_surface_get_width (gtk_native_get_surface (GTK_NATIVE (window)))
              - gtk_widget_get_width (inside);

  int full_height = height >= 0 ? height + frame : -1;

  if (!GTK_IS_WINDOW (window))
    {
      gallery_settle (window);
      return TRUE;
    }
  gtk_window_set_default_size (GTK_WINDOW (window), width >= 0 ? width + frame : -1, full_height);
  while (width >= 0 && gtk_widget_get_width (inside) != width && g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      {
        /* It may have asked for more room while something in it was being folded away. */
        gtk_window_set_default_size (GTK_WINDOW (window), width + frame + 1, full_height);
        gtk_window_set_default_size (GTK_WINDOW (window), width + frame, full_height);
        g_usleep (1000);
      }
  gallery_settle (window);
  return width < 0 || gtk_widget_get_width (inside) <= width + 2;
}

void
gallery_set_letters (double scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (scale * NORMAL_DPI), NULL);
}

void
gallery_set_environment (const char *nick)
{
  g_autoptr (GSettings) settings = g_settings_new (ATTEST_APP_ID);

  g_settings_set_string (settings, "environment", nick);
}

GtkWidget *
gallery_get_inside (GtkWidget *window)
{
  return GTK_IS_NATIVE (window) ? gtk_widget_get_first_child (window) : window;
}

GdkTexture *
gallery_draw (GtkWidget *window, double scale)
{
  GtkWidget *inside = gallery_get_inside (window);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (window));
  g_autoptr (GskRenderNode) node = NULL;
  graphene_rect_t place;

  g_return_val_if_fail (gtk_widget_compute_bounds (inside, window, &place), NULL);

  gtk_snapshot_scale (snapshot, scale, scale);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-place.origin.x, -place.origin.y));
  gdk_paintable_snapshot (
      paintable, snapshot, gtk_widget_get_width (window), gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  graphene_rect_init (&place, 0, 0, place.size.width * scale, place.size.height * scale);
  return gsk_renderer_render_texture (renderer, node, &place);
}

/* What is in it */

/* "@-30" is the day thirty days ago. */
static gboolean
write_day_cb (const GMatchInfo *match, GString *result, gpointer data)
{
  g_autofree char *days = g_match_info_fetch (match, 1);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) day = g_date_time_add_days (now, atoi (days));
  g_autofree char *text = g_date_time_format (day, "%F");

  g_string_append (result, text);
  return FALSE;
}

static GPtrArray *
read_records (const AttestSchema *schema, const char *file)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("G_TEST_SRCDIR"), "data", "register", file, NULL);
  g_autoptr (GRegex) pattern = g_regex_new ("@([+-]\\d+)", 0, 0, NULL);
  g_autofree char *data = NULL;
  g_autofree char *dated = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  g_file_get_contents (path, &data, NULL, &error);
  g_assert_no_error (error);
  dated = g_regex_replace_eval (pattern, data, -1, 0, 0, write_day_cb, NULL, &error);
  g_assert_no_error (error);
  items = attest_codec_read_any (schema, dated, -1, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (records,
                     g_object_ref (((AttestCodecItem *) g_ptr_array_index (items, i))->record));
  return records;
}

static GPtrArray *
add_records (Gallery *self, const AttestSchema *schema, const char *file)
{
  AttestWorkspace *workspace = attest_application_get_workspace (self->app);
  g_autoptr (GPtrArray) records = read_records (schema, file);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *drafts = NULL;

  attest_workspace_add_drafts_async (workspace, records, NULL, keep_result_cb, &result);
  wait_until (self, "the records to be kept", has_result, &result);
  drafts = attest_workspace_add_drafts_finish (workspace, result, &error);
  g_assert_no_error (error);
  return drafts;
}

static AttestDraft *
get_certificate (Gallery *self, guint i)
{
  return g_ptr_array_index (self->certificates, i);
}

static gboolean
is_practice_there (Gallery *self, gpointer data)
{
  guint n = 0;
  const AttestService *const *services = attest_service_list (&n);

  return attest_workspace_get_host (
             attest_application_get_workspace (self->app), services[0], ATTEST_ENVIRONMENT_PRACTICE)
         != NULL;
}

static void
enqueue (Gallery *self, AttestDraft *draft)
{
  AttestWorkspace *workspace = attest_application_get_workspace (self->app);
  AttestOutbox *outbox = attest_workspace_get_outbox (workspace);
  const char *ids[] = { attest_draft_get_id (draft), NULL };
  const AttestPlanMany many = { .ids = ids, .environment = ATTEST_ENVIRONMENT_PRACTICE };
  g_autoptr (GAsyncResult) planned = NULL;
  g_autoptr (GAsyncResult) queued = NULL;
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (GPtrArray) submissions = NULL;
  g_autoptr (GError) error = NULL;

  attest_workspace_plan_drafts_async (workspace, &many, NULL, keep_result_cb, &planned);
  wait_until (self, "a plan", has_result, &planned);
  plans = attest_workspace_plan_drafts_finish (workspace, planned, &error);
  g_assert_no_error (error);
  attest_outbox_enqueue_async (outbox, plans, NULL, keep_result_cb, &queued);
  wait_until (self, "it to be queued", has_result, &queued);
  submissions = attest_outbox_enqueue_finish (outbox, queued, &error);
  g_assert_no_error (error);
}

static gboolean
is_outbox_quiet (Gallery *self, gpointer data)
{
  AttestOutbox *outbox = attest_workspace_get_outbox (attest_application_get_workspace (self->app));

  return attest_outbox_get_n_queued (outbox) == 0 && !attest_outbox_get_sending (outbox);
}

/* @mishap: what happens to it: see AttestMishap */
static void
send (Gallery *self, AttestDraft *draft, const char *mishap)
{
  act (self, "practice-reply", mishap);
  enqueue (self, draft);
  wait_until (self, "it to be sent", is_outbox_quiet, NULL);
}

static void
set_paused (Gallery *self, gboolean paused)
{
  attest_outbox_set_paused (
      attest_workspace_get_outbox (attest_application_get_workspace (self->app)), paused);
}

enum
{
  N_SENT = 22,
  REFUSED = 3,
  UNKNOWN = 7,
  N_WAITING = 4
};

static void
fill (Gallery *self)
{
  if (self->certificates != NULL)
    return;
  self->certificates = add_records (self, &attest_certificate_schema, "certificates.json");
  self->forms = add_records (self, &attest_form_schema, "forms.json");
  wait_until (self, "the practice service", is_practice_there, NULL);
  for (guint i = 0; i < N_SENT; i++)
    send (self,
          get_certificate (self, i),
          i % 9 == REFUSED ? "refuse"
          : i == UNKNOWN   ? "drop-after"
                           : "none");
  for (guint i = 0; i < 3; i++)
    send (self, g_ptr_array_index (self->forms, i), "none");
}

/* The views. Those with nothing in them come first. */

static GtkWidget *
show_certificates (Gallery *self)
{
  return show_view (self, attest_certificate_schema.name);
}

static GtkWidget *
show_forms (Gallery *self)
{
  return show_view (self, attest_form_schema.name);
}

static GtkWidget *
show_outbox (Gallery *self)
{
  return show_view (self, ATTEST_VIEW_OUTBOX);
}

static GtkWidget *
show_history (Gallery *self)
{
  return show_view (self, ATTEST_VIEW_HISTORY);
}

static GtkWidget *
show_no_certificates (Gallery *self)
{
  act (self, "skip-examples", NULL);
  return show_certificates (self);
}

static GtkWidget *
show_filled_certificates (Gallery *self)
{
  fill (self);
  return show_certificates (self);
}

static GtkSelectionModel *
get_selection (Gallery *self)
{
  return gtk_column_view_get_model (
      GTK_COLUMN_VIEW (find_widget (GTK_WIDGET (self->main), GTK_TYPE_COLUMN_VIEW)));
}

static GtkWidget *
show_selected (Gallery *self)
{
  show_certificates (self);
  gallery_settle (GTK_WIDGET (self->main));
  gtk_selection_model_select_range (get_selection (self), 1, 24, TRUE);
  return GTK_WIDGET (self->main);
}

static void
unselect (Gallery *self)
{
  if (find_widget (GTK_WIDGET (self->main), GTK_TYPE_COLUMN_VIEW) != NULL)
    gtk_selection_model_unselect_all (get_selection (self));
}

static void
search_for (Gallery *self, const char *text)
{
  GtkWidget *bar = NULL;

  show_certificates (self);
  gallery_settle (GTK_WIDGET (self->main));
  bar = find_widget (GTK_WIDGET (self->main), GTK_TYPE_SEARCH_BAR);
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (bar), TRUE);
  gallery_settle (GTK_WIDGET (self->main));
  gtk_editable_set_text (GTK_EDITABLE (find_widget (bar, GTK_TYPE_SEARCH_ENTRY)), text);
  for (guint i = 0; i < 5; i++) /* the entry waits a moment before it says so */
    gallery_settle (GTK_WIDGET (self->main));
}

static GtkWidget *
show_search (Gallery *self)
{
  search_for (self, "한");
  return GTK_WIDGET (self->main);
}

static GtkWidget *
show_nothing_found (Gallery *self)
{
  search_for (self, "xyzzy");
  return GTK_WIDGET (self->main);
}

static void
end_search (Gallery *self)
{
  GtkWidget *bar = find_widget (GTK_WIDGET (self->main), GTK_TYPE_SEARCH_BAR);

  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (bar), FALSE);
}

/* Editors */

static GtkWidget *
open_draft (Gallery *self, AttestDraft *draft)
{
  GtkWidget *window = NULL;

  attest_application_open_draft (self->app, draft, FALSE);
  window = wait_for_window (self, NULL);
  gallery_settle (window);
  return window;
}

static GtkWidget *
show_editor (Gallery *self)
{
  return open_draft (self, get_certificate (self, 9));
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
  GtkWidget *window = open_draft (self, get_certificate (self, 29));

  gtk_widget_activate_action (window, "editor.show-problems", NULL);
  attest_editor_window_send (ATTEST_EDITOR_WINDOW (window));
  return window;
}

static GtkWidget *
show_editor_refused (Gallery *self)
{
  GtkWidget *window = open_draft (self, get_certificate (self, REFUSED));

  gtk_widget_activate_action (window, "editor.show-reply", NULL);
  return window;
}

static GtkWidget *
show_editor_form (Gallery *self)
{
  return open_draft (self, g_ptr_array_index (self->forms, 0));
}

static GtkWidget *
show_new_record (Gallery *self, const char *schema)
{
  act (self, "new-record", schema);
  return wait_for_window (self, NULL);
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
has_popover (Gallery *self, gpointer parent)
{
  return find_widget (parent, GTK_TYPE_POPOVER) != NULL;
}

/* Returns: (nullable): the entry with completions in which @text stands */
static GtkWidget *
find_suggest_entry (GtkWidget *parent, const char *text)
{
  GtkWidget *found = NULL;

  if (ATTEST_IS_SUGGEST_ENTRY (parent))
    {
      found = attest_suggest_entry_get_entry (ATTEST_SUGGEST_ENTRY (parent));
      return g_str_equal (gtk_editable_get_text (GTK_EDITABLE (found)), text) ? found : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_suggest_entry (child, text);
  return found;
}

static GtkWidget *
show_entities (Gallery *self)
{
  GtkWidget *editor = show_editor_new (self);
  AttestRecord *record = attest_open_draft_get_record (
      attest_editor_window_get_open_draft (ATTEST_EDITOR_WINDOW (editor)));
  GtkWidget *entry = NULL;

  attest_record_set_text (record, ATTEST_CERTIFICATE_ENTITY_NAME, "한빛");
  gallery_settle (editor);
  entry = find_suggest_entry (editor, "한빛");
  g_assert_nonnull (entry);
  gtk_widget_grab_focus (entry);
  gallery_settle (editor);
  gtk_editable_set_text (GTK_EDITABLE (entry), "한");
  wait_until (self, "the entities", has_popover, editor);
  return find_widget (editor, GTK_TYPE_POPOVER);
}

/* The list is read from the practice service. */
static GtkWidget *
show_designs (Gallery *self)
{
  GtkWidget *editor = show_editor_form (self);
  GtkWidget *button = NULL;

  button = find_icon_button (editor, "view-list-symbolic");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  wait_until (self, "the designs", has_popover, editor);
  return find_widget (editor, GTK_TYPE_POPOVER);
}

/* What new records begin with */

static AttestPresets *
get_presets (Gallery *self)
{
  return attest_workspace_get_presets (attest_application_get_workspace (self->app));
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
  attest_presets_keep_async (get_presets (self), preset, keep_result_cb, &result);
  wait_until (self, "it to be kept", has_result, &result);
  id = attest_presets_keep_finish (get_presets (self), result, &error);
  g_assert_no_error (error);
}

/* As one that is in the register. */
static AttestRecord *
make_certificate (guint i)
{
  g_autoptr (GPtrArray) records = read_records (&attest_certificate_schema, "certificates.json");

  return g_object_ref (g_ptr_array_index (records, i));
}

static AttestRecord *
make_british_certificate (void)
{
  AttestRecord *record = make_certificate (1);

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
  keep_preset (self, ATTEST_PRESET_DETAILS, "한국품질인증원", make_certificate (0));
  keep_preset (self, ATTEST_PRESET_DETAILS, "Assurance Partners", make_british_certificate ());
}

static GtkWidget *
show_first_details (Gallery *self)
{
  return show_by_action (self, "details");
}

static GtkWidget *
show_details (Gallery *self)
{
  keep_details (self);
  return show_by_action (self, "details");
}

static GtkWidget *
show_details_set (Gallery *self)
{
  GtkWidget *window = show_details (self);

  gallery_settle (window);
  adw_action_row_activate (ADW_ACTION_ROW (find_widget (window, ADW_TYPE_ACTION_ROW)));
  return window;
}

static GtkWidget *
scroll_to_details (GtkWidget *editor)
{
  GtkWidget *line = find_widget (editor, ATTEST_TYPE_DETAILS_LINE);
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

static GtkWidget *
show_menu (Gallery *self)
{
  GtkWidget *button = NULL;

  show_certificates (self);
  keep_preset (self, ATTEST_PRESET_TEMPLATE, "ISO 9001 · 3년", make_certificate (0));
  keep_preset (self, ATTEST_PRESET_TEMPLATE, "Surveillance, several sites", make_certificate (1));
  gallery_settle (GTK_WIDGET (self->main));
  button = find_icon_button (GTK_WIDGET (self->main), "open-menu-symbolic");
  g_assert_nonnull (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  return show_popover (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))));
}

static void
leave_menu (Gallery *self)
{
  GtkWidget *button = find_icon_button (GTK_WIDGET (self->main), "open-menu-symbolic");

  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  remove_presets (self);
}

/* Questions */

static GtkWidget *
ask_about (Gallery *self, AttestDraft *draft)
{
  GtkWidget *editor = open_draft (self, draft);

  attest_editor_window_send (ATTEST_EDITOR_WINDOW (editor));
  return wait_for_window (self, editor);
}

static GtkWidget *
show_question (Gallery *self)
{
  return ask_about (self, get_certificate (self, 23));
}

static GtkWidget *
show_question_again (Gallery *self)
{
  return ask_about (self, get_certificate (self, 0));
}

static GtkWidget *
show_question_many (Gallery *self)
{
  GtkWidget *view = NULL;

  show_certificates (self);
  gallery_settle (GTK_WIDGET (self->main));
  gtk_selection_model_select_all (get_selection (self));
  gallery_settle (GTK_WIDGET (self->main));
  view = find_widget (GTK_WIDGET (self->main), GTK_TYPE_COLUMN_VIEW);
  gtk_widget_activate_action (view, "draft.send", NULL);
  return wait_for_window (self, NULL);
}

/* Outbox and history */

static GtkWidget *
show_waiting (Gallery *self)
{
  set_paused (self, TRUE);
  for (guint i = 0; i < N_WAITING; i++)
    enqueue (self, get_certificate (self, N_SENT + i));
  return show_outbox (self);
}

static void
set_pause (Gallery *self, int seconds)
{
  attest_dispatcher_set_pause (attest_outbox_get_dispatcher (attest_workspace_get_outbox (
                                   attest_application_get_workspace (self->app))),
                               attest_service_list (NULL)[0],
                               ATTEST_ENVIRONMENT_PRACTICE,
                               seconds);
}

static GtkWidget *
show_under_way (Gallery *self)
{
  set_pause (self, 20);
  set_paused (self, FALSE);
  return show_outbox (self);
}

static GtkWidget *
show_quit (Gallery *self)
{
  if (is_outbox_quiet (self, NULL))
    {
      show_waiting (self);
      show_under_way (self);
    }
  act (self, "quit", NULL);
  return wait_for_window (self, NULL);
}

static GtkWidget *
show_after_batch (Gallery *self)
{
  set_pause (self, 0);
  wait_until (self, "all to be sent", is_outbox_quiet, NULL);
  return show_outbox (self);
}

/* @to_compare: one that the service can be asked for */
static AttestSubmission *
find_submission (Gallery *self, AttestState state, gboolean to_compare)
{
  g_autoptr (AttestHistory) history = attest_history_new (
      attest_workspace_get_store (attest_application_get_workspace (self->app)));
  GListModel *rows = G_LIST_MODEL (history);

  for (guint tries = 0; tries < 100; tries++)
    {
      for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
        {
          g_autoptr (AttestSubmission) row = g_list_model_get_item (rows, i);

          if (attest_submission_get_loaded (row) && attest_submission_get_state (row) == state
              && (!to_compare || attest_read_back_is_possible (row)))
            return g_steal_pointer (&row);
        }
      gallery_settle (GTK_WIDGET (self->main));
    }
  g_error ("there is none in state %d", state);
}

static GtkWidget *
show_detail (Gallery *self, AttestState state)
{
  g_autoptr (AttestSubmission) row = find_submission (self, state, FALSE);

  attest_window_show_history (ATTEST_WINDOW (self->main), attest_submission_get_id (row));
  return GTK_WIDGET (self->main);
}

static GtkWidget *
show_detail_accepted (Gallery *self)
{
  return show_detail (self, ATTEST_STATE_ACCEPTED);
}

static GtkWidget *
show_detail_refused (Gallery *self)
{
  return show_detail (self, ATTEST_STATE_REFUSED);
}

static GtkWidget *
show_detail_unknown (Gallery *self)
{
  return show_detail (self, ATTEST_STATE_UNKNOWN);
}

static gboolean
is_answered (Gallery *self, gpointer dialog)
{
  return !GTK_IS_SPINNER (adw_message_dialog_get_extra_child (dialog));
}

static GtkWidget *
show_compared (Gallery *self)
{
  g_autoptr (AttestSubmission) row = find_submission (self, ATTEST_STATE_ACCEPTED, TRUE);
  GtkWidget *dialog = NULL;

  attest_compare_dialog_present (self->main, self->app, row);
  dialog = wait_for_window (self, NULL);
  wait_until (self, "the answer", is_answered, dialog);
  return dialog;
}

static GtkWidget *
decide (Gallery *self, const char *action)
{
  g_autoptr (AttestSubmission) row = find_submission (self, ATTEST_STATE_UNKNOWN, FALSE);

  attest_unknown_box_act (self->main, row, action);
  return wait_for_window (self, NULL);
}

static GtkWidget *
show_found (Gallery *self)
{
  return decide (self, "unknown.found");
}

static GtkWidget *
show_absent (Gallery *self)
{
  return decide (self, "unknown.absent");
}

/* Imports */

/* As an office's spreadsheet writes it: the file of the tests is UTF-8, to be read by people. */
static GFile *
make_ledger (void)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("G_TEST_SRCDIR"), "data", "sheets", "ledger.csv", NULL);
  g_autofree char *copy = g_build_filename (g_get_user_data_dir (), "인증대장.csv", NULL);
  g_autofree char *text = NULL;
  g_autofree char *bytes = NULL;
  gsize length = 0;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  bytes = g_convert (text, -1, "CP949", "UTF-8", NULL, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (copy, bytes, (gssize) length, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (copy);
}

static gboolean
is_read (Gallery *self, gpointer window)
{
  AttestImport *import = attest_import_window_get_import (window);

  return attest_import_get_workbook (import) != NULL && !attest_import_get_is_busy (import);
}

static GtkWidget *
open_ledger (Gallery *self, guint step)
{
  g_autoptr (GFile) file = make_ledger ();
  GtkWidget *window = attest_import_window_open (self->app, file);

  wait_until (self, "the sheet to be read", is_read, window);
  gallery_settle (window);
  gtk_widget_activate_action (window, "import.show-step", "u", step);
  gallery_settle (window);
  return window;
}

static GtkWidget *
show_import_file (Gallery *self)
{
  return open_ledger (self, 0);
}

static GtkWidget *
show_import_columns (Gallery *self)
{
  return open_ledger (self, 1);
}

static GtkWidget *
show_import_values (Gallery *self)
{
  return open_ledger (self, 2);
}

static GtkWidget *
show_import_review (Gallery *self)
{
  return open_ledger (self, 3);
}

static GtkWidget *
show_import_record (Gallery *self)
{
  GtkWidget *window = open_ledger (self, 3);

  gtk_widget_activate_action (window, "import.next-problem", NULL);
  return window;
}

static GtkWidget *
show_import_source (Gallery *self)
{
  GtkWidget *window = show_import_record (self);

  gtk_widget_activate_action (window, "import.show-source", NULL);
  return window;
}

/* One of what a column can be for. */
static GtkWidget *
show_import_fields (Gallery *self)
{
  GtkWidget *window = show_import_columns (self);

  adw_action_row_activate (ADW_ACTION_ROW (find_widget (window, ADW_TYPE_ACTION_ROW)));
  wait_until (self, "the fields", has_popover, window);
  return find_widget (window, GTK_TYPE_POPOVER);
}

static gboolean
is_at_rest (Gallery *self, gpointer window)
{
  return !attest_import_get_is_busy (attest_import_window_get_import (window));
}

static GtkWidget *
show_import_later (Gallery *self)
{
  GtkWidget *window = open_ledger (self, 2);

  gtk_widget_activate_action (window, "import.accept", NULL);
  wait_until (self, "what was decided", is_at_rest, window);
  gtk_window_close (GTK_WINDOW (window));
  return wait_for_window (self, window);
}

static GtkWidget *
show_imports (Gallery *self)
{
  return show_by_action (self, "imports");
}

/* A program that could do it is there; it is not asked to. */
static GtkWidget *
show_import_convert (Gallery *self)
{
  static const char old[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
                            "W\0o\0r\0k\0b\0o\0o\0k\0";
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "인증대장.xls", NULL);
  g_autofree char *program = g_build_filename (g_get_user_data_dir (), "soffice", NULL);
  g_autofree char *programs = g_strjoin (":", g_get_user_data_dir (), g_getenv ("PATH"), NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *window = NULL;

  g_setenv ("PATH", programs, TRUE);
  g_assert_true (
      g_file_set_contents_full (program, "#!/bin/sh\n", -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_assert_true (g_file_set_contents (path, old, sizeof old - 1, NULL));
  window = attest_import_window_open (self->app, file);
  for (guint i = 0; i < 5; i++)
    gallery_settle (window);
  return window;
}

static GtkWidget *
show_import_failed (Gallery *self)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "no-sheet.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *window = NULL;

  g_assert_true (g_file_set_contents (path, "\0\1\2\3\4", 5, NULL));
  window = attest_import_window_open (self->app, file);
  for (guint i = 0; i < 5; i++)
    gallery_settle (window);
  return window;
}

/* Tools */

static GtkWidget *
show_keys (Gallery *self)
{
  return show_by_action (self, "keys");
}

static GtkWidget *
show_preferences (Gallery *self)
{
  return show_by_action (self, "preferences");
}

static GtkWidget *
show_shortcuts (Gallery *self)
{
  return show_by_action (self, "shortcuts");
}

static GtkWidget *
show_help (Gallery *self)
{
  return show_by_action (self, "help");
}

static GtkWidget *
show_about (Gallery *self)
{
  return show_by_action (self, "about");
}

static GtkWidget *
present (Gallery *self, GtkWidget *window)
{
  gtk_window_set_transient_for (GTK_WINDOW (window), self->main);
  gtk_window_present (GTK_WINDOW (window));
  return wait_for_window (self, NULL);
}

static GtkWidget *
show_key (Gallery *self)
{
  AttestWorkspace *workspace = attest_application_get_workspace (self->app);
  const AttestService *service = attest_service_list (NULL)[0];
  const AttestPlace place = {
    service,
    ATTEST_ENVIRONMENT_TEST,
    attest_workspace_get_host (workspace, service, ATTEST_ENVIRONMENT_TEST),
  };

  return present (self,
                  attest_key_window_new (
                      attest_workspace_get_keyring (workspace), &place, ATTEST_KEY_ENTRY_ADD));
}

static GtkWidget *
show_host (Gallery *self)
{
  return present (self,
                  attest_host_window_new (attest_application_get_workspace (self->app),
                                          attest_service_list (NULL)[0],
                                          ATTEST_ENVIRONMENT_TEST));
}

/* Environments */

static GtkWidget *
show_test (Gallery *self)
{
  gallery_set_environment ("test");
  show_selected (self);
  return GTK_WIDGET (self->main);
}

static GtkWidget *
show_production (Gallery *self)
{
  gallery_set_environment ("production");
  show_selected (self);
  return GTK_WIDGET (self->main);
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

static GtkWidget *
show_question_production (Gallery *self)
{
  gallery_set_environment ("production");
  return show_question (self);
}

static void
go_back_to_practice (Gallery *self)
{
  unselect (self);
  gallery_set_environment ("practice");
  wait_until (self, "the practice service", is_practice_there, NULL);
}

static const View empty_views[] = {
  { "welcome", show_certificates, NULL },  { "no-certificates", show_no_certificates, NULL },
  { "no-forms", show_forms, NULL },        { "outbox-empty", show_outbox, NULL },
  { "history-empty", show_history, NULL },
};

static const View views[] = {
  { "certificates", show_filled_certificates, NULL },
  { "certificates-selected", show_selected, unselect },
  { "certificates-search", show_search, end_search },
  { "certificates-nothing-found", show_nothing_found, end_search },
  { "certificates-test", show_test, go_back_to_practice },
  { "certificates-production", show_production, go_back_to_practice },
  { "forms", show_forms, NULL },
  { "editor", show_editor, NULL },
  { "editor-json", show_editor_json, NULL },
  { "editor-problems", show_editor_problems, NULL },
  { "editor-refused", show_editor_refused, NULL },
  { "editor-new", show_editor_new, NULL },
  { "editor-test", show_editor_test, go_back_to_practice },
  { "editor-production", show_editor_production, go_back_to_practice },
  { "editor-form", show_editor_form, NULL },
  { "editor-new-form", show_editor_new_form, NULL },
  { "entities", show_entities, NULL },
  { "designs", show_designs, NULL },
  { "details-first", show_first_details, remove_presets },
  { "details", show_details, remove_presets },
  { "details-set", show_details_set, remove_presets },
  { "editor-details", show_editor_details, remove_presets },
  { "editor-details-other", show_editor_other_details, remove_presets },
  { "menu", show_menu, leave_menu },
  { "question", show_question, NULL },
  { "question-again", show_question_again, NULL },
  { "question-many", show_question_many, unselect },
  { "question-production", show_question_production, go_back_to_practice },
  { "outbox-unknown", show_outbox, NULL },
  { "outbox-waiting", show_waiting, NULL },
  { "outbox-under-way", show_under_way, NULL },
  { "quit", show_quit, NULL },
  { "outbox-after", show_after_batch, NULL },
  { "history", show_history, NULL },
  { "history-accepted", show_detail_accepted, NULL },
  { "history-refused", show_detail_refused, NULL },
  { "history-unknown", show_detail_unknown, NULL },
  { "compared", show_compared, NULL },
  { "found", show_found, NULL },
  { "absent", show_absent, NULL },
  { "import-file", show_import_file, NULL },
  { "import-columns", show_import_columns, NULL },
  { "import-fields", show_import_fields, NULL },
  { "import-values", show_import_values, NULL },
  { "import-review", show_import_review, NULL },
  { "import-record", show_import_record, NULL },
  { "import-source", show_import_source, NULL },
  { "import-convert", show_import_convert, NULL },
  { "import-failed", show_import_failed, NULL },
  { "import-later", show_import_later, NULL },
  { "imports", show_imports, NULL },
  { "keys", show_keys, NULL },
  { "key", show_key, NULL },
  { "host", show_host, NULL },
  { "preferences", show_preferences, NULL },
  { "shortcuts", show_shortcuts, NULL },
  { "help", show_help, NULL },
  { "about", show_about, NULL },
};

Gallery *
gallery_new (void)
{
  Gallery *self = g_new0 (Gallery, 1);
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("ATTEST_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  self->app = attest_program_new ();
  g_application_set_flags (G_APPLICATION (self->app), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (self->app), NULL, &error);
  g_assert_no_error (error);
  g_application_activate (G_APPLICATION (self->app));
  wait_until (self, "the workspace", is_ready, NULL);
  self->main = GTK_WINDOW (attest_windows_get_main (self->app));
  gallery_settle (GTK_WIDGET (self->main));
  return self;
}

void
gallery_free (Gallery *self)
{
  g_clear_pointer (&self->certificates, g_ptr_array_unref);
  g_clear_pointer (&self->forms, g_ptr_array_unref);
  attest_windows_destroy (self->app);
  attest_application_close_at_once (self->app, 10000);
  g_clear_object (&self->app);
  g_free (self);
}

static void
visit_view (Gallery *self, const View *view, GalleryVisit visit, gpointer data)
{
  GtkWidget *window = view->show (self);

  gallery_settle (window);
  visit (self, view->name, window, data);
  close_others (self);
  if (view->leave != NULL)
    view->leave (self);
}

void
gallery_walk (Gallery *self, const char *only, GalleryVisit visit, gpointer data)
{
  for (guint i = 0; self->certificates == NULL && i < G_N_ELEMENTS (empty_views); i++)
    if (g_str_has_prefix (empty_views[i].name, only))
      visit_view (self, &empty_views[i], visit, data);
  fill (self);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_str_has_prefix (views[i].name, only))
      visit_view (self, &views[i], visit, data);
}
