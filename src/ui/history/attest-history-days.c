/* AttestHistoryDays: see the header. Holds the model; knows which rows are on the screen. */
#include "attest-config.h"
#include "history/attest-history-days.h"

#include "history/attest-history-row.h"
#include "store/attest-submission.h"
#include "widgets/attest-calm.h"
#include "widgets/attest-row-menu.h"

struct _AttestHistoryDays
{
  GObject parent_instance;

  GListModel *rows;
  AttestWidthBin *bin; /* not owned: the list is in it */
  GPtrArray *shown;    /* of GtkListItem, not owned: those that show a row */
  AttestCalm calm;
};

G_DEFINE_FINAL_TYPE (AttestHistoryDays, attest_history_days, G_TYPE_OBJECT)

/* Returns: a number for the local day of @time */
static int
get_day (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_get_year (local) * 1000 + g_date_time_get_day_of_year (local)
                       : 0;
}

static gboolean
begins_day (AttestHistoryDays *self, GtkListItem *item)
{
  guint position = gtk_list_item_get_position (item);
  AttestSubmission *submission = gtk_list_item_get_item (item);
  g_autoptr (AttestSubmission) above = NULL;

  if (!attest_submission_get_loaded (submission))
    return FALSE;
  if (position == 0)
    return TRUE;
  above = g_list_model_get_item (self->rows, position - 1);
  return above != NULL && attest_submission_get_loaded (above)
         && get_day (attest_submission_get_time (above))
                != get_day (attest_submission_get_time (submission));
}

static void
update_days_cb (gpointer user_data)
{
  AttestHistoryDays *self = user_data;

  for (guint i = 0; i < self->shown->len; i++)
    {
      GtkListItem *item = self->shown->pdata[i];

      attest_history_row_set_begins_day (ATTEST_HISTORY_ROW (gtk_list_item_get_child (item)),
                                         begins_day (self, item));
    }
}

/* Rows come and go in front of others, and are read in any order. */
static void
update_days_soon_cb (AttestHistoryDays *self)
{
  attest_calm_call (&self->calm, update_days_cb, self);
}

static void
set_narrow_cb (AttestWidthBin *bin, GParamSpec *pspec, AttestHistoryRow *row)
{
  attest_history_row_set_narrow (row, attest_width_bin_get_narrow (bin));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AttestHistoryDays *self)
{
  GtkWidget *row = attest_history_row_new ();

  gtk_list_item_set_child (item, row);
  attest_row_menu_mark (item);
  g_signal_connect_object (self->bin, "notify::narrow", G_CALLBACK (set_narrow_cb), row, 0);
  set_narrow_cb (self->bin, NULL, ATTEST_HISTORY_ROW (row));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AttestHistoryDays *self)
{
  AttestHistoryRow *row = ATTEST_HISTORY_ROW (gtk_list_item_get_child (item));
  AttestSubmission *submission = gtk_list_item_get_item (item);

  g_ptr_array_add (self->shown, item);
  attest_history_row_set_begins_day (row, begins_day (self, item));
  attest_history_row_set_submission (row, submission);
  g_signal_connect_swapped (submission, "notify::loaded", G_CALLBACK (update_days_soon_cb), self);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AttestHistoryDays *self)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), update_days_soon_cb, self);
  g_ptr_array_remove_fast (self->shown, item);
  attest_history_row_set_submission (ATTEST_HISTORY_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
attest_history_days_dispose (GObject *object)
{
  AttestHistoryDays *self = ATTEST_HISTORY_DAYS (object);

  attest_calm_clear (&self->calm);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (attest_history_days_parent_class)->dispose (object);
}

static void
attest_history_days_finalize (GObject *object)
{
  g_ptr_array_unref (ATTEST_HISTORY_DAYS (object)->shown);
  G_OBJECT_CLASS (attest_history_days_parent_class)->finalize (object);
}

static void
attest_history_days_class_init (AttestHistoryDaysClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_history_days_dispose;
  G_OBJECT_CLASS (klass)->finalize = attest_history_days_finalize;
}

static void
attest_history_days_init (AttestHistoryDays *self)
{
  self->shown = g_ptr_array_new ();
}

/**
 * attest_history_days_new:
 * @view: a list without rows
 * @rows: what it will show, of AttestSubmission
 * @bin: what it is in, and says how much room there is
 *
 * Returns: (transfer full): what makes the rows of @view; to be held as long as it has any
 */
AttestHistoryDays *
attest_history_days_new (GtkListView *view, GListModel *rows, AttestWidthBin *bin)
{
  AttestHistoryDays *self = g_object_new (ATTEST_TYPE_HISTORY_DAYS, NULL);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->rows = g_object_ref (rows);
  self->bin = bin;
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  g_signal_connect_object (
      rows, "items-changed", G_CALLBACK (update_days_soon_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (view, factory);
  return self;
}
