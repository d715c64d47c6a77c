/* From what stands in a cell to what stands in a field.
 *
 * A value that is known is taken, one that is only likely is offered, and one that is neither is
 * asked for, once for all cells that have it. A person's word comes before everything.
 * Thread: any; belongs to whoever made it. */
#include "attest-config.h"
#include "intake/attest-sheet-values.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "check/attest-countries.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-held.h"
#include "intake/attest-sheet-known.h"
#include "intake/attest-sheet-marks.h"
#include "intake/attest-sheet-range.h"
#include "intake/attest-sheet-standards.h"
#include "intake/attest-sheet-words.h"

struct _AttestSheetValues
{
  const AttestDecisions *decisions;
  gboolean takes_offers;
  GPtrArray *undecided; /* of AttestSheetUndecided, in the order of their coming */
  GHashTable *asked;    /* path, colon, value → one of them */
  guint n_asked;        /* cells */
  GHashTable *met; /* keys of decisions about values → how many cells were found to have it */
};

static void
undecided_free (gpointer data)
{
  AttestSheetUndecided *undecided = data;

  g_free (undecided->path);
  g_free (undecided->value);
  g_free (undecided->offer);
  g_free (undecided);
}

static char *
make_key (const char *path, const char *value)
{
  return g_strconcat (path, ":", value, NULL);
}

/**
 * attest_sheet_values_new:
 * @decisions: what a person decided; outlives the object
 *
 * Returns: (transfer full): nothing read yet
 */
AttestSheetValues *
attest_sheet_values_new (const AttestDecisions *decisions)
{
  AttestSheetValues *self = g_new0 (AttestSheetValues, 1);

  g_return_val_if_fail (decisions != NULL, NULL);

  self->decisions = decisions;
  self->takes_offers =
      g_strcmp0 (attest_decisions_get (decisions, ATTEST_DECIDE_OFFERS, ""), "yes") == 0;
  self->undecided = g_ptr_array_new_with_free_func (undecided_free);
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/* Frees @self. */
void
attest_sheet_values_free (AttestSheetValues *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->asked);
  g_hash_table_unref (self->met);
  g_ptr_array_unref (self->undecided);
  g_free (self);
}

/* Returns: how often something was asked so far */
guint
attest_sheet_values_get_n_asked (AttestSheetValues *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_asked;
}

/* Returns: (transfer none) (element-type AttestSheetUndecided): what a person has to say */
GPtrArray *
attest_sheet_values_get_undecided (AttestSheetValues *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->undecided;
}

/**
 * attest_sheet_values_count_met:
 * @key: of an %ATTEST_DECIDE_VALUE
 *
 * Returns: how often what was read has the value that was decided; where a column has it, each text
 *   need be looked at but once
 */
guint
attest_sheet_values_count_met (AttestSheetValues *self, const char *key)
{
  g_return_val_if_fail (self != NULL && key != NULL, 0);

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->met, key));
}

static const char *
meet (AttestSheetValues *self, const char *key)
{
  const char *decided = attest_decisions_get (self->decisions, ATTEST_DECIDE_VALUE, key);

  if (decided != NULL)
    g_hash_table_insert (self->met,
                         g_strdup (key),
                         GUINT_TO_POINTER (attest_sheet_values_count_met (self, key) + 1));
  return decided;
}

static const char *
find_decided (AttestSheetValues *self, const char *path, const char *value)
{
  g_autofree char *own = make_key (path, value);
  const char *for_all = meet (self, value);
  const char *decided = meet (self, own);

  return decided != NULL ? decided : for_all;
}

/* Asks, or takes what is likely. Returns: (transfer full) (nullable): the offer, if it is taken */
static char *
ask (AttestSheetValues *self, const AttestSheetCell *cell, const char *value, const char *offer)
{
  g_autofree char *key = NULL;
  AttestSheetUndecided *undecided = NULL;

  if (offer != NULL && self->takes_offers)
    return g_strdup (offer);
  key = make_key (cell->path, value);
  undecided = g_hash_table_lookup (self->asked, key);
  if (undecided == NULL)
    {
      undecided = g_new0 (AttestSheetUndecided, 1);
      undecided->path = g_strdup (cell->path);
      undecided->value = g_strdup (value);
      undecided->offer = g_strdup (offer);
      g_ptr_array_add (self->undecided, undecided);
      g_hash_table_insert (self->asked, g_steal_pointer (&key), undecided);
    }
  undecided->count++;
  self->n_asked++;
  return NULL;
}

/* Dates. */

