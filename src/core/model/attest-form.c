/* The tables of a certificate form, its tags and its requirements.
 *
 * Keys, order, required fields, choices and limits: kolleges' document for creating a form. */
#include "attest-config.h"
#include "model/attest-form.h"

#include <glib/gi18n-lib.h>

#define FORM NC_ ("form", "Certificate form")
#define PROGRAM NC_ ("form", "Program")
#define COURSE NC_ ("form", "Course period")
#define DESIGNS NC_ ("form", "Designs")
#define REQUIREMENTS NC_ ("form", "Requirements")

static const AttestChoice type_choices[] = {
  { "completion", NC_ ("form", "Completion") },
  { "activity", NC_ ("form", "Activity") },
  { "license", NC_ ("form", "License") },
  { "career", NC_ ("form", "Career") },
  { "award", NC_ ("form", "Award") },
  { "recommendation", NC_ ("form", "Recommendation") },
  { "membership", NC_ ("form", "Membership") },
  { "degree", NC_ ("form", "Degree") },
  { NULL },
};

static const AttestField form_fields[] = {
  [ATTEST_FORM_NAME] = {
    .name = "name",
    .key = "name",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("form", "Form name"),
    .caption = NC_ ("form", "Name"),
    .section = FORM,
    .required = TRUE,
    .own = TRUE,
  },
  [ATTEST_FORM_DESCRIPTION] = {
    .name = "description",
    .key = "description",
    .kind = ATTEST_FIELD_LONG_TEXT,
    .label = NC_ ("form", "Description"),
    .section = FORM,
    .own = TRUE,
  },
  [ATTEST_FORM_TYPE] = {
    .name = "type",
    .key = "type",
    .kind = ATTEST_FIELD_CHOICE,
    .label = NC_ ("form", "Type"),
    .section = FORM,
    .width = 24,
    .required = TRUE,
    .choices = type_choices,
  },
  [ATTEST_FORM_TAGS] = {
    .name = "tags",
    .key = "tags",
    .kind = ATTEST_FIELD_TAGS,
    .label = NC_ ("form", "Tags"),
    .help = NC_ ("form", "Skills and similar, without “#”, which is printed in front of each tag."),
    .section = FORM,
    .width = 24,
    .child = &attest_tag_schema,
  },
  [ATTEST_FORM_PREFIX] = {
    .name = "prefix",
    .key = "prefix",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("form", "Prefix"),
    .help = NC_ ("form", "Letters in front of certificate numbers, at most five."),
    .section = FORM,
    .width = 12,
    .max_length = 5,
    .max_length_source = ATTEST_SOURCE_DOCUMENT,
    .code = TRUE,
  },
  [ATTEST_FORM_PROGRAM_NAME] = {
    .name = "program-name",
    .key = "program_name",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("form", "Program name"),
    .caption = NC_ ("form", "Name"),
    .section = PROGRAM,
    .width = 60,
    .pool = "program-name",
  },
  [ATTEST_FORM_PROGRAM_TYPE] = {
    .name = "program-type",
    .key = "program_type",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("form", "Program type"),
    .caption = NC_ ("form", "Type"),
    .section = PROGRAM,
    .width = 24,
    .pool = "program-type",
  },
  [ATTEST_FORM_PROGRAM_URL] = {
    .name = "program-url",
    .key = "program_url",
    .kind = ATTEST_FIELD_URL,
    .label = NC_ ("form", "Program web address"),
    .caption = NC_ ("form", "Web address"),
    .section = PROGRAM,
      },
  [ATTEST_FORM_COURSE_BEGIN] = {
    .name = "course-begin",
    .key = "course_begin_at",
    .kind = ATTEST_FIELD_DATE_TIME,
    .label = NC_ ("form", "Course begins"),
    .caption = NC_ ("form", "Begins"),
    .section = COURSE,
    .width = 40,
    .own = TRUE,
  },
  [ATTEST_FORM_COURSE_END] = {
    .name = "course-end",
    .key = "course_end_at",
    .kind = ATTEST_FIELD_DATE_TIME,
    .label = NC_ ("form", "Course ends"),
    .caption = NC_ ("form", "Ends"),
    .help = NC_ ("form",
                 "A date alone is sent as midnight UTC, which prints as the same day in Korea. The "
                 "end of a day in UTC prints as the next day there."),
    .section = COURSE,
    .width = 40,
    .own = TRUE,
  },
  [ATTEST_FORM_CERTIFICATE_DESIGN] = {
    .name = "certificate-design",
    .key = "achievementCertificateDesignId",
    .kind = ATTEST_FIELD_INTEGER,
    .label = NC_ ("form", "Certificate design ID"),
    .caption = NC_ ("form", "Certificate"),
    .help = NC_ ("form", "The number of the certificate’s design in kolleges."),
    .section = DESIGNS,
    .width = 24,
    .required = TRUE,
    .minimum = 1,
  },
  [ATTEST_FORM_BADGE_DESIGN] = {
    .name = "badge-design",
    .key = "achievementBadgeDesignId",
    .kind = ATTEST_FIELD_INTEGER,
    .label = NC_ ("form", "Badge design ID"),
    .caption = NC_ ("form", "Badge"),
    .help = NC_ ("form", "The number of the badge’s design in kolleges."),
    .section = DESIGNS,
    .width = 24,
    .required = TRUE,
    .minimum = 1,
  },
  [ATTEST_FORM_REQUIREMENTS] = {
    .name = "requirements",
    .key = "requirements",
    .kind = ATTEST_FIELD_RECORDS,
    .label = NC_ ("form", "Requirements"),
    .section = REQUIREMENTS,
    .child = &attest_requirement_schema,
  },
};

