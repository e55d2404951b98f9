// swift-tools-version: 6.2
import PackageDescription

// The target graph of VoiceCore. Arrows are imports and run one way, downward: executables know adapters, adapters know
// the hexagon, the hexagon knows nobody. `docs/architecture.md` draws it; CI holds it with
// `swift build --explicit-target-dependency-import-check error`, `Tests/ArchitectureTests` reads the sources.
//
// VOICECORE_ONLY="A B" keeps only the targets A and B and what they need: a loop of seconds while working on the core.

// MARK: - One dependency, one line

let nio = "swift-nio"
let nioCore = Target.Dependency.product(name: "NIOCore", package: nio)
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: nio)
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: nio)
let nioWebSocket = Target.Dependency.product(name: "NIOWebSocket", package: nio)
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: nio)
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTPTypesHTTP1 = Target.Dependency.product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let jwtKit = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let histogram = Target.Dependency.product(name: "Histogram", package: "hdrhistogram-swift")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

let packages: [Package.Dependency] = [
  .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
  .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
  .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
  .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0", traits: []),
  .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
  .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
  .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
  .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
  .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0"),
  .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
  .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
  .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
  .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
  .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", exact: "0.2.0"),
  .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
]

// MARK: - The settings of every target of ours

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func room(_ name: String, path: String? = nil, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, path: path ?? "Sources/\(name)", swiftSettings: strict)
}

/// Relocations in the packed form (DT_RELR: glibc 2.36, Debian 12) are 2 MiB less that a server's memory begins with; the
/// toolchain's own linker, which knows it, also links in a third of the time.
let linking: [LinkerSetting] = [
  .unsafeFlags(["-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs"], .when(platforms: [.linux]))
]

func executable(_ name: String, _ target: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: target, dependencies: dependencies + ["CommandConventions", argumentParser],
    path: "Sources/Executables/\(name)",
    swiftSettings: strict, linkerSettings: linking)
}

func tests(
  _ name: String, path: String? = nil, _ dependencies: [Target.Dependency], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, path: path ?? "Tests/\(name)", resources: resources, swiftSettings: strict)
}

// MARK: - The rooms

