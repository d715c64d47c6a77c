/* ODS: all sheets stand in one part.
 *
 * Ordinary files end in a row that is repeated a million times and a cell repeated sixteen thousand
 * times: repeats are counted, and written out only where there is something in them.
 * Thread: the caller's. */
#include "attest-config.h"
#include "sheet/attest-ods.h"

#include "base/attest-text.h"
#include "sheet/attest-grid.h"
#include "sheet/attest-number-format.h"
#include "sheet/attest-xml.h"

#include <string.h>

#define CONTENT "content.xml"

/* What a cell is, until its end is known. */
typedef struct
{
  AttestCellKind kind;
  char *value;  /* (nullable): as the file keeps it, if that is the text */
  char *number; /* (nullable) */
  guint repeated;
  AttestSpan span;
  gboolean is_struck;
} Cell;

typedef struct
{
  GPtrArray *grids;
  GHashTable *hidden_styles; /* of tables that are not shown */
  GHashTable *struck_styles; /* of texts that are struck out */
  GHashTable *raised_styles; /* of texts above the line */
  gboolean is_raised;        /* the part of a text */
  char *style;
  AttestGrid *grid; /* the one being read; NULL outside of tables */
  guint nested;     /* tables in cells are not read */
  guint row;
  guint column;
  guint row_repeated;
  guint next_hidden; /* the column that the next <table-column> describes */
  GArray *cells;     /* of Cell: those of the row that have something in them */
  Cell cell;
  gboolean in_cell;
  guint n_paragraphs;
  guint skipped; /* within notes and the like */
  gboolean in_paragraph;
  GString *text;
} Reader;

static void
clear_cell (gpointer data)
{
  Cell *cell = data;

  g_clear_pointer (&cell->value, g_free);
  g_clear_pointer (&cell->number, g_free);
}

static void
reader_clear (Reader *self)
{
  clear_cell (&self->cell);
  g_array_unref (self->cells);
  g_ptr_array_unref (self->grids);
  g_hash_table_unref (self->hidden_styles);
  g_hash_table_unref (self->struck_styles);
  g_hash_table_unref (self->raised_styles);
  g_free (self->style);
  g_string_free (self->text, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static guint
get_count (const char **attributes, const char *name)
{
  guint64 n = 1;

  attest_xml_get_number (attributes, name, &n);
  return (guint) MAX (n, 1);
}

static void
start_table (Reader *self, const char **attributes)
{
  const char *style = attest_xml_get (attributes, "style-name");

  if (self->grid != NULL)
    {
      self->nested++;
      return;
    }
  self->grid = attest_grid_new (attest_xml_get (attributes, "name"));
  if (style != NULL && g_hash_table_contains (self->hidden_styles, style))
    attest_grid_hide (self->grid);
  g_ptr_array_add (self->grids, self->grid);
  self->row = 0;
  self->next_hidden = 0;
}

static gboolean
is_hidden (const char **attributes)
{
  const char *visibility = attest_xml_get (attributes, "visibility");

  return visibility != NULL && strcmp (visibility, "visible") != 0;
}

static void
start_column (Reader *self, const char **attributes)
{
  guint n = MIN (get_count (attributes, "number-columns-repeated"), ATTEST_GRID_MAX_COLUMNS);

  for (guint i = 0; is_hidden (attributes) && i < n; i++)
    attest_grid_hide_column (self->grid, self->next_hidden + i);
  self->next_hidden = MIN (self->next_hidden + n, ATTEST_GRID_MAX_COLUMNS);
}

static void
start_row (Reader *self, const char **attributes)
{
  self->column = 0;
  self->row_repeated = get_count (attributes, "number-rows-repeated");
  g_array_set_size (self->cells, 0);
  for (guint i = 0;
       is_hidden (attributes) && i < self->row_repeated && self->row + i < ATTEST_GRID_MAX_ROWS;
       i++)
    attest_grid_hide_row (self->grid, self->row + i);
}

static gboolean
has_style (GHashTable *styles, const char **attributes)
{
  const char *style = attest_xml_get (attributes, "style-name");

  return style != NULL && g_hash_table_contains (styles, style);
}

static void
start_cell (Reader *self, const char **attributes)
{
  static const struct
  {
    const char *type;
    AttestCellKind kind;
    const char *value;
  } types[] = {
    { "float", ATTEST_CELL_NUMBER, NULL },
    { "percentage", ATTEST_CELL_NUMBER, NULL },
    { "currency", ATTEST_CELL_NUMBER, NULL },
    { "date", ATTEST_CELL_DATE, "date-value" },
    { "time", ATTEST_CELL_DATE, NULL },
    { "boolean", ATTEST_CELL_BOOLEAN, "boolean-value" },
    { "string", ATTEST_CELL_TEXT, "string-value" },
  };
  const char *type = attest_xml_get (attributes, "value-type");

  clear_cell (&self->cell);
  self->cell = (Cell){ ATTEST_CELL_TEXT };
  self->cell.is_struck = has_style (self->struck_styles, attributes);
  self->cell.repeated = get_count (attributes, "number-columns-repeated");
  self->cell.span.n_rows = get_count (attributes, "number-rows-spanned");
  self->cell.span.n_columns = get_count (attributes, "number-columns-spanned");
  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].type, type) == 0)
      {
        self->cell.kind = types[i].kind;
        self->cell.value =
            types[i].value != NULL ? g_strdup (attest_xml_get (attributes, types[i].value)) : NULL;
      }
  if (self->cell.kind == ATTEST_CELL_NUMBER)
    self->cell.number = g_strdup (attest_xml_get (attributes, "value"));
  if (attest_xml_get (attributes, "formula") != NULL && type == NULL)
    self->cell.kind = ATTEST_CELL_NO_RESULT;
  self->in_cell = TRUE;
  self->n_paragraphs = 0;
  g_string_truncate (self->text, 0);
}

