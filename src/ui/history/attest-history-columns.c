/* The columns of the history, as one table.
 *
 * Cells only bind: rows are loaded by the model when they come into view, and a row that is still
 * loading is blank until it notifies. Widths are in characters, so that they follow the font and
 * stay the same while scrolling. */
#include "attest-config.h"
#include "history/attest-history-columns.h"

#include "base/attest-text.h"
#include "store/attest-submission.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-list-cell.h"
#include "widgets/attest-row-menu.h"
#include "widgets/attest-state-label.h"
#include "widgets/attest-time-text.h"

#include <glib/gi18n.h>

#define COLUMN_KEY "attest-history-column"
#define MOST_CHARACTERS 200 /* of a message: no line shows more */

typedef enum
{
  SHOWN_WIDE = 1 << 0,
  SHOWN_NARROW = 1 << 1,
} Shown;

typedef struct
{
  const char *title; /* N_() */
  Shown shown;
  guint chars;
  AttestListCellKind kind; /* where @make is %NULL */
  gboolean expand;
  gboolean changes;          /* with the state */
  GtkWidget *(*make) (void); /* %NULL: an AttestListCell */
  void (*show) (GtkWidget *cell, AttestSubmission *submission);
} Column;

static void
show_time (GtkWidget *cell, AttestSubmission *submission)
{
  gint64 created = attest_submission_get_created (submission);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (created / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *day = NULL;
  g_autofree char *clock = NULL;

  if (local != NULL)
    {
      /* Translators: a date in a list, see g_date_time_format(): 3 Mar 2026 */
      day = g_date_time_format (local, _ ("%-d %b %Y"));
      clock = g_date_time_format (local, "%H:%M:%S");
    }
  attest_list_cell_set_texts (ATTEST_LIST_CELL (cell), day, clock);
}

/* Rows have no name of their own before GTK 4.12. Theirs is short: readers go through the cells. */
static void
name_row (GtkWidget *cell, const char *title, AttestState state)
{
  GtkWidget *item = gtk_widget_get_parent (cell);
  GtkWidget *row = item != NULL ? gtk_widget_get_parent (item) : NULL;
  g_autofree char *name = g_strdup_printf ("%s, %s", title, attest_state_get_word (state));

  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_record (GtkWidget *cell, AttestSubmission *submission)
{
  const char *title = attest_submission_get_title (submission);

  if (title == NULL || *title == '\0')
    title = _ ("Untitled");
  name_row (cell, title, attest_submission_get_state (submission));
  attest_list_cell_set_texts (
      ATTEST_LIST_CELL (cell), title, attest_submission_get_entity (submission));
}

static void
show_service (GtkWidget *cell, AttestSubmission *submission)
{
  AttestPlace place = { attest_submission_get_service (submission),
                        attest_submission_get_environment (submission),
                        attest_submission_get_host (submission) };
  g_autofree char *host = attest_place_describe_host (&place);

  attest_list_cell_set_texts (ATTEST_LIST_CELL (cell),
                              attest_submission_get_service_text (submission, FALSE),
                              host != NULL ? host : "");
}

static void
show_outcome (GtkWidget *cell, AttestSubmission *submission)
{
  AttestState state = attest_submission_get_state (submission);
  const char *detail = attest_submission_get_message (submission);
  g_autofree char *line = NULL;

  if (state == ATTEST_STATE_ACCEPTED && attest_submission_get_remote_id (submission) != NULL)
    detail = attest_submission_get_remote_id (submission);
  line = attest_text_shorten (detail != NULL ? detail : "", MOST_CHARACTERS, 3);
  g_strdelimit (line, "\r\n\t", ' ');
  attest_list_cell_set_texts (ATTEST_LIST_CELL (cell), attest_state_get_word (state), line);
  attest_list_cell_set_icon (ATTEST_LIST_CELL (cell), attest_state_get_icon_name (state));
  attest_list_cell_set_style (ATTEST_LIST_CELL (cell), attest_state_get_style_class (state));
}

static void
show_http_status (GtkWidget *cell, AttestSubmission *submission)
{
  guint status = attest_submission_get_http_status (submission);
  g_autofree char *text = status != 0 ? g_strdup_printf ("%u", status) : g_strdup ("–");

  attest_list_cell_set_texts (ATTEST_LIST_CELL (cell), text, NULL);
}

static void
show_duration (GtkWidget *cell, AttestSubmission *submission)
{
  g_autofree char *text = NULL;

  if (attest_submission_get_duration (submission) > 0)
    text = attest_duration_format (attest_submission_get_duration (submission));
  attest_list_cell_set_texts (ATTEST_LIST_CELL (cell), text != NULL ? text : "–", NULL);
}

static GtkWidget *
make_badge (void)
{
  GtkWidget *badge = attest_environment_badge_new (ATTEST_ENVIRONMENT_PRACTICE);

  gtk_widget_set_halign (badge, GTK_ALIGN_START);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  return badge;
}

static void
show_badge (GtkWidget *badge, AttestSubmission *submission)
{
  attest_environment_badge_set_environment (ATTEST_ENVIRONMENT_BADGE (badge),
                                            attest_submission_get_environment (submission));
}

/* Where there is no room for a column of its own, the environment stands under the outcome. */
static GtkWidget *
make_outcome_and_badge (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), attest_state_label_new (ATTEST_STATE_NONE));
  gtk_box_append (GTK_BOX (box), make_badge ());
  return box;
}

