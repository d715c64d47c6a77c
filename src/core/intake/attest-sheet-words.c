/* What offices call their columns, and the words in them: data/reference/sheet-words.json, read
 * once.
 *
 * Heads are compared by their letters and digits alone. A slip of one letter is forgiven in long
 * words of Latin letters only: in Hangul one letter is another word (발행일, 만료일).
 * Thread: any. */
#include "attest-config.h"
#include "intake/attest-sheet-words.h"

#include "base/attest-reference.h"
#include "base/attest-text.h"

#include <string.h>

#define DOTLESS_I 0x131 /* ASKIDA is Askıda, and written so by whoever has no such letter */

/* ², 1), *1, 주1), （注１）, Note 1 */
#define NOTE_BEHIND                                                                                \
  "(?:[¹²³⁰-⁾]+|\\s*[*※†‡]?[0-9]{1,2}\\)|\\s*[*※†‡][0-9]{1,2}"                  \
  "|\\s*[(（]?[주注]\\s*[0-9０-９]{0,2}[)）]|\\s+[Nn]ote\\s?[0-9]{1,2})\\s*$"

#define FEW_PARTS 4    /* of a head that says one thing in all of them */
#define MIN_FORGIVEN 6 /* letters of a word in which one may be wrong */

typedef struct
{
  char *path;
  char *wire;
  gboolean is_offer;
} Value;

/* A head that is still known with one wrong letter. */
typedef struct
{
  const char *key; /* in the table of heads */
  const char *path;
  gsize length; /* of the head in it */
} Forgiven;

typedef struct
{
  GHashTable *heads;  /* kind, blank, folded head → path */
  GArray *forgiven;   /* of Forgiven: the long ones of those, in their order there */
  GHashTable *titles; /* kind, blank, path → the first head of it in the user's language */
  GHashTable *values; /* path, blank, folded word → Value */
  GHashTable *sites;  /* kind, blank, path of the entity's → path of a site's */
  GHashTable *weak;   /* as @heads: a better one says it, where there is one */
} Words;

/* What needs none of Unicode's tables: most of what stands in sheets. */
static char *
fold_plain (const char *text)
{
  char *folded = g_malloc (strlen (text) + 1);
  char *end = folded;

  for (; *text != '\0'; text++)
    if ((guchar) *text >= 0x80 || g_ascii_isalnum (*text) || *text == '#')
      *end++ = g_ascii_tolower (*text);
  *end = '\0';
  return folded;
}

/**
 * attest_sheet_fold:
 *
 * Returns: (transfer full): what stays of a head when only its letters and digits count
 */
char *
attest_sheet_fold (const char *text)
{
  g_autofree char *composed = NULL;
  g_autofree char *folded = NULL;
  GString *out = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (attest_text_is_plain (text))
    return fold_plain (text);
  out = g_string_new (NULL);
  composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  folded = g_utf8_casefold (composed != NULL ? composed : "", -1);
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (g_utf8_get_char (p) == DOTLESS_I)
      g_string_append_c (out, 'i');
    else if (g_unichar_isalnum (g_utf8_get_char (p)) || *p == '#')
      g_string_append_unichar (out, g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}

static char *
make_key (const char *scope, const char *text)
{
  g_autofree char *folded = attest_sheet_fold (text);

  return g_strconcat (scope, " ", folded, NULL);
}

static void
value_free (gpointer data)
{
  Value *value = data;

  g_free (value->path);
  g_free (value->wire);
  g_free (value);
}

static gboolean
is_korean (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_get_script (g_utf8_get_char (text)) == G_UNICODE_SCRIPT_HANGUL)
      return TRUE;
  return FALSE;
}

/* English comes first, then Korean. */
static const char *
choose_title (JsonArray *all)
{
  gboolean wants_korean = g_str_has_prefix (g_get_language_names ()[0], "ko");

  for (guint i = 0; wants_korean && i < json_array_get_length (all); i++)
    if (is_korean (json_array_get_string_element (all, i)))
      return json_array_get_string_element (all, i);
  return json_array_get_string_element (all, 0);
}

