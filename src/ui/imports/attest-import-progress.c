/* AttestImportProgress: see the header. */
#include "attest-config.h"
#include "imports/attest-import-progress.h"

/* What is done sooner shows no progress: it would only flicker. */
#define DELAY_MS 500

struct _AttestImportProgress
{
  AdwBin parent_instance;

  GtkSpinner *spinner;
  GtkLabel *label;
  guint delay_source; /* 0: it is visible, or nothing is going on */
};

G_DEFINE_FINAL_TYPE (AttestImportProgress, attest_import_progress, ADW_TYPE_BIN)

static void
attest_import_progress_dispose (GObject *object)
{
  g_clear_handle_id (&ATTEST_IMPORT_PROGRESS (object)->delay_source, g_source_remove);
  G_OBJECT_CLASS (attest_import_progress_parent_class)->dispose (object);
}

static void
attest_import_progress_class_init (AttestImportProgressClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_import_progress_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/imports/attest-import-progress.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestImportProgress, spinner);
  gtk_widget_class_bind_template_child (widget_class, AttestImportProgress, label);
}

static void
attest_import_progress_init (AttestImportProgress *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_cb (gpointer user_data)
{
  AttestImportProgress *self = ATTEST_IMPORT_PROGRESS (user_data);

  self->delay_source = 0;
  gtk_spinner_start (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/* @words: what is going on from now on */
void
attest_import_progress_begin (AttestImportProgress *self, const char *words)
{
  g_return_if_fail (ATTEST_IS_IMPORT_PROGRESS (self));
  attest_import_progress_end (self);
  gtk_label_set_label (self->label, words);
  self->delay_source = g_timeout_add_once (DELAY_MS, show_cb, self);
}

/* @words: what is going on now, in place of what began */
void
attest_import_progress_go_on (AttestImportProgress *self, const char *words)
{
  g_return_if_fail (ATTEST_IS_IMPORT_PROGRESS (self));
  gtk_label_set_label (self->label, words);
}

/* Nothing is going on any more. */
void
attest_import_progress_end (AttestImportProgress *self)
{
  g_return_if_fail (ATTEST_IS_IMPORT_PROGRESS (self));
  g_clear_handle_id (&self->delay_source, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* Returns: whether something is going on, seen or not */
gboolean
attest_import_progress_is_running (AttestImportProgress *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_PROGRESS (self), FALSE);
  return self->delay_source != 0 || gtk_widget_get_visible (GTK_WIDGET (self));
}
