/* How the days in the columns of a sheet are written: see the header.
 *
 * What a column shows of itself comes first. Where its days can be read in several ways, the other
 * columns of the sheet are asked: people write all of a row alike. That makes an offer, never a
 * day. */
#include "attest-config.h"
#include "intake/attest-sheet-dates.h"

#include "intake/attest-sheet-columns.h"

#include <string.h>

#define MOST_COMPARED 1000 /* rows in which two days are compared */

/* What the days of a column show. */
typedef struct
{
  AttestSheetColumn *column;
  const char *decided;        /* (nullable): by a person, such as d/m/y */
  AttestDateOrder order;      /* of days with whole years */
  gboolean is_mixed;          /* they have both */
  AttestSheetDaysForms forms; /* that all days with short years can have */
  gboolean has_short;
  char separator; /* between the numbers of all days that can be read in several ways; 0: none */
  gboolean has_separators; /* several */
} Evidence;

static void
note_separator (Evidence *self, char separator)
{
  self->has_separators =
      self->has_separators || (self->separator != 0 && self->separator != separator);
  self->separator = separator;
}

static void
take_text (Evidence *self, const char *text)
{
  AttestDateReading reading;
  AttestSheetDaysForms forms = 0;

  attest_date_read (text, &reading);
  forms = attest_sheet_days_find_forms (&reading, text);
  if (forms != 0)
    {
      self->has_short = TRUE;
      self->forms &= forms;
      note_separator (self, text[strspn (text, "0123456789")]);
    }
  if (reading.fault == ATTEST_DATE_TWO_WAYS)
    note_separator (self, reading.separator);
  if (reading.fault != ATTEST_DATE_FINE || reading.order == ATTEST_DATE_ORDER_UNKNOWN)
    return;
  self->is_mixed =
      self->is_mixed || (self->order != ATTEST_DATE_ORDER_UNKNOWN && self->order != reading.order);
  self->order = reading.order;
  note_separator (self, reading.separator);
}

static void
look_through (Evidence *self, const AttestSheetTable *table)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  const guint column = self->column->column;

  self->forms = ATTEST_SHEET_DAYS_ANY;
  for (guint row = table->header + table->n_header;
       row < attest_grid_get_length (table->grid, column);
       row++)
    {
      guint id = attest_grid_get_id (table->grid, row, column);

      if (id != 0 && g_hash_table_add (seen, GUINT_TO_POINTER (id)))
        take_text (self, attest_grid_get_text_of_id (table->grid, id));
    }
  if (self->is_mixed)
    self->order = ATTEST_DATE_ORDER_UNKNOWN;
}

static gboolean
is_single (AttestSheetDaysForms forms)
{
  return forms != 0 && (forms & (forms - 1)) == 0;
}

static void
apply_decision (Evidence *self)
{
  static const struct
  {
    char letter;
    AttestDateOrder order;
    AttestSheetDaysForms form;
  } decisions[] = {
    { 'y', ATTEST_DATE_ORDER_UNKNOWN, ATTEST_SHEET_DAYS_YMD },
    { 'm', ATTEST_DATE_MONTH_FIRST, ATTEST_SHEET_DAYS_MDY },
    { 'd', ATTEST_DATE_DAY_FIRST, ATTEST_SHEET_DAYS_DMY },
  };

  for (guint i = 0; self->decided != NULL && i < G_N_ELEMENTS (decisions); i++)
    if (*self->decided == decisions[i].letter)
      {
        /* The year in front says nothing of days that have theirs behind. */
        if (decisions[i].order != ATTEST_DATE_ORDER_UNKNOWN)
          self->order = decisions[i].order;
        self->forms = decisions[i].form;
      }
}

/* Days with whole years say how those with short ones are meant, and the other way round. */
static void
conclude (Evidence *self)
{
  const AttestSheetDaysForms form =
      attest_sheet_days_get_form (self->order) & (self->has_separators ? 0 : self->forms);

  if (self->decided != NULL)
    {
      apply_decision (self);
      return;
    }
  if (form != 0)
    self->forms = form;
  else if (self->order == ATTEST_DATE_ORDER_UNKNOWN && self->forms == ATTEST_SHEET_DAYS_DMY)
    self->order = ATTEST_DATE_DAY_FIRST;
  else if (self->order == ATTEST_DATE_ORDER_UNKNOWN && self->forms == ATTEST_SHEET_DAYS_MDY)
    self->order = ATTEST_DATE_MONTH_FIRST;
}

static Evidence *
find_evidence (GArray *all, const AttestField *field)
{
  for (guint i = 0; i < all->len; i++)
    if (g_array_index (all, Evidence, i).column->place.field == field)
      return &g_array_index (all, Evidence, i);
  return NULL;
}

