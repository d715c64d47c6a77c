/* Problems of many records by what they have in common: see the header. Who was given the groups
 * may look at them until he asks again: none is ever empty or freed before, and of what was said in
 * words nothing changes. */
#include "attest-config.h"
#include "workspace/attest-import-groups.h"

#include "base/attest-shared-text.h"
#include "workspace/attest-import-many.h"
#include "workspace/attest-import-record-private.h"

#define FEW 100 /* records that are freed at once */

/* What is told of a group comes first. */
typedef struct
{
  AttestImportProblems shown; /* the records by their places, the problems of each in their order */
  gatomicrefcount n_refs;
  char *kind;         /* shared: see attest_import_record_get_kinds() */
  char *alike;        /* shared: rule and field */
  guint first;        /* which problem of its first record is its first one */
  gboolean is_moving; /* it is among those that are to get their place */
  gboolean is_gone;   /* nothing is wrong in this way any more: keeps what was so last */
} Group;

struct _AttestImportGroups
{
  GPtrArray *all;    /* of Group, in the order in which they are told; never changed */
  GHashTable *known; /* kind → Group, not owned: those that are not gone */
  GPtrArray *moving; /* of Group: got more or fewer, and are to get their place in @all */
};

/* Many may be the last to hold records of a reading that is gone. */
static void
let_go (GPtrArray *array)
{
  if (array->len > FEW)
    attest_import_let_go (array, (GDestroyNotify) g_ptr_array_unref);
  else
    g_ptr_array_unref (array);
}

static gpointer
group_ref (gpointer data)
{
  g_atomic_ref_count_inc (&((Group *) data)->n_refs);
  return data;
}

static void
group_unref (gpointer data)
{
  Group *self = data;

  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  g_free (self->shown.rule);
  g_free (self->shown.field);
  g_free (self->shown.text);
  g_free (self->shown.message);
  g_free (self->shown.fix_label);
  g_free (self->shown.fix_text);
  let_go (self->shown.records);
  let_go (self->shown.problems);
  attest_shared_text_release (self->kind);
  attest_shared_text_release (self->alike);
  g_free (self);
}

/* @records, @problems: (transfer full). Returns: (transfer full): what @problem is the first of */
static Group *
group_new (char *kind, AttestProblem *problem, GPtrArray *records, GPtrArray *problems)
{
  Group *self = g_new0 (Group, 1);
  g_auto (GStrv) parts = g_strsplit (kind, "\n", 3);
  g_autofree char *alike = g_strdup_printf ("%s\n%s", parts[0], parts[1]);

  g_atomic_ref_count_init (&self->n_refs);
  self->kind = attest_shared_text_acquire (kind);
  self->alike = attest_shared_text_new (alike);
  self->shown.severity = attest_problem_get_severity (problem);
  self->shown.rule = g_steal_pointer (&parts[0]);
  self->shown.field = g_steal_pointer (&parts[1]);
  self->shown.text = g_steal_pointer (&parts[2]);
  self->shown.message = g_strdup (attest_problem_get_message (problem));
  self->shown.fix_label = g_strdup (attest_problem_get_fix_label (problem));
  self->shown.fix_text = g_strdup (attest_problem_get_fix_text (problem));
  self->shown.records = records;
  self->shown.problems = problems;
  return self;
}

static AttestImportRecord *
get_record (const Group *self, guint i)
{
  return g_ptr_array_index (self->shown.records, i);
}

/* Returns: the first of its problems whose record has its place at @place or after it */
static guint
find_place (const Group *self, guint place)
{
  guint start = 0;
  guint end = self->shown.records->len;

  while (start < end)
    {
      const guint middle = start + (end - start) / 2;

      if (attest_import_record_get_place (get_record (self, middle)) < place)
        start = middle + 1;
      else
        end = middle;
    }
  return start;
}

/* The order in which they are told. */

static int
compare_groups (const Group *first, const Group *second)
{
  const guint n_first = first->shown.records->len;
  const guint n_second = second->shown.records->len;
  const guint place_first = attest_import_record_get_place (get_record (first, 0));
  const guint place_second = attest_import_record_get_place (get_record (second, 0));

  if (first->shown.severity != second->shown.severity)
    return first->shown.severity == ATTEST_SEVERITY_ERROR ? -1 : 1;
  if (n_first != n_second)
    return n_first > n_second ? -1 : 1;
  if (place_first != place_second)
    return place_first < place_second ? -1 : 1;
  return (first->first > second->first) - (first->first < second->first);
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  return compare_groups (*(const Group *const *) a, *(const Group *const *) b);
}

