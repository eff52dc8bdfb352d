#include "media/process/sandbox.h"

#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string>

namespace amuse::media {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kUnderAddressSanitizer = true;
#else
constexpr bool kUnderAddressSanitizer = false;
#endif

constexpr rlim_t kAddressSpaceBytes = rlim_t{1536} << 20;
constexpr rlim_t kCpuSeconds = 3600;
constexpr rlim_t kTextReadingBytes = rlim_t{1} << 30, kTextReadingCpuSeconds = 20;

bool limit(int resource, rlim_t value) noexcept {
  const rlimit both{value, value};
  return ::setrlimit(static_cast<__rlimit_resource>(resource), &both) == 0;
}

/// All that rendering and answering need. Names that an architecture lacks are passed over by libseccomp.
constexpr std::array kAllowedCalls{
    // The socket, and what stdio or the C library may ask of open descriptors.
    SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(recvfrom), SCMP_SYS(recv), SCMP_SYS(sendto),
    SCMP_SYS(send), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(lseek),
    // Memory. mmap and mprotect have their own rules.
    SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
    // Threads of this process.
    SCMP_SYS(futex), SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(sched_yield), SCMP_SYS(gettid),
    SCMP_SYS(getpid), SCMP_SYS(sched_getaffinity), SCMP_SYS(membarrier), SCMP_SYS(set_tid_address),
    // Time, signals, the end.
    SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(nanosleep), SCMP_SYS(clock_nanosleep),
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall), SCMP_SYS(getrandom), SCMP_SYS(exit), SCMP_SYS(exit_group)};

/// What a program that reads text has no need of.
constexpr std::array kBarredFromText{SCMP_SYS(socket),
                                     SCMP_SYS(socketpair),
                                     SCMP_SYS(connect),
                                     SCMP_SYS(bind),
                                     SCMP_SYS(listen),
                                     SCMP_SYS(accept),
                                     SCMP_SYS(accept4),
                                     SCMP_SYS(fork),
                                     SCMP_SYS(vfork),
                                     SCMP_SYS(ptrace),
                                     SCMP_SYS(process_vm_readv),
                                     SCMP_SYS(process_vm_writev),
                                     SCMP_SYS(pidfd_open),
                                     SCMP_SYS(kill),
                                     SCMP_SYS(tkill),
                                     SCMP_SYS(creat),
                                     SCMP_SYS(rename),
                                     SCMP_SYS(renameat),
                                     SCMP_SYS(renameat2),
                                     SCMP_SYS(unlink),
                                     SCMP_SYS(unlinkat),
                                     SCMP_SYS(rmdir),
                                     SCMP_SYS(mkdir),
                                     SCMP_SYS(mkdirat),
                                     SCMP_SYS(mknod),
                                     SCMP_SYS(mknodat),
                                     SCMP_SYS(link),
                                     SCMP_SYS(linkat),
                                     SCMP_SYS(symlink),
                                     SCMP_SYS(symlinkat),
                                     SCMP_SYS(chmod),
                                     SCMP_SYS(fchmod),
                                     SCMP_SYS(fchmodat),
                                     SCMP_SYS(chown),
                                     SCMP_SYS(fchown),
                                     SCMP_SYS(fchownat),
                                     SCMP_SYS(truncate),
                                     SCMP_SYS(setxattr),
                                     SCMP_SYS(mount),
                                     SCMP_SYS(umount2),
                                     SCMP_SYS(chroot),
                                     SCMP_SYS(unshare),
                                     SCMP_SYS(setns),
                                     SCMP_SYS(setuid),
                                     SCMP_SYS(setgid),
                                     SCMP_SYS(bpf),
                                     SCMP_SYS(keyctl),
                                     SCMP_SYS(add_key),
                                     SCMP_SYS(perf_event_open),
                                     SCMP_SYS(io_uring_setup),
                                     SCMP_SYS(userfaultfd)};

/// What one argument of a call must be; with a mask in `a`, what its masked bits must be.
scmp_arg_cmp ruleFor(unsigned argument, scmp_compare compare, scmp_datum_t a, scmp_datum_t b = 0) {
  return {argument, compare, a, b};
}

