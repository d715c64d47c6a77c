/* The standards of data/reference/schemes.json, as sheets name them: see the header. Read once. */
#include "attest-config.h"
#include "intake/attest-sheet-known.h"

#include "base/attest-reference.h"
#include "base/attest-text.h"
#include "intake/attest-sheet-words.h"

#include <string.h>

typedef struct
{
  char *name;
  char *scheme;
} Standard;

static void
standard_free (gpointer data)
{
  Standard *standard = data;

  g_free (standard->name);
  g_free (standard->scheme);
  g_free (standard);
}

static void
put_standard (GHashTable *standards, char *key, const char *name, const char *scheme)
{
  Standard *standard = g_new0 (Standard, 1);

  standard->name = g_strdup (name);
  standard->scheme = g_strdup (scheme);
  g_hash_table_insert (standards, key, standard);
}

static void
add_standard (GHashTable *standards, JsonObject *entry)
{
  const char *name = json_object_get_string_member (entry, "standard");
  const char *scheme = json_object_get_string_member (entry, "scheme");
  const char *colon = strchr (name, ':');

  put_standard (standards, attest_text_fold_tight (name), name, scheme);
  if (colon != NULL)
    {
      g_autofree char *bare = g_strndup (name, (gsize) (colon - name));

      put_standard (standards, attest_text_fold_tight (bare), name, scheme);
    }
}

/* Returns: (transfer none): Standard by its name without blanks and case, and without its edition
 */
static GHashTable *
get_standards (void)
{
  static gsize loaded = 0;
  static GHashTable *standards;

  if (g_once_init_enter (&loaded))
    {
      g_autoptr (JsonArray) entries = attest_reference_load_list ("schemes.json", "schemes");

      standards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, standard_free);
      for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
        add_standard (standards, json_array_get_object_element (entries, i));
      g_once_init_leave (&loaded, 1);
    }
  return standards;
}

/* Returns: whether @text, all of it, is a standard that is known, of whatever edition */
gboolean
attest_sheet_is_standard (const char *text)
{
  const char *name = NULL;
  const char *scheme = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  return attest_sheet_find_standard (text, &name, &scheme) != ATTEST_SHEET_WORD_UNKNOWN
         || scheme != NULL;
}

/* 2105, 20l5, 15: a year, if only as it was meant. */
static gboolean
may_be_year (const char *text)
{
  return strlen (text) <= 4 && g_ascii_isdigit (*text) && g_str_is_ascii (text);
}

/* FSSC 22000 V6: its edition is no year. */
static gboolean
is_spelled_so (const Standard *standard, const char *key)
{
  g_autofree char *name = attest_text_fold_tight (standard->name);

  return g_str_equal (name, key);
}

/* IS0 9001, ISO-9001, ISO 27001: as it is typed. @key: without blanks and case. */
static const Standard *
find_near (const char *key)
{
  static const char *const heads[] = { "is0", "1so", "lso", "iso-", "isoiec", "iso" };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      const char *rest = g_str_has_prefix (key, heads[i]) ? key + strlen (heads[i]) : "";
      g_autofree char *plain = g_strconcat ("iso", rest, NULL);
      g_autofree char *joint = g_strconcat ("iso/iec", rest, NULL);
      const Standard *standard = NULL;

      if (!g_ascii_isdigit (*rest))
        continue;
      standard = g_hash_table_lookup (get_standards (), plain);
      if (standard == NULL)
        standard = g_hash_table_lookup (get_standards (), joint);
      if (standard != NULL)
        return standard;
    }
  return NULL;
}

/**
 * attest_sheet_find_standard:
 * @text: one standard, as written
 * @name: (out) (transfer none): as it is usually written, with its edition; %NULL: not known
 * @scheme: (out) (transfer none): the usual wording of its scheme; %NULL: not known
 *
 * Returns: known, if @text names the edition; offered, if it does not, or names one that there
 * never was, or is mistyped
 */
