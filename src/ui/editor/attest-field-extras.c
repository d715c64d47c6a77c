/* The table of what single fields have beyond their kind, and the functions it points to.
 *
 * Completions come from the reference lists: they are suggestions, anything may be typed. The lists
 * are read when first needed and kept. Main thread. */
#include "attest-config.h"
#include "editor/attest-field-extras.h"

#include "base/attest-reference.h"
#include "base/attest-text.h"
#include "editor/attest-own-entities.h"
#include "model/attest-certificate.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  char *text;
  char *detail;
  char *source;    /* in words */
  char *goes_with; /* nullable: of a scheme its standard, of a name its acronym and vice versa */
  char *search;    /* folded: text, detail and other spellings, each between line ends */
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->text);
  g_free (entry->detail);
  g_free (entry->source);
  g_free (entry->goes_with);
  g_free (entry->search);
  g_free (entry);
}

static void
add_search_text (GString *search, const char *text)
{
  g_autofree char *folded = text != NULL ? attest_text_fold_for_search (text) : NULL;

  if (folded != NULL)
    g_string_append_printf (search, "%s\n", folded);
}

static void
add_spellings (GString *search, JsonObject *object, const char *member)
{
  JsonArray *spellings = json_object_has_member (object, member)
                             ? json_object_get_array_member (object, member)
                             : NULL;

  for (guint i = 0; spellings != NULL && i < json_array_get_length (spellings); i++)
    add_search_text (search, json_array_get_string_element (spellings, i));
}

static const char *
get_text (JsonObject *object, const char *member)
{
  return json_object_get_string_member_with_default (object, member, NULL);
}

typedef enum
{
  LIST_NONE,
  LIST_COUNTRIES,
  LIST_BODY_NAMES,
  LIST_BODY_ACRONYMS,
  LIST_SCHEMES,
  LIST_STANDARDS,
  N_LISTS
} List;

typedef struct
{
  const char *file;
  const char *list;      /* the member with its objects, and theirs: */
  const char *text;      /* what is suggested */
  const char *detail;    /* what stands beside it */
  const char *goes_with; /* (nullable) */
  void (*add_more) (GPtrArray *entries, JsonObject *object); /* (nullable): what else it has */
} ListKind;

static Entry *
add_entry (GPtrArray *entries, const ListKind *kind, JsonObject *object, const char *text)
{
  static const char *const spellings[] = { "accepted", "acronyms", "aliases" };
  Entry *entry = g_new0 (Entry, 1);
  GString *search = g_string_new ("\n");

  entry->text = g_strdup (text != NULL ? text : "");
  entry->detail = g_strdup (get_text (object, kind->detail));
  if (kind->goes_with != NULL)
    entry->goes_with = g_strdup (get_text (object, kind->goes_with));
  add_search_text (search, entry->text);
  add_search_text (search, entry->detail);
  add_search_text (search, get_text (object, "family"));
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    add_spellings (search, object, spellings[i]);
  entry->search = g_string_free (search, FALSE);
  g_ptr_array_add (entries, entry);
  return entry;
}

static void add_wordings (GPtrArray *entries, JsonObject *object);
static void add_editions (GPtrArray *entries, JsonObject *object);

#define BODIES "accreditation-bodies.json", "accreditation_bodies"
#define SCHEMES "schemes.json", "schemes"

static const ListKind lists[N_LISTS] = {
  [LIST_COUNTRIES] = { "countries.json", "countries", "name", "name_ko", NULL, NULL },
  [LIST_BODY_NAMES] = { BODIES, "name", "acronym", "acronym", NULL },
  [LIST_BODY_ACRONYMS] = { BODIES, "acronym", "name", "name", NULL },
  [LIST_SCHEMES] = { SCHEMES, "scheme", "short", "standard", add_wordings },
  [LIST_STANDARDS] = { SCHEMES, "standard", "short", NULL, add_editions },
};

static JsonArray *
get_array (JsonObject *object, const char *member)
{
  return json_object_has_member (object, member) ? json_object_get_array_member (object, member)
                                                 : NULL;
}

/* What the same scheme is called elsewhere: the accreditation's own words are what counts. */
static void
add_wordings (GPtrArray *entries, JsonObject *object)
{
  JsonArray *wordings = get_array (object, "wordings");

  for (guint i = 0; wordings != NULL && i < json_array_get_length (wordings); i++)
    add_entry (entries, &lists[LIST_SCHEMES], object, json_array_get_string_element (wordings, i));
}

