/* Read-only properties of an object that shows one row of the database: what they are like, and
 * setting what one shows, which notifies where it differs. For AttestDraft and AttestSubmission.
 * Main thread. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

GParamSpec *attest_row_property_text (const char *name);
GParamSpec *attest_row_property_number (const char *name);
GParamSpec *attest_row_property_time (const char *name);
GParamSpec *attest_row_property_flag (const char *name);

void attest_row_set_text (gpointer object, GParamSpec *property, char **place, const char *text);
void attest_row_set_number (gpointer object, GParamSpec *property, guint *place, guint number);
void attest_row_set_time (gpointer object, GParamSpec *property, gint64 *place, gint64 time);

G_END_DECLS
