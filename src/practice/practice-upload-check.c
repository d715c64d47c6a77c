/* The rules of a CertSearch upload, from the page that describes it; those of a site from the field
 * glossary. Keys the page does not know are passed over. Any thread. */
#include "practice-private.h"

#include <string.h>

typedef enum
{
  RULE_TEXT,
  RULE_STATUS,
  RULE_ACCREDITATION,
  RULE_DATE,
  RULE_FLAG,
  RULE_SCHEMES,
  RULE_SITES,
} Rule;

static const struct
{
  const char *key;
  Rule rule;
  gboolean required;
} rules[] = {
  { .key = "certificate_number", .required = TRUE },
  { .key = "certification_status", .rule = RULE_STATUS, .required = TRUE },
  { .key = "certificate_accreditation_status", .rule = RULE_ACCREDITATION },
  { .key = "certification_type", .required = TRUE },
  { .key = "certification_scope" },
  { .key = "certification_original_issue_date", .rule = RULE_DATE },
  { .key = "certification_issue_date", .rule = RULE_DATE, .required = TRUE },
  { .key = "certification_expiry_date", .rule = RULE_DATE, .required = TRUE },
  { .key = "certified_entity_name", .required = TRUE },
  { .key = "certified_entity_english_name" },
  { .key = "certified_entity_trading_name" },
  { .key = "certified_entity_unique_id", .required = TRUE },
  { .key = "certified_entity_street_address" },
  { .key = "certified_entity_street_city" },
  { .key = "certified_entity_state" },
  { .key = "certified_entity_post_code" },
  { .key = "certified_entity_country", .required = TRUE },
  { .key = "certified_entity_website" },
  { .key = "confidential_certified_entity", .rule = RULE_FLAG },
  { .key = "accreditation_body_name", .required = TRUE },
  { .key = "accreditation_body_acronym_name", .required = TRUE },
  { .key = "certification_body_name", .required = TRUE },
  { .key = "certification_body_acronym_name", .required = TRUE },
  { .key = "schemes", .rule = RULE_SCHEMES, .required = TRUE },
  { .key = "sites", .rule = RULE_SITES },
};

static const char *const statuses[] = { "active", "inactive",  "suspended", "cancelled",
                                        "hidden", "withdrawn", "expired",   NULL };
static const char *const accreditations[] = { "Accredited", "Unaccredited", NULL };
static const char *const site_keys[] = { "street",  "city",     "state",
                                         "country", "postcode", "scope_description" };

/* Each check returns (transfer full) (nullable) a text that begins with the name of what is wrong.
 */

static char *
check_text (const char *name, JsonNode *node, gboolean required)
{
  if (node == NULL)
    return required ? g_strdup_printf ("%s is required", name) : NULL;
  if (!practice_is_text (node))
    return g_strdup_printf ("%s must be a string", name);
  if (required && practice_is_blank (json_node_get_string (node)))
    return g_strdup_printf ("%s is required", name);
  return NULL;
}

static char *
check_choice (const char *name, const char *text, const char *const *values)
{
  g_autofree char *list = NULL;

  if (practice_is_one_of (text, values))
    return NULL;
  list = g_strjoinv (", ", (char **) values);
  return g_strdup_printf ("%s must be one of %s", name, list);
}

static char *
check_standards (const char *name, JsonNode *node)
{
  JsonArray *list;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node)
      || json_array_get_length (json_node_get_array (node)) == 0)
    return g_strdup_printf ("%s.standard_list must be an array of at least one standard", name);
  list = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *standard = json_array_get_element (list, i);
      g_autofree char *path = g_strdup_printf ("%s.standard_list[%u]", name, i);
      g_autofree char *key = g_strconcat (path, ".standards_name", NULL);
      char *wrong;

      if (!JSON_NODE_HOLDS_OBJECT (standard))
        return g_strdup_printf ("%s must be an object", path);
      wrong = check_text (
          key, json_object_get_member (json_node_get_object (standard), "standards_name"), TRUE);
      if (wrong != NULL)
        return wrong;
    }
  return NULL;
}

