/* Profiles: see the header. A sheet is recognised by a row that has every head of a profile and
 * hardly another; those that come with the program name only what is always there. Of several
 * profiles that fit, the one with the most heads does best. Thread: any; belongs to whoever made
 * it. */
#include "attest-config.h"
#include "intake/attest-profile.h"

#include "base/attest-reference.h"
#include "base/attest-text.h"
#include "intake/attest-sheet-tables.h"
#include "intake/attest-sheet-words.h"
#include "sheet/attest-grid.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_ABOVE 50    /* rows that can stand above a head */
#define MIN_HEADS 3     /* fewer are those of any sheet */
#define MAX_STRANGERS 3 /* columns that the profile does not know */

/* Without a word on what is expected, as in what was written by hand or long ago, that is what a
 * person mapped. */
static void
expect_mapped (AttestDecisions *decisions)
{
  g_autoptr (GPtrArray) expected = attest_decisions_list (decisions, ATTEST_DECIDE_EXPECT);
  g_autoptr (GPtrArray) heads = attest_decisions_list (decisions, ATTEST_DECIDE_COLUMN);

  for (guint i = 0; expected->len == 0 && i < heads->len; i++)
    {
      const char *head = g_ptr_array_index (heads, i);
      const char *path = attest_decisions_get (decisions, ATTEST_DECIDE_COLUMN, head);

      if (*path != '\0' && *path != '#')
        attest_decisions_set (decisions, ATTEST_DECIDE_EXPECT, head, path);
    }
}

/**
 * attest_profile_new:
 * @name: for people
 * @decisions: copied, but for what is about one file and its records alone
 * @heads: (element-type utf8): folded; copied
 *
 * Returns: (transfer full): a profile
 */
AttestProfile *
attest_profile_new (const char *name, const AttestDecisions *decisions, GPtrArray *heads)
{
  AttestProfile *self = g_new0 (AttestProfile, 1);
  g_autoptr (JsonNode) node = attest_decisions_write (decisions, ATTEST_DECIDE_FIRST_OF_RECORD);
  const char *sheet = attest_decisions_get (decisions, ATTEST_DECIDE_SHEET, "");

  self->name = attest_text_tidy (name, ATTEST_TEXT_LINE);
  self->heads = g_ptr_array_copy (heads, (GCopyFunc) (void *) g_strdup, NULL);
  g_ptr_array_set_free_func (self->heads, g_free);
  self->decisions = attest_decisions_read (node);
  expect_mapped (self->decisions);
  /* The sheets of the next file have other names, but are to be read as one again. */
  attest_decisions_set (self->decisions,
                        ATTEST_DECIDE_SHEET,
                        "",
                        attest_sheet_choice_is_several (sheet) ? ATTEST_SHEET_ALL_ALIKE : NULL);
  attest_decisions_set (self->decisions, ATTEST_DECIDE_HEADER, "", NULL);
  return self;
}

/* Returns: (transfer full): the same, of its own */
AttestProfile *
attest_profile_copy (const AttestProfile *self)
{
  AttestProfile *copy = attest_profile_new (self->name, self->decisions, self->heads);

  copy->is_shipped = self->is_shipped;
  return copy;
}

/* @self: (nullable) */
void
attest_profile_free (AttestProfile *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_ptr_array_unref (self->heads);
  attest_decisions_free (self->decisions);
  g_free (self);
}

/* Returns: (transfer full): JSON, for a file and for the database */
char *
attest_profile_write (const AttestProfile *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "profile");
  json_builder_add_string_value (builder, self->name);
  json_builder_set_member_name (builder, "heads");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->heads->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (self->heads, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "decisions");
  json_builder_add_value (builder,
                          attest_decisions_write (self->decisions, ATTEST_DECIDE_FIRST_OF_RECORD));
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}

static AttestProfile *
read_object (JsonObject *object)
{
  JsonNode *name = json_object_get_member (object, "profile");
  JsonNode *heads = json_object_get_member (object, "heads");
  JsonNode *decisions = json_object_get_member (object, "decisions");
  g_autoptr (GPtrArray) folded = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AttestDecisions) decided = NULL;
  JsonArray *array = NULL;

  if (name == NULL || json_node_get_value_type (name) != G_TYPE_STRING || heads == NULL
      || !JSON_NODE_HOLDS_ARRAY (heads) || decisions == NULL || !JSON_NODE_HOLDS_OBJECT (decisions)
      || *json_node_get_string (name) == '\0')
    return NULL;
  array = json_node_get_array (heads);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *head = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (head) && json_node_get_value_type (head) == G_TYPE_STRING)
        g_ptr_array_add (folded, attest_sheet_fold (json_node_get_string (head)));
    }
  decided = attest_decisions_read (decisions);
  return attest_profile_new (json_node_get_string (name), decided, folded);
}

