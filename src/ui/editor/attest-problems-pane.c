/* AttestProblemsPane: a list view over the problems of an open draft, the worst first. Rows are
 * recycled, so that it stays light with hundreds. Main thread. */
#include "attest-config.h"
#include "editor/attest-problems-pane.h"

#include <glib/gi18n.h>

struct _AttestProblemsPane
{
  AdwBin parent_instance;

  AttestRecord *root;
  GListModel *problems;
  GtkWidget *stack;
  GtkWidget *list;
  GtkWidget *fix_all;
};

G_DEFINE_FINAL_TYPE (AttestProblemsPane, attest_problems_pane, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/**
 * attest_problems_count:
 * @problems: of #AttestProblem
 * @severity: which of them
 *
 * Returns: how many there are
 */
guint
attest_problems_count (GListModel *problems, AttestSeverity severity)
{
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (problems); i++)
    {
      g_autoptr (AttestProblem) problem = g_list_model_get_item (problems, i);
      count += attest_problem_get_severity (problem) == severity ? 1 : 0;
    }
  return count;
}

static void
add_count (GString *words, const char *format, guint n)
{
  g_autoptr (GString) part = g_string_new (format);
  g_autofree char *number = g_strdup_printf ("%u", n);

  if (n == 0)
    return;
  g_string_replace (part, "%u", number, 1);
  g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", part->str);
}

/**
 * attest_problems_summarise:
 * @problems: of #AttestProblem
 * @n_left: how many of the errors are required fields about which nothing is said yet
 *
 * Returns: (transfer full): how many there are, in words
 */
char *
attest_problems_summarise (GListModel *problems, guint n_left)
{
  const guint n_errors = attest_problems_count (problems, ATTEST_SEVERITY_ERROR);
  const guint n_warnings = g_list_model_get_n_items (problems) - n_errors;
  g_autoptr (GString) words = g_string_new (NULL);

  add_count (words, ngettext ("%u error", "%u errors", n_errors - n_left), n_errors - n_left);
  add_count (words, ngettext ("%u warning", "%u warnings", n_warnings), n_warnings);
  add_count (words, ngettext ("%u required field left", "%u required fields left", n_left), n_left);
  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE)
                        : g_strdup (_ ("No problems"));
}

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = gtk_image_new ();
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *message = gtk_label_new (NULL);
  GtkWidget *place = gtk_label_new (NULL);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (message), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (message), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (message), 0);
  gtk_label_set_wrap (GTK_LABEL (place), TRUE);
  gtk_label_set_xalign (GTK_LABEL (place), 0);
  gtk_widget_add_css_class (place, "caption");
  gtk_widget_add_css_class (place, "dim-label");
  gtk_box_append (GTK_BOX (words), message);
  gtk_box_append (GTK_BOX (words), place);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), words);
  gtk_list_item_set_child (item, box);
}

/* Where it is, for people: "Site 2 · Country". */
static char *
dup_place (AttestProblemsPane *self, AttestProblem *problem)
{
  const AttestField *field = NULL;
  AttestRecord *record =
      attest_record_lookup (self->root, attest_problem_get_path (problem), &field);
  AttestRecordList *list = record != NULL ? attest_record_get_list_of (record) : NULL;
  g_autoptr (GString) place = g_string_new (NULL);
  guint position = 0;

  if (list != NULL && attest_record_list_find (list, record, &position))
    g_string_append_printf (place,
                            C_ ("list item", "%s %u"),
                            attest_schema_get_title (attest_record_get_schema (record)),
                            position + 1);
  if (record != NULL && field != NULL)
    g_string_append_printf (place,
                            "%s%s",
                            place->len > 0 ? " · " : "",
                            attest_field_get_label (attest_record_get_schema (record), field));
  return g_string_free (g_steal_pointer (&place), FALSE);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AttestProblemsPane *self)
{
  AttestProblem *problem = gtk_list_item_get_item (item);
  const gboolean error = attest_problem_get_severity (problem) == ATTEST_SEVERITY_ERROR;
  GtkWidget *icon = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *message = gtk_widget_get_first_child (gtk_widget_get_next_sibling (icon));
  GtkWidget *place = gtk_widget_get_next_sibling (message);
  g_autofree char *where = dup_place (self, problem);

  gtk_image_set_from_icon_name (GTK_IMAGE (icon),
                                error ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (icon, error ? "warning" : "error");
  gtk_widget_add_css_class (icon, error ? "error" : "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  error ? _ ("Error") : _ ("Warning"),
                                  -1);
  gtk_label_set_label (GTK_LABEL (message), attest_problem_get_message (problem));
  gtk_label_set_label (GTK_LABEL (place), where);
  gtk_widget_set_visible (place, *where != '\0');
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item),
                               attest_source_get_label (attest_problem_get_source (problem)));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_widget_get_parent (gtk_list_item_get_child (item))),
      GTK_ACCESSIBLE_PROPERTY_LABEL,
      attest_problem_get_message (problem),
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      where,
      -1);
}

