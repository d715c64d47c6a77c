/* AttestPresets: what new records begin with. Details are who issues them, set once, in several
 * sets if need be, of which one is the default of its kind; templates are whole records under a
 * name.
 *
 * They are choices that belong to the data: every process knows them without asking, and hears of a
 * change within a second. Signal "changed". Main thread. */
#pragma once

#include "store/attest-store.h"

G_BEGIN_DECLS

typedef enum
{
  ATTEST_PRESET_DETAILS,
  ATTEST_PRESET_TEMPLATE,
} AttestPresetRole;

typedef struct
{
  char *id; /* (nullable): it was never kept */
  AttestPresetRole role;
  char *name;
  AttestRecord *record;
  gboolean is_default;                       /* of details */
  gboolean is_proved[ATTEST_N_ENVIRONMENTS]; /* something with these details was accepted there */
} AttestPreset;

AttestPreset *attest_preset_new (AttestPresetRole role, const char *name, AttestRecord *record);
void attest_preset_free (AttestPreset *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestPreset, attest_preset_free)
char *attest_preset_dup_name (AttestRecord *record);
void attest_preset_fill (const AttestPreset *self, AttestRecord *record);

#define ATTEST_TYPE_PRESETS (attest_presets_get_type ())
G_DECLARE_FINAL_TYPE (AttestPresets, attest_presets, ATTEST, PRESETS, GObject)

AttestPresets *attest_presets_new (AttestStore *store);

GPtrArray *
attest_presets_list (AttestPresets *self, AttestPresetRole role, const AttestSchema *schema);
GPtrArray *attest_presets_get_details (AttestPresets *self); /* of AttestRecord; (transfer none) */
const AttestPreset *attest_presets_find (AttestPresets *self, const char *id);
const AttestPreset *attest_presets_find_default (AttestPresets *self, const AttestSchema *schema);
const AttestPreset *attest_presets_find_details_of (AttestPresets *self, AttestRecord *record);
AttestRecord *attest_preset_begin_record (const AttestPreset *self);
AttestRecord *attest_presets_begin_record (AttestPresets *self, const AttestSchema *schema);

char *attest_presets_make_id (AttestPresetRole role, const AttestSchema *schema);
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
