/* See the header. Pango 1.50 breaks between any two syllables whatever the language is; an
 * attribute forbids it for a stretch of text. Labels get it when they come on the screen, and again
 * whenever their text changes. Main thread. */
#include "attest-config.h"
#include "widgets/attest-line-breaks.h"

#include <string.h>

/* Wider words may break anywhere, or a narrow window could not hold them: in letters, of which a
 * syllable is as wide as two. */
#define WIDEST_WORD 24

/* What a number is made of stays whole if it is no wider than that: “QMS-”, “2026-”; and what an
 * address is made of. More would keep windows from becoming narrow. */
#define WIDEST_PART 8
#define WIDEST_LABEL 16

/* A date is read as a whole. */
#define WIDEST_DATE 10

/* Stands between the parts of a line, and never begins the next one. */
#define DOT "·"

static gboolean
is_hangul (gunichar c)
{
  return c >= 0xAC00 && c <= 0xD7A3;
}

static gboolean
is_ours (PangoAttribute *attribute, gpointer user_data)
{
  return attribute->klass->type == PANGO_ATTR_ALLOW_BREAKS
         || attribute->klass->type == PANGO_ATTR_WORD
         || attribute->klass->type == PANGO_ATTR_INSERT_HYPHENS;
}

/* Keeps the word from @start to @end together; offsets are in @text. Takes @attribute. */
static void
keep (PangoAttrList *attributes,
      PangoAttribute *attribute,
      const char *text,
      const char *start,
      const char *end)
{
  attribute->start_index = (guint) (start - text);
  attribute->end_index = (guint) (end - text);
  pango_attr_list_insert (attributes, attribute);
}

/* Returns: behind the first of @signs in that, or %NULL */
static const char *
find_behind (const char *start, const char *end, const char *signs)
{
  for (const char *p = start; p < end; p++)
    if (strchr (signs, *p) != NULL)
      return p + 1;
  return NULL;
}

/* The word from @start to @end breaks behind its dashes, an address behind its dots. Two attributes
 * take turns: where there are others by CSS, GTK makes one of two that are the same and touch. */
static void
keep_parts (PangoAttrList *attributes, const char *text, const char *start, const char *end)
{
  gboolean is_address = find_behind (start, end - 1, ".") != NULL;
  const char *signs = is_address ? "-./" : "-";
  const glong widest = is_address ? WIDEST_LABEL : WIDEST_PART;
  gboolean is_odd = FALSE;
  const char *next;

  if (find_behind (start, end - 1, signs) == NULL)
    return;
  for (const char *part = start; part < end; part = next)
    {
      next = find_behind (part, end, signs);
      if (next == NULL)
        next = end;
      if (g_utf8_strlen (part, next - part) <= widest)
        keep (attributes,
              is_odd ? pango_attr_word_new () : pango_attr_allow_breaks_new (FALSE),
              text,
              part,
              next);
      is_odd = !is_odd;
    }
}

/* "2026-03-20", "26.3.20", "2026/3/20" */
static gboolean
is_date (const char *start, const char *end)
{
  guint n_signs = 0;

  if (end - start > WIDEST_DATE)
    return FALSE;
  for (const char *p = start; p < end; p++)
    if (strchr ("-./", *p) != NULL)
      n_signs++;
    else if (!g_ascii_isdigit (*p))
      return FALSE;
  return n_signs == 2 && g_ascii_isdigit (*start) && g_ascii_isdigit (end[-1]);
}

/* A Korean word from @start to @end, which is @width letters wide: “CertSearch(연습)에” can go on
 * in the next line with its brackets. */
static void
keep_word (PangoAttrList *attributes,
           const char *text,
           const char *start,
           const char *end,
           guint width)
{
  const char *bracket = width > WIDEST_LABEL ? memchr (start + 1, '(', end - start - 1) : NULL;

  keep (attributes,
        pango_attr_allow_breaks_new (FALSE),
        text,
        start,
        bracket != NULL ? bracket : end);
  if (bracket != NULL)
    keep (attributes, pango_attr_word_new (), text, bracket, end);
}