const AttestSchema attest_form_schema = {
  .name = "form",
  .title = NC_ ("form", "Certificate form"),
  .get_type = attest_form_get_type,
  .fields = form_fields,
  .n_fields = ATTEST_FORM_N_FIELDS,
  .title_field = ATTEST_FORM_NAME,
  .entity = &form_fields[ATTEST_FORM_PROGRAM_NAME],
  .status = &form_fields[ATTEST_FORM_TYPE],
  .begins = &form_fields[ATTEST_FORM_COURSE_BEGIN],
  .ends = &form_fields[ATTEST_FORM_COURSE_END],
  .key_with = { &form_fields[ATTEST_FORM_TYPE], &form_fields[ATTEST_FORM_PREFIX] },
  .searched = { &form_fields[ATTEST_FORM_NAME],
                &form_fields[ATTEST_FORM_PROGRAM_NAME],
                &form_fields[ATTEST_FORM_PREFIX] },
};

static const AttestField tag_fields[] = {
  [ATTEST_TAG_TEXT] = {
    .name = "text",
    .key = "text",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("tag", "Tag"),
    .width = 12,
    .pool = "tag",
  },
};

const AttestSchema attest_tag_schema = {
  .name = "tag",
  .title = NC_ ("tag", "Tag"),
  .get_type = attest_tag_get_type,
  .fields = tag_fields,
  .n_fields = ATTEST_TAG_N_FIELDS,
  .title_field = ATTEST_TAG_TEXT,
};

static const AttestField requirement_fields[] = {
  [ATTEST_REQUIREMENT_TYPE] = {
    .name = "type",
    .key = "type",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("requirement", "Type"),
    .help = NC_ ("requirement", "Free text, such as “score” or “수료 조건”."),
    .width = 24,
    .pool = "requirement-type",
  },
  [ATTEST_REQUIREMENT_URL] = {
    .name = "url",
    .key = "url",
    .kind = ATTEST_FIELD_URL,
    .label = NC_ ("requirement", "Web address"),
    .width = 60,
  },
  [ATTEST_REQUIREMENT_DESCRIPTION] = {
    .name = "description",
    .key = "description",
    .kind = ATTEST_FIELD_LONG_TEXT,
    .label = NC_ ("requirement", "Description"),
    .width = 60,
  },
  [ATTEST_REQUIREMENT_ORDER] = {
    .name = "order",
    .key = "order",
    .kind = ATTEST_FIELD_INTEGER,
    .label = NC_ ("requirement", "Order"),
    .help = NC_ ("requirement", "A whole number from 0; requirements are sorted by it."),
    .width = 24,
    .minimum = 0,
  },
};

const AttestSchema attest_requirement_schema = {
  .name = "requirement",
  .title = NC_ ("requirement", "Requirement"),
  .get_type = attest_requirement_get_type,
  .fields = requirement_fields,
  .n_fields = ATTEST_REQUIREMENT_N_FIELDS,
  .title_field = ATTEST_REQUIREMENT_DESCRIPTION,
};

struct _AttestForm
{
  AttestRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestForm, attest_form, ATTEST_TYPE_RECORD)

static void
attest_form_class_init (AttestFormClass *klass)
{
  attest_record_class_install (ATTEST_RECORD_CLASS (klass), &attest_form_schema);
}

static void
attest_form_init (AttestForm *self)
{
}

struct _AttestTag
{
  AttestRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestTag, attest_tag, ATTEST_TYPE_RECORD)

static void
attest_tag_class_init (AttestTagClass *klass)
{
  attest_record_class_install (ATTEST_RECORD_CLASS (klass), &attest_tag_schema);
}

static void
attest_tag_init (AttestTag *self)
{
}

struct _AttestRequirement
{
  AttestRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestRequirement, attest_requirement, ATTEST_TYPE_RECORD)

static void
attest_requirement_class_init (AttestRequirementClass *klass)
{
  attest_record_class_install (ATTEST_RECORD_CLASS (klass), &attest_requirement_schema);
}

static void
attest_requirement_init (AttestRequirement *self)
{
}
