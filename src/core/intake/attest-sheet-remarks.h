/* What a person is told of a row of a sheet beyond what the record got of it: problems of the
 * record. In each call the row is the one that is read. Thread: as AttestSheetGather. */
#pragma once

#include "intake/attest-sheet-gather.h"
#include "intake/attest-sheet-items.h"

G_BEGIN_DECLS

void attest_sheet_group_report (AttestSheetGroup *self,
                                AttestSeverity severity,
                                const char *path,
                                const char *rule,
                                const char *message);

void attest_sheet_remark_difference (AttestSheetGather *self,
                                     AttestSheetGroup *group,
                                     const AttestField *field,
                                     const char *first,
                                     const char *other);
void attest_sheet_remark_cell (AttestSheetGather *self,
                               AttestSheetGroup *group,
                               const AttestSheetCell *cell);
void attest_sheet_remark_two_numbers (AttestSheetGather *self,
                                      AttestSheetGroup *group,
                                      const AttestSheetCell *cell);
void attest_sheet_remark_mark (AttestSheetGather *self,
                               AttestSheetGroup *group,
                               const AttestSheetColumn *column,
                               const char *text);
void attest_sheet_remark_issue (AttestSheetGather *self, AttestSheetGroup *group, guint older);
void attest_sheet_remark_count (AttestSheetGather *self,
                                AttestSheetGroup *group,
                                const AttestSheetColumn *column,
                                const char *text);
void attest_sheet_remark_items (AttestSheetGather *self,
                                AttestSheetGroup *group,
                                AttestSheetItems *items);
void attest_sheet_remark_addresses (AttestSheetGather *self,
                                    AttestSheetGroup *group,
                                    const AttestSheetCell *cell);

/* @columns: (element-type AttestSheetColumn): of the row */
void attest_sheet_remark_struck (AttestSheetGather *self,
                                 AttestSheetGroup *group,
                                 const GPtrArray *columns);
void attest_sheet_remark_rivals (AttestSheetGather *self,
                                 AttestSheetGroup *group,
                                 const GPtrArray *columns);
void attest_sheet_remark_named_end (AttestSheetGather *self,
                                    AttestSheetGroup *group,
                                    const AttestSheetCell *cell);
void attest_sheet_remark_note_end (AttestSheetGather *self,
                                   AttestSheetGroup *group,
                                   const GPtrArray *columns);
void
attest_sheet_remark_end (AttestSheetGather *self, AttestSheetGroup *group, const char *lasting);

G_END_DECLS
