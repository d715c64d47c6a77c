/* Reading replies: see the header. A reply may be anything at all: too deep, too long, no UTF-8, no
 * JSON. Nothing in here trusts it. Thread: any. */
#include "attest-config.h"
#include "service/attest-reply-reader.h"

#include "base/attest-sign.h"
#include "base/attest-str.h"
#include "service/attest-charset.h"
#include "service/attest-page-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TEXT 2000           /* characters of one message that are taken over */
#define MAX_NAME 200            /* characters of an id or a code */
#define MAX_MESSAGE (16 * 1024) /* bytes of all messages together */
#define EXCERPT 500             /* characters of a body that was not understood */
#define MAX_PAGE (64 * 1024)    /* bytes of it that are looked at */

static gboolean
is_shallow (const AttestJson *json)
{
  if (json->kind == ATTEST_JSON_SKIPPED)
    return FALSE;
  for (guint i = 0; json->values != NULL && i < json->values->len; i++)
    if (!is_shallow (g_ptr_array_index (json->values, i)))
      return FALSE;
  return TRUE;
}

/**
 * attest_reply_parse:
 * @content_type: (nullable): as it came
 * @body: (nullable): what came back
 * @max_length: in bytes; anything longer is not looked at
 *
 * Returns: (transfer full) (nullable): the JSON object in it; %NULL if it is anything else
 */
AttestJson *
attest_reply_parse (const char *content_type, GBytes *body, gsize max_length)
{
  gsize length = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &length) : NULL;
  g_autofree char *text = NULL;
  g_autoptr (AttestJson) json = NULL;

  if (length > 0 && length <= max_length)
    text = attest_charset_decode (content_type, data, &length);
  if (text != NULL)
    json = attest_json_parse (text, (gssize) length, NULL);
  if (json == NULL || json->kind != ATTEST_JSON_OBJECT || !is_shallow (json))
    return NULL;
  return g_steal_pointer (&json);
}

/**
 * attest_reply_get_member:
 * @json: (nullable): any value
 * @name: a key
 *
 * Returns: (transfer none) (nullable): what @json, if it is an object, has there other than null
 */
const AttestJson *
attest_reply_get_member (const AttestJson *json, const char *name)
{
  for (guint i = 0; json != NULL && json->kind == ATTEST_JSON_OBJECT && i < json->keys->len; i++)
    if (g_str_equal (g_ptr_array_index (json->keys, i), name))
      {
        const AttestJson *value = g_ptr_array_index (json->values, i);

        return value->kind != ATTEST_JSON_NULL ? value : NULL;
      }
  return NULL;
}

static gboolean
is_success (guint status)
{
  return status >= 200 && status < 300;
}

/* 408 is Request Timeout; 499 is what gateways say of a caller who went. */
static gboolean
gave_up (guint status)
{
  return status == 408 || status == 499;
}

/* The one place where a status becomes an outcome. A 5xx is a refusal only where the body is the
 * service's own word for it: a gateway on the way may have passed the record on before it failed.
 * So a 503 is sent again only where that makes no second record; a 302 or 303 is what a server says
 * after it took something; and who gave up waiting, be it for the record or for what became of it,
 * does not know. A body that says that it was taken is not put aside for a status beside it. */
static AttestOutcome
decide (const AttestService *service, guint status, AttestBodyKind kind)
{
  if (kind == ATTEST_BODY_SUCCESS && !is_success (status))
    return ATTEST_OUTCOME_UNKNOWN;
  if (status == 429 || (status == 503 && service->sending_again_updates))
    return ATTEST_OUTCOME_DEFERRED;
  if (is_success (status))
    {
      if (kind == ATTEST_BODY_SUCCESS)
        return ATTEST_OUTCOME_ACCEPTED;
      return kind == ATTEST_BODY_ERROR ? ATTEST_OUTCOME_REFUSED : ATTEST_OUTCOME_UNKNOWN;
    }
  if (status == 302 || status == 303 || (gave_up (status) && kind != ATTEST_BODY_ERROR))
    return ATTEST_OUTCOME_UNKNOWN;
  if (status >= 300 && status < 500)
    return ATTEST_OUTCOME_REFUSED;
  if (status >= 500 && status < 600 && kind == ATTEST_BODY_ERROR)
    return ATTEST_OUTCOME_REFUSED;
  return ATTEST_OUTCOME_UNKNOWN;
}

