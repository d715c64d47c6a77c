/* AttestSuggestEntry: an entry, or a text of several lines, that offers completions below it while
 * typing. */
#pragma once

#include "editor/attest-form-context.h"
#include "editor/attest-suggestion.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_SUGGEST_ENTRY (attest_suggest_entry_get_type ())
G_DECLARE_FINAL_TYPE (AttestSuggestEntry, attest_suggest_entry, ATTEST, SUGGEST_ENTRY, GtkWidget)

/* Returns an array of AttestSuggestion, the best first; @typed "" asks for all. */
typedef GPtrArray *(*AttestSuggestFunc) (AttestRecord *record,
                                         const AttestField *field,
                                         const char *typed);
/* What is asked of the user's own records. */
typedef struct
{
  AttestFormContext *context;
  AttestRecord *record;
  const AttestField *field;
  const char *typed;
  const char *const *without; /* (nullable): what is not to be offered */
} AttestSuggestQuery;

/* Finishes with an array of AttestSuggestion as well, by attest_suggestions_fetch_finish(). */
typedef void (*AttestFetchFunc) (const AttestSuggestQuery *query,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Called after one that was fetched was put into the field. */
typedef void (*AttestFetchedFunc) (const AttestSuggestQuery *query, const char *own);
/* Called after @picked was put into the field, for what goes with it. */
typedef void (*AttestPickedFunc) (AttestRecord *record, const AttestSuggestion *picked);

GPtrArray *attest_suggestions_fetch_finish (AttestFormContext *context,
                                            AttestFetchFunc fetch,
                                            GAsyncResult *result,
                                            GError **error);

/* Where completions come from; each nullable. */
typedef struct
{
  AttestSuggestFunc suggest;
  AttestPickedFunc picked;
  AttestFetchFunc fetch;
  AttestFetchedFunc fetched;
  gboolean once;          /* what another record of its list has is not offered again */
  AttestRecordList *list; /* (nullable): which list that is, where it is not in it yet */
} AttestSuggestSource;

GtkWidget *attest_suggest_entry_new (AttestFormContext *context,
                                     AttestRecord *record,
                                     const AttestField *field,
                                     const AttestSuggestSource *source);
GtkWidget *attest_suggest_entry_new_around (AttestFormContext *context,
                                            AttestRecord *record,
                                            const AttestField *field,
                                            const AttestSuggestSource *source,
                                            GtkTextView *view);
GtkWidget *attest_suggest_entry_get_entry (AttestSuggestEntry *self);

G_END_DECLS
