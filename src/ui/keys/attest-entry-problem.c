/* What is wrong with the text of an entry: seen as a line and a colour, told as the entry's
 * description. Owns nothing. Main thread. */
#include "attest-config.h"
#include "keys/attest-entry-problem.h"

static void
clear (GtkEditable *entry)
{
  gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_reset_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
set (GtkEditable *entry, const char *problem)
{
  gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, problem, -1);
  gtk_widget_grab_focus (GTK_WIDGET (entry));
}

/**
 * attest_entry_problem_show:
 * @entry: where the text was entered
 * @box: shown while there is a problem
 * @label: in it, the line
 * @problem: (nullable): what is wrong, translated; %NULL for nothing
 *
 * Shows a problem, or takes it away. With a problem the focus goes to the entry.
 */
void
attest_entry_problem_show (GtkEditable *entry, GtkWidget *box, GtkLabel *label, const char *problem)
{
  gtk_label_set_label (label, problem != NULL ? problem : "");
  gtk_widget_set_visible (box, problem != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (problem != NULL)
    set (entry, problem);
  else
    clear (entry);
}
