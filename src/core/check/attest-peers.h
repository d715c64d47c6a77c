/* AttestPeers: what the other drafts and the accepted uploads say, for the checks that compare
 * (same certificate number twice; same entity id with different names, and the reverse). */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_PEERS (attest_peers_get_type ())
G_DECLARE_FINAL_TYPE (AttestPeers, attest_peers, ATTEST, PEERS, GObject)

AttestPeers *attest_peers_new (void);

/* @owner is a draft's id, or a name of its own for what was accepted; setting it again replaces
 * what was known of it. Texts may be "" or NULL. @was_accepted: an upload, not a draft.
 *
 * What was accepted from a draft is set under the draft's id, a slash, and anything
 * ("DRAFT/accepted"): it is never held against the draft it came from. */
gboolean attest_peers_set (AttestPeers *self,
                           const char *owner,
                           gboolean was_accepted,
                           const char *number,
                           const char *entity_name,
                           const char *entity_unique_id);
void attest_peers_remove (AttestPeers *self, const char *owner);

/* Before @owner is set to something else, or removed: whose answers below may be others then. */
void attest_peers_add_affected (AttestPeers *self,
                                const char *owner,
                                const char *number,
                                const char *entity_name,
                                const char *entity_unique_id,
                                GHashTable *owners);

/* Of another draft than @owner; %NULL: none. The first gives the other's owner, the next the other
 * name or id. All in constant time. */
const char *
attest_peers_find_same_number (AttestPeers *self, const char *owner, const char *number);
const char *attest_peers_find_other_name (AttestPeers *self,
                                          const char *owner,
                                          const char *unique_id,
                                          const char *name);
const char *attest_peers_find_other_id (AttestPeers *self,
                                        const char *owner,
                                        const char *name,
                                        const char *unique_id);
const char *
attest_peers_find_other_spelling (AttestPeers *self, const char *owner, const char *unique_id);
gboolean attest_peers_accepted_pair (AttestPeers *self, const char *unique_id, const char *name);
gboolean attest_peers_get_was_accepted (AttestPeers *self, const char *owner);
const char *attest_peers_get_number (AttestPeers *self, const char *owner);

G_END_DECLS
