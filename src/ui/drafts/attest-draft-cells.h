/* What stands in a cell of the table of drafts: how it is made, filled, and how wide it has to be
 * for its words. Main thread. */
#pragma once

#include "store/attest-draft.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  GtkWidget *(*make) (void);
  void (*fill) (GtkWidget *cell, AttestDraft *draft);
  /* In pixels, for the longest it can say in this language and font; NULL: it is cut where there is
   * no room, for what stands there can be of any length. */
  int (*measure) (PangoLayout *layout, const AttestSchema *schema);
} AttestDraftCell;

extern const AttestDraftCell attest_draft_title_cell;
extern const AttestDraftCell attest_draft_entity_cell;
extern const AttestDraftCell attest_draft_status_cell;
extern const AttestDraftCell attest_draft_problems_cell;
extern const AttestDraftCell attest_draft_outcome_cell;
extern const AttestDraftCell attest_draft_changed_cell;
/* Where there is less room: number and entity; problems and outcome; all of that. */
extern const AttestDraftCell attest_draft_names_cell;
extern const AttestDraftCell attest_draft_state_cell;
extern const AttestDraftCell attest_draft_whole_cell;

G_END_DECLS
