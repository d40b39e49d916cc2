import Testing

/// Who may import whom (docs/architecture.md). Read from the source tree, so that an import the build happens to
/// tolerate is found as well.
@Suite struct ImportTests {
    /// Everything of our own and of others' that a target's files may import.
    private static let allowed: [String: Set<String>] = [
        "CLibPQ": [],
        "COpenSSL": [],
        "CQREncode": [],
        "ChildProcess": ["Glibc"],
        "CZlib": [],
        "PQ": ["CLibPQ", "Logging", "Metrics", "ServiceLifecycle", "DequeModule", "Synchronization", "Glibc"],
        "OneStop": [],
        "JSONText": [],
        "Logbook": ["OneStop", "Logging", "Synchronization"],
        "DelimitedText": [],
        "Schema": [],
        "Records": ["OneStop"],
        "Store": ["PQ", "OneStop", "Records", "Schema", "JSONText", "Logging", "ServiceLifecycle", "Synchronization"],
        "Desk": [
            "OneStop", "Records", "Store", "JSONText", "DelimitedText", "Courier", "Logging", "Metrics",
            "ServiceLifecycle", "Crypto", "CryptoExtras",
            "Synchronization",
        ],
        "Courier": ["COpenSSL", "NIOCore", "NIOPosix", "NIOHTTP1", "Glibc", "Synchronization"],
        "Reports": ["CQREncode", "OneStop", "JSONText", "DelimitedText", "FoundationEssentials"],
        "Typesetting": ["ChildProcess", "Glibc"],
        "Web": [
            "CZlib", "OneStop", "Records", "Desk", "Reports", "Typesetting", "JSONText", "Logbook", "Hummingbird",
            "HummingbirdCore",
            "HTTPTypes",
            "NIOCore", "NIOHTTP1",
            "NIOHTTPTypes", "Logging", "Metrics", "CoreMetrics", "ServiceLifecycle", "Crypto", "Synchronization",
        ],
        "PrivateCluster": ["ChildProcess", "Logging", "Glibc", "Synchronization"],
    ]

    @Test(arguments: allowed.keys.sorted())
    func `a target imports only what it may`(target: String) {
        let files = SourceTree.sources.filter { $0.target == target }
        #expect(!files.isEmpty || target.hasPrefix("C"))
        let may = Self.allowed[target] ?? []
        for file in files {
            for module in file.imports {
                #expect(may.contains(module), "\(file.path) imports \(module)")
            }
        }
    }

    @Test func `every folder of sources is a target with rules`() {
        let targets = Set(SourceTree.sources.map(\.target))
        #expect(targets.subtracting(Self.allowed.keys) == ["motcua"])
    }

    @Test func `the database is reached through the store only`() {
        let guilty = SourceTree.sources.filter { file in
            file.imports.contains("PQ") && !["PQ", "Store"].contains(file.target)
        }
        #expect(guilty.map(\.path) == [])
    }
}
