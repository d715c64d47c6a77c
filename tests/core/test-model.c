/* Records: properties, change signals, copying, lists and undo. */
#include "model/attest-certificate.h"
#include "model/attest-form.h"
#include "model/attest-undo.h"

static void
remove_all (AttestRecordList *list)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) > 0)
    attest_record_list_remove (list, 0);
}

static void
append_path (AttestRecord *record, const char *path, GString *seen)
{
  g_string_append_printf (seen, "%s;", path);
}

static void
count (int *n)
{
  (*n)++;
}

static void
test_text (void)
{
  g_autoptr (AttestRecord) record = attest_record_new (&attest_certificate_schema);
  g_autofree char *number = NULL;
  int notified = 0;

  g_signal_connect_swapped (record, "notify::number", G_CALLBACK (count), &notified);
  g_assert_true (attest_record_is_empty (record));
  g_assert_cmpstr (attest_record_get_text (record, ATTEST_CERTIFICATE_NUMBER), ==, "");
  g_object_set (record, "number", " KR-1 ", NULL);
  attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, " KR-1 ");
  g_object_get (record, "number", &number, NULL);
  g_assert_cmpstr (number, ==, " KR-1 ");
  g_assert_cmpint (notified, ==, 1);
  g_assert_cmpstr (attest_record_get_title (record), ==, " KR-1 ");
  g_assert_false (attest_record_is_empty (record));
  attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, "");
  g_assert_true (attest_record_is_empty (record));
}

static void
test_changed_below (void)
{
  g_autoptr (AttestRecord) record = attest_record_new (&attest_certificate_schema);
  g_autoptr (GString) seen = g_string_new (NULL);
  AttestRecordList *schemes = attest_record_get_list (record, ATTEST_CERTIFICATE_SCHEMES);
  AttestRecord *standard = NULL;

  g_signal_connect (record, "changed", G_CALLBACK (append_path), seen);
  attest_record_list_append (schemes);
  attest_record_list_append (schemes);
  standard = attest_record_list_append (
      attest_record_get_list (attest_record_list_get (schemes, 1), ATTEST_SCHEME_STANDARDS));
  attest_record_set_text (standard, ATTEST_STANDARD_NAME, "ISO 9001:2015");
  g_assert_cmpstr (
      seen->str,
      ==,
      "schemes;schemes;schemes[1].standard_list;schemes[1].standard_list[0].standards_name;");
}

static void
test_removed_is_silent (void)
{
  g_autoptr (AttestRecord) record = attest_record_new (&attest_certificate_schema);
  AttestRecordList *sites = attest_record_get_list (record, ATTEST_CERTIFICATE_SITES);
  g_autoptr (AttestRecord) site = g_object_ref (attest_record_list_append (sites));
  int changes = 0;

  attest_record_list_remove (sites, 0);
  g_signal_connect_swapped (record, "changed", G_CALLBACK (count), &changes);
  attest_record_set_text (site, ATTEST_SITE_CITY, "Seoul");
  g_assert_cmpint (changes, ==, 0);
  attest_record_list_insert (sites, 0, site);
  attest_record_set_text (site, ATTEST_SITE_CITY, "Busan");
  g_assert_cmpint (changes, ==, 2);
}

static void
remove_first_cb (AttestRecordList *list)
{
  attest_record_list_remove (list, 0);
}

/* A handler on the record itself may take it out of its list, or let go of all that is above it. */
static void
test_taken_out_while_told (void)
{
  AttestRecord *record = attest_record_new (&attest_certificate_schema);
  AttestRecordList *sites = attest_record_get_list (record, ATTEST_CERTIFICATE_SITES);
  g_autoptr (AttestRecord) first = g_object_ref (attest_record_list_append (sites));
  g_autoptr (AttestRecord) second = g_object_ref (attest_record_list_append (sites));
  g_autoptr (GString) seen = g_string_new (NULL);

  g_signal_connect (record, "changed", G_CALLBACK (append_path), seen);
  g_signal_connect_swapped (first, "changed", G_CALLBACK (remove_first_cb), sites);
  attest_record_set_text (first, ATTEST_SITE_CITY, "Seoul");
  g_assert_cmpstr (seen->str, ==, "sites;");
  g_signal_connect_swapped (second, "changed", G_CALLBACK (g_object_unref), record);
  attest_record_set_text (second, ATTEST_SITE_CITY, "Busan");
  g_assert_cmpstr (seen->str, ==, "sites;");
  g_assert_null (attest_record_get_list_of (second));
}

