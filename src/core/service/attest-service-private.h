/* The entries of the service table; each is defined in the file that is named after it. */
#pragma once

#include "service/attest-service.h"

G_BEGIN_DECLS

extern const AttestService attest_certsearch_service;
extern const AttestService attest_kolleges_service;

G_END_DECLS
