/* AttestImportReviewPage: see the header. Beside the list stands one pane: the problems of all, the
 * chosen record, or its rows in the file. */
#include "attest-config.h"
#include "imports/attest-import-review-page.h"

#include "imports/attest-import-missing.h"
#include "imports/attest-import-problems.h"
#include "imports/attest-import-record-pane.h"
#include "imports/attest-import-rows.h"
#include "imports/attest-import-table.h"
#include "imports/attest-import-words.h"
#include "widgets/attest-filter-row.h"

#include <glib/gi18n.h>

#define PANE_WIDTH 344 /* pixels */

typedef enum
{
  FILTER_ALL,
  FILTER_ERRORS,
  FILTER_WARNINGS,
  FILTER_NEW,
  FILTER_CHANGED,
  FILTER_UNCHANGED,
  FILTER_CONFLICT,
  FILTER_LEFT_OUT,
  FILTER_MISSING, /* no records: what the sheet has not */
  N_FILTERS
} Filter;

static const char *const filter_labels[N_FILTERS] = {
  N_ ("All"),       N_ ("Errors"),      N_ ("Warnings"), N_ ("New"),     N_ ("Changed"),
  N_ ("Unchanged"), N_ ("Edited Here"), N_ ("Left Out"), N_ ("Missing"),
};

struct _AttestImportReviewPage
{
  AdwBin parent_instance;

  AttestImport *import; /* not owned: the window's */
  AttestFilterRow *filters;
  GtkStack *content;
  AttestImportTable *table;
  AttestImportMissing *missing;
  AdwFlap *flap;
  GtkWidget *pane;
  GtkStack *pages;
  AttestImportProblemsPane *problems;
  AttestImportRecordPane *record_pane;
  AttestImportRecordPane *source_pane;
  GtkCustomFilter *filter;
  AttestImportRows *rows;
};

G_DEFINE_FINAL_TYPE (AttestImportReviewPage, attest_import_review_page, ADW_TYPE_BIN)

/* The filters */

static gboolean
matches (AttestImportRecord *record, Filter filter)
{
  const gboolean left_out = attest_import_record_get_is_left_out (record);
  const AttestComparison comparison = attest_import_record_get_comparison (record);

  switch (filter)
    {
    case FILTER_ERRORS:
      return !left_out && attest_import_record_get_n_errors (record) > 0;
    case FILTER_WARNINGS:
      return !left_out && attest_import_record_get_n_warnings (record) > 0;
    case FILTER_NEW:
      return !left_out && comparison == ATTEST_COMPARISON_NEW;
    case FILTER_CHANGED:
      return !left_out && comparison == ATTEST_COMPARISON_CHANGED;
    case FILTER_UNCHANGED:
      return !left_out && comparison == ATTEST_COMPARISON_UNCHANGED;
    case FILTER_CONFLICT:
      return attest_import_record_get_effect (record) == ATTEST_IMPORT_EFFECT_CONFLICT;
    case FILTER_LEFT_OUT:
      return left_out;
    case FILTER_ALL:
    case FILTER_MISSING:
    case N_FILTERS:
    default:
      return TRUE;
    }
}

static gboolean
match_cb (gpointer item, gpointer self)
{
  return matches (item, attest_filter_row_get_chosen (ATTEST_IMPORT_REVIEW_PAGE (self)->filters));
}

static void
count_filters (AttestImportReviewPage *self)
{
  AttestImportCounts counts;

  attest_import_count (self->import, &counts);
  attest_filter_row_set_count (self->filters, FILTER_ALL, counts.n_records);
  attest_filter_row_set_count (self->filters, FILTER_ERRORS, counts.n_with_errors);
  attest_filter_row_set_count (self->filters, FILTER_WARNINGS, counts.n_with_warnings);
  attest_filter_row_set_count (self->filters, FILTER_NEW, counts.n_compared[ATTEST_COMPARISON_NEW]);
  attest_filter_row_set_count (
      self->filters, FILTER_CHANGED, counts.n_compared[ATTEST_COMPARISON_CHANGED]);
  attest_filter_row_set_count (
      self->filters, FILTER_UNCHANGED, counts.n_compared[ATTEST_COMPARISON_UNCHANGED]);
  attest_filter_row_set_count (
      self->filters, FILTER_CONFLICT, counts.n_effects[ATTEST_IMPORT_EFFECT_CONFLICT]);
  attest_filter_row_set_count (self->filters, FILTER_LEFT_OUT, counts.n_left_out);
}

