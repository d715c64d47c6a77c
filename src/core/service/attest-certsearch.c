/* IAF CertSearch: uploading one certificate through the API for multi-national certification
 * bodies, version 1.
 *
 * Addresses, headers, pause and the success body: the service's page for `upload-cert`. Error
 * bodies: its pages on errors and on the calls beside this one, which do not agree with each other:
 *
 *   {"error":true,"errors":{"message":"…","code":"…"}}                  401, 404
 *   {"error":true,"errors":{"code":"…","message":{"FIELD":"…"}}}        field validation
 *   {"data":{"errors":{"record_index":0,"errors":[{"message":"…","code":"…","meta":{"FIELD":"…"}}]}}}
 *   {"errors":[{"code":"…","message":"…"}]}                             the general page
 *
 * Thread: any. */
#include "attest-config.h"

#include "model/attest-certificate.h"
#include "service/attest-reply-reader.h"
#include "service/attest-service-private.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *code;
  const char *explanation;
} codes[] = {
  { "invalid_session_token",
    N_ ("CertSearch does not accept the API key. Check the key for this environment.") },
  { "not_found", N_ ("CertSearch does not know something the record refers to.") },
  { "validation_error", N_ ("CertSearch rejected some values.") },
  { "insufficient_credit", N_ ("The CertSearch account has no credit left for this.") },
};

static void
take_code (AttestReply *reply, const AttestJson *error)
{
  g_autofree char *code = attest_reply_dup_text (attest_reply_get_member (error, "code"));

  if (code == NULL || attest_reply_get_code (reply) != NULL)
    return;
  attest_reply_set_code (reply, code);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_ascii_strcasecmp (codes[i].code, code) == 0)
      attest_reply_set_explanation (reply, _ (codes[i].explanation));
}

/* {"FIELD": "what is wrong with it", …} */
static void
take_field_messages (AttestReply *reply, const AttestJson *fields)
{
  for (guint i = 0; i < fields->keys->len; i++)
    {
      g_autofree char *text = attest_reply_dup_text (g_ptr_array_index (fields->values, i));

      if (text == NULL)
        continue;
      attest_reply_append_message (reply, text);
      attest_reply_add_named_text (
          reply, &attest_certificate_schema, g_ptr_array_index (fields->keys, i), text);
    }
}

/* "meta" repeats what was entered, under the names of the fields that are wrong. */
static void
take_meta (AttestReply *reply, const AttestJson *meta, const char *text)
{
  if (meta == NULL || meta->kind != ATTEST_JSON_OBJECT || text == NULL)
    return;
  for (guint i = 0; i < meta->keys->len; i++)
    attest_reply_add_named_text (
        reply, &attest_certificate_schema, g_ptr_array_index (meta->keys, i), text);
}

static gboolean
take_error (AttestReply *reply, const AttestJson *error)
{
  const AttestJson *message = attest_reply_get_member (error, "message");
  const AttestJson *errors = attest_reply_get_member (error, "errors");
  g_autofree char *words = NULL;

  if (error->kind != ATTEST_JSON_OBJECT)
    message = error;
  take_code (reply, error);
  if (message != NULL && message->kind == ATTEST_JSON_OBJECT)
    take_field_messages (reply, message);
  else
    words = attest_reply_dup_text (message);
  if (words != NULL)
    {
      attest_reply_append_message (reply, words);
      take_meta (reply, attest_reply_get_member (error, "meta"), words);
    }
  if (errors != NULL)
    return attest_certsearch_take_errors (reply, errors);
  if (error->kind != ATTEST_JSON_OBJECT)
    return words != NULL;
  return message != NULL || attest_reply_get_code (reply) != NULL;
}

/* Takes over "errors", be it an object or an array of them; FALSE if there is nothing in it. */
gboolean
attest_certsearch_take_errors (AttestReply *reply, const AttestJson *errors)
{
  gboolean found = FALSE;

  if (errors->kind != ATTEST_JSON_ARRAY)
    return take_error (reply, errors);
  for (guint i = 0; i < errors->values->len; i++)
    found = take_error (reply, g_ptr_array_index (errors->values, i)) || found;
  return found;
}

static gboolean
is_true (const AttestJson *json)
{
  if (json == NULL)
    return FALSE;
  return (json->kind == ATTEST_JSON_BOOLEAN && g_str_equal (json->text, "true"))
         || (json->kind == ATTEST_JSON_NUMBER && g_str_equal (json->text, "1"));
}

static gboolean
is_said (const AttestJson *json)
{
  static const char *const nothing[] = { "", "false", "0", NULL };

  if (json == NULL)
    return FALSE;
  return json->values != NULL ? json->values->len > 0 : !g_strv_contains (nothing, json->text);
}

/* The id stands beside "data" in version 1 and inside it in version 2. */
static gboolean
take_success (AttestReply *reply, const AttestJson *root)
{
  const AttestJson *data = attest_reply_get_member (root, "data");
  gboolean is_object = data != NULL && data->kind == ATTEST_JSON_OBJECT;
  const AttestJson *id = attest_reply_get_member (root, "company_certifications_id");
  g_autofree char *name = NULL;

  if (id == NULL)
    id = attest_reply_get_member (data, "company_certifications_id");
  name = attest_reply_dup_name (id);
  if (name == NULL)
    return is_true (data) || is_true (attest_reply_get_member (data, "success"));
  attest_reply_set_remote_id (reply, name);
  return data == NULL || is_object || is_true (data);
}

