/* Everything stored, and its file. The file is one JSON object; whatever in it cannot be read is
 * left out, and the file then kept under another name. Used with the lock of the AttestPractice
 * held. */
#include "practice-private.h"

#include <glib/gstdio.h>

#define STATE_VERSION 1

/* Returns: (transfer full): nothing yet; free with practice_records_free() */
PracticeRecords *
practice_records_new (void)
{
  PracticeRecords *records = g_new0 (PracticeRecords, 1);

  records->certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  records->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  records->by_number = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  records->companies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  records->forms = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  return records;
}

/* @records: (transfer full): with all that is in them */
void
practice_records_free (PracticeRecords *records)
{
  g_hash_table_unref (records->by_id);
  g_hash_table_unref (records->by_number);
  g_hash_table_unref (records->companies);
  g_ptr_array_unref (records->certificates);
  g_ptr_array_unref (records->forms);
  g_free (records);
}

/* What tells one certificate from another: two bodies may use the same number. */
static char *
make_number_key (JsonObject *upload)
{
  return g_strconcat (practice_get_text (upload, "certification_body_name"),
                      "\n",
                      practice_get_text (upload, "certificate_number"),
                      NULL);
}

static void
remember_company (PracticeRecords *records, JsonObject *upload)
{
  g_hash_table_replace (records->companies,
                        g_strdup (practice_get_text (upload, "certified_entity_unique_id")),
                        g_strdup (practice_get_text (upload, "certified_entity_name")));
}

/* @certificate: (transfer full) */
static void
add_certificate (PracticeRecords *records, JsonObject *certificate)
{
  JsonObject *upload = json_object_get_object_member (certificate, "upload");

  g_ptr_array_add (records->certificates, certificate);
  g_hash_table_replace (
      records->by_id, g_strdup (practice_get_text (certificate, "id")), certificate);
  g_hash_table_replace (records->by_number, make_number_key (upload), certificate);
}

/* Returns: (transfer none) (nullable): what is stored under the number and body of @upload */
static JsonObject *
find (PracticeRecords *records, JsonObject *upload)
{
  g_autofree char *key = make_number_key (upload);

  return g_hash_table_lookup (records->by_number, key);
}

/**
 * practice_records_put:
 * @records: the records
 * @upload: a checked upload
 *
 * Stores @upload; a certificate of the same number and body keeps its id. There is no partial
 * update in the documents, so all of it is replaced, except that sites which are not mentioned
 * stay as they are.
 *
 * Returns: (transfer none): the certificate
 */
JsonObject *
practice_records_put (PracticeRecords *records, JsonObject *upload)
{
  JsonObject *certificate = find (records, upload);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (certificate == NULL)
    {
      g_autofree char *id = g_uuid_string_random ();

      certificate = json_object_new ();
      json_object_set_string_member (certificate, "id", id);
      json_object_set_int_member (certificate, "created_at", now);
      json_object_set_object_member (certificate, "upload", json_object_ref (upload));
      add_certificate (records, certificate);
    }
  else
    {
      JsonObject *old = json_object_get_object_member (certificate, "upload");

      if (!json_object_has_member (upload, "sites") && json_object_has_member (old, "sites"))
        json_object_set_member (upload, "sites", json_object_dup_member (old, "sites"));
      json_object_set_object_member (certificate, "upload", json_object_ref (upload));
    }
  json_object_set_int_member (certificate, "updated_at", now);
  remember_company (records, upload);
  return certificate;
}

/* Takes @certificate, which is one of @records, out of them and frees it. */
void
practice_records_remove (PracticeRecords *records, JsonObject *certificate)
{
  g_autofree char *key = make_number_key (json_object_get_object_member (certificate, "upload"));

  g_hash_table_remove (records->by_number, key);
  g_hash_table_remove (records->by_id, practice_get_text (certificate, "id"));
  g_ptr_array_remove (records->certificates, certificate);
}

/**
 * practice_records_add_form:
 * @records: the records
 * @form: a checked form
 *
 * Stores @form as another one; creating is never an update.
 *
 * Returns: (transfer none): what is stored
 */
JsonObject *
practice_records_add_form (PracticeRecords *records, JsonObject *form)
{
  JsonObject *stored = json_object_new ();
  g_autofree char *now = practice_now ();
  gint64 id = 1;

  if (records->forms->len > 0)
    id += json_object_get_int_member (g_ptr_array_index (records->forms, records->forms->len - 1),
                                      "id");
  json_object_set_int_member (stored, "id", id);
  json_object_set_string_member (stored, "created_at", now);
  json_object_set_object_member (stored, "form", json_object_ref (form));
  g_ptr_array_add (records->forms, stored);
  return stored;
}

