/* What the user said once: whom records are issued as, and what texts mean. What is in none of
 * their details may be right all the same. Main thread. */
#include "attest-config.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
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

/**
 * attest_check_make_meaning_key:
 * @schema: of a record
 * @field: one of its fields
 * @text: what may stand there
 *
 * Returns: (transfer full): what the meaning of @text is found by, but for case and blanks
 */
char *
attest_check_make_meaning_key (const AttestSchema *schema,
                               const AttestField *field,
                               const char *text)
{
  g_autofree char *folded = attest_text_fold_for_search (text);

  return g_strjoin ("\n", schema->name, field->name, folded, NULL);
}

/* Returns: (nullable): the last problem here that nobody offered anything for. @is_offered: (out)
 */
static AttestProblem *
find_problem (AttestChecker *self, gboolean *is_offered)
{
  AttestProblem *found = NULL;

  *is_offered = FALSE;
  for (guint i = self->problems->len; i-- > 0;)
    {
      AttestProblem *problem = self->problems->pdata[i];

      if (strcmp (attest_problem_get_path (problem), self->path->str) != 0)
        break;
      if (attest_problem_get_fix_text (problem) != NULL)
        *is_offered = TRUE;
      else if (found == NULL)
        found = problem;
    }
  return found;
}

static void
offer_meaning (AttestProblem *problem,
               const AttestField *field,
               const AttestSchema *schema,
               const char *meaning)
{
  const AttestChoice *choice = attest_field_find_choice (field, meaning);
  g_autofree char *label = NULL;

  if (choice == NULL)
    {
      attest_problem_offer (problem, meaning);
      return;
    }
  label = g_strdup_printf (_ ("Change to “%s”"), attest_choice_get_label (schema, choice));
  attest_problem_set_fix (problem, label, meaning);
}

/**
 * attest_check_meaning:
 * @self: a run
 * @record: a record
 * @field: a field of it that is no list, of which all else was said
 *
 * Offers what a text was said to mean once, unless something is offered already.
 */
void
attest_check_meaning (AttestChecker *self, AttestRecord *record, guint field)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  const char *text = NULL;
  g_autofree char *key = NULL;
  const char *meaning = NULL;
  AttestProblem *problem = NULL;
  gboolean is_offered = FALSE;

  if (self->context->meanings == NULL || schema->fields[field].kind == ATTEST_FIELD_FLAG)
    return;
  text = attest_record_get_text (record, field);
  if (attest_str_is_blank (text))
    return;
  key = attest_check_make_meaning_key (schema, &schema->fields[field], text);
  meaning = g_hash_table_lookup (self->context->meanings, key);
  if (attest_str_is_blank (meaning) || strcmp (meaning, text) == 0)
    return;
  problem = find_problem (self, &is_offered);
  if (is_offered)
    return;
  if (problem == NULL)
    problem = attest_checker_report (self,
                                     ATTEST_SEVERITY_WARNING,
                                     "known-meaning",
                                     ATTEST_SOURCE_SENSE,
                                     _ ("In an import you said that this means “%s”."),
                                     meaning);
  offer_meaning (problem, &schema->fields[field], schema, meaning);
}
