/* Getting at the reference lists. They are registered with the first use, because a resource in a
 * static library has nobody else to do it. Thread: any. */
#include "attest-config.h"
#include "base/attest-reference.h"

#include "data/reference/attest-reference-resources.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define MOST_OWN (4 * 1024 * 1024) /* bytes */

/* What a file of the user's own can have, and what each entry is known by. */
static const struct
{
  const char *list;
  const char *needed[3]; /* texts; the first is what it is known by */
} own_lists[] = {
  { "countries", { "name" } },
  { "accreditation_bodies", { "name", "acronym" } },
  { "schemes", { "scheme", "standard" } },
};

static GMutex own_lock;
static JsonObject *own = NULL; /* (nullable) */

static GBytes *
load (const char *name, GError **error)
{
  static gsize registered = 0;
  g_autofree char *path = g_strconcat ("/io/github/attest_app/Attest/reference/", name, NULL);

  if (g_once_init_enter (&registered))
    {
      attest_reference_register_resource ();
      g_once_init_leave (&registered, 1);
    }
  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

static const char *
get_text (JsonObject *entry, const char *member)
{
  JsonNode *node = json_object_get_member (entry, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

/* An edition is an object that has a standard; all other lists are of texts. */
static gboolean
is_fit_item (const char *member, JsonNode *item)
{
  if (g_str_equal (member, "earlier") || g_str_equal (member, "later"))
    return JSON_NODE_HOLDS_OBJECT (item)
           && get_text (json_node_get_object (item), "standard") != NULL;
  return JSON_NODE_HOLDS_VALUE (item) && json_node_get_string (item) != NULL;
}

static gboolean
is_fit (const char *member, JsonNode *node)
{
  static const char *const arrays[] = { "accepted", "acronyms", "aliases",  "countries",
                                        "earlier",  "later",    "wordings", NULL };
  JsonArray *array = NULL;

  if (!g_strv_contains (arrays, member))
    return JSON_NODE_HOLDS_VALUE (node) && json_node_get_string (node) != NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!is_fit_item (member, json_array_get_element (array, i)))
      return FALSE;
  return TRUE;
}

/* Returns: (nullable): the member that is not as it should be */
static const char *
find_fault (JsonObject *entry, const char *const needed[3])
{
  g_autoptr (GList) members = json_object_get_members (entry);

  for (guint i = 0; needed[i] != NULL; i++)
    {
      const char *text = get_text (entry, needed[i]);

      if (text == NULL || *text == '\0')
        return needed[i];
    }
  for (GList *l = members; l != NULL; l = l->next)
    if (!is_fit (l->data, json_object_get_member (entry, l->data)))
      return g_intern_string (l->data);
  return NULL;
}

static gboolean
check_list (JsonObject *root, const char *list, const char *const needed[3], GError **error)
{
  JsonNode *node = json_object_get_member (root, list);
  JsonArray *entries = NULL;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("“%s” must be a list"), list);
      return FALSE;
    }
  entries = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonNode *entry = json_array_get_element (entries, i);
      const char *fault = JSON_NODE_HOLDS_OBJECT (entry)
                              ? find_fault (json_node_get_object (entry), needed)
                              : needed[0];

      if (fault == NULL)
        continue;
      /* Translators: a list in a file, the number of an entry in it, and a member of that entry */
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_INVALID_DATA,
                   _ ("“%s”, entry %u: “%s” is missing or not of the right kind"),
                   list,
                   i + 1,
                   fault);
      return FALSE;
    }
  return TRUE;
}

static void
parse_error_cb (JsonParser *parser, gpointer error, guint *line)
{
  *line = json_parser_get_current_line (parser);
}

