/* The floor: what nginx and libfcgi cost when the program has nothing to do. */

#include "answer.h"

int main(void) {
    while (FCGI_Accept() >= 0)
        answer("{\"state\":{\"code\":2000000,\"msg\":\"ok\"},\"data\":{\"appId\":\"wx0000000000000001\","
               "\"timestamp\":\"1700000000\",\"nonceStr\":\"AAAAAAAAAAAAAAA\","
               "\"signature\":\"0000000000000000000000000000000000000000\"}}");
    return 0;
}
