#include "rules.h"

static const unsigned char shipped_rules[] = {
#embed "../../../../share/analysis/rules.json"
};

const unsigned char *const shipped_rules_start = shipped_rules;
const long shipped_rules_size = sizeof shipped_rules;
