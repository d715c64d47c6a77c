/* Walking a record in the order of its tables: at each field first what the table says about it,
 * then the rules across fields that belong there, then the records below. So problems come in the
 * order of the fields, without sorting. Everything here is quick enough for every keystroke.
 * Main thread. */
#include "attest-config.h"
#include "check/attest-checker.h"

#include <glib/gi18n-lib.h>

#define MAX_PROBLEMS 1000 /* that are listed of one record */

/* Adds a problem at the field being checked; the caller may give it a fix. */
AttestProblem *
attest_checker_report (AttestChecker *self,
                       AttestSeverity severity,
                       const char *rule,
                       AttestSource source,
                       const char *format,
                       ...)
{
  AttestProblem *problem = NULL;
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  problem = attest_problem_new (severity, self->path->str, rule, source, message);
  if (self->problems->len < MAX_PROBLEMS)
    g_ptr_array_add (self->problems, problem);
  else
    {
      g_clear_object (&self->surplus);
      self->surplus = problem;
      self->worst = self->n_left_out++ > 0 ? MIN (self->worst, severity) : severity;
    }
  return problem;
}

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

/* A fix whose effect is best told by its result. */
void
attest_problem_offer (AttestProblem *problem, const char *text)
{
  /* TRANSLATORS: label of a button that replaces what was typed by the text in the quotes */
  g_autofree char *label = g_strdup_printf (_ ("Change to “%s”"), text);

  attest_problem_set_fix (problem, label, text);
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

/* Records that are blank are not sent, so there is nothing to check; a blank tag has its own rule.
 */
static void
check_items (AttestChecker *self, AttestRecordList *list, AttestFieldKind kind)
{
  gsize length = self->path->len;
  GTree *outer = self->noted;

  self->noted = attest_checker_new_texts ();
  for (guint i = 0; i < attest_record_list_get_length (list); i++)
    {
      AttestRecord *item = attest_record_list_get (list, i);

      if (kind != ATTEST_FIELD_TAGS && attest_record_is_blank (item))
        continue;
      g_string_append_printf (self->path, "[%u].", i);
      check_record (self, item);
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

  if (field->required && !has_content (list))
    attest_checker_report (self,
                           ATTEST_SEVERITY_ERROR,
                           "required",
                           field->required_source,
                           _ ("Add at least one entry to “%s”."),
                           attest_field_get_label (schema, field));
  attest_check_across (self, record, index);
  if (attest_record_get_presence (record, index) == ATTEST_PRESENCE_LIST)
    check_items (self, list, field->kind);
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
          attest_check_across (self, record, i);
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
 * Sets today's date in the user's time zone, and nothing to compare with.
 */
void
attest_check_context_init (AttestCheckContext *context)
{
  g_return_if_fail (context != NULL);

  *context = (AttestCheckContext){ 0 };
  g_date_set_time_t (&context->today, (time_t) (g_get_real_time () / G_USEC_PER_SEC));
}
