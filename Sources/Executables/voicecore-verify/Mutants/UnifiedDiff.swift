/// A change of some files in the format of `diff -u`, read and applied strictly: a hunk must fit exactly one place of its file.
///
/// Line numbers aren't looked at, so that a page in `specs/` needs no change when lines above move; there is no fuzz.
public struct UnifiedDiff: Equatable, Sendable {
  /// The changes of one file.
  public struct File: Equatable, Sendable {
    /// From the package's root.
    public let path: String
    /// In the order of the diff; at least one.
    public let hunks: [Hunk]
  }

  /// Lines that become others.
  public struct Hunk: Equatable, Sendable {
    /// The lines as they are: context and what goes. Never empty.
    public let before: [String]
    /// The lines as they will be: context and what comes.
    public let after: [String]
  }

  /// Why a text is no diff, or doesn't fit, in a sentence.
  public struct Problem: Error, Equatable, CustomStringConvertible {
    public let description: String
  }

  /// In the order of the diff; at least one.
  public let files: [File]

  /// Reads `--- a/PATH`, `+++ b/PATH`, `@@` and lines that begin with a blank, `-` or `+`.
  /// - Throws: ``Problem`` for anything else, and for a hunk that changes nothing.
  public init(_ text: String) throws(Problem) {
    var reader = UnifiedDiffReader()
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    for line in lines { try reader.take(String(line)) }
    files = try reader.finish()
  }
}

extension UnifiedDiff.File {
  /// The text with every hunk applied.
  /// - Throws: `UnifiedDiff.Problem` that names the hunk which fits nowhere, or in several places.
  public func applied(to text: String) throws(UnifiedDiff.Problem) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (index, hunk) in hunks.enumerated() {
      let places = lines.indices.filter { lines[$0...].starts(with: hunk.before) }
      guard places.count == 1, let place = places.first else {
        let found = places.isEmpty ? "nowhere" : "\(places.count) times"
        throw UnifiedDiff.Problem(
          description: "hunk \(index + 1) of \(path) is found \(found); it begins with '\(hunk.before[0])'")
      }
      lines.replaceSubrange(place..<place + hunk.before.count, with: hunk.after)
    }
    return lines.joined(separator: "\n")
  }
}

/// Takes a diff line by line.
private struct UnifiedDiffReader {
  private var files: [UnifiedDiff.File] = []
  private var path: String?
  private var hunks: [UnifiedDiff.Hunk] = []
  private var before: [String] = []
  private var after: [String] = []

  mutating func take(_ line: String) throws(UnifiedDiff.Problem) {
    if line.hasPrefix("--- a/") {
      try endFile()
      path = String(line.dropFirst("--- a/".count))
    } else if line.hasPrefix("+++ b/"), hunks.isEmpty, before.isEmpty {
      guard line.dropFirst("+++ b/".count) == path ?? "" else { throw problem("a file keeps its name", line) }
    } else if line.hasPrefix("@@") {
      guard path != nil else { throw problem("a hunk stands under the name of its file", line) }
      try endHunk()
    } else {
      try takeContent(line)
    }
  }

  mutating func finish() throws(UnifiedDiff.Problem) -> [UnifiedDiff.File] {
    try endFile()
    guard !files.isEmpty else { throw UnifiedDiff.Problem(description: "the diff is empty") }
    return files
  }

  private mutating func takeContent(_ line: String) throws(UnifiedDiff.Problem) {
    let rest = String(line.dropFirst())
    switch line.first {
    case " ":
      before.append(rest)
      after.append(rest)
    case "-": before.append(rest)
    case "+": after.append(rest)
    default: throw problem("expected a blank, - or + at its beginning", line)
    }
    guard path != nil else { throw problem("a line stands under the name of its file", line) }
  }

  private mutating func endHunk() throws(UnifiedDiff.Problem) {
    guard !before.isEmpty || !after.isEmpty else { return }
    guard !before.isEmpty else { throw UnifiedDiff.Problem(description: "a hunk needs a line to stand at") }
    guard before != after else { throw UnifiedDiff.Problem(description: "a hunk changes nothing") }
    hunks.append(UnifiedDiff.Hunk(before: before, after: after))
    (before, after) = ([], [])
  }

  private mutating func endFile() throws(UnifiedDiff.Problem) {
    try endHunk()
    guard let path else { return }
    guard !hunks.isEmpty else { throw UnifiedDiff.Problem(description: "\(path) has no hunk") }
    files.append(UnifiedDiff.File(path: path, hunks: hunks))
    (self.path, hunks) = (nil, [])
  }

  private func problem(_ rule: String, _ line: String) -> UnifiedDiff.Problem {
    UnifiedDiff.Problem(description: "\(rule): '\(line)'")
  }
}
