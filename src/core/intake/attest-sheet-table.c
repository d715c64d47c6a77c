/* What the columns of a sheet are for, by what stands over them.
 * Thread: any. */
#include "attest-config.h"
#include "intake/attest-sheet-table.h"

#include "base/attest-date.h"
#include "base/attest-text.h"
#include "intake/attest-sheet-header.h"
#include "intake/attest-sheet-standards.h"
#include "intake/attest-sheet-words.h"
#include "model/attest-kinds.h"

#include <string.h>

#define MOST_BLANK 50        /* rows below a head in which a column may be empty */
#define MOST_BETWEEN 50      /* rows between a cell and the one that it says the same as */
#define FEW_COLUMNS 2        /* that are known, at least, in a sheet of records */
#define MOST_COVERED 1000000 /* cells that are one with others; a sheet has some thousand */
#define PATTERN "*?"         /* what no spreadsheet lets stand in the name of a sheet */

static gpointer
make_place (guint row, guint column)
{
  return GUINT_TO_POINTER ((gsize) row * ATTEST_GRID_MAX_COLUMNS + column + 1);
}

static void
column_free (gpointer data)
{
  AttestSheetColumn *column = data;

  g_free (column->head);
  g_free (column->folded);
  g_free (column->path);
  g_free (column->standard);
  g_free (column);
}

/* @cells: show what stands at @text */
static void
add_span (AttestSheetTable *self, const AttestSpan *cells, const AttestGridPlace *text)
{
  guint n_rows = MIN (cells->row + cells->n_rows, attest_grid_get_n_rows (self->grid));
  guint n_columns = MIN (cells->column + cells->n_columns, attest_grid_get_n_columns (self->grid));

  if (n_rows <= cells->row || n_columns <= cells->column
      || (n_rows - cells->row) * (gsize) (n_columns - cells->column) + self->n_covered
             > MOST_COVERED)
    return;
  self->n_covered += (n_rows - cells->row) * (n_columns - cells->column);
  for (guint row = cells->row; row < n_rows; row++)
    for (guint column = cells->column; column < n_columns; column++)
      if (row != text->row || column != text->column)
        g_hash_table_insert (
            self->spans, make_place (row, column), make_place (text->row, text->column));
}

static void
add_spans (AttestSheetTable *self)
{
  guint n_spans = 0;
  guint n_pieces = 0;
  const AttestSpan *spans = attest_grid_get_spans (self->grid, &n_spans);
  const AttestPiece *pieces = attest_grid_get_pieces (self->grid, &n_pieces);

  for (guint i = 0; i < n_spans; i++)
    add_span (self, &spans[i], &(AttestGridPlace){ spans[i].row, spans[i].column });
  for (guint i = 0; i < n_pieces; i++)
    add_span (self, &pieces[i].cells, &pieces[i].text);
}

static void
resolve (AttestSheetTable *self, guint *row, guint *column)
{
  gsize place = GPOINTER_TO_SIZE (g_hash_table_lookup (self->spans, make_place (*row, *column)));

  if (place == 0)
    return;
  *row = (guint) ((place - 1) / ATTEST_GRID_MAX_COLUMNS);
  *column = (guint) ((place - 1) % ATTEST_GRID_MAX_COLUMNS);
}

/* Returns: the number of the cell's value, or of the cell it is one with */
guint
attest_sheet_table_get_id (AttestSheetTable *self, guint row, guint column)
{
  g_return_val_if_fail (self != NULL, 0);

  resolve (self, &row, &column);
  return attest_grid_get_id (self->grid, row, column);
}

/* Returns: (transfer none): the cell's text, or that of the cell it is one with */
const char *
attest_sheet_table_get_text (AttestSheetTable *self, guint row, guint column)
{
  g_return_val_if_fail (self != NULL, "");

  return attest_grid_get_text_of_id (self->grid, attest_sheet_table_get_id (self, row, column));
}

