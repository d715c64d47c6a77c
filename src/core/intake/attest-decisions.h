/* AttestDecisions: all that a person decided about a file of records: a text for each, by what it
 * is about and a key. What is not there was not decided. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  /* About the whole file; the key is "". */
  ATTEST_DECIDE_KIND,     /* certificate, form */
  ATTEST_DECIDE_ENCODING, /* a name that iconv knows */
  ATTEST_DECIDE_SEPARATOR,
  ATTEST_DECIDE_SHEET,  /* its name */
  ATTEST_DECIDE_HEADER, /* the row of the column titles, from 1 */
  ATTEST_DECIDE_LAYOUT, /* A: each row is a record of its own */
  ATTEST_DECIDE_OFFERS, /* yes: what is likely is taken */

  /* By what stands in the sheet. */
  ATTEST_DECIDE_COLUMN,   /* head → path; "": it is for nothing */
  ATTEST_DECIDE_VALUE,    /* PATH:VALUE, or VALUE for every field → its meaning; "": nothing */
  ATTEST_DECIDE_DATE,     /* head → d/m/y, m/d/y or y/m/d */
  ATTEST_DECIDE_CONSTANT, /* path → value for records that have none */
  ATTEST_DECIDE_USUAL,    /* path → value where the sheet has no column for it */
  ATTEST_DECIDE_WATCH,    /* natural key → no: sheets of this kind need not have it */
  ATTEST_DECIDE_EXPECT,   /* head → path: a column that sheets of this kind have */

  /* By a record, whose key is its first row, from 1. */
  ATTEST_DECIDE_EDIT,      /* ROW PATH → text, see attest_decisions_make_key(); path as in
                              AttestProblem */
  ATTEST_DECIDE_LEAVE_OUT, /* ROW → yes; no: it is wanted, though another is sent the same */
  ATTEST_DECIDE_CONFLICT,  /* ROW → sheet: it replaces what a person wrote into the draft */

  /* About this import alone. */
  ATTEST_DECIDE_MISSING, /* natural key → keep: it is not in the sheet, and stays as it is */
  ATTEST_DECIDE_PROFILE, /* the key is "": the name of the profile it is read by */

  ATTEST_N_DECISIONS,
} AttestImportDecision;

#define ATTEST_DECIDE_FIRST_OF_RECORD ATTEST_DECIDE_EDIT

/* Whether the sheet has to be read again for it. */
#define ATTEST_DECISION_IS_READ(decision)                                                          \
  ((decision) < ATTEST_DECIDE_FIRST_OF_RECORD && (decision) != ATTEST_DECIDE_WATCH)

typedef struct _AttestDecisions AttestDecisions;

AttestDecisions *attest_decisions_new (void);
AttestDecisions *attest_decisions_copy (const AttestDecisions *self);
AttestDecisions *attest_decisions_copy_of_sheet (const AttestDecisions *self);
void attest_decisions_free (AttestDecisions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestDecisions, attest_decisions_free)

const char *
attest_decisions_get (const AttestDecisions *self, AttestImportDecision decision, const char *key);
void attest_decisions_set (AttestDecisions *self,
                           AttestImportDecision decision,
                           const char *key,
                           const char *value);
void attest_decisions_fill (AttestDecisions *self, const AttestDecisions *from);
GPtrArray *attest_decisions_list (const AttestDecisions *self, AttestImportDecision decision);
char *attest_decisions_make_key (guint row, const char *path);

JsonNode *attest_decisions_write (const AttestDecisions *self, AttestImportDecision end);
AttestDecisions *attest_decisions_read (JsonNode *node);

G_END_DECLS
