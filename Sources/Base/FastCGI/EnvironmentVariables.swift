internal import HTTP
internal import Platform

/// The meta-variables of a CGI request: the process's own environment.
struct EnvironmentVariables: MetaVariables {
    func value(_ name: String) -> String? { Environment.value(name) }
    func bytes(_ name: String) -> [UInt8]? { Environment.bytes(name) }
}
