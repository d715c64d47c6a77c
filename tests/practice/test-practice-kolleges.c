/* Practice as kolleges: every rule and message of the form page, the lists, the designs. */
#include "client.h"

#include <string.h>

#define BAD_REQUEST "잘못된 요청입니다."
#define NOT_LETTERS "Prefix는 알파벳만 포함해야 합니다."
#define TOO_LONG "Prefix는 최대 5자까지만 허용됩니다."

/* The two samples of the document, character for character. */
static const char *const samples[] = {
  "{\n"
  "\"name\": \"프로그래밍 기초 과정 수료증\",\n"
  "\"description\": \"프로그래밍 기초 과정을 성공적으로 수료한 학습자에게 발급되는 "
  "인증서입니다.\",\n"
  "\"type\": \"completion\",\n"
  "\"tags\": [\"programming\", \"basic\", \"python\"],\n"
  "\"prefix\": \"PROG\",\n"
  "\"program_name\": \"프로그래밍 기초 과정\",\n"
  "\"program_type\": \"온라인 강의\",\n"
  "\"program_url\": \"https://example.com/basic-programming\",\n"
  "\"course_begin_at\": \"2024-03-01T00:00:00.000Z\",\n"
  "\"course_end_at\": \"2024-06-30T23:59:59.999Z\",\n"
  "\"achievementCertificateDesignId\": 1,\n"
  "\"achievementBadgeDesignId\": 1,\n"
  "\"requirements\": [\n"
  "{\n"
  "\"type\": \"수료 조건\",\n"
  "\"description\": \"모든 과제 제출 완료\",\n"
  "\"order\": 1\n"
  "},\n"
  "{\n"
  "\"type\": \"수료 조건\",\n"
  "\"description\": \"최종 평가 70점 이상 획득\",\n"
  "\"order\": 2\n"
  "}\n"
  "]\n"
  "}",
  "{"
  "\"name\": \"OpenBadge 3.0 Certificate\","
  "\"description\": \"This certificate is for achievement\","
  "\"type\": \"completion\","
  "\"tags\": [\"skill1\", \"skill2\"],"
  "\"prefix\": \"SB\","
  "\"program_name\": \"Program Name\","
  "\"program_type\": \"Online\","
  "\"program_url\": \"https://example.com/program\","
  "\"course_begin_at\": \"2025-04-03T00:00:00.000Z\","
  "\"course_end_at\": \"2025-05-03T00:00:00.000Z\","
  "\"achievementCertificateDesignId\": 165,"
  "\"achievementBadgeDesignId\": 83,"
  "\"requirements\": ["
  "{"
  "\"type\": \"score\","
  "\"url\": \"https://example.com/requirement-info\","
  "\"description\": \"해당 과제 완료\","
  "\"order\": 1"
  "}"
  "]"
  "}",
};

static guint
create (Client *client, const char *body)
{
  return client_send (client, "POST", "kolleges", FORMS, body);
}

static guint
get (Client *client, const char *path)
{
  return client_send (client, "GET", "kolleges", path, NULL);
}

static gint64
get_number (Client *client, const char *path)
{
  return json_node_get_int (client_find (client, path));
}

static void
test_samples (Client *client, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_assert_cmpuint (create (client, samples[i]), ==, 201);
      g_assert_cmpint (get_number (client, "statusCode"), ==, 201);
      g_assert_cmpstr (
          client_get (client, "message"), ==, "인증서 폼이 성공적으로 생성되었습니다.");
      g_assert_cmpuint (json_object_get_size (json_node_get_object (client->json)), ==, 2);
    }
  g_assert_cmpuint (attest_practice_get_n_taken (client->practice, "kolleges"), ==, 2);
}

