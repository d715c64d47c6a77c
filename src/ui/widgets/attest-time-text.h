/* Times as people read them, in the program's language and the user's time zone. Main thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *attest_time_format (GDateTime *when, const char *format);

/* @time: microseconds since 1970, UTC; 0 gives "". Free with g_free(). */
char *attest_time_format_day (gint64 time);
char *attest_time_format_full (gint64 time);       /* 3 March 2026, 14:05:31 */
char *attest_time_format_clock (gint64 time);      /* 14:05 */
char *attest_time_format_weekday (gint64 time);    /* 3 March 2026, Tuesday */
char *attest_time_format_short (gint64 time);      /* 3 Mar; 3 Mar 2025 */
char *attest_time_format_date (const GDate *date); /* 19 March 2029, Monday */
char *attest_time_format_moment (gint64 time);     /* 19 March 2029, Monday, 09:00 UTC */
char *attest_time_format_span (gint64 seconds);    /* 45 s; 39 min; 1 h 40 min */
char *attest_duration_format (gint64 duration);    /* 0.42 s */

G_END_DECLS
