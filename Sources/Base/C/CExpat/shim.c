#include "shim.h"

#include <dlfcn.h>
#include <stddef.h>

static struct {
    XML_Parser (*parser_create)(const char *);
    void (*parser_free)(XML_Parser);
    void (*set_user_data)(XML_Parser, void *);
    void (*set_element_handler)(XML_Parser, XML_StartElementHandler, XML_EndElementHandler);
    void (*set_character_data_handler)(XML_Parser, XML_CharacterDataHandler);
    void (*set_start_doctype_handler)(XML_Parser, XML_StartDoctypeDeclHandler);
    void (*set_xml_declaration_handler)(XML_Parser, XML_XmlDeclHandler);
    enum XML_Status (*parse)(XML_Parser, const char *, int, int);
    enum XML_Status (*stop)(XML_Parser, XML_Bool);
    enum XML_Error (*error_code)(XML_Parser);
    const XML_LChar *(*error_string)(enum XML_Error);
    XML_Size (*line_number)(XML_Parser);
} libexpat
#ifdef PORTABLE
    = {
        XML_ParserCreate, XML_ParserFree, XML_SetUserData, XML_SetElementHandler, XML_SetCharacterDataHandler,
        XML_SetStartDoctypeDeclHandler, XML_SetXmlDeclHandler, XML_Parse, XML_StopParser, XML_GetErrorCode, XML_ErrorString,
        XML_GetCurrentLineNumber,
    };

const char *libexpat_load(void) { return NULL; }

#else
    ;

const char *libexpat_load(void) {
    static const struct {
        const char *name;
        void *place;
    } functions[] = {
        {"XML_ParserCreate", &libexpat.parser_create},
        {"XML_ParserFree", &libexpat.parser_free},
        {"XML_SetUserData", &libexpat.set_user_data},
        {"XML_SetElementHandler", &libexpat.set_element_handler},
        {"XML_SetCharacterDataHandler", &libexpat.set_character_data_handler},
        {"XML_SetStartDoctypeDeclHandler", &libexpat.set_start_doctype_handler},
        {"XML_SetXmlDeclHandler", &libexpat.set_xml_declaration_handler},
        {"XML_Parse", &libexpat.parse},
        {"XML_StopParser", &libexpat.stop},
        {"XML_GetErrorCode", &libexpat.error_code},
        {"XML_ErrorString", &libexpat.error_string},
        {"XML_GetCurrentLineNumber", &libexpat.line_number},
    };
    void *library = dlopen("libexpat.so.1", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) return dlerror();
    for (size_t index = 0; index < sizeof functions / sizeof *functions; index++) {
        void *address = dlsym(library, functions[index].name);
        if (address == NULL) return dlerror();
        *(void **)functions[index].place = address;
    }
    return NULL;
}

#endif

XML_Parser libexpat_parser_create(const char *encoding) { return libexpat.parser_create(encoding); }

void libexpat_parser_free(XML_Parser parser) { libexpat.parser_free(parser); }

void libexpat_set_user_data(XML_Parser parser, void *data) { libexpat.set_user_data(parser, data); }

void libexpat_set_element_handler(XML_Parser parser, XML_StartElementHandler start, XML_EndElementHandler end) {
    libexpat.set_element_handler(parser, start, end);
}

void libexpat_set_character_data_handler(XML_Parser parser, XML_CharacterDataHandler handler) {
    libexpat.set_character_data_handler(parser, handler);
}

void libexpat_set_start_doctype_handler(XML_Parser parser, XML_StartDoctypeDeclHandler handler) {
    libexpat.set_start_doctype_handler(parser, handler);
}

void libexpat_set_xml_declaration_handler(XML_Parser parser, XML_XmlDeclHandler handler) {
    libexpat.set_xml_declaration_handler(parser, handler);
}

enum XML_Status libexpat_parse(XML_Parser parser, const char *text, int length, int is_final) {
    return libexpat.parse(parser, text, length, is_final);
}

enum XML_Status libexpat_stop(XML_Parser parser) { return libexpat.stop(parser, XML_FALSE); }

enum XML_Error libexpat_error_code(XML_Parser parser) { return libexpat.error_code(parser); }

const char *libexpat_error_string(enum XML_Error code) { return libexpat.error_string(code); }

unsigned long libexpat_line_number(XML_Parser parser) { return libexpat.line_number(parser); }
