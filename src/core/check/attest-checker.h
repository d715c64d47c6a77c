/* What the parts of attest_check() share: one run over one record. Private to this folder. */
#pragma once

#include "check/attest-check.h"

G_BEGIN_DECLS

typedef struct
{
  const AttestCheckContext *context;
  GPtrArray *problems; /* of owned AttestProblem */
  GString *path;       /* the field being checked, seen from the top */
  GTree *noted;        /* (nullable): of the list being checked, what stands in the items above */

  /* Beyond what is listed. */
  guint n_left_out;
  AttestSeverity worst;
  AttestProblem *surplus; /* (nullable): the last of them, for the caller to do with as it likes */
} AttestChecker;

/* A rule across fields; @check reports at the field where it is told. */
typedef struct
{
  const AttestSchema *schema; /* NULL ends a table */
  guint field;
  void (*check) (AttestChecker *self, AttestRecord *record, guint field);
} AttestRule;

extern const AttestRule attest_certificate_rules[];
extern const AttestRule attest_form_rules[];

AttestProblem *attest_checker_report (AttestChecker *self,
                                      AttestSeverity severity,
                                      const char *rule,
                                      AttestSource source,
                                      const char *format,
                                      ...) G_GNUC_PRINTF (5, 6);
void attest_problem_offer (AttestProblem *problem, const char *text);

/* A field that is checked by its descriptor, and the text in it. */
typedef struct
{
  AttestChecker *checker;
  AttestRecord *record;
  guint index;
  const AttestSchema *schema;
  const AttestField *field;
  const char *text;
} AttestCheckSubject;

void attest_check_oddities (const AttestCheckSubject *subject);
gboolean attest_check_report_never_meant (const AttestCheckSubject *subject,
                                          AttestSeverity severity,
                                          const char *guess);
void attest_check_date (const AttestCheckSubject *subject);
void attest_check_date_time (const AttestCheckSubject *subject);

void attest_check_text_field (AttestChecker *self, AttestRecord *record, guint field);
void attest_check_detail (AttestChecker *self, AttestRecord *record, guint field);
void attest_check_meaning (AttestChecker *self, AttestRecord *record, guint field);
GTree *attest_checker_new_texts (void);
gboolean attest_checker_note (AttestChecker *self, const char *rule, char *text);
gboolean attest_checker_is_alone (AttestRecord *record);
gboolean attest_checker_stands_above (AttestChecker *self, AttestRecord *record, guint field);

G_END_DECLS
