/*
 * Keeps what a power cut would leave: whenever a file is synced its bytes, whenever a folder is synced its names, in $POWERCUT, by number of the
 * inode. To be loaded before the C library's own (LD_PRELOAD). What is not in $POWERCUT's file system is passed over. Inodes must not be used
 * again, so that file system is a tmpfs.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void bytes(int from, int to) {
    char name[64], block[65536];
    snprintf(name, sizeof name, "/proc/self/fd/%d", from);
    int in = open(name, O_RDONLY | O_CLOEXEC);
    ssize_t n;
    while ((n = read(in, block, sizeof block)) > 0)
        if (write(to, block, n) != n) abort();
    close(in);
}

/* A line for each name: d or f, the inode, the name. */
static void names(int from, int to) {
    int own = openat(from, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = fdopendir(own);
    struct dirent *e;
    while ((e = readdir(folder))) {
        struct stat s;
        if ((e->d_name[0] == '.' && (!e->d_name[1] || (e->d_name[1] == '.' && !e->d_name[2]))) || fstatat(from, e->d_name, &s, AT_SYMLINK_NOFOLLOW)) continue;
        dprintf(to, "%c %lu %s\n", S_ISDIR(s.st_mode) ? 'd' : 'f', (unsigned long) s.st_ino, e->d_name);
    }
    closedir(folder);
}

static void keep(int fd) {
    static atomic_int count;
    const char *where = getenv("POWERCUT");
    struct stat s, w;
    if (!where || fstat(fd, &s) || stat(where, &w) || s.st_dev != w.st_dev) return;
    char part[4096], whole[4096];
    snprintf(part, sizeof part, "%s/.%d-%d", where, (int) getpid(), atomic_fetch_add(&count, 1));
    snprintf(whole, sizeof whole, "%s/%lu", where, (unsigned long) s.st_ino);
    int out = open(part, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    if (out < 0) abort();
    if (S_ISDIR(s.st_mode)) names(fd, out); else bytes(fd, out);
    close(out);
    if (rename(part, whole)) abort();   /* a kill before this: the sync has not returned, and nothing was promised */
}

static int synced(const char *call, int fd) {
    int (*real)(int) = (int (*)(int)) dlsym(RTLD_NEXT, call);
    int result = real(fd);
    if (result == 0) keep(fd);
    return result;
}

int fsync(int fd) { return synced("fsync", fd); }
int fdatasync(int fd) { return synced("fdatasync", fd); }
