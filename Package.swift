// swift-tools-version: 6.2
import PackageDescription

// CI sets MOTCUA_STRICT so that a warning fails the build; a developer's half-done edit still compiles.
let strict = Context.environment["MOTCUA_STRICT"] != nil

let swift: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InferIsolatedConformances"),
    ] + (strict ? [.treatAllWarnings(as: .error)] : [])

// What is installed carries the Swift runtime with it, so that a plain `swift build -c release` gives a program to copy.
let staticRuntime = ["-static-stdlib"]

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let coreMetrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "motcua",
    products: [.executable(name: "motcua", targets: ["motcua"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .target(
            name: "PQ", dependencies: ["CLibPQ", logging, metrics, lifecycle, deque],
            swiftSettings: swift + [.strictMemorySafety()]),
        .target(name: "OneStop", swiftSettings: swift),
        .target(name: "Records", dependencies: ["OneStop"], swiftSettings: swift),
        .target(name: "JSONText", swiftSettings: swift),
        .target(name: "Logbook", dependencies: ["OneStop", logging], swiftSettings: swift),
        .target(name: "DelimitedText", swiftSettings: swift),
        // Sources/Schema/sql is a link to sql/: the build watches the folders of targets only, and so sees new files there.
        .target(name: "Schema", exclude: ["sql"], swiftSettings: swift, plugins: ["EmbedFiles"]),
        .target(
            name: "Store", dependencies: ["PQ", "OneStop", "Records", "Schema", "JSONText", logging, lifecycle],
            swiftSettings: swift),
        .target(name: "Courier", dependencies: ["COpenSSL", nio, nioPosix, nioHTTP1], swiftSettings: swift),
        .target(
            name: "Desk",
            dependencies: [
                "OneStop", "Records", "Store", "JSONText", "DelimitedText", "Courier", logging, metrics, lifecycle,
                crypto, cryptoExtras,
            ],
            swiftSettings: swift),
        .target(
            name: "Reports", dependencies: ["CQREncode", "OneStop", "JSONText", "DelimitedText"], swiftSettings: swift),
        .target(name: "ChildProcess", swiftSettings: swift),
        .target(name: "Typesetting", dependencies: ["ChildProcess"], swiftSettings: swift),
        .target(
            name: "Web",
            dependencies: [
                "CZlib", "OneStop", "Records", "Desk", "Reports", "Typesetting", "JSONText", "Logbook", hummingbird,
                hummingbirdCore,
                httpTypes, nio, nioHTTP1, nioHTTPTypes, logging, metrics, coreMetrics, lifecycle, crypto,
            ],
            exclude: ["Pages/style.css", "Pages/script.js"], swiftSettings: swift, plugins: ["EmbedFiles"]),
        .target(name: "PrivateCluster", dependencies: ["ChildProcess", logging], swiftSettings: swift),
        .executableTarget(
            name: "motcua",
            dependencies: [
                "PQ", "OneStop", "Records", "JSONText", "DelimitedText", "Schema", "Store", "Desk", "Reports", "Web",
                "PrivateCluster", "Logbook", "Courier", "Typesetting",
                arguments, logging, metrics, lifecycle, signals, hummingbird, nio,
            ],
            swiftSettings: swift + [.unsafeFlags(staticRuntime, .when(configuration: .release))],
            linkerSettings: [.unsafeFlags(staticRuntime, .when(configuration: .release))]),

        .plugin(name: "EmbedFiles", capability: .buildTool(), dependencies: ["embed-files"]),
        .executableTarget(name: "embed-files", path: "Plugins/EmbedFilesTool", swiftSettings: swift),

        .target(
            name: "TestSupport",
            dependencies: [
                "PQ", "OneStop", "JSONText", "Schema", "Store", "Desk", "PrivateCluster", logging, lifecycle, nio,
                nioPosix,
                nioHTTP1,
            ],
            path: "Tests/TestSupport", swiftSettings: swift),
        .testTarget(name: "OneStopTests", dependencies: ["OneStop"], swiftSettings: swift),
        .testTarget(name: "JSONTextTests", dependencies: ["JSONText"], swiftSettings: swift),
        .testTarget(name: "DelimitedTextTests", dependencies: ["DelimitedText"], swiftSettings: swift),
        .testTarget(
            name: "CourierTests", dependencies: ["Courier", nio], exclude: ["mail_server.py"],
            swiftSettings: swift),
        .testTarget(name: "TypesettingTests", dependencies: ["Typesetting"], swiftSettings: swift),
        .testTarget(name: "PrivateClusterTests", dependencies: ["PrivateCluster", logging], swiftSettings: swift),
        .testTarget(
            name: "PQTests", dependencies: ["PQ", "CLibPQ", "PrivateCluster", logging, lifecycle], swiftSettings: swift),
        .testTarget(
            name: "StoreTests", dependencies: ["PQ", "OneStop", "Records", "Schema", "Store", "TestSupport", logging],
            swiftSettings: swift),
        .testTarget(
            name: "DeskTests",
            dependencies: ["OneStop", "Records", "Store", "Desk", "JSONText", "Courier", "TestSupport", crypto],
            swiftSettings: swift),
        .testTarget(
            name: "ReportsTests", dependencies: ["OneStop", "Reports", "JSONText", "DelimitedText"],
            swiftSettings: swift),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "TestSupport", "PQ", "OneStop", "JSONText", "Records", "Store", "Desk", "Web", "Logbook", "Courier",
                "Typesetting",
                hummingbird,
                httpTypes, nio,
                nioHTTP1, nioHTTPTypes, nioEmbedded, nioPosix, logging, lifecycle,
            ],
            swiftSettings: swift),
        .testTarget(
            name: "CommandTests", dependencies: ["TestSupport", "motcua", "PrivateCluster", logging],
            swiftSettings: swift),
        .testTarget(name: "ArchitectureTests", swiftSettings: swift),
    ]
)