static char *
read_date (AttestSheetValues *self, const AttestSheetCell *cell, const char *text)
{
  g_autofree char *offer = NULL;
  g_autofree char *bare = NULL;
  char *day = attest_sheet_days_read (&cell->days, text, &offer);

  if (day == NULL && offer == NULL)
    bare = attest_sheet_range_dup_end (cell->field, text);
  if (bare != NULL)
    day = attest_sheet_days_read (&cell->days, bare, &offer);
  return day != NULL ? day : ask (self, cell, text, offer);
}

/* Asks about one of two days, where that is needed. */
static char *
read_half (AttestSheetValues *self, const AttestSheetCell *cell, const char *text)
{
  g_autofree char *tidy = attest_text_tidy (text, ATTEST_TEXT_LINE);
  const char *decided = find_decided (self, cell->path, tidy);

  if (decided != NULL)
    return *decided != '\0' ? g_strdup (decided) : NULL;
  return read_date (self, cell, tidy);
}

/**
 * attest_sheet_values_read_range:
 * @cell: of a date
 * @from: (out) (transfer full) (nullable): the first day
 * @to: (out) (transfer full) (nullable): the last day
 *
 * Returns: whether the cell has two days: from ~ to; one that a person has to decide is %NULL
 */
gboolean
attest_sheet_values_read_range (AttestSheetValues *self,
                                const AttestSheetCell *cell,
                                char **from,
                                char **to)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  g_return_val_if_fail (self != NULL && cell != NULL && from != NULL && to != NULL, FALSE);

  if (!attest_sheet_range_split (&cell->days, cell->text, &first, &last))
    return FALSE;
  *from = read_half (self, cell, first);
  *to = read_half (self, cell, last);
  return TRUE;
}

/* Words. */

static const AttestChoice *
find_choice (const AttestField *field, const char *text)
{
  for (const AttestChoice *choice = field->choices; choice != NULL && choice->wire != NULL;
       choice++)
    if (g_ascii_strcasecmp (choice->wire, text) == 0)
      return choice;
  return NULL;
}

/* What a whole value means, and what a part of it does. */
typedef AttestSheetWord (*Meaning) (const AttestSheetCell *cell,
                                    const char *text,
                                    const char **wire);

/* 정지(해제), Active (suspended 2025-03), 정상(취소 예정): what stands beside a word may undo it.
 */
static gboolean
says_when_or_other (const AttestSheetCell *cell, const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ,.", -1);

  if (attest_str_has_digit (text) || attest_sheet_says_not_held (text)
      || attest_sheet_says_undone (text))
    return TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *wire = NULL;

      if (*words[i] != '\0'
          && attest_sheet_find_value (cell->path, words[i], &wire) != ATTEST_SHEET_WORD_UNKNOWN)
        return TRUE;
    }
  return FALSE;
}

/* 유효(Valid), 대한민국 / Korea: said twice, it means what all parts mean that are known. Where
 * some are not, that is likely. */
static AttestSheetWord
find_meaning (const AttestSheetCell *cell, const char *text, Meaning meaning, const char **wire)
{
  AttestSheetWord known = meaning (cell, text, wire);
  g_auto (GStrv) parts =
      known == ATTEST_SHEET_WORD_UNKNOWN ? g_strsplit_set (text, "()[]/", -1) : NULL;

  for (guint i = 0; parts != NULL && parts[1] != NULL && parts[i] != NULL; i++)
    {
      const char *own = NULL;

      if (attest_str_is_blank (parts[i]))
        continue;
      if (meaning (cell, g_strstrip (parts[i]), &own) != ATTEST_SHEET_WORD_KNOWN)
        known = ATTEST_SHEET_WORD_OFFERED;
      if (own == NULL && says_when_or_other (cell, parts[i]))
        return *wire = NULL, ATTEST_SHEET_WORD_UNKNOWN;
      if (own == NULL)
        continue;
      if (*wire != NULL && !g_str_equal (*wire, own))
        return *wire = NULL, ATTEST_SHEET_WORD_UNKNOWN;
      *wire = own;
    }
  if (*wire == NULL)
    return ATTEST_SHEET_WORD_UNKNOWN;
  return known == ATTEST_SHEET_WORD_UNKNOWN ? ATTEST_SHEET_WORD_KNOWN : known;
}

/* A word, or a sign, which says yes or no where there is such an answer: ○, ☐ */
static AttestSheetWord
find_value (const char *path, const char *text, const char **wire)
{
  AttestSheetWord known = attest_sheet_find_value (path, text, wire);
  const AttestSheetMark mark =
      known == ATTEST_SHEET_WORD_UNKNOWN ? attest_sheet_read_sign (text) : ATTEST_MARK_DOUBT;

  if (mark != ATTEST_MARK_DOUBT)
    known = attest_sheet_find_value (path, mark == ATTEST_MARK_YES ? "yes" : "no", wire);
  return known;
}

