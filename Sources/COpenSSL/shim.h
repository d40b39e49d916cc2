// TLS for a client, on memory instead of a socket: what OpenSSL has as macros, as functions.
#ifndef MOTCUA_OPENSSL_SHIM_H
#define MOTCUA_OPENSSL_SHIM_H

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

/// A client's context that trusts the system's authorities and asks for TLS 1.2 or later; NULL when the system refuses.
static inline SSL_CTX *motcua_tls_context(void) {
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    if (!context) return NULL;
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    if (SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) != 1 || SSL_CTX_set_default_verify_paths(context) != 1) {
        SSL_CTX_free(context);
        return NULL;
    }
    return context;
}

/// 1 when the authorities of a PEM file are trusted, too.
static inline int motcua_tls_trust(SSL_CTX *context, const char *file) {
    return SSL_CTX_load_verify_locations(context, file, NULL);
}

/// A session that speaks through two buffers and must prove that it is with `host`, a name or an address; NULL without memory.
static inline SSL *motcua_tls_session(SSL_CTX *context, const char *host, int is_address) {
    SSL *session = SSL_new(context);
    BIO *incoming = BIO_new(BIO_s_mem());
    BIO *outgoing = BIO_new(BIO_s_mem());
    if (!session || !incoming || !outgoing) {
        SSL_free(session);
        BIO_free(incoming);
        BIO_free(outgoing);
        return NULL;
    }
    BIO_set_mem_eof_return(incoming, -1);
    SSL_set_bio(session, incoming, outgoing);
    SSL_set_connect_state(session);
    SSL_set_hostflags(session, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    int is_bound = is_address ? X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), host)
                              : SSL_set1_host(session, host) && SSL_set_tlsext_host_name(session, host);
    if (!is_bound) {
        SSL_free(session);
        return NULL;
    }
    return session;
}

/// Hands over what came from the peer.
static inline int motcua_tls_feed(SSL *session, const void *bytes, int count) {
    return BIO_write(SSL_get_rbio(session), bytes, count);
}

/// Takes what is to go to the peer; 0 or less when there is nothing.
static inline int motcua_tls_drain(SSL *session, void *bytes, int capacity) {
    return BIO_read(SSL_get_wbio(session), bytes, capacity);
}

/// 1 when a call that gave `result` only waits for the peer.
static inline int motcua_tls_waits(const SSL *session, int result) {
    return SSL_get_error(session, result) == SSL_ERROR_WANT_READ;
}

#endif
