/* Between the parts of the workspace only. Main thread. */
#pragma once

#include "store/attest-store-search.h"
#include "workspace/attest-meanings.h"
#include "workspace/attest-workspace.h"

G_BEGIN_DECLS

struct _AttestWorkspace
{
  GObject parent_instance;

  char *folder;
  AttestStore *store;
  AttestKeyring *keyring;
  AttestOutbox *outbox;
  AttestPresets *presets;
  AttestMeanings *meanings;
  char *error; /* (nullable): why nothing can be written just now */
  gboolean may_pass;
  char *unwritten; /* (nullable): what came back and cannot be written down either */
  char *notice;    /* (nullable): what else than the store's is to be told */
  gboolean is_open;
  GPtrArray *open_drafts; /* of AttestOpenDraft, not owned: each takes itself out */

  GHashTable *practice_urls; /* service id → base URL */
  GHashTable *listed;        /* place and kind → GPtrArray of AttestDesign, as read in this run */
};

/* attest-workspace-drafts.c */
void attest_workspace_take_drafts (AttestWorkspace *self, GPtrArray *rows, GPtrArray *gone);

/* attest-workspace.c */
void attest_workspace_emit_hosts_changed (AttestWorkspace *self);

/* attest-workspace-peers.c */
void attest_workspace_add_asked (GPtrArray *rows, const char *owner, AttestRecord *record);
void attest_workspace_init_check (AttestWorkspace *self,
                                  AttestCheckContext *context,
                                  const char *owner,
                                  AttestPeers *peers);

/* attest-workspace-designs.c */
typedef struct
{
  AttestPlace place;
  AttestRecord *record; /* of the service there */
  GPtrArray *problems;  /* of AttestProblem: gets a remark for each design that is named and that
                           the list of today does not have, and for a name that is taken */
} AttestDesignCheck;

void attest_workspace_check_designs_async (AttestWorkspace *self,
                                           const AttestDesignCheck *what,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean
attest_workspace_check_designs_finish (AttestWorkspace *self, GAsyncResult *result, GError **error);

/* attest-draft-summary.c */
AttestDraftRow *
attest_draft_summarize (const char *id, AttestRecord *record, const AttestCheckContext *context);

G_END_DECLS