/* Several blanks, tabs and ends of lines are elements of their own in a paragraph. */
static void
start_in_cell (Reader *self, const char *name, const char **attributes)
{
  if (strcmp (name, "annotation") == 0 || strcmp (name, "note") == 0)
    self->skipped++;
  if (self->skipped > 0)
    return;
  if (strcmp (name, "p") == 0)
    {
      if (self->n_paragraphs++ > 0)
        g_string_append_c (self->text, '\n');
      self->in_paragraph = TRUE;
    }
  else if (strcmp (name, "span") == 0)
    {
      self->cell.is_struck = self->cell.is_struck || has_style (self->struck_styles, attributes);
      self->is_raised = has_style (self->raised_styles, attributes);
    }
  else if (strcmp (name, "s") == 0)
    for (guint n = MIN (get_count (attributes, "c"), 1000); n > 0; n--)
      g_string_append_c (self->text, ' ');
  else if (strcmp (name, "tab") == 0)
    g_string_append_c (self->text, '\t');
  else if (strcmp (name, "line-break") == 0)
    g_string_append_c (self->text, '\n');
}

static gboolean
says (const char **attributes, const char *name)
{
  const char *value = attest_xml_get (attributes, name);

  return value != NULL && strcmp (value, "none") != 0;
}

static void
start_style (Reader *self, const char *name, const char **attributes)
{
  const char *display = NULL;
  const char *position = NULL;

  if (strcmp (name, "style") == 0)
    {
      g_free (self->style);
      self->style = g_strdup (attest_xml_get (attributes, "name"));
    }
  else if (strcmp (name, "text-properties") == 0 && self->style != NULL)
    {
      if (says (attributes, "text-line-through-style")
          || says (attributes, "text-line-through-type"))
        g_hash_table_add (self->struck_styles, g_strdup (self->style));
      position = attest_xml_get (attributes, "text-position");
      if (position != NULL
          && (g_str_has_prefix (position, "super") || g_ascii_strtoull (position, NULL, 10) > 0))
        g_hash_table_add (self->raised_styles, g_strdup (self->style));
    }
  else if (strcmp (name, "table-properties") == 0 && self->style != NULL)
    {
      display = attest_xml_get (attributes, "display");
      if (g_strcmp0 (display, "false") == 0)
        g_hash_table_add (self->hidden_styles, g_strdup (self->style));
    }
}

static void
content_start (AttestXml *xml, const char *name, const char **attributes, gpointer data)
{
  Reader *self = data;

  if (strcmp (name, "table") == 0)
    start_table (self, attributes);
  else if (self->grid == NULL)
    start_style (self, name, attributes);
  else if (self->nested > 0)
    return;
  else if (self->in_cell)
    start_in_cell (self, name, attributes);
  else if (strcmp (name, "table-cell") == 0)
    start_cell (self, attributes);
  else if (strcmp (name, "covered-table-cell") == 0)
    self->column += get_count (attributes, "number-columns-repeated");
  else if (strcmp (name, "table-row") == 0)
    start_row (self, attributes);
  else if (strcmp (name, "table-column") == 0)
    start_column (self, attributes);
}

static void
content_text (AttestXml *xml, const char *text, gsize length, gpointer data)
{
  Reader *self = data;

  if (self->in_paragraph && self->skipped == 0 && self->nested == 0
      && self->text->len <= 4 * (ATTEST_GRID_MAX_TEXT + 1))
    {
      if (self->is_raised)
        attest_text_append_raised (self->text, text, length);
      else
        g_string_append_len (self->text, text, (gssize) length);
    }
}

/* A number whose digits are all shown, with zeros before or signs between, is an id; what parts
 * thousands is not of it. */
static gboolean
is_shown_whole (const char *shown, const char *number)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = shown; *p != '\0'; p++)
    {
      if (strchr (".,'%", *p) != NULL || (guchar) *p == 0xc2 || (guchar) *p == 0xe2)
        return FALSE;
      if (g_ascii_isdigit (*p))
        g_string_append_c (digits, *p);
    }
  return digits->len > 0 && strspn (digits->str, "0") + strlen (number) == digits->len
         && g_str_has_suffix (digits->str, number);
}

