/* What can be done with the drafts that are chosen: by key, by the menu of a row, or by the bar
 * that sends several. Main thread. */
#include "attest-config.h"

#include "application/attest-application.h"
#include "dialogs/attest-export-dialog.h"
#include "register/attest-register-page-private.h"
#include "send/attest-send-many.h"
#include "widgets/attest-ahead.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-question.h"
#include "widgets/attest-row-menu.h"

#include <glib/gi18n.h>

static char *
describe_sending (AttestEnvironment environment, guint n)
{
  switch (environment)
    {
    case ATTEST_ENVIRONMENT_TEST:
      return g_strdup_printf (ngettext ("_Send %'u to Test", "_Send %'u to Test", n), n);
    case ATTEST_ENVIRONMENT_PRODUCTION:
      return g_strdup_printf (ngettext ("_Send %'u to Production", "_Send %'u to Production", n),
                              n);
    case ATTEST_ENVIRONMENT_PRACTICE:
    case ATTEST_N_ENVIRONMENTS:
    default:
      return g_strdup_printf (ngettext ("_Send %'u to Practice", "_Send %'u to Practice", n), n);
    }
}

/* Says how many would go where, by the word that stands in the header as well. */
static void
update_send_bar (AttestRegisterPage *self, guint n)
{
  AttestEnvironment environment = attest_application_get_environment (self->app);
  g_autofree char *words = g_strdup_printf (ngettext ("%'u selected", "%'u selected", n), n);
  g_autofree char *verb = describe_sending (environment, n);

  if (n > 1)
    {
      gtk_label_set_label (self->send_label, words);
      adw_button_content_set_label (self->send_content, verb);
      adw_button_content_set_icon_name (self->send_content,
                                        attest_environment_get_icon_name (environment));
      attest_environment_set_style (GTK_WIDGET (self->send_button), environment);
    }
  gtk_revealer_set_reveal_child (self->send_bar, n > 1);
}

/* To be called when what is chosen, or where it would go, has changed. */
void
attest_register_page_update_actions (AttestRegisterPage *self)
{
  const guint n = attest_register_selection_get_size (self->selection);
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "draft.open", n == 1);
  gtk_widget_action_set_enabled (widget, "draft.send", n > 0);
  gtk_widget_action_set_enabled (widget, "draft.duplicate", n > 0);
  gtk_widget_action_set_enabled (widget, "draft.export", n > 0);
  gtk_widget_action_set_enabled (widget, "draft.delete", n > 0);
  update_send_bar (self, n);
}

/* One at its place */

static void
open_at (AttestRegisterPage *self, guint position, gboolean send)
{
  g_autoptr (AttestDraft) draft = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (draft != NULL && attest_draft_get_loaded (draft))
    attest_application_open_draft (self->app, draft, send);
}

/* Opens the draft at @position of the list as it is shown; nothing where there is none. */
void
attest_register_page_open_cb (AttestRegisterPage *self, guint position)
{
  open_at (self, position, FALSE);
}

static void
open_selected (AttestRegisterPage *self, gboolean send)
{
  g_autoptr (GtkBitset) set =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  open_at (self, gtk_bitset_get_minimum (set), send);
}

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_selected (ATTEST_REGISTER_PAGE (widget), FALSE);
}

/* Any number, by their ids */

typedef void (*Deed) (AttestRegisterPage *self, const char *const *ids);

typedef struct
{
  AttestRegisterPage *page;
  Deed deed;
} Doing;

static void
ids_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Doing *doing = user_data;
  g_autoptr (AttestRegisterPage) self = doing->page;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = attest_register_selection_load_ids_finish (
      ATTEST_REGISTER_SELECTION (source), result, &error);

  if (ids == NULL || ids[0] == NULL)
    attest_ahead_forget (GTK_APPLICATION (self->app));
  if (ids == NULL)
    attest_tell (attest_application_get_parent (self->app),
                 _ ("The Selected Records Cannot Be Read"),
                 error->message);
  else if (ids[0] != NULL)
    doing->deed (self, (const char *const *) ids);
}

