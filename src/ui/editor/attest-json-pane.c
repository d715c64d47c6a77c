/* AttestJsonPane: follows a record while it is seen; nothing is written while it is hidden. Main
 * thread. */
#include "attest-config.h"
#include "editor/attest-json-pane.h"

#include "codec/attest-codec.h"

#include <glib/gi18n.h>

struct _AttestJsonPane
{
  AdwBin parent_instance;

  AttestRecord *record;
  GtkWidget *view;
};

G_DEFINE_FINAL_TYPE (AttestJsonPane, attest_json_pane, ADW_TYPE_BIN)

static void
update_cb (AttestJsonPane *self)
{
  g_autofree char *json = NULL;

  if (self->record == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  json = attest_codec_write (self->record, ATTEST_CODEC_PRETTY);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), json, -1);
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

static void
attest_json_pane_init (AttestJsonPane *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->view = gtk_text_view_new ();
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (self->view, "json-view");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("JSON that would be sent"),
                                  -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->view);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (scrolled), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("JSON that would be sent"), -1);
  gtk_widget_set_vexpand (scrolled, TRUE);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

/**
 * attest_json_pane_set_record:
 * @self: a pane
 * @record: what is shown from now on
 */
void
attest_json_pane_set_record (AttestJsonPane *self, AttestRecord *record)
{
  g_return_if_fail (ATTEST_IS_JSON_PANE (self));
  g_return_if_fail (self->record == NULL);

  self->record = g_object_ref (record);
  g_signal_connect_object (record, "changed", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  update_cb (self);
}
