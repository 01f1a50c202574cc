/** What `--help` prints. */
export const HELP = `Migrate Node.js Dockerfiles to Chainguard images.

Usage: migrate-to-chainguard [options] <file | folder | glob | ->...
       migrate-to-chainguard verify [options] FILE     build and compare both; see verify --help
       migrate-to-chainguard index update | status | search TEXT | reset

Without an option it prints the change as a unified diff, and a report. Nothing is written.
Folders are searched for Dockerfile, Containerfile (also with .x, -x or _x) and *.dockerfile.

What to do with the result
  -w, --write            change the files
      --check            exit 1 if anything is left to migrate
      --stdout           print the converted text of one file
      --format FORMAT    text, json, sarif or github (default: text)
      --color WHEN       auto, always or never (default: auto)

How to migrate
      --strategy S       auto, distroless, dev or direct (default: auto)
      --context DIR      the build context (default: found from the file's surroundings)
      --organization ORG your organization at the registry; without it the free images are used
      --registry HOST    the registry (default: cgr.dev)
      --node-version V   latest; keep, or a version such as 22 (both need an organization) (default: latest)
      --working-directory W
                         auto (/usr/src/app becomes /app where nothing names it) or keep (default: auto)
      --index WHICH      bundled or refreshed: where package names are looked up (default: bundled)
      --config FILE      the same settings as a JSON file; options win over it
                         (default: the nearest .migrate-to-chainguard.json from the Dockerfile's folder upwards)
      --no-config        look for no settings file

The list of Wolfi's packages
  index update           fetch the list of today; conversions use it with --index refreshed
        --from URL|FILE  an APKINDEX.tar.gz (default: the one of apk.cgr.dev/chainguard)
        --timeout N      give up after N seconds without a byte (default: 30)
  index status           the dates of the bundled and of the refreshed list
  index search TEXT      packages with TEXT in their name (refreshed list if there is one)
        --limit N        at most N of them (default: 50)
        --index WHICH    look in the bundled or the refreshed list
  index reset            remove the refreshed list

Other
      --stdin-path FILE  the path that standard input (-) stands for
      --stdio            run as a language server on standard input and output
  -h, --help             print this text
  -v, --version          print the version

Exit codes
  0  done
  1  with --check: a text would change, or a finding is a warning or worse
  2  wrong use, or an input that cannot be read, understood or written (the others are still processed)
`;
