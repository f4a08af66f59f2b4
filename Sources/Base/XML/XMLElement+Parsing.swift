internal import CExpat

extension XMLElement {
    /// Why XML cannot be read here: Expat is not installed; nil when it is. It is loaded once, at first use.
    package static let libraryFault: String? = unsafe libexpat_load().map { unsafe String(cString: $0) }

    /// Reads a document and returns its root element.
    ///
    /// UTF-8 only, with or without byte order mark; a declaration of another encoding is an error. So is a DOCTYPE,
    /// before anything in it is examined, and with it every entity except XML's own five and numeric characters.
    ///
    /// The bytes are examined before Expat sees them: it recognizes UTF-16 whatever it was told.
    ///
    /// The corresponding C function is `XML_Parse` of Expat.
    /// - Throws: the first error, also when a limit is exceeded.
    package init(parsing bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws(XMLError) {
        if let fault = XMLElement.libraryFault { throw XMLError(line: 0, message: fault) }
        guard bytes.count <= limits.bytes else { throw XMLError(line: 0, message: "longer than \(limits.bytes) bytes") }
        guard (try? UTF8Span(validating: bytes.span)) != nil, !bytes.contains(0) else {
            throw XMLError(line: 0, message: "not UTF-8")
        }
        guard let parser = unsafe libexpat_parser_create("UTF-8") else {
            throw XMLError(line: 0, message: "out of memory")
        }
        defer { unsafe libexpat_parser_free(parser) }
        var parse = unsafe XMLParse(parser, limits: limits)
        let status = unsafe withUnsafeMutablePointer(to: &parse) { parse in
            unsafe libexpat_set_user_data(parser, parse)
            unsafe XMLElement.setHandlers(parser)
            return unsafe bytes.withUnsafeBytes { buffer in
                unsafe libexpat_parse(
                    parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: buffer.count), 1)
            }
        }
        if let fault = unsafe parse.fault { throw fault }
        guard status == XML_STATUS_OK, let root = unsafe parse.root else { throw unsafe .last(parser) }
        self = root
    }

    /// Reads what WeChat's servers push: as `init(parsing:)`, but repairs what people typed where it is not XML. WeChat
    /// calls an account out of service if it refuses a message, whatever is in it.
    package init(tolerantly bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws(XMLError) {
        guard bytes.count <= limits.bytes else { throw XMLError(line: 0, message: "longer than \(limits.bytes) bytes") }
        do throws(XMLError) { try self.init(parsing: bytes, limits: limits) } catch {
            var limits = limits
            limits.bytes *= 5
            try self.init(parsing: XMLRepair.repaired(bytes), limits: limits)
        }
    }

    private static func setHandlers(_ parser: OpaquePointer) {
        unsafe libexpat_set_element_handler(
            parser,
            { context, name, _ in
                guard let parse = unsafe XMLParse.at(context), let name = unsafe name else { return }
                unsafe parse.pointee.open(String(cString: name))
            },
            { context, _ in unsafe XMLParse.at(context)?.pointee.close() })
        unsafe libexpat_set_character_data_handler(parser) { context, start, count in
            guard let parse = unsafe XMLParse.at(context) else { return }
            unsafe parse.pointee.add(UnsafeRawBufferPointer(start: start, count: Int(count)))
        }
        unsafe libexpat_set_start_doctype_handler(parser) { context, _, _, _, _ in
            unsafe XMLParse.at(context)?.pointee.refuse("a DOCTYPE is not allowed")
        }
        unsafe libexpat_set_xml_declaration_handler(parser) { context, _, encoding, _ in
            guard let parse = unsafe XMLParse.at(context), let encoding = unsafe encoding else { return }
            unsafe parse.pointee.declare(encoding: String(cString: encoding))
        }
    }
}

extension XMLParse {
    fileprivate static func at(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<XMLParse>? {
        unsafe context?.assumingMemoryBound(to: XMLParse.self)
    }
}

extension XMLError {
    /// The error that Expat found.
    fileprivate static func last(_ parser: OpaquePointer) -> XMLError {
        let message = unsafe libexpat_error_string(libexpat_error_code(parser)).map { unsafe String(cString: $0) }
        return XMLError(line: unsafe Int(libexpat_line_number(parser)), message: message ?? "not XML")
    }
}
