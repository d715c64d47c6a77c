/* AttestImportFilePage: see the header. What was recognised is said in controls, so that what is
 * wrong can be put right where it is read. */
#include "attest-config.h"
#include "imports/attest-import-file-page.h"

#include "base/attest-encoding-guess.h"
#include "base/attest-listing.h"
#include "imports/attest-import-choice.h"
#include "imports/attest-import-preview.h"
#include "imports/attest-import-words.h"
#include "intake/attest-profile.h"
#include "intake/attest-sheet-absent.h"
#include "intake/attest-sheet-tables.h"
#include "service/attest-service.h"
#include "sheet/attest-grid-parts.h"
#include "widgets/attest-wrap-layout.h"

#include <glib/gi18n.h>

/* How much of the page the choices may take before they scroll, in percent. */
#define MOST_OF_PAGE 60

enum
{
  CHOICE_PROFILE,
  CHOICE_KIND,
  CHOICE_SEPARATOR,
  CHOICE_ENCODING,
  CHOICE_SHEET,
  CHOICE_HEADER,
  CHOICE_LAYOUT,
  N_CHOICES
};

struct _AttestImportFilePage
{
  AdwBin parent_instance;

  AttestImport *import; /* not owned: the window's */
  AttestImportChoice *choices[N_CHOICES];
  GtkWidget *box;
  GtkLabel *intro;
  GtkLabel *format;
  GtkLabel *error;
  GtkWidget *alike; /* which sheets could be read as one */
  GtkLabel *alike_words;
  GtkButton *as_one;
  GtkLabel *joined; /* other sheets that say more of the same records */
  GtkLabel *strays; /* rows of other sheets that belong to nothing here */
  GtkLabel *absent; /* columns that the profile expects */
  GtkLabel *doubt;
  AttestImportPreview *preview;
  AttestGrid *grid;
};

G_DEFINE_FINAL_TYPE (AttestImportFilePage, attest_import_file_page, ADW_TYPE_BIN)

static const struct
{
  AttestImportDecision decision;
  const char *name;
} choices[N_CHOICES] = {
  [CHOICE_PROFILE] = { ATTEST_DECIDE_PROFILE, N_ ("Profile") },
  [CHOICE_KIND] = { ATTEST_DECIDE_KIND, N_ ("Kind of record") },
  [CHOICE_SEPARATOR] = { ATTEST_DECIDE_SEPARATOR, N_ ("Separator") },
  [CHOICE_ENCODING] = { ATTEST_DECIDE_ENCODING, N_ ("Encoding") },
  [CHOICE_SHEET] = { ATTEST_DECIDE_SHEET, N_ ("Sheet") },
  [CHOICE_HEADER] = { ATTEST_DECIDE_HEADER, N_ ("Column titles") },
  [CHOICE_LAYOUT] = { ATTEST_DECIDE_LAYOUT, N_ ("Rows of a record") },
};

static const struct
{
  const char *value;
  const char *label;
} separators[] = {
  { ",", N_ ("Comma-separated text") },
  { ";", N_ ("Semicolon-separated text") },
  { "\t", N_ ("Tab-separated text") },
  { "|", N_ ("Text separated by “|”") },
};

/* The choices */

static AttestImportChoice *
begin (AttestImportFilePage *self, guint choice, gboolean visible)
{
  attest_import_choice_clear (self->choices[choice]);
  gtk_widget_set_visible (GTK_WIDGET (self->choices[choice]), visible);
  return self->choices[choice];
}

/* All there are: the one that was recognised need not be the right one. */
static void
fill_profiles (AttestImportFilePage *self)
{
  GPtrArray *profiles = attest_import_list_profiles (self->import);
  const char *own = attest_import_get_profile (self->import);
  AttestImportChoice *choice = begin (self, CHOICE_PROFILE, profiles->len > 0);
  gboolean is_known = own == NULL;

  attest_import_choice_add (choice, _ ("No profile"), NULL);
  for (guint i = 0; i < profiles->len; i++)
    {
      const AttestProfile *profile = g_ptr_array_index (profiles, i);
      /* Translators: %s is the name of a profile: what was decided about such a sheet before */
      g_autofree char *label = g_strdup_printf (_ ("Profile “%s”"), profile->name);

      is_known = is_known || g_str_equal (profile->name, own);
      attest_import_choice_add (choice, label, profile->name);
    }
  if (!is_known)
    {
      g_autofree char *label = g_strdup_printf (_ ("Profile “%s”"), own);

      attest_import_choice_add (choice, label, own);
    }
  attest_import_choice_select (choice, own);
}

static void
fill_kinds (AttestImportFilePage *self)
{
  AttestImportChoice *choice = begin (self, CHOICE_KIND, TRUE);
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);

  for (guint i = 0; i < n_services; i++)
    attest_import_choice_add (choice, _ (services[i]->nouns.many), services[i]->schema->name);
  attest_import_choice_select (choice, attest_import_get_schema (self->import)->name);
}

