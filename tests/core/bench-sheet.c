/* How long sheets take, beside sqlite3's import of the same file and, where it is installed,
 * LibreOffice: processor time, since the machine has other work, and the most memory.
 *
 * A register of 100 000 certificates and 25 columns, made up here, the same each time. Each step is
 * a process of its own, so that its time and memory are known. */
#include "intake/attest-sheet-import.h"
#include "sheet/attest-sheet-writer.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_ROWS 100000
#define N_FEW 5000
#define N_COLUMNS 25
#define N_ROUNDS 3

typedef struct
{
  double seconds; /* of the processor */
  double megabytes;
} Cost;

static const Cost unmeasured = { G_MAXDOUBLE, 0 };

static const AttestSheetHead heads[N_COLUMNS] = {
  { "Certificate Number" },
  { "Certification Status" },
  { "Accreditation Status" },
  { "Certification Type" },
  { "Certification Scope" },
  { "Certification Original Issue Date" },
  { "Certification Issue Date" },
  { "Certification Expiry Date" },
  { "Certified Entity Name" },
  { "Certified Entity English Name" },
  { "Certified Entity Trading Name" },
  { "Certified Entity Unique ID" },
  { "Certified Entity Street" },
  { "Certified Entity City" },
  { "Certified Entity State" },
  { "Certified Entity Zip Code/Postcode" },
  { "Certified Entity Country/Economy" },
  { "Certified Entity Website" },
  { "Confidential Certified Entity" },
  { "Accreditation Body Name" },
  { "Accreditation Body Acronym" },
  { "Certification Body Name" },
  { "Certification Body Acronym" },
  { "Scheme Name" },
  { "Standard Name" },
};

/* Making the files. */

static const char *const firsts[] = { "Alder", "Birch", "Cedar", "한빛", "대성", "미래", "누리" };
static const char *const lasts[] = { "Foods", "Tools", "Paper", "정밀", "전자", "화학" };
static const char *const standards[][2] = {
  { "Quality Management Systems", "ISO 9001:2015" },
  { "Environmental Management Systems", "ISO 14001:2015" },
  { "Information Security Management Systems", "ISO/IEC 27001:2022" },
};

static char *
make_cell (GRand *random, guint row, guint column, guint kind)
{
  const char *first = firsts[row % G_N_ELEMENTS (firsts)];
  const char *last = lasts[row / 7 % G_N_ELEMENTS (lasts)];
  guint n = g_rand_int (random);

  switch (column)
    {
    case 0:
      return g_strdup_printf ("KR-%u-%06u", kind, row + 1);
    case 1:
      return g_strdup (n % 20 != 0 ? "Active" : "Suspended");
    case 2:
      return g_strdup ("Accredited");
    case 3:
      return g_strdup ("Management System");
    case 4:
      return g_strdup_printf (
          "%s 제품의 설계, 개발 및 제조 (design and manufacture of \"%s\" parts, "
          "group %u; installation and maintenance)",
          last,
          first,
          n % 1000);
    case 5:
    case 6:
    case 7:
      return g_strdup_printf (
          "%u-%02u-%02u", 2018 + 3 * (column - 5) + kind, 1 + n % 12, 1 + n / 12 % 28);
    case 8:
      return g_strdup_printf ("주식회사 %s%s %u", first, last, row / 3);
    case 9:
      return g_strdup_printf ("%s %s Co., Ltd. %u", first, last, row / 3);
    case 11:
      return g_strdup_printf ("%03u-%02u-%05u", row / 3 % 900 + 100, row % 7, row / 3);
    case 12:
      return g_strdup_printf ("%s 시험로%u길 %u, %u층", last, n % 99, n / 99 % 300, n % 20);
    case 13:
      return g_strdup (kind == 0 ? "서울특별시" : "부산광역시");
    case 15:
      return g_strdup_printf ("%05u", n % 64000);
    case 16:
      return g_strdup ("Korea, Republic of");
    case 17:
      return g_strdup_printf ("https://www.%s-%u.example.com", "alder", row / 3);
    case 18:
      return g_strdup (n % 30 != 0 ? "No" : "Yes");
    case 19:
      return g_strdup ("Korea Accreditation Board");
    case 20:
      return g_strdup ("KAB");
    case 21:
      return g_strdup ("Example Certification Korea");
    case 22:
      return g_strdup ("ECK");
    case 23:
    case 24:
      return g_strdup (standards[kind][column - 23]);
    default:
      return g_strdup ("");
    }
}

