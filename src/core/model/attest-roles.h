/* What lists, searches and comparisons want to know of a record, whatever kind it is: its schema
 * says where that stands. */
#pragma once

#include "model/attest-record.h"

G_BEGIN_DECLS

typedef struct
{
  char *key;       /* what the service knows it by; "": nothing yet */
  char *standards; /* as typed, in order, with ", " between them */
  char *first;     /* days as 2029-03-19; "" while none can be read */
  char *begins;
  char *ends;
  char *search; /* all that it is found by, folded */
  gboolean confidential;
} AttestRoles;

void attest_roles_read (AttestRoles *self, AttestRecord *record);
void attest_roles_clear (AttestRoles *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AttestRoles, attest_roles_clear)

G_END_DECLS
