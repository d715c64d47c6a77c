/* The lists of the main window, first with nothing in them. See gallery-views.h. */
#include "attest-config.h"
#include "gallery-views.h"

#include "attest-views.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"

GtkWidget *
gallery_show_certificates (Gallery *self)
{
  return gallery_show_view (self, attest_certificate_schema.name);
}

static GtkWidget *
show_forms (Gallery *self)
{
  return gallery_show_view (self, attest_form_schema.name);
}

GtkWidget *
gallery_show_outbox (Gallery *self)
{
  return gallery_show_view (self, ATTEST_VIEW_OUTBOX);
}

GtkWidget *
gallery_show_history (Gallery *self)
{
  return gallery_show_view (self, ATTEST_VIEW_HISTORY);
}

static GtkWidget *
show_no_certificates (Gallery *self)
{
  gallery_act (self, "skip-examples", NULL);
  return gallery_show_certificates (self);
}

static GtkWidget *
show_filled_certificates (Gallery *self)
{
  gallery_fill (self);
  return gallery_show_certificates (self);
}

GtkSelectionModel *
gallery_get_selection (Gallery *self)
{
  return gtk_column_view_get_model (
      GTK_COLUMN_VIEW (gallery_find_widget (GTK_WIDGET (self->main), GTK_TYPE_COLUMN_VIEW)));
}

static GtkWidget *
show_selected (Gallery *self)
{
  gallery_show_certificates (self);
  gallery_settle (GTK_WIDGET (self->main));
  gtk_selection_model_select_range (gallery_get_selection (self), 1, 24, TRUE);
  return GTK_WIDGET (self->main);
}

void
gallery_unselect (Gallery *self)
{
  if (gallery_find_widget (GTK_WIDGET (self->main), GTK_TYPE_COLUMN_VIEW) != NULL)
    gtk_selection_model_unselect_all (gallery_get_selection (self));
}

static void
search_for (Gallery *self, const char *text)
{
  GtkWidget *bar = NULL;

  gallery_show_certificates (self);
  gallery_settle (GTK_WIDGET (self->main));
  bar = gallery_find_widget (GTK_WIDGET (self->main), GTK_TYPE_SEARCH_BAR);
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (bar), TRUE);
  gallery_settle (GTK_WIDGET (self->main));
  gtk_editable_set_text (GTK_EDITABLE (gallery_find_widget (bar, GTK_TYPE_SEARCH_ENTRY)), text);
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
  GtkWidget *bar = gallery_find_widget (GTK_WIDGET (self->main), GTK_TYPE_SEARCH_BAR);

  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (bar), FALSE);
}

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

const GalleryView gallery_empty_views[] = {
  { "welcome", gallery_show_certificates, NULL },
  { "no-certificates", show_no_certificates, NULL },
  { "no-forms", show_forms, NULL },
  { "outbox-empty", gallery_show_outbox, NULL },
  { "history-empty", gallery_show_history, NULL },
  { NULL, NULL, NULL },
};

const GalleryView gallery_register_views[] = {
  { "certificates", show_filled_certificates, NULL },
  { "certificates-selected", show_selected, gallery_unselect },
  { "certificates-search", show_search, end_search },
  { "certificates-nothing-found", show_nothing_found, end_search },
  { "certificates-test", show_test, gallery_go_back_to_practice },
  { "certificates-production", show_production, gallery_go_back_to_practice },
  { "forms", show_forms, NULL },
  { NULL, NULL, NULL },
};