let targets: [Target] = [
  // Inside: values, use cases, ports. No I/O, no clock, no chance, no Foundation.
  room("VoiceCore"),

  // Stores: three adapters of one port, and what they have in common: the port in terms of rows.
  room("RowStore", ["VoiceCore"]),
  room("MemoryStore", ["VoiceCore", "RowStore"]),
  room("SQLiteStore", ["VoiceCore", "RowStore", grdb, grdbSQLite]),
  // libpq's functions, which open the library when they are needed.
  room("CLibPQ"),
  room("PostgresStore", ["VoiceCore", "RowStore", "CLibPQ"]),

  // The media path.
  room("MediaBridge", [nioCore]),
  room("CallRuntime", ["VoiceCore", "MediaBridge", nioCore, logging, metrics]),

  // The outside, in values and sockets.
  room("Web"),
  room(
    "WebSockets",
    [
      nioCore, nioPosix, nioHTTP1, nioWebSocket, nioSSL, hummingbirdCore, nioHTTPTypes, nioHTTPTypesHTTP1, httpTypes,
      logging,
    ]),
  // Who is let in at a socket of the API.
  room("SocketDoors", ["VoiceCore", "Web", "WebSockets"]),

  // Adapters: each knows one outside service or library, none knows another.
  room(
    "Twilio", ["VoiceCore", "Web", "WebSockets", "MediaBridge", nioCore, nioHTTP1, crypto, asyncHTTPClient, logging]),
  // Browsers and apps that join a call with their voice.
  room("VoiceSockets", ["VoiceCore", "Web", "WebSockets", "SocketDoors", "MediaBridge", nioCore, logging]),
  room("OpenAI", ["VoiceCore", "WebSockets", "MediaBridge", nioCore, logging, metrics]),
  room("OfflineSpeech", ["VoiceCore", "MediaBridge", nioCore, subprocess]),
  room("ObjectStorage", ["VoiceCore", "Web", nioCore, nioHTTP1, crypto, asyncHTTPClient, logging]),
  // Events on their way to the tenants' own servers.
  room("Webhooks", ["VoiceCore", nioCore, nioPosix, nioHTTP1, crypto, asyncHTTPClient]),
  // Traces on their way to operators' collectors.
  room("OpenTelemetry", ["VoiceCore", "Web", nioCore, nioHTTP1, asyncHTTPClient, logging, metrics]),
  room("Sealing", ["VoiceCore", crypto, cryptoExtras]),
  room("Tokens", ["VoiceCore", jwtKit]),

  // How much of the heap is in use, which only C can ask.
  room("LiveMemory"),
  room(
    "Server",
    [
      "VoiceCore", "Web", "WebSockets", "SocketDoors", "LiveMemory", hummingbirdCore, httpTypes, nioCore,
      serviceLifecycle, logging,
      metrics,
    ]),

  // Protocol-true stand-ins; they import no adapter, so that no bug is shared by both sides.
  room(
    "Simulators",
    ["WebSockets", nioCore, nioPosix, nioHTTP1, hummingbirdCore, httpTypes, asyncHTTPClient, crypto, logging]),

  // The proof.
  room("PropertyTesting"),
  room("PropertyExpectations", ["PropertyTesting"]),
  room("FoundationGenerators", ["PropertyTesting"]),
  // What the harness itself is measured by: the shrinking challenge, planted faults, speed.
  room("HarnessTrials", path: "PropertyTests/HarnessTrials", ["PropertyTesting"]),
  room("AllocationCounter"),
  room("PortContracts", ["VoiceCore"]),
  room("PrivatePostgres", ["VoiceCore", "PostgresStore"]),
  room("Generators", path: "Generators", ["VoiceCore", "PropertyTesting"]),
  // The runtime of calls with everything around it faked, for its tests and the laws about it.
  room(
    "RuntimeStage", path: "PropertyTests/RuntimeStage",
    ["VoiceCore", "MediaBridge", "CallRuntime", "Generators", nioCore, nioEmbedded, logging]),
  room(
    "Properties", path: "PropertyTests/Properties",
    ["VoiceCore", "MediaBridge", "PropertyTesting", "Generators", "RuntimeStage", nioCore, nioEmbedded]),
  // Stores that seal their rows as the server does, for the law about that.
  room(
    "SealedSubjects", path: "PropertyTests/SealedSubjects",
    ["VoiceCore", "SQLiteStore", "PostgresStore", "PrivatePostgres", "Sealing", "Generators", "Properties"]),
  // Scripted callers against the offline receptionist, in text and virtual time.
  room("Conversations", path: "PropertyTests/Conversations", ["VoiceCore", "OfflineSpeech", "Generators"]),
  // The REST API as its own document tells it, to be walked by tests and laws.
  room("DocumentedAPI", path: "PropertyTests/DocumentedAPI", ["Web", "PropertyTesting"]),
  room(
    "ServerLaws", path: "PropertyTests/ServerLaws",
    [
      "VoiceCore", "Web", "WebSockets", "MediaBridge", "PropertyTesting", "DocumentedAPI", "Generators", "Properties",
      "Simulators", nioCore, nioPosix, nioHTTP1, asyncHTTPClient, logging,
    ]),
  room(
    "LoadTests", path: "LoadTests",
    [
      "VoiceCore", "Web", "WebSockets", "MediaBridge", "Twilio", "CallRuntime", "Generators", "Simulators", nioCore,
      nioPosix, nioHTTP1, nioWebSocket, asyncHTTPClient, histogram, logging,
    ]),

  // What the commands have in common: exit codes, diagnostics, tables.
  room("CommandConventions", path: "Sources/Executables/Conventions", [argumentParser]),

  // The embedded store as the server opens it: migrated and sealed.
  room("EmbeddedStore", path: "Sources/Executables/EmbeddedStore", ["VoiceCore", "SQLiteStore", "Sealing"]),

  // The log of a call as a file, which the server's command writes and the checker reads, and as a text.
  room("CallLogs", path: "Sources/Executables/CallLogs", ["VoiceCore", "CommandConventions"]),

  // Three executables, three audiences, one composition root each.
  executable(
    "voicecore", "VoiceCoreCommand",
    [
      "VoiceCore", "MemoryStore", "SQLiteStore", "EmbeddedStore", "CallLogs", "PostgresStore", "MediaBridge",
      "CallRuntime", "Web",
      "WebSockets", "Twilio", "VoiceSockets",
      "OpenAI", "OfflineSpeech", "ObjectStorage", "Webhooks", "OpenTelemetry", "Sealing", "Tokens", "Server",
      "Simulators",
      nioCore, nioPosix, nioHTTP1, asyncHTTPClient, serviceLifecycle, unixSignals, logging, metrics, configuration,
      systemPackage,
    ]),
  executable(
    "voicecore-verify", "VerifyCommand",
    [
      "VoiceCore", "MemoryStore", "SQLiteStore", "PostgresStore", "PrivatePostgres", "PropertyTesting", "Properties",
      "Generators", "HarnessTrials", "AllocationCounter", "CallLogs", "SealedSubjects", "ServerLaws", "Conversations",
      "EmbeddedStore", "Sealing",
      "Simulators", nioCore, nioPosix,
      subprocess, systemPackage, logging,
    ]),
  executable(
    "voicecore-load", "LoadCommand",
    [
      "VoiceCore", "MemoryStore", "SQLiteStore", "EmbeddedStore", "PostgresStore", "PrivatePostgres", "Sealing",
      "Simulators", "LoadTests", "OfflineSpeech", "MediaBridge", "ObjectStorage", "Server", "Webhooks", nioCore,
      nioPosix,
      subprocess,
      systemPackage, logging,
    ]),

  tests("ArchitectureTests", []),
  tests("VoiceCoreTests", ["VoiceCore", "MemoryStore", "Generators"]),
  tests("MemoryStoreTests", ["VoiceCore", "MemoryStore", "PortContracts", "PropertyTesting"]),
  tests("SQLiteStoreTests", ["VoiceCore", "RowStore", "SQLiteStore", "PortContracts", grdb]),
  tests(
    "PostgresStoreTests",
    [
      "VoiceCore", "RowStore", "PostgresStore", "PrivatePostgres", "PortContracts", "MemoryStore", "PropertyTesting",
      "Generators",
    ]),
  tests(
    "SealedStoreTests",
    ["VoiceCore", "SQLiteStore", "PostgresStore", "PrivatePostgres", "EmbeddedStore", "Sealing", "PortContracts"]),
  // The laws of every store of rows, on those that need no server.
  tests("RowStoreTests", ["VoiceCore", "RowStore", "MemoryStore", "SQLiteStore", "PropertyTesting", "Generators"]),
  tests("MediaBridgeTests", ["MediaBridge", nioCore, nioEmbedded], resources: [.copy("Vectors")]),
  tests(
    "CallRuntimeTests",
    [
      "VoiceCore", "MediaBridge", "CallRuntime", "RuntimeStage", "MemoryStore", "Generators", nioCore, nioEmbedded,
      logging,
    ]),
  tests("WebTests", ["Web"]),
  tests(
    "WebSocketsTests",
    [
      "WebSockets", "PropertyTesting", "PropertyExpectations", nioCore, nioPosix, nioHTTP1, nioWebSocket, nioEmbedded,
      nioSSL, hummingbirdCore, httpTypes, logging,
    ]),
  tests(
    "TwilioTests",
    [
      "VoiceCore", "Web", "WebSockets", "MediaBridge", "Twilio", "MemoryStore", nioCore, nioPosix, nioHTTP1,
      nioEmbedded, logging,
    ], resources: [.copy("Vectors")]),
  tests(
    "VoiceSocketsTests",
    [
      "VoiceCore", "Web", "WebSockets", "MediaBridge", "VoiceSockets", "MemoryStore", "Generators", nioCore,
      nioEmbedded,
      logging,
    ]),
  tests(
    "OpenAITests",
    [
      "VoiceCore", "MediaBridge", "WebSockets", "OpenAI", "Simulators", "PropertyTesting", nioCore, nioPosix,
      nioEmbedded, logging,
    ], resources: [.copy("Vectors")]),
  tests("OfflineSpeechTests", ["VoiceCore", "MediaBridge", "OfflineSpeech", nioCore, nioEmbedded]),
  tests(
    "ObjectStorageTests",
    ["VoiceCore", "ObjectStorage", "PortContracts", "Simulators", "Web", nioCore, nioPosix, logging],
    resources: [.copy("Vectors")]),
  tests("WebhooksTests", ["VoiceCore", "Webhooks", nioCore, nioPosix, nioHTTP1, crypto]),
  tests("OpenTelemetryTests", ["VoiceCore", "OpenTelemetry", "Simulators", nioCore, nioPosix, logging]),
  tests("SealingTests", ["VoiceCore", "Sealing"]),
  tests("TokensTests", ["VoiceCore", "Tokens"]),
  tests(
    "ServerTests",
    [
      "VoiceCore", "Web", "WebSockets", "Server", "MemoryStore", "Generators", "PropertyTesting",
      "PropertyExpectations", "DocumentedAPI",
      nioCore, nioPosix, nioHTTP1, asyncHTTPClient, logging, metrics,
    ]),
  tests(
    "SimulatorsTests",
    ["Simulators", "WebSockets", nioCore, nioPosix, nioHTTP1, nioEmbedded, asyncHTTPClient, logging],
    resources: [.copy("Vectors")]),
  tests("ConversationsTests", ["Conversations", "VoiceCore", "MemoryStore"]),
  tests(
    "LoadTestsTests",
    ["LoadTests", "VoiceCore", "MemoryStore", "Webhooks", "Simulators", nioCore, nioPosix, nioEmbedded, logging]),
  tests("PropertyTestingTests", ["PropertyTesting"]),
  tests("PropertyExpectationsTests", ["PropertyTesting", "PropertyExpectations"]),
  tests("FoundationGeneratorsTests", ["PropertyTesting", "FoundationGenerators"]),
  tests("HarnessTrialsTests", ["PropertyTesting", "HarnessTrials"]),
  tests("VerifyCommandTests", ["VerifyCommand", "VoiceCore", "CallLogs", "PropertyTesting", "Properties"]),
  tests(
    "PropertyTests", path: "PropertyTests/Tests",
    [
      "VoiceCore", "PropertyTesting", "Properties", "Generators", "MemoryStore", "SQLiteStore", "PostgresStore",
      "PrivatePostgres", "SealedSubjects",
    ]),
  // Whole calls over real sockets, wired as the server wires them.
  tests(
    "EndToEndTests",
    [
      "VoiceCoreCommand", "VoiceCore", "Simulators", "Server", "OfflineSpeech", "OpenAI", "OpenTelemetry",
      "ObjectStorage",
      "MediaBridge", "WebSockets", "Properties", "PropertyTesting", "Generators", "ServerLaws", nioCore, nioPosix,
      logging,
    ]),
]

