/* What is wrong with the text of an entry, in a line below it. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void attest_entry_problem_show (GtkEditable *entry,
                                GtkWidget *box,
                                GtkLabel *label,
                                const char *problem);

G_END_DECLS