static void
fill_text (AttestImportFilePage *self, AttestWorkbook *workbook)
{
  const gboolean is_text = workbook->format == ATTEST_SHEET_TEXT;
  const char separator[] = { workbook->separator, '\0' };
  AttestImportChoice *choice = begin (self, CHOICE_SEPARATOR, is_text);
  guint n_encodings = 0;
  const AttestEncoding *encodings = attest_encoding_get_all (&n_encodings);

  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    attest_import_choice_add (choice, _ (separators[i].label), separators[i].value);
  attest_import_choice_select (choice, separator);
  choice = begin (self, CHOICE_ENCODING, is_text);
  for (guint i = 0; i < n_encodings; i++)
    attest_import_choice_add (choice, _ (encodings[i].label), encodings[i].name);
  attest_import_choice_select (choice, workbook->encoding);
  gtk_widget_set_visible (GTK_WIDGET (self->format), !is_text);
  gtk_widget_set_visible (GTK_WIDGET (self->doubt), is_text && !workbook->encoding_is_certain);
}

static const char *
name_format (AttestSheetFormat format)
{
  switch (format)
    {
    case ATTEST_SHEET_XLSX:
      return _ ("Excel workbook");
    case ATTEST_SHEET_ODS:
      return _ ("OpenDocument spreadsheet");
    case ATTEST_SHEET_HTML:
      return _ ("Table of a web page");
    case ATTEST_SHEET_TEXT:
    default:
      return "";
    }
}

static gboolean
are_as_one (AttestImportFilePage *self)
{
  return self->grid != NULL && attest_grid_get_n_sheets (self->grid) > 1;
}

/* Those with the same columns as the one that is read. */
static GPtrArray *
get_alike (AttestImportFilePage *self)
{
  AttestSheetImport *reading = attest_import_get_reading (self->import);

  return reading != NULL && reading->alike->len > 1 ? reading->alike : NULL;
}

static const char *
get_sheet_choice (AttestImportFilePage *self)
{
  AttestSheetImport *reading = attest_import_get_reading (self->import);

  return attest_decisions_get (reading->decisions, ATTEST_DECIDE_SHEET, "");
}

static void
add_as_one (AttestImportFilePage *self, AttestImportChoice *choice)
{
  GPtrArray *alike = get_alike (self);
  const guint n =
      are_as_one (self) ? attest_grid_get_n_sheets (self->grid) : (alike != NULL ? alike->len : 0);
  g_autofree char *label = NULL;

  if (n < 2)
    return;
  /* Translators: so many sheets of a workbook, read as if they were one */
  label = g_strdup_printf (ngettext ("%u sheet as one", "%u sheets as one", n), n);
  attest_import_choice_add (
      choice, label, are_as_one (self) ? get_sheet_choice (self) : ATTEST_SHEET_ALL_ALIKE);
}

static void
fill_alike (AttestImportFilePage *self)
{
  GPtrArray *alike = get_alike (self);
  g_autofree char *names = NULL;
  g_autofree char *words = NULL;
  g_autofree char *label = NULL;

  gtk_widget_set_visible (self->alike, alike != NULL);
  if (alike == NULL)
    return;
  names = attest_listing_quote (alike);
  words = g_strdup_printf (
      /* Translators: the number of sheets of a workbook, and their names */
      ngettext (
          "%u sheet has these columns: %s.", "%u sheets have the same columns: %s.", alike->len),
      alike->len,
      names);
  /* Translators: a button; %s is the name of a sheet */
  label = are_as_one (self)
              ? g_strdup_printf (_ ("Read “%s” Only"), attest_grid_get_name (self->grid))
              : g_strdup (_ ("Read as One"));
  gtk_label_set_label (self->alike_words, words);
  gtk_button_set_label (self->as_one, label);
}

static void
fill_joined (AttestImportFilePage *self)
{
  AttestSheetImport *reading = attest_import_get_reading (self->import);
  g_autofree char *names = reading != NULL ? attest_listing_quote (reading->joined) : g_strdup ("");
  g_autofree char *words =
      /* Translators: %s are names of sheets, in quotation marks */
      g_strdup_printf (_ ("Sheets that say more about the same records: %s."), names);

  gtk_label_set_label (self->joined, words);
  gtk_widget_set_visible (GTK_WIDGET (self->joined), *names != '\0');
}

static void
fill_strays (AttestImportFilePage *self)
{
  AttestSheetImport *reading = attest_import_get_reading (self->import);
  g_autofree char *words =
      reading != NULL ? attest_sheet_strays_describe (reading->strays, reading->left_out) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->strays), words != NULL);
  gtk_label_set_label (self->strays, words != NULL ? words : "");
}