static void
write_sheet (const char *path, AttestSheetFormat format, guint n_rows)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (25);
  g_autoptr (AttestSheetWriter) writer = attest_sheet_writer_new (format);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  attest_sheet_writer_begin (writer, "Register", heads, N_COLUMNS, NULL);
  for (guint row = 0; row < n_rows; row++)
    {
      AttestSheetPut cells[N_COLUMNS] = { { NULL } };
      guint kind = g_rand_int_range (random, 0, G_N_ELEMENTS (standards));

      for (guint i = 0; i < N_COLUMNS; i++)
        cells[i] = (AttestSheetPut){ make_cell (random, row, i, kind),
                                     i >= 5 && i <= 7 ? ATTEST_CELL_DATE : ATTEST_CELL_TEXT };
      attest_sheet_writer_add (writer, cells, NULL);
      for (guint i = 0; i < N_COLUMNS; i++)
        g_free ((char *) cells[i].text);
    }
  bytes = attest_sheet_writer_finish (writer, &error);
  g_assert_no_error (error);
  g_file_set_contents (
      path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
}

/* The steps. */

static const char *folder;

static char *
get_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static AttestWorkbook *
read_workbook (const char *name)
{
  g_autofree char *path = get_path (name);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) bytes = g_mapped_file_get_bytes (file);
  g_autoptr (GError) error = NULL;
  AttestWorkbook *workbook = attest_workbook_read (bytes, NULL, NULL, &error);

  g_assert_no_error (error);
  return workbook;
}

static void
read_records (const char *name, guint n_expected)
{
  g_autoptr (AttestWorkbook) workbook = read_workbook (name);
  g_autoptr (AttestDecisions) none = attest_decisions_new ();
  AttestSheetImport *import = attest_sheet_import_read (workbook, none, NULL, NULL);

  g_assert_cmpuint (import->records->len, ==, n_expected);
}

static void
make_files (void)
{
  g_autofree char *csv = get_path ("all.csv");
  g_autofree char *few = get_path ("few.xlsx");

  write_sheet (csv, ATTEST_SHEET_TEXT, N_ROWS);
  write_sheet (few, ATTEST_SHEET_XLSX, N_FEW);
}

static void
make_xlsx (void)
{
  g_autofree char *path = get_path ("all.xlsx");

  write_sheet (path, ATTEST_SHEET_XLSX, N_ROWS);
}

static void
run_sqlite (void)
{
  g_autofree char *import = g_strdup_printf (".import --csv '%s/all.csv' t", folder);
  g_autofree char *db = g_strdup_printf ("%s/%d.db", folder, (int) getpid ());

  execlp ("sqlite3", "sqlite3", db, import, NULL);
  _exit (127);
}

static void
run_office (void)
{
  g_autofree char *settings = g_strdup_printf ("-env:UserInstallation=file://%s/settings", folder);
  g_autofree char *file = get_path ("all.xlsx");
  g_autofree char *out = get_path ("office");

  execlp ("soffice",
          "soffice",
          "--headless",
          settings,
          "--convert-to",
          "csv",
          "--outdir",
          out,
          file,
          NULL);
  _exit (127);
}

static void
read_csv (void)
{
  read_workbook ("all.csv");
}

static void
read_xlsx (void)
{
  read_workbook ("all.xlsx");
}

static void
check_csv (void)
{
  read_records ("all.csv", N_ROWS);
}

static void
check_few (void)
{
  read_records ("few.xlsx", N_FEW);
}

