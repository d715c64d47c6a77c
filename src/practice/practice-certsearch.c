/* IAF CertSearch, as its API guide for multi-national bodies (version 1) describes it: upload,
 * read and delete one certificate, and upload many at once. Where the guide shows no error for an
 * upload, the shapes of its neighbouring pages are used. Used with the lock of the AttestPractice
 * held. */
#include "practice-private.h"

#include <string.h>

#define UPLOAD_PATH "/v1/mncb/upload-cert"
#define BULK_PATH "/v1/mncb/bulk-upload-cert"
#define CERT_PATH "/v1/mncb/cert/"

/* --- Errors, in the shapes of the guide's pages --- */

/* The general page: `errors` is a list. For what no particular page speaks of. */
static PracticeReply *
general_error (guint status, const char *code, const char *message)
{
  JsonObject *body = json_object_new ();
  JsonArray *errors = json_array_new ();
  JsonObject *error = json_object_new ();

  json_object_set_string_member (error, "code", code);
  json_object_set_string_member (error, "message", message);
  json_array_add_object_element (errors, error);
  json_object_set_array_member (body, "errors", errors);
  return practice_reply_json (status, body);
}

/* The pages of the calls: an envelope whose `errors` is an object.
 * @message: (transfer full): a text, or an object of texts by field */
static PracticeReply *
envelope_error (guint status, const char *code, JsonNode *message)
{
  JsonObject *body = json_object_new ();
  JsonObject *errors = json_object_new ();

  json_object_set_member (errors, "message", message);
  json_object_set_string_member (errors, "code", code);
  json_object_set_boolean_member (body, "error", TRUE);
  json_object_set_int_member (body, "timestamp", g_get_real_time () / G_USEC_PER_SEC);
  json_object_set_int_member (body, "elapse", 1);
  json_object_set_object_member (body, "errors", errors);
  return practice_reply_json (status, body);
}

static PracticeReply *
envelope_text (guint status, const char *code, const char *message)
{
  return envelope_error (status, code, json_node_init_string (json_node_alloc (), message));
}

/* @fields: (transfer full): field → what is wrong with it */
static PracticeReply *
validation_error (JsonObject *fields)
{
  JsonNode *message = json_node_init_object (json_node_alloc (), fields);

  json_object_unref (fields);
  return envelope_error (422, "validation_error", message);
}

/* --- The calls --- */

static PracticeReply *
upload (PracticeRecords *records, const PracticeCall *call)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *wrong;
  JsonObject *certificate;
  JsonObject *body;
  PracticeReply *reply;

  if (!practice_sends_json (call))
    return general_error (415, "unsupported_media_type", "Content-Type must be application/json");
  root = practice_read_json (call->body);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return envelope_text (400, "bad_request", "The request body must be one JSON object");
  wrong = practice_upload_check (json_node_get_object (root));
  if (wrong != NULL)
    return validation_error (wrong);

  certificate = practice_records_put (records, json_node_get_object (root));
  body = json_object_new ();
  json_object_set_boolean_member (body, "data", TRUE);
  json_object_set_string_member (
      body, "company_certifications_id", practice_get_text (certificate, "id"));
  reply = practice_reply_json (200, body);
  reply->n_taken = 1;
  return reply;
}

/* Many at once. The guide does not say whether all are refused when one is; here they are. */

#define MAX_BULK 100

/* The page of the bulk upload: one record is named, by its place and by what stood in it.
 * @fields: what is wrong, by the names of the fields */
static PracticeReply *
record_error (JsonObject *record, guint index, JsonObject *fields)
{
  JsonObject *body = json_object_new ();
  JsonObject *data = json_object_new ();
  JsonObject *errors = json_object_new ();
  JsonArray *list = json_array_new ();
  g_autoptr (GList) names = json_object_get_members (fields);

  for (const GList *name = names; name != NULL; name = name->next)
    {
      JsonObject *error = json_object_new ();
      JsonObject *meta = json_object_new ();
      JsonNode *input = json_object_get_member (record, name->data);

      json_object_set_string_member (
          error, "message", practice_get_text (fields, (const char *) name->data));
      json_object_set_string_member (error, "code", "validation_error");
      json_object_set_member (meta,
                              name->data,
                              input != NULL ? json_node_copy (input)
                                            : json_node_new (JSON_NODE_NULL));
      json_object_set_object_member (error, "meta", meta);
      json_array_add_object_element (list, error);
    }
  json_object_set_int_member (errors, "record_index", index);
  json_object_set_array_member (errors, "errors", list);
  json_object_set_object_member (data, "errors", errors);
  json_object_set_object_member (body, "data", data);
  return practice_reply_json (400, body);
}

