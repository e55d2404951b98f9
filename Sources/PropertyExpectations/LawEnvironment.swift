public import PropertyTesting

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// Settings for laws from the environment; they win over those in the source.
///
/// - `PROPERTY_REPLAY`: a token, as a failure prints it. Laws of other names run as usual, so that a whole run replays
///   one test; when no law has its name, the process says so on standard error as it ends.
/// - `PROPERTY_SEED`: the seed, decimal or `0x` and hexadecimal.
/// - `PROPERTY_CASES`: cases for each law, 1 or more.
///
/// What is none of these is an issue of every law, not a silent nothing.
public struct LawEnvironment: Sendable {
  /// Names of laws that are told.
  private static let mostNames = 10

  var replay: ReplayToken?
  var seed: UInt64?
  var cases: Int?
  /// What is wrong with the variables, a sentence each.
  public private(set) var problems: [String] = []

  static let ofProcess = LawEnvironment { name in getenv(name).map { String(cString: $0) } }

  /// Settings from variables, of which `value` tells the text by name.
  public init(_ value: (_ name: String) -> String?) {
    func read<Value>(_ name: String, _ expected: String, _ parse: (String) -> Value?) -> Value? {
      guard let text = value(name), !text.isEmpty else { return nil }
      if let parsed = parse(text) { return parsed }
      problems.append("\(name): expected \(expected), not \(Rendering.literal(text))")
      return nil
    }
    replay = read("PROPERTY_REPLAY", "a replay token such as vc1c:…") { ReplayToken($0) }
    seed = read("PROPERTY_SEED", "a number, decimal or 0x and hexadecimal") { text in
      text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text)
    }
    cases = read("PROPERTY_CASES", "a number of 1 or more") { Int($0).flatMap { $0 > 0 ? $0 : nil } }
  }

  /// What is to be said at the end of a process that ran `laws`, which are named as in tokens: that no law was called as
  /// the token demands. `nil` when one was, and without a token.
  public func unmet(laws: [String]) -> String? {
    guard let replay, !laws.contains(replay.property) else { return nil }
    let names = laws.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let shown = names.prefix(Self.mostNames).joined(separator: ", ") + (names.count > Self.mostNames ? ", …" : "")
    return "PROPERTY_REPLAY: no law called \(replay.property) was run, so nothing was replayed; "
      + (names.isEmpty ? "none was run at all" : "those that were: \(shown)")
  }

  /// `settings` with what the environment says of `property`.
  public func applied(to settings: RunSettings, _ property: Property) -> RunSettings {
    var settings = settings
    if let seed { settings.seed = seed }
    if let cases { settings.cases = cases }
    if let replay, replay.property == property.tokenName { settings.replay = replay }
    return settings
  }
}
