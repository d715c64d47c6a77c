/* From a text to the row of its signs: digits by their number, names of months and weekdays, units;
 * and the time of day behind it.
 * Nothing here depends on the language that is set. Thread: any. */
#include "attest-config.h"
#include "base/attest-date-shape.h"

#include "base/attest-sign.h"

#include <string.h>

/* Of each month, in English, German, French, Spanish, Italian, Portuguese, Turkish and Indonesian;
 * Thai ones stand apart, since their years are others. */
static const char *const months[] = {
  "january januar janvier enero gennaio janeiro ocak januari jänner",
  "february februar février fevrier febrero febbraio fevereiro şubat subat februari",
  "march märz maerz mars marzo março marco mart maret",
  "april avril abril aprile nisan",
  "may mai mayo maggio maio mayıs mayis mei",
  "june juni juin junio giugno junho haziran",
  "july juli juillet julio luglio julho temmuz",
  "august août aout agosto ağustos agustos agustus",
  "september septembre septiembre setiembre settembre setembro eylül eylul",
  "october oktober octobre octubre ottobre outubro ekim",
  "november novembre noviembre novembro kasım kasim",
  "december dezember décembre decembre diciembre dicembre dezembro aralık aralik desember",
};

static const char *const thai_months[] = {
  "มกราคม",  "กุมภาพันธ์", "มีนาคม",  "เมษายน", "พฤษภาคม",  "มิถุนายน",
  "กรกฎาคม", "สิงหาคม",  "กันยายน", "ตุลาคม",  "พฤศจิกายน", "ธันวาคม",
};

static const char *const weekdays[] = { "monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday" };

static gboolean
add_sign (AttestDateShape *shape, char sign)
{
  if (shape->n_signs == ATTEST_DATE_MAX_SHAPE)
    return FALSE;
  shape->shape[shape->n_signs++] = sign;
  return TRUE;
}

static gboolean
add_number (AttestDateShape *shape, char sign, guint number)
{
  if (!add_sign (shape, sign))
    return FALSE;
  /* There are never more than three numbers to a sign. */
  shape->numbers[shape->n_numbers++] = number;
  return TRUE;
}

/* Three numbers that stand in one: @first has as many digits as there are over four. */
static gboolean
add_three (AttestDateShape *shape, char sign, guint number)
{
  if (!add_number (shape, sign, number / 10000))
    return FALSE;
  shape->numbers[shape->n_numbers++] = number / 100 % 100;
  shape->numbers[shape->n_numbers++] = number % 100;
  return TRUE;
}

/* 15th, 1st, 22nd, 3rd, 1er */
static void
skip_ordinal (const char **p)
{
  static const char *const endings[] = { "st", "nd", "rd", "th", "er" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_prefix (*p, endings[i]) && !g_ascii_isalpha ((*p)[2]))
      {
        *p += 2;
        return;
      }
}

static gboolean
take_digits (AttestDateShape *shape, const char **p)
{
  gsize length = strspn (*p, "0123456789");
  guint number = length <= 8 ? (guint) g_ascii_strtoull (*p, NULL, 10) : 0;

  *p += length;
  switch (length)
    {
    case 1:
    case 2:
      skip_ordinal (p);
      return add_number (shape, '2', number);
    case 3:
      return add_number (shape, '3', number);
    case 4:
      return add_number (shape, '4', number);
    case 5:
      return add_number (shape, '5', number);
    case 6:
      return add_three (shape, '6', number);
    case 8:
      return add_three (shape, '8', number);
    default:
      return FALSE;
    }
}

/* As POSIX reads years of two digits. */
guint
attest_date_expand_year (guint year)
{
  return year < 69 ? 2000 + year : 1900 + year;
}

/* '25 is a year; in front of more digits the sign is a spreadsheet's, for "this is text". */
static gboolean
take_apostrophe (AttestDateShape *shape, const char **p)
{
  gsize length = strspn (*p + 1, "0123456789");
  const char *digits = *p + 1;

  *p += 1;
  if (length != 2)
    return shape->n_signs == 0 && length > 0;
  *p += 2;
  return add_number (
      shape, '4', attest_date_expand_year ((guint) g_ascii_strtoull (digits, NULL, 10)));
}

/* Whether one of @names, which stand beside each other, begins with @word, or is it. */
static gboolean
has_name (const char *names, const char *word)
{
  for (const char *name = names; name != NULL; name = strchr (name, ' '))
    {
      name += strspn (name, " ");
      if (g_str_has_prefix (name, word))
        return TRUE;
    }
  return FALSE;
}

