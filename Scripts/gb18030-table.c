// Writes GB18030's table, as the C library of this machine converts it: three bytes a character, the lowest first, 0
// where there is none. First the two-byte codes, then the four-byte codes below U+10000, both in the order of their
// numbers.
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>

static iconv_t converter;

static void put(const unsigned char *code, size_t length) {
    char *from = (char *)code;
    unsigned char text[8] = {0};
    char *to = (char *)text;
    size_t room = sizeof text;
    iconv(converter, NULL, NULL, NULL, NULL);
    int bad = iconv(converter, &from, &length, &to, &room) != 0 || length != 0 || room != sizeof text - 4;
    for (int byte = 0; byte < 3; byte++) putchar(bad ? 0 : text[byte]);
}

int main(void) {
    converter = iconv_open("UTF-32LE", "GB18030");
    if (converter == (iconv_t)-1) {
        perror("gb18030-table: GB18030");
        return EXIT_FAILURE;
    }
    for (int first = 0x81; first <= 0xFE; first++)
        for (int second = 0x40; second <= 0xFE; second++)
            if (second != 0x7F) put((unsigned char[]){first, second}, 2);
    for (int place = 0; place < 39420; place++)
        put((unsigned char[]){0x81 + place / 12600, 0x30 + place / 1260 % 10, 0x81 + place / 10 % 126, 0x30 + place % 10}, 4);
    return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS : EXIT_FAILURE;
}