static gboolean
take_failure (AttestReply *reply, const AttestJson *root)
{
  const AttestJson *errors = attest_reply_get_member (root, "errors");

  if (errors != NULL && attest_certsearch_take_errors (reply, errors))
    return TRUE;
  errors = attest_reply_get_member (attest_reply_get_member (root, "data"), "errors");
  return errors != NULL && attest_certsearch_take_errors (reply, errors);
}

/* "error" is a flag in the documents; whatever else stands there is none of success. */
static gboolean
says_error (const AttestJson *root)
{
  return is_said (attest_reply_get_member (root, "error"))
         || is_said (attest_reply_get_member (root, "errors"));
}

/* What AttestService.read_reply of CertSearch is. */
AttestReply *
attest_certsearch_read_reply (guint status, const char *content_type, GBytes *body)
{
  g_autoptr (AttestReply) reply = attest_reply_new (ATTEST_OUTCOME_NONE);
  g_autoptr (AttestJson) root = attest_reply_parse (content_type, body, ATTEST_REPLY_MAX);
  AttestBodyKind kind = ATTEST_BODY_FOREIGN;

  if (root != NULL)
    {
      gboolean success = take_success (reply, root);
      gboolean failure = take_failure (reply, root);

      /* A body that says both says nothing that could be relied on. */
      if (success != failure && !(success && says_error (root)))
        kind = success ? ATTEST_BODY_SUCCESS : ATTEST_BODY_ERROR;
    }
  attest_reply_finish (reply, &attest_certsearch_service, status, kind, content_type, body);
  return g_steal_pointer (&reply);
}

static char *
count_keeping (guint n)
{
  return g_strdup_printf (ngettext ("%u keeps its stored sites", "%u keep their stored sites", n),
                          n);
}

static char *
count_removing (guint n)
{
  return g_strdup_printf (
      ngettext ("%u deletes its stored sites", "%u delete their stored sites", n), n);
}

static char *
count_replacing (guint n)
{
  return g_strdup_printf (
      ngettext ("%u replaces its stored sites", "%u replace their stored sites", n), n);
}

static char *
count_hidden (guint n)
{
  return g_strdup_printf (ngettext ("%u is not published", "%u are not published", n), n);
}

static void
add_effects (AttestRecord *record, GPtrArray *effects)
{
  AttestRecordList *sites = attest_record_get_list (record, ATTEST_CERTIFICATE_SITES);
  guint n_sites = attest_record_list_get_length (sites);
  g_autofree char *replaces = g_strdup_printf (ngettext ("Replaces the stored sites with this one.",
                                                         "Replaces the stored sites with these %u.",
                                                         n_sites),
                                               n_sites);

  attest_effects_add (
      effects,
      _ ("Adds the certificate, or updates it if CertSearch already has this number."),
      NULL);
  switch (attest_record_get_presence (record, ATTEST_CERTIFICATE_SITES))
    {
    case ATTEST_PRESENCE_OMITTED:
      attest_effects_add (effects, _ ("Keeps the stored sites."), count_keeping);
      break;
    case ATTEST_PRESENCE_EMPTY:
      attest_effects_add (effects, _ ("Removes all stored sites."), count_removing);
      break;
    case ATTEST_PRESENCE_LIST:
      attest_effects_add (effects, replaces, count_replacing);
      break;
    default:
      break;
    }
  if (g_str_equal (attest_record_get_text (record, ATTEST_CERTIFICATE_STATUS), "hidden"))
    attest_effects_add (
        effects, _ ("Not published: CertSearch shows it to you as “Draft”."), count_hidden);
}

static char *
count (guint n)
{
  return g_strdup_printf (ngettext ("%u certificate", "%u certificates", n), n);
}

static char *
count_in_heading (guint n)
{
  return g_strdup_printf (ngettext ("%u Certificate", "%u Certificates", n), n);
}

const AttestService attest_certsearch_service = {
  .id = "certsearch",
  .name = "IAF CertSearch",
  .schema = &attest_certificate_schema,
  .nouns = {
    .one = N_ ("Certificate"),
    .many = N_ ("Certificates"),
    .create = N_ ("New _Certificate"),
    .untitled = N_ ("New Certificate"),
    .nameless = N_ ("Certificate without a number"),
    .search = N_ ("Search certificates"),
    .none = N_ ("No Certificates"),
    .empty = N_ ("Certificates you enter for IAF CertSearch are kept here as you type them."),
    .entity = N_ ("Entity"),
    .ends = N_ ("Expires"),
    .example = N_ ("Start With the _Example Certificate"),
    .example_text = N_ ("A management system certificate for IAF CertSearch"),
    .count = count,
    .count_in_heading = count_in_heading,
  },
  .icon = "attest-certificate-symbolic",
  .path = "/api/client/v1/mncb/upload-cert",
  .one = { .path = "/api/client/v1/mncb/cert/",
           .none = "not_found",
           .read_page = attest_certsearch_read_one,
           .free_entry = (GDestroyNotify) attest_stored_free,
           .is_single = TRUE },
  .told = attest_certsearch_told,
  .hosts = {
    [ATTEST_ENVIRONMENT_TEST] = "https://api.sandbox.iafcertsearch.org",
    [ATTEST_ENVIRONMENT_PRODUCTION] = "https://api.iafcertsearch.org",
  },
  .key_header = "x-http-authorization",
  .key_prefix = "",
  .pause_seconds = 60,
  .sending_again_updates = TRUE,
  .add_effects = add_effects,
  .read_reply = attest_certsearch_read_reply,
  .bulk = &attest_certsearch_bulk,
};
