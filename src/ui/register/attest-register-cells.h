/* What stands in a cell of the register: how it is made and filled. Main thread. */
#pragma once

#include "store/attest-draft.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  GtkWidget *(*make) (void);
  void (*fill) (GtkWidget *cell, AttestDraft *draft, AttestEnvironment environment);
  /* What the pointer shows; NULL, also as an answer: what is cut off. (transfer full) */
  char *(*explain) (AttestDraft *draft, AttestEnvironment environment);
} AttestRegisterCell;

extern const AttestRegisterCell attest_register_title_cell;
extern const AttestRegisterCell attest_register_entity_cell;
extern const AttestRegisterCell attest_register_standards_cell;
extern const AttestRegisterCell attest_register_expiry_cell;
extern const AttestRegisterCell attest_register_to_do_cell;
extern const AttestRegisterCell attest_register_published_cell;
/* Where there is less room: number and entity; all else; all of it. */
extern const AttestRegisterCell attest_register_names_cell;
extern const AttestRegisterCell attest_register_state_cell;
extern const AttestRegisterCell attest_register_whole_cell;

G_END_DECLS
