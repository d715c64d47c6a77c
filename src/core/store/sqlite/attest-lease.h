/* AttestLease: this process' name in claims, and whether another such name is alive. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _AttestLease AttestLease;

AttestLease *attest_lease_new (const char *folder, GError **error);
const char *attest_lease_get_name (const AttestLease *self);
gboolean attest_lease_is_alive (const AttestLease *self, const char *name);
void attest_lease_free (AttestLease *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestLease, attest_lease_free)

G_END_DECLS