static void
show_outcome_and_badge (GtkWidget *box, AttestSubmission *submission)
{
  attest_state_label_set_state (ATTEST_STATE_LABEL (gtk_widget_get_first_child (box)),
                                attest_submission_get_state (submission));
  show_badge (gtk_widget_get_last_child (box), submission);
}

static const Column columns[] = {
  { .title = N_ ("Time"),
    .shown = SHOWN_WIDE | SHOWN_NARROW,
    .kind = ATTEST_LIST_CELL_TWO_LINES,
    .chars = 10,
    .show = show_time },
  { .title = N_ ("Record"),
    .shown = SHOWN_WIDE | SHOWN_NARROW,
    .kind = ATTEST_LIST_CELL_TWO_LINES,
    .chars = 10,
    .expand = TRUE,
    .changes = TRUE,
    .show = show_record },
  { .title = N_ ("Service"),
    .shown = SHOWN_WIDE,
    .kind = ATTEST_LIST_CELL_TWO_LINES,
    .chars = 15,
    .show = show_service },
  { .title = N_ ("Environment"), .shown = SHOWN_WIDE, .make = make_badge, .show = show_badge },
  { .title = N_ ("Outcome"),
    .shown = SHOWN_WIDE,
    .kind = ATTEST_LIST_CELL_TWO_LINES,
    .chars = 16,
    .expand = TRUE,
    .changes = TRUE,
    .show = show_outcome },
  { .title = N_ ("Outcome"),
    .shown = SHOWN_NARROW,
    .make = make_outcome_and_badge,
    .changes = TRUE,
    .show = show_outcome_and_badge },
  { .title = N_ ("HTTP"),
    .shown = SHOWN_WIDE,
    .chars = 4,
    .kind = ATTEST_LIST_CELL_NUMBER,
    .changes = TRUE,
    .show = show_http_status },
  { .title = N_ ("Took"),
    .shown = SHOWN_WIDE,
    .chars = 6,
    .kind = ATTEST_LIST_CELL_NUMBER,
    .changes = TRUE,
    .show = show_duration },
};

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, const Column *column)
{
  gtk_list_item_set_child (
      item,
      column->make != NULL ? column->make () : attest_list_cell_new (column->kind, column->chars));
  attest_row_menu_mark (item);
}

static void
show (GtkListItem *item, const Column *column)
{
  AttestSubmission *submission = gtk_list_item_get_item (item);
  GtkWidget *cell = gtk_list_item_get_child (item);
  gboolean loaded = attest_submission_get_loaded (submission);

  gtk_widget_set_opacity (cell, loaded ? 1 : 0);
  if (loaded)
    column->show (cell, submission);
}

static void
notify_cb (AttestSubmission *submission, GParamSpec *pspec, GtkListItem *item)
{
  if (gtk_list_item_get_item (item) == submission)
    show (item, g_object_get_data (G_OBJECT (item), COLUMN_KEY));
}

/* All of a row changes before the first notification goes out, so these two stand for the rest;
 * following every property would show a row a dozen times while it loads. */
static const char *const followed[] = { "notify::loaded", "notify::state" };

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, const Column *column)
{
  g_object_set_data (G_OBJECT (item), COLUMN_KEY, (gpointer) column);
  for (guint i = 0; i < (column->changes ? G_N_ELEMENTS (followed) : 1); i++)
    g_signal_connect (gtk_list_item_get_item (item), followed[i], G_CALLBACK (notify_cb), item);
  show (item, column);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, const Column *column)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), notify_cb, item);
}

static GtkColumnViewColumn *
make_column (const Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *made = gtk_column_view_column_new (_ (column->title), factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer) column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), (gpointer) column);
  gtk_column_view_column_set_expand (made, column->expand);
  gtk_column_view_column_set_resizable (made, TRUE);
  g_object_set_data (G_OBJECT (made), COLUMN_KEY, (gpointer) column);
  return made;
}

/**
 * attest_history_columns_add:
 * @view: a column view over AttestSubmissions
 *
 * Gives it the columns of the history, as for a wide window.
 */
void
attest_history_columns_add (GtkColumnView *view)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = make_column (&columns[i]);

      gtk_column_view_append_column (view, column);
    }
  attest_history_columns_set_narrow (view, FALSE);
}

/**
 * attest_history_columns_set_narrow:
 * @view: a column view with the columns of the history
 * @narrow: whether there is room for the most important ones only
 */
void
attest_history_columns_set_narrow (GtkColumnView *view, gboolean narrow)
{
  GListModel *model = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkColumnViewColumn) made = g_list_model_get_item (model, i);
      const Column *column = g_object_get_data (G_OBJECT (made), COLUMN_KEY);

      gtk_column_view_column_set_visible (
          made, (column->shown & (narrow ? SHOWN_NARROW : SHOWN_WIDE)) != 0);
    }
}