static const struct
{
  guint status;
  const char *explanation;
} status_explanations[] = {
  { 400, N_ ("The service found something wrong with the record.") },
  { 401, N_ ("The service does not accept the API key. Check the key for this environment.") },
  { 403, N_ ("The API key is not allowed to do this.") },
  { 404, N_ ("The service does not know this address, or something the record refers to.") },
  { 405, N_ ("The service does not accept records at this address. Check the host.") },
  { 406, N_ ("The service cannot answer in a format Attest can read.") },
  { 409, N_ ("The record conflicts with what the service has stored.") },
  { 413, N_ ("The record is too large for the service.") },
  { 421, N_ ("The service says that it is not responsible for this address. Check the host.") },
  { 422, N_ ("The service found something wrong with the record.") },
  { 429, N_ ("The service asks for a longer pause between records. It is sent again later.") },
};

static const char *
explain_status (guint status, AttestBodyKind kind, AttestOutcome outcome)
{
  if (kind == ATTEST_BODY_SUCCESS && !is_success (status))
    return _ ("The service’s answer contradicts itself: its code says that the record was not "
              "saved, its text that it was.");
  for (guint i = 0; i < G_N_ELEMENTS (status_explanations); i++)
    if (status_explanations[i].status == status)
      return _ (status_explanations[i].explanation);
  if (outcome == ATTEST_OUTCOME_DEFERRED)
    return _ ("The service is not available right now. It is sent again later.");
  if (status == 302 || status == 303)
    return _ (
        "The service redirected to another address, which Attest does not follow. Some services do "
        "this after saving a record, so it is not certain whether this one was saved.");
  if (status >= 300 && status < 400)
    return _ ("The service redirected to another address. Attest did not follow it: keys and "
              "records go only to the host you set.");
  if (status >= 500 && outcome == ATTEST_OUTCOME_REFUSED)
    return _ ("The service reported an error. The record was not saved.");
  if (status >= 500 || (gave_up (status) && outcome == ATTEST_OUTCOME_UNKNOWN))
    return _ ("The service failed without saying whether it saved the record.");
  if (outcome == ATTEST_OUTCOME_UNKNOWN)
    return _ ("The service’s answer could not be read, so it is not certain whether it saved the "
              "record.");
  if (status >= 400 && status < 500)
    return _ ("The service refused it without giving a reason Attest understands.");
  return NULL;
}

/* Returns: (transfer full): the first @most bytes of a body, without what is no text */
static char *
dup_text (const char *content_type, GBytes *body, gsize most)
{
  gsize length = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &length) : NULL;
  char *text = NULL;

  length = MIN (length, most);
  text = length > 0 ? attest_charset_decode (content_type, data, &length) : NULL;
  return text != NULL ? text : g_utf8_make_valid (data != NULL ? data : "", (gssize) length);
}

/* Returns: (transfer full): the beginning of a body; of a page, what it says */
static char *
dup_beginning (const char *content_type, GBytes *body)
{
  g_autofree char *text = dup_text (content_type, body, MAX_PAGE);
  char *words = attest_page_dup_words (text);

  return words != NULL ? words : g_steal_pointer (&text);
}

static const char *
skip_space (const char *text)
{
  return text + strspn (text, " \t\r\n");
}

/* Whether JSON ends while something in it is open. */
static gboolean
is_open (const char *text)
{
  gboolean in_string = FALSE;
  gsize depth = 0;

  for (const char *p = text; *p != '\0'; p++)
    if (*p == '\\' && in_string && p[1] != '\0')
      p++;
    else if (*p == '"')
      in_string = !in_string;
    else if (!in_string && (*p == '{' || *p == '['))
      depth++;
    else if (!in_string && (*p == '}' || *p == ']') && --depth == 0)
      return FALSE;
  return TRUE;
}

static gboolean
is_broken_off (const char *content_type, GBytes *body)
{
  g_autofree char *text = NULL;
  const char *start = NULL;

  if (body == NULL || g_bytes_get_size (body) > ATTEST_REPLY_MAX)
    return FALSE;
  text = dup_text (content_type, body, ATTEST_REPLY_MAX);
  start = skip_space (text);
  return (*start == '{' || *start == '[') && strchr ("\"{[", *skip_space (start + 1)) != NULL
         && is_open (start);
}