static void
add_head (Words *words, JsonObject *entry)
{
  const char *kind = json_object_get_string_member (entry, "kind");
  JsonArray *all = json_object_get_array_member (entry, "words");

  g_hash_table_insert (words->titles,
                       g_strconcat (kind, " ", json_object_get_string_member (entry, "path"), NULL),
                       g_strdup (choose_title (all)));
  for (guint i = 0; i < json_array_get_length (all); i++)
    g_hash_table_insert (words->heads,
                         make_key (kind, json_array_get_string_element (all, i)),
                         g_strdup (json_object_get_string_member (entry, "path")));
  all =
      json_object_has_member (entry, "weak") ? json_object_get_array_member (entry, "weak") : NULL;
  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    g_hash_table_add (words->weak, make_key (kind, json_array_get_string_element (all, i)));
}

static void
add_values (Words *words, JsonObject *entry, const char *member)
{
  JsonArray *all = json_object_get_array_member (entry, member);
  const char *path = json_object_get_string_member (entry, "path");

  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      Value *value = g_new0 (Value, 1);

      value->path = g_strdup (path);
      value->wire = g_strdup (json_object_get_string_member (entry, "wire"));
      value->is_offer = g_str_equal (member, "maybe");
      g_hash_table_insert (
          words->values, make_key (path, json_array_get_string_element (all, i)), value);
    }
}

static void
add_value (Words *words, JsonObject *entry)
{
  add_values (words, entry, "words");
  add_values (words, entry, "maybe");
}

static void
add_site (Words *words, JsonObject *entry)
{
  g_hash_table_insert (words->sites,
                       g_strconcat (json_object_get_string_member (entry, "kind"),
                                    " ",
                                    json_object_get_string_member (entry, "entity"),
                                    NULL),
                       g_strdup (json_object_get_string_member (entry, "site")));
}

static void
load (Words *words, const char *list, void (*add) (Words *, JsonObject *))
{
  g_autoptr (JsonArray) entries = attest_reference_load_list ("sheet-words.json", list);

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    add (words, json_array_get_object_element (entries, i));
}

static GHashTable *
load_folded (const char *list)
{
  g_autoptr (JsonArray) entries = attest_reference_load_list ("sheet-words.json", list);
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);

      g_hash_table_add (words, attest_sheet_fold (json_object_get_string_member (entry, "word")));
    }
  return words;
}

/**
 * attest_sheet_get_folded:
 * @list: of the words of sheets; a literal
 *
 * Returns: (transfer none) (element-type utf8): the words in it, folded; read when they are first
 *   asked for
 */
GHashTable *
attest_sheet_get_folded (const char *list)
{
  static GMutex mutex;
  static GHashTable *lists;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  GHashTable *words = NULL;

  g_return_val_if_fail (list != NULL, NULL);

  if (lists == NULL)
    lists = g_hash_table_new (g_str_hash, g_str_equal);
  words = g_hash_table_lookup (lists, list);
  if (words != NULL)
    return words;
  words = load_folded (list);
  g_hash_table_insert (lists, (gpointer) list, words);
  return words;
}

/* Returns: whether @text, folded, is one of the words in @list */
gboolean
attest_sheet_has_word (const char *list, const char *text)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (list != NULL && text != NULL, FALSE);

  folded = attest_sheet_fold (text);
  return g_hash_table_contains (attest_sheet_get_folded (list), folded);
}

/* A slip is looked for in all of them, and there are thousands of heads. */
static GArray *
list_forgiven (GHashTable *heads)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Forgiven));
  GHashTableIter iter;
  gpointer key = NULL;
  gpointer path = NULL;

  g_hash_table_iter_init (&iter, heads);
  while (g_hash_table_iter_next (&iter, &key, &path))
    {
      const char *head = strchr (key, ' ') + 1;
      const Forgiven one = { key, path, strlen (head) };

      if (one.length >= MIN_FORGIVEN)
        g_array_append_val (list, one);
    }
  return list;
}

static Words *
get_words (void)
{
  static gsize loaded = 0;
  static Words words;

  if (g_once_init_enter (&loaded))
    {
      words.heads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      words.titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      words.values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, value_free);
      words.sites = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      words.weak = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      load (&words, "heads", add_head);
      load (&words, "values", add_value);
      load (&words, "under_sites", add_site);
      words.forgiven = list_forgiven (words.heads);
      g_once_init_leave (&loaded, 1);
    }
  return &words;
}

static gboolean
is_latin (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isalpha (*text))
      return FALSE;
  return TRUE;
}