static JsonObject *
get_object (JsonObject *parent, const char *key)
{
  JsonNode *node = json_object_get_member (parent, key);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* The texts the index and the lists rely on; the rest may be missing. */
static gboolean
is_certificate (JsonObject *object)
{
  static const char *const keys[] = { "certificate_number",
                                      "certification_body_name",
                                      "certified_entity_unique_id",
                                      "certified_entity_name" };
  JsonObject *upload = get_object (object, "upload");

  if (upload == NULL || practice_get_text (object, "id") == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (practice_get_text (upload, keys[i]) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
take_certificate (PracticeRecords *records, JsonObject *object)
{
  if (!is_certificate (object) || find (records, get_object (object, "upload")) != NULL)
    return FALSE;
  add_certificate (records, json_object_ref (object));
  remember_company (records, get_object (object, "upload"));
  return TRUE;
}

static gboolean
take_form (PracticeRecords *records, JsonObject *object)
{
  JsonNode *id = json_object_get_member (object, "id");
  gint64 number;
  gint64 last = 0;

  if (records->forms->len > 0)
    last = json_object_get_int_member (g_ptr_array_index (records->forms, records->forms->len - 1),
                                       "id");
  if (id == NULL || !practice_get_whole (id, &number) || number <= last
      || get_object (object, "form") == NULL || practice_get_text (object, "created_at") == NULL)
    return FALSE;
  g_ptr_array_add (records->forms, json_object_ref (object));
  return TRUE;
}

/* The lists in the file; each takes what it understands. */
static const struct
{
  const char *name;
  gboolean (*take) (PracticeRecords *records, JsonObject *object);
} lists[] = {
  { "certificates", take_certificate },
  { "forms", take_form },
};

typedef struct
{
  PracticeRecords *records;
  gboolean (*take) (PracticeRecords *records, JsonObject *object);
  gboolean is_whole; /* nothing was left out so far */
} Loading;

static void
load_one (JsonArray *array, guint index, JsonNode *node, gpointer data)
{
  Loading *loading = data;

  if (!JSON_NODE_HOLDS_OBJECT (node)
      || !loading->take (loading->records, json_node_get_object (node)))
    loading->is_whole = FALSE;
}

static void
load_companies (JsonObject *object, const char *name, JsonNode *node, gpointer data)
{
  Loading *loading = data;

  if (practice_is_text (node))
    g_hash_table_replace (
        loading->records->companies, g_strdup (name), json_node_dup_string (node));
  else
    loading->is_whole = FALSE;
}

/* Returns: whether all of @text was understood */
static gboolean
load_text (PracticeRecords *records, GBytes *text)
{
  g_autoptr (JsonNode) root = practice_read_json (text);
  Loading loading = { .records = records, .is_whole = TRUE };
  JsonObject *object = NULL;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;
  object = json_node_get_object (root);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      JsonNode *list = json_object_get_member (object, lists[i].name);

      loading.take = lists[i].take;
      if (list != NULL && JSON_NODE_HOLDS_ARRAY (list))
        json_array_foreach_element (json_node_get_array (list), load_one, &loading);
      else
        loading.is_whole = FALSE;
    }
  if (get_object (object, "companies") != NULL)
    json_object_foreach_member (get_object (object, "companies"), load_companies, &loading);
  else
    loading.is_whole = FALSE;
  return loading.is_whole;
}

/* Returns: (transfer full) (nullable): the file's new name; NULL: it could not be renamed */
static char *
set_aside (const char *path)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "damaged-%Y%m%d-%H%M%S");
  g_autofree char *kept = g_strdup_printf ("%s.%s", path, stamp);

  for (guint i = 2; g_file_test (kept, G_FILE_TEST_EXISTS); i++)
    {
      g_free (kept);
      kept = g_strdup_printf ("%s.%s-%u", path, stamp, i);
    }
  if (g_rename (path, kept) == 0)
    return g_steal_pointer (&kept);
  g_message ("The practice records in %s cannot be read", path);
  return NULL;
}

/**
 * practice_records_load:
 * @records: empty records
 * @path: the file; without one the records stay empty
 *
 * Takes over what can be read. A file that cannot be read as a whole is given another name, so that
 * the next one does not replace it.
 *
 * Returns: (transfer full) (nullable): that name
 */
char *
practice_records_load (PracticeRecords *records, const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length = 0;

  if (!g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    return NULL;
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR)
      || !g_file_get_contents (path, &text, &length, NULL))
    return set_aside (path);
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  return load_text (records, bytes) ? NULL : set_aside (path);
}

static JsonArray *
make_array (GPtrArray *objects)
{
  JsonArray *array = json_array_sized_new (objects->len);

  for (guint i = 0; i < objects->len; i++)
    json_array_add_object_element (array, json_object_ref (g_ptr_array_index (objects, i)));
  return array;
}

/**
 * practice_records_save:
 * @records: the records
 * @path: the file; its folder is made when it is missing
 * @error: what went wrong
 *
 * Replaces the file in one step.
 *
 * Returns: whether it was written
 */
gboolean
practice_records_save (PracticeRecords *records, const char *path, GError **error)
{
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), json_object_new ());
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  JsonObject *object = json_node_get_object (root);
  JsonObject *companies = json_object_new ();
  GHashTableIter iter;
  gpointer id, name;

  json_object_unref (object); /* the node holds it */
  g_hash_table_iter_init (&iter, records->companies);
  while (g_hash_table_iter_next (&iter, &id, &name))
    json_object_set_string_member (companies, id, name);
  json_object_set_int_member (object, "version", STATE_VERSION);
  json_object_set_array_member (object, "certificates", make_array (records->certificates));
  json_object_set_object_member (object, "companies", companies);
  json_object_set_array_member (object, "forms", make_array (records->forms));
  text = json_to_string (root, FALSE);

  g_mkdir_with_parents (folder, 0700);
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}