static AttestSheetWord
find_word (const AttestSheetCell *cell, const char *text, const char **wire)
{
  AttestSheetWord known = find_value (cell->path, text, wire);
  const AttestChoice *choice =
      known != ATTEST_SHEET_WORD_KNOWN ? find_choice (cell->field, text) : NULL;

  if (choice == NULL)
    return known;
  *wire = choice->wire;
  return ATTEST_SHEET_WORD_KNOWN;
}

/**
 * attest_sheet_values_take:
 * @path: of the field
 * @field: the field there
 * @decided: what a person, or a profile, said that it is to have
 *
 * Of a choice or a flag that may be any word that a sheet may have for it.
 *
 * Returns: (transfer full) (nullable): the field's text; of a flag “yes” or “no”; %NULL: of a flag,
 *   @decided is neither
 */
char *
attest_sheet_values_take (const char *path, const AttestField *field, const char *decided)
{
  const AttestSheetCell cell = { path, field, ATTEST_CELL_TEXT, decided };
  const char *wire = NULL;

  g_return_val_if_fail (path != NULL && field != NULL && decided != NULL, NULL);

  if ((field->kind == ATTEST_FIELD_CHOICE || field->kind == ATTEST_FIELD_FLAG)
      && find_word (&cell, decided, &wire) == ATTEST_SHEET_WORD_KNOWN)
    return g_strdup (wire);
  return field->kind == ATTEST_FIELD_FLAG && *decided != '\0' ? NULL : g_strdup (decided);
}

/* What was decided to be nothing is nothing; what cannot be is asked about again. */
static char *
take (AttestSheetValues *self, const AttestSheetCell *cell, const char *value, const char *decided)
{
  char *taken = NULL;

  if (*decided == '\0')
    return NULL;
  taken = attest_sheet_values_take (cell->path, cell->field, decided);
  return taken != NULL ? taken : ask (self, cell, value, NULL);
}

static char *
read_word (AttestSheetValues *self, const AttestSheetCell *cell, const char *text)
{
  const char *wire = NULL;

  if (find_meaning (cell, text, find_word, &wire) == ATTEST_SHEET_WORD_KNOWN)
    return g_strdup (wire);
  return ask (self, cell, text, wire);
}

/* Yes and no, in the words of the record's own flags. A column that says the opposite has words of
 * its own, since “public” and “confidential” mean the same wherever they stand. */
static char *
read_flag (AttestSheetValues *self, const AttestSheetCell *cell, const char *text)
{
  g_autofree char *path = g_strconcat (cell->opposite ? "!" : "", cell->path, NULL);
  const char *wire = NULL;

  if (find_value (path, text, &wire) == ATTEST_SHEET_WORD_KNOWN)
    return g_strdup (wire);
  return ask (self, cell, text, NULL);
}

static AttestSheetWord
find_country (const AttestSheetCell *cell, const char *text, const char **name)
{
  const AttestCountryMatch match = attest_countries_match (text, name);

  if (match == ATTEST_COUNTRY_KNOWN)
    *name = g_intern_string (text);
  return *name != NULL && (match == ATTEST_COUNTRY_KNOWN || match == ATTEST_COUNTRY_ALIAS)
             ? ATTEST_SHEET_WORD_KNOWN
             : ATTEST_SHEET_WORD_UNKNOWN;
}

static char *
read_country (AttestSheetValues *self, const AttestSheetCell *cell, const char *text)
{
  const char *name = NULL;

  if (find_meaning (cell, text, find_country, &name) == ATTEST_SHEET_WORD_KNOWN)
    return g_strdup (name);
  /* Guinea (Bissau) is not likely to be Guinea. */
  return ask (self, cell, text, NULL);
}

static char *
read_standard (AttestSheetValues *self, const AttestSheetCell *cell, const char *text)
{
  const char *name = NULL;
  const char *scheme = NULL;
  AttestSheetWord known = attest_sheet_find_standard (text, &name, &scheme);
  const char *system = NULL;
  char *taken = NULL;

  if (known == ATTEST_SHEET_WORD_KNOWN)
    return g_strdup (name);
  system = known == ATTEST_SHEET_WORD_UNKNOWN ? attest_sheet_find_system (text) : NULL;
  if (system != NULL)
    attest_sheet_find_standard (system, &name, &scheme);
  else if (known == ATTEST_SHEET_WORD_UNKNOWN && !attest_sheet_doubts_standard (text, &name))
    return g_strdup (text);
  taken = ask (self, cell, text, name);
  return taken != NULL ? taken : g_strdup (text);
}

/* What a person may write freely, and most write in a few words: 최초 is no type of a
 * certification, but that of an audit. */
