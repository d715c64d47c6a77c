/* AttestImportProblemsPane: see the header. One row is one rule and one value. A row stays as long
 * as there is such a problem; rows that are new come a few with each frame. */
#include "attest-config.h"
#include "imports/attest-import-problems.h"

#include "imports/attest-import-choice.h"
#include "imports/attest-import-missing.h"
#include "imports/attest-import-words.h"
#include "widgets/attest-frames.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-wrap-layout.h"

#include <glib/gi18n.h>

#define GROUP_KEY "attest-group"
#define ENTRY_KEY "attest-entry"
#define ALWAYS_KEY "attest-always"
#define WORDS_KEY "attest-words"
#define BUTTON_KEY "attest-button"
#define ALIKE_KEY "attest-alike"

/* Of those that are shown; what is left is seen when these are put right. */
#define MOST_GROUPS 60
/* What can be made beside drawing the rest of the page. */
#define ROWS_IN_A_FRAME 3

struct _AttestImportProblemsPane
{
  AdwBin parent_instance;

  AttestImport *import;       /* not owned: the window's */
  const AttestSchema *schema; /* of the records the groups are of */
  GPtrArray *groups;          /* of AttestImportProblems */
  GtkListBox *list;
  GtkWidget *missing_row; /* (nullable): the first row */
  GtkLabel *nothing;
};

G_DEFINE_FINAL_TYPE (AttestImportProblemsPane, attest_import_problems_pane, ADW_TYPE_BIN)

static guint chosen_signal;
static guint missing_signal;

static void
show_first_cb (AttestImportProblemsPane *self, GtkListBoxRow *row)
{
  const AttestImportProblems *group = g_object_get_data (G_OBJECT (row), GROUP_KEY);

  if (group != NULL)
    g_signal_emit (self,
                   chosen_signal,
                   0,
                   g_ptr_array_index (group->records, 0),
                   attest_problem_get_path (g_ptr_array_index (group->problems, 0)));
}

static void
apply (AttestImportProblemsPane *self, GtkWidget *widget, const char *text)
{
  const AttestImportProblems *group = g_object_get_data (G_OBJECT (widget), GROUP_KEY);
  GtkCheckButton *always = g_object_get_data (G_OBJECT (widget), ALWAYS_KEY);

  attest_import_fix (self->import, group, text, gtk_check_button_get_active (always));
}

static void
apply_cb (AttestImportProblemsPane *self, GtkWidget *button)
{
  GtkWidget *remedy = g_object_get_data (G_OBJECT (button), ENTRY_KEY);
  g_autofree char *text = g_strdup (ATTEST_IS_IMPORT_CHOICE (remedy)
                                        ? attest_import_choice_get (ATTEST_IMPORT_CHOICE (remedy))
                                        : gtk_editable_get_text (GTK_EDITABLE (remedy)));

  apply (self, button, text);
}

static void
accept_alike_cb (AttestImportProblemsPane *self, GtkWidget *button)
{
  attest_import_accept_alike (self->import, g_object_get_data (G_OBJECT (button), GROUP_KEY));
}

static void
answer_twins (AttestImportProblemsPane *self, GtkWidget *button, gboolean are_wanted)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);

  attest_import_answer_twins (
      self->import, g_object_get_data (G_OBJECT (row), GROUP_KEY), are_wanted);
}

static void
keep_one_cb (AttestImportProblemsPane *self, GtkWidget *button)
{
  answer_twins (self, button, FALSE);
}

static void
keep_all_cb (AttestImportProblemsPane *self, GtkWidget *button)
{
  answer_twins (self, button, TRUE);
}

static void
press_cb (GtkWidget *button)
{
  gtk_widget_activate (button);
}

/* A label beside something else: a box itself asks it how wide it is for a height, which only
 * trying can tell. */
static GtkWidget *
make_beside (GtkWidget *label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, attest_wrap_layout_new (TRUE));
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static const AttestField *
find_field (AttestImportProblemsPane *self, const AttestImportProblems *group)
{
  return attest_sheet_place_find (attest_import_get_schema (self->import), group->field).field;
}

