/* What a single character is to the eye: nothing, a blank, a look-alike of an ASCII sign; and where
 * what shows as nothing is needed all the same. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is known of a text that is walked from its beginning; start with { .text = … }. */
typedef struct
{
  const char *text;
  const char *flag_end;       /* behind the tags of a flag; private */
  guint knows_direction : 1;  /* private */
  guint is_right_to_left : 1; /* private */
} AttestSignWalk;

gboolean attest_sign_is_unseen (gunichar c); /* has no look of its own; no blank, no control */
gboolean attest_sign_is_control (gunichar c);
gboolean attest_sign_is_private (gunichar c);
gboolean attest_sign_is_fit_to_show (gunichar c);
gboolean attest_sign_is_needed (AttestSignWalk *walk, const char *at);
gboolean attest_sign_is_full_width (gunichar c);
char attest_sign_get_ascii (const char *text, const char *at); /* NUL: looks like none */
char *attest_sign_describe (const char *text, const char *at);

G_END_DECLS
