import Testing

/// Nothing stores a number of 128 bits as one: an async function that gets it in memory leaves the stack 16 bytes off when
/// Swift 6.3.1 compiles it for x86-64 (decision 0010). Two words travel well.
enum WideNumbers {
  static func violations(in files: [SourceFile]) -> [Violation] {
    files.filter(\.isSwift).flatMap { file in
      file.code.enumerated().filter { isStored($0.element) }.map { index, _ in
        Violation(
          file, line: index + 1, "stores 128 bits as one number",
          remedy: "store `Bits128`, which is two words, and compute the number (docs/decisions/0010)")
      }
    }
  }

  /// A property without a body or a value: `let seed: UInt128`. What has a value is a variable of a function.
  private static func isStored(_ line: String) -> Bool {
    // Looked for plainly first: an expression on each line of the house takes twenty seconds.
    line.contains("Int128") && line.contains(/\b(?:let|var) \w+: U?Int128\s*$/)
  }
}

@Suite("Wide numbers")
struct WideNumbersTests {
  @Test func `nothing stores 128 bits as one number`() throws {
    let files = Project.onDisk.swift(under: "Sources", "Generators", "PropertyTests", "LoadTests", "Tests")
    try #require(!files.isEmpty)
    expectNone(WideNumbers.violations(in: files))
  }

  @Test func `one that does is found, and what is computed, optional or a variable isn't`() {
    let file = SourceFile(
      "Sources/Web/A.swift",
      """
      struct A {
        public let seed: UInt128
        private var sum: Int128 // A sum.
        var bits: UInt128 { stored.number }
        var last: UInt128?
        let two: [UInt128]
        func f() { var bits: UInt128 = 0 }
      }
      """)
    #expect(WideNumbers.violations(in: [file]).places == ["Sources/Web/A.swift:2", "Sources/Web/A.swift:3"])
  }
}