/* Returns: the row of the head that a person decided on, from 1; 0: none */
static guint
get_header (const AttestDecisions *decisions)
{
  const char *row = attest_decisions_get (decisions, ATTEST_DECIDE_HEADER, "");
  guint64 number = 0;

  return row != NULL && g_ascii_string_to_unsigned (row, 10, 1, ATTEST_GRID_MAX_ROWS, &number, NULL)
             ? (guint) number
             : 0;
}

/* Finding what a column is for. */

static char *
join (const char *upper, const char *lower)
{
  g_autofree char *both = *lower == '\0' || strcmp (upper, lower) == 0
                              ? g_strdup (upper)
                              : g_strconcat (upper, *upper != '\0' ? " " : "", lower, NULL);

  return attest_text_tidy (both, ATTEST_TEXT_LINE);
}

/* What stands over a column, in the upper row of the head. */
typedef enum
{
  GROUP_NONE,
  GROUP_BESIDE,  /* others have a group */
  GROUP_SEVERAL, /* a group over several columns: none of them is what it is called */
} Group;

/* A group and what stands under it are tried together first: 사업장 over 주소 is not the entity's.
 */
static const char *
find_path (const AttestSchema *schema, const char *upper, const char *lower, Group group)
{
  g_autofree char *both = join (upper, lower);
  const char *path = attest_sheet_find_head (schema, both);
  const gboolean has_own = group != GROUP_SEVERAL || *lower == '\0' || g_str_equal (upper, lower);

  if (path == NULL && *upper != '\0' && *lower != '\0')
    path = attest_sheet_find_under (schema, upper, lower);
  if (path == NULL && group == GROUP_NONE && *upper != '\0')
    path = attest_sheet_find_head (schema, upper);
  if (path == NULL && *lower != '\0')
    path = attest_sheet_find_head (schema, lower);
  if (path == NULL && *upper != '\0' && has_own)
    path = attest_sheet_find_head (schema, upper);
  if (path == NULL && *lower != '\0')
    path = attest_sheet_find_two_languages (schema, lower);
  if (path == NULL && *upper != '\0' && has_own)
    path = attest_sheet_find_two_languages (schema, upper);
  return path;
}

/* Site 2 Street, Standard 3: @head without its number, which is written to @number. */
static char *
take_number (const char *head, guint *number)
{
  const char *digit = strpbrk (head, "0123456789");
  const char *end = digit;

  if (digit == NULL)
    return NULL;
  while (g_ascii_isdigit (*end))
    end++;
  if (end - digit > 3 || strpbrk (end, "0123456789") != NULL)
    return NULL;
  *number = (guint) g_ascii_strtoull (digit, NULL, 10);
  return g_strdup_printf ("%.*s%s", (int) (digit - head), head, end);
}

static gboolean
is_list_path (const char *path)
{
  return strstr (path, "[]") != NULL;
}

static void
find_numbered (AttestSheetColumn *column, const AttestSchema *schema)
{
  guint number = 0;
  g_autofree char *bare = take_number (column->head, &number);
  const char *path = bare != NULL ? attest_sheet_find_head (schema, bare) : NULL;

  if (path == NULL || !is_list_path (path))
    return;
  column->path = g_strdup (path);
  column->number = number;
}

/* Whether all pieces of @head are standards: ISO 9001/14001. */
static gboolean
are_standards (const char *head)
{
  g_autoptr (GPtrArray) pieces = attest_sheet_split_standards (head);
  const char *name = NULL;
  const char *scheme = NULL;

  for (guint i = 0; i < pieces->len; i++)
    if (attest_sheet_find_standard (pieces->pdata[i], &name, &scheme) == ATTEST_SHEET_WORD_UNKNOWN
        && name == NULL && scheme == NULL)
      return FALSE;
  return pieces->len > 1;
}

/* Whether @head says nothing beside @standard but what kind of a system that is about: not who
 * audits it, nor what that costs. */
