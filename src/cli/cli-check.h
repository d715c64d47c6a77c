/* Printing problems, for `check` and for what `send` finds before it sends. */
#pragma once

#include "cli-input.h"
#include "cli-output.h"

G_BEGIN_DECLS

void cli_problems_print (GPtrArray *inputs, gboolean to_stderr);

G_END_DECLS
