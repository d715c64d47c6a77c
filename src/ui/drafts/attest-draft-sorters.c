/* Orders of the table of drafts: texts by locale, problems and outcomes by how bad they are, times
 * by time. Main thread. */
#include "attest-config.h"
#include "drafts/attest-draft-sorters.h"

#include "drafts/attest-draft-words.h"

static GtkSorter *
make_text_sorter (const char *property)
{
  return GTK_SORTER (
      gtk_string_sorter_new (gtk_property_expression_new (ATTEST_TYPE_DRAFT, NULL, property)));
}

GtkSorter *
attest_draft_sorter_new_title (void)
{
  return make_text_sorter ("title");
}

/* Returns: (transfer full): by the entity, as a person would sort names */
GtkSorter *
attest_draft_sorter_new_entity (void)
{
  return make_text_sorter ("entity");
}

static int
compare_status (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const char *left = attest_draft_get_status_label (ATTEST_DRAFT ((gpointer) a));
  const char *right = attest_draft_get_status_label (ATTEST_DRAFT ((gpointer) b));

  return gtk_ordering_from_cmpfunc (
      g_utf8_collate (left != NULL ? left : "", right != NULL ? right : ""));
}

static int
compare_problems (gconstpointer a, gconstpointer b, gpointer user_data)
{
  AttestDraft *left = ATTEST_DRAFT ((gpointer) a);
  AttestDraft *right = ATTEST_DRAFT ((gpointer) b);
  guint errors[] = { attest_draft_get_n_errors (left), attest_draft_get_n_errors (right) };
  guint warnings[] = { attest_draft_get_n_warnings (left), attest_draft_get_n_warnings (right) };

  if (errors[0] != errors[1])
    return errors[0] < errors[1] ? GTK_ORDERING_LARGER : GTK_ORDERING_SMALLER;
  if (warnings[0] != warnings[1])
    return warnings[0] < warnings[1] ? GTK_ORDERING_LARGER : GTK_ORDERING_SMALLER;
  return GTK_ORDERING_EQUAL;
}

static int
compare_outcome (gconstpointer a, gconstpointer b, gpointer user_data)
{
  AttestState left = attest_draft_get_last_state (ATTEST_DRAFT ((gpointer) a));
  AttestState right = attest_draft_get_last_state (ATTEST_DRAFT ((gpointer) b));

  return left < right ? GTK_ORDERING_SMALLER
                      : (left > right ? GTK_ORDERING_LARGER : GTK_ORDERING_EQUAL);
}

static int
compare_changed (gconstpointer a, gconstpointer b, gpointer user_data)
{
  gint64 left = attest_draft_get_changed (ATTEST_DRAFT ((gpointer) a));
  gint64 right = attest_draft_get_changed (ATTEST_DRAFT ((gpointer) b));

  return left < right ? GTK_ORDERING_SMALLER
                      : (left > right ? GTK_ORDERING_LARGER : GTK_ORDERING_EQUAL);
}

/* Returns: (transfer full): by the word for the status or the type */
GtkSorter *
attest_draft_sorter_new_status (void)
{
  return GTK_SORTER (gtk_custom_sorter_new (compare_status, NULL, NULL));
}

/* Returns: (transfer full): by errors, then by warnings */
GtkSorter *
attest_draft_sorter_new_problems (void)
{
  return GTK_SORTER (gtk_custom_sorter_new (compare_problems, NULL, NULL));
}

/* Returns: (transfer full): by what became of the newest submission */
GtkSorter *
attest_draft_sorter_new_outcome (void)
{
  return GTK_SORTER (gtk_custom_sorter_new (compare_outcome, NULL, NULL));
}

/* Returns: (transfer full): by the time of the last change */
GtkSorter *
attest_draft_sorter_new_changed (void)
{
  return GTK_SORTER (gtk_custom_sorter_new (compare_changed, NULL, NULL));
}
