/* A sheet in memory.
 *
 * A ledger of 100 000 rows and 25 columns has some hundred thousand distinct texts, most of them in
 * few columns: each is kept once, with its kind before it, and a cell is its number. Whatever is
 * asked of values (which dates, which words for a status) is then asked of the distinct ones.
 * Owns all of its texts. Thread: filled by one, then read by any. */
#include "attest-config.h"
#include "sheet/attest-grid.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define BLOCK (1 << 16)         /* bytes of texts that are asked for at once, at first */
#define LARGE (1 << 21)         /* bytes: from here on it pays to have large pages */
#define AT_ONCE 32              /* cells of a row */
#define MOST_RESERVED (1 << 21) /* texts */

/* What was set last in a column: ledgers repeat what stands above. */
typedef struct
{
  guint32 id;       /* 0: nothing */
  guint32 length;   /* of its text in bytes */
  const char *kept; /* kind, then text; NULL: it was set by its number alone */
} Last;

/* A sheet whose rows stand below those of others. */
typedef struct
{
  char *name;
  guint first; /* its first row here */
} Part;

struct _AttestGrid
{
  gatomicrefcount n_refs;
  char *name;
  GArray *parts; /* of Part; empty: it is one sheet */
  gboolean hidden;
  guint n_rows;
  gsize n_cells;      /* of all columns, each up to its last text */
  GPtrArray *columns; /* of GArray of guint32; each only as long as it has texts */
  GPtrArray *blocks;  /* of memory with texts: kind, then text */
  char *free;         /* in the newest block */
  gsize n_free;
  GPtrArray *distinct; /* of texts; the first is NULL */
  guint64 *slots;      /* by hash: its upper half and the number of a text; 0: free */
  gsize n_slots;       /* a power of two */
  gsize n_bytes;       /* of all distinct texts */
  GArray *last;        /* of Last, for each column */
  GArray *spans;       /* of AttestSpan */
  GHashTable *hidden_rows;
  GHashTable *hidden_columns;
};

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
part_clear (gpointer data)
{
  g_free (((Part *) data)->name);
}

/**
 * attest_grid_new:
 * @name: (nullable): what the sheet is called in its file
 *
 * Returns: (transfer full): a grid without cells
 */
AttestGrid *
attest_grid_new (const char *name)
{
  AttestGrid *self = g_new0 (AttestGrid, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->name = g_strdup (name != NULL ? name : "");
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_array_set_clear_func (self->parts, part_clear);
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->distinct = g_ptr_array_new ();
  g_ptr_array_add (self->distinct, NULL);
  self->n_slots = 1024;
  self->slots = allocate (self->n_slots * sizeof (guint64));
  memset (self->slots, 0, self->n_slots * sizeof (guint64));
  self->last = g_array_new (FALSE, TRUE, sizeof (Last));
  self->spans = g_array_new (FALSE, FALSE, sizeof (AttestSpan));
  self->hidden_rows = g_hash_table_new (NULL, NULL);
  self->hidden_columns = g_hash_table_new (NULL, NULL);
  return self;
}

/* Returns: (transfer full): @self */
AttestGrid *
attest_grid_ref (AttestGrid *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

/* Frees @self with the last reference. */
void
attest_grid_unref (AttestGrid *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  g_free (self->name);
  g_array_unref (self->parts);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->distinct);
  g_free (self->slots);
  g_array_unref (self->last);
  g_array_unref (self->spans);
  g_hash_table_unref (self->hidden_rows);
  g_hash_table_unref (self->hidden_columns);
  g_free (self);
}

/* A cell's text on its way into the table. */
typedef struct
{
  char kind;
  const char *text;
  gsize length;
  guint32 hash;
} Key;

static gboolean
is_same (AttestGrid *self, guint32 id, const Key *key)
{
  const char *kept = g_ptr_array_index (self->distinct, id);

  return kept[0] == key->kind && strncmp (kept + 1, key->text, key->length) == 0
         && kept[1 + key->length] == '\0';
}

/* Returns: where the text stands, or the free place for it; @key NULL: any free place for @hash.
 *
 * GHashTable looks at four places in memory for a text; with a million texts that is most of what
 * reading a file costs. */
static guint64 *
find_slot (AttestGrid *self, guint32 hash, const Key *key)
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
grow_slots (AttestGrid *self, gsize times)
{
  g_autofree guint64 *before = g_steal_pointer (&self->slots);
  gsize n_before = self->n_slots;

  self->n_slots *= times;
  self->slots = allocate (self->n_slots * sizeof (guint64));
  memset (self->slots, 0, self->n_slots * sizeof (guint64));
  for (gsize i = 0; i < n_before; i++)
    if (before[i] != 0)
      *find_slot (self, (guint32) (before[i] >> 32), NULL) = before[i];
}

/* Eight letters at a time. */
static void
hash_key (Key *key)
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
  key->hash = (guint32) (hash ^ hash >> 32);
}

