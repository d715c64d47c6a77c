/* A draft in words: what stands in its row and what a screen reader says of it. Main thread. */
#include "attest-config.h"
#include "drafts/attest-draft-words.h"

#include <glib/gi18n.h>

/**
 * attest_draft_dup_name:
 * @draft: a draft
 *
 * Returns: (transfer full): its number or name, or what to call it without one
 */
char *
attest_draft_dup_name (AttestDraft *draft)
{
  const char *title = attest_draft_get_title (draft);

  if (title != NULL && *title != '\0')
    return g_strdup (title);
  return g_strdup (_ (attest_service_for_schema (attest_draft_get_schema (draft))->nouns.nameless));
}

/**
 * attest_draft_get_status_label:
 * @draft: a draft
 *
 * Returns: (transfer none) (nullable): its status in the user's language; as it was typed if
 *   it is none of those there are
 */
const char *
attest_draft_get_status_label (AttestDraft *draft)
{
  const AttestSchema *schema = attest_draft_get_schema (draft);
  const char *wire = attest_draft_get_status (draft);
  const AttestChoice *choice = NULL;

  if (schema->status != NULL && wire != NULL)
    choice = attest_field_find_choice (schema->status, wire);
  return choice != NULL ? attest_choice_get_label (schema, choice) : wire;
}

/**
 * attest_problems_describe:
 * @n_errors: how many block sending
 * @n_warnings: how many do not
 *
 * Returns: (transfer full): the worse of the two, by number and word
 */
char *
attest_problems_describe (guint n_errors, guint n_warnings)
{
  if (n_errors > 0)
    return g_strdup_printf (ngettext ("%u error", "%u errors", n_errors), n_errors);
  if (n_warnings > 0)
    return g_strdup_printf (ngettext ("%u warning", "%u warnings", n_warnings), n_warnings);
  return g_strdup (_ ("No problems"));
}

char *
attest_draft_dup_problems (AttestDraft *draft)
{
  return attest_problems_describe (attest_draft_get_n_errors (draft),
                                   attest_draft_get_n_warnings (draft));
}

/**
 * attest_draft_is_outdated:
 * @draft: a draft
 *
 * Returns: whether it was accepted, and changed since
 */
gboolean
attest_draft_is_outdated (AttestDraft *draft)
{
  return attest_draft_get_last_state (draft) == ATTEST_STATE_ACCEPTED
         && attest_draft_get_changed_since_sent (draft);
}

/**
 * attest_draft_describe_place:
 * @environment: where a draft was sent
 * @is_outdated: whether something else stands there now
 *
 * Returns: (transfer full): the environment, and that the draft was changed since
 */
char *
attest_draft_describe_place (AttestEnvironment environment, gboolean is_outdated)
{
  const char *label = attest_environment_get_label (environment);

  if (!is_outdated)
    return g_strdup (label);
  /* Translators: %s is an environment, such as "Production"; the record was changed after it was
   * sent there */
  return g_strdup_printf (_ ("%s, changed"), label);
}
