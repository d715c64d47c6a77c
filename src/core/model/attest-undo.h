/* Undo and redo over a whole record, lists and applied fixes included. */
#pragma once

#include "model/attest-record.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_UNDO (attest_undo_get_type ())
G_DECLARE_FINAL_TYPE (AttestUndo, attest_undo, ATTEST, UNDO, GObject)

AttestUndo *attest_undo_new (AttestRecord *record);
gboolean attest_undo_get_can_undo (AttestUndo *self);
gboolean attest_undo_get_can_redo (AttestUndo *self);
void attest_undo_undo (AttestUndo *self);
void attest_undo_redo (AttestUndo *self);
void attest_undo_break (AttestUndo *self);
void attest_undo_begin_group (AttestUndo *self);
void attest_undo_end_group (AttestUndo *self);

G_END_DECLS