/* The parser's own words are of programs, and in English. */
static gboolean
parse_text (JsonParser *parser, const char *text, gsize length, GError **error)
{
  guint line = 0;

  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error_literal (
          error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("it is not text in UTF-8"));
      return FALSE;
    }
  g_signal_connect (parser, "error", G_CALLBACK (parse_error_cb), &line);
  if (json_parser_load_from_data (parser, text, (gssize) length, NULL))
    return TRUE;
  /* Translators: a file is not used because … */
  g_set_error (
      error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("line %u is not valid JSON"), MAX (line, 1));
  return FALSE;
}

static JsonObject *
parse_own (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root = NULL;

  if (!parse_text (parser, text, length, error))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (
          error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("it is not a JSON object"));
      return NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (own_lists); i++)
    if (!check_list (json_node_get_object (root), own_lists[i].list, own_lists[i].needed, error))
      return NULL;
  return json_object_ref (json_node_get_object (root));
}

static JsonObject *
read_own (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return NULL;
  if (!S_ISREG (status.st_mode) || status.st_size > MOST_OWN)
    {
      g_set_error_literal (error,
                           G_IO_ERROR,
                           G_IO_ERROR_INVALID_DATA,
                           _ ("it is not a file, or is larger than 4 MB"));
      return NULL;
    }
  return g_file_get_contents (path, &text, &length, error) ? parse_own (text, length, error) : NULL;
}

/**
 * attest_reference_use_own:
 * @folder: where the user's data is; a file reference.json there is one object with any of the
 *   lists "countries", "accreditation_bodies" and "schemes", their entries as in data/reference
 *
 * Lists that are loaded after this have these entries as well, before the shipped ones and in place
 * of those that are known by the same. Lists are loaded once, so it is to be called before.
 *
 * Returns: (transfer full) (nullable): what is wrong with the file, for the user; none of it is
 *   used then. %NULL: nothing, or there is no such file
 */
char *
attest_reference_use_own (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "reference.json", NULL);
  g_autoptr (GError) error = NULL;
  JsonObject *read = read_own (path, &error);

  g_mutex_lock (&own_lock);
  g_clear_pointer (&own, json_object_unref);
  own = read;
  g_mutex_unlock (&own_lock);
  if (error == NULL)
    return NULL;
  /* Translators: the second %s says what is wrong with the file */
  return g_strdup_printf (
      _ ("Your own lists in %s are not used: %s. Correct the file and start Attest again."),
      path,
      error->message);
}

static const char *
get_key (JsonArray *list, guint i, const char *key)
{
  return json_object_get_string_member_with_default (
      json_array_get_object_element (list, i), key, "");
}

static gboolean
has_entry (JsonArray *list, const char *key, const char *text)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (g_str_equal (get_key (list, i, key), text))
      return TRUE;
  return FALSE;
}

static JsonNode *
copy_own (JsonArray *ours, guint i)
{
  JsonNode *copy = json_node_copy (json_array_get_element (ours, i));

  json_object_set_boolean_member (json_node_get_object (copy), ATTEST_REFERENCE_OWN, TRUE);
  return copy;
}

/* Takes @shipped. */
static JsonArray *
add_own (JsonArray *shipped, JsonArray *ours, const char *key)
{
  JsonArray *all = json_array_sized_new (json_array_get_length (shipped));

  for (guint i = 0; i < json_array_get_length (ours); i++)
    json_array_add_element (all, copy_own (ours, i));
  for (guint i = 0; i < json_array_get_length (shipped); i++)
    if (!has_entry (ours, key, get_key (shipped, i, key)))
      json_array_add_element (all, json_node_copy (json_array_get_element (shipped, i)));
  json_array_unref (shipped);
  return all;
}

/* Takes @shipped. */
static JsonArray *
complete (JsonArray *shipped, const char *list)
{
  g_mutex_lock (&own_lock);
  for (guint i = 0; own != NULL && i < G_N_ELEMENTS (own_lists); i++)
    if (g_str_equal (own_lists[i].list, list) && json_object_has_member (own, list))
      shipped = add_own (shipped, json_object_get_array_member (own, list), own_lists[i].needed[0]);
  g_mutex_unlock (&own_lock);
  return shipped;
}

