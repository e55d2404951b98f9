import CommandConventions
import Foundation

/// The files that a run leaves behind.
public struct ReportFiles: Sendable {
  /// Why the words of `--report` are wrong, in a sentence.
  public struct WrongKind: Error, Equatable, CustomStringConvertible {
    public let description: String
  }

  private enum Kind: String, CaseIterable { case junit, json, html }

  private let files: [(kind: Kind, path: String)]

  /// Reads `junit=FILE,json=FILE`.
  /// - Throws: ``WrongKind`` for other words; what isn't available yet throws when it is written.
  public init(_ text: String?) throws {
    files = try (text.map { $0.split(separator: ",", omittingEmptySubsequences: false) } ?? []).map { piece in
      let halves = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard halves.count == 2, !halves[1].isEmpty else {
        throw WrongKind(description: "expected kind=FILE, not '\(piece)'")
      }
      guard let kind = Kind(rawValue: halves[0]) else {
        throw WrongKind(description: "'\(halves[0])' is none of junit, json, html")
      }
      return (kind, halves[1])
    }
  }

  /// Refuses, before anything runs, what can't be written by this build.
  func demandAvailable() throws {
    if files.contains(where: { $0.kind == .html }) {
      throw CouldNotRun("--report html: not available yet; use junit=FILE or json=FILE")
    }
  }

  /// Writes them all, also after one that can't be written.
  /// - Throws: ``CouldNotRun`` that names each that couldn't.
  func write(_ rows: [ReportRow], _ head: ReportHead) throws {
    var problems: [String] = []
    for (kind, path) in files {
      let text = kind == .junit ? JUnitReport.text(rows, head) : JSONReport.text(rows, head)
      do {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      } catch {
        let reason = error.localizedDescription
        problems.append("--report \(kind.rawValue): can't write \(path): \(reason)")
      }
    }
    if !problems.isEmpty { throw CouldNotRun(problems.joined(separator: "; ")) }
  }
}
