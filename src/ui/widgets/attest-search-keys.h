/* Typing anywhere in a window opens a search bar and goes on there. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void attest_search_keys_connect (GtkSearchBar *bar, GtkSearchEntry *entry);
GtkEventController *attest_search_keys_new (GtkSearchBar *bar, GtkSearchEntry *entry);

G_END_DECLS
