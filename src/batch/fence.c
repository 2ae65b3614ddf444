/* The fence around a worker, closed in three layers: resource limits, Landlock (the file system:
 * read below a few folders, write nowhere), seccomp (no sockets, no other programs, no signals to
 * others).
 *
 * The seccomp filter refuses what a converter never needs and lets the rest pass: an allow-list
 * would break with each C library. A refused call returns EPERM, so that a library that only probes
 * goes on. Described in landlock(7) and seccomp(2). */
#include "batch/fence.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define FENCE_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define FENCE_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

static void limit(__rlimit_resource_t resource, rlim_t value) {
    struct rlimit bound = {.rlim_cur = value, .rlim_max = value};
    setrlimit(resource, &bound);
}

static void limit_resources(const sei_fence *fence) {
    limit(RLIMIT_CORE, 0);
    if (fence->cpu_seconds > 0)
        limit(RLIMIT_CPU, (rlim_t)fence->cpu_seconds + 1);
    if (fence->memory_limit)
        limit(RLIMIT_AS, fence->memory_limit);
}

#define READ_RIGHTS (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITE_RIGHTS                                                                               \
    (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |  \
     LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | \
     LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |   \
     LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM)

static void allow_reading(int rules, const char *folder) {
    int fd = open(folder, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return;
    struct landlock_path_beneath_attr below = {.allowed_access = READ_RIGHTS, .parent_fd = fd};
    syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &below, 0);
    close(fd);
}

static void close_file_system(const char *const *read_below) {
    struct landlock_ruleset_attr attributes = {.handled_access_fs = READ_RIGHTS | WRITE_RIGHTS};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
    if (rules < 0)
        return;
    for (size_t i = 0; read_below[i]; i++)
        allow_reading(rules, read_below[i]);
    syscall(SYS_landlock_restrict_self, rules, 0);
    close(rules);
}

#ifdef FENCE_ARCHITECTURE

/* Calls that a converter never makes: the network, other programs, other processes, the system. */
static const unsigned refused_calls[] = {
    SYS_socket,
    SYS_socketpair,
    SYS_connect,
    SYS_bind,
    SYS_listen,
    SYS_accept4,
    SYS_sendto,
    SYS_sendmsg,
    SYS_execve,
    SYS_execveat,
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_kill,
    SYS_mount,
    SYS_umount2,
    SYS_unshare,
    SYS_setns,
    SYS_keyctl,
    SYS_add_key,
    SYS_request_key,
    SYS_bpf,
    SYS_perf_event_open,
    SYS_io_uring_setup,
    SYS_userfaultfd,
    SYS_truncate,
    SYS_renameat2,
    SYS_unlinkat,
    SYS_mkdirat,
    SYS_mknodat,
    SYS_symlinkat,
    SYS_linkat,
    SYS_fchmodat,
    SYS_fchownat,
#if defined(__x86_64__)
    SYS_rename,
    SYS_unlink,
    SYS_mkdir,
    SYS_rmdir,
    SYS_symlink,
    SYS_link,
    SYS_chmod,
    SYS_chown,
    SYS_creat,
    SYS_fork,
    SYS_vfork,
#endif
};

#define REFUSED_COUNT (sizeof refused_calls / sizeof *refused_calls)
#define LOAD(field)                                                                                \
    (struct sock_filter)                                                                           \
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offsetof(struct seccomp_data, field))

static void close_system_calls(void) {
    struct sock_filter filter[REFUSED_COUNT + 7];
    unsigned short size = 0;
    filter[size++] = LOAD(arch);
    filter[size++] =
        (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, FENCE_ARCHITECTURE, 1, 0);
    filter[size++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    filter[size++] = LOAD(nr);
    /* x32's second set of numbers for the same calls */
    filter[size++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000u,
                                                  (unsigned char)(REFUSED_COUNT + 1), 0);
    for (size_t i = 0; i < REFUSED_COUNT; i++)
        filter[size++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, refused_calls[i],
                                                      (unsigned char)(REFUSED_COUNT - i), 0);
    filter[size++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    filter[size++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
    struct sock_fprog program = {.len = size, .filter = filter};
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

#else

static void close_system_calls(void) {
}

#endif

void sei_fence_close(const sei_fence *fence) {
    limit_resources(fence);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return;
    close_file_system(fence->read_below);
    close_system_calls();
}
