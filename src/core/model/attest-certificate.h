/* A management-system certificate as IAF CertSearch takes it, and what stands inside one.
 * The fields and their order are those of CertSearch's document for `upload-cert`. */
#pragma once

#include "model/attest-record.h"

G_BEGIN_DECLS

typedef enum
{
  ATTEST_CERTIFICATE_NUMBER,
  ATTEST_CERTIFICATE_STATUS,
  ATTEST_CERTIFICATE_ACCREDITATION_STATUS,
  ATTEST_CERTIFICATE_TYPE,
  ATTEST_CERTIFICATE_SCOPE,
  ATTEST_CERTIFICATE_ORIGINAL_ISSUE_DATE,
  ATTEST_CERTIFICATE_ISSUE_DATE,
  ATTEST_CERTIFICATE_EXPIRY_DATE,
  ATTEST_CERTIFICATE_ENTITY_NAME,
  ATTEST_CERTIFICATE_ENTITY_ENGLISH_NAME,
  ATTEST_CERTIFICATE_ENTITY_TRADING_NAME,
  ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID,
  ATTEST_CERTIFICATE_ENTITY_STREET,
  ATTEST_CERTIFICATE_ENTITY_CITY,
  ATTEST_CERTIFICATE_ENTITY_STATE,
  ATTEST_CERTIFICATE_ENTITY_POST_CODE,
  ATTEST_CERTIFICATE_ENTITY_COUNTRY,
  ATTEST_CERTIFICATE_ENTITY_WEBSITE,
  ATTEST_CERTIFICATE_CONFIDENTIAL,
  ATTEST_CERTIFICATE_AB_NAME,
  ATTEST_CERTIFICATE_AB_ACRONYM,
  ATTEST_CERTIFICATE_CB_NAME,
  ATTEST_CERTIFICATE_CB_ACRONYM,
  ATTEST_CERTIFICATE_SCHEMES,
  ATTEST_CERTIFICATE_SITES_MODE, /* kept in drafts; decides what of the sites is sent */
  ATTEST_CERTIFICATE_SITES,
  ATTEST_CERTIFICATE_N_FIELDS
} AttestCertificateField;

typedef enum
{
  ATTEST_SCHEME_NAME,
  ATTEST_SCHEME_STANDARDS,
  ATTEST_SCHEME_N_FIELDS
} AttestSchemeField;

typedef enum
{
  ATTEST_STANDARD_NAME,
  ATTEST_STANDARD_N_FIELDS
} AttestStandardField;

typedef enum
{
  ATTEST_SITE_STREET,
  ATTEST_SITE_CITY,
  ATTEST_SITE_STATE,
  ATTEST_SITE_COUNTRY,
  ATTEST_SITE_POSTCODE,
  ATTEST_SITE_SCOPE,
  ATTEST_SITE_N_FIELDS
} AttestSiteField;

/* Texts of ATTEST_CERTIFICATE_SITES_MODE; nothing is the same as "leave". */
#define ATTEST_SITES_LEAVE "leave"
#define ATTEST_SITES_REPLACE "replace"
#define ATTEST_SITES_REMOVE "remove"

extern const AttestSchema attest_certificate_schema;
extern const AttestSchema attest_scheme_schema;
extern const AttestSchema attest_standard_schema;
extern const AttestSchema attest_site_schema;

#define ATTEST_TYPE_CERTIFICATE (attest_certificate_get_type ())
G_DECLARE_FINAL_TYPE (AttestCertificate, attest_certificate, ATTEST, CERTIFICATE, AttestRecord)
#define ATTEST_TYPE_SCHEME (attest_scheme_get_type ())
G_DECLARE_FINAL_TYPE (AttestScheme, attest_scheme, ATTEST, SCHEME, AttestRecord)
#define ATTEST_TYPE_STANDARD (attest_standard_get_type ())
G_DECLARE_FINAL_TYPE (AttestStandard, attest_standard, ATTEST, STANDARD, AttestRecord)
#define ATTEST_TYPE_SITE (attest_site_get_type ())
G_DECLARE_FINAL_TYPE (AttestSite, attest_site, ATTEST, SITE, AttestRecord)

G_END_DECLS
