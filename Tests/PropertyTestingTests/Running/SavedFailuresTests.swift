import Glibc
import PropertyTesting
import Synchronization
import Testing

@Suite("Saved failures")
struct SavedFailuresTests {
  /// A folder that is there for one test.
  final class Folder: Sendable {
    let path: String
    init() {
      var name = Array("/tmp/saved-failures-XXXXXX".utf8CString)
      path = mkdtemp(&name).map { String(cString: $0) } ?? "/tmp/saved-failures"
    }
    deinit {
      for name in names { unlink("\(path)/\(name)") }
      rmdir(path)
    }
    var names: [String] {
      guard let folder = opendir(path) else { return [] }
      defer { closedir(folder) }
      var names: [String] = []
      while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != "." && name != ".." { names.append(name) }
      }
      return names.sorted()
    }
    func text(_ name: String) -> String {
      guard let file = fopen("\(path)/\(name)", "r") else { return "" }
      defer { fclose(file) }
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let count = fread(&bytes, 1, bytes.count, file)
      return String(decoding: bytes[..<count], as: UTF8.self)
    }
    func write(_ text: String, _ name: String) {
      guard let file = fopen("\(path)/\(name)", "w") else { return }
      fputs(text, file)
      fclose(file)
    }
  }

  static func property(limit: Int = 3, _ seen: Seen<[Int]> = Seen()) -> Property {
    Property(7, "Lists are short", for: .array(of: Gen<Int>.any)) { list in
      seen.add(list)
      try require(list.count < limit, "too\tlong\nby far")
    }
  }

  @Test func `a new failure is saved small, and tried first by the next run`() async throws {
    let folder = Folder()
    let saved = FailureFolder("\(folder.path)")
    let first = await check(Self.property(), RunSettings(seed: 1, saved: saved))
    #expect(folder.names == ["7.txt"])
    let lines = folder.text("7.txt").split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("#") }.count == 2 && lines.count == 3)
    let fields = try #require(lines.last).split(separator: "\t").map(String.init)
    #expect(fields[0] == first.token?.description)
    #expect(fields[1].contains("SavedFailuresTests.swift:") && fields[2] == "too long by far")

    let seen = Seen<[Int]>()
    let second = await check(Self.property(seen), RunSettings(seed: 99, saved: saved))
    #expect(seen.values == [[0, 0, 0]])
    #expect(second.token == first.token && second.counterexample?.origin == .replayed && second.cases == 0)
    #expect(second.saved.map(\.state) == [.failed])
    #expect(folder.text("7.txt").split(separator: "\n") == lines)
  }

  static func property(_ seen: Seen<[Int]>) -> Property { property(limit: 3, seen) }

  @Test func `a mended failure is kept and told as held; a run that passes writes nothing`() async {
    let folder = Folder()
    let saved = FailureFolder(folder.path)
    _ = await check(Self.property(), RunSettings(saved: saved))
    let before = folder.text("7.txt")
    let report = await check(Self.property(limit: .max), RunSettings(saved: saved))
    #expect(report.passed && report.saved.map(\.state) == [.held] && report.warnings.isEmpty)
    #expect(folder.text("7.txt") == before)
    let untouched = Folder()
    _ = await check(Self.property(limit: .max), RunSettings(saved: FailureFolder(untouched.path)))
    #expect(untouched.names.isEmpty)
  }

  @Test func `a case that does not fit any more is told of and kept`() async throws {
    let folder = Folder()
    let saved = FailureFolder(folder.path)
    let token = try #require(await check(Self.property(), RunSettings(saved: saved)).token)
    let changed = Property(7, "Lists are short", for: .array(of: Gen<Int>.int(0...9))) { _ in }
    let report = await check(changed, RunSettings(saved: saved))
    #expect(report.passed && report.saved.map(\.state) == [.doesNotFit])
    #expect(report.warnings.count == 1 && report.warnings[0].contains("does not fit the generator any more"))
    try saved.remove(token, for: "7")
    #expect(try saved.page(for: "7").failures.isEmpty && folder.text("7.txt").hasPrefix("# Failing cases"))
  }

  @Test func `what cannot be read is told of, line by line, and stays`() async {
    let folder = Folder()
    folder.write("garbage\nvc2c:7:AAAA\tx\nvc1c:7:AAAA\n# fine\n\nvc1:8:1:1\tother\nvc1:7:1:0", "7.txt")
    let saved = FailureFolder(folder.path)
    let report = await check(Self.property(), RunSettings(saved: saved))
    #expect(report.token != nil)
    #expect(report.warnings.filter { $0.contains("line 1 ") && $0.contains("no replay token") }.count == 1)
    #expect(report.warnings.filter { $0.contains("line 2 ") && $0.contains("vc2c") }.count == 1)
    #expect(report.warnings.filter { $0.contains("line 3 ") && $0.contains("damaged") }.count == 1)
    #expect(report.warnings.filter { $0.contains("another property") }.count == 1)
    #expect(report.warnings.count == 4)
    let text = folder.text("7.txt")
    #expect(text.hasPrefix("garbage\nvc2c:7:AAAA\tx\n") && text.contains("vc1:7:1:0\nvc1c:7:"))
  }

  @Test func `the same failure is not saved twice, and no more than the bound`() throws {
    let folder = Folder()
    let saved = FailureFolder("\(folder.path)")
    for index in 0..<FailureFolder.mostFailures {
      let token = try #require(ReplayToken("vc1:7:1:\(index)"))
      for _ in 0..<2 { try saved.add(SavedFailure(token: token, origin: "here"), for: "7") }
    }
    #expect(try saved.page(for: "7").failures.count == FailureFolder.mostFailures)
    let more = SavedFailure(token: try #require(ReplayToken("vc1:7:1:999")), origin: "here")
    #expect(throws: SavedFailuresProblem.self) { try saved.add(more, for: "7") }
    #expect(try saved.page(for: "7").failures.count == FailureFolder.mostFailures)
  }

  @Test func `a full disk does not hide the failure, nor spoil the file`() async {
    let folder = Folder()
    let saved = FailureFolder(folder.path)
    folder.write("vc1:7:1:0\there\tbefore\n", "7.txt")
    symlink("/dev/full", "\(folder.path)/7.txt.\(getpid()).new")
    // The saved case holds; the new failure finds no room.
    let property = Property(7, "Rare", for: .array(of: Gen<Int>.any, count: 0...30)) { try require($0.count < 25) }
    let report = await check(property, RunSettings(saved: saved))
    #expect(report.counterexample != nil)
    #expect(report.warnings.contains { $0.contains("not saved") && $0.contains("free some space") })
    #expect(folder.names == ["7.txt"] && folder.text("7.txt") == "vc1:7:1:0\there\tbefore\n")
  }

  @Test(arguments: ["/proc/nowhere/failures", "/dev/null/failures"])
  func `a folder that cannot be made does not hide the failure`(_ path: String) async {
    let report = await check(Self.property(), RunSettings(saved: FailureFolder(path)))
    #expect(report.counterexample != nil)
    #expect(report.warnings.contains { $0.contains("choose another folder") })
  }

  @Test func `a store that throws is a warning`() async {
    struct Broken: SavedFailures {
      func page(for property: String) throws(SavedFailuresProblem) -> SavedPage {
        throw SavedFailuresProblem("the store is away; bring it back")
      }
      func add(_ failure: SavedFailure, for property: String) throws(SavedFailuresProblem) {}
    }
    let report = await check(Self.property(), RunSettings(saved: Broken()))
    #expect(report.counterexample != nil && report.warnings.count == 2)
    #expect(report.warnings.allSatisfy { $0.contains("bring it back") })
  }

  @Test func `runs that save at the same time lose nothing of each other`() async throws {
    let folder = Folder()
    let count = 40
    await withTaskGroup(of: Void.self) { group in
      for index in 0..<count {
        group.addTask {
          guard let token = ReplayToken("vc1:7:1:\(index)") else { return }
          do {
            try FailureFolder(folder.path).add(SavedFailure(token: token, origin: "here"), for: "7")
          } catch {
            Issue.record("\(error)")
          }
        }
      }
    }
    #expect(try FailureFolder(folder.path).page(for: "7").failures.count == count)
    #expect(folder.names == ["7.txt"])
  }

  @Test func `properties whose long names begin alike have files of their own`() {
    let folder = FailureFolder("f")
    let long = String(repeating: "a-long-name-", count: 20)
    #expect(folder.file(for: long + "one") != folder.file(for: long + "two"))
    #expect(folder.file(for: long + "one") == folder.file(for: long + "one"))
    #expect(folder.file(for: long).utf8.count < 160 && folder.file(for: "short") == "f/short.txt")
  }

  @Test func `a replay saves nothing`() async {
    let folder = Folder()
    let found = await check(Self.property()).counterexample
    let settings = RunSettings(replay: found?.generatedBy, saved: FailureFolder(folder.path))
    #expect(await check(Self.property(), settings).counterexample != nil)
    #expect(folder.names.isEmpty)
  }
}
