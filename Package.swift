// swift-tools-version: 6.2
import PackageDescription

/// Every endpoint, one row each: the document from which it comes, and its program.
///
/// To add an endpoint:
/// 1. a row here;
/// 2. `Sources/Endpoints/<document>/<program>/<Type>.swift`, and its twin in `Tests/EndpointTests/`;
/// 3. `Deploy/nginx/programs/<program>.conf`, an `upstream` line in `wechat-fcgi-http.conf`, a row in
///    `docs/endpoints.md` and `docs/endpoints.zh-CN.md`, and its operations in `docs/openapi.yaml`;
/// 4. `Scripts/web-server-files`, for the other web servers.
///
/// `RouteTableTests`, `OpenAPITests` and `make check` stay red until all of them agree. CONTRIBUTING.md has more.
let endpoints: [(document: String, program: String)] = [
    ("boilerplate", "wechat-miniapp-user"),
    ("boilerplate", "wechat-mp-authorize"),
    ("boilerplate", "wechat-mp-callback"),
    ("boilerplate", "wechat-mp-gateway"),
    ("boilerplate", "wechat-mp-index"),
    ("jssdk-server", "wx-auth"),
    ("jssdk-server", "wx-auth2"),
    ("jssdk-server", "wx-config"),
    ("jssdk-server", "wx-service"),
    ("measurements", "wx"),
    ("measurements", "wx-api-jssdk-config"),
    ("measurements", "wx-api-measurements"),
    ("measurements", "wx-api-measurements-analyze"),
    ("measurements", "wx-api-measurements-remark"),
    ("measurements", "wx-api-measurements-shared"),
    ("measurements", "wx-api-measurements-token"),
    ("measurements", "wx-api-payment"),
    ("measurements", "wx-oauth"),
    ("measurements", "wx-oauth-callback"),
    ("official-account", "auth"),
    ("official-account", "auth-code"),
    ("official-account", "auth-user"),
    ("official-account", "auth-user-openid"),
    ("official-account", "offiaccount-jssdk"),
    ("official-account", "offiaccount-media"),
    ("official-account", "offiaccount-user"),
    ("wx-auth", "wx-auth-get-openid-by-code"),
    ("wx-auth", "wx-auth-is-openid-registered"),
    ("wx-auth", "wx-auth-login"),
    ("wx-auth", "wx-auth-register"),
]

/// What an endpoint needs of the features. A program holds every module that it depends on, used or not; those that are
/// not here open no database.
let features: [String: [String]] = [
    "auth": ["People"],
    "auth-code": ["People"],
    "auth-user": ["People"],
    "auth-user-openid": ["People"],
    "offiaccount-user": ["People"],
    "wechat-miniapp-user": ["People"],
    "wechat-mp-authorize": ["People"],
    "wechat-mp-callback": ["People"],
    "wechat-mp-gateway": ["Messages"],
    "wechat-mp-index": ["People"],
    "wx": ["Messages"],
    "wx-api-measurements": ["Measurements", "MeasurementsDoor", "People"],
    "wx-api-measurements-analyze": ["Analysis", "Measurements", "MeasurementsDoor", "People"],
    "wx-api-measurements-remark": ["Measurements", "MeasurementsDoor", "People"],
    "wx-api-measurements-shared": ["Analysis", "Measurements"],
    "wx-api-measurements-token": ["Measurements", "MeasurementsDoor", "People"],
    "wx-api-payment": ["Measurements", "MeasurementsDoor", "People"],
    "wx-auth": ["People"],
    "wx-auth-get-openid-by-code": ["People"],
    "wx-auth-is-openid-registered": ["People"],
    "wx-auth-login": ["People"],
    "wx-auth-register": ["People"],
    "wx-auth2": ["People"],
    "wx-oauth": ["People"],
    "wx-oauth-callback": ["People"],
    "wx-service": ["Messages"],
]

/// What all programs of a document share: its errors and its envelope.
let shapes = [
    "boilerplate": "BoilerplateShape", "jssdk-server": "JSSDKServerShape", "measurements": "MeasurementsShape",
    "official-account": "OfficialAccountShape", "wx-auth": "WxAuthShape",
]
let shape = ["EndpointRuntime", "WeChat", "HTTP", "JSON"]

/// With `PORTABLE=1` every endpoint is in one static program (`Scripts/portable`), and C libraries are linked, not
/// loaded.
let isPortable = Context.environment["PORTABLE"] != nil

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// Names of cases and stored properties are left out of release builds, a twentieth of each program: nothing prints a
/// value that does not describe itself, and `Scripts/check-links` looks for it. Tools keep theirs: ArgumentParser reads
/// commands by them.
let withoutFieldNames: [SwiftSetting] = [
    .unsafeFlags(["-Xfrontend", "-reflection-metadata-for-debugger-only"], .when(configuration: .release))
]

