/* AttestSuggestList: a popover with completions below the text they are for, which keeps the
 * keyboard.
 *
 * Signals: "picked" (AttestSuggestion *): by a click or attest_suggest_list_pick_selected(). */
#pragma once

#include "editor/attest-suggestion.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_SUGGEST_LIST (attest_suggest_list_get_type ())
G_DECLARE_FINAL_TYPE (AttestSuggestList, attest_suggest_list, ATTEST, SUGGEST_LIST, GtkPopover)

AttestSuggestList *attest_suggest_list_new (GtkWidget *text);
void
attest_suggest_list_show (AttestSuggestList *self, GPtrArray *suggestions, gboolean selects_first);
void attest_suggest_list_move (AttestSuggestList *self, int step);
gboolean attest_suggest_list_pick_selected (AttestSuggestList *self);

G_END_DECLS
