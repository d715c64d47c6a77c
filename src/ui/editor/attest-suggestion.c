/* What completes a text: see the header. */
#include "attest-config.h"
#include "editor/attest-suggestion.h"

static void
suggestion_free (gpointer data)
{
  AttestSuggestion *suggestion = data;

  g_free (suggestion->text);
  g_free (suggestion->detail);
  g_free (suggestion->source);
  g_free (suggestion->goes_with);
  g_free (suggestion->own);
  g_free (suggestion);
}

/**
 * attest_suggestions_new:
 *
 * Returns: (transfer full): an empty array of #AttestSuggestion
 */
GPtrArray *
attest_suggestions_new (void)
{
  return g_ptr_array_new_with_free_func (suggestion_free);
}

/**
 * attest_suggestions_add:
 * @suggestions: an array made with attest_suggestions_new()
 * @text: what is put into the field
 * @detail: (nullable): what is shown beside it
 * @is_begun: whether what was typed is the beginning of it, or of another name of it
 *
 * Returns: (transfer none): what was added, for what else is known of it
 */
AttestSuggestion *
attest_suggestions_add (GPtrArray *suggestions,
                        const char *text,
                        const char *detail,
                        gboolean is_begun)
{
  AttestSuggestion *suggestion = g_new0 (AttestSuggestion, 1);

  suggestion->text = g_strdup (text);
  suggestion->detail = g_strdup (detail);
  suggestion->is_begun = is_begun;
  g_ptr_array_add (suggestions, suggestion);
  return suggestion;
}

/**
 * attest_suggestion_dup_detail:
 * @self: a suggestion
 *
 * Returns: (transfer full) (nullable): what is known of it, and where it is from
 */
char *
attest_suggestion_dup_detail (const AttestSuggestion *self)
{
  if (self->detail == NULL || self->source == NULL)
    return g_strdup (self->detail != NULL ? self->detail : self->source);
  return g_strjoin (" · ", self->detail, self->source, NULL);
}

/* What is in a list as well says what the list says of it, and how often it was used. */
static gboolean
join (GPtrArray *own, guint n_own, const AttestSuggestion *listed)
{
  for (guint i = 0; i < n_own; i++)
    {
      AttestSuggestion *suggestion = g_ptr_array_index (own, i);

      if (!g_str_equal (suggestion->text, listed->text) || suggestion->detail != NULL)
        continue;
      suggestion->detail = g_strdup (listed->detail);
      suggestion->goes_with = g_strdup (listed->goes_with);
      suggestion->is_begun |= listed->is_begun;
      return TRUE;
    }
  return FALSE;
}

static void
copy_to (GPtrArray *suggestions, const AttestSuggestion *listed)
{
  AttestSuggestion *copy =
      attest_suggestions_add (suggestions, listed->text, listed->detail, listed->is_begun);

  copy->source = g_strdup (listed->source);
  copy->goes_with = g_strdup (listed->goes_with);
}

/**
 * attest_suggestions_add_all:
 * @self: an array of #AttestSuggestion
 * @others: more of them
 *
 * Puts copies of @others behind, but for those that are there: these learn what is said of them.
 */
void
attest_suggestions_add_all (GPtrArray *self, GPtrArray *others)
{
  const guint n = self->len;

  for (guint i = 0; i < others->len; i++)
    {
      const AttestSuggestion *other = g_ptr_array_index (others, i);

      if (!join (self, n, other))
        copy_to (self, other);
    }
}

/**
 * attest_suggestions_leave_out:
 * @self: an array of #AttestSuggestion
 * @taken: ends with %NULL
 */
void
attest_suggestions_leave_out (GPtrArray *self, const char *const *taken)
{
  for (guint i = self->len; i > 0; i--)
    if (g_strv_contains (taken, ((AttestSuggestion *) self->pdata[i - 1])->text))
      g_ptr_array_remove_index (self, i - 1);
}
