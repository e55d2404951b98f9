import Testing

/// Inside the hexagon knowledge runs one way, too: use cases know ports and values, ports know values, values know
/// neither. A port is what a file in `Ports/`, or one that declares a public protocol, declares. A use case is a type in
/// a file that declares `callAsFunction` or opens a door of the store, and is no port.
struct HexagonLayers {
  private let ports: Set<String>
  private let useCases: Set<String>
  private let files: [SourceFile]

  init(_ all: [SourceFile]) {
    let files = all.filter { $0.isUnder("Sources/VoiceCore") }
    self.files = files
    ports = Set(files.filter(Self.declaresPort).flatMap(Self.declared))
    useCases = Set(files.filter(Self.declaresUseCase).flatMap(Self.declared))
  }

  func violations() -> [Violation] {
    files.flatMap { file -> [Violation] in
      switch layer(of: file) {
      case .value:
        names(
          of: ports, in: file, "a value knows the port",
          remedy: "hand the value what it needs, or move this to a use case")
          + names(of: useCases, in: file, "a value knows the use case", remedy: "values are called, they don't call")
      case .port:
        names(of: useCases, in: file, "a port knows the use case", remedy: "say it in values")
      case .useCase: []
      }
    }
  }

  private enum Layer { case value, port, useCase }

  /// What extends a port is of the port's layer: `CallScope+Commit.swift`.
  private func layer(of file: SourceFile) -> Layer {
    if Self.declaresPort(file) { return .port }
    if Self.declaresUseCase(file) { return .useCase }
    let extended = file.topLevelTypes.filter { $0.keyword == "extension" }.map(\.name)
    if extended.contains(where: useCases.contains) { return .useCase }
    return extended.contains(where: ports.contains) ? .port : .value
  }

  private func names(of types: Set<String>, in file: SourceFile, _ what: String, remedy: String) -> [Violation] {
    file.code.enumerated().flatMap { index, line in
      Set(line.words).filter { types.contains(String($0)) }.sorted().map {
        Violation(file, line: index + 1, "\(what) `\($0)`", remedy: remedy)
      }
    }
  }

  private static func declaresPort(_ file: SourceFile) -> Bool {
    file.isUnder("Sources/VoiceCore/Ports") || file.topLevelTypes.contains { $0.keyword == "protocol" && $0.isPublic }
  }

  private static func declaresUseCase(_ file: SourceFile) -> Bool {
    !declaresPort(file) && file.code.contains { line in useCaseSigns.contains(where: line.mentions) }
  }

  private static let useCaseSigns = [
    "func callAsFunction", "store.read(for:", "store.transaction(for:", "store.decide(for:",
    "store.changeKnowledge(of:",
  ]

  private static func declared(in file: SourceFile) -> [String] {
    file.topLevelTypes.filter { $0.keyword != "extension" }.map(\.name)
  }
}

@Suite("The hexagon's layers")
struct HexagonLayersTests {
  private let clock = SourceFile(
    "Sources/VoiceCore/Ports/TimeSource.swift", "public struct TimeSource { let now: Int }")
  private let scope = SourceFile("Sources/VoiceCore/Calls/CallScope.swift", "public protocol CallScope: Sendable {\n}")
  private let endCall = SourceFile(
    "Sources/VoiceCore/Calls/EndCall.swift",
    "public struct EndCall {\n  let clock: TimeSource\n  public func callAsFunction(_ scope: any CallScope) {}\n}")

  @Test func `values know no port, ports know no use case`() throws {
    let files = Project.onDisk.swift(under: "Sources/VoiceCore")
    try #require(!files.isEmpty)
    expectNone(HexagonLayers(files).violations())
  }

  @Test func `a use case may know ports`() {
    #expect(HexagonLayers([clock, scope, endCall]).violations().isEmpty)
  }

  @Test func `what opens a door of the store is a use case`() {
    let reads = SourceFile(
      "Sources/VoiceCore/Calls/ReadCalls.swift",
      "public struct ReadCalls {\n  let clock: TimeSource\n  func page() { store.read(for: tenant) { $0 } }\n}")
    let value = SourceFile("Sources/VoiceCore/Calls/Call.swift", "public struct Call {\n  let reads: ReadCalls\n}")
    #expect(HexagonLayers([clock, reads]).violations().isEmpty)
    #expect(HexagonLayers([clock, reads, value]).violations().places == ["Sources/VoiceCore/Calls/Call.swift:2"])
  }

  @Test func `a value that names a port or a use case is found`() {
    let value = SourceFile(
      "Sources/VoiceCore/Calls/Call.swift",
      """
      public struct Call {
        // TimeSource may be named here
        let clock: TimeSource
        func end(_ end: EndCall) {}
      }
      """)
    #expect(
      HexagonLayers([clock, scope, endCall, value]).violations().places
        == ["Sources/VoiceCore/Calls/Call.swift:3", "Sources/VoiceCore/Calls/Call.swift:4"])
  }

  @Test func `a port that names a use case is found`() {
    let port = SourceFile(
      "Sources/VoiceCore/Calls/Telephony.swift", "public protocol Telephony {\n  func hangUp(_ end: EndCall)\n}")
    #expect(HexagonLayers([endCall, port]).violations().places == ["Sources/VoiceCore/Calls/Telephony.swift:2"])
  }

  @Test func `what extends a port may know ports`() {
    let more = SourceFile(
      "Sources/VoiceCore/Calls/CallScope+Commit.swift", "extension CallScope {\n  func f(_ c: TimeSource) {}\n}")
    #expect(HexagonLayers([clock, scope, more]).violations().isEmpty)
  }
}
