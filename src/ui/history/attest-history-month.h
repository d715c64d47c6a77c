/* The months and years that the history is filtered by, as words: "2026-03", "2026". Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void attest_history_month_get_span (const char *word, gint64 *from, gint64 *to);
char *attest_history_month_dup_name (const char *word /* (nullable) */);
GPtrArray *attest_history_month_list (gint64 oldest, GPtrArray *years);

G_END_DECLS
