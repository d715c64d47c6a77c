/* HTML as groupware, web pages and spreadsheets write it: tags that are never closed, attributes
 * without quotes, any case. Only tables are read; each is a sheet.
 *
 * A cell's text is what is shown: blanks are one blank, <br> and paragraphs are lines, and what a
 * style hides is not there. Rows and columns that a cell spans are one cell there, as in a
 * spreadsheet.
 * Thread: the caller's. */
#include "attest-config.h"
#include "sheet/attest-html-table.h"

#include "base/attest-entity.h"
#include "base/attest-text.h"
#include "sheet/attest-grid.h"
#include "sheet/attest-number-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SNIFFED 4096 /* bytes in which a page says what it is */
#define MAX_TABLES 1000
#define MAX_SPAN 1000
#define MOST_DEPTH 8    /* of tables within tables */
#define LEAST_COLUMNS 3 /* of a table in a cell that is a list of its own */

typedef struct
{
  const char *start; /* of its name */
  gsize length;
  const char *attributes; /* up to ">" */
  const char *end;        /* of the whole tag */
  gboolean closes;
} Tag;

typedef struct
{
  gboolean is_unseen;
  gboolean is_struck;
} Look;

typedef struct
{
  GPtrArray *grids;
  AttestGrid *grid;      /* the table being read; NULL outside */
  guint nested;          /* tables in cells are part of their text */
  const char *inner;     /* where the outermost of them begins */
  GPtrArray *inner_ones; /* of texts: tables in cells, which are read by themselves as well */
  guint64 *covered;      /* of each column: the line at which a span from above ends */
  guint64 line;          /* counts the rows of all tables, and a gap behind each */
  guint row;
  guint column;
  gboolean in_row;
  gboolean in_cell;
  gboolean wants_blank; /* before the next letter */
  gboolean is_struck;   /* the text of the cell, or a part of it */
  gboolean is_raised;   /* what comes of it */
  gboolean is_unseen;   /* the cell: the next one stands where it would */
  char *unseen;         /* (nullable): the element in a cell whose text is not shown */
  guint n_unseen;       /* of that name, within each other */
  guint n_rows;
  guint n_columns; /* of the cell */
  char *date;      /* (nullable): what the cell means, beyond what it shows */
  GString *text;
  gboolean full;
} Reader;

