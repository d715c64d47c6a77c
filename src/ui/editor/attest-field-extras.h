/* What single fields have beyond their kind: completions, what goes with them, and how they show.
 * One const table, see the .c. */
#pragma once

#include "editor/attest-control.h"
#include "editor/attest-suggest-entry.h"

G_BEGIN_DECLS

typedef struct
{
  const AttestSchema *schema;
  guint field;
  AttestSuggestSource source;            /* where completions come from */
  guint list;                            /* for its suggest(): which of the reference lists */
  gboolean always_chosen;                /* a choice whose empty text means its first */
  gboolean is_bare;                      /* stands without its name: what is chosen says it all */
  char *(*offer) (AttestRecord *record); /* nullable: what an empty field most likely gets */
  const char *offer_label;               /* N_(): what that is; %s is it */
  /* For lists; nullable: what goes with an item that was added, and what else can be added. */
  void (*added) (AttestRecord *record);
  const char *more_label; /* N_() */
  void (*fill_more) (AttestRecord *record, AttestRecord *item);
  /* Whether the field can be entered just now; (nullable): always. */
  gboolean (*is_wanted) (AttestRecord *record);
} AttestFieldExtra;

const AttestFieldExtra *attest_field_extra_find (AttestRecord *record, const AttestField *field);

G_END_DECLS
