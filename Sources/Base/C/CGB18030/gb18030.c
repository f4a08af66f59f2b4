#include "gb18030.h"

static const unsigned char table[] = {
#embed "../../../../.build/portable-gb18030"
};

uint32_t gb18030_character(long place) {
    const unsigned char *at = table + place * 3;
    return at[0] | at[1] << 8 | (uint32_t)at[2] << 16;
}