/* @message: what the refusal says; NULL: it is taken; "*": several messages in a list */
static const struct
{
  const char *key;
  const char *json;
  guint status;
  const char *error;
  const char *message;
} cases[] = {
  { "name", NULL, 400, "BadRequest", BAD_REQUEST },
  { "name", "\"\"", 400, "BadRequest", BAD_REQUEST },
  { "name", "7", 400, "BadRequest", BAD_REQUEST },
  { "type", NULL, 400, "BadRequest", BAD_REQUEST },
  { "type", "\"warranty\"", 400, "BadRequest", BAD_REQUEST },
  { "type", "\"Completion\"", 400, "BadRequest", BAD_REQUEST },
  { "type", "\"completion\"", 201, NULL, NULL },
  { "type", "\"activity\"", 201, NULL, NULL },
  { "type", "\"license\"", 201, NULL, NULL },
  { "type", "\"career\"", 201, NULL, NULL },
  { "type", "\"award\"", 201, NULL, NULL },
  { "type", "\"recommendation\"", 201, NULL, NULL },
  { "type", "\"membership\"", 201, NULL, NULL },
  { "type", "\"degree\"", 201, NULL, NULL },
  { "achievementCertificateDesignId", NULL, 400, "BadRequest", BAD_REQUEST },
  { "achievementBadgeDesignId", "null", 400, "BadRequest", BAD_REQUEST },
  { "achievementCertificateDesignId",
    "\"165\"",
    400,
    "ValidationError",
    "achievementCertificateDesignId must be an integer number" },
  { "achievementBadgeDesignId",
    "83.5",
    400,
    "ValidationError",
    "achievementBadgeDesignId must be an integer number" },
  { "achievementBadgeDesignId", "83.0", 201, NULL, NULL },
  { "achievementCertificateDesignId",
    "4711",
    404,
    "CertificateDesignNotFound",
    "ID가 4711인 템플릿을 찾을 수 없습니다." },
  { "achievementBadgeDesignId",
    "165",
    404,
    "BadgeDesignNotFound",
    "ID가 165인 뱃지를 찾을 수 없습니다." },
  { "prefix", NULL, 201, NULL, NULL },
  { "prefix", "\"A\"", 201, NULL, NULL },
  { "prefix", "\"abcDE\"", 201, NULL, NULL },
  { "prefix", "\"A1\"", 400, "ValidationError", NOT_LETTERS },
  { "prefix", "\"A-B\"", 400, "ValidationError", NOT_LETTERS },
  { "prefix", "\"가나\"", 400, "ValidationError", NOT_LETTERS },
  { "prefix", "\"\"", 400, "ValidationError", NOT_LETTERS },
  { "prefix", "\"ABCDEF\"", 400, "ValidationError", TOO_LONG },
  { "prefix", "\"ABCDE6\"", 400, "ValidationError", "*" },
  { "prefix", "5", 400, "ValidationError", "prefix must be a string" },
  { "description", NULL, 201, NULL, NULL },
  { "description", "[]", 400, "ValidationError", "description must be a string" },
  { "program_url", "\"no address at all\"", 201, NULL, NULL },
  { "program_name", "true", 400, "ValidationError", "program_name must be a string" },
  { "program_type", "1", 400, "ValidationError", "program_type must be a string" },
  { "program_url", "1", 400, "ValidationError", "program_url must be a string" },
  { "tags", "[]", 201, NULL, NULL },
  { "tags", "\"a\"", 400, "ValidationError", "tags must be an array" },
  { "tags", "[\"a\",1]", 400, "ValidationError", "each value in tags must be a string" },
  { "course_begin_at", "\"2025-04-03\"", 201, NULL, NULL },
  { "course_begin_at", "\"2025-04-03T09:00:00+09:00\"", 201, NULL, NULL },
  { "course_begin_at",
    "\"2025-02-29T00:00:00.000Z\"",
    400,
    "ValidationError",
    "course_begin_at must be a valid ISO 8601 date string" },
  { "course_end_at",
    "\"\"",
    400,
    "ValidationError",
    "course_end_at must be a valid ISO 8601 date string" },
  { "course_end_at",
    "\"03/04/2025\"",
    400,
    "ValidationError",
    "course_end_at must be a valid ISO 8601 date string" },
  { "course_end_at",
    "20250403",
    400,
    "ValidationError",
    "course_end_at must be a valid ISO 8601 date string" },
  { "requirements", NULL, 201, NULL, NULL },
  { "requirements", "[{}]", 201, NULL, NULL },
  { "requirements", "[{\"order\":0}]", 201, NULL, NULL },
  { "requirements",
    "[{},{\"order\":-1}]",
    400,
    "ValidationError",
    "requirements.1.order must not be less than 0" },
  { "requirements",
    "[{\"order\":\"1\"}]",
    400,
    "ValidationError",
    "requirements.0.order must be an integer number" },
  { "requirements",
    "[{\"url\":1}]",
    400,
    "ValidationError",
    "requirements.0.url must be a string" },
  { "requirements", "[{\"url\":1,\"type\":2}]", 400, "ValidationError", "*" },
  { "requirements", "{}", 400, "ValidationError", "requirements must be an array" },
  { "something_unknown", "1", 201, NULL, NULL },
};

static void
test_rules (Client *client, gconstpointer data)
{
  guint taken = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = client_edit (samples[1], cases[i].key, cases[i].json);

      g_test_message ("%s: %s", cases[i].key, cases[i].json != NULL ? cases[i].json : "left out");
      g_assert_cmpuint (create (client, body), ==, cases[i].status);
      g_assert_cmpint (get_number (client, "statusCode"), ==, cases[i].status);
      taken += cases[i].status == 201 ? 1 : 0;
      if (cases[i].message == NULL)
        continue;
      g_assert_cmpstr (client_get (client, "error"), ==, cases[i].error);
      if (strcmp (cases[i].message, "*") == 0)
        g_assert_nonnull (client_get (client, "message.1"));
      else
        g_assert_cmpstr (client_get (client, "message"), ==, cases[i].message);
    }
  g_assert_cmpuint (attest_practice_get_n_taken (client->practice, "kolleges"), ==, taken);
}

