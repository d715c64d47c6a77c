/* AttestOwner: this process' name in claims, and whether another such name is alive. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _AttestOwner AttestOwner;

AttestOwner *attest_owner_new (const char *folder, GError **error);
const char *attest_owner_get_name (const AttestOwner *self);
gboolean attest_owner_is_alive (const char *name, gpointer self);
void attest_owner_free (AttestOwner *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestOwner, attest_owner_free)

G_END_DECLS