/* Whether one letter more, less or other makes @a, which is no longer, of @b. */
static gboolean
differ_in_one (const char *a, gsize length_a, const char *b, gsize length_b)
{
  gsize same = 0;

  while (same < length_a && a[same] == b[same])
    same++;
  return strcmp (a + same + (length_a == length_b && same < length_a), b + same + 1) == 0;
}

static const char *
find_near (Words *words, const char *kind, const char *folded)
{
  const gsize skipped = strlen (kind) + 1;
  const gsize length = strlen (folded);

  if (length < MIN_FORGIVEN || !is_latin (folded))
    return NULL;
  for (guint i = 0; i < words->forgiven->len; i++)
    {
      const Forgiven *known = &g_array_index (words->forgiven, Forgiven, i);
      const char *head = known->key + skipped;

      if (known->length + 1 < length || known->length > length + 1
          || !g_str_has_prefix (known->key, kind))
        continue;
      if (known->length <= length ? differ_in_one (head, known->length, folded, length)
                                  : differ_in_one (folded, length, head, known->length))
        return known->path;
    }
  return NULL;
}

/* A head, or what stands of it on a line or in brackets. */
static const char *
find_part (Words *words, const char *kind, const char *part)
{
  g_autofree char *key = make_key (kind, part);

  return g_hash_table_lookup (words->heads, key);
}

/* Whether one of the words of @text is in @words, as they are folded. */
static gboolean
has_latin_word (GHashTable *words, const char *text)
{
  g_auto (GStrv) all = g_strsplit_set (text, " .,:;_-\t0123456789", -1);

  for (guint i = 0; all[i] != NULL; i++)
    {
      g_autofree char *folded = g_ascii_strdown (all[i], -1);

      if (is_latin (folded) && g_hash_table_contains (words, folded))
        return TRUE;
    }
  return FALSE;
}

/* Whether @text, a part of a head, says that the rest of it is about something else: the number of
 * before, the days until then, the address of a factory. A syllable alone says so alone. */
static gboolean
says_otherwise (const char *text)
{
  GHashTable *words = attest_sheet_get_folded ("otherwise");
  g_autofree char *folded = attest_sheet_fold (text);
  GHashTableIter iter;
  gpointer word = NULL;

  if (g_hash_table_contains (words, folded) || has_latin_word (words, text))
    return TRUE;
  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    if (!is_latin (word) && g_utf8_strlen (word, -1) > 1 && strstr (folded, word) != NULL)
      return TRUE;
  return FALSE;
}

/* What two parts say together: Issue Date (Initial) is Initial Issue Date. */
static const char *
find_together (Words *words, const char *kind, char **parts)
{
  const guint n = g_strv_length (parts);
  g_autofree char *forth = n > 1 && n <= FEW_PARTS ? g_strjoinv (" ", parts) : NULL;
  g_autofree char *back = NULL;
  const char *path = forth != NULL ? find_part (words, kind, forth) : NULL;

  if (path != NULL || n != 2)
    return path;
  back = g_strconcat (parts[1], " ", parts[0], NULL);
  return find_part (words, kind, back);
}

/* Returns: (transfer full): the parts of @head that say anything */
static char **
split_head (const char *head, const char *signs)
{
  g_auto (GStrv) all = g_strsplit_set (head, signs, -1);
  GPtrArray *parts = g_ptr_array_new ();

  for (guint i = 0; all[i] != NULL; i++)
    {
      g_autofree char *folded = attest_sheet_fold (all[i]);

      if (*folded != '\0')
        g_ptr_array_add (parts, g_strdup (all[i]));
    }
  g_ptr_array_add (parts, NULL);
  return (char **) g_ptr_array_free (parts, FALSE);
}

/* Returns: the first path that one of @parts has; %NULL: none has, or another one says otherwise */
static const char *
find_apart (Words *words, const char *kind, char **parts)
{
  const char *path = NULL;

  for (guint i = 0; path == NULL && parts[i] != NULL; i++)
    path = find_part (words, kind, parts[i]);
  for (guint i = 0; path != NULL && parts[i] != NULL; i++)
    if (find_part (words, kind, parts[i]) == NULL && says_otherwise (parts[i]))
      return NULL;
  return path;
}

static const char *
find_in_parts (Words *words, const char *kind, const char *head, const char *signs)
{
  g_auto (GStrv) parts = split_head (head, signs);
  const char *path = find_together (words, kind, parts);

  return path != NULL ? path : find_apart (words, kind, parts);
}

