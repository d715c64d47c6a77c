/* Whether a record is issued by somebody the user issues records as. What is in none of their
 * details may be right all the same. Main thread. */
#include "attest-config.h"

#include "base/attest-str.h"
#include "check/attest-checker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What stands in details at one field, however deep that is. */
typedef struct
{
  const AttestSchema *schema;
  guint field;
  const char *text; /* what is looked for */
  gboolean is_there;
  guint n;           /* of texts that stand there */
  const char *first; /* the first of them */
} Search;

static void
search (Search *self, AttestRecord *record)
{
  const AttestSchema *schema = attest_record_get_schema (record);

  if (schema == self->schema && !attest_str_is_blank (attest_record_get_text (record, self->field)))
    {
      const char *text = attest_record_get_text (record, self->field);

      self->is_there = self->is_there || strcmp (text, self->text) == 0;
      if (self->n++ == 0)
        self->first = text;
    }
  for (guint i = 0; i < schema->n_fields && schema != self->schema; i++)
    if (attest_field_is_list (&schema->fields[i]))
      {
        AttestRecordList *list = attest_record_get_list (record, i);

        for (guint j = 0; j < attest_record_list_get_length (list); j++)
          search (self, attest_record_list_get (list, j));
      }
}

/**
 * attest_check_detail:
 * @self: a run
 * @record: a record
 * @field: a field of it that is no list
 *
 * Reports what stands in no details, where there are some that say anything of it. If they say one
 * thing alone, that is offered.
 */
void
attest_check_detail (AttestChecker *self, AttestRecord *record, guint field)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  GPtrArray *details = self->context->details;
  Search found = { .schema = schema, .field = field };
  AttestProblem *problem = NULL;

  if (details == NULL || schema->fields[field].detail != ATTEST_DETAIL_FIXED)
    return;
  found.text = attest_record_get_text (record, field);
  if (attest_str_is_blank (found.text))
    return;
  for (guint i = 0; i < details->len; i++)
    search (&found, g_ptr_array_index (details, i));
  if (found.n == 0 || found.is_there)
    return;
  problem = attest_checker_report (self,
                                   ATTEST_SEVERITY_WARNING,
                                   "not-among-details",
                                   ATTEST_SOURCE_SENSE,
                                   "%s",
                                   _ ("This is not one of your details."));
  if (found.n == 1)
    attest_problem_offer (problem, found.first);
}