static AttestRecord *
make_certificate (void)
{
  AttestRecord *record = attest_record_new (&attest_certificate_schema);
  AttestRecordList *sites = attest_record_get_list (record, ATTEST_CERTIFICATE_SITES);

  attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, "KR-1");
  attest_record_set_flag (record, ATTEST_CERTIFICATE_CONFIDENTIAL, ATTEST_FLAG_NO);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *city = g_strdup_printf ("City %d", i);
      attest_record_set_text (attest_record_list_append (sites), ATTEST_SITE_CITY, city);
    }
  return record;
}

static void
test_copy (void)
{
  g_autoptr (AttestRecord) record = make_certificate ();
  g_autoptr (AttestRecord) copy = attest_record_copy (record);
  AttestRecordList *sites = attest_record_get_list (copy, ATTEST_CERTIFICATE_SITES);

  g_assert_true (attest_record_equal (record, copy));
  attest_record_set_text (attest_record_list_get (sites, 2), ATTEST_SITE_CITY, "Elsewhere");
  g_assert_false (attest_record_equal (record, copy));
  attest_record_assign (copy, record);
  g_assert_true (attest_record_equal (record, copy));
  attest_record_list_move (sites, 2, 0);
  g_assert_false (attest_record_equal (record, copy));
  g_assert_cmpstr (attest_record_get_title (attest_record_list_get (sites, 0)), ==, "City 2");
}

/* Rows that show a record must keep it when something else in the list changes. */
static void
test_assign_keeps_identity (void)
{
  g_autoptr (AttestRecord) record = make_certificate ();
  g_autoptr (AttestRecord) shorter = attest_record_copy (record);
  AttestRecordList *sites = attest_record_get_list (record, ATTEST_CERTIFICATE_SITES);
  AttestRecord *first = attest_record_list_get (sites, 0);
  AttestRecord *last = attest_record_list_get (sites, 2);

  attest_record_list_remove (attest_record_get_list (shorter, ATTEST_CERTIFICATE_SITES), 1);
  attest_record_assign (record, shorter);
  g_assert_true (attest_record_equal (record, shorter));
  g_assert_true (attest_record_list_get (sites, 0) == first);
  g_assert_true (attest_record_list_get (sites, 1) == last);
}

static void
test_sites_presence (void)
{
  g_autoptr (AttestRecord) record = make_certificate ();
  AttestRecordList *sites = attest_record_get_list (record, ATTEST_CERTIFICATE_SITES);
  const guint field = ATTEST_CERTIFICATE_SITES;
  const guint mode = ATTEST_CERTIFICATE_SITES_MODE;

  g_assert_cmpint (attest_record_get_presence (record, field), ==, ATTEST_PRESENCE_OMITTED);
  attest_record_set_text (record, mode, ATTEST_SITES_REPLACE);
  g_assert_cmpint (attest_record_get_presence (record, field), ==, ATTEST_PRESENCE_LIST);
  remove_all (sites);
  g_assert_cmpint (attest_record_get_presence (record, field), ==, ATTEST_PRESENCE_OMITTED);
  attest_record_set_text (record, mode, ATTEST_SITES_REMOVE);
  g_assert_cmpint (attest_record_get_presence (record, field), ==, ATTEST_PRESENCE_EMPTY);
}

static void
test_lookup (void)
{
  g_autoptr (AttestRecord) record = make_certificate ();
  const AttestField *field = NULL;
  const char *nowhere[] = {
    "sites[3].city", "sites[0].nothing", "sites[x]", "number[0]", "schemes.name", "[0]", ".",
    "sites[0]]"
  };

  g_assert_nonnull (attest_record_lookup (record, "sites[1].city", &field));
  g_assert_cmpstr (field->key, ==, "city");
  g_assert_true (attest_record_lookup (record, "certificate_number", &field) == record);
  g_assert_true (attest_record_lookup (record, "sites", &field) == record);
  g_assert_cmpstr (field->key, ==, "sites");
  for (guint i = 0; i < G_N_ELEMENTS (nowhere); i++)
    g_assert_null (attest_record_lookup (record, nowhere[i], NULL));
}