static void
row_activated_cb (AttestProblemsPane *self, guint position)
{
  g_autoptr (AttestProblem) problem = g_list_model_get_item (self->problems, position);

  if (problem != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, problem);
}

static gboolean
can_fix_any (GListModel *problems)
{
  for (guint i = 0; i < g_list_model_get_n_items (problems); i++)
    {
      g_autoptr (AttestProblem) problem = g_list_model_get_item (problems, i);
      if (attest_problem_get_fix_label (problem) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
update_cb (AttestProblemsPane *self)
{
  const gboolean any = g_list_model_get_n_items (self->problems) > 0;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), any ? "list" : "none");
  gtk_widget_set_visible (self->fix_all, can_fix_any (self->problems));
}

static void
attest_problems_pane_dispose (GObject *object)
{
  AttestProblemsPane *self = ATTEST_PROBLEMS_PANE (object);

  if (self->problems != NULL)
    g_signal_handlers_disconnect_by_data (self->problems, self);
  g_clear_object (&self->problems);
  g_clear_object (&self->root);
  G_OBJECT_CLASS (attest_problems_pane_parent_class)->dispose (object);
}

static void
attest_problems_pane_class_init (AttestProblemsPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_problems_pane_dispose;

  /**
   * AttestProblemsPane::chosen:
   * @problem: the one whose field is wanted
   */
  signals[CHOSEN] = g_signal_new ("chosen",
                                  G_TYPE_FROM_CLASS (klass),
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  ATTEST_TYPE_PROBLEM);
}

static GtkWidget *
make_list (AttestProblemsPane *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), self);
  self->list = gtk_list_view_new (NULL, factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->list), TRUE);
  gtk_widget_add_css_class (self->list, "problem-list");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Problems"), -1);
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (row_activated_cb), self);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (scrolled), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Problems"), -1);
  self->fix_all = gtk_button_new_with_mnemonic (_ ("Apply _All Fixes"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->fix_all), "editor.fix-all");
  gtk_widget_add_css_class (self->fix_all, "fix-all");
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), self->fix_all);
  return box;
}

static void
attest_problems_pane_init (AttestProblemsPane *self)
{
  GtkWidget *none = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (none), "attest-accepted-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (none), _ ("No Problems"));
  adw_status_page_set_description (ADW_STATUS_PAGE (none), _ ("It can be sent as it is."));
  gtk_widget_add_css_class (none, "compact");
  /* The page scrolls in a window of its own, which takes the focus and has no name. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (none)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("No Problems"),
                                  -1);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), make_list (self), "list");
  gtk_stack_add_named (GTK_STACK (self->stack), none, "none");
  adw_bin_set_child (ADW_BIN (self), self->stack);
}

/**
 * attest_problems_pane_set_problems:
 * @self: a pane
 * @root: the record the paths start at
 * @problems: of #AttestProblem, kept current by its owner
 */
void
attest_problems_pane_set_problems (AttestProblemsPane *self,
                                   AttestRecord *root,
                                   GListModel *problems)
{
  GtkSelectionModel *selection = NULL;

  g_return_if_fail (ATTEST_IS_PROBLEMS_PANE (self));
  g_return_if_fail (self->problems == NULL);

  self->root = g_object_ref (root);
  self->problems = g_object_ref (problems);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (problems)));
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), selection);
  g_object_unref (selection);
  g_signal_connect_swapped (problems, "items-changed", G_CALLBACK (update_cb), self);
  update_cb (self);
}
