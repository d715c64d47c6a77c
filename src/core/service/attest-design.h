/* AttestDesign: a design as a service lists it: what a field names by its id. Does not change once
 * it is made. Any thread. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_DESIGN (attest_design_get_type ())
G_DECLARE_FINAL_TYPE (AttestDesign, attest_design, ATTEST, DESIGN, GObject)

AttestDesign *attest_design_new (const char *id,
                                 const char *name,
                                 const char *const colours[2],
                                 const char *picture);
const char *attest_design_get_id (AttestDesign *self);
const char *attest_design_get_name (AttestDesign *self);
const char *attest_design_get_colour (AttestDesign *self, guint which);
const char *attest_design_get_picture (AttestDesign *self);

G_END_DECLS
