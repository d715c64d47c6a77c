/* What is said in passing, in a toast, is said in full and hides nothing that is being entered.
 * Main thread. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void attest_passing_attend (AdwToastOverlay *overlay);

G_END_DECLS