/**
 * attest_reply_explain_loss:
 * @content_type: (nullable): as it came
 * @body: (nullable): what came back, and is nothing that can be read
 *
 * Not every end that comes too soon is an error of the connection: where the reply does not say how
 * long it is, it ends with it, and between two pieces of one libsoup 3.2 sees none. What JSON it is
 * tells it in any case.
 *
 * Returns: (transfer none) (nullable): a sentence, translated, where the reply breaks off
 */
const char *
attest_reply_explain_loss (const char *content_type, GBytes *body)
{
  return is_broken_off (content_type, body)
             ? _ ("The connection was lost before the whole answer arrived.")
             : NULL;
}

/* Signs without a letter or a number among them, such as "{}", tell nobody anything. */
static gboolean
says_something (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

static char *
make_excerpt (const char *content_type, GBytes *body)
{
  g_autofree char *text = dup_beginning (content_type, body);
  GString *excerpt = g_string_new (NULL);
  gboolean space = FALSE;
  guint n = 0;

  for (const char *p = text; *p != '\0' && n < EXCERPT; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || !attest_sign_is_fit_to_show (c))
        {
          space = excerpt->len > 0;
          continue;
        }
      if (space)
        g_string_append_c (excerpt, ' ');
      g_string_append_unichar (excerpt, c);
      space = FALSE;
      n++;
    }
  if (n == EXCERPT)
    g_string_append (excerpt, "…");
  return g_string_free (excerpt, FALSE);
}

/* A reply without an end says what its status says; of a success, which is told in the body, that
 * is nothing. @loss: (nullable): that it has none */
static void
explain (AttestReply *self, guint status, AttestBodyKind kind, const char *loss)
{
  const char *meaning = explain_status (status, kind, attest_reply_get_outcome (self));
  g_autofree char *both =
      loss != NULL && !is_success (status) ? g_strjoin (" ", meaning, loss, NULL) : NULL;

  attest_reply_set_explanation (self, both != NULL ? both : loss != NULL ? loss : meaning);
}

/**
 * attest_reply_finish:
 * @self: the reply being filled in
 * @service: whose reply it is
 * @status: the HTTP status
 * @kind: what the service found in the body
 * @content_type: (nullable): as it came
 * @body: (nullable): what came back
 *
 * Sets the outcome, whether it is about the key, and what is still missing: an explanation by the
 * status, and the beginning of the body as message where the service found no words in it. JSON
 * that breaks off has none.
 */
void
attest_reply_finish (AttestReply *self,
                     const AttestService *service,
                     guint status,
                     AttestBodyKind kind,
                     const char *content_type,
                     GBytes *body)
{
  AttestOutcome outcome = decide (service, status, kind);
  const char *loss =
      kind == ATTEST_BODY_FOREIGN ? attest_reply_explain_loss (content_type, body) : NULL;

  attest_reply_set_outcome (self, outcome);
  attest_reply_set_about_key (self,
                              outcome == ATTEST_OUTCOME_REFUSED && (status == 401 || status == 403)
                                  && attest_reply_get_field_texts (self)->len == 0);
  if (attest_reply_get_explanation (self) == NULL)
    explain (self, status, kind, loss);
  if (attest_reply_get_message (self) == NULL && kind != ATTEST_BODY_SUCCESS && loss == NULL)
    {
      g_autofree char *excerpt = make_excerpt (content_type, body);

      if (says_something (excerpt))
        attest_reply_set_message (self, excerpt);
    }
}

/**
 * attest_reply_take_failure:
 * @self: a reply, finished
 * @why: (nullable): why there is not all of it, translated
 *
 * Where the service said nothing of it, that is what is known of an unknown outcome.
 */
void
attest_reply_take_failure (AttestReply *self, const char *why)
{
  const char *known = attest_reply_get_explanation (self);

  if (why != NULL && attest_reply_get_outcome (self) == ATTEST_OUTCOME_UNKNOWN
      && attest_reply_get_message (self) == NULL && (known == NULL || strstr (known, why) == NULL))
    attest_reply_set_explanation (self, why);
}

static char *
tidy_text (const char *text)
{
  GString *tidy = g_string_new (NULL);
  guint n = 0;

  for (const char *p = text; *p != '\0' && n < MAX_TEXT; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (tidy, attest_sign_is_fit_to_show (c) || c == '\n' ? c : ' ');
    }
  return g_string_free (tidy, FALSE);
}

static void
collect_text (const AttestJson *json, GString *text)
{
  g_autofree char *piece = NULL;

  if (text->len > MAX_MESSAGE || json->kind == ATTEST_JSON_NULL)
    return;
  for (guint i = 0; json->values != NULL && i < json->values->len; i++)
    collect_text (g_ptr_array_index (json->values, i), text);
  if (json->values != NULL)
    return;
  piece = tidy_text (json->text);
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, piece);
}

