/* kolleges' open API, as its developer pages describe it: create, list and read forms, and the
 * lists of designs. Used with the lock of the AttestPractice held. */
#include "practice-private.h"

#include <string.h>

#define FORMS_PATH "/achievements/forms"

/* --- Forms --- */

static PracticeReply *
create_form (PracticeRecords *records, const PracticeCall *call)
{
  g_autoptr (JsonNode) root = practice_sends_json (call) ? practice_read_json (call->body) : NULL;
  PracticeReply *reply;
  JsonObject *body;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return practice_kolleges_error (400, "BadRequest", "잘못된 요청입니다.");
  reply = practice_form_check (json_node_get_object (root));
  if (reply != NULL)
    return reply;

  practice_records_add_form (records, json_node_get_object (root));
  body = json_object_new ();
  json_object_set_int_member (body, "statusCode", 201);
  json_object_set_string_member (body, "message", "인증서 폼이 성공적으로 생성되었습니다.");
  reply = practice_reply_json (201, body);
  reply->n_taken = 1;
  return reply;
}

static void
copy_member (JsonObject *from, const char *key, JsonNode *node, gpointer to)
{
  json_object_set_member (to, key, json_node_copy (node));
}

static void
set_design (JsonObject *form, const char *key, const char *id_key, JsonObject *(*find) (gint64))
{
  JsonNode *id = json_object_get_member (form, id_key);
  gint64 number;
  JsonObject *design = id != NULL && practice_get_whole (id, &number) ? find (number) : NULL;

  if (design != NULL)
    json_object_set_object_member (form, key, design);
  else
    json_object_set_null_member (form, key);
}

/* Returns: (transfer full): a form as the reading page shows it */
static JsonObject *
make_form (JsonObject *stored)
{
  JsonObject *form = json_object_new ();
  JsonObject *club = json_object_new ();
  const char *created = practice_get_text (stored, "created_at");

  json_object_set_int_member (form, "id", json_object_get_int_member (stored, "id"));
  json_object_foreach_member (json_object_get_object_member (stored, "form"), copy_member, form);
  if (!json_object_has_member (form, "requirements"))
    json_object_set_array_member (form, "requirements", json_array_new ());
  json_object_set_string_member (form, "created_at", created);
  json_object_set_string_member (form, "updated_at", created);
  json_object_set_string_member (club, "domain", "practice");
  json_object_set_array_member (club, "customData", json_array_new ());
  json_object_set_object_member (form, "club", club);
  json_object_set_array_member (form, "clubInstitutions", json_array_new ());
  json_object_set_null_member (form, "representativeInstitution");
  set_design (form,
              "achievementCertificateDesign",
              "achievementCertificateDesignId",
              practice_designs_certificate);
  set_design (form, "achievementBadgeDesign", "achievementBadgeDesignId", practice_designs_badge);
  return form;
}

/* The pages do not say the order; the newest first is what helps to find one's own. */
static PracticeReply *
list_forms (PracticeRecords *records, const PracticeCall *call)
{
  g_autoptr (GPtrArray) newest = g_ptr_array_new ();
  g_autoptr (JsonArray) cut = NULL;
  PracticeReply *refusal;
  JsonObject *body;
  JsonArray *rows;
  guint page, page_size;
  gint64 total_pages;

  if (!practice_paging_read (call, &page, &page_size, &refusal))
    return refusal;
  for (guint i = records->forms->len; i > 0; i--)
    g_ptr_array_add (newest, g_ptr_array_index (records->forms, i - 1));
  cut = practice_paging_cut (newest, page, page_size, &total_pages);
  rows = json_array_new ();
  for (guint i = 0; i < json_array_get_length (cut); i++)
    json_array_add_object_element (rows, make_form (json_array_get_object_element (cut, i)));
  body = json_object_new ();
  json_object_set_int_member (body, "statusCode", 200);
  json_object_set_string_member (body, "message", "인증서 폼 목록을 조회했습니다.");
  json_object_set_array_member (body, "achievements", rows);
  json_object_set_int_member (body, "totalPages", total_pages);
  return practice_reply_json (200, body);
}

static PracticeReply *
read_form (PracticeRecords *records, const char *id)
{
  gint64 number = 0;

  if (g_ascii_string_to_signed (id, 10, 1, G_MAXINT64, &number, NULL))
    for (guint i = 0; i < records->forms->len; i++)
      {
        JsonObject *stored = g_ptr_array_index (records->forms, i);
        JsonObject *body;

        if (json_object_get_int_member (stored, "id") != number)
          continue;
        body = json_object_new ();
        json_object_set_int_member (body, "statusCode", 200);
        json_object_set_string_member (body, "message", "인증서 폼을 조회했습니다.");
        json_object_set_object_member (body, "achievement", make_form (stored));
        return practice_reply_json (200, body);
      }
  return practice_kolleges_error (
      404, "AchievementFormNotFound", "유효하지 않은 인증서 폼 ID입니다.");
}

/* --- The service --- */

static gboolean
is_let_in (const PracticeCall *call)
{
  const char *header = soup_message_headers_get_one (call->headers, "Authorization");

  if (header == NULL)
    return !call->require_key;
  return g_ascii_strncasecmp (header, "Bearer ", 7) == 0 && practice_key_is_good (header + 7);
}

static PracticeReply *
find_answer (PracticeRecords *records, const PracticeCall *call)
{
  gboolean is_get = strcmp (call->method, "GET") == 0;

  if (strcmp (call->path, FORMS_PATH) == 0)
    {
      if (strcmp (call->method, "POST") == 0)
        return create_form (records, call);
      return is_get ? list_forms (records, call) : NULL;
    }
  if (is_get && g_str_has_prefix (call->path, FORMS_PATH "/"))
    return read_form (records, call->path + strlen (FORMS_PATH "/"));
  return is_get ? practice_designs_answer (call) : NULL;
}

static PracticeReply *
answer (PracticeRecords *records, const PracticeCall *call)
{
  PracticeReply *reply;
  g_autofree char *message = NULL;

  reply = practice_designs_paint (call);
  if (reply != NULL)
    return reply;
  if (!is_let_in (call))
    return practice_kolleges_error (401, "Unauthorized", "Invalid token");
  reply = find_answer (records, call);
  if (reply != NULL)
    return reply;
  message = g_strdup_printf ("Cannot %s /open-api%s", call->method, call->path);
  return practice_kolleges_error (404, "Not Found", message);
}

static PracticeReply *
refuse (void)
{
  return practice_kolleges_error (400, "BadRequest", "잘못된 요청입니다.");
}

static PracticeReply *
busy (void)
{
  return practice_kolleges_error (429, "Too Many Requests", "Too Many Requests");
}

const PracticeService practice_kolleges = {
  .id = "kolleges",
  .base = "/open-api",
  .prefix = "/open-api",
  .key_header = "Authorization",
  .upload = FORMS_PATH,
  .success = 201,
  .answer = answer,
  .refuse = refuse,
  .busy = busy,
};
