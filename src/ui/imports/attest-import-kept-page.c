/* AttestImportKeptPage: see the header. */
#include "attest-config.h"
#include "imports/attest-import-kept-page.h"

#include "imports/attest-import-kept.h"
#include "widgets/attest-clamps.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

struct _AttestImportKeptPage
{
  AdwBin parent_instance;

  AdwStatusPage *page;
  GtkWidget *send;
  GtkWidget *rejected;
  char *effect;
};

G_DEFINE_FINAL_TYPE (AttestImportKeptPage, attest_import_kept_page, ADW_TYPE_BIN)

static void
attest_import_kept_page_finalize (GObject *object)
{
  g_free (ATTEST_IMPORT_KEPT_PAGE (object)->effect);
  G_OBJECT_CLASS (attest_import_kept_page_parent_class)->finalize (object);
}

static void
attest_import_kept_page_class_init (AttestImportKeptPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = attest_import_kept_page_finalize;
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
  attest_clamps_follow_letters (GTK_WIDGET (self));
}

static void
offer (GtkWidget *button, guint n, const char *label)
{
  gtk_button_set_label (GTK_BUTTON (button), label);
  attest_plain_wrap_buttons (button);
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
  g_free (self->effect);
  self->effect = g_strdup (effect);
  attest_plain_describe (self->page, effect);
  offer (self->send, n, send);
  offer (self->rejected, counts.n_rejected, save);
}

/**
 * attest_import_kept_page_tell_sent:
 * @self: a page that shows an import
 * @n: how many of its records are in the outbox now
 *
 * What is there is not offered to be sent once more, but to be looked at.
 */
void
attest_import_kept_page_tell_sent (AttestImportKeptPage *self, guint n)
{
  g_autofree char *words = NULL;
  g_autofree char *both = NULL;

  g_return_if_fail (ATTEST_IS_IMPORT_KEPT_PAGE (self) && self->effect != NULL);

  words = g_strdup_printf (
      ngettext ("%u record added to the Outbox", "%u records added to the Outbox", n), n);
  both = g_strdup_printf ("%s\n%s", self->effect, words);
  attest_plain_describe (self->page, both);
  attest_readers_say (GTK_WIDGET (self), words);
  gtk_button_set_label (GTK_BUTTON (self->send), _ ("Show the _Outbox"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->send), "app.show-outbox");
}