static void
fill_absent (AttestImportFilePage *self)
{
  AttestSheetImport *reading = attest_import_get_reading (self->import);
  g_autofree char *words = reading != NULL ? attest_sheet_absent_describe (reading->absent) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->absent), words != NULL);
  gtk_label_set_label (self->absent, words != NULL ? words : "");
}

static void
as_one_cb (AttestImportFilePage *self)
{
  attest_import_decide (self->import,
                        ATTEST_DECIDE_SHEET,
                        "",
                        are_as_one (self) ? attest_grid_get_name (self->grid)
                                          : ATTEST_SHEET_ALL_ALIKE);
}

static void
fill_sheets (AttestImportFilePage *self, AttestWorkbook *workbook)
{
  AttestImportChoice *choice = begin (self, CHOICE_SHEET, workbook->grids->len > 1);

  add_as_one (self, choice);
  for (guint i = 0; i < workbook->grids->len; i++)
    {
      AttestGrid *grid = g_ptr_array_index (workbook->grids, i);
      g_autofree char *label = g_strdup_printf (
          /* Translators: a sheet of a workbook, and how many rows it has */
          ngettext ("Sheet “%s”, %'u row", "Sheet “%s”, %'u rows", attest_grid_get_n_rows (grid)),
          attest_grid_get_name (grid),
          attest_grid_get_n_rows (grid));

      attest_import_choice_add (choice, label, attest_grid_get_name (grid));
    }
  if (are_as_one (self))
    attest_import_choice_select (choice, get_sheet_choice (self));
  else
    attest_import_choice_select (choice,
                                 self->grid != NULL ? attest_grid_get_name (self->grid) : NULL);
  fill_alike (self);
  fill_joined (self);
  fill_strays (self);
  fill_absent (self);
}

static char *
name_header (const AttestSheetTable *table, guint row)
{
  const gboolean is_chosen = table != NULL && table->n_header > 0 && table->header == row;

  if (is_chosen && table->n_header > 1)
    return g_strdup_printf (_ ("Column titles in rows %u to %u"), row + 1, row + table->n_header);
  return g_strdup_printf (_ ("Column titles in row %u"), row + 1);
}

static void
fill_headers (AttestImportFilePage *self, const AttestSheetTable *table)
{
  AttestImportChoice *choice = begin (self, CHOICE_HEADER, self->grid != NULL);
  const guint n_rows = self->grid != NULL ? attest_grid_get_n_rows (self->grid) : 0;
  g_autofree char *chosen =
      table != NULL && table->n_header > 0 ? g_strdup_printf ("%u", table->header + 1) : NULL;

  if (chosen == NULL)
    attest_import_choice_add (choice, _ ("No column titles found"), NULL);
  for (guint i = 0; i < MIN (n_rows, ATTEST_IMPORT_PREVIEW_ROWS); i++)
    {
      g_autofree char *label = name_header (table, i);
      g_autofree char *value = g_strdup_printf ("%u", i + 1);

      attest_import_choice_add (choice, label, value);
    }
  attest_import_choice_select (choice, chosen);
}

static void
fill_layouts (AttestImportFilePage *self)
{
  AttestImportChoice *choice = begin (self, CHOICE_LAYOUT, self->grid != NULL);

  attest_import_choice_add (choice, _ ("Rows with the same number are one record"), NULL);
  attest_import_choice_add (choice, _ ("Each row is a record of its own"), "A");
  attest_import_choice_select (choice,
                               attest_import_get_decision (self->import, ATTEST_DECIDE_LAYOUT, ""));
}

static void
describe (AttestImportFilePage *self)
{
  const char *name = attest_import_get_name (self->import);
  g_autofree char *words = NULL;

  if (*name == '\0')
    words = g_strdup (_ ("This is how Attest reads the cells. Change what is not right."));
  else
    /* Translators: %s is the name of a file */
    words = g_strdup_printf (_ ("This is how Attest reads “%s”. Change what is not right."), name);
  gtk_label_set_label (self->intro, words);
}

/* The object */

/* The choices take as many lines as they need; a scrolled window by itself asks for the height that
 * they have where there is room for all of them on one. */
static void
measure (GtkWidget *box,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least = 0, wanted = 0;

      gtk_widget_measure (child, orientation, -1, &least, &wanted, NULL, NULL);
      *minimum = orientation == GTK_ORIENTATION_VERTICAL ? *minimum + least : MAX (*minimum, least);
      *natural = MAX (*natural, MAX (*minimum, wanted));
    }
}

