/* AttestPost: one request to a stranger's server, and everything that can be known about how it
 * ended. Exactly one, whatever happens. Main thread. */
#pragma once

#include "http/attest-request.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean may_have_left; /* bytes of the request may have reached the server */
  guint status;           /* 0: no reply */
  char *headers;          /* one "Name: value" a line */
  char *content_type;     /* (nullable) */
  char *retry_after;      /* (nullable): as it came */
  GBytes *body;           /* %NULL: no reply */
  gboolean is_cut;        /* more came than is kept, or less than was promised */
  char *error;            /* (nullable): what went wrong, translated */
  char *detail;           /* (nullable): the same in the libraries' words */
  char *proxy;            /* (nullable): it asks for a name and a password */
  SecretValue *login;     /* (nullable): those it was given */
} AttestResponse;

void attest_post_async (const AttestRequest *request,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
AttestResponse *attest_post_finish (GAsyncResult *result);
void attest_response_free (AttestResponse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestResponse, attest_response_free)

#define ATTEST_MAX_REPLY (8 * 1024 * 1024)

G_END_DECLS