/* Returns: (transfer none): kind and text */
static char *
keep_text (AttestGrid *self, const Key *key)
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

/* @key: with its hash. Returns: the number of the text, 0 if there is no room for another */
static guint32
number_key (AttestGrid *self, Key *key)
{
  guint64 *slot = NULL;
  char *kept = NULL;

  slot = find_slot (self, key->hash, key);
  if (*slot != 0)
    return (guint32) *slot;
  if (self->n_bytes + key->length > ATTEST_GRID_MAX_TEXTS)
    return 0;
  self->n_bytes += key->length + 2;
  *slot = (guint64) key->hash << 32 | self->distinct->len;
  kept = keep_text (self, key);
  g_ptr_array_add (self->distinct, kept);
  if (self->distinct->len > self->n_slots / 2)
    grow_slots (self, 4);
  return self->distinct->len - 1;
}

static GArray *
need_column (AttestGrid *self, guint column)
{
  while (self->columns->len <= column)
    g_ptr_array_add (self->columns, g_array_new (FALSE, TRUE, sizeof (guint32)));
  if (self->last->len <= column)
    g_array_set_size (self->last, column + 1);
  return g_ptr_array_index (self->columns, column);
}

/* Returns: whether there is room down to @row */
static gboolean
make_room (AttestGrid *self, guint row, guint column)
{
  GArray *cells = need_column (self, column);
  gsize n_more = row + 1 > cells->len ? row + 1 - cells->len : 0;

  if (self->n_cells + n_more > ATTEST_GRID_MAX_CELLS)
    return FALSE;
  if (n_more > 0)
    g_array_set_size (cells, row + 1);
  self->n_cells += n_more;
  self->n_rows = MAX (self->n_rows, row + 1);
  return TRUE;
}

/* A cell longer than any spreadsheet lets one be is not kept whole: it fills memory, not a field.
 */
static void
cut_key (Key *key)
{
  const char *end = NULL;

  if (key->length <= ATTEST_GRID_MAX_TEXT
      || g_utf8_strlen (key->text, (gssize) key->length) <= ATTEST_GRID_MAX_TEXT)
    return;
  end = g_utf8_offset_to_pointer (key->text, ATTEST_GRID_MAX_TEXT);
  key->length = (gsize) (end - key->text);
  key->kind = (char) ('0' + ATTEST_CELL_CUT);
}

/* Returns: whether the text is the one that was set in this column last */
static gboolean
is_last (AttestGrid *self, guint column, const Key *key, guint32 *id)
{
  const Last *last = column < self->last->len ? &g_array_index (self->last, Last, column) : NULL;

  if (last == NULL || last->kept == NULL || last->length != key->length
      || last->kept[0] != key->kind || memcmp (last->kept + 1, key->text, key->length) != 0)
    return FALSE;
  *id = last->id;
  return TRUE;
}

static void
note_last (AttestGrid *self, guint column, const Key *key, guint32 id)
{
  g_array_index (self->last, Last, column) =
      (Last){ id, (guint32) key->length, g_ptr_array_index (self->distinct, id) };
}

/**
 * attest_grid_reserve:
 * @n_texts: how many distinct texts there may be; with more it becomes slower only
 */
void
attest_grid_reserve (AttestGrid *self, gsize n_texts)
{
  gsize times = 1;

  g_return_if_fail (self != NULL);

  while (self->n_slots * times < MIN (n_texts, MOST_RESERVED) * 2)
    times *= 2;
  if (times > 1)
    grow_slots (self, times);
}

/* Most texts that are there already stand at the first place for their hash. */
static void
prefetch_text (AttestGrid *self, const Key *key)
{
  guint64 slot = self->slots[key->hash & (self->n_slots - 1)];

  if (slot >> 32 == key->hash)
    __builtin_prefetch (g_ptr_array_index (self->distinct, (guint32) slot), 0);
}

/* Places in a large table come from memory one after the other, a hundred times slower than from
 * the cache; asked for together they come together. */
