/*
 * Plays a disk quota: while a file named $QUOTA.used-up exists, what is written below the folder $QUOTA is refused with EDQUOT, after the half that still
 * went in. With $QUOTA_AT=sync the writing goes well and the sync is refused, as over NFS. To be loaded before the C library's own (LD_PRELOAD).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int refused(int fd, int at_sync) {
    const char *below = getenv("QUOTA"), *at = getenv("QUOTA_AT");
    char link[64], file[PATH_MAX], flag[PATH_MAX];
    if (!below || at_sync != (at && !strcmp(at, "sync"))) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, file, sizeof file - 1);
    if (n < 0) return 0;
    file[n] = 0;
    size_t length = strlen(below);
    if (strncmp(file, below, length) || file[length] != '/') return 0;
    snprintf(flag, sizeof flag, "%s.used-up", below);
    return !access(flag, F_OK);
}

ssize_t write(int fd, const void *bytes, size_t count) {
    ssize_t (*real)(int, const void *, size_t) = (ssize_t (*)(int, const void *, size_t)) dlsym(RTLD_NEXT, "write");
    if (!refused(fd, 0)) return real(fd, bytes, count);
    if (count > 1000) return real(fd, bytes, count / 2);
    errno = EDQUOT;
    return -1;
}

static int synced(const char *call, int fd) {
    int (*real)(int) = (int (*)(int)) dlsym(RTLD_NEXT, call);
    if (!refused(fd, 1)) return real(fd);
    errno = EDQUOT;
    return -1;
}

int fsync(int fd) { return synced("fsync", fd); }
int fdatasync(int fd) { return synced("fdatasync", fd); }
