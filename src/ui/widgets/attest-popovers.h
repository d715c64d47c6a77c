/* What pops up does not keep the pointer once it has closed. One rule for every popover and menu,
 * whoever made it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void attest_popovers_install (void);

G_END_DECLS
