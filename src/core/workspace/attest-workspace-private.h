/* Between the parts of the workspace only. Main thread. */
#pragma once

#include "store/attest-store-search.h"
#include "workspace/attest-workspace.h"

G_BEGIN_DECLS

struct _AttestWorkspace
{
  GObject parent_instance;

  char *folder;
  AttestStore *store;
  AttestKeyring *keyring;
  AttestOutbox *outbox;
  GHashTable *peers; /* schema → AttestPeers, of the kinds that are compared */
  char *error;       /* (nullable): why nothing can be written just now */
  gboolean is_open;
  GHashTable *registers;   /* schema → AttestRegister */
  GPtrArray *open_drafts;  /* of AttestOpenDraft, not owned: each takes itself out */
  GPtrArray *new_accepted; /* of AttestAccepted: still to be told to the peers */
  guint peers_source;

  GHashTable *practice_urls; /* service id → base URL */
};

/* attest-workspace-drafts.c */
void attest_workspace_take_drafts (AttestWorkspace *self, GPtrArray *rows, GPtrArray *gone);

/* attest-workspace-peers.c */
void attest_workspace_tell_peers (AttestWorkspace *self, const AttestDraftRow *row);
void attest_workspace_forget_peer (AttestWorkspace *self, const char *id);
void attest_workspace_load_peers (AttestWorkspace *self);
void attest_workspace_take_accepted (AttestWorkspace *self, AttestSubmission *submission);
void attest_workspace_fill_accepted (AttestWorkspace *self, GPtrArray *accepted);

/* attest-workspace.c */
void attest_workspace_emit_hosts_changed (AttestWorkspace *self);

/* attest-draft-summary.c */
AttestDraftRow *attest_draft_summarize (const char *id, AttestRecord *record, AttestPeers *peers);

G_END_DECLS
