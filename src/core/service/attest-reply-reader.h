/* What reading a reply has in common for all services: JSON from a stranger, outcomes by HTTP
 * status, field names turned into paths. */
#pragma once

#include "codec/attest-json.h"
#include "service/attest-service.h"

G_BEGIN_DECLS

/* What a service found in a body. */
typedef enum
{
  ATTEST_BODY_FOREIGN, /* nothing the service's documents describe */
  ATTEST_BODY_SUCCESS,
  ATTEST_BODY_ERROR,
} AttestBodyKind;

#define ATTEST_REPLY_MAX (1024 * 1024) /* bytes, to one record; the longest documented has 300 */

AttestJson *attest_reply_parse (const char *content_type, GBytes *body, gsize max_length);
void attest_reply_finish (AttestReply *self,
                          const AttestService *service,
                          guint status,
                          AttestBodyKind kind,
                          const char *content_type,
                          GBytes *body);
const char *attest_reply_explain_loss (const char *content_type, GBytes *body);
void attest_reply_take_failure (AttestReply *self, const char *why);

const AttestJson *attest_reply_get_member (const AttestJson *json, const char *name);
char *attest_reply_dup_text (const AttestJson *json);
char *attest_reply_dup_name (const AttestJson *json);
void attest_reply_append_message (AttestReply *self, const char *text);
char *attest_reply_find_path (const AttestSchema *schema, const char *key);
void attest_reply_add_named_text (AttestReply *self,
                                  const AttestSchema *schema,
                                  const char *key,
                                  const char *text);

G_END_DECLS
