/* kolleges: its lists: of forms, read to find one again that was sent, and of designs, which a form
 * names by their ids.
 *
 * The service's page for reading forms: {"statusCode":200,"message":"…","achievements":[{"id":…,
 * "name":…, what else was sent,"created_at":…,"achievementCertificateDesign":{"id":…},…},…],
 * "totalPages":n}. The key is `achievements` although they are forms; the sample's table calls it
 * `achievementForms`. No order is documented. Its pages for
 * designs: the same around `certificateDesigns` and `badgeDesigns`: {"id":…,"name":"…",
 * "main_color":"#…","sub_color":"#…",…}; where there are none, an error 404. Thread: main. */
#include "attest-config.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "model/attest-form.h"
#include "service/attest-design.h"
#include "service/attest-reply-reader.h"
#include "service/attest-service-private.h"

#include <glib/gi18n-lib.h>

#define MAX_PAGE (8 * 1024 * 1024) /* a form comes with its designs and their layouts */
#define MAX_PAGES 1000000

static char *
dup_text (const AttestJson *object, const char *name)
{
  const AttestJson *value = attest_reply_get_member (object, name);

  return value != NULL && value->values == NULL ? attest_reply_dup_text (value) : NULL;
}

/* Without a zone it is taken for UTC, as in all examples. */
static gint64
get_time (const AttestJson *object, const char *name)
{
  g_autofree char *text = dup_text (object, name);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  if (time == NULL)
    return 0;
  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}

static gboolean
take_value (AttestRecord *record, const AttestField *field, const AttestJson *value);

/* A tag is a text, or an object that has it. */
static void
take_items (AttestRecordList *list, const AttestJson *values)
{
  const AttestSchema *schema = attest_record_list_get_schema (list);

  for (guint i = 0; i < values->values->len; i++)
    {
      const AttestJson *value = g_ptr_array_index (values->values, i);
      AttestRecord *item = NULL;

      if (value->kind != ATTEST_JSON_OBJECT
          && (value->kind != ATTEST_JSON_STRING || schema->n_fields != 1))
        continue;
      item = attest_record_list_append (list);
      if (value->kind != ATTEST_JSON_OBJECT)
        take_value (item, &schema->fields[0], value);
      for (guint n = 0; value->kind == ATTEST_JSON_OBJECT && n < value->keys->len; n++)
        {
          const AttestField *field = attest_schema_find_key (schema, value->keys->pdata[n]);

          if (field != NULL)
            take_value (item, field, value->values->pdata[n]);
        }
    }
}

/* The designs stand in a form whole, with or without their ids beside them. */
static gboolean
take_design_id (AttestRecord *record, guint field, const AttestJson *design)
{
  g_autofree char *id = attest_reply_dup_name (attest_reply_get_member (design, "id"));

  if (id != NULL)
    attest_record_set_text (record, field, id);
  return id != NULL;
}

/* A number where a text is expected is taken digit by digit; a list or an object there is no
 * answer. null is one: nothing stands there. */
static gboolean
take_value (AttestRecord *record, const AttestField *field, const AttestJson *value)
{
  const guint index = attest_schema_index (attest_record_get_schema (record), field);
  g_autofree char *text = NULL;

  if (attest_field_is_list (field))
    {
      if (value->kind == ATTEST_JSON_ARRAY)
        take_items (attest_record_get_list (record, index), value);
      return value->kind == ATTEST_JSON_ARRAY || value->kind == ATTEST_JSON_NULL;
    }
  if (value->values != NULL)
    return FALSE;
  text = attest_reply_dup_text (value);
  attest_record_set_text (record, index, text);
  return TRUE;
}

/* Returns: the field that was told; their number: none */
static guint
take_member (AttestRecord *form, const char *key, const AttestJson *value)
{
  static const struct
  {
    const char *key;
    guint field;
  } nested[] = {
    { "achievementCertificateDesign", ATTEST_FORM_CERTIFICATE_DESIGN },
    { "achievementBadgeDesign", ATTEST_FORM_BADGE_DESIGN },
  };
  const AttestField *field = attest_schema_find_key (&attest_form_schema, key);

  for (guint i = 0; i < G_N_ELEMENTS (nested); i++)
    if (g_str_equal (nested[i].key, key) && take_design_id (form, nested[i].field, value))
      return nested[i].field;
  return field != NULL && take_value (form, field, value)
             ? attest_schema_index (&attest_form_schema, field)
             : ATTEST_FORM_N_FIELDS;
}