static gboolean
says_no_more (const char *head, const char *standard)
{
  const char *at = strstr (head, standard);
  const char *word = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *folded = NULL;

  if (at == NULL)
    return TRUE; /* 14001: the number alone */
  rest = g_strdup_printf ("%.*s %s", (int) (at - head), head, at + strlen (standard));
  folded = attest_sheet_fold (rest);
  attest_sheet_find_value (ATTEST_SHEET_SYSTEM, rest, &word);
  return *folded == '\0' || word != NULL;
}

/* A column whose head is a standard has marks in it: ● for a certificate that has it. */
static void
find_mark (AttestSheetColumn *column)
{
  g_autofree char *standard = attest_sheet_find_in_title (column->head);

  if (are_standards (column->head))
    column->standard = g_strdup (column->head);
  else if (standard != NULL && says_no_more (column->head, standard))
    column->standard = g_steal_pointer (&standard);
}

/**
 * attest_sheet_find_decided:
 * @decision: one whose keys are heads
 * @head: of a column
 *
 * Returns: (transfer none) (nullable): what a person decided for columns of that name, however it
 *   is written
 */
const char *
attest_sheet_find_decided (const AttestDecisions *self,
                           AttestImportDecision decision,
                           const char *head)
{
  g_autoptr (GPtrArray) heads = attest_decisions_list (self, decision);
  g_autofree char *own = attest_sheet_fold (head);

  for (guint i = 0; i < heads->len; i++)
    {
      g_autofree char *decided = attest_sheet_fold (g_ptr_array_index (heads, i));

      if (g_str_equal (decided, own))
        return attest_decisions_get (self, decision, g_ptr_array_index (heads, i));
    }
  return NULL;
}

static gboolean
is_mapped (AttestSheetTable *self, const char *path)
{
  return !is_list_path (path) && attest_sheet_table_find (self, path) != NULL;
}

static AttestSheetColumn *
find_path_column (AttestSheetTable *self, const char *path)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_strcmp0 (((AttestSheetColumn *) g_ptr_array_index (self->columns, i))->path, path) == 0)
      return g_ptr_array_index (self->columns, i);
  return NULL;
}

/* Returns: whether a person said what the column is for */
static gboolean
take_decision (AttestSheetColumn *column, const AttestDecisions *decisions)
{
  const char *path = attest_sheet_find_decided (decisions, ATTEST_DECIDE_COLUMN, column->head);

  if (path == NULL)
    return FALSE;
  column->path = *path != '\0' ? g_strdup (path) : NULL;
  return TRUE;
}

/* Whether two columns are one in the upper row of the head. */
static gboolean
is_one_above (AttestSheetTable *self, guint place, guint other)
{
  guint rows[] = { self->header, self->header };

  resolve (self, &rows[0], &place);
  resolve (self, &rows[1], &other);
  return place == other && rows[0] == rows[1];
}

static Group
find_group (AttestSheetTable *self, guint place)
{
  const gboolean is_last = place + 1 >= attest_grid_get_n_columns (self->grid);

  if ((!is_last && is_one_above (self, place, place + 1))
      || (place > 0 && is_one_above (self, place, place - 1))
      || (self->n_header > 1 && !is_last
          && *attest_sheet_table_get_text (self, self->header, place + 1) == '\0'
          && *attest_sheet_table_get_text (self, self->header + 1, place + 1) != '\0'))
    return GROUP_SEVERAL;
  return attest_sheet_header_has_group (self->grid, self->header) ? GROUP_BESIDE : GROUP_NONE;
}

/* A group over several columns stands over the first alone where merges were lost, as in CSV.
 * Returns: (transfer none): it, if with @lower it names a field; else "" */
static const char *
find_lost_group (AttestSheetTable *self, const AttestSchema *schema, guint place, const char *lower)
{
  const char *upper = "";
  g_autofree char *both = NULL;

  for (guint left = place; left > 0 && *upper == '\0' && *lower != '\0'; left--)
    upper = attest_sheet_table_get_text (self, self->header, left - 1);
  both = join (upper, lower);
  return *upper != '\0'
                 && (attest_sheet_find_head (schema, both) != NULL
                     || attest_sheet_find_under (schema, upper, lower) != NULL)
             ? upper
             : "";
}