/* @date: (nullable). Returns: (transfer full): until when its transition goes */
static char *
dup_end (const char *date)
{
  AttestDateReading reading;
  g_autofree char *day = NULL;

  if (date != NULL)
    attest_date_read (date, &reading);
  if (date == NULL || reading.fault != ATTEST_DATE_FINE)
    return g_strdup (_ ("earlier edition"));
  day = attest_date_format_day (&reading.readings[0]);
  /* TRANSLATORS: of an edition of a standard; %s is a date */
  return g_strdup_printf (_ ("until %s"), day);
}

/* The editions that follow the usual one, and those that were before it. */
static void
add_editions (GPtrArray *entries, JsonObject *object)
{
  static const char *const members[] = { "later", "earlier" };

  for (guint m = 0; m < G_N_ELEMENTS (members); m++)
    {
      JsonArray *editions = get_array (object, members[m]);

      for (guint i = 0; editions != NULL && i < json_array_get_length (editions); i++)
        {
          JsonObject *edition = json_array_get_object_element (editions, i);
          Entry *entry =
              add_entry (entries, &lists[LIST_STANDARDS], object, get_text (edition, "standard"));
          g_autofree char *when = m == 0 ? g_strdup (_ ("new edition"))
                                         : dup_end (get_text (edition, "transition_end"));
          char *detail = g_strjoin (" · ", when, entry->detail, NULL);

          g_free (entry->detail);
          entry->detail = detail;
        }
    }
}

static char *
dup_countries (JsonArray *countries)
{
  const char *first = json_array_get_string_element (countries, 0);
  guint n_more = json_array_get_length (countries) - 1;

  if (n_more == 0)
    return g_strdup (first);
  /* Translators: a country and how many others */
  return g_strdup_printf (
      ngettext ("%s and %u more country", "%s and %u more countries", n_more), first, n_more);
}

/* Where an acronym is that of several bodies, each says whose it is. */
static void
tell_countries (GPtrArray *entries, JsonArray *array)
{
  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);
      JsonArray *countries = get_array (json_array_get_object_element (array, i), "countries");
      gboolean is_shared = FALSE;

      for (guint k = 0; k < entries->len; k++)
        is_shared |= k != i && g_str_equal (((Entry *) entries->pdata[k])->text, entry->text);
      if (is_shared && countries != NULL && json_array_get_length (countries) > 0)
        {
          g_autofree char *whose = dup_countries (countries);
          char *detail = g_strjoin (" · ", entry->detail, whose, NULL);

          g_free (entry->detail);
          entry->detail = detail;
        }
    }
}

static void
fill (GPtrArray *entries, const ListKind *kind, JsonArray *array, const char *name)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      const guint n = entries->len;
      const char *source = json_object_has_member (object, ATTEST_REFERENCE_OWN) ? _ ("Your list")
                           : name != NULL                                        ? name
                                          : _ ("Built-in list");

      add_entry (entries, kind, object, get_text (object, kind->text));
      if (kind->add_more != NULL)
        kind->add_more (entries, object);
      for (guint k = n; k < entries->len; k++)
        ((Entry *) entries->pdata[k])->source = g_strdup (source);
    }
}

/* Each file is read once, for all lists that are made of it; one that cannot be read suggests
 * nothing. */
static void
load (const char *file, GPtrArray *loaded[N_LISTS])
{
  g_autoptr (JsonArray) array = NULL;
  g_autofree char *name = NULL;

  for (guint i = LIST_NONE + 1; i < N_LISTS; i++)
    {
      if (!g_str_equal (lists[i].file, file))
        continue;
      if (array == NULL)
        array = attest_reference_load_named_list (file, lists[i].list, &name);
      loaded[i] = g_ptr_array_new_with_free_func (entry_free);
      if (array == NULL)
        continue;
      fill (loaded[i], &lists[i], array, name);
      if (i == LIST_BODY_ACRONYMS)
        tell_countries (loaded[i], array);
    }
}

static GPtrArray *
get_entries (List list)
{
  static GPtrArray *loaded[N_LISTS] = { NULL };

  if (loaded[list] == NULL)
    load (lists[list].file, loaded);
  return loaded[list];
}

typedef enum
{
  MATCH_WHOLE, /* a name or another spelling is just what was typed */
  MATCH_START,
  MATCH_ANYWHERE,
  MATCH_NONE,
} Match;

static Match
match (const Entry *entry, const char *folded)
{
  g_autofree char *whole = g_strconcat ("\n", folded, "\n", NULL);
  g_autofree char *start = g_strconcat ("\n", folded, NULL);

  if (strstr (entry->search, whole) != NULL)
    return MATCH_WHOLE;
  if (strstr (entry->search, start) != NULL)
    return MATCH_START;
  return strstr (entry->search, folded) != NULL ? MATCH_ANYWHERE : MATCH_NONE;
}