static void
reader_clear (Reader *self)
{
  g_ptr_array_unref (self->grids);
  g_ptr_array_unref (self->inner_ones);
  g_free (self->covered);
  g_free (self->date);
  g_free (self->unseen);
  g_string_free (self->text, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static gboolean
is_tag (const Tag *tag, const char *name)
{
  return tag->length == strlen (name) && g_ascii_strncasecmp (tag->start, name, tag->length) == 0;
}

/* Returns: whether a tag begins at @p; a “<” in a text is one of the text */
static gboolean
parse_tag (const char *p, Tag *tag)
{
  char quote = '\0';

  tag->closes = p[1] == '/';
  tag->start = p + (tag->closes ? 2 : 1);
  if (!g_ascii_isalpha (*tag->start))
    return FALSE;
  for (p = tag->start; g_ascii_isalnum (*p) || *p == ':' || *p == '-'; p++)
    ;
  tag->length = (gsize) (p - tag->start);
  tag->attributes = p;
  for (; *p != '\0' && (quote != '\0' || *p != '>'); p++)
    if (quote != '\0')
      quote = *p == quote ? '\0' : quote;
    else if ((*p == '"' || *p == '\'') && p[-1] == '=')
      quote = *p;
  tag->end = *p != '\0' ? p + 1 : p;
  return TRUE;
}

/* Returns: (transfer full) (nullable): what stands behind an attribute's name */
static char *
dup_attribute (const Tag *tag, const char *name)
{
  gsize length = strlen (name);

  for (const char *p = tag->attributes; p + length < tag->end; p++)
    if (g_ascii_isspace (p[-1]) && g_ascii_strncasecmp (p, name, length) == 0 && p[length] == '=')
      {
        const char *start = p + length + 1;
        const char *end = NULL;
        char quote = *start == '"' || *start == '\'' ? *start++ : '\0';

        for (end = start; end < tag->end && *end != '>'
                          && (quote != '\0' ? *end != quote : !g_ascii_isspace (*end));
             end++)
          ;
        return g_strndup (start, (gsize) (end - start));
      }
  return NULL;
}

/* How an element looks, by its name and its style: display:none, text-decoration: line-through. */
static Look
read_look (const Tag *tag)
{
  Look look = { FALSE, is_tag (tag, "s") || is_tag (tag, "strike") || is_tag (tag, "del") };
  g_autofree char *style = dup_attribute (tag, "style");
  gsize n = 0;

  if (style == NULL)
    return look;
  for (const char *p = style; *p != '\0'; p++)
    if (!g_ascii_isspace (*p))
      style[n++] = g_ascii_tolower (*p);
  style[n] = '\0';
  look.is_unseen = strstr (style, "display:none") != NULL;
  look.is_struck = look.is_struck || strstr (style, "line-through") != NULL;
  return look;
}

static guint
get_number (const Tag *tag, const char *name)
{
  g_autofree char *value = dup_attribute (tag, name);

  return value != NULL ? CLAMP ((guint) g_ascii_strtoull (value, NULL, 10), 1, MAX_SPAN) : 1;
}

/* LibreOffice says what number a cell shows, and under which format: a day that is shown as
 * 03/04/27 is only certain by that. */
static char *
dup_date (const Tag *tag)
{
  g_autofree char *number = dup_attribute (tag, "sdval");
  g_autofree char *described = number != NULL ? dup_attribute (tag, "sdnum") : NULL;
  const char *code = described != NULL ? strrchr (described, ';') : NULL;
  AttestNumberFormat format;
  AttestCellKind kind = ATTEST_CELL_TEXT;
  char *shown = NULL;

  if (code == NULL)
    return NULL;
  attest_number_format_init (&format, 0, code + 1);
  if (format.is_date)
    shown = attest_number_format_show (&format, number, FALSE, &kind);
  attest_number_format_clear (&format);
  if (kind != ATTEST_CELL_DATE)
    g_clear_pointer (&shown, g_free);
  return shown;
}

static gboolean
write_cell (Reader *self)
{
  AttestGridPlace place = { self->row, self->column };

  if (self->date != NULL)
    return attest_grid_set (self->grid, place, ATTEST_CELL_DATE, self->date, strlen (self->date));
  return attest_grid_set (self->grid, place, ATTEST_CELL_TEXT, self->text->str, self->text->len);
}

static void
end_cell (Reader *self)
{
  AttestSpan span = { self->row, self->column, self->n_rows, self->n_columns };
  guint end = MIN (self->column + self->n_columns, ATTEST_GRID_MAX_COLUMNS);

  if (!self->in_cell)
    return;
  self->in_cell = FALSE;
  g_clear_pointer (&self->unseen, g_free);
  self->n_unseen = 0;
  if (self->is_unseen)
    return;
  if (!write_cell (self))
    self->full = TRUE;
  if (self->is_struck && self->text->len > 0)
    attest_grid_strike (self->grid, (AttestGridPlace){ self->row, self->column });
  if (self->n_rows > 1 || self->n_columns > 1)
    attest_grid_add_span (self->grid, span);
  for (guint i = self->column; i < end && self->n_rows > 1; i++)
    self->covered[i] = MAX (self->covered[i], self->line + self->n_rows);
  self->column = end;
}

static void
end_row (Reader *self)
{
  end_cell (self);
  if (self->in_row)
    {
      self->row++;
      self->line++;
    }
  self->in_row = FALSE;
}

static void
start_row (Reader *self, gboolean is_unseen)
{
  end_row (self);
  self->in_row = TRUE;
  self->column = 0;
  if (is_unseen)
    attest_grid_hide_row (self->grid, self->row);
}

static void
start_cell (Reader *self, const Tag *tag, Look look)
{
  if (!self->in_row)
    start_row (self, FALSE);
  end_cell (self);
  while (self->column < ATTEST_GRID_MAX_COLUMNS && self->covered[self->column] > self->line)
    self->column++;
  self->in_cell = TRUE;
  self->is_struck = look.is_struck;
  self->is_raised = FALSE;
  self->is_unseen = look.is_unseen;
  self->n_rows = get_number (tag, "rowspan");
  self->n_columns = get_number (tag, "colspan");
  g_free (self->date);
  self->date = dup_date (tag);
  self->wants_blank = FALSE;
  g_string_truncate (self->text, 0);
}

static void
end_table (Reader *self)
{
  if (self->grid == NULL)
    return;
  end_row (self);
  if (attest_grid_get_n_rows (self->grid) > 0)
    g_ptr_array_add (self->grids, g_steal_pointer (&self->grid));
  else
    g_clear_pointer (&self->grid, attest_grid_unref);
  self->line += MAX_SPAN;
}

static void
start_table (Reader *self)
{
  end_table (self);
  self->grid = attest_grid_new (NULL);
  self->row = 0;
  self->column = 0;
  self->in_row = FALSE;
}

static void
append_line (Reader *self)
{
  if (self->text->len > 0)
    g_string_append_c (self->text, '\n');
  self->wants_blank = FALSE;
}

/* What begins and ends a line of its own. */
static gboolean
is_block (const Tag *tag)
{
  static const char *const names[] = { "p",  "div", "li", "ul", "ol", "dl", "dt", "dd",
                                       "h1", "h2",  "h3", "h4", "h5", "h6", "hr" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (is_tag (tag, names[i]))
      return TRUE;
  return FALSE;
}

static void
append_block (Reader *self)
{
  if (self->text->len == 0 || self->text->str[self->text->len - 1] != '\n')
    append_line (self);
}

static void
end_inner (Reader *self, const char *end)
{
  if (self->inner_ones->len < MAX_TABLES)
    g_ptr_array_add (self->inner_ones, g_strndup (self->inner, (gsize) (end - self->inner)));
}

/* Tables in a cell: their texts are the cell's. In pages the cell can be a frame for them. */
static gboolean
take_nested (Reader *self, const Tag *tag)
{
  if (is_tag (tag, "table") && (self->in_cell || self->nested > 0))
    {
      if (!tag->closes && self->nested++ == 0)
        self->inner = tag->start - 1;
      else if (tag->closes && self->nested == 0)
        return FALSE;
      else if (tag->closes && --self->nested == 0)
        end_inner (self, tag->end);
      return TRUE;
    }
  return self->nested > 0;
}

/* Elements in a cell whose text is not shown: it is none of the cell's. What ends the cell ends
 * them. */
static gboolean
take_unseen (Reader *self, const Tag *tag, gboolean is_unseen)
{
  if (!self->in_cell || is_tag (tag, "td") || is_tag (tag, "th") || is_tag (tag, "tr")
      || is_tag (tag, "table"))
    return FALSE;
  if (self->unseen == NULL && is_unseen && !is_tag (tag, "input") && !is_tag (tag, "img")
      && !is_tag (tag, "br"))
    self->unseen = g_strndup (tag->start, tag->length);
  if (self->unseen == NULL)
    return FALSE;
  if (is_tag (tag, self->unseen))
    self->n_unseen = tag->closes ? self->n_unseen - 1 : self->n_unseen + 1;
  if (self->n_unseen == 0)
    g_clear_pointer (&self->unseen, g_free);
  return TRUE;
}

static void
take_tag (Reader *self, const Tag *tag)
{
  const Look look = self->grid != NULL && !tag->closes ? read_look (tag) : (Look){ FALSE, FALSE };

  if (take_unseen (self, tag, look.is_unseen))
    return;
  if (take_nested (self, tag))
    self->wants_blank = TRUE;
  else if (is_tag (tag, "table"))
    (tag->closes ? end_table : start_table) (self);
  else if (self->grid == NULL)
    return;
  else if (is_tag (tag, "tr"))
    {
      if (tag->closes)
        end_row (self);
      else
        start_row (self, look.is_unseen);
    }
  else if (is_tag (tag, "td") || is_tag (tag, "th"))
    {
      if (tag->closes)
        end_cell (self);
      else
        start_cell (self, tag, look);
    }
  else if (self->in_cell && look.is_struck)
    self->is_struck = TRUE;
  else if (is_tag (tag, "sup"))
    self->is_raised = !tag->closes;
  else if (is_tag (tag, "br"))
    append_line (self);
  else if (is_block (tag))
    append_block (self);
}

/* Returns: the character that @p stands for, and where it ends; 0 if it is only an ampersand */
static gunichar
parse_entity (const char *p, const char **end)
{
  char *stop = NULL;
  guint64 c = 0;

  if (p[1] != '#')
    {
      gsize length = 0;

      while (g_ascii_isalpha (p[1 + length]))
        length++;
      *end = p + 1 + length + (p[1 + length] == ';');
      return attest_entity_find (p + 1, length);
    }
  if (p[2] == 'x' || p[2] == 'X')
    c = g_ascii_strtoull (p + 3, &stop, 16);
  else
    c = g_ascii_strtoull (p + 2, &stop, 10);
  *end = *stop == ';' ? stop + 1 : stop;
  return c > 0 && c <= 0x10ffff && g_unichar_validate ((gunichar) c) ? (gunichar) c : 0;
}

/* Returns: behind what was taken */
static const char *
take_text (Reader *self, const char *p)
{
  const char *end = g_utf8_next_char (p);
  gunichar c = *p == '&' ? parse_entity (p, &end) : g_utf8_get_char (p);

  if (c == 0)
    {
      c = '&';
      end = p + 1;
    }
  if (!self->in_cell || self->unseen != NULL || self->text->len > 4 * (ATTEST_GRID_MAX_TEXT + 1))
    return end;
  if (*p != '&' && g_ascii_isspace (*p))
    {
      self->wants_blank = self->text->len > 0;
      return end;
    }
  if (self->wants_blank && self->text->len > 0 && self->text->str[self->text->len - 1] != '\n')
    g_string_append_c (self->text, ' ');
  self->wants_blank = FALSE;
  if (self->is_raised && c < 0x80)
    attest_text_append_raised (self->text, &(char){ (char) c }, 1);
  else
    g_string_append_unichar (self->text, c);
  return end;
}

static gboolean
is_chosen (const Tag *tag)
{
  g_autofree char *attributes =
      g_ascii_strdown (tag->attributes, (gssize) (tag->end - tag->attributes));

  return strstr (attributes, " selected") != NULL;
}

/* A list to choose from, as forms have in their cells, shows what is chosen, or else the first.
 * Returns: behind it */
static const char *
take_list (Reader *self, const Tag *tag)
{
  const char *shown = NULL;
  gboolean has_chosen = FALSE;
  Tag inner = { NULL };
  const char *p = strchr (tag->end, '<');

  for (; p != NULL && parse_tag (p, &inner); p = strchr (inner.end, '<'))
    {
      const gboolean chosen = is_tag (&inner, "option") && !inner.closes && is_chosen (&inner);

      if (!is_tag (&inner, "option") && !is_tag (&inner, "optgroup"))
        break;
      if (is_tag (&inner, "option") && !inner.closes && !has_chosen && (shown == NULL || chosen))
        shown = inner.end;
      has_chosen = has_chosen || chosen;
    }
  for (; shown != NULL && *shown != '\0' && *shown != '<';)
    shown = take_text (self, shown);
  return p != NULL ? p : tag->end + strlen (tag->end);
}

/* A field to type in shows its value. */
static void
take_value (Reader *self, const Tag *tag)
{
  static const char *const typed[] = { "text", "date", "number", "tel", "url", "email", "search" };
  g_autofree char *type = dup_attribute (tag, "type");
  g_autofree char *value = dup_attribute (tag, "value");
  gboolean is_typed = type == NULL;

  for (guint i = 0; !is_typed && i < G_N_ELEMENTS (typed); i++)
    is_typed = g_ascii_strcasecmp (type, typed[i]) == 0;
  for (const char *p = value; is_typed && p != NULL && *p != '\0';)
    p = take_text (self, p);
}

/* Comments, and elements whose text is not shown. Returns: behind them; @p if there are none */
static const char *
skip_unseen (const char *p, const Tag *tag)
{
  static const char *const unseen[] = { "script", "style", "title", "xml" };

  for (guint i = 0; !tag->closes && i < G_N_ELEMENTS (unseen); i++)
    if (is_tag (tag, unseen[i]))
      for (p = tag->end; (p = strchr (p, '<')) != NULL; p++)
        if (p[1] == '/' && g_ascii_strncasecmp (p + 2, unseen[i], strlen (unseen[i])) == 0)
          return p;
  return tag->end;
}

static const char *
skip_declaration (const char *p)
{
  const char *end = g_str_has_prefix (p, "<!--") ? strstr (p + 4, "-->") : strchr (p, '>');

  if (end == NULL)
    return p + strlen (p);
  return end + (*end == '-' ? 3 : 1);
}

static const char *
take (Reader *self, const char *p)
{
  Tag tag = { NULL };

  if (*p == '<' && (p[1] == '!' || p[1] == '?'))
    return skip_declaration (p);
  if (*p != '<' || !parse_tag (p, &tag))
    return take_text (self, p);
  take_tag (self, &tag);
  if (self->in_cell && is_tag (&tag, "select") && !tag.closes)
    return take_list (self, &tag);
  if (self->in_cell && is_tag (&tag, "input"))
    take_value (self, &tag);
  return skip_unseen (p, &tag);
}

/**
 * attest_html_is:
 * @text: UTF-8, or any encoding that has ASCII in it
 *
 * Returns: whether it begins like a page or a table of one
 */
gboolean
attest_html_is (const char *text)
{
  static const char *const beginnings[] = { "<!doctype html", "<html", "<table",
                                            "<meta",          "<head", "<body" };

  g_return_val_if_fail (text != NULL, FALSE);

  text += strspn (text, " \t\r\n");
  while (g_str_has_prefix (text, "<!--") || g_str_has_prefix (text, "<?"))
    {
      text = skip_declaration (text);
      text += strspn (text, " \t\r\n");
    }
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_ascii_strncasecmp (text, beginnings[i], strlen (beginnings[i])) == 0)
      return TRUE;
  return FALSE;
}

/**
 * attest_html_dup_charset:
 * @data: a page, in any encoding that has ASCII in it
 * @length: in bytes
 *
 * Returns: (transfer full) (nullable): what it says of its encoding
 */
char *
attest_html_dup_charset (const char *data, gsize length)
{
  g_autofree char *head = g_strndup (data, MIN (length, SNIFFED));
  g_autofree char *lower = g_ascii_strdown (head, -1);
  const char *p = strstr (lower, "charset=");
  gsize n = 0;

  if (p == NULL)
    return NULL;
  p += strlen ("charset=");
  p += strspn (p, "\"' ");
  while (g_ascii_isalnum (p[n]) || (p[n] != '\0' && strchr ("-_:.", p[n]) != NULL))
    n++;
  return n > 0 ? g_strndup (p, n) : NULL;
}

/* A page does not name its tables; where there are several, people have to. */
static void
name_tables (GPtrArray *grids)
{
  for (guint i = 0; grids->len > 1 && i < grids->len; i++)
    {
      /* TRANSLATORS: one of several tables of a web page */
      g_autofree char *name = g_strdup_printf (_ ("Table %u"), i + 1);

      attest_grid_set_name (g_ptr_array_index (grids, i), name);
    }
}

/* Whether it can be a list of its own, and no address put below each other. */
static gboolean
is_list (AttestGrid *grid)
{
  return attest_grid_get_n_rows (grid) > 1 && attest_grid_get_n_columns (grid) >= LEAST_COLUMNS;
}

static gboolean read_tables (const char *text,
                             guint depth,
                             GPtrArray *grids,
                             GCancellable *cancellable,
                             GError **error);

/* Tables within tables, and so on. */
static gboolean
read_inner (Reader *self, guint depth, GPtrArray *grids, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; depth < MOST_DEPTH && i < self->inner_ones->len; i++)
    {
      g_autoptr (GPtrArray) own =
          g_ptr_array_new_with_free_func ((GDestroyNotify) attest_grid_unref);

      if (!read_tables (
              g_ptr_array_index (self->inner_ones, i), depth + 1, own, cancellable, error))
        return FALSE;
      for (guint j = 0; j < own->len && grids->len < MAX_TABLES; j++)
        if (is_list (g_ptr_array_index (own, j)))
          g_ptr_array_add (grids, attest_grid_ref (g_ptr_array_index (own, j)));
    }
  return TRUE;
}

static gboolean
read_tables (const char *text,
             guint depth,
             GPtrArray *grids,
             GCancellable *cancellable,
             GError **error)
{
  g_auto (Reader) self = { g_ptr_array_ref (grids) };
  guint n = 0;

  self.inner_ones = g_ptr_array_new_with_free_func (g_free);
  self.covered = g_new0 (guint64, ATTEST_GRID_MAX_COLUMNS);
  self.text = g_string_new (NULL);
  while (*text != '\0' && !self.full && grids->len < MAX_TABLES)
    {
      if (++n % 4096 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      text = take (&self, text);
    }
  end_table (&self);
  if (self.full)
    {
      g_propagate_error (error, attest_grid_new_full_error ());
      return FALSE;
    }
  return read_inner (&self, depth, grids, cancellable, error);
}

/**
 * attest_html_read:
 * @text: UTF-8
 * @cancellable: (nullable): looked at for every tag and letter
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: (transfer full) (element-type AttestGrid): the tables that have a text, in their order;
 *   behind them those in cells that may be lists
 */
GPtrArray *
attest_html_read (const char *text, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) grids = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_grid_unref);

  g_return_val_if_fail (text != NULL, NULL);

  if (!read_tables (text, 0, grids, cancellable, error))
    return NULL;
  name_tables (grids);
  return g_steal_pointer (&grids);
}
