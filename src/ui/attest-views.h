/* The views of the main window, in the order of the sidebar and of Alt+1 to Alt+4. */
#pragma once

#include "attest-window.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name; /* of its page, and the target of win.show-view */
  const char *icon;
  const char *title;          /* N_() */
  const AttestSchema *schema; /* of what "New" makes while it is shown */
} AttestViewInfo;

extern const AttestViewInfo attest_views[ATTEST_N_VIEWS];

G_END_DECLS
