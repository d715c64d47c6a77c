/* What is asked and told, and what stands above the page. See gallery-views.h. */
#include "attest-config.h"
#include "gallery-views.h"

#include "attest-environment-button.h"
#include "keys/attest-key-row.h"
#include "model/attest-certificate.h"
#include "outbox/attest-outbox-questions.h"
#include "widgets/attest-question.h"

#include <errno.h>
#include <glib/gi18n.h>

static AttestOutbox *
get_outbox (Gallery *self)
{
  return attest_workspace_get_outbox (attest_application_get_workspace (self->app));
}

/* In the store's words. */
#define FULL "The disk is full, or the file has reached its size limit. Free some space."

/* Above the page */

static GtkWidget *
show_notice (Gallery *self)
{
  g_assert_nonnull (attest_workspace_get_notice (attest_application_get_workspace (self->app)));
  return gallery_show_certificates (self);
}

static void
leave_notice (Gallery *self)
{
  attest_workspace_dismiss_notice (attest_application_get_workspace (self->app));
}

static AttestStore *
get_store (Gallery *self)
{
  return attest_workspace_get_store (attest_application_get_workspace (self->app));
}

static void
fail_to_write_cb (AttestStore *store)
{
  g_autoptr (GError) error =
      g_error_new (ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_FULL, "%s", _ (FULL));

  g_signal_emit_by_name (store, "write-failed", error);
}

/* It stays whatever is written meanwhile, as the size of the window. */
static GtkWidget *
show_error (Gallery *self)
{
  gallery_show_certificates (self);
  g_signal_connect_after (get_store (self), "written", G_CALLBACK (fail_to_write_cb), NULL);
  fail_to_write_cb (get_store (self));
  return GTK_WIDGET (self->main);
}

static void
leave_error (Gallery *self)
{
  g_signal_handlers_disconnect_by_func (get_store (self), fail_to_write_cb, NULL);
  g_signal_emit_by_name (get_store (self), "written");
}

/* Questions */

/* One more that waits in the outbox, which is paused. */
static AttestSubmission *
add_waiting (Gallery *self)
{
  static guint n_waiting;
  GListModel *rows = G_LIST_MODEL (get_outbox (self));
  g_autoptr (AttestRecord) record = gallery_make_certificate (GALLERY_N_SENT);
  g_autofree char *number = g_strdup_printf ("QEMS-2026-08%02u", n_waiting++);
  g_autoptr (AttestDraft) draft = NULL;

  gallery_set_paused (self, TRUE);
  attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, number);
  draft = gallery_add_record (self, record);
  gallery_enqueue (self, draft, ATTEST_ENVIRONMENT_PRACTICE);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (AttestSubmission) row = g_list_model_get_item (rows, i);

      if (g_str_equal (attest_submission_get_title (row), number))
        return g_steal_pointer (&row);
    }
  g_error ("nothing waits");
}

static void
let_go (Gallery *self)
{
  gallery_set_paused (self, FALSE);
  gallery_wait_until (self, "all to be sent", gallery_is_outbox_quiet, NULL);
}

static GtkWidget *
show_remove (Gallery *self)
{
  g_autoptr (AttestSubmission) waiting = add_waiting (self);
  g_autoptr (GPtrArray) some = g_ptr_array_new ();

  for (guint i = 0; i < GALLERY_N_WAITING; i++)
    g_ptr_array_add (some, waiting);
  attest_outbox_ask_to_remove (self->main, get_outbox (self), some);
  return gallery_wait_for_window (self, NULL);
}

static GtkWidget *
show_stop (Gallery *self)
{
  g_autoptr (AttestSubmission) waiting = add_waiting (self);

  attest_outbox_ask_to_stop (self->main, get_outbox (self), waiting);
  return gallery_wait_for_window (self, NULL);
}

static GtkWidget *
show_send_now (Gallery *self)
{
  g_autoptr (AttestSubmission) waiting = add_waiting (self);

  attest_outbox_ask_to_send_now (self->main, get_outbox (self), waiting);
  return gallery_wait_for_window (self, NULL);
}

static GtkWidget *
show_sign_in (Gallery *self)
{
  AttestRoute *route = attest_outbox_get_route (get_outbox (self));

  attest_sign_in_find_async (route->sign_in,
                             &(AttestSignInQuestion){ .proxy = "proxy.example.com:3128" },
                             NULL,
                             NULL,
                             NULL);
  return gallery_wait_for_window (self, NULL);
}

static GtkMenuButton *
get_environments (Gallery *self)
{
  return GTK_MENU_BUTTON (gallery_find_widget (
      gallery_find_widget (GTK_WIDGET (self->main), ATTEST_TYPE_ENVIRONMENT_BUTTON),
      GTK_TYPE_MENU_BUTTON));
}

static GtkWidget *
show_environments (Gallery *self)
{
  gallery_show_certificates (self);
  gallery_settle (GTK_WIDGET (self->main));
  gtk_menu_button_popup (get_environments (self));
  return gallery_show_popover (GTK_WIDGET (gtk_menu_button_get_popover (get_environments (self))));
}

static void
leave_environments (Gallery *self)
{
  gtk_menu_button_popdown (get_environments (self));
}

static GtkWidget *
show_production (Gallery *self)
{
  GtkWidget *list = gallery_find_widget (show_environments (self), GTK_TYPE_LIST_BOX);

  g_signal_emit_by_name (
      list,
      "row-activated",
      gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), ATTEST_ENVIRONMENT_PRODUCTION));
  return gallery_wait_for_window (self, NULL);
}

/* Of a place that needs one. */
static GtkWidget *
show_remove_key (Gallery *self)
{
  GtkWidget *keys = gallery_show_by_action (self, "keys");

  gallery_settle (keys);
  gtk_widget_activate_action (gallery_find_widget (keys, ATTEST_TYPE_KEY_ROW), "key.remove", NULL);
  return gallery_wait_for_window (self, keys);
}

static GtkWidget *
show_told (Gallery *self)
{
  attest_tell (self->main, _ ("The Record Cannot Be Opened"), _ (FULL));
  return gallery_wait_for_window (self, NULL);
}

const GalleryView gallery_notice_views[] = {
  { "notice", show_notice, leave_notice },
  { NULL, NULL, NULL },
};

const GalleryView gallery_question_views[] = {
  { "error", show_error, leave_error },
  { "environments", show_environments, leave_environments },
  { "ask-production", show_production, NULL },
  { "ask-remove", show_remove, let_go },
  { "ask-stop", show_stop, let_go },
  { "ask-send-now", show_send_now, let_go },
  { "ask-sign-in", show_sign_in, NULL },
  { "ask-remove-key", show_remove_key, NULL },
  { "told", show_told, NULL },
  { NULL, NULL, NULL },
};