// MARK: - VOICECORE_SUBJECTS

// VOICECORE_SUBJECTS="core memory" makes a voicecore-verify that knows these subjects alone and needs nothing that only the
// others need: seconds instead of minutes for one law, and for code with a planted fault.
let subjects = (Context.environment["VOICECORE_SUBJECTS"] ?? "core memory sqlite postgres server").split(separator: " ")
let neededOnlyFor: [(subject: String, dependencies: Set<String>)] = [
  ("sqlite", ["SQLiteStore", "SealedSubjects"]), ("postgres", ["PostgresStore", "PrivatePostgres", "SealedSubjects"]),
  (
    "server",
    ["ServerLaws", "Conversations", "EmbeddedStore", "Sealing", "Simulators", "NIOCore", "NIOPosix", "Logging"]
  ),
]

extension Target.Dependency {
  var name: String {
    switch self {
    case .targetItem(let name, _), .byNameItem(let name, _), .productItem(let name, _, _, _): name
    @unknown default: ""
    }
  }
}

for verify in targets where verify.name == "VerifyCommand" {
  for (subject, dependencies) in neededOnlyFor {
    if subjects.contains(Substring(subject)) {
      verify.swiftSettings?.append(.define("SUBJECT_\(subject.uppercased())"))
    } else {
      verify.dependencies.removeAll { dependencies.contains($0.name) }
    }
  }
}

