/* Walking a record in the order of its tables: at each field first what the table says about it,
 * then the rules across fields that belong there, then the records below. So problems come in the
 * order of the fields, without sorting. Everything here is quick enough for every keystroke.
 * Main thread. */
#include "attest-config.h"

#include "check/attest-checker.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>

/* An error that is not listed blocks sending all the same. */
static void
report_left_out (AttestChecker *self)
{
  g_autofree char *message = NULL;

  if (self->n_left_out == 0)
    return;
  message = g_strdup_printf (ngettext ("%u more problem is not listed here.",
                                       "%u more problems are not listed here.",
                                       self->n_left_out),
                             self->n_left_out);
  g_ptr_array_add (
      self->problems,
      attest_problem_new (self->worst, "", "more-problems", ATTEST_SOURCE_SENSE, message));
  g_clear_object (&self->surplus);
}

static const AttestRule *const tables[] = { attest_certificate_rules, attest_form_rules };

/* Runs the rules that are told at this field. */
static void
check_across (AttestChecker *self, AttestRecord *record, guint field)
{
  const AttestSchema *schema = attest_record_get_schema (record);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const AttestRule *rule = tables[i]; rule->schema != NULL; rule++)
      if (rule->schema == schema && rule->field == field)
        rule->check (self, record, field);
}

static gboolean
has_content (AttestRecordList *list)
{
  for (guint i = 0; i < attest_record_list_get_length (list); i++)
    if (!attest_record_is_blank (attest_record_list_get (list, i)))
      return TRUE;
  return FALSE;
}

static void check_record (AttestChecker *self, AttestRecord *record);

/* A blank record is not sent; a blank tag has its own rule. */
static void
report_blank (AttestChecker *self, AttestRecord *item)
{
  const AttestSchema *schema = attest_record_get_schema (item);

  g_string_append (self->path, attest_field_get_path_name (&schema->fields[0]));
  attest_checker_report (self,
                         ATTEST_SEVERITY_WARNING,
                         "blank-item",
                         ATTEST_SOURCE_SENSE,
                         "%s",
                         _ ("Empty, so it is not sent."));
}

/* The first of a list that must not be empty is checked even if blank: what has to be in it is then
 * told where it is missing. */
static void
check_items (AttestChecker *self, AttestRecordList *list, const AttestField *field)
{
  const gboolean is_missing = field->required && !has_content (list);
  gsize length = self->path->len;
  GTree *outer = self->noted;

  self->noted = attest_checker_new_texts ();
  for (guint i = 0; i < attest_record_list_get_length (list); i++)
    {
      AttestRecord *item = attest_record_list_get (list, i);

      g_string_append_printf (self->path, "[%u].", i);
      if (field->kind == ATTEST_FIELD_TAGS || !attest_record_is_blank (item)
          || (is_missing && i == 0))
        check_record (self, item);
      else
        report_blank (self, item);
      g_string_truncate (self->path, length);
    }
  g_tree_unref (self->noted);
  self->noted = outer;
}

static void
check_list (AttestChecker *self, AttestRecord *record, guint index)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  const AttestField *field = &schema->fields[index];
  AttestRecordList *list = attest_record_get_list (record, index);

  if (field->required && attest_record_list_get_length (list) == 0)
    attest_checker_report (self,
                           ATTEST_SEVERITY_ERROR,
                           "required",
                           field->required_source,
                           "%s",
                           _ ("Add at least one."));
  check_across (self, record, index);
  if (attest_record_get_presence (record, index) == ATTEST_PRESENCE_LIST)
    check_items (self, list, field);
}

static void
check_record (AttestChecker *self, AttestRecord *record)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  gsize length = self->path->len;

  for (guint i = 0; i < schema->n_fields; i++)
    {
      g_string_append (self->path, attest_field_get_path_name (&schema->fields[i]));
      if (attest_field_is_list (&schema->fields[i]))
        check_list (self, record, i);
      else
        {
          if (schema->fields[i].kind != ATTEST_FIELD_FLAG)
            attest_check_text_field (self, record, i);
          attest_check_detail (self, record, i);
          check_across (self, record, i);
          attest_check_meaning (self, record, i);
        }
      g_string_truncate (self->path, length);
    }
}

/**
 * attest_check:
 * @record: a record of any kind
 * @context: today's date and what to compare with
 *
 * Checks everything that can be known before sending. An error means that the service refuses the
 * record or would store nonsense; a warning that a person should look again.
 *
 * Returns: (transfer full) (element-type AttestProblem): the problems in the order of the fields;
 *   of very many the first, and one that says how many more there are
 */
GPtrArray *
attest_check (AttestRecord *record, const AttestCheckContext *context)
{
  g_autoptr (GString) path = g_string_new (NULL);
  AttestChecker checker = { .context = context, .path = path };

  g_return_val_if_fail (ATTEST_IS_RECORD (record), NULL);
  g_return_val_if_fail (context != NULL, NULL);

  checker.problems = g_ptr_array_new_with_free_func (g_object_unref);
  check_record (&checker, record);
  report_left_out (&checker);
  return checker.problems;
}

/**
 * attest_check_count:
 * @problems: (element-type AttestProblem): what a check found
 * @severity: which ones to count
 *
 * Returns: how many of them there are
 */
guint
attest_check_count (GPtrArray *problems, AttestSeverity severity)
{
  guint n = 0;

  g_return_val_if_fail (problems != NULL, 0);
  for (guint i = 0; i < problems->len; i++)
    n += attest_problem_get_severity (problems->pdata[i]) == severity;
  return n;
}

/**
 * attest_check_context_init:
 * @context: a context to fill
 *
 * Sets today's date in the user's time zone and their order of dates, and nothing to compare with.
 */
void
attest_check_context_init (AttestCheckContext *context)
{
  g_return_if_fail (context != NULL);

  *context = (AttestCheckContext){ 0 };
  g_date_set_time_t (&context->today, (time_t) (g_get_real_time () / G_USEC_PER_SEC));
  context->is_year_first = g_ascii_strncasecmp (nl_langinfo (D_FMT), "%y", 2) == 0;
}
