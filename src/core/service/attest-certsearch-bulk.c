/* IAF CertSearch: many certificates in one request.
 *
 * The guide's page for `bulk-upload-cert`: {"certifications":[…]} with at most a hundred records as
 * they are uploaded singly, ten minutes between two such requests. {"data":{"success":true}} is all
 * that is said of success, without ids. What is wrong is told of one record:
 *
 *   {"data":{"errors":{"record_index":0,"errors":[{"message":"…","code":"…","meta":{"FIELD":"…"}}]}}}
 *
 * Not said: whether one that is wrong keeps the others from being taken, and whether it can be more
 * than one. So of those that are not named nothing is known then. A place that does not fit what
 * stood there ("meta" repeats it) names nobody. Thread: any. */
#include "attest-config.h"

#include "model/attest-certificate.h"
#include "service/attest-reply-reader.h"
#include "service/attest-service-private.h"

#include <glib/gi18n-lib.h>

#define LIST "certifications"

static char *
make_body (GPtrArray *bodies)
{
  GString *body = g_string_new ("{\"" LIST "\":[");

  for (guint i = 0; i < bodies->len; i++)
    {
      g_string_append (body, i > 0 ? "," : "");
      g_string_append (body, g_ptr_array_index (bodies, i));
    }
  g_string_append (body, "]}");
  return g_string_free (body, FALSE);
}

/* Whether @error can be about @record: what it repeats is what was sent. */
static gboolean
fits (const AttestJson *error, const AttestJson *record)
{
  const AttestJson *meta = attest_reply_get_member (error, "meta");

  for (guint i = 0; meta != NULL && meta->kind == ATTEST_JSON_OBJECT && i < meta->keys->len; i++)
    {
      const AttestJson *said = g_ptr_array_index (meta->values, i);
      const AttestJson *sent = attest_reply_get_member (record, g_ptr_array_index (meta->keys, i));

      if (said->values == NULL && said->kind != ATTEST_JSON_NULL
          && (sent == NULL || (sent->values == NULL && g_strcmp0 (said->text, sent->text) != 0)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
all_fit (const AttestJson *errors, const AttestJson *record)
{
  if (errors == NULL || errors->kind != ATTEST_JSON_ARRAY)
    return fits (errors, record);
  for (guint i = 0; i < errors->values->len; i++)
    if (!fits (g_ptr_array_index (errors->values, i), record))
      return FALSE;
  return TRUE;
}

/* @records: (nullable): what was sent; %NULL: a place is believed as it is */
static void
take_named (AttestReply *reply, const AttestJson *entry, const AttestJson *records)
{
  const AttestJson *errors = attest_reply_get_member (entry, "errors");
  g_autofree char *index = attest_reply_dup_name (attest_reply_get_member (entry, "record_index"));
  g_autoptr (AttestReply) refusal = attest_reply_new (ATTEST_OUTCOME_REFUSED);
  guint64 place = 0;

  if (index == NULL || errors == NULL
      || !g_ascii_string_to_unsigned (index, 10, 0, G_MAXINT, &place, NULL)
      || (records != NULL
          && (place >= records->values->len
              || !all_fit (errors, g_ptr_array_index (records->values, (guint) place))))
      || !attest_certsearch_take_errors (refusal, errors))
    return;
  attest_reply_add_named (reply, (guint) place, refusal);
}

static const AttestJson *
get_records (const AttestJson *sent)
{
  const AttestJson *records = attest_reply_get_member (sent, LIST);

  return records != NULL && records->kind == ATTEST_JSON_ARRAY ? records : NULL;
}

/* @loss: (nullable): that the answer breaks off */
static char *
describe_unnamed (const char *loss)
{
  if (loss == NULL)
    return g_strdup (_ ("CertSearch found something wrong in this bulk upload, without saying in "
                        "which certificate. It is not certain whether it saved any of them."));
  return g_strdup_printf (
      /* Translators: %s is the sentence "The connection was lost before the whole answer arrived."
       */
      _ ("CertSearch found something wrong in this bulk upload. %s In which certificate is not "
         "known, nor whether any of them was saved."),
      loss);
}

/* Of one that is not named, while others are. */
static char *
describe_others (GPtrArray *named, const AttestJson *records)
{
  const AttestNamedMember *first = g_ptr_array_index (named, 0);
  g_autofree char *number = NULL;

  if (records != NULL)
    number = attest_reply_dup_name (attest_reply_get_member (
        g_ptr_array_index (records->values, first->place), "certificate_number"));
  return g_strdup_printf (
      /* Translators: %s is the number of a certificate */
      _ ("CertSearch refused “%s” in the same bulk upload. It does not say whether it saved the "
         "others. Sending this one again updates it."),
      number != NULL ? number : "");
}

/* Whether a refusal with it is one of the request: nothing in it was looked at. */
static gboolean
is_about_request (guint status)
{
  static const guint statuses[] = { 401, 403, 404, 405, 406, 411, 413, 414, 415, 421, 431 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (statuses[i] == status)
      return TRUE;
  return status >= 300 && status < 400;
}

/* @data: (nullable): of the reply. Returns: (transfer full): nothing but whom it names */
static AttestReply *
read_named (const AttestJson *data, const AttestJson *records)
{
  AttestReply *reply = attest_reply_new (ATTEST_OUTCOME_UNKNOWN);
  const AttestJson *errors = attest_reply_get_member (data, "errors");

  if (errors != NULL && errors->kind == ATTEST_JSON_ARRAY)
    for (guint i = 0; i < errors->values->len; i++)
      take_named (reply, g_ptr_array_index (errors->values, i), records);
  else if (errors != NULL)
    take_named (reply, errors, records);
  return reply;
}

/* What the service says of one is nothing it says of the others. */
static AttestReply *
read_reply (guint status, const char *content_type, GBytes *body, const char *sent)
{
  g_autoptr (AttestReply) reply = attest_certsearch_read_reply (status, content_type, body);
  g_autoptr (AttestJson) root = attest_reply_parse (content_type, body, ATTEST_REPLY_MAX);
  g_autoptr (AttestJson) request = sent != NULL ? attest_json_parse (sent, -1, NULL) : NULL;
  const AttestJson *records = get_records (request);
  g_autoptr (AttestReply) naming = NULL;
  g_autofree char *words = NULL;

  attest_reply_set_remote_id (reply, NULL);
  if (attest_reply_get_outcome (reply) != ATTEST_OUTCOME_REFUSED || is_about_request (status))
    return g_steal_pointer (&reply);
  naming = read_named (attest_reply_get_member (root, "data"), records);
  if (attest_reply_get_named (naming)->len > 0)
    {
      words = describe_others (attest_reply_get_named (naming), records);
      attest_reply_set_explanation (naming, words);
      return g_steal_pointer (&naming);
    }
  words = describe_unnamed (root == NULL ? attest_reply_explain_loss (content_type, body) : NULL);
  attest_reply_set_outcome (reply, ATTEST_OUTCOME_UNKNOWN);
  attest_reply_set_explanation (reply, words);
  return g_steal_pointer (&reply);
}

const AttestServiceBulk attest_certsearch_bulk = {
  .path = "/api/client/v1/mncb/bulk-upload-cert",
  .most = 100,
  .first = 10,
  .n_pauses = 10,
  .make_body = make_body,
  .read_reply = read_reply,
};