static void
unmap (AttestSheetTable *self, AttestSheetColumn *column)
{
  g_clear_pointer (&column->path, g_free);
  column->place = (AttestSheetPlace){ NULL };
  self->n_mapped--;
}

/* Two columns for the same of a site: with the same head they are of two sites, as if they were
 * numbered; with others one of them says it better, and the other is left out, and told so. A
 * person's word comes first, then what stands behind: 사업장, 사업장주소. */
static void
part_column (AttestSheetTable *self, AttestSheetColumn *column, const AttestDecisions *decisions)
{
  const AttestField *list = column->place.list;

  if (list == NULL || list->kind != ATTEST_FIELD_RECORDS || column->place.inner != NULL)
    return;
  for (guint i = 0; column->path != NULL && i < self->columns->len; i++)
    {
      AttestSheetColumn *other = g_ptr_array_index (self->columns, i);

      if (g_strcmp0 (other->path, column->path) != 0)
        continue;
      if (g_str_equal (other->head, column->head))
        {
          other->number = MAX (other->number, 1);
          column->number = MAX (column->number, other->number + 1);
        }
      else if (other->number != column->number)
        continue;
      else if (attest_sheet_find_decided (decisions, ATTEST_DECIDE_COLUMN, other->head) == NULL)
        unmap (self, other);
      else
        unmap (self, column);
    }
}

/* Whether @column can be for @path: no other one is, or one that says it less well, which is left
 * out then. */
static gboolean
may_take (AttestSheetTable *self,
          const AttestSheetColumn *column,
          const char *path,
          const AttestDecisions *decisions)
{
  AttestSheetColumn *other = is_list_path (path) ? NULL : find_path_column (self, path);

  if (*path != '#' && column->is_hidden)
    return FALSE;
  if (other == NULL)
    return TRUE;
  if (attest_sheet_head_is_weak (self->schema, column->head)
      || !attest_sheet_head_is_weak (self->schema, other->head)
      || attest_sheet_find_decided (decisions, ATTEST_DECIDE_COLUMN, other->head) != NULL)
    return FALSE;
  unmap (self, other);
  return TRUE;
}

/* A second table beside the first begins with its first title once more: its columns say nothing of
 * the records of the first. */
static gboolean
is_beside (AttestSheetTable *self, const AttestSheetColumn *column)
{
  const AttestField *number = &self->schema->fields[self->schema->title_field];
  const AttestSheetColumn *first = find_path_column (self, number->key);

  self->is_beside = self->is_beside || (first != NULL && g_str_equal (first->head, column->head));
  return self->is_beside;
}

static void
add_column (AttestSheetTable *self,
            const AttestSchema *schema,
            const AttestDecisions *decisions,
            guint place)
{
  const char *upper = attest_sheet_table_get_text (self, self->header, place);
  const char *lower =
      self->n_header > 1 ? attest_sheet_table_get_text (self, self->header + 1, place) : "";
  AttestSheetColumn *column = g_new0 (AttestSheetColumn, 1);
  const char *path = NULL;

  column->column = place;
  column->is_hidden = attest_grid_column_is_hidden (self->grid, place);
  column->folded = attest_sheet_fold (upper);
  if (*upper == '\0')
    upper = find_lost_group (self, schema, place, lower);
  column->head = join (upper, lower);
  if (!take_decision (column, decisions) && *column->head != '\0' && !is_beside (self, column))
    {
      find_numbered (column, schema);
      if (column->path == NULL)
        path = find_path (schema, upper, lower, find_group (self, place));
      if (path == NULL && column->path == NULL)
        find_mark (column);
      column->opposite = path != NULL && *path == '!';
      if (path != NULL && *path != '\0'
          && may_take (self, column, path + column->opposite, decisions))
        column->path = g_strdup (path + column->opposite);
    }
  column->place = attest_sheet_place_find (schema, column->path);
  self->n_mapped += column->path != NULL || column->standard != NULL;
  part_column (self, column, decisions);
  if (*column->head != '\0')
    {
      g_ptr_array_add (self->columns, column);
      return;
    }
  column_free (column);
  if (attest_grid_get_length (self->grid, place) > self->header + self->n_header)
    g_array_append_val (self->unnamed, place);
}

