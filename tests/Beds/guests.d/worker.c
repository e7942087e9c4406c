// worker touch MEBIBYTES: four threads touch so much memory; then it prints the CPUs of each of its threads and its numa_maps.
// worker spawn MEBIBYTES: eight threads keep making others, and one touches the memory. For each line of its input it prints for how many microseconds the longest touch
// took since the last line; at the end of its input, how many threads it made, and it ends.
#define _GNU_SOURCE
#include <dirent.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static char *memory;
static size_t bytes;
static pthread_barrier_t touched, printed;
static atomic_long longest, made;
static atomic_int ended;

static void *touch(void *part)
{
    size_t quarter = bytes / 4, start = (size_t)part * quarter;
    memset(memory + start, 1, quarter);
    pthread_barrier_wait(&touched);
    pthread_barrier_wait(&printed);
    return NULL;
}

static void *nothing(void *unused)
{
    usleep(1000);
    return unused;
}

static void *spawn(void *unused)
{
    while (!ended) {
        pthread_t other;
        if (pthread_create(&other, NULL, nothing, NULL) == 0) {
            made++;
            pthread_join(other, NULL);
        }
    }
    return unused;
}

static long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static void *tick(void *unused)
{
    size_t at = 0;
    while (!ended) {
        long start = now(), took;
        // A prime number of pages, so that it comes everywhere.
        memory[at = (at + 7919 * 4096UL) % bytes]++;
        took = now() - start;
        if (took > longest)
            longest = took;
        usleep(200);
    }
    return unused;
}

static void print(const char *path, const char *key)
{
    char line[4096];
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (!key || strncmp(line, key, strlen(key)) == 0)
            fputs(line, stdout);
    if (file)
        fclose(file);
}

int main(int count, char **arguments)
{
    int spawns = count > 2 && strcmp(arguments[1], "spawn") == 0;
    pthread_t threads[9];
    char line[64];
    if (count < 3)
        return 2;
    bytes = strtoul(arguments[2], NULL, 10) << 20;
    memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return 3;
    if (!spawns) {
        DIR *tasks;
        struct dirent *task;
        pthread_barrier_init(&touched, NULL, 5);
        pthread_barrier_init(&printed, NULL, 5);
        for (size_t i = 0; i < 4; i++)
            pthread_create(&threads[i], NULL, touch, (void *)i);
        pthread_barrier_wait(&touched);
        tasks = opendir("/proc/self/task");
        while (tasks && (task = readdir(tasks))) {
            char path[300];
            snprintf(path, sizeof path, "/proc/self/task/%s/status", task->d_name);
            if (task->d_name[0] != '.')
                print(path, "Cpus_allowed_list:");
        }
        print("/proc/self/numa_maps", NULL);
        fflush(stdout);
        pthread_barrier_wait(&printed);
        return 0;
    }
    memset(memory, 1, bytes);
    for (int i = 0; i < 8; i++)
        pthread_create(&threads[i], NULL, spawn, NULL);
    pthread_create(&threads[8], NULL, tick, NULL);
    puts("ready");
    fflush(stdout);
    while (fgets(line, sizeof line, stdin)) {
        printf("%ld\n", atomic_exchange(&longest, 0));
        fflush(stdout);
    }
    ended = 1;
    for (int i = 0; i < 9; i++)
        pthread_join(threads[i], NULL);
    printf("%ld\n", made);
    return 0;
}
