/* A certificate form as kolleges takes it, with its tags and requirements.
 * The fields and their order are those of kolleges' document for creating a form. */
#pragma once

#include "model/attest-record.h"

G_BEGIN_DECLS

typedef enum
{
  ATTEST_FORM_NAME,
  ATTEST_FORM_DESCRIPTION,
  ATTEST_FORM_TYPE,
  ATTEST_FORM_TAGS,
  ATTEST_FORM_PREFIX,
  ATTEST_FORM_PROGRAM_NAME,
  ATTEST_FORM_PROGRAM_TYPE,
  ATTEST_FORM_PROGRAM_URL,
  ATTEST_FORM_COURSE_BEGIN,
  ATTEST_FORM_COURSE_END,
  ATTEST_FORM_CERTIFICATE_DESIGN,
  ATTEST_FORM_BADGE_DESIGN,
  ATTEST_FORM_REQUIREMENTS,
  ATTEST_FORM_N_FIELDS
} AttestFormField;

typedef enum
{
  ATTEST_TAG_TEXT,
  ATTEST_TAG_N_FIELDS
} AttestTagField;

typedef enum
{
  ATTEST_REQUIREMENT_TYPE,
  ATTEST_REQUIREMENT_URL,
  ATTEST_REQUIREMENT_DESCRIPTION,
  ATTEST_REQUIREMENT_ORDER,
  ATTEST_REQUIREMENT_N_FIELDS
} AttestRequirementField;

extern const AttestSchema attest_form_schema;
extern const AttestSchema attest_tag_schema;
extern const AttestSchema attest_requirement_schema;

#define ATTEST_TYPE_FORM (attest_form_get_type ())
G_DECLARE_FINAL_TYPE (AttestForm, attest_form, ATTEST, FORM, AttestRecord)
#define ATTEST_TYPE_TAG (attest_tag_get_type ())
G_DECLARE_FINAL_TYPE (AttestTag, attest_tag, ATTEST, TAG, AttestRecord)
#define ATTEST_TYPE_REQUIREMENT (attest_requirement_get_type ())
G_DECLARE_FINAL_TYPE (AttestRequirement, attest_requirement, ATTEST, REQUIREMENT, AttestRecord)

G_END_DECLS
