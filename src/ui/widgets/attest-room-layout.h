/* AttestRoomLayout: children below each other, as many as there is room for above the last. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_ROOM_LAYOUT (attest_room_layout_get_type ())
G_DECLARE_FINAL_TYPE (AttestRoomLayout, attest_room_layout, ATTEST, ROOM_LAYOUT, GtkLayoutManager)

GtkLayoutManager *attest_room_layout_new (int spacing);

G_END_DECLS