/* Returns: (transfer full): @head with each of its languages on a line */
static char *
part_languages (const char *head)
{
  GString *out = g_string_new (NULL);
  int last = 0; /* 1: ASCII; 2: beyond */

  for (const char *p = head; *p != '\0'; p = g_utf8_next_char (p))
    {
      const int now = g_ascii_isalpha (*p) ? 1 : g_unichar_isalpha (g_utf8_get_char (p)) ? 2 : last;

      if (last != 0 && now != last)
        g_string_append_c (out, '\n');
      last = now;
      g_string_append_unichar (out, g_utf8_get_char (p));
    }
  return g_string_free (out, FALSE);
}

/* 만료일², 업체명 1), 발행일*1, 업체명 주1): a head, or one with the number of a note behind it.
 * Signs such as * are no letters of a head anyway. */
static const char *
find_whole (Words *words, const char *kind, const char *head)
{
  static GRegex *regex = NULL;
  const char *path = find_part (words, kind, head);
  g_autofree char *bare = NULL;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, g_regex_new (NOTE_BEHIND, 0, 0, NULL));
  if (path != NULL || !g_regex_match (regex, head, 0, NULL))
    return path;
  bare = g_regex_replace (regex, head, -1, 0, "", 0, NULL);
  return find_part (words, kind, bare);
}

/* Returns: whether two texts are the same but for their look and case */
gboolean
attest_sheet_is_same_text (const char *a, const char *b)
{
  g_autofree char *folded_a = attest_text_fold_code (a);
  g_autofree char *folded_b = attest_text_fold_code (b);

  return strcmp (folded_a, folded_b) == 0;
}

/**
 * attest_sheet_find_head:
 * @schema: the kind of the records
 * @head: what stands over a column, on one line or more
 *
 * Returns: (transfer none) (nullable): the path of the field that the column is for; "" if it is
 *   known for something that is not sent; with “!” before it if it says the opposite; %NULL if it
 *   is not known
 */
const char *
attest_sheet_find_head (const AttestSchema *schema, const char *head)
{
  g_autofree char *folded = NULL;
  const char *path = attest_sheet_find_known_head (schema, head);

  if (path != NULL || head == NULL)
    return path;
  folded = attest_sheet_fold (head);
  return find_near (get_words (), schema->name, folded);
}

/* Returns: (transfer none) (nullable): as attest_sheet_find_head(), but for slips: a value can be
 * one letter away from a head, Valido from Valid To */
const char *
attest_sheet_find_known_head (const AttestSchema *schema, const char *head)
{
  Words *words = get_words ();
  const char *path = NULL;

  g_return_val_if_fail (schema != NULL && head != NULL, NULL);

  path = find_whole (words, schema->name, head);
  if (path == NULL)
    path = find_in_parts (words, schema->name, head, "\n\r");
  return path != NULL ? path : find_in_parts (words, schema->name, head, "\n\r()[]/|");
}

/**
 * attest_sheet_head_is_weak:
 * @schema: the kind of the records
 * @head: of a column that was found to be for something
 *
 * Returns: whether it can be for something else as well, or is so in part alone: where another head
 *   says the same without that, it is for that
 */
gboolean
attest_sheet_head_is_weak (const AttestSchema *schema, const char *head)
{
  Words *words = get_words ();
  g_autofree char *key = NULL;

  g_return_val_if_fail (schema != NULL && head != NULL, FALSE);

  key = make_key (schema->name, head);
  return g_hash_table_contains (words->weak, key) || find_whole (words, schema->name, head) == NULL;
}

/* Returns: (transfer none) (nullable): as attest_sheet_find_head(), where @head says it in two
 * languages, one after the other on a line: 인증일 Issue Date */
const char *
attest_sheet_find_two_languages (const AttestSchema *schema, const char *head)
{
  g_autofree char *languages = NULL;

  g_return_val_if_fail (schema != NULL && head != NULL, NULL);

  languages = part_languages (head);
  return find_in_parts (get_words (), schema->name, languages, "\n\r()[]/|");
}

