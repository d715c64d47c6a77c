/* kolleges' certificate and badge designs, made up: as many as an organisation has after some
 * years, so that lists are longer than a page. 165 and 83 are in its documents' samples, and so is
 * 1 for both. Any thread. */
#include "practice-private.h"

#include <string.h>

#define CREATED "2025-03-04T01:00:00.000Z"

typedef struct
{
  gint64 id;
  const char *name;
  const char *template_type;
  const char *main_color;
  const char *sub_color;
} Design;

static const Design certificate_designs[] = {
  { 1, "기본 수료증 (Basic completion)", "basic", "#1c71d8", "#99c1f1" },
  { 12, "활동 증명서 (Activity)", "basic", "#26a269", "#8ff0a4" },
  { 48, "자격증 (Licence)", "license", "#613583", "#dc8add" },
  { 97, "상장 (Award)", "award", "#c64600", "#ffbe6f" },
  { 165, "오픈배지 수료증 (Open Badge certificate)", "basic", "#1a5fb4", "#f9f06b" },
  { 166, "학위 증명서 (Degree)", "degree", "#3d3846", "#c0bfbc" },
  { 203, "회원증 (Membership)", "card", "#0b7a75", "#e0f2f1" },
};

static const Design badge_designs[] = {
  { 1, "기본 뱃지 (Basic badge)", "badge", "#1c71d8", "#99c1f1" },
  { 20, "활동 뱃지 (Activity badge)", "badge", "#26a269", "#8ff0a4" },
  { 83, "오픈배지 (Open Badge)", "badge", "#1a5fb4", "#f9f06b" },
  { 84, "우수 뱃지 (Excellence badge)", "badge", "#c64600", "#ffbe6f" },
  { 131, "전문가 뱃지 (Expert badge)", "badge", "#613583", "#dc8add" },
};

static const struct
{
  const char *path;
  const char *list_key;
  const char *one_key;
  const Design *designs;
  guint n_designs;
  const char *error;
  const char *noun;
  const char *thing; /* what a course's is called */
  gboolean lists_layouts;
} kinds[] = {
  { "/certificate-designs",
    "certificateDesigns",
    "certificateDesign",
    certificate_designs,
    G_N_ELEMENTS (certificate_designs),
    "CertificateDesignNotFound",
    "템플릿을",
    "수료증",
    FALSE },
  { "/badge-designs",
    "badgeDesigns",
    "badgeDesign",
    badge_designs,
    G_N_ELEMENTS (badge_designs),
    "BadgeDesignNotFound",
    "뱃지를",
    "뱃지",
    TRUE },
};

/* Four terms a year since. */
#define FIRST_COURSE 301
#define N_COURSES 60
#define FIRST_YEAR 2012

/* Pictures are elsewhere than the service, and everybody may see them. */
#define PICTURES "/pictures"

/* A design as a certificate prints it. */
static JsonArray *
make_layout (guint kind, gint64 id, const PracticeCall *call)
{
  const char *host = soup_message_headers_get_one (call->headers, "Host");
  g_autofree char *address =
      g_strdup_printf ("http://%s/%s/open-api" PICTURES "%s/%" G_GINT64_FORMAT ".png",
                       host != NULL ? host : "localhost",
                       call->token,
                       kinds[kind].path,
                       id);
  JsonArray *layout = json_array_new ();
  JsonObject *item = json_object_new ();

  json_object_set_int_member (item, "id", 1);
  json_object_set_string_member (item, "controlType", "image");
  json_object_set_string_member (item, "designType", "image");
  json_object_set_string_member (item, "src", address);
  json_object_set_null_member (item, "background");
  json_object_set_int_member (item, "width", 400);
  json_object_set_int_member (item, "height", 300);
  json_object_set_int_member (item, "x", 0);
  json_object_set_int_member (item, "y", 0);
  json_object_set_int_member (item, "order", 1);
  json_array_add_object_element (layout, item);
  return layout;
}

static JsonObject *
make_design (const Design *design)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "id", design->id);
  json_object_set_string_member (object, "name", design->name);
  json_object_set_string_member (object, "main_color", design->main_color);
  json_object_set_string_member (object, "sub_color", design->sub_color);
  json_object_set_null_member (object, "extra_color_1");
  json_object_set_null_member (object, "extra_color_2");
  json_object_set_string_member (object, "template_type", design->template_type);
  json_object_set_string_member (object, "created_at", CREATED);
  json_object_set_string_member (object, "updated_at", CREATED);
  return object;
}

static JsonObject *
make_course (guint kind, guint n)
{
  g_autofree char *name =
      g_strdup_printf ("%u년 %u기 과정 %s", FIRST_YEAR + n / 4, n % 4 + 1, kinds[kind].thing);
  const Design design = {
    FIRST_COURSE + n, name, kinds[kind].designs[0].template_type, "#3584e4", "#ffffff"
  };

  return make_design (&design);
}