/// In programs every use of C is spelled `unsafe`; tests may reach for whatever shows the truth.
///
/// Programs use neither tasks nor regular expressions: without the imports that the compiler adds for them, four
/// libraries fewer are loaded at every start.
let programSettings =
    settings + [
        .strictMemorySafety(),
        .unsafeFlags([
            "-Xfrontend", "-disable-implicit-concurrency-module-import",
            "-Xfrontend", "-disable-implicit-string-processing-module-import",
        ]),
    ] + (isPortable ? [.define("PORTABLE")] : [])

/// - Parameter optimizedForSize: for what is large and not on every request's path.
func module(
    _ name: String, _ dependencies: [String] = [], path: String? = nil, archive: String? = nil,
    optimizedForSize: Bool = false
) -> Target {
    .target(
        name: name, dependencies: dependencies.map { .init(stringLiteral: $0) }, path: path,
        swiftSettings: programSettings + withoutFieldNames
            + (optimizedForSize ? [.unsafeFlags(["-Osize"], .when(configuration: .release))] : []),
        linkerSettings: archive.map { [.linkedLibrary(":\($0)")] })
}

/// One C library, or one format.
///
/// - Parameter archive: a C library to link statically. It is named here, since a module map's `link` cannot name a
///   file when programs are optimized as a whole.
func base(
    _ name: String, _ dependencies: [String] = [], archive: String? = nil, optimizedForSize: Bool = false
) -> Target {
    module(
        name, dependencies, path: "Sources/Base/\(name)", archive: archive, optimizedForSize: optimizedForSize)
}

func systemLibrary(_ name: String) -> Target {
    .systemLibrary(name: name, path: "Sources/Base/C/\(name)")
}

/// A C library with a little C of ours beside it: what must not be Swift, or
/// cannot be: a signal handler, a table of loaded functions, GNU extensions.
func cModule(_ name: String) -> Target {
    .target(name: name, path: "Sources/Base/C/\(name)", cSettings: isPortable ? [.define("PORTABLE")] : [])
}

func program(
    _ name: String, _ path: String, _ dependencies: [Target.Dependency], fieldNames: [SwiftSetting] = withoutFieldNames
) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, path: path, swiftSettings: programSettings + fieldNames)
}

/// The program that is every endpoint. `Scripts/portable` writes its sources: the endpoints' own, and a list of their
/// types.
func portable() -> Target {
    program(
        "wechat-fcgi", ".build/portable-sources",
        ["PortableRuntime", "EndpointRuntime", "Site", "WeChat", "HTTP", "JSON"]
            + Set(features.values.joined()).union(shapes.values).sorted().map { .init(stringLiteral: $0) })
}

func tests(_ name: String, _ dependencies: [String], excluding files: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies.map { .init(stringLiteral: $0) }, exclude: files, swiftSettings: settings
    )
}

/// The readers of outside bytes with their corpora: a test suite, or with `FUZZ=1` libFuzzer's program
/// (`Scripts/fuzz`).
func fuzzTargets() -> Target {
    let modules = [
        "WeChat", "Site", "People", "Measurements", "Analysis", "Messages", "RecordTransfer", "Platform", "JSON",
        "HTTP",
        "Crypto", "INI", "XML",
    ]
    guard Context.environment["FUZZ"] != nil else {
        return tests("FuzzTests", modules + ["SplitMix"], excluding: ["main.swift", "Corpora"])
    }
    return .executableTarget(
        name: "fuzz", dependencies: modules.map { .init(stringLiteral: $0) }, path: "Tests/FuzzTests",
        exclude: ["CorpusTests.swift", "Corpora"], swiftSettings: settings)
}