AttestSheetWord
attest_sheet_find_standard (const char *text, const char **name, const char **scheme)
{
  g_autofree char *key = NULL;
  const Standard *standard = NULL;
  const char *colon = NULL;

  g_return_val_if_fail (text != NULL && name != NULL && scheme != NULL, ATTEST_SHEET_WORD_UNKNOWN);

  key = attest_text_fold_tight (text);
  standard = g_hash_table_lookup (get_standards (), key);
  colon = strchr (key, ':');
  *name = standard != NULL ? standard->name : NULL;
  *scheme = standard != NULL ? standard->scheme : NULL;
  if (standard != NULL)
    return colon != NULL || is_spelled_so (standard, key) ? ATTEST_SHEET_WORD_KNOWN
                                                          : ATTEST_SHEET_WORD_OFFERED;
  if (colon != NULL)
    {
      g_autofree char *bare = g_strndup (key, (gsize) (colon - key));

      standard = g_hash_table_lookup (get_standards (), bare);
      *scheme = standard != NULL ? standard->scheme : NULL;
    }
  if (standard != NULL
      && (attest_sheet_has_word ("older_editions", text) || !may_be_year (colon + 1)))
    return ATTEST_SHEET_WORD_UNKNOWN;
  if (standard == NULL)
    standard = find_near (key);
  *name = standard != NULL ? standard->name : NULL;
  return standard != NULL ? ATTEST_SHEET_WORD_OFFERED : ATTEST_SHEET_WORD_UNKNOWN;
}

static GRegex *
get_in_title (void)
{
  static GRegex *regex = NULL;

  if (g_once_init_enter (&regex))
    g_once_init_leave (
        &regex,
        g_regex_new ("^[0-9]{4,5}$|ISO(/[A-Z]+)*[ -]?[0-9]{3,5}(-[0-9]+)?( ?: ?[0-9]{4})?",
                     G_REGEX_CASELESS,
                     0,
                     NULL));
  return regex;
}

/* Returns: (transfer full) (nullable): what was found, if it is a standard that is known */
static char *
take_found (GMatchInfo *match)
{
  g_autofree char *found = g_match_info_fetch (match, 0);

  if (g_ascii_isdigit (*found))
    {
      char *whole = g_strconcat ("ISO ", found, NULL);

      g_free (found);
      found = whole;
    }
  return attest_sheet_is_standard (found) ? g_steal_pointer (&found) : NULL;
}

/**
 * attest_sheet_find_in_title:
 * @title: over a column, or in a cell: “ISO 9001:2015 품질경영시스템”, “14001”
 *
 * Returns: (transfer full) (nullable): the standard it names first, as written; %NULL: none that is
 *   known
 */
char *
attest_sheet_find_in_title (const char *title)
{
  g_autoptr (GMatchInfo) match = NULL;

  g_return_val_if_fail (title != NULL, NULL);
  return g_regex_match (get_in_title (), title, 0, &match) ? take_found (match) : NULL;
}

/**
 * attest_sheet_find_all_in_title:
 * @title: over a block of rows: “ISO 9001:2015 / ISO 14001:2015 통합인증”
 *
 * Returns: (transfer full) (nullable): the standards it names, as they would stand in one cell;
 *   %NULL: none that is known
 */
char *
attest_sheet_find_all_in_title (const char *title)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GString) all = g_string_new (NULL);

  g_return_val_if_fail (title != NULL, NULL);

  g_regex_match (get_in_title (), title, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *found = take_found (match);

      if (found != NULL)
        g_string_append_printf (all, "%s%s", all->len > 0 ? ", " : "", found);
    }
  return all->len > 0 ? g_string_free (g_steal_pointer (&all), FALSE) : NULL;
}

/* Returns: (transfer none): word for a system, folded → the standard of it, without an edition */
static GHashTable *
get_systems (void)
{
  static gsize loaded = 0;
  static GHashTable *systems;

  if (g_once_init_enter (&loaded))
    {
      systems = attest_reference_load_map (
          "sheet-words.json", "systems", "word", "standard", attest_text_fold_tight);
      g_once_init_leave (&loaded, 1);
    }
  return systems;
}

/**
 * attest_sheet_find_system:
 * @text: what a system is called instead of its standard: Q, EMS, 안전보건
 *
 * Returns: (transfer none) (nullable): the standard that is likely meant, without its edition
 */
const char *
attest_sheet_find_system (const char *text)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  key = attest_text_fold_tight (text);
  return g_hash_table_lookup (get_systems (), key);
}

/* Returns: whether @text says nothing beside @standard, which was found in it, but what kind of a
 * system that is about: not who audits it, nor what that costs */
gboolean
attest_sheet_says_no_more (const char *text, const char *standard)
{
  const char *at = NULL;
  const char *word = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (text != NULL && standard != NULL, FALSE);

  at = strstr (text, standard);
  if (at == NULL)
    return TRUE; /* 14001: the number alone */
  rest = g_strdup_printf ("%.*s %s", (int) (at - text), text, at + strlen (standard));
  folded = attest_sheet_fold (rest);
  attest_sheet_find_value (ATTEST_SHEET_SYSTEM, rest, &word);
  return *folded == '\0' || word != NULL;
}
