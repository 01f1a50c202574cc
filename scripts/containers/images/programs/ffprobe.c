/* Prints the seconds that a WAV file lasts, as `ffprobe -v error -show_entries format=duration -of default=nw=1:nk=1 FILE` does. */
#include <stdio.h>

double stand_in_duration(const char *path);

int main(int argc, char **argv) {
  double seconds = stand_in_duration(argv[argc - 1]);
  if (seconds < 0) {
    fprintf(stderr, "%s: Invalid data found when processing input\n", argv[argc - 1]);
    return 1;
  }
  printf("%.6f\n", seconds);
  return 0;
}