/* “The same as above”. */

typedef enum
{
  ROW_NOT_SEEN,
  ROW_EMPTY,
  ROW_RECORD,
  ROW_OTHER, /* the head once more, a sum, a title */
} RowKind;

typedef struct
{
  AttestSheetTable *table;
  GHashTable *ids; /* of the texts that say it → AttestSheetWord */
  guint8 *rows;    /* RowKind */
} Dittos;

static gboolean
is_head (AttestSheetTable *self, guint id, guint column)
{
  for (guint i = 0; i < self->n_header; i++)
    if (attest_grid_get_id (self->grid, self->header + i, column) == id)
      return TRUE;
  return FALSE;
}

/* Whether the cell says something that is not said by another of its row. */
static gboolean
has_own_text (AttestSheetTable *self, guint row, guint column)
{
  guint place = column;

  resolve (self, &row, &place);
  return place == column && attest_grid_get_id (self->grid, row, column) != 0;
}

static RowKind
tell_row (AttestSheetTable *self, guint row)
{
  gboolean is_total = FALSE;
  guint n_texts = 0;
  guint n_heads = 0;

  for (guint i = 0; i < self->used->len; i++)
    {
      const guint column = g_array_index (self->used, guint, i);
      const guint id = attest_sheet_table_get_id (self, row, column);

      if (!has_own_text (self, row, column))
        continue;
      if (n_texts++ == 0)
        is_total = attest_sheet_is_total (attest_grid_get_text_of_id (self->grid, id));
      n_heads += is_head (self, id, column);
    }
  if (n_texts == 0)
    return ROW_EMPTY;
  return n_texts > 1 && !is_total && 2 * n_heads < n_texts ? ROW_RECORD : ROW_OTHER;
}

/* Whether what stands in the cell says “the same as above”, and of nothing that is known. */
static gboolean
is_open (const Dittos *self, guint row, guint column)
{
  const guint id = attest_sheet_table_get_id (self->table, row, column);

  return g_hash_table_contains (self->ids, GUINT_TO_POINTER (id));
}

/* @row: (inout): the nearest above it that is a record's. One without a number goes on with the
 * record above it. Returns: whether it has something in @column */
static gboolean
find_above (const Dittos *self, guint *row, guint column)
{
  AttestSheetTable *table = self->table;
  const guint first = table->header + table->n_header;
  const char *number = table->schema->fields[table->schema->title_field].key;

  for (guint n = 0; n<MOST_BETWEEN && * row> first; n++)
    {
      guint8 *kind = &self->rows[--*row];

      if (*kind == ROW_NOT_SEEN)
        *kind = tell_row (table, *row);
      if (*kind == ROW_EMPTY)
        return FALSE;
      if (*kind == ROW_OTHER)
        continue;
      if (has_own_text (table, *row, column))
        return !is_open (self, *row, column);
      if (*attest_sheet_table_get_path_text (table, *row, number) != '\0')
        return FALSE;
    }
  return FALSE;
}

/* Where names stand, a word that can be one is left for a person. */
static gboolean
may_be_name (AttestSheetTable *self, guint place)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (self->columns, i);

      if (column->column == place)
        return attest_sheet_has_names (column->place.field);
    }
  return FALSE;
}

static void
add_dittos_in (const Dittos *self, guint column)
{
  AttestSheetTable *table = self->table;
  const gboolean has_names = may_be_name (table, column);

  for (guint row = table->header + table->n_header;
       row < attest_grid_get_length (table->grid, column) && table->n_covered < MOST_COVERED;
       row++)
    {
      const guint id = attest_grid_get_id (table->grid, row, column);
      const AttestSheetWord known =
          id != 0 ? GPOINTER_TO_UINT (g_hash_table_lookup (self->ids, GUINT_TO_POINTER (id))) : 0;
      guint above = row;
      guint place = column;

      if (known == ATTEST_SHEET_WORD_UNKNOWN || (known == ATTEST_SHEET_WORD_OFFERED && has_names)
          || !find_above (self, &above, column))
        continue;
      resolve (table, &above, &place);
      g_hash_table_insert (table->spans, make_place (row, column), make_place (above, place));
      table->n_covered++;
    }
}

