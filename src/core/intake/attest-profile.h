/* AttestProfile: what was decided about a sheet, under a name, for the next one of its kind. */
#pragma once

#include "intake/attest-decisions.h"
#include "sheet/attest-workbook.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  GPtrArray *heads; /* of texts: its columns, folded: by which a sheet is recognised */
  AttestDecisions *decisions;
  gboolean is_shipped; /* comes with the program */
} AttestProfile;

AttestProfile *
attest_profile_new (const char *name, const AttestDecisions *decisions, GPtrArray *heads);
AttestProfile *attest_profile_copy (const AttestProfile *self);
void attest_profile_free (AttestProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestProfile, attest_profile_free)

char *attest_profile_write (const AttestProfile *self);
AttestProfile *attest_profile_read (const char *json, GError **error);
GPtrArray *attest_profiles_load_shipped (void);

/* Where a profile fits. */
typedef struct
{
  const AttestProfile *profile; /* NULL: none does */
  guint grid;
  guint row; /* of the head, from 0 */
} AttestProfileMatch;

AttestProfileMatch attest_profiles_recognise (GPtrArray *profiles, AttestWorkbook *workbook);
void attest_profile_apply (const AttestProfileMatch *match,
                           AttestWorkbook *workbook,
                           AttestDecisions *decisions);

G_END_DECLS
