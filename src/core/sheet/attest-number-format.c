/* Formats of numbers and texts, as far as they decide what a cell means.
 *
 * A format of day, month and year makes a day of a number. One of digits and fixed letters makes an
 * id of it, whose zeros and dashes stand nowhere else: what is shown is what people have on paper.
 * All others (thousands, percent, currency) do not change what the number is. What it puts around a
 * text is shown as well. */
#include "attest-config.h"
#include "sheet/attest-number-format.h"

#include "base/attest-str.h"

#include <math.h>
#include <string.h>

#define MAX_DIGITS 15 /* that a spreadsheet keeps of a number */
#define SECONDS_A_DAY 86400
#define LAST_DAY 2958465 /* 9999-12-31 */
#define LEAP_DAY 60      /* 1900-02-29, which there never was */
#define DAYS_TO_1904 1462
#define JULIAN_START 693594 /* GDate's number of 1899-12-30 */

/* The formats that files name by number alone (ECMA-376, 18.8.30), those of East Asia included. */
static const struct
{
  guint first;
  guint last;
  gboolean has_day;
} known_dates[] = {
  { 14, 17, TRUE }, { 18, 21, FALSE }, { 22, 22, TRUE },
  { 27, 36, TRUE }, { 45, 47, FALSE }, { 50, 58, TRUE },
};

/* Steps over a text in quotes, a letter behind a backslash, or what stands in brackets. */
static const char *
skip_literal (const char *p)
{
  const char *end = NULL;

  if (*p == '"' || *p == '[')
    end = strchr (p + 1, *p == '"' ? '"' : ']');
  else if ((*p == '\\' || *p == '_' || *p == '*') && p[1] != '\0')
    return g_utf8_next_char (p + 1);
  return end != NULL ? end + 1 : g_utf8_next_char (p);
}

static gboolean
is_literal (char c)
{
  return strchr ("\"[\\_*", c) != NULL;
}

static void
find_date (AttestNumberFormat *self, const char *code)
{
  for (const char *p = code; *p != '\0' && *p != ';'; p = skip_literal (p))
    if (!is_literal (*p) && strchr ("yYdDmMhHsS", *p) != NULL)
      {
        self->is_date = TRUE;
        self->has_day = self->has_day || strchr ("yYdD", *p) != NULL;
      }
}

static void
append_literal (GString *pattern, const char *p)
{
  const char *end = skip_literal (p);

  if (*p == '"')
    for (const char *q = p + 1; q < end - 1; q++)
      g_string_append_printf (pattern, (guchar) *q < 0x80 ? "\\%c" : "%c", *q);
  else if (*p == '\\')
    {
      g_string_append_c (pattern, '\\');
      g_string_append_len (pattern, p + 1, end - p - 1);
    }
}

/* A format that is only places for digits and letters between: the places as 0, letters as \c. */
static char *
make_pattern (const char *code)
{
  g_autoptr (GString) pattern = g_string_new (NULL);
  gboolean has_letter = FALSE;
  guint n_places = 0;

  for (const char *p = code; *p != '\0' && *p != ';'; p = skip_literal (p))
    if (is_literal (*p))
      {
        append_literal (pattern, p);
        has_letter = has_letter || *p == '"' || *p == '\\';
      }
    else if (strchr ("0#?", *p) != NULL)
      {
        g_string_append_c (pattern, *p == '?' ? '#' : *p);
        n_places++;
      }
    else if (strchr ("-()/ :+", *p) != NULL)
      {
        g_string_append_printf (pattern, "\\%c", *p);
        has_letter = TRUE;
      }
    else
      return NULL;
  if (n_places == 0 || (!has_letter && strchr (pattern->str, '0') == NULL))
    return NULL;
  return g_string_free (g_steal_pointer (&pattern), FALSE);
}

/* Returns: (nullable): where the part behind the one at @code begins */
static const char *
find_next_part (const char *code)
{
  const char *p = code;

  while (*p != '\0' && *p != ';')
    p = skip_literal (p);
  return *p == ';' ? p + 1 : NULL;
}

/* [>=100], beside colours and languages in brackets. */
static void
find_condition (AttestNumberPart *part, const char *code)
{
  for (const char *p = code; *p != '\0' && *p != ';'; p = skip_literal (p))
    {
      const gsize n = *p == '[' ? strspn (p + 1, "<>=") : 0;

      if (n == 0 || n >= sizeof part->sign)
        continue;
      memcpy (part->sign, p + 1, n);
      part->limit = g_ascii_strtod (p + 1 + n, NULL);
      return;
    }
}

/* Without a condition the first part is the one for what is shown by its digits: the others are for
 * less than nothing, and for nothing. */
