/** What `verify --help` prints. */
export const VERIFY_HELP = `Build the original and the migrated Dockerfile, run both, and compare what they do.

Usage: migrate-to-chainguard verify [options] FILE

Your own docker or podman does it. FILE is not changed, nothing is pushed, and all images and
containers that were made are removed again, also after Ctrl-C.

What is asked of the application
      --port N           where it serves (default: what EXPOSE says); BEFORE:AFTER when it moves,
                         none for a worker
      --path PATH        asked with GET on both sides; repeatable (default: /)
      --header NAME      compared besides content-type and location; repeatable

How it is built and run
      --engine PROGRAM   docker or podman, as a name or a path (default: docker, else podman)
      --build-arg K=V    for both builds; repeatable
      --secret SPEC      for both builds, as docker build takes it; repeatable
      --build-network M  the network of RUN, as docker build takes it
      --pull             look for newer base images
  -e, --env K=V          for both containers; repeatable
      --env-file FILE    the same from a file; repeatable
      --network NAME     the network of both containers, for example that of your database
      --timeout N        limit of one build in seconds (default: 600)
      --wait N           seconds to wait for the first answer (default: 30);
                         how long a worker runs before it is looked at (default: 5)
      --keep             leave both images, and print their names

How to migrate
      --strategy, --context, --organization, --registry, --node-version, --working-directory,
      --index, --config, --no-config
                         as for migrate-to-chainguard FILE

What is printed
      --format FORMAT    text or json (default: text)
      --color WHEN       auto, always or never (default: auto)
      --verbose          what the builds say, on standard error

Exit codes
  0  the migrated image does what the original does, or there is nothing to migrate
  1  it differs, or only the migrated Dockerfile does not build
  2  wrong use, no usable engine, or nothing to compare with: the original does not build or run
  130  interrupted; what was started is removed
`;
