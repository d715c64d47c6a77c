/* Accreditation bodies in the records of a sheet: see the header. Thread: any. */
#include "attest-config.h"
#include "intake/attest-sheet-bodies.h"

#include "base/attest-str.h"
#include "check/attest-bodies.h"
#include "intake/attest-sheet-words.h"

#define NAME "accreditation_body_name"
#define ACRONYM "accreditation_body_acronym_name"

typedef struct
{
  AttestSheetGather *gather;
  const AttestField *name;
  const AttestField *acronym;
} Bodies;

typedef void (*Step) (const Bodies *self, AttestRecord *record);

/* UKAS in the column of the body: that is its acronym, and no name. */
static void
part (const Bodies *self, AttestRecord *record)
{
  g_autofree char *before = attest_sheet_dup_field (record, self->acronym);
  g_autofree char *text = attest_sheet_dup_field (record, self->name);
  const char *known = attest_bodies_find_by_acronym (text);

  if (known == NULL
      || (!attest_str_is_blank (before) && !attest_sheet_is_same_text (before, known)))
    return;
  attest_sheet_gather_say (self->gather, ACRONYM);
  attest_sheet_set_field (record, self->acronym, known);
  attest_sheet_set_field (record, self->name, "");
}

static void
offer (const Bodies *self, AttestRecord *record)
{
  g_autofree char *acronym = attest_sheet_dup_field (record, self->acronym);
  g_autofree char *before = attest_sheet_dup_field (record, self->name);
  const char *known = attest_bodies_find_name (acronym);
  const AttestSheetCell cell = { NAME, self->name, ATTEST_CELL_TEXT, acronym };
  g_autofree char *taken = NULL;

  if (!attest_str_is_blank (before) || known == NULL)
    return;
  taken = attest_sheet_values_offer (self->gather->import->values, &cell, known);
  if (taken == NULL)
    return;
  attest_sheet_gather_say (self->gather, NAME);
  attest_sheet_set_field (record, self->name, taken);
}

/* What Attest wrote is meant as it is, and what is asked already is not asked once more. */
static void
walk (AttestSheetGather *gather, Step step)
{
  const AttestSchema *schema = gather->import->schema;
  const Bodies self = { gather,
                        attest_sheet_place_find (schema, NAME).field,
                        attest_sheet_place_find (schema, ACRONYM).field };

  for (guint i = 0; self.name != NULL && self.acronym != NULL && i < gather->groups->len; i++)
    {
      AttestSheetGroup *group = g_ptr_array_index (gather->groups, i);

      if (group->result->own == NULL
          && (group->open == NULL || !g_hash_table_contains (group->open, self.name)))
        step (&self, group->result->record);
    }
}

/**
 * attest_sheet_bodies_part:
 * @self: with all records of the sheet, and nothing that a person said for all
 *
 * What stands as the name of an accreditation body and is an acronym goes to the acronym.
 */
void
attest_sheet_bodies_part (AttestSheetGather *self)
{
  walk (self, part);
}

/**
 * attest_sheet_bodies_offer:
 * @self: with what a person said for all
 *
 * Where a body has an acronym alone, the name that belongs to it is offered: the body can have
 * another one at the service.
 */
void
attest_sheet_bodies_offer (AttestSheetGather *self)
{
  walk (self, offer);
}