/**
 * attest_reply_dup_text:
 * @json: (nullable): any JSON value
 *
 * Returns: (transfer full) (nullable): the text in it, numbers digit by digit, several in lines of
 *   their own; %NULL if there is none
 */
char *
attest_reply_dup_text (const AttestJson *json)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (json != NULL)
    collect_text (json, text);
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

/**
 * attest_reply_dup_name:
 * @json: (nullable): any JSON value
 *
 * Returns: (transfer full) (nullable): the id or code in it, a text or a number; %NULL if it can
 * not be one
 */
char *
attest_reply_dup_name (const AttestJson *json)
{
  gboolean may_be =
      json != NULL && (json->kind == ATTEST_JSON_STRING || json->kind == ATTEST_JSON_NUMBER);
  g_autofree char *text = may_be ? attest_reply_dup_text (json) : NULL;

  if (text == NULL || attest_str_is_blank (text) || strchr (text, '\n') != NULL
      || g_utf8_strlen (text, -1) > MAX_NAME)
    return NULL;
  return g_steal_pointer (&text);
}

/**
 * attest_reply_append_message:
 * @self: the reply being filled in
 * @text: more of the server's words
 */
void
attest_reply_append_message (AttestReply *self, const char *text)
{
  const char *old = attest_reply_get_message (self);
  g_autofree char *both = NULL;

  if (old != NULL && strlen (old) > MAX_MESSAGE)
    return;
  both = old != NULL ? g_strconcat (old, "\n", text, NULL) : g_strdup (text);
  attest_reply_set_message (self, both);
}

/* The list field of @schema below which some record has @key. */
static const AttestField *
find_list_with_key (const AttestSchema *schema, const char *key)
{
  for (guint i = 0; i < schema->n_fields; i++)
    {
      const AttestField *field = &schema->fields[i];

      if (field->kind == ATTEST_FIELD_RECORDS
          && (attest_schema_find_key (field->child, key) != NULL
              || find_list_with_key (field->child, key) != NULL))
        return field;
    }
  return NULL;
}

static gboolean
is_index (const char *step)
{
  return attest_str_is_digits (step) && strlen (step) < 6;
}

/**
 * attest_reply_find_path:
 * @schema: the kind of record that was sent
 * @key: a field as a server names it: `certified_entity_country`, `sites.0.country`,
 *   `sites[0].country`; `scheme_name` alone gives the list it stands in
 *
 * Returns: (transfer full) (nullable): its path as in problems; %NULL if it is no field
 */
char *
attest_reply_find_path (const AttestSchema *schema, const char *key)
{
  g_auto (GStrv) steps = g_strsplit_set (key, ".[]", 16);
  g_autoptr (GString) path = g_string_new (NULL);
  const AttestField *field = NULL;

  for (guint i = 0; steps[i] != NULL; i++)
    {
      if (*steps[i] == '\0')
        continue;
      if (is_index (steps[i]) && field != NULL && attest_field_is_list (field))
        {
          g_string_append_printf (path, "[%s]", steps[i]);
          continue;
        }
      if (field != NULL)
        schema = field->child;
      field = schema != NULL ? attest_schema_find_key (schema, steps[i]) : NULL;
      if (field == NULL && schema != NULL && path->len == 0)
        field = find_list_with_key (schema, steps[i]);
      if (field == NULL)
        return NULL;
      g_string_append_printf (
          path, "%s%s", path->len > 0 ? "." : "", attest_field_get_path_name (field));
    }
  return path->len > 0 ? g_strdup (path->str) : NULL;
}

/**
 * attest_reply_add_named_text:
 * @self: the reply being filled in
 * @schema: the kind of record that was sent
 * @key: the field as the server names it
 * @text: what it said about it
 *
 * Adds @text at that field; at none, with the name in front, where Attest knows no such field.
 */
void
attest_reply_add_named_text (AttestReply *self,
                             const AttestSchema *schema,
                             const char *key,
                             const char *text)
{
  g_autofree char *path = attest_reply_find_path (schema, key);
  g_autofree char *name = tidy_text (key);
  g_autofree char *named = g_strdup_printf ("%s: %s", name, text);

  attest_reply_add_field_text (self, path != NULL ? path : "", path != NULL ? text : named);
}
