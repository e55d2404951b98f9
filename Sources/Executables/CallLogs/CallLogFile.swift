import Foundation
public import VoiceCore

/// The log of a call as a file: JSON Lines, one event a line, `{"id", "type", "at", "data"}` as the API shows events.
/// `voicecore replay` writes it, `voicecore-verify shrink` reads it.
public enum CallLogFile {
  /// The most lines that are read.
  public static let maximumLines = 10_000

  /// What is wrong with a file: each line with its number, and each with its remedy.
  public struct Problems: Error, Equatable, Sendable {
    /// The most that are told.
    public static let maximum = 20

    public let lines: [String]
  }

  /// An entry and where it stands.
  public struct NumberedEntry: Equatable, Sendable {
    /// Of the file, from 1.
    public let line: Int
    public let entry: CallLogEntry
  }

  /// The line of an event, without the line's end.
  public static func text(_ line: CallLogLine) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let bytes = try? encoder.encode(WireLine(line)) else { preconditionFailure("texts and numbers are JSON") }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The entries of a file. Blank lines are passed over.
  /// - Throws: `Problems` with every damaged line, up to `Problems.maximum`.
  public static func entries(_ text: String) throws(Problems) -> [NumberedEntry] {
    var entries: [NumberedEntry] = []
    var problems: [String] = []
    var reading = CallLogReading()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count <= maximumLines else {
      throw Problems(lines: ["\(lines.count) lines: at most \(maximumLines) are read; leave out what came long before"])
    }
    for (index, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      do throws(CallLogFault) {
        entries.append(NumberedEntry(line: index + 1, entry: try reading.entry(try WireLine.line(line))))
      } catch {
        problems.append("line \(index + 1): \(error)")
        if problems.count == Problems.maximum { break }
      }
    }
    guard problems.isEmpty else { throw Problems(lines: problems) }
    return entries
  }
}
