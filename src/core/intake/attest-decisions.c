/* What a person decided about a file of records: see the header. Thread: any; belongs to whoever
 * made it. Copies share their texts until one of them is changed, so that a copy for a thread costs
 * nothing however much was decided. */
#include "attest-config.h"
#include "intake/attest-decisions.h"

#include <string.h>

typedef struct
{
  gatomicrefcount n_owners; /* changed only by the one there is */
  GHashTable *by_key;       /* key → text; of GRefString, which copies share */
} Texts;

struct _AttestDecisions
{
  Texts *texts[ATTEST_N_DECISIONS]; /* (nullable) */
};

/* In files and in the database. */
static const char *const ids[] = {
  "kind",  "encoding", "separator", "sheet",     "header",  "layout", "accept_offers",
  "map",   "value",    "date",      "constants", "usual",   "watch",  "expect",
  "edits", "left_out", "conflicts", "missing",   "profile",
};
G_STATIC_ASSERT (G_N_ELEMENTS (ids) == ATTEST_N_DECISIONS);

/* Whether its only key is "". */
static gboolean
is_whole (AttestImportDecision decision)
{
  return decision < ATTEST_DECIDE_COLUMN || decision == ATTEST_DECIDE_PROFILE;
}

static Texts *
texts_new (void)
{
  Texts *texts = g_new (Texts, 1);

  g_atomic_ref_count_init (&texts->n_owners);
  texts->by_key = g_hash_table_new_full (g_str_hash,
                                         g_str_equal,
                                         (GDestroyNotify) g_ref_string_release,
                                         (GDestroyNotify) g_ref_string_release);
  return texts;
}

static void
texts_unref (Texts *texts)
{
  if (!g_atomic_ref_count_dec (&texts->n_owners))
    return;
  g_hash_table_unref (texts->by_key);
  g_free (texts);
}

/* Makes *@texts what may be changed: of one owner. */
static void
texts_own (Texts **texts)
{
  Texts *shared = *texts;
  GHashTableIter iter;
  gpointer key = NULL;
  gpointer value = NULL;

  if (shared != NULL && g_atomic_ref_count_compare (&shared->n_owners, 1))
    return;
  *texts = texts_new ();
  if (shared == NULL)
    return;
  g_hash_table_iter_init (&iter, shared->by_key);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (
        (*texts)->by_key, g_ref_string_acquire (key), g_ref_string_acquire (value));
  texts_unref (shared);
}

/* Returns: (transfer full): nothing decided */
AttestDecisions *
attest_decisions_new (void)
{
  return g_new0 (AttestDecisions, 1);
}

/* @self: (nullable) */
void
attest_decisions_free (AttestDecisions *self)
{
  for (guint i = 0; self != NULL && i < ATTEST_N_DECISIONS; i++)
    g_clear_pointer (&self->texts[i], texts_unref);
  g_free (self);
}

/* @from: what was decided elsewhere; what @self has comes before it */
void
attest_decisions_fill (AttestDecisions *self, const AttestDecisions *from)
{
  g_return_if_fail (self != NULL && from != NULL);

  for (guint i = 0; i < ATTEST_N_DECISIONS; i++)
    {
      GHashTableIter iter;
      gpointer key = NULL;
      gpointer value = NULL;

      if (from->texts[i] == NULL)
        continue;
      if (self->texts[i] == NULL)
        {
          g_atomic_ref_count_inc (&from->texts[i]->n_owners);
          self->texts[i] = from->texts[i];
          continue;
        }
      g_hash_table_iter_init (&iter, from->texts[i]->by_key);
      while (g_hash_table_iter_next (&iter, &key, &value))
        if (attest_decisions_get (self, i, key) == NULL)
          attest_decisions_set (self, i, key, value);
    }
}

/* Returns: (transfer full): the same, of its own */
AttestDecisions *
attest_decisions_copy (const AttestDecisions *self)
{
  AttestDecisions *copy = attest_decisions_new ();

  g_return_val_if_fail (self != NULL, copy);

  attest_decisions_fill (copy, self);
  return copy;
}

/* Returns: (transfer full): what is decided about the sheet, and nothing of single records */
AttestDecisions *
attest_decisions_copy_of_sheet (const AttestDecisions *self)
{
  AttestDecisions *copy = attest_decisions_copy (self);

  for (guint i = ATTEST_DECIDE_FIRST_OF_RECORD; i < ATTEST_N_DECISIONS; i++)
    g_clear_pointer (&copy->texts[i], texts_unref);
  return copy;
}