/* The number of the name that begins with @word, or 0: jui can be June and July. */
static guint
find_name (const char *const *names, guint n_names, const char *word)
{
  guint found = 0;

  for (guint i = 0; g_utf8_strlen (word, -1) >= 3 && i < n_names; i++)
    if (has_name (names[i], word))
      {
        if (found != 0)
          return 0;
        found = i + 1;
      }
  return found;
}

/* A letter of a name, or what is written above or below one; not of those that are units. */
static gboolean
is_of_name (gunichar c)
{
  return (g_unichar_isalpha (c) || g_unichar_ismark (c))
         && (c < 0x1100 || (c >= 0x1e00 && c < 0x2000));
}

/* Words between the parts of a date: 5th of March, 3 de marzo de 2018, ngày 1 tháng 3 năm 2024.
 * Returns: the unit that @word says, ` ` if it says nothing, or 0 */
static char
classify_word (const char *word)
{
  static const struct
  {
    const char *word;
    char sign;
  } between[] = { { "of", ' ' },   { "the", ' ' },   { "de", ' ' }, { "del", ' ' },
                  { "ngày", ' ' }, { "tháng", 'm' }, { "năm", 'y' } };

  for (guint i = 0; i < G_N_ELEMENTS (between); i++)
    if (g_str_equal (word, between[i].word))
      return between[i].sign;
  return '\0';
}

/* Returns: (transfer full): the letters at *@p, which is moved behind them */
static char *
take_letters (const char **p)
{
  const char *begin = *p;

  while (is_of_name (g_utf8_get_char (*p)))
    *p = g_utf8_next_char (*p);
  return g_strndup (begin, (gsize) (*p - begin));
}

/* A month's or weekday's name, or its first three letters or more, with a full stop or not. */
static gboolean
take_word (AttestDateShape *shape, const char **p)
{
  g_autofree char *word = take_letters (p);
  const char between = classify_word (word);
  const guint thai = find_name (thai_months, G_N_ELEMENTS (thai_months), word);
  const guint month = thai != 0 ? thai : find_name (months, G_N_ELEMENTS (months), word);
  const guint weekday = find_name (weekdays, G_N_ELEMENTS (weekdays), word);

  if (between != '\0')
    return between == ' ' || add_sign (shape, between);
  shape->is_thai = shape->is_thai || thai != 0;
  if (**p == '.' && (month != 0 || weekday != 0))
    (*p)++;
  if (month != 0)
    return add_number (shape, 'M', month);
  if (weekday == 0 || shape->weekday != G_DATE_BAD_WEEKDAY)
    return FALSE;
  shape->weekday = (GDateWeekday) weekday;
  return TRUE;
}

/* 화요일, 火曜日; within brackets 화 and 火 alone. */
static gboolean
take_weekday_sign (AttestDateShape *shape, const char **p, gboolean alone)
{
  static const char *const signs[] = { "월月", "화火", "수水", "목木", "금金", "토土", "일日" };
  const char *next = g_utf8_next_char (*p);
  gboolean is_whole = g_str_has_prefix (next, "요일") || g_str_has_prefix (next, "曜日");

  if ((!is_whole && !alone) || shape->weekday != G_DATE_BAD_WEEKDAY)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_utf8_strchr (signs[i], -1, g_utf8_get_char (*p)) != NULL)
      {
        shape->weekday = (GDateWeekday) (i + 1);
        *p = is_whole ? g_utf8_offset_to_pointer (next, 2) : next;
        return TRUE;
      }
  return FALSE;
}

/* (화), (화요일), (Tue) */
static gboolean
take_brackets (AttestDateShape *shape, const char **p)
{
  GDateWeekday before = shape->weekday;
  gboolean is_taken = FALSE;

  (*p)++;
  is_taken = g_ascii_isalpha (**p) ? take_word (shape, p)
                                   : **p != '\0' && take_weekday_sign (shape, p, TRUE);
  if (!is_taken || shape->weekday == before || **p != ')')
    return FALSE;
  (*p)++;
  return TRUE;
}

static char
classify_unit (gunichar c)
{
  if (c == 0xb144 || c == 0x5e74) /* 년 年 */
    return 'y';
  if (c == 0xc6d4 || c == 0x6708) /* 월 月 */
    return 'm';
  if (c == 0xc77c || c == 0x65e5) /* 일 日 */
    return 'd';
  if (c == 0xb7 || c == 0x30fb || c == 0x119e) /* · ・, and ㆍ as it is normalized */
    return '.';
  return strchr ("-/.,", (int) MIN (c, 0x7f)) != NULL ? (char) c : '\0';
}

