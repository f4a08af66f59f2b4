#ifndef SEALING_H
#define SEALING_H

/* A session_key as ours keeps it: AES-256-GCM under a key of BENCH_KEY, bound to the row that it is for. */

#include <openssl/evp.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum {
    text_limit = 128,
    nonce_length = 12,
    tag_length = 16,
    header_length = 5 + nonce_length,
    sealed_limit = header_length + text_limit + tag_length
};

static const char app_id[] = "wx0000000000000002";
static unsigned char key[32], key_id[4];

static int context_of(const char *openid, char context[256]) {
    return snprintf(context, 256, "mini_sessions.session_key %s %s", app_id, openid);
}

/* 1, the key's id, the nonce, the ciphertext, the tag; the number of bytes. */
static int seal(const char *session_key, const char *openid, unsigned char sealed[sealed_limit]) {
    char context[256];
    unsigned char *nonce = sealed + 5, *ciphertext = sealed + header_length;
    int count, rest, length = (int)strlen(session_key);
    EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
    sealed[0] = 1;
    memcpy(sealed + 1, key_id, sizeof key_id);
    if (getrandom(nonce, nonce_length, 0) != nonce_length ||
        !EVP_EncryptInit_ex(cipher, EVP_aes_256_gcm(), NULL, key, nonce) ||
        !EVP_EncryptUpdate(cipher, NULL, &count, (unsigned char *)context, context_of(openid, context)) ||
        !EVP_EncryptUpdate(cipher, ciphertext, &count, (const unsigned char *)session_key, length) ||
        !EVP_EncryptFinal_ex(cipher, ciphertext + count, &rest) ||
        !EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_GET_TAG, tag_length, ciphertext + length))
        exit(1);
    EVP_CIPHER_CTX_free(cipher);
    return header_length + length + tag_length;
}

/* What seal made of a text, if it is whole; for SQL. */
static void unseal(sqlite3_context *result, int count, sqlite3_value **values) {
    char context[256];
    unsigned char text[text_limit];
    const unsigned char *sealed = sqlite3_value_blob(values[0]);
    int length = sqlite3_value_bytes(values[0]) - header_length - tag_length, rest;
    EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
    if (length > 0 && length <= text_limit && sealed[0] == 1 && memcmp(sealed + 1, key_id, sizeof key_id) == 0 &&
        EVP_DecryptInit_ex(cipher, EVP_aes_256_gcm(), NULL, key, sealed + 5) &&
        EVP_DecryptUpdate(cipher, NULL, &count, (unsigned char *)context,
                          context_of((const char *)sqlite3_value_text(values[1]), context)) &&
        EVP_DecryptUpdate(cipher, text, &count, sealed + header_length, length) &&
        EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_SET_TAG, tag_length, (void *)(sealed + header_length + length)) &&
        EVP_DecryptFinal_ex(cipher, text + count, &rest))
        sqlite3_result_text(result, (const char *)text, length, SQLITE_TRANSIENT);
    EVP_CIPHER_CTX_free(cipher);
}

#endif