static void
take_form (const AttestJson *form, GPtrArray *stored)
{
  g_autofree char *id = attest_reply_dup_name (attest_reply_get_member (form, "id"));
  AttestStored *one = NULL;

  if (id == NULL)
    return;
  one = g_new0 (AttestStored, 1);
  one->id = g_steal_pointer (&id);
  one->created = get_time (form, "created_at");
  one->record = attest_record_new (&attest_form_schema);
  for (guint i = 0; i < form->keys->len; i++)
    {
      guint field = take_member (one->record, form->keys->pdata[i], form->values->pdata[i]);

      if (field < ATTEST_FORM_N_FIELDS)
        one->told |= G_GUINT64_CONSTANT (1) << field;
    }
  g_ptr_array_add (stored, one);
}

static guint
get_n_pages (const AttestJson *root)
{
  const AttestJson *n = attest_reply_get_member (root, "totalPages");

  if (n == NULL || n->kind != ATTEST_JSON_NUMBER)
    return 0;
  return (guint) CLAMP (g_ascii_strtoll (n->text, NULL, 10), 0, MAX_PAGES);
}

typedef void (*TakeEntry) (const AttestJson *entry, GPtrArray *entries);

static gboolean
read_page (GBytes *body, const char *key, TakeEntry take, GPtrArray *entries, guint *n_pages)
{
  g_autoptr (AttestJson) root = attest_reply_parse (NULL, body, MAX_PAGE);
  const AttestJson *rows = attest_reply_get_member (root, key);

  if (rows == NULL || rows->kind != ATTEST_JSON_ARRAY)
    return FALSE;
  for (guint i = 0; i < rows->values->len; i++)
    take (g_ptr_array_index (rows->values, i), entries);
  *n_pages = get_n_pages (root);
  return TRUE;
}

/* Of the forms that kolleges lists. */
gboolean
attest_kolleges_read_list (GBytes *body, GPtrArray *stored, guint *n_pages)
{
  return read_page (body, "achievements", take_form, stored, n_pages)
         || read_page (body, "achievementForms", take_form, stored, n_pages);
}

/* The first picture that its layout is made of. Returns: (transfer full) (nullable) */
static char *
dup_picture (const AttestJson *design)
{
  const AttestJson *layout = attest_reply_get_member (design, "layout_json");

  if (layout == NULL || layout->kind != ATTEST_JSON_ARRAY)
    return NULL;
  for (guint i = 0; i < layout->values->len; i++)
    {
      const AttestJson *item = g_ptr_array_index (layout->values, i);
      g_autofree char *control = dup_text (item, "controlType");
      g_autofree char *address = dup_text (item, "src");

      if (address != NULL && (control == NULL || g_str_equal (control, "image")))
        return g_steal_pointer (&address);
    }
  return NULL;
}

static void
take_design (const AttestJson *design, GPtrArray *designs)
{
  g_autofree char *id = attest_reply_dup_name (attest_reply_get_member (design, "id"));
  g_autofree char *name = attest_reply_dup_name (attest_reply_get_member (design, "name"));
  g_autofree char *main_colour = dup_text (design, "main_color");
  g_autofree char *sub_colour = dup_text (design, "sub_color");
  g_autofree char *picture = dup_picture (design);
  const char *const colours[] = { main_colour, sub_colour };

  if (id != NULL)
    g_ptr_array_add (designs, attest_design_new (id, name != NULL ? name : "", colours, picture));
}

static gboolean
read_certificate_designs (GBytes *body, GPtrArray *designs, guint *n_pages)
{
  return read_page (body, "certificateDesigns", take_design, designs, n_pages);
}

static gboolean
read_badge_designs (GBytes *body, GPtrArray *designs, guint *n_pages)
{
  return read_page (body, "badgeDesigns", take_design, designs, n_pages);
}

const AttestDesignKind attest_kolleges_designs[] = {
  { .id = "certificate-designs",
    .title = N_ ("Certificate Designs"),
    .field = ATTEST_FORM_CERTIFICATE_DESIGN,
    .list = { .path = "/certificate-designs",
              .none = "CertificateDesignsNotFound",
              .read_page = read_certificate_designs,
              .free_entry = g_object_unref } },
  { .id = "badge-designs",
    .title = N_ ("Badge Designs"),
    .field = ATTEST_FORM_BADGE_DESIGN,
    .list = { .path = "/badge-designs",
              .none = "BadgeDesignsNotFound",
              .read_page = read_badge_designs,
              .free_entry = g_object_unref } },
  { .id = NULL },
};

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
