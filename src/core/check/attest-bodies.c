/* The list of accreditation bodies in data/reference. It is far from whole, and a body's profile at
 * CertSearch can have another spelling: what is not on it says nothing. Thread: any. */
#include "attest-config.h"
#include "check/attest-bodies.h"

#include "base/attest-reference.h"
#include "base/attest-text.h"

typedef struct
{
  GHashTable *by_name;    /* folded name -> acronym, both owned */
  GHashTable *by_acronym; /* folded acronym -> acronym */
  GHashTable *names;      /* acronym -> name, both owned */
} Bodies;

/* Takes @key. A name of two bodies says nothing either. */
static void
put (GHashTable *table, char *key, const char *acronym)
{
  const char *other = g_hash_table_lookup (table, key);

  g_hash_table_insert (
      table, key, g_strdup (other == NULL || g_str_equal (other, acronym) ? acronym : ""));
}

static void
put_all (GHashTable *table, JsonObject *body, const char *member, const char *acronym)
{
  JsonArray *texts =
      json_object_has_member (body, member) ? json_object_get_array_member (body, member) : NULL;

  for (guint i = 0; texts != NULL && i < json_array_get_length (texts); i++)
    put (table, attest_text_fold_tight (json_array_get_string_element (texts, i)), acronym);
}

static void
add_body_cb (JsonArray *array, guint i, JsonNode *node, gpointer data)
{
  Bodies *bodies = data;
  JsonObject *body = json_node_get_object (node);
  const char *acronym = json_object_get_string_member (body, "acronym");

  put (bodies->by_acronym, attest_text_fold_tight (acronym), acronym);
  put (bodies->by_name,
       attest_text_fold_tight (json_object_get_string_member (body, "name")),
       acronym);
  g_hash_table_insert (
      bodies->names, g_strdup (acronym), g_strdup (json_object_get_string_member (body, "name")));
  put_all (bodies->by_name, body, "aliases", acronym);
  put_all (bodies->by_acronym, body, "acronyms", acronym);
}

static Bodies *
load (void)
{
  Bodies *bodies = g_new0 (Bodies, 1);
  g_autoptr (JsonArray) list =
      attest_reference_load_list ("accreditation-bodies.json", "accreditation_bodies");

  bodies->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  bodies->by_acronym = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  bodies->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (list != NULL)
    json_array_foreach_element (list, add_body_cb, bodies);
  return bodies;
}

static const Bodies *
get_bodies (void)
{
  static Bodies *bodies = NULL;

  if (g_once_init_enter (&bodies))
    g_once_init_leave (&bodies, load ());
  return bodies;
}

static const char *
find (GHashTable *table, const char *typed)
{
  g_autofree char *key = attest_text_fold_tight (typed);
  const char *acronym = g_hash_table_lookup (table, key);

  return acronym != NULL && *acronym != '\0' ? acronym : NULL;
}

/**
 * attest_bodies_find_by_name:
 * @name: as typed
 *
 * Returns: (transfer none) (nullable): the acronym of the body that has that name
 */
const char *
attest_bodies_find_by_name (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);
  return find (get_bodies ()->by_name, name);
}

/**
 * attest_bodies_find_by_acronym:
 * @acronym: as typed
 *
 * Returns: (transfer none) (nullable): the usual spelling of that acronym
 */
const char *
attest_bodies_find_by_acronym (const char *acronym)
{
  g_return_val_if_fail (acronym != NULL, NULL);
  return find (get_bodies ()->by_acronym, acronym);
}

/**
 * attest_bodies_find_name:
 * @acronym: as typed
 *
 * Returns: (transfer none) (nullable): the usual name of the body that has that acronym
 */
const char *
attest_bodies_find_name (const char *acronym)
{
  const char *known = attest_bodies_find_by_acronym (acronym);

  return known != NULL ? g_hash_table_lookup (get_bodies ()->names, known) : NULL;
}
