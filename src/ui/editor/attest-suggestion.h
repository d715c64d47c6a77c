/* AttestSuggestion: what can complete a text, in arrays, the best first. Main thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *text;        /* what is put into the field */
  char *detail;      /* (nullable): shown beside it */
  char *source;      /* (nullable): where it is from, in words */
  char *goes_with;   /* (nullable): what another field gets with it, for whoever suggested it */
  char *own;         /* (nullable): which own record it is from, for whoever fetched it */
  gboolean is_begun; /* what was typed is its beginning, or that of another name of it */
} AttestSuggestion;

GPtrArray *attest_suggestions_new (void);
AttestSuggestion *attest_suggestions_add (GPtrArray *suggestions,
                                          const char *text,
                                          const char *detail,
                                          gboolean is_begun);
void attest_suggestions_add_all (GPtrArray *self, GPtrArray *others);
void attest_suggestions_leave_out (GPtrArray *self, const char *const *taken);
char *attest_suggestion_dup_detail (const AttestSuggestion *self);

G_END_DECLS