static void
find_parts (AttestNumberFormat *self, const char *code)
{
  gboolean has_condition = FALSE;

  for (guint i = 0; code != NULL && i < ATTEST_NUMBER_FORMAT_PARTS; i++)
    {
      AttestNumberPart *part = &self->parts[i];

      find_condition (part, code);
      part->digits = make_pattern (code);
      has_condition = has_condition || *part->sign != '\0';
      if (!has_condition)
        return;
      code = find_next_part (code);
    }
}

/* What a part for texts puts at the place of @p, which is not @. */
static void
append_shown (GString *shown, const char *p)
{
  const char *end = skip_literal (p);

  if (*p == '"')
    g_string_append_len (shown, p + 1, MAX (end - p - 2, 0));
  else if (*p == '\\')
    g_string_append_len (shown, p + 1, end - p - 1);
  else if (!is_literal (*p))
    g_string_append_len (shown, p, end - p);
}

static void
find_text (AttestNumberFormat *self, const char *code)
{
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) behind = g_string_new (NULL);
  gboolean has_text = FALSE;

  for (const char *p = code; *p != '\0'; p = skip_literal (p))
    if (*p == ';' && has_text)
      break;
    else if (*p == ';')
      g_string_truncate (before, 0);
    else if (*p == '@')
      has_text = TRUE;
    else
      append_shown (has_text ? behind : before, p);
  if (!has_text || (attest_str_is_blank (before->str) && attest_str_is_blank (behind->str)))
    return;
  self->is_text = find_next_part (code) == NULL;
  self->before = g_string_free (g_steal_pointer (&before), FALSE);
  self->behind = g_string_free (g_steal_pointer (&behind), FALSE);
}

/**
 * attest_number_format_init:
 * @id: what the file calls it
 * @code: (nullable): the format, if the file tells it
 */
void
attest_number_format_init (AttestNumberFormat *self, guint id, const char *code)
{
  g_return_if_fail (self != NULL);

  *self = (AttestNumberFormat){ FALSE };
  if (code == NULL)
    {
      for (guint i = 0; i < G_N_ELEMENTS (known_dates); i++)
        if (id >= known_dates[i].first && id <= known_dates[i].last)
          *self = (AttestNumberFormat){ .is_date = TRUE, .has_day = known_dates[i].has_day };
      return;
    }
  if (g_ascii_strncasecmp (code, "general", 7) == 0)
    return;
  find_date (self, code);
  if (!self->is_date)
    find_parts (self, code);
  find_text (self, code);
}

/* Frees what @self holds, not @self. */
void
attest_number_format_clear (AttestNumberFormat *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < ATTEST_NUMBER_FORMAT_PARTS; i++)
    g_clear_pointer (&self->parts[i].digits, g_free);
  g_clear_pointer (&self->before, g_free);
  g_clear_pointer (&self->behind, g_free);
}

/* Returns: whether the condition of @part, if it has one, is true of @number */
static gboolean
is_true (const AttestNumberPart *part, double number)
{
  const gboolean is_equal = number == part->limit;

  if (strcmp (part->sign, "<>") == 0)
    return !is_equal;
  return *part->sign == '\0' || (strchr (part->sign, '=') != NULL && is_equal)
         || (*part->sign == '<' && number < part->limit)
         || (*part->sign == '>' && number > part->limit);
}

/* Returns: (nullable): how the digits of @number are placed */
static const char *
find_digits (const AttestNumberFormat *self, double number)
{
  for (guint i = 0; i < ATTEST_NUMBER_FORMAT_PARTS; i++)
    if (is_true (&self->parts[i], number))
      return self->parts[i].digits;
  return NULL;
}

/* A sheet has a hundred thousand days: printf would be much of what reading it costs. */
static void
put_digits (char *to, guint number, guint n)
{
  for (guint i = n; i > 0; i--, number /= 10)
    to[i - 1] = (char) ('0' + number % 10);
}

/* Returns: (transfer full) (nullable): the day and time of a number; %NULL if there is none */
static char *
show_date (const AttestNumberFormat *self, double number, gboolean from_1904)
{
  double days = floor (number);
  int seconds = (int) floor ((number - days) * SECONDS_A_DAY + 0.5);
  char time[] = "00:00:00";
  char text[] = "0000-00-00";
  GDate date;

  if (number < 0 || days > LAST_DAY - (from_1904 ? DAYS_TO_1904 : 0))
    return NULL;
  put_digits (time, (guint) seconds / 3600, 2);
  put_digits (time + 3, (guint) seconds / 60 % 60, 2);
  put_digits (time + 6, (guint) seconds % 60, 2);
  if (days < 1 && !self->has_day)
    return g_strdup (time);
  if (from_1904)
    days += DAYS_TO_1904;
  else if (days < 1 || days == LEAP_DAY)
    return NULL;
  else if (days < LEAP_DAY)
    days += 1;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, JULIAN_START + (guint) days + (seconds >= SECONDS_A_DAY));
  put_digits (text, g_date_get_year (&date), 4);
  put_digits (text + 5, g_date_get_month (&date), 2);
  put_digits (text + 8, g_date_get_day (&date), 2);
  return seconds % SECONDS_A_DAY == 0 ? g_strdup (text) : g_strconcat (text, " ", time, NULL);
}

