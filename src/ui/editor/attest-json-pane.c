/* AttestJsonPane: follows a record while it is seen; nothing is written while it is hidden. Main
 * thread. */
#include "attest-config.h"
#include "editor/attest-json-pane.h"

#include "codec/attest-codec.h"
#include "http/attest-request.h"
#include "widgets/attest-copy-button.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

/* In pixels, of the window. */
#define MOST_WIDTH 460

struct _AttestJsonPane
{
  AdwBin parent_instance;

  AttestApplication *application; /* not owned */
  AttestRecord *record;
  GtkWidget *view;
  GtkWidget *copy;
  GtkWidget *copy_curl;
};

G_DEFINE_FINAL_TYPE (AttestJsonPane, attest_json_pane, ADW_TYPE_BIN)

/* The command sends the very bytes that Attest would. */
static char *
dup_curl (AttestJsonPane *self)
{
  const AttestService *service =
      attest_service_for_schema (attest_record_get_schema (self->record));
  const AttestEnvironment environment = attest_application_get_environment (self->application);
  const char *host = attest_workspace_get_host (
      attest_application_get_workspace (self->application), service, environment);
  const gboolean is_keyless = environment == ATTEST_ENVIRONMENT_PRACTICE;
  g_autofree char *body = attest_codec_write (self->record, ATTEST_CODEC_WIRE);
  g_autofree char *headers = attest_request_describe_headers (
      is_keyless ? NULL : service->key_header, service->key_prefix);
  g_autofree char *url = host != NULL ? attest_service_make_url (service, host) : NULL;

  return url != NULL ? attest_request_write_command (url, headers, body) : NULL;
}

static void
update_cb (AttestJsonPane *self)
{
  g_autofree char *json = NULL;
  g_autofree char *curl = NULL;

  if (self->record == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  json = attest_codec_write (self->record, ATTEST_CODEC_PRETTY);
  curl = dup_curl (self);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), json, -1);
  attest_copy_button_set_text (ATTEST_COPY_BUTTON (self->copy), json);
  attest_copy_button_set_text (ATTEST_COPY_BUTTON (self->copy_curl), curl);
}

static void
attest_json_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (attest_json_pane_parent_class)->map (widget);
  update_cb (ATTEST_JSON_PANE (widget));
}

static void
attest_json_pane_dispose (GObject *object)
{
  g_clear_object (&ATTEST_JSON_PANE (object)->record);
  G_OBJECT_CLASS (attest_json_pane_parent_class)->dispose (object);
}

static void
attest_json_pane_class_init (AttestJsonPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_json_pane_dispose;
  GTK_WIDGET_CLASS (klass)->map = attest_json_pane_map;
}

static GtkWidget *
add_copy (GtkWidget *box, const char *title, const char *label)
{
  GtkWidget *copy = g_object_new (ATTEST_TYPE_COPY_BUTTON, "label", label, "title", title, NULL);

  gtk_box_append (GTK_BOX (box), copy);
  return copy;
}

static GtkWidget *
make_view (AttestJsonPane *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->view = gtk_text_view_new ();
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_widget_add_css_class (self->view, "json-view");
  attest_readers_name (GTK_ACCESSIBLE (self->view), _ ("JSON that would be sent"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->view);
  attest_readers_name (GTK_ACCESSIBLE (scrolled), _ ("JSON that would be sent"));
  /* Its lines are long, and shorter ones will do where there is little room. */
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_width (GTK_SCROLLED_WINDOW (scrolled), MOST_WIDTH);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static void
attest_json_pane_init (AttestJsonPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_add_css_class (buttons, "json-buttons");
  self->copy = add_copy (buttons, _ ("Copy"), _ ("Copy the JSON"));
  self->copy_curl =
      add_copy (buttons,
                _ ("Copy as cURL"),
                _ ("Copy a terminal command that sends it; you add the key yourself"));
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_box_append (GTK_BOX (box), make_view (self));
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * attest_json_pane_set_record:
 * @self: a pane
 * @application: the application: where it would be sent
 * @record: what is shown from now on
 */
void
attest_json_pane_set_record (AttestJsonPane *self,
                             AttestApplication *application,
                             AttestRecord *record)
{
  g_return_if_fail (ATTEST_IS_JSON_PANE (self));
  g_return_if_fail (self->record == NULL);

  self->application = application;
  self->record = g_object_ref (record);
  g_signal_connect_object (record, "changed", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      application, "notify::environment", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (attest_application_get_workspace (application),
                           "hosts-changed",
                           G_CALLBACK (update_cb),
                           self,
                           G_CONNECT_SWAPPED);
  update_cb (self);
}
