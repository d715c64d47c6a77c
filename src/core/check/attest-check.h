/* Checking a record before it is sent: rules from the field tables and rules across fields. */
#pragma once

#include "check/attest-peers.h"
#include "check/attest-problem.h"

G_BEGIN_DECLS

typedef struct
{
  GDate today;          /* in the user's time zone */
  const char *owner;    /* (nullable): the draft's id, so that it is not compared with itself */
  AttestPeers *peers;   /* (nullable): nothing to compare with */
  GPtrArray *details;   /* (nullable): of AttestRecord: who the user issues records as */
  GHashTable *meanings; /* (nullable): attest_check_make_meaning_key() → what it was said to mean */
  gboolean is_year_first; /* where the user lives, a short date begins with its year */
} AttestCheckContext;

GPtrArray *attest_check (AttestRecord *record, const AttestCheckContext *context);
guint attest_check_count (GPtrArray *problems, AttestSeverity severity);
char *attest_check_make_meaning_key (const AttestSchema *schema,
                                     const AttestField *field,
                                     const char *text);
char *attest_check_explain_date (const char *text);           /* (nullable): it is one */
void attest_check_context_init (AttestCheckContext *context); /* today, and no peers */

G_END_DECLS
