/*
 * xenstub: LD_PRELOAD stand-ins for the hypervisor libraries, so that an unmodified
 * xenstored or oxenstored runs on a machine without Xen.
 *
 * All state lives in the directory named by $XENSTUB_DIR (fallback: the current directory):
 *
 *   kva         one page: domain 0's ring                (/proc/xen/xsd_kva is redirected here)
 *   port        the text "1", no newline                 (/proc/xen/xsd_port is redirected here)
 *   dom.<id>    exists <=> domain <id> exists; content "shutdown" or "dying" sets its state
 *   ring.<id>   4 KiB ring page of domain <id>, created on first map
 *   evtchn      FIFO; a test writes 4-byte host-endian port numbers to raise an event
 *   notify.log  if it exists, every notify(port) of the daemon appends the 4-byte port
 *
 * Event channel ports: bind_interdomain(domid, p) -> 1000 + domid; any VIRQ -> 900.
 * Domain 0 always exists.  Domain ids are looked up in a window of 64 from the id asked for.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <xenctrl.h>
#include <xenevtchn.h>
#include <xengnttab.h>

#define RING_SIZE   4096
#define DOM_WINDOW  64
#define PORT_BASE   1000
#define PORT_VIRQ   900
#define RUN_PREFIX  "/var/run/xenstored/"
#define PATH_LEN    512

/* ------------------------------------------------------------------ files */

static const char *state_dir(void)
{
    const char *d = getenv("XENSTUB_DIR");
    return d && *d ? d : ".";
}

static const char *state_file(char *buf, const char *name)
{
    snprintf(buf, PATH_LEN, "%s/%s", state_dir(), name);
    return buf;
}

static const char *domain_file(char *buf, const char *name, uint32_t domid)
{
    snprintf(buf, PATH_LEN, "%s/%s.%u", state_dir(), name, domid);
    return buf;
}

