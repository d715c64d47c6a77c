/* AttestSuggestList: see the header. What is selected is said as the description of the text, since
 * the keyboard never comes here. Main thread. */
#include "attest-config.h"
#include "editor/attest-suggest-list.h"

#define MAX_SHOWN 60
#define MAX_WIDTH 480  /* pixels */
#define MAX_HEIGHT 260 /* pixels */

struct _AttestSuggestList
{
  GtkPopover parent_instance;

  GtkWidget *text; /* not owned: it is beside this in the same widget */
  GtkListBox *list;
  GPtrArray *shown; /* (nullable): of AttestSuggestion; the first of them have a row */
};

G_DEFINE_FINAL_TYPE (AttestSuggestList, attest_suggest_list, GTK_TYPE_POPOVER)

static guint picked_signal;

static void
pick (AttestSuggestList *self, GtkListBoxRow *row)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_ref (self->shown);

  g_signal_emit (
      self, picked_signal, 0, g_ptr_array_index (shown, gtk_list_box_row_get_index (row)));
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, AttestSuggestList *self)
{
  pick (self, row);
}

static GtkWidget *
make_row (const AttestSuggestion *suggestion)
{
  g_autofree char *said = attest_suggestion_dup_detail (suggestion);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = gtk_label_new (suggestion->text);

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), text);
  if (said != NULL)
    {
      GtkWidget *detail = gtk_label_new (said);

      gtk_widget_add_css_class (detail, "dim-label");
      gtk_box_append (GTK_BOX (box), detail);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static void
fill (AttestSuggestList *self)
{
  GtkWidget *row = NULL;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < MIN (self->shown->len, MAX_SHOWN); i++)
    gtk_list_box_append (self->list, make_row (self->shown->pdata[i]));
}

static void
scroll_to (AttestSuggestList *self, GtkListBoxRow *row)
{
  GtkAdjustment *adjustment = gtk_list_box_get_adjustment (self->list);
  graphene_rect_t bounds;

  if (adjustment != NULL
      && gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

static void
select_row (AttestSuggestList *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);
  const AttestSuggestion *suggestion = g_ptr_array_index (self->shown, index);
  g_autofree char *detail = attest_suggestion_dup_detail (suggestion);
  g_autofree char *said = g_strjoin (", ", suggestion->text, detail, NULL);

  gtk_list_box_select_row (self->list, row);
  scroll_to (self, row);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, said, -1);
}

/**
 * attest_suggest_list_show:
 * @self: a list
 * @suggestions: (element-type AttestSuggestion): at least one, the best first
 * @selects_first: whether the best is selected at once
 *
 * Opens, or goes on with these.
 */
void
attest_suggest_list_show (AttestSuggestList *self, GPtrArray *suggestions, gboolean selects_first)
{
  g_return_if_fail (ATTEST_IS_SUGGEST_LIST (self));
  g_return_if_fail (suggestions != NULL && suggestions->len > 0);

  g_ptr_array_ref (suggestions);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = suggestions;
  fill (self);
  gtk_widget_set_size_request (
      GTK_WIDGET (self), MIN (gtk_widget_get_width (self->text), MAX_WIDTH), -1);
  gtk_popover_popup (GTK_POPOVER (self));
  if (selects_first)
    select_row (self, 0);
}

/**
 * attest_suggest_list_move:
 * @self: an open list
 * @step: down, or up where negative
 *
 * Selects another one; where none is, the first or the last.
 */
void
attest_suggest_list_move (AttestSuggestList *self, int step)
{
  GtkListBoxRow *row = NULL;
  int n = 0;
  int index = 0;

  g_return_if_fail (ATTEST_IS_SUGGEST_LIST (self) && self->shown != NULL);

  row = gtk_list_box_get_selected_row (self->list);
  n = (int) MIN (self->shown->len, MAX_SHOWN);
  index = row != NULL ? gtk_list_box_row_get_index (row) + step : step > 0 ? 0 : n - 1;
  select_row (self, CLAMP (index, 0, n - 1));
}

/**
 * attest_suggest_list_pick_selected:
 * @self: an open list
 *
 * Returns: whether one is selected, and so was picked
 */
gboolean
attest_suggest_list_pick_selected (AttestSuggestList *self)
{
  GtkListBoxRow *row = NULL;

  g_return_val_if_fail (ATTEST_IS_SUGGEST_LIST (self), FALSE);

  row = gtk_list_box_get_selected_row (self->list);
  if (row != NULL)
    pick (self, row);
  return row != NULL;
}

static void
attest_suggest_list_finalize (GObject *object)
{
  g_clear_pointer (&ATTEST_SUGGEST_LIST (object)->shown, g_ptr_array_unref);
  G_OBJECT_CLASS (attest_suggest_list_parent_class)->finalize (object);
}

static void
attest_suggest_list_class_init (AttestSuggestListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_suggest_list_finalize;
  picked_signal = g_signal_new ("picked",
                                G_TYPE_FROM_CLASS (klass),
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                1,
                                G_TYPE_POINTER);
}

static GtkWidget *
make_scrolled (GtkWidget *list)
{
  GtkScrolledWindow *scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());

  gtk_scrolled_window_set_child (scrolled, list);
  gtk_scrolled_window_set_policy (scrolled, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (scrolled, TRUE);
  gtk_scrolled_window_set_propagate_natural_width (scrolled, TRUE);
  gtk_scrolled_window_set_max_content_height (scrolled, MAX_HEIGHT);
  return GTK_WIDGET (scrolled);
}

static void
attest_suggest_list_init (AttestSuggestList *self)
{
  GtkPopover *popover = GTK_POPOVER (self);
  GtkWidget *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  gtk_widget_add_css_class (list, "suggestions");
  gtk_widget_set_focusable (list, FALSE);
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated_cb), self);
  /* The keyboard stays in the text; Tab would go in here and not come out again. */
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "menu");
  gtk_popover_set_autohide (popover, FALSE);
  gtk_popover_set_has_arrow (popover, FALSE);
  gtk_popover_set_position (popover, GTK_POS_BOTTOM);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_popover_set_child (popover, make_scrolled (list));
}

/**
 * attest_suggest_list_new:
 * @text: the entry or view that is completed, beside which it gets its parent; outlives it
 *
 * Returns: (transfer floating): a closed list
 */
AttestSuggestList *
attest_suggest_list_new (GtkWidget *text)
{
  AttestSuggestList *self = g_object_new (ATTEST_TYPE_SUGGEST_LIST, NULL);

  self->text = text;
  return self;
}
