/* What the columns of a sheet are for, by what stands over them. Thread: any. */
#include "attest-config.h"
#include "intake/attest-sheet-columns.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "intake/attest-sheet-day-heads.h"
#include "intake/attest-sheet-editions.h"
#include "intake/attest-sheet-header.h"
#include "intake/attest-sheet-known.h"
#include "intake/attest-sheet-standards.h"
#include "intake/attest-sheet-words.h"

#include <string.h>

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
 *
 * @has_days: whether days stand below */
static const char *
find_path (const AttestSchema *schema,
           const char *upper,
           const char *lower,
           Group group,
           gboolean has_days)
{
  g_autofree char *both = join (upper, lower);
  const gboolean has_both = *upper != '\0' && *lower != '\0';
  const gboolean has_own = group != GROUP_SEVERAL || *lower == '\0' || g_str_equal (upper, lower);
  const char *path = has_both ? attest_sheet_find_in_group (schema, upper, lower) : NULL;

  if (path == NULL)
    path = attest_sheet_find_head (schema, both);
  if (path == NULL && has_both)
    path = attest_sheet_find_under (schema, upper, lower);
  if (path == NULL && has_both && has_days)
    path = attest_sheet_find_day_head (schema, upper, lower);
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
  if (end - digit > 3 || attest_str_has_digit (end))
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

  for (guint i = 0; i < pieces->len; i++)
    if (!attest_sheet_is_standard (pieces->pdata[i]))
      return FALSE;
  return pieces->len > 1;
}

/* A column whose head is a standard has marks in it: ● for a certificate that has it. */
static void
find_mark (AttestSheetColumn *column, const char *head)
{
  g_autofree char *standard = attest_sheet_find_in_title (head);

  if (are_standards (head))
    column->standard = g_strdup (head);
  else if (standard != NULL && attest_sheet_says_no_more (head, standard))
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

  attest_sheet_table_resolve (self, &rows[0], &place);
  attest_sheet_table_resolve (self, &rows[1], &other);
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
                 && (attest_sheet_find_in_group (schema, upper, lower) != NULL
                     || attest_sheet_find_head (schema, both) != NULL
                     || attest_sheet_find_under (schema, upper, lower) != NULL)
             ? upper
             : "";
}

/* @path: of a field; not of the column itself */
static void
map (AttestSheetTable *self, AttestSheetColumn *column, const char *path)
{
  self->n_mapped += column->path == NULL;
  attest_str_set (&column->path, path);
  column->place = attest_sheet_place_find (self->schema, path);
}