static char *
name_field (AttestImportProblemsPane *self, const AttestImportProblems *group)
{
  return attest_import_name_path (attest_import_get_schema (self->import), group->field);
}

static GtkWidget *
make_choices (AttestImportProblemsPane *self,
              const AttestField *field,
              const AttestImportProblems *group)
{
  const AttestSchema *schema = attest_import_get_schema (self->import);
  g_autofree char *name = name_field (self, group);
  GtkWidget *choice = attest_import_choice_new (name);

  for (const AttestChoice *each = field->choices; each->wire != NULL; each++)
    attest_import_choice_add (
        ATTEST_IMPORT_CHOICE (choice), attest_choice_get_label (schema, each), each->wire);
  attest_import_choice_select (ATTEST_IMPORT_CHOICE (choice), group->fix_text);
  return choice;
}

static GtkWidget *
make_entry (AttestImportProblemsPane *self, const AttestImportProblems *group)
{
  GtkWidget *entry = gtk_entry_new ();
  const char *text = group->fix_text != NULL ? group->fix_text : group->text;
  g_autofree char *name = name_field (self, group);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 12);
  attest_readers_name (GTK_ACCESSIBLE (entry), name);
  return entry;
}

static GtkWidget *
make_always (AttestImportProblemsPane *self, const AttestImportProblems *group)
{
  GtkWidget *always = gtk_check_button_new ();
  GtkWidget *label = attest_plain_label_new (_ ("Remember for the next sheet"), "caption");

  gtk_label_set_mnemonic_widget (GTK_LABEL (label), always);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (always), make_beside (label));
  /* What a sheet does not have, the next one has not either. */
  gtk_check_button_set_active (GTK_CHECK_BUTTON (always),
                               attest_import_lacks (self->import, group));
  return always;
}

/* Few rows have it. */
static GtkWidget *
add_alike (AttestImportProblemsPane *self, GtkWidget *row, const AttestImportProblems *group)
{
  GtkWidget *button = gtk_button_new_with_mnemonic ("");
  g_autofree char *name = name_field (self, group);

  attest_readers_describe (GTK_ACCESSIBLE (button), name);
  g_signal_connect_object (
      button, "clicked", G_CALLBACK (accept_alike_cb), self, G_CONNECT_SWAPPED);
  g_object_set_data (G_OBJECT (row), ALIKE_KEY, button);
  gtk_box_append (GTK_BOX (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row))), button);
  return button;
}

static void
show_alike (AttestImportProblemsPane *self, GtkWidget *row, const AttestImportProblems *group)
{
  const guint n = group->n_alike;
  GtkWidget *button = g_object_get_data (G_OBJECT (row), ALIKE_KEY);
  g_autofree char *label =
      g_strdup_printf (ngettext ("Accept the _Suggestion", "Accept _All %'u Suggestions", n), n);

  if (button == NULL && n == 0)
    return;
  if (button == NULL)
    button = add_alike (self, row, group);
  g_object_set_data (G_OBJECT (button), GROUP_KEY, (gpointer) group);
  gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_widget_set_visible (button, n > 0);
}

