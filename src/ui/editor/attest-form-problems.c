/* See the header. */
#include "attest-config.h"
#include "editor/attest-form-problems.h"

struct _AttestFormProblems
{
  AttestRecord *root;
  GHashTable *problems; /* AttestFormPlace -> AttestProblem: the worst one there */
  GHashTable *replies;  /* AttestFormPlace -> text of the server */
  GHashTable *worst; /* record of a list -> AttestSeverity + 1 of what is wrong in it, below too */
  gboolean counts_missing;
};

/* Places */

static guint
place_hash (gconstpointer key)
{
  const AttestFormPlace *place = key;

  return g_direct_hash (place->record) * 31 + g_direct_hash (place->field);
}

static gboolean
place_equal (gconstpointer a, gconstpointer b)
{
  const AttestFormPlace *left = a;
  const AttestFormPlace *right = b;

  return left->record == right->record && left->field == right->field;
}

static void
place_free (gpointer data)
{
  g_object_unref (((AttestFormPlace *) data)->record);
  g_free (data);
}

/**
 * attest_form_places_new:
 * @free_value: (nullable): frees a value
 *
 * Returns: (transfer full): a table without places
 */
GHashTable *
attest_form_places_new (GDestroyNotify free_value)
{
  return g_hash_table_new_full (place_hash, place_equal, place_free, free_value);
}

/**
 * attest_form_places_set:
 * @places: a table
 * @record: a record
 * @field: (nullable): one of its fields
 * @value: (transfer full): what is there now, in the place of what was
 */
void
attest_form_places_set (GHashTable *places,
                        AttestRecord *record,
                        const AttestField *field,
                        gpointer value)
{
  AttestFormPlace *place = g_new (AttestFormPlace, 1);

  *place = (AttestFormPlace){ g_object_ref (record), field };
  g_hash_table_replace (places, place, value);
}

/**
 * attest_form_places_get:
 * @places: a table
 * @record: a record
 * @field: (nullable): one of its fields
 *
 * Returns: (transfer none) (nullable): what is there
 */
gpointer
attest_form_places_get (GHashTable *places, AttestRecord *record, const AttestField *field)
{
  return g_hash_table_lookup (places, &(AttestFormPlace){ record, field });
}

/**
 * attest_form_place_find:
 * @root: the record a path begins at
 * @path: a path as problems carry it
 *
 * Returns: its record and field, the first field where it leads to an item of a list; no record
 *   where it leads nowhere
 */
AttestFormPlace
attest_form_place_find (AttestRecord *root, const char *path)
{
  const AttestField *field = NULL;
  AttestRecord *record = attest_record_lookup (root, path, &field);

  if (record != NULL && field == NULL)
    field = &attest_record_get_schema (record)->fields[0];
  return (AttestFormPlace){ record, field };
}

/* Problems */

/**
 * attest_form_problems_new:
 * @root: a record
 *
 * Returns: (transfer full): nothing wrong with it; free with attest_form_problems_free()
 */
AttestFormProblems *
attest_form_problems_new (AttestRecord *root)
{
  AttestFormProblems *self = g_new0 (AttestFormProblems, 1);

  self->root = g_object_ref (root);
  self->problems = attest_form_places_new (g_object_unref);
  self->replies = attest_form_places_new (g_free);
  self->worst = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  return self;
}

/* @self: (transfer full) */
void
attest_form_problems_free (AttestFormProblems *self)
{
  g_hash_table_unref (self->problems);
  g_hash_table_unref (self->replies);
  g_hash_table_unref (self->worst);
  g_object_unref (self->root);
  g_free (self);
}

/* Several texts of the service stand below each other. */
static void
add_reply (AttestFormProblems *self, const AttestFormPlace *place, const char *text)
{
  const char *before = attest_form_problems_get_reply (self, place->record, place->field);

  attest_form_places_set (self->replies,
                          place->record,
                          place->field,
                          before != NULL ? g_strconcat (before, "\n", text, NULL)
                                         : g_strdup (text));
}

/* The items that hold @record know the worst of what is in them. */
static void
note_worst (AttestFormProblems *self, AttestRecord *record, AttestProblem *problem)
{
  const guint severity = attest_problem_get_severity (problem) + 1;
  AttestRecordList *list = NULL;

  if (attest_problem_is_missing (problem) && !self->counts_missing)
    return;
  while (record != NULL && (list = attest_record_get_list_of (record)) != NULL)
    {
      const guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->worst, record));

      if (known == 0 || severity < known)
        g_hash_table_insert (self->worst, g_object_ref (record), GUINT_TO_POINTER (severity));
      record = attest_record_list_get_owner (list);
    }
}

static void
add_problem (AttestFormProblems *self, AttestProblem *problem)
{
  const char *path = attest_problem_get_path (problem);
  const AttestFormPlace place = attest_form_place_find (self->root, path);

  if (place.record == NULL)
    return;
  note_worst (self, place.record, problem);
  if (!attest_problem_is_refusal (problem))
    {
      if (attest_form_problems_get (self, place.record, place.field) == NULL)
        attest_form_places_set (self->problems, place.record, place.field, g_object_ref (problem));
    }
  else if (*path != '\0') /* what is of no field stands in the list of problems alone */
    add_reply (self, &place, attest_problem_get_message (problem));
}

/**
 * attest_form_problems_set:
 * @self: what is wrong with a record
 * @problems: of #AttestProblem, the worst first: all there are now
 * @counts_missing: whether what is only missing is held against the items of lists: before sending
 *   was tried it is not
 */
void
attest_form_problems_set (AttestFormProblems *self, GListModel *problems, gboolean counts_missing)
{
  const guint n = g_list_model_get_n_items (problems);

  self->counts_missing = counts_missing;
  g_hash_table_remove_all (self->problems);
  g_hash_table_remove_all (self->replies);
  g_hash_table_remove_all (self->worst);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AttestProblem) problem = g_list_model_get_item (problems, i);
      add_problem (self, problem);
    }
}

/**
 * attest_form_problems_get:
 * @self: what is wrong with a record
 * @record: it, or one below it
 * @field: one of its fields
 *
 * Returns: (transfer none) (nullable): the worst that is wrong there
 */
AttestProblem *
attest_form_problems_get (AttestFormProblems *self, AttestRecord *record, const AttestField *field)
{
  return attest_form_places_get (self->problems, record, field);
}

/**
 * attest_form_problems_get_reply:
 * @self: what is wrong with a record
 * @record: it, or one below it
 * @field: one of its fields
 *
 * Returns: (transfer none) (nullable): what the server said of it
 */
const char *
attest_form_problems_get_reply (AttestFormProblems *self,
                                AttestRecord *record,
                                const AttestField *field)
{
  return attest_form_places_get (self->replies, record, field);
}

/**
 * attest_form_problems_find_worst:
 * @self: what is wrong with a record
 * @record: an item of a list
 * @severity: (out): set only if there is one
 *
 * Returns: whether anything is wrong in it, or in what it holds, that is not only missing yet
 */
gboolean
attest_form_problems_find_worst (AttestFormProblems *self,
                                 AttestRecord *record,
                                 AttestSeverity *severity)
{
  const guint worst = GPOINTER_TO_UINT (g_hash_table_lookup (self->worst, record));

  if (worst > 0)
    *severity = (AttestSeverity) (worst - 1);
  return worst > 0;
}
