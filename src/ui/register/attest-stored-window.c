/* AttestStoredWindow: see the header. Nothing is asked of the service before somebody wants it;
 * what it listed last is there without it. */
#include "attest-config.h"
#include "register/attest-stored-window.h"

#include "base/attest-fold.h"
#include "widgets/attest-clamps.h"
#include "widgets/attest-letter-widths.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-question.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-time-text.h"
#include "widgets/attest-tooltip.h"
#include "widgets/attest-width-bin.h"
#include "widgets/attest-wrap-layout.h"

#include <glib/gi18n.h>
#include <string.h>

#define ID_KEY "attest-stored-id"
#define ROW_KEY "attest-stored-row"

/* Below that the buttons of a row stand under its words. */
#define WIDE_CHARS 60

/* Of a name; what does not end there is cut. */
#define MOST_LINES 4

struct _AttestStoredWindow
{
  AdwWindow parent_instance;

  AttestApplication *app; /* not owned: it outlives its windows */
  AttestPlace *place;     /* whose list it is */
  AttestStoredList *list; /* (nullable): being loaded */
  GHashTable *by_id;      /* id → AttestListed, of @list */
  GtkStringList *ids;     /* those that the search finds */
  GCancellable *cancellable;

  GtkWidget *head;
  GtkWidget *search;
  GtkWidget *spinner;
  GtkWidget *state;
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkWidget *read;
  GtkWidget *refresh;
  AttestWidthBin *width;
  GtkListView *list_view;
};

G_DEFINE_FINAL_TYPE (AttestStoredWindow, attest_stored_window, ADW_TYPE_WINDOW)

static const char *
get_name (const AttestListed *listed)
{
  const AttestSchema *schema = attest_record_get_schema (listed->stored->record);

  return attest_record_get_text (listed->stored->record, schema->title_field);
}

/* One row. */

typedef struct
{
  GtkWidget *name;
  GtkWidget *detail;
  GtkWidget *open; /* there if the record is here */
} Row;

static char *
describe (AttestStoredWindow *self, const AttestListed *listed)
{
  static const char *const known[] = {
    [ATTEST_KNOWN_NOT] = N_ ("Not here"),
    [ATTEST_KNOWN_BY_NAME] = N_ ("Same name here"),
    [ATTEST_KNOWN_BY_ID] = N_ ("Sent from here"),
  };
  g_autofree char *day = attest_time_format_day (listed->stored->created);

  /* TRANSLATORS: the number a service gave to a record */
  g_autofree char *number = g_strdup_printf (_ ("No. %s"), listed->stored->id);

  return g_strjoin (
      " · ", _ (known[listed->known]), number, *day != '\0' ? day : NULL, (char *) NULL);
}

static void
make_draft (AttestStoredWindow *self, const AttestListed *listed)
{
  attest_application_new_record (self->app, self->place->service->schema, listed->stored->record);
  attest_question_close_parent (GTK_WINDOW (self));
}

static void
answered_cb (AttestStoredWindow *self, const char *response, GtkWidget *dialog)
{
  const AttestListed *listed =
      g_hash_table_lookup (self->by_id, g_object_get_data (G_OBJECT (dialog), ID_KEY));

  if (g_str_equal (response, "draft") && listed != NULL)
    make_draft (self, listed);
}

/* What the list does not tell is told before. */
static void
ask (AttestStoredWindow *self, const AttestListed *listed, const char *untold)
{
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (self), _ ("Some Fields Are Not Listed"), NULL);
  g_autofree char *body =
      /* TRANSLATORS: a service, and a list of fields */
      g_strdup_printf (
          _ ("The list of %s does not include: %s.\nFill them in yourself in the new draft."),
          self->place->service->name,
          untold);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), body);
  adw_message_dialog_add_responses (
      ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "draft", _ ("_New Draft"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "draft");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), ID_KEY, g_strdup (listed->stored->id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
begin_draft (AttestStoredWindow *self, const AttestListed *listed)
{
  g_autofree char *untold = attest_stored_dup_untold (listed->stored);

  if (untold != NULL)
    ask (self, listed, untold);
  else
    make_draft (self, listed);
}

static void
draft_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestStoredWindow) self = user_data;
  g_autoptr (AttestDraft) draft = NULL;
  g_autoptr (GError) error = NULL;

  if (!attest_workspace_read_draft_finish (ATTEST_WORKSPACE (source), result, &draft, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        attest_tell (GTK_WINDOW (self), _ ("The Record Cannot Be Opened"), error->message);
      return;
    }
  if (draft == NULL)
    return;
  attest_application_open_draft (self->app, draft, FALSE);
  gtk_window_close (GTK_WINDOW (self));
}