/* 〃: the cell says what the one above says, as if they were one: the nearest that is a record's.
 * Where there is none it stays what it is, and is asked. Most sheets have no such text. */
static void
add_dittos (AttestSheetTable *self)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (NULL, NULL);
  g_autofree guint8 *rows = NULL;

  for (guint id = 1; self->n_header > 0 && id < attest_grid_get_n_ids (self->grid); id++)
    {
      const AttestSheetWord known =
          attest_sheet_find_ditto (attest_grid_get_text_of_id (self->grid, id));

      if (known != ATTEST_SHEET_WORD_UNKNOWN)
        g_hash_table_insert (ids, GUINT_TO_POINTER (id), GUINT_TO_POINTER (known));
    }
  if (g_hash_table_size (ids) == 0)
    return;
  rows = g_new0 (guint8, attest_grid_get_n_rows (self->grid));
  for (guint i = 0; i < self->used->len; i++)
    add_dittos_in (&(Dittos){ self, ids, rows }, g_array_index (self->used, guint, i));
}

static AttestSheetTable *
table_new (AttestGrid *grid, const AttestSchema *schema)
{
  AttestSheetTable *self = g_new0 (AttestSheetTable, 1);

  self->grid = attest_grid_ref (grid);
  self->schema = schema;
  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->spans = g_hash_table_new (NULL, NULL);
  self->used = g_array_new (FALSE, FALSE, sizeof (guint));
  self->unnamed = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < attest_grid_get_n_columns (grid); i++)
    if (attest_grid_get_length (grid, i) > 0)
      g_array_append_val (self->used, i);
  add_spans (self);
  return self;
}

/* Whether the first text below the head is a day. */
static gboolean
has_days (AttestSheetTable *self, guint place)
{
  const guint first = self->header + self->n_header;
  const guint end = MIN (attest_grid_get_length (self->grid, place), first + MOST_BLANK);
  AttestDateReading reading = { 0 };

  for (guint row = first; row < end; row++)
    if (attest_grid_get_id (self->grid, row, place) != 0)
      {
        attest_date_read (attest_sheet_table_get_text (self, row, place), &reading);
        return reading.fault == ATTEST_DATE_FINE || reading.fault == ATTEST_DATE_TWO_WAYS
               || reading.fault == ATTEST_DATE_SHORT_YEAR;
      }
  return FALSE;
}

/* Returns: the last column with days of those that have no title but that of @place; @place: there
 * is none */
static guint
find_other_end (AttestSheetTable *self, guint place)
{
  guint end = place;

  for (guint other = place + 1; other < attest_grid_get_n_columns (self->grid)
                                && (is_one_above (self, place, other)
                                    || attest_grid_get_id (self->grid, self->header, other) == 0);
       other++)
    if (has_days (self, other))
      end = other;
  return end;
}

static AttestSheetColumn *
find_column (AttestSheetTable *self, guint place)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (((AttestSheetColumn *) g_ptr_array_index (self->columns, i))->column == place)
      return g_ptr_array_index (self->columns, i);
  return NULL;
}

/* @place: had no title. */
static AttestSheetColumn *
name_column (AttestSheetTable *self, guint place, const char *head)
{
  AttestSheetColumn *column = g_new0 (AttestSheetColumn, 1);

  column->column = place;
  column->is_hidden = attest_grid_column_is_hidden (self->grid, place);
  column->folded = g_strdup ("");
  column->head = g_strdup (head);
  g_ptr_array_add (self->columns, column);
  for (guint i = 0; i < self->unnamed->len; i++)
    if (g_array_index (self->unnamed, guint, i) == place)
      g_array_remove_index (self->unnamed, i);
  return column;
}

