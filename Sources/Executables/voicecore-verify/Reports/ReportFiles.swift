import CommandConventions
import Foundation
import PropertyTesting

/// The files that a run leaves behind.
public struct ReportFiles: Sendable {
  /// Why the words of `--report` are wrong, in a sentence.
  public struct WrongKind: Error, Equatable, CustomStringConvertible {
    public let description: String
  }

  private enum Kind: String { case junit, json, html, jsonl }

  private let files: [(kind: Kind, path: String)]

  /// Reads `junit=FILE,json=FILE,html=FILE,jsonl=FILE`, or some of them.
  /// - Throws: ``WrongKind`` for other words.
  public init(_ text: String?) throws {
    files = try (text.map { $0.split(separator: ",", omittingEmptySubsequences: false) } ?? []).map { piece in
      let halves = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard halves.count == 2, !halves[1].isEmpty else {
        throw WrongKind(description: "expected kind=FILE, not '\(piece)'")
      }
      guard let kind = Kind(rawValue: halves[0]) else {
        throw WrongKind(description: "'\(halves[0])' is none of junit, json, html, jsonl")
      }
      return (kind, halves[1])
    }
  }

  /// Writes them all, also after one that can't be written.
  /// - Throws: ``CouldNotRun`` that names each that couldn't.
  public func write(_ laws: [CheckedLaw], _ head: ReportHead) throws {
    let collection = ReportCollection(
      head.deployment.map { "Laws on \($0.url), VoiceCore \($0.version), \($0.began)" }
        ?? "Laws of VoiceCore \(head.voicecore ?? "of an unknown commit")", laws.map { $0.entry(head) })
    var problems: [String] = []
    for (kind, path) in files {
      let text =
        switch kind {
        case .junit: collection.junit()
        case .json: collection.json()
        case .html: collection.html()
        case .jsonl: collection.jsonLines()
        }
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
