/* Where lines break in labels that wrap: in Korean at blanks alone, in every width that holds the
 * words, and with whatever text comes later. */
#include "attest-config.h"
#include "widgets/attest-line-breaks.h"

#include <adwaita.h>
#include <string.h>

#define KOREAN                                                                                     \
  "보낸 내용은 실제 서비스인 IAF CertSearch와 kolleges로 가며 다른 사람이 볼 수 있습니다."
#define LATER "전송했으나 결과를 확인하지 못했습니다. 서비스에서 확인한 뒤 결과를 기록하십시오."

static void
wait_for_frames (GtkWidget *widget)
{
  gint64 first = gdk_frame_clock_get_frame_counter (gtk_widget_get_frame_clock (widget));

  gtk_widget_queue_draw (widget);
  while (gdk_frame_clock_get_frame_counter (gtk_widget_get_frame_clock (widget)) < first + 2)
    {
      gtk_widget_queue_draw (widget);
      g_main_context_iteration (NULL, TRUE);
    }
}

static GtkLabel *
show (const char *text)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_window_set_child (GTK_WINDOW (window), label);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_frame_clock (label) == NULL || !gtk_widget_get_mapped (label))
    g_main_context_iteration (NULL, TRUE);
  wait_for_frames (label);
  return GTK_LABEL (label);
}

static void
hide (GtkLabel *label)
{
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (label))));
}

/* Counts the lines that begin within a word, at @width. */
static guint
count_broken (GtkLabel *label, int width)
{
  g_autoptr (PangoLayout) layout = pango_layout_copy (gtk_label_get_layout (label));
  const char *text = pango_layout_get_text (layout);
  guint n_broken = 0;

  pango_layout_set_width (layout, width * PANGO_SCALE);
  for (int i = 1; i < pango_layout_get_line_count (layout); i++)
    {
      int start = pango_layout_line_get_start_index (pango_layout_get_line_readonly (layout, i));

      n_broken += text[start - 1] != ' ';
    }
  return n_broken;
}

static void
assert_whole_words (GtkLabel *label)
{
  for (int width = 120; width < 600; width += 7)
    g_assert_cmpuint (count_broken (label, width), ==, 0);
}

static void
test_words_stay_whole (void)
{
  GtkLabel *label = show (KOREAN);

  assert_whole_words (label);
  gtk_label_set_label (label, LATER);
  assert_whole_words (label);
  gtk_label_set_label (label, "Nothing of Korean");
  assert_whole_words (label);
  hide (label);
}

/* What stands in a label may be an address: no sign comes in where it breaks. */
static void
test_no_hyphens (void)
{
  GtkLabel *label = show ("api.sandbox.iafcertsearch.example");
  g_autoptr (PangoLayout) layout = NULL;
  guint n_broken = 0;

  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  wait_for_frames (GTK_WIDGET (label));
  layout = pango_layout_copy (gtk_label_get_layout (label));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  for (int width = 60; width < 200; width += 7)
    {
      int glyphs = 0;

      pango_layout_set_width (layout, width * PANGO_SCALE);
      n_broken += pango_layout_get_line_count (layout) > 1;
      for (GSList *line = pango_layout_get_lines_readonly (layout); line != NULL; line = line->next)
        for (GSList *run = ((PangoLayoutLine *) line->data)->runs; run != NULL; run = run->next)
          glyphs += ((PangoGlyphItem *) run->data)->glyphs->num_glyphs;
      g_assert_cmpint (glyphs, ==, (int) strlen (pango_layout_get_text (layout)));
    }
  g_assert_cmpuint (n_broken, >, 0);
  hide (label);
}

/* A number breaks behind a dash, an address behind a dot. */
static void
test_numbers_break_at_dashes (void)
{
  static const char *const texts[] = {
    "“QMMD-2025-0456” was refused in Test.",
    "Certificate EMS-KR-SEOUL-2026-00121-R02",
    "api.sandbox.example.org/certificates",
    "Sent to cert-search.example.org, where it is",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GtkLabel *label = show (texts[i]);
      g_autoptr (PangoLayout) layout = NULL;
      guint n_broken = 0;

      gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
      wait_for_frames (GTK_WIDGET (label));
      layout = pango_layout_copy (gtk_label_get_layout (label));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      for (int width = 100; width < 300; width += 7)
        {
          pango_layout_set_width (layout, width * PANGO_SCALE);
          n_broken += pango_layout_get_line_count (layout) > 1;
          for (int line = 1; line < pango_layout_get_line_count (layout); line++)
            {
              int start =
                  pango_layout_line_get_start_index (pango_layout_get_line_readonly (layout, line));

              g_assert_nonnull (strchr (" -./", texts[i][start - 1]));
            }
        }
      g_assert_cmpuint (n_broken, >, 0);
      hide (label);
    }
}