/* Whether there are columns for its beginning that are called so, with a word for that: 유효기간 is
 * a time that begins and ends, 만료일 is not. */
static gboolean
is_period (const AttestSchema *schema, const char *head)
{
  g_autoptr (GHashTable) words = attest_sheet_load_folded ("beginnings");
  GHashTableIter iter;
  gpointer word = NULL;

  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    {
      g_autofree char *both = join (head, word);
      const char *path = attest_sheet_find_head (schema, both);

      if (path != NULL && schema->begins != NULL && g_str_equal (path, schema->begins->key))
        return TRUE;
    }
  return FALSE;
}

/* 유효기간 over two columns of days: the first is when it begins. */
static void
part_period (AttestSheetTable *self, AttestSheetColumn *column)
{
  const guint end = find_other_end (self, column->column);
  AttestSheetColumn *other = end != column->column ? find_column (self, end) : NULL;

  if (end == column->column || !has_days (self, column->column)
      || !is_period (self->schema, column->head))
    return;
  if (other == NULL)
    other = name_column (self, end, column->head);
  other->path = g_strdup (column->path);
  other->place = column->place;
  if (self->schema->begins == NULL || is_mapped (self, self->schema->begins->key))
    {
      g_clear_pointer (&column->path, g_free);
      column->place = (AttestSheetPlace){ NULL };
      return;
    }
  g_free (column->path);
  column->path = g_strdup (self->schema->begins->key);
  column->place = attest_sheet_place_find (self->schema, column->path);
  self->n_mapped++;
}

static void
part_periods (AttestSheetTable *self, const AttestDecisions *decisions)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      AttestSheetColumn *column = g_ptr_array_index (self->columns, i);

      if (column->path == NULL || column->place.field != self->schema->ends
          || attest_sheet_find_decided (decisions, ATTEST_DECIDE_COLUMN, column->head) != NULL)
        continue;
      part_period (self, column);
      return;
    }
}

static void
add_columns (AttestSheetTable *self, const AttestDecisions *decisions)
{
  for (guint i = 0; self->n_header > 0 && i < attest_grid_get_n_columns (self->grid); i++)
    add_column (self, self->schema, decisions, i);
  if (self->n_header == 1 && self->schema->ends != NULL)
    part_periods (self, decisions);
}

/**
 * attest_sheet_table_new:
 * @grid: a sheet
 * @schema: the kind of the records in it
 * @decisions: what a person decided
 *
 * Returns: (transfer full): the table; without a head if none was found
 */
AttestSheetTable *
attest_sheet_table_new (AttestGrid *grid,
                        const AttestSchema *schema,
                        const AttestDecisions *decisions)
{
  AttestSheetTable *self = NULL;
  AttestSheetHeader header = { 0 };

  g_return_val_if_fail (grid != NULL && schema != NULL && decisions != NULL, NULL);

  self = table_new (grid, schema);
  header = attest_sheet_header_find (grid, self->used, schema, get_header (decisions));
  self->header = header.first;
  self->n_header = header.n_rows;
  add_columns (self, decisions);
  add_dittos (self);
  return self;
}

/**
 * attest_sheet_table_new_below:
 * @grid: a sheet
 * @first: a table whose rows are the first of @grid
 * @decisions: what a person decided
 *
 * Returns: (transfer full): the table with the same head
 */
AttestSheetTable *
attest_sheet_table_new_below (AttestGrid *grid,
                              AttestSheetTable *first,
                              const AttestDecisions *decisions)
{
  AttestSheetTable *self = NULL;

  g_return_val_if_fail (grid != NULL && first != NULL && decisions != NULL, NULL);

  self = table_new (grid, first->schema);
  self->header = first->header;
  self->n_header = first->n_header;
  add_columns (self, decisions);
  add_dittos (self);
  return self;
}

/* Frees @self. */
void
attest_sheet_table_free (AttestSheetTable *self)
{
  g_return_if_fail (self != NULL);

  attest_grid_unref (self->grid);
  g_ptr_array_unref (self->columns);
  g_hash_table_unref (self->spans);
  g_array_unref (self->used);
  g_array_unref (self->unnamed);
  g_free (self);
}

