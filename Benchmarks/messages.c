/* The work of POST /wx in plain C: the signature's SHA-1, for encrypted pushes AES and the account, Expat, one durable
   row of SQLite that no second delivery makes again, `success`. Started with PUSHES=N it prints N encrypted pushes
   instead, one a line: the query, a tab, the body. */

#include "sessions.h"
#include "threads.h"

#include <expat.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

enum { most = 65536, fields_most = 32, depth_most = 32 };

static const char token[] = "simulator", app_id[] = "wx0000000000000001";
static unsigned char key[33];

struct field {
    char name[64], text[4096];
    size_t length;
};

struct message {
    struct field fields[fields_most];
    int count, depth, broken;
    XML_Parser parser;
};

static int compare(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* SHA-1 of the sorted parts, in hexadecimal. */
static void sign(const char *parts[], size_t count, char hex[41]) {
    static _Thread_local char joined[most * 2];
    unsigned char digest[20];
    size_t length = 0;
    qsort(parts, count, sizeof *parts, compare);
    for (size_t i = 0; i < count; i++) {
        size_t size = strlen(parts[i]);
        memcpy(joined + length, parts[i], size);
        length += size;
    }
    if (!EVP_Digest(joined, length, digest, NULL, EVP_sha1(), NULL))
        exit(1);
    for (int i = 0; i < 20; i++)
        sprintf(hex + 2 * i, "%02x", digest[i]);
}

/* A query parameter's value; all of them here are letters and digits. */
static int query_parameter(const char *query, const char *name, char *value, size_t size) {
    size_t length = strlen(name);
    for (const char *at = query; at && *at; at = strchr(at, '&') ? strchr(at, '&') + 1 : NULL) {
        if (strncmp(at, name, length) != 0 || at[length] != '=')
            continue;
        size_t count = strcspn(at + length + 1, "&");
        if (count >= size)
            return 0;
        memcpy(value, at + length + 1, count);
        value[count] = 0;
        return 1;
    }
    return 0;
}

static int equal(const char *a, const char *b) {
    unsigned char difference = 0;
    if (strlen(a) != strlen(b))
        return 0;
    for (size_t i = 0; a[i]; i++)
        difference |= (unsigned char)(a[i] ^ b[i]);
    return difference == 0;
}

static void XMLCALL begin(void *context, const XML_Char *name, const XML_Char **attributes) {
    struct message *message = context;
    (void)attributes;
    if (++message->depth > depth_most || message->count == fields_most || strlen(name) >= sizeof message->fields[0].name) {
        message->broken = 1;
        XML_StopParser(message->parser, 0);
        return;
    }
    if (message->depth < 2)
        return;
    strcpy(message->fields[message->count].name, name);
    message->fields[message->count++].length = 0;
}

static void XMLCALL end(void *context, const XML_Char *name) {
    (void)name;
    ((struct message *)context)->depth--;
}

static void XMLCALL text(void *context, const XML_Char *start, int count) {
    struct message *message = context;
    struct field *field = message->fields + message->count - 1;
    if (message->depth < 2 || field->length + (size_t)count >= sizeof field->text)
        return;
    memcpy(field->text + field->length, start, (size_t)count);
    field->length += (size_t)count;
}

static void XMLCALL doctype(void *context, const XML_Char *a, const XML_Char *b, const XML_Char *c, int d) {
    struct message *message = context;
    (void)a, (void)b, (void)c, (void)d;
    message->broken = 1;
    XML_StopParser(message->parser, 0);
}

static int parse(struct message *message, const char *body, size_t length) {
    message->count = message->depth = message->broken = 0;
    message->parser = XML_ParserCreate("UTF-8");
    XML_SetUserData(message->parser, message);
    XML_SetElementHandler(message->parser, begin, end);
    XML_SetCharacterDataHandler(message->parser, text);
    XML_SetStartDoctypeDeclHandler(message->parser, doctype);
    int ok = XML_Parse(message->parser, body, (int)length, 1) == XML_STATUS_OK && !message->broken;
    XML_ParserFree(message->parser);
    for (int i = 0; i < message->count; i++)
        message->fields[i].text[message->fields[i].length] = 0;
    return ok;
}

static const char *get(const struct message *message, const char *name) {
    for (int i = 0; i < message->count; i++)
        if (strcmp(message->fields[i].name, name) == 0)
            return message->fields[i].text;
    return "";
}

/* Texts of this benchmark need no escapes. */
static size_t json(const struct message *message, char *output) {
    char *at = output;
    *at++ = '{';
    for (int i = 0; i < message->count; i++)
        at += sprintf(at, "%s\"%s\":\"%s\"", i ? "," : "", message->fields[i].name, message->fields[i].text);
    *at++ = '}';
    return (size_t)(at - output);
}

static int decrypt(const char *encrypted, char *message) {
    static _Thread_local unsigned char ciphertext[most], plain[most];
    int length = (int)strlen(encrypted), count = 0, rest = 0;
    if (length % 4 || length > most)
        return -1;
    int bytes = EVP_DecodeBlock(ciphertext, (const unsigned char *)encrypted, length);
    bytes -= (encrypted[length - 1] == '=') + (encrypted[length - 2] == '=');
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    EVP_DecryptInit_ex(context, EVP_aes_256_cbc(), NULL, key, key);
    EVP_CIPHER_CTX_set_padding(context, 0);
    int ok = bytes > 0 && EVP_DecryptUpdate(context, plain, &count, ciphertext, bytes) &&
             EVP_DecryptFinal_ex(context, plain + count, &rest);
    EVP_CIPHER_CTX_free(context);
    if (!ok || count < 32 || plain[count - 1] < 1 || plain[count - 1] > 32)
        return -1;
    int end = count - plain[count - 1], size = plain[16] << 24 | plain[17] << 16 | plain[18] << 8 | plain[19];
    if (size < 0 || 20 + size > end || end - 20 - size != (int)sizeof app_id - 1 ||
        memcmp(plain + 20 + size, app_id, sizeof app_id - 1) != 0)
        return -1;
    memcpy(message, plain + 20, (size_t)size);
    return size;
}

static int store(sqlite3_stmt *insert, const struct message *message) {
    static _Thread_local char content[most * 2];
    char identity[128];
    unsigned char digest[32];
    int length = snprintf(identity, sizeof identity, "[\"message\",\"%s\"]", get(message, "MsgId"));
    if (!EVP_Digest(identity, (size_t)length, digest, NULL, EVP_sha256(), NULL))
        return 0;
    sqlite3_bind_text(insert, 1, app_id, -1, SQLITE_STATIC);
    sqlite3_bind_blob(insert, 2, digest, sizeof digest, SQLITE_STATIC);
    sqlite3_bind_text(insert, 3, get(message, "FromUserName"), -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 4, get(message, "MsgType"), -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 5, content, (int)json(message, content), SQLITE_STATIC);
    sqlite3_bind_int64(insert, 6, atoll(get(message, "CreateTime")));
    sqlite3_bind_int64(insert, 7, time(NULL));
    int status;
    while ((status = sqlite3_step(insert)) == SQLITE_ROW) {
    }
    sqlite3_reset(insert);
    return status == SQLITE_DONE;
}

static void answer(FCGX_Request *request, int status, const char *body) {
    unsigned char random[16];
    char id[33];
    if (getrandom(random, sizeof random, 0) != sizeof random)
        exit(1);
    for (int i = 0; i < 16; i++)
        sprintf(id + 2 * i, "%02x", random[i]);
    char response[512];
    int length = snprintf(response, sizeof response,
                          "Status: %d\r\nContent-Type: text/plain; charset=utf-8\r\nX-Request-Id: %s\r\n"
                          "Content-Length: %zu\r\n\r\n%s",
                          status, id, strlen(body), body);
    FCGX_PutStr(response, length, request->out);
}

static int receive(sqlite3_stmt *insert, FCGX_Request *request) {
    static _Thread_local char body[most], inner[most];
    static _Thread_local struct message message;
    char signature[64], timestamp[32], nonce[64], type[8] = "", expected[41];
    const char *query = parameter(request, "QUERY_STRING"), *size = parameter(request, "CONTENT_LENGTH");
    size_t length = size ? strtoul(size, NULL, 10) : 0;
    if (!query || length >= most || FCGX_GetStr(body, (int)length, request->in) != (int)length)
        return 400;
    query_parameter(query, "encrypt_type", type, sizeof type);
    int is_encrypted = strcmp(type, "aes") == 0;
    if (!query_parameter(query, is_encrypted ? "msg_signature" : "signature", signature, sizeof signature) ||
        !query_parameter(query, "timestamp", timestamp, sizeof timestamp) || !query_parameter(query, "nonce", nonce, sizeof nonce))
        return 400;
    if (is_encrypted && !parse(&message, body, length))
        return 400;
    const char *parts[] = {token, timestamp, nonce, is_encrypted ? get(&message, "Encrypt") : NULL};
    sign(parts, is_encrypted ? 4 : 3, expected);
    if (!equal(signature, expected))
        return 403;
    if (is_encrypted) {
        int count = decrypt(get(&message, "Encrypt"), inner);
        if (count < 0)
            return 403;
        if (!parse(&message, inner, (size_t)count))
            return 400;
    } else if (!parse(&message, body, length)) {
        return 400;
    }
    pthread_mutex_lock(writing());
    int is_stored = store(insert, &message);
    pthread_mutex_unlock(writing());
    return is_stored ? 200 : 500;
}

/* Pushes as secure mode has them. */
static void make(long count) {
    static unsigned char plain[most], ciphertext[most], encoded[most * 2];
    for (long number = 0; number < count; number++) {
        int size = sprintf((char *)plain + 20,
                           "<xml><ToUserName><![CDATA[gh_bench]]></ToUserName><FromUserName><![CDATA[oBench0000000000000000000001]]>"
                           "</FromUserName><CreateTime>1348831860</CreateTime><MsgType><![CDATA[text]]></MsgType><Content>"
                           "<![CDATA[你好，这是一条消息]]></Content><MsgId>%ld</MsgId></xml>",
                           6300000000000000000 + number);
        memcpy(plain, "0123456789abcdef", 16);
        for (int i = 0; i < 4; i++)
            plain[16 + i] = (unsigned char)(size >> (24 - 8 * i));
        int length = 20 + size;
        memcpy(plain + length, app_id, sizeof app_id - 1);
        length += (int)sizeof app_id - 1;
        int padding = 32 - length % 32, done = 0, rest = 0;
        memset(plain + length, padding, (size_t)padding);
        EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
        EVP_EncryptInit_ex(context, EVP_aes_256_cbc(), NULL, key, key);
        EVP_CIPHER_CTX_set_padding(context, 0);
        EVP_EncryptUpdate(context, ciphertext, &done, plain, length + padding);
        EVP_EncryptFinal_ex(context, ciphertext + done, &rest);
        EVP_CIPHER_CTX_free(context);
        EVP_EncodeBlock(encoded, ciphertext, done);
        const char *parts[] = {token, "1714112445", "415670741", (const char *)encoded};
        char signature[41];
        sign(parts, 4, signature);
        printf("timestamp=1714112445&nonce=415670741&encrypt_type=aes&msg_signature=%s\t"
               "<xml><ToUserName><![CDATA[gh_bench]]></ToUserName><Encrypt><![CDATA[%s]]></Encrypt></xml>\n",
               signature, encoded);
    }
}

static void *open_worker(void) {
    return prepare(open_database(),
        "INSERT INTO inbox (app_id, push_key, openid, message_type, content, created_at, received_at, state, reply) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, 'done', '') ON CONFLICT (app_id, push_key) DO NOTHING RETURNING id");
}

static void respond(void *worker, FCGX_Request *request) {
    int status = receive(worker, request);
    answer(request, status, status == 200 ? "success" : "");
}

int main(void) {
    const char *count = getenv("PUSHES"), *encoded = getenv("BENCH_KEY");
    if (!encoded || strlen(encoded) != 44 || EVP_DecodeBlock(key, (const unsigned char *)encoded, 44) != 33)
        return 1;
    if (!count)
        return serve(open_worker, respond);
    make(atol(count));
    return 0;
}
