/* AttestProblemsPane: a list view over the problems of an open draft: what the service refused,
 * under its name, then what is wrong here, the worst first. Rows are recycled, so that it stays
 * light with hundreds. Main thread. */
#include "attest-config.h"
#include "editor/attest-problems-pane.h"

#include "widgets/attest-plain.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-time-text.h"

#include <glib/gi18n.h>

/* What the list is made of; what is only missing yet is a number below it. */
typedef enum
{
  PART_REFUSED,
  PART_HERE,
  N_PARTS
} Part;

struct _AttestProblemsPane
{
  AdwBin parent_instance;

  AttestOpenDraft *open_draft;
  GListStore *headings[N_PARTS]; /* of GtkStringObject: none or one */
  GtkFilter *filters[N_PARTS];   /* not owned: their models do */
  AttestProblem *current;        /* (nullable): the one the form is at */
  GHashTable *bound;             /* of GtkListItem, not owned: those that show a row */
  GtkWidget *list;
  GtkWidget *scrolled;
  GtkWidget *left; /* how much is missing yet; that there is nothing to say */
  guint n_left;
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
  GtkWidget *words = attest_plain_label_new (NULL, NULL);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), words);
  gtk_list_item_set_child (item, box);
}

/* "Name" is a label in several groups: then the group is named as well. */
static void
append_label (GString *place, const AttestSchema *schema, const AttestField *field)
{
  const char *label = attest_field_get_label (schema, field);
  const char *section = attest_field_get_section (schema, field);
  gboolean is_ambiguous = FALSE;

  for (guint i = 0; i < schema->n_fields && section != NULL; i++)
    is_ambiguous |= &schema->fields[i] != field
                    && g_str_equal (attest_field_get_label (schema, &schema->fields[i]), label);
  if (is_ambiguous)
    g_string_append_printf (place, "%s · ", section);
  g_string_append (place, label);
}

/* Where it is, for people: "Site 2 · Country"; "": in the whole of it. */
static char *
dup_place (AttestProblemsPane *self, AttestProblem *problem)
{
  const AttestField *field = NULL;
  AttestRecord *record = attest_record_lookup (
      attest_open_draft_get_record (self->open_draft), attest_problem_get_path (problem), &field);
  AttestRecordList *list = record != NULL ? attest_record_get_list_of (record) : NULL;
  g_autoptr (GString) place = g_string_new (NULL);
  guint position = 0;

  if (list != NULL && attest_record_list_find (list, record, &position))
    g_string_append_printf (place,
                            C_ ("list item", "%s %u"),
                            attest_schema_get_title (attest_record_get_schema (record)),
                            position + 1);
  if (place->len > 0 && field != NULL)
    g_string_append (place, " · ");
  if (field != NULL)
    append_label (place, attest_record_get_schema (record), field);
  return g_strdup (place->str);
}

static void
set_icon (GtkWidget *icon, AttestProblem *problem)
{
  const gboolean error = attest_problem_get_severity (problem) == ATTEST_SEVERITY_ERROR;
  const char *name = error ? "dialog-error-symbolic" : "dialog-warning-symbolic";

  if (attest_problem_is_refusal (problem))
    name = "attest-refused-symbolic";
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), name);
  gtk_widget_remove_css_class (icon, error ? "warning" : "error");
  gtk_widget_add_css_class (icon, error ? "error" : "warning");
  attest_readers_name (GTK_ACCESSIBLE (icon), error ? _ ("Error") : _ ("Warning"));
}

/* The row around what an item shows. */
static GtkWidget *
get_row (GtkListItem *item)
{
  return gtk_widget_get_parent (gtk_list_item_get_child (item));
}

static void
mark_current (AttestProblemsPane *self, GtkListItem *item)
{
  const gboolean is_current =
      self->current != NULL && gtk_list_item_get_item (item) == (gpointer) self->current;

  if (is_current)
    gtk_widget_add_css_class (get_row (item), "current");
  else
    gtk_widget_remove_css_class (get_row (item), "current");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (get_row (item)), GTK_ACCESSIBLE_STATE_SELECTED, is_current, -1);
}

static void
bind_problem (AttestProblemsPane *self, GtkListItem *item, AttestProblem *problem)
{
  GtkWidget *child = gtk_list_item_get_child (item);
  GtkWidget *label = gtk_widget_get_last_child (child);
  const char *message = attest_problem_get_message (problem);
  g_autofree char *place = dup_place (self, problem);
  g_autofree char *markup = *place != '\0'
                                ? g_markup_printf_escaped ("<b>%s</b>  %s", place, message)
                                : g_markup_escape_text (message, -1);
  g_autofree char *name =
      *place != '\0' ? g_strdup_printf ("%s: %s", place, message) : g_strdup (message);

  set_icon (gtk_widget_get_first_child (child), problem);
  gtk_label_set_markup (GTK_LABEL (label), markup);
  /* Who refused it stands above; not all of the words are the service's. */
  gtk_widget_set_tooltip_text (child,
                               attest_problem_is_refusal (problem)
                                   ? NULL
                                   : attest_source_get_label (attest_problem_get_source (problem)));
  attest_readers_name (GTK_ACCESSIBLE (get_row (item)), name);
}

