/* AttestImportsWindow: see the header. The list is read anew whenever something became of one. */
#include "attest-config.h"
#include "imports/attest-imports-window.h"

#include "imports/attest-import-kept.h"
#include "imports/attest-import-window.h"
#include "widgets/attest-clamps.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-question.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-time-text.h"
#include "widgets/attest-tooltip.h"

#include <glib/gi18n.h>

#define ID_KEY "attest-import-id"
#define NAME_KEY "attest-import-name"

struct _AttestImportsWindow
{
  AdwPreferencesWindow parent_instance;

  AttestApplication *app; /* not owned: it outlives its windows */
  GCancellable *cancellable;
  AdwPreferencesPage *page;
  AdwPreferencesGroup *group; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (AttestImportsWindow, attest_imports_window, ADW_TYPE_PREFERENCES_WINDOW)

static void load (AttestImportsWindow *self);

static void
undone_cb (gpointer self)
{
  load (ATTEST_IMPORTS_WINDOW (self));
}

static void
undo_cb (AttestImportsWindow *self, GtkWidget *button)
{
  attest_import_ask_to_undo (
      GTK_WINDOW (self), self->app, g_object_get_data (G_OBJECT (button), ID_KEY), undone_cb, self);
}

static void
go_on_cb (AttestImportsWindow *self, GtkWidget *button)
{
  attest_import_window_reopen (self->app,
                               g_object_get_data (G_OBJECT (button), ID_KEY),
                               g_object_get_data (G_OBJECT (button), NAME_KEY));
  gtk_window_close (GTK_WINDOW (self));
}

static void
export_cb (AttestImportsWindow *self, GtkWidget *button)
{
  attest_import_export (
      GTK_WINDOW (self), self->app, g_object_get_data (G_OBJECT (button), ID_KEY));
}

static char *
describe (const AttestImportInfo *info)
{
  g_autofree char *time = attest_time_format_day (info->changed);
  g_autofree char *records =
      g_strdup_printf (ngettext ("%'u record", "%'u records", info->n_records), info->n_records);
  g_autofree char *became = NULL;

  if (g_strcmp0 (info->state, "undone") == 0)
    became = g_strdup (_ ("undone"));
  else if (g_strcmp0 (info->state, "open") == 0)
    became = g_strdup (_ ("not kept yet"));
  else if (info->n_created > 0 && info->n_updated > 0)
    /* Translators: what became of an import: "330 new, 41 changed" */
    became = g_strdup_printf (_ ("%'u new, %'u changed"), info->n_created, info->n_updated);
  else if (info->n_updated > 0)
    /* Translators: what became of an import: "41 changed" */
    became = g_strdup_printf (_ ("%'u changed"), info->n_updated);
  else
    /* Translators: what became of an import: "330 new" */
    became = g_strdup_printf (_ ("%'u new"), info->n_created);
  return g_strdup_printf ("%s · %s · %s", time, records, became);
}

static const char *
get_title (const AttestImportInfo *info)
{
  return *info->name != '\0' ? info->name : _ ("Pasted Cells");
}

static void
add_button (AttestImportsWindow *self,
            GtkWidget *row,
            const AttestImportInfo *info,
            const char *label,
            const char *icon, /* (nullable): in place of the label */
            GCallback clicked)
{
  GtkWidget *button =
      icon != NULL ? gtk_button_new_from_icon_name (icon) : gtk_button_new_with_label (label);

  if (icon != NULL)
    attest_tooltip_name (button, label, NULL);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  attest_readers_describe (GTK_ACCESSIBLE (button), get_title (info));
  g_object_set_data_full (G_OBJECT (button), ID_KEY, g_strdup (info->id), g_free);
  g_object_set_data_full (G_OBJECT (button), NAME_KEY, g_strdup (get_title (info)), g_free);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
make_row (AttestImportsWindow *self, const AttestImportInfo *info)
{
  g_autofree char *words = describe (info);
  GtkWidget *row = g_object_new (
      ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", get_title (info), "subtitle", words, NULL);
  const gboolean is_open = g_strcmp0 (info->state, "open") == 0;

  attest_plain_wrap_row (ADW_ACTION_ROW (row));
  if (g_strcmp0 (info->state, "undone") == 0)
    return row;
  if (is_open)
    add_button (self, row, info, _ ("Continue"), NULL, G_CALLBACK (go_on_cb));
  else
    {
      add_button (self, row, info, _ ("Export…"), "document-save-symbolic", G_CALLBACK (export_cb));
      add_button (self, row, info, _ ("Undo…"), NULL, G_CALLBACK (undo_cb));
    }
  return row;
}

/* What is to be filled in and imported */
static GtkWidget *
make_blank_button (const char *style_class)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Save a _Blank Sheet…"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "app.blank-sheet");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, style_class);
  attest_plain_wrap_buttons (button);
  return button;
}

static void
fill (AttestImportsWindow *self, GPtrArray *imports)
{
  GtkWidget *blank = make_blank_button (imports->len == 0 ? "pill" : "flat");

  if (self->group != NULL)
    adw_preferences_page_remove (self->page, self->group);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  if (imports->len == 0)
    adw_preferences_group_add (
        self->group,
        g_object_new (ADW_TYPE_STATUS_PAGE,
                      "icon-name",
                      "x-office-spreadsheet-symbolic",
                      "title",
                      _ ("No Imports"),
                      "description",
                      _ ("Spreadsheets you import are listed here, and an import can be undone."),
                      "child",
                      blank,
                      NULL));
  for (guint i = 0; i < imports->len; i++)
    adw_preferences_group_add (self->group, make_row (self, g_ptr_array_index (imports, i)));
  if (imports->len > 0)
    {
      gtk_widget_set_margin_top (blank, 12);
      adw_preferences_group_add (self->group, blank);
    }
  adw_preferences_page_add (self->page, self->group);
  attest_clamps_follow_letters (GTK_WIDGET (self));
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestImportsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) imports =
      attest_store_list_imports_finish (ATTEST_STORE (source), result, &error);

  if (imports != NULL)
    fill (self, imports);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    attest_tell (GTK_WINDOW (self), _ ("The Imports Cannot Be Listed"), error->message);
}

static void
load (AttestImportsWindow *self)
{
  attest_store_list_imports_async (
      attest_workspace_get_store (attest_application_get_workspace (self->app)),
      self->cancellable,
      listed_cb,
      g_object_ref (self));
}

static void
attest_imports_window_dispose (GObject *object)
{
  g_cancellable_cancel (ATTEST_IMPORTS_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (attest_imports_window_parent_class)->dispose (object);
}

static void
attest_imports_window_finalize (GObject *object)
{
  g_object_unref (ATTEST_IMPORTS_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (attest_imports_window_parent_class)->finalize (object);
}

static void
attest_imports_window_class_init (AttestImportsWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_imports_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = attest_imports_window_finalize;
  gtk_widget_class_add_binding_action (
      GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
attest_imports_window_init (AttestImportsWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  gtk_window_set_title (GTK_WINDOW (self), _ ("Imports"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 640);
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (self), FALSE);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), self->page);
}

/**
 * attest_imports_window_new:
 * @application: whose imports are listed; its workspace is open
 *
 * Returns: (transfer floating): the window, not yet shown
 */
GtkWidget *
attest_imports_window_new (AttestApplication *application)
{
  AttestImportsWindow *self = g_object_new (ATTEST_TYPE_IMPORTS_WINDOW, NULL);

  self->app = application;
  load (self);
  return GTK_WIDGET (self);
}