/* Of those that the same rule found at the same field, and that all have a suggestion of their own,
 * the first tells how many problems that is. @kinds: (nullable): those alone whose rule and field
 * are in it; %NULL: all */
static void
count_alike (GPtrArray *groups, GHashTable *kinds)
{
  g_autoptr (GHashTable) firsts = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < groups->len; i++)
    {
      AttestImportProblems *group = g_ptr_array_index (groups, i);
      char *alike = ((Group *) group)->alike;
      AttestImportProblems *first = NULL;

      if (group->fix_text == NULL || (kinds != NULL && !g_hash_table_contains (kinds, alike)))
        continue;
      group->n_alike = 0;
      first = g_hash_table_lookup (firsts, alike);
      if (first == NULL)
        g_hash_table_insert (firsts, alike, group);
      else
        first->n_alike += group->problems->len + (first->n_alike == 0 ? first->problems->len : 0);
    }
}

/* Grouping. */

static Group *
add_group (AttestImportGroups *self, char *kind, AttestProblem *problem)
{
  Group *group = group_new (kind,
                            problem,
                            g_ptr_array_new_with_free_func (g_object_unref),
                            g_ptr_array_new_with_free_func (g_object_unref));

  g_hash_table_insert (self->known, group->kind, group);
  return group;
}

static void
add_problems (AttestImportGroups *self, AttestImportRecord *record)
{
  GPtrArray *problems = attest_import_record_get_problems (record);
  GPtrArray *kinds = attest_import_record_get_kinds (record);

  for (guint i = 0; i < problems->len; i++)
    {
      AttestProblem *problem = g_ptr_array_index (problems, i);
      Group *group = g_hash_table_lookup (self->known, g_ptr_array_index (kinds, i));

      if (group == NULL)
        {
          group = add_group (self, g_ptr_array_index (kinds, i), problem);
          group->first = i;
          g_ptr_array_add (self->all, group);
        }
      g_ptr_array_add (group->shown.records, g_object_ref (record));
      g_ptr_array_add (group->shown.problems, g_object_ref (problem));
    }
}

/**
 * attest_import_groups_new:
 * @records: (element-type AttestImportRecord): records in the order of their places; nobody changes
 *   them meanwhile
 *
 * Returns: (transfer full): the problems of those that are not left out
 */
AttestImportGroups *
attest_import_groups_new (GPtrArray *records)
{
  AttestImportGroups *self = g_new0 (AttestImportGroups, 1);

  self->all = g_ptr_array_new_with_free_func (group_unref);
  self->known = g_hash_table_new (NULL, NULL);
  self->moving = g_ptr_array_new_with_free_func (group_unref);
  for (guint i = 0; i < records->len; i++)
    if (!attest_import_record_get_is_left_out (g_ptr_array_index (records, i)))
      add_problems (self, g_ptr_array_index (records, i));
  g_ptr_array_sort (self->all, compare_cb);
  count_alike (self->all, NULL);
  return self;
}

/* @data: groups; who was given them keeps them */
void
attest_import_groups_free (gpointer data)
{
  AttestImportGroups *self = data;

  g_hash_table_unref (self->known);
  let_go (self->moving);
  let_go (self->all);
  g_free (self);
}

/* What is said of other records is said of those in @records, in the same places. */
void
attest_import_groups_turn_to (AttestImportGroups *self, GPtrArray *records)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      GPtrArray *others = ((Group *) g_ptr_array_index (self->all, i))->shown.records;

      for (guint j = 0; j < others->len; j++)
        {
          AttestImportRecord *other = g_ptr_array_index (others, j);

          others->pdata[j] =
              g_object_ref (g_ptr_array_index (records, attest_import_record_get_place (other)));
          g_object_unref (other);
        }
    }
}

/* Following what changes. */

static void
begin_moving (AttestImportGroups *self, Group *group)
{
  if (group->is_moving)
    return;
  group->is_moving = TRUE;
  g_ptr_array_add (self->moving, group_ref (group));
}

static Group *
begin_moving_new (AttestImportGroups *self, char *kind, AttestProblem *problem)
{
  Group *group = add_group (self, kind, problem);

  group->is_moving = TRUE;
  g_ptr_array_add (self->moving, group);
  return group;
}

static void
take_out_of (AttestImportGroups *self, Group *group, AttestImportRecord *record)
{
  const guint place = attest_import_record_get_place (record);
  const guint start = find_place (group, place);
  const guint n = find_place (group, place + 1) - start;

  begin_moving (self, group);
  if (n == group->shown.records->len)
    {
      group->is_gone = TRUE;
      g_hash_table_remove (self->known, group->kind);
      return;
    }
  g_ptr_array_remove_range (group->shown.records, start, n);
  g_ptr_array_remove_range (group->shown.problems, start, n);
}