static void
bind_heading (GtkListItem *item, const char *heading)
{
  GtkWidget *child = gtk_list_item_get_child (item);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (child)), heading);
  gtk_widget_set_tooltip_text (child, NULL);
  attest_readers_name (GTK_ACCESSIBLE (get_row (item)), heading);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AttestProblemsPane *self)
{
  gpointer object = gtk_list_item_get_item (item);
  GtkWidget *child = gtk_list_item_get_child (item);
  const gboolean is_heading = GTK_IS_STRING_OBJECT (object);

  gtk_list_item_set_activatable (item, !is_heading);
  gtk_widget_set_visible (gtk_widget_get_first_child (child), !is_heading);
  gtk_label_set_use_markup (GTK_LABEL (gtk_widget_get_last_child (child)), !is_heading);
  if (is_heading)
    {
      gtk_widget_add_css_class (child, "heading");
      bind_heading (item, gtk_string_object_get_string (object));
    }
  else
    {
      gtk_widget_remove_css_class (child, "heading");
      bind_problem (self, item, object);
    }
  g_hash_table_add (self->bound, item);
  mark_current (self, item);
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AttestProblemsPane *self)
{
  g_hash_table_remove (self->bound, item);
}

static void
row_activated_cb (AttestProblemsPane *self, guint position)
{
  GListModel *rows = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (self->list)));
  g_autoptr (GObject) row = g_list_model_get_item (rows, position);

  if (ATTEST_IS_PROBLEM (row))
    g_signal_emit (self, signals[CHOSEN], 0, row);
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
set_heading (GListStore *store, const char *heading)
{
  GListModel *model = G_LIST_MODEL (store);
  g_autoptr (GtkStringObject) old = g_list_model_get_item (model, 0);
  g_autoptr (GtkStringObject) new = heading != NULL ? gtk_string_object_new (heading) : NULL;

  if (g_strcmp0 (old != NULL ? gtk_string_object_get_string (old) : NULL, heading) != 0)
    g_list_store_splice (
        store, 0, g_list_model_get_n_items (model), (gpointer *) &new, new != NULL ? 1 : 0);
}

static char *
dup_refused_heading (AttestSubmission *refused)
{
  g_autofree char *when = attest_time_format_day (attest_submission_get_sent (refused));

  /* TRANSLATORS: a service, an environment and a time: who refused the record, and when */
  return g_strdup_printf (_ ("From %s · %s · %s"),
                          attest_submission_get_service_text (refused, FALSE),
                          attest_submission_get_environment_text (refused, FALSE),
                          when);
}

static gboolean
is_in_part (AttestProblemsPane *self, AttestProblem *problem, Part part)
{
  if (attest_problem_is_refusal (problem))
    return part == PART_REFUSED;
  return part == PART_HERE && !attest_open_draft_is_quiet (self->open_draft, problem);
}

static guint
count_part (AttestProblemsPane *self, Part part)
{
  GListModel *problems = attest_open_draft_get_problems (self->open_draft);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (problems); i++)
    {
      g_autoptr (AttestProblem) problem = g_list_model_get_item (problems, i);
      n += is_in_part (self, problem, part);
    }
  return n;
}

static void
update_left (AttestProblemsPane *self)
{
  const guint n_left = attest_open_draft_count_quiet (self->open_draft);
  g_autofree char *words = g_strdup_printf (
      ngettext ("%u required field left", "%u required fields left", n_left), n_left);

  gtk_label_set_label (GTK_LABEL (self->left), n_left > 0 ? words : _ ("No problems"));
}

/* What was missing may be wrong now, though the list of problems is the same. */
static void
update_cb (AttestProblemsPane *self)
{
  AttestSubmission *refused = attest_open_draft_get_refused (self->open_draft);
  const guint n_refused = count_part (self, PART_REFUSED);
  const guint n_here = count_part (self, PART_HERE);
  const guint n_left = attest_open_draft_count_quiet (self->open_draft);
  g_autofree char *heading =
      n_refused > 0 && refused != NULL ? dup_refused_heading (refused) : NULL;

  if (n_left != self->n_left)
    gtk_filter_changed (self->filters[PART_HERE], GTK_FILTER_CHANGE_DIFFERENT);
  self->n_left = n_left;
  set_heading (self->headings[PART_REFUSED], heading);
  set_heading (self->headings[PART_HERE], heading != NULL && n_here > 0 ? _ ("Found Here") : NULL);
  gtk_widget_set_visible (self->scrolled, n_refused + n_here > 0);
  gtk_widget_set_visible (self->left, n_left > 0 || n_refused + n_here == 0);
  update_left (self);
  gtk_widget_set_visible (self->fix_all,
                          can_fix_any (attest_open_draft_get_problems (self->open_draft)));
}

