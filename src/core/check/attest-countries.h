/* Country names as they are sent, and what people write instead. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ATTEST_COUNTRY_KNOWN,   /* as it is sent */
  ATTEST_COUNTRY_ALIAS,   /* another name, spelling or code of a country on the list */
  ATTEST_COUNTRY_UNKNOWN, /* not on the list */
} AttestCountryMatch;

AttestCountryMatch attest_countries_match (const char *typed, const char **name);

G_END_DECLS
