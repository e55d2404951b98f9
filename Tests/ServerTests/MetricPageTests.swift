import Foundation
import Server
import Testing

/// The page that operators read against what a server serves.
@Suite("The page of metrics")
struct MetricPageTests {
  /// A row of the page's table.
  private struct Row: Hashable, CustomStringConvertible {
    let name: String
    let kind: String
    let labels: String
    let meaning: String

    var description: String { "\(name) \(kind) \(labels) \(meaning)" }

    init(_ described: MetricDescription) {
      name = described.name
      kind = described.kind.rawValue
      labels = described.labels.map { "`\($0)`" }.joined(separator: ", ")
      meaning = described.help
    }

    init?(line: Substring) {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard cells.count == 7, cells[1].hasPrefix("`"), cells[1].contains("_") else { return nil }
      name = cells[1].trimmingCharacters(in: ["`"])
      (kind, labels, meaning) = (cells[2], cells[4], cells[5])
    }
  }

  private func rows() throws -> [Row] {
    let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/metrics.md")
    return try String(contentsOf: page, encoding: .utf8).split(separator: "\n").compactMap(Row.init(line:))
  }

  @Test func `it says of each metric what the server says, and of no other`() throws {
    let (page, described) = (try rows(), MetricDescription.all.map(Row.init))
    #expect(Set(page).symmetricDifference(described).map(\.description).sorted() == [])
    #expect(page.count == described.count)
  }

  @Test func `a server that has just begun serves each, and no other`() async throws {
    let page = try rows().map { "# TYPE \($0.name) \($0.kind)" }
    try await LiveServer.run([]) { live in
      let lines = try await live.ask("/metrics").text.split(separator: "\n")
      let served = lines.filter { $0.hasPrefix("# TYPE ") }.map(String.init)
      #expect(Set(served).symmetricDifference(page).sorted() == [])
      #expect(served.count == page.count)
    }
  }

  @Test func `counters end in total, what is measured in its base unit, and labels are told once`() {
    for metric in MetricDescription.all {
      #expect(metric.name.hasSuffix("_total") == (metric.kind == .counter), "\(metric.name)")
      if metric.kind == .histogram { #expect(metric.name.hasSuffix("_seconds"), "\(metric.name)") }
      #expect(Set(metric.labels).count == metric.labels.count)
    }
  }
}
