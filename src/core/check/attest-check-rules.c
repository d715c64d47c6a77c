/* Running the rules across fields at the field where each is told. Main thread. */
#include "attest-config.h"
#include "check/attest-checker.h"

#include <string.h>

#include "base/attest-text.h"

static const AttestRule *const tables[] = { attest_certificate_rules, attest_form_rules };

/* Runs the rules that are told at this field. */
void
attest_check_across (AttestChecker *self, AttestRecord *record, guint field)
{
  const AttestSchema *schema = attest_record_get_schema (record);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const AttestRule *rule = tables[i]; rule->schema != NULL; rule++)
      if (rule->schema == schema && rule->field == field)
        rule->check (self, record, field);
}

/* Whether a record further up in the same list has the same text, but for case and blanks. */
gboolean
attest_check_stands_above (AttestRecord *record, guint field)
{
  AttestRecordList *list = attest_record_get_list_of (record);
  g_autofree char *tidy =
      attest_text_tidy (attest_record_get_text (record, field), ATTEST_TEXT_LINE);
  g_autofree char *folded = attest_text_fold_for_search (tidy);

  for (guint i = 0; list != NULL && i < attest_record_list_get_length (list); i++)
    {
      AttestRecord *other = attest_record_list_get (list, i);
      g_autofree char *other_tidy = NULL;
      g_autofree char *other_folded = NULL;

      if (other == record)
        return FALSE;
      other_tidy = attest_text_tidy (attest_record_get_text (other, field), ATTEST_TEXT_LINE);
      other_folded = attest_text_fold_for_search (other_tidy);
      if (*folded != '\0' && strcmp (folded, other_folded) == 0)
        return TRUE;
    }
  return FALSE;
}
