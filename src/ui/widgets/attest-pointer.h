/* Where the pointer is, when something pops up or closes under it. One rule for every window,
 * popover and menu, whoever made it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void attest_pointer_install (void);

G_END_DECLS
