import Testing

/// Every public type says in a doc comment what it is.
enum DocumentedTypes {
  static func violations(in files: [SourceFile]) -> [Violation] {
    files.filter(\.isSwift).flatMap { file in
      file.topLevelTypes.filter { $0.isPublic && $0.keyword != "extension" && !isDocumented($0, in: file) }.map {
        Violation(
          file, line: $0.line, "\($0.keyword) \($0.name) has no doc comment", remedy: "say in one sentence what it is")
      }
    }
  }

  private static func isDocumented(_ type: TopLevelType, in file: SourceFile) -> Bool {
    var above = type.line - 2
    while above >= 0, file.code[above].drop(while: { $0 == " " }).hasPrefix("@") { above -= 1 }
    guard above >= 0 else { return false }
    return file.comments[above].contains("///")
  }
}

@Suite("Documented types")
struct DocumentedTypesTests {
  @Test func `every public type says what it is`() throws {
    let files = Project.onDisk.swift(under: "Sources", "Generators", "PropertyTests", "LoadTests")
    try #require(!files.isEmpty)
    expectNone(DocumentedTypes.violations(in: files))
  }

  @Test func `a public type without a doc comment is found`() {
    let file = SourceFile(
      "Sources/Web/A.swift",
      "/// A.\n@frozen\npublic struct A {}\n\npublic enum B {}\nstruct C {}\n// Not it.\npublic final class D {}")
    #expect(DocumentedTypes.violations(in: [file]).places == ["Sources/Web/A.swift:5", "Sources/Web/A.swift:8"])
  }
}
