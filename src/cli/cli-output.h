/* How commands print: lines and tables for people, one JSON value for programs; plain text always.
 */
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>
#include <stdio.h>

G_BEGIN_DECLS

void cli_print (FILE *out, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean cli_output_flush (void);
gboolean cli_output_end (void);

typedef struct _CliTable CliTable;

CliTable *cli_table_new (const char *const *titles);
void cli_table_add (CliTable *self, const char *const *cells);
void cli_table_print (CliTable *self);
void cli_table_free (CliTable *self);

void cli_json_member (JsonBuilder *builder, const char *name, const char *value);
void cli_json_record (JsonBuilder *builder, guint number);
void cli_json_time (JsonBuilder *builder, const char *name, gint64 microseconds);
void cli_json_print (JsonBuilder *builder);

gboolean cli_check_free (const char *path, const char *option, GError **error);

char *cli_format_time (gint64 microseconds);

G_END_DECLS
