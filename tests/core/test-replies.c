/* Replies: every shape the services' documents show, with every status, and a good many they do
 * not show. */
#include "attest-config.h"

#include "service/attest-reply-reader.h"
#include "service/attest-service.h"

#include "model/attest-certificate.h"
#include "model/attest-form.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *service;
  guint status;
  const char *body;
  AttestOutcome outcome;
  const char *id;      /* NULL: none */
  const char *message; /* NULL: not looked at */
  const char *code;    /* NULL: none */
  const char *path;    /* of the first text for a field; NULL: none */
  const char *text;
} Case;

#define ACCEPTED ATTEST_OUTCOME_ACCEPTED
#define REFUSED ATTEST_OUTCOME_REFUSED
#define UNKNOWN ATTEST_OUTCOME_UNKNOWN
#define DEFERRED ATTEST_OUTCOME_DEFERRED

#define E1                                                                                         \
  "{\"error\":true,\"timestamp\":1700000000,\"elapse\":12,"                                        \
  "\"errors\":{\"message\":\"Bad key\",\"code\":\"invalid_session_token\"}}"
#define E3                                                                                         \
  "{\"error\":true,\"errors\":{\"code\":\"validation_error\","                                     \
  "\"message\":{\"certified_entity_country\":\"Unknown country\"}}}"
#define E4                                                                                         \
  "{\"data\":{\"errors\":{\"record_index\":0,\"errors\":[{\"message\":\"Bad date\","               \
  "\"code\":\"invalid_date\",\"meta\":{\"certification_issue_date\":\"2024\"}}]}}}"
#define E4_ARRAY                                                                                   \
  "{\"data\":{\"errors\":[{\"record_index\":0,\"errors\":[{\"message\":\"Bad date\","              \
  "\"code\":\"invalid_date\",\"meta\":{\"certification_issue_date\":\"2024\"}}]}]}}"
#define E5 "{\"errors\":[{\"code\":\"not_found\",\"message\":\"No such thing\"}]}"
#define KOLLEGES(status, message, error)                                                           \
  "{\"statusCode\":" status ",\"message\":" message ",\"error\":\"" error "\"}"
#define HTML "<!DOCTYPE html>\n<html><body>\n  Bad   gateway</body></html>"