static gboolean
set_some (AttestGrid *self, AttestGridPlace place, const AttestGridText *cells, guint n)
{
  Key keys[AT_ONCE];
  guint32 ids[AT_ONCE] = { 0 };

  for (guint i = 0; i < n; i++)
    {
      keys[i] = (Key){ (char) ('0' + ATTEST_CELL_TEXT), cells[i].text, cells[i].length };
      cut_key (&keys[i]);
      if (keys[i].length == 0 || is_last (self, place.column + i, &keys[i], &ids[i]))
        continue;
      ids[i] = 0;
      hash_key (&keys[i]);
      __builtin_prefetch (&self->slots[keys[i].hash & (self->n_slots - 1)], 1);
    }
  for (guint i = 0; i < n; i++)
    if (keys[i].length > 0 && ids[i] == 0)
      prefetch_text (self, &keys[i]);
  for (guint i = 0; i < n; i++, place.column++)
    if (keys[i].length > 0)
      {
        guint32 id = ids[i] != 0 ? ids[i] : number_key (self, &keys[i]);

        if (id == 0 || !attest_grid_set_id (self, place, id))
          return FALSE;
        note_last (self, place.column, &keys[i], id);
      }
  return TRUE;
}

/**
 * attest_grid_set_row:
 * @row: which one
 * @cells: (array length=n): the texts of its first cells; empty ones leave their cell empty
 *
 * Returns: %FALSE if a cell is not kept: the sheet is full, or would be larger than any
 */
gboolean
attest_grid_set_row (AttestGrid *self, guint row, const AttestGridText *cells, guint n)
{
  g_return_val_if_fail (self != NULL && (cells != NULL || n == 0), FALSE);

  for (guint i = 0; i < n; i += AT_ONCE)
    if (!set_some (self, (AttestGridPlace){ row, i }, cells + i, MIN (n - i, AT_ONCE)))
      return FALSE;
  return TRUE;
}

/**
 * attest_grid_set:
 * @place: where the cell is
 * @kind: what it was
 * @text: UTF-8; needs no zero byte behind it
 * @length: in bytes
 *
 * An empty text leaves the cell empty, unless @kind says what is missing there. What lies beyond
 * the limits of a sheet is left out.
 *
 * Returns: %FALSE if the cell is not kept: the sheet is full, or would be larger than any
 */
gboolean
attest_grid_set (AttestGrid *self,
                 AttestGridPlace place,
                 AttestCellKind kind,
                 const char *text,
                 gsize length)
{
  Key key = { (char) ('0' + kind), text, length };
  guint32 id = 0;

  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  if (length == 0 && kind != ATTEST_CELL_NO_RESULT && kind != ATTEST_CELL_LOST)
    return TRUE;
  cut_key (&key);
  if (!is_last (self, place.column, &key, &id))
    {
      hash_key (&key);
      id = number_key (self, &key);
    }
  if (id == 0 || !attest_grid_set_id (self, place, id))
    return FALSE;
  note_last (self, place.column, &key, id);
  return TRUE;
}

/**
 * attest_grid_set_id:
 * @place: where the cell is
 * @id: the number of a value that another cell has
 *
 * Returns: %FALSE if the cell is not kept: the sheet is full, or would be larger than any
 */
gboolean
attest_grid_set_id (AttestGrid *self, AttestGridPlace place, guint id)
{
  g_return_val_if_fail (self != NULL && id < self->distinct->len, FALSE);

  if (place.row >= ATTEST_GRID_MAX_ROWS || place.column >= ATTEST_GRID_MAX_COLUMNS
      || !make_room (self, place.row, place.column))
    return FALSE;
  g_array_index (self->last, Last, place.column) = (Last){ id };
  g_array_index ((GArray *) g_ptr_array_index (self->columns, place.column), guint32, place.row) =
      id;
  return TRUE;
}

/* Returns: (transfer full): what a reader fails with when attest_grid_set() keeps no more */
GError *
attest_grid_new_full_error (void)
{
  return g_error_new_literal (G_IO_ERROR,
                              G_IO_ERROR_NOT_SUPPORTED,
                              _ ("The sheet is too large. Split it into several files."));
}

/* @n_rows: how many rows the file has, the empty ones at its end included */
void
attest_grid_extend (AttestGrid *self, guint n_rows)
{
  g_return_if_fail (self != NULL);

  self->n_rows = MAX (self->n_rows, MIN (n_rows, ATTEST_GRID_MAX_ROWS));
}

