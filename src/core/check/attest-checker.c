/* What the parts of attest_check() do alike: a problem is told, and a text is noted to be found
 * again further down. Main thread. */
#include "attest-config.h"
#include "check/attest-checker.h"

#include "base/attest-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

/* A fix whose effect is best told by its result. */
void
attest_problem_offer (AttestProblem *problem, const char *text)
{
  /* TRANSLATORS: label of a button that replaces what was typed by the text in the quotes */
  g_autofree char *label = g_strdup_printf (_ ("Change to “%s”"), text);

  attest_problem_set_fix (problem, label, text);
}

static int
compare_texts (gconstpointer a, gconstpointer b, gpointer data)
{
  return strcmp (a, b);
}

/* Returns: (transfer full): a set of owned texts. Sorted rather than hashed, for a file can hold
 * any number of texts that have one hash. */
GTree *
attest_checker_new_texts (void)
{
  return g_tree_new_full (compare_texts, NULL, g_free, NULL);
}

/* Whether an item further up in the list being checked has noted the same.
 * @rule: what it is noted for; @text: (transfer full): in the form in which it is compared; an
 * empty one is never the same */
gboolean
attest_checker_note (AttestChecker *self, const char *rule, char *text)
{
  g_autofree char *owned = text;
  char *key = NULL;

  if (self->noted == NULL || *text == '\0')
    return FALSE;
  key = g_strconcat (rule, "\n", text, NULL);
  if (g_tree_lookup_node (self->noted, key) == NULL)
    {
      g_tree_insert (self->noted, key, NULL);
      return FALSE;
    }
  g_free (key);
  return TRUE;
}

/* Whether there is no other in its list, and so none that could be the same. */
gboolean
attest_checker_is_alone (AttestRecord *record)
{
  AttestRecordList *list = attest_record_get_list_of (record);

  return list == NULL || attest_record_list_get_length (list) < 2;
}

/* Whether an item further up in the same list has the same text there, but for case, blanks and
 * what cannot be seen. To be asked once for each. */
gboolean
attest_checker_stands_above (AttestChecker *self, AttestRecord *record, guint field)
{
  const AttestSchema *schema = attest_record_get_schema (record);

  return !attest_checker_is_alone (record)
         && attest_checker_note (self,
                                 schema->fields[field].name,
                                 attest_text_fold_tight (attest_record_get_text (record, field)));
}
