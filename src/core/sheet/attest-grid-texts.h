/* AttestGridTexts: the distinct texts of a sheet, each kept once with its kind and a number, which
 * counts from 1 in the order of their coming. One thread fills it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A text on its way in. */
typedef struct
{
  char kind; /* '0' and an AttestCellKind */
  const char *text;
  gsize length; /* in bytes */
  guint32 hash; /* by attest_grid_texts_look_for() */
} AttestGridKey;

typedef struct
{
  GPtrArray *distinct; /* of texts with their kind before them; the first is NULL */
  GPtrArray *blocks;   /* of memory with texts */
  char *free;          /* in the newest block */
  gsize n_free;
  guint64 *slots; /* by hash: its upper half and the number of a text; 0: free */
  gsize n_slots;  /* a power of two */
  gsize n_bytes;  /* of all distinct texts */
} AttestGridTexts;

void attest_grid_texts_init (AttestGridTexts *self);
void attest_grid_texts_clear (AttestGridTexts *self);
void attest_grid_texts_reserve (AttestGridTexts *self, gsize n_texts);
void attest_grid_texts_look_for (const AttestGridTexts *self, AttestGridKey *key);
void attest_grid_texts_expect (const AttestGridTexts *self, const AttestGridKey *key);
guint32 attest_grid_texts_number (AttestGridTexts *self, const AttestGridKey *key);

G_END_DECLS
