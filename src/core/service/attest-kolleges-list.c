/* kolleges: its lists: of forms, read to find one again that was sent, and of designs, which a form
 * names by their ids.
 *
 * The service's page for reading forms: {"statusCode":200,"message":"…","achievements":[{"id":…,
 * "name":…,"type":…,"prefix":…,"created_at":…},…],"totalPages":n}. The key is `achievements`
 * although they are forms. No order is documented. Its pages for
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

static void
take_text (AttestRecord *record, guint field, const AttestJson *form)
{
  g_autofree char *text = dup_text (form, attest_form_schema.fields[field].key);

  attest_record_set_text (record, field, text);
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
  take_text (one->record, ATTEST_FORM_NAME, form);
  take_text (one->record, ATTEST_FORM_TYPE, form);
  take_text (one->record, ATTEST_FORM_PREFIX, form);
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

static void
take_design (const AttestJson *design, GPtrArray *designs)
{
  g_autofree char *id = attest_reply_dup_name (attest_reply_get_member (design, "id"));
  g_autofree char *name = attest_reply_dup_name (attest_reply_get_member (design, "name"));
  g_autofree char *main_colour = dup_text (design, "main_color");
  g_autofree char *sub_colour = dup_text (design, "sub_color");
  const char *const colours[] = { main_colour, sub_colour };

  if (id != NULL)
    g_ptr_array_add (designs, attest_design_new (id, name != NULL ? name : "", colours));
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
