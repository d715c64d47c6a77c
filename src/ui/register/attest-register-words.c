/* A draft in words: what stands in its row, under the pointer, and what a screen reader says of it.
 * Main thread. */
#include "attest-config.h"
#include "register/attest-register-words.h"

#include "base/attest-listing.h"
#include "store/attest-register.h"
#include "widgets/attest-time-text.h"

#include <glib/gi18n.h>
#include <stdio.h>

static const struct
{
  const char *icon;
  const char *style; /* of libadwaita's own: only where somebody has to look */
  const char *word;  /* N_(): for readers and in tooltips, where there is room for it */
} looks[ATTEST_N_PUBLISHED_STATES] = {
  [ATTEST_PUBLISHED_NEVER] = { NULL, "dim-label", N_ ("Not published") },
  [ATTEST_PUBLISHED_CURRENT] = { "attest-accepted-symbolic", NULL, N_ ("Accepted") },
  [ATTEST_PUBLISHED_CHANGED] = { "attest-changed-symbolic", NULL, N_ ("Changed since accepted") },
  [ATTEST_PUBLISHED_REFUSED] = { "attest-refused-symbolic", "error", N_ ("Refused") },
  [ATTEST_PUBLISHED_UNKNOWN] = { "attest-unknown-symbolic", "warning", N_ ("Result unknown") },
  [ATTEST_PUBLISHED_WAITING] = { "attest-waiting-symbolic", NULL, N_ ("Waiting") },
  [ATTEST_PUBLISHED_SENDING] = { "attest-outbox-symbolic", "accent", N_ ("Sending") },
};

/**
 * attest_draft_dup_name:
 * @draft: a draft
 *
 * Returns: (transfer full): its number or name, or what to call it without one
 */
char *
attest_draft_dup_name (AttestDraft *draft)
{
  const char *title = attest_draft_get_title (draft);

  if (title != NULL && *title != '\0')
    return g_strdup (title);
  return g_strdup (_ (attest_service_for_schema (attest_draft_get_schema (draft))->nouns.nameless));
}

/**
 * attest_draft_dup_to_do:
 * @draft: a draft
 * @whole: whether warnings are told beside errors as well
 *
 * Returns: (transfer full) (nullable): how many errors or warnings it has; %NULL: none
 */
char *
attest_draft_dup_to_do (AttestDraft *draft, gboolean whole)
{
  guint n_errors = attest_draft_get_n_errors (draft);
  guint n_warnings = attest_draft_get_n_warnings (draft);
  g_autofree char *errors =
      g_strdup_printf (ngettext ("%u error", "%u errors", n_errors), n_errors);
  g_autofree char *warnings =
      g_strdup_printf (ngettext ("%u warning", "%u warnings", n_warnings), n_warnings);

  if (n_errors == 0)
    return n_warnings > 0 ? g_steal_pointer (&warnings) : NULL;
  if (n_warnings > 0 && whole)
    return g_strdup_printf ("%s, %s", errors, warnings);
  return g_steal_pointer (&errors);
}

/* Published */

/* English tells the first from the third. */
static char *
describe_place (guint place)
{
  const guint last = place % 10;
  const gboolean teens = place % 100 / 10 == 1;

  if (last == 1 && !teens)
    /* Translators: it is the 1st, 21st, … in the outbox */
    return g_strdup_printf (_ ("Waiting, %ust"), place);
  if (last == 2 && !teens)
    /* Translators: it is the 2nd, 22nd, … in the outbox */
    return g_strdup_printf (_ ("Waiting, %und"), place);
  if (last == 3 && !teens)
    /* Translators: it is the 3rd, 23rd, … in the outbox */
    return g_strdup_printf (_ ("Waiting, %urd"), place);
  /* Translators: it is the 4th, 11th, … in the outbox */
  return g_strdup_printf (_ ("Waiting, %uth"), place);
}

static char *
describe_refused (const AttestPublished *published)
{
  g_autofree char *day = attest_time_format_short (published->attempted);

  if (published->n_fields > 0)
    return g_strdup_printf (
        ngettext ("Refused · %u field", "Refused · %u fields", published->n_fields),
        published->n_fields);
  /* Translators: %s is a day, such as "21 Nov" */
  return g_strdup_printf (_ ("Refused · %s"), day);
}

/**
 * attest_published_describe:
 * @published: what an environment has of a draft
 *
 * Returns: (transfer full): the same, as short as can be
 */
char *
attest_published_describe (const AttestPublished *published)
{
  g_autofree char *accepted = attest_time_format_short (published->accepted);

  switch (published->state)
    {
    case ATTEST_PUBLISHED_CURRENT:
      return g_steal_pointer (&accepted);
    case ATTEST_PUBLISHED_CHANGED:
      /* Translators: %s is a day, such as "21 Nov" */
      return g_strdup_printf (_ ("Changed since %s"), accepted);
    case ATTEST_PUBLISHED_REFUSED:
      return describe_refused (published);
    case ATTEST_PUBLISHED_UNKNOWN:
      return g_strdup (_ ("Unknown"));
    case ATTEST_PUBLISHED_WAITING:
      return published->place > 0 ? describe_place (published->place) : g_strdup (_ ("Waiting"));
    case ATTEST_PUBLISHED_SENDING:
      return g_strdup (_ ("Sending"));
    case ATTEST_PUBLISHED_NEVER:
    case ATTEST_N_PUBLISHED_STATES:
    default:
      /* Translators: nothing of a record is in an environment */
      return g_strdup (_ ("Never"));
    }
}

