/* kolleges: making one certificate form through the open API.
 *
 * Address, headers, the success body and the table of errors: the service's page for creating a
 * form. The page shows no error body, so these are read as NestJS writes them, which everything
 * else about the service matches: {"statusCode":400,"message":"…" or ["…"],"error":"Bad Request"}.
 *
 * Thread: any. */
#include "attest-config.h"

#include "model/attest-form.h"
#include "service/attest-reply-reader.h"
#include "service/attest-service-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The documented errors. The most telling part of each message is looked for, since some carry an
 * id; several share a name, so messages are compared first. */
static const struct
{
  const char *name;
  const char *part;
  const char *key; /* of the field it is about; NULL: none */
  const char *explanation;
} errors[] = {
  { "ValidationError", "Prefix는 알파벳만", "prefix", N_ ("The prefix may contain letters only.") },
  { "ValidationError",
    "Prefix는 최대",
    "prefix",
    N_ ("The prefix may have five letters at the most.") },
  { "CertificateDesignNotFound",
    "템플릿을 찾을 수 없습니다",
    "achievementCertificateDesignId",
    N_ ("kolleges has no certificate design with this ID.") },
  { "BadgeDesignNotFound",
    "뱃지를 찾을 수 없습니다",
    "achievementBadgeDesignId",
    N_ ("kolleges has no badge design with this ID.") },
  { "AchievementFormNotFound",
    "유효하지 않은 인증서 폼",
    NULL,
    N_ ("kolleges says the domain information is wrong. Check that the key belongs to your "
        "organisation’s domain.") },
  { "Unauthorized",
    "Invalid token",
    NULL,
    N_ ("kolleges does not accept the API key. Check the key for this environment.") },
  { "InternalServerError",
    "예기치 않은 오류",
    NULL,
    N_ ("kolleges reported an unexpected error. The form was not created.") },
  { "BadRequest",
    "잘못된 요청입니다",
    NULL,
    N_ ("A required field is missing, or kolleges does not accept a value.") },
};

/* "Bad Request" and "BadRequest" are both in the documents. */
static gboolean
is_same_name (const char *a, const char *b)
{
  for (;;)
    {
      while (*a == ' ')
        a++;
      while (*b == ' ')
        b++;
      if (g_ascii_tolower (*a) != g_ascii_tolower (*b))
        return FALSE;
      if (*a == '\0')
        return TRUE;
      a++;
      b++;
    }
}

static int
find_error (const char *name, const char *message)
{
  for (guint i = 0; message != NULL && i < G_N_ELEMENTS (errors); i++)
    if (strstr (message, errors[i].part) != NULL)
      return (int) i;
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (errors); i++)
    if (!g_str_equal (errors[i].name, "ValidationError") && is_same_name (errors[i].name, name))
      return (int) i;
  return -1;
}

/* Messages of the validation library begin with the field: "name should not be empty",
 * "requirements.0.order must not be less than 0", "each value in tags must be a string". */
static char *
find_path_in_words (const char *text)
{
  static const char *const openings[] = { "each value in ", "property ", "" };

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    if (g_str_has_prefix (text, openings[i]))
      {
        const char *word = text + strlen (openings[i]);
        g_autofree char *key = g_strndup (word, strcspn (word, " ,:"));

        return *key != '\0' ? attest_reply_find_path (&attest_form_schema, key) : NULL;
      }
  return NULL;
}

static void
take_line (AttestReply *reply, const char *line, const char *name)
{
  int known = find_error (name, line);
  g_autofree char *path = NULL;

  if (known >= 0 && errors[known].key != NULL)
    path = attest_reply_find_path (&attest_form_schema, errors[known].key);
  else
    path = find_path_in_words (line);
  if (path != NULL)
    attest_reply_add_field_text (reply, path, line);
  if (known >= 0 && attest_reply_get_explanation (reply) == NULL)
    attest_reply_set_explanation (reply, _ (errors[known].explanation));
}

/* {"message": {"FIELD": "…"}} is in no document, but costs nothing to understand. */
static void
take_fields (AttestReply *reply, const AttestJson *fields)
{
  for (guint i = 0; i < fields->keys->len; i++)
    {
      g_autofree char *text = attest_reply_dup_text (g_ptr_array_index (fields->values, i));

      if (text != NULL)
        attest_reply_add_named_text (
            reply, &attest_form_schema, g_ptr_array_index (fields->keys, i), text);
    }
}

static void
take_messages (AttestReply *reply, const AttestJson *message, const char *name)
{
  g_autofree char *text = attest_reply_dup_text (message);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  if (text == NULL)
    return;
  attest_reply_append_message (reply, text);
  if (message->kind == ATTEST_JSON_OBJECT)
    take_fields (reply, message);
  else
    for (guint i = 0; lines[i] != NULL; i++)
      take_line (reply, lines[i], name);
}

static gint64
get_status_code (const AttestJson *root)
{
  const AttestJson *code = attest_reply_get_member (root, "statusCode");

  return code != NULL && code->text != NULL ? g_ascii_strtoll (code->text, NULL, 10) : 0;
}

