/* XLSX: a workbook, its texts and formats, and a part for each sheet.
 *
 * Parts are found by the relations between them, never by their usual names. What a cell shows is
 * its format's word (AttestNumberFormat), what a formula gave is what was stored with it.
 * Thread: the caller's. */
#include "attest-config.h"
#include "sheet/attest-xlsx.h"

#include "base/attest-text.h"
#include "sheet/attest-xlsx-styles.h"

#include <string.h>

typedef struct
{
  char *name;
  char *relation;
  gboolean hidden;
} Sheet;

/* What a cell says of itself before its text comes. */
typedef struct
{
  char type; /* n, s: shared text, i: text in place, t: a formula's text, b, e, d */
  guint style;
  gboolean has_value;
  gboolean has_formula;
} Cell;

typedef struct
{
  AttestContainer *container;
  GCancellable *cancellable;
  gboolean from_1904;
  GPtrArray *sheets;     /* of Sheet */
  GHashTable *relations; /* of the part that was read last: id → target */
  char *main_target;     /* of the relations: the workbook, the texts, the formats */
  char *texts_target;
  char *styles_target;

  GStringChunk *chunk;
  GPtrArray *texts; /* the shared ones, in chunk */
  GArray *ids;      /* of guint32: their numbers in the grid; 0: not known yet */
  gsize n_bytes;    /* of them */

  AttestXlsxStyles styles;
  GHashTable *struck_texts; /* numbers of shared texts of which a part is struck out */
  gboolean is_struck;       /* the text that is gathered, or a part of it */

  AttestGrid *grid;
  guint row; /* from 0; the next one */
  guint column;
  Cell cell;
  GString *text;
  gboolean listening; /* text is part of a value */
  gboolean in_place;  /* within <is> */
  gboolean is_raised; /* the run of a text */
  guint phonetic;     /* within <rPh>: how a text is spoken */
  gboolean full;
} Reader;

static void
sheet_free (gpointer data)
{
  Sheet *sheet = data;

  g_free (sheet->name);
  g_free (sheet->relation);
  g_free (sheet);
}

static void
reader_init (Reader *self)
{
  self->sheets = g_ptr_array_new_with_free_func (sheet_free);
  self->relations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->chunk = g_string_chunk_new (1 << 16);
  self->texts = g_ptr_array_new ();
  self->ids = g_array_new (FALSE, TRUE, sizeof (guint32));
  attest_xlsx_styles_init (&self->styles);
  self->struck_texts = g_hash_table_new (NULL, NULL);
  self->text = g_string_new (NULL);
}

