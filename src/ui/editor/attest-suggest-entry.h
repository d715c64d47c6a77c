/* AttestSuggestEntry: an entry that offers completions below it while typing. */
#pragma once

#include "model/attest-record.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_SUGGEST_ENTRY (attest_suggest_entry_get_type ())
G_DECLARE_FINAL_TYPE (AttestSuggestEntry, attest_suggest_entry, ATTEST, SUGGEST_ENTRY, GtkWidget)

typedef struct
{
  char *text;        /* what is put into the field */
  char *detail;      /* (nullable): shown beside it */
  gboolean is_begun; /* what was typed is its beginning, or that of another name of it */
} AttestSuggestion;

/* Returns an array of AttestSuggestion, the best first; @typed "" asks for all. */
typedef GPtrArray *(*AttestSuggestFunc) (AttestRecord *record,
                                         const AttestField *field,
                                         const char *typed);
/* Called after @text was put into the field, for what goes with it. */
typedef void (*AttestPickedFunc) (AttestRecord *record, const char *text);

GPtrArray *attest_suggestions_new (void);
void attest_suggestions_add (GPtrArray *suggestions,
                             const char *text,
                             const char *detail,
                             gboolean is_begun);

GtkWidget *attest_suggest_entry_new (AttestRecord *record,
                                     const AttestField *field,
                                     AttestSuggestFunc suggest,
                                     AttestPickedFunc picked);
GtkWidget *attest_suggest_entry_get_entry (AttestSuggestEntry *self);

G_END_DECLS
