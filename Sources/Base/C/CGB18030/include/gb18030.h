#include <stdint.h>

// The character at a place of GB18030's table: the two-byte codes in their order, then the four-byte codes that are not
// computed. 0 where there is none. The table is what Scripts/gb18030-table.c writes.
uint32_t gb18030_character(long place);