/* Returns: (nullable): the records of a bulk upload; %NULL and @refusal: it is none */
static JsonArray *
get_records (JsonNode *root, PracticeReply **refusal)
{
  JsonObject *object =
      root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *node = object != NULL ? json_object_get_member (object, "certifications") : NULL;
  JsonArray *list =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (list, i)))
      list = NULL;
  if (list == NULL || json_array_get_length (list) == 0)
    *refusal = envelope_text (400, "bad_request", "certifications must be a list of records");
  else if (json_array_get_length (list) > MAX_BULK)
    *refusal = envelope_text (413, "too_many_records", "At most 100 records are accepted at once");
  return *refusal == NULL ? list : NULL;
}

static PracticeReply *
upload_many (PracticeRecords *records, const PracticeCall *call)
{
  g_autoptr (JsonNode) root = practice_read_json (call->body);
  PracticeReply *reply = NULL;
  JsonArray *list = NULL;
  JsonObject *body = NULL;
  JsonObject *data = NULL;

  if (!practice_sends_json (call))
    return general_error (415, "unsupported_media_type", "Content-Type must be application/json");
  list = get_records (root, &reply);
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *record = json_array_get_object_element (list, i);
      g_autoptr (JsonObject) wrong = practice_upload_check (record);

      if (wrong != NULL)
        return record_error (record, i, wrong);
    }
  if (list == NULL)
    return reply;
  for (guint i = 0; i < json_array_get_length (list); i++)
    practice_records_put (records, json_array_get_object_element (list, i));
  body = json_object_new ();
  data = json_object_new ();
  json_object_set_boolean_member (data, "success", TRUE);
  json_object_set_object_member (body, "data", data);
  reply = practice_reply_json (200, body);
  reply->n_taken = json_array_get_length (list);
  return reply;
}

/* Ids of things that have only a name here; the same name gives the same id. */
static void
set_id (JsonObject *data, const char *key, const char *kind, const char *name)
{
  g_autofree char *text = g_strconcat (kind, ":", name, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *id =
      g_strdup_printf ("%.8s-%.4s-5%.3s-8%.3s-%.12s", sum, sum + 8, sum + 12, sum + 15, sum + 18);

  json_object_set_string_member (data, key, name != NULL ? id : "");
}

static const char *
get_first (JsonObject *parent, const char *list, JsonObject **first, const char *key)
{
  JsonNode *node = json_object_get_member (parent, list);

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node)
      || json_array_get_length (json_node_get_array (node)) == 0)
    return NULL;
  *first = json_array_get_object_element (json_node_get_array (node), 0);
  return practice_get_text (*first, key);
}

static void
set_ids (JsonObject *data, JsonObject *sent)
{
  JsonObject *scheme = NULL;
  JsonObject *standard = NULL;

  set_id (data, "company_id", "company", practice_get_text (sent, "certified_entity_unique_id"));
  set_id (
      data, "certification_bodies_id", "body", practice_get_text (sent, "certification_body_name"));
  set_id (data,
          "accreditation_bodies_id",
          "accreditation",
          practice_get_text (sent, "accreditation_body_name"));
  set_id (data, "scheme_id", "scheme", get_first (sent, "schemes", &scheme, "scheme_name"));
  set_id (data,
          "standards_id",
          "standard",
          scheme != NULL ? get_first (scheme, "standard_list", &standard, "standards_name") : NULL);
}