/* Once all is answered there is nothing to ask. */
static void
update_missing (AttestImportReviewPage *self)
{
  const guint n_missing = attest_import_missing_update (self->missing);

  attest_filter_row_set_count (self->filters, FILTER_MISSING, n_missing);
  if (n_missing > 0 || attest_filter_row_get_chosen (self->filters) != FILTER_MISSING)
    return;
  attest_filter_row_set_chosen (self->filters, FILTER_ALL);
  gtk_widget_child_focus (GTK_WIDGET (self->table), GTK_DIR_TAB_FORWARD);
}

/* The chosen record */

static void
show_chosen (AttestImportReviewPage *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->pages);
  AttestImportRecord *record = attest_import_rows_get_chosen (self->rows);
  AttestImportPart *part = attest_import_rows_get_chosen_part (self->rows);

  if (!adw_flap_get_reveal_flap (self->flap))
    return;
  if (g_strcmp0 (page, "record") == 0)
    attest_import_record_pane_show (self->record_pane, record, part);
  else if (g_strcmp0 (page, "source") == 0)
    attest_import_record_pane_show (self->source_pane, record, part);
}

static void
chosen_cb (AttestImportReviewPage *self)
{
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "import.leave-out", attest_import_rows_get_chosen (self->rows) != NULL);
  show_chosen (self);
}

static void
choose (AttestImportReviewPage *self, guint position)
{
  attest_import_rows_choose (self->rows, position);
  attest_import_table_scroll_to (self->table, position);
}

static void
filter_chosen_cb (AttestImportReviewPage *self)
{
  const gboolean is_missing = attest_filter_row_get_chosen (self->filters) == FILTER_MISSING;

  gtk_stack_set_visible_child (self->content,
                               is_missing ? GTK_WIDGET (self->missing) : GTK_WIDGET (self->table));
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  attest_import_rows_restore (self->rows);
}

/* The pane */

static void
show_page (AttestImportReviewPage *self, const char *page)
{
  gtk_stack_set_visible_child_name (self->pages, page);
  adw_flap_set_reveal_flap (self->flap, TRUE);
  show_chosen (self);
}

static void
edit_cb (AttestImportReviewPage *self, const char *path)
{
  if (attest_import_rows_get_chosen (self->rows) == NULL)
    return;
  show_page (self, "record");
  if (!attest_import_record_pane_focus (self->record_pane, path))
    gtk_widget_child_focus (GTK_WIDGET (self->record_pane), GTK_DIR_TAB_FORWARD);
}

static void
problem_chosen_cb (AttestImportReviewPage *self, AttestImportRecord *record, const char *path)
{
  guint position = GTK_INVALID_LIST_POSITION;

  attest_filter_row_set_chosen (self->filters, FILTER_ALL);
  position = attest_import_rows_find (self->rows, attest_import_record_get_row (record));
  if (position == GTK_INVALID_LIST_POSITION)
    return;
  choose (self, position);
  edit_cb (self, path);
}

static void
missing_cb (AttestImportReviewPage *self)
{
  attest_filter_row_set_chosen (self->filters, FILTER_MISSING);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  gtk_widget_child_focus (GTK_WIDGET (self->missing), GTK_DIR_TAB_FORWARD);
}

static const char *
get_first_path (AttestImportRecord *record)
{
  GPtrArray *problems = attest_import_record_get_problems (record);

  return problems->len > 0 ? attest_problem_get_path (g_ptr_array_index (problems, 0)) : "";
}

static gboolean
has_errors_cb (AttestImportRecord *record, gpointer user_data)
{
  return matches (record, FILTER_ERRORS);
}

static gboolean
has_warnings_cb (AttestImportRecord *record, gpointer user_data)
{
  return matches (record, FILTER_WARNINGS);
}

