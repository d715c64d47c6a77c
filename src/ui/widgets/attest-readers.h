/* What screen readers are told, where one GTK or another would tell them less. Main thread. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void attest_readers_install (void);
void attest_readers_name (GtkAccessible *accessible, const char *name);
void attest_readers_name_table (GtkColumnView *table, const char *name);
void attest_readers_name_expander (AdwExpanderRow *expander, const char *name);
void attest_readers_describe (GtkAccessible *accessible, const char *words /* (nullable) */);
void attest_readers_say (GtkWidget *widget, const char *words);

G_END_DECLS
