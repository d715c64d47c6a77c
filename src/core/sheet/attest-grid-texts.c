/* The distinct texts of a sheet: see the header.
 *
 * GHashTable looks at four places in memory for a text; with a million texts that is most of what
 * reading a file costs. Here a text is looked for in three steps, so that what they need of a large
 * table can come from memory for a whole row at once, a hundred times faster than one by one. */
#include "attest-config.h"
#include "sheet/attest-grid-texts.h"

#include "sheet/attest-grid.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define BLOCK (1 << 16)         /* bytes of texts that are asked for at once, at first */
#define LARGE (1 << 21)         /* bytes: from here on it pays to have large pages */
#define MOST_RESERVED (1 << 21) /* texts */

/* What is looked up all over a million texts misses the table of pages each time, unless the pages
 * are large. Returns: (transfer full): for g_free(); not cleared */
static gpointer
allocate (gsize size)
{
  gpointer memory = NULL;

  if (size < LARGE || posix_memalign (&memory, LARGE, size) != 0)
    return g_malloc (size);
#ifdef MADV_HUGEPAGE
  madvise (memory, size, MADV_HUGEPAGE);
#endif
  return memory;
}

static void
make_slots (AttestGridTexts *self, gsize n)
{
  self->n_slots = n;
  self->slots = allocate (n * sizeof (guint64));
  memset (self->slots, 0, n * sizeof (guint64));
}

/* @self: to be cleared; becomes one without texts */
void
attest_grid_texts_init (AttestGridTexts *self)
{
  *self = (AttestGridTexts){ .distinct = g_ptr_array_new () };
  g_ptr_array_add (self->distinct, NULL);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  make_slots (self, 64);
}

/* Frees what is in @self. */
void
attest_grid_texts_clear (AttestGridTexts *self)
{
  g_ptr_array_unref (self->distinct);
  g_ptr_array_unref (self->blocks);
  g_free (self->slots);
}

static gboolean
is_same (const AttestGridTexts *self, guint32 id, const AttestGridKey *key)
{
  const char *kept = g_ptr_array_index (self->distinct, id);

  return kept[0] == key->kind && strncmp (kept + 1, key->text, key->length) == 0
         && kept[1 + key->length] == '\0';
}

/* Returns: where the text stands, or the free place for it; @key NULL: any free place for @hash */
static guint64 *
find_slot (const AttestGridTexts *self, guint32 hash, const AttestGridKey *key)
{
  gsize mask = self->n_slots - 1;

  for (gsize i = hash & mask;; i = (i + 1) & mask)
    {
      guint64 *slot = &self->slots[i];

      if (*slot == 0
          || (key != NULL && *slot >> 32 == hash && is_same (self, (guint32) *slot, key)))
        return slot;
    }
}

/* At most half of the places are taken. */
static void
grow_slots (AttestGridTexts *self, gsize times)
{
  g_autofree guint64 *before = g_steal_pointer (&self->slots);
  gsize n_before = self->n_slots;

  make_slots (self, n_before * times);
  for (gsize i = 0; i < n_before; i++)
    if (before[i] != 0)
      *find_slot (self, (guint32) (before[i] >> 32), NULL) = before[i];
}

/**
 * attest_grid_texts_reserve:
 * @n_texts: how many distinct texts there may be; with more it becomes slower only
 */
void
attest_grid_texts_reserve (AttestGridTexts *self, gsize n_texts)
{
  gsize times = 1;

  while (self->n_slots * times < MIN (n_texts, MOST_RESERVED) * 2)
    times *= 2;
  if (times > 1)
    grow_slots (self, times);
}

/* Eight letters at a time. */
static guint32
hash_key (const AttestGridKey *key)
{
  guint64 hash = key->length + (guchar) key->kind;
  const char *p = key->text;

  for (gsize left = key->length; left > 0;)
    {
      gsize n = MIN (left, sizeof (guint64));
      guint64 piece = 0;

      memcpy (&piece, p, n);
      hash = (hash ^ piece) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      hash ^= hash >> 29;
      p += n;
      left -= n;
    }
  return (guint32) (hash ^ hash >> 32);
}

/* The first step: sets the hash of @key, and calls for its place. */
void
attest_grid_texts_look_for (const AttestGridTexts *self, AttestGridKey *key)
{
  key->hash = hash_key (key);
  __builtin_prefetch (&self->slots[key->hash & (self->n_slots - 1)], 1);
}

/* The second: most texts that are there already stand at the first place for their hash. */
void
attest_grid_texts_expect (const AttestGridTexts *self, const AttestGridKey *key)
{
  guint64 slot = self->slots[key->hash & (self->n_slots - 1)];

  if (slot >> 32 == key->hash)
    __builtin_prefetch (g_ptr_array_index (self->distinct, (guint32) slot), 0);
}

/* Returns: (transfer none): kind and text */
static char *
keep_text (AttestGridTexts *self, const AttestGridKey *key)
{
  gsize length = key->length + 2;
  char *kept = NULL;

  if (self->n_free < length)
    {
      self->n_free = MAX (length, MIN ((gsize) BLOCK << MIN (self->blocks->len, 6), 2 * LARGE));
      self->free = allocate (self->n_free);
      g_ptr_array_add (self->blocks, self->free);
    }
  kept = self->free;
  kept[0] = key->kind;
  memcpy (kept + 1, key->text, key->length);
  kept[length - 1] = '\0';
  self->free += length;
  self->n_free -= length;
  return kept;
}

/**
 * attest_grid_texts_number:
 * @key: with its hash
 *
 * The last step.
 *
 * Returns: the number of the text, 0 if there is no room for another
 */
guint32
attest_grid_texts_number (AttestGridTexts *self, const AttestGridKey *key)
{
  guint64 *slot = find_slot (self, key->hash, key);

  if (*slot != 0)
    return (guint32) *slot;
  if (self->n_bytes + key->length > ATTEST_GRID_MAX_TEXTS)
    return 0;
  self->n_bytes += key->length + 2;
  *slot = (guint64) key->hash << 32 | self->distinct->len;
  g_ptr_array_add (self->distinct, keep_text (self, key));
  if (self->distinct->len > self->n_slots / 2)
    grow_slots (self, 4);
  return self->distinct->len - 1;
}
