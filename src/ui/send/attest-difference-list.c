/* A list of differences: the field, old → new, and what that does. See the header. */
#include "attest-config.h"
#include "send/attest-difference-list.h"

#include "codec/attest-difference.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

#define MAX_ROWS 100
#define MAX_TEXT 160 /* characters of a value; a scope may have thousands */
#define MAX_HEIGHT 240

static char *
shorten (const char *text)
{
  g_autofree char *start = NULL;

  if (text == NULL)
    /* Translators: stands where there is no value */
    return g_strdup (_ ("nothing"));
  if (g_utf8_strlen (text, -1) <= MAX_TEXT)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, MAX_TEXT);
  return g_strconcat (start, "…", NULL);
}

static GtkWidget *
add_label (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = attest_plain_label_new (text, style);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static char *
describe_values (const AttestDifference *difference)
{
  g_autofree char *old_text = shorten (difference->old_text);
  g_autofree char *new_text = shorten (difference->new_text);

  if (!attest_difference_has_values (difference))
    return NULL;
  return g_strdup_printf ("%s → %s", old_text, new_text);
}

static GtkWidget *
make_row (const AttestDifference *difference)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *values = describe_values (difference);
  g_autofree char *all = attest_difference_describe (difference);

  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 9);
  gtk_widget_set_margin_end (box, 9);
  add_label (box, difference->label, "caption-heading");
  if (values != NULL)
    add_label (box, values, NULL);
  if (difference->effect != NULL)
    add_label (box, difference->effect, "caption");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  attest_readers_name (GTK_ACCESSIBLE (row), all);
  return row;
}

static void
add_rest (GtkWidget *list, guint n_rest)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *text = g_strdup_printf (ngettext ("And %u more", "And %u more", n_rest), n_rest);

  gtk_widget_set_margin_start (box, 9);
  add_label (box, text, "dim-label");
  gtk_list_box_append (GTK_LIST_BOX (list), box);
}

/**
 * attest_difference_rows_new:
 * @differences: (element-type AttestDifference): what is to be shown
 *
 * Returns: (transfer floating): a list as high as it has to be
 */
GtkWidget *
attest_difference_rows_new (GPtrArray *differences)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  attest_readers_name (GTK_ACCESSIBLE (list), _ ("What is different"));
  for (guint i = 0; i < MIN (differences->len, MAX_ROWS); i++)
    gtk_list_box_append (GTK_LIST_BOX (list), make_row (g_ptr_array_index (differences, i)));
  if (differences->len > MAX_ROWS)
    add_rest (list, differences->len - MAX_ROWS);
  return list;
}

/**
 * attest_difference_list_new:
 * @differences: (element-type AttestDifference): what is to be shown
 *
 * Returns: (transfer floating): a list that scrolls when it is long
 */
GtkWidget *
attest_difference_list_new (GPtrArray *differences)
{
  return g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                       "child",
                       attest_difference_rows_new (differences),
                       "hscrollbar-policy",
                       GTK_POLICY_NEVER,
                       "propagate-natural-height",
                       TRUE,
                       "max-content-height",
                       MAX_HEIGHT,
                       NULL);
}