static void
test_undo (void)
{
  g_autoptr (AttestRecord) record = make_certificate ();
  g_autoptr (AttestRecord) before = attest_record_copy (record);
  g_autoptr (AttestUndo) undo = attest_undo_new (record);
  g_autoptr (AttestRecord) after = NULL;

  g_assert_false (attest_undo_get_can_undo (undo));
  attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, "KR2");
  attest_record_list_remove (attest_record_get_list (record, ATTEST_CERTIFICATE_SITES), 0);
  after = attest_record_copy (record);

  attest_undo_undo (undo);
  g_assert_cmpstr (attest_record_get_title (record), ==, "KR2");
  attest_undo_undo (undo);
  g_assert_true (attest_record_equal (record, before));
  g_assert_false (attest_undo_get_can_undo (undo));
  attest_undo_redo (undo);
  attest_undo_redo (undo);
  g_assert_true (attest_record_equal (record, after));
  g_assert_false (attest_undo_get_can_redo (undo));
  attest_undo_undo (undo);
  attest_record_set_text (record, ATTEST_CERTIFICATE_SCOPE, "new");
  g_assert_false (attest_undo_get_can_redo (undo));
}

static void
test_undo_group (void)
{
  g_autoptr (AttestRecord) record = make_certificate ();
  g_autoptr (AttestRecord) before = attest_record_copy (record);
  g_autoptr (AttestUndo) undo = attest_undo_new (record);

  attest_undo_begin_group (undo);
  attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, "A");
  attest_record_set_text (record, ATTEST_CERTIFICATE_SCOPE, "B");
  remove_all (attest_record_get_list (record, ATTEST_CERTIFICATE_SITES));
  attest_undo_end_group (undo);
  attest_undo_undo (undo);
  g_assert_true (attest_record_equal (record, before));
}

/* As a keyboard does it: letter by letter, at the end or before what is there already. */
static void
type (AttestRecord *record, guint field, const char *letters, const char *behind)
{
  for (const char *p = letters; *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *text = attest_record_get_text (record, field);
      g_autofree char *typed = g_strdup_printf ("%.*s%.*s%s",
                                                (int) (strlen (text) - strlen (behind)),
                                                text,
                                                (int) (g_utf8_next_char (p) - p),
                                                p,
                                                behind);

      attest_record_set_text (record, field, typed);
    }
}

static void
assert_undone (AttestUndo *undo, AttestRecord *record, guint field, const char *expected)
{
  attest_undo_undo (undo);
  g_assert_cmpstr (attest_record_get_text (record, field), ==, expected);
}

/* Words one by one, a paste as a whole, and what was deleted; and forward again. */
static void
test_undo_typing (void)
{
  const guint scope = ATTEST_CERTIFICATE_SCOPE;
  g_autoptr (AttestRecord) record = attest_record_new (&attest_certificate_schema);
  g_autoptr (AttestUndo) undo = attest_undo_new (record);
  g_autoptr (AttestRecord) last = NULL;

  type (record, scope, "설계 및 ", "");
  attest_record_set_text (record, scope, "설계 및 a paste of words");
  type (record, scope, "새 ", "words");
  attest_record_set_text (record, scope, "설계 및 a paste of 새 word");
  attest_record_set_text (record, scope, "설계 및 a paste of 새 wor");
  last = attest_record_copy (record);

  assert_undone (undo, record, scope, "설계 및 a paste of 새 words");
  assert_undone (undo, record, scope, "설계 및 a paste of words");
  assert_undone (undo, record, scope, "설계 및 ");
  assert_undone (undo, record, scope, "설계 ");
  assert_undone (undo, record, scope, "");
  g_assert_false (attest_undo_get_can_undo (undo));
  for (guint i = 0; i < 5; i++)
    attest_undo_redo (undo);
  g_assert_true (attest_record_equal (record, last));
  g_assert_false (attest_undo_get_can_redo (undo));
}

