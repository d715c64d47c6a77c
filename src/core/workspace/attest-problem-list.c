/* Problems are found anew after every edit; most of them were there before. The list keeps those
 * objects, so that rows do not flicker and a screen reader does not begin again. Main thread. */
#include "attest-config.h"
#include "workspace/attest-problem-list.h"

static gboolean
is_same (AttestProblem *a, AttestProblem *b)
{
  return attest_problem_get_severity (a) == attest_problem_get_severity (b)
         && g_strcmp0 (attest_problem_get_rule (a), attest_problem_get_rule (b)) == 0
         && g_strcmp0 (attest_problem_get_path (a), attest_problem_get_path (b)) == 0
         && g_strcmp0 (attest_problem_get_message (a), attest_problem_get_message (b)) == 0
         && g_strcmp0 (attest_problem_get_fix_text (a), attest_problem_get_fix_text (b)) == 0;
}

/* The object in the list that is the same as @problem, or @problem. */
static AttestProblem *
find_kept (GListModel *list, AttestProblem *problem)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (AttestProblem) old = g_list_model_get_item (list, i);

      if (is_same (old, problem))
        return old; /* the list holds it */
    }
  return problem;
}

/* Errors first; within each, the order they came in. */
static GPtrArray *
make_wanted (GListModel *list, GPtrArray *problems)
{
  static const AttestSeverity order[] = { ATTEST_SEVERITY_ERROR, ATTEST_SEVERITY_WARNING };
  GPtrArray *wanted = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    for (guint j = 0; j < problems->len; j++)
      {
        AttestProblem *problem = g_ptr_array_index (problems, j);

        if (attest_problem_get_severity (problem) == order[i])
          g_ptr_array_add (wanted, g_object_ref (find_kept (list, problem)));
      }
  return wanted;
}

static gboolean
is_at (GListModel *list, guint position, gpointer item)
{
  g_autoptr (GObject) there = g_list_model_get_item (list, position);

  return there == item;
}

/**
 * attest_problem_list_update:
 * @list: of #AttestProblem
 * @problems: what was found now, in the order of the fields
 *
 * Makes @list hold @problems, errors first. Only what differs is exchanged, with one signal.
 */
void
attest_problem_list_update (GListStore *list, GPtrArray *problems)
{
  GListModel *model = G_LIST_MODEL (list);
  g_autoptr (GPtrArray) wanted = make_wanted (model, problems);
  guint n_old = g_list_model_get_n_items (model);
  guint n_new = wanted->len;
  guint start = 0;

  while (start < n_old && start < n_new && is_at (model, start, g_ptr_array_index (wanted, start)))
    start++;
  while (n_old > start && n_new > start
         && is_at (model, n_old - 1, g_ptr_array_index (wanted, n_new - 1)))
    {
      n_old--;
      n_new--;
    }
  if (n_old > start || n_new > start)
    g_list_store_splice (list, start, n_old - start, wanted->pdata + start, n_new - start);
}
