/* What a list says of all its records: see the header.
 *
 * Only some fields are the same for all of a list; an address over it may be that of who keeps it,
 * a day the one on which it was printed. What is found is offered, and asked once for all.
 * Thread: any, one at a time. */
#include "attest-config.h"
#include "intake/attest-sheet-labels.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "check/attest-bodies.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-others.h"
#include "intake/attest-sheet-words.h"
#include "sheet/attest-grid-parts.h"

#include <string.h>

#define MOST_TEXTS 8    /* of a row that is no head of another table */
#define MOST_OF_NAME 64 /* bytes of what stands before a colon */

typedef struct
{
  guint row;         /* from 0: it is about records below it */
  const char *sheet; /* (nullable): of several */
  const char *path;
  char *text;
} Label;

struct _AttestSheetLabels
{
  GArray *all; /* of Label */
};

static void
label_clear (gpointer data)
{
  Label *label = data;

  g_free (label->text);
}

/* Returns: (transfer full): no labels */
AttestSheetLabels *
attest_sheet_labels_new (void)
{
  AttestSheetLabels *self = g_new0 (AttestSheetLabels, 1);

  self->all = g_array_new (FALSE, FALSE, sizeof (Label));
  g_array_set_clear_func (self->all, label_clear);
  return self;
}

/* Frees @self. */
void
attest_sheet_labels_free (AttestSheetLabels *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->all);
  g_free (self);
}

/* Returns: (transfer none) (nullable): the field that @name, the first @length bytes of a text, is
 * a title of, if that can be the same for all */
static const char *
find_path (const AttestSchema *schema, const char *name, gsize length)
{
  g_autofree char *own = g_strndup (name, length);
  const char *path = length < MOST_OF_NAME ? attest_sheet_find_known_head (schema, own) : NULL;
  const AttestField *field = path != NULL ? attest_schema_find_key (schema, path) : NULL;

  return field != NULL && attest_sheet_has_word ("for_all", path) ? field->key : NULL;
}

static void
add (AttestSheetLabels *self,
     AttestSheetTable *table,
     guint row,
     const char *path,
     const char *text)
{
  Label label = { row, NULL, path, attest_text_tidy (text, ATTEST_TEXT_LINE) };

  attest_grid_find_row (table->grid, row, &label.sheet);
  if (attest_sheet_is_nothing (label.text) || attest_str_is_blank (label.text))
    g_free (label.text);
  else
    g_array_append_val (self->all, label);
}

/* Returns: how many bytes at the beginning of @text are before a colon; 0: it has none */
static gsize
count_name (const char *text)
{
  const char *colon = strchr (text, ':');
  const char *wide = strstr (text, "：");

  if (colon == NULL || (wide != NULL && wide < colon))
    colon = wide;
  return colon != NULL ? (gsize) (colon - text) : 0;
}

static const char *
skip_colon (const char *text)
{
  return g_utf8_next_char (text);
}

/* Returns: (transfer none): @text behind what parts it from what is before */
static const char *
skip_between (const char *text)
{
  while (*text != '\0'
         && (g_unichar_isspace (g_utf8_get_char (text)) || strchr ("/|,;", *text) != NULL))
    text = g_utf8_next_char (text);
  return text;
}

/* @text: one line. 인증기관: 가, 인정기관: 나 — each goes on to where the next begins. Returns:
 * whether there is one */
static gboolean
note_line (AttestSheetLabels *self, AttestSheetTable *table, guint row, const char *text)
{
  static const char *const between[] = { "  ", "　", " / ", " | ", ", ", "\t", "; " };
  const gsize n = count_name (text);
  const char *path = n > 0 ? find_path (table->schema, text, n) : NULL;
  const char *value = n > 0 ? skip_colon (text + n) : text;
  const char *end = value + strlen (value);
  g_autofree char *own = NULL;

  if (n == 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (between); i++)
    for (const char *at = strstr (value, between[i]); at != NULL && at < end;
         at = strstr (at + 1, between[i]))
      {
        const char *next = at + strlen (between[i]);
        const gsize length = count_name (next);

        if (length > 0 && find_path (table->schema, next, length) != NULL)
          end = at;
      }
  own = g_strndup (value, (gsize) (end - value));
  if (path != NULL)
    add (self, table, row, path, own);
  if (*end != '\0')
    note_line (self, table, row, skip_between (end));
  return path != NULL && *own != '\0';
}

static gboolean
note_cell (AttestSheetLabels *self, AttestSheetTable *table, guint row, const char *text)
{
  g_auto (GStrv) lines = g_strsplit_set (text, "\n\r", -1);
  gboolean has = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    has = note_line (self, table, row, lines[i]) || has;
  return has;
}

/* @text: a cell, perhaps with a colon at its end. Returns: (nullable): what it is the title of */
static const char *
find_title (const AttestSchema *schema, const char *text)
{
  const gsize n = count_name (text);

  if (n > 0 && !attest_str_is_blank (skip_colon (text + n)))
    return NULL;
  return find_path (schema, text, n > 0 ? n : strlen (text));
}

/**
 * attest_sheet_labels_note:
 * @table: the sheet
 * @row: from 0: one that is no record and no head
 *
 * Returns: whether it says something of the records below it
 */