static char *
read_usual (AttestSheetValues *self, const AttestSheetCell *cell, const char *text)
{
  const char *wire = NULL;
  const AttestSheetWord known = attest_sheet_find_value (cell->path, text, &wire);

  if (known == ATTEST_SHEET_WORD_OFFERED)
    return ask (self, cell, text, wire);
  return g_strdup (known == ATTEST_SHEET_WORD_KNOWN ? wire : text);
}

/* A time of day is not left out: the record's own check asks for its zone. */
static gboolean
lacks_zone (const char *text)
{
  AttestDateReading day = { 0 };
  gint64 moment = 0;

  return attest_date_time_read (text, &day, &moment) == ATTEST_DATE_NO_ZONE;
}

static char *
read_as (AttestSheetValues *self, const AttestSheetCell *cell, const char *text)
{
  gint64 moment = 0;

  switch (cell->field->kind)
    {
    case ATTEST_FIELD_DATE_TIME:
      if (attest_date_time_parse (text, &moment) != ATTEST_DATE_INVALID || lacks_zone (text))
        return g_strdup (text);
      G_GNUC_FALLTHROUGH;
    case ATTEST_FIELD_DATE:
      return cell->kind == ATTEST_CELL_DATE ? g_strdup (text) : read_date (self, cell, text);
    case ATTEST_FIELD_CHOICE:
      return read_word (self, cell, text);
    case ATTEST_FIELD_FLAG:
      return read_flag (self, cell, text);
    default:
      if (g_str_has_suffix (cell->path, "country"))
        return read_country (self, cell, text);
      if (g_str_has_suffix (cell->path, "standards_name"))
        return read_standard (self, cell, text);
      return cell->field->choices != NULL ? read_usual (self, cell, text) : g_strdup (text);
    }
}

/* Whether @text, which is a word for nothing or for “the same as above”, is one of those that the
 * field itself has: 無 can be an answer. */
static gboolean
is_own_word (const AttestSheetCell *cell, const char *text)
{
  g_autofree char *path = g_strconcat (cell->opposite ? "!" : "", cell->path, NULL);
  const char *wire = NULL;

  return attest_sheet_find_value (path, text, &wire) == ATTEST_SHEET_WORD_KNOWN;
}

/* Nil and the like are nothing but where they can be names: those a person decides, as what is the
 * same as a cell above that nobody knows. @asked: (out) Returns: whether @text says nothing itself
 */
static gboolean
is_no_value (const AttestSheetCell *cell, const char *text, gboolean *asked)
{
  const AttestSheetWord nothing = attest_sheet_find_nothing (text);
  const gboolean is_ditto = attest_sheet_find_ditto (text) != ATTEST_SHEET_WORD_UNKNOWN;

  *asked = is_ditto || attest_sheet_has_names (cell->field);
  return (is_ditto || nothing == ATTEST_SHEET_WORD_OFFERED) && !is_own_word (cell, text);
}

/**
 * attest_sheet_values_read:
 * @cell: a cell, and the field it is for
 *
 * Returns: (transfer full) (nullable): the field's text; of a flag “yes” or “no”; %NULL if there is
 *   nothing, or a person has to decide
 */
char *
attest_sheet_values_read (AttestSheetValues *self, const AttestSheetCell *cell)
{
  g_autofree char *tidy = NULL;
  const char *decided = NULL;
  gboolean asked = FALSE;

  g_return_val_if_fail (self != NULL && cell != NULL, NULL);

  if (cell->kind == ATTEST_CELL_ERROR)
    return NULL;
  tidy = attest_text_tidy (cell->text,
                           cell->field->kind == ATTEST_FIELD_LONG_TEXT ? ATTEST_TEXT_LONG
                                                                       : ATTEST_TEXT_LINE);
  if (attest_sheet_is_nothing (tidy) && !is_own_word (cell, tidy))
    return NULL;
  decided = find_decided (self, cell->path, tidy);
  if (decided != NULL)
    return take (self, cell, tidy, decided);
  if (is_no_value (cell, tidy, &asked))
    return asked ? ask (self, cell, tidy, NULL) : NULL;
  return read_as (self, cell, tidy);
}

/**
 * attest_sheet_values_offer:
 * @cell: what is not in the field's own cells, but says something of it
 * @offer: what that likely is
 *
 * Returns: (transfer full) (nullable): the field's text, where a person said so; %NULL: a person
 *   has to decide, or said that it is nothing
 */
char *
attest_sheet_values_offer (AttestSheetValues *self, const AttestSheetCell *cell, const char *offer)
{
  const char *decided = NULL;

  g_return_val_if_fail (self != NULL && cell != NULL && offer != NULL, NULL);

  decided = find_decided (self, cell->path, cell->text);
  if (decided != NULL)
    return take (self, cell, cell->text, decided);
  return ask (self, cell, cell->text, offer);
}