static void
allocate_cb (GtkWidget *box, int width, int height, int baseline)
{
  GtkWidget *top = gtk_widget_get_first_child (box);
  GtkWidget *line = gtk_widget_get_next_sibling (top);
  GtkWidget *rows = gtk_widget_get_next_sibling (line);
  GtkWidget *inside = gtk_viewport_get_child (
      GTK_VIEWPORT (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (top))));
  int wanted = 0, least = 0, thin = 0;

  gtk_widget_measure (inside, GTK_ORIENTATION_VERTICAL, width, NULL, &wanted, NULL, NULL);
  gtk_widget_measure (top, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);
  gtk_widget_measure (line, GTK_ORIENTATION_VERTICAL, width, &thin, NULL, NULL, NULL);
  wanted = MAX (least, MIN (wanted, height * MOST_OF_PAGE / 100));
  gtk_widget_size_allocate (top, &(GtkAllocation){ 0, 0, width, wanted }, -1);
  gtk_widget_size_allocate (line, &(GtkAllocation){ 0, wanted, width, thin }, -1);
  gtk_widget_size_allocate (
      rows, &(GtkAllocation){ 0, wanted + thin, width, MAX (0, height - wanted - thin) }, -1);
}

static void
attest_import_file_page_dispose (GObject *object)
{
  AttestImportFilePage *self = ATTEST_IMPORT_FILE_PAGE (object);

  g_clear_pointer (&self->grid, attest_grid_unref);
  G_OBJECT_CLASS (attest_import_file_page_parent_class)->dispose (object);
}

static void
attest_import_file_page_class_init (AttestImportFilePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_import_file_page_dispose;
  g_type_ensure (ATTEST_TYPE_IMPORT_PREVIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/imports/attest-import-file-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestImportFilePage, box);
  gtk_widget_class_bind_template_child (widget_class, AttestImportFilePage, intro);
  gtk_widget_class_bind_template_child (widget_class, AttestImportFilePage, format);
  gtk_widget_class_bind_template_child (widget_class, AttestImportFilePage, error);
  gtk_widget_class_bind_template_child (widget_class, AttestImportFilePage, alike);
  gtk_widget_class_bind_template_child (widget_class, AttestImportFilePage, alike_words);
  gtk_widget_class_bind_template_child (widget_class, AttestImportFilePage, as_one);
  gtk_widget_class_bind_template_callback (widget_class, as_one_cb);
  gtk_widget_class_bind_template_child (widget_class, AttestImportFilePage, joined);
  gtk_widget_class_bind_template_child (widget_class, AttestImportFilePage, strays);
  gtk_widget_class_bind_template_child (widget_class, AttestImportFilePage, absent);
  gtk_widget_class_bind_template_child (widget_class, AttestImportFilePage, doubt);
  gtk_widget_class_bind_template_child (widget_class, AttestImportFilePage, preview);
}

static void
attest_import_file_page_init (AttestImportFilePage *self)
{
  GtkWidget *line = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->box, gtk_custom_layout_new (NULL, measure, allocate_cb));
  gtk_widget_set_layout_manager (self->alike, attest_wrap_layout_new (FALSE));
  line = gtk_widget_get_parent (GTK_WIDGET (self->format));
  gtk_widget_set_layout_manager (line, attest_wrap_layout_new (FALSE));
  for (guint i = 0; i < N_CHOICES; i++)
    {
      self->choices[i] = ATTEST_IMPORT_CHOICE (attest_import_choice_new (_ (choices[i].name)));
      gtk_widget_insert_before (
          GTK_WIDGET (self->choices[i]), line, i <= CHOICE_KIND ? GTK_WIDGET (self->format) : NULL);
    }
}

/* @import: outlives @self */
void
attest_import_file_page_set_import (AttestImportFilePage *self, AttestImport *import)
{
  self->import = import;
  for (guint i = 0; i < N_CHOICES; i++)
    attest_import_choice_decides (self->choices[i], import, choices[i].decision, "");
}

/**
 * attest_import_file_page_update:
 * @self: a page
 *
 * Shows the reading there is now.
 */
void
attest_import_file_page_update (AttestImportFilePage *self)
{
  AttestWorkbook *workbook = attest_import_get_workbook (self->import);
  AttestSheetImport *reading = attest_import_get_reading (self->import);
  const GError *error = attest_import_get_error (self->import);
  AttestSheetTable *table = reading != NULL ? reading->table : NULL;
  AttestGrid *grid = table != NULL ? table->grid : NULL;

  if (grid == NULL && workbook->grids->len > 0)
    grid = g_ptr_array_index (workbook->grids, 0);
  describe (self);
  g_clear_pointer (&self->grid, attest_grid_unref);
  self->grid = grid != NULL ? attest_grid_ref (grid) : NULL;
  gtk_label_set_label (self->error, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), error != NULL);
  gtk_label_set_label (self->format, name_format (workbook->format));
  fill_profiles (self);
  fill_kinds (self);
  fill_text (self, workbook);
  fill_sheets (self, workbook);
  fill_headers (self, table);
  fill_layouts (self);
  attest_import_preview_show (self->preview, grid, reading);
}
