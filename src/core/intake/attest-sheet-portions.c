/* Several records in each row of a sheet: see the header.
 *
 *   Company   | ISO 9001          | ISO 14001         |
 *             | Number   | Expiry | Number   | Expiry |
 *
 * has two certificates of a company, and so has a sheet with “Number 1” and “Number 2”. That it is
 * so is sure where each group has a number of its own, and no column beside them has one. What
 * stands in no group is of all of them. */
#include "attest-config.h"
#include "intake/attest-sheet-portions.h"

#include "base/attest-date.h"
#include "base/attest-str.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-columns.h"
#include "intake/attest-sheet-known.h"
#include "intake/attest-sheet-marks.h"
#include "intake/attest-sheet-standards.h"
#include "intake/attest-sheet-words.h"

#include <string.h>

#define FEW 2        /* groups, at least */
#define MOST_SEEN 50 /* rows that are looked at to tell what a column has */

/* What a column may be, if rows have several records. */
typedef struct
{
  char *group;    /* (nullable): the standard, or the number, of its group */
  char *standard; /* (nullable): that of the group */
  const char *path;
} Claim;

static void
claim_clear (gpointer data)
{
  Claim *claim = data;

  g_free (claim->group);
  g_free (claim->standard);
}

static const char *
get_number_path (const AttestSheetTable *table)
{
  return table->schema->fields[table->schema->title_field].key;
}

/* “No.” alone can be a running number; in a group it is that of the certificate. */
static const char *
find_path (const AttestSchema *schema, const char *head)
{
  const char *path = attest_sheet_find_head (schema, head);
  const char *number = schema->fields[schema->title_field].key;
  GHashTableIter words;
  gpointer word = NULL;

  if (path != NULL && *path != '\0')
    return path;
  g_hash_table_iter_init (&words, attest_sheet_get_folded ("before_number"));
  while (g_hash_table_iter_next (&words, &word, NULL))
    {
      g_autofree char *whole = g_strconcat (word, " ", head, NULL);

      path = attest_sheet_find_head (schema, whole);
      if (path != NULL && g_str_equal (path, number))
        return path;
    }
  return NULL;
}

/* Where the standard stands in a title: ISO 9001 Expiry. */
static GRegex *
get_standard (void)
{
  static GRegex *regex = NULL;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex,
                       g_regex_new ("(?<![A-Za-z0-9])(?:KS [A-Z] )?(?:ISO(?:/IEC)?|IATF|IEC)[ /-]*"
                                    "[0-9]{4,5}(?:[:-][0-9]{4})?(?![0-9])",
                                    G_REGEX_OPTIMIZE,
                                    0,
                                    NULL));
  return regex;
}

/* @rest: (out) (transfer full): @head without it. Returns: (transfer full) (nullable): the standard
 * in @head */
static char *
take_standard (const char *head, char **rest)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *text = NULL;
  int start = 0;
  int end = 0;

  *rest = NULL;
  if (!g_regex_match (get_standard (), head, 0, &match)
      || !g_match_info_fetch_pos (match, 0, &start, &end))
    return NULL;
  text = g_match_info_fetch (match, 0);
  *rest = g_strdup_printf ("%.*s %s", start, head, head + end);
  return attest_sheet_find_in_title (text);
}

/* The upper row of the head over @place; a group stands over its first column alone where merges
 * were lost. */
static const char *
get_upper (AttestSheetTable *table, guint place)
{
  const char *upper = "";

  for (guint left = place + 1; left > 0 && *upper == '\0'; left--)
    upper = attest_sheet_table_get_text (table, table->header, left - 1);
  return upper;
}

/* ISO 9001, Q, 품질. Returns: (transfer full) (nullable): the standard that @title names alone */
static char *
find_titled (const char *title)
{
  g_autofree char *standard = attest_sheet_find_in_title (title);

  if (standard == NULL)
    return g_strdup (attest_sheet_find_system (title));
  return attest_sheet_says_no_more (title, standard) ? g_steal_pointer (&standard) : NULL;
}

/* @upper over @lower. Returns: whether it is a standard over what a certificate has */
static gboolean
claim_under (Claim *claim, const AttestSchema *schema, const char *upper, const char *lower)
{
  g_autofree char *standard = find_titled (upper);

  if (standard == NULL)
    return FALSE;
  claim->path = find_path (schema, lower);
  if (claim->path == NULL)
    return FALSE;
  claim->group = g_strdup (standard);
  claim->standard = g_steal_pointer (&standard);
  return TRUE;
}

/* ISO 9001 over Number, or Number over ISO 9001. */
static void
claim_in_group (Claim *claim, const AttestSchema *schema, const char *upper, const char *lower)
{
  if (!claim_under (claim, schema, upper, lower))
    claim_under (claim, schema, lower, upper);
}

/* Number (QMS). Returns: whether what stands in brackets at the end of @head is a standard */
static gboolean
claim_in_brackets (Claim *claim, const AttestSchema *schema, const char *head)
{
  const char *begin = strrchr (head, '(');
  g_autofree char *inner = NULL;
  g_autofree char *before = NULL;

  if (begin == NULL || !g_str_has_suffix (head, ")"))
    return FALSE;
  inner = g_strndup (begin + 1, strlen (begin) - 2);
  before = g_strndup (head, (gsize) (begin - head));
  return claim_under (claim, schema, inner, before);
}