static const Case cases[] = {
  /* CertSearch: success. */
  { "id",
    "certsearch",
    200,
    "{\"data\":true,\"company_certifications_id\":\"c-1\"}",
    ACCEPTED,
    "c-1" },
  { "id in data",
    "certsearch",
    200,
    "{\"data\":{\"company_certifications_id\":\"c-2\"}}",
    ACCEPTED,
    "c-2" },
  { "id is a number",
    "certsearch",
    201,
    "{\"data\":1,\"company_certifications_id\":77}",
    ACCEPTED,
    "77" },
  { "id beyond 64 bits",
    "certsearch",
    200,
    "{\"data\":true,\"company_certifications_id\":12345678901234567890}",
    ACCEPTED,
    "12345678901234567890" },
  { "id of 30 digits",
    "certsearch",
    200,
    "{\"data\":{\"company_certifications_id\":123456789012345678901234567890}}",
    ACCEPTED,
    "123456789012345678901234567890" },
  { "id as a fraction",
    "certsearch",
    200,
    "{\"data\":true,\"company_certifications_id\":1e20}",
    ACCEPTED,
    "1e20" },
  { "the last of two ids",
    "certsearch",
    200,
    "{\"data\":true,\"company_certifications_id\":1,\"company_certifications_id\":2}",
    ACCEPTED,
    "2" },
  { "no id", "certsearch", 200, "{\"data\":true}", ACCEPTED },
  { "bulk success", "certsearch", 202, "{\"data\":{\"success\":true}}", ACCEPTED },
  { "byte order mark",
    "certsearch",
    200,
    "\xef\xbb\xbf {\"data\":true,\"company_certifications_id\":\"c\"}\r\n",
    ACCEPTED,
    "c" },
  { "no errors in it",
    "certsearch",
    200,
    "{\"data\":true,\"company_certifications_id\":\"c\",\"errors\":[],\"error\":false}",
    ACCEPTED,
    "c" },
  { "id is a flag",
    "certsearch",
    200,
    "{\"data\":true,\"company_certifications_id\":true}",
    ACCEPTED },
  /* CertSearch: 2xx that is none. */
  { "error flag beside success",
    "certsearch",
    200,
    "{\"data\":true,\"company_certifications_id\":\"c\",\"error\":true}",
    UNKNOWN,
    "c" },
  { "error text beside success", "certsearch", 200, "{\"data\":true,\"error\":\"no\"}", UNKNOWN },
  { "other errors beside success",
    "certsearch",
    200,
    "{\"data\":true,\"errors\":[{\"x\":\"y\"}]}",
    UNKNOWN },
  { "data is false", "certsearch", 200, "{\"data\":false}", UNKNOWN },
  { "false with id",
    "certsearch",
    200,
    "{\"data\":false,\"company_certifications_id\":\"c\"}",
    UNKNOWN,
    "c" },
  { "both",
    "certsearch",
    200,
    "{\"data\":true,\"company_certifications_id\":\"c\",\"errors\":{\"message\":\"m\"}}",
    UNKNOWN,
    "c" },
  { "empty object", "certsearch", 200, "{}", UNKNOWN },
  { "array", "certsearch", 200, "[true]", UNKNOWN },
  { "null", "certsearch", 200, "null", UNKNOWN },
  { "html", "certsearch", 200, HTML, UNKNOWN, NULL, "Bad gateway" },
  { "sign-in page",
    "certsearch",
    200,
    "<html><head><title>Sign in</title><style>p { color: red }</style></head><body><p>Please"
    "<br>log&nbsp;in</p><script>if (1 < 2) go ();</script></body></html>",
    UNKNOWN,
    NULL,
    "Please log in" },
  { "page with a title alone",
    "certsearch",
    502,
    "<html><head><title>502 Bad Gateway</title></head><body></body></html>",
    UNKNOWN,
    NULL,
    "502 Bad Gateway" },
  { "page that is cut off", "certsearch", 502, "<html><body>Bad<scr", UNKNOWN, NULL, "Bad" },
  { "no page", "certsearch", 502, "< 5 seconds", UNKNOWN, NULL, "< 5 seconds" },
  { "cut", "certsearch", 200, "{\"data\":true,\"company_certifications_id\":\"c", UNKNOWN },
  { "JavaScript", "certsearch", 200, "var a = {\"data\":true}", UNKNOWN },
  { "two values", "certsearch", 200, "{\"data\":true}{\"data\":true}", UNKNOWN },
  { "empty", "certsearch", 200, "", UNKNOWN },
  { "no content", "certsearch", 204, "", UNKNOWN },
  { "error in 200",
    "certsearch",
    200,
    E3,
    REFUSED,
    NULL,
    "Unknown country",
    "validation_error",
    "certified_entity_country",
    "Unknown country" },
  /* CertSearch: errors. */
  { "E1", "certsearch", 401, E1, REFUSED, NULL, "Bad key", "invalid_session_token" },
  { "E2",
    "certsearch",
    404,
    "{\"error\":true,\"errors\":{\"message\":\"x\",\"code\":\"not_found\"}}",
    REFUSED,
    NULL,
    "x",
    "not_found" },
  { "E3",
    "certsearch",
    422,
    E3,
    REFUSED,
    NULL,
    "Unknown country",
    "validation_error",
    "certified_entity_country",
    "Unknown country" },
  { "E3 as list",
    "certsearch",
    400,
    "{\"errors\":{\"code\":\"validation_error\",\"message\":{\"certificate_number\":[\"a\",\"b\"]}}"
    "}",
    REFUSED,
    NULL,
    "a\nb",
    "validation_error",
    "certificate_number",
    "a\nb" },
  { "E3 below a list",
    "certsearch",
    400,
    "{\"errors\":{\"code\":\"validation_error\",\"message\":{\"sites.1.country\":\"x\"}}}",
    REFUSED,
    NULL,
    "x",
    "validation_error",
    "sites[1].country",
    "x" },
  { "E3 of no place",
    "certsearch",
    400,
    "{\"errors\":{\"code\":\"validation_error\",\"message\":{\"colour\":\"x\"}}}",
    REFUSED,
    NULL,
    "x",
    "validation_error",
    "",
    "colour: x" },
  { "E4",
    "certsearch",
    400,
    E4,
    REFUSED,
    NULL,
    "Bad date",
    "invalid_date",
    "certification_issue_date",
    "Bad date" },
  { "E4 as array",
    "certsearch",
    400,
    E4_ARRAY,
    REFUSED,
    NULL,
    "Bad date",
    "invalid_date",
    "certification_issue_date",
    "Bad date" },
  { "E5", "certsearch", 404, E5, REFUSED, NULL, "No such thing", "not_found" },
  { "message is text",
    "certsearch",
    400,
    "{\"errors\":\"Just words\"}",
    REFUSED,
    NULL,
    "Just words" },
  { "html 404", "certsearch", 404, HTML, REFUSED },
  { "nothing 403", "certsearch", 403, "", REFUSED },
  { "405", "certsearch", 405, "", REFUSED },
  { "406", "certsearch", 406, "", REFUSED },
  { "409", "certsearch", 409, E5, REFUSED, NULL, "No such thing", "not_found" },
  { "success in 400", "certsearch", 400, "{\"data\":true}", UNKNOWN },
  { "success in 503", "certsearch", 503, "{\"data\":true}", UNKNOWN },
  { "gave up", "certsearch", 408, HTML, UNKNOWN },
  { "gave up in its words", "certsearch", 408, E5, REFUSED, NULL, "No such thing", "not_found" },
  { "429", "certsearch", 429, "", DEFERRED },
  { "429 with words", "certsearch", 429, E5, DEFERRED, NULL, "No such thing", "not_found" },
  { "503", "certsearch", 503, HTML, DEFERRED },
  { "500 nothing", "certsearch", 500, "", UNKNOWN },
  { "500 html", "certsearch", 500, HTML, UNKNOWN },
  { "500 documented", "certsearch", 500, E5, REFUSED, NULL, "No such thing", "not_found" },
  { "502", "certsearch", 502, HTML, UNKNOWN },
  { "504 foreign JSON",
    "certsearch",
    504,
    "{\"message\":\"Endpoint request timed out\"}",
    UNKNOWN },
  { "301", "certsearch", 301, "", REFUSED },
  { "302", "certsearch", 302, HTML, UNKNOWN },
  { "303", "certsearch", 303, "", UNKNOWN },
  { "304", "certsearch", 304, "", REFUSED },
  { "307", "certsearch", 307, HTML, REFUSED },
  { "success in 307", "certsearch", 307, "{\"data\":true}", UNKNOWN },
  { "308", "certsearch", 308, "", REFUSED },
  { "999", "certsearch", 999, "", UNKNOWN },
  /* kolleges: success. */
  { "created",
    "kolleges",
    201,
    "{\"statusCode\":201,\"message\":\"인증서 폼이 성공적으로 생성되었습니다.\"}",
    ACCEPTED,
    NULL,
    "인증서 폼이 성공적으로 생성되었습니다." },
  { "created with id",
    "kolleges",
    201,
    "{\"statusCode\":201,\"message\":\"x\",\"achievement\":{\"id\":12}}",
    ACCEPTED,
    "12" },
  { "created with a long id",
    "kolleges",
    201,
    "{\"statusCode\":201,\"achievementFormId\":9223372036854775808}",
    ACCEPTED,
    "9223372036854775808" },
  { "created as text", "kolleges", 200, "{\"statusCode\":\"201\"}", ACCEPTED },
  { "created html", "kolleges", 201, HTML, UNKNOWN },
  { "created nothing", "kolleges", 201, "", UNKNOWN },
  { "created other", "kolleges", 201, "{\"ok\":true}", UNKNOWN },
  { "created but 400",
    "kolleges",
    201,
    KOLLEGES ("400", "\"잘못된 요청입니다.\"", "Bad Request"),
    REFUSED,
    NULL,
    "잘못된 요청입니다.",
    "Bad Request" },
  /* kolleges: the table of errors. */
  { "bad request",
    "kolleges",
    400,
    KOLLEGES ("400", "\"잘못된 요청입니다.\"", "BadRequest"),
    REFUSED,
    NULL,
    "잘못된 요청입니다.",
    "BadRequest" },
  { "prefix letters",
    "kolleges",
    400,
    KOLLEGES ("400", "\"Prefix는 알파벳만 포함해야 합니다.\"", "ValidationError"),
    REFUSED,
    NULL,
    "Prefix는 알파벳만 포함해야 합니다.",
    "ValidationError",
    "prefix",
    "Prefix는 알파벳만 포함해야 합니다." },
  { "prefix length, as list",
    "kolleges",
    400,
    KOLLEGES ("400", "[\"Prefix는 최대 5자까지만 허용됩니다.\"]", "Bad Request"),
    REFUSED,
    NULL,
    "Prefix는 최대 5자까지만 허용됩니다.",
    "Bad Request",
    "prefix",
    "Prefix는 최대 5자까지만 허용됩니다." },
  { "key",
    "kolleges",
    401,
    KOLLEGES ("401", "\"Invalid token\"", "Unauthorized"),
    REFUSED,
    NULL,
    "Invalid token",
    "Unauthorized" },
  { "form",
    "kolleges",
    404,
    KOLLEGES ("404", "\"유효하지 않은 인증서 폼 ID입니다.\"", "AchievementFormNotFound"),
    REFUSED,
    NULL,
    NULL,
    "AchievementFormNotFound" },
  { "certificate design",
    "kolleges",
    404,
    KOLLEGES ("404", "\"ID가 999인 템플릿을 찾을 수 없습니다.\"", "CertificateDesignNotFound"),
    REFUSED,
    NULL,
    NULL,
    "CertificateDesignNotFound",
    "achievementCertificateDesignId",
    "ID가 999인 템플릿을 찾을 수 없습니다." },
  { "badge design",
    "kolleges",
    404,
    KOLLEGES ("404", "\"ID가 999인 뱃지를 찾을 수 없습니다.\"", "Not Found"),
    REFUSED,
    NULL,
    NULL,
    "Not Found",
    "achievementBadgeDesignId",
    "ID가 999인 뱃지를 찾을 수 없습니다." },
  { "failed",
    "kolleges",
    500,
    KOLLEGES ("500", "\"인증서 발급 중 예기치 않은 오류가 발생했습니다.\"", "InternalServerError"),
    REFUSED,
    NULL,
    NULL,
    "InternalServerError" },
  { "failed without a name",
    "kolleges",
    500,
    "{\"statusCode\":500,\"message\":\"Internal server error\"}",
    UNKNOWN },
  { "failed html", "kolleges", 502, HTML, UNKNOWN },
  { "words of the validator",
    "kolleges",
    400,
    KOLLEGES ("400", "[\"requirements.1.order must not be less than 0\"]", "Bad Request"),
    REFUSED,
    NULL,
    NULL,
    "Bad Request",
    "requirements[1].order",
    "requirements.1.order must not be less than 0" },
  { "each value",
    "kolleges",
    400,
    KOLLEGES ("400", "[\"each value in tags must be a string\"]", "Bad Request"),
    REFUSED,
    NULL,
    NULL,
    "Bad Request",
    "tags",
    "each value in tags must be a string" },
  { "message is an object",
    "kolleges",
    400,
    KOLLEGES ("400", "{\"name\":\"is empty\"}", "Bad Request"),
    REFUSED,
    NULL,
    "is empty",
    "Bad Request",
    "name",
    "is empty" },
  { "429",
    "kolleges",
    429,
    KOLLEGES ("429", "\"Too Many Requests\"", "Too Many"),
    DEFERRED,
    NULL,
    "Too Many Requests",
    "Too Many" },
  /* What would make a second one is not sent again by itself. */
  { "503", "kolleges", 503, "", UNKNOWN },
  { "503 html", "kolleges", 503, HTML, UNKNOWN },
  { "gave up", "kolleges", 408, "", UNKNOWN },
  { "gateway gave up", "kolleges", 499, HTML, UNKNOWN },
  { "success in 400", "kolleges", 400, "{\"statusCode\":201,\"message\":\"ok\"}", UNKNOWN },
  { "success in 429", "kolleges", 429, "{\"statusCode\":201,\"message\":\"ok\"}", UNKNOWN },
  { "302", "kolleges", 302, "", UNKNOWN },
  { "303", "kolleges", 303, "", UNKNOWN },
  { "308", "kolleges", 308, "", REFUSED },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  const AttestService *service = attest_service_get (c->service);
  g_autoptr (GBytes) body = g_bytes_new_static (c->body, strlen (c->body));
  g_autoptr (AttestReply) reply = service->read_reply (c->status, "application/json", body);
  GPtrArray *texts = attest_reply_get_field_texts (reply);

  g_assert_cmpint (attest_reply_get_outcome (reply), ==, c->outcome);
  g_assert_cmpstr (attest_reply_get_remote_id (reply), ==, c->id);
  g_assert_cmpstr (attest_reply_get_code (reply), ==, c->code);
  g_assert_cmpint (attest_reply_is_about_key (reply),
                   ==,
                   c->outcome == REFUSED && (c->status == 401 || c->status == 403));
  if (c->message != NULL)
    g_assert_cmpstr (attest_reply_get_message (reply), ==, c->message);
  g_assert_cmpuint (texts->len, ==, c->path != NULL ? 1 : 0);
  if (c->path != NULL)
    {
      const AttestFieldText *text = g_ptr_array_index (texts, 0);

      g_assert_cmpstr (text->path, ==, c->path);
      g_assert_cmpstr (text->text, ==, c->text);
    }
  /* Whatever is not an acceptance is explained. */
  if (c->outcome != ACCEPTED)
    g_assert_nonnull (attest_reply_get_explanation (reply));
}