/* The better one of @best and what @step costs now. */
static Cost
measure_again (void (*step) (void), Cost best)
{
  struct rusage used;
  int status = 0;
  pid_t child = fork ();
  double seconds = 0;

  if (child == 0)
    {
      step ();
      _exit (0);
    }
  g_assert_cmpint (wait4 (child, &status, 0, &used), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  seconds = (double) (used.ru_utime.tv_sec + used.ru_stime.tv_sec)
            + (double) (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
  return seconds < best.seconds ? (Cost){ seconds, (double) used.ru_maxrss / 1024 } : best;
}

static Cost
measure (void (*step) (void))
{
  return measure_again (step, unmeasured);
}

static void
print_cost (const char *what, Cost cost, double unit)
{
  g_print ("%-30s %7.2f s %6.0f MB", what, cost.seconds, cost.megabytes);
  if (unit > 0)
    g_print ("   %.2f × sqlite3", cost.seconds / unit);
  g_print ("\n");
}

/* Returns: whether it is within its limit */
static gboolean
check (const char *what, double value, double most)
{
  if (value <= most)
    return TRUE;
  g_print ("too much: %s is %.2f, at most %.2f\n", what, value, most);
  return FALSE;
}

/* What is compared is measured in turn, and of each the best of a few counts: what else the machine
 * does only ever costs, and costs all alike. */
static gboolean
compare (double csv_size)
{
  static void (*const steps[]) (void) = { run_sqlite, read_csv, read_xlsx, check_csv };
  Cost costs[G_N_ELEMENTS (steps)] = { unmeasured, unmeasured, unmeasured, unmeasured };
  Cost few = unmeasured;
  double unit = 0;
  gboolean good = TRUE;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
        costs[i] = measure_again (steps[i], costs[i]);
      few = measure_again (check_few, few);
    }
  unit = costs[0].seconds;
  print_cost ("sqlite3 .import", costs[0], 0);
  print_cost ("CSV to grid", costs[1], unit);
  print_cost ("XLSX to grid", costs[2], unit);
  print_cost ("CSV to checked records", costs[3], unit);
  print_cost ("5000 rows, XLSX to checked", few, 0);
  good &= check ("CSV to grid × sqlite3", costs[1].seconds / unit, 0.5);
  good &= check ("XLSX to grid × sqlite3", costs[2].seconds / unit, 2.5);
  good &= check ("checked × sqlite3", costs[3].seconds / unit, 10);
  good &= check ("memory × CSV", MAX (costs[1].megabytes, costs[2].megabytes) / csv_size, 4);
  good &= check ("5000 rows in seconds", few.seconds, 1);
  if (g_find_program_in_path ("soffice") != NULL)
    {
      Cost office = measure (run_office);

      print_cost ("LibreOffice, XLSX to CSV", office, unit);
      good &= check ("XLSX × LibreOffice", costs[2].seconds / office.seconds, 0.25);
    }
  g_print ("%s\n", good ? "all within their limits" : "not all within their limits");
  return good;
}

static void
remove_files (void)
{
  g_autofree char *quoted = g_shell_quote (folder);
  g_autofree char *command = g_strdup_printf ("rm -r %s", quoted);

  g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL);
}

int
main (int argc, char **argv)
{
  g_autofree char *made = g_dir_make_tmp ("attest-bench-XXXXXX", NULL);
  g_autofree char *csv = NULL;
  GStatBuf info;
  gboolean good = FALSE;

  if (g_find_program_in_path ("sqlite3") == NULL)
    {
      g_print ("sqlite3 is not installed: nothing to compare with.\n");
      return 77;
    }
  folder = made;
  csv = get_path ("all.csv");
  make_files ();
  print_cost ("writing XLSX", measure (make_xlsx), 0);
  g_assert_cmpint (g_stat (csv, &info), ==, 0);
  g_print ("%d rows, %.1f MB of CSV\n", N_ROWS, (double) info.st_size / 1e6);
  good = compare ((double) info.st_size / (1024 * 1024));
  remove_files ();
  return good ? 0 : 1;
}
