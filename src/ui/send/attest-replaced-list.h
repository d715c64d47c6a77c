/* What several records change of what was accepted before, each to be unfolded. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

/* @plans: those with differences; one at least */
GtkWidget *attest_replaced_list_new (GPtrArray *plans, GCallback resized, gpointer user_data);

G_END_DECLS