static void
unmap (AttestSheetTable *self, AttestSheetColumn *column)
{
  g_free (column->rival);
  column->rival = g_steal_pointer (&column->path);
  self->has_rivals = TRUE;
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
  for (guint i = self->side; column->path != NULL && i < self->columns->len; i++)
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

/* Returns: (transfer none) (nullable): the first column for @path, of the last of several tables */
static AttestSheetColumn *
find_beside (AttestSheetTable *self, const char *path)
{
  for (guint i = self->side; i < self->columns->len; i++)
    {
      AttestSheetColumn *column = g_ptr_array_index (self->columns, i);

      if (g_strcmp0 (column->path, path) == 0)
        return column;
    }
  return NULL;
}

/* Whether @column can be for @path: no other one is, or one that says it less well, which is left
 * out then. */
static gboolean
may_take (AttestSheetTable *self,
          const AttestSheetColumn *column,
          const char *path,
          const AttestDecisions *decisions)
{
  AttestSheetColumn *other = is_list_path (path) ? NULL : find_beside (self, path);

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

static gboolean
has_head (const AttestSheetTable *self, guint end, const char *head)
{
  for (guint i = self->side; i < end; i++)
    if (g_str_equal (((AttestSheetColumn *) g_ptr_array_index (self->columns, i))->head, head))
      return TRUE;
  return FALSE;
}

/* What stands before the number there, with the titles of the first table once more, is of the
 * second table. */
static void
begin_beside (AttestSheetTable *self, AttestSheetColumn *column)
{
  guint begin = self->columns->len;
  AttestSheetColumn *first = column;

  while (begin > self->side + 1
         && has_head (self,
                      begin - 1,
                      ((AttestSheetColumn *) g_ptr_array_index (self->columns, begin - 1))->head))
    begin--;
  for (guint i = begin; i < self->columns->len; i++)
    {
      AttestSheetColumn *other = g_ptr_array_index (self->columns, i);

      if (other->rival != NULL && other->path == NULL)
        map (self, other, other->rival);
      g_clear_pointer (&other->rival, g_free);
    }
  if (begin < self->columns->len)
    first = g_ptr_array_index (self->columns, begin);
  first->begins_beside = TRUE;
  self->side = begin;
  self->is_beside = TRUE;
}

/* A second table beside the first has the title of its number once more: its columns say nothing of
 * the records of the first. */
static void
look_beside (AttestSheetTable *self, AttestSheetColumn *column)
{
  const AttestField *number = &self->schema->fields[self->schema->title_field];
  const AttestSheetColumn *first = find_beside (self, number->key);

  if (first != NULL && *column->head != '\0' && g_str_equal (first->head, column->head))
    begin_beside (self, column);
}

/* Above a head of two rows can stand a third, with groups: Certificate over No, where what is below
 * in that column is nothing. A single text there is the title of the sheet.
 *
 * Returns: (transfer none) (nullable): what @upper is for under its group */
static const char *
find_above (AttestSheetTable *self, const AttestSchema *schema, guint place, const char *upper)
{
  const guint row = self->header - 1;
  const char *top = "";
  const char *path = NULL;
  guint n_texts = 0;
  g_autofree char *both = NULL;

  for (guint i = 0; i < self->used->len; i++)
    n_texts += attest_grid_get_id (self->grid, row, g_array_index (self->used, guint, i)) != 0;
  for (guint left = place + 1; n_texts > 1 && left > 0 && *top == '\0'; left--)
    top = attest_sheet_table_get_text (self, row, left - 1);
  if (*top == '\0' || *upper == '\0')
    return NULL;
  path = attest_sheet_find_in_group (schema, top, upper);
  both = join (top, upper);
  return path != NULL ? path : attest_sheet_find_head (schema, both);
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
  if (!take_decision (column, decisions) && *column->head != '\0')
    {
      look_beside (self, column);
      find_numbered (column, schema);
      if (column->path == NULL)
        path = find_path (schema,
                          upper,
                          lower,
                          find_group (self, place),
                          attest_sheet_column_has_days (self, place));
      if ((path == NULL || *path == '\0') && column->path == NULL && self->n_header > 1
          && self->header > 0 && *lower == '\0')
        path = find_above (self, schema, place, upper);
      if (path == NULL && column->path == NULL)
        find_mark (column, column->head);
      if (path == NULL && column->path == NULL && column->standard == NULL && *lower != '\0'
          && !attest_sheet_contains_word ("audits", upper))
        find_mark (column, lower); /* 인증현황 over 9001 */
      column->opposite = path != NULL && *path == '!';
      if (path != NULL && *path != '\0'
          && may_take (self, column, path + column->opposite, decisions))
        column->path = g_strdup (path + column->opposite);
      else if (path != NULL && *path != '\0' && !column->is_hidden)
        column->rival = g_strdup (path + column->opposite);
      column->is_end = column->path == NULL && attest_sheet_has_word ("ended", column->head);
      column->is_note = column->path == NULL && attest_sheet_has_word ("notes", column->head);
    }
  column->place = attest_sheet_place_find (schema, column->path);
  self->n_mapped += column->path != NULL || column->standard != NULL;
  part_column (self, column, decisions);
  if (*column->head != '\0')
    {
      self->has_rivals =
          self->has_rivals || column->rival != NULL || column->is_end || column->is_note;
      g_ptr_array_add (self->columns, column);
      return;
    }
  attest_sheet_column_free (column);
  if (attest_grid_get_length (self->grid, place) > self->header + self->n_header)
    g_array_append_val (self->unnamed, place);
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
    if (attest_sheet_column_has_days (self, other))
      end = other;
  return end;
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
  GHashTableIter iter;
  gpointer word = NULL;

  g_hash_table_iter_init (&iter, attest_sheet_get_folded ("beginnings"));
  while (g_hash_table_iter_next (&iter, &word, NULL))
    {
      g_autofree char *both = join (head, word);
      const char *path = attest_sheet_find_head (schema, both);

      if (path != NULL && g_str_equal (path, schema->begins->key))
        return TRUE;
    }
  return FALSE;
}

/* 유효기간 over two columns of days: the first is when it begins. */
static void
part_period (AttestSheetTable *self, AttestSheetColumn *column)
{
  const guint end = find_other_end (self, column->column);
  AttestSheetColumn *other = end != column->column ? attest_sheet_table_find_at (self, end) : NULL;

  if (end == column->column || !attest_sheet_column_has_days (self, column->column)
      || !is_period (self->schema, column->head))
    return;
  if (other == NULL)
    other = name_column (self, end, column->head);
  map (self, other, column->path);
  if (attest_sheet_table_find (self, self->schema->begins->key) != NULL)
    unmap (self, column);
  else
    map (self, column, self->schema->begins->key);
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

/* Whether @column is a part of the address at its left, of which nobody knows whose it is. */
static gboolean
is_half (AttestSheetTable *self, const AttestSheetColumn *column)
{
  const AttestSheetColumn *left =
      column->column > 0 ? attest_sheet_table_find_at (self, column->column - 1) : NULL;

  return column->path != NULL && attest_sheet_has_word ("lines", column->head) && left != NULL
         && left->path == NULL && attest_sheet_find_head (self->schema, left->head) == NULL
         && attest_sheet_contains_word ("addresses", left->head);
}

static void
leave_halves (AttestSheetTable *self, const AttestDecisions *decisions)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      AttestSheetColumn *column = g_ptr_array_index (self->columns, i);

      if (!is_half (self, column)
          || attest_sheet_find_decided (decisions, ATTEST_DECIDE_COLUMN, column->head) != NULL)
        continue;
      unmap (self, column);
      g_clear_pointer (&column->rival, g_free);
    }
}

/* Address Line 2, 상세주소: beside the column for the address it is a part of it. */
static void
find_lines (AttestSheetTable *self)
{
  for (guint i = 0; self->has_rivals && i < self->columns->len; i++)
    {
      AttestSheetColumn *column = g_ptr_array_index (self->columns, i);

      if (column->rival == NULL || column->path != NULL
          || !attest_sheet_has_word ("lines", column->head))
        continue;
      column->is_line = self->has_lines = TRUE;
      map (self, column, column->rival);
      g_clear_pointer (&column->rival, g_free);
    }
}

/* Returns: (transfer none): the group over the column at @place, where that has a title under it,
 * or stands at its left where merges were lost; "" if it has none */
static const char *
get_group (AttestSheetTable *self, guint place)
{
  for (guint left = place + 1; self->n_header > 1 && left > 0; left--)
    {
      const char *upper = attest_sheet_table_get_text (self, self->header, left - 1);

      if (*upper != '\0')
        return *attest_sheet_table_get_text (self, self->header + 1, left - 1) != '\0' ? upper : "";
    }
  return "";
}

/* 1차사후, 2차사후, 갱신: the days of audits, of which the last is still to come. */
static gboolean
is_of_audits (AttestSheetTable *self, const char *group, const char *head)
{
  if (*group != '\0' || !attest_sheet_has_word ("day_renewals", head))
    return FALSE;
  for (guint i = 0; i < self->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (self->columns, i);

      if (attest_sheet_contains_word ("audits", column->head))
        return TRUE;
    }
  return FALSE;
}

/* 최초 over days. Where another title is for the same day, that one is right. */
static void
find_day (AttestSheetTable *self, AttestSheetColumn *column)
{
  const char *upper = attest_sheet_table_get_text (self, self->header, column->column);
  const char *lower = self->n_header > 1
                          ? attest_sheet_table_get_text (self, self->header + 1, column->column)
                          : "";
  const char *group = *lower != '\0' ? get_group (self, column->column) : "";
  const char *head = *lower != '\0' ? lower : upper;
  const char *path =
      attest_sheet_find_day_head (self->schema, g_str_equal (group, lower) ? "" : group, head);

  if (path == NULL || !attest_sheet_column_has_days (self, column->column)
      || is_of_audits (self, group, head))
    return;
  if (attest_sheet_table_find (self, path) == NULL)
    {
      map (self, column, path);
      return;
    }
  column->rival = g_strdup (path);
  self->has_rivals = TRUE;
}

static void
find_days (AttestSheetTable *self, const AttestDecisions *decisions)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      AttestSheetColumn *column = g_ptr_array_index (self->columns, i);

      if (column->path == NULL && column->rival == NULL && column->standard == NULL
          && !column->is_hidden
          && attest_sheet_find_decided (decisions, ATTEST_DECIDE_COLUMN, column->head) == NULL)
        find_day (self, column);
    }
}

/**
 * attest_sheet_columns_add:
 * @self: a table with a head, or without any
 * @decisions: what a person decided
 *
 * Finds its columns.
 */
void
attest_sheet_columns_add (AttestSheetTable *self, const AttestDecisions *decisions)
{
  for (guint i = 0; self->n_header > 0 && i < attest_grid_get_n_columns (self->grid); i++)
    add_column (self, self->schema, decisions, i);
  if (self->n_header == 1 && self->schema->begins != NULL && self->schema->ends != NULL)
    part_periods (self, decisions);
  find_lines (self);
  leave_halves (self, decisions);
  find_days (self, decisions);
  attest_sheet_editions_find (self);
}
