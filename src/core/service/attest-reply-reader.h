/* What reading a reply has in common for all services: JSON from a stranger, outcomes by HTTP
 * status, field names turned into paths. */
#pragma once

#include <json-glib/json-glib.h>

#include "service/attest-service.h"

G_BEGIN_DECLS

/* What a service found in a body. */
typedef enum
{
  ATTEST_BODY_FOREIGN, /* nothing the service's documents describe */
  ATTEST_BODY_SUCCESS,
  ATTEST_BODY_ERROR,
} AttestBodyKind;

JsonNode *attest_reply_parse_body (GBytes *body);
JsonNode *attest_reply_parse_long_body (GBytes *body, gsize max_length);
void attest_reply_finish (AttestReply *self, guint status, AttestBodyKind kind, GBytes *body);

char *attest_reply_dup_text (JsonNode *node);
char *attest_reply_dup_name (JsonNode *node);
void attest_reply_append_message (AttestReply *self, const char *text);
char *attest_reply_find_path (const AttestSchema *schema, const char *key);
void attest_reply_add_named_text (AttestReply *self,
                                  const AttestSchema *schema,
                                  const char *key,
                                  const char *text);

G_END_DECLS