static void
attest_problems_pane_dispose (GObject *object)
{
  AttestProblemsPane *self = ATTEST_PROBLEMS_PANE (object);

  if (self->open_draft != NULL)
    g_signal_handlers_disconnect_by_data (self->open_draft, self);
  g_clear_object (&self->open_draft);
  g_clear_object (&self->current);
  for (guint i = 0; i < G_N_ELEMENTS (self->headings); i++)
    g_clear_object (&self->headings[i]);
  G_OBJECT_CLASS (attest_problems_pane_parent_class)->dispose (object);
}

static void
attest_problems_pane_finalize (GObject *object)
{
  g_hash_table_unref (ATTEST_PROBLEMS_PANE (object)->bound);
  G_OBJECT_CLASS (attest_problems_pane_parent_class)->finalize (object);
}

static void
attest_problems_pane_class_init (AttestProblemsPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_problems_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = attest_problems_pane_finalize;

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

static void
make_list (AttestProblemsPane *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row_cb), self);
  self->list = gtk_list_view_new (NULL, factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->list), TRUE);
  gtk_widget_add_css_class (self->list, "problem-list");
  attest_readers_name (GTK_ACCESSIBLE (self->list), _ ("Problems"));
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (row_activated_cb), self);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->list);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  attest_readers_name (GTK_ACCESSIBLE (self->scrolled), _ ("Problems"));
}

static void
attest_problems_pane_init (AttestProblemsPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->bound = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < N_PARTS; i++)
    self->headings[i] = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  make_list (self);
  self->left = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->left), 0);
  gtk_widget_add_css_class (self->left, "dim-label");
  gtk_widget_add_css_class (self->left, "no-problems");
  self->fix_all = gtk_button_new_with_mnemonic (_ ("Apply _All Fixes"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->fix_all), "editor.fix-all");
  gtk_widget_add_css_class (self->fix_all, "fix-all");
  gtk_box_append (GTK_BOX (box), self->scrolled);
  gtk_box_append (GTK_BOX (box), self->left);
  gtk_box_append (GTK_BOX (box), self->fix_all);
  adw_bin_set_child (ADW_BIN (self), box);
}

static gboolean
is_refused_cb (gpointer problem, gpointer self)
{
  return is_in_part (self, problem, PART_REFUSED);
}

static gboolean
is_here_cb (gpointer problem, gpointer self)
{
  return is_in_part (self, problem, PART_HERE);
}

/* Headings and problems as one list. */
static GtkSelectionModel *
make_rows (AttestProblemsPane *self)
{
  static const GtkCustomFilterFunc funcs[N_PARTS] = { is_refused_cb, is_here_cb };
  GListModel *problems = attest_open_draft_get_problems (self->open_draft);
  GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);
  GtkFlattenListModel *rows = NULL;

  for (guint i = 0; i < N_PARTS; i++)
    {
      g_autoptr (GtkFilterListModel) part = NULL;

      self->filters[i] = GTK_FILTER (gtk_custom_filter_new (funcs[i], self, NULL));
      part = gtk_filter_list_model_new (g_object_ref (problems), self->filters[i]);
      g_list_store_append (parts, self->headings[i]);
      g_list_store_append (parts, part);
    }
  rows = gtk_flatten_list_model_new (G_LIST_MODEL (parts));
  return GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (rows)));
}

/**
 * attest_problems_pane_set_draft:
 * @self: a pane
 * @open_draft: whose problems are shown from now on
 */
void
attest_problems_pane_set_draft (AttestProblemsPane *self, AttestOpenDraft *open_draft)
{
  g_autoptr (GtkSelectionModel) rows = NULL;

  g_return_if_fail (ATTEST_IS_PROBLEMS_PANE (self));
  g_return_if_fail (self->open_draft == NULL);

  self->open_draft = g_object_ref (open_draft);
  rows = make_rows (self);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), rows);
  g_signal_connect_swapped (open_draft, "problems-changed", G_CALLBACK (update_cb), self);
  update_cb (self);
}

/**
 * attest_problems_pane_set_current:
 * @self: a pane with problems
 * @problem: (nullable): the one whose field is looked at now
 *
 * Marks it, and scrolls to it.
 */
void
attest_problems_pane_set_current (AttestProblemsPane *self, AttestProblem *problem)
{
  GListModel *rows = NULL;
  GHashTableIter items;
  gpointer item = NULL;

  g_return_if_fail (ATTEST_IS_PROBLEMS_PANE (self));

  if (!g_set_object (&self->current, problem))
    return;
  g_hash_table_iter_init (&items, self->bound);
  while (g_hash_table_iter_next (&items, &item, NULL))
    mark_current (self, item);
  rows = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (self->list)));
  for (guint i = 0; problem != NULL && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GObject) row = g_list_model_get_item (rows, i);

      if (row == G_OBJECT (problem))
        gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", i);
    }
}
