import Foundation
import Testing
import VerifyCommand

@Suite("Faults behind switches")
struct PlantedSourcesTests {
  private static let path = "Sources/VoiceCore/A/Sample.swift"
  /// Has a line of each kind, and says what it comes to. Lines 3 to 16 are changed.
  private static let source = """
    public struct Timestamp { public static func + (a: Self, b: Duration) -> Self { a }; public static func - (a: Self, b: Duration) -> Self { a }; public static func - (a: Self, b: Self) -> Duration { .zero } }
    func sample(_ numbers: [Int], _ optional: Int?) -> String {
      var said: [String] = []
      guard numbers.count > 2 else { return "few" }
      let isSmall = numbers[0] <= 1 && optional != nil
      said.append("\\(isSmall)")
      let even = numbers.filter { $0 % 2 == 0 }
      said += even.map { "\\($0)" }
      for number in numbers where number > 2 { said.append("\\(number)") }
      said.append("\\(numbers.sorted { $0 < $1 })")
      said.append("\\(numbers.first ?? 0)")
      let sum = numbers[0] + numbers[1]
      said.append("\\(sum)")
      said.append("\\(Array(0..<sum))")
      let pair = (sum, 2) < (3, 2)
      said.append("\\(pair)")
      return said.joined(separator: " ")
    }
    """

  private static func files(_ planted: PlantedSources) -> [String: String] {
    planted.files { $0 == path ? source : "settings\n  .treatAllWarnings(as: .error),\nend" }
  }

  /// One for each kind and line.
  private static let mutations: [SourceMutation] = {
    var seen: Set<Int> = []
    return SourceMutator.mutations(of: source, path: path).reversed().filter { seen.insert($0.line).inserted }
      .reversed()
  }()

  @Test func `one build holds the code as it is and each of its faults`() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("planted-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let main =
      "@main struct Main { static func main() { print(sample([1, 2, 3, 4], nil), sample([2, 1, 3], 7), sample([1], nil)) } }"
    var sources = ["main.swift": main, "sample.swift": Self.source]
    func built(_ name: String) async throws -> String {
      var paths: [String] = []
      for (file, text) in sources {
        paths.append(folder.appendingPathComponent(name + file).path)
        try Data(text.utf8).write(to: folder.appendingPathComponent(name + file))
      }
      let program = folder.appendingPathComponent(name).path
      let end = await ChildProcess.run(
        "/usr/bin/env",
        [
          "swiftc", "-swift-version", "6", "-suppress-warnings", "-parse-as-library", "-module-name", "Planted", "-o",
          program,
        ]
          + paths.sorted(), limit: .seconds(300))
      guard case .exited(0, _, _) = end else {
        Issue.record("\(end)")
        return program
      }
      return program
    }
    func said(_ program: String, _ variables: [String] = []) async -> String {
      switch await ChildProcess.run("/usr/bin/env", variables + [program], limit: .seconds(60)) {
      case .exited(_, let output, _): output
      case let end: end.words
      }
    }
    let plain = await said(try await built("plain"))
    let planted = PlantedSources(Self.mutations)
    let files = Self.files(planted)
    sources["sample.swift"] = files[Self.path]
    sources["switch.swift"] = files["Sources/VoiceCore/PlantedSwitch.swift"]
    let program = try await built("planted")
    let reached = folder.appendingPathComponent("reached")
    #expect(await said(program, ["\(PlantedSources.reachedVariable)=\(reached.path)"]) == plain)
    #expect(try Data(contentsOf: reached) == Data(repeating: 1, count: Self.mutations.count))
    #expect(Self.mutations.count >= 12)
    for (id, mutation) in Self.mutations.enumerated() {
      #expect(await said(program, ["\(PlantedSources.variable)=\(id)"]) != plain, "\(mutation.words)")
    }
  }

  @Test func `the copy takes no warning for an error, and the rest of a file stays`() throws {
    let files = Self.files(PlantedSources(Array(Self.mutations.prefix(1))))
    #expect(files["Package.swift"] == "settings\nend")
    let lines = try #require(files[Self.path]).split(separator: "\n").map(String.init)
    let old = Self.source.split(separator: "\n").map(String.init)
    #expect(lines.count == old.count)
    #expect(lines.indices.filter { lines[$0] != old[$0] }.map { $0 + 1 } == [Self.mutations[0].line])
  }

  @Test func `what doesn't compile is left out, by its line or as the nearest`() throws {
    var planted = PlantedSources(Self.mutations)
    let (line, last) = (Self.mutations[2].line, try #require(Self.mutations.last).line)
    let errors = "/copy/\(Self.path):\(line):5: error: no\n/copy/\(Self.path):\(last + 1):1: error: missing return\n"
    #expect(planted.drop(errors) == 1 && planted.dropped == [2])
    #expect(try #require(Self.files(planted)[Self.path]).contains(Self.mutations[2].before))
    #expect(planted.drop("/copy/\(Self.path):\(last + 1):1: error: missing return") == 1)
    #expect(planted.dropped == [2, Self.mutations.count - 1])
    #expect(planted.drop("/copy/Sources/Other.swift:1:1: error: no\nsomething else") == 0)
  }
}