/* Returns: (transfer none) (nullable): what was decided; %NULL: nothing */
const char *
attest_decisions_get (const AttestDecisions *self, AttestImportDecision decision, const char *key)
{
  g_return_val_if_fail (self != NULL && decision < ATTEST_N_DECISIONS && key != NULL, NULL);

  return self->texts[decision] != NULL ? g_hash_table_lookup (self->texts[decision]->by_key, key)
                                       : NULL;
}

/* @value: (nullable): %NULL takes the decision back */
void
attest_decisions_set (AttestDecisions *self,
                      AttestImportDecision decision,
                      const char *key,
                      const char *value)
{
  g_return_if_fail (self != NULL && decision < ATTEST_N_DECISIONS && key != NULL);

  if (g_strcmp0 (attest_decisions_get (self, decision, key), value) == 0)
    return;
  texts_own (&self->texts[decision]);
  if (value != NULL)
    g_hash_table_insert (
        self->texts[decision]->by_key, g_ref_string_new (key), g_ref_string_new (value));
  else
    g_hash_table_remove (self->texts[decision]->by_key, key);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (transfer container) (element-type utf8): the keys of which @decision was made, sorted
 */
GPtrArray *
attest_decisions_list (const AttestDecisions *self, AttestImportDecision decision)
{
  GPtrArray *keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key = NULL;

  g_return_val_if_fail (self != NULL && decision < ATTEST_N_DECISIONS, keys);

  if (self->texts[decision] == NULL)
    return keys;
  g_hash_table_iter_init (&iter, self->texts[decision]->by_key);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, key);
  g_ptr_array_sort (keys, compare_texts);
  return keys;
}

/* Returns: (transfer full): the key of a field at @path of the record that begins in @row, from 1
 */
char *
attest_decisions_make_key (guint row, const char *path)
{
  return g_strdup_printf ("%u %s", row, path);
}

static void
write_keys (const AttestDecisions *self, AttestImportDecision decision, JsonBuilder *builder)
{
  g_autoptr (GPtrArray) keys = attest_decisions_list (self, decision);

  json_builder_begin_object (builder);
  for (guint i = 0; i < keys->len; i++)
    {
      json_builder_set_member_name (builder, g_ptr_array_index (keys, i));
      json_builder_add_string_value (
          builder, attest_decisions_get (self, decision, g_ptr_array_index (keys, i)));
    }
  json_builder_end_object (builder);
}

/**
 * attest_decisions_write:
 * @end: the first that is left out; %ATTEST_N_DECISIONS: none is
 *
 * Returns: (transfer full): an object: {"sheet": "2026", "map": {"HEAD": "PATH"}, …}
 */
JsonNode *
attest_decisions_write (const AttestDecisions *self, AttestImportDecision end)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (self != NULL && end <= ATTEST_N_DECISIONS, NULL);

  json_builder_begin_object (builder);
  for (guint i = 0; i < end; i++)
    {
      const char *whole = attest_decisions_get (self, i, "");

      if (self->texts[i] == NULL || g_hash_table_size (self->texts[i]->by_key) == 0)
        continue;
      json_builder_set_member_name (builder, ids[i]);
      if (is_whole (i))
        json_builder_add_string_value (builder, whole);
      else
        write_keys (self, i, builder);
    }
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
read_text (AttestDecisions *self, AttestImportDecision decision, const char *key, JsonNode *node)
{
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    attest_decisions_set (self, decision, key, json_node_get_string (node));
}

static void
read_member (AttestDecisions *self, AttestImportDecision decision, JsonNode *node)
{
  JsonObjectIter iter;
  const char *key = NULL;
  JsonNode *value = NULL;

  if (is_whole (decision))
    {
      read_text (self, decision, "", node);
      return;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &key, &value))
    read_text (self, decision, key, value);
}

/**
 * attest_decisions_read:
 * @node: as attest_decisions_write() gave it, or what somebody made of it
 *
 * Returns: (transfer full): the decisions in it; what is none of them is passed over
 */
AttestDecisions *
attest_decisions_read (JsonNode *node)
{
  AttestDecisions *self = attest_decisions_new ();

  g_return_val_if_fail (node != NULL, self);

  for (guint i = 0; JSON_NODE_HOLDS_OBJECT (node) && i < ATTEST_N_DECISIONS; i++)
    {
      JsonNode *member = json_object_get_member (json_node_get_object (node), ids[i]);

      if (member != NULL)
        read_member (self, i, member);
    }
  return self;
}
