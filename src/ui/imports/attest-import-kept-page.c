/* AttestImportKeptPage: see the header. */
#include "attest-config.h"
#include "imports/attest-import-kept-page.h"

#include "imports/attest-import-kept.h"
#include "widgets/attest-plain.h"

#include <glib/gi18n.h>

struct _AttestImportKeptPage
{
  AdwBin parent_instance;

  AdwStatusPage *page;
  GtkWidget *send;
  GtkWidget *rejected;
};

G_DEFINE_FINAL_TYPE (AttestImportKeptPage, attest_import_kept_page, ADW_TYPE_BIN)

static void
attest_import_kept_page_class_init (AttestImportKeptPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/imports/attest-import-kept-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestImportKeptPage, page);
  gtk_widget_class_bind_template_child (widget_class, AttestImportKeptPage, send);
  gtk_widget_class_bind_template_child (widget_class, AttestImportKeptPage, rejected);
}

static void
attest_import_kept_page_init (AttestImportKeptPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
offer (GtkWidget *button, guint n, const char *label)
{
  gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_widget_set_visible (button, n > 0);
}

/**
 * attest_import_kept_page_show:
 * @self: a page
 * @import: an import that is kept
 * @effect: what keeping it did, in one sentence
 */
void
attest_import_kept_page_show (AttestImportKeptPage *self, AttestImport *import, const char *effect)
{
  g_auto (GStrv) ids = attest_import_list_ready (import);
  const guint n = g_strv_length (ids);
  AttestImportCounts counts;
  g_autofree char *send =
      g_strdup_printf (ngettext ("_Send %'u New or Changed…", "_Send %'u New or Changed…", n), n);
  g_autofree char *save = NULL;

  g_return_if_fail (ATTEST_IS_IMPORT_KEPT_PAGE (self));

  attest_import_count (import, &counts);
  save = g_strdup_printf (
      ngettext ("Save %'u With Errors _As…", "Save %'u With Errors _As…", counts.n_rejected),
      counts.n_rejected);
  attest_plain_describe (self->page, effect);
  offer (self->send, n, send);
  offer (self->rejected, counts.n_rejected, save);
}
