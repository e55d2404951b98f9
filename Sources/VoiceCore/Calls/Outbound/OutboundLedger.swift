/// The calls that a tenant places: one small row that all of them go through, so that two who are admitted at once can't both
/// be the last. Bounded by the rules, whatever the calls do.
public struct OutboundLedger: Equatable, Sendable, Codable {
  /// Within which the beginnings are counted.
  public static let window: Duration = .seconds(60)

  /// A call that was admitted and that nobody has found ended yet.
  public struct Running: Equatable, Sendable, Codable {
    public let call: Call.ID
    public let number: PhoneNumber
  }

  /// Why a call isn't placed now; trying again later helps.
  public enum Refusal: Error, Equatable, Sendable {
    /// So many run already, which is the most.
    case atOnce(Int)
    /// So many have begun within a minute, which is the most; there is room after that time.
    case perMinute(Int, after: Duration)
    /// The number is being called already: ringing it twice is of no use to anybody.
    case sameNumber
  }

  public private(set) var running: [Running] = []
  /// When calls began, the oldest first.
  public private(set) var begun: [Timestamp] = []

  /// That of a tenant who has placed no call.
  public init() {}

  /// Takes a call in, or says why not and changes nothing.
  public mutating func admit(
    _ call: Call.ID, to number: PhoneNumber, at now: Timestamp, by rules: OutboundRules
  ) throws(Refusal) {
    guard !running.contains(where: { $0.number == number }) else { throw .sameNumber }
    guard running.count < rules.atOnce else { throw .atOnce(rules.atOnce) }
    let recent = begun.filter { $0 > now - Self.window }
    if recent.count >= rules.perMinute {
      // There is room once as many are old as are too many now.
      let leaving = recent[recent.count - rules.perMinute]
      throw .perMinute(rules.perMinute, after: leaving + Self.window - now)
    }
    begun = recent + [now]
    running.append(Running(call: call, number: number))
  }

  /// Drops the calls that have ended.
  public mutating func drop(_ ended: Set<Call.ID>) { running.removeAll { ended.contains($0.call) } }
}
