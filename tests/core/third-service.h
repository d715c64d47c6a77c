/* A third service, made up, with a kind of record of its own and a little server that plays it: all
 * that adding one takes, in one file. To be registered before anything else. */
#pragma once

#include "model/attest-record.h"
#include "service/attest-reply-reader.h"
#include "service/attest-service.h"

#include <libsoup/soup.h>

/* model/: the kind of record */

enum
{
  PERMIT_NUMBER,
  PERMIT_STATE,
  PERMIT_HOLDER,
  PERMIT_HOLDER_ID,
  PERMIT_FROM,
  PERMIT_UNTIL,
  PERMIT_AREAS,
  PERMIT_N_FIELDS
};

enum
{
  AREA_NAME,
  AREA_N_FIELDS
};

G_DECLARE_FINAL_TYPE (Permit, permit, , PERMIT, AttestRecord)
G_DECLARE_FINAL_TYPE (Area, area, , AREA, AttestRecord)

static const AttestField area_fields[] = {
  [AREA_NAME] = { .name = "name", .key = "area", .kind = ATTEST_FIELD_TEXT, .label = "Area" },
};

static const AttestSchema area_schema = {
  .name = "area",
  .title = "Area",
  .get_type = area_get_type,
  .fields = area_fields,
  .n_fields = AREA_N_FIELDS,
  .title_field = AREA_NAME,
};

static const AttestChoice permit_states[] = {
  { "granted", "Granted", NULL },
  { "ended", "Ended", NULL },
  { NULL, NULL, NULL },
};

static const AttestField permit_fields[] = {
  [PERMIT_NUMBER] = {
    .name = "number",
    .key = "permitNumber",
    .kind = ATTEST_FIELD_TEXT,
    .label = "Permit number",
    .section = "Permit",
    .required = TRUE,
    .code = TRUE,
  },
  [PERMIT_STATE] = {
    .name = "state",
    .key = "permitState",
    .kind = ATTEST_FIELD_CHOICE,
    .label = "Permit state",
    .section = "Permit",
    .required = TRUE,
    .choices = permit_states,
  },
  [PERMIT_HOLDER] = {
    .name = "holder",
    .key = "holderName",
    .kind = ATTEST_FIELD_TEXT,
    .label = "Permit holder",
    .section = "Permit",
  },
  [PERMIT_HOLDER_ID] = {
    .name = "holder-id",
    .key = "holderId",
    .kind = ATTEST_FIELD_TEXT,
    .label = "Holder ID",
    .section = "Permit",
    .code = TRUE,
  },
  [PERMIT_FROM] = {
    .name = "from",
    .key = "grantedOn",
    .kind = ATTEST_FIELD_DATE,
    .label = "Granted on",
    .section = "Permit",
  },
  [PERMIT_UNTIL] = {
    .name = "until",
    .key = "endsOn",
    .kind = ATTEST_FIELD_DATE,
    .label = "Ends on",
    .section = "Permit",
  },
  [PERMIT_AREAS] = {
    .name = "areas",
    .key = "permitAreas",
    .kind = ATTEST_FIELD_RECORDS,
    .label = "Areas",
    .section = "Areas",
    .child = &area_schema,
  },
};

static const AttestSchema permit_schema = {
  .name = "permit",
  .title = "Permit",
  .get_type = permit_get_type,
  .fields = permit_fields,
  .n_fields = PERMIT_N_FIELDS,
  .title_field = PERMIT_NUMBER,
  .entity = &permit_fields[PERMIT_HOLDER],
  .entity_id = &permit_fields[PERMIT_HOLDER_ID],
  .status = &permit_fields[PERMIT_STATE],
  .begins = &permit_fields[PERMIT_FROM],
  .ends = &permit_fields[PERMIT_UNTIL],
  .searched = { &permit_fields[PERMIT_NUMBER], &permit_fields[PERMIT_HOLDER] },
};

struct _Permit
{
  AttestRecord parent_instance;
};

struct _Area
{
  AttestRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (Permit, permit, ATTEST_TYPE_RECORD)
G_DEFINE_FINAL_TYPE (Area, area, ATTEST_TYPE_RECORD)

static void
permit_class_init (PermitClass *klass)
{
  attest_record_class_install (ATTEST_RECORD_CLASS (klass), &permit_schema);
}

static void
permit_init (Permit *self)
{
}

static void
area_class_init (AreaClass *klass)
{
  attest_record_class_install (ATTEST_RECORD_CLASS (klass), &area_schema);
}

static void
area_init (Area *self)
{
}

/* service/: where it goes and what comes back */

static char *
count_permits (guint n)
{
  return g_strdup_printf ("%u %s", n, n == 1 ? "permit" : "permits");
}

static const AttestService third_service;

/* {"permit": id} or {"wrong": {field: text}} */
static AttestReply *
read_permit_reply (guint status, const char *content_type, GBytes *body)
{
  AttestReply *reply = attest_reply_new (ATTEST_OUTCOME_NONE);
  g_autoptr (AttestJson) root = attest_reply_parse (content_type, body, ATTEST_REPLY_MAX);
  g_autofree char *id = attest_reply_dup_name (attest_reply_get_member (root, "permit"));
  AttestBodyKind kind = ATTEST_BODY_FOREIGN;

  if (id != NULL)
    {
      attest_reply_set_remote_id (reply, id);
      kind = ATTEST_BODY_SUCCESS;
    }
  else if (attest_reply_get_member (root, "wrong") != NULL)
    {
      attest_reply_add_named_text (reply, &permit_schema, "holderName", "Nobody of that name");
      attest_reply_append_message (reply, "Nobody of that name");
      kind = ATTEST_BODY_ERROR;
    }
  attest_reply_finish (reply, &third_service, status, kind, content_type, body);
  return reply;
}

static const AttestService third_service = {
  .id = "permits",
  .name = "Permit Office",
  .schema = &permit_schema,
  .nouns = {
    .one = "Permit",
    .many = "Permits",
    .create = "New _Permit",
    .untitled = "New Permit",
    .nameless = "Permit without a number",
    .search = "Search permits",
    .none = "No Permits",
    .empty = "Permits you enter for the Permit Office are kept here as you type them.",
    .entity = "Holder",
    .ends = "Ends",
    .count = count_permits,
    .count_in_heading = count_permits,
  },
  .icon = "attest-form-symbolic",
  .path = "/permits",
  .key_header = "X-Permit-Key",
  .key_prefix = "",
  .sending_again_updates = TRUE,
  .read_reply = read_permit_reply,
};

/* The server: a permit whose holder is "Nobody" is refused. */
static void
third_server_answer_cb (SoupServer *server,
                        SoupServerMessage *message,
                        const char *path,
                        GHashTable *query,
                        gpointer n_taken)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  gboolean wrong = strstr (text, "Nobody") != NULL;
  g_autofree char *reply = wrong ? g_strdup ("{\"wrong\":{}}")
                                 : g_strdup_printf ("{\"permit\":\"P-%u\"}", ++*(guint *) n_taken);

  g_assert_cmpstr (path, ==, "/permits");
  soup_server_message_set_status (message, wrong ? 422 : 201, NULL);
  soup_server_message_set_response (
      message, "application/json", SOUP_MEMORY_COPY, reply, strlen (reply));
}

/* @host: (out) (transfer full): its address */
G_GNUC_UNUSED static SoupServer *
third_server_new (guint *n_taken, char **host)
{
  SoupServer *server = soup_server_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  GSList *uris = NULL;

  soup_server_add_handler (server, NULL, third_server_answer_cb, n_taken, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  *host = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return server;
}
