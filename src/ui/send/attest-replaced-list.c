/* A list of records with their differences: see the header. A single one is unfolded at once, and
 * no more rows are made than anybody reads. Main thread. */
#include "attest-config.h"
#include "send/attest-replaced-list.h"

#include "send/attest-difference-list.h"

#include <glib/gi18n.h>

#define MOST_ROWS 40

static GtkWidget *
make_row (AttestSendPlan *plan, GCallback resized, gpointer user_data)
{
  GPtrArray *differences = attest_send_plan_get_differences (plan);
  const char *title = attest_send_plan_get_title (plan);
  /* Translators: %s is a record's number or name, %u how many fields are different */
  g_autofree char *text =
      g_strdup_printf (ngettext ("%s: %u difference", "%s: %u differences", differences->len),
                       title != NULL && *title != '\0' ? title : _ ("Untitled"),
                       differences->len);
  GtkWidget *row = gtk_expander_new (text);
  GtkWidget *list = attest_difference_list_new (differences);

  /* It is within something that scrolls. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (list), GTK_POLICY_NEVER, GTK_POLICY_NEVER);
  gtk_expander_set_child (GTK_EXPANDER (row), list);
  g_signal_connect_object (row, "notify::expanded", resized, user_data, G_CONNECT_SWAPPED);
  return row;
}

/**
 * attest_replaced_list_new:
 * @plans: (element-type AttestSendPlan): what would be sent, each with differences
 * @resized: called with @user_data when a row was folded or unfolded
 * @user_data: (type GObject)
 *
 * Returns: (transfer floating): a row for each, which unfolds to what is different
 */
GtkWidget *
attest_replaced_list_new (GPtrArray *plans, GCallback resized, gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  for (guint i = 0; i < MIN (plans->len, MOST_ROWS); i++)
    gtk_box_append (GTK_BOX (box), make_row (g_ptr_array_index (plans, i), resized, user_data));
  if (plans->len == 1)
    gtk_expander_set_expanded (GTK_EXPANDER (gtk_widget_get_first_child (box)), TRUE);
  if (plans->len > MOST_ROWS)
    {
      guint n_more = plans->len - MOST_ROWS;
      g_autofree char *more =
          g_strdup_printf (ngettext ("and %u more", "and %u more", n_more), n_more);

      gtk_box_append (GTK_BOX (box),
                      g_object_new (GTK_TYPE_LABEL, "label", more, "xalign", 0.0, NULL));
    }
  return box;
}
