/* kolleges: the list of forms, read to find one again that was sent.
 *
 * The service's page for reading forms: {"statusCode":200,"message":"…","achievements":[{"id":…,
 * "name":…,"type":…,"prefix":…,"created_at":…},…],"totalPages":n}. The key is `achievements`
 * although they are forms. No order is documented. Thread: main. */
#include "attest-config.h"
#include "service/attest-service-private.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "model/attest-form.h"
#include "service/attest-reply-reader.h"

#define MAX_PAGE (8 * 1024 * 1024) /* a form comes with its designs and their layouts */
#define MAX_PAGES 1000000

static char *
dup_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  return attest_reply_dup_text (node);
}

/* Without a zone it is taken for UTC, as in all examples. */
static gint64
get_time (JsonObject *object, const char *name)
{
  g_autofree char *text = dup_text (object, name);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  if (time == NULL)
    return 0;
  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}

static void
take_text (AttestRecord *record, guint field, JsonObject *form)
{
  g_autofree char *text = dup_text (form, attest_form_schema.fields[field].key);

  attest_record_set_text (record, field, text);
}

static void
take_form (JsonObject *form, GPtrArray *stored)
{
  g_autofree char *id = attest_reply_dup_name (json_object_get_member (form, "id"));
  AttestStored *one = NULL;

  if (id == NULL)
    return;
  one = g_new0 (AttestStored, 1);
  one->id = g_steal_pointer (&id);
  one->created = get_time (form, "created_at");
  one->record = attest_record_new (&attest_form_schema);
  take_text (one->record, ATTEST_FORM_NAME, form);
  take_text (one->record, ATTEST_FORM_TYPE, form);
  take_text (one->record, ATTEST_FORM_PREFIX, form);
  g_ptr_array_add (stored, one);
}

static guint
get_n_pages (JsonObject *root)
{
  JsonNode *node = json_object_get_member (root, "totalPages");

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_INT64)
    return 0;
  return (guint) CLAMP (json_node_get_int (node), 0, MAX_PAGES);
}

/* The AttestService.read_list of kolleges. */
gboolean
attest_kolleges_read_list (GBytes *body, GPtrArray *stored, guint *n_pages)
{
  g_autoptr (JsonNode) root = attest_reply_parse_long_body (body, MAX_PAGE);
  JsonNode *list = NULL;
  JsonArray *forms = NULL;

  if (root == NULL)
    return FALSE;
  list = json_object_get_member (json_node_get_object (root), "achievements");
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return FALSE;
  forms = json_node_get_array (list);
  for (guint i = 0; i < json_array_get_length (forms); i++)
    {
      JsonNode *form = json_array_get_element (forms, i);

      if (JSON_NODE_HOLDS_OBJECT (form))
        take_form (json_node_get_object (form), stored);
    }
  *n_pages = get_n_pages (json_node_get_object (root));
  return TRUE;
}

static gboolean
is_same_text (AttestRecord *sent, AttestRecord *stored, guint field)
{
  g_autofree char *a = attest_text_tidy (attest_record_get_text (sent, field), ATTEST_TEXT_LINE);
  g_autofree char *b = attest_text_tidy (attest_record_get_text (stored, field), ATTEST_TEXT_LINE);

  return g_str_equal (a, b);
}

/* The AttestService.is_like of kolleges. Where no prefix was sent, the service may have chosen
 * one. */
gboolean
attest_kolleges_is_like (AttestRecord *sent, AttestRecord *stored)
{
  return is_same_text (sent, stored, ATTEST_FORM_NAME)
         && is_same_text (sent, stored, ATTEST_FORM_TYPE)
         && (attest_str_is_blank (attest_record_get_text (sent, ATTEST_FORM_PREFIX))
             || is_same_text (sent, stored, ATTEST_FORM_PREFIX));
}