static void
test_both_prefix_messages (Client *client, gconstpointer data)
{
  g_autofree char *body = client_edit (samples[0], "prefix", "\"PROG-2025\"");

  g_assert_cmpuint (create (client, body), ==, 400);
  g_assert_cmpstr (client_get (client, "message.0"), ==, NOT_LETTERS);
  g_assert_cmpstr (client_get (client, "message.1"), ==, TOO_LONG);
}

static void
test_no_json (Client *client, gconstpointer data)
{
  static const char *const bodies[] = { "", "{", "[]", "\"text\"", "{} {}" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_assert_cmpuint (create (client, bodies[i]), ==, 400);
      g_assert_cmpstr (client_get (client, "message"), ==, BAD_REQUEST);
    }
  g_assert_cmpuint (
      client_send_with (client, "POST", "kolleges", FORMS, samples[0], "text/plain", NULL, NULL),
      ==,
      400);
}

static void
test_paths (Client *client, gconstpointer data)
{
  g_assert_cmpuint (get (client, "/elsewhere"), ==, 404);
  g_assert_cmpstr (client_get (client, "message"), ==, "Cannot GET /open-api/elsewhere");
  g_assert_cmpuint (client_send (client, "DELETE", "kolleges", FORMS "/1", NULL), ==, 404);
  g_assert_cmpuint (client_send (client, "PUT", "kolleges", FORMS, samples[0]), ==, 404);
  g_assert_cmpuint (get (client, ""), ==, 404);
}

static void
create_forms (Client *client, guint n)
{
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *name = g_strdup_printf ("\"Form %u\"", i);
      g_autofree char *body = client_edit (samples[1], "name", name);

      g_assert_cmpuint (create (client, body), ==, 201);
    }
}

static void
assert_page (Client *client, const char *query, guint n, const char *first, gint64 total)
{
  g_autofree char *path = g_strconcat (FORMS, query, NULL);

  g_assert_cmpuint (get (client, path), ==, 200);
  g_assert_cmpint (get_number (client, "statusCode"), ==, 200);
  g_assert_nonnull (client_get (client, "message"));
  g_assert_cmpuint (
      json_array_get_length (json_node_get_array (client_find (client, "achievements"))), ==, n);
  g_assert_cmpstr (client_get (client, "achievements.0.name"), ==, first);
  g_assert_cmpint (get_number (client, "totalPages"), ==, total);
}

static void
test_list (Client *client, gconstpointer data)
{
  assert_page (client, "", 0, NULL, 0);
  create_forms (client, 17);
  assert_page (client, "", 15, "Form 17", 2);
  assert_page (client, "?page=2", 2, "Form 2", 2);
  assert_page (client, "?page=3", 0, NULL, 2);
  assert_page (client, "?page=2&pageSize=5", 5, "Form 12", 4);
  assert_page (client, "?pageSize=100", 17, "Form 17", 1);
  assert_page (client, "?page=1000000&pageSize=1000000", 0, NULL, 1);
}

static void
test_paging_errors (Client *client, gconstpointer data)
{
  static const char *const lists[] = { FORMS, "/certificate-designs", "/badge-designs" };
  static const struct
  {
    const char *query;
    const char *message;
  } queries[] = {
    { "?page=0", "page must not be less than 1, page must be a positive number" },
    { "?page=-1", "page must not be less than 1, page must be a positive number" },
    { "?page=x", "page must not be less than 1, page must be a positive number" },
    { "?pageSize=0", "pageSize must not be less than 1, pageSize must be a positive number" },
  };

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint q = 0; q < G_N_ELEMENTS (queries); q++)
      {
        g_autofree char *path = g_strconcat (lists[l], queries[q].query, NULL);

        g_assert_cmpuint (get (client, path), ==, 400);
        g_assert_cmpstr (client_get (client, "message"), ==, queries[q].message);
      }
}

