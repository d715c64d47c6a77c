/* The country list of data/reference, read once into two hash tables. The service's own list is
 * not public, so nothing here is a rule; where the list can not be read every name passes.
 * Thread: any. */
#include "attest-config.h"
#include "check/attest-countries.h"

#include <json-glib/json-glib.h>

#include "base/attest-reference.h"
#include "base/attest-text.h"

typedef struct
{
  GHashTable *known;   /* set of spellings that pass, owned */
  GHashTable *aliases; /* folded name -> the name to send, both owned */
} Countries;

static char *
fold (const char *typed)
{
  g_autofree char *tidy = attest_text_tidy (typed, ATTEST_TEXT_LINE);

  return attest_text_fold_for_search (tidy);
}

static void
add_alias (Countries *countries, const char *alias, const char *name)
{
  char *key = fold (alias);

  if (g_hash_table_contains (countries->aliases, key))
    g_free (key);
  else
    g_hash_table_insert (countries->aliases, key, g_strdup (name));
}

static const char *
get_string (JsonObject *object, const char *member)
{
  return json_object_get_string_member_with_default (object, member, NULL);
}

static void
add_spellings (Countries *countries, JsonObject *country, const char *member, const char *name)
{
  JsonArray *spellings = json_object_has_member (country, member)
                             ? json_object_get_array_member (country, member)
                             : NULL;

  for (guint i = 0; spellings != NULL && i < json_array_get_length (spellings); i++)
    {
      const char *spelling = json_array_get_string_element (spellings, i);

      if (g_str_equal (member, "accepted"))
        g_hash_table_add (countries->known, g_strdup (spelling));
      else
        add_alias (countries, spelling, name);
    }
}

static void
add_country (JsonArray *array, guint i, JsonNode *node, gpointer data)
{
  Countries *countries = data;
  JsonObject *country = json_node_get_object (node);
  const char *name = get_string (country, "name");

  g_return_if_fail (name != NULL);
  g_hash_table_add (countries->known, g_strdup (name));
  add_alias (countries, name, name);
  add_spellings (countries, country, "accepted", name);
  add_spellings (countries, country, "aliases", name);
}

static Countries *
load (void)
{
  Countries *countries = g_new0 (Countries, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = attest_reference_load ("countries.json", &error);
  g_autoptr (JsonParser) parser = json_parser_new ();

  countries->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  countries->aliases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (bytes != NULL
      && json_parser_load_from_data (
          parser, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error))
    json_array_foreach_element (
        json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                      "countries"),
        add_country,
        countries);
  else
    g_warning ("The country list cannot be read: %s", error->message);
  return countries;
}

static const Countries *
get_countries (void)
{
  static Countries *countries = NULL;

  if (g_once_init_enter (&countries))
    g_once_init_leave (&countries, load ());
  return countries;
}

/**
 * attest_countries_match:
 * @typed: a country as typed
 * @name: (out) (optional) (nullable): for an alias, the name to send instead
 *
 * Returns: whether the list knows @typed
 */
AttestCountryMatch
attest_countries_match (const char *typed, const char **name)
{
  const Countries *countries = get_countries ();
  g_autofree char *tidy = NULL;
  g_autofree char *key = NULL;
  const char *found = NULL;

  g_return_val_if_fail (typed != NULL, ATTEST_COUNTRY_UNKNOWN);

  /* Blanks around it and the like have their own problem with a fix. */
  tidy = attest_text_tidy (typed, ATTEST_TEXT_LINE);
  if (g_hash_table_size (countries->known) == 0 || g_hash_table_contains (countries->known, tidy))
    return ATTEST_COUNTRY_KNOWN;
  key = fold (typed);
  found = g_hash_table_lookup (countries->aliases, key);
  if (name != NULL)
    *name = found;
  return found != NULL ? ATTEST_COUNTRY_ALIAS : ATTEST_COUNTRY_UNKNOWN;
}
