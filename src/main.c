/* Starts the application. */
#include "attest-config.h"

#include "program/attest-graphics.h"
#include "program/attest-program.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>

int
main (int argc, char **argv)
{
  g_autoptr (AttestApplication) application = NULL;
  const char *localedir = g_getenv ("ATTEST_LOCALEDIR");

  /* A file that may not grow is an error of writing, not the end of the program. */
  signal (SIGXFSZ, SIG_IGN);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : ATTEST_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  attest_graphics_choose ("/dev");
  application = attest_program_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