/* What was sent, under the names of the reading page; those are not the names of the upload. */
static void
set_texts (JsonObject *data, JsonObject *sent)
{
  static const struct
  {
    const char *read;
    const char *sent;
  } names[] = {
    { "scope_description", "certification_scope" },
    { "issue_date", "certification_issue_date" },
    { "expiry_date", "certification_expiry_date" },
    { "original_issue_date", "certification_original_issue_date" },
    { "status", "certification_status" },
    { "type", "certification_type" },
    { "certification_number", "certificate_number" },
    { "accreditation_status", "certificate_accreditation_status" },
    { "certification_bodies_name", "certification_body_name" },
    { "accreditation_bodies_name", "accreditation_body_name" },
    { "certification_bodies_accreditation_status", "certificate_accreditation_status" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *text = practice_get_text (sent, names[i].sent);

      json_object_set_string_member (data, names[i].read, text != NULL ? text : "");
    }
  json_object_set_string_member (data, "model_number", "");
}

static PracticeReply *
read_one (PracticeRecords *records, JsonObject *certificate)
{
  JsonObject *body = json_object_new ();
  JsonObject *data = json_object_new ();
  JsonObject *sent = json_object_get_object_member (certificate, "upload");
  gint64 updated = json_object_get_int_member_with_default (certificate, "updated_at", 0);
  gint64 created = json_object_get_int_member_with_default (certificate, "created_at", 0);
  gboolean withdrawn =
      g_strcmp0 (practice_get_text (sent, "certification_status"), "withdrawn") == 0;

  json_object_set_string_member (
      data, "company_certifications_id", practice_get_text (certificate, "id"));
  set_ids (data, sent);
  set_texts (data, sent);
  /* The name sent last for a company is shown with all its certificates. */
  json_object_set_string_member (
      data,
      "company_name",
      g_hash_table_lookup (records->companies,
                           practice_get_text (sent, "certified_entity_unique_id")));
  json_object_set_int_member (data, "created_at", created);
  json_object_set_int_member (data, "updated_at", updated);
  json_object_set_int_member (data, "withdrawn_at", withdrawn ? updated : 0);
  if (json_object_has_member (sent, "schemes"))
    json_object_set_member (data, "schemes", json_object_dup_member (sent, "schemes"));
  if (json_object_has_member (sent, "sites"))
    json_object_set_member (data, "sites", json_object_dup_member (sent, "sites"));
  else
    json_object_set_array_member (data, "sites", json_array_new ());
  json_object_set_object_member (body, "data", data);
  return practice_reply_json (200, body);
}

static PracticeReply *
remove_one (PracticeRecords *records, JsonObject *certificate)
{
  JsonObject *body = json_object_new ();

  practice_records_remove (records, certificate);
  json_object_set_int_member (body, "data", 1);
  return practice_reply_json (200, body);
}

static PracticeReply *
refuse_method (const char *allow)
{
  PracticeReply *reply = general_error (405, "method_not_allowed", "Method not allowed");

  reply->allow = allow;
  return reply;
}

static gboolean
is_let_in (const PracticeCall *call)
{
  const char *key = soup_message_headers_get_one (call->headers, "x-http-authorization");

  return key != NULL ? practice_key_is_good (key) : !call->require_key;
}

static PracticeReply *
answer (PracticeRecords *records, const PracticeCall *call)
{
  gboolean is_bulk = strcmp (call->path, BULK_PATH) == 0;
  gboolean is_upload = is_bulk || strcmp (call->path, UPLOAD_PATH) == 0;
  gboolean is_get = strcmp (call->method, "GET") == 0;
  JsonObject *certificate;

  if (!is_upload && !g_str_has_prefix (call->path, CERT_PATH))
    return general_error (404, "not_found", "There is nothing at this address");
  if (is_upload && strcmp (call->method, "POST") != 0)
    return refuse_method ("POST");
  if (!is_upload && !is_get && strcmp (call->method, "DELETE") != 0)
    return refuse_method ("GET, DELETE");
  if (!practice_takes_json (call))
    return general_error (406, "not_acceptable", "Accept must allow application/json");
  if (!is_let_in (call))
    return envelope_text (401, "invalid_session_token", "The API key is missing or not valid");
  if (is_upload)
    return is_bulk ? upload_many (records, call) : upload (records, call);

  certificate = g_hash_table_lookup (records->by_id, call->path + strlen (CERT_PATH));
  if (certificate == NULL)
    return envelope_text (404, "not_found", "There is no certificate with this id");
  return is_get ? read_one (records, certificate) : remove_one (records, certificate);
}

static PracticeReply *
refuse (void)
{
  JsonObject *fields = json_object_new ();

  json_object_set_string_member (
      fields, "certified_entity_country", "Data Mapping is required for this country");
  return validation_error (fields);
}

/* The one in the middle is wrong; with @part those before it are taken all the same, which the
 * guide does not rule out. */
static PracticeReply *
refuse_one (PracticeRecords *records, const PracticeCall *call, gboolean part)
{
  g_autoptr (JsonNode) root = practice_read_json (call->body);
  g_autoptr (JsonObject) fields = json_object_new ();
  PracticeReply *reply = NULL;
  JsonArray *list = get_records (root, &reply);
  guint middle = list != NULL ? json_array_get_length (list) / 2 : 0;

  if (list == NULL)
    return reply;
  for (guint i = 0; part && i < middle; i++)
    practice_records_put (records, json_array_get_object_element (list, i));
  json_object_set_string_member (
      fields, "certified_entity_country", "Data Mapping is required for this country");
  reply = record_error (json_array_get_object_element (list, middle), middle, fields);
  reply->n_taken = part ? middle : 0;
  return reply;
}

static PracticeReply *
busy (void)
{
  return general_error (429, "too_many_requests", "Too many requests");
}

const PracticeService practice_certsearch = {
  .id = "certsearch",
  .base = "/api/client",
  .prefix = "",
  .key_header = "x-http-authorization",
  .upload = UPLOAD_PATH,
  .bulk = BULK_PATH,
  .success = 200,
  .answer = answer,
  .refuse = refuse,
  .refuse_one = refuse_one,
  .busy = busy,
};