/// Memory that is never executable; threads but no processes; signals to itself; F_GETFL and F_SETFL only.
/// clone3 hides its flags in memory, so it is answered "no such call": the C library then falls back to clone.
bool addArgumentRules(scmp_filter_ctx filter) {
  const auto noExec = ruleFor(2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
  const auto threadsOnly = ruleFor(0, SCMP_CMP_MASKED_EQ, CLONE_THREAD | CLONE_VM, CLONE_THREAD | CLONE_VM);
  bool ok = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, noExec) == 0;
  ok = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, noExec) == 0 && ok;
  ok = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, threadsOnly) == 0 && ok;
  ok = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0 && ok;
  const auto itself = ruleFor(0, SCMP_CMP_EQ, static_cast<scmp_datum_t>(::getpid()));
  ok = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, itself) == 0 && ok;
  for (const int command : {F_GETFL, F_SETFL}) {
    const auto which = ruleFor(1, SCMP_CMP_EQ, static_cast<scmp_datum_t>(command));
    ok = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, which) == 0 && ok;
  }
  return ok;
}

}  // namespace

void dropInheritance(int lastKeptDescriptor) noexcept {
  (void)::close_range(static_cast<unsigned>(lastKeptDescriptor) + 1, ~0u, 0);
  (void)::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  (void)::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

bool limitResources() noexcept {
  bool ok = kUnderAddressSanitizer || limit(RLIMIT_AS, kAddressSpaceBytes);
  ok = limit(RLIMIT_CPU, kCpuSeconds) && ok;
  ok = limit(RLIMIT_FSIZE, 0) && ok;
  return limit(RLIMIT_CORE, 0) && ok;
}

bool limitTextReading() noexcept {
  bool ok = kUnderAddressSanitizer || limit(RLIMIT_AS, kTextReadingBytes);
  ok = limit(RLIMIT_CPU, kTextReadingCpuSeconds) && ok;
  ok = limit(RLIMIT_FSIZE, 0) && ok;
  return limit(RLIMIT_CORE, 0) && ok;
}

Result<void> barWritingAndNetwork() {
  const std::unique_ptr<void, void (*)(void*)> filter(seccomp_init(SCMP_ACT_ALLOW),
                                                      [](void* context) { seccomp_release(context); });
  bool ok = filter != nullptr;
  for (const int call : kBarredFromText) ok = ok && seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), call, 0) == 0;
  const auto noThread = ruleFor(0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0);
  ok = ok && seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1, noThread) == 0;
  ok = ok && seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
  // openat2 keeps its flags in memory: it is answered as missing, and openat is asked instead.
  ok = ok && seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(openat2), 0) == 0;
  for (const int flag : {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC}) {
    const auto bit = static_cast<scmp_datum_t>(flag);
    ok = ok && seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), SCMP_SYS(openat), 1,
                                ruleFor(2, SCMP_CMP_MASKED_EQ, bit, bit)) == 0;
    ok = ok && seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), SCMP_SYS(open), 1,
                                ruleFor(1, SCMP_CMP_MASKED_EQ, bit, bit)) == 0;
  }
  if (!ok || seccomp_load(filter.get()) != 0)
    return fail(ErrorCode::Unavailable, "system calls can't be barred here; text in pictures is not read");
  return {};
}

Result<void> barSystemCalls() {
  const std::unique_ptr<void, void (*)(void*)> filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)),
                                                      [](void* context) { seccomp_release(context); });
  bool ok = filter != nullptr && seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1) == 0;
  for (const int call : kAllowedCalls) ok = ok && seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0) == 0;
  if (kUnderAddressSanitizer) {
    // UBSan asks through a pipe whether memory can be read.
    for (const int call : {SCMP_SYS(pipe), SCMP_SYS(pipe2)}) {
      ok = ok && seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0) == 0;
    }
  }
  ok = ok && addArgumentRules(filter.get());
  const int loaded = ok ? seccomp_load(filter.get()) : -EINVAL;
  if (loaded != 0) {
    return fail(ErrorCode::Unavailable, std::string("system calls can't be barred here: ") + std::strerror(-loaded));
  }
  return {};
}

}  // namespace amuse::media