/* A comma between a weekday and the date belongs to neither. */
static gboolean
take_punctuation (AttestDateShape *shape, const char **p)
{
  char unit = classify_unit (g_utf8_get_char (*p));

  *p = g_utf8_next_char (*p);
  if (unit == ',' && shape->n_signs == 0 && shape->weekday != G_DATE_BAD_WEEKDAY)
    return TRUE;
  return unit != '\0' && add_sign (shape, unit);
}

static gboolean
take_step (AttestDateShape *shape, const char **p)
{
  gboolean after_number =
      shape->n_signs > 0 && strchr ("234568", shape->shape[shape->n_signs - 1]) != NULL;
  gboolean blank = **p == ' ';

  while (**p == ' ')
    (*p)++;
  if (g_ascii_isdigit (**p) || **p == '\'')
    {
      if (blank && after_number && !add_sign (shape, ' '))
        return FALSE;
      return **p == '\'' ? take_apostrophe (shape, p) : take_digits (shape, p);
    }
  if (is_of_name (g_utf8_get_char (*p)))
    return take_word (shape, p);
  if (**p == '(')
    return take_brackets (shape, p);
  return take_weekday_sign (shape, p, FALSE) || take_punctuation (shape, p);
}

/* Digits of any script become ordinary, blanks, dashes and apostrophes of any kind one kind,
 * letters small; what cannot be seen is gone. */
char *
attest_date_normalize (const char *typed)
{
  g_autofree char *compatible = g_utf8_normalize (typed, -1, G_NORMALIZE_NFKC);
  g_autoptr (GString) plain = g_string_new (NULL);
  char *lower = NULL;

  for (const char *p = compatible; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      char ascii = attest_sign_get_ascii (compatible, p);

      if (g_unichar_isspace (c))
        g_string_append_c (plain, ' ');
      else if (g_unichar_isdigit (c))
        g_string_append_c (plain, (char) ('0' + g_unichar_digit_value (c)));
      else if (c == 0x2018 || c == 0x2019 || c == 0x2bc)
        g_string_append_c (plain, '\'');
      else if (!attest_sign_is_unseen (c))
        g_string_append_unichar (plain, ascii != '\0' ? (gunichar) ascii : c);
    }
  lower = g_utf8_casefold (plain->str, -1);
  return g_strstrip (lower);
}

/* Of Japan, from the Emperor on who began them: the days are those of their ordinances. Letters
 * stand for them, but for much else as well. Of Taiwan. Of Korea: until 1961, and on some documents
 * since. */
static const AttestDateEra eras[] = {
  { "令和", 2018, 2, 20190501, 0 },
  { "平成", 1988, 2, 19890108, 20190430 },
  { "昭和", 1925, 2, 19261225, 19890107 },
  { "令", 2018, 2, 20190501, 0 },
  { "平", 1988, 2, 19890108, 20190430 },
  { "昭", 1925, 2, 19261225, 19890107 },
  { "r", 2018, 2, 0, 0 },
  { "h", 1988, 2, 0, 0 },
  { "s", 1925, 2, 0, 0 },
  { "民國", 1911, 3, 19120101, 0 },
  { "民国", 1911, 3, 19120101, 0 },
  { "단기", -2333, 4, 19000101, 0 },
  { "檀紀", -2333, 4, 19000101, 0 },
};

/* Writes the year of @era at the beginning of *@normal as another does. Returns: whether it has one
 */
static gboolean
take_year (char **normal, const AttestDateEra *era)
{
  const char *p = *normal + strlen (era->name);
  gsize length = 0;
  int year = 1;
  char *written = NULL;

  p += strspn (p, " ");
  length = strspn (p, "0123456789");
  if (length > era->n_digits || (era->n_digits == 4 && length != 4))
    return FALSE;
  if (length > 0)
    year = (int) g_ascii_strtoll (p, NULL, 10);
  else if (g_str_has_prefix (p, "元"))
    length = strlen ("元");
  if (length == 0 || year < 1 || year + era->before < 1000)
    return FALSE;
  written = g_strdup_printf ("%04d%s", year + era->before, p + length);
  g_free (*normal);
  *normal = written;
  return TRUE;
}

/* Turns the year of an era at the beginning of *@normal into that of the calendar.
 *
 * Returns: (nullable): the era; %NULL: none is there */
const AttestDateEra *
attest_date_take_era (char **normal)
{
  for (guint i = 0; i < G_N_ELEMENTS (eras); i++)
    if (g_str_has_prefix (*normal, eras[i].name))
      return take_year (normal, &eras[i]) ? &eras[i] : NULL;
  return NULL;
}