static void
add_remedy (AttestImportProblemsPane *self,
            GtkWidget *row,
            GtkWidget *box,
            const AttestImportProblems *group)
{
  const AttestField *field = find_field (self, group);
  const gboolean is_choice = field != NULL && field->kind == ATTEST_FIELD_CHOICE;
  GtkWidget *line = NULL;
  GtkWidget *entry = NULL;
  GtkWidget *button = NULL;
  GtkWidget *always = NULL;
  g_autofree char *name = NULL;

  if (field == NULL || attest_field_is_list (field))
    return;
  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_layout_manager (line, attest_wrap_layout_new (TRUE));
  entry = is_choice ? make_choices (self, field, group) : make_entry (self, group);
  button = gtk_button_new_with_mnemonic ("");
  name = name_field (self, group);
  attest_readers_describe (GTK_ACCESSIBLE (button), name);
  always = make_always (self, group);
  /* Wherever it stood, the name would be the same again. */
  gtk_widget_set_visible (always, !attest_import_are_twins (group));
  gtk_widget_set_hexpand (entry, TRUE);
  g_object_set_data (G_OBJECT (button), ENTRY_KEY, entry);
  g_object_set_data (G_OBJECT (button), ALWAYS_KEY, always);
  g_object_set_data (G_OBJECT (row), BUTTON_KEY, button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  if (!is_choice)
    g_signal_connect_object (entry, "activate", G_CALLBACK (press_cb), button, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), entry);
  gtk_box_append (GTK_BOX (line), button);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), always);
}

static void
add_answer (AttestImportProblemsPane *self,
            GtkWidget *line,
            const AttestImportProblems *group,
            const char *label,
            GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  attest_readers_describe (GTK_ACCESSIBLE (button), group->message);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), button);
}

/* Two that would be sent the same: one may be a slip, or both are meant. */
static void
add_twin_answers (AttestImportProblemsPane *self, GtkWidget *box, const AttestImportProblems *group)
{
  GtkWidget *line = NULL;

  if (!attest_import_are_twins (group))
    return;
  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_layout_manager (line, attest_wrap_layout_new (FALSE));
  add_answer (self, line, group, _ ("Keep _One"), G_CALLBACK (keep_one_cb));
  add_answer (self, line, group, _ ("Keep A_ll"), G_CALLBACK (keep_all_cb));
  gtk_box_append (GTK_BOX (box), line);
}

static GtkWidget *
make_heading (AttestImportProblemsPane *self, const AttestImportProblems *group)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const gboolean is_error = group->severity == ATTEST_SEVERITY_ERROR;
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE,
                                  "icon-name",
                                  is_error ? "dialog-error-symbolic" : "dialog-warning-symbolic",
                                  "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  "valign",
                                  GTK_ALIGN_CENTER,
                                  NULL);
  g_autofree char *field = name_field (self, group);
  GtkWidget *label = attest_plain_label_new (*field != '\0' ? field : group->message, "heading");

  gtk_widget_add_css_class (icon, is_error ? "error" : "warning");
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), make_beside (label));
  return line;
}

/* One that has it in several of its sites is there once for each, in turn. */
static guint
count_records (const AttestImportProblems *group)
{
  guint n = 0;

  for (guint i = 0; i < group->records->len; i++)
    if (i == 0 || group->records->pdata[i] != group->records->pdata[i - 1])
      n++;
  return n;
}

static char *
describe_group (AttestImportProblemsPane *self, const AttestImportProblems *group)
{
  const guint n = count_records (group);
  g_autofree char *records = g_strdup_printf (ngettext ("%'u record", "%'u records", n), n);

  if (*group->field == '\0')
    return g_steal_pointer (&records);
  if (*group->text == '\0')
    return g_strdup_printf ("%s · %s", records, group->message);
  return g_strdup_printf ("%s · “%s”: %s", records, group->text, group->message);
}

/* How many there are may change while the row stays. */
static void
show_group (AttestImportProblemsPane *self, GtkWidget *row, const AttestImportProblems *group)
{
  const guint n = group->records->len;
  GtkWidget *button = g_object_get_data (G_OBJECT (row), BUTTON_KEY);
  GtkWidget *entry = button != NULL ? g_object_get_data (G_OBJECT (button), ENTRY_KEY) : NULL;
  g_autofree char *words = describe_group (self, group);
  g_autofree char *label = g_strdup_printf (ngettext ("_Apply", "_Apply to %'u", n), n);

  g_object_set_data (G_OBJECT (row), GROUP_KEY, (gpointer) group);
  gtk_label_set_label (g_object_get_data (G_OBJECT (row), WORDS_KEY), words);
  if (button == NULL)
    return;
  g_object_set_data (G_OBJECT (button), GROUP_KEY, (gpointer) group);
  gtk_button_set_label (GTK_BUTTON (button), label);
  show_alike (self, row, group);
  if (GTK_IS_ENTRY (entry))
    attest_readers_describe (GTK_ACCESSIBLE (entry), words);
}