/* @span: cells that are one in the sheet; its text stands in the first of them */
void
attest_grid_add_span (AttestGrid *self, AttestSpan span)
{
  g_return_if_fail (self != NULL);

  g_array_append_val (self->spans, span);
}

/* The sheet is one that its file does not show. */
void
attest_grid_hide (AttestGrid *self)
{
  g_return_if_fail (self != NULL);

  self->hidden = TRUE;
}

/* @row: one that its file does not show */
void
attest_grid_hide_row (AttestGrid *self, guint row)
{
  g_return_if_fail (self != NULL);

  g_hash_table_add (self->hidden_rows, GUINT_TO_POINTER (row));
}

/* @column: one that its file does not show */
void
attest_grid_hide_column (AttestGrid *self, guint column)
{
  g_return_if_fail (self != NULL);

  g_hash_table_add (self->hidden_columns, GUINT_TO_POINTER (column));
}

/* Several sheets as one. */

static gboolean
append_column (AttestGrid *self, AttestGrid *other, guint from, AttestGridPlace to, guint32 *ids)
{
  const GArray *cells = g_ptr_array_index (other->columns, from);

  for (guint row = 0; row < cells->len; row++)
    {
      const guint32 id = g_array_index (cells, guint32, row);
      const char *kept = id != 0 ? g_ptr_array_index (other->distinct, id) : NULL;
      const AttestGridPlace place = { to.row + row, to.column };

      if (kept == NULL)
        continue;
      if (ids[id] == 0)
        {
          Key key = { kept[0], kept + 1, strlen (kept + 1) };

          hash_key (&key);
          ids[id] = number_key (self, &key);
        }
      if (ids[id] == 0 || !attest_grid_set_id (self, place, ids[id]))
        return FALSE;
    }
  return TRUE;
}

/* Cells that are one stay so where their columns stay together. */
static void
append_spans (AttestGrid *self, AttestGrid *other, guint first, const guint *columns)
{
  for (guint i = 0; i < other->spans->len; i++)
    {
      AttestSpan span = g_array_index (other->spans, AttestSpan, i);
      const guint last = span.column + span.n_columns - 1;

      if (span.n_columns == 0 || last >= other->columns->len
          || columns[last] - columns[span.column] != span.n_columns - 1)
        continue;
      span.row += first;
      span.column = columns[span.column];
      attest_grid_add_span (self, span);
    }
}

/**
 * attest_grid_append:
 * @other: a sheet that was read
 * @columns: (array): for each column of @other, which one it is here
 *
 * Puts the rows of @other below all there are; they keep where they are from.
 *
 * Returns: %FALSE if there is no room for them
 */
gboolean
attest_grid_append (AttestGrid *self, AttestGrid *other, const guint *columns)
{
  g_autofree guint32 *ids = NULL;
  GHashTableIter iter;
  gpointer row = NULL;
  Part part = { NULL };

  g_return_val_if_fail (self != NULL && other != NULL && self != other, FALSE);

  part = (Part){ g_strdup (other->name), self->n_rows };
  g_array_append_val (self->parts, part);
  if (part.first + other->n_rows > ATTEST_GRID_MAX_ROWS)
    return FALSE;
  ids = g_new0 (guint32, other->distinct->len);
  for (guint i = 0; i < other->columns->len; i++)
    if (!append_column (self, other, i, (AttestGridPlace){ part.first, columns[i] }, ids))
      return FALSE;
  attest_grid_extend (self, part.first + other->n_rows);
  append_spans (self, other, part.first, columns);
  g_hash_table_iter_init (&iter, other->hidden_rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    attest_grid_hide_row (self, part.first + GPOINTER_TO_UINT (row));
  for (guint i = 0; i < other->columns->len; i++)
    if (attest_grid_column_is_hidden (other, i))
      attest_grid_hide_column (self, columns[i]);
  return TRUE;
}

/* Returns: how many sheets the rows are from */
guint
attest_grid_get_n_sheets (AttestGrid *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return MAX (self->parts->len, 1);
}

/* Returns: (transfer none): what sheet @i of them is called */
const char *
attest_grid_get_sheet_name (AttestGrid *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < attest_grid_get_n_sheets (self), "");

  return self->parts->len > 0 ? g_array_index (self->parts, Part, i).name : self->name;
}

/**
 * attest_grid_find_row:
 * @row: from 0
 * @sheet: (out) (transfer none) (nullable): the sheet that it is in, where there are several
 *
 * Returns: which row of its sheet it is, from 0
 */