static JsonObject *
find_design (guint kind, gint64 id)
{
  for (guint i = 0; i < kinds[kind].n_designs; i++)
    if (kinds[kind].designs[i].id == id)
      return make_design (&kinds[kind].designs[i]);
  if (id >= FIRST_COURSE && id < FIRST_COURSE + N_COURSES)
    return make_course (kind, (guint) id - FIRST_COURSE);
  return NULL;
}

/* Returns: (transfer full) (nullable): the certificate design with @id */
JsonObject *
practice_designs_certificate (gint64 id)
{
  return find_design (0, id);
}

/* Returns: (transfer full) (nullable): the badge design with @id */
JsonObject *
practice_designs_badge (gint64 id)
{
  return find_design (1, id);
}

static PracticeReply *
list_designs (guint kind, const PracticeCall *call)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  PracticeReply *refusal;
  JsonObject *body;
  guint page, page_size;
  gint64 total_pages;

  if (!practice_paging_read (call, &page, &page_size, &refusal))
    return refusal;
  for (guint i = 0; i < kinds[kind].n_designs; i++)
    g_ptr_array_add (all, make_design (&kinds[kind].designs[i]));
  for (guint i = 0; i < N_COURSES; i++)
    g_ptr_array_add (all, make_course (kind, i));
  /* The list of certificate designs in the documents' sample has no layouts, that of badges has. */
  for (guint i = 0; kinds[kind].lists_layouts && i < all->len; i++)
    {
      JsonObject *design = g_ptr_array_index (all, i);

      json_object_set_array_member (
          design,
          "layout_json",
          make_layout (kind, json_object_get_int_member (design, "id"), call));
    }
  body = json_object_new ();
  json_object_set_int_member (body, "statusCode", 200);
  json_object_set_string_member (body, "message", "디자인 목록을 조회했습니다.");
  json_object_set_array_member (
      body, kinds[kind].list_key, practice_paging_cut (all, page, page_size, &total_pages));
  json_object_set_int_member (body, "totalPages", total_pages);
  return practice_reply_json (200, body);
}

static PracticeReply *
read_design (guint kind, const char *id, const PracticeCall *call)
{
  gint64 number = 0;
  JsonObject *design = NULL;
  JsonObject *club = NULL;
  JsonObject *body;

  if (g_ascii_string_to_signed (id, 10, 0, G_MAXINT64, &number, NULL))
    design = find_design (kind, number);
  if (design == NULL)
    {
      g_autofree char *message =
          g_strdup_printf ("ID가 %s인 %s 찾을 수 없습니다.", id, kinds[kind].noun);

      return practice_kolleges_error (404, kinds[kind].error, message);
    }
  club = json_object_new ();
  json_object_set_string_member (club, "domain", "practice");
  json_object_set_array_member (club, "customData", json_array_new ());
  json_object_set_object_member (design, "club", club);
  json_object_set_array_member (design, "layout_json", make_layout (kind, number, call));
  body = json_object_new ();
  json_object_set_int_member (body, "statusCode", 200);
  json_object_set_string_member (body, "message", "디자인을 조회했습니다.");
  json_object_set_object_member (body, kinds[kind].one_key, design);
  return practice_reply_json (200, body);
}

/* @rest: what stands behind the kind's path: "/83.png" */
static PracticeReply *
paint (guint kind, const char *rest)
{
  char *end = NULL;
  const gint64 id = *rest == '/' ? g_ascii_strtoll (rest + 1, &end, 10) : 0;
  g_autoptr (JsonObject) design =
      end != NULL && strcmp (end, ".png") == 0 ? find_design (kind, id) : NULL;
  PracticeReply *reply = NULL;

  if (design == NULL)
    return practice_reply_new (404, "text/plain", g_strdup ("No such picture\n"));
  reply = practice_reply_new (200, "image/png", NULL);
  reply->body = practice_png_paint (
      (const char *const[]){ json_object_get_string_member (design, "main_color"),
                             json_object_get_string_member (design, "sub_color") },
      &reply->n_body);
  return reply;
}

/**
 * practice_designs_paint:
 * @call: a request
 *
 * Returns: (transfer full) (nullable): the picture it asks for, with a key or without; %NULL when
 *   @call asks for something else
 */
PracticeReply *
practice_designs_paint (const PracticeCall *call)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strconcat (PICTURES, kinds[i].path, NULL);

      if (strcmp (call->method, "GET") == 0 && g_str_has_prefix (call->path, path))
        return paint (i, call->path + strlen (path));
    }
  return NULL;
}

/**
 * practice_designs_answer:
 * @call: a request by GET
 *
 * Returns: (transfer full) (nullable): the answer, %NULL when @call asks for something else
 */
PracticeReply *
practice_designs_answer (const PracticeCall *call)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const char *rest;

      if (!g_str_has_prefix (call->path, kinds[i].path))
        continue;
      rest = call->path + strlen (kinds[i].path);
      if (*rest == '\0')
        return list_designs (i, call);
      if (*rest == '/' && rest[1] != '\0')
        return read_design (i, rest + 1, call);
    }
  return NULL;
}
