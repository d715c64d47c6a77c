/* AttestImportMemory: what is known of sheets before one is read: profiles, what texts were said to
 * mean, and what the user's details say. Main thread. */
#pragma once

#include "intake/attest-profile.h"
#include "intake/attest-sheet-table.h"
#include "workspace/attest-presets.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *profiles;       /* of AttestProfile: those that come with the program come first */
  AttestDecisions *meanings; /* whatever the sheet */
} AttestImportMemory;

AttestImportMemory *attest_import_memory_new (void);
void attest_import_memory_free (AttestImportMemory *self);

void
attest_import_memory_take_kept (AttestImportMemory *self, GPtrArray *profiles, GPtrArray *maps);
void attest_import_memory_take_profile (AttestImportMemory *self, AttestProfile *profile);
void attest_import_memory_take_details (AttestImportMemory *self, AttestPresets *presets);
const AttestProfile *
attest_import_memory_find_profile (const AttestImportMemory *self, const char *name);
AttestProfile *attest_import_memory_make_profile (const AttestImportMemory *self,
                                                  const AttestSheetTable *table,
                                                  const AttestDecisions *decisions,
                                                  gboolean is_named);
GPtrArray *attest_import_memory_copy_profiles (const AttestImportMemory *self);

/* What is kept for sheets to come. */
GPtrArray *attest_import_memory_write_profile (const AttestProfile *profile);
GPtrArray *attest_import_memory_write_meanings (const AttestDecisions *decisions,
                                                const AttestSchema *schema,
                                                const char *origin);

G_END_DECLS