static void
reader_clear (Reader *self)
{
  g_ptr_array_unref (self->sheets);
  g_hash_table_unref (self->relations);
  g_free (self->main_target);
  g_free (self->texts_target);
  g_free (self->styles_target);
  g_string_chunk_free (self->chunk);
  g_ptr_array_unref (self->texts);
  g_array_unref (self->ids);
  attest_xlsx_styles_clear (&self->styles);
  g_hash_table_unref (self->struck_texts);
  g_string_free (self->text, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static gboolean
read_part (Reader *self, const char *part, const AttestXmlHandler *handler, GError **error)
{
  AttestXmlSource source = { self->container, part, self->cancellable };

  return attest_xml_read (&source, handler, self, error);
}

/* _x000D_ is how these files write what XML cannot; _x005F_ is how they write a “_” before such. */
static void
append_unescaped (GString *to, const char *text)
{
  for (const char *p = text; *p != '\0';)
    {
      const char *mark = strstr (p, "_x");
      guint64 code = 0;

      g_string_append_len (to, p, mark != NULL ? mark - p : (gssize) strlen (p));
      if (mark == NULL)
        return;
      if (strlen (mark) >= 7 && mark[6] == '_')
        {
          char digits[5] = { mark[2], mark[3], mark[4], mark[5], '\0' };

          if (strspn (digits, "0123456789abcdefABCDEF") == 4)
            code = g_ascii_strtoull (digits, NULL, 16);
        }
      if (code != 0 && g_unichar_validate ((gunichar) code))
        g_string_append_unichar (to, (gunichar) code);
      else
        g_string_append_len (to, mark, 2);
      p = mark + (code != 0 && g_unichar_validate ((gunichar) code) ? 7 : 2);
    }
}

/* Relations */

static char *
resolve (const char *from, const char *target)
{
  g_autofree char *folder = g_path_get_dirname (from);
  g_autofree char *plain_target = g_strdelimit (g_strdup (target), "\\", '/');
  g_autofree char *path = *plain_target == '/' ? g_strdup (plain_target)
                                               : g_build_filename ("/", folder, plain_target, NULL);
  g_autofree char *plain = g_canonicalize_filename (path, "/");

  return g_strdup (plain + 1);
}

static void
relation_start (AttestXml *xml, const char *name, const char **attributes, gpointer data)
{
  static const struct
  {
    const char *type;
    gsize place;
  } known[] = {
    { "/officeDocument", G_STRUCT_OFFSET (Reader, main_target) },
    { "/sharedStrings", G_STRUCT_OFFSET (Reader, texts_target) },
    { "/styles", G_STRUCT_OFFSET (Reader, styles_target) },
  };
  Reader *self = data;
  const char *id = attest_xml_get (attributes, "Id");
  const char *target = attest_xml_get (attributes, "Target");
  const char *type = attest_xml_get (attributes, "Type");

  if (strcmp (name, "Relationship") != 0 || id == NULL || target == NULL || type == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_has_suffix (type, known[i].type))
      {
        char **place = G_STRUCT_MEMBER_P (self, known[i].place);

        if (*place == NULL)
          *place = g_strdup (target);
      }
  if (g_str_has_suffix (type, "/worksheet"))
    g_hash_table_replace (self->relations, g_strdup (id), g_strdup (target));
}

/* Those of the whole file have the part "". */
static gboolean
read_relations (Reader *self, const char *part, GError **error)
{
  static const AttestXmlHandler handler = { relation_start };
  const char *slash = strrchr (part, '/');
  const char *name = slash != NULL ? slash + 1 : part;
  g_autofree char *path = g_strdup_printf ("%.*s_rels/%s.rels", (int) (name - part), part, name);

  g_hash_table_remove_all (self->relations);
  if (!attest_container_has (self->container, path))
    return TRUE;
  return read_part (self, path, &handler, error);
}

/* The workbook */

static void
workbook_start (AttestXml *xml, const char *name, const char **attributes, gpointer data)
{
  Reader *self = data;

  if (strcmp (name, "workbookPr") == 0)
    self->from_1904 = attest_xml_get_flag (attributes, "date1904");
  else if (strcmp (name, "sheet") == 0)
    {
      Sheet *sheet = g_new0 (Sheet, 1);
      const char *state = attest_xml_get (attributes, "state");

      sheet->name = g_strdup (attest_xml_get (attributes, "name"));
      sheet->relation = g_strdup (attest_xml_get (attributes, "id"));
      sheet->hidden = state != NULL && strcmp (state, "visible") != 0;
      g_ptr_array_add (self->sheets, sheet);
    }
}

/* Texts: those that sheets share, and those in their cells, are built alike. */

static void
text_start (Reader *self, const char *name, const char **attributes)
{
  if (attest_xlsx_strikes (name, attributes))
    self->is_struck = TRUE;
  else if (strcmp (name, "r") == 0)
    self->is_raised = FALSE;
  else if (strcmp (name, "vertAlign") == 0)
    self->is_raised = g_strcmp0 (attest_xml_get (attributes, "val"), "superscript") == 0;
  else if (strcmp (name, "rPh") == 0)
    self->phonetic++;
  else if (strcmp (name, "t") == 0)
    self->listening = self->phonetic == 0;
}

static void
text_end (Reader *self, const char *name)
{
  if (strcmp (name, "r") == 0)
    self->is_raised = FALSE;
  else if (strcmp (name, "rPh") == 0)
    self->phonetic--;
  else if (strcmp (name, "t") == 0)
    self->listening = FALSE;
}

static void
gather_text (AttestXml *xml, const char *text, gsize length, gpointer data)
{
  Reader *self = data;

  /* What is beyond the longest text a cell may have is counted by the grid, from one piece more. */
  if (!self->listening || self->text->len > 4 * (ATTEST_GRID_MAX_TEXT + 1))
    return;
  if (self->is_raised)
    attest_text_append_raised (self->text, text, length);
  else
    g_string_append_len (self->text, text, (gssize) length);
}

static void
shared_start (AttestXml *xml, const char *name, const char **attributes, gpointer data)
{
  Reader *self = data;

  if (strcmp (name, "si") == 0)
    {
      g_string_truncate (self->text, 0);
      self->is_struck = FALSE;
    }
  else
    text_start (self, name, attributes);
}

/* An empty one counts as well: leaving it out would shift all that follow. */
static void
shared_end (AttestXml *xml, const char *name, gpointer data)
{
  Reader *self = data;

  if (strcmp (name, "si") == 0)
    {
      g_autoptr (GString) plain = g_string_new (NULL);

      append_unescaped (plain, self->text->str);
      self->n_bytes += plain->len + sizeof (char *);
      if (self->is_struck)
        g_hash_table_add (self->struck_texts, GUINT_TO_POINTER (self->texts->len));
      g_ptr_array_add (self->texts,
                       g_string_chunk_insert_len (self->chunk, plain->str, (gssize) plain->len));
      if (self->n_bytes > ATTEST_GRID_MAX_TEXTS)
        attest_xml_fail (xml, attest_grid_new_full_error ());
    }
  else
    text_end (self, name);
}

/* Cells */

/* Takes a reference apart: AB12. Returns: where it ends; @row and @column stay as they are where
 * the reference does not name one. */
static const char *
parse_reference (const char *text, guint *row, guint *column)
{
  guint64 letters = 0;
  guint64 digits = 0;

  for (; *text == '$' || g_ascii_isalpha (*text); text++)
    if (*text != '$' && letters < G_MAXUINT32 / 32)
      letters = letters * 26 + (guint) (g_ascii_toupper (*text) - 'A' + 1);
  for (; *text == '$' || g_ascii_isdigit (*text); text++)
    if (*text != '$' && digits < G_MAXUINT32 / 16)
      digits = digits * 10 + (guint) (*text - '0');
  if (letters > 0)
    *column = (guint) letters - 1;
  if (digits > 0)
    *row = (guint) digits - 1;
  return text;
}

static void
add_merge (Reader *self, const char *reference)
{
  AttestSpan span = { 0 };
  guint row = 0;
  guint column = 0;
  const char *end = reference != NULL ? parse_reference (reference, &span.row, &span.column) : "";

  if (*end != ':')
    return;
  parse_reference (end + 1, &row, &column);
  if (row < span.row || column < span.column || row >= ATTEST_GRID_MAX_ROWS
      || column >= ATTEST_GRID_MAX_COLUMNS)
    return;
  span.n_rows = row - span.row + 1;
  span.n_columns = column - span.column + 1;
  attest_grid_add_span (self->grid, span);
}

static void
hide_columns (Reader *self, const char **attributes)
{
  guint64 first = 0;
  guint64 last = 0;

  if (attest_xml_get_flag (attributes, "hidden")
      && attest_xml_get_number (attributes, "min", &first)
      && attest_xml_get_number (attributes, "max", &last))
    for (; first <= MIN (last, ATTEST_GRID_MAX_COLUMNS); first++)
      attest_grid_hide_column (self->grid, (guint) first - 1);
}

static char
read_type (const char *type)
{
  if (type == NULL)
    return 'n';
  if (strcmp (type, "inlineStr") == 0)
    return 'i';
  return strcmp (type, "str") == 0 ? 't' : *type;
}

/* Returns: whether @text is a number of at most nine digits */
static gboolean
parse_index (const char *text, guint *n)
{
  const char *p = text;

  for (*n = 0; g_ascii_isdigit (*p) && p - text < 9; p++)
    *n = *n * 10 + (guint) (*p - '0');
  return p > text && *p == '\0';
}

/* A sheet can have millions of cells: their attributes are gone through once. */
static void
start_cell (Reader *self, const char **attributes)
{
  self->cell = (Cell){ 'n' };
  for (; *attributes != NULL; attributes += 2)
    if (strcmp (*attributes, "r") == 0)
      parse_reference (attributes[1], &self->row, &self->column);
    else if (strcmp (*attributes, "s") == 0)
      parse_index (attributes[1], &self->cell.style);
    else if (strcmp (*attributes, "t") == 0)
      self->cell.type = read_type (attributes[1]);
  self->is_struck = attest_xlsx_styles_are_struck (&self->styles, self->cell.style);
  g_string_truncate (self->text, 0);
}

static void
start_row (Reader *self, const char **attributes)
{
  guint64 number = 0;

  if (attest_xml_get_number (attributes, "r", &number) && number > 0)
    self->row = (guint) number - 1;
  self->column = 0;
  if (attest_xml_get_flag (attributes, "hidden"))
    attest_grid_hide_row (self->grid, self->row);
}

static void
cell_start (AttestXml *xml, const char *name, const char **attributes, gpointer data)
{
  Reader *self = data;

  if (strcmp (name, "c") == 0)
    start_cell (self, attributes);
  else if (strcmp (name, "v") == 0)
    {
      self->cell.has_value = self->cell.type != 'i';
      self->listening = self->cell.has_value;
    }
  else if (strcmp (name, "row") == 0)
    start_row (self, attributes);
  else if (strcmp (name, "f") == 0)
    self->cell.has_formula = TRUE;
  else if (strcmp (name, "is") == 0)
    self->in_place = self->cell.type == 'i';
  else if (self->in_place)
    text_start (self, name, attributes);
  else if (strcmp (name, "mergeCell") == 0)
    add_merge (self, attest_xml_get (attributes, "ref"));
  else if (strcmp (name, "col") == 0)
    hide_columns (self, attributes);
}

static gboolean
set_cell (Reader *self, AttestCellKind kind, const char *text)
{
  AttestGridPlace place = { self->row, self->column };

  return attest_grid_set (self->grid, place, kind, text, strlen (text));
}

static const AttestNumberFormat *
get_format (const Reader *self)
{
  return attest_xlsx_styles_get_format (&self->styles, self->cell.style);
}

/* With the letters that its format puts around it; a cell without a text shows none. */
static gboolean
set_text (Reader *self, const char *text)
{
  g_autofree char *shown =
      *text != '\0' ? attest_number_format_show_text (get_format (self), text) : g_strdup ("");

  return set_cell (self, ATTEST_CELL_TEXT, shown);
}

/* Most cells of a large sheet have a text that another one had: its number is known by then. */
static gboolean
set_shared (Reader *self)
{
  AttestGridPlace place = { self->row, self->column };
  guint n = 0;
  guint32 *id = NULL;
  gboolean kept = FALSE;

  if (!parse_index (self->text->str, &n) || n >= self->texts->len)
    return set_cell (self, ATTEST_CELL_LOST, "");
  self->is_struck =
      self->is_struck || g_hash_table_contains (self->struck_texts, GUINT_TO_POINTER (n));
  if (get_format (self)->before != NULL)
    return set_text (self, g_ptr_array_index (self->texts, n));
  id = &g_array_index (self->ids, guint32, n);
  if (*id != 0)
    return attest_grid_set_id (self->grid, place, *id);
  kept = set_cell (self, ATTEST_CELL_TEXT, g_ptr_array_index (self->texts, n));
  *id = attest_grid_get_id (self->grid, self->row, self->column);
  return kept;
}

static gboolean
set_number (Reader *self)
{
  AttestCellKind kind = ATTEST_CELL_NUMBER;
  g_autofree char *shown = NULL;

  shown = attest_number_format_show (
      get_format (self), g_strstrip (self->text->str), self->from_1904, &kind);
  return set_cell (self, kind, shown);
}

static gboolean
set_iso_date (Reader *self)
{
  attest_iso_date_tidy (self->text->str);
  return set_cell (self, ATTEST_CELL_DATE, self->text->str);
}

static gboolean
set_unescaped (Reader *self)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  append_unescaped (plain, self->text->str);
  return set_text (self, plain->str);
}

/* Programs that only write, such as openpyxl, leave the result of a formula out, or empty. */
static gboolean
set_no_number (Reader *self)
{
  return !self->cell.has_formula || set_cell (self, ATTEST_CELL_NO_RESULT, "");
}

static gboolean
finish_cell (Reader *self)
{
  if (!self->cell.has_value && self->cell.type != 'i')
    return set_no_number (self);
  switch (self->cell.type)
    {
    case 's':
      return set_shared (self);
    case 'i':
    case 't':
      return set_unescaped (self);
    case 'b':
      return set_cell (self, ATTEST_CELL_BOOLEAN, *self->text->str == '1' ? "TRUE" : "FALSE");
    case 'e':
      return set_cell (self, ATTEST_CELL_ERROR, self->text->str);
    case 'd':
      return set_iso_date (self);
    default:
      if (self->text->len == 0)
        return set_no_number (self);
      return set_number (self);
    }
}

static void
cell_end (AttestXml *xml, const char *name, gpointer data)
{
  Reader *self = data;

  if (strcmp (name, "c") == 0)
    {
      if (!finish_cell (self))
        attest_xml_fail (xml, attest_grid_new_full_error ());
      if (self->is_struck && attest_grid_get_id (self->grid, self->row, self->column) != 0)
        attest_grid_strike (self->grid, (AttestGridPlace){ self->row, self->column });
      self->column++;
    }
  else if (strcmp (name, "v") == 0)
    self->listening = FALSE;
  else if (strcmp (name, "row") == 0)
    self->row++;
  else if (strcmp (name, "is") == 0)
    self->in_place = FALSE;
  else if (self->in_place)
    text_end (self, name);
}

/* Returns: (transfer full): the sheet, without cells if it is none of cells; %NULL with @error */
static AttestGrid *
read_sheet (Reader *self, const char *workbook, const Sheet *sheet, GError **error)
{
  static const AttestXmlHandler handler = { cell_start, cell_end, gather_text };
  const char *target =
      sheet->relation != NULL ? g_hash_table_lookup (self->relations, sheet->relation) : NULL;
  g_autofree char *part = target != NULL ? resolve (workbook, target) : NULL;
  g_autoptr (AttestGrid) grid = attest_grid_new (sheet->name);

  if (sheet->hidden)
    attest_grid_hide (grid);
  if (part == NULL)
    return g_steal_pointer (&grid);
  g_array_set_size (self->ids, 0);
  g_array_set_size (self->ids, self->texts->len);
  attest_grid_reserve (grid, self->texts->len / self->sheets->len);
  self->grid = grid;
  self->row = 0;
  self->column = 0;
  self->cell = (Cell){ 'n' };
  self->listening = FALSE;
  self->in_place = FALSE;
  self->phonetic = 0;
  return read_part (self, part, &handler, error) ? g_steal_pointer (&grid) : NULL;
}

static gboolean
read_shared (Reader *self, const char *workbook, GError **error)
{
  static const AttestXmlHandler texts = { shared_start, shared_end, gather_text };
  g_autofree char *texts_part =
      self->texts_target != NULL ? resolve (workbook, self->texts_target) : NULL;
  g_autofree char *styles_part =
      self->styles_target != NULL ? resolve (workbook, self->styles_target) : NULL;

  if (texts_part != NULL && attest_container_has (self->container, texts_part)
      && !read_part (self, texts_part, &texts, error))
    return FALSE;
  return styles_part == NULL || !attest_container_has (self->container, styles_part)
         || attest_xlsx_styles_read (
             &self->styles,
             &(AttestXmlSource){ self->container, styles_part, self->cancellable },
             error);
}

static GPtrArray *
read_sheets (Reader *self, const char *workbook, GError **error)
{
  g_autoptr (GPtrArray) grids = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_grid_unref);

  for (guint i = 0; i < self->sheets->len; i++)
    {
      AttestGrid *grid = read_sheet (self, workbook, g_ptr_array_index (self->sheets, i), error);

      if (grid == NULL)
        return NULL;
      g_ptr_array_add (grids, grid);
    }
  return g_steal_pointer (&grids);
}