static GtkWidget *
make_row (AttestImportProblemsPane *self, const AttestImportProblems *group)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *words = attest_plain_label_new (NULL, "caption");

  gtk_widget_add_css_class (box, "import-problem");
  gtk_box_append (GTK_BOX (box), make_heading (self, group));
  gtk_box_append (GTK_BOX (box), words);
  g_object_set_data (G_OBJECT (row), WORDS_KEY, words);
  add_twin_answers (self, box, group);
  add_remedy (self, row, box, group);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  show_group (self, row, group);
  return row;
}

static void
show_missing_cb (AttestImportProblemsPane *self)
{
  g_signal_emit (self, missing_signal, 0);
}

/* What the environment has, or the sheet before had, is asked about where there is room. */
static GtkWidget *
make_missing_row (AttestImportProblemsPane *self, guint n_missing)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Sho_w Them"));
  g_autofree char *heading = attest_import_missing_describe (n_missing);

  gtk_widget_add_css_class (box, "import-problem");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  attest_readers_describe (GTK_ACCESSIBLE (button), heading);
  g_signal_connect_object (
      button, "clicked", G_CALLBACK (show_missing_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), attest_plain_label_new (heading, "heading"));
  gtk_box_append (GTK_BOX (box),
                  attest_plain_label_new (_ ("Nothing is sent for these."), "caption"));
  gtk_box_append (GTK_BOX (box), button);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

/* Where the keyboard is: its row may have no problem any more after an answer, and it goes on with
 * the one that is there then. Returns: -1: elsewhere */
static int
find_focus (AttestImportProblemsPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *widget = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = widget != NULL ? gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW) : NULL;

  if (row == NULL || !gtk_widget_is_ancestor (row, GTK_WIDGET (self->list)))
    return -1;
  return gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
}

static void
restore_focus (AttestImportProblemsPane *self, int focus)
{
  GtkListBoxRow *row = NULL;

  for (; focus >= 0 && row == NULL; focus--)
    row = gtk_list_box_get_row_at_index (self->list, focus);
  if (row == NULL)
    return;
  if (g_object_get_data (G_OBJECT (row), GROUP_KEY) != NULL)
    gtk_widget_child_focus (gtk_list_box_row_get_child (row), GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* The rows */

static gboolean
is_same (const AttestImportProblems *group, const AttestImportProblems *other)
{
  return group->severity == other->severity && g_str_equal (group->rule, other->rule)
         && g_str_equal (group->field, other->field) && g_str_equal (group->text, other->text)
         && g_str_equal (group->message, other->message)
         && g_strcmp0 (group->fix_text, other->fix_text) == 0;
}

static guint
get_n_groups (AttestImportProblemsPane *self)
{
  return MIN (self->groups->len, MOST_GROUPS);
}

/* Returns: which of the groups from @first on is the one of @row; their number if none is */
static guint
find_group (AttestImportProblemsPane *self, GtkWidget *row, guint first)
{
  const AttestImportProblems *old = g_object_get_data (G_OBJECT (row), GROUP_KEY);
  guint i = first;

  while (i < get_n_groups (self) && !is_same (g_ptr_array_index (self->groups, i), old))
    i++;
  return i;
}

/* @are_same_kind: the records the rows are about, and those there are now. Those that are left have
 * a group, in its place in their order. */
static void
keep_rows (AttestImportProblemsPane *self, gboolean are_same_kind)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));
  guint first = 0;

  while (row != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (row);
      const gboolean is_row = g_object_get_data (G_OBJECT (row), GROUP_KEY) != NULL;
      const guint i = is_row && are_same_kind ? find_group (self, row, first) : get_n_groups (self);

      if (is_row && i == get_n_groups (self))
        gtk_list_box_remove (self->list, row);
      else if (is_row)
        {
          show_group (self, row, g_ptr_array_index (self->groups, i));
          first = i + 1;
        }
      row = next;
    }
}

