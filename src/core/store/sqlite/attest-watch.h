/* Noticing that somebody may have written to the database in a folder. Main thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gpointer attest_watch_new (const char *folder, GFunc changed, gpointer data);
void attest_watch_free (gpointer watch);

G_END_DECLS