/* Errors as long as there are any, then warnings; after the last comes the first. */
static void
go_to_problem (AttestImportReviewPage *self, int step)
{
  AttestImportCounts counts;
  guint position = GTK_INVALID_LIST_POSITION;

  if (attest_filter_row_get_chosen (self->filters) == FILTER_MISSING)
    attest_filter_row_set_chosen (self->filters, FILTER_ALL);
  attest_import_count (self->import, &counts);
  position = attest_import_rows_find_next (
      self->rows, step, counts.n_with_errors > 0 ? has_errors_cb : has_warnings_cb, NULL);
  if (position == GTK_INVALID_LIST_POSITION)
    return;
  choose (self, position);
  edit_cb (self, get_first_path (attest_import_rows_get_chosen (self->rows)));
}

/* The keyboard does not stay in what has gone, nor does it go to what would keep the records. */
static void
toggle_pane (AttestImportReviewPage *self)
{
  const gboolean has_keyboard =
      (gtk_widget_get_state_flags (self->pane) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;

  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
  if (has_keyboard)
    gtk_widget_child_focus (GTK_WIDGET (self->table), GTK_DIR_TAB_FORWARD);
  show_chosen (self);
}

static void
toggle_source (AttestImportReviewPage *self)
{
  const gboolean is_shown =
      adw_flap_get_reveal_flap (self->flap)
      && g_str_equal (gtk_stack_get_visible_child_name (self->pages), "source");

  show_page (self, is_shown ? "record" : "source");
}

static void
leave_out (AttestImportReviewPage *self)
{
  AttestImportRecord *record = attest_import_rows_get_chosen (self->rows);

  if (record != NULL)
    attest_import_leave_out (self->import, record, !attest_import_record_get_is_left_out (record));
}

static void
page_shown_cb (AttestImportReviewPage *self)
{
  if (self->import != NULL)
    show_chosen (self);
}

/* The pane is no wider, whatever its pages would like: the list needs the room. They scroll, so
 * they are not asked how high they would be either. */

static GtkSizeRequestMode
get_pane_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
pane_measure (GtkWidget *widget,
              GtkOrientation orientation,
              int for_size,
              int *minimum,
              int *natural,
              int *minimum_baseline,
              int *natural_baseline)
{
  const gboolean is_width = orientation == GTK_ORIENTATION_HORIZONTAL;
  GtkWidget *box = gtk_widget_get_first_child (widget);
  GtkWidget *switcher = gtk_widget_get_first_child (box);

  gtk_widget_measure (is_width ? box : switcher, orientation, -1, minimum, natural, NULL, NULL);
  *minimum = *natural = is_width ? MAX (*minimum, PANE_WIDTH) : 2 * *minimum;
}

static void
allocate_pane (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (gtk_widget_get_first_child (widget), width, height, baseline, NULL);
}

/* The object */

static void
attest_import_review_page_dispose (GObject *object)
{
  AttestImportReviewPage *self = ATTEST_IMPORT_REVIEW_PAGE (object);

  if (self->table != NULL)
    attest_import_table_set_rows (self->table, NULL);
  g_clear_object (&self->rows);
  g_clear_object (&self->filter);
  G_OBJECT_CLASS (attest_import_review_page_parent_class)->dispose (object);
}

static void
attest_import_review_page_class_init (AttestImportReviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_import_review_page_dispose;
  g_type_ensure (ATTEST_TYPE_FILTER_ROW);
  g_type_ensure (ATTEST_TYPE_IMPORT_MISSING);
  g_type_ensure (ATTEST_TYPE_IMPORT_TABLE);
  g_type_ensure (ATTEST_TYPE_IMPORT_PROBLEMS_PANE);
  g_type_ensure (ATTEST_TYPE_IMPORT_RECORD_PANE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/imports/attest-import-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestImportReviewPage, filters);
  gtk_widget_class_bind_template_child (widget_class, AttestImportReviewPage, content);
  gtk_widget_class_bind_template_child (widget_class, AttestImportReviewPage, table);
  gtk_widget_class_bind_template_child (widget_class, AttestImportReviewPage, missing);
  gtk_widget_class_bind_template_child (widget_class, AttestImportReviewPage, flap);
  gtk_widget_class_bind_template_child (widget_class, AttestImportReviewPage, pane);
  gtk_widget_class_bind_template_child (widget_class, AttestImportReviewPage, pages);
  gtk_widget_class_bind_template_child (widget_class, AttestImportReviewPage, problems);
  gtk_widget_class_bind_template_child (widget_class, AttestImportReviewPage, record_pane);
  gtk_widget_class_bind_template_child (widget_class, AttestImportReviewPage, source_pane);
  gtk_widget_class_bind_template_callback (widget_class, filter_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, problem_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, missing_cb);
}

static void
attest_import_review_page_init (AttestImportReviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (
      self->pane, gtk_custom_layout_new (get_pane_mode, pane_measure, allocate_pane));
  for (guint i = 0; i < N_FILTERS; i++)
    attest_filter_row_add (self->filters, _ (filter_labels[i]));
  attest_import_record_pane_set_shows_source (self->source_pane, TRUE);
}

/* @import: outlives @self */
void
attest_import_review_page_set_import (AttestImportReviewPage *self, AttestImport *import)
{
  self->import = import;
  attest_import_missing_set_import (self->missing, import);
  attest_import_problems_pane_set_import (self->problems, import);
  attest_import_record_pane_set_import (self->record_pane, import);
  attest_import_record_pane_set_import (self->source_pane, import);
  self->filter = gtk_custom_filter_new (match_cb, self, NULL);
  self->rows = attest_import_rows_new (
      attest_import_get_records (import), GTK_FILTER (self->filter), GTK_WIDGET (self->table));
  g_signal_connect_object (self->rows, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  attest_import_table_set_rows (self->table, self->rows);
}

/* Returns: how wide the list will be when the page is shown first; 0: unknown */
static int
foresee_width (AttestImportReviewPage *self)
{
  GtkWidget *stack = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_VIEW_STACK);
  const int width = stack != NULL ? gtk_widget_get_width (stack) : 0;
  int list = 0, pane = 0;

  gtk_widget_measure (
      adw_flap_get_content (self->flap), GTK_ORIENTATION_HORIZONTAL, -1, &list, NULL, NULL, NULL);
  gtk_widget_measure (self->pane, GTK_ORIENTATION_HORIZONTAL, -1, &pane, NULL, NULL, NULL);
  return width >= list + pane ? width - pane : width;
}

/**
 * attest_import_review_page_prepare:
 * @self: a page
 *
 * Makes the columns of its list before it is shown, once it is known what the records are.
 *
 * Returns: whether they were missing
 */
gboolean
attest_import_review_page_prepare (AttestImportReviewPage *self)
{
  return attest_import_get_reading (self->import) != NULL
         && attest_import_table_set_schema (
             self->table, attest_import_get_schema (self->import), foresee_width (self));
}

/**
 * attest_import_review_page_update:
 * @self: a page
 *
 * Shows the reading there is now.
 */
void
attest_import_review_page_update (AttestImportReviewPage *self)
{
  if (attest_import_get_reading (self->import) == NULL)
    return;
  attest_import_review_page_prepare (self);
  count_filters (self);
  update_missing (self);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  attest_import_problems_pane_update (self->problems);
  attest_import_rows_restore (self->rows);
}

/**
 * attest_import_review_page_act:
 * @self: a page
 * @action: the name of an action of the window that is about the records
 */
void
attest_import_review_page_act (AttestImportReviewPage *self, const char *action)
{
  if (g_str_equal (action, "import.next-problem"))
    go_to_problem (self, 1);
  else if (g_str_equal (action, "import.previous-problem"))
    go_to_problem (self, -1);
  else if (g_str_equal (action, "import.show-source"))
    toggle_source (self);
  else if (g_str_equal (action, "import.show-record"))
    edit_cb (self, "");
  else if (g_str_equal (action, "import.toggle-pane"))
    toggle_pane (self);
  else if (g_str_equal (action, "import.leave-out"))
    leave_out (self);
}