/* Both in one: ISO 9001 No., QMS (ISO 9001) No., No. ISO 9001, No. (QMS) */
static void
claim_together (Claim *claim, const AttestSchema *schema, const char *head)
{
  g_autofree char *rest = NULL;
  g_autofree char *standard = NULL;

  if (claim_in_brackets (claim, schema, head))
    return;

  for (const char *blank = strchr (head, ' '); blank != NULL; blank = strchr (blank + 1, ' '))
    {
      g_autofree char *upper = g_strndup (head, (gsize) (blank - head));

      if (claim_under (claim, schema, upper, blank + 1))
        return;
    }
  standard = take_standard (head, &rest);
  claim->path = standard != NULL ? find_path (schema, rest) : NULL;
  if (claim->path == NULL)
    return;
  claim->group = g_strdup (standard);
  claim->standard = g_steal_pointer (&standard);
}

static void
claim_number (Claim *claim, const AttestSchema *schema, const char *head)
{
  const gsize before = strcspn (head, "0123456789");
  const gsize n = strspn (head + before, "0123456789");
  g_autofree char *bare = NULL;

  if (n == 0 || n > 2 || attest_str_has_digit (head + before + n))
    return;
  bare = g_strdup_printf ("%.*s%s", (int) before, head, head + before + n);
  claim->path = attest_sheet_find_head (schema, bare);
  if (claim->path == NULL || *claim->path == '\0')
    claim->path = NULL;
  else
    claim->group = g_strndup (head + before, n);
}

/* Whether the numbers stand under the standards themselves: no marks, and no days. */
static gboolean
has_numbers (AttestSheetTable *table, const AttestSheetColumn *column)
{
  const guint first = table->header + table->n_header;
  const guint end = MIN (attest_grid_get_length (table->grid, column->column), first + MOST_SEEN);
  guint n = 0;

  for (guint row = first; row < end; row++)
    {
      const char *text = attest_sheet_table_get_text (table, row, column->column);
      AttestDateReading reading = { 0 };

      if (attest_sheet_is_nothing (text) || attest_sheet_read_mark (text) == ATTEST_MARK_NONE)
        continue;
      attest_date_read (text, &reading);
      if (attest_sheet_read_mark (text) == ATTEST_MARK_YES || !attest_str_has_digit (text)
          || reading.fault == ATTEST_DATE_FINE || reading.n_readings > 0)
        return FALSE;
      n++;
    }
  return n > 0;
}

static Claim
make_claim (AttestSheetTable *table, const AttestSheetColumn *column)
{
  Claim claim = { NULL };

  if (column->standard != NULL && attest_sheet_table_find (table, get_number_path (table)) == NULL
      && has_numbers (table, column))
    {
      claim.group = g_strdup (column->standard);
      claim.standard = g_strdup (column->standard);
      claim.path = get_number_path (table);
    }
  else if (table->n_header > 1)
    claim_in_group (&claim,
                    table->schema,
                    get_upper (table, column->column),
                    attest_sheet_table_get_text (table, table->header + 1, column->column));
  else
    claim_together (&claim, table->schema, column->head);
  if (claim.group == NULL)
    claim_number (&claim, table->schema, column->head);
  return claim;
}

static gboolean
is_path (const char *path, const char *other)
{
  return path != NULL && g_str_equal (path, other);
}

/* Returns: (transfer full): the groups with a number of their own, in the order of the sheet; none
 * if one has two */
static GPtrArray *
list_groups (const AttestSheetTable *table, const GArray *claims)
{
  GPtrArray *groups = g_ptr_array_new ();

  for (guint i = 0; i < claims->len; i++)
    {
      const Claim *claim = &g_array_index (claims, Claim, i);

      if (claim->group == NULL || !is_path (claim->path, get_number_path (table)))
        continue;
      if (g_ptr_array_find_with_equal_func (groups, claim->group, g_str_equal, NULL))
        {
          g_ptr_array_set_size (groups, 0);
          return groups;
        }
      g_ptr_array_add (groups, claim->group);
    }
  return groups;
}

/* Whether no column beside the groups has what they have: a number, or a standard that is that of
 * the row. */
