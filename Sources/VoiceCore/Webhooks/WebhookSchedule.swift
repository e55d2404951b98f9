/// When an event is sent: ten attempts over 75 h 35 min (property 23). Source: Standard Webhooks, "Retry schedule".
public enum WebhookSchedule {
  /// What is waited before each attempt: before the first since the event, before the others since the answer of the one
  /// before.
  public static let delays: [Duration] = [
    .zero, .seconds(5), .seconds(5 * 60), .seconds(30 * 60), .seconds(2 * 3_600), .seconds(5 * 3_600),
    .seconds(10 * 3_600), .seconds(14 * 3_600), .seconds(20 * 3_600), .seconds(24 * 3_600),
  ]
  /// By how much a delay is shorter or longer, as chance has it, in hundredths: so that what failed at once doesn't come
  /// again at once.
  public static let jitterPercent: Int64 = 10

  /// The delay after so many attempts; `nil` when there is no further one.
  public static func delay(afterAttempts count: Int, chance: UInt64) -> Duration? {
    guard delays.indices.contains(count) else { return nil }
    let whole = delays[count].wholeMicroseconds
    let play = whole / 100 * jitterPercent
    return .microseconds(whole - play + Int64(chance % UInt64(2 * play + 1)))
  }
}
