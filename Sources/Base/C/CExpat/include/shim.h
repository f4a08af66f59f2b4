#include <expat.h>

// Of all programs only the gateways read XML, and of those only the process that gets a push: so Expat is loaded then,
// like libcurl, and these are its functions from then on.

// Loads Expat: NULL when it is ready, else why it is not. Must have succeeded before any call below.
const char *libexpat_load(void);

XML_Parser libexpat_parser_create(const char *encoding);
void libexpat_parser_free(XML_Parser parser);
void libexpat_set_user_data(XML_Parser parser, void *data);
void libexpat_set_element_handler(XML_Parser parser, XML_StartElementHandler start, XML_EndElementHandler end);
void libexpat_set_character_data_handler(XML_Parser parser, XML_CharacterDataHandler handler);
void libexpat_set_start_doctype_handler(XML_Parser parser, XML_StartDoctypeDeclHandler handler);
void libexpat_set_xml_declaration_handler(XML_Parser parser, XML_XmlDeclHandler handler);
enum XML_Status libexpat_parse(XML_Parser parser, const char *text, int length, int is_final);
enum XML_Status libexpat_stop(XML_Parser parser);
enum XML_Error libexpat_error_code(XML_Parser parser);
const char *libexpat_error_string(enum XML_Error code);
unsigned long libexpat_line_number(XML_Parser parser);