static void
open_record (AttestStoredWindow *self, const AttestListed *listed)
{
  attest_workspace_read_draft_async (attest_application_get_workspace (self->app),
                                     listed->draft_id,
                                     self->cancellable,
                                     draft_read_cb,
                                     g_object_ref (self));
}

static const AttestListed *
get_listed (AttestStoredWindow *self, GtkListItem *item)
{
  GtkStringObject *id = gtk_list_item_get_item (item);

  return id != NULL ? g_hash_table_lookup (self->by_id, gtk_string_object_get_string (id)) : NULL;
}

static void
draft_clicked_cb (GtkListItem *item, GtkWidget *button)
{
  AttestStoredWindow *self = ATTEST_STORED_WINDOW (gtk_widget_get_root (button));
  const AttestListed *listed = get_listed (self, item);

  if (listed != NULL)
    begin_draft (self, listed);
}

static void
open_clicked_cb (GtkListItem *item, GtkWidget *button)
{
  AttestStoredWindow *self = ATTEST_STORED_WINDOW (gtk_widget_get_root (button));
  const AttestListed *listed = get_listed (self, item);

  if (listed != NULL && listed->draft_id != NULL)
    open_record (self, listed);
}

static GtkWidget *
add_label (GtkWidget *words, const char *style_class)
{
  GtkWidget *label = attest_plain_label_new (NULL, style_class);

  gtk_label_set_lines (GTK_LABEL (label), MOST_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (words), label);
  return label;
}

static GtkWidget *
add_button (GtkWidget *row, const char *label, GtkListItem *item, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", clicked, item, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), button);
  return button;
}

static gboolean
turn_row (GBinding *binding, const GValue *narrow, GValue *orientation, gpointer user_data)
{
  g_value_set_enum (orientation,
                    g_value_get_boolean (narrow) ? GTK_ORIENTATION_VERTICAL
                                                 : GTK_ORIENTATION_HORIZONTAL);
  return TRUE;
}

static void
setup_cb (AttestStoredWindow *self, GtkListItem *item)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_margin_start (line, 10);
  gtk_widget_set_margin_end (line, 10);
  gtk_widget_set_margin_top (line, 6);
  gtk_widget_set_margin_bottom (line, 6);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (buttons, GTK_ALIGN_CENTER);
  gtk_widget_set_layout_manager (buttons, attest_wrap_layout_new (FALSE));
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), buttons);
  row->name = add_label (words, NULL);
  row->detail = add_label (words, "caption");
  gtk_widget_add_css_class (row->detail, "dim-label");
  row->open = add_button (buttons, _ ("Open"), item, G_CALLBACK (open_clicked_cb));
  add_button (buttons, _ ("New Draft"), item, G_CALLBACK (draft_clicked_cb));
  g_object_bind_property_full (self->width,
                               "narrow",
                               line,
                               "orientation",
                               G_BINDING_SYNC_CREATE,
                               turn_row,
                               NULL,
                               NULL,
                               NULL);
  g_object_set_data_full (G_OBJECT (line), ROW_KEY, row, g_free);
  gtk_list_item_set_child (item, line);
}

static void
bind_cb (AttestStoredWindow *self, GtkListItem *item)
{
  const AttestListed *listed = get_listed (self, item);
  GtkWidget *line = gtk_list_item_get_child (item);
  const Row *row = g_object_get_data (G_OBJECT (line), ROW_KEY);
  g_autofree char *words = describe (self, listed);
  const char *name = get_name (listed);
  g_autofree char *whole = NULL;

  if (*name == '\0')
    name = _ (self->place->service->nouns.nameless);
  gtk_label_set_label (GTK_LABEL (row->name), name);
  gtk_label_set_label (GTK_LABEL (row->detail), words);
  gtk_widget_set_visible (row->open, listed->draft_id != NULL);
  whole = g_strdup_printf ("%s · %s", name, words);
  attest_readers_name (GTK_ACCESSIBLE (gtk_widget_get_parent (line)), whole);
}