/* @n: how many, at most. Returns: whether there are more */
static gboolean
add_rows (AttestImportProblemsPane *self, guint n)
{
  int place = self->missing_row != NULL ? 1 : 0;

  for (guint i = 0; i < get_n_groups (self); i++, place++)
    {
      const AttestImportProblems *group = g_ptr_array_index (self->groups, i);
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, place);

      if (row != NULL && g_object_get_data (G_OBJECT (row), GROUP_KEY) == group)
        continue;
      if (n-- == 0)
        return TRUE;
      gtk_list_box_insert (self->list, make_row (self, group), place);
    }
  return FALSE;
}

static gboolean
add_some (GtkWidget *self, gpointer data)
{
  return add_rows (ATTEST_IMPORT_PROBLEMS_PANE (self), ROWS_IN_A_FRAME);
}

static void
show_missing (AttestImportProblemsPane *self)
{
  g_autoptr (GPtrArray) missing = attest_import_list_missing (self->import);

  if (self->missing_row != NULL)
    gtk_list_box_remove (self->list, self->missing_row);
  self->missing_row = missing->len > 0 ? make_missing_row (self, missing->len) : NULL;
  if (self->missing_row != NULL)
    gtk_list_box_prepend (self->list, self->missing_row);
}

/* The object */

static void
attest_import_problems_pane_finalize (GObject *object)
{
  g_clear_pointer (&ATTEST_IMPORT_PROBLEMS_PANE (object)->groups, g_ptr_array_unref);
  G_OBJECT_CLASS (attest_import_problems_pane_parent_class)->finalize (object);
}

static void
attest_import_problems_pane_class_init (AttestImportProblemsPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_import_problems_pane_finalize;
  chosen_signal = g_signal_new ("chosen",
                                G_TYPE_FROM_CLASS (klass),
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                2,
                                ATTEST_TYPE_IMPORT_RECORD,
                                G_TYPE_STRING);
  missing_signal = g_signal_new (
      "missing", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_import_problems_pane_init (AttestImportProblemsPane *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->nothing = GTK_LABEL (attest_plain_label_new (_ ("No problems"), "dim-label"));
  gtk_widget_set_margin_top (GTK_WIDGET (self->nothing), 24);
  gtk_label_set_xalign (self->nothing, 0.5f);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_show_separators (self->list, TRUE);
  gtk_list_box_set_placeholder (self->list, GTK_WIDGET (self->nothing));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "import-problems");
  attest_readers_name (GTK_ACCESSIBLE (self->list), _ ("Problems"));
  g_signal_connect_object (
      self->list, "row-activated", G_CALLBACK (show_first_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/* @import: outlives @self */
void
attest_import_problems_pane_set_import (AttestImportProblemsPane *self, AttestImport *import)
{
  self->import = import;
}

/**
 * attest_import_problems_pane_update:
 * @self: a pane
 *
 * Shows what is wrong now.
 */
void
attest_import_problems_pane_update (AttestImportProblemsPane *self)
{
  const AttestSchema *schema = attest_import_get_schema (self->import);
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->groups);
  const int focus = find_focus (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focused = focus >= 0 ? gtk_root_get_focus (root) : NULL;

  self->groups = attest_import_group_problems (self->import);
  keep_rows (self, schema == self->schema);
  self->schema = schema;
  show_missing (self);
  attest_frames_stop (GTK_WIDGET (self));
  if (add_rows (self, MAX (ROWS_IN_A_FRAME, focus + 1)))
    attest_frames_start (GTK_WIDGET (self), add_some, NULL, NULL);
  if (focus >= 0 && gtk_root_get_focus (root) != focused)
    restore_focus (self, focus);
}
