/* The rules of a kolleges form, from the page that describes its creation. What the page has a
 * message for is answered in its words; other wrong values in those of the framework the service
 * shows to be made with. Any thread. */
#include "practice-private.h"

static const char *const types[] = { "completion",     "activity",   "license", "career", "award",
                                     "recommendation", "membership", "degree",  NULL };
static const char *const texts[] = { "description", "program_name", "program_type", "program_url" };
static const char *const moments[] = { "course_begin_at", "course_end_at" };
static const char *const designs[] = { "achievementCertificateDesignId",
                                       "achievementBadgeDesignId" };
static const char *const requirement_texts[] = { "type", "url", "description" };

/* Returns: (nullable): the value under @key; a null counts as left out */
static JsonNode *
get_value (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static void
complain (GPtrArray *messages, const char *format, const char *name)
{
  GString *text = g_string_new (format);

  g_string_replace (text, "%", name, 0);
  g_ptr_array_add (messages, g_string_free (text, FALSE));
}

/* Whether every required field is there and `type` is one of the values: 400 BadRequest. */
static gboolean
has_required (JsonObject *form)
{
  const char *name = practice_get_text (form, "name");
  const char *type = practice_get_text (form, "type");

  return name != NULL && !practice_is_blank (name) && type != NULL
         && practice_is_one_of (type, types) && get_value (form, designs[0]) != NULL
         && get_value (form, designs[1]) != NULL;
}

static void
check_prefix (JsonNode *node, GPtrArray *messages)
{
  const char *prefix;
  gboolean letters;

  if (node == NULL)
    return;
  if (!practice_is_text (node))
    {
      complain (messages, "% must be a string", "prefix");
      return;
    }
  prefix = json_node_get_string (node);
  letters = *prefix != '\0';
  for (const char *c = prefix; *c != '\0'; c++)
    letters = letters && g_ascii_isalpha (*c);
  if (!letters)
    g_ptr_array_add (messages, g_strdup ("Prefix는 알파벳만 포함해야 합니다."));
  if (g_utf8_strlen (prefix, -1) > 5)
    g_ptr_array_add (messages, g_strdup ("Prefix는 최대 5자까지만 허용됩니다."));
}

static void
check_tags (JsonNode *node, GPtrArray *messages)
{
  if (node == NULL)
    return;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      complain (messages, "% must be an array", "tags");
      return;
    }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    if (!practice_is_text (json_array_get_element (json_node_get_array (node), i)))
      {
        complain (messages, "each value in % must be a string", "tags");
        return;
      }
}

static void
check_requirement (JsonObject *requirement, guint index, GPtrArray *messages)
{
  JsonNode *order = get_value (requirement, "order");
  g_autofree char *order_name = g_strdup_printf ("requirements.%u.order", index);
  gint64 number;

  for (guint i = 0; i < G_N_ELEMENTS (requirement_texts); i++)
    {
      JsonNode *node = get_value (requirement, requirement_texts[i]);
      g_autofree char *name = g_strdup_printf ("requirements.%u.%s", index, requirement_texts[i]);

      if (node != NULL && !practice_is_text (node))
        complain (messages, "% must be a string", name);
    }
  if (order != NULL && !practice_get_whole (order, &number))
    complain (messages, "% must be an integer number", order_name);
  else if (order != NULL && number < 0)
    complain (messages, "% must not be less than 0", order_name);
}

static void
check_requirements (JsonNode *node, GPtrArray *messages)
{
  if (node == NULL)
    return;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      complain (messages, "% must be an array", "requirements");
      return;
    }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      JsonNode *element = json_array_get_element (json_node_get_array (node), i);

      if (JSON_NODE_HOLDS_OBJECT (element))
        check_requirement (json_node_get_object (element), i, messages);
      else
        complain (messages,
                  "each value in nested property % must be either object or array",
                  "requirements");
    }
}

static void
check_values (JsonObject *form, GPtrArray *messages)
{
  gint64 number;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (get_value (form, texts[i]) != NULL && !practice_is_text (get_value (form, texts[i])))
      complain (messages, "% must be a string", texts[i]);
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    if (get_value (form, moments[i]) != NULL
        && (practice_get_text (form, moments[i]) == NULL
            || !practice_is_moment (practice_get_text (form, moments[i]))))
      complain (messages, "% must be a valid ISO 8601 date string", moments[i]);
  for (guint i = 0; i < G_N_ELEMENTS (designs); i++)
    if (!practice_get_whole (get_value (form, designs[i]), &number))
      complain (messages, "% must be an integer number", designs[i]);
  check_prefix (get_value (form, "prefix"), messages);
  check_tags (get_value (form, "tags"), messages);
  check_requirements (get_value (form, "requirements"), messages);
}

static PracticeReply *
make_refusal (GPtrArray *messages)
{
  JsonObject *body;
  JsonArray *list;

  if (messages->len == 1)
    return practice_kolleges_error (400, "ValidationError", g_ptr_array_index (messages, 0));
  body = json_object_new ();
  list = json_array_new ();
  for (guint i = 0; i < messages->len; i++)
    json_array_add_string_element (list, g_ptr_array_index (messages, i));
  json_object_set_int_member (body, "statusCode", 400);
  json_object_set_array_member (body, "message", list);
  json_object_set_string_member (body, "error", "ValidationError");
  return practice_reply_json (400, body);
}

static PracticeReply *
check_designs (JsonObject *form)
{
  g_autoptr (JsonObject) certificate = NULL;
  g_autoptr (JsonObject) badge = NULL;
  g_autofree char *message = NULL;
  gint64 certificate_id = 0;
  gint64 badge_id = 0;

  practice_get_whole (get_value (form, designs[0]), &certificate_id);
  practice_get_whole (get_value (form, designs[1]), &badge_id);
  certificate = practice_designs_certificate (certificate_id);
  badge = practice_designs_badge (badge_id);
  if (certificate == NULL)
    {
      message = g_strdup_printf ("ID가 %" G_GINT64_FORMAT "인 템플릿을 찾을 수 없습니다.",
                                 certificate_id);
      return practice_kolleges_error (404, "CertificateDesignNotFound", message);
    }
  if (badge == NULL)
    {
      message = g_strdup_printf ("ID가 %" G_GINT64_FORMAT "인 뱃지를 찾을 수 없습니다.", badge_id);
      return practice_kolleges_error (404, "BadgeDesignNotFound", message);
    }
  return NULL;
}

/**
 * practice_form_check:
 * @form: the body of a request to create a form
 *
 * Returns: (transfer full) (nullable): the refusal, %NULL when there is nothing to refuse
 */
PracticeReply *
practice_form_check (JsonObject *form)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_free);

  if (!has_required (form))
    return practice_kolleges_error (400, "BadRequest", "잘못된 요청입니다.");
  check_values (form, messages);
  return messages->len > 0 ? make_refusal (messages) : check_designs (form);
}