static gboolean
are_alone (AttestSheetTable *table, const GArray *claims, const GPtrArray *groups)
{
  for (guint i = 0; i < claims->len; i++)
    {
      const Claim *claim = &g_array_index (claims, Claim, i);
      const AttestSheetColumn *column = g_ptr_array_index (table->columns, i);
      const gboolean is_shared = claim->group == NULL
                                 || !g_ptr_array_find_with_equal_func (
                                     (GPtrArray *) groups, claim->group, g_str_equal, NULL);

      if (is_shared
          && (is_path (column->path, get_number_path (table)) || column->standard != NULL
              || (column->place.inner != NULL && claim->group == NULL)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_path (const GPtrArray *columns, const char *path)
{
  for (guint i = 0; i < columns->len; i++)
    if (is_path (((AttestSheetColumn *) g_ptr_array_index (columns, i))->path, path))
      return TRUE;
  return FALSE;
}

/* @column: of @portion. Of two for one field the first has it, as everywhere. */
static void
take_column (AttestSheetTable *table,
             AttestSheetPortion *portion,
             AttestSheetColumn *column,
             const char *path,
             const AttestDecisions *decisions)
{
  const gboolean is_taken = has_path (portion->own, path + (*path == '!'));

  g_ptr_array_add (portion->own, column);
  if (attest_sheet_find_decided (decisions, ATTEST_DECIDE_COLUMN, column->head) != NULL)
    return;
  table->n_mapped -= column->path != NULL || column->standard != NULL;
  column->opposite = *path == '!';
  attest_str_set (&column->path, is_taken ? NULL : path + column->opposite);
  attest_str_set (&column->rival, is_taken ? path + column->opposite : NULL);
  g_clear_pointer (&column->standard, g_free);
  column->number = 0;
  column->place = attest_sheet_place_find (table->schema, column->path);
  table->n_mapped += column->path != NULL;
}

static void
part (AttestSheetTable *table,
      const GArray *claims,
      const GPtrArray *groups,
      const AttestDecisions *decisions)
{
  for (guint i = 0; i < groups->len; i++)
    {
      const char *group = g_ptr_array_index (groups, i);
      AttestSheetPortion *portion = attest_sheet_table_add_portion (table, NULL);

      for (guint j = 0; j < claims->len; j++)
        {
          const Claim *claim = &g_array_index (claims, Claim, j);
          AttestSheetColumn *column = g_ptr_array_index (table->columns, j);
          const gboolean is_own = claim->group != NULL && g_str_equal (claim->group, group);

          if (is_own)
            {
              attest_str_set (&portion->standard, claim->standard);
              take_column (table, portion, column, claim->path, decisions);
            }
          if (is_own || claim->group == NULL
              || !g_ptr_array_find_with_equal_func (
                  (GPtrArray *) groups, claim->group, g_str_equal, NULL))
            g_ptr_array_add (portion->columns, column);
        }
    }
}

/* A table with a number alone says nothing of a record: where one was withdrawn, how many there
 * are. */
static void
drop_poor (AttestSheetTable *table)
{
  for (guint i = table->portions->len; i-- > 0;)
    {
      AttestSheetPortion *portion = g_ptr_array_index (table->portions, i);
      guint n = 0;

      for (guint j = 0; j < portion->own->len; j++)
        n += ((AttestSheetColumn *) g_ptr_array_index (portion->own, j))->path != NULL;
      if (n >= FEW)
        continue;
      for (guint j = 0; j < portion->own->len; j++)
        {
          AttestSheetColumn *column = g_ptr_array_index (portion->own, j);

          table->n_mapped -= column->path != NULL || column->standard != NULL;
          g_clear_pointer (&column->path, g_free);
          g_clear_pointer (&column->standard, g_free);
          column->place = (AttestSheetPlace){ NULL };
        }
      g_ptr_array_remove_index (table->portions, i);
    }
  if (table->portions->len < FEW)
    g_clear_pointer (&table->portions, g_ptr_array_unref);
}

/* A second table beside the first: nothing is of both. */
static void
part_beside (AttestSheetTable *table)
{
  AttestSheetPortion *last = attest_sheet_table_add_portion (table, NULL);

  for (guint i = 0; i < table->columns->len; i++)
    {
      AttestSheetColumn *column = g_ptr_array_index (table->columns, i);

      if (column->begins_beside)
        last = attest_sheet_table_add_portion (table, NULL);
      g_ptr_array_add (last->columns, column);
      g_ptr_array_add (last->own, column);
    }
  drop_poor (table);
}

/**
 * attest_sheet_portions_find:
 * @table: a table with its columns
 * @decisions: what a person decided
 *
 * Finds out whether each row has several records, and then what the columns of each are for.
 */
void
attest_sheet_portions_find (AttestSheetTable *table, const AttestDecisions *decisions)
{
  g_autoptr (GArray) claims = g_array_new (FALSE, TRUE, sizeof (Claim));
  g_autoptr (GPtrArray) groups = NULL;

  if (table->is_beside)
    {
      part_beside (table);
      return;
    }
  g_array_set_clear_func (claims, claim_clear);
  for (guint i = 0; i < table->columns->len; i++)
    {
      Claim claim = make_claim (table, g_ptr_array_index (table->columns, i));

      g_array_append_val (claims, claim);
    }
  groups = list_groups (table, claims);
  if (groups->len >= FEW && are_alone (table, claims, groups))
    part (table, claims, groups, decisions);
}

/* Returns: whether @row, of @table, has anything that is of this record alone */
gboolean
attest_sheet_portion_says (const AttestSheetPortion *self, AttestSheetTable *table, guint row)
{
  for (guint i = 0; i < self->own->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (self->own, i);

      if (column->path != NULL
          && !attest_sheet_is_nothing (attest_sheet_table_get_text (table, row, column->column)))
        return TRUE;
    }
  return FALSE;
}