static char *
check_scheme (const char *name, JsonObject *scheme)
{
  g_autofree char *key = g_strconcat (name, ".scheme_name", NULL);
  char *wrong = check_text (key, json_object_get_member (scheme, "scheme_name"), TRUE);

  return wrong != NULL ? wrong
                       : check_standards (name, json_object_get_member (scheme, "standard_list"));
}

/* The field glossary: a site has a country always, and a street or a city. */
static char *
check_site (const char *name, JsonObject *site)
{
  const char *street = practice_get_text (site, "street");
  const char *city = practice_get_text (site, "city");

  for (guint i = 0; i < G_N_ELEMENTS (site_keys); i++)
    {
      g_autofree char *key = g_strdup_printf ("%s.%s", name, site_keys[i]);
      char *wrong = check_text (
          key, json_object_get_member (site, site_keys[i]), strcmp (site_keys[i], "country") == 0);

      if (wrong != NULL)
        return wrong;
    }
  if ((street == NULL || practice_is_blank (street)) && (city == NULL || practice_is_blank (city)))
    return g_strdup_printf ("%s needs a street or a city", name);
  return NULL;
}

static char *
check_list (const char *name,
            JsonNode *node,
            gboolean required,
            char *(*check) (const char *, JsonObject *) )
{
  JsonArray *list;

  if (node == NULL)
    return required ? g_strdup_printf ("%s is required", name) : NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return g_strdup_printf ("%s must be an array", name);
  list = json_node_get_array (node);
  if (required && json_array_get_length (list) == 0)
    return g_strdup_printf ("%s must not be empty", name);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *element = json_array_get_element (list, i);
      g_autofree char *path = g_strdup_printf ("%s[%u]", name, i);
      char *wrong;

      if (!JSON_NODE_HOLDS_OBJECT (element))
        return g_strdup_printf ("%s must be an object", path);
      wrong = check (path, json_node_get_object (element));
      if (wrong != NULL)
        return wrong;
    }
  return NULL;
}

static char *
check_field (guint index, JsonNode *node)
{
  const char *name = rules[index].key;
  gboolean required = rules[index].required;
  char *wrong;

  if (rules[index].rule == RULE_SCHEMES)
    return check_list (name, node, required, check_scheme);
  if (rules[index].rule == RULE_SITES)
    return check_list (name, node, required, check_site);
  if (rules[index].rule == RULE_FLAG)
    return node == NULL
                   || (JSON_NODE_HOLDS_VALUE (node)
                       && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
               ? NULL
               : g_strdup_printf ("%s must be a boolean", name);

  wrong = check_text (name, node, required);
  if (wrong != NULL || node == NULL)
    return wrong;
  if (rules[index].rule == RULE_STATUS)
    return check_choice (name, json_node_get_string (node), statuses);
  if (rules[index].rule == RULE_ACCREDITATION)
    return check_choice (name, json_node_get_string (node), accreditations);
  if (rules[index].rule == RULE_DATE && !practice_is_date (json_node_get_string (node)))
    return g_strdup_printf ("%s must be a date written YYYYMMDD", name);
  return NULL;
}

/**
 * practice_upload_check:
 * @upload: the body of an upload
 *
 * Returns: (transfer full) (nullable): every field that is wrong, with its text; %NULL when
 *   nothing is
 */
JsonObject *
practice_upload_check (JsonObject *upload)
{
  g_autoptr (JsonObject) fields = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *wrong = check_field (i, json_object_get_member (upload, rules[i].key));

      if (wrong != NULL)
        json_object_set_string_member (fields, rules[i].key, wrong);
    }
  return json_object_get_size (fields) > 0 ? g_steal_pointer (&fields) : NULL;
}