static void
suggest (GPtrArray *found, const Entry *entry, gboolean is_begun)
{
  AttestSuggestion *suggestion =
      attest_suggestions_add (found, entry->text, entry->detail, is_begun);

  suggestion->source = g_strdup (entry->source);
  suggestion->goes_with = g_strdup (entry->goes_with);
}

static GPtrArray *
find (GPtrArray *entries, const char *typed)
{
  GPtrArray *found = attest_suggestions_new ();
  g_autofree char *folded = attest_text_fold_for_search (typed);

  for (Match wanted = MATCH_WHOLE; wanted < MATCH_NONE; wanted++)
    for (guint i = 0; i < entries->len; i++)
      {
        const Entry *entry = entries->pdata[i];

        if (match (entry, folded) == wanted)
          suggest (found, entry, wanted <= MATCH_START);
      }
  return found;
}

static GPtrArray *
suggest_listed (AttestRecord *record, const AttestField *field, const char *typed)
{
  return find (get_entries (attest_field_extra_find (record, field)->list), typed);
}

static GPtrArray *
suggest_choices (AttestRecord *record, const AttestField *field, const char *typed)
{
  GPtrArray *found = attest_suggestions_new ();
  g_autofree char *folded = attest_text_fold_for_search (typed);

  for (const AttestChoice *choice = field->choices; choice->wire != NULL; choice++)
    {
      g_autofree char *text = attest_text_fold_for_search (choice->wire);

      if (strstr (text, folded) != NULL)
        attest_suggestions_add (found, choice->wire, NULL, g_str_has_prefix (text, folded));
    }
  return found;
}

/* A name and its acronym go together; what the user typed there already is not replaced. */
static void
fill_if_empty (AttestRecord *record, guint field, const char *text)
{
  if (text != NULL && *attest_record_get_text (record, field) == '\0')
    attest_record_set_text (record, field, text);
}

static const Entry *
find_entry (List list, const char *text)
{
  GPtrArray *entries = get_entries (list);

  for (guint i = 0; i < entries->len; i++)
    if (g_str_equal (((Entry *) entries->pdata[i])->text, text))
      return entries->pdata[i];
  return NULL;
}

static void
body_name_picked (AttestRecord *record, const AttestSuggestion *picked)
{
  fill_if_empty (record, ATTEST_CERTIFICATE_AB_ACRONYM, picked->goes_with);
}

static void
body_acronym_picked (AttestRecord *record, const AttestSuggestion *picked)
{
  fill_if_empty (record, ATTEST_CERTIFICATE_AB_NAME, picked->goes_with);
}

/* A scheme was chosen: where no standard was entered yet, its own is. */
static void
scheme_picked (AttestRecord *scheme, const AttestSuggestion *picked)
{
  AttestRecordList *standards = attest_record_get_list (scheme, ATTEST_SCHEME_STANDARDS);
  const guint n = attest_record_list_get_length (standards);
  AttestRecord *standard = NULL;

  if (picked->goes_with == NULL || n > 1)
    return;
  standard = n == 1 ? attest_record_list_get (standards, 0) : attest_record_list_append (standards);
  fill_if_empty (standard, ATTEST_STANDARD_NAME, picked->goes_with);
}

static void
move_to_front (GPtrArray *suggestions, const char *text)
{
  for (guint i = 0; i < suggestions->len; i++)
    if (g_str_equal (((AttestSuggestion *) suggestions->pdata[i])->text, text))
      {
        g_ptr_array_insert (suggestions, 0, g_ptr_array_steal_index (suggestions, i));
        return;
      }
}

/* Those of the scheme come first. */
static GPtrArray *
suggest_standards (AttestRecord *record, const AttestField *field, const char *typed)
{
  GPtrArray *found = suggest_listed (record, field, typed);
  AttestRecordList *list = attest_record_get_list_of (record);
  AttestRecord *scheme = list != NULL ? attest_record_list_get_owner (list) : NULL;
  const Entry *entry =
      scheme != NULL
          ? find_entry (LIST_SCHEMES, attest_record_get_text (scheme, ATTEST_SCHEME_NAME))
          : NULL;

  if (entry != NULL)
    move_to_front (found, entry->goes_with);
  return found;
}

