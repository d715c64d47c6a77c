/* Accreditation bodies: which name belongs to which acronym. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *attest_bodies_find_by_name (const char *name);
const char *attest_bodies_find_by_acronym (const char *acronym);
const char *attest_bodies_find_name (const char *acronym);

G_END_DECLS