/**
 * attest_profile_read:
 * @json: as attest_profile_write() gave it
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: (transfer full) (nullable): it
 */
AttestProfile *
attest_profile_read (const char *json, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  AttestProfile *self = NULL;

  if (json_parser_load_from_data (parser, json, -1, NULL)
      && JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    self = read_object (json_node_get_object (json_parser_get_root (parser)));
  if (self == NULL)
    g_set_error_literal (
        error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("This is not an import profile."));
  return self;
}

/* Returns: (transfer full) (element-type AttestProfile): those that come with the program */
GPtrArray *
attest_profiles_load_shipped (void)
{
  g_autoptr (JsonArray) all = attest_reference_load_list ("sheet-profiles.json", "profiles");
  GPtrArray *profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_profile_free);

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    {
      AttestProfile *profile = read_object (json_array_get_object_element (all, i));

      if (profile == NULL)
        continue;
      profile->is_shipped = TRUE;
      g_ptr_array_add (profiles, profile);
    }
  return profiles;
}

/* The texts of a row, folded. */
static GHashTable *
fold_row (AttestGrid *grid, guint row)
{
  GHashTable *texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint column = 0; column < attest_grid_get_n_columns (grid); column++)
    {
      const char *text = attest_grid_get_text (grid, row, column);

      if (*text != '\0')
        g_hash_table_add (texts, attest_sheet_fold (text));
    }
  return texts;
}

/* What was rejected comes back with its problems, and with columns for all that the sheet did not
 * have. */
static gboolean
is_own (GHashTable *texts)
{
  g_autofree char *folded = attest_sheet_fold ("attest_id");

  return g_hash_table_contains (texts, folded);
}

static gboolean
fits (const AttestProfile *self, GHashTable *texts)
{
  if (self->heads->len < MIN_HEADS)
    return FALSE;
  if (!self->is_shipped && g_hash_table_size (texts) > self->heads->len + MAX_STRANGERS
      && !is_own (texts))
    return FALSE;
  for (guint i = 0; i < self->heads->len; i++)
    if (!g_hash_table_contains (texts, g_ptr_array_index (self->heads, i)))
      return FALSE;
  return TRUE;
}

/* A person's own come before those that are shipped, however many heads these have. */
static guint
rate (const AttestProfile *self)
{
  return self->heads->len + (self->is_shipped ? 0 : ATTEST_GRID_MAX_COLUMNS);
}

/**
 * attest_profiles_recognise:
 * @profiles: (element-type AttestProfile): all there are
 * @workbook: a file
 *
 * Returns: the one that is for such a file, and where its head is
 */
AttestProfileMatch
attest_profiles_recognise (GPtrArray *profiles, AttestWorkbook *workbook)
{
  AttestProfileMatch best = { NULL };

  for (guint i = 0; i < workbook->grids->len; i++)
    {
      AttestGrid *grid = g_ptr_array_index (workbook->grids, i);
      guint n_rows = MIN (attest_grid_get_n_rows (grid), MAX_ABOVE);

      for (guint row = 0; row < n_rows && !attest_grid_is_hidden (grid); row++)
        {
          g_autoptr (GHashTable) texts = fold_row (grid, row);

          for (guint j = 0; j < profiles->len; j++)
            {
              const AttestProfile *profile = g_ptr_array_index (profiles, j);

              if (fits (profile, texts)
                  && (best.profile == NULL || rate (profile) > rate (best.profile)))
                best = (AttestProfileMatch){ profile, i, row };
            }
        }
    }
  return best;
}

/**
 * attest_profile_apply:
 * @match: a profile, and where it fits
 * @workbook: the file
 * @decisions: gets what was decided then; what was decided now comes before it
 */
void
attest_profile_apply (const AttestProfileMatch *match,
                      AttestWorkbook *workbook,
                      AttestDecisions *decisions)
{
  g_autofree char *row = g_strdup_printf ("%u", match->row + 1);
  AttestGrid *grid = g_ptr_array_index (workbook->grids, match->grid);

  attest_decisions_fill (decisions, match->profile->decisions);
  if (attest_decisions_get (decisions, ATTEST_DECIDE_HEADER, "") == NULL)
    attest_decisions_set (decisions, ATTEST_DECIDE_HEADER, "", row);
  if (workbook->grids->len > 1 && attest_grid_get_name (grid) != NULL
      && attest_decisions_get (decisions, ATTEST_DECIDE_SHEET, "") == NULL)
    attest_decisions_set (decisions, ATTEST_DECIDE_SHEET, "", attest_grid_get_name (grid));
}
