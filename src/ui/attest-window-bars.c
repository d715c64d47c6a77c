/* What the window tells above its page, until it is over or somebody has seen it: an error, a
 * notice, an offer. Most windows never have any of them. Main thread. */
#include "attest-config.h"

#include "application/attest-application.h"
#include "attest-main-menu.h"
#include "attest-window-private.h"
#include "register/attest-register-page.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-wrap-layout.h"

#include <glib/gi18n.h>

static AttestPresets *
get_presets (AttestWindow *self)
{
  return attest_workspace_get_presets (attest_application_get_workspace (self->app));
}

static void
dismiss_notice_cb (AttestWindow *self)
{
  attest_workspace_dismiss_notice (attest_application_get_workspace (self->app));
  gtk_label_set_label (self->notice_label, "");
  gtk_info_bar_set_revealed (self->notice_bar, FALSE);
}

static void
details_declined_cb (AttestWindow *self)
{
  attest_presets_decline (get_presets (self));
}

static GtkInfoBar *
take_bar (AttestWindow *self, GtkBuilder *builder, const char *id)
{
  GtkWidget *bar = GTK_WIDGET (gtk_builder_get_object (builder, id));

  gtk_box_insert_child_after (
      self->content, bar, gtk_widget_get_prev_sibling (GTK_WIDGET (self->stack)));
  attest_plain_wrap_bar (GTK_INFO_BAR (bar));
  return GTK_INFO_BAR (bar);
}

static void
make_bars (AttestWindow *self)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/io/github/attest_app/Attest/ui/attest-window-bars.ui");

  self->notice_bar = take_bar (self, builder, "notice_bar");
  self->notice_label = GTK_LABEL (gtk_builder_get_object (builder, "notice_label"));
  self->details_bar = take_bar (self, builder, "details_bar");
  self->error_bar = take_bar (self, builder, "error_bar");
  self->error_label = GTK_LABEL (gtk_builder_get_object (builder, "error_label"));
  gtk_widget_set_layout_manager (GTK_WIDGET (gtk_builder_get_object (builder, "details_offer")),
                                 attest_wrap_layout_new (FALSE));
  g_signal_connect_object (
      self->notice_bar, "response", G_CALLBACK (dismiss_notice_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_builder_get_object (builder, "details_decline"),
                           "clicked",
                           G_CALLBACK (details_declined_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

/* Whether the bars are there, or have to be. */
static gboolean
has_bars (AttestWindow *self, gboolean wanted)
{
  if (self->notice_bar == NULL && wanted)
    make_bars (self);
  return self->notice_bar != NULL;
}

/* A window stays, and so does what it holds. */
static void
update_error_cb (AttestWindow *self)
{
  AttestWorkspace *workspace = attest_application_get_workspace (self->app);
  const char *error = attest_workspace_get_error (workspace);
  g_autofree char *text = NULL;

  if (!has_bars (self, error != NULL))
    return;
  if (attest_workspace_may_error_pass (workspace))
    text = g_strconcat (error, " ", _ ("Attest keeps trying to save."), NULL);
  else
    text = g_strdup (error);
  if (text != NULL)
    gtk_label_set_label (self->error_label, text);
  gtk_info_bar_set_revealed (self->error_bar, error != NULL);
}

/* Such as a damaged file that was mended: told by every window until somebody closes it. */
static void
update_notice_cb (AttestWindow *self)
{
  const char *notice = attest_workspace_get_notice (attest_application_get_workspace (self->app));

  if (!has_bars (self, notice != NULL))
    return;
  gtk_label_set_label (self->notice_label, notice != NULL ? notice : "");
  gtk_info_bar_set_revealed (self->notice_bar, notice != NULL);
}

/* Where records like what is offered are looked at, and nothing asks for more attention. */
static gboolean
is_offered (AttestWindow *self)
{
  AttestRecord *offer = attest_presets_get_offer (get_presets (self));
  GtkWidget *page = gtk_stack_get_visible_child (self->stack);

  return offer != NULL && page != NULL && ATTEST_IS_REGISTER_PAGE (page)
         && attest_window_get_service (self)->schema == attest_record_get_schema (offer)
         && attest_workspace_get_error (attest_application_get_workspace (self->app)) == NULL;
}

static void
update_offer_cb (AttestWindow *self)
{
  const gboolean offered = is_offered (self);

  if (has_bars (self, offered))
    gtk_info_bar_set_revealed (self->details_bar, offered);
}

/* What new records begin with: offered after the first certificate that was accepted. */
static void
update_details_cb (AttestWindow *self)
{
  attest_main_menu_set_templates (self->menu_button, get_presets (self));
  update_offer_cb (self);
}

/* From now on they follow the workspace. */
void
attest_window_follow_bars (AttestWindow *self)
{
  AttestWorkspace *workspace = attest_application_get_workspace (self->app);

  g_signal_connect_object (
      workspace, "notify::error", G_CALLBACK (update_error_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      workspace, "notify::notice", G_CALLBACK (update_notice_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->app, "notify::ready", G_CALLBACK (update_notice_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      get_presets (self), "changed", G_CALLBACK (update_details_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace,
                           "notify::error",
                           G_CALLBACK (update_offer_cb),
                           self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (
      self->stack, "notify::visible-child", G_CALLBACK (update_offer_cb), self, G_CONNECT_SWAPPED);
  update_error_cb (self);
  update_notice_cb (self);
  update_details_cb (self);
}
