/* The country list of data/reference, read once into two hash tables. The service's own list is
 * not public, so nothing here is a rule; where the list can not be read every name passes.
 *
 * Names are compared by their words, in whatever order and however they are joined: "Korea,
 * Republic of" is "Republic of Korea" and "KOREA (the Republic of)". Thread: any. */
#include "attest-config.h"
#include "check/attest-countries.h"

#include "base/attest-reference.h"
#include "base/attest-text.h"

#include <string.h>

typedef struct
{
  GHashTable *known;   /* set of spellings that pass, owned */
  GHashTable *aliases; /* folded name -> the name to send, both owned */
} Countries;

/* Words that say nothing, and short forms of others. */
static const struct
{
  const char *word;
  const char *meaning;
} words[] = {
  { "the", "" },         { "of", "" },         { "and", "" },       { "st", "saint" },
  { "rep", "republic" }, { "fed", "federal" }, { "is", "islands" },
};

/* Letters without their accents; apostrophes and full stops go, other signs part words. */
static char *
split_signs (const char *typed)
{
  g_autofree char *folded = attest_text_fold_code (typed);
  g_autofree char *parted = g_utf8_normalize (folded, -1, G_NORMALIZE_NFD);
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = parted; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (out, c);
      else if (strchr ("'`.", (int) MIN (c, 0x7f)) == NULL && !g_unichar_ismark (c) && c != 0x2019
               && c != 0x2018 && c != 0xb4 && c != 0x2bc)
        g_string_append_c (out, ' ');
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static const char *
get_meaning (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (word, words[i].word) == 0)
      return words[i].meaning;
  return word;
}

static int
compare_words_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The words of a name, sorted; of a word alone, a code perhaps, just that. */
static char *
fold (const char *typed)
{
  g_autofree char *text = split_signs (typed);
  g_auto (GStrv) all = g_strsplit (g_strstrip (text), " ", -1);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; all[i] != NULL; i++)
    {
      const char *word = all[1] != NULL ? get_meaning (all[i]) : all[i];

      if (*word != '\0')
        g_ptr_array_add (found, (gpointer) word);
    }
  g_ptr_array_sort (found, compare_words_cb);
  g_ptr_array_add (found, NULL);
  return g_strjoinv (" ", (char **) found->pdata);
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
      add_alias (countries, spelling, name);
    }
}

static void
add_country_cb (JsonArray *array, guint i, JsonNode *node, gpointer data)
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
  g_autoptr (JsonArray) list = attest_reference_load_list ("countries.json", "countries");

  countries->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  countries->aliases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (list != NULL)
    json_array_foreach_element (list, add_country_cb, countries);
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
