/* What the answers of kolleges have in common: how something is refused, and how long lists come by
 * the page. Used with the lock of the AttestPractice held. */
#include "practice-private.h"

#define DEFAULT_PAGE_SIZE 15

/* Returns: (transfer full): a refusal in the envelope of NestJS, with the page's name for it */
PracticeReply *
practice_kolleges_error (guint status, const char *error, const char *message)
{
  JsonObject *body = json_object_new ();

  json_object_set_int_member (body, "statusCode", status);
  json_object_set_string_member (body, "message", message);
  json_object_set_string_member (body, "error", error);
  return practice_reply_json (status, body);
}

static guint
read_number (const PracticeCall *call, const char *name, guint otherwise, GPtrArray *messages)
{
  const char *text = call->query != NULL ? g_hash_table_lookup (call->query, name) : NULL;
  guint64 number;

  if (text == NULL)
    return otherwise;
  if (!g_ascii_string_to_unsigned (text, 10, 1, 1000000, &number, NULL))
    {
      g_ptr_array_add (messages, g_strdup_printf ("%s must not be less than 1", name));
      g_ptr_array_add (messages, g_strdup_printf ("%s must be a positive number", name));
      return otherwise;
    }
  return (guint) number;
}

/**
 * practice_paging_read:
 * @call: a request for a list
 * @page: (out): the page asked for, from 1
 * @page_size: (out): how many rows a page has
 * @refusal: (out) (transfer full): the answer to numbers that make no page
 *
 * Returns: whether there is a page to show
 */
gboolean
practice_paging_read (const PracticeCall *call,
                      guint *page,
                      guint *page_size,
                      PracticeReply **refusal)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;

  *page = read_number (call, "page", 1, messages);
  *page_size = read_number (call, "pageSize", DEFAULT_PAGE_SIZE, messages);
  if (messages->len == 0)
    return TRUE;
  g_ptr_array_add (messages, NULL);
  joined = g_strjoinv (", ", (char **) messages->pdata);
  *refusal = practice_kolleges_error (400, "BadRequest", joined);
  return FALSE;
}

/**
 * practice_paging_cut:
 * @objects: all rows, in the order of the list
 * @page: the page, from 1
 * @page_size: rows a page has
 * @total_pages: (out): how many pages there are
 *
 * Returns: (transfer full): the rows of @page, none behind the end
 */
JsonArray *
practice_paging_cut (GPtrArray *objects, guint page, guint page_size, gint64 *total_pages)
{
  JsonArray *rows = json_array_new ();
  guint64 first = (guint64) (page - 1) * page_size;

  for (guint64 i = first; i < MIN (first + page_size, objects->len); i++)
    json_array_add_object_element (rows, json_object_ref (g_ptr_array_index (objects, i)));
  *total_pages = (objects->len + (gint64) page_size - 1) / page_size;
  return rows;
}
