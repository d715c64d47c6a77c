/* AttestPlace: where something is sent to: a service, in an environment, at an address. What
 * belongs together by that (keys, rate limits, queues, what is accepted) is named, compared and
 * hashed here. */
#pragma once

#include "service/attest-service.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_PLACE (attest_place_get_type ())

/* A value: `{ service, environment, host }` on the stack borrows its host, for as long as a call
 * takes; what attest_place_new() and attest_place_copy() return owns it. */
typedef struct
{
  const AttestService *service; /* NULL: one that this version does not know */
  AttestEnvironment environment;
  const char *host; /* base URL, normalised; NULL: none is set */
} AttestPlace;

GType attest_place_get_type (void);
AttestPlace *
attest_place_new (const AttestService *service, AttestEnvironment environment, const char *host);
AttestPlace *attest_place_copy (const AttestPlace *self);
void attest_place_free (AttestPlace *self);
gboolean attest_place_equal (gconstpointer a, gconstpointer b);
guint attest_place_hash (gconstpointer place);
gboolean attest_place_is_loopback (const AttestPlace *self);
const char *attest_place_get_lasting_host (const AttestPlace *self);
char *attest_place_describe_host (const AttestPlace *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestPlace, attest_place_free)

G_END_DECLS
