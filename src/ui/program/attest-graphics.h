/* Whether windows are drawn with OpenGL. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void attest_graphics_choose (const char *devices);

G_END_DECLS
