import Testing

/// What lies where: the top level, and the size of what lies in it.
enum Folders {
  /// The rooms of the house, and beside them only what a visitor expects.
  static let topLevel: Set<String> = [
    "Sources/", "Tests/", "PropertyTests/", "Generators/", "LoadTests/", "specs/", "docs/", "scripts/", "deploy/",
    ".ci/",
    "Package.swift", "README.md", "LICENSE", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", ".swift-format",
    ".gitignore",
  ]

  /// A source file with more lines than this holds a second concept.
  static let longestFile = 400

  static func strangers(in topLevel: [String]) -> [Violation] {
    topLevel.filter { !Self.topLevel.contains($0) }.map {
      Violation(
        $0, "doesn't belong to the top level", remedy: "move it into a room, or draw it in docs/architecture.md first")
    }
  }

  static func missing(in topLevel: [String]) -> [Violation] {
    Self.topLevel.subtracting(topLevel).sorted().map {
      Violation($0, "is missing", remedy: "the house is known by its rooms")
    }
  }

  static func tooLong(in files: [SourceFile]) -> [Violation] {
    let rooms = ["Sources", "Generators", "PropertyTests", "LoadTests"]
    return files.filter { file in file.isSwift && rooms.contains(where: file.isUnder) }.compactMap { file in
      let count = file.lines.count - (file.text.hasSuffix("\n") ? 1 : 0)
      guard count > longestFile else { return nil }
      return Violation(file, line: count, "\(count) lines", remedy: "find the second concept and give it its file")
    }
  }

  /// A test folder that checks nothing looks like proof and is none.
  static func empty(testFoldersIn files: [SourceFile]) -> [Violation] {
    let folders = Dictionary(grouping: files.filter(\.isSwift)) { file -> String? in
      if file.isUnder("PropertyTests/Tests") { return "PropertyTests/Tests" }
      let parts = file.path.split(separator: "/")
      return parts.count > 2 && parts[0] == "Tests" ? parts[...1].joined(separator: "/") : nil
    }
    return folders.compactMap { folder, files in
      guard let folder, !files.contains(where: { $0.code.contains { $0.mentions("@Test") } }) else { return nil }
      return Violation(folder, "holds no @Test", remedy: "write one, or take the target out of Package.swift")
    }.sorted { $0.path < $1.path }
  }
}

@Suite("Folders")
struct FoldersTests {
  @Test func `the top level holds the rooms of the house and nothing else`() throws {
    try #require(!Project.onDisk.topLevel.isEmpty)
    expectNone(Folders.strangers(in: Project.onDisk.topLevel) + Folders.missing(in: Project.onDisk.topLevel))
  }

  @Test func `no source file is longer than its concept`() throws {
    try #require(!Project.onDisk.swift(under: "Sources").isEmpty)
    expectNone(Folders.tooLong(in: Project.onDisk.files))
  }

  @Test func `every test folder holds a test`() {
    expectNone(Folders.empty(testFoldersIn: Project.onDisk.files))
  }

  @Test func `a stranger at the top level is found, and a room that is gone`() {
    #expect(Folders.strangers(in: ["Sources/", "misc/", "notes.txt"]).map(\.path) == ["misc/", "notes.txt"])
    #expect(Folders.missing(in: Array(Folders.topLevel.subtracting(["specs/"]))).map(\.path) == ["specs/"])
  }

  @Test func `a file over the limit is found, one at the limit is fine`() {
    let atLimit = SourceFile("Sources/Web/A.swift", String(repeating: "\n", count: Folders.longestFile))
    let over = SourceFile("Sources/Web/B.swift", String(repeating: "\n", count: Folders.longestFile + 1))
    #expect(Folders.tooLong(in: [atLimit, over]).map(\.path) == ["Sources/Web/B.swift"])
  }

  @Test func `a test folder without a test is found`() {
    let files = [
      SourceFile("Tests/WebTests/A.swift", "// @Test"), SourceFile("Tests/TwilioTests/A.swift", "@Test func a() {}"),
      SourceFile("PropertyTests/Tests/A.swift", ""),
    ]
    #expect(Folders.empty(testFoldersIn: files).map(\.path) == ["PropertyTests/Tests", "Tests/WebTests"])
  }

  @Test func `what gitignore names is ignored`() {
    let ignored = IgnoredNames(gitignore: "# made\n.build*\n*.db\n/objects/\n")
    for name in [".build", ".build-2", "a.db", "objects", ".git"] { #expect(ignored.covers(name)) }
    for name in [".ci", "a.db.swift", "object", "Sources", ".gitignore"] { #expect(!ignored.covers(name)) }
  }
}
