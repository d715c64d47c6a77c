/* AttestRefusal: what a service said of a record it refused, and how much of it still stands: each
 * text until what it speaks of is another than was refused. Thread: that of its record. */
#pragma once

#include "check/attest-problem.h"
#include "model/attest-record.h"
#include "service/attest-reply.h"

G_BEGIN_DECLS

typedef struct _AttestRefusal AttestRefusal;

AttestRefusal *attest_refusal_new (AttestReply *reply,
                                   const char *message,
                                   const char *body,
                                   AttestRecord *record);
void attest_refusal_free (AttestRefusal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestRefusal, attest_refusal_free)

guint attest_refusal_add_problems (AttestRefusal *self, GPtrArray *problems);

G_END_DECLS
