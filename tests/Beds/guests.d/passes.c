// passes COUNT FILE… -- FOLDER…: reads the files and lists the folders COUNT times, as the benchmarks' loop in C does, and prints the microseconds of processor time of
// the shortest pass.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

long read_files(const char *const *paths, int count);
long list_folders(const char *const *paths, int count);

static double processor(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

int main(int count, char **arguments)
{
    if (count < 3)
        return 2;
    const char *const *files = (const char *const *)arguments + 2;
    int passes = atoi(arguments[1]), ofFiles = 0;
    while (ofFiles < count - 2 && strcmp(files[ofFiles], "--") != 0)
        ofFiles++;
    int ofFolders = count - 3 - ofFiles;
    double least = 0;
    for (int i = 0; i < passes; i++) {
        double start = processor();
        read_files(files, ofFiles);
        list_folders(files + ofFiles + 1, ofFolders > 0 ? ofFolders : 0);
        double time = processor() - start;
        if (i == 0 || time < least)
            least = time;
    }
    printf("%.1f\n", least);
    return 0;
}
