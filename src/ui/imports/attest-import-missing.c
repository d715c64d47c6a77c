/* AttestImportMissing: see the header. */
#include "attest-config.h"
#include "imports/attest-import-missing.h"

#include "widgets/attest-focus.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-wrap-layout.h"

#include <glib/gi18n.h>

#define KEY_KEY "attest-key"

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
  GPtrArray *keeps; /* the button of each line */
  GPtrArray *forgets;
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

static GtkWidget *
make_line (AttestImportMissing *self, const AttestMissing *missing)
{
  GtkWidget *keep = make_answer (self, _ ("Keep"), G_CALLBACK (keep_cb), missing);
  GtkWidget *forget = make_answer (self, _ ("Stop Watching"), G_CALLBACK (forget_cb), missing);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *words = g_strdup_printf (
      *missing->entity != '\0' ? "%s · %s" : "%s%s", missing->title, missing->entity);

  gtk_widget_set_layout_manager (line, attest_wrap_layout_new (FALSE));
  g_ptr_array_add (self->keeps, keep);
  g_ptr_array_add (self->forgets, forget);
  gtk_box_append (GTK_BOX (line), keep);
  gtk_box_append (GTK_BOX (line), forget);
  gtk_box_append (GTK_BOX (box), attest_plain_label_new (words, NULL));
  gtk_box_append (GTK_BOX (box), line);
  gtk_widget_add_css_class (box, "import-problem");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

/* The object */

static void
attest_import_missing_finalize (GObject *object)
{
  AttestImportMissing *self = ATTEST_IMPORT_MISSING (object);

  g_ptr_array_unref (self->keeps);
  g_ptr_array_unref (self->forgets);
  G_OBJECT_CLASS (attest_import_missing_parent_class)->finalize (object);
}

static void
attest_import_missing_class_init (AttestImportMissingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_import_missing_finalize;
}

static void
attest_import_missing_init (AttestImportMissing *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->keeps = g_ptr_array_new ();
  self->forgets = g_ptr_array_new ();
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
  GPtrArray *answers = NULL; /* among which the keyboard is */
  guint n_more = 0;
  guint place = 0;

  g_return_val_if_fail (ATTEST_IS_IMPORT_MISSING (self), 0);

  missing = attest_import_list_missing (self->import);
  if (attest_focus_find (self->keeps, &place))
    answers = self->keeps;
  else if (attest_focus_find (self->forgets, &place))
    answers = self->forgets;
  heading = attest_import_missing_describe (missing->len);
  n_more = missing->len - MIN (missing->len, MOST_LINES);
  more = g_strdup_printf (ngettext ("and %u more", "and %u more", n_more), n_more);
  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_more > 0);
  while ((line = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0))) != NULL)
    gtk_list_box_remove (self->list, line);
  g_ptr_array_set_size (self->keeps, 0);
  g_ptr_array_set_size (self->forgets, 0);
  for (guint i = 0; i < MIN (missing->len, MOST_LINES); i++)
    gtk_list_box_append (self->list, make_line (self, g_ptr_array_index (missing, i)));
  if (answers != NULL)
    attest_focus_give (answers, place);
  return missing->len;
}