/* A date is read as a whole. */
static void
test_dates_stay_whole (void)
{
  GtkLabel *label = show ("From 2025-02-30 to 26.3.20 or 2026/03/20");

  assert_whole_words (label);
  hide (label);
}

/* A long word goes on in the next line with what stands in its brackets; a short one stays whole.
 */
static void
test_brackets_begin_lines (void)
{
  static const char text[] =
      "인증서를 CertSearch(연습)에 보내고 도시(시·군)는 그대로 두시겠습니까?";
  const char *bracket = strstr (text, "(연습)");
  GtkLabel *label = show (text);
  g_autoptr (PangoLayout) layout = pango_layout_copy (gtk_label_get_layout (label));
  guint n_brackets = 0;

  for (int width = 120; width < 600; width += 7)
    {
      pango_layout_set_width (layout, width * PANGO_SCALE);
      for (int line = 1; line < pango_layout_get_line_count (layout); line++)
        {
          const char *start =
              text
              + pango_layout_line_get_start_index (pango_layout_get_line_readonly (layout, line));

          g_assert_true (start[-1] == ' ' || start == bracket);
          n_brackets += start == bracket;
        }
    }
  g_assert_cmpuint (n_brackets, >, 0);
  hide (label);
}

/* What stands between two parts does not begin a line. */
static void
test_dots_end_lines (void)
{
  static const char text[] = "0:18 뒤 다음 전송 · 10:26쯤 완료 · Next in 0:41 · done about 10:26";
  GtkLabel *label = show (text);
  g_autoptr (PangoLayout) layout = pango_layout_copy (gtk_label_get_layout (label));

  for (int width = 100; width < 500; width += 7)
    {
      pango_layout_set_width (layout, width * PANGO_SCALE);
      for (int line = 1; line < pango_layout_get_line_count (layout); line++)
        {
          int start =
              pango_layout_line_get_start_index (pango_layout_get_line_readonly (layout, line));

          g_assert_false (g_str_has_prefix (text + start, "·"));
        }
    }
  hide (label);
}

static void
test_text_is_as_it_was (void)
{
  GtkLabel *label = show (KOREAN);

  g_assert_cmpstr (gtk_label_get_text (label), ==, KOREAN);
  g_assert_cmpstr (gtk_label_get_label (label), ==, KOREAN);
  hide (label);
}

/* Attributes somebody else set, and markup, are kept. */
static void
test_other_attributes_stay (void)
{
  GtkLabel *label = show ("A");
  g_autoptr (PangoAttrList) bold = pango_attr_list_new ();

  pango_attr_list_insert (bold, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  gtk_label_set_attributes (label, bold);
  gtk_label_set_markup (label, "<i>" KOREAN "</i>");
  assert_whole_words (label);
  {
    g_autofree char *kept = pango_attr_list_to_string (gtk_label_get_attributes (label));

    g_assert_nonnull (strstr (kept, "weight bold"));
  }
  hide (label);
}

/* A word that is too long for a narrow window breaks after all. */
static void
test_long_words_break (void)
{
  GtkLabel *label = show ("한국자동차부품생산기술연구원부설시험평가센터");
  int minimum = 0;

  gtk_widget_measure (
      GTK_WIDGET (label), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <, 60);
  hide (label);
}

static void
test_rows_have_it_too (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *subtitle = NULL;
  int minimum = 0;
  int natural = 0;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), KOREAN);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_window_set_child (GTK_WINDOW (window), list);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_frame_clock (row) == NULL)
    g_main_context_iteration (NULL, TRUE);
  wait_for_frames (row);
  subtitle = GTK_WIDGET (gtk_widget_get_template_child (row, ADW_TYPE_ACTION_ROW, "subtitle"));
  assert_whole_words (GTK_LABEL (subtitle));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), "api.sandbox.example.org");
  gtk_widget_measure (subtitle, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, <, natural / 2);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  attest_line_breaks_install ();

  g_test_add_func ("/line-breaks/no-hyphens", test_no_hyphens);
  g_test_add_func ("/line-breaks/words-stay-whole", test_words_stay_whole);
  g_test_add_func ("/line-breaks/numbers", test_numbers_break_at_dashes);
  g_test_add_func ("/line-breaks/dates-stay-whole", test_dates_stay_whole);
  g_test_add_func ("/line-breaks/brackets-begin-lines", test_brackets_begin_lines);
  g_test_add_func ("/line-breaks/dots-end-lines", test_dots_end_lines);
  g_test_add_func ("/line-breaks/text-is-as-it-was", test_text_is_as_it_was);
  g_test_add_func ("/line-breaks/other-attributes-stay", test_other_attributes_stay);
  g_test_add_func ("/line-breaks/long-words-break", test_long_words_break);
  g_test_add_func ("/line-breaks/rows-have-it-too", test_rows_have_it_too);
  return g_test_run ();
}
