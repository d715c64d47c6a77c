/* AttestReply: what a service's reply means. Replies are untrusted: they may be anything. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* How an attempt to send ended. */
typedef enum
{
  ATTEST_OUTCOME_NONE, /* it has not ended */
  ATTEST_OUTCOME_ACCEPTED,
  ATTEST_OUTCOME_REFUSED,
  ATTEST_OUTCOME_NOT_SENT,
  ATTEST_OUTCOME_UNKNOWN,
  ATTEST_OUTCOME_DEFERRED, /* not taken now, to be sent again later */
} AttestOutcome;

typedef struct
{
  char *path; /* as in AttestProblem; "" where the server named no field we know */
  char *text; /* in the server's words */
} AttestFieldText;

/* A record of several that the reply says something else of. */
typedef struct
{
  guint place; /* from 0 on */
  struct _AttestReply *reply;
} AttestNamedMember;

#define ATTEST_TYPE_REPLY (attest_reply_get_type ())
G_DECLARE_FINAL_TYPE (AttestReply, attest_reply, ATTEST, REPLY, GObject)

AttestReply *attest_reply_new (AttestOutcome outcome);
AttestOutcome attest_reply_get_outcome (AttestReply *self);
const char *attest_reply_get_remote_id (AttestReply *self); /* (nullable) */
const char *attest_reply_get_message (AttestReply *self);   /* (nullable): the server's own words */
const char *
attest_reply_get_code (AttestReply *self); /* (nullable): the server's error code or name */
const char *
attest_reply_get_explanation (AttestReply *self);        /* (nullable): what it means, translated */
const char *attest_reply_get_reason (AttestReply *self); /* (nullable): the one or the other */
char *attest_reply_dup_quote (AttestReply *self, const char *who, guint characters, guint lines);
gboolean attest_reply_is_about_key (AttestReply *self);      /* and not about what was sent */
GPtrArray *attest_reply_get_field_texts (AttestReply *self); /* of AttestFieldText */

GPtrArray *attest_reply_get_named (AttestReply *self); /* of AttestNamedMember */

void attest_reply_set_outcome (AttestReply *self, AttestOutcome outcome);
void attest_reply_set_remote_id (AttestReply *self, const char *remote_id);
void attest_reply_set_message (AttestReply *self, const char *message);
void attest_reply_set_code (AttestReply *self, const char *code);
void attest_reply_set_explanation (AttestReply *self, const char *explanation);
void attest_reply_set_about_key (AttestReply *self, gboolean about_key);
void attest_reply_add_field_text (AttestReply *self, const char *path, const char *text);
void attest_reply_add_named (AttestReply *self, guint place, AttestReply *reply);

G_END_DECLS
