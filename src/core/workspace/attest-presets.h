/* AttestPresets: what new records begin with. Details are who issues them, set once, in several
 * sets if need be, of which one is the default of its kind; templates are whole records under a
 * name.
 *
 * They are choices that belong to the data: every process knows them without asking, and hears of a
 * change within a second. Signal "changed". Main thread. */
#pragma once

#include "store/attest-store.h"
#include "workspace/attest-preset.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_PRESETS (attest_presets_get_type ())
G_DECLARE_FINAL_TYPE (AttestPresets, attest_presets, ATTEST, PRESETS, GObject)

AttestPresets *attest_presets_new (AttestStore *store);

GPtrArray *
attest_presets_list (AttestPresets *self, AttestPresetRole role, const AttestSchema *schema);
GPtrArray *attest_presets_get_details (AttestPresets *self); /* of AttestRecord; (transfer none) */
const AttestPreset *attest_presets_find (AttestPresets *self, const char *id);
const AttestPreset *attest_presets_find_default (AttestPresets *self, const AttestSchema *schema);
const AttestPreset *attest_presets_find_details_of (AttestPresets *self, AttestRecord *record);
AttestRecord *attest_presets_begin_record (AttestPresets *self, const AttestSchema *schema);

void attest_presets_keep_async (AttestPresets *self,
                                const AttestPreset *preset,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
char *attest_presets_keep_finish (AttestPresets *self, GAsyncResult *result, GError **error);
void attest_presets_set_default (AttestPresets *self, const char *id);
void attest_presets_remove (AttestPresets *self, const char *id);

/* What could become the first details: those of the record that was accepted first. */
AttestRecord *attest_presets_get_offer (AttestPresets *self); /* (transfer none) (nullable) */
void attest_presets_decline (AttestPresets *self);

/* Once the store is open. */
void attest_presets_load (AttestPresets *self);

G_END_DECLS
