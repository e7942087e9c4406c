// pages MEBIBYTES [KIBIBYTES COUNT]…: touches so much anonymous memory, and COUNT huge pages of KIBIBYTES each, a mapping for each size; then it says that it is ready,
// and sleeps until it is killed.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static void touch(size_t bytes, size_t page, int flags)
{
    char *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
    if (memory == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    for (size_t at = 0; at < bytes; at += page)
        memory[at] = 1;
}

int main(int count, char **arguments)
{
    if (count < 2)
        return 2;
    touch(strtoul(arguments[1], NULL, 10) << 20, 4096, 0);
    for (int i = 2; i + 1 < count; i += 2) {
        size_t page = strtoul(arguments[i], NULL, 10) << 10;
        // The size stands in the flags as its logarithm (MAP_HUGE_SHIFT).
        touch(page * strtoul(arguments[i + 1], NULL, 10), page, MAP_HUGETLB | (__builtin_ctzl(page) << 26));
    }
    volatile char *heap = malloc(1 << 16);
    for (int i = 0; heap && i < 1 << 16; i += 4096)
        heap[i] = 1;
    puts("ready");
    fflush(stdout);
    pause();
    return 0;
}