/* The two /proc/xen files of xenstored become files of the state directory. */
static int stub_open(const char *path, int flags, int mode)
{
    char buf[PATH_LEN];

    if (!strcmp(path, "/proc/xen/xsd_port"))
        path = state_file(buf, "port");
    else if (!strcmp(path, "/proc/xen/xsd_kva"))
        path = state_file(buf, "kva");
    return openat(AT_FDCWD, path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    va_list ap;
    int mode;

    va_start(ap, flags);
    mode = va_arg(ap, int);
    va_end(ap);
    return stub_open(path, flags, mode);
}

/* The same where offsets have 64 bits anyway. */
int open64(const char *path, int flags, ...) __attribute__((alias("open")));

/* ---------------------------------------------------------------- process */

/* oxenstored raises its file limit and gives up when it may not. */
int setrlimit(__rlimit_resource_t resource, const struct rlimit *limit)
{
    (void)resource;
    (void)limit;
    return 0;
}

/*
 * oxenstored has /var/run/xenstored built in: what it makes and removes there is done in the state
 * directory, so that nothing of a real daemon is touched and nothing stays behind.
 */
static const char *moved(char *buf, const char *path)
{
    const size_t skip = sizeof RUN_PREFIX - 1;

    return strncmp(path, RUN_PREFIX, skip) ? path : state_file(buf, path + skip);
}

int bind(int fd, const struct sockaddr *addr, socklen_t len)
{
    static int (*real_bind)(int, const struct sockaddr *, socklen_t);
    const struct sockaddr_un *un = (const void *)addr;
    char buf[PATH_LEN];

    if (!real_bind)
        real_bind = dlsym(RTLD_NEXT, "bind");
    if (addr->sa_family == AF_UNIX && moved(buf, un->sun_path) == buf) {
        struct sockaddr_un here = { .sun_family = AF_UNIX };

        if (snprintf(here.sun_path, sizeof here.sun_path, "%s", buf) >= (int)sizeof here.sun_path) {
            errno = ENAMETOOLONG;
            return -1;
        }
        return real_bind(fd, (void *)&here, sizeof here);
    }
    return real_bind(fd, addr, len);
}

int unlink(const char *path)
{
    char buf[PATH_LEN];

    return unlinkat(AT_FDCWD, moved(buf, path), 0);
}

int mkdir(const char *path, mode_t mode)
{
    /* With or without the slash at its end. */
    if (!strncmp(path, RUN_PREFIX, sizeof RUN_PREFIX - 2) && strlen(path) < sizeof RUN_PREFIX)
        return 0;
    return mkdirat(AT_FDCWD, path, mode);
}

/* ---------------------------------------------------------------- domains */

struct dom_state {
    int shutdown;
    int dying;
};

/* 1 when the domain exists, and then its state; else 0. */
static int dom_lookup(uint32_t domid, struct dom_state *st)
{
    char buf[PATH_LEN], text[32] = "";
    int fd;

    memset(st, 0, sizeof *st);
    if (domid == 0)
        return 1;
    fd = openat(AT_FDCWD, domain_file(buf, "dom", domid), O_RDONLY);
    if (fd < 0)
        return 0;
    if (read(fd, text, sizeof text - 1) > 0) {
        st->shutdown = !strncmp(text, "shutdown", 8);
        st->dying = !strncmp(text, "dying", 5);
    }
    close(fd);
    return 1;
}

/* Handles are opaque to the daemons; three distinct addresses are enough. */
static char handles[24];
#define XC_HANDLE   ((void *)handles)
#define GNT_HANDLE  ((void *)(handles + 8))
#define EVT_HANDLE  ((void *)(handles + 16))

xc_interface *xc_interface_open(xentoollog_logger *l, xentoollog_logger *d, unsigned f)
{
    (void)l; (void)d; (void)f;
    return XC_HANDLE;
}

int xc_interface_close(xc_interface *xch)
{
    (void)xch;
    return 0;
}

int xc_domain_getinfo(xc_interface *xch, uint32_t first, unsigned max, xc_dominfo_t *info)
{
    struct dom_state st;
    unsigned n = 0;

    (void)xch;
    for (uint32_t id = first; id < first + DOM_WINDOW && n < max; id++) {
        if (!dom_lookup(id, &st))
            continue;
        memset(&info[n], 0, sizeof info[n]);
        info[n].domid = id;
        info[n].shutdown = st.shutdown;
        info[n].dying = st.dying;
        info[n].running = !st.shutdown;
        n++;
    }
    return n;
}

int xc_domain_getinfolist(xc_interface *xch, uint32_t first, unsigned max,
                          xc_domaininfo_t *info)
{
    struct dom_state st;
    unsigned n = 0;

    (void)xch;
    for (uint32_t id = first; id < first + DOM_WINDOW && n < max; id++) {
        if (!dom_lookup(id, &st))
            continue;
        memset(&info[n], 0, sizeof info[n]);
        info[n].domain = id;
        if (st.shutdown)
            info[n].flags |= XEN_DOMINF_shutdown;
        if (st.dying)
            info[n].flags |= XEN_DOMINF_dying;
        n++;
    }
    return n;
}

/* ------------------------------------------------------------------ rings */

static void *map_ring(uint32_t domid)
{
    struct dom_state st;
    char buf[PATH_LEN];
    void *page;
    int fd;

    if (!dom_lookup(domid, &st)) {
        errno = ESRCH;
        return NULL;
    }
    fd = openat(AT_FDCWD, domain_file(buf, "ring", domid), O_RDWR | O_CREAT, 0600);
    if (fd < 0)
        return NULL;
    if (ftruncate(fd, RING_SIZE)) {
        close(fd);
        return NULL;
    }
    page = mmap(NULL, RING_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    return page == MAP_FAILED ? NULL : page;
}

void *xc_map_foreign_range(xc_interface *xch, uint32_t dom, int size, int prot,
                           unsigned long mfn)
{
    (void)xch; (void)size; (void)prot; (void)mfn;
    return map_ring(dom);
}

xengnttab_handle *xengnttab_open(xentoollog_logger *l, unsigned f)
{
    (void)l; (void)f;
    return GNT_HANDLE;
}

int xengnttab_close(xengnttab_handle *xgt)
{
    (void)xgt;
    return 0;
}

int xengnttab_set_max_grants(xengnttab_handle *xgt, uint32_t n)
{
    (void)xgt; (void)n;
    return 0;
}

void *xengnttab_map_grant_ref(xengnttab_handle *xgt, uint32_t dom, uint32_t ref, int prot)
{
    (void)xgt; (void)ref; (void)prot;
    return map_ring(dom);
}

int xengnttab_unmap(xengnttab_handle *xgt, void *start, uint32_t count)
{
    (void)xgt;
    return munmap(start, (size_t)RING_SIZE * count);
}

/* --------------------------------------------------------- event channels */

static int evtchn_fd = -1;

xenevtchn_handle *xenevtchn_open(xentoollog_logger *l, unsigned f)
{
    char buf[PATH_LEN];

    (void)l; (void)f;
    mkfifo(state_file(buf, "evtchn"), 0600);
    evtchn_fd = openat(AT_FDCWD, buf, O_RDWR);
    return evtchn_fd < 0 ? NULL : EVT_HANDLE;
}

xenevtchn_handle *xenevtchn_fdopen(xentoollog_logger *l, int fd, unsigned f)
{
    (void)l; (void)f;
    evtchn_fd = fd;
    return EVT_HANDLE;
}

int xenevtchn_close(xenevtchn_handle *xce)
{
    (void)xce;
    return 0;
}

int xenevtchn_fd(xenevtchn_handle *xce)
{
    (void)xce;
    return evtchn_fd;
}

int xenevtchn_notify(xenevtchn_handle *xce, evtchn_port_t port)
{
    char buf[PATH_LEN];
    int fd = openat(AT_FDCWD, state_file(buf, "notify.log"), O_WRONLY | O_APPEND);

    (void)xce;
    if (fd >= 0) {
        ssize_t done = write(fd, &port, sizeof port);
        (void)done;
        close(fd);
    }
    return 0;
}

xenevtchn_port_or_error_t xenevtchn_bind_interdomain(xenevtchn_handle *xce, uint32_t dom,
                                                     evtchn_port_t remote)
{
    (void)xce; (void)remote;
    return PORT_BASE + dom;
}

xenevtchn_port_or_error_t xenevtchn_bind_virq(xenevtchn_handle *xce, unsigned virq)
{
    (void)xce; (void)virq;
    return PORT_VIRQ;
}

xenevtchn_port_or_error_t xenevtchn_pending(xenevtchn_handle *xce)
{
    uint32_t port;

    (void)xce;
    return read(evtchn_fd, &port, sizeof port) == sizeof port ? (int)port : -1;
}

int xenevtchn_unbind(xenevtchn_handle *xce, evtchn_port_t port)
{
    (void)xce; (void)port;
    return 0;
}

int xenevtchn_unmask(xenevtchn_handle *xce, evtchn_port_t port)
{
    (void)xce; (void)port;
    return 0;
}