static void
do_with_selected (GtkWidget *page, Deed deed)
{
  AttestRegisterPage *self = ATTEST_REGISTER_PAGE (page);
  Doing *doing = g_new (Doing, 1);

  *doing = (Doing){ g_object_ref (self), deed };
  attest_register_selection_load_ids_async (self->selection, ids_loaded_cb, doing);
}

/* What is on its way is not chosen for anything any more. */
static void
sent_cb (GtkWidget *page, guint n)
{
  AttestRegisterPage *self = ATTEST_REGISTER_PAGE (page);
  g_autofree char *title = g_strdup_printf (
      ngettext ("%u record added to the Outbox", "%u records added to the Outbox", n), n);
  g_autoptr (AdwToast) toast = adw_toast_new (title);

  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  adw_toast_set_button_label (toast, _ ("_Show"));
  adw_toast_set_action_name (toast, "win.show-view");
  adw_toast_set_action_target (toast, "s", "outbox");
  attest_application_add_toast (self->app, toast);
}

static void
send_many (AttestRegisterPage *self, const char *const *ids)
{
  attest_send_many (GTK_WIDGET (self), self->app, ids, sent_cb);
}

/* One is asked about in its editor, several where they are. */
static void
send_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestRegisterPage *self = ATTEST_REGISTER_PAGE (widget);

  if (attest_register_selection_get_size (self->selection) == 1)
    open_selected (self, TRUE);
  else
    do_with_selected (widget, send_many);
}

static void
duplicate (AttestRegisterPage *self, const char *const *ids)
{
  attest_application_duplicate (self->app, ids);
}

static void
duplicate_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestRegisterPage *self = ATTEST_REGISTER_PAGE (widget);

  /* What is typed while the ids are read is meant for the copy, too. */
  if (attest_register_selection_get_size (self->selection) == 1)
    attest_ahead_expect (GTK_APPLICATION (self->app));
  do_with_selected (widget, duplicate);
}

static void
export_drafts (AttestRegisterPage *self, const char *const *ids)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *name = g_strdup_printf ("attest-%s-%s", self->schema->name, today);

  attest_export_ask (
      self->app, &(AttestExport){ .schema = self->schema, .ids = ids }, _ ("Export"), name);
}

static void
export_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  do_with_selected (widget, export_drafts);
}

static void
throw_away (AttestRegisterPage *self, const char *const *ids)
{
  attest_draft_trash_add (attest_application_get_trash (self->app), ids);
}

static void
delete_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  do_with_selected (widget, throw_away);
}

/* The menu of a row: about it alone, or about all that are chosen if it is one of them. */
static GMenuModel *
make_menu_cb (GtkWidget *page, GtkListItem *item)
{
  AttestRegisterPage *self = ATTEST_REGISTER_PAGE (page);
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);
  guint position = gtk_list_item_get_position (item);

  if (!gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_select_item (selection, position, TRUE);
  return g_object_ref (self->row_menu);
}

static void
menu_key_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  attest_row_menu_show (widget);
}

/* Gives the rows of the page their menu. */
void
attest_register_page_install_menu (AttestRegisterPage *self)
{
  attest_row_menu_install (GTK_WIDGET (self), make_menu_cb);
}

/* Actions are about what is selected. Where nothing is, the row that has the focus becomes it. */
void
attest_register_page_follow_focus_cb (AttestRegisterPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkListItem *item = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->table))
                          ? attest_row_menu_find (focus)
                          : NULL;

  if (item != NULL && attest_register_selection_is_empty (self->selection))
    gtk_selection_model_select_item (
        GTK_SELECTION_MODEL (self->selection), gtk_list_item_get_position (item), TRUE);
}

/* Installs the actions of the page, each with its key. */
void
attest_register_page_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "draft.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "draft.send", NULL, send_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "draft.send", NULL);
  gtk_widget_class_install_action (widget_class, "draft.duplicate", NULL, duplicate_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "draft.duplicate", NULL);
  gtk_widget_class_install_action (widget_class, "draft.export", NULL, export_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_e, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "draft.export", NULL);
  gtk_widget_class_install_action (widget_class, "draft.delete", NULL, delete_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "draft.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "draft.delete", NULL);
  gtk_widget_class_install_action (widget_class, "draft.menu", NULL, menu_key_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "draft.menu", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "draft.menu", NULL);
}
