/* What goes back: a status and a body. Any thread. */
#include "practice-private.h"

/**
 * practice_reply_new:
 * @status: the HTTP status
 * @content_type: (nullable): a constant
 * @body: (transfer full) (nullable): the body
 *
 * Returns: (transfer full): the reply
 */
PracticeReply *
practice_reply_new (guint status, const char *content_type, char *body)
{
  PracticeReply *reply = g_new0 (PracticeReply, 1);

  reply->status = status;
  reply->content_type = content_type;
  reply->body = body;
  return reply;
}

/* @object: (transfer full) */
PracticeReply *
practice_reply_json (guint status, JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  json_object_unref (object);
  return practice_reply_new (
      status, "application/json; charset=utf-8", json_to_string (node, FALSE));
}

/* What a captive portal or a proxy puts in place of the answer. */
PracticeReply *
practice_reply_nonsense (guint status)
{
  return practice_reply_new (status,
                             "text/html; charset=utf-8",
                             g_strdup ("<!DOCTYPE html>\n<html><head><title>Welcome</title></head>"
                                       "<body><h1>Please sign in</h1></body></html>\n"));
}

void
practice_reply_free (PracticeReply *reply)
{
  g_free (reply->body);
  g_free (reply);
}
