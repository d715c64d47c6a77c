/* AttestImportMissing: see the header. */
#include "attest-config.h"
#include "imports/attest-import-missing.h"

#include "widgets/attest-plain.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-wrap-layout.h"

#include <glib/gi18n.h>

#define KEY_KEY "attest-key"
#define PLACE_KEY "attest-place"

/* Of those that are shown; the others are seen when these are answered. */
#define MOST_LINES 100
#define MOST_WIDTH 600 /* pixels */

struct _AttestImportMissing
{
  AdwBin parent_instance;

  AttestImport *import; /* not owned: the window's */
  GtkLabel *heading;
  GtkListBox *list;
  GtkLabel *more;
};

G_DEFINE_FINAL_TYPE (AttestImportMissing, attest_import_missing, ADW_TYPE_BIN)

/* Answers */

/* @button: of all of them, or of one */
static void
answer (AttestImportMissing *self,
        GtkWidget *button,
        AttestImportDecision decision,
        const char *value)
{
  g_autoptr (GPtrArray) missing = attest_import_list_missing (self->import);
  g_autofree char *key = g_strdup (g_object_get_data (G_OBJECT (button), KEY_KEY));

  attest_import_decider_begin_step (attest_import_get_decider (self->import));
  for (guint i = 0; key == NULL && i < missing->len; i++)
    attest_import_decide (
        self->import, decision, ((AttestMissing *) missing->pdata[i])->key, value);
  if (key != NULL)
    attest_import_decide (self->import, decision, key, value);
  attest_import_decider_end_step (attest_import_get_decider (self->import));
}

static void
keep_cb (AttestImportMissing *self, GtkWidget *button)
{
  answer (self, button, ATTEST_DECIDE_MISSING, "keep");
}

static void
forget_cb (AttestImportMissing *self, GtkWidget *button)
{
  answer (self, button, ATTEST_DECIDE_WATCH, "no");
}

/* @about: (nullable): the one that is meant */
static GtkWidget *
make_answer (AttestImportMissing *self,
             const char *label,
             GCallback clicked,
             const AttestMissing *about)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = NULL;

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (about != NULL)
    {
      name = g_strdup_printf ("%s %s", label, about->title);
      attest_readers_name (GTK_ACCESSIBLE (button), name);
      gtk_widget_add_css_class (button, "flat");
      g_object_set_data_full (G_OBJECT (button), KEY_KEY, g_strdup (about->key), g_free);
    }
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

/* @place: which of those that are asked about it is, from 0 */
static GtkWidget *
make_line (AttestImportMissing *self, const AttestMissing *missing, guint place)
{
  GtkWidget *keep = make_answer (self, _ ("Keep"), G_CALLBACK (keep_cb), missing);
  GtkWidget *forget = make_answer (self, _ ("Stop Watching"), G_CALLBACK (forget_cb), missing);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *words = g_strdup_printf (
      *missing->entity != '\0' ? "%s · %s" : "%s%s", missing->title, missing->entity);

  gtk_widget_set_layout_manager (line, attest_wrap_layout_new (FALSE));
  g_object_set_data (G_OBJECT (keep), PLACE_KEY, GUINT_TO_POINTER (2 * place + 1));
  g_object_set_data (G_OBJECT (forget), PLACE_KEY, GUINT_TO_POINTER (2 * place + 2));
  gtk_box_append (GTK_BOX (line), keep);
  gtk_box_append (GTK_BOX (line), forget);
  gtk_box_append (GTK_BOX (box), attest_plain_label_new (words, NULL));
  gtk_box_append (GTK_BOX (box), line);
  gtk_widget_add_css_class (box, "import-problem");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

/* The keyboard: the lines are made anew after each answer, and it goes on with the one that is
 * there then. */

static GtkWidget *
find_place (GtkWidget *parent, guint place)
{
  GtkWidget *found = NULL;

  if (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (parent), PLACE_KEY)) == place)
    return parent;
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_place (child, place);
  return found;
}

/* Returns: the place of the answer that has the keyboard; 0: none has */
static guint
find_focus (AttestImportMissing *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *widget = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (widget == NULL || !gtk_widget_is_ancestor (widget, GTK_WIDGET (self->list)))
    return 0;
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), PLACE_KEY));
}

/* After the last one comes the one that is the last now. */
static void
restore_focus (AttestImportMissing *self, guint place)
{
  GtkWidget *answer = NULL;

  for (; place > 0 && answer == NULL; place -= MIN (place, 2))
    answer = find_place (GTK_WIDGET (self->list), place);
  if (answer != NULL)
    gtk_widget_grab_focus (answer);
}

/* The object */

static void
attest_import_missing_class_init (AttestImportMissingClass *klass)
{
}

static void
attest_import_missing_init (AttestImportMissing *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->heading = GTK_LABEL (attest_plain_label_new (NULL, "heading"));
  self->more = GTK_LABEL (attest_plain_label_new (NULL, "caption"));
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  attest_readers_name (GTK_ACCESSIBLE (self->list), _ ("Missing"));
  gtk_widget_set_layout_manager (all, attest_wrap_layout_new (FALSE));
  gtk_box_append (GTK_BOX (all), make_answer (self, _ ("Keep All"), G_CALLBACK (keep_cb), NULL));
  gtk_box_append (GTK_BOX (all),
                  make_answer (self, _ ("Stop Watching All"), G_CALLBACK (forget_cb), NULL));
  gtk_widget_add_css_class (box, "import-missing");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->heading));
  gtk_box_append (
      GTK_BOX (box),
      attest_plain_label_new (
          _ ("Nothing is sent for these. Keep: they stay as they are, and you are asked again with "
             "the next sheet. Stop watching: you are not asked about them again."),
          "caption"));
  gtk_box_append (GTK_BOX (box), all);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->more));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), MOST_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/* @import: outlives @self */
void
attest_import_missing_set_import (AttestImportMissing *self, AttestImport *import)
{
  g_return_if_fail (ATTEST_IS_IMPORT_MISSING (self) && ATTEST_IS_IMPORT (import));
  self->import = import;
}

/* Returns: (transfer full): how many there are, in words */
char *
attest_import_missing_describe (guint n_missing)
{
  return g_strdup_printf (
      ngettext ("%'u record is not in this sheet", "%'u records are not in this sheet", n_missing),
      n_missing);
}

/**
 * attest_import_missing_update:
 * @self: a list
 *
 * Shows what is asked about now.
 *
 * Returns: how much that is
 */
guint
attest_import_missing_update (AttestImportMissing *self)
{
  g_autoptr (GPtrArray) missing = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *more = NULL;
  GtkWidget *line = NULL;
  guint n_more = 0;
  guint place = 0;

  g_return_val_if_fail (ATTEST_IS_IMPORT_MISSING (self), 0);

  missing = attest_import_list_missing (self->import);
  place = find_focus (self);
  heading = attest_import_missing_describe (missing->len);
  n_more = missing->len - MIN (missing->len, MOST_LINES);
  more = g_strdup_printf (ngettext ("and %u more", "and %u more", n_more), n_more);
  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_more > 0);
  while ((line = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0))) != NULL)
    gtk_list_box_remove (self->list, line);
  for (guint i = 0; i < MIN (missing->len, MOST_LINES); i++)
    gtk_list_box_append (self->list, make_line (self, g_ptr_array_index (missing, i), i));
  restore_focus (self, place);
  return missing->len;
}
