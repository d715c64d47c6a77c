/* AttestPreset: what a new record can begin with, under a name: details (who issues it) or a
 * template (a whole record). A plain value, and the text it is kept as. */
#pragma once

#include "model/attest-record.h"
#include "service/attest-service.h"

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
char *attest_preset_make_id (AttestPresetRole role, const AttestSchema *schema);
AttestPreset *attest_preset_read (const char *id, const char *text);
char *attest_preset_write (const AttestPreset *self);

/* What records have of it. */
char *attest_preset_dup_name (AttestRecord *record);
char *attest_preset_dup_issuer (AttestRecord *record);
void attest_preset_fill (const AttestPreset *self, AttestRecord *record);
AttestRecord *attest_preset_begin_record (const AttestPreset *self);

G_END_DECLS
