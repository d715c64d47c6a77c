/* Between the workspace and the parts of the drafts being edited only. Main thread. */
#pragma once

#include "service/attest-refusal.h"
#include "workspace/attest-open-draft.h"

G_BEGIN_DECLS

typedef enum
{
  TIMER_IDLE,
  TIMER_CEILING,
  TIMER_RETRY,
} Timer;

struct _AttestOpenDraft
{
  GObject parent_instance;

  AttestWorkspace *workspace;
  AttestDraft *draft; /* (nullable): a new one has no row before its first edit */
  AttestDraft *other; /* (nullable): what this became a copy of */
  char *id;
  gint64 based_on; /* when the row was changed that @record was read from or written to; 0: none */
  AttestRecord *record;
  AttestUndo *undo;

  AttestRefusal *refusal;    /* (nullable): what the service said of it */
  AttestSubmission *refused; /* (nullable): when that was sent */
  guint n_refused;           /* fields that still hold what was refused */
  gboolean asking_refusal;   /* it is being read, */
  gboolean refusal_stale;    /* and has to be once more */

  AttestPeers *peers;    /* (nullable): what it is compared with, as far as it is known */
  char *compared;        /* (nullable): by which texts */
  gboolean asking_peers; /* they are being found, */
  gboolean peers_stale;  /* and have to be once more */

  GListStore *problems;
  gboolean tried;          /* sending was: what is missing is not quiet any more */
  guint check_source;      /* until the main loop comes round, further edits are only counted */
  gboolean problems_stale; /* there were some */
  gboolean following;      /* what changes the record now is in the database already */
  gboolean loading;        /* to follow another process */

  AttestSaveState save_state;
  char *save_error;
  gint64 saved_at;
  guint64 last_edit;
  guint64 saving_edit; /* being written; 0: none is */
  guint64 saved_edit;
  GQueue waiting; /* of owned GTask: their data is the edit that must be durable */
  guint delays[3];
  guint timers[3];
};

/* attest-open-draft-problems.c */
gboolean attest_open_draft_check (AttestOpenDraft *self);
void attest_open_draft_check_soon (AttestOpenDraft *self);
void attest_open_draft_load_refusal (AttestOpenDraft *self);
void attest_open_draft_load_peers (AttestOpenDraft *self);
void attest_open_drafts_compare_anew (GPtrArray *open_drafts, const char *id);
AttestPeers *attest_open_drafts_peek_peers (GPtrArray *open_drafts, const char *id);

/* attest-open-draft-saving.c; @open_drafts: of AttestOpenDraft, not owned. */
void attest_open_drafts_flush (GPtrArray *open_drafts, const char *id);
gboolean attest_open_draft_is_unsaved (AttestOpenDraft *self);
void attest_open_draft_note_edit (AttestOpenDraft *self);
void attest_open_draft_stop_saving (AttestOpenDraft *self);
void attest_open_draft_set_draft (AttestOpenDraft *self, AttestDraft *draft);

G_END_DECLS