/* Returns: whether @container says that it is a workbook of this format */
gboolean
attest_xlsx_is (AttestContainer *container)
{
  g_return_val_if_fail (container != NULL, FALSE);

  return attest_container_has (container, "_rels/.rels")
         && attest_container_has (container, "[Content_Types].xml");
}

static gboolean
names_binary (AttestContainer *container)
{
  g_auto (Reader) self = { container };

  reader_init (&self);
  if (!read_relations (&self, "", NULL) || self.main_target == NULL)
    return attest_container_has (container, "xl/workbook.bin");
  return strlen (self.main_target) > 4
         && g_ascii_strcasecmp (self.main_target + strlen (self.main_target) - 4, ".bin") == 0;
}

/* Returns: whether it is such a file whose workbook is not XML (XLSB) */
gboolean
attest_xlsx_is_binary (AttestContainer *container)
{
  g_return_val_if_fail (container != NULL, FALSE);

  /* Most have no such part at all: nothing is unpacked for that. */
  return attest_container_has_ending (container, ".bin") && names_binary (container);
}

/**
 * attest_xlsx_read:
 * @container: an XLSX file
 * @cancellable: (nullable): looked at for every piece
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: (transfer full) (element-type AttestGrid): all sheets in their order; charts have no
 *   cells
 */
GPtrArray *
attest_xlsx_read (AttestContainer *container, GCancellable *cancellable, GError **error)
{
  static const AttestXmlHandler workbook = { workbook_start };
  g_auto (Reader) self = { container, cancellable };
  g_autofree char *part = NULL;

  g_return_val_if_fail (container != NULL, NULL);

  reader_init (&self);
  if (!read_relations (&self, "", error))
    return NULL;
  part = resolve ("", self.main_target != NULL ? self.main_target : "xl/workbook.xml");
  if (!read_part (&self, part, &workbook, error) || !read_relations (&self, part, error)
      || !read_shared (&self, part, error))
    return NULL;
  return read_sheets (&self, part, error);
}