/**
 * attest_import_groups_take_out:
 * @self: groups
 * @record: one of their records, before it changes
 *
 * Its problems are in none of them then.
 */
void
attest_import_groups_take_out (AttestImportGroups *self, AttestImportRecord *record)
{
  GPtrArray *kinds = attest_import_record_get_kinds (record);

  if (attest_import_record_get_is_left_out (record))
    return;
  for (guint i = 0; i < kinds->len; i++)
    {
      Group *group = g_hash_table_lookup (self->known, g_ptr_array_index (kinds, i));

      if (group != NULL)
        take_out_of (self, group, record);
    }
}

/**
 * attest_import_groups_put_in:
 * @self: groups
 * @record: a record that was taken out of them, after it changed
 *
 * Its problems, if it is not left out, are with those they have something in common with.
 */
void
attest_import_groups_put_in (AttestImportGroups *self, AttestImportRecord *record)
{
  GPtrArray *problems = attest_import_record_get_problems (record);
  GPtrArray *kinds = attest_import_record_get_kinds (record);
  const guint place = attest_import_record_get_place (record);

  if (attest_import_record_get_is_left_out (record))
    return;
  for (guint i = 0; i < problems->len; i++)
    {
      AttestProblem *problem = g_ptr_array_index (problems, i);
      Group *group = g_hash_table_lookup (self->known, g_ptr_array_index (kinds, i));
      int end = 0;

      if (group != NULL)
        begin_moving (self, group);
      else
        group = begin_moving_new (self, g_ptr_array_index (kinds, i), problem);
      end = (int) find_place (group, place + 1);
      g_ptr_array_insert (group->shown.records, end, g_object_ref (record));
      g_ptr_array_insert (group->shown.problems, end, g_object_ref (problem));
    }
}

/* Returns: (transfer full): @group, or if another problem is its first one now, which says
 * something else, one that says that */
static Group *
renew (AttestImportGroups *self, Group *group)
{
  const AttestImportProblems *shown = &group->shown;
  AttestProblem *problem = g_ptr_array_index (shown->problems, 0);
  Group *other = NULL;

  g_ptr_array_find (
      attest_import_record_get_problems (get_record (group, 0)), problem, &group->first);
  if (shown->severity == attest_problem_get_severity (problem)
      && g_strcmp0 (shown->message, attest_problem_get_message (problem)) == 0
      && g_strcmp0 (shown->fix_label, attest_problem_get_fix_label (problem)) == 0
      && g_strcmp0 (shown->fix_text, attest_problem_get_fix_text (problem)) == 0)
    return group_ref (group);
  other = group_new (
      group->kind, problem, g_ptr_array_ref (shown->records), g_ptr_array_ref (shown->problems));
  other->first = group->first;
  g_hash_table_replace (self->known, other->kind, other);
  return other;
}

/* @group: (transfer full): is put where it belongs */
static void
insert (GPtrArray *all, Group *group)
{
  guint start = 0;
  guint end = all->len;

  while (start < end)
    {
      const guint middle = start + (end - start) / 2;

      if (compare_groups (g_ptr_array_index (all, middle), group) < 0)
        start = middle + 1;
      else
        end = middle;
    }
  g_ptr_array_insert (all, (int) start, group);
}

static void
settle (AttestImportGroups *self)
{
  g_autoptr (GHashTable) kinds = g_hash_table_new (NULL, NULL);
  GPtrArray *all = g_ptr_array_new_with_free_func (group_unref);

  for (guint i = 0; i < self->all->len; i++)
    if (!((Group *) g_ptr_array_index (self->all, i))->is_moving)
      g_ptr_array_add (all, group_ref (g_ptr_array_index (self->all, i)));
  for (guint i = 0; i < self->moving->len; i++)
    {
      Group *group = g_ptr_array_index (self->moving, i);

      group->is_moving = FALSE;
      g_hash_table_add (kinds, group->alike);
      if (!group->is_gone)
        insert (all, renew (self, group));
    }
  count_alike (all, kinds);
  let_go (self->all);
  self->all = all;
  g_ptr_array_set_size (self->moving, 0);
}

/* Returns: (transfer full) (element-type AttestImportProblems): errors before warnings, the most
 * frequent first; not to be changed, and told of the records as they are until it is asked again */
GPtrArray *
attest_import_groups_ref_all (AttestImportGroups *self)
{
  if (self->moving->len > 0)
    settle (self);
  return g_ptr_array_ref (self->all);
}