/* The error's name: "error" in NestJS; the documents' table does not say where it stands. */
static char *
dup_name (const AttestJson *root)
{
  static const char *const places[] = { "error", "name", "code" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const AttestJson *name = attest_reply_get_member (root, places[i]);

      if (name != NULL && name->kind == ATTEST_JSON_STRING)
        return attest_reply_dup_text (name);
    }
  return NULL;
}

/* No id is documented for the reply; if one comes, it is worth keeping. */
static void
take_remote_id (AttestReply *reply, const AttestJson *root)
{
  const AttestJson *id = attest_reply_get_member (root, "achievementFormId");
  g_autofree char *name = NULL;

  if (id == NULL)
    id = attest_reply_get_member (attest_reply_get_member (root, "achievement"), "id");
  name = attest_reply_dup_name (id);
  attest_reply_set_remote_id (reply, name);
}

/* A status of the 500s is the service's own word only where it is one of the documented errors;
 * {"statusCode":500,"message":"Internal server error"} is what NestJS says when it knows nothing.
 */
static AttestBodyKind
take_body (AttestReply *reply, guint status, const AttestJson *root)
{
  g_autofree char *name = dup_name (root);
  gint64 code = get_status_code (root);
  const AttestJson *message = attest_reply_get_member (root, "message");
  AttestBodyKind kind = ATTEST_BODY_FOREIGN;

  if (code >= 200 && code < 300 && name == NULL)
    kind = ATTEST_BODY_SUCCESS;
  else if (code >= 400 || (name != NULL && message != NULL))
    kind = ATTEST_BODY_ERROR;

  if (kind == ATTEST_BODY_SUCCESS)
    take_remote_id (reply, root);
  attest_reply_set_code (reply, name);
  if (message != NULL && kind == ATTEST_BODY_ERROR)
    take_messages (reply, message, name);
  else if (message != NULL)
    {
      g_autofree char *text = attest_reply_dup_text (message);

      attest_reply_set_message (reply, text);
    }
  if (kind == ATTEST_BODY_ERROR && MAX (code, status) >= 500
      && find_error (name, attest_reply_get_message (reply)) < 0)
    {
      attest_reply_set_explanation (reply, NULL);
      return ATTEST_BODY_FOREIGN;
    }
  return kind;
}

static AttestReply *
read_reply (guint status, const char *content_type, GBytes *body)
{
  g_autoptr (AttestReply) reply = attest_reply_new (ATTEST_OUTCOME_NONE);
  g_autoptr (AttestJson) root = attest_reply_parse (content_type, body, ATTEST_REPLY_MAX);
  AttestBodyKind kind = ATTEST_BODY_FOREIGN;

  if (root != NULL)
    kind = take_body (reply, status, root);
  attest_reply_finish (reply, &attest_kolleges_service, status, kind, content_type, body);
  return g_steal_pointer (&reply);
}

static void
add_effects (AttestRecord *record, GPtrArray *effects)
{
  attest_effects_add (effects, _ ("Creates a new form in kolleges."), NULL);
  attest_effects_add (
      effects, _ ("A form with the same name is not replaced: there would be two."), NULL);
}

static char *
count (guint n)
{
  return g_strdup_printf (ngettext ("%u form", "%u forms", n), n);
}

static char *
count_in_heading (guint n)
{
  return g_strdup_printf (ngettext ("%u Form", "%u Forms", n), n);
}

const AttestService attest_kolleges_service = {
  .id = "kolleges",
  .name = "kolleges",
  .schema = &attest_form_schema,
  .nouns = {
    .one = N_ ("Form"),
    .many = N_ ("Forms"),
    .create = N_ ("New _Form"),
    .untitled = N_ ("New Form"),
    .nameless = N_ ("Form without a name"),
    .search = N_ ("Search forms"),
    .none = N_ ("No Forms"),
    .empty = N_ ("Forms you enter for kolleges are kept here as you type them."),
    .entity = N_ ("Program"),
    .ends = N_ ("Ends"),
    .example = N_ ("Start With the Example _Form"),
    .example_text = N_ ("A certificate form for kolleges"),
    .count = count,
    .count_in_heading = count_in_heading,
  },
  .icon = "attest-form-symbolic",
  .new_key = "<Control><Shift>n",
  .path = "/achievements/forms",
  .hosts = {
    [ATTEST_ENVIRONMENT_TEST] = "https://api.test.kolleges.net/open-api",
    /* The address for production is in no public document; the administrator enters it. */
    [ATTEST_ENVIRONMENT_PRODUCTION] = NULL,
  },
  .key_header = "Authorization",
  .key_prefix = "Bearer ",
  .stored = { .path = "/achievements/forms",
              .read_page = attest_kolleges_read_list,
              .free_entry = (GDestroyNotify) attest_stored_free },
  .designs = attest_kolleges_designs,
  .pause_seconds = 0,
  .sending_again_updates = FALSE,
  .add_effects = add_effects,
  .read_reply = read_reply,
  .is_like = attest_kolleges_is_like,
};
