/* Bringing a list of problems up to date without disturbing those that stay. */
#pragma once

#include "check/attest-problem.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void attest_problem_list_update (GListStore *list, GPtrArray *problems);

G_END_DECLS