static void
keep_words (PangoAttrList *attributes, const char *text)
{
  const char *next;

  for (const char *word = text; *word != '\0'; word = next)
    {
      guint n_letters = 0;
      guint n_syllables = 0;

      for (next = word; *next != '\0' && !g_unichar_isspace (g_utf8_get_char (next));
           next = g_utf8_next_char (next), n_letters++)
        n_syllables += is_hangul (g_utf8_get_char (next));
      if (n_syllables > 0 && n_letters > 1 && n_letters + n_syllables <= WIDEST_WORD)
        keep_word (attributes, text, word, next, n_letters + n_syllables);
      else if (is_date (word, next))
        keep (attributes, pango_attr_allow_breaks_new (FALSE), text, word, next);
      else if (n_syllables == 0 && n_letters > 1)
        keep_parts (attributes, text, word, next);
      else if (word > text && strncmp (word, DOT, next - word) == 0)
        keep (attributes, pango_attr_allow_breaks_new (FALSE), text, word - 1, next);
      if (n_letters == 0)
        next = g_utf8_next_char (word);
    }
}

/**
 * attest_line_breaks_keep_words:
 * @label: a label
 *
 * Lines of its text break at blanks where it is Korean. Where a word has to break, an address or an
 * ID perhaps, it does so behind a dot or a dash if it can, and no hyphen comes in that is not in
 * it. Attributes of other kinds stay.
 */
void
attest_line_breaks_keep_words (GtkLabel *label)
{
  PangoAttrList *own;
  PangoAttrList *old = NULL;
  g_autoptr (PangoAttrList) attributes = NULL;

  g_return_if_fail (GTK_IS_LABEL (label));

  own = gtk_label_get_attributes (label);
  attributes = own != NULL ? pango_attr_list_copy (own) : pango_attr_list_new ();
  old = pango_attr_list_filter (attributes, is_ours, NULL);
  keep_words (attributes, gtk_label_get_text (label));
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, attributes);
  g_clear_pointer (&old, pango_attr_list_unref);
}

static void
watch_label (GtkLabel *label)
{
  static GQuark known = 0;

  if (known == 0)
    known = g_quark_from_static_string ("attest-line-breaks");
  if (!gtk_label_get_wrap (label) || g_object_get_qdata (G_OBJECT (label), known) != NULL)
    return;
  g_object_set_qdata (G_OBJECT (label), known, label);
  g_signal_connect (label, "notify::label", G_CALLBACK (attest_line_breaks_keep_words), NULL);
  attest_line_breaks_keep_words (label);
}

static gboolean
map_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  GObject *widget = g_value_get_object (values);

  if (GTK_IS_LABEL (widget))
    watch_label (GTK_LABEL (widget));
  return TRUE;
}

static void
watch_labels (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    watch_label (GTK_LABEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    watch_labels (child);
}

static void
realize_cb (GtkWidget *window)
{
  watch_labels (window);
}

/**
 * attest_line_breaks_begin:
 * @window: a window that is not shown yet
 *
 * What is in it when it is shown is not measured twice.
 */
void
attest_line_breaks_begin (GtkWindow *window)
{
  g_return_if_fail (GTK_IS_WINDOW (window));
  g_signal_connect (window, "realize", G_CALLBACK (realize_cb), NULL);
}

/**
 * attest_line_breaks_install:
 *
 * From now on every label that wraps keeps the words of Korean together: those of dialogs, rows and
 * tooltips too. To be called once, after GTK was initialised.
 */
void
attest_line_breaks_install (void)
{
  gpointer klass = g_type_class_ref (GTK_TYPE_WIDGET); /* has the signal */

  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, map_cb, NULL, NULL);
  g_type_class_unref (klass);
}
