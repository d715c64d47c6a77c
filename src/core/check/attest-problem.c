/* AttestProblem: immutable once it is handed out; owned by whoever holds the list it came in.
 * Main thread. */
#include "attest-config.h"
#include "check/attest-problem.h"

struct _AttestProblem
{
  GObject parent_instance;

  AttestSeverity severity;
  AttestSource source;
  char *path;
  const char *rule;
  char *message;
  char *fix_label; /* NULL: there is no fix */
  char *fix_text;
};

G_DEFINE_FINAL_TYPE (AttestProblem, attest_problem, G_TYPE_OBJECT)

static void
attest_problem_finalize (GObject *object)
{
  AttestProblem *self = ATTEST_PROBLEM (object);

  g_free (self->path);
  g_free (self->message);
  g_free (self->fix_label);
  g_free (self->fix_text);
  G_OBJECT_CLASS (attest_problem_parent_class)->finalize (object);
}

static void
attest_problem_class_init (AttestProblemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_problem_finalize;
}

static void
attest_problem_init (AttestProblem *self)
{
}

/**
 * attest_problem_new:
 * @severity: whether it blocks sending
 * @path: the place, seen from the record that was checked: `sites[0].city`; "" for the whole
 * @rule: a static id of the rule, the same in every language
 * @source: whose rule it is
 * @message: translated; what is wrong and what to do
 *
 * Returns: (transfer full): a problem without a fix
 */
AttestProblem *
attest_problem_new (AttestSeverity severity,
                    const char *path,
                    const char *rule,
                    AttestSource source,
                    const char *message)
{
  AttestProblem *self = NULL;

  g_return_val_if_fail (path != NULL && rule != NULL && message != NULL, NULL);

  self = g_object_new (ATTEST_TYPE_PROBLEM, NULL);
  self->severity = severity;
  self->source = source;
  self->path = g_strdup (path);
  self->rule = g_intern_string (rule);
  self->message = g_strdup (message);
  return self;
}

/**
 * attest_problem_set_fix:
 * @self: a problem that nobody else has seen yet
 * @label: what the fix does, translated
 * @text: the text that takes the place of what stands in the field
 */
void
attest_problem_set_fix (AttestProblem *self, const char *label, const char *text)
{
  g_return_if_fail (ATTEST_IS_PROBLEM (self));
  g_return_if_fail (label != NULL && text != NULL);

  g_free (self->fix_label);
  g_free (self->fix_text);
  self->fix_label = g_strdup (label);
  self->fix_text = g_strdup (text);
}

/**
 * attest_problem_get_severity:
 * @self: a problem
 *
 * Returns: whether it blocks sending
 */
AttestSeverity
attest_problem_get_severity (AttestProblem *self)
{
  g_return_val_if_fail (ATTEST_IS_PROBLEM (self), ATTEST_SEVERITY_ERROR);
  return self->severity;
}

/**
 * attest_problem_get_path:
 * @self: a problem
 *
 * Returns: (transfer none): its place, seen from the record that was checked: `sites[1].city`
 */
const char *
attest_problem_get_path (AttestProblem *self)
{
  g_return_val_if_fail (ATTEST_IS_PROBLEM (self), NULL);
  return self->path;
}

/**
 * attest_problem_get_message:
 * @self: a problem
 *
 * Returns: (transfer none): what is wrong, translated
 */
const char *
attest_problem_get_message (AttestProblem *self)
{
  g_return_val_if_fail (ATTEST_IS_PROBLEM (self), NULL);
  return self->message;
}

/**
 * attest_problem_get_rule:
 * @self: a problem
 *
 * Returns: (transfer none): the id of the rule, the same in every language: `required`
 */
const char *
attest_problem_get_rule (AttestProblem *self)
{
  g_return_val_if_fail (ATTEST_IS_PROBLEM (self), NULL);
  return self->rule;
}

/**
 * attest_problem_is_missing:
 * @self: a problem
 *
 * Returns: whether all that is wrong is that nothing was entered yet. Who begins a record is not
 *   blamed for what comes later.
 */
gboolean
attest_problem_is_missing (AttestProblem *self)
{
  static const char *const rules[] = { "required",   "sites-empty", "site-address",
                                       "blank-item", "tag-blank",   NULL };

  g_return_val_if_fail (ATTEST_IS_PROBLEM (self), FALSE);
  return g_strv_contains (rules, self->rule);
}

/**
 * attest_problem_get_source:
 * @self: a problem
 *
 * Returns: whose rule it is
 */
AttestSource
attest_problem_get_source (AttestProblem *self)
{
  g_return_val_if_fail (ATTEST_IS_PROBLEM (self), ATTEST_SOURCE_SENSE);
  return self->source;
}

/**
 * attest_problem_get_fix_label:
 * @self: a problem
 *
 * Returns: (transfer none) (nullable): what mending it is called, translated; %NULL if no fix is
 *   offered
 */
const char *
attest_problem_get_fix_label (AttestProblem *self)
{
  g_return_val_if_fail (ATTEST_IS_PROBLEM (self), NULL);
  return self->fix_label;
}

/**
 * attest_problem_get_fix_text:
 * @self: a problem
 *
 * Returns: (transfer none) (nullable): the text the fix puts into the field
 */
const char *
attest_problem_get_fix_text (AttestProblem *self)
{
  g_return_val_if_fail (ATTEST_IS_PROBLEM (self), NULL);
  return self->fix_text;
}

/**
 * attest_problem_is_refusal:
 * @self: a problem
 *
 * Returns: whether it is what a service said when it refused the record: that is to be looked at,
 *   and does not hinder sending
 */
gboolean
attest_problem_is_refusal (AttestProblem *self)
{
  g_return_val_if_fail (ATTEST_IS_PROBLEM (self), FALSE);
  return self->source == ATTEST_SOURCE_REPLY;
}

/**
 * attest_problem_apply_fix:
 * @self: a problem
 * @root: the record that was checked
 *
 * Returns: whether there was a fix and its field still exists
 */
gboolean
attest_problem_apply_fix (AttestProblem *self, AttestRecord *root)
{
  const AttestField *field = NULL;
  AttestRecord *record = NULL;

  g_return_val_if_fail (ATTEST_IS_PROBLEM (self), FALSE);
  g_return_val_if_fail (ATTEST_IS_RECORD (root), FALSE);

  if (self->fix_text == NULL)
    return FALSE;
  record = attest_record_lookup (root, self->path, &field);
  if (record == NULL || field == NULL || attest_field_is_list (field)
      || field->kind == ATTEST_FIELD_FLAG)
    return FALSE;
  attest_record_set_text (
      record, attest_schema_index (attest_record_get_schema (record), field), self->fix_text);
  return TRUE;
}

/**
 * attest_severity_get_id:
 * @severity: how bad it is
 *
 * Returns: (transfer none): `error` or `warning`, the same in every language
 */
const char *
attest_severity_get_id (AttestSeverity severity)
{
  return severity == ATTEST_SEVERITY_ERROR ? "error" : "warning";
}
