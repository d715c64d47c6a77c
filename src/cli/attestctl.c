/* attestctl: Attest's work from the command line. */
#include "attest-config.h"

int
main (int argc, char **argv)
{
  return 0;
}
