/* Stands between a program and the C library's file calls, below SQLite and Python alike.

   FAULT_ROOT   only files below this directory count
   FAULT_LOG    every call that changes something is appended here, with its data
   FAULT_KIND   enospc: from the n-th write on the disk is full
                erofs:  from the n-th write on it is read-only
                short:  the n-th write takes half, then the disk is full
                fsync:  the n-th fsync fails, once
                kill:   the n-th call is the last; a write gets half-way
   FAULT_AT     n, counted from 1 over the calls that the kind is about (kill: all) */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fsync)(int), (*real_fdatasync)(int), (*real_unlink)(const char *);
static int (*real_ftruncate)(int, off_t), (*real_rename)(const char *, const char *);
static int (*real_mkdir)(const char *, mode_t);
static const char *root, *kind;
static long at, writes, syncs, calls;
static int full, logfd = -1;
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;

/* At the start, and again in what was forked with another environment. */
__attribute__((constructor)) void fault_begin(void) {
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate");
  real_rename = dlsym(RTLD_NEXT, "rename");
  real_mkdir = dlsym(RTLD_NEXT, "mkdir");
  root = getenv("FAULT_ROOT");
  kind = getenv("FAULT_KIND");
  at = getenv("FAULT_AT") ? atol(getenv("FAULT_AT")) : 0;
  if (!kind) kind = "";
  if (getenv("FAULT_LOG"))
    logfd = open(getenv("FAULT_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
}

static int below(const char *path) {
  size_t size = root ? strlen(root) : 0;
  return size && !strncmp(path, root, size) && (path[size] == '/' || !path[size]);
}

static int named(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t size = readlink(link, path, PATH_MAX - 1);
  if (size < 0) return 0;
  path[size] = 0;
  return below(path) && !strstr(path, "-shm");
}

static void note(char what, const char *path, const char *other, long offset, const void *data,
                 size_t size) {
  if (logfd < 0) return;
  char head[2 * PATH_MAX + 64];
  int length = snprintf(head, sizeof head, "%c\t%s\t%s\t%ld\t%zu\n", what, path + strlen(root),
                        other ? other + strlen(root) : "", offset, data ? size : 0);
  real_write(logfd, head, length);
  if (data) real_write(logfd, data, size);
}

static int last(void) { return ++calls == at && !strcmp(kind, "kill"); }
static void die(void) { kill(getpid(), SIGKILL); }

/* How much of a write is to be carried out; -1: the disk is full. */
static ssize_t share(size_t size, int *dies) {
  *dies = last();
  if (*dies) return size / 2;
  ++writes;
  int fills = !strcmp(kind, "enospc") || !strcmp(kind, "erofs");
  if (full || (fills && at && writes >= at)) return full = 1, -1;
  if (!strcmp(kind, "short") && writes == at) return full = 1, size / 2;
  return size;
}

static ssize_t put(int fd, const void *data, size_t size, off_t offset, int positioned) {
  char path[PATH_MAX];
  if (!named(fd, path)) return positioned ? real_pwrite(fd, data, size, offset) : real_write(fd, data, size);
  pthread_mutex_lock(&guard);
  int dies;
  ssize_t part = share(size, &dies), done = -1;
  if (part < 0) {
    errno = strcmp(kind, "erofs") ? ENOSPC : EROFS;
  } else {
    if (!positioned) {
      struct stat now;
      offset = fcntl(fd, F_GETFL) & O_APPEND ? (fstat(fd, &now), now.st_size) : lseek(fd, 0, SEEK_CUR);
    }
    done = positioned ? real_pwrite(fd, data, part, offset) : real_write(fd, data, part);
    if (done > 0) note('W', path, 0, offset, data, done);
    if (dies) die();
  }
  pthread_mutex_unlock(&guard);
  return done;
}

ssize_t write(int fd, const void *data, size_t size) { return put(fd, data, size, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return put(fd, data, size, offset, 1); }
ssize_t pwrite64(int fd, const void *data, size_t size, off_t offset) { return put(fd, data, size, offset, 1); }

static int settle(int fd, int (*real)(int)) {
  char path[PATH_MAX];
  if (!named(fd, path)) return real(fd);
  pthread_mutex_lock(&guard);
  if (last()) die();
  int done = 0;
  if (++syncs == at && !strcmp(kind, "fsync")) errno = EIO, done = -1;
  else note('S', path, 0, 0, 0, 0);
  pthread_mutex_unlock(&guard);
  return done ? done : real(fd);
}

int fsync(int fd) { return settle(fd, real_fsync); }
int fdatasync(int fd) { return settle(fd, real_fdatasync); }

static int cut(int fd, off_t size) {
  char path[PATH_MAX];
  if (!named(fd, path)) return real_ftruncate(fd, size);
  pthread_mutex_lock(&guard);
  if (last()) die();
  note('T', path, 0, size, 0, 0);
  pthread_mutex_unlock(&guard);
  return real_ftruncate(fd, size);
}

int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off_t size) { return cut(fd, size); }

static void whole(const char *path, char *out) {
  if (path[0] == '/') snprintf(out, PATH_MAX, "%s", path);
  else if (getcwd(out, PATH_MAX)) snprintf(out + strlen(out), PATH_MAX - strlen(out), "/%s", path);
}

int rename(const char *from, const char *to) {
  char a[PATH_MAX], b[PATH_MAX];
  whole(from, a), whole(to, b);
  if (!below(b)) return real_rename(from, to);
  pthread_mutex_lock(&guard);
  if (last()) die();
  note('R', a, b, 0, 0, 0);
  pthread_mutex_unlock(&guard);
  return real_rename(from, to);
}

int unlink(const char *path) {
  char a[PATH_MAX];
  whole(path, a);
  if (!below(a)) return real_unlink(path);
  pthread_mutex_lock(&guard);
  if (last()) die();
  note('U', a, 0, 0, 0, 0);
  pthread_mutex_unlock(&guard);
  return real_unlink(path);
}

int mkdir(const char *path, mode_t mode) {
  char a[PATH_MAX];
  whole(path, a);
  int done = real_mkdir(path, mode);
  if (done || !below(a)) return done;
  pthread_mutex_lock(&guard);
  note('M', a, 0, 0, 0, 0);
  pthread_mutex_unlock(&guard);
  return 0;
}