/* Digits fill the places from the right; those too many stand before the first place. */
static char *
fill_pattern (const char *pattern, const char *digits)
{
  g_autoptr (GString) shown = g_string_new (NULL);
  gsize left = strlen (digits);
  gsize n_places = 0;
  gboolean begun = FALSE;

  for (const char *p = pattern; *p != '\0'; p++)
    if (*p == '\\')
      p++;
    else
      n_places += *p == '0' || *p == '#';
  for (const char *p = pattern; *p != '\0'; p++)
    if (*p == '\\' && p[1] != '\0')
      g_string_append_c (shown, *++p);
    else if (*p != '0' && *p != '#')
      g_string_append_c (shown, *p);
    else
      {
        gsize n = left > n_places ? left - n_places + 1 : left == n_places;

        g_string_append_len (shown, digits + strlen (digits) - left, (gssize) n);
        if (n == 0 && (*p == '0' || begun))
          g_string_append_c (shown, '0');
        begun = TRUE;
        left -= n;
        n_places--;
      }
  return g_string_free (g_steal_pointer (&shown), FALSE);
}

/* The shortest decimal that is the number, never with an exponent. */
static char *
show_plain (double number, AttestCellKind *kind)
{
  char text[64];
  double size = fabs (number);

  if (size >= 1e15)
    {
      *kind = ATTEST_CELL_CUT;
      return size < 1e40 ? g_strdup (g_ascii_formatd (text, sizeof text, "%.0f", number))
                         : g_strdup (g_ascii_formatd (text, sizeof text, "%.15g", number));
    }
  if (size != 0 && size < 1e-4)
    {
      char *end = NULL;
      char format[16];
      int n_places = 14; /* as many as make fifteen digits from the first that is no zero */

      for (double left = size; left < 1 && n_places < 50; left *= 10)
        n_places++;
      g_snprintf (format, sizeof format, "%%.%df", n_places);
      g_ascii_formatd (text, sizeof text, format, number);
      for (end = text + strlen (text); end[-1] == '0'; end--)
        end[-1] = '\0';
      if (end[-1] == '.')
        end[-1] = '\0';
      return g_strdup (text);
    }
  return g_strdup (g_ascii_formatd (text, sizeof text, "%.15g", number));
}

/**
 * attest_number_format_show:
 * @number: as it stands in the file
 * @from_1904: whether days are counted from 1904 on, not from 1900
 * @kind: (out): a number, a date, a number whose digits are not all kept, or a text
 *
 * Returns: (transfer full): what a person sees in the cell
 */
char *
attest_number_format_show (const AttestNumberFormat *self,
                           const char *number,
                           gboolean from_1904,
                           AttestCellKind *kind)
{
  char *end = NULL;
  char *shown = NULL;
  double value = 0;

  g_return_val_if_fail (self != NULL && number != NULL && kind != NULL, NULL);

  value = g_ascii_strtod (number, &end);
  *kind = ATTEST_CELL_NUMBER;
  if (end == number || *end != '\0' || !isfinite (value))
    {
      *kind = ATTEST_CELL_TEXT;
      return g_strdup (number);
    }
  if (self->is_date && (shown = show_date (self, value, from_1904)) != NULL)
    {
      *kind = ATTEST_CELL_DATE;
      return shown;
    }
  shown = attest_str_is_digits (number) && strlen (number) <= MAX_DIGITS ? g_strdup (number)
                                                                         : show_plain (value, kind);
  if (*kind != ATTEST_CELL_CUT && attest_str_is_digits (shown))
    {
      g_autofree char *plain = shown;
      const char *digits = find_digits (self, value);

      if (digits != NULL)
        shown = fill_pattern (digits, plain);
      else
        shown =
            self->is_text ? attest_number_format_show_text (self, plain) : g_steal_pointer (&plain);
    }
  return shown;
}

/**
 * attest_number_format_show_text:
 * @text: what stands in the cell
 *
 * Returns: (transfer full): what a person sees there
 */
char *
attest_number_format_show_text (const AttestNumberFormat *self, const char *text)
{
  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  return self->before == NULL ? g_strdup (text)
                              : g_strconcat (self->before, text, self->behind, NULL);
}

/**
 * attest_iso_date_tidy:
 * @text: (inout): a day, perhaps with a time, as XML has it: 2026-03-19T00:00:00
 *
 * Midnight is no time of day: what stays is the day alone, as for a number under a date's format.
 */
void
attest_iso_date_tidy (char *text)
{
  char *t = NULL;

  g_return_if_fail (text != NULL);

  t = strchr (text, 'T');
  if (t != NULL && g_str_has_prefix (t, "T00:00:00"))
    *t = '\0';
  else if (t != NULL)
    *t = ' ';
}
