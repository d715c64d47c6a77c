/* AttestImportDecider: what was decided about an import, in the steps a person made, to undo and to
 * do again. What changes thousands of decisions takes several turns of the main loop, and nobody
 * else decides meanwhile. It knows neither file nor records: its owner shows what follows. Main
 * thread. */
#pragma once

#include "intake/attest-decisions.h"

G_BEGIN_DECLS

typedef struct _AttestImportDecider AttestImportDecider;

/* What it tells its owner, which it keeps alive while a large step is under way. */
typedef struct
{
  void (*set_busy) (gpointer owner, gboolean busy);
  /* One decision is another. @is_large: there are so many in this step that reading the file anew
   * is quicker than showing each. Returns: whether it has to be read anew. */
  gboolean (*change) (gpointer owner,
                      AttestImportDecision decision,
                      const char *key,
                      gboolean is_large);
  void (*settle) (gpointer owner, gboolean is_due); /* a step is over; @is_due: read it anew */
} AttestImportDeciderFuncs;

/* Texts in many fields of records. */
typedef struct
{
  guint n;
  gpointer data;
  char *(*make_key) (gpointer data, guint i); /* as attest_decisions_make_key() does */
  const char *(*get_text) (gpointer data, guint i);
  GDestroyNotify free_data;
} AttestManyEdits;

AttestImportDecider *
attest_import_decider_new (const AttestImportDeciderFuncs *funcs, GObject *owner);
void attest_import_decider_free (AttestImportDecider *self);

AttestDecisions *attest_import_decider_get_decisions (const AttestImportDecider *self);
void attest_import_decider_take_decisions (AttestImportDecider *self, AttestDecisions *decisions);
void attest_import_decider_hold (AttestImportDecider *self, gboolean hold);

void attest_import_decider_begin_step (AttestImportDecider *self);
void attest_import_decider_end_step (AttestImportDecider *self);
void attest_import_decider_decide (AttestImportDecider *self,
                                   AttestImportDecision decision,
                                   const char *key,
                                   const char *value);
void attest_import_decider_edit_all (AttestImportDecider *self, const AttestManyEdits *edits);
void attest_import_decider_replace (AttestImportDecider *self,
                                    const char *profile,
                                    const AttestDecisions *by);

gboolean attest_import_decider_can_undo (const AttestImportDecider *self);
gboolean attest_import_decider_can_redo (const AttestImportDecider *self);
void attest_import_decider_undo (AttestImportDecider *self);
void attest_import_decider_redo (AttestImportDecider *self);

G_END_DECLS