static void
test_hostile (void)
{
  guint n = 0;
  const AttestService *const *services = attest_service_list (&n);
  g_autofree char *deep = g_strnfill (2 * 1000 * 1000, '[');
  g_autofree char *deep_object = g_strdup_printf ("{\"errors\":%s}", deep);
  static const char *const bodies[] = {
    "{\"errors\":{\"message\":\"\\u0000\\ud800x\",\"code\":\"c\"}}",
    "{\"statusCode\":400,\"message\":\"\\ud800\",\"error\":\"\\u0000\"}",
    "{\"errors\":{\"message\":{\"\":\"\",\"[[[\":\"x\",\"sites[9999999999].x\":\"y\"}}}",
    "{\"errors\":[[[[null,[],{}]]]]}",
    "{\"statusCode\":{},\"message\":{},\"error\":[]}",
    "{\"statusCode\":1e400,\"message\":9999999999999999999999}",
    "{\"data\":\xff\xfe}",
    "{\"data\":{\"errors\":{\"errors\":{\"errors\":{\"errors\":7}}}}}",
  };

  for (guint s = 0; s < n; s++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
        {
          g_autoptr (GBytes) body = g_bytes_new_static (bodies[i], strlen (bodies[i]));
          g_autoptr (AttestReply) reply = services[s]->read_reply (400, NULL, body);
          const char *message = attest_reply_get_message (reply);

          g_assert_cmpint (attest_reply_get_outcome (reply), ==, REFUSED);
          g_assert_true (message == NULL || g_utf8_validate (message, -1, NULL));
        }
      {
        g_autoptr (GBytes) body = g_bytes_new_static (deep_object, strlen (deep_object));
        g_autoptr (AttestReply) reply = services[s]->read_reply (200, NULL, body);
        g_autoptr (AttestReply) nothing = services[s]->read_reply (200, NULL, NULL);

        g_assert_cmpint (attest_reply_get_outcome (reply), ==, UNKNOWN);
        g_assert_cmpint (attest_reply_get_outcome (nothing), ==, UNKNOWN);
      }
    }
}