/* Returns: whether it is certain that @date is a day of @era */
gboolean
attest_date_era_has (const AttestDateEra *era, const GDate *date)
{
  const guint day = g_date_get_year (date) * 10000u + (guint) g_date_get_month (date) * 100u
                    + g_date_get_day (date);

  return era->first != 0 && day >= era->first && (era->last == 0 || day <= era->last);
}

/* Returns: whether every sign of @normal can stand in a date */
gboolean
attest_date_take_shape (const char *normal, AttestDateShape *shape)
{
  for (const char *p = normal; *p != '\0';)
    if (!take_step (shape, &p))
      return FALSE;
  if (shape->n_signs > 0 && shape->weekday != G_DATE_BAD_WEEKDAY
      && shape->shape[shape->n_signs - 1] == ',')
    shape->shape[--shape->n_signs] = '\0';
  return TRUE;
}

/* The time of day behind a date */

static int
fetch_number (const GMatchInfo *match, const char *name)
{
  g_autofree char *digits = g_match_info_fetch_named (match, name);

  return digits != NULL ? (int) g_ascii_strtoll (digits, NULL, 10) : 0;
}

/* Half a day is marked in front or behind: 오전 9:00, 9:00 AM. */
static int
fetch_hour (const GMatchInfo *match)
{
  g_autofree char *front = g_match_info_fetch_named (match, "front");
  g_autofree char *behind = g_match_info_fetch_named (match, "behind");
  int hour = fetch_number (match, "hour");
  gboolean is_first = g_strcmp0 (front, "오전") == 0 || g_strcmp0 (behind, "am") == 0;
  gboolean is_second = g_strcmp0 (front, "오후") == 0 || g_strcmp0 (behind, "pm") == 0;

  if (!is_first && !is_second)
    return hour;
  return hour >= 1 && hour <= 12 ? hour % 12 + (is_second ? 12 : 0) : -1;
}

static gint64
fetch_fraction (const GMatchInfo *match)
{
  g_autofree char *digits = g_match_info_fetch_named (match, "fraction");
  gint64 unit = G_USEC_PER_SEC;
  gint64 fraction = 0;

  for (const char *p = digits; p != NULL && *p != '\0' && unit > 1; p++)
    {
      unit /= 10;
      fraction += unit * g_ascii_digit_value (*p);
    }
  return fraction;
}

/* Returns: whether there are such hours, minutes and seconds, and such a zone */
static gboolean
take_time (const GMatchInfo *match, AttestTimeOfDay *time)
{
  int hour = fetch_hour (match);
  int minute = fetch_number (match, "minute");
  int second = fetch_number (match, "second");
  int zone_hour = fetch_number (match, "zonehour");
  int zone_minute = fetch_number (match, "zoneminute");
  g_autofree char *zone = g_match_info_fetch_named (match, "zone");

  time->is_there = TRUE;
  time->has_zone = zone != NULL && *zone != '\0';
  time->offset = (zone_hour * 60 + zone_minute) * 60 * (time->has_zone && *zone == '-' ? -1 : 1);
  time->microseconds =
      (gint64) ((hour * 60 + minute) * 60 + second) * G_USEC_PER_SEC + fetch_fraction (match);
  return hour >= 0 && hour < 24 && minute < 60 && second < 60 && zone_minute < 60
         && zone_hour * 60 + zone_minute <= 14 * 60;
}

/* Takes a time of day off the end of @normal.
 *
 * Returns: whether there is none, or one that exists */
gboolean
attest_date_split_time (char *normal, AttestTimeOfDay *time)
{
  static GRegex *regex = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  int start = 0;

  if (strchr (normal, ':') == NULL)
    return TRUE;
  if (g_once_init_enter (&regex))
    g_once_init_leave (
        &regex,
        g_regex_new (
            ",?[ t]+(?<front>오전|오후)? *(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})"
            "(?::(?<second>[0-9]{2})(?:[.,](?<fraction>[0-9]{1,9}))?)?"
            " *(?<behind>am|pm)?"
            " *(?<zone>z|utc|gmt|[+-](?<zonehour>[0-9]{2})(?::?(?<zoneminute>[0-9]{2}))?)?$",
            G_REGEX_OPTIMIZE,
            G_REGEX_MATCH_DEFAULT,
            NULL));
  if (!g_regex_match (regex, normal, G_REGEX_MATCH_DEFAULT, &match) || !take_time (match, time))
    return FALSE;
  g_match_info_fetch_pos (match, 0, &start, NULL);
  normal[start] = '\0';
  return TRUE;
}
