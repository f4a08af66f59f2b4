/* The floor: what nginx and libfcgi cost when the program has nothing to do. */

#include "answer.h"

static void respond(void *worker, FCGX_Request *request) {
    (void)worker;
    answer(request, "{\"state\":{\"code\":2000000,\"msg\":\"ok\"},\"data\":{\"appId\":\"wx0000000000000001\","
                    "\"timestamp\":\"1700000000\",\"nonceStr\":\"AAAAAAAAAAAAAAA\","
                    "\"signature\":\"0000000000000000000000000000000000000000\"}}");
}

int main(void) { return serve(NULL, respond); }
