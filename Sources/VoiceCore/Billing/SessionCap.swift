/// What a tenant lets one session with a voice AI cost and last. It only lowers what the deployment allows.
public struct SessionCap: Equatable, Sendable, Codable {
  /// Legal costs, in US cents.
  public static let legalCents = 1...100_000
  /// Legal lengths, in seconds: whoever is announced to have half a minute left must have had some time before it.
  public static let legalSeconds = 120...3600
  /// The deployment's limits and no other.
  public static let none = SessionCap()

  /// What a session may cost, in US cents; `nil` for as much as the deployment allows.
  public let cents: Int?
  /// How long it may last, in seconds; `nil` for as long as the deployment allows.
  public let seconds: Int?

  /// A cap.
  /// - Throws: `cost_cents` or `length_seconds`, outside its bounds.
  public init(cents: Int?, seconds: Int?) throws(RefusedSetting) {
    if let cents, !Self.legalCents.contains(cents) {
      throw RefusedSetting("cost_cents", .outOfRange(Self.legalCents))
    }
    if let seconds, !Self.legalSeconds.contains(seconds) {
      throw RefusedSetting("length_seconds", .outOfRange(Self.legalSeconds))
    }
    self.cents = cents
    self.seconds = seconds
  }

  private init() { (cents, seconds) = (nil, nil) }
}

extension SessionMeter.Limits {
  /// These limits, lowered to what a tenant wants where that is less (property 34). A session that is shorter than its idleness
  /// would be is idle a second before its end.
  public func lowered(to cap: SessionCap) -> SessionMeter.Limits {
    let wanted = cap.cents.map { $0 * Self.microdollarsPerCent } ?? cost
    let lower = min(cost, wanted)
    guard let seconds = cap.seconds, .seconds(seconds) < length,
      let shorter = SessionMeter.Limits(
        cost: lower, length: .seconds(seconds), idle: min(idle, .seconds(seconds - 1)), notice: notice)
    else { return SessionMeter.Limits(cost: lower, length: length, idle: idle, notice: notice) ?? self }
    return shorter
  }

  private static var microdollarsPerCent: Int { 10_000 }
}
