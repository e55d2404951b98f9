import Testing

/// The hexagon builds in seconds and runs anywhere, because it depends on next to nothing.
enum HexagonImports {
  /// Modules that have earned their place in `Sources/VoiceCore`. So far the standard library is enough.
  static let allowed: Set<String> = []

  static func violations(in files: [SourceFile], allowed: Set<String> = allowed) -> [Violation] {
    files.filter { $0.isUnder("Sources/VoiceCore") }.flatMap { file in
      file.imports.filter { !allowed.contains($0.module) }.map {
        Violation(
          file, line: $0.line, "the hexagon imports \($0.module)",
          remedy:
            "put what needs it behind a port, in an adapter's room (or add the module to HexagonImports.allowed, with its reason)"
        )
      }
    }
  }
}

@Suite("The hexagon's imports")
struct HexagonImportsTests {
  @Test func `the hexagon imports nothing but what it is allowed to`() throws {
    let files = Project.onDisk.swift(under: "Sources/VoiceCore")
    try #require(!files.isEmpty)
    expectNone(HexagonImports.violations(in: files))
  }

  @Test func `an import of Foundation in the hexagon is found`() {
    let file = SourceFile(
      "Sources/VoiceCore/Calls/Call.swift",
      """
      // import Glibc
      public import struct Foundation.Date
      @preconcurrency import NIOCore
      import OrderedCollections
      let important = "import Dispatch"
      """)
    let found = HexagonImports.violations(in: [file], allowed: ["OrderedCollections"])
    #expect(found.places == ["Sources/VoiceCore/Calls/Call.swift:2", "Sources/VoiceCore/Calls/Call.swift:3"])
  }

  @Test func `an adapter may import Foundation`() {
    #expect(HexagonImports.violations(in: [SourceFile("Sources/Twilio/Form.swift", "import Foundation")]).isEmpty)
  }
}
