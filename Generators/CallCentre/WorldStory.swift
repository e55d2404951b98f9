public import PropertyTesting
import VoiceCore

/// What happened in a simulated world, line by line, so that a failing one can be read. Bounded: of a long day the last
/// events are kept.
struct WorldStory {
  /// How many events are kept.
  static let maximumEntries = 50_000
  /// How many lines are shown of a failing world.
  static let maximumLines = 60

  /// How much of what went before a call is told.
  private static let secondsBefore = 120

  private struct Entry {
    let at: Timestamp
    /// Whose; `nil` is the node's own.
    let line: Int?
    let words: StaticString
    let number: Int?
    let desk: Int?
  }

  private let beginning: Timestamp
  private var entries: [Entry] = []
  /// How many events there were in all.
  private(set) var count = 0
  private(set) var hash = StateHash()

  init(beginning: Timestamp) { self.beginning = beginning }

  /// Something happened. A number says which attempt, stream or second.
  mutating func tell(
    _ words: StaticString, _ number: Int? = nil, of line: Int?, desk: Int? = nil, at moment: Timestamp
  ) {
    count += 1
    hash.add(Int(moment.microseconds - beginning.microseconds))
    hash.add(line ?? -1)
    words.withUTF8Buffer { bytes in for byte in bytes { hash.add(UInt64(byte)) } }
    hash.add(number ?? -1)
    hash.add(desk ?? -1)
    // Halved and not shifted: keeping the last ones costs little.
    if entries.count >= Self.maximumEntries { entries.removeFirst(Self.maximumEntries / 2) }
    entries.append(Entry(at: moment, line: line, words: words, number: number, desk: desk))
  }

  /// The time line of one call, of the agents that it met, and of what the node went through meanwhile:
  /// `   12.050 s  caller 3  asks (2)`.
  func text(of line: Int?, desk: Int? = nil) -> String {
    var met = Set(entries.lazy.filter { line != nil && $0.line == line }.compactMap(\.desk))
    if let desk { met.insert(desk) }
    let begins = entries.first { line != nil && $0.line == line }?.at ?? beginning
    let own = entries.filter { entry in
      if line == nil, desk == nil { return true }
      guard entry.at >= begins + .seconds(-Self.secondsBefore) else { return false }
      if let whose = entry.line { return whose == line || entry.desk.map { $0 == desk } ?? false }
      return entry.desk.map(met.contains) ?? true
    }
    let shown = own.suffix(Self.maximumLines)
    let left = own.count - shown.count
    return ((left > 0 ? ["  … \(left) earlier"] : []) + shown.map(text)).joined(separator: "\n")
  }

  private func text(_ entry: Entry) -> String {
    let milliseconds = (entry.at - beginning).wholeMilliseconds
    let fraction = String(milliseconds % 1000)
    let time = "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction + " s"
    let who = entry.line.map { "caller \($0)" } ?? entry.desk.map { "agent \($0)" } ?? "the node"
    return "  " + String(repeating: " ", count: max(0, 12 - time.count)) + time + "  "
      + who + String(repeating: " ", count: max(1, 11 - who.count)) + entry.words.description
      + (entry.number.map { " (\($0))" } ?? "")
      + (entry.line == nil ? "" : entry.desk.map { ", agent \($0)" } ?? "")
  }
}

/// A law that a simulated world broke, and how it came to it.
public struct WorldFailure: LocatedError, CustomStringConvertible {
  public let underlying: any Error
  /// The broken call's own events and the node's, with their times.
  public let story: String

  public var location: String { "in this story\n" + story + "\nthe end" }
  public var description: String { "\(location): \(underlying)" }
}
