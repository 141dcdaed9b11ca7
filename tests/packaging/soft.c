/* A program that has everything that hardening_test.cmake is to find. */
#include <stdio.h>
#include <string.h>

int main(int argc, char** argv) {
  char copy[64];
  strncpy(copy, argv[argc - 1], sizeof copy - 1);
  copy[sizeof copy - 1] = '\0';
  return printf("%s %s\n", FOLDER, copy) < 0;
}
