// swift-tools-version:6.1
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let http: [Target.Dependency] = [
    hummingbird,
    .product(name: "HummingbirdCore", package: "hummingbird"),
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "Logging", package: "swift-log"),
]

let package = Package(
    name: "entree",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "entree", targets: ["Entree"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .target(name: "Domain", swiftSettings: settings),
        .target(name: "Wording", swiftSettings: settings),
        .target(name: "Triage", dependencies: ["Domain"], swiftSettings: settings),
        .target(
            name: "Catalogue",
            dependencies: ["Domain", "Triage", "Wording", .product(name: "Yams", package: "Yams")],
            swiftSettings: settings),
        .target(
            name: "Vault",
            dependencies: [
                "Domain", "CMalloc", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ], swiftSettings: settings),
        .target(name: "Workflows", dependencies: ["Vault", "Triage", "Domain"], swiftSettings: settings),
        .target(name: "Storage", dependencies: ["Domain"], swiftSettings: settings),
        .target(
            name: "StorageSQLite",
            dependencies: [
                "Storage", "Domain", .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ], swiftSettings: settings),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CPostgres", providers: [.apt(["libpq-dev"])]),
        .target(name: "StoragePostgreSQL", dependencies: ["Storage", "Domain", "CPostgres"], swiftSettings: settings),
        .target(name: "Pages", dependencies: ["Wording"], swiftSettings: settings),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "Web", dependencies: ["Domain", "Wording", "Triage", "Workflows", "Pages", "CZlib"] + http, swiftSettings: settings),
        .executableTarget(
            name: "Entree",
            dependencies: [
                "Domain", "Wording", "Triage", "Catalogue", "Vault", "Workflows", "Storage", "StorageSQLite", "StoragePostgreSQL", "Pages",
                "Web",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ] + http,
            swiftSettings: settings),
        // For `make bench` alone; not shipped.
        .executableTarget(
            name: "Measure",
            dependencies: [
                "Domain", "Vault", "Workflows", "Storage", "StorageSQLite", .product(name: "CryptoExtras", package: "swift-crypto"),
            ], path: "Bench/Measure", swiftSettings: settings),
        // Plays an insider who saved everything, on copies of the databases; for the tests alone.
        .executableTarget(
            name: "RevokedInsider",
            dependencies: ["Domain", "Vault", "Storage", "StorageSQLite", .product(name: "Crypto", package: "swift-crypto")],
            path: "Tests/Adversary", swiftSettings: settings),
        .target(
            name: "TestKit",
            dependencies: [
                "Domain", "Wording", "Triage", "Catalogue", "Vault", "Workflows", "Storage", "StorageSQLite", "StoragePostgreSQL", "Web",
            ] + http,
            path: "Tests/TestKit", swiftSettings: settings),
        .testTarget(name: "DomainTests", dependencies: ["Domain", "TestKit"], swiftSettings: settings),
        .testTarget(name: "WordingTests", dependencies: ["Wording", "TestKit"], swiftSettings: settings),
        .testTarget(name: "TriageTests", dependencies: ["Triage", "Domain", "Catalogue", "TestKit"], swiftSettings: settings),
        .testTarget(
            name: "CatalogueTests", dependencies: ["Catalogue", "Domain", "Wording", "Triage", "TestKit"], swiftSettings: settings),
        .testTarget(
            name: "VaultTests",
            dependencies: [
                "Vault", "Domain", "TestKit", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ], swiftSettings: settings),
        .testTarget(
            name: "StorageTests", dependencies: ["Storage", "StorageSQLite", "StoragePostgreSQL", "Domain", "TestKit"],
            swiftSettings: settings),
        .testTarget(
            name: "WorkflowsTests",
            dependencies: ["Workflows", "Vault", "Triage", "Storage", "StorageSQLite", "Domain", "TestKit", "RevokedInsider"],
            swiftSettings: settings),
        .testTarget(name: "PagesTests", dependencies: ["Pages", "TestKit"], swiftSettings: settings),
        .testTarget(
            name: "WebTests", dependencies: ["Web", "Workflows", "Domain", "Triage", "Wording", "Catalogue", "Vault", "TestKit"] + http,
            swiftSettings: settings),
        .testTarget(name: "EntreeTests", dependencies: ["Web", "TestKit"], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
