/* AttestEnvironmentBadge: an environment by word, colour and shape, the same wherever it is shown.
 * Main thread. */
#pragma once

#include "service/attest-service.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_ENVIRONMENT_BADGE (attest_environment_badge_get_type ())
G_DECLARE_FINAL_TYPE (AttestEnvironmentBadge,
                      attest_environment_badge,
                      ATTEST,
                      ENVIRONMENT_BADGE,
                      GtkWidget)

/* Properties: "environment" (gint), "icon-only" (gboolean, construct-only: where there is no room
 * for the word, which readers and the pointer are told). */
GtkWidget *attest_environment_badge_new (AttestEnvironment environment);
void attest_environment_badge_set_environment (AttestEnvironmentBadge *self,
                                               AttestEnvironment environment);

/* For other widgets that wear an environment's colour: "practice", "test", "production" (style
 * classes, see style.css), and the icon that goes with it. */
void attest_environment_set_style (GtkWidget *widget, AttestEnvironment environment);
const char *attest_environment_get_icon_name (AttestEnvironment environment);

G_END_DECLS
