/* Whether the data can grow: a write that failed may have failed for want of room though SQLite
 * says otherwise, and one that succeeded may have needed none. Thread: the store's. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean attest_room_is_there (const char *path);

G_END_DECLS