/* Returns: (transfer none): the text the cell gets */
static const char *
choose_text (Reader *self)
{
  Cell *cell = &self->cell;

  if (cell->kind == ATTEST_CELL_DATE && cell->value != NULL)
    attest_iso_date_tidy (cell->value);
  else if (cell->kind == ATTEST_CELL_BOOLEAN && cell->value != NULL)
    return strcmp (cell->value, "true") == 0 ? "TRUE" : "FALSE";
  else if (cell->kind == ATTEST_CELL_NUMBER && cell->number != NULL)
    {
      if (strlen (cell->number) > 15 && strspn (cell->number, "0123456789") > 15)
        cell->kind = ATTEST_CELL_CUT;
      return is_shown_whole (self->text->str, cell->number) ? self->text->str : cell->number;
    }
  else if (cell->kind == ATTEST_CELL_TEXT && *self->text->str == '#'
           && strpbrk (self->text->str, "!?/") != NULL && strchr (self->text->str, ' ') == NULL)
    cell->kind = ATTEST_CELL_ERROR;
  return cell->value != NULL ? cell->value : self->text->str;
}

static void
end_cell (Reader *self)
{
  const char *text = choose_text (self);
  guint n = MIN (self->cell.repeated, ATTEST_GRID_MAX_COLUMNS);

  self->in_cell = FALSE;
  if (*text != '\0' || self->cell.kind == ATTEST_CELL_NO_RESULT || self->cell.span.n_rows > 1
      || self->cell.span.n_columns > 1)
    {
      Cell kept = {
        self->cell.kind, g_strdup (text), NULL, n, self->cell.span, self->cell.is_struck
      };

      kept.span.column = self->column;
      g_array_append_val (self->cells, kept);
    }
  self->column = MIN (self->column + n, ATTEST_GRID_MAX_COLUMNS);
}

static gboolean
write_cell (Reader *self, const Cell *cell, guint row)
{
  AttestSpan span = cell->span;

  span.row = row;
  if (span.n_rows > 1 || span.n_columns > 1)
    attest_grid_add_span (self->grid, span);
  for (guint i = 0; i < cell->repeated; i++)
    {
      const AttestGridPlace place = { row, span.column + i };

      if (!attest_grid_set (self->grid, place, cell->kind, cell->value, strlen (cell->value)))
        return FALSE;
      if (cell->is_struck)
        attest_grid_strike (self->grid, place);
    }
  return TRUE;
}

static gboolean
end_row (Reader *self)
{
  for (guint i = 0; self->cells->len > 0 && i < self->row_repeated; i++)
    for (guint j = 0; j < self->cells->len; j++)
      if (!write_cell (self, &g_array_index (self->cells, Cell, j), self->row + i))
        return FALSE;
  self->row = self->row + MIN (self->row_repeated, ATTEST_GRID_MAX_ROWS);
  return TRUE;
}

static void
end_in_cell (Reader *self, const char *name)
{
  if (strcmp (name, "annotation") == 0 || strcmp (name, "note") == 0)
    self->skipped--;
  else if (strcmp (name, "span") == 0)
    self->is_raised = FALSE;
  else if (strcmp (name, "p") == 0)
    self->in_paragraph = FALSE;
  else if (strcmp (name, "table-cell") == 0)
    end_cell (self);
}

static void
content_end (AttestXml *xml, const char *name, gpointer data)
{
  Reader *self = data;

  if (strcmp (name, "table") == 0)
    {
      if (self->nested > 0)
        self->nested--;
      else
        self->grid = NULL;
    }
  else if (self->grid == NULL || self->nested > 0)
    return;
  else if (self->in_cell)
    end_in_cell (self, name);
  else if (strcmp (name, "table-row") == 0 && !end_row (self))
    attest_xml_fail (xml, attest_grid_new_full_error ());
}

/* Returns: whether @container has what this format keeps its sheets in */
gboolean
attest_ods_is (AttestContainer *container)
{
  g_return_val_if_fail (container != NULL, FALSE);

  return attest_container_has (container, CONTENT) && attest_container_has (container, "mimetype");
}

/**
 * attest_ods_read:
 * @container: an ODS file
 * @cancellable: (nullable): looked at for every piece
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: (transfer full) (element-type AttestGrid): all sheets in their order
 */
GPtrArray *
attest_ods_read (AttestContainer *container, GCancellable *cancellable, GError **error)
{
  static const AttestXmlHandler handler = { content_start, content_end, content_text };
  AttestXmlSource source = { container, CONTENT, cancellable };
  g_auto (Reader) self = { NULL };

  g_return_val_if_fail (container != NULL, NULL);

  self.grids = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_grid_unref);
  self.hidden_styles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.struck_styles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.raised_styles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_array_set_clear_func (self.cells, clear_cell);
  self.text = g_string_new (NULL);
  if (!attest_xml_read (&source, &handler, &self, error))
    return NULL;
  return g_ptr_array_ref (self.grids);
}