gboolean
attest_sheet_labels_note (AttestSheetLabels *self, AttestSheetTable *table, guint row)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  gboolean has = FALSE;

  g_return_val_if_fail (self != NULL && table != NULL, FALSE);

  for (guint i = 0; i < table->used->len; i++)
    {
      const char *text =
          attest_grid_get_text (table->grid, row, g_array_index (table->used, guint, i));

      if (!attest_str_is_blank (text))
        g_ptr_array_add (texts, (gpointer) text);
    }
  for (guint i = 0; texts->len <= MOST_TEXTS && i < texts->len; i++)
    {
      const char *path = find_title (table->schema, g_ptr_array_index (texts, i));
      const char *next =
          path != NULL && i + 1 < texts->len ? g_ptr_array_index (texts, i + 1) : NULL;

      if (next != NULL && count_name (next) == 0 && find_title (table->schema, next) == NULL)
        add (self, table, row, path, next);
      has = next != NULL || note_cell (self, table, row, g_ptr_array_index (texts, i)) || has;
    }
  return has;
}

/* What is offered. */

/* Returns: (nullable): what is said last of @path above @row of its sheet */
static const Label *
find (const AttestSheetLabels *self, const char *path, guint row, const char *sheet)
{
  const Label *found = NULL;

  for (guint i = 0; i < self->all->len; i++)
    {
      const Label *label = &g_array_index (self->all, Label, i);

      if (label->row < row && g_strcmp0 (label->sheet, sheet) == 0
          && g_str_equal (label->path, path))
        found = label;
    }
  return found;
}

static void
offer (AttestSheetGather *gather,
       AttestSheetGroup *group,
       const AttestField *field,
       const char *value,
       const char *likely)
{
  const AttestSheetCell cell = { field->key, field, ATTEST_CELL_TEXT, value };
  g_autofree char *before = attest_sheet_dup_field (group->result->record, field);
  g_autofree char *taken = NULL;

  if (!attest_str_is_blank (before))
    return;
  taken = attest_sheet_values_offer (gather->import->values, &cell, likely);
  if (taken != NULL)
    {
      attest_sheet_gather_say (gather, field->key);
      attest_sheet_set_field (group->result->record, field, taken);
      return;
    }
  if (group->open == NULL)
    group->open = g_hash_table_new (NULL, NULL);
  g_hash_table_add (group->open, (gpointer) field);
}

/* Korea Accreditation Board (KAB). Returns: (transfer full): what stands in the brackets at the end
 * of @text, or all of it */
static char *
dup_in_brackets (const char *text)
{
  const char *begin = strrchr (text, '(');

  return begin != NULL && g_str_has_suffix (text, ")") ? g_strndup (begin + 1, strlen (begin) - 2)
                                                       : g_strdup (text);
}

/* An acronym goes to the acronym, and brings its name with it. */
static void
offer_label (AttestSheetGather *gather, AttestSheetGroup *group, const Label *label)
{
  const AttestSchema *schema = gather->import->schema;
  const AttestField *field = attest_schema_find_key (schema, label->path);
  const AttestField *acronym = attest_schema_find_key (schema, "accreditation_body_acronym_name");
  g_autofree char *own = dup_in_brackets (label->text);
  const char *known = attest_bodies_find_by_acronym (own);

  if (!g_str_equal (label->path, "accreditation_body_name") || known == NULL || acronym == NULL)
    {
      offer (gather, group, field, label->text, label->text);
      return;
    }
  offer (gather, group, acronym, label->text, known);
  offer (gather, group, field, label->text, attest_bodies_find_name (known));
}

/* What a person says for all, or as usual, is right without being asked. */
static gboolean
is_decided (const AttestSheetGather *gather, const Label *label)
{
  const AttestDecisions *decisions = gather->import->decisions;
  const char *usual = attest_decisions_get (decisions, ATTEST_DECIDE_USUAL, label->path);

  return attest_decisions_get (decisions, ATTEST_DECIDE_CONSTANT, label->path) != NULL
         || (usual != NULL && attest_sheet_is_same_text (usual, label->text));
}

static void
offer_to (AttestSheetLabels *self,
          AttestSheetGather *gather,
          AttestSheetGroup *group,
          const GPtrArray *others)
{
  const AttestSchema *schema = gather->import->schema;
  const guint row = g_array_index (group->result->rows, guint, 0) - 1;
  const char *sheet = NULL;

  attest_grid_find_row (gather->import->table->grid, row, &sheet);
  for (guint i = 0; i < schema->n_fields; i++)
    {
      const char *key = schema->fields[i].key;
      const Label *label = key != NULL ? find (self, key, row, sheet) : NULL;

      if (label != NULL && !attest_sheet_others_have (gather, others, key)
          && !is_decided (gather, label))
        offer_label (gather, group, label);
    }
}

/**
 * attest_sheet_labels_offer:
 * @gather: with all records of the sheet
 * @others: (element-type AttestSheetTable): other tables that say more of them
 *
 * Offers what is said over the list where no column says it of each record.
 */
void
attest_sheet_labels_offer (AttestSheetLabels *self,
                           AttestSheetGather *gather,
                           const GPtrArray *others)
{
  g_return_if_fail (self != NULL && gather != NULL && others != NULL);

  for (guint i = 0; self->all->len > 0 && i < gather->groups->len; i++)
    {
      AttestSheetGroup *group = g_ptr_array_index (gather->groups, i);

      if (group->result->own == NULL)
        offer_to (self, gather, group, others);
    }
}