static void
test_read (Client *client, gconstpointer data)
{
  create (client, samples[0]);
  create (client, samples[1]);
  g_assert_cmpuint (get (client, FORMS "/1"), ==, 200);
  g_assert_cmpint (get_number (client, "achievement.id"), ==, 1);
  g_assert_cmpstr (
      client_get (client, "achievement.course_end_at"), ==, "2024-06-30T23:59:59.999Z");
  g_assert_cmpint (get_number (client, "achievement.requirements.1.order"), ==, 2);
  g_assert_cmpstr (client_get (client, "achievement.tags.2"), ==, "python");
  g_assert_cmpint (get_number (client, "achievement.achievementCertificateDesign.id"), ==, 1);
  g_assert_cmpint (get_number (client, "achievement.achievementBadgeDesign.id"), ==, 1);
  g_assert_nonnull (client_get (client, "achievement.created_at"));
  g_assert_nonnull (client_get (client, "achievement.club.domain"));
  g_assert_cmpuint (get (client, FORMS "/2"), ==, 200);
  g_assert_cmpint (get_number (client, "achievement.achievementCertificateDesign.id"), ==, 165);

  for (guint i = 0; i < 3; i++)
    {
      static const char *const paths[] = { FORMS "/3", FORMS "/0", FORMS "/one" };

      g_assert_cmpuint (get (client, paths[i]), ==, 404);
      g_assert_cmpstr (client_get (client, "error"), ==, "AchievementFormNotFound");
      g_assert_cmpstr (client_get (client, "message"), ==, "유효하지 않은 인증서 폼 ID입니다.");
    }
}

/* Creating is never an update: the same body makes another form. */
static void
test_create_twice (Client *client, gconstpointer data)
{
  create (client, samples[1]);
  create (client, samples[1]);
  assert_page (client, "", 2, "OpenBadge 3.0 Certificate", 1);
  g_assert_cmpint (get_number (client, "achievements.0.id"), ==, 2);
  g_assert_cmpint (get_number (client, "achievements.1.id"), ==, 1);
}

static void
test_designs (Client *client, gconstpointer data)
{
  static const struct
  {
    const char *path;
    const char *list;
    const char *one;
    const char *known;
    const char *unknown;
    gboolean lists_layouts;
  } kinds[] = {
    { "/certificate-designs", "certificateDesigns", "certificateDesign", "165", "83", FALSE },
    { "/badge-designs", "badgeDesigns", "badgeDesign", "83", "165", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *known = g_strconcat (kinds[i].path, "/", kinds[i].known, NULL);
      g_autofree char *unknown = g_strconcat (kinds[i].path, "/", kinds[i].unknown, NULL);
      g_autofree char *paged = g_strconcat (kinds[i].path, "?page=2&pageSize=1", NULL);
      g_autofree char *one_id = g_strconcat (kinds[i].one, ".id", NULL);
      g_autofree char *picture = g_strconcat (kinds[i].one, ".layout_json.0.src", NULL);
      g_autofree char *club = g_strconcat (kinds[i].one, ".club.domain", NULL);
      g_autofree char *listed = g_strconcat (kinds[i].list, ".0.layout_json.0.src", NULL);
      gint64 n_pages;
      guint n;

      g_assert_cmpuint (get (client, kinds[i].path), ==, 200);
      n = json_array_get_length (json_node_get_array (client_find (client, kinds[i].list)));
      n_pages = get_number (client, "totalPages");
      g_assert_cmpint (client_find (client, listed) != NULL, ==, kinds[i].lists_layouts);
      g_assert_cmpuint (n, >, 2);
      g_assert_cmpint (n_pages, >=, 1);
      g_assert_cmpuint (get (client, paged), ==, 200);
      g_assert_cmpint (get_number (client, "totalPages"), >, (n_pages - 1) * n);
      g_assert_cmpint (get_number (client, "totalPages"), <=, n_pages * n);
      g_assert_cmpuint (
          json_array_get_length (json_node_get_array (client_find (client, kinds[i].list))), ==, 1);
      g_assert_cmpuint (get (client, known), ==, 200);
      g_assert_cmpint (get_number (client, one_id), ==, g_ascii_strtoll (kinds[i].known, NULL, 10));
      g_assert_nonnull (client_find (client, picture));
      g_assert_nonnull (client_find (client, club));
      g_assert_cmpuint (get (client, unknown), ==, 404);
    }
  g_assert_cmpuint (get (client, "/pictures/badge-designs/83.png"), ==, 200);
  g_assert_true (g_str_has_prefix (client->text, "\x89PNG\r\n"));
  g_assert_cmpuint (get (client, "/pictures/badge-designs/165.png"), ==, 404);
  g_assert_cmpuint (get (client, "/pictures/badge-designs/83.gif"), ==, 404);
  g_assert_cmpuint (get (client, "/pictures/badge-designs"), ==, 404);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  client_add ("/kolleges/samples", test_samples);
  client_add ("/kolleges/rules", test_rules);
  client_add ("/kolleges/both-prefix-messages", test_both_prefix_messages);
  client_add ("/kolleges/no-json", test_no_json);
  client_add ("/kolleges/paths", test_paths);
  client_add ("/kolleges/list", test_list);
  client_add ("/kolleges/paging-errors", test_paging_errors);
  client_add ("/kolleges/read", test_read);
  client_add ("/kolleges/create-twice", test_create_twice);
  client_add ("/kolleges/designs", test_designs);
  return g_test_run ();
}