/**
 * attest_published_hides:
 * @published: what an environment has of a draft
 *
 * Returns: whether its state is that of a later attempt, though something is accepted
 */
gboolean
attest_published_hides (const AttestPublished *published)
{
  return published->accepted != 0 && published->state != ATTEST_PUBLISHED_CURRENT
         && published->state != ATTEST_PUBLISHED_CHANGED;
}

/* Returns: (transfer full): "Refused in Test" */
static char *
describe_where (const AttestPublished *published, AttestEnvironment environment)
{
  /* Translators: what became of a record ("Refused"), and in which environment ("Test") */
  return g_strdup_printf (
      _ ("%s in %s"), _ (looks[published->state].word), attest_environment_get_label (environment));
}

/**
 * attest_published_explain:
 * @published: what @environment has of a draft
 * @environment: an environment
 *
 * Returns: (transfer full): a line on what became of it and when, and one on what is there
 */
char *
attest_published_explain (const AttestPublished *published, AttestEnvironment environment)
{
  g_autofree char *where = describe_where (published, environment);
  g_autofree char *accepted = attest_time_format_full (published->accepted);
  g_autofree char *attempted = attest_time_format_full (published->attempted);
  g_autofree char *before = NULL;

  if (published->accepted != 0)
    /* Translators: %s is a date and time: when what is there was accepted */
    before = g_strdup_printf (_ ("Accepted: %s"), accepted);
  if (published->state == ATTEST_PUBLISHED_REFUSED || published->state == ATTEST_PUBLISHED_UNKNOWN)
    {
      g_autofree char *last = g_strconcat (where, ": ", attempted, NULL);

      return g_strjoin ("\n", last, before, NULL);
    }
  return g_strjoin ("\n", where, before, NULL);
}

const char *
attest_published_get_icon_name (const AttestPublished *published)
{
  return looks[published->state].icon;
}

const char *
attest_published_get_style_class (const AttestPublished *published)
{
  return looks[published->state].style;
}

/* Days */

static gboolean
read_day (const char *day, GDate *date)
{
  guint year = 0;
  guint month = 0;
  guint number = 0;

  if (day == NULL || sscanf (day, "%4u-%2u-%2u", &year, &month, &number) != 3
      || !g_date_valid_dmy (number, month, year))
    return FALSE;
  g_date_clear (date, 1);
  g_date_set_dmy (date, number, month, year);
  return TRUE;
}

static char *
format_day (const char *day, const char *format)
{
  GDate date;
  g_autoptr (GDateTime) when = NULL;

  if (!read_day (day, &date))
    return g_strdup ("");
  when = g_date_time_new_utc (
      g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date), 0, 0, 0);
  return attest_time_format (when, format);
}

/* Returns: (transfer full): "19 Mar 2029" */
char *
attest_day_format_short (const char *day)
{
  return format_day (day, _ ("%-d %b %Y"));
}

/* Returns: (transfer full): with the weekday, and the month in full */
char *
attest_day_format_full (const char *day)
{
  /* Translators: a day with its weekday, see strftime(3) */
  return format_day (day, _ ("%-d %B %Y, %A"));
}

/* Returns: whether it is today, or so soon that the register counts it as expiring */
gboolean
attest_day_is_near (const char *day)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  GDate today;
  GDate date;
  int left = 0;

  if (!read_day (day, &date))
    return FALSE;
  g_date_clear (&today, 1);
  g_date_set_dmy (&today,
                  g_date_time_get_day_of_month (now),
                  g_date_time_get_month (now),
                  g_date_time_get_year (now));
  left = g_date_days_between (&today, &date);
  return left >= 0 && left <= ATTEST_REGISTER_EXPIRING_DAYS;
}

/* Standards */

static void
append_short (GString *words, const char *standard)
{
  static const char *const prefixes[] = { "ISO/IEC ", "ISO " };
  const char *edition = strrchr (standard, ':');
  gsize length = edition != NULL ? (gsize) (edition - standard) : strlen (standard);
  const char *end = standard + length;

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (standard, prefixes[i]))
      {
        standard += strlen (prefixes[i]);
        break;
      }
  if (words->len > 0)
    g_string_append (words, " · ");
  if (end > standard)
    g_string_append_len (words, standard, end - standard);
}

/**
 * attest_standards_shorten:
 * @standards: with ", " between them, as a draft has them
 *
 * Returns: (transfer full): what tells them apart in a list: "9001 · 14001"
 */
char *
attest_standards_shorten (const char *standards)
{
  g_auto (GStrv) parts = g_strsplit (standards != NULL ? standards : "", ", ", -1);
  GString *words = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    append_short (words, parts[i]);
  return g_string_free (words, FALSE);
}

/* For readers */

static void
append_part (GString *row, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  attest_listing_add (row, part);
}

/**
 * attest_draft_describe_row:
 * @draft: a draft
 * @environment: the environment that is chosen
 *
 * Returns: (transfer full): a name for its row: "QMS-1, Hanbit Precision, Refused in Test, 2
 * errors"
 */
char *
attest_draft_describe_row (AttestDraft *draft, AttestEnvironment environment)
{
  const AttestPublished *published = attest_draft_get_published (draft, environment);
  g_autofree char *name = attest_draft_dup_name (draft);
  g_autofree char *became = describe_where (published, environment);
  g_autofree char *to_do = attest_draft_dup_to_do (draft, TRUE);
  GString *row = g_string_new (NULL);

  append_part (row, name);
  append_part (row, attest_draft_get_entity (draft));
  append_part (row, became);
  append_part (row, to_do);
  return g_string_free (row, FALSE);
}
