/* Running the rules across fields at the field where each is told. Main thread. */
#include "attest-config.h"
#include "check/attest-checker.h"

#include "base/attest-text.h"

#include <string.h>

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
