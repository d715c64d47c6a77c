/* AttestImportFailedPage: see the header. */
#include "attest-config.h"
#include "imports/attest-import-failed-page.h"

#include "sheet/attest-convert.h"
#include "sheet/attest-workbook.h"
#include "widgets/attest-clamps.h"
#include "widgets/attest-plain.h"

#include <glib/gi18n.h>

struct _AttestImportFailedPage
{
  AdwBin parent_instance;

  AdwStatusPage *page;
  GtkWidget *convert;
  GtkWidget *undo;
};

G_DEFINE_FINAL_TYPE (AttestImportFailedPage, attest_import_failed_page, ADW_TYPE_BIN)

static void
attest_import_failed_page_class_init (AttestImportFailedPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/imports/attest-import-failed-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestImportFailedPage, page);
  gtk_widget_class_bind_template_child (widget_class, AttestImportFailedPage, convert);
  gtk_widget_class_bind_template_child (widget_class, AttestImportFailedPage, undo);
}

static void
attest_import_failed_page_init (AttestImportFailedPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  attest_clamps_follow_letters (GTK_WIDGET (self));
}

static void
show (AttestImportFailedPage *self, const char *icon_name, const char *title, const char *words)
{
  adw_status_page_set_icon_name (self->page, icon_name);
  adw_status_page_set_title (self->page, title);
  attest_plain_describe (self->page, words);
  attest_plain_wrap_buttons (GTK_WIDGET (self));
}

/**
 * attest_import_failed_page_show:
 * @self: a page
 * @error: why nothing can be read
 * @can_undo: whether that follows from what was decided
 */
void
attest_import_failed_page_show (AttestImportFailedPage *self,
                                const GError *error,
                                gboolean can_undo)
{
  g_return_if_fail (ATTEST_IS_IMPORT_FAILED_PAGE (self) && error != NULL);

  show (self, "dialog-error-symbolic", _ ("The File Cannot Be Read"), error->message);
  gtk_widget_set_visible (self->convert, FALSE);
  gtk_widget_set_visible (self->undo, can_undo);
}

/**
 * attest_import_failed_page_offer:
 * @self: a page
 * @bytes: (nullable): of the file
 *
 * Asks whether another program is to make a file of @bytes that can be read.
 *
 * Returns: whether there is such a program
 */
gboolean
attest_import_failed_page_offer (AttestImportFailedPage *self, GBytes *bytes)
{
  const char *program =
      bytes != NULL && attest_workbook_is_foreign (bytes) ? attest_convert_get_program () : NULL;
  g_autofree char *words = NULL;
  g_autofree char *label = NULL;

  g_return_val_if_fail (ATTEST_IS_IMPORT_FAILED_PAGE (self), FALSE);

  if (program == NULL)
    return FALSE;
  /* TRANSLATORS: %s is a program: LibreOffice */
  words = g_strdup_printf (_ ("Attest does not read this format itself. %s can convert a copy of "
                              "the file; the file itself stays as it is."),
                           program);
  label = g_strdup_printf (_ ("Con_vert With %s"), program);
  gtk_button_set_label (GTK_BUTTON (self->convert), label);
  show (self, "x-office-spreadsheet-symbolic", _ ("Convert the File?"), words);
  gtk_widget_set_visible (self->convert, TRUE);
  gtk_widget_set_visible (self->undo, FALSE);
  return TRUE;
}