/* The record here is what one means by it. */
static void
activate_cb (AttestStoredWindow *self, guint position)
{
  const char *id = gtk_string_list_get_string (self->ids, position);
  const AttestListed *listed = id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;

  if (listed == NULL)
    return;
  if (listed->draft_id != NULL)
    open_record (self, listed);
  else
    begin_draft (self, listed);
}

/* The list. */

static gboolean
is_found (const AttestListed *listed, const char *typed)
{
  g_autofree char *text = g_strdup_printf ("%s\n%s", get_name (listed), listed->stored->id);
  g_autofree char *folded = attest_text_fold_for_search (text);

  return strstr (folded, typed) != NULL;
}

static void
search_cb (AttestStoredWindow *self)
{
  g_autofree char *typed =
      attest_text_fold_for_search (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (self->ids));

  for (guint i = 0; self->list != NULL && i < self->list->listed->len; i++)
    {
      const AttestListed *listed = self->list->listed->pdata[i];

      if (is_found (listed, typed))
        g_ptr_array_add (found, listed->stored->id);
    }
  g_ptr_array_add (found, NULL);
  gtk_string_list_splice (self->ids, 0, n_before, (const char *const *) found->pdata);
}

static void
show_state (AttestStoredWindow *self, const GError *error)
{
  const char *label = attest_environment_get_label (self->place->environment);
  g_autofree char *read = NULL;
  g_autofree char *words = NULL;

  if (error != NULL)
    words = g_strdup (error->message);
  else if (self->list != NULL && self->list->read > 0)
    {
      g_autofree char *count = self->place->service->nouns.count (self->list->listed->len);

      read = attest_time_format_day (self->list->read);
      /* TRANSLATORS: the name of an environment, "3 forms", and a date with a time */
      words = g_strdup_printf (_ ("%s · %s · Read: %s"), label, count, read);
    }
  gtk_label_set_label (GTK_LABEL (self->state), words != NULL ? words : label);
  if (error != NULL)
    gtk_widget_add_css_class (self->state, "error");
  else
    gtk_widget_remove_css_class (self->state, "error");
}

static void
show_page (AttestStoredWindow *self)
{
  const gboolean is_read = self->list != NULL && self->list->read > 0;
  const gboolean is_empty = self->list == NULL || self->list->listed->len == 0;

  gtk_stack_set_visible_child_name (self->stack, is_empty ? "empty" : "list");
  gtk_widget_set_visible (self->search, !is_empty);
  gtk_widget_set_visible (self->refresh, is_read);
  gtk_widget_set_visible (self->read, !is_read);
  adw_status_page_set_title (self->empty,
                             is_read ? _ (self->place->service->nouns.none) : _ ("Not Read Yet"));
  adw_status_page_set_description (self->empty,
                                   is_read ? NULL
                                           : _ ("The service is asked only when you choose to. Its "
                                                "list is then kept here, even without a network."));
}

/* Takes @list. */
static void
take_list (AttestStoredWindow *self, AttestStoredList *list)
{
  gtk_string_list_splice (self->ids, 0, g_list_model_get_n_items (G_LIST_MODEL (self->ids)), NULL);
  g_hash_table_remove_all (self->by_id);
  attest_stored_list_free (self->list);
  self->list = list;
  for (guint i = 0; list != NULL && i < list->listed->len; i++)
    {
      AttestListed *listed = list->listed->pdata[i];

      g_hash_table_insert (self->by_id, listed->stored->id, listed);
    }
  search_cb (self);
  show_page (self);
}

static void
set_reading (AttestStoredWindow *self, gboolean reading)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "stored.read", !reading);
  gtk_widget_set_visible (self->spinner, reading);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), reading);
}

static void
take_answer (AttestStoredWindow *self, AttestStoredList *list, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_reading (self, FALSE);
  if (list != NULL)
    take_list (self, list);
  show_state (self, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestStoredWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  AttestStoredList *list = attest_store_stored_finish (ATTEST_STORE (source), result, &error);

  take_answer (self, list, error);
}

static void
load_list (AttestStoredWindow *self)
{
  attest_store_load_stored_async (
      attest_workspace_get_store (attest_application_get_workspace (self->app)),
      self->place,
      NULL,
      self->cancellable,
      loaded_cb,
      g_object_ref (self));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestStoredWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (attest_workspace_read_list_finish (ATTEST_WORKSPACE (source), result, &error))
    load_list (self);
  else
    take_answer (self, NULL, error);
}

static void
read_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestStoredWindow *self = ATTEST_STORED_WINDOW (widget);

  set_reading (self, TRUE);
  show_state (self, NULL);
  attest_workspace_read_list_async (attest_application_get_workspace (self->app),
                                    self->place,
                                    NULL,
                                    self->cancellable,
                                    read_cb,
                                    g_object_ref (self));
}