guint
attest_grid_find_row (AttestGrid *self, guint row, const char **sheet)
{
  const Part *part = NULL;

  g_return_val_if_fail (self != NULL && sheet != NULL, row);

  for (guint i = 0; i < self->parts->len; i++)
    if (g_array_index (self->parts, Part, i).first <= row)
      part = &g_array_index (self->parts, Part, i);
  *sheet = part != NULL ? part->name : NULL;
  return part != NULL ? row - part->first : row;
}

/* @row: from 0. Returns: (transfer full): what people call it: “12”, or “12 (March)” where there
 * are several sheets */
char *
attest_grid_dup_row_name (AttestGrid *self, guint row)
{
  const char *sheet = NULL;
  const guint number = attest_grid_find_row (self, row, &sheet) + 1;

  /* TRANSLATORS: a row of a sheet, and the name of the sheet, where several are read as one */
  return sheet != NULL ? g_strdup_printf (_ ("%u (%s)"), number, sheet)
                       : g_strdup_printf ("%u", number);
}

/* Returns: (transfer none): what the sheet is called, "" if it has no name; of several, the first
 */
const char *
attest_grid_get_name (AttestGrid *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->name;
}

/* Returns: whether the file hides the whole sheet */
gboolean
attest_grid_is_hidden (AttestGrid *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->hidden;
}

/* Returns: how many rows there are, up to the last that has a text or that the file counts */
guint
attest_grid_get_n_rows (AttestGrid *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rows;
}

/* Returns: how many columns there are up to the last that has a text */
guint
attest_grid_get_n_columns (AttestGrid *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->columns->len;
}

/* Returns: how many rows of @column there are up to its last text */
guint
attest_grid_get_length (AttestGrid *self, guint column)
{
  g_return_val_if_fail (self != NULL, 0);

  return column < self->columns->len ? ((GArray *) g_ptr_array_index (self->columns, column))->len
                                     : 0;
}

/* Returns: the number of the cell's value; 0 for an empty cell and for any outside the sheet */
guint
attest_grid_get_id (AttestGrid *self, guint row, guint column)
{
  GArray *cells = NULL;

  g_return_val_if_fail (self != NULL, 0);

  if (column >= self->columns->len)
    return 0;
  cells = g_ptr_array_index (self->columns, column);
  return row < cells->len ? g_array_index (cells, guint32, row) : 0;
}

/* Returns: one more than the highest number of a value */
guint
attest_grid_get_n_ids (AttestGrid *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->distinct->len;
}

/* Returns: (transfer none): the text of value @id, "" for 0 */
const char *
attest_grid_get_text_of_id (AttestGrid *self, guint id)
{
  g_return_val_if_fail (self != NULL && id < self->distinct->len, "");

  return id != 0 ? (const char *) g_ptr_array_index (self->distinct, id) + 1 : "";
}

/* Returns: what value @id was; a text for 0 */
AttestCellKind
attest_grid_get_kind_of_id (AttestGrid *self, guint id)
{
  g_return_val_if_fail (self != NULL && id < self->distinct->len, ATTEST_CELL_TEXT);

  return id != 0 ? *(const char *) g_ptr_array_index (self->distinct, id) - '0' : ATTEST_CELL_TEXT;
}

/* Returns: (transfer none): the text of a cell, "" for an empty one and for any outside the sheet
 */
const char *
attest_grid_get_text (AttestGrid *self, guint row, guint column)
{
  return attest_grid_get_text_of_id (self, attest_grid_get_id (self, row, column));
}

/* Returns: what a cell was; a text for an empty one */
AttestCellKind
attest_grid_get_kind (AttestGrid *self, guint row, guint column)
{
  return attest_grid_get_kind_of_id (self, attest_grid_get_id (self, row, column));
}

/* Returns: (transfer none) (array length=n_spans): the cells that are one, in the file's order */
const AttestSpan *
attest_grid_get_spans (AttestGrid *self, guint *n_spans)
{
  g_return_val_if_fail (self != NULL && n_spans != NULL, NULL);

  *n_spans = self->spans->len;
  return (const AttestSpan *) (gpointer) self->spans->data;
}

/* Returns: whether the file hides @row */
gboolean
attest_grid_row_is_hidden (AttestGrid *self, guint row)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_hash_table_contains (self->hidden_rows, GUINT_TO_POINTER (row));
}

/* Returns: whether the file hides @column */
gboolean
attest_grid_column_is_hidden (AttestGrid *self, guint column)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_hash_table_contains (self->hidden_columns, GUINT_TO_POINTER (column));
}