/* A break ends a word; another field as well; what replaces a choice comes back with it. */
static void
test_undo_breaks (void)
{
  const guint number = ATTEST_CERTIFICATE_NUMBER;
  g_autoptr (AttestRecord) record = attest_record_new (&attest_certificate_schema);
  g_autoptr (AttestUndo) undo = attest_undo_new (record);
  AttestRecordList *sites = attest_record_get_list (record, ATTEST_CERTIFICATE_SITES);

  type (record, number, "KR", "");
  attest_undo_break (undo);
  type (record, number, "-7", "");
  type (record, ATTEST_CERTIFICATE_SCOPE, "a", "");
  attest_record_set_text (record, number, "X"); /* typed over all of it */
  type (record, number, "Y", "");
  attest_record_list_append (sites);
  type (attest_record_list_get (sites, 0), ATTEST_SITE_CITY, "Seoul", "");

  assert_undone (undo, attest_record_list_get (sites, 0), ATTEST_SITE_CITY, "");
  assert_undone (undo, record, number, "XY");
  g_assert_cmpuint (attest_record_list_get_length (sites), ==, 0);
  assert_undone (undo, record, number, "KR-7");
  assert_undone (undo, record, ATTEST_CERTIFICATE_SCOPE, "");
  assert_undone (undo, record, number, "KR");
  assert_undone (undo, record, number, "");
  for (guint i = 0; i < 6; i++)
    attest_undo_redo (undo);
  g_assert_cmpstr (
      attest_record_get_text (attest_record_list_get (sites, 0), ATTEST_SITE_CITY), ==, "Seoul");
}

static void
lint_schema (const AttestSchema *schema)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (schema->title_field, <, schema->n_fields);
  g_assert_nonnull (schema->title);
  for (guint i = 0; i < schema->n_fields; i++)
    {
      const AttestField *field = &schema->fields[i];

      g_assert_nonnull (field->name);
      g_assert_true (g_hash_table_add (names, (gpointer) field->name));
      g_assert_nonnull (field->label);
      g_assert_true (field->key == NULL || g_hash_table_add (keys, (gpointer) field->key));
      g_assert_true (field->kind != ATTEST_FIELD_CHOICE || field->choices != NULL);
      g_assert_true (attest_field_is_list (field) == (field->child != NULL));
      if (field->child != NULL)
        lint_schema (field->child);
    }
}

static void
lint_roles (const AttestSchema *schema)
{
  g_autoptr (AttestRecord) record = attest_record_new (schema);
  const AttestField *const texts[] = { schema->entity, schema->entity_id, schema->status };
  const AttestField *const dates[] = { schema->begins, schema->ends };
  guint n = 0;

  g_assert_cmpstr (attest_record_get_role (record, NULL), ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i] != NULL)
      {
        attest_record_set_text (record, attest_schema_index (schema, texts[i]), texts[i]->name);
        g_assert_cmpstr (attest_record_get_role (record, texts[i]), ==, texts[i]->name);
      }
  g_assert_true (schema->status == NULL || schema->status->kind == ATTEST_FIELD_CHOICE);
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    g_assert_true (dates[i] == NULL || dates[i]->kind == ATTEST_FIELD_DATE
                   || dates[i]->kind == ATTEST_FIELD_DATE_TIME);
  while (schema->searched[n] != NULL)
    n++;
  g_assert_cmpuint (n, <, G_N_ELEMENTS (schema->searched));
  g_assert_true (schema->searched[0] == &schema->fields[schema->title_field]);
}

static void
test_lint (void)
{
  lint_schema (&attest_certificate_schema);
  lint_schema (&attest_form_schema);
  lint_roles (&attest_certificate_schema);
  lint_roles (&attest_form_schema);
}

