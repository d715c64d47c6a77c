/* Help at the columns of a sheet: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-help.h"

#include "base/attest-reference.h"

#include <glib/gi18n-lib.h>

#define LONG_TEXT_WIDTH 40
#define USUAL_WIDTH 16

static const AttestField *
get_shown_field (const AttestSheetPlace *place)
{
  return place->list != NULL && place->list->kind == ATTEST_FIELD_TAGS ? place->list : place->field;
}

static GStrv
list_countries (void)
{
  g_autoptr (JsonArray) all = attest_reference_load_list ("countries.json", "countries");
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    g_strv_builder_add (
        names, json_object_get_string_member (json_array_get_object_element (all, i), "name"));
  return g_strv_builder_end (names);
}

/**
 * attest_sheet_help_make_choices:
 * @place: what the column is for
 * @path: its path
 *
 * Returns: (transfer full) (nullable): what can be chosen there; %NULL: anything can be written
 */
GStrv
attest_sheet_help_make_choices (const AttestSheetPlace *place, const char *path)
{
  static const char *const answers[] = { "Yes", "No", NULL };
  const AttestField *field = get_shown_field (place);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  if (field == NULL)
    return NULL;
  if (field->kind == ATTEST_FIELD_FLAG)
    return g_strdupv ((GStrv) answers);
  if (g_str_has_suffix (path, "country"))
    return list_countries ();
  if (field->choices == NULL)
    return NULL;
  for (const AttestChoice *choice = field->choices; choice->wire != NULL; choice++)
    g_strv_builder_add (words, choice->wire);
  return g_strv_builder_end (words);
}

/**
 * attest_sheet_help_make_note:
 * @place: what the column is for
 * @schema: of the records
 *
 * Returns: (transfer full) (nullable): what belongs in the column, in the user's language
 */
char *
attest_sheet_help_make_note (const AttestSheetPlace *place, const AttestSchema *schema)
{
  const AttestField *field = get_shown_field (place);
  const AttestSchema *owner = attest_sheet_place_get_owner (place, schema);
  const char *help = NULL;

  if (field == NULL)
    return NULL;
  help = field == place->list ? attest_field_get_help (schema, field)
                              : attest_field_get_help (owner, field);
  if (field->required)
    return g_strconcat (_ ("Required."), help != NULL ? " " : NULL, help, NULL);
  return g_strdup (help);
}

/* Returns: how wide the column is to be, in letters; 0: as the program likes */
guint
attest_sheet_help_get_width (const AttestSheetPlace *place)
{
  const AttestField *field = get_shown_field (place);

  if (field != NULL && field->kind == ATTEST_FIELD_LONG_TEXT)
    return LONG_TEXT_WIDTH;
  return field != NULL && field->width > 0 ? MAX (field->width, USUAL_WIDTH) : 0;
}