/* Returns: whether the day of the column in @row can be read so */
static gboolean
read_as (const AttestSheetTable *table,
         const Evidence *self,
         guint row,
         AttestSheetDaysForms form,
         GDate *date)
{
  const char *text = attest_grid_get_text (table->grid, row, self->column->column);
  const AttestSheetDays days = { .forms = form };
  const GDate *read = NULL;
  AttestDateReading reading;

  attest_date_read (text, &reading);
  if (attest_sheet_days_find_forms (&reading, text) & form)
    read = attest_sheet_days_guess (&days, &reading, text);
  if (read != NULL)
    *date = *read;
  return read != NULL;
}

/* Returns: the form in which the days of the column stand; 0: they do not say it */
static AttestSheetDaysForms
get_own_form (const Evidence *self)
{
  if (self->order != ATTEST_DATE_ORDER_UNKNOWN)
    return attest_sheet_days_get_form (self->order);
  return self->has_short ? self->forms : 0;
}

/* Returns: the forms in which a day of @begins comes after that of @ends in the same row: in those
 * nobody wrote them */
static AttestSheetDaysForms
find_out_of_time (const AttestSheetTable *table, const Evidence *begins, const Evidence *ends)
{
  AttestSheetDaysForms found = 0;
  guint n_rows = attest_grid_get_length (table->grid, ends->column->column);

  for (guint row = table->header + table->n_header; row < MIN (n_rows, MOST_COMPARED); row++)
    for (guint form = 1; form < ATTEST_SHEET_DAYS_ANY; form <<= 1)
      {
        GDate from;
        GDate to;

        if (read_as (table, begins, row, form, &from) && read_as (table, ends, row, form, &to)
            && g_date_compare (&from, &to) > 0)
          found |= form;
      }
  return found;
}

/* What is valid from a day on is valid until a later one. */
static void
compare_ends (const AttestSheetTable *table, GArray *all)
{
  Evidence *begins = find_evidence (all, table->schema->begins);
  Evidence *ends = find_evidence (all, table->schema->ends);
  AttestSheetDaysForms out_of_time = 0;

  if (begins == NULL || ends == NULL || !begins->has_short || !ends->has_short
      || begins->has_separators || ends->has_separators || begins->separator != ends->separator)
    return;
  out_of_time = find_out_of_time (table, begins, ends);
  if ((begins->forms & ~out_of_time) != 0 && (ends->forms & ~out_of_time) != 0)
    {
      begins->forms &= ~out_of_time;
      ends->forms &= ~out_of_time;
    }
}

/* Returns: the form that the other columns agree on, written with the same sign; 0: none does, or
 * they do not */
static AttestSheetDaysForms
ask_others (const Evidence *self, const GArray *all)
{
  AttestSheetDaysForms agreed = ATTEST_SHEET_DAYS_ANY;

  for (guint i = 0; i < all->len && !self->has_separators; i++)
    {
      const Evidence *other = &g_array_index (all, Evidence, i);
      const AttestSheetDaysForms form = get_own_form (other);

      if (other != self && is_single (form) && !other->has_separators
          && other->separator == self->separator)
        agreed &= form;
    }
  return is_single (agreed) ? agreed : 0;
}

/* Returns: what is known of the column, by itself and by the others */
static AttestSheetDays
sum_up (const Evidence *self, const GArray *all)
{
  AttestSheetDays days = { self->order, ATTEST_DATE_ORDER_UNKNOWN, self->forms };
  const AttestSheetDaysForms others = ask_others (self, all);

  if (!is_single (self->forms) && (others & self->forms) != 0)
    days.forms = others;
  if (self->order != ATTEST_DATE_ORDER_UNKNOWN || self->is_mixed || self->decided != NULL)
    return days;
  if (others == ATTEST_SHEET_DAYS_DMY)
    days.likely = ATTEST_DATE_DAY_FIRST;
  else if (others == ATTEST_SHEET_DAYS_MDY)
    days.likely = ATTEST_DATE_MONTH_FIRST;
  return days;
}

static gboolean
is_of_days (const AttestField *field)
{
  return field != NULL
         && (field->kind == ATTEST_FIELD_DATE || field->kind == ATTEST_FIELD_DATE_TIME);
}

/**
 * attest_sheet_dates_find:
 * @table: a table whose columns are known
 * @decisions: what a person said of them
 *
 * Sets what is known of the days of each column; where they say different things, nothing is.
 */
void
attest_sheet_dates_find (AttestSheetTable *table, const AttestDecisions *decisions)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Evidence));

  for (guint i = 0; i < table->columns->len; i++)
    {
      AttestSheetColumn *column = g_ptr_array_index (table->columns, i);
      Evidence evidence = { column };

      if (!is_of_days (column->place.field))
        continue;
      evidence.decided = attest_sheet_find_decided (decisions, ATTEST_DECIDE_DATE, column->head);
      look_through (&evidence, table);
      conclude (&evidence);
      g_array_append_val (all, evidence);
    }
  compare_ends (table, all);
  for (guint i = 0; i < all->len; i++)
    {
      const Evidence *evidence = &g_array_index (all, Evidence, i);

      evidence->column->days = sum_up (evidence, all);
    }
}