/**
 * attest_sheet_find_in_group:
 * @schema: the kind of the records
 * @group: what stands over several columns, perhaps in two languages
 * @head: what stands under it over one of them
 *
 * Returns: (transfer none) (nullable): the path of what one of the names of @group says with @head:
 *   유효기간 (Validity) over From
 */
const char *
attest_sheet_find_in_group (const AttestSchema *schema, const char *group, const char *head)
{
  g_autofree char *languages = NULL;
  g_auto (GStrv) parts = NULL;
  const char *path = NULL;

  g_return_val_if_fail (schema != NULL && group != NULL && head != NULL, NULL);

  languages = part_languages (group);
  parts = split_head (languages, "\n\r()[]/|");
  for (guint i = 0; path == NULL && parts[i] != NULL; i++)
    {
      g_autofree char *both = g_strconcat (parts[i], " ", head, NULL);

      path = find_part (get_words (), schema->name, both);
    }
  return path;
}

/**
 * attest_sheet_find_under:
 * @schema: the kind of the records
 * @group: what stands over several columns
 * @head: what stands under it over one of them
 *
 * Returns: (transfer none) (nullable): the path of what @head means there: an address under sites
 * is a site's; %NULL: it means nothing else there
 */
const char *
attest_sheet_find_under (const AttestSchema *schema, const char *group, const char *head)
{
  const char *outer = attest_sheet_find_head (schema, group);
  const char *inner = attest_sheet_find_head (schema, head);
  g_autofree char *key = NULL;

  if (outer == NULL || inner == NULL || !g_str_has_prefix (outer, "sites[]"))
    return NULL;
  key = g_strconcat (schema->name, " ", inner, NULL);
  return g_hash_table_lookup (get_words ()->sites, key);
}

/* Returns: (transfer none) (nullable): what a column for @path is called, in the user's language
 * where that is known */
const char *
attest_sheet_get_head (const AttestSchema *schema, const char *path)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (schema != NULL && path != NULL, NULL);

  key = g_strconcat (schema->name, " ", path, NULL);
  return g_hash_table_lookup (get_words ()->titles, key);
}

/**
 * attest_sheet_find_value:
 * @path: of the field
 * @text: what stands in a cell
 * @wire: (out) (transfer none): what it means there, if anything
 *
 * Signs are no words: ○ and × are the same without their looks.
 *
 * Returns: whether that is certain
 */
AttestSheetWord
attest_sheet_find_value (const char *path, const char *text, const char **wire)
{
  g_autofree char *key = NULL;
  const Value *value = NULL;

  g_return_val_if_fail (path != NULL && text != NULL && wire != NULL, ATTEST_SHEET_WORD_UNKNOWN);

  key = make_key (path, text);
  value = key[strlen (path) + 1] != '\0' ? g_hash_table_lookup (get_words ()->values, key) : NULL;
  *wire = value != NULL ? value->wire : NULL;
  if (value == NULL)
    return ATTEST_SHEET_WORD_UNKNOWN;
  return value->is_offer ? ATTEST_SHEET_WORD_OFFERED : ATTEST_SHEET_WORD_KNOWN;
}

/* Returns: whether one of the words in @list stands anywhere in @text, folded */
gboolean
attest_sheet_contains_word (const char *list, const char *text)
{
  g_autofree char *folded = NULL;
  GHashTableIter all;
  gpointer word = NULL;

  g_return_val_if_fail (list != NULL && text != NULL, FALSE);

  folded = attest_sheet_fold (text);
  g_hash_table_iter_init (&all, attest_sheet_get_folded (list));
  while (g_hash_table_iter_next (&all, &word, NULL))
    if (strstr (folded, word) != NULL)
      return TRUE;
  return FALSE;
}

/**
 * attest_sheet_for_each_word:
 * @path: a field's, of which offices write the values in words of their own
 * @func: is told of each of them
 */
void
attest_sheet_for_each_word (const char *path, AttestSheetWordFunc func, gpointer user_data)
{
  g_autofree char *scope = NULL;
  GHashTableIter all;
  gpointer key = NULL;
  gpointer value = NULL;

  g_return_if_fail (path != NULL && func != NULL);

  scope = g_strconcat (path, " ", NULL);
  g_hash_table_iter_init (&all, get_words ()->values);
  while (g_hash_table_iter_next (&all, &key, &value))
    if (g_str_has_prefix (key, scope))
      func ((const char *) key + strlen (scope), ((Value *) value)->wire, user_data);
}