let package = Package(
    name: "wechat-fcgi",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        cModule("CFastCGI"), cModule("CCurl"), cModule("CLinux"), cModule("CExpat"),
        systemLibrary("CSQLite"), systemLibrary("COpenSSL"), systemLibrary("CJansson"),

        base("Platform", ["CLinux"] + (isPortable ? ["CGB18030"] : []), optimizedForSize: true),
        base("JSON", ["CJansson", "Platform"], archive: "libjansson.a"),
        base("HTTP", ["JSON", "Platform"], optimizedForSize: true),
        base("FastCGI", ["CFastCGI", "HTTP", "Platform"], archive: "libfcgi.a", optimizedForSize: true),
        base("SQL"),
        base("SQLite", ["CSQLite", "SQL", "Platform"]),
        base("HTTPClient", ["CCurl"], optimizedForSize: true),
        base("Crypto", ["COpenSSL", "Platform"], optimizedForSize: true),
        base("INI", optimizedForSize: true),
        base("XML", ["CExpat"]),
        module("WeChat", ["Platform", "JSON", "HTTP", "HTTPClient", "Crypto"], optimizedForSize: true),
        module("Site", ["WeChat", "INI", "Crypto", "HTTP", "Platform", "JSON"], optimizedForSize: true),
        module("Storage", ["Site", "WeChat", "SQL", "SQLite", "Platform"], optimizedForSize: true),
        module(
            "People", ["Storage", "Site", "WeChat", "SQL", "Crypto", "HTTP", "Platform", "JSON"],
            optimizedForSize: true),
        module(
            "Messages", ["People", "Storage", "Site", "WeChat", "SQL", "XML", "Crypto", "HTTP", "Platform", "JSON"]),
        module(
            "Measurements", ["People", "Storage", "Site", "WeChat", "SQL", "Crypto", "HTTP", "Platform", "JSON"],
            optimizedForSize: true),
        module(
            "Analysis",
            ["Measurements", "People", "Storage", "Site", "WeChat", "HTTP", "Platform", "JSON"]
                + (isPortable ? ["CRules"] : []), optimizedForSize: true),
        module("RecordTransfer", ["Measurements", "People", "Storage", "Site", "WeChat", "Platform", "JSON"]),
        module("Maintenance", ["Measurements", "Messages", "People", "Storage", "Site", "WeChat", "Platform"]),
        module("Backup", ["Storage", "Site", "WeChat", "Crypto", "Platform", "JSON"]),
        module("EndpointRuntime", ["Site", "WeChat", "FastCGI", "HTTP", "JSON", "Platform"], optimizedForSize: true),
        module(
            "PortableRuntime", ["EndpointRuntime", "Site", "WeChat", "FastCGI", "HTTP", "JSON", "Platform"],
            optimizedForSize: true),
        module(
            "BoilerplateShape", shape, path: "Sources/Endpoints/boilerplate/Shape", optimizedForSize: true),
        module("JSSDKServerShape", shape, path: "Sources/Endpoints/jssdk-server/Shape", optimizedForSize: true),
        module("MeasurementsShape", shape, path: "Sources/Endpoints/measurements/Shape", optimizedForSize: true),
        module(
            "MeasurementsDoor", shape + ["MeasurementsShape", "People", "Site"],
            path: "Sources/Endpoints/measurements/Door", optimizedForSize: true),
        module("OfficialAccountShape", shape, path: "Sources/Endpoints/official-account/Shape", optimizedForSize: true),
        module("WxAuthShape", shape + ["People"], path: "Sources/Endpoints/wx-auth/Shape", optimizedForSize: true),
    ]
        + endpoints.map {
            let modules =
                ["Site", shapes[$0.document, default: "no shape of \($0.document)"]] + shape
                + features[$0.program, default: []]
            return program(
                $0.program, "Sources/Endpoints/\($0.document)/\($0.program)", modules.map { .init(stringLiteral: $0) })
        }
        + [
            program(
                "wechatctl", "Sources/Tools/wechatctl",
                [
                    "WeChat", "Site", "Storage", "People", "Measurements", "Analysis", "Messages", "RecordTransfer",
                    "Maintenance",
                    "Backup", "Platform", "JSON", "HTTP",
                    .product(name: "ArgumentParser", package: "swift-argument-parser"),
                ], fieldNames: []),
            program(
                "wechat-simulator", "Sources/Tools/wechat-simulator",
                ["FastCGI", "HTTP", "HTTPClient", "JSON", "XML", "SQL", "SQLite", "Crypto", "Platform"], fieldNames: []),

            .target(name: "LoopbackServer", path: "Tests/LoopbackServer", swiftSettings: settings),
            .target(name: "SplitMix", path: "Tests/SplitMix", swiftSettings: settings),
            tests("PlatformTests", ["Platform", "CLinux", "SplitMix"]),
            tests("JSONTests", ["JSON", "SplitMix"]),
            tests("HTTPTests", ["HTTP", "JSON", "SplitMix"]),
            tests("FastCGITests", ["FastCGI", "HTTP", "Platform", "LoopbackServer"]),
            tests("SQLiteTests", ["SQL", "SQLite", "Platform"]),
            tests("HTTPClientTests", ["HTTPClient", "LoopbackServer"]),
            tests("CryptoTests", ["Crypto"]),
            tests("INITests", ["INI"]),
            tests("XMLTests", ["XML", "SplitMix"]),
            tests(
                "WeChatTests",
                [
                    "WeChat", "Site", "Storage", "People", "Measurements", "Analysis", "Messages", "RecordTransfer",
                    "Maintenance", "Backup", "Platform", "JSON", "HTTP", "HTTPClient",
                    "Crypto",
                    "SQL", "SQLite", "XML", "LoopbackServer", "SplitMix",
                ]),
            tests(
                "SimulatorTests",
                [
                    "wechat-simulator", "HTTP", "HTTPClient", "JSON", "XML", "SQL", "SQLite", "Crypto", "Platform",
                    "LoopbackServer",
                ]),
            tests(
                "EndpointTests",
                [
                    "EndpointRuntime", "PortableRuntime", "FastCGI", "WeChat", "Site", "Storage", "People",
                    "Measurements",
                    "MeasurementsDoor", "Messages", "HTTP", "JSON", "Platform",
                    "Crypto", "SQL", "SQLite",
                    "XML",
                    "LoopbackServer",
                ]
                    + shapes.values.sorted() + endpoints.map(\.program)),
            fuzzTargets(),
            tests(
                "EndToEndTests",
                ["HTTPClient", "HTTP", "JSON", "Crypto", "Platform", "SQL", "SQLite", "LoopbackServer"],
                excluding: ["Support/Python", "Cases"]),
        ]
        + (isPortable ? [cModule("CRules"), cModule("CGB18030"), portable()] : [])
)
