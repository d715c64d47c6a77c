/* The list of kinds. Thread: any. */
#include "attest-config.h"
#include "model/attest-kinds.h"

#include "model/attest-certificate.h"
#include "model/attest-form.h"

#define MAX_KINDS 8

static const AttestSchema *kinds[MAX_KINDS] = {
  &attest_certificate_schema,
  &attest_form_schema,
};
static guint n_kinds = 2;

/**
 * attest_kinds_list:
 * @n: (out) (optional): how many there are
 *
 * Returns: (transfer none) (array length=n): every kind of record that stands alone
 */
const AttestSchema *const *
attest_kinds_list (guint *n)
{
  if (n != NULL)
    *n = n_kinds;
  return kinds;
}

/**
 * attest_kinds_find:
 * @name: (nullable): a name, perhaps from a file or a person
 *
 * Returns: (transfer none) (nullable): the kind of that name
 */
const AttestSchema *
attest_kinds_find (const char *name)
{
  for (guint i = 0; i < n_kinds; i++)
    if (g_strcmp0 (kinds[i]->name, name) == 0)
      return kinds[i];
  return NULL;
}

/**
 * attest_kinds_register:
 * @schema: one more kind, which has to stay as it is
 *
 * For attest_service_register() alone, before anything else asks for the list.
 */
void
attest_kinds_register (const AttestSchema *schema)
{
  g_return_if_fail (n_kinds < MAX_KINDS);
  g_return_if_fail (attest_kinds_find (schema->name) == NULL);

  kinds[n_kinds++] = schema;
}

/**
 * attest_kinds_find_with_details:
 *
 * Returns: (transfer none): the kind of record that says who issues it
 */
const AttestSchema *
attest_kinds_find_with_details (void)
{
  for (guint i = 0; i < n_kinds; i++)
    if (attest_schema_has_details (kinds[i]))
      return kinds[i];
  g_assert_not_reached ();
}