/* Returns: (transfer none) (nullable): the first column that is for @path */
const AttestSheetColumn *
attest_sheet_table_find (AttestSheetTable *self, const char *path)
{
  g_return_val_if_fail (self != NULL && path != NULL, NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (self->columns, i);

      if (g_strcmp0 (column->path, path) == 0)
        return column;
    }
  return NULL;
}

/* Returns: (transfer none): what stands in @row, from 0, for @path (nullable); "" where nothing is
 */
const char *
attest_sheet_table_get_path_text (AttestSheetTable *self, guint row, const char *path)
{
  const AttestSheetColumn *column = path != NULL ? attest_sheet_table_find (self, path) : NULL;

  return column != NULL ? attest_sheet_table_get_text (self, row, column->column) : "";
}

/* Which sheets are meant. */

/* @choice: (nullable): a decision about the sheet. Returns: whether it can mean several: it has a
 * name on each line, or a pattern */
gboolean
attest_sheet_choice_is_several (const char *choice)
{
  return choice != NULL && strpbrk (choice, "\n" PATTERN) != NULL;
}

/* @choice: a decision about the sheet. Returns: whether it means the sheet @name */
gboolean
attest_sheet_choice_has (const char *choice, const char *name)
{
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (choice != NULL && name != NULL, FALSE);

  if (g_str_equal (choice, name))
    return TRUE;
  lines = g_strsplit (choice, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_equal (lines[i], name)
        || (strpbrk (lines[i], PATTERN) != NULL && g_pattern_match_simple (lines[i], name)))
      return TRUE;
  return FALSE;
}

/* A sheet with the record's number comes before one that has more columns without it. */
static guint
rate (AttestSheetTable *table, const AttestSchema *schema)
{
  guint rating = table->n_mapped;

  if (attest_sheet_table_find (table, schema->fields[schema->title_field].key) != NULL)
    rating += 1000;
  return attest_grid_is_hidden (table->grid) ? 0 : rating;
}

/**
 * attest_sheet_table_choose:
 * @tables: (element-type AttestSheetTable): those of a file
 * @schema: the kind of the records
 * @sheet: (nullable): the name of the one that a person chose, or what several are called
 *
 * Returns: the place of the table with the records; -1 if there is none
 */
int
attest_sheet_table_choose (GPtrArray *tables, const AttestSchema *schema, const char *sheet)
{
  int best = -1;
  guint most = FEW_COLUMNS - 1;

  for (guint i = 0; i < tables->len; i++)
    {
      AttestSheetTable *table = g_ptr_array_index (tables, i);

      if (sheet != NULL && g_str_equal (attest_grid_get_name (table->grid), sheet))
        return (int) i;
      if ((sheet != NULL && !attest_sheet_choice_has (sheet, attest_grid_get_name (table->grid)))
          || rate (table, schema) <= most)
        continue;
      most = rate (table, schema);
      best = (int) i;
    }
  return best;
}

/**
 * attest_sheet_guess_kind:
 * @workbook: a file
 * @decisions: what a person decided
 *
 * Returns: (transfer none): the kind of record whose fields most columns are for
 */
const AttestSchema *
attest_sheet_guess_kind (AttestWorkbook *workbook, const AttestDecisions *decisions)
{
  guint n_kinds = 0;
  const AttestSchema *const *kinds = attest_kinds_list (&n_kinds);
  const AttestSchema *best = kinds[0];
  guint most = 0;

  g_return_val_if_fail (workbook != NULL && decisions != NULL, NULL);

  for (guint i = 0; i < n_kinds; i++)
    for (guint j = 0; j < workbook->grids->len; j++)
      {
        g_autoptr (AttestSheetTable) table =
            attest_sheet_table_new (g_ptr_array_index (workbook->grids, j), kinds[i], decisions);

        if (table->n_mapped <= most)
          continue;
        most = table->n_mapped;
        best = kinds[i];
      }
  return best;
}