static void
test_lifetime (void)
{
  AttestRecord *record = make_certificate ();
  AttestRecordList *sites =
      g_object_ref (attest_record_get_list (record, ATTEST_CERTIFICATE_SITES));
  AttestRecord *site = g_object_ref (attest_record_list_get (sites, 0));

  g_assert_finalize_object (record);
  g_assert_null (attest_record_list_get_owner (sites));
  attest_record_set_text (site, ATTEST_SITE_CITY, "alone");
  g_assert_finalize_object (sites);
  g_assert_null (attest_record_get_list_of (site));
  g_assert_finalize_object (site);
}

/* What the next one like it begins with: what is one record's own is not in it. */
static void
test_copy_for_next (void)
{
  g_autoptr (AttestRecord) record = attest_record_new (&attest_certificate_schema);
  g_autoptr (AttestRecord) next = NULL;
  static const guint own[] = { ATTEST_CERTIFICATE_NUMBER,
                               ATTEST_CERTIFICATE_SCOPE,
                               ATTEST_CERTIFICATE_ORIGINAL_ISSUE_DATE,
                               ATTEST_CERTIFICATE_ISSUE_DATE,
                               ATTEST_CERTIFICATE_EXPIRY_DATE };

  for (guint i = 0; i < ATTEST_CERTIFICATE_N_FIELDS; i++)
    if (attest_field_is_list (&attest_certificate_schema.fields[i]))
      attest_record_list_append (attest_record_get_list (record, i));
    else if (attest_certificate_schema.fields[i].kind == ATTEST_FIELD_FLAG)
      attest_record_set_flag (record, i, ATTEST_FLAG_YES);
    else
      attest_record_set_text (record, i, "x");
  next = attest_record_copy_for_next (record);
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    {
      g_assert_cmpstr (attest_record_get_text (next, own[i]), ==, "");
      attest_record_set_text (next, own[i], "x");
    }
  g_assert_true (attest_record_equal (record, next));
}