/* A cycle of three years ends on the day before it would begin anew. */
static char *
offer_expiry (AttestRecord *record)
{
  AttestDateReading issue;
  GDate day;

  attest_record_read_date (record, ATTEST_CERTIFICATE_ISSUE_DATE, &issue);
  if (issue.fault != ATTEST_DATE_FINE)
    return NULL;
  day = issue.readings[0];
  g_date_add_years (&day, 3);
  g_date_subtract_days (&day, 1);
  return attest_date_format_day (&day);
}

/* Who adds a site wants it sent. */
static void
site_added (AttestRecord *record)
{
  attest_record_set_text (record, ATTEST_CERTIFICATE_SITES_MODE, ATTEST_SITES_REPLACE);
}

/* The address of the entity. */
static void
fill_site (AttestRecord *record, AttestRecord *site)
{
  static const struct
  {
    guint from;
    guint to;
  } parts[] = {
    { ATTEST_CERTIFICATE_ENTITY_STREET, ATTEST_SITE_STREET },
    { ATTEST_CERTIFICATE_ENTITY_CITY, ATTEST_SITE_CITY },
    { ATTEST_CERTIFICATE_ENTITY_STATE, ATTEST_SITE_STATE },
    { ATTEST_CERTIFICATE_ENTITY_COUNTRY, ATTEST_SITE_COUNTRY },
    { ATTEST_CERTIFICATE_ENTITY_POST_CODE, ATTEST_SITE_POSTCODE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    attest_record_set_text (site, parts[i].to, attest_record_get_text (record, parts[i].from));
}

static const AttestFieldExtra extras[] = {
  { .schema = &attest_certificate_schema,
    .field = ATTEST_CERTIFICATE_TYPE,
    .source.suggest = suggest_choices },
  { .schema = &attest_certificate_schema,
    .field = ATTEST_CERTIFICATE_ENTITY_NAME,
    .source.fetch = attest_own_entities_fetch,
    .source.fetched = attest_own_entities_take },
  { .schema = &attest_certificate_schema,
    .field = ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID,
    .source.fetch = attest_own_entities_fetch,
    .source.fetched = attest_own_entities_take },
  { .schema = &attest_certificate_schema,
    .field = ATTEST_CERTIFICATE_ENTITY_COUNTRY,
    .source.suggest = suggest_listed,
    .list = LIST_COUNTRIES },
  { .schema = &attest_certificate_schema,
    .field = ATTEST_CERTIFICATE_AB_NAME,
    .source.suggest = suggest_listed,
    .list = LIST_BODY_NAMES,
    .source.picked = body_name_picked },
  { .schema = &attest_certificate_schema,
    .field = ATTEST_CERTIFICATE_AB_ACRONYM,
    .source.suggest = suggest_listed,
    .list = LIST_BODY_ACRONYMS,
    .source.picked = body_acronym_picked },
  { .schema = &attest_certificate_schema,
    .field = ATTEST_CERTIFICATE_EXPIRY_DATE,
    .offer = offer_expiry,
    /* TRANSLATORS: %s is a date; the sign is that of the Enter key, which takes it over */
    .offer_label = N_ ("↵ 3 years less a day: %s") },
  { .schema = &attest_certificate_schema,
    .field = ATTEST_CERTIFICATE_SITES_MODE,
    .always_chosen = TRUE,
    .is_bare = TRUE },
  { .schema = &attest_certificate_schema,
    .field = ATTEST_CERTIFICATE_SITES,
    .added = site_added,
    .more_label = N_ ("Same Address as the Entity"),
    .fill_more = fill_site },
  { .schema = &attest_scheme_schema,
    .field = ATTEST_SCHEME_NAME,
    .source.suggest = suggest_listed,
    .list = LIST_SCHEMES,
    .source.picked = scheme_picked },
  { .schema = &attest_standard_schema,
    .field = ATTEST_STANDARD_NAME,
    .source.suggest = suggest_standards,
    .source.once = TRUE,
    .list = LIST_STANDARDS },
  { .schema = &attest_site_schema,
    .field = ATTEST_SITE_COUNTRY,
    .source.suggest = suggest_listed,
    .list = LIST_COUNTRIES },
};

/**
 * attest_field_extra_find:
 * @record: a record
 * @field: one of its fields
 *
 * Returns: (transfer none) (nullable): what the field has beyond its kind
 */
const AttestFieldExtra *
attest_field_extra_find (AttestRecord *record, const AttestField *field)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  const guint index = attest_schema_index (schema, field);

  for (guint i = 0; i < G_N_ELEMENTS (extras); i++)
    if (extras[i].schema == schema && extras[i].field == index)
      return &extras[i];
  return NULL;
}
