// The C surface that PQ is written against: libpq itself, and epoll and eventfd, which Swift's Glibc module leaves out.
#ifndef MOTCUA_CLIBPQ_SHIM_H
#define MOTCUA_CLIBPQ_SHIM_H

#include <errno.h>
#include <libpq-fe.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

/// A readiness report: the tag the descriptor was registered under, and what it is ready for.
typedef struct {
    uint64_t tag;
    uint32_t events;
} motcua_event;

enum { MOTCUA_MAX_EVENTS = 64 };

static inline int motcua_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

static inline int motcua_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

static inline int motcua_epoll_control(int epoll, int operation, int descriptor, uint32_t events, uint64_t tag) {
    struct epoll_event event = {.events = events, .data = {.u64 = tag}};
    return epoll_ctl(epoll, operation, descriptor, &event);
}

/// Level-triggered watch. libpq reads once per PQconsumeInput, so an edge could be lost.
static inline int motcua_epoll_add(int epoll, int descriptor, int writable, uint64_t tag) {
    return motcua_epoll_control(epoll, EPOLL_CTL_ADD, descriptor, EPOLLIN | EPOLLRDHUP | (writable ? EPOLLOUT : 0), tag);
}

static inline int motcua_epoll_modify(int epoll, int descriptor, int readable, int writable, uint64_t tag) {
    uint32_t events = (readable ? EPOLLIN | EPOLLRDHUP : 0) | (writable ? EPOLLOUT : 0);
    return motcua_epoll_control(epoll, EPOLL_CTL_MOD, descriptor, events, tag);
}

static inline int motcua_epoll_remove(int epoll, int descriptor) {
    return motcua_epoll_control(epoll, EPOLL_CTL_DEL, descriptor, 0, 0);
}

/// Edge-triggered watch of the wake-up descriptor: each write is a new edge, so it never has to be read back.
static inline int motcua_epoll_add_wakeup(int epoll, int descriptor, uint64_t tag) {
    return motcua_epoll_control(epoll, EPOLL_CTL_ADD, descriptor, EPOLLIN | EPOLLET, tag);
}

static inline int motcua_epoll_wait(int epoll, motcua_event *out, int capacity, int milliseconds) {
    struct epoll_event events[MOTCUA_MAX_EVENTS];
    if (capacity > MOTCUA_MAX_EVENTS) capacity = MOTCUA_MAX_EVENTS;
    int count = epoll_wait(epoll, events, capacity, milliseconds);
    for (int index = 0; index < count; index++) {
        out[index].tag = events[index].data.u64;
        out[index].events = events[index].events;
    }
    return count;
}

static inline int motcua_is_readable(motcua_event event) {
    return (event.events & (EPOLLIN | EPOLLHUP | EPOLLERR | EPOLLRDHUP)) != 0;
}

static inline int motcua_is_writable(motcua_event event) {
    return (event.events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) != 0;
}

static inline void motcua_wake(int descriptor) {
    uint64_t one = 1;
    ssize_t ignored = write(descriptor, &one, sizeof one);
    (void)ignored;
}

/// Names the calling thread, for debuggers and `top`.
static inline void motcua_name_thread(const char *name) { prctl(PR_SET_NAME, name); }

/// 1 when the peer has closed the socket, or it has failed; 0 when it is quiet or has bytes to read.
static inline int motcua_is_closed(int descriptor) {
    char byte;
    ssize_t count = recv(descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    if (count > 0) return 0;
    if (count == 0) return 1;
    return !(errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}

/// 1 when the socket is open and has no bytes to read.
static inline int motcua_is_silent(int descriptor) {
    char byte;
    return recv(descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

#endif