/* Returns: behind the text in quotation marks that begins at @text */
static const char *
skip_text (const char *text)
{
  for (text += 1 + strcspn (text + 1, "\"\\"); *text != '"'; text += strcspn (text, "\"\\"))
    text += 2;
  return text + 1;
}

/* Returns: where the value at @text ends: at what parts it from the next, or ends the object */
static const char *
skip_value (const char *text)
{
  guint depth = 0;

  for (text += strcspn (text, "\"[{]},"); depth > 0 || (*text != ',' && *text != '}');
       text += strcspn (text, "\"[{]},"))
    {
      depth += *text == '[' || *text == '{';
      depth -= *text == ']' || *text == '}';
      text = *text == '"' ? skip_text (text) : text + 1;
    }
  return text;
}

/* @text: a JSON object that is right, as ours are. Returns: (transfer full) (nullable): the value
 * of its member @name, as it is written there */
static char *
dup_member (const char *text, const char *name)
{
  const char *key = strchr (text, '"');

  while (key != NULL)
    {
      const char *value = strchr (skip_text (key), ':') + 1;
      const char *end = skip_value (value);

      if (g_str_has_prefix (key + 1, name) && key[1 + strlen (name)] == '"')
        return g_strndup (value, (gsize) (end - value));
      key = *end == ',' ? strchr (end, '"') : NULL;
    }
  return NULL;
}

/* Of a file with many lists the others are not parsed with each of them. */
static JsonNode *
load_member (GBytes *file, const char *name, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *member = NULL;

  text = g_strndup (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  member = dup_member (text, name);
  return member != NULL ? json_from_string (member, error) : NULL;
}

/**
 * attest_reference_load_named_list:
 * @name: a file in data/reference
 * @member: the list in it
 * @list_name: (out) (transfer full) (nullable): what the list is called where something of it is
 *   offered, or %NULL
 *
 * With what the user's own file adds to it: those have the member %ATTEST_REFERENCE_OWN.
 *
 * Returns: (transfer full) (nullable) (element-type JsonObject): the list; %NULL, with a warning,
 *   if it cannot be read
 */
JsonArray *
attest_reference_load_named_list (const char *name, const char *member, char **list_name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = load (name, &error);
  g_autoptr (JsonNode) list = file != NULL ? load_member (file, member, &error) : NULL;
  g_autoptr (JsonNode) called = file != NULL ? load_member (file, "list_name", NULL) : NULL;

  *list_name = called != NULL ? json_node_dup_string (called) : NULL;
  if (list != NULL)
    return complete (json_array_ref (json_node_get_array (list)), member);
  g_warning ("The list %s of %s cannot be read: %s",
             member,
             name,
             error != NULL ? error->message : "it is not there");
  return NULL;
}

/**
 * attest_reference_load_list:
 * @name: a file in data/reference
 * @member: the list in it
 *
 * Returns: (transfer full) (nullable) (element-type JsonObject): the same, whatever it is called
 */
JsonArray *
attest_reference_load_list (const char *name, const char *member)
{
  g_autofree char *list_name = NULL;

  return attest_reference_load_named_list (name, member, &list_name);
}

/**
 * attest_reference_load_map:
 * @name: a file in data/reference
 * @member: a list in it
 * @key: the member of its entries by which they are found
 * @value: the member that is looked for
 * @fold: (nullable): what makes of a key what it is looked up by
 *
 * Returns: (transfer full) (element-type utf8 utf8): one for the other
 */
GHashTable *
attest_reference_load_map (const char *name,
                           const char *member,
                           const char *key,
                           const char *value,
                           char *(*fold) (const char *text))
{
  g_autoptr (JsonArray) entries = attest_reference_load_list (name, member);
  GHashTable *map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      const char *text = json_object_get_string_member (entry, key);

      g_hash_table_insert (map,
                           fold != NULL ? fold (text) : g_strdup (text),
                           g_strdup (json_object_get_string_member (entry, value)));
    }
  return map;
}
