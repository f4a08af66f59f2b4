// The rules that ship with the project, for a program that need not have share/ beside it.
extern const unsigned char *const shipped_rules_start;
extern const long shipped_rules_size;