/* Class */

static void
attest_stored_window_dispose (GObject *object)
{
  g_cancellable_cancel (ATTEST_STORED_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (attest_stored_window_parent_class)->dispose (object);
}

static void
attest_stored_window_finalize (GObject *object)
{
  AttestStoredWindow *self = ATTEST_STORED_WINDOW (object);

  attest_place_free (self->place);
  g_hash_table_unref (self->by_id);
  attest_stored_list_free (self->list);
  g_object_unref (self->ids);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (attest_stored_window_parent_class)->finalize (object);
}

static void
attest_stored_window_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  AttestStoredWindow *self = ATTEST_STORED_WINDOW (widget);

  GTK_WIDGET_CLASS (attest_stored_window_parent_class)->css_changed (widget, change);
  if (self->width != NULL)
    g_object_set (self->width, "threshold", WIDE_CHARS * attest_letter_width (widget), NULL);
}

static void
attest_stored_window_class_init (AttestStoredWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_stored_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = attest_stored_window_finalize;
  widget_class->css_changed = attest_stored_window_css_changed;
  g_type_ensure (ATTEST_TYPE_WIDTH_BIN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/register/attest-stored-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestStoredWindow, head);
  gtk_widget_class_bind_template_child (widget_class, AttestStoredWindow, search);
  gtk_widget_class_bind_template_child (widget_class, AttestStoredWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, AttestStoredWindow, state);
  gtk_widget_class_bind_template_child (widget_class, AttestStoredWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestStoredWindow, empty);
  gtk_widget_class_bind_template_child (widget_class, AttestStoredWindow, read);
  gtk_widget_class_bind_template_child (widget_class, AttestStoredWindow, refresh);
  gtk_widget_class_bind_template_child (widget_class, AttestStoredWindow, width);
  gtk_widget_class_bind_template_child (widget_class, AttestStoredWindow, list_view);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_install_action (widget_class, "stored.read", NULL, read_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "stored.read", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
attest_stored_window_init (AttestStoredWindow *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) model = NULL;

  self->cancellable = g_cancellable_new ();
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->ids = gtk_string_list_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  attest_clamps_follow_letters (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->ids)));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (model));
  gtk_list_view_set_factory (self->list_view, factory);
  attest_tooltip_name (self->refresh, _ ("Read the List Again"), _ ("Read the List Again (F5)"));
}

/**
 * attest_stored_window_dup_title:
 * @service: a service that lists its records
 *
 * Returns: (transfer full): what such a list is called
 */
char *
attest_stored_window_dup_title (const AttestService *service)
{
  /* TRANSLATORS: "Forms", and the name of a service */
  return g_strdup_printf (_ ("%s on %s"), _ (service->nouns.many), service->name);
}

/**
 * attest_stored_window_new:
 * @application: the application; its workspace is open
 * @service: a service that lists its records
 *
 * Returns: (transfer floating): the window for the environment there is now, not yet shown
 */
GtkWidget *
attest_stored_window_new (AttestApplication *application, const AttestService *service)
{
  AttestStoredWindow *self = g_object_new (ATTEST_TYPE_STORED_WINDOW, NULL);
  AttestWorkspace *workspace = attest_application_get_workspace (application);
  AttestPlace place = { service, attest_application_get_environment (application) };
  g_autofree char *title = attest_stored_window_dup_title (service);
  /* TRANSLATORS: the name of a service */
  g_autofree char *read = g_strdup_printf (_ ("_Read From %s"), service->name);

  self->app = application;
  place.host = attest_workspace_get_host (workspace, service, place.environment);
  self->place = attest_place_copy (&place);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_button_set_label (GTK_BUTTON (self->read), read);
  gtk_button_set_use_underline (GTK_BUTTON (self->read), TRUE);
  attest_readers_name (GTK_ACCESSIBLE (self->search), _ (service->nouns.search));
  attest_readers_name (GTK_ACCESSIBLE (self->list_view), title);
  g_object_set (self->search, "placeholder-text", _ (service->nouns.search), NULL);
  show_page (self);
  show_state (self, NULL);
  load_list (self);
  return GTK_WIDGET (self);
}
