import Testing

/// The sources and the manifest against the table of doors.
enum ImportMatrix {
  /// Imports in the sources that the table doesn't allow, and rooms that it doesn't know.
  static func violations(in files: [SourceFile]) -> [Violation] {
    files.filter(\.isSwift).flatMap { file -> [Violation] in
      guard let target = RoomDoors.target(of: file) else { return [] }
      guard let allowed = RoomDoors.allowed(for: target) else {
        return [
          Violation(
            file, line: 1, "the room \(target) is unknown",
            remedy: "give it a row in RoomDoors and in docs/architecture.md")
        ]
      }
      return file.imports.filter {
        RoomDoors.rooms.contains($0.module) && !allowed.contains($0.module) && $0.module != target
      }.map {
        Violation(
          file, line: $0.line, "\(target) imports \($0.module)",
          remedy:
            "\(target) may import \(allowed.isEmpty ? "no room" : allowed.sorted().joined(separator: ", ")); let an executable join the two"
        )
      }
    }
  }

  /// Dependencies that the manifest declares and the table doesn't allow, and rows of the table without a target.
  static func violations(inManifest manifest: SourceFile) -> [Violation] {
    let targets = ManifestTarget.all(in: manifest)
    let wrong = targets.flatMap { target -> [Violation] in
      guard let allowed = RoomDoors.allowed(for: target.name) else {
        return [
          Violation(
            manifest, line: target.line, "the room \(target.name) is unknown", remedy: "give it a row in RoomDoors")
        ]
      }
      return target.rooms.filter { !allowed.contains($0) }.map {
        Violation(manifest, line: target.line, "\(target.name) declares \($0)", remedy: "RoomDoors doesn't allow it")
      }
    }
    let declared = Set(targets.map(\.name))
    let gone = RoomDoors.rooms.union(RoomDoors.executables.values).subtracting(declared).sorted().map {
      Violation(manifest, line: 1, "there is no target \($0)", remedy: "take its row out of RoomDoors")
    }
    return wrong + gone
  }

  /// Tests use what everybody can use.
  static func testableImports(in files: [SourceFile]) -> [Violation] {
    files.filter(\.isSwift).flatMap { file in
      file.imports.filter(\.isTestable).map {
        Violation(
          file, line: $0.line, "@testable", remedy: "test through the public interface: one release build serves all")
      }
    }
  }
}

@Suite("Which room imports which")
struct ImportMatrixTests {
  @Test func `rooms import only what the table of doors allows`() throws {
    try #require(!Project.onDisk.files.isEmpty)
    expectNone(ImportMatrix.violations(in: Project.onDisk.files))
  }

  @Test func `the manifest declares only what the table of doors allows`() throws {
    let manifest = try #require(Project.onDisk.files.first { $0.path == "Package.swift" })
    expectNone(ImportMatrix.violations(inManifest: manifest))
  }

  @Test func `nothing is imported as testable`() {
    expectNone(ImportMatrix.testableImports(in: Project.onDisk.files))
  }

  @Test func `in the table no adapter knows another`() {
    for (room, allowed) in RoomDoors.mayImport where RoomDoors.adapters.contains(room) {
      #expect(allowed.isDisjoint(with: RoomDoors.adapters), "\(room)")
    }
  }

  @Test func `in the table no room but an executable knows two adapters`() {
    for (room, allowed) in RoomDoors.mayImport where !RoomDoors.joins.contains(room) {
      #expect(allowed.intersection(RoomDoors.adapters).count <= 1, "\(room)")
    }
  }

  @Test func `in the table arrows run one way`() {
    for (room, allowed) in RoomDoors.mayImport {
      var reached = allowed
      while case let more = reached.union(reached.flatMap { RoomDoors.mayImport[$0] ?? [] }), more != reached {
        reached = more
      }
      #expect(!reached.contains(room), "\(room) reaches itself")
    }
  }

  @Test func `an adapter that imports another is found`() {
    let file = SourceFile(
      "Sources/Twilio/Routes/Voice.swift", "import VoiceCore\npublic import OfflineSpeech\nimport NIOCore")
    #expect(ImportMatrix.violations(in: [file]).places == ["Sources/Twilio/Routes/Voice.swift:2"])
  }

  @Test func `a simulator that imports the hexagon is found`() {
    let file = SourceFile("Sources/Simulators/Carrier.swift", "import WebSockets\nimport VoiceCore")
    #expect(ImportMatrix.violations(in: [file]).places == ["Sources/Simulators/Carrier.swift:2"])
  }

  @Test func `a room without a row is found`() {
    #expect(
      ImportMatrix.violations(in: [SourceFile("Sources/Fax/Page.swift", "")]).places == ["Sources/Fax/Page.swift:1"])
  }

  @Test func `a composition root may import adapters`() {
    let file = SourceFile("Sources/Executables/voicecore/Composition/Root.swift", "import Twilio\nimport SQLiteStore")
    #expect(ImportMatrix.violations(in: [file]).isEmpty)
  }

  @Test func `a testable import is found`() {
    #expect(
      ImportMatrix.testableImports(in: [SourceFile("Tests/WebTests/A.swift", "@testable import Web")]).places == [
        "Tests/WebTests/A.swift:1"
      ])
  }

  @Test func `a dependency that the table doesn't allow is found in the manifest`() {
    let manifest = SourceFile(
      "Package.swift",
      """
      room("Web", ["VoiceCore"]),
      executable("voicecore", "VoiceCoreCommand", [
        "Twilio", "SQLiteStore", nioCore,
      ]),
      tests("WebTests", ["Web", "VoiceCore"]),
      """)
    let found = ImportMatrix.violations(inManifest: manifest)
    #expect(found.contains { $0.line == 1 && $0.what == "Web declares VoiceCore" })
    #expect(!found.contains { $0.what.hasPrefix("VoiceCoreCommand") })
    #expect(found.contains { $0.what == "there is no target Twilio" })
  }
}