/* A cycle follows the one before it, however late it is decided. */
static void
test_copy_for_cycle (void)
{
  static const struct
  {
    const char *first;
    const char *begins;
    const char *ends;
    const char *next_first;
    const char *next_ends;
  } cases[] = {
    { "2019-04-15", "2022-04-15", "2025-04-14", "2019-04-15", "2028-04-14" },
    { "", "2022-04-15", "20250414", "2022-04-15", "2028-04-14" },
    { "2019-04-15", "2021-03-01", "2024-02-29", "2019-04-15", "2027-02-28" },
    { "2019-04-15", "2022-04-15", "soon", "2019-04-15", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AttestRecord) record = attest_record_new (&attest_certificate_schema);
      g_autoptr (AttestRecord) next = NULL;

      attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, "KR-1");
      attest_record_set_text (record, ATTEST_CERTIFICATE_STATUS, "expired");
      attest_record_set_text (record, ATTEST_CERTIFICATE_ORIGINAL_ISSUE_DATE, cases[i].first);
      attest_record_set_text (record, ATTEST_CERTIFICATE_ISSUE_DATE, cases[i].begins);
      attest_record_set_text (record, ATTEST_CERTIFICATE_EXPIRY_DATE, cases[i].ends);
      next = attest_record_copy_for_cycle (record, 3);
      g_assert_cmpstr (attest_record_get_text (next, ATTEST_CERTIFICATE_NUMBER), ==, "KR-1");
      g_assert_cmpstr (attest_record_get_text (next, ATTEST_CERTIFICATE_STATUS), ==, "active");
      g_assert_cmpstr (attest_record_get_text (next, ATTEST_CERTIFICATE_ORIGINAL_ISSUE_DATE),
                       ==,
                       cases[i].next_first);
      g_assert_cmpstr (attest_record_get_text (next, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "");
      g_assert_cmpstr (
          attest_record_get_text (next, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, cases[i].next_ends);
    }
}

/* Who issues it goes from one record to the next, and nothing else does; what is not known there
 * stays. */
static void
test_details (void)
{
  g_autoptr (AttestRecord) record = attest_record_new (&attest_certificate_schema);
  g_autoptr (AttestRecord) next = attest_record_new (&attest_certificate_schema);

  for (guint i = 0; i < ATTEST_CERTIFICATE_N_FIELDS; i++)
    if (!attest_field_is_list (&attest_certificate_schema.fields[i])
        && attest_certificate_schema.fields[i].kind != ATTEST_FIELD_FLAG)
      attest_record_set_text (record, i, "x");
  attest_record_set_text (record, ATTEST_CERTIFICATE_TYPE, "");
  attest_record_set_text (next, ATTEST_CERTIFICATE_TYPE, "y");
  g_assert_false (attest_record_has_details (next, record));
  attest_record_take_details (next, record);
  g_assert_true (attest_record_has_details (next, record));
  for (guint i = 0; i < ATTEST_CERTIFICATE_N_FIELDS; i++)
    if (attest_certificate_schema.fields[i].detail == ATTEST_DETAIL_NONE
        && !attest_field_is_list (&attest_certificate_schema.fields[i])
        && attest_certificate_schema.fields[i].kind != ATTEST_FIELD_FLAG)
      g_assert_cmpstr (attest_record_get_text (next, i), ==, "");
  g_assert_cmpstr (attest_record_get_text (next, ATTEST_CERTIFICATE_TYPE), ==, "y");
  g_assert_cmpstr (attest_record_get_text (next, ATTEST_CERTIFICATE_AB_NAME), ==, "x");
  attest_record_set_text (record, ATTEST_CERTIFICATE_AB_NAME, "");
  g_assert_false (attest_record_has_details (record, record)); /* not all is known of them */
}

/* Every place there is has a path that leads back to it. */
static void
test_path (void)
{
  g_autoptr (AttestRecord) record = attest_record_new (&attest_certificate_schema);
  AttestRecordList *schemes = attest_record_get_list (record, ATTEST_CERTIFICATE_SCHEMES);
  AttestRecord *scheme = NULL;
  AttestRecord *standard = NULL;
  const AttestField *field = NULL;
  g_autofree char *path = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *root = NULL;

  attest_record_list_append (schemes);
  scheme = attest_record_list_append (schemes);
  standard = attest_record_list_append (attest_record_get_list (scheme, ATTEST_SCHEME_STANDARDS));
  path = attest_record_dup_path (
      standard, &attest_standard_schema.fields[ATTEST_STANDARD_NAME], record);
  g_assert_cmpstr (path, ==, "schemes[1].standard_list[0].standards_name");
  g_assert_true (attest_record_lookup (record, path, &field) == standard);
  g_assert_true (field == &attest_standard_schema.fields[ATTEST_STANDARD_NAME]);
  whole = attest_record_dup_path (scheme, NULL, record);
  g_assert_cmpstr (whole, ==, "schemes[1]");
  root = attest_record_dup_path (record, NULL, record);
  g_assert_cmpstr (root, ==, "");
  g_object_ref (scheme);
  attest_record_list_remove (schemes, 1);
  g_assert_null (attest_record_dup_path (standard, NULL, record));
  g_object_unref (scheme);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/text", test_text);
  g_test_add_func ("/model/changed-below", test_changed_below);
  g_test_add_func ("/model/removed-is-silent", test_removed_is_silent);
  g_test_add_func ("/model/taken-out-while-told", test_taken_out_while_told);
  g_test_add_func ("/model/copy", test_copy);
  g_test_add_func ("/model/assign-keeps-identity", test_assign_keeps_identity);
  g_test_add_func ("/model/sites-presence", test_sites_presence);
  g_test_add_func ("/model/lookup", test_lookup);
  g_test_add_func ("/model/undo", test_undo);
  g_test_add_func ("/model/undo-group", test_undo_group);
  g_test_add_func ("/model/undo-typing", test_undo_typing);
  g_test_add_func ("/model/undo-breaks", test_undo_breaks);
  g_test_add_func ("/model/lint", test_lint);
  g_test_add_func ("/model/lifetime", test_lifetime);
  g_test_add_func ("/record/copy-for-next", test_copy_for_next);
  g_test_add_func ("/record/copy-for-cycle", test_copy_for_cycle);
  g_test_add_func ("/record/details", test_details);
  g_test_add_func ("/record/path", test_path);
  return g_test_run ();
}
