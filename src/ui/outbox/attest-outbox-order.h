/* Other places in the order of sending, for one queued submission or several at once. */
#pragma once

#include "outbox/attest-outbox.h"

G_BEGIN_DECLS

typedef enum
{
  ATTEST_ORDER_FIRST,
  ATTEST_ORDER_EARLIER, /* one place */
  ATTEST_ORDER_LATER,   /* one place */
  ATTEST_ORDER_LAST,
} AttestOrder;

/* Both return whether anything moves; @outbox follows when that is written down. */
gboolean attest_outbox_reorder (AttestOutbox *outbox, GPtrArray *moved, AttestOrder order);
gboolean attest_outbox_drop (AttestOutbox *outbox,
                             const char *moved_id,
                             const char *target_id,
                             gboolean below);

/* The first that is queued; NULL: none is. */
AttestSubmission *attest_outbox_dup_next (AttestOutbox *outbox);

G_END_DECLS