// MARK: - VOICECORE_ONLY

func closure(of names: [String], in targets: [Target]) -> [Target] {
  var wanted = Set(names)
  var frontier = names
  while let name = frontier.popLast() {
    guard let target = targets.first(where: { $0.name == name }) else {
      fatalError("VOICECORE_ONLY names no target of this package: \(name)")
    }
    for case .byNameItem(let needed, _) in target.dependencies where wanted.insert(needed).inserted {
      frontier.append(needed)
    }
  }
  return targets.filter { wanted.contains($0.name) }
}

let only = (Context.environment["VOICECORE_ONLY"] ?? "").split(separator: " ").map(String.init)
let kept = only.isEmpty ? targets : closure(of: only, in: targets)
let needsPackages = kept.contains { target in
  target.dependencies.contains { if case .productItem = $0 { true } else { false } }
}

let package = Package(
  name: "voicecore",
  platforms: [.macOS(.v15)],
  products: only.isEmpty
    ? [
      .executable(name: "voicecore", targets: ["VoiceCoreCommand"]),
      .executable(name: "voicecore-verify", targets: ["VerifyCommand"]),
      .executable(name: "voicecore-load", targets: ["LoadCommand"]),
      .library(name: "PropertyTesting", targets: ["PropertyTesting"]),
    ] : [],
  dependencies: needsPackages ? packages : [],
  targets: kept,
  swiftLanguageModes: [.v6]
)