/* In the charset it came in: what it says, and whether it is an acceptance. */
static void
test_charsets (void)
{
  static const struct
  {
    const char *type;
    const char *charset; /* what it is written in really */
    const char *before;  /* of the words */
    gboolean is_read;
  } charsets[] = {
    { "application/json; charset=utf-8", "UTF-8", "", TRUE },
    { "application/json; charset=euc-kr", "EUC-KR", "", TRUE },
    { "application/json;charset=\"EUC-KR\"", "UHC", "", TRUE },
    { "application/json; charset=cp949; x=y", "UHC", "", TRUE },
    { "application/json; charset=ks_c_5601-1987", "UHC", "", TRUE },
    { "application/json; Charset=ISO-2022-KR", "ISO-2022-KR", "", TRUE },
    { "application/json; charset=utf-16le", "UTF-16LE", "", TRUE },
    { "application/json", "UTF-16", "", TRUE }, /* with a byte order mark */
    { NULL, "UHC", "<meta charset=\"euc-kr\">", TRUE },
    { "text/html", "UHC", "<meta http-equiv=x content='text/html; charset=EUC-KR'>", TRUE },
    { "text/html; charset=utf-8", "UHC", "", FALSE },
    { NULL, "UHC", "", FALSE },
    /* In these a key could stand in letters that were not looked for. */
    { "text/html; charset=utf-7", "UTF-7", "", FALSE },
    { "text/html; charset=ibm037", "IBM037", "", FALSE },
    { "text/html; charset=no-such-charset", "UHC", "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      g_autofree char *page = g_strconcat (charsets[i].before, "키를 확인하십시오 가각", NULL);
      const char *json = "{\"statusCode\":201,\"message\":\"만들었습니다\"}";
      gsize n_page = 0;
      gsize n_json = 0;
      g_autofree char *page_data =
          g_convert (page, -1, charsets[i].charset, "UTF-8", NULL, &n_page, NULL);
      g_autofree char *json_data =
          g_convert (json, -1, charsets[i].charset, "UTF-8", NULL, &n_json, NULL);
      g_autoptr (GBytes) page_bytes = NULL;
      g_autoptr (GBytes) json_bytes = NULL;
      g_autoptr (AttestReply) refused = NULL;
      g_autoptr (AttestReply) accepted = NULL;

      if (page_data == NULL || json_data == NULL)
        continue; /* this C library has no such charset */
      page_bytes = g_bytes_new (page_data, n_page);
      json_bytes = g_bytes_new (json_data, n_json);
      refused = attest_service_get ("kolleges")->read_reply (403, charsets[i].type, page_bytes);
      accepted = attest_service_get ("kolleges")->read_reply (201, charsets[i].type, json_bytes);
      g_test_message ("%s: %s", charsets[i].type, attest_reply_get_message (refused));
      g_assert_true ((strstr (attest_reply_get_message (refused), "키를 확인하십시오 가각") != NULL)
                     == charsets[i].is_read);
      if (*charsets[i].before != '\0')
        continue;
      g_assert_cmpint (
          attest_reply_get_outcome (accepted), ==, charsets[i].is_read ? ACCEPTED : UNKNOWN);
      if (charsets[i].is_read)
        g_assert_cmpstr (attest_reply_get_message (accepted), ==, "만들었습니다");
    }
}

/* Cut at every byte, a success is a success only when it is there completely. */
static void
test_cut (void)
{
  static const char whole[] = "{\"data\":true,\"company_certifications_id\":\"c-1\"}";

  for (gsize i = 0; i < sizeof whole; i++)
    {
      g_autoptr (GBytes) body = g_bytes_new (whole, i);
      g_autoptr (AttestReply) reply =
          attest_service_get ("certsearch")->read_reply (200, NULL, body);

      g_assert_cmpint (
          attest_reply_get_outcome (reply), ==, i == sizeof whole - 1 ? ACCEPTED : UNKNOWN);
    }
}

static void
test_hosts (void)
{
  static const struct
  {
    const char *host;
    const char *normal; /* NULL: refused */
  } hosts[] = {
    { "https://api.iafcertsearch.org", "https://api.iafcertsearch.org" },
    { "https://api.iafcertsearch.org/", "https://api.iafcertsearch.org" },
    { "HTTPS://API.IafCertSearch.ORG:443//", "https://api.iafcertsearch.org" },
    { "https://api.test.kolleges.net/open-api/", "https://api.test.kolleges.net/open-api" },
    { "https://x.example:8443", "https://x.example:8443" },
    { "http://localhost:8080", "http://localhost:8080" },
    { "http://127.0.0.1:8080/a", "http://127.0.0.1:8080/a" },
    { "http://127.9.9.9", "http://127.9.9.9" },
    { "http://[::1]:80", "http://[::1]" },
    { "http://example.org", NULL },
    { "http://localhost.example.org", NULL },
    { "http://127.0.0.1.example.org", NULL },
    { "http://10.0.0.1", NULL },
    { "https://user@example.org", NULL },
    { "https://user:pw@example.org", NULL },
    { "https://example.org?x=1", NULL },
    { "https://example.org#x", NULL },
    { "ftp://example.org", NULL },
    { "example.org", NULL },
    { "https://", NULL },
    { "https:///path", NULL },
    { " \thttps://example.org/a \r\n", "https://example.org/a" },
    { "https://exa mple.org", NULL },
    { " ", NULL },
    { "https://example.org\r\nX: y", NULL },
    { "https://example.org\\@evil.example", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *normal = attest_service_normalise_host (hosts[i].host, &error);

      g_assert_cmpstr (normal, ==, hosts[i].normal);
      g_assert_cmpint (attest_service_check_host (hosts[i].host, NULL), ==, normal != NULL);
      g_assert_cmpint (error != NULL, ==, normal == NULL);
    }
}

/* As documents print it: with the path, which the program adds itself. */
static void
test_bases (void)
{
  static const struct
  {
    const char *service;
    AttestEnvironment environment;
    const char *address;
    const char *base;
    gboolean is_whole;
  } bases[] = {
    { "kolleges",
      ATTEST_ENVIRONMENT_TEST,
      "https://x.example/open-api",
      "https://x.example/open-api",
      FALSE },
    { "kolleges",
      ATTEST_ENVIRONMENT_TEST,
      " https://x.example/open-api/achievements/forms\n",
      "https://x.example/open-api",
      TRUE },
    { "kolleges",
      ATTEST_ENVIRONMENT_TEST,
      "https://X.example:443/open-api/achievements/forms//",
      "https://x.example/open-api",
      TRUE },
    { "kolleges",
      ATTEST_ENVIRONMENT_TEST,
      "https://x.example/achievements/forms",
      "https://x.example",
      TRUE },
    { "kolleges",
      ATTEST_ENVIRONMENT_TEST,
      "https://x.example/my-achievements/forms",
      "https://x.example/my-achievements/forms",
      FALSE },
    { "kolleges",
      ATTEST_ENVIRONMENT_TEST,
      "https://x.example/achievements/forms/7",
      "https://x.example/achievements/forms/7",
      FALSE },
    { "certsearch",
      ATTEST_ENVIRONMENT_PRODUCTION,
      "https://api.iafcertsearch.org/api/client/v1/mncb/upload-cert",
      "https://api.iafcertsearch.org",
      TRUE },
    { "certsearch",
      ATTEST_ENVIRONMENT_PRACTICE,
      "http://localhost:1/t/api/client/v1/mncb/upload-cert",
      "http://localhost:1/t",
      TRUE },
    { "certsearch", ATTEST_ENVIRONMENT_PRACTICE, "https://x.example", NULL, FALSE },
    { "kolleges", ATTEST_ENVIRONMENT_TEST, "nonsense", NULL, FALSE },
    /* What is a test is none in production, nor the other way round. */
    { "certsearch", ATTEST_ENVIRONMENT_TEST, "https://api.iafcertsearch.org", NULL, FALSE },
    { "certsearch", ATTEST_ENVIRONMENT_TEST, "https://API.iafcertsearch.org.:443/x", NULL, FALSE },
    { "certsearch",
      ATTEST_ENVIRONMENT_PRODUCTION,
      "https://api.sandbox.iafcertsearch.org",
      NULL,
      FALSE },
    { "kolleges", ATTEST_ENVIRONMENT_PRODUCTION, "https://api.test.kolleges.net", NULL, FALSE },
    { "kolleges",
      ATTEST_ENVIRONMENT_TEST,
      "https://api.test.kolleges.net/v2",
      "https://api.test.kolleges.net/v2",
      FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      gboolean is_whole = FALSE;
      g_autoptr (GError) error = NULL;
      g_autofree char *base = attest_service_find_base (attest_service_get (bases[i].service),
                                                        bases[i].environment,
                                                        bases[i].address,
                                                        &is_whole,
                                                        &error);

      g_assert_cmpstr (base, ==, bases[i].base);
      g_assert_cmpint (is_whole, ==, bases[i].is_whole);
      g_assert_cmpint (error != NULL, ==, base == NULL);
    }
}

static void
test_table (void)
{
  const AttestService *certsearch = attest_service_get ("certsearch");
  const AttestService *kolleges = attest_service_get ("kolleges");
  g_autofree char *url =
      attest_service_make_url (certsearch, certsearch->hosts[ATTEST_ENVIRONMENT_PRODUCTION]);
  g_autofree char *sandbox =
      attest_service_make_url (certsearch, certsearch->hosts[ATTEST_ENVIRONMENT_TEST]);
  g_autofree char *form =
      attest_service_make_url (kolleges, kolleges->hosts[ATTEST_ENVIRONMENT_TEST]);

  g_assert_cmpstr (url, ==, "https://api.iafcertsearch.org/api/client/v1/mncb/upload-cert");
  g_assert_cmpstr (
      sandbox, ==, "https://api.sandbox.iafcertsearch.org/api/client/v1/mncb/upload-cert");
  g_assert_cmpstr (form, ==, "https://api.test.kolleges.net/open-api/achievements/forms");
  g_assert_null (kolleges->hosts[ATTEST_ENVIRONMENT_PRODUCTION]);
  g_assert_cmpstr (certsearch->key_header, ==, "x-http-authorization");
  g_assert_cmpstr (certsearch->key_prefix, ==, "");
  g_assert_cmpstr (kolleges->key_header, ==, "Authorization");
  g_assert_cmpstr (kolleges->key_prefix, ==, "Bearer ");
  g_assert_cmpuint (certsearch->pause_seconds, ==, 60);
  g_assert_true (attest_service_for_schema (&attest_certificate_schema) == certsearch);
  g_assert_true (attest_service_for_schema (&attest_form_schema) == kolleges);
  g_assert_null (attest_service_get ("other"));
}

/* Where the body has no words, the explanation is all that is told: "{}" is no reason. */
static void
test_no_words (void)
{
  static const char *const bodies[] = { "{}", "[]", "\"\"", "<html></html>", " <p>\n</p>" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      const AttestService *service = attest_service_get ("certsearch");
      g_autoptr (GBytes) body = g_bytes_new_static (bodies[i], strlen (bodies[i]));
      g_autoptr (AttestReply) reply = service->read_reply (200, NULL, body);

      g_test_message ("%s", bodies[i]);
      g_assert_null (attest_reply_get_message (reply));
      g_assert_nonnull (attest_reply_get_explanation (reply));
    }
}

/* Only what a service said itself is put in its mouth. */
static void
test_quote (void)
{
  static const struct
  {
    guint status;
    const char *body;
    const char *quote;
  } quotes[] = {
    { 413, "", NULL },
    { 404, "{}", NULL },
    { 400, "{\"statusCode\":400,\"mess", NULL },
    { 400, "{\"statusCode\":400,\"message\":\"No\"}", "The college says: No" },
    { 404, "<html><p>Nothing here</p></html>", "The college says: Nothing here" },
    { 400,
      "{\"statusCode\":400,\"message\":[\"1234567890\",\"12345\",\"3\"]}",
      "The college says: 1234567890\n12345…" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (quotes[i].body, strlen (quotes[i].body));
      g_autoptr (AttestReply) reply =
          attest_service_get ("kolleges")->read_reply (quotes[i].status, NULL, body);
      g_autofree char *quote = attest_reply_dup_quote (reply, "The college", 50, 2);

      g_assert_cmpstr (quote, ==, quotes[i].quote);
      g_assert_true (quote != NULL || attest_reply_get_explanation (reply) != NULL);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/replies/%s/%u/%s", cases[i].service, cases[i].status, cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/replies/hostile", test_hostile);
  g_test_add_func ("/replies/charsets", test_charsets);
  g_test_add_func ("/replies/no-words", test_no_words);
  g_test_add_func ("/replies/cut", test_cut);
  g_test_add_func ("/replies/quote", test_quote);
  g_test_add_func ("/service/hosts", test_hosts);
  g_test_add_func ("/service/bases", test_bases);
  g_test_add_func ("/service/table", test_table);
  return g_test_run ();
}
